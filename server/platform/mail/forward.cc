#include "platform/mail/forward.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "platform/mail/addresses.h"
#include "platform/text/attribution.h"

namespace sahay::mail {
namespace {

using text::Separator;

bool forward_subject(std::string_view subject) {
  static constexpr std::array<std::string_view, 20> kPrefixes = {"fwd:", "fw:", "tr:", "wg:", "rv:", "enc:", "i:", "doorst:", "vs:", "vb:", "pd:", "fs:",
                                                                  "ilt:", "yml:", "пересл:", "fwd :", "tr :", "转发:", "轉寄:", "転送:"};
  const std::string folded = text::fold(text::trim(subject));
  for (std::string_view p : kPrefixes) {
    if (folded.starts_with(p)) return true;
  }
  return folded.starts_with("转发：") || folded.starts_with("轉寄：") || folded.starts_with("[fwd") || folded.starts_with("ফরওয়ার্ড:");
}

std::string_view unquoted(std::string_view line) {
  while (line.starts_with('>')) {
    line.remove_prefix(1);
    if (line.starts_with(' ')) line.remove_prefix(1);
  }
  return line;
}

bool is_quoted(std::string_view line) { return text::trim(line).starts_with('>'); }

std::string join(const std::vector<std::string_view>& lines, std::size_t from, std::size_t to) {
  std::string out;
  for (std::size_t i = from; i < to && i < lines.size(); ++i) {
    out += lines[i];
    out += '\n';
  }
  return std::string(text::trim(out));
}

// Text of the forwarded mail: to the end, or to the end of the quotation when its header was quoted.
std::string inner_text(const std::vector<std::string_view>& lines, std::size_t from, bool quoted) {
  std::string out;
  for (std::size_t i = from; i < lines.size(); ++i) {
    if (quoted && !is_quoted(lines[i]) && !text::trim(lines[i]).empty()) break;
    out += quoted ? unquoted(text::trim(lines[i])) : lines[i];
    out += '\n';
  }
  return std::string(text::trim(out));
}

Address address_of(const std::string& raw) {
  const auto list = parse_addresses(raw, {});
  Address found;
  if (!list.empty()) found = list.front();
  // "Name [mailto:a@b]", "a@b <mailto:a@b>": the address by its look.
  if (found.address.find('@') == std::string::npos) {
    if (std::string address = find_address(raw); !address.empty()) {
      found.address = address;
      std::string name = raw.substr(0, raw.find_first_of("[<("));
      found.name = std::string(text::trim(name));
    } else {
      found = {raw, ""};
    }
  }
  return found;
}

// "02.06.2025, 12:40, \"Sara\" <a@b>:" below a separator, as Yandex writes it.
bool attributed(std::string_view line, Forwarded& found) {
  line = text::trim(text::without_quote_marks(line));
  if (line.size() > 400 || !line.ends_with(':') || line.find('@') == line.npos) return false;
  line.remove_suffix(1);
  const std::size_t open = line.rfind('<');
  const std::string_view before = line.substr(0, open == line.npos ? line.size() : open);
  std::size_t name = before.find('"');
  if (name == before.npos) name = before.rfind(", ") == before.npos ? 0 : before.rfind(", ") + 2;
  found.from = address_of(std::string(line.substr(name)));
  found.date = text::trim(before.substr(0, name));
  return !found.from.address.empty();
}

// "-------- End of forwarded message --------"
void drop_end_line(std::string& inner) {
  const std::size_t at = inner.rfind('\n');
  const std::string last = text::fold(text::trim(std::string_view(inner).substr(at == inner.npos ? 0 : at + 1)));
  if (!last.starts_with("--") || !last.ends_with("--")) return;
  if (last.find("end of forwarded") == last.npos && last.find("конец пересылаемого") == last.npos && last.find("кінець") == last.npos) return;
  inner = std::string(text::trim(std::string_view(inner).substr(0, at == inner.npos ? 0 : at)));
}

// What the forwarder wrote, without the phone's line below it.
std::string top_of(const std::vector<std::string_view>& lines, std::size_t end) {
  while (end > 0 && (text::trim(lines[end - 1]).empty() || text::is_mobile_signature(lines[end - 1]))) --end;
  return join(lines, 0, end);
}

std::vector<std::string_view> lines_of(std::string_view s) {
  std::vector<std::string_view> lines = text::split(s, '\n');
  for (std::string_view& line : lines) {
    if (line.ends_with('\r')) line.remove_suffix(1);
  }
  return lines;
}

}  // namespace

std::optional<Forwarded> find_forward(std::string_view source, std::string_view subject) {
  const std::vector<std::string_view> lines = lines_of(source);
  const bool by_subject = forward_subject(subject);
  for (std::size_t i = 0; i < std::min<std::size_t>(lines.size(), 5000); ++i) {
    const Separator separator = text::separator_of(lines[i]);
    std::size_t header = i;
    if (separator != Separator::none) {
      for (++header; header < lines.size() && text::trim(text::without_quote_marks(lines[header])).empty();) ++header;
    }
    Forwarded found;
    found.certain = by_subject || separator == Separator::forwarded;
    const text::MailHeaderBlock block = header < lines.size() ? text::find_header_block(lines, header) : text::MailHeaderBlock{};
    if (block.lines > 0) {
      found.from = address_of(block.from);
      found.subject = block.subject;
      found.date = block.date;
      found.to = block.to;
      found.text = inner_text(lines, header + block.lines, is_quoted(lines[header]));
      // "____" above an Outlook header is not what the forwarder wrote.
      std::size_t top = i;
      while (top > 0 && (text::is_rule(lines[top - 1]) || text::trim(lines[top - 1]).empty())) --top;
      found.text_top = top_of(lines, top);
      return found;
    }
    if (separator == Separator::forwarded) {
      found.text_top = top_of(lines, i);
      if (header < lines.size() && attributed(lines[header], found)) ++header;
      found.text = inner_text(lines, header, header < lines.size() && is_quoted(lines[header]));
      drop_end_line(found.text);
      return found;
    }
  }
  return std::nullopt;
}

}  // namespace sahay::mail
