// The languages we speak, by the numbers that clients of the field know.
#include "base/text.h"
#include "desk/account/account_api.h"
#include "desk/people/user.h"
#include "platform/api/whole_list.h"

namespace sahay::account {
namespace {

using api::Access;
using api::Context;
using api::Reply;

struct Locale {
  std::string_view locale, name, native_name;
};
constexpr Locale kLocales[] = {{"en-US", "English (United States)", "English (United States)"},
                               {"ru", "Russian", "русский"},
                               {"bn", "Bengali", "বাংলা"}};
// When our words were last changed in earnest; clients only want a time.
constexpr Time kChanged = Time::from_seconds(1'735'689'600);

void write(JsonWriter& w, const Locale& l, const Context& c) {
  const auto id = people::locale_id(l.locale);
  w.begin_object().field("url", c.url("/locales/" + std::string(l.locale) + ".json")).field("id", id);
  w.field("locale", l.locale).field("name", l.name).field("native_name", l.native_name);
  w.field("presentation_name", std::string(l.name) + " - " + std::string(l.native_name)).field("rtl", false).field("default", &l == kLocales);
  w.field("created_at", kChanged).field("updated_at", kChanged).end_object();
}

Reply one(const Context& c, const Locale& l) {
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("locale");
  write(w, l, c);
  w.end_object();
  return Reply::ok(std::move(out));
}

Result<Reply> list(Context& c, db::Tx&) {
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("locales").begin_array();
  for (const Locale& l : kLocales) write(w, l, c);
  w.end_array();
  api::end_whole_list(w, c, std::size(kLocales));
  w.end_object();
  return Reply::ok(std::move(out));
}

const Locale& of_language(i18n::Language language) {
  for (const Locale& l : kLocales)
    if (i18n::language_of(l.locale) == language) return l;
  return kLocales[0];
}

Result<Reply> show(Context& c, db::Tx&) {
  const std::string wanted(c.request->path_value("id"));
  for (const Locale& l : kLocales)
    if (text::equal_ignoring_case(wanted, l.locale) || wanted == std::to_string(people::locale_id(l.locale))) return one(c, l);
  return not_found();
}

// {"available_locales":["es","ru"]} or the Accept-Language header: the first that we speak.
Result<Reply> detect(Context& c, db::Tx&) {
  if (const JsonArray* wanted = array_at(c.body, "available_locales"))
    for (const Json& item : *wanted)
      if (item.is_string())
        for (const Locale& l : kLocales) {
          const std::string name(item.get_string());
          if (text::starts_with_ignoring_case(name, i18n::code(i18n::language_of(l.locale)))) return one(c, l);
        }
  return one(c, of_language(i18n::negotiate(c.request->header("Accept-Language"))));
}

}  // namespace

void add_locale_routes(api::Api& api) {
  api.describe("locale", {{"id", "integer", false, true}, {"locale", "string", false, true}, {"name", "string", false, true}, {"native_name", "string", false, true}, {"presentation_name", "string", false, true}, {"rtl", "boolean", false, true}, {"default", "boolean", false, true}, {"created_at", "date-time", false, true}, {"updated_at", "date-time", false, true}});
  for (const char* path : {"/locales", "/locales/public", "/locales/agent", "/locales/show_many"}) api.read("GET", path, Access::anonymous, list);
  api.read("GET", "/locales/current", Access::anonymous, [](Context& c, db::Tx&) -> Result<Reply> { return one(c, of_language(c.caller.language)); });
  for (const char* method : {"GET", "PUT"}) api.read(method, "/locales/detect_best_locale", Access::anonymous, detect);
  api.read("GET", "/locales/{id}", Access::anonymous, show);
}

}  // namespace sahay::account
