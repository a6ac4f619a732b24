#include "platform/mail/addresses.h"

#include <algorithm>

#include "base/text.h"

namespace sahay::mail {
namespace {

constexpr std::size_t kMaxAddresses = 2000;

bool address_char(char c) {
  const auto u = static_cast<unsigned char>(c);
  return u > 32 && u != 127 && std::string_view("<>()[],;:\\\"").find(c) == std::string_view::npos;
}

// One entry of the list, cut into its roles.
struct Entry {
  std::string outside;               // words outside of brackets and comments, quotes resolved
  std::string bracket;               // inside the last < >
  std::string comment;
  bool has_bracket = false;
  bool quoted = false;
};

std::string squeeze(std::string_view s) {
  std::string out;
  for (char c : text::trim(s)) {
    if ((c == ' ' || c == '\t') && out.ends_with(' ')) continue;
    out += c == '\t' ? ' ' : c;
  }
  return out;
}

std::string strip_quotes(std::string s) {
  std::string_view v = text::trim(s);
  while (v.size() >= 2 && ((v.front() == '"' && v.back() == '"') || (v.front() == '\'' && v.back() == '\''))) {
    v = text::trim(v.substr(1, v.size() - 2));
  }
  return std::string(v);
}

Address resolve(const Entry& entry, const DecodeHints& hints) {
  Address result;
  const std::string outside = decode_text(entry.outside, hints);
  if (entry.has_bracket) {
    result.address = clean_address(entry.bracket);
    if (result.address.empty() && !entry.bracket.empty()) {
      const std::string decoded = decode_text(entry.bracket, hints);
      result.address = clean_address(decoded);
      if (result.address.empty()) result.address = find_address(decoded);
    }
    result.name = strip_quotes(outside);
    if (result.address.empty()) {
      // `"LTD" <>`: the name may hold the address.
      if (entry.bracket.empty()) result.address.clear();
      if (std::string found = find_address(outside); !found.empty()) {
        result.address = found;
        if (text::equal_ignoring_case(found, result.name)) result.name.clear();
      } else {
        const std::string_view local = text::trim(entry.bracket);
        const bool word = !local.empty() && std::all_of(local.begin(), local.end(), address_char);
        if (word) result.address = std::string(local);
      }
    }
  } else {
    std::string found = clean_address(outside);
    if (found.empty()) found = find_address(outside);
    if (!found.empty()) {
      result.address = found;
      std::string rest = outside;
      if (const std::size_t at = text::lower_ascii(rest).find(text::lower_ascii(found)); at != rest.npos) rest.erase(at, found.size());
      result.name = strip_quotes(squeeze(rest));
      if (result.name.find_first_not_of(" .,;:'\"<>-") == std::string::npos) result.name.clear();
    } else if (entry.quoted) {
      result.name = strip_quotes(outside);
    } else {
      const std::string_view word = text::trim(outside);
      // "MAILER-DAEMON (Mail Delivery System)": a local part alone; without the comment a word is a name.
      const bool local = !entry.comment.empty() && !word.empty() && word.find(' ') == word.npos && std::all_of(word.begin(), word.end(), address_char);
      (local ? result.address : result.name) = std::string(word);
    }
  }
  if (!entry.comment.empty()) {
    const std::string comment = decode_text(entry.comment, hints);
    if (result.address.find('@') == std::string::npos) {
      if (std::string found = find_address(comment); !found.empty()) {
        if (result.name.empty() && !result.address.empty()) result.name = result.address;
        result.address = found;
      } else if (result.name.empty()) {
        result.name = strip_quotes(squeeze(comment));
      }
    } else if (result.name.empty()) {
      result.name = strip_quotes(squeeze(comment));
    } 
  }
  return result;
}

class ListReader {
 public:
  ListReader(std::string_view s, const DecodeHints& hints) : s_(s), hints_(hints) {}

  std::vector<Address> read() {
    for (at_ = 0; at_ < s_.size() && found_.size() < kMaxAddresses;) step();
    finish();
    return std::move(found_);
  }

