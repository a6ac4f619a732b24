#include "base/json.h"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <cmath>
#include <cstring>

#include "base/text.h"

namespace sahay {

Result<Json> parse_json(std::string_view text) {
  boost::json::parse_options options;
  options.max_depth = 32;
  boost::system::error_code failure;
  Json value = boost::json::parse(boost::json::string_view(text.data(), text.size()), failure, {}, options);
  if (failure) return Error{ErrorCode::bad_request, "error.json", failure.message()};
  return value;
}

std::string to_string(const Json& value) { return boost::json::serialize(value); }

JsonWriter& JsonWriter::value(double number) {
  if (!std::isfinite(number)) return null();
  separate();
  char buffer[40];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, number).ptr;
  out_.append(buffer, end);
  fresh_ = false;
  return *this;
}

JsonWriter& JsonWriter::value(const Json& tree) {
  if (const auto* text = tree.if_string()) return value(std::string_view(text->data(), text->size()));
  if (const auto* number = tree.if_int64()) return value(*number);
  if (tree.is_null()) return null();
  separate();
  out_ += boost::json::serialize(tree);
  fresh_ = false;
  return *this;
}

namespace {

// True when none of eight bytes is a control, a quote, a backslash or beyond ASCII (each test sets the byte's top bit).
bool eight_plain(std::uint64_t w) {
  constexpr std::uint64_t ones = 0x0101010101010101, tops = 0x8080808080808080;
  const std::uint64_t quote = w ^ (ones * '"'), slash = w ^ (ones * '\\');
  return ((w | ((w - ones * 0x20) & ~w) | ((quote - ones) & ~quote) | ((slash - ones) & ~slash)) & tops) == 0;
}

bool eight_plain(const char* bytes) {
  std::uint64_t w;
  std::memcpy(&w, bytes, 8);
  return eight_plain(w);
}

// Of fewer than eight bytes: the first and the last four as one word, or what there is beside letters.
bool few_plain(const char* bytes, std::size_t size) {
  if (size >= 4) {
    std::uint32_t first, last;
    std::memcpy(&first, bytes, 4);
    std::memcpy(&last, bytes + size - 4, 4);
    return eight_plain(std::uint64_t{first} << 32 | last);
  }
  std::uint64_t w = 0x7878787878787878;
  for (std::size_t i = 0; i < size; ++i) w = w << 8 | static_cast<unsigned char>(bytes[i]);
  return eight_plain(w);
}

// Keys, names and most values: short, and nothing in them to escape.
constexpr std::size_t kShort = 94;

bool short_and_plain(std::string_view text) {
  if (text.size() > kShort) return false;
  if (text.size() < 8) return few_plain(text.data(), text.size());
  for (std::size_t i = 0; i + 8 <= text.size(); i += 8)
    if (!eight_plain(text.data() + i)) return false;
  return eight_plain(text.data() + text.size() - 8);
}

}  // namespace

// Stored text is valid UTF-8 by construction; a stray byte must not make the whole answer unreadable, so it is written
// as U+FFFD.
void JsonWriter::quote(std::string_view text) {
  static constexpr char hex[] = "0123456789abcdef";
  if (short_and_plain(text)) {
    char quoted[kShort + 2];
    quoted[0] = quoted[text.size() + 1] = '"';
    text.copy(quoted + 1, text.size());  // memcpy does not take the null of an empty text
    out_.append(quoted, text.size() + 2);
    return;
  }
  out_ += '"';
  std::size_t plain = 0, i = 0;
  const auto flush = [&] { out_.append(text, plain, i - plain); };
  while (i < text.size()) {
    if (i + 8 <= text.size() && eight_plain(text.data() + i)) {
      i += 8;
      continue;
    }
    // The last few bytes are looked at together with those before them.
    if (i + 8 > text.size() && text.size() >= 8 && eight_plain(text.data() + text.size() - 8)) {
      i = text.size();
      break;
    }
    const unsigned char c = static_cast<unsigned char>(text[i]);
    if (c >= 0x80) {
      // Letters beyond ASCII come in runs.
      std::size_t n = 0;
      while (i < text.size() && static_cast<unsigned char>(text[i]) >= 0x80 && (n = text::sequence_length(text.substr(i))) > 0) i += n;
      if (i >= text.size() || static_cast<unsigned char>(text[i]) < 0x80) continue;
      flush();
      out_ += "\xEF\xBF\xBD";
    } else if (c >= 0x20 && c != '"' && c != '\\') {
      ++i;
      continue;
    } else {
      flush();
      switch (c) {
        case '"': out_ += "\\\""; break;
        case '\\': out_ += "\\\\"; break;
        case '\n': out_ += "\\n"; break;
        case '\r': out_ += "\\r"; break;
        case '\t': out_ += "\\t"; break;
        default:
          out_ += "\\u00";
          out_ += hex[c >> 4];
          out_ += hex[c & 15];
      }
    }
    plain = ++i;
  }
  flush();
  out_ += '"';
}

const Json* find(const JsonObject& object, std::string_view key) {
  const auto* found = object.if_contains(boost::json::string_view(key.data(), key.size()));
  return found && !found->is_null() ? found : nullptr;
}

std::optional<std::string> string_at(const JsonObject& object, std::string_view key) {
  const Json* found = find(object, key);
  if (!found) return std::nullopt;
  if (found->is_string()) return std::string(found->get_string());
  if (found->is_int64()) return std::to_string(found->get_int64());
  return std::nullopt;
}

std::optional<std::int64_t> integer_at(const JsonObject& object, std::string_view key) {
  const Json* found = find(object, key);
  if (!found) return std::nullopt;
  if (found->is_int64()) return found->get_int64();
  if (found->is_double() && std::floor(found->get_double()) == found->get_double() && std::abs(found->get_double()) < 9e15)
    return std::int64_t(found->get_double());
  if (found->is_string()) return text::to_integer({found->get_string().data(), found->get_string().size()});
  return std::nullopt;
}

std::optional<bool> bool_at(const JsonObject& object, std::string_view key) {
  const Json* found = find(object, key);
  if (!found) return std::nullopt;
  if (found->is_bool()) return found->get_bool();
  if (found->is_string() && found->get_string() == "true") return true;
  if (found->is_string() && found->get_string() == "false") return false;
  return std::nullopt;
}

const JsonObject* object_at(const JsonObject& object, std::string_view key) {
  const Json* found = find(object, key);
  return found ? found->if_object() : nullptr;
}

const JsonArray* array_at(const JsonObject& object, std::string_view key) {
  const Json* found = find(object, key);
  return found ? found->if_array() : nullptr;
}

}  // namespace sahay
