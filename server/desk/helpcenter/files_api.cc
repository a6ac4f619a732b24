// Files of articles: upload (multipart or raw), list, attach, remove; and the files themselves behind an unguessable
// address that asks for the reader's right again.
#include "base/text.h"
#include "desk/helpcenter/help_api.h"
#include "desk/helpcenter/help_comment_sql.h"
#include "platform/api/remembered.h"
#include "platform/api/whole_list.h"
#include "platform/http/multipart.h"

namespace sahay::helpcenter {
namespace q = sql::help_comment;
namespace {

using api::Access;
using api::Context;
using api::Reply;
using FileId = Id<struct HelpFileTag>;

constexpr std::size_t kLargestFile = 20 << 20;

struct File {
  FileId id;
  ArticleId article_id;
  std::string file_name, content_type;
  std::int64_t size = 0;
  std::string sha256, token;
  bool is_inline = false;
  UserId uploaded_by;
  Time created_at, updated_at;
};
BOOST_DESCRIBE_STRUCT(File, (), (id, article_id, file_name, content_type, size, sha256, token, is_inline, uploaded_by, created_at, updated_at))

void write(JsonWriter& w, const Context& c, const File& f) {
  const std::string path = "/help-files/" + f.token + "/" + text::percent_encode(f.file_name);
  w.begin_object().field("id", f.id).field("url", c.url("/help_center/articles/attachments/" + std::to_string(f.id.value) + ".json"));
  w.field("article_id", f.article_id).field("display_file_name", f.file_name).field("file_name", f.file_name).field("content_type", f.content_type);
  w.field("content_url", c.site_url + path).field("relative_path", path).field("size", f.size).field("inline", f.is_inline).field("legacy", false);
  w.field("created_at", f.created_at).field("updated_at", f.updated_at).end_object();
}

Reply file_reply(const Context& c, const File& file, int status) {
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("article_attachment");
  write(w, c, file);
  w.end_object();
  Reply reply = Reply::ok(std::move(out));
  reply.status = status;
  return reply;
}

Result<Reply> upload(Context& c, db::Store& store, files::Directory& files, bool to_article) {
  http::UploadedFile given = http::uploaded_file(*c.request, c.parameter("filename").value_or(""));
  if (given.bytes.empty()) return invalid("file", "BlankValue", "error.field.empty_file");
  if (given.bytes.size() > kLargestFile) return Error{ErrorCode::too_large, "error.file_too_large", {}, {}, {{"max", "20"}}};
  const std::string hash = TRY(files.put(given.bytes));
  return api::write_once(c, store, [&](Context&, db::Tx& tx) -> Result<Reply> {
    if (to_article) TRY(editable_article(c, tx, c.id()));
    File file;
    file.id = FileId(tx.new_id("help_files"));
    file.article_id = ArticleId(to_article ? c.id() : 0);
    file.file_name = std::string(text::first(text::repair_utf8(given.name), 255));
    file.content_type = std::string(text::first(text::repair_utf8(given.type), 255));
    file.size = std::int64_t(given.bytes.size());
    file.token = text::random_token(24);
    file.is_inline = given.value("inline") == "true" || c.parameter("inline") == "true";
    file.created_at = file.updated_at = tx.now();
    tx.execute(q::insert_file, file.id, file.article_id, file.file_name, file.content_type, file.size, hash, file.token, file.is_inline, c.caller.id, tx.now());
    return file_reply(c, file, 201);
  });
}

enum class Which { all, inside, beside };

auto list_of(Which which) {
  return [which](Context& c, db::Tx& tx) -> Result<Reply> {
    TRY(readable_article(c, tx, c.id()));
    std::string out;
    JsonWriter w(out);
    std::size_t count = 0;
    w.begin_object().key("article_attachments").begin_array();
    for (const File& file : tx.all<File>(q::files_of, c.id())) {
      if (which != Which::all && file.is_inline != (which == Which::inside)) continue;
      write(w, c, file);
      ++count;
    }
    w.end_array();
    api::end_whole_list(w, c, count);
    w.end_object();
    return Reply::ok(std::move(out));
  };
}

// One's own while it belongs to no article; otherwise as the article.
Result<File> file_of(Context& c, db::Tx& tx) {
  auto file = tx.one<File>(q::find_file, c.id());
  if (!file) return not_found();
  if (!file->article_id) return file->uploaded_by.value == c.caller.id || c.caller.admin() ? Result<File>(std::move(*file)) : not_found();
  api::Where where = readable_articles(c, tx);
  where.add("t.id = ?", db::Value(file->article_id.value));
  if (article_rows().select(tx, where).empty()) return not_found();
  return std::move(*file);
}

// {"attachment_ids":[1,2]}: files that were uploaded before.
Result<Reply> attach(Context& c, db::Tx& tx) {
  TRY(editable_article(c, tx, c.id()));
  const JsonArray* ids = array_at(c.body, "attachment_ids");
  if (!ids || ids->size() > 20) return invalid("attachment_ids", "InvalidValue", "error.field.wrong_type", {{"type", "array"}});
  for (const Json& one : *ids) {
    const JsonObject holder{{"v", one}};
    const auto file = tx.one<File>(q::find_file, integer_at(holder, "v").value_or(0));
    if (!file || (file->uploaded_by.value != c.caller.id && !c.caller.admin()) || file->article_id) return not_found();
    tx.execute(q::attach_file, file->id, c.id(), tx.now());
  }
  return Reply{200, "{}"};
}

bool shown_inline(std::string_view type) { return type == "image/png" || type == "image/jpeg" || type == "image/gif" || type == "image/webp"; }

// The address is the right: it stands only in articles that the reader may read.
http::Response serve(const http::Request& request, db::Store& store, const files::Directory& files) {
  const auto file = store.read([&](db::Tx& tx) { return tx.one<File>(q::find_file_by_token, request.path_value("token")); });
  if (!file || !files.has(file->sha256)) return http::Response::text(404, "Not found\n");
  http::Response response;
  response.file_path = files.path_of(file->sha256);
  const bool shown = shown_inline(file->content_type);
  response.header("Content-Type", shown ? file->content_type : "application/octet-stream");
  response.header("Content-Disposition", std::string(shown ? "inline" : "attachment") + "; filename*=UTF-8''" + text::percent_encode(file->file_name));
  response.header("X-Content-Type-Options", "nosniff").header("Content-Security-Policy", "sandbox; default-src 'none'");
  response.header("Cache-Control", "private, max-age=86400, immutable");
  return response;
}

}  // namespace

void add_file_routes(api::Api& api, http::Router& router, db::Store& store, files::Directory& files) {
  const http::RouteOptions large{.body_limit = kLargestFile + (1 << 20)};
  for (const std::string path : {"/articles/{id}/attachments", "/{locale}/articles/{id}/attachments"})
    api.plain("POST", std::string(kHelpCenter) + path, Access::staff, [&files](Context& c, db::Store& s) { return upload(c, s, files, true); }, large, false);
  api.plain("POST", "/help_center/articles/attachments", Access::staff, [&files](Context& c, db::Store& s) { return upload(c, s, files, false); }, large, false);
  write_both(api, "POST", "/articles/{id}/bulk_attachments", Access::staff, attach);
  read_both(api, "/articles/{id}/attachments", Access::anonymous, list_of(Which::all));
  read_both(api, "/articles/{id}/attachments/inline", Access::anonymous, list_of(Which::inside));
  read_both(api, "/articles/{id}/attachments/block", Access::anonymous, list_of(Which::beside));
  api.read("GET", "/help_center/articles/attachments/{id}", Access::anonymous, [](Context& c, db::Tx& tx) -> Result<Reply> { return file_reply(c, TRY(file_of(c, tx)), 200); });
  api.write("DELETE", "/help_center/articles/attachments/{id}", Access::staff, [](Context& c, db::Tx& tx) -> Result<Reply> {
    const File file = TRY(file_of(c, tx));
    if (file.article_id) TRY(editable_article(c, tx, file.article_id.value));
    tx.execute(q::remove_file, file.id);
    return Reply::no_content();
  });
  router.add("GET", "/help-files/{token}/{name}", [&store, &files](http::Request& request) { return serve(request, store, files); });
}

}  // namespace sahay::helpcenter
