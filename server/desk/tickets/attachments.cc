#include "desk/tickets/attachments.h"

#include "base/text.h"
#include "desk/tickets/comment_sql.h"

namespace sahay::tickets {
namespace {

// The last path component, without control or direction-changing characters (email.md rule 20).
std::string safe_name(std::string_view name) {
  const auto slash = name.find_last_of("/\\");
  if (slash != name.npos) name.remove_prefix(slash + 1);
  std::string out;
  for (unsigned char c : text::repair_utf8(name))
    if (c >= 0x20 && c != 0x7f) out += char(c);
  for (const char* mark : {"\u202a", "\u202b", "\u202c", "\u202d", "\u202e", "\u2066", "\u2067", "\u2068", "\u2069", "\u200e", "\u200f"})
    out = text::replace_all(out, mark, "");
  out = std::string(text::first(text::trim(out), 200));
  return out.empty() || out == "." || out == ".." ? "file" : out;
}

}  // namespace

Attachment add_attachment(db::Tx& tx, const NewAttachment& wanted, std::string_view sha256, std::int64_t size,
                          std::string_view upload_token, UserId uploaded_by) {
  Attachment file;
  file.id = AttachmentId(tx.new_id("attachments"));
  file.file_name = safe_name(wanted.file_name);
  file.content_type = wanted.content_type.empty() ? "application/octet-stream" : wanted.content_type;
  file.size = size;
  file.sha256 = sha256;
  file.access_token = text::random_token();
  file.upload_token = upload_token;
  file.uploaded_by = uploaded_by;
  file.is_inline = wanted.is_inline;
  file.content_id = wanted.content_id;
  file.created_at = tx.now();
  tx.execute(sql::comment::insert_attachment, file.id, file.file_name, file.content_type, file.size, file.sha256, file.access_token,
             file.upload_token, file.uploaded_by, file.is_inline, file.content_id, file.created_at);
  return file;
}

std::vector<Attachment> attachments_of_upload(db::Tx& tx, std::string_view upload_token) {
  return tx.all<Attachment>(sql::comment::attachments_of_upload, upload_token);
}

std::optional<Attachment> find_attachment(db::Tx& tx, AttachmentId id) {
  return tx.one<Attachment>(sql::comment::find_attachment, id);
}

std::optional<Attachment> find_attachment_by_token(db::Tx& tx, std::string_view access_token) {
  return tx.one<Attachment>(sql::comment::find_attachment_by_token, access_token);
}

std::string attachment_path(const Attachment& file) {
  return "/attachments/" + file.access_token + "/" + text::percent_encode(file.file_name);
}

void remove_upload(db::Tx& tx, std::string_view upload_token) { tx.execute(sql::comment::remove_upload, upload_token); }

}  // namespace sahay::tickets
