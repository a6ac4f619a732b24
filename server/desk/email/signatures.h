// Signatures below our mails: of an agent and of a group, each in three languages; the reader's language decides. "{agent}"
// in one is the agent's name.
// Threading: inside one Tx; routes are added once at start.
#pragma once

#include <string>
#include <string_view>

#include "base/i18n.h"
#include "platform/api/api.h"

namespace sahay::email {

// `kind`: "agent" or "group". "" when there is none in this language (a signature in another one is worse than none).
std::string find_signature(db::Tx& tx, std::string_view kind, std::int64_t owner, i18n::Language language);
void save_signature(db::Tx& tx, std::string_view kind, std::int64_t owner, i18n::Language language, std::string_view signature);
std::string filled_in(std::string signature, std::string_view agent);

// GET and PUT /agents/{id}/signatures and /groups/{id}/signatures: {"signatures":{"en":"","bn":"","ru":""}}. An agent
// writes their own; administrators (groups.manage) everybody's and the groups'.
void add_signature_routes(api::Api& api);

}  // namespace sahay::email
