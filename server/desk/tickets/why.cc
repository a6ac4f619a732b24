#include "desk/tickets/why.h"

namespace sahay::tickets {
namespace {

i18n::Arguments arguments_of(const JsonObject& in, i18n::Language language) {
  i18n::Arguments out;
  if (const JsonObject* given = object_at(in, "arguments"))
    for (const auto& [name, value] : *given) {
      std::string text;
      if (value.is_string()) text = std::string(std::string_view(value.get_string()));
      else if (value.is_int64()) text = std::to_string(value.get_int64());
      else if (value.is_object()) text = i18n::text(language, string_at(value.get_object(), "key").value_or(""));
      out.emplace_back(std::string(std::string_view(name)), std::move(text));
    }
  return out;
}

}  // namespace

std::string words_of_reason(const JsonObject& reason, i18n::Language language) {
  return i18n::text(language, string_at(reason, "key").value_or(""), arguments_of(reason, language));
}

std::string words_of_why(const JsonObject& why, const api::Caller& reader) {
  const bool you = reader.id && integer_at(why, "agent_id").value_or(0) == reader.id && why.contains("key_you");
  i18n::Arguments arguments = arguments_of(why, reader.language);
  std::string reasons;
  if (const JsonArray* list = array_at(why, "reasons"))
    for (const Json& each : *list)
      if (each.is_object()) reasons += (reasons.empty() ? "" : ", ") + words_of_reason(each.get_object(), reader.language);
  arguments.emplace_back("reasons", std::move(reasons));
  return i18n::text(reader.language, string_at(why, you ? "key_you" : "key").value_or(""), arguments);
}

}  // namespace sahay::tickets
