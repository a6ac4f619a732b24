#include "base/text.h"
#include "desk/chat/chat.h"
#include "desk/chat/chat_sql.h"
#include "desk/tickets/attachments.h"

namespace sahay::chat {
namespace q = sql::chat;
namespace {

void write_author(JsonWriter& writer, const people::User* user, const std::string& role) {
  writer.key("author").begin_object();
  const std::string name = role == "visitor" || !user ? std::string() : user->alias.empty() ? user->name : user->alias;
  writer.field("name", name).field("role", role).key("photo");
  if (role == "agent" && user && !user->photo_url.empty()) writer.value(user->photo_url);
  else writer.null();
  writer.end_object();
}

void write_files(JsonWriter& writer, db::Tx& tx, CommentId comment) {
  writer.key("files").begin_array();
  for (const tickets::Attachment& file : tickets::attachments_of_comment(tx, comment)) {
    writer.begin_object()
        .field("name", file.file_name)
        .field("size", file.size)
        .field("content_type", file.content_type)
        .field("url", tickets::attachment_path(file))
        .end_object();
  }
  writer.end_array();
}

}  // namespace

std::vector<Conversation> conversations(db::Tx& tx, VisitorId visitor) { return tx.all<Conversation>(q::conversations, visitor); }

std::optional<Conversation> find_conversation(db::Tx& tx, VisitorId visitor, std::string_view conv) {
  return tx.one<Conversation>(q::find_by_conv, conv, visitor);
}

std::vector<Conversation> conversations_of_ticket(db::Tx& tx, TicketId ticket) {
  return tx.all<Conversation>(q::of_ticket, ticket);
}

std::vector<Entry> entries_after(db::Tx& tx, ConversationId conversation, std::int64_t seq, int limit) {
  return tx.all<Entry>(q::entries_after, conversation, seq, limit);
}

std::string event_frame(db::Tx& tx, const Conversation& conversation, const Entry& entry) {
  std::string out;
  JsonWriter writer(out);
  writer.begin_object()
      .field("type", "event")
      .field("conv", conversation.conv)
      .field("seq", entry.seq)
      .field("kind", entry.kind)
      .field("at", entry.created_at)
      .key("data")
      .begin_object();
  const auto author = entry.author_id ? people::find_user(tx, entry.author_id) : std::nullopt;
  if (!entry.author_role.empty()) write_author(writer, author ? &*author : nullptr, entry.author_role);
  if (!entry.cid.empty()) writer.field("cid", entry.cid);
  if (entry.kind == "status") writer.field("status", entry.status);
  if (entry.kind == "msg") {
    writer.field("id", entry.comment_id);
    const auto comment = tickets::find_comment(tx, entry.comment_id);
    if (comment && comment->is_public) {
      writer.field("text", comment->text).key("html");
      if (entry.author_role != "visitor" && !comment->html.empty()) writer.value(comment->html);
      else writer.null();
      write_files(writer, tx, comment->id);
    } else {
      writer.field("text", "").key("html").null().key("files").begin_array().end_array();
    }
  }
  writer.end_object().end_object();
  return out;
}

}  // namespace sahay::chat
