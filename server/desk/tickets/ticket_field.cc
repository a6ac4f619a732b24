#include "desk/tickets/ticket_field.h"

#include <re2/re2.h>

#include "base/text.h"
#include "desk/tickets/ticket_field_sql.h"

namespace sahay::tickets {
namespace {

Error wrong(const TicketField& field, std::string_view key, std::string code = "InvalidValue") {
  Error error = invalid("custom_fields", std::move(code), std::string(key), {{"title", field.title}});
  return error;
}

bool has_option(const TicketField& field, std::string_view value) {
  const auto options = parse_json(field.options.text);
  if (!options.ok() || !options->is_array()) return false;
  for (const Json& option : options->get_array())
    if (const auto* known = option.is_object() ? option.get_object().if_contains("value") : nullptr)
      if (known->is_string() && std::string_view(known->get_string()) == value) return true;
  return false;
}

std::string as_text(const Json& value) {
  return value.is_string() ? std::string(value.get_string()) : to_string(value);
}

Result<FieldValue> check_multiselect(const TicketField& field, const Json& value) {
  FieldValue out{JsonArray{}, {}};
  const JsonArray single{value};
  for (const Json& item : value.is_array() ? value.get_array() : single) {
    if (!item.is_string() || !has_option(field, std::string_view(item.get_string()))) return wrong(field, "error.field.no_option");
    out.value.get_array().push_back(item);
    out.tags.emplace_back(item.get_string());
  }
  return out;
}

bool is_decimal(std::string_view s) {
  bool digit = false, point = false;
  for (std::size_t i = 0; i < s.size(); ++i) {
    if (s[i] >= '0' && s[i] <= '9') digit = true;
    else if (s[i] == '.' && !point) point = true;
    else if (!((s[i] == '-' || s[i] == '+') && i == 0)) return false;
  }
  return digit;
}

}  // namespace

void create_system_fields(db::Tx& tx) {
  struct System {
    const char* type;
    const char* title;
    bool required, customers_see;
  };
  static constexpr System fields[] = {{"subject", "Subject", true, true},    {"description", "Description", true, true},
                                      {"status", "Status", false, false},    {"tickettype", "Type", false, false},
                                      {"priority", "Priority", false, false}, {"group", "Group", false, false},
                                      {"assignee", "Assignee", true, false}};
  int position = 0;
  for (const System& field : fields)
    tx.execute(sql::ticket_field::insert, tx.new_id("ticket_fields"), field.type, field.title, ++position, field.required,
               field.customers_see, tx.now());
}

std::vector<TicketField> ticket_fields(db::Tx& tx) { return tx.all<TicketField>(sql::ticket_field::all); }

Result<FieldValue> check_field_value(const TicketField& field, const Json& value) {
  if (value.is_null() || (value.is_string() && value.get_string().empty())) return FieldValue{nullptr, {}};
  const std::string text = as_text(value);
  if (field.type == "tagger") {
    if (!has_option(field, text)) return wrong(field, "error.field.no_option");
    return FieldValue{Json(text), {text}};
  }
  if (field.type == "multiselect") return check_multiselect(field, value);
  if (field.type == "checkbox") {
    const bool on = value.is_bool() ? value.get_bool() : text == "true" || text == "1";
    if (!value.is_bool() && text != "true" && text != "false" && text != "0" && text != "1") return wrong(field, "error.field.no_checkbox", "InvalidFormat");
    return FieldValue{Json(on), on && !field.tag.empty() ? std::vector{field.tag} : std::vector<std::string>{}};
  }
  if (field.type == "integer" && !text::to_integer(text)) return wrong(field, "error.field.no_integer", "InvalidFormat");
  if (field.type == "decimal" && !is_decimal(text)) return wrong(field, "error.field.no_decimal", "InvalidFormat");
  if (field.type == "date" && !parse_iso8601(text)) return wrong(field, "error.field.no_date", "InvalidFormat");
  if (field.type == "regexp" && !field.regexp_for_validation.empty() && !RE2::PartialMatch(text, RE2(field.regexp_for_validation, RE2::Quiet)))
    return wrong(field, "error.field.no_match", "InvalidFormat");
  if (text.size() > 65'536) return wrong(field, "error.field.too_long", "TooLong");
  if (!value.is_string() && (value.is_object() || value.is_array())) return wrong(field, "error.field.wrong_type", "InvalidFormat");
  return FieldValue{Json(text::repair_utf8(text)), {}};
}

}  // namespace sahay::tickets
