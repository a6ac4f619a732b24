#include "app/plain_language.h"

namespace sahay::app {

void PlainLanguage::add_routes() {
  parts_.store.read([this](db::Tx& tx) { wording_.load(tx); });
  wording_.add_routes(parts_.api);
  wording_.add_rule_parts();
  tickets::reply_gate = [this](api::Context& c, db::Tx& tx, const tickets::Ticket& ticket, const tickets::Change& change, const JsonObject& in) {
    return wording_.gate(c, tx, ticket, change, in);
  };
}

}  // namespace sahay::app
