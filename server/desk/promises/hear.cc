// What events of tickets mean for promises.
#include <algorithm>

#include "base/text.h"
#include "desk/promises/call.h"
#include "desk/promises/conduct.h"
#include "desk/promises/promise_sql.h"
#include "desk/promises/promise_store.h"
#include "desk/promises/triage.h"

namespace sahay::promises {
namespace q = sql::promise;
namespace {

struct Heard {
  std::string new_status;     // "" = unchanged
  bool was_closed = false;
  CommentId comment;          // a public one of a person
  CommentId taken_back;
  bool ours = false, customers = false;
  UserId author;
};

Heard heard_in(const events::Event& event) {
  Heard out;
  const auto parsed = parse_json(event.data.text);
  if (!parsed.ok() || !parsed->is_object()) return out;
  const JsonObject& data = parsed->get_object();
  if (const JsonArray* changes = array_at(data, "changes"))
    for (const Json& change : *changes)
      if (change.is_object() && string_at(change.get_object(), "field") == "status") {
        out.new_status = string_at(change.get_object(), "to").value_or("");
        out.was_closed = string_at(change.get_object(), "from").value_or("") == "closed";
      }
  out.taken_back = CommentId(integer_at(data, "taken_back_comment_id").value_or(0));
  if (!bool_at(data, "public").value_or(false) || bool_at(data, "automatic").value_or(false)) return out;
  const std::string role = string_at(data, "author_role").value_or("");
  out.comment = CommentId(integer_at(data, "comment_id").value_or(0));
  out.author = UserId(integer_at(data, "author_id").value_or(0));
  out.ours = role == "agent" || role == "admin";
  out.customers = role == "end-user";
  return out;
}

void settle_kept(db::Tx& tx, const events::Event& event, const tickets::Ticket& ticket, const Heard& heard) {
  // Staff may ask for themselves: their own word is then the customer's.
  Word word{.reply = heard.ours && heard.author != ticket.requester_id, .solved = heard.new_status == "solved" || heard.new_status == "closed"};
  if (!word.reply && !word.solved) return;
  for (Promise& promise : owed(tx, ticket.id)) {
    if (promise.since_event_id >= event.id) continue;
    if (promise.kind == "document" && word.reply) word.files = !tickets::attachments_of_comment(tx, heard.comment).empty();
    if (keeps(word, promise.kind)) settle_by_word(tx, {UserId(event.actor_id), event.via, false, event.id, event.depth + 1}, promise, heard.comment, event.created_at);
  }
}

// A solved ticket ends what the desk promised by itself; a closed or deleted one ends everything; a ticket that waits for
// its customer or for the parts of its case owes no updates.
void end_by_status(db::Tx& tx, const tickets::Actor& system, const tickets::Ticket& ticket) {
  const bool all = ticket.deleted_at || ticket.status == "closed", solved = ticket.status == "solved", waits = ticket.status == "pending" || waits_for_its_parts(tx, ticket);
  if (!all && !solved && !waits) return;
  if (all && !ticket.deleted_at && ticket.merged_into) go_along(tx, system, ticket);
  for (Promise& promise : owed(tx, ticket.id)) {
    const bool by_itself = promise.source == "cadence" || promise.source == "desk" || (solved && promise.source == "analysis");
    if (all || by_itself) settle(tx, system, promise, "cancelled", all && ticket.deleted_at ? "deleted" : ticket.status);
  }
}

// An undone reply has kept nothing.
void owe_again(db::Tx& tx, const tickets::Actor& system, TicketId ticket, CommentId taken_back) {
  for (Promise& promise : tx.all<Promise>(q::kept_by, ticket, taken_back)) {
    const bool was_missed = promise.state == "missed";
    promise.state = was_missed ? "missed" : "open";
    promise.settled_at = {};
    promise.kept_comment_id = {};
    save(tx, promise);
    tell(tx, system, promise, "reopened");
  }
}

// A new or changed cadence holds for the tickets that are open already.
void take_up_open_tickets(db::Tx& tx, const tickets::Actor& system, const std::vector<Cadences::Use>& cadences) {
  if (cadences.empty()) return;
  std::int64_t after = 0;
  for (;;) {
    const auto ids = tx.run(q::open_tickets_after, std::vector<db::Param>{after, std::int64_t(200)});
    std::vector<std::int64_t> page;
    while (ids->next()) page.push_back(ids->integer(0));
    for (const std::int64_t id : page)
      if (const auto ticket = tickets::find(tx, TicketId(id))) ensure_update(tx, system, *ticket, cadences);
    if (page.size() < 200) return;
    after = page.back();
  }
}

void forget(db::Tx& tx, std::int64_t ticket) {
  for (const Promise& promise : of_ticket(tx, TicketId(ticket))) jobs::cancel(tx, kAlarm, std::to_string(promise.id.value));
  jobs::cancel(tx, kClosing, std::to_string(ticket));
  for (const auto* statement : {&q::erase_changes, &q::erase_promises, &q::erase_calls, &q::erase_state, &q::erase_triages, &q::erase_times}) tx.execute(*statement, ticket);
}

}  // namespace

const std::vector<std::string>& heard_events() {
  static const std::vector<std::string> kinds{"ticket.created",  "ticket.updated",    "ticket.deleted",       "ticket.erased", "promise.made",
                                              "promise.kept",    "promise.cancelled", "promise.rules_changed", "call.logged",   "triage.decided"};
  return kinds;
}

bool Conduct::in_use(db::Tx& tx, const events::Event& event) {
  if (!event.kind.starts_with("ticket.")) used_ = 1;
  if (used_ < 0 || (used_ == 0 && tx.engine() == db::Engine::postgres))
    used_ = tx.scalar<std::int64_t>(q::any_owed) || tx.scalar<std::int64_t>(q::any_state) || !cadences_.current(tx)->empty();
  return used_ == 1;
}

void Conduct::hear(db::Tx& tx, const events::Event& event) {
  if (event.kind == "ticket.erased") return forget(tx, event.subject_id);
  if (!in_use(tx, event) || event.kind == "promise.made" || tickets::is_import(event)) return;
  const tickets::Actor system{UserId{}, "system", false, event.id, event.depth + 1};
  // One process serves a SQLite file, and this consumer hears of every change of a cadence.
  auto cadences = tx.engine() == db::Engine::sqlite && event.kind != "promise.rules_changed" ? cadences_.known() : nullptr;
  if (!cadences) cadences = cadences_.current(tx);
  // Nothing can be owed on a ticket that was made just now.
  if (event.kind == "ticket.created" && cadences->empty()) return;
  if (event.kind == "promise.rules_changed") return take_up_open_tickets(tx, system, *cadences);
  const auto ticket = tickets::find_even_deleted(tx, TicketId(event.subject_id));
  if (!ticket) return;
  if (event.kind.starts_with("ticket.")) {
    const Heard heard = heard_in(event);
    if (heard.taken_back) owe_again(tx, system, ticket->id, heard.taken_back);
    settle_kept(tx, event, *ticket, heard);
    if (heard.customers) customer_spoke(tx, ticket->id, event.id);
    judge_triage(tx, *ticket, heard.ours, heard.new_status, event.created_at);
    end_by_status(tx, system, *ticket);
    if (heard.was_closed && ticket->status != "closed" && !ticket->merged_into) come_back(tx, system, *ticket);
  }
  if (!ticket->deleted_at) ensure_update(tx, system, *ticket, *cadences);
}

}  // namespace sahay::promises
