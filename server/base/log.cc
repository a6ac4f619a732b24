#include "base/log.h"

#include <unistd.h>

#include <atomic>

#include "base/clock.h"

namespace sahay::log {
namespace {

std::atomic<Level> threshold{Level::info};

constexpr std::string_view name(Level level) {
  switch (level) {
    case Level::debug: return "debug";
    case Level::info: return "info";
    case Level::warning: return "warning";
    case Level::error: return "error";
  }
  return "?";
}

// Values come from outside too: quote them, and let no line break forge a second line.
void append_value(std::string& line, std::string_view value) {
  const bool plain = !value.empty() && value.find_first_of(" \"=\\\t\r\n") == value.npos;
  if (plain) {
    for (unsigned char c : value) line += c < 0x20 ? '?' : char(c);
    return;
  }
  line += '"';
  for (unsigned char c : value) {
    if (c == '"' || c == '\\') line += '\\';
    line += c < 0x20 ? ' ' : char(c);
  }
  line += '"';
}

}  // namespace

void set_level(Level level) { threshold = level; }

void write(Level level, std::string_view area, std::string_view message, std::initializer_list<Field> fields) {
  if (level < threshold.load(std::memory_order_relaxed)) return;
  std::string line = to_iso8601(SystemClock{}.now());
  line.append(1, ' ').append(name(level)).append(1, ' ').append(area).append(": ").append(message);
  for (const Field& field : fields) {
    line.append(1, ' ').append(field.key).append(1, '=');
    append_value(line, field.value);
  }
  line += '\n';
  // One write() per line keeps lines of several threads whole.
  [[maybe_unused]] const auto written = ::write(STDERR_FILENO, line.data(), line.size());
}

}  // namespace sahay::log
