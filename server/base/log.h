// Structured log lines on standard error: one JSON-free line "time level area message key=value ...".
// Rule of use: no bodies of mails or comments at info; secrets are wrapped in Secret, which cannot be formatted.
// Threading: any thread; lines are written whole.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <type_traits>

namespace sahay {

// Holds a password, token or key. It has no formatter, so it cannot reach a log by accident.
class Secret {
 public:
  Secret() = default;
  explicit Secret(std::string value) : value_(std::move(value)) {}
  const std::string& reveal() const { return value_; }
  bool empty() const { return value_.empty(); }

 private:
  std::string value_;
};

namespace log {

enum class Level { debug, info, warning, error };

// One key and its value.
struct Field {
  std::string_view key;
  std::string value;

  Field(std::string_view k, std::string_view v) : key(k), value(v) {}
  Field(std::string_view k, const char* v) : key(k), value(v) {}
  Field(std::string_view k, const std::string& v) : key(k), value(v) {}
  template <class T>
    requires std::is_arithmetic_v<T>
  Field(std::string_view k, T v) : key(k), value(std::to_string(v)) {}
  Field(std::string_view, const Secret&) = delete;
};

void set_level(Level level);
void write(Level level, std::string_view area, std::string_view message, std::initializer_list<Field> fields = {});

inline void debug(std::string_view area, std::string_view message, std::initializer_list<Field> fields = {}) {
  write(Level::debug, area, message, fields);
}
inline void info(std::string_view area, std::string_view message, std::initializer_list<Field> fields = {}) {
  write(Level::info, area, message, fields);
}
inline void warning(std::string_view area, std::string_view message, std::initializer_list<Field> fields = {}) {
  write(Level::warning, area, message, fields);
}
inline void error(std::string_view area, std::string_view message, std::initializer_list<Field> fields = {}) {
  write(Level::error, area, message, fields);
}

}  // namespace log
}  // namespace sahay
