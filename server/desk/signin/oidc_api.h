// Routes of signing in by another provider: /oidc_providers and their check, /session/oidc, /users/{id}/oidc_identities, and the
// pages /oidc/*.
// Threading: called once at start; handlers run on several workers at once.
#pragma once

#include <memory>

#include "desk/signin/oidc.h"
#include "desk/site/html.h"
#include "desk/site/settings.h"
#include "desk/site/visitor.h"
#include "platform/api/api.h"

namespace sahay::signin {

inline constexpr char kArrivalCookie[] = "sahay_arrival";

struct OidcParts {
  db::Store& store;
  const Clock& clock;
  const files::SealedBox& box;
  const site::Settings& settings;
  std::shared_ptr<ProviderSite> site;
};

// Binds what was begun to the browser that began it.
std::string browser_cookie(const http::Request& request, const std::string& value);

void add_oidc_routes(api::Api& api, const OidcParts& parts);
void add_oidc_pages(http::Router& router, const OidcParts& parts);

// "Sign in with NAME", for the portal's door.
site::Markup provider_buttons(db::Tx& tx, const site::Visitor& visitor, std::string_view base_url, std::string_view return_to);

}  // namespace sahay::signin
