// Field<T>: one key of a wire object: how it is written, read, checked and described. Resources are lists of fields.
// Rule of use: make them with the helpers below; chain required(), max(), read_only(), ...
// Threading: immutable after start.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/json.h"
#include "base/text.h"
#include "platform/api/api.h"

namespace sahay::api {

// What is wrong with a value, or nothing.
using Problem = std::optional<FieldError>;

inline Problem wrong_type(const std::string& name, std::string_view wanted) {
  return FieldError{name, "InvalidFormat", "error.field.wrong_type", {{"type", std::string(wanted)}}};
}

template <class T>
struct Field {
  std::string name;
  std::string type;  // JSON schema type: "string", "integer", "boolean", "date-time", "array", "object"
  std::function<void(JsonWriter&, const T&, const Context&)> write;
  std::function<Problem(T&, const Json&)> read;  // empty: read-only, the key is ignored on input
  bool is_required = false;                       // on creation
  bool admin_writes = false;                      // ignored on input from others
  bool staff_sees = false;                        // left out for customers

  Field required() && { is_required = true; return std::move(*this); }
  Field read_only() && { read = nullptr; return std::move(*this); }
  Field admin_only() && { admin_writes = true; return std::move(*this); }
  Field internal() && { staff_sees = true; return std::move(*this); }
  // Refuses texts longer than `limit` code points.
  Field max(std::size_t limit) && {
    read = [inner = std::move(read), limit, field = name](T& out, const Json& in) -> Problem {
      if (in.is_string() && text::length({in.get_string().data(), in.get_string().size()}) > limit)
        return FieldError{field, "TooLong", "error.field.too_long", {{"max", std::to_string(limit)}}};
      return inner(out, in);
    };
    return std::move(*this);
  }
};

template <class T>
Field<T> text_field(std::string name, std::string T::*member) {
  Field<T> field{name, "string", [member](JsonWriter& w, const T& o, const Context&) { w.value(o.*member); }, {}};
  field.read = [member, name](T& o, const Json& in) -> Problem {
    if (in.is_null()) (o.*member).clear();
    else if (in.is_string()) o.*member = text::repair_utf8({in.get_string().data(), in.get_string().size()});
    else if (in.is_int64()) o.*member = std::to_string(in.get_int64());
    else return wrong_type(name, "string");
    return {};
  };
  return field;
}
// Written as null when empty.
template <class T>
Field<T> nullable_text(std::string name, std::string T::*member) {
  Field<T> field = text_field<T>(std::move(name), member);
  field.write = [member](JsonWriter& w, const T& o, const Context&) {
    if ((o.*member).empty()) w.null();
    else w.value(o.*member);
  };
  return field;
}
template <class T>
Field<T> flag(std::string name, bool T::*member) {
  Field<T> field{name, "boolean", [member](JsonWriter& w, const T& o, const Context&) { w.value(o.*member); }, {}};
  field.read = [member, name](T& o, const Json& in) -> Problem {
    if (in.is_bool()) o.*member = in.get_bool();
    else if (in.is_string() && (in.get_string() == "true" || in.get_string() == "false")) o.*member = in.get_string() == "true";
    else if (in.is_null()) o.*member = false;
    else return wrong_type(name, "boolean");
    return {};
  };
  return field;
}
template <class T, std::integral N>
Field<T> number(std::string name, N T::*member) {
  Field<T> field{name, "integer", [member](JsonWriter& w, const T& o, const Context&) { w.value(o.*member); }, {}};
  field.read = [member, name](T& o, const Json& in) -> Problem {
    if (in.is_null()) { o.*member = 0; return {}; }
    JsonObject holder{{"v", in}};
    const auto value = integer_at(holder, "v");
    if (!value) return wrong_type(name, "integer");
    o.*member = N(*value);
    return {};
  };
  return field;
}
// A reference to another row: null or a positive integer. That the row exists is checked by Resource::check.
template <class T, class Tag>
Field<T> reference(std::string name, Id<Tag> T::*member) {
  Field<T> field{name, "integer", [member](JsonWriter& w, const T& o, const Context&) { w.value(o.*member); }, {}};
  field.read = [member, name](T& o, const Json& in) -> Problem {
    if (in.is_null()) { o.*member = Id<Tag>{}; return {}; }
    JsonObject holder{{"v", in}};
    const auto value = integer_at(holder, "v");
    if (!value || *value < 0 || *value >= (1LL << 53)) return wrong_type(name, "id");
    o.*member = Id<Tag>(*value);
    return {};
  };
  return field;
}
template <class T>
Field<T> time_field(std::string name, Time T::*member) {
  Field<T> field{name, "date-time", [member](JsonWriter& w, const T& o, const Context&) { w.value(o.*member); }, {}};
  field.read = [member, name](T& o, const Json& in) -> Problem {
    if (in.is_null()) { o.*member = Time{}; return {}; }
    const auto value = in.is_string() ? parse_iso8601({in.get_string().data(), in.get_string().size()}) : std::nullopt;
    if (!value) return wrong_type(name, "date-time");
    o.*member = *value;
    return {};
  };
  return field;
}
template <class T>
Field<T> strings(std::string name, std::vector<std::string> T::*member) {
  Field<T> field{name, "array", [member](JsonWriter& w, const T& o, const Context&) { w.value(o.*member); }, {}};
  field.read = [member, name](T& o, const Json& in) -> Problem {
    std::vector<std::string> out;
    if (in.is_string()) {  // several clients send one text, separated by commas or blanks
      for (auto part : text::split(text::replace_all({in.get_string().data(), in.get_string().size()}, " ", ","), ','))
        if (!part.empty()) out.emplace_back(part);
    } else if (in.is_array()) {
      for (const Json& item : in.get_array()) {
        if (!item.is_string()) return wrong_type(name, "array of strings");
        out.emplace_back(item.get_string());
      }
    } else if (!in.is_null()) {
      return wrong_type(name, "array of strings");
    }
    o.*member = std::move(out);
    return {};
  };
  return field;
}
// A stored JSON document, any shape of the given type ("object" or "array").
template <class T>
Field<T> document(std::string name, RawJson T::*member, std::string type = "object") {
  Field<T> field{name, type, [member](JsonWriter& w, const T& o, const Context&) { w.value(o.*member); }, {}};
  field.read = [member, name, type](T& o, const Json& in) -> Problem {
    if (!in.is_null() && ((type == "object" && !in.is_object()) || (type == "array" && !in.is_array())))
      return wrong_type(name, type);
    (o.*member).text = to_string(in);
    return {};
  };
  return field;
}
template <class T>
Field<T> choice(std::string name, std::string T::*member, std::vector<std::string> allowed) {
  Field<T> field = nullable_text<T>(name, member);
  field.read = [member, name, allowed = std::move(allowed)](T& o, const Json& in) -> Problem {
    if (in.is_null()) { (o.*member).clear(); return {}; }
    if (in.is_string())
      for (const std::string& value : allowed)
        if (in.get_string() == value) { o.*member = value; return {}; }
    std::string list;
    for (const std::string& value : allowed) list += (list.empty() ? "" : ", ") + value;
    return FieldError{name, "InvalidValue", "error.field.not_allowed", {{"allowed", list}}};
  };
  return field;
}
// Written by a function, never read.
template <class T, class F>
Field<T> computed(std::string name, std::string type, F write) {
  return {std::move(name), std::move(type),
          [write = std::move(write)](JsonWriter& w, const T& o, const Context& c) { write(w, o, c); }, {}};
}
template <class T, class V>
Field<T> constant(std::string name, std::string type, V value) {
  return {std::move(name), std::move(type), [value](JsonWriter& w, const T&, const Context&) { w.value(value); }, {}};
}
template <class T>
Field<T> always_null(std::string name, std::string type) {
  return {std::move(name), std::move(type), [](JsonWriter& w, const T&, const Context&) { w.null(); }, {}};
}

}  // namespace sahay::api
