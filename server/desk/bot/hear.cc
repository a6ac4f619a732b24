// What the bot does when a ticket changes, in the transaction of the change.
#include "base/text.h"
#include "desk/bot/bot.h"
#include "desk/bot/bot_sql.h"

namespace sahay::bot {
namespace {

const JsonObject* change_of(const JsonObject& data, std::string_view field) {
  if (const JsonArray* changes = array_at(data, "changes"))
    for (const Json& each : *changes)
      if (each.is_object() && string_at(each.get_object(), "field") == field) return &each.get_object();
  return nullptr;
}

bool by_person(const JsonObject& data) {
  const std::string role = string_at(data, "author_role").value_or("");
  return (role == "agent" || role == "admin") && bool_at(data, "public").value_or(false) && !bool_at(data, "automatic").value_or(false);
}

}  // namespace

// From memory where it can: this runs in the transaction of every change of every ticket.
void Desk::watch_change(db::Tx& tx, const events::Event& event, const tickets::Ticket& ticket) {
  if (tickets::is_import(event)) return;
  const std::string& text = event.data.text;
  if (event.kind == "ticket.erased") {
    if (!on_ && !waiting_) return;
    tx.execute(sql::bot::erase_talk, ticket.id);
    tx.execute(sql::bot::erase_handoffs, ticket.id);
    return;
  }
  if (event.kind != "ticket.created" && event.kind != "ticket.updated") return;
  if (ticket.speaker == "bot") {
    if (text.find("\"author_role\":\"end-user\"") != text.npos || text.find("\"field\":\"speaker\"") != text.npos) jobs::set(tx, kTurn, std::to_string(ticket.id.value), tx.now(), "{}");
    return;
  }
  const bool moved = text.find("\"field\":\"speaker\"") != text.npos;
  // Another process may have opened one that this one has not heard of.
  const bool may_wait = waiting_ || tx.engine() == db::Engine::postgres;
  const bool ends = may_wait && (text.find("\"author_role\":\"agent\"") != text.npos || text.find("\"author_role\":\"admin\"") != text.npos || ticket.status_rank >= tickets::status_rank("solved"));
  if (moved || ends) hear_event(tx, event, ticket);
}

void Desk::hear_event(db::Tx& tx, const events::Event& event, const tickets::Ticket& ticket) {
  const auto read = parse_json(event.data.text);
  if (!read.ok() || !read->is_object()) return;
  const JsonObject& data = read->get_object();
  if (by_person(data)) return settle(tx, ticket, "answered", UserId(integer_at(data, "author_id").value_or(0)));
  if (ticket.status_rank >= tickets::status_rank("solved")) return settle(tx, ticket, "closed", {});
  const JsonObject* speaker = change_of(data, "speaker");
  if (!speaker || string_at(*speaker, "to") != "human") return;
  const bool from_bot = string_at(*speaker, "from") == "bot";
  const bool customer = event.actor_id == ticket.requester_id.value;
  if (!from_bot && !customer) return;
  if (event.via == "bot") return;  // the bot hands over by itself: turn.cc
  open_handoff(tx, ticket, customer ? "customer" : event.via == "rule" ? "rule" : "agent", event.id, false);
}

}  // namespace sahay::bot