 private:
  void step() {
    const char c = s_[at_];
    switch (c) {
      case '"': quoted(); return;
      case '(':
        if (!unclosed_comment_) { comment(); return; }
        entry_.outside += c;
        ++at_;
        return;
      case '<': bracket(); return;
      case ',': finish(); ++at_; return;
      case ';':
        finish();
        in_group_ = false;
        ++at_;
        return;
      case ':':
        // "Group: a@b, c@d;" - but not "mailto:a@b" or a host:port.
        if (!entry_.has_bracket && entry_.outside.find('@') == std::string::npos &&
            !text::equal_ignoring_case(text::trim(entry_.outside), "mailto") && !in_group_) {
          entry_ = {};
          in_group_ = true;
        } else if (!text::equal_ignoring_case(text::trim(entry_.outside), "mailto")) {
          entry_.outside += c;
        } else {
          entry_ = {};
        }
        ++at_;
        return;
      case '=':
        if (s_.substr(at_).starts_with("=?")) { encoded_word(); return; }
        [[fallthrough]];
      default:
        // A second address behind white space without a comma: "<a@b> c@d".
        if (entry_.has_bracket && address_char(c) && next_is_address()) finish();
        entry_.outside += c;
        ++at_;
    }
  }

  bool next_is_address() const {
    if (entry_.bracket.empty()) return false;
    std::size_t end = at_;
    while (end < s_.size() && address_char(s_[end])) ++end;
    return plausible_address(s_.substr(at_, end - at_));
  }

  void quoted() {
    entry_.quoted = true;
    // An unclosed quote must not swallow the list: it then counts as a plain character.
    std::size_t end = at_ + 1;
    while (end < s_.size() && s_[end] != '"') end += s_[end] == '\\' && end + 1 < s_.size() ? 2 : 1;
    if (end >= s_.size()) { ++at_; return; }
    const bool local_part = end + 1 < s_.size() && s_[end + 1] == '@';
    if (local_part) entry_.outside += '"';
    for (std::size_t i = at_ + 1; i < end; ++i) {
      if (s_[i] == '\\' && i + 1 < end) ++i;
      entry_.outside += s_[i];
    }
    if (local_part) entry_.outside += '"';
    at_ = end + 1;
  }

  void comment() {
    int depth = 0;
    std::string inside;
    std::size_t i = at_;
    for (; i < s_.size(); ++i) {
      if (s_[i] == '\\' && i + 1 < s_.size()) { inside += s_[++i]; continue; }
      if (s_[i] == '(' && ++depth == 1) continue;
      if (s_[i] == ')' && --depth == 0) break;
      inside += s_[i];
    }
    if (i >= s_.size()) {  // never closed, and no later one will be
      unclosed_comment_ = true;
      entry_.outside += s_[at_++];
      return;
    }
    if (!entry_.comment.empty()) entry_.comment += ' ';
    entry_.comment += inside;
    at_ = i + 1;
  }

  void bracket() {
    std::size_t begin = at_ + 1;
    while (begin < s_.size() && (s_[begin] == '<' || s_[begin] == ' ')) ++begin;
    std::size_t end = begin;
    bool quote = false;
    while (end < s_.size() && (quote || s_[end] != '>')) {
      if (s_[end] == '"') quote = !quote;
      if (!quote && (s_[end] == '<' || (s_[end] == ',' && (last_close_ == s_.npos || last_close_ < end)))) break;
      ++end;
    }
    if (end >= s_.size() && quote) end = std::min(s_.find('>', begin), s_.size());
    if (entry_.has_bracket && !entry_.bracket.empty()) {
      // "<a@b> <c@d>" is two entries; `"x" <name> <a@b>` is one.
      if (plausible_address(text::trim(entry_.bracket))) finish();
      else entry_.outside += " " + entry_.bracket;
    }
    entry_.has_bracket = true;
    entry_.bracket = without_comments(s_.substr(begin, end - begin));
    at_ = end;
    while (at_ < s_.size() && s_[at_] == '>') ++at_;
  }

  // "<c@(Chris's host.)public.example>"
  static std::string without_comments(std::string_view s) {
    const std::size_t open = s.find('(');
    const std::size_t close = open == s.npos ? s.npos : s.find(')', open);
    if (close == s.npos) return std::string(s);
    return std::string(s.substr(0, open)) + without_comments_tail(s.substr(close + 1));
  }
  static std::string without_comments_tail(std::string_view s) {
    std::string out;
    int depth = 0;
    for (char c : s) {
      if (c == '(') ++depth;
      else if (c == ')' && depth > 0) --depth;
      else if (depth == 0) out += c;
    }
    return out;
  }

  void encoded_word() {
    // Up to "?=", so that commas and brackets inside are not syntax.
    std::size_t mark = s_.find('?', at_ + 2);
    if (mark != s_.npos) mark = s_.find('?', mark + 1);
    std::size_t end = mark == s_.npos ? s_.npos : s_.find("?=", mark + 1);
    if (end == s_.npos || s_.substr(at_, end - at_).find_first_of(" <") != s_.npos) {
      entry_.outside += s_[at_++];
      return;
    }
    entry_.outside += s_.substr(at_, end + 2 - at_);
    at_ = end + 2;
  }

