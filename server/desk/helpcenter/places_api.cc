// Categories and sections with their words.
#include "base/text.h"
#include "desk/helpcenter/help_api.h"

namespace sahay::helpcenter {
namespace {

using api::Access;
using api::Context;
using api::Reply;

template <class T>
std::vector<api::Field<T>> place_fields(std::string page) {
  using namespace api;
  return {computed<T>("id", "integer", [](JsonWriter& w, const T& o, const Context&) { w.value(o.id); }),
          computed<T>("html_url", "string", [page](JsonWriter& w, const T& o, const Context& c) { w.value(c.site_url + page + std::to_string(o.id.value)); }),
          number<T>("position", &T::position),
          text_field<T>("name", &T::name).required().max(255),
          text_field<T>("description", &T::description).max(20'000),
          text_field<T>("locale", &T::locale).max(20),
          text_field<T>("source_locale", &T::source_locale).read_only(),
          flag<T>("outdated", &T::outdated).read_only(),
          time_field<T>("created_at", &T::created_at).read_only(),
          time_field<T>("updated_at", &T::updated_at).read_only()};
}

template <class T>
std::map<std::string, api::Sort> place_sorts() {
  return {{"position", {"t.position"}}, {"created_at", {"t.created_at"}}, {"updated_at", {"t.updated_at"}}};
}

api::Resource<CategoryRow> describe_categories() {
  api::Resource<CategoryRow> r;
  r.name = "category";
  r.plural = "categories";
  r.path = "/help_center/categories";
  r.table = "help_category_texts";
  r.fields = place_fields<CategoryRow>("/categories/");
  r.sorts = place_sorts<CategoryRow>();
  r.default_sort = {"t.position"};
  return r;
}

api::Resource<SectionRow> describe_sections() {
  using namespace api;
  Resource<SectionRow> r;
  r.name = "section";
  r.plural = "sections";
  r.path = "/help_center/sections";
  r.table = "help_section_texts";
  r.fields = place_fields<SectionRow>("/sections/");
  r.fields.push_back(reference<SectionRow>("category_id", &SectionRow::category_id));
  r.fields.push_back(reference<SectionRow>("parent_section_id", &SectionRow::parent_section_id));
  r.fields.push_back(constant<SectionRow>("sorting", "string", "manual"));
  r.fields.push_back(text_field<SectionRow>("manageable_by", &SectionRow::manageable_by).read_only());
  r.fields.push_back(constant<SectionRow>("theme_template", "string", "section_page"));
  r.fields.push_back(reference<SectionRow>("user_segment_id", &SectionRow::user_segment_id).read_only());
  r.sorts = place_sorts<SectionRow>();
  r.default_sort = {"t.position"};
  r.sideloads["categories"] = [](Context& c, db::Tx& tx, const std::vector<SectionRow>& rows, JsonWriter& w) {
    std::vector<std::int64_t> ids;
    for (const SectionRow& row : rows) ids.push_back(row.category_id.value);
    write_places(category_rows(), c, tx, ids, w);
  };
  return r;
}

// The words of the object, and further languages under "translations".
template <class T>
Words words_of_row(const Context& c, const T& row) {
  const std::string in_path = wanted_locale(c);
  return {!row.locale.empty() ? row.locale : !in_path.empty() ? in_path : "en-us", row.name, row.description};
}

Result<void> put_more(Context& c, db::Tx& tx, std::string_view kind, std::int64_t id, const JsonObject& in) {
  const JsonArray* more = array_at(in, "translations");
  if (!more) return {};
  for (const Json& one : *more) {
    if (!one.is_object()) return invalid("translations", "InvalidFormat", "error.field.wrong_type", {{"type", "array"}});
    const JsonObject& t = one.get_object();
    TRY(put_translation(tx, UserId(c.caller.id), kind, id, {string_at(t, "locale").value_or("en-us"), string_at(t, "title").value_or(""), string_at(t, "body").value_or("")}));
  }
  return {};
}

// A client may name the first words only under "translations".
JsonObject with_first_translation(const JsonObject& in) {
  JsonObject out = in;
  const JsonArray* more = array_at(in, "translations");
  if (out.contains("name") || !more || more->empty() || !(*more)[0].is_object()) return out;
  const JsonObject& first = (*more)[0].get_object();
  out["name"] = string_at(first, "title").value_or("");
  out["description"] = string_at(first, "body").value_or("");
  out["locale"] = string_at(first, "locale").value_or("en-us");
  return out;
}

// "locale" of an update says which words are meant; it never changes those of the row.
template <class T>
Result<T> changed_row(const api::Resource<T>& resource, Context& c, db::Tx& tx, const JsonObject& in) {
  T row = TRY(find_words(resource, c, tx, c.id()));
  const std::string locale = row.locale;
  TRY(resource.apply(c, row, in, false));
  row.locale = locale;
  return row;
}

bool has_words(const JsonObject& in) { return in.contains("name") || in.contains("description"); }

Result<Reply> change_category(Context& c, db::Tx& tx) {
  const JsonObject& in = *TRY(c.wrapped("category"));
  const CategoryRow row = TRY(changed_row(category_rows(), c, tx, in));
  if (has_words(in)) TRY(put_translation(tx, UserId(c.caller.id), "category", row.id.value, {row.locale, row.name, row.description}));
  auto place = *find_category(tx, row.id);
  place.position = row.position;
  TRY(save_category(tx, place));
  return Reply::ok(object_body(category_rows(), c, tx, TRY(find_words(category_rows(), c, tx, row.id.value))));
}

Result<Reply> create_category_of(Context& c, db::Tx& tx) {
  const JsonObject in = with_first_translation(*TRY(c.wrapped("category")));
  CategoryRow row;
  TRY(category_rows().apply(c, row, in, true));
  const Category made = TRY(create_category(tx, UserId(c.caller.id), words_of_row(c, row), row.position));
  TRY(put_more(c, tx, "category", made.id.value, in));
  api::Where where;
  where.add("t.id = ?", db::Value(made.id.value));
  where.add("t.locale = t.source_locale");
  row = category_rows().select(tx, where).front();
  return Reply::created(object_body(category_rows(), c, tx, row), category_rows().url(c, row));
}

Result<Reply> create_section_of(Context& c, db::Tx& tx) {
  const JsonObject in = with_first_translation(*TRY(c.wrapped("section")));
  SectionRow row;
  TRY(section_rows().apply(c, row, in, true));
  if (c.id()) row.category_id = CategoryId(c.id());
  if (row.parent_section_id && !find_section(tx, row.parent_section_id)) return invalid("parent_section_id", "InvalidValue", "error.field.invalid");
  const Section made = TRY(create_section(tx, UserId(c.caller.id), row.category_id, words_of_row(c, row), row.position, row.parent_section_id));
  TRY(put_more(c, tx, "section", made.id.value, in));
  api::Where where;
  where.add("t.id = ?", db::Value(made.id.value));
  where.add("t.locale = t.source_locale");
  row = section_rows().select(tx, where).front();
  return Reply::created(object_body(section_rows(), c, tx, row), section_rows().url(c, row));
}

// A section below itself would be a circle.
bool is_below(db::Tx& tx, SectionId section, SectionId ancestor) {
  for (int depth = 0; section && depth < 20; ++depth) {
    if (section == ancestor) return true;
    const auto found = find_section(tx, section);
    section = found ? found->parent_section_id : SectionId{};
  }
  return section.value != 0;
}

Result<Reply> change_section(Context& c, db::Tx& tx) {
  const JsonObject& in = *TRY(c.wrapped("section"));
  const SectionRow row = TRY(changed_row(section_rows(), c, tx, in));
  if (row.parent_section_id && (!find_section(tx, row.parent_section_id) || is_below(tx, row.parent_section_id, row.id)))
    return invalid("parent_section_id", "InvalidValue", "error.field.invalid");
  if (has_words(in)) TRY(put_translation(tx, UserId(c.caller.id), "section", row.id.value, {row.locale, row.name, row.description}));
  auto place = *find_section(tx, row.id);
  place.position = row.position;
  place.category_id = row.category_id;
  place.parent_section_id = row.parent_section_id;
  TRY(save_section(tx, place));
  return Reply::ok(object_body(section_rows(), c, tx, TRY(find_words(section_rows(), c, tx, row.id.value))));
}

template <class T>
auto list_of(const api::Resource<T>& resource, std::string parent = {}) {
  return [&resource, parent = std::move(parent)](Context& c, db::Tx& tx) -> Result<Reply> {
    api::Where where;
    add_locale(where, wanted_locale(c));
    if (!parent.empty()) where.add("t." + parent + " = ?", db::Value(c.id()));
    return list_reply(resource, c, tx, std::move(where), sort_of(c, resource.sorts, resource.default_sort));
  };
}

template <class T>
auto show_of(const api::Resource<T>& resource) {
  return [&resource](Context& c, db::Tx& tx) -> Result<Reply> {
    return Reply::ok(object_body(resource, c, tx, TRY(find_words(resource, c, tx, c.id()))));
  };
}

template <class T>
void describe_to(api::Api& api, const api::Resource<T>& resource) {
  std::vector<api::KeyInfo> keys;
  for (const auto& field : resource.fields) keys.push_back({field.name, field.type, field.is_required, !field.read});
  api.describe(resource.name, std::move(keys));
}

// {"category":{"source_locale":"ru"}}: the language whose words are the original.
template <class T>
Result<Reply> set_source(Context& c, db::Tx& tx, std::string_view kind) {
  const std::string locale = locale_key(string_at(c.body, std::string(kind) + "_locale").value_or(""));
  if (!find_translation(tx, kind, c.id(), locale)) return invalid(std::string(kind) + "_locale", "InvalidValue", "error.field.no_translation");
  if (kind == "category") {
    auto place = find_category(tx, CategoryId(c.id()));
    place->source_locale = locale;
    TRY(save_category(tx, *place));
  } else {
    auto place = find_section(tx, SectionId(c.id()));
    place->source_locale = locale;
    TRY(save_section(tx, *place));
  }
  return Reply{200, "{}"};
}

}  // namespace

const api::Resource<CategoryRow>& category_rows() {
  static const auto resource = describe_categories();
  return resource;
}
const api::Resource<SectionRow>& section_rows() {
  static const auto resource = describe_sections();
  return resource;
}

void add_category_routes(api::Api& api) {
  describe_to(api, category_rows());
  read_both(api, "/categories", Access::anonymous, list_of(category_rows()));
  read_both(api, "/categories/{id}", Access::anonymous, show_of(category_rows()));
  write_both(api, "POST", "/categories", Access::admin, create_category_of);
  write_both(api, "PUT", "/categories/{id}", Access::admin, change_category);
  api.write("PUT", "/help_center/categories/{id}/source_locale", Access::admin, [](Context& c, db::Tx& tx) { return set_source<CategoryRow>(c, tx, "category"); });
  api.write("DELETE", "/help_center/categories/{id}", Access::admin, [](Context& c, db::Tx& tx) -> Result<Reply> {
    TRY(remove_category(tx, UserId(c.caller.id), CategoryId(c.id())));
    return Reply::no_content();
  });
}

void add_section_routes(api::Api& api) {
  describe_to(api, section_rows());
  read_both(api, "/sections", Access::anonymous, list_of(section_rows()));
  read_both(api, "/sections/{id}", Access::anonymous, show_of(section_rows()));
  read_both(api, "/categories/{id}/sections", Access::anonymous, list_of(section_rows(), "category_id"));
  read_both(api, "/sections/{id}/sections", Access::anonymous, list_of(section_rows(), "parent_section_id"));
  write_both(api, "POST", "/categories/{id}/sections", Access::admin, create_section_of);
  write_both(api, "PUT", "/sections/{id}", Access::admin, change_section);
  api.write("PUT", "/help_center/sections/{id}/source_locale", Access::admin, [](Context& c, db::Tx& tx) { return set_source<SectionRow>(c, tx, "section"); });
  api.write("DELETE", "/help_center/sections/{id}", Access::admin, [](Context& c, db::Tx& tx) -> Result<Reply> {
    TRY(remove_section(tx, UserId(c.caller.id), SectionId(c.id())));
    return Reply::no_content();
  });
}

}  // namespace sahay::helpcenter
