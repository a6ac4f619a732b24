// The durable consumer: public answers, status changes and new assignees become entries, each event once.
#include "desk/chat/record.h"

#include "desk/chat/chat.h"
#include "desk/chat/chat_sql.h"
#include "desk/tickets/unsent.h"
#include "platform/events/facts.h"
#include "platform/jobs/jobs.h"

namespace sahay::chat {
namespace q = sql::chat;

Entry append(db::Tx& tx, const Conversation& conversation, const NewEntry& entry) {
  tx.execute(q::next_seq, conversation.id);
  Entry made{conversation.id, tx.scalar<std::int64_t>(q::last_seq, conversation.id).value_or(0), entry.kind, entry.comment_id,
             entry.event_id, entry.author_id, entry.author_role, entry.cid, entry.status, entry.at ? entry.at : tx.now()};
  tx.execute(q::insert_entry, made.conversation_id, made.seq, made.kind, made.comment_id, made.event_id, made.author_id,
             made.author_role, made.cid, made.status, made.created_at);
  return made;
}

std::string role_of(const tickets::Comment& comment, UserId visitor) {
  if (comment.author_role == "bot" || comment.author_role == "system") return comment.author_role;
  if (comment.author_role == "agent" || comment.author_role == "admin") return "agent";
  return !comment.author_id || comment.author_id == visitor ? "visitor" : "other";
}

namespace {

// The changed fields of an event that a visitor hears of.
struct Heard {
  std::optional<std::string> status;
  std::optional<std::int64_t> assignee;
};
Heard heard_of(const JsonObject& data) {
  Heard heard;
  const auto* changes = array_at(data, "changes");
  if (!changes) return heard;
  for (const Json& change : *changes) {
    if (!change.is_object()) continue;
    const auto field = string_at(change.get_object(), "field");
    if (field == "status") heard.status = string_at(change.get_object(), "to");
    if (field == "assignee_id") heard.assignee = integer_at(change.get_object(), "to").value_or(0);
  }
  return heard;
}

// A customer's word by another way (a mail) belongs to the visitor who wrote it and to nobody else of the ticket; "" = not theirs
// to read. Whom the hosting site named reads on their own request what their page of it shows.
std::string heard_as(db::Tx& tx, const Conversation& conversation, const tickets::Comment& comment) {
  const auto visitor = tx.one<Visitor>(q::find_visitor_by_id, conversation.visitor_id);
  const std::string role = role_of(comment, visitor ? visitor->user_id : UserId{});
  if (role != "other" || !visitor) return role == "other" ? "" : role;
  if (visitor->identified) {
    const auto ticket = tickets::find(tx, comment.ticket_id);
    return ticket && ticket->requester_id == visitor->user_id ? role : "";
  }
  const auto owner = visitor->email.empty() ? std::nullopt : people::find_by_address(tx, visitor->email);
  return owner && owner->id == comment.author_id ? "visitor" : "";
}

// What one conversation hears of an event.
class Listener {
 public:
  Listener(db::Tx& tx, const events::Event& event, Conversation conversation)
      : tx_(tx), event_(event), conversation_(std::move(conversation)) {
    heard_before_ = tx.scalar<std::int64_t>(q::has_event, conversation_.id, event.id).has_value();
  }

  void hear_comment(CommentId id) {
    if (!id || tx_.scalar<std::int64_t>(q::has_comment, conversation_.id, id)) return;
    const auto comment = tickets::find_comment(tx_, id);
    if (!comment || !comment->is_public || is_held(*comment)) return;
    const std::string role = heard_as(tx_, conversation_, *comment);
    if (role.empty()) return;
    add({.kind = "msg", .comment_id = id, .event_id = event_.id, .author_id = comment->author_id, .author_role = role});
  }
  void hear_assignee(UserId assignee) {
    if (heard_before_ || !assignee || assignee == conversation_.assignee_id) return;
    tx_.execute(q::set_assignee, conversation_.id, assignee);
    add({.kind = "assign", .event_id = event_.id, .author_id = assignee, .author_role = "agent"});
  }
  void hear_status(std::string_view ticket_status) {
    const std::string status = visible_status(ticket_status);
    if (heard_before_ || status == conversation_.status) return;
    tx_.execute(q::set_status, conversation_.id, status);
    add({.kind = "status", .event_id = event_.id, .status = status});
  }
  // The ticket was merged: the talk goes on in the target, whose past is not this visitor's.
  void follow(TicketId target) {
    tx_.execute(q::move, conversation_.id, target, event_.id);
    const auto ticket = tickets::find_even_deleted(tx_, target);
    if (!ticket) return;
    hear_assignee(ticket->assignee_id);
    hear_status(ticket->status);
  }
  bool changed() const { return changed_; }

