// Routes that change what was said: redaction, and comments made private.
#include <optional>
#include <set>

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

// The same by the audit that brought the comment.
Result<Reply> hide_of_audit(Context& c, db::Tx& tx) {
  const Ticket ticket = TRY(ticket_resource().find(c, tx, c.id()));
  for (const Comment& comment : comments(tx, ticket.id)) {
    if (comment.event_id != c.id("audit")) continue;
    TRY(make_private(tx, actor_of(c), ticket.id, comment.id));
    return Reply::ok("{}");
  }
  return not_found();
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

}  // namespace

void add_redaction_routes(api::Api& api) {
  api.write("PUT", "/tickets/{id}/comments/{comment}/redact", Access::staff, redact);
  api.write("PUT", "/tickets/{id}/comments/{comment}/make_private", Access::staff, hide);
  api.write("PUT", "/comment_redactions/{id}", Access::staff, redact_marked);
  api.write("PUT", "/tickets/{id}/audits/{audit}/make_private", Access::staff, hide_of_audit);
  for (const char* method : {"PUT", "DELETE"})
    api.write(method, "/tickets/{id}/comments/{comment}/attachments/{attachment}/redact", Access::staff, redact_attachment);
}

}  // namespace sahay::tickets
