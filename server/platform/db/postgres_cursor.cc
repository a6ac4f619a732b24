#include "platform/db/postgres_cursor.h"

#include <libpq-fe.h>

#include <charconv>

namespace sahay::db {
namespace {

constexpr Oid kBytea = 17;

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  return (c | 0x20) - 'a' + 10;
}

// bytea_output = hex: "\x0a0b".
std::string decode_bytes(std::string_view text) {
  std::string out;
  if (!text.starts_with("\\x")) return out;
  out.reserve(text.size() / 2);
  for (std::size_t i = 2; i + 1 < text.size(); i += 2) out += char(hex_digit(text[i]) * 16 + hex_digit(text[i + 1]));
  return out;
}

}  // namespace

PostgresCursor::PostgresCursor(Result result) : result_(std::move(result)), rows_(PQntuples(result_.get())) {}

bool PostgresCursor::next() {
  if (row_ < rows_) ++row_;
  bytes_.clear();
  return row_ < rows_;
}

int PostgresCursor::columns() const { return PQnfields(result_.get()); }
std::string_view PostgresCursor::column_name(int column) const { return PQfname(result_.get(), column); }
bool PostgresCursor::is_null(int column) const { return PQgetisnull(result_.get(), row_, column); }

std::string_view PostgresCursor::raw(int column) const {
  return {PQgetvalue(result_.get(), row_, column), std::size_t(PQgetlength(result_.get(), row_, column))};
}

std::int64_t PostgresCursor::integer(int column) const {
  const std::string_view text = raw(column);
  std::int64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return text == "t" ? 1 : value;
}

double PostgresCursor::real(int column) const {
  const std::string_view text = raw(column);
  double value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

std::string_view PostgresCursor::text(int column) const {
  if (PQftype(result_.get(), column) != kBytea || is_null(column)) return raw(column);
  if (bytes_.empty()) bytes_.resize(columns());
  if (bytes_[column].empty()) bytes_[column] = decode_bytes(raw(column));
  return bytes_[column];
}

std::int64_t PostgresCursor::changed() const {
  const std::string_view tag = PQcmdStatus(result_.get());
  if (tag.starts_with("SELECT")) return 0;
  const std::string_view count = PQcmdTuples(result_.get());
  std::int64_t value = 0;
  std::from_chars(count.data(), count.data() + count.size(), value);
  return value;
}

}  // namespace sahay::db
