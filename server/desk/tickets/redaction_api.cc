// Routes that change what was said: redaction, and comments made private.
#include <optional>
#include <set>

#include "desk/tickets/attachments.h"
#include "desk/tickets/redact.h"
#include "desk/tickets/tickets_api.h"
#include "platform/text/html.h"

namespace sahay::tickets {
namespace {

using api::Access;
using api::Context;
using api::Reply;

std::string comment_body(Context& c, db::Tx& tx, const Comment& comment) {
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("comment");
  write_comment_json(w, c, comment, attachments_of_comment(tx, comment.id));
  w.end_object();
  return out;
}

Result<Reply> redact(Context& c, db::Tx& tx) {
  const Ticket ticket = TRY(ticket_resource().find(c, tx, c.id()));
  const Comment comment = TRY(redact_text(tx, actor_of(c), ticket.id, CommentId(c.id("comment")), string_at(c.body, "text").value_or("")));
  return Reply::ok(comment_body(c, tx, comment));
}

// The newer way: the comment's HTML with the words between <redact> and </redact>.
Result<Reply> redact_marked(Context& c, db::Tx& tx) {
  const Ticket ticket = TRY(ticket_resource().find(c, tx, integer_at(c.body, "ticket_id").value_or(0)));
  const std::string html = string_at(c.body, "html_body").value_or("");
  constexpr std::string_view kBegin = "<redact>", kEnd = "</redact>";
  std::set<std::string> marked;
  for (auto begin = html.find(kBegin); begin != html.npos; begin = html.find(kBegin, begin)) {
    begin += kBegin.size();
    const auto end = html.find(kEnd, begin);
    if (end == html.npos) break;
    marked.insert(text::html_to_text(html.substr(begin, end - begin)));
    begin = end;
  }
  if (marked.empty()) return invalid("html_body", "BlankValue", "error.field.blank");
  std::optional<Comment> comment;
  for (const std::string& words : marked) comment = TRY(redact_text(tx, actor_of(c), ticket.id, CommentId(c.id()), words));
  return Reply::ok(comment_body(c, tx, *comment));
}

Result<Reply> hide(Context& c, db::Tx& tx) {
  const Ticket ticket = TRY(ticket_resource().find(c, tx, c.id()));
  const Comment comment = TRY(make_private(tx, actor_of(c), ticket.id, CommentId(c.id("comment"))));
  return Reply::ok(comment_body(c, tx, comment));
}

// The comment that an audit of the ticket brought.
Result<Comment> comment_of_audit(Context& c, db::Tx& tx) {
  const Ticket ticket = TRY(ticket_resource().find(c, tx, c.id()));
  for (Comment& comment : comments(tx, ticket.id))
    if (comment.event_id == c.id("audit")) return std::move(comment);
  return not_found();
}

Result<Reply> hide_of_audit(Context& c, db::Tx& tx) {
  const Comment comment = TRY(comment_of_audit(c, tx));
  TRY(make_private(tx, actor_of(c), comment.ticket_id, comment.id));
  return Reply::ok("{}");
}

Result<Reply> trust_of_audit(Context& c, db::Tx& tx) {
  const Comment comment = TRY(comment_of_audit(c, tx));
  TRY(trust_comment(tx, actor_of(c), comment.ticket_id, comment.id));
  return Reply::no_content();
}

Result<Reply> redact_attachment(Context& c, db::Tx& tx) {
  const Ticket ticket = TRY(ticket_resource().find(c, tx, c.id()));
  const Attachment file = TRY(redact_file(tx, actor_of(c), ticket.id, CommentId(c.id("comment")), AttachmentId(c.id("attachment"))));
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("attachment");
  write_attachment_json(w, c, file);
  w.end_object();
  return Reply::ok(std::move(out));
}

// A file by its id alone: of a comment, as above; of an upload that nobody took, by whoever uploaded it.
Result<Reply> remove_attachment(Context& c, db::Tx& tx) {
  const auto file = find_attachment(tx, AttachmentId(c.id()));
  if (!file || file->deleted) return not_found();
  if (!file->comment_id) {
    if (file->uploaded_by.value != c.caller.id || file->upload_token.empty()) return not_found();
    remove_upload(tx, file->upload_token);
    return Reply::no_content();
  }
  const Ticket ticket = TRY(ticket_resource().find(c, tx, file->ticket_id.value));
  TRY(redact_file(tx, actor_of(c), ticket.id, file->comment_id, file->id));
  return Reply::no_content();
}

}  // namespace

void add_redaction_routes(api::Api& api) {
  api.write("PUT", "/tickets/{id}/comments/{comment}/redact", Access::staff, redact);
  api.write("PUT", "/tickets/{id}/comments/{comment}/make_private", Access::staff, hide);
  api.write("PUT", "/comment_redactions/{id}", Access::staff, redact_marked);
  api.write("DELETE", "/attachments/{id}", Access::staff, remove_attachment);
  api.write("PUT", "/tickets/{id}/audits/{audit}/make_private", Access::staff, hide_of_audit);
  api.write("PUT", "/tickets/{id}/audits/{audit}/trust", Access::staff, trust_of_audit);
  for (const char* method : {"PUT", "DELETE"})
    api.write(method, "/tickets/{id}/comments/{comment}/attachments/{attachment}/redact", Access::staff, redact_attachment);
}

}  // namespace sahay::tickets
