#include "platform/mail/smtp_reply.h"

#include "base/text.h"

namespace sahay::mail {
namespace {

constexpr std::size_t kMaxLines = 200;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// "5.1.1 text" -> length of "5.1.1", 0 when the text does not start with an enhanced code of this class.
std::size_t enhanced_length(std::string_view text, char digit) {
  if (text.size() < 5 || text[0] != digit || text[1] != '.') return 0;
  std::size_t i = 2;
  for (int part = 0; part < 2; ++part) {
    const std::size_t start = i;
    while (i < text.size() && is_digit(text[i])) ++i;
    if (i == start || i - start > 3) return 0;
    if (part == 0 && (i >= text.size() || text[i++] != '.')) return 0;
  }
  return i == text.size() || text[i] == ' ' ? i : 0;
}

}  // namespace

std::string SmtpReply::text() const {
  std::string out;
  for (const auto& line : lines) {
    if (out.size() > 500) break;
    if (!out.empty()) out += ' ';
    out += line;
  }
  return std::string(text::first(text::repair_utf8(out), 500));
}

Result<bool> SmtpReplyParser::add_line(std::string_view line) {
  const auto broken = [&](std::string_view why) {
    return Error{ErrorCode::unavailable, "mail.error.protocol",
                 std::string(why) + ": " + std::string(line.substr(0, 80))};
  };
  if (line.size() < 3 || !is_digit(line[0]) || !is_digit(line[1]) || !is_digit(line[2])) return broken("no reply code");
  if (line.size() > 3 && line[3] != ' ' && line[3] != '-') return broken("no reply code");
  const int code = (line[0] - '0') * 100 + (line[1] - '0') * 10 + (line[2] - '0');
  if (code < 200 || code > 599) return broken("unknown reply code");
  if (!reply_.lines.empty() && code != reply_.code) return broken("reply code changes");
  if (reply_.lines.size() >= kMaxLines) return broken("reply too long");
  reply_.code = code;
  std::string_view rest = line.substr(std::min<std::size_t>(4, line.size()));
  if (const auto size = enhanced_length(rest, line[0])) {
    if (reply_.enhanced.empty()) reply_.enhanced = rest.substr(0, size);
    rest = text::trim(rest.substr(size));
  }
  reply_.lines.emplace_back(rest);
  return line.size() == 3 || line[3] == ' ';
}

SmtpReply SmtpReplyParser::take() { return std::exchange(reply_, {}); }

}  // namespace sahay::mail
