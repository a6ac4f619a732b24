#include <algorithm>

#include "base/text.h"
#include "platform/text/html.h"

namespace sahay::text {
namespace {

bool url_char(char c) {
  const auto u = static_cast<unsigned char>(c);
  return u > 32 && u != 127 && c != '<' && c != '>' && c != '"' && c != '`' && c != '{' && c != '}' && c != '|' && c != '\\';
}

// Length of the address that starts at `s`, without the punctuation that ends a sentence.
std::size_t url_length(std::string_view s) {
  std::size_t end = 0;
  while (end < s.size() && url_char(s[end])) ++end;
  std::size_t opened = 0, closed = 0;
  for (char c : s.substr(0, end)) {
    opened += c == '(';
    closed += c == ')';
  }
  while (end > 0) {
    const char last = s[end - 1];
    if (last == ')' && closed > opened) { --end; --closed; continue; }
    if (std::string_view(".,;:!?'*_]").find(last) != std::string_view::npos) { --end; continue; }
    break;
  }
  return end;
}

void append_link(std::string& out, std::string_view href, std::string_view shown) {
  out += "<a href=\"" + escape_html(href) + "\" rel=\"noopener noreferrer nofollow\" target=\"_blank\">" + escape_html(shown) + "</a>";
}

bool mail_char(char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '.' || c == '_' || c == '-' || c == '+'; }

void append_line(std::string& out, std::string_view line) {
  std::size_t done = 0;
  for (std::size_t i = 0; i < line.size();) {
    // Addresses begin with "http" or "www." or have an "@".
    const char c = char(line[i] | 0x20), next = i + 1 < line.size() ? char(line[i + 1] | 0x20) : ' ';
    if (line[i] != '@' && !(c == 'h' && next == 't') && !(c == 'w' && next == 'w')) {
      ++i;
      continue;
    }
    const std::string_view rest = line.substr(i);
    const bool boundary = i == 0 || !std::isalnum(static_cast<unsigned char>(line[i - 1]));
    if (boundary && (starts_with_ignoring_case(rest, "http://") || starts_with_ignoring_case(rest, "https://") || starts_with_ignoring_case(rest, "www."))) {
      const std::size_t length = url_length(rest);
      if (length > 10) {
        out += escape_html(line.substr(done, i - done));
        const std::string shown(rest.substr(0, length));
        append_link(out, starts_with_ignoring_case(shown, "www.") ? "https://" + shown : shown, shown);
        done = i += length;
        continue;
      }
    }
    if (line[i] == '@') {
      std::size_t begin = i, end = i + 1;
      while (begin > done && i - begin < 64 && mail_char(line[begin - 1])) --begin;
      while (end < line.size() && end - i < 255 && mail_char(line[end])) ++end;
      while (end > i + 1 && !std::isalnum(static_cast<unsigned char>(line[end - 1]))) --end;
      if (begin < i && line.substr(i + 1, end - i - 1).find('.') != line.npos) {
        out += escape_html(line.substr(done, begin - done));
        append_link(out, "mailto:" + std::string(line.substr(begin, end - begin)), line.substr(begin, end - begin));
        done = i = end;
        continue;
      }
    }
    ++i;
  }
  out += escape_html(line.substr(done));
}

}  // namespace

std::string text_to_html(std::string_view text) {
  static constexpr std::size_t kDeepestQuote = 20;
  std::string out;
  out.reserve(text.size() + text.size() / 4);
  std::size_t depth = 0;
  bool first = true;
  for (std::string_view line : split(text, '\n')) {
    if (line.ends_with('\r')) line.remove_suffix(1);
    std::size_t quoted = 0;
    std::string_view rest = line;
    while (rest.starts_with('>') && quoted < kDeepestQuote) {
      ++quoted;
      rest.remove_prefix(1);
      if (rest.starts_with(' ')) rest.remove_prefix(1);
    }
    if (quoted == depth && !first) out += "<br>\n";
    for (; depth < quoted; ++depth) out += "<blockquote>";
    for (; depth > quoted; --depth) out += "</blockquote>";
    append_line(out, rest);
    first = false;
  }
  for (; depth > 0; --depth) out += "</blockquote>";
  while (out.ends_with("<br>\n")) out.resize(out.size() - 5);
  return out;
}

}  // namespace sahay::text
