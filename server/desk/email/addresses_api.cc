// /mail_addresses: addresses that do not take our mail, and lifting that.
#include "base/text.h"
#include "desk/email/brakes.h"
#include "desk/email/email_api.h"

namespace sahay::email {
namespace {

using api::Access;
using api::Context;
using api::Reply;

}  // namespace

void add_address_routes(api::Api& api) {
  api.read("GET", "/mail_addresses", Access::staff, [](Context&, db::Tx& tx) -> Result<Reply> {
    std::string out;
    JsonWriter w(out);
    w.begin_object().key("mail_addresses").begin_array();
    for (const auto& one : troubled_addresses(tx)) {
      w.begin_object().field("address", one.address).field("state", one.state);
      w.field("suppressed", one.state != "doubtful").field("soft_failures", one.soft_failures);
      w.field("error", one.error).field("updated_at", one.updated_at).end_object();
    }
    w.end_array().end_object();
    return Reply::ok(std::move(out));
  });
  api.write("DELETE", "/mail_addresses", Access::staff, [](Context& c, db::Tx& tx) -> Result<Reply> {
    const auto address = c.parameter("address");
    if (!address || address->empty()) return invalid("address", "BlankValue", "error.field.blank");
    record_life(tx, *address);
    return Reply::no_content();
  });
}

}  // namespace sahay::email
