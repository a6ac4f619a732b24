// Tickets: ids of the source become ours, files are stored, and POST /imports/tickets does the rest.
#include <filesystem>

#include "base/text.h"
#include "desk/imports/import_sql.h"
#include "desk/imports/taking.h"
#include "desk/people/people.h"
#include "desk/tickets/attachments.h"
#include "desk/tickets/tickets_api.h"

namespace sahay::imports {
namespace q = sql::import;
namespace {

struct NamedComment {
  std::int64_t id = 0;
  std::string message_id;
};
BOOST_DESCRIBE_STRUCT(NamedComment, (), (id, message_id))

// Somebody whom the source has forgotten: their words need an author.
Result<std::int64_t> former_user(Taking& t, const std::string& key) {
  if (const std::int64_t there = t.find("former_user", key)) return there;
  people::NewUser wanted;
  wanted.name = "Former user " + key;
  const std::int64_t id = TRY(people::create_user(t.tx, wanted)).id.value;
  t.tx.execute(q::suspend_user, id);
  t.remember("former_user", key, id);
  t.leave_out("user " + key + " is not among the imported: a former user stands for them");
  return id;
}

// The person under `key` ("requester_id") or as an object ("requester": {"email"}); 0 = none is named.
Result<std::int64_t> person_at(Taking& t, const JsonObject& in, const std::string& key, const std::string& object) {
  if (const std::string there = text_of(in, key); !there.empty()) {
    if (const std::int64_t here = t.find("user", there)) return here;
    if (!object_at(in, object)) return former_user(t, there);
  }
  if (const JsonObject* person = object_at(in, object)) return person_of(t, *person);
  return std::int64_t{0};
}

void translate(Taking& t, JsonObject& in, const std::string& key, std::string_view kind) {
  const std::string there = text_of(in, key);
  in.erase(key);
  if (there.empty()) return;
  if (const std::int64_t here = t.find(kind, there)) in[key] = here;
  else t.leave_out(key + " " + there + " is not among the imported");
}

void translate_list(Taking& t, JsonObject& in, const std::string& key) {
  JsonArray out;
  if (const JsonArray* list = array_at(in, key))
    for (const Json& one : *list) {
      const JsonObject holder{{"v", one}};
      const std::string there = text_of(holder, "v");
      if (const std::int64_t here = t.find("user", there)) out.push_back(here);
      else t.leave_out(key + " " + there + " is not among the imported");
    }
  in[key] = std::move(out);
}

void translate_fields(Taking& t, JsonObject& in) {
  JsonArray out;
  if (const JsonArray* list = array_at(in, in.contains("custom_fields") ? "custom_fields" : "fields"))
    for (const Json& one : *list) {
      if (!one.is_object() || !sahay::find(one.get_object(), "value")) continue;
      const std::string there = text_of(one.get_object(), "id");
      if (const std::int64_t here = t.find("ticket_field", there)) out.push_back(JsonObject{{"id", here}, {"value", *sahay::find(one.get_object(), "value")}});
      else t.leave_out("custom field " + there + " is not among the imported");
    }
  in.erase("fields");
  in["custom_fields"] = std::move(out);
}

// An assignee must be able to work: people who left are not.
Result<void> translate_assignee(Taking& t, JsonObject& in) {
  const std::string there = text_of(in, "assignee_id"), email = text_of(in, "assignee_email");
  in.erase("assignee_id");
  in.erase("assignee_email");
  if (there.empty() && email.empty()) return {};
  const std::int64_t here = there.empty() ? 0 : t.find("user", there);
  const auto user = here ? people::find_user(t.tx, UserId(here)) : email.empty() ? std::nullopt : people::find_by_address(t.tx, email);
  if (user && user->staff() && user->active && !user->suspended) in["assignee_id"] = user->id.value;
  else t.leave_out("assignee " + (there.empty() ? email : there) + " is no active agent here");
  return {};
}

// A file of the folder, never of elsewhere; or bytes that came with the object.
Result<std::string> file_bytes(const Item& item, const JsonObject& file) {
  if (const auto encoded = string_at(file, "content_base64")) return text::from_base64(*encoded).value_or("");
  const std::filesystem::path path(text_of(file, "path"));
  if (path.empty()) return Error{ErrorCode::not_found, "error.not_found", "the file is not in the folder"};
  const bool leaves = path.is_absolute() || std::any_of(path.begin(), path.end(), [](const auto& part) { return part == ".."; });
  if (leaves) return Error{ErrorCode::forbidden, "error.forbidden", "the path leaves the folder"};
  const auto whole = std::filesystem::path(item.folder) / path;
  if (std::filesystem::is_symlink(whole)) return Error{ErrorCode::forbidden, "error.forbidden", "the path is a link"};
  return bytes_of(whole.string());
}

// The files of one comment, as an upload that it names.
Result<void> store_files(Taking& t, const Item& item, JsonObject& comment) {
  const JsonArray* files = array_at(comment, "attachments");
  if (!files) return {};
  const std::string token = text::random_token(24);
  bool any = false;
  for (const Json& one : *files) {
    if (!one.is_object()) continue;
    const JsonObject& file = one.get_object();
    const std::string name = text_of(file, "file_name").empty() ? "file" : text_of(file, "file_name");
    const auto bytes = file_bytes(item, file);
    const std::string wanted = text::lower_ascii(text_of(file, "sha256"));
    if (!bytes.ok() || bytes->empty()) {
      t.leave_out("file " + name + ": " + (bytes.ok() ? "it is empty" : bytes.error().detail));
    } else if (!wanted.empty() && wanted != text::to_hex(text::sha256(*bytes))) {
      t.leave_out("file " + name + ": its SHA-256 is another one");
    } else {
      const std::string hash = TRY(t.files.put(*bytes));
      const std::string type = text_of(file, "content_type");
      tickets::add_attachment(t.tx, {text::repair_utf8(name), type.empty() ? "application/octet-stream" : text::repair_utf8(type)}, hash, std::int64_t(bytes->size()), token, UserId{});
      any = true;
    }
  }
  comment.erase("attachments");
  if (any) comment["uploads"] = JsonArray{Json(token)};
  return {};
}

Result<JsonArray> translate_comments(Taking& t, const Item& item) {
  JsonArray out;
  const JsonArray* comments = array_at(item.object, "comments");
  if (!comments) return out;
  for (const Json& one : *comments) {
    if (!one.is_object()) return invalid("comments", "InvalidFormat", "error.field.wrong_type", {{"type", "array of objects"}});
    JsonObject comment = one.get_object();
    const std::int64_t author = TRY(person_at(t, comment, "author_id", "author"));
    comment.erase("author");
    comment.erase("author_id");
    if (author) comment["author_id"] = author;
    TRY(store_files(t, item, comment));
    out.push_back(std::move(comment));
  }
  return out;
}

}  // namespace

Result<Taken> take_ticket(Taking& t, const Item& item) {
  JsonObject in = item.object;
  const std::int64_t requester = TRY(person_at(t, in, "requester_id", "requester")), submitter = TRY(person_at(t, in, "submitter_id", "submitter"));
  for (const char* key : {"requester", "submitter", "requester_id", "submitter_id", "collaborators", "email_ccs", "followers", "satisfaction_rating", "custom_status_id", "macro_ids", "via_followup_source_id"}) in.erase(key);
  if (requester == 0) return invalid("requester_id", "BlankValue", "error.field.blank");
  in["requester_id"] = requester;
  if (submitter) in["submitter_id"] = submitter;
  TRY(translate_assignee(t, in));
  if (const Json* group = sahay::find(in, "group"); group && group->is_string()) {
    if (const auto there = t.tx.scalar<std::int64_t>(q::group_by_name, std::string(group->get_string()))) in["group_id"] = *there;
    else t.leave_out("there is no group " + std::string(group->get_string()));
  } else {
    translate(t, in, "group_id", "group");
  }
  translate(t, in, "organization_id", "organization");
  translate(t, in, "problem_id", "ticket");
  for (const char* key : {"brand_id", "ticket_form_id"}) in.erase(key);
  for (const char* key : {"collaborator_ids", "follower_ids", "email_cc_ids"}) translate_list(t, in, key);
  translate_fields(t, in);
  in["comments"] = TRY(translate_comments(t, item));
  // The number that people know: found by it, and shown.
  if (text_of(in, "external_id").empty()) in["external_id"] = text_of(in, "id");
  const auto made = TRY(tickets::import_wire_ticket(t.context, t.tx, in));
  if (t.siblings.mail_id)
    for (const auto& comment : t.tx.all<NamedComment>(q::ticket_comments, made.ticket.id)) t.siblings.mail_id(t.tx, made.ticket.id, CommentId(comment.id), comment.message_id);
  return t.done(How::made, made.ticket.id.value);
}

}  // namespace sahay::imports
