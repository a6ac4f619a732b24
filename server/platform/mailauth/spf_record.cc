#include "platform/mailauth/spf_record.h"

#include <arpa/inet.h>

#include <cstring>

#include "base/text.h"

namespace sahay::mailauth {
namespace {

constexpr std::size_t kMostTerms = 500;

bool letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool digit(char c) { return c >= '0' && c <= '9'; }

// "24" without a leading zero, at most `most`.
std::optional<int> prefix_of(std::string_view digits, int most) {
  if (digits.empty() || digits.size() > 3 || (digits.size() > 1 && digits[0] == '0')) return std::nullopt;
  int value = 0;
  for (const char c : digits) {
    if (!digit(c)) return std::nullopt;
    value = value * 10 + (c - '0');
  }
  if (value > most) return std::nullopt;
  return value;
}

// Takes "/24" off the end; false when what stands there is no prefix.
bool take_prefix(std::string_view& text, std::string_view slash, int most, int& out) {
  std::size_t digits = 0;
  while (digits < text.size() && digit(text[text.size() - 1 - digits])) ++digits;
  const std::string_view head = text.substr(0, text.size() - digits);
  if (!head.ends_with(slash)) return true;
  const auto value = prefix_of(text.substr(text.size() - digits), most);
  if (!value) return false;
  out = *value;
  text = head.substr(0, head.size() - slash.size());
  return true;
}

std::optional<net::Cidr> network_of(std::string_view text, bool v6) {
  int prefix = v6 ? 128 : 32;
  if (!take_prefix(text, "/", prefix, prefix)) return std::nullopt;
  net::Cidr out;
  const std::string address(text);
  if (v6) {
    if (inet_pton(AF_INET6, address.c_str(), out.network.bytes.data()) != 1) return std::nullopt;
  } else {
    if (inet_pton(AF_INET, address.c_str(), out.network.bytes.data() + 12) != 1) return std::nullopt;
    out.network.bytes[10] = out.network.bytes[11] = 0xFF;
  }
  out.prefix = v6 ? prefix : prefix + 96;
  return out;
}

struct Name {
  std::string_view word;
  SpfTerm::Kind kind;
};
constexpr Name kNames[] = {{"all", SpfTerm::Kind::all}, {"include", SpfTerm::Kind::include}, {"a", SpfTerm::Kind::a},
                           {"mx", SpfTerm::Kind::mx},   {"ptr", SpfTerm::Kind::ptr},         {"ip4", SpfTerm::Kind::ip4},
                           {"ip6", SpfTerm::Kind::ip6}, {"exists", SpfTerm::Kind::exists}};

// What follows the name of a mechanism.
bool read_argument(std::string_view rest, SpfTerm& term) {
  using Kind = SpfTerm::Kind;
  if (term.kind == Kind::all) return rest.empty();
  if (term.kind == Kind::ip4 || term.kind == Kind::ip6) {
    if (!rest.starts_with(':')) return false;
    const auto network = network_of(rest.substr(1), term.kind == Kind::ip6);
    if (network) term.network = *network;
    return network.has_value();
  }
  if (term.kind == Kind::a || term.kind == Kind::mx)
    if (!take_prefix(rest, "//", 128, term.prefix6) || !take_prefix(rest, "/", 32, term.prefix4)) return false;
  if (rest.empty()) return term.kind != Kind::include && term.kind != Kind::exists;
  if (!rest.starts_with(':') || !is_domain_spec(rest.substr(1))) return false;
  term.domain = rest.substr(1);
  return true;
}

bool read_mechanism(std::string_view text, SpfTerm& out) {
  out.text = text;
  switch (text.front()) {
    case '-': out.result = SpfResult::fail; break;
    case '~': out.result = SpfResult::softfail; break;
    case '?': out.result = SpfResult::neutral; break;
    case '+': break;
    default: out.result = SpfResult::pass;
  }
  if (text.front() == '-' || text.front() == '~' || text.front() == '?' || text.front() == '+') text.remove_prefix(1);
  const std::string_view word = text.substr(0, text.find_first_of(":/"));
  for (const auto& name : kNames) {
    if (!text::equal_ignoring_case(word, name.word)) continue;
    out.kind = name.kind;
    return read_argument(text.substr(word.size()), out);
  }
  return false;
}

bool is_modifier_name(std::string_view name) {
  if (name.empty() || !letter(name[0])) return false;
  for (const char c : name)
    if (!letter(c) && !digit(c) && c != '-' && c != '_' && c != '.') return false;
  return true;
}

}  // namespace

bool is_spf_record(std::string_view text) {
  return text::starts_with_ignoring_case(text, "v=spf1") && (text.size() == 6 || text[6] == ' ');
}

std::optional<SpfRecord> read_spf_record(std::string_view text) {
  for (const char c : text)
    if (c < 0x20 || c == 0x7F) return std::nullopt;
  SpfRecord out;
  bool explained = false, redirected = false;
  std::size_t count = 0;
  for (const std::string_view term : text::split(text.substr(6), ' ')) {
    if (term.empty()) continue;
    if (++count > kMostTerms) return std::nullopt;
    const auto sign = term.find_first_of(":/=");
    if (sign != term.npos && term[sign] == '=') {
      const std::string_view name = term.substr(0, sign), value = term.substr(sign + 1);
      if (!is_modifier_name(name) || !is_macro_string(value)) return std::nullopt;
      const bool redirect = text::equal_ignoring_case(name, "redirect");
      if (!redirect && !text::equal_ignoring_case(name, "exp")) continue;  // unknown ones count for nothing
      bool& seen = redirect ? redirected : explained;
      if (seen || !is_domain_spec(value)) return std::nullopt;
      seen = true;
      if (redirect) out.redirect = value;
      continue;
    }
    SpfTerm mechanism;
    if (!read_mechanism(term, mechanism)) return std::nullopt;
    out.terms.push_back(std::move(mechanism));
  }
  return out;
}

}  // namespace sahay::mailauth
