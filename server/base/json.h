// JSON in and out. In: Boost.JSON values (a request costs about 1 us). Out: JsonWriter appends text directly, without a
// tree (1 GB/s for lists, docs/decisions/0004), and writes structs described with BOOST_DESCRIBE_STRUCT.
// Rule of use: keys of described structs are the wire names; Time is written as ISO 8601, Id as a number.
// Threading: values.
#pragma once

#include <boost/describe.hpp>
#include <boost/json/value.hpp>
#include <boost/mp11.hpp>
#include <charconv>
#include <concepts>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/id.h"
#include "base/result.h"

namespace sahay {

using Json = boost::json::value;
using JsonObject = boost::json::object;
using JsonArray = boost::json::array;

// Parses one JSON text. Limits: depth 32, no duplicate-key checks. Errors: bad_request with position in the detail.
Result<Json> parse_json(std::string_view text);
std::string to_string(const Json& value);

// JSON that is already text (a stored document), written as it is.
struct RawJson {
  std::string text = "null";
  bool operator==(const RawJson&) const = default;
};

// Appends JSON to a string. The caller keeps objects and arrays balanced; commas are handled here.
class JsonWriter {
 public:
  explicit JsonWriter(std::string& out) : out_(out) {}

  JsonWriter& begin_object() { separate(); out_ += '{'; fresh_ = true; return *this; }
  JsonWriter& end_object() { out_ += '}'; fresh_ = false; return *this; }
  JsonWriter& begin_array() { separate(); out_ += '['; fresh_ = true; return *this; }
  JsonWriter& end_array() { out_ += ']'; fresh_ = false; return *this; }
  JsonWriter& key(std::string_view name) {
    separate();
    quote(name);
    out_ += ':';
    fresh_ = true;
    return *this;
  }

  // A key that is an identifier (letters, digits, "_"): nothing to escape.
  JsonWriter& plain_key(std::string_view name) {
    separate();
    out_ += '"';
    out_ += name;
    out_ += "\":";
    fresh_ = true;
    return *this;
  }

  JsonWriter& null() { separate(); out_ += "null"; fresh_ = false; return *this; }
  JsonWriter& value(bool b) { separate(); out_ += b ? "true" : "false"; fresh_ = false; return *this; }
  JsonWriter& value(std::string_view text) { separate(); quote(text); fresh_ = false; return *this; }
  JsonWriter& value(const char* text) { return value(std::string_view(text)); }
  JsonWriter& value(const std::string& text) { return value(std::string_view(text)); }
  template <std::integral T>
    requires(!std::same_as<T, bool>)
  JsonWriter& value(T number) {
    separate();
    char buffer[24];
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, number).ptr;
    out_.append(buffer, end);
    fresh_ = false;
    return *this;
  }
  JsonWriter& value(double number);
  JsonWriter& value(Time t) {
    if (!t) return null();
    separate();
    out_ += '"';
    append_iso8601(out_, t);
    out_ += '"';
    fresh_ = false;
    return *this;
  }
  JsonWriter& value(const RawJson& raw) {
    separate();
    out_ += raw.text.empty() ? std::string_view("null") : std::string_view(raw.text);
    fresh_ = false;
    return *this;
  }
  JsonWriter& value(const Json& tree);
  template <class Tag>
  JsonWriter& value(Id<Tag> id) { return id ? value(id.value) : null(); }
  template <class T>
  JsonWriter& value(const std::optional<T>& maybe) { return maybe ? value(*maybe) : null(); }
  template <class T>
  JsonWriter& value(const std::vector<T>& list) {
    begin_array();
    for (const T& item : list) value(item);
    return end_array();
  }
  template <class T>
  JsonWriter& value(const std::map<std::string, T>& map) {
    begin_object();
    for (const auto& [k, v] : map) key(k).value(v);
    return end_object();
  }
  template <class T>
    requires boost::describe::has_describe_members<T>::value
  JsonWriter& value(const T& object) {
    begin_object();
    members(object);
    return end_object();
  }
  // The members of a described struct, without the braces: to add own keys beside them.
  template <class T>
  JsonWriter& members(const T& object) {
    using Members = boost::describe::describe_members<T, boost::describe::mod_public | boost::describe::mod_inherited>;
    boost::mp11::mp_for_each<Members>([&](auto m) { plain_key(m.name).value(object.*m.pointer); });
    return *this;
  }
  template <class T>
  JsonWriter& field(std::string_view name, const T& v) { return key(name).value(v); }

 private:
  void separate() {
    if (!fresh_) out_ += ',';
    fresh_ = false;
  }
  void quote(std::string_view text);

  std::string& out_;
  bool fresh_ = true;
};

template <class T>
std::string write_json(const T& value) {
  std::string out;
  JsonWriter writer(out);
  writer.value(value);
  return out;
}

// Lenient readers for request bodies: absent and null give nothing.
const Json* find(const JsonObject& object, std::string_view key);
std::optional<std::string> string_at(const JsonObject& object, std::string_view key);
std::optional<std::int64_t> integer_at(const JsonObject& object, std::string_view key);  // numbers and digit strings
std::optional<bool> bool_at(const JsonObject& object, std::string_view key);             // true/false, "true"/"false"
const JsonObject* object_at(const JsonObject& object, std::string_view key);
const JsonArray* array_at(const JsonObject& object, std::string_view key);

}  // namespace sahay
