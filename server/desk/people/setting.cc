#include "desk/people/setting.h"

#include "desk/people/setting_sql.h"

namespace sahay::people {
namespace {

const SettingDefault* known(std::string_view section, std::string_view key) {
  for (const SettingDefault& one : setting_defaults())
    if (one.section == section && one.key == key) return &one;
  return nullptr;
}

std::string name_of(std::string_view section, std::string_view key) { return std::string(section) + "." + std::string(key); }

Json value_of(std::string_view json) {
  auto parsed = parse_json(json);
  return parsed.ok() ? std::move(*parsed) : Json{};
}

bool same_type(const Json& a, const Json& b) { return a.kind() == b.kind() || (a.is_int64() && b.is_uint64()) || (a.is_uint64() && b.is_int64()); }

std::string_view type_name(const Json& value) {
  return value.is_bool() ? "boolean" : value.is_string() ? "string" : value.is_number() ? "integer" : value.is_array() ? "array" : "object";
}

}  // namespace

Json setting(db::Tx& tx, std::string_view section, std::string_view key) {
  const SettingDefault* fallback = known(section, key);
  if (!fallback) return {};
  if (fallback->changeable)
    if (const auto stored = tx.scalar<std::string>(sql::setting::find, name_of(section, key))) return value_of(*stored);
  return value_of(fallback->value);
}

bool setting_flag(db::Tx& tx, std::string_view section, std::string_view key) {
  const Json value = setting(tx, section, key);
  return value.is_bool() && value.get_bool();
}

std::string setting_text(db::Tx& tx, std::string_view section, std::string_view key) {
  const Json value = setting(tx, section, key);
  return value.is_string() ? std::string(value.get_string()) : std::string();
}

std::int64_t setting_number(db::Tx& tx, std::string_view section, std::string_view key) {
  const JsonObject holder{{"v", setting(tx, section, key)}};
  return integer_at(holder, "v").value_or(0);
}

Result<void> change_setting(db::Tx& tx, std::string_view section, std::string_view key, const Json& value) {
  const SettingDefault* fallback = known(section, key);
  if (!fallback || !fallback->changeable) return {};
  const Json normal = value_of(fallback->value);
  if (!same_type(value, normal))
    return invalid(name_of(section, key), "InvalidFormat", "error.field.wrong_type", {{"type", std::string(type_name(normal))}});
  if (value.is_string() && value.get_string().size() > 8000)
    return invalid(name_of(section, key), "TooLong", "error.field.too_long", {{"max", "8000"}});
  tx.execute(sql::setting::put, name_of(section, key), to_string(value), tx.now());
  return {};
}

JsonObject all_settings(db::Tx& tx) {
  JsonObject out;
  for (const SettingDefault& one : setting_defaults()) {
    auto& section = out[one.section];
    if (!section.is_object()) section = JsonObject{};
    section.get_object()[one.key] = value_of(one.value);
  }
  const auto cursor = tx.run(sql::setting::all, {});
  while (cursor->next()) {
    const std::string name(cursor->text(0));
    const auto dot = name.find('.');
    const SettingDefault* one = dot == name.npos ? nullptr : known(std::string_view(name).substr(0, dot), std::string_view(name).substr(dot + 1));
    if (one && one->changeable) out[one->section].get_object()[one->key] = value_of(cursor->text(1));
  }
  return out;
}

}  // namespace sahay::people
