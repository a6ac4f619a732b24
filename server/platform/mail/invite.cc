#include "platform/mail/invite.h"

#include "base/text.h"

namespace sahay::mail {
namespace {

// Unfolds RFC 5545 lines: a line that starts with a blank continues the one before.
std::vector<std::string> content_lines(std::string_view calendar) {
  std::vector<std::string> lines;
  for (std::string_view line : text::split(calendar.substr(0, 1 << 20), '\n')) {
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (!lines.empty() && (line.starts_with(' ') || line.starts_with('\t'))) lines.back() += line.substr(1);
    else lines.emplace_back(line);
  }
  return lines;
}

std::string unescape(std::string_view s) {
  std::string out;
  for (std::size_t i = 0; i < s.size(); ++i) {
    if (s[i] == '\\' && i + 1 < s.size()) {
      ++i;
      out += s[i] == 'n' || s[i] == 'N' ? '\n' : s[i];
    } else {
      out += s[i];
    }
  }
  return out;
}

struct Property {
  std::string name;
  std::string parameters;
  std::string value;
};
Property split_property(std::string_view line) {
  bool quoted = false;
  std::size_t colon = 0;
  for (; colon < line.size(); ++colon) {
    if (line[colon] == '"') quoted = !quoted;
    if (line[colon] == ':' && !quoted) break;
  }
  const std::string_view head = line.substr(0, colon);
  const std::size_t semicolon = head.find(';');
  return {text::lower_ascii(head.substr(0, semicolon)), semicolon == head.npos ? "" : std::string(head.substr(semicolon + 1)),
          colon < line.size() ? std::string(line.substr(colon + 1)) : ""};
}

}  // namespace

std::optional<Invite> read_invite(std::string_view calendar) {
  Invite invite;
  bool in_event = false, seen = false;
  for (const std::string& line : content_lines(calendar)) {
    const Property p = split_property(line);
    if (p.name == "begin" && text::equal_ignoring_case(p.value, "VEVENT")) { in_event = !seen; seen = true; continue; }
    if (p.name == "end" && text::equal_ignoring_case(p.value, "VEVENT")) in_event = false;
    if (p.name == "method") invite.method = p.value;
    if (!in_event) continue;
    const std::string zoned = p.parameters.empty() ? p.value : p.parameters + ":" + p.value;
    if (p.name == "summary") invite.summary = unescape(p.value);
    if (p.name == "dtstart") invite.start = zoned;
    if (p.name == "dtend") invite.end = zoned;
    if (p.name == "location") invite.location = unescape(p.value);
    if (p.name == "organizer") {
      invite.organizer = text::starts_with_ignoring_case(p.value, "mailto:") ? p.value.substr(7) : p.value;
    }
  }
  if (!seen) return std::nullopt;
  invite.calendar = std::string(calendar);
  return invite;
}

}  // namespace sahay::mail
