// /recipient_addresses: the addresses of the desk as the field's clients know them. One that is made here is a mail account
// whose mail is forwarded to us; what the configuration file names is shown and stays.
#include "desk/email/account.h"
#include "desk/email/recipient_addresses.h"
#include "platform/api/whole_list.h"

namespace sahay::email {
namespace {

using api::Access;
using api::Context;
using api::Reply;
using Accounts = std::shared_ptr<const api::Resource<MailAccount>>;

const api::Right kRight(Access::admin, "channels.manage");

// The first one is the default. Whether forwarding and SPF are right is known to the checkup of mail, in other words.
void write(JsonWriter& w, const Context& c, const Inbox& inbox, bool first) {
  const std::string id = std::to_string(inbox.id.value);
  w.begin_object().field("id", inbox.id).field("url", c.url("/recipient_addresses/" + id + ".json")).field("name", inbox.name).field("email", inbox.address);
  w.field("default", first).key("brand_id").null();
  for (const char* key : {"forwarding_status", "spf_status", "cname_status", "domain_verification_status"}) w.field(key, "unknown");
  w.field("created_at", inbox.created_at).field("updated_at", inbox.created_at).end_object();
}

Result<Reply> list(Context& c, db::Tx& tx) {
  const auto all = inboxes(tx);
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("recipient_addresses").begin_array();
  for (const Inbox& inbox : all) write(w, c, inbox, inbox.id == all.front().id);
  w.end_array();
  api::end_whole_list(w, c, all.size());
  w.end_object();
  return Reply::ok(std::move(out));
}

Result<Reply> show(Context& c, db::Tx& tx, std::int64_t id) {
  const auto all = inboxes(tx);
  for (const Inbox& inbox : all) {
    if (inbox.id.value != id) continue;
    std::string out;
    JsonWriter w(out);
    w.begin_object().key("recipient_address");
    write(w, c, inbox, inbox.id == all.front().id);
    w.end_object();
    return Reply::ok(std::move(out));
  }
  return not_found();
}

// Fields of accounts in the words of this resource.
template <class T>
Result<T> in_these_words(Result<T> made) {
  if (made.ok()) return made;
  Error error = made.error();
  for (FieldError& field : error.fields)
    if (field.field == "address") field.field = "email";
  return error;
}

Result<Reply> create(const Accounts& accounts, Context& c, db::Tx& tx) {
  const JsonObject* in = TRY(c.wrapped("recipient_address"));
  const JsonObject wanted{{"address", string_at(*in, "email").value_or("")}, {"name", string_at(*in, "name").value_or("")}, {"receive", "listener"}, {"send", "shared"}};
  const MailAccount made = TRY(in_these_words(accounts->create(c, tx, wanted)));
  Reply reply = TRY(show(c, tx, made.inbox_id.value));
  reply.status = 201;
  reply.headers.emplace_back("Location", c.url("/recipient_addresses/" + std::to_string(made.inbox_id.value) + ".json"));
  return reply;
}

Result<MailAccount> account_of(Context& c, db::Tx& tx) {
  const auto inbox = find_inbox(tx, InboxId(c.id()));
  if (!inbox || !inbox->active) return not_found();
  auto account = account_of_inbox(tx, inbox->id);
  if (!account) return invalid("id", "InvalidValue", "error.field.built_in");
  return std::move(*account);
}

Result<Reply> change(const Accounts& accounts, Context& c, db::Tx& tx) {
  const MailAccount account = TRY(account_of(c, tx));
  const JsonObject* in = TRY(c.wrapped("recipient_address"));
  JsonObject wanted;
  if (const auto name = string_at(*in, "name")) wanted["name"] = *name;
  if (const auto email = string_at(*in, "email")) wanted["address"] = *email;
  TRY(in_these_words(accounts->update(c, tx, account.id.value, wanted)));
  return show(c, tx, account.inbox_id.value);
}

Result<Reply> remove(const Accounts& accounts, Context& c, db::Tx& tx) {
  const MailAccount account = TRY(account_of(c, tx));
  TRY(accounts->erase(c, tx, account.id.value));
  return Reply::no_content();
}

}  // namespace

void add_recipient_address_routes(api::Api& api, const Accounts& accounts) {
  api.read("GET", "/recipient_addresses", Access::staff, list);
  api.read("GET", "/recipient_addresses/{id}", Access::staff, [](Context& c, db::Tx& tx) { return show(c, tx, c.id()); });
  api.write("POST", "/recipient_addresses", kRight, [accounts](Context& c, db::Tx& tx) { return create(accounts, c, tx); });
  api.write("PUT", "/recipient_addresses/{id}", kRight, [accounts](Context& c, db::Tx& tx) { return change(accounts, c, tx); });
  api.write("DELETE", "/recipient_addresses/{id}", kRight, [accounts](Context& c, db::Tx& tx) { return remove(accounts, c, tx); });
  // What is known of an address is looked at all the time; asking for it changes nothing.
  api.read("PUT", "/recipient_addresses/{id}/verify", kRight, [](Context& c, db::Tx& tx) { return show(c, tx, c.id()); });
}

}  // namespace sahay::email
