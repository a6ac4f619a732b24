#include <algorithm>

#include "base/text.h"
#include "platform/mailauth/spf_record.h"

namespace sahay::mailauth {
namespace {

constexpr std::size_t kMostName = 253;
constexpr std::string_view kLetters = "slodiphv";
constexpr std::string_view kDelimiters = ".-+,/_=";

struct Macro {
  char letter = 0;       // lower case; 0 = the literal in `text`
  bool escaped = false;  // an upper-case letter
  int parts = 0;         // 0 = all
  bool reversed = false;
  std::string_view delimiters = ".";
  std::string_view text{};
};

// One piece of a macro string, taken off its front; nothing when it is malformed.
std::optional<Macro> take(std::string_view& s) {
  Macro out;
  if (s[0] != '%') {
    const auto end = std::min(s.find('%'), s.size());
    out.text = s.substr(0, end);
    s.remove_prefix(end);
    return out;
  }
  if (s.size() < 2) return std::nullopt;
  if (s[1] == '%' || s[1] == '_' || s[1] == '-') {
    out.text = s[1] == '%' ? "%" : s[1] == '_' ? " " : "%20";
    s.remove_prefix(2);
    return out;
  }
  const auto end = s.find('}');
  if (s[1] != '{' || end == s.npos || end == 2) return std::nullopt;
  std::string_view inner = s.substr(2, end - 2);
  s.remove_prefix(end + 1);
  out.letter = char(inner[0] | 0x20);
  out.escaped = inner[0] >= 'A' && inner[0] <= 'Z';
  if (kLetters.find(out.letter) == kLetters.npos) return std::nullopt;
  inner.remove_prefix(1);
  bool counted = false;
  for (; !inner.empty() && inner[0] >= '0' && inner[0] <= '9'; inner.remove_prefix(1)) {
    counted = true;
    out.parts = std::min(out.parts * 10 + (inner[0] - '0'), 1000);
  }
  if (counted && out.parts == 0) return std::nullopt;
  if (!inner.empty() && (inner[0] | 0x20) == 'r') {
    out.reversed = true;
    inner.remove_prefix(1);
  }
  if (inner.find_first_not_of(kDelimiters) != inner.npos) return std::nullopt;
  if (!inner.empty()) out.delimiters = inner;
  return out;
}

// IPv4 dotted; IPv6 as 32 dotted nibbles (RFC 7208 7.3).
std::string dotted(const net::Address& address) {
  if (address.is_v4()) return address.to_string();
  static constexpr char kHex[] = "0123456789abcdef";
  std::string out;
  for (const auto byte : address.bytes) {
    if (!out.empty()) out += '.';
    out += kHex[byte >> 4];
    out += '.';
    out += kHex[byte & 15];
  }
  return out;
}

std::string value_of(char letter, const SpfScene& scene) {
  switch (letter) {
    case 's': return scene.local_part + "@" + scene.sender_domain;
    case 'l': return scene.local_part;
    case 'o': return scene.sender_domain;
    case 'd': return scene.domain;
    case 'i': return dotted(scene.question.client);
    case 'p': return scene.validated_name();
    case 'h': return scene.question.helo;
    case 'v': return scene.question.client.is_v4() ? "in-addr" : "ip6";
    default: return {};
  }
}

std::string transformed(const std::string& value, const Macro& macro) {
  std::vector<std::string_view> parts;
  std::string_view rest = value;
  for (;;) {
    const auto end = rest.find_first_of(macro.delimiters);
    parts.push_back(rest.substr(0, end));
    if (end == rest.npos) break;
    rest.remove_prefix(end + 1);
  }
  if (macro.reversed) std::reverse(parts.begin(), parts.end());
  const std::size_t keep = macro.parts == 0 ? parts.size() : std::min(parts.size(), std::size_t(macro.parts));
  std::string out;
  for (std::size_t i = parts.size() - keep; i < parts.size(); ++i) {
    if (!out.empty() || i > parts.size() - keep) out += '.';
    out += parts[i];
  }
  return macro.escaped ? text::percent_encode(out) : out;
}

}  // namespace

bool is_macro_string(std::string_view text) {
  while (!text.empty())
    if (!take(text)) return false;
  return true;
}

bool is_domain_spec(std::string_view text) {
  if (text.empty() || !is_macro_string(text)) return false;
  std::string_view rest = text;
  Macro last;
  std::string_view tail;
  while (!rest.empty()) {
    const bool macro = rest[0] == '%';
    last = *take(rest);
    tail = macro ? std::string_view() : last.text;
  }
  if (tail.empty()) return true;  // ends in a macro
  if (tail.ends_with('.')) tail.remove_suffix(1);
  const auto dot = tail.rfind('.');
  if (dot == tail.npos) return false;
  const std::string_view top = tail.substr(dot + 1);
  if (top.empty() || top.front() == '-' || top.back() == '-') return false;
  bool word = false;
  for (const char c : top) {
    const bool number = c >= '0' && c <= '9';
    const bool alpha = (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
    if (!number && !alpha && c != '-') return false;
    word = word || !number;
  }
  return word;
}

std::string expand(std::string_view text, const SpfScene& scene) {
  std::string out;
  while (!text.empty()) {
    const auto macro = take(text);
    if (!macro) return {};
    out += macro->letter ? transformed(value_of(macro->letter, scene), *macro) : std::string(macro->text);
    if (out.size() > 10'000) return {};
  }
  if (out.ends_with('.')) out.pop_back();
  while (out.size() > kMostName) {
    const auto dot = out.find('.');
    if (dot == out.npos) return {};
    out.erase(0, dot + 1);
  }
  return out;
}

}  // namespace sahay::mailauth
