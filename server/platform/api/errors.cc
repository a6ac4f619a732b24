#include "platform/api/api.h"

#include "base/text.h"

namespace sahay::api {
namespace {

// Wire names that clients compare (wire rule 11).
std::string_view name_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::bad_request: return "BadRequest";
    case ErrorCode::unauthenticated: return "Couldn't authenticate you";
    case ErrorCode::forbidden: return "Forbidden";
    case ErrorCode::not_found: return "RecordNotFound";
    case ErrorCode::conflict: return "UpdateConflict";
    case ErrorCode::too_large: return "RequestEntityTooLarge";
    case ErrorCode::invalid: return "RecordInvalid";
    case ErrorCode::too_many: return "TooManyRequests";
    case ErrorCode::unavailable: return "ServiceUnavailable";
    case ErrorCode::internal: return "InternalError";
  }
  return "InternalError";
}

void write_fields(JsonWriter& writer, const Error& error, i18n::Language language) {
  writer.key("details").begin_object();
  for (std::size_t i = 0; i < error.fields.size(); ++i) {
    const std::string& name = error.fields[i].field;
    bool seen = false;
    for (std::size_t k = 0; k < i; ++k) seen |= error.fields[k].field == name;
    if (seen) continue;
    writer.key(name).begin_array();
    for (const FieldError& field : error.fields) {
      if (field.field != name) continue;
      i18n::Arguments arguments = field.args;
      arguments.emplace_back("field", name);
      writer.begin_object().field("description", i18n::text(language, field.key, arguments)).field("error", field.code);
      // Which field of an admin's making it is, for forms.
      for (const auto& [key, value] : field.args)
        if (key == "field_key") writer.field("field_key", text::to_integer(value).value_or(0));
      writer.end_object();
    }
    writer.end_array();
  }
  writer.end_object();
}

}  // namespace

int status_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::bad_request: return 400;
    case ErrorCode::unauthenticated: return 401;
    case ErrorCode::forbidden: return 403;
    case ErrorCode::not_found: return 404;
    case ErrorCode::conflict: return 409;
    case ErrorCode::too_large: return 413;
    case ErrorCode::invalid: return 422;
    case ErrorCode::too_many: return 429;
    case ErrorCode::unavailable: return 503;
    case ErrorCode::internal: return 500;
  }
  return 500;
}

std::string error_body(const Error& error, i18n::Language language) {
  std::string out;
  JsonWriter writer(out);
  writer.begin_object();
  if (error.key == "error.json") {
    writer.field("error", "Unprocessable").field("message", "Server could not parse JSON");
    writer.field("description", i18n::text(language, error.key, {{"reason", error.detail}}));
  } else if (error.key == "error.too_many_values") {
    writer.field("error", "TooManyValues").field("description", i18n::text(language, error.key, error.args));
    writer.field("max_count", 100);
  } else if (error.key.starts_with("error.search.")) {
    writer.field("error", "invalid").field("description", i18n::text(language, error.key, error.args));
  } else if (error.code == ErrorCode::not_found) {
    writer.field("error", "RecordNotFound").field("description", "Not found");
  } else if (!error.fields.empty()) {
    writer.field("error", name_of(error.code)).field("description", "Record validation errors");
    write_fields(writer, error, language);
  } else {
    writer.field("error", name_of(error.code)).field("description", i18n::text(language, error.key, error.args));
  }
  writer.end_object();
  return out;
}

namespace {

// What the sentence says, in seconds: clients sleep by it.
std::string seconds_to_wait(const Error& error) {
  for (const auto& [name, value] : error.args) {
    if (name == "seconds") return value;
    if (name == "minutes") return std::to_string(text::to_integer(value).value_or(1) * 60);
  }
  return error.key == "error.too_many_anonymous" ? "600" : "1";
}

}  // namespace

http::Response Api::error_response(const Error& error, i18n::Language language) {
  auto response = http::Response::json(status_of(error.code), error_body(error, language));
  if (error.code == ErrorCode::too_many || error.code == ErrorCode::unavailable) response.header("Retry-After", seconds_to_wait(error));
  return response;
}

}  // namespace sahay::api
