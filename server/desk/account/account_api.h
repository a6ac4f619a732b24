// Routes of what the whole desk has: /brands, /locales, /account/settings, /dynamic_content.
// Threading: called once at start.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "desk/account/brand.h"
#include "platform/api/controller.h"

namespace sahay::account {

// Runs in the transaction that changed the default brand, with its name. Set before serving.
extern std::function<void(db::Tx&, const std::string& name)> desk_renamed;

void add_brand_routes(api::Api& api);
void add_locale_routes(api::Api& api);
void add_setting_routes(api::Api& api);
void add_dynamic_content_routes(api::Api& api);
void add_absent_routes(api::Api& api);

// The text of {{dc.name}} for a reader, "" when there is none: the variant of the locale, else the default one.
std::string dynamic_text(db::Tx& tx, std::string_view name, std::string_view locale);

}  // namespace sahay::account
