// /widget_keys: what hosting sites sign the names of their customers with. For administrators; each change stands in the audit log.
// And "visitor" in what the console reads of a ticket: who the hosting site says it is, and the page they wrote from.
#include "desk/chat/identity.h"
#include "desk/chat/state.h"
#include "desk/chat/chat_sql.h"
#include "desk/tickets/tickets_api.h"

namespace sahay::chat {
namespace {

using api::Access;
using api::Context;
using api::Reply;

void write_key(JsonWriter& w, const Context& c, const WidgetKey& key, std::string_view clear) {
  w.begin_object().field("id", key.id).field("url", c.url("/widget_keys/" + std::to_string(key.id.value) + ".json")).key("brand_id");
  if (key.brand_id) w.value(key.brand_id); else w.null();
  w.field("prefix", key.prefix).field("hint", "…" + key.hint).field("created_at", key.created_at).field("last_used_at", key.last_used_at);
  if (!clear.empty()) w.field("secret", clear);
  w.end_object();
}

std::string described(const Context& c, const WidgetKey& key) {
  std::string out;
  JsonWriter w(out);
  write_key(w, c, key, "");
  return out;
}

Result<Reply> list(Context& c, db::Tx& tx) {
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("widget_keys").begin_array();
  const auto keys = widget_keys(tx);
  for (const WidgetKey& key : keys) write_key(w, c, key, "");
  w.end_array().key("next_page").null().key("previous_page").null().field("count", keys.size()).end_object();
  return Reply::ok(std::move(out));
}

Result<Reply> create(Context& c, db::Tx& tx, const files::SealedBox& box) {
  const JsonObject* in = TRY(c.wrapped("widget_key"));
  const NewKey made = TRY(create_key(tx, box, integer_at(*in, "brand_id").value_or(0), string_at(*in, "prefix").value_or("")));
  api::note_change(c, tx, {"create", "widget_key", made.key.id.value, "", described(c, made.key)});
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("widget_key");
  write_key(w, c, made.key, made.clear);
  w.end_object();
  Reply reply{201, std::move(out)};
  reply.headers.emplace_back("Pragma", "no-cache");  // with this mark no answer is kept for Idempotency-Key
  return reply;
}

Result<Reply> remove(Context& c, db::Tx& tx) {
  for (const WidgetKey& key : widget_keys(tx)) {
    if (key.id.value != c.id()) continue;
    remove_key(tx, key.id);
    api::note_change(c, tx, {"destroy", "widget_key", key.id.value, described(c, key), ""});
    return Reply::no_content();
  }
  return not_found();
}

// The newest conversation of the ticket tells; null where nobody wrote by the chat.
RawJson visitor_of(db::Tx& tx, const tickets::Ticket& ticket) {
  const auto talks = conversations_of_ticket(tx, ticket.id);
  const auto visitor = talks.empty() ? std::nullopt : tx.one<Visitor>(sql::chat::find_visitor_by_id, talks.back().visitor_id);
  if (!visitor) return RawJson{"null"};
  const auto person = visitor->identified ? people::find_user(tx, visitor->user_id) : std::nullopt;
  RawJson out{""};
  JsonWriter w(out.text);
  w.begin_object().field("identified", visitor->identified && visitor->user_id == ticket.requester_id);
  w.field("external_id", person ? person->external_id : std::string()).field("seen_at", visitor->seen_at).end_object();
  return out;
}

}  // namespace

void Chat::add_key_routes(api::Api& api) {
  const api::Right admins(Access::admin);
  api.read("GET", "/widget_keys", admins, list);
  if (state_->options.box)
    api.write("POST", "/widget_keys", admins, [box = state_->options.box](Context& c, db::Tx& tx) { return create(c, tx, *box); }, {.body_limit = 4096});
  api.write("DELETE", "/widget_keys/{id}", admins, remove);
  tickets::console_parts["visitor"] = [](api::Context&, db::Tx& tx, const tickets::Ticket& ticket) { return visitor_of(tx, ticket); };
}

}  // namespace sahay::chat
