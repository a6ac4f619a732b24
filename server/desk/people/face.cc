#include "desk/people/face.h"

#include "base/text.h"
#include "desk/people/face_sql.h"
#include "desk/people/people.h"
#include "platform/api/rule_switch.h"

namespace sahay::people {
namespace {

namespace q = sql::face;
using api::Access;
using api::Context;
using api::Reply;

constexpr std::size_t kLongestTitle = 80;

struct Titles {
  std::string title_en, title_bn, title_ru;

  std::string& in(i18n::Language language) { return language == i18n::Language::bn ? title_bn : language == i18n::Language::ru ? title_ru : title_en; }
};
BOOST_DESCRIBE_STRUCT(Titles, (), (title_en, title_bn, title_ru))

constexpr i18n::Language kLanguages[] = {i18n::Language::en, i18n::Language::bn, i18n::Language::ru};

Result<User> staff_member(Context& c, db::Tx& tx) {
  auto user = find_user(tx, UserId(c.id()));
  if (!user || !user->staff()) return not_found();
  return std::move(*user);
}

Result<Reply> change(Context& c, db::Tx& tx) {
  User user = TRY(whose_face(c, tx));
  const JsonObject* in = TRY(c.wrapped("face"));
  if (const JsonObject* given = object_at(*in, "titles")) {
    Titles titles = tx.one<Titles>(q::find, user.id).value_or(Titles{});
    for (const auto language : kLanguages) {
      const auto title = string_at(*given, i18n::code(language));
      if (!title) continue;
      if (text::length(*title) > kLongestTitle) return invalid("titles", "TooLong", "error.field.too_long", {{"max", "80"}});
      titles.in(language) = text::repair_utf8(text::trim(*title));
    }
    tx.execute(q::save, user.id, titles.title_en, titles.title_bn, titles.title_ru, tx.now());
  }
  if (const auto photo = string_at(*in, "photo_url")) {
    // Only what was uploaded here: a picture from elsewhere would tell its host who reads our letters.
    if (!photo->empty() && (!photo->starts_with("/attachments/") || photo->size() > 500)) return invalid("photo_url", "InvalidValue", "face.error.photo");
    user.photo_url = *photo;
    set_photo(tx, user.id, user.photo_url);
  }
  return face_reply(tx, user);
}

}  // namespace

Reply face_reply(db::Tx& tx, const User& user) {
  Titles titles = tx.one<Titles>(q::find, user.id).value_or(Titles{});
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("face").begin_object().field("user_id", user.id).field("name", user.alias.empty() ? user.name : user.alias).key("photo_url");
  if (user.photo_url.empty()) w.null(); else w.value(user.photo_url);
  w.key("titles").begin_object();
  for (const auto language : kLanguages) w.field(i18n::code(language), titles.in(language));
  w.end_object().end_object().end_object();
  return Reply::ok(std::move(out));
}

Result<User> whose_face(Context& c, db::Tx& tx) {
  User user = TRY(staff_member(c, tx));
  if (!c.caller.admin() && c.caller.id != user.id.value) return not_found();
  return user;
}

void write_photo(JsonWriter& w, const User& user, const std::string& site_url) {
  if (user.photo_url.empty()) {
    w.null();
    return;
  }
  const std::string address = site_url + user.photo_url;
  w.begin_object().field("file_name", user.photo_url.substr(user.photo_url.rfind('/') + 1)).field("content_url", address).field("mapped_content_url", address);
  w.field("content_type", user.photo_url.ends_with(".jpg") ? "image/jpeg" : "image/png").field("inline", true).field("deleted", false);
  w.key("thumbnails").begin_array().end_array().end_object();
}

void set_photo(db::Tx& tx, UserId user, std::string_view path) { tx.execute(q::set_photo, user, path, tx.now()); }

std::string initials_of(std::string_view name) {
  name = text::trim(name);
  if (name.empty()) return "?";
  std::string out(text::first(name, 1));
  if (const auto blank = name.rfind(' '); blank != name.npos) out += text::first(name.substr(blank + 1), 1);
  return out;
}

Face face_of(db::Tx& tx, const User& user, i18n::Language language) {
  Face face;
  face.name = user.alias.empty() ? user.name : user.alias;
  face.initials = initials_of(face.name);
  if (!api::rule_in_force("C5")) return face;
  if (user.photo_url.starts_with("/") && !user.photo_url.starts_with("//")) face.photo = user.photo_url;
  if (auto titles = tx.one<Titles>(q::find, user.id)) face.title = titles->in(language);
  if (face.title.empty()) face.title = i18n::text(language, "face.support");
  return face;
}

Face bot_face(i18n::Language language) { return {i18n::text(language, "face.bot"), i18n::text(language, "face.bot_title"), "", "⚙", true}; }

void add_face_routes(api::Api& api) {
  api.read("GET", "/agents/{id}/face", api::Right(Access::staff, api::kAnyStaff), [](Context& c, db::Tx& tx) -> Result<Reply> { return face_reply(tx, TRY(staff_member(c, tx))); });
  api.write("PUT", "/agents/{id}/face", api::Right(Access::staff, api::kAnyStaff), change);
}

}  // namespace sahay::people
