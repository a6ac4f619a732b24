// The durable consumer: public answers, status changes and new assignees become entries, each event once.
#include "desk/chat/record.h"

#include "desk/chat/chat.h"
#include "desk/chat/chat_sql.h"

namespace sahay::chat {
namespace q = sql::chat;

Entry append(db::Tx& tx, const Conversation& conversation, const NewEntry& entry) {
  tx.execute(q::next_seq, conversation.id);
  Entry made{conversation.id, tx.scalar<std::int64_t>(q::last_seq, conversation.id).value_or(0), entry.kind, entry.comment_id,
             entry.event_id, entry.author_id, entry.author_role, entry.cid, entry.status, tx.now()};
  tx.execute(q::insert_entry, made.conversation_id, made.seq, made.kind, made.comment_id, made.event_id, made.author_id,
             made.author_role, made.cid, made.status, made.created_at);
  return made;
}

namespace {

std::string role_of(std::string_view author_role) {
  if (author_role == "bot") return "bot";
  return author_role == "agent" || author_role == "admin" ? "agent" : "visitor";
}

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

}  // namespace

void record(db::Tx& tx, const events::Event& event, const Wake& wake) {
  const auto conversation = tx.one<Conversation>(q::find_by_ticket, event.subject_id);
  if (!conversation) return;
  const auto data = parse_json(event.data.text);
  if (!data.ok() || !data->is_object()) return;
  const JsonObject& facts = data->get_object();
  const bool heard_before = tx.scalar<std::int64_t>(q::has_event, conversation->id, event.id).has_value();
  bool appended = false;
  const auto add = [&](const NewEntry& entry) {
    append(tx, *conversation, entry);
    appended = true;
  };
  const CommentId comment_id(integer_at(facts, "comment_id").value_or(0));
  if (comment_id && !tx.scalar<std::int64_t>(q::has_comment, comment_id)) {
    const auto comment = tickets::find_comment(tx, comment_id);
    if (comment && comment->is_public)
      add({.kind = "msg", .comment_id = comment_id, .event_id = event.id, .author_id = comment->author_id,
           .author_role = role_of(comment->author_role)});
  }
  const Heard heard = heard_of(facts);
  if (!heard_before && heard.assignee && *heard.assignee && UserId(*heard.assignee) != conversation->assignee_id) {
    tx.execute(q::set_assignee, conversation->id, *heard.assignee);
    add({.kind = "assign", .event_id = event.id, .author_id = UserId(*heard.assignee), .author_role = "agent"});
  }
  if (!heard_before && heard.status) {
    const std::string status = visible_status(*heard.status);
    if (status != conversation->status) {
      tx.execute(q::set_status, conversation->id, status);
      add({.kind = "status", .event_id = event.id, .status = status});
    }
  }
  if (appended) wake(conversation->visitor_id);
}

}  // namespace sahay::chat