 private:
  // Its writer may still take it back: it is heard when it leaves (kLateWord).
  bool is_held(const tickets::Comment& comment) {
    const auto ticket = tickets::find(tx_, comment.ticket_id);
    const Time until = ticket ? tickets::held_until(tx_, *ticket, comment) : Time{};
    if (until) jobs::set(tx_, kLateWord, std::to_string(comment.id.value), until, std::to_string(event_.id));
    return bool(until);
  }
  void add(const NewEntry& entry) {
    append(tx_, conversation_, entry);
    changed_ = true;
  }

  db::Tx& tx_;
  const events::Event& event_;
  const Conversation conversation_;
  bool heard_before_ = false;
  bool changed_ = false;
};

}  // namespace

void record(db::Tx& tx, const events::Event& event, const Wake& wake) {
  const auto facts = events::facts_of(event);
  if (!facts) return;
  if (event.kind.starts_with("promise.")) {
    for (const Conversation& conversation : tx.all<Conversation>(q::of_ticket, event.subject_id)) wake(conversation.visitor_id, News::standing);
    return;
  }
  // A merge was undone: the talk returns to its own ticket.
  if (const auto undone = integer_at(*facts, "undoes"))
    for (const Conversation& conversation : tx.all<Conversation>(q::joined_by, *undone))
      tx.execute(q::move, conversation.id, event.subject_id, 0);
  const auto all = tx.all<Conversation>(q::of_ticket, event.subject_id);
  if (all.empty()) return;
  const CommentId comment(integer_at(*facts, "comment_id").value_or(0));
  const Heard heard = heard_of(*facts);
  const auto ticket = heard.status == "closed" ? tickets::find_even_deleted(tx, TicketId(event.subject_id)) : std::nullopt;
  for (const Conversation& conversation : all) {
    if (event.id <= conversation.joined_event) continue;
    Listener listener(tx, event, conversation);
    listener.hear_comment(comment);
    if (ticket && ticket->merged_into) {
      listener.follow(ticket->merged_into);
    } else {
      if (heard.assignee) listener.hear_assignee(UserId(*heard.assignee));
      if (heard.status) listener.hear_status(*heard.status);
    }
    if (listener.changed()) wake(conversation.visitor_id, News::entry);
  }
}

// Where none of the tickets has a conversation and no merge is undone, none gets one either: most tickets are no chats.
void record(db::Tx& tx, std::span<const events::Event* const> batch, const Wake& wake) {
  std::vector<std::int64_t> tickets;
  bool undone = false;
  for (const events::Event* event : batch) {
    tickets.push_back(event->subject_id);
    undone |= event->data.text.find("\"undoes\"") != std::string::npos;
  }
  if (batch.size() > 1 && !undone && !tx.scalar<std::int64_t>(q::any_of_tickets, write_json(tickets))) return;
  for (const events::Event* event : batch) record(tx, *event, wake);
}

void record_late_word(db::Tx& tx, std::int64_t event_id, const Wake& wake) {
  const auto event = tx.one<events::Event>(q::event, event_id);
  const auto facts = event ? events::facts_of(*event) : nullptr;
  if (!facts) return;
  const CommentId comment(integer_at(*facts, "comment_id").value_or(0));
  for (const Conversation& conversation : tx.all<Conversation>(q::of_ticket, event->subject_id)) {
    if (event_id <= conversation.joined_event) continue;
    Listener listener(tx, *event, conversation);
    listener.hear_comment(comment);
    if (listener.changed()) wake(conversation.visitor_id, News::entry);
  }
}

}  // namespace sahay::chat
