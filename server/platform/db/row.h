// Parameters, cursors and the mapping of rows to described structs.
// Mapping: Id and Time are integers, 0 stands for NULL both ways; bool is an integer; RawJson and std::string are text;
// std::optional is a nullable column; Blob is bytes; std::vector<std::string> and std::vector<int64> are JSON text.
// Threading: as the Tx that gave them.
#pragma once

#include <array>
#include <boost/describe.hpp>
#include <boost/mp11.hpp>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/clock.h"
#include "base/id.h"
#include "base/json.h"

namespace sahay::db {

struct Blob {
  std::string bytes;
  bool operator==(const Blob&) const = default;
};
struct BlobView {
  std::string_view bytes;
};

// One bound value. Views: what they point to must live until run() returns.
using Param = std::variant<std::nullptr_t, std::int64_t, double, std::string_view, BlobView>;
using Params = std::span<const Param>;

// An owned value, for statements built at run time.
using Value = std::variant<std::nullptr_t, std::int64_t, double, std::string>;
std::vector<Param> views_of(const std::vector<Value>& values);

inline Param to_param(const Param& p) { return p; }
inline Param to_param(std::nullptr_t) { return nullptr; }
inline Param to_param(bool b) { return std::int64_t{b}; }
template <std::integral T>
  requires(!std::same_as<T, bool>)
Param to_param(T v) { return std::int64_t(v); }
inline Param to_param(double v) { return v; }
inline Param to_param(std::string_view v) { return v; }
inline Param to_param(const std::string& v) { return std::string_view(v); }
inline Param to_param(const char* v) { return std::string_view(v); }
inline Param to_param(const Blob& v) { return BlobView{v.bytes}; }
inline Param to_param(BlobView v) { return v; }
inline Param to_param(Time t) { return t ? Param{t.micros} : Param{nullptr}; }
inline Param to_param(const RawJson& raw) { return std::string_view(raw.text); }
template <class Tag>
Param to_param(Id<Tag> id) { return id ? Param{id.value} : Param{nullptr}; }
template <class T>
Param to_param(const std::optional<T>& v) { return v ? to_param(*v) : Param{nullptr}; }
template <class E>
  requires std::is_enum_v<E>
Param to_param(E v) { return std::int64_t(v); }

// One row at a time. Column numbers start at 0; text() stays valid until the next call of next(). NULL reads as 0 and as
// "" on both engines: one call a column where a mapping needs no more.
class Cursor {
 public:
  virtual ~Cursor() = default;
  virtual bool next() = 0;
  virtual int columns() const = 0;
  virtual std::string_view column_name(int column) const = 0;
  virtual bool is_null(int column) const = 0;
  virtual std::int64_t integer(int column) const = 0;
  virtual double real(int column) const = 0;
  virtual std::string_view text(int column) const = 0;  // also the bytes of a blob
  virtual std::int64_t changed() const = 0;             // rows changed by an insert, update or delete
};

std::vector<std::string> read_string_list(std::string_view json);
std::vector<std::int64_t> read_integer_list(std::string_view json);

inline void read_column(const Cursor& c, int i, bool& out) { out = c.integer(i) != 0; }
template <std::integral T>
  requires(!std::same_as<T, bool>)
void read_column(const Cursor& c, int i, T& out) { out = T(c.integer(i)); }
inline void read_column(const Cursor& c, int i, double& out) { out = c.is_null(i) ? 0 : c.real(i); }
inline void read_column(const Cursor& c, int i, std::string& out) { out = c.text(i); }
inline void read_column(const Cursor& c, int i, Blob& out) { out.bytes = c.text(i); }
inline void read_column(const Cursor& c, int i, Time& out) { out = Time{c.integer(i)}; }
inline void read_column(const Cursor& c, int i, RawJson& out) {
  if (c.is_null(i)) out.text = "null";
  else out.text = c.text(i);
}
inline void read_column(const Cursor& c, int i, std::vector<std::string>& out) {
  out = read_string_list(c.text(i));
}
inline void read_column(const Cursor& c, int i, std::vector<std::int64_t>& out) {
  out = read_integer_list(c.text(i));
}
template <class Tag>
void read_column(const Cursor& c, int i, Id<Tag>& out) { out = Id<Tag>(c.integer(i)); }
template <class E>
  requires std::is_enum_v<E>
void read_column(const Cursor& c, int i, E& out) { out = E(c.integer(i)); }
template <class T>
void read_column(const Cursor& c, int i, std::optional<T>& out) {
  if (c.is_null(i)) out.reset();
  else read_column(c, i, out.emplace());
}

// The column of each name; -1 where the query does not select it.
void match_columns(const Cursor& cursor, std::span<const std::string_view> names, int* columns);

// Which column holds each member, worked out once per result.
template <class T>
class RowReader {
  using Members = boost::describe::describe_members<T, boost::describe::mod_public | boost::describe::mod_inherited>;
  static constexpr std::size_t kMembers = boost::mp11::mp_size<Members>::value;

 public:
  explicit RowReader(const Cursor& cursor) {
    static constexpr auto names = [] {
      std::array<std::string_view, kMembers> out{};
      std::size_t member = 0;
      boost::mp11::mp_for_each<Members>([&](auto m) { out[member++] = m.name; });
      return out;
    }();
    match_columns(cursor, names, columns_);
  }
  T read(const Cursor& cursor) const {
    T out{};
    int member = 0;
    boost::mp11::mp_for_each<Members>([&](auto m) {
      const int column = columns_[member++];
      if (column >= 0) read_column(cursor, column, out.*m.pointer);
    });
    return out;
  }

 private:
  int columns_[kMembers + 1];
};

template <class T>
std::vector<T> read_all(Cursor& cursor) {
  std::vector<T> out;
  if (!cursor.next()) return out;
  const RowReader<T> reader(cursor);
  do out.push_back(reader.read(cursor));
  while (cursor.next());
  return out;
}
template <class T>
std::optional<T> read_one(Cursor& cursor) {
  if (!cursor.next()) return std::nullopt;
  return RowReader<T>(cursor).read(cursor);
}

}  // namespace sahay::db
