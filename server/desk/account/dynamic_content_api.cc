// /dynamic_content/items and their variants: one text in several languages, used in templates as {{dc.name}}.
#include "base/text.h"
#include "desk/account/account_api.h"
#include "desk/account/account_sql.h"
#include "desk/people/user.h"
#include "platform/api/whole_list.h"

namespace sahay::account {
namespace q = sql::account;
namespace {

using api::Access;
using api::Context;
using api::Reply;

using ItemId = Id<struct DynamicItemTag>;
using VariantId = Id<struct DynamicVariantTag>;

struct Variant {
  VariantId id;
  ItemId item_id;
  std::int64_t locale_id = 1;
  std::string content;
  bool active = true;
  Time created_at, updated_at;
};
BOOST_DESCRIBE_STRUCT(Variant, (), (id, item_id, locale_id, content, active, created_at, updated_at))

struct Item {
  ItemId id;
  std::string name, placeholder;
  std::int64_t default_locale_id = 1;
  Time created_at, updated_at;
};
BOOST_DESCRIBE_STRUCT(Item, (), (id, name, placeholder, default_locale_id, created_at, updated_at))

const Variant* default_variant(const Item& item, const std::vector<Variant>& all) {
  for (const Variant& v : all)
    if (v.locale_id == item.default_locale_id) return &v;
  return nullptr;
}

void write(JsonWriter& w, const Context& c, const Item& item, const Variant& v, const Variant* source) {
  const std::string url = "/dynamic_content/items/" + std::to_string(item.id.value) + "/variants/" + std::to_string(v.id.value) + ".json";
  w.begin_object().field("url", c.url(url)).field("id", v.id).field("content", v.content).field("locale_id", v.locale_id);
  w.field("outdated", source && source->updated_at > v.updated_at).field("active", v.active).field("default", v.locale_id == item.default_locale_id);
  w.field("created_at", v.created_at).field("updated_at", v.updated_at).end_object();
}

void write(JsonWriter& w, const Context& c, db::Tx& tx, const Item& item) {
  const auto variants = tx.all<Variant>(q::variants, item.id);
  const Variant* source = default_variant(item, variants);
  const bool outdated = source && std::any_of(variants.begin(), variants.end(), [&](const Variant& v) { return source->updated_at > v.updated_at; });
  w.begin_object().field("url", c.url("/dynamic_content/items/" + std::to_string(item.id.value) + ".json")).field("id", item.id);
  w.field("name", item.name).field("placeholder", "{{dc." + item.placeholder + "}}").field("default_locale_id", item.default_locale_id);
  w.field("outdated", outdated).field("created_at", item.created_at).field("updated_at", item.updated_at).key("variants").begin_array();
  for (const Variant& v : variants) write(w, c, item, v, source);
  w.end_array().end_object();
}

Reply item_reply(const Context& c, db::Tx& tx, const Item& item, int status = 200) {
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("item");
  write(w, c, tx, item);
  w.end_object();
  return status == 201 ? Reply::created(std::move(out), c.url("/dynamic_content/items/" + std::to_string(item.id.value) + ".json")) : Reply::ok(std::move(out));
}

// "Password help" -> "password_help".
std::string placeholder_of(std::string_view name) {
  std::string out;
  for (const char c : text::lower_ascii(name))
    if (std::isalnum(static_cast<unsigned char>(c))) out += c;
    else if (!out.empty() && out.back() != '_') out += '_';
  while (out.ends_with('_')) out.pop_back();
  return out.empty() ? "text" : out.substr(0, 100);
}

bool is_locale(std::int64_t id) { return id == 1 || id == 27 || id == 1384; }

Result<Variant> read_variant(const JsonObject& in, Variant v, bool creating) {
  if (const auto id = integer_at(in, "locale_id")) v.locale_id = *id;
  else if (creating) return invalid("locale_id", "BlankValue", "error.field.blank");
  if (!is_locale(v.locale_id)) return invalid("locale_id", "InvalidValue", "error.field.not_allowed", {{"allowed", "1, 27, 1384"}});
  if (const auto content = string_at(in, "content")) v.content = text::repair_utf8(*content);
  if (text::trim(v.content).empty()) return invalid("content", "BlankValue", "error.field.blank");
  if (v.content.size() > 65'536) return invalid("content", "TooLong", "error.field.too_long", {{"max", "65536"}});
  if (const auto active = bool_at(in, "active")) v.active = *active;
  return v;
}

// Stores it; a variant marked default makes its locale the item's.
Result<Variant> put_variant(db::Tx& tx, Item& item, Variant v, const JsonObject& in) {
  for (const Variant& other : tx.all<Variant>(q::variants, item.id))
    if (other.locale_id == v.locale_id && other.id != v.id) return invalid("locale_id", "DuplicateValue", "error.field.variant_taken");
  if (v.id) {
    if (v.locale_id != item.default_locale_id && !default_variant(item, tx.all<Variant>(q::variants, item.id))) return invalid("locale_id", "InvalidValue", "error.field.default_variant");
    tx.execute(q::save_variant, v.id, v.locale_id, v.content, v.active, tx.now());
  } else {
    v.id = VariantId(tx.new_id("dynamic_variants"));
    v.item_id = item.id;
    v.created_at = tx.now();
    tx.execute(q::insert_variant, v.id, item.id, v.locale_id, v.content, v.active, tx.now());
  }
  v.updated_at = tx.now();
  if (bool_at(in, "default").value_or(false)) item.default_locale_id = v.locale_id;
  tx.execute(q::touch_item, item.id, item.default_locale_id, tx.now());
  return v;
}

const api::Resource<Item>& item_resource() {
  static const auto resource = [] {
    using namespace api;
    Resource<Item> r;
    r.name = "item";
    r.plural = "items";
    r.path = "/dynamic_content/items";
    r.table = "dynamic_items";
    r.fields = {text_field<Item>("name", &Item::name).required().max(255), number<Item>("default_locale_id", &Item::default_locale_id)};
    r.check = [](Context&, db::Tx& tx, const Item* before, Item& now, const JsonObject&) -> Result<void> {
      if (!is_locale(now.default_locale_id)) return invalid("default_locale_id", "InvalidValue", "error.field.not_allowed", {{"allowed", "1, 27, 1384"}});
      if (before && now.default_locale_id != before->default_locale_id && !default_variant(now, tx.all<Variant>(q::variants, now.id)))
        return invalid("default_locale_id", "InvalidValue", "error.field.default_variant");
      if (before) return {};  // the placeholder stays: templates name it
      const std::string wanted = placeholder_of(now.name);
      now.placeholder = wanted;
      for (int n = 2; tx.scalar<std::int64_t>(q::placeholder_taken, now.placeholder); ++n) now.placeholder = wanted + "_" + std::to_string(n);
      return {};
    };
    r.remove = [](Context&, db::Tx& tx, const Item& item) -> Result<void> {
      tx.execute(q::remove_variants, item.id);
      tx.execute("delete from dynamic_items where id = $1", item.id);
      return {};
    };
    return r;
  }();
  return resource;
}

// {"item":{"name","default_locale_id","content"}} or with "variants":[{"locale_id","content","default","active"}].
Result<Reply> create(Context& c, db::Tx& tx) {
  const JsonObject& in = *TRY(c.wrapped("item"));
  const JsonArray* variants = array_at(in, "variants");
  Item item = TRY(item_resource().create(c, tx, in));
  if (variants)
    for (const Json& one : *variants) {
      if (!one.is_object()) return invalid("variants", "InvalidFormat", "error.field.wrong_type", {{"type", "array"}});
      Variant added = TRY(read_variant(one.get_object(), {}, true));
      TRY(put_variant(tx, item, std::move(added), one.get_object()));
    }
  if (const auto content = string_at(in, "content")) {
    Variant first = TRY(read_variant({{"locale_id", item.default_locale_id}, {"content", *content}}, {}, true));
    TRY(put_variant(tx, item, std::move(first), {}));
  }
  if (!default_variant(item, tx.all<Variant>(q::variants, item.id))) return invalid("content", "BlankValue", "error.field.default_variant");
  return item_reply(c, tx, item, 201);
}

Result<Reply> list(Context& c, db::Tx& tx) {
  const api::Page page = TRY(api::page_of(c));
  std::vector<Item> rows;
  const auto state = TRY(api::run_page(tx, {"t.*", "dynamic_items t", {}, {"t.id"}}, page, [&](const db::Cursor& row) { rows.push_back(db::RowReader<Item>(row).read(row)); }));
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("items").begin_array();
  for (const Item& item : rows) write(w, c, tx, item);
  w.end_array();
  api::write_page(w, c, page, state);
  w.end_object();
  return Reply::ok(std::move(out));
}

Result<Reply> show_many(Context& c, db::Tx& tx) {
  std::vector<Item> rows;
  if (const auto names = api::texts_parameter(c, "identifiers"); !names.empty()) {
    if (names.size() > 100) return api::too_many_values();
    api::Where where;
    where.add_in("t.placeholder", names);
    rows = item_resource().select(tx, where, " order by t.id");
  } else {
    api::Where where;
    where.add_in("t.id", TRY(api::ids_parameter(c)));
    rows = item_resource().select(tx, where, " order by t.id");
  }
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("items").begin_array();
  for (const Item& item : rows) write(w, c, tx, item);
  w.end_array();
  api::end_whole_list(w, c, rows.size());
  w.end_object();
  return Reply::ok(std::move(out));
}

Result<Item> item_of(Context& c, db::Tx& tx) { return item_resource().find(c, tx, c.id()); }

Result<Variant> variant_of(Context& c, db::Tx& tx, const Item& item, std::int64_t id) {
  static_cast<void>(c);
  auto found = tx.one<Variant>(q::find_variant, item.id, id);
  if (!found) return not_found();
  return std::move(*found);
}

Reply variants_reply(const Context& c, const Item& item, const std::vector<Variant>& shown, const std::vector<Variant>& all) {
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("variants").begin_array();
  for (const Variant& v : shown) write(w, c, item, v, default_variant(item, all));
  w.end_array();
  api::end_whole_list(w, c, shown.size());
  w.end_object();
  return Reply::ok(std::move(out));
}

Reply variant_reply(const Context& c, db::Tx& tx, const Item& item, const Variant& v, int status = 200) {
  const auto all = tx.all<Variant>(q::variants, item.id);
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("variant");
  write(w, c, item, v, default_variant(item, all));
  w.end_object();
  Reply reply = Reply::ok(std::move(out));
  reply.status = status;
  if (status == 201) reply.headers.emplace_back("Location", c.url("/dynamic_content/items/" + std::to_string(item.id.value) + "/variants/" + std::to_string(v.id.value) + ".json"));
  return reply;
}

// POST creates the listed variants, PUT changes those named by id.
Result<Reply> many(Context& c, db::Tx& tx, bool creating) {
  Item item = TRY(item_of(c, tx));
  const JsonArray* in = array_at(c.body, "variants");
  if (!in) return Error{ErrorCode::bad_request, "error.missing_wrapper", {}, {}, {{"key", "variants"}}};
  std::vector<Variant> done;
  for (const Json& one : *in) {
    if (!one.is_object()) return invalid("variants", "InvalidFormat", "error.field.wrong_type", {{"type", "array"}});
    Variant v;
    if (!creating) v = TRY(variant_of(c, tx, item, integer_at(one.get_object(), "id").value_or(0)));
    v = TRY(read_variant(one.get_object(), std::move(v), creating));
    done.push_back(TRY(put_variant(tx, item, std::move(v), one.get_object())));
  }
  return variants_reply(c, item, done, tx.all<Variant>(q::variants, item.id));
}

void add_variant_routes(api::Api& api) {
  const std::string base = "/dynamic_content/items/{id}/variants";
  api.read("GET", base, Access::staff, [](Context& c, db::Tx& tx) -> Result<Reply> {
    const Item item = TRY(item_of(c, tx));
    const auto all = tx.all<Variant>(q::variants, item.id);
    return variants_reply(c, item, all, all);
  });
  api.read("GET", base + "/{variant}", Access::staff, [](Context& c, db::Tx& tx) -> Result<Reply> {
    const Item item = TRY(item_of(c, tx));
    return variant_reply(c, tx, item, TRY(variant_of(c, tx, item, c.id("variant"))));
  });
  api.write("POST", base, Access::admin, [](Context& c, db::Tx& tx) -> Result<Reply> {
    Item item = TRY(item_of(c, tx));
    const JsonObject& in = *TRY(c.wrapped("variant"));
    const Variant added = TRY(read_variant(in, {}, true));
    return variant_reply(c, tx, item, TRY(put_variant(tx, item, added, in)), 201);
  });
  api.write("POST", base + "/create_many", Access::admin, [](Context& c, db::Tx& tx) { return many(c, tx, true); });
  api.write("PUT", base + "/update_many", Access::admin, [](Context& c, db::Tx& tx) { return many(c, tx, false); });
  api.write("PUT", base + "/{variant}", Access::admin, [](Context& c, db::Tx& tx) -> Result<Reply> {
    Item item = TRY(item_of(c, tx));
    const JsonObject& in = *TRY(c.wrapped("variant"));
    Variant changed = TRY(variant_of(c, tx, item, c.id("variant")));
    changed = TRY(read_variant(in, std::move(changed), false));
    return variant_reply(c, tx, item, TRY(put_variant(tx, item, std::move(changed), in)));
  });
  api.write("DELETE", base + "/{variant}", Access::admin, [](Context& c, db::Tx& tx) -> Result<Reply> {
    const Item item = TRY(item_of(c, tx));
    const Variant v = TRY(variant_of(c, tx, item, c.id("variant")));
    if (v.locale_id == item.default_locale_id) return invalid("id", "InvalidValue", "error.field.default_variant");
    tx.execute(q::remove_variant, v.id);
    return Reply::no_content();
  });
}

}  // namespace

std::string dynamic_text(db::Tx& tx, std::string_view name, std::string_view locale) {
  return tx.scalar<std::string>(q::text_of, name, people::locale_id(locale)).value_or("");
}

void add_dynamic_content_routes(api::Api& api) {
  api.describe("item", {{"id", "integer", false, true}, {"name", "string", true, false}, {"placeholder", "string", false, true}, {"default_locale_id", "integer", false, false}, {"outdated", "boolean", false, true}, {"variants", "array", false, false}, {"created_at", "date-time", false, true}, {"updated_at", "date-time", false, true}});
  const std::string base = "/dynamic_content/items";
  api.read("GET", base, Access::staff, list);
  api.read("GET", base + "/show_many", Access::staff, show_many);
  api.write("POST", base, Access::admin, create);
  api.read("GET", base + "/{id}", Access::staff, [](Context& c, db::Tx& tx) -> Result<Reply> { return item_reply(c, tx, TRY(item_of(c, tx))); });
  api.write("PUT", base + "/{id}", Access::admin, [](Context& c, db::Tx& tx) -> Result<Reply> {
    const JsonObject* in = TRY(c.wrapped("item"));
    return item_reply(c, tx, TRY(item_resource().update(c, tx, c.id(), *in)));
  });
  api.write("DELETE", base + "/{id}", Access::admin, [](Context& c, db::Tx& tx) -> Result<Reply> {
    TRY(item_resource().erase(c, tx, c.id()));
    return Reply::no_content();
  });
  add_variant_routes(api);
}

}  // namespace sahay::account