  void finish() {
    const bool something = entry_.has_bracket || !text::trim(entry_.outside).empty();
    if (something) {
      Address address = resolve(entry_, hints_);
      if (!address.name.empty() || !address.address.empty()) found_.push_back(std::move(address));
    }
    entry_ = {};
  }

  std::string_view s_;
  const DecodeHints& hints_;
  std::size_t at_ = 0;
  bool in_group_ = false;
  bool unclosed_comment_ = false;
  std::size_t last_close_ = s_.rfind('>');
  Entry entry_;
  std::vector<Address> found_;
};

// "Doe, John <john@x>" without quotes is cut at its comma: the first half has no address and belongs to the second.
void join_split_names(std::vector<Address>& list) {
  for (std::size_t i = 0; i + 1 < list.size();) {
    const bool half = list[i].address.find('@') == std::string::npos && list[i + 1].address.find('@') != std::string::npos &&
                      !list[i + 1].name.empty();
    if (!half) { ++i; continue; }
    const std::string& first = list[i].name.empty() ? list[i].address : list[i].name;
    list[i + 1].name = first + ", " + list[i + 1].name;
    list.erase(list.begin() + static_cast<std::ptrdiff_t>(i));
  }
}

}  // namespace

bool plausible_address(std::string_view a) {
  const std::size_t at = a.rfind('@');
  if (at == a.npos || at == 0 || at + 1 >= a.size() || a.size() > 320) return false;
  std::string_view local = a.substr(0, at), domain = a.substr(at + 1);
  if (local.front() == '"' && local.back() == '"' && local.size() > 2) {
    if (local.find_first_of("\r\n") != local.npos) return false;
  } else if (!std::all_of(local.begin(), local.end(), address_char)) {
    return false;
  }
  if (domain.front() == '[' && domain.back() == ']') return domain.size() > 2;
  return std::all_of(domain.begin(), domain.end(), [](char c) {
    const auto u = static_cast<unsigned char>(c);
    return u >= 0x80 || std::isalnum(u) || c == '.' || c == '-' || c == '_';
  });
}

std::string clean_address(std::string_view raw) {
  std::string s(text::trim(raw));
  if (text::starts_with_ignoring_case(s, "mailto:")) s.erase(0, 7);
  while (!s.empty() && std::string_view("<>'\" ,;").find(s.back()) != std::string_view::npos) s.pop_back();
  const bool quoted_local = s.starts_with('"') && s.find("\"@") != s.npos;
  while (!s.empty() && !quoted_local && std::string_view("<>'\" ,;").find(s.front()) != std::string_view::npos) s.erase(0, 1);
  while (!s.empty() && s.back() == '.') s.pop_back();
  // Source route "@relay,@relay2:user@host".
  if (s.starts_with('@')) {
    if (const std::size_t colon = s.find(':'); colon != s.npos) s.erase(0, colon + 1);
  }
  if (const std::size_t at = s.rfind('@'); at != s.npos) {
    // "user @ host", folded inside the brackets.
    if (!quoted_local) std::erase_if(s, [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; });
  }
  if (!plausible_address(s)) return {};
  const std::size_t at = s.rfind('@');
  return s.substr(0, at + 1) + text::lower_ascii(std::string_view(s).substr(at + 1));
}

std::string find_address(std::string_view s) {
  for (std::size_t at = s.find('@'); at != s.npos; at = s.find('@', at + 1)) {
    std::size_t begin = at, end = at + 1;
    while (begin > 0 && at - begin < 256 && address_char(s[begin - 1]) && s[begin - 1] != '@' && s[begin - 1] != '=') --begin;
    while (end < s.size() && end - at < 256 && (std::isalnum(static_cast<unsigned char>(s[end])) || s[end] == '.' || s[end] == '-' ||
                              s[end] == '_' || static_cast<unsigned char>(s[end]) >= 0x80)) ++end;
    if (std::string found = clean_address(s.substr(begin, end - begin)); !found.empty()) return found;
  }
  return {};
}

std::vector<Address> parse_addresses(std::string_view raw, const DecodeHints& hints) {
  const std::string s = unfold(raw);
  std::vector<Address> list = ListReader(s, hints).read();
  join_split_names(list);
  return list;
}

}  // namespace sahay::mail
