// Groups, organizations, users and fields: by the descriptors of the API, so the same rules hold.
#include "base/text.h"
#include "desk/imports/import_sql.h"
#include "desk/imports/taking.h"
#include "desk/people/people_api.h"
#include "desk/tickets/ticket_field.h"
#include "desk/tickets/tickets_api.h"

namespace sahay::imports {
namespace q = sql::import;
namespace {

// Original times; what the file does not say is now.
template <class Query>
void keep_times(Taking& t, const Query& query, const JsonObject& in, std::int64_t id) {
  const auto created = parse_iso8601(string_at(in, "created_at").value_or("")), updated = parse_iso8601(string_at(in, "updated_at").value_or(""));
  if (created && *created <= t.tx.now()) t.tx.execute(query, id, *created, updated && *updated <= t.tx.now() && *updated >= *created ? *updated : *created);
}

// The id of the source becomes ours, or the key goes.
void translate(Taking& t, JsonObject& in, std::string_view key, std::string_view kind) {
  const std::string there = text_of(in, key);
  if (there.empty()) {
    in.erase(key);
    return;
  }
  if (const std::int64_t here = t.find(kind, there)) {
    in[key] = here;
    return;
  }
  in.erase(key);
  t.leave_out(std::string(key) + " " + there + " is not among the imported");
}

}  // namespace

Result<Taken> take_group(Taking& t, const Item& item) {
  const std::string name(text::trim(text_of(item.object, "name")));
  if (const auto there = t.tx.scalar<std::int64_t>(q::group_by_name, name)) return t.done(How::matched, *there);
  const auto made = TRY(people::group_resource().create(t.context, t.tx, item.object));
  return t.done(How::made, made.id.value);
}

Result<std::int64_t> organization_named(Taking& t, const std::string& name) {
  if (const auto there = t.tx.scalar<std::int64_t>(q::organization_by_name, text::lower_ascii(text::trim(name)))) return *there;
  return TRY(people::organization_resource().create(t.context, t.tx, {{"name", name}})).id.value;
}

Result<Taken> take_organization(Taking& t, const Item& item) {
  const std::string name(text::trim(text_of(item.object, "name")));
  if (const auto there = t.tx.scalar<std::int64_t>(q::organization_by_name, text::lower_ascii(name))) return t.done(How::matched, *there);
  JsonObject in = item.object;
  translate(t, in, "group_id", "group");
  in.erase("organization_fields");
  const auto made = TRY(people::organization_resource().create(t.context, t.tx, in));
  keep_times(t, q::organization_times, in, made.id.value);
  return t.done(How::made, made.id.value);
}

Result<Taken> take_user(Taking& t, const Item& item) {
  JsonObject in = item.object;
  const std::string email = text_of(in, "email"), external = text_of(in, "external_id");
  if (!email.empty())
    if (const auto there = people::find_by_address(t.tx, email)) return t.done(How::matched, there->id.value);
  if (!external.empty())
    if (const auto there = t.tx.scalar<std::int64_t>(q::user_by_external_id, external)) return t.done(How::matched, *there);
  for (const char* key : {"custom_role_id", "role_type", "user_fields", "photo", "default_group_id"}) in.erase(key);
  translate(t, in, "organization_id", "organization");
  if (const Json* organization = sahay::find(in, "organization"); organization && organization->is_string()) {
    const std::string name(organization->get_string());
    in.erase("organization");
    in["organization_id"] = TRY(organization_named(t, name));
  }
  if (text_of(in, "name").empty() && !email.empty()) in["name"] = people::name_from_address(email);
  in["verified"] = bool_at(in, "verified").value_or(true);
  const bool gone = !bool_at(in, "active").value_or(true);
  const auto made = TRY(people::user_resource().create(t.context, t.tx, in));
  keep_times(t, q::user_times, in, made.id.value);
  if (gone) t.tx.execute(q::suspend_user, made.id);  // they left: their words stay, they cannot sign in
  return t.done(How::made, made.id.value);
}

Result<std::int64_t> person_of(Taking& t, const JsonObject& person) {
  const std::string email = text_of(person, "email");
  if (email.empty()) return std::int64_t{0};
  return TRY(people::find_or_create(t.tx, email, text_of(person, "name"))).id.value;
}

Result<Taken> take_field(Taking& t, const Item& item) {
  const std::string type = text_of(item.object, "type"), title = text_of(item.object, "title");
  if (const auto there = t.tx.scalar<std::int64_t>(q::field_by_title, type, title)) return t.done(How::matched, *there);
  // The fields that every desk has.
  for (const auto& field : tickets::ticket_fields(t.tx))
    if (!field.removable && field.type == type) return t.done(How::matched, field.id.value);
  JsonObject in = item.object;
  if (JsonArray* options = in.contains("custom_field_options") && in["custom_field_options"].is_array() ? &in["custom_field_options"].get_array() : nullptr)
    for (Json& option : *options)
      if (option.is_object()) option.get_object().erase("id");
  const auto made = TRY(tickets::ticket_field_resource().create(t.context, t.tx, in));
  return t.done(How::made, made.id.value);
}

Result<Taken> take_article(Taking& t, const Item& item) {
  if (!t.siblings.article) return Error{ErrorCode::unavailable, "error.unavailable", "there is no help centre"};
  JsonObject in = item.object;
  if (const std::int64_t author = t.find("user", text_of(in, "author_id"))) in["author_id"] = author;
  else in.erase("author_id");
  return t.done(How::made, TRY(t.siblings.article(t.context, t.tx, in)));
}

}  // namespace sahay::imports
