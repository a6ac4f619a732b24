// Uploads (raw bytes or multipart, whatever their label says: wire rule 12), attachments, and the files themselves.
#include "base/text.h"
#include "desk/tickets/attachments.h"
#include "desk/tickets/tickets_api.h"
#include "platform/api/remembered.h"
#include "platform/http/multipart.h"

namespace sahay::tickets {
namespace {

using api::Access;
using api::Context;
using api::Reply;

constexpr std::size_t kLargestFile = 50 << 20;

Result<Reply> upload(Context& c, db::Store& store, files::Directory& files) {
  const http::UploadedFile file = http::uploaded_file(*c.request, c.parameter("filename").value_or(""));
  if (file.bytes.empty()) return invalid("file", "BlankValue", "error.field.empty_file");
  if (file.bytes.size() > kLargestFile) return Error{ErrorCode::too_large, "error.file_too_large", {}, {}, {{"max", "50"}}};
  const std::string hash = TRY(files.put(file.bytes));
  return api::write_once(c, store, [&](Context&, db::Tx& tx) -> Result<Reply> {
    std::string token = c.parameter("token").value_or("");
    if (!token.empty() && attachments_of_upload(tx, token).empty()) return invalid("token", "InvalidValue", "error.field.upload_spent");
    if (token.empty()) token = text::random_token(24);
    const Attachment added = add_attachment(tx, {file.name, file.type}, hash, std::int64_t(file.bytes.size()), token, UserId(c.caller.id));
    std::string out;
    JsonWriter w(out);
    w.begin_object().key("upload").begin_object().field("token", token).field("expires_at", tx.now() + std::chrono::hours(24 * 3));
    w.key("attachment");
    write_attachment_json(w, c, added);
    w.key("attachments").begin_array();
    for (const Attachment& a : attachments_of_upload(tx, token)) write_attachment_json(w, c, a);
    w.end_array().end_object().end_object();
    return Reply{201, std::move(out)};
  });
}

// Types that a browser may show; everything else is a download.
bool shown_inline(std::string_view type) {
  return type == "image/png" || type == "image/jpeg" || type == "image/gif" || type == "image/webp";
}

http::Response serve_file(const http::Request& request, db::Store& store, const files::Directory& files) {
  const auto file = store.read([&](db::Tx& tx) { return find_attachment_by_token(tx, request.path_value("token")); });
  if (!file || !files.has(file->sha256)) return http::Response::text(404, "Not found\n");
  http::Response response;
  response.file_path = files.path_of(file->sha256);
  response.header("Content-Type", shown_inline(file->content_type) ? file->content_type : "application/octet-stream");
  response.header("Content-Disposition", std::string(shown_inline(file->content_type) ? "inline" : "attachment") + "; filename*=UTF-8''" + text::percent_encode(file->file_name));
  response.header("X-Content-Type-Options", "nosniff").header("Content-Security-Policy", "sandbox; default-src 'none'");
  response.header("Cache-Control", "private, max-age=86400, immutable");
  return response;
}

// Files of private comments and of other people's tickets answer like missing ones.
Result<Attachment> visible_attachment(Context& c, db::Tx& tx) {
  const auto file = find_attachment(tx, AttachmentId(c.id()));
  if (!file) return not_found();
  if (!file->comment_id) return file->uploaded_by.value == c.caller.id ? Result<Attachment>(*file) : not_found();
  TRY(ticket_resource().find(c, tx, file->ticket_id.value));
  const auto comment = find_comment(tx, file->comment_id);
  if (!c.caller.staff() && (!comment || !comment->is_public)) return not_found();
  return *file;
}

}  // namespace

void add_upload_routes(api::Api& api, http::Router& router, db::Store& store, files::Directory& files) {
  api.plain("POST", "/uploads", Access::customer,
            [&files](Context& c, db::Store& s) { return upload(c, s, files); }, {.body_limit = kLargestFile + (1 << 20)}, false);
  api.write("DELETE", "/uploads/{token}", Access::customer, [](Context& c, db::Tx& tx) -> Result<Reply> {
    const auto waiting = attachments_of_upload(tx, c.request->path_value("token"));
    if (waiting.empty() || waiting.front().uploaded_by.value != c.caller.id) return not_found();
    remove_upload(tx, c.request->path_value("token"));
    return Reply::no_content();
  });
  api.read("GET", "/attachments/{id}", Access::customer, [](Context& c, db::Tx& tx) -> Result<Reply> {
    std::string out;
    JsonWriter w(out);
    w.begin_object().key("attachment");
    write_attachment_json(w, c, TRY(visible_attachment(c, tx)));
    w.end_object();
    return Reply::ok(std::move(out));
  });
  router.add("GET", "/attachments/{token}/{name}", [&store, &files](http::Request& request) { return serve_file(request, store, files); });
}

}  // namespace sahay::tickets
