#include "platform/mail/headers.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "platform/mail/charset.h"
#include "platform/mail/transfer.h"

namespace sahay::mail {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t'; }
bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

// "Name:" with at most blanks before the colon.
std::size_t field_colon(std::string_view line) {
  if (line.starts_with("--")) return line.npos;  // a boundary may hold a colon, a field name starts with a letter
  std::size_t i = 0;
  while (i < line.size() && line[i] > 32 && line[i] < 127 && line[i] != ':') ++i;
  if (i == 0 || i > 200) return line.npos;
  std::size_t colon = i;
  while (colon < line.size() && is_blank(line[colon])) ++colon;
  return colon < line.size() && line[colon] == ':' ? colon : line.npos;
}

struct Line {
  std::string_view text;
  std::size_t next;
};
Line line_at(std::string_view raw, std::size_t at, std::size_t end) {
  std::size_t stop = raw.find('\n', at);
  if (stop == raw.npos || stop >= end) stop = end;
  std::string_view text = raw.substr(at, stop - at);
  while (text.ends_with('\r')) text.remove_suffix(1);
  return {text, std::min(stop + 1, end)};
}

// Behind a line that is no field: does a field that every mail has still come before the blank line?
bool header_goes_on(std::string_view raw, std::size_t at, std::size_t end) {
  static constexpr std::array<std::string_view, 9> kCommon = {"From", "To", "Subject", "Date", "Message-ID", "Received", "MIME-Version", "Content-Type", "Return-Path"};
  static constexpr int kLines = 60;
  for (int n = 0; n < kLines && at < end; ++n) {
    const Line line = line_at(raw, at, end);
    if (line.text.empty()) return false;
    if (const std::size_t colon = field_colon(line.text); colon != line.text.npos) {
      const std::string_view name = text::trim(line.text.substr(0, colon));
      if (std::any_of(kCommon.begin(), kCommon.end(), [&](std::string_view c) { return text::equal_ignoring_case(c, name); })) return true;
    }
    at = line.next;
  }
  return false;
}

struct Word {
  std::string charset;
  std::string bytes;
  std::size_t end;  // behind "?="
};

// Reads an encoded word at `at` ("=?"); blanks inside and a missing "?=" at the end are accepted.
std::optional<Word> read_word(std::string_view s, std::size_t at) {
  const std::size_t charset_end = s.find('?', at + 2);
  if (charset_end == s.npos || charset_end - at > 60 || charset_end + 2 >= s.size() || s[charset_end + 2] != '?') return std::nullopt;
  const std::string_view charset = s.substr(at + 2, charset_end - at - 2);
  if (charset.empty() || charset.find_first_of(" \t=<>\"") != charset.npos) return std::nullopt;
  const char kind = static_cast<char>(s[charset_end + 1] | 0x20);
  if (kind != 'b' && kind != 'q') return std::nullopt;
  // Words end after 75 characters by the rules; some writers never fold, but none needs more than this.
  s = s.substr(0, at + 16 * 1024);
  const std::size_t data = charset_end + 3;
  if (data > s.size()) return std::nullopt;
  std::size_t end = s.find("?=", data);
  // "?==20..." : the first '=' belongs to an escaped byte behind a literal question mark.
  while (kind == 'q' && end != s.npos && end + 3 < s.size() && std::isxdigit(static_cast<unsigned char>(s[end + 2])) &&
         std::isxdigit(static_cast<unsigned char>(s[end + 3])) && s.find("?=", end + 2) != s.npos) {
    end = s.find("?=", end + 2);
  }
  std::size_t behind = end == s.npos ? s.size() : end + 2;
  const std::size_t next = s.find("=?", data);
  if (end == s.npos || (next != s.npos && next < end && next > data && is_space(s[next - 1]))) {
    // Not closed before the next word begins, or at all.
    end = next == s.npos ? s.size() : next;
    if (next != s.npos && end > next) end = next;
    behind = end;
    while (end > data && (is_space(s[end - 1]) || s[end - 1] == '?')) --end;
    const std::string_view open = s.substr(data, end - data);
    if (open.empty() || open.find_first_of(" \t\r\n") != open.npos) return std::nullopt;
  }
  const std::string_view coded = s.substr(data, end - data);
  Word word{std::string(charset), {}, behind};
  if (kind == 'b') {
    word.bytes = decode_base64(coded);
  } else {
    word.bytes = decode_q(coded);
  }
  return word;
}

// Appends `s` with controls dropped and white space runs as one space.
void append_clean(std::string& out, std::string_view s) {
  for (std::size_t i = 0; i < s.size(); ++i) {
    const auto c = static_cast<unsigned char>(s[i]);
    if (is_space(s[i])) {
      if (!out.empty() && out.back() != ' ') out += ' ';
    } else if (c >= 32 && c != 127) {
      // C1 controls in UTF-8.
      if (c == 0xC2 && i + 1 < s.size() && static_cast<unsigned char>(s[i + 1]) < 0xA0) { ++i; continue; }
      out += s[i];
    }
  }
}

bool any_bytes_fit(std::string_view charset) {
  return text::starts_with_ignoring_case(charset, "iso-8859-1") || text::equal_ignoring_case(charset, "windows-1252") ||
         text::equal_ignoring_case(charset, "us-ascii") || text::equal_ignoring_case(charset, "latin1");
}

std::string percent_bytes(std::string_view s) { return text::percent_decode(s, false); }

// Name of a parameter split as RFC 2231 does: "filename*1*" -> filename, section 1, encoded.
struct ParameterName {
  std::string base;
  int section = -1;
  bool encoded = false;
};
ParameterName split_name(std::string_view raw) {
  ParameterName name;
  std::string lower = text::lower_ascii(text::trim(raw));
  std::string_view rest = lower;
  if (rest.ends_with('*')) {
    name.encoded = true;
    rest.remove_suffix(1);
  }
  const std::size_t star = rest.rfind('*');
  if (star != rest.npos) {
    if (auto number = text::to_integer(rest.substr(star + 1)); number && *number >= 0 && *number < 1000) {
      name.section = static_cast<int>(*number);
      rest = rest.substr(0, star);
    }
  }
  name.base = std::string(rest);
  return name;
}

struct RawParameter {
  ParameterName name;
  std::string value;
  bool quoted = false;
};

// Reads "name=value" pairs; a quoted string may miss its end, an unquoted value may hold spaces.
std::vector<RawParameter> scan_parameters(std::string_view s) {
  std::vector<RawParameter> found;
  std::size_t at = 0;
  while (at < s.size() && found.size() < 200) {
    while (at < s.size() && (s[at] == ';' || is_space(s[at]))) ++at;
    const std::size_t equal = s.find('=', at);
    if (equal == s.npos) break;
    const std::size_t semicolon = s.find(';', at);
    if (semicolon < equal) { at = semicolon + 1; continue; }
    RawParameter p{split_name(s.substr(at, equal - at)), {}, false};
    at = equal + 1;
    while (at < s.size() && is_space(s[at])) ++at;
    if (at < s.size() && s[at] == '"') {
      p.quoted = true;
      for (++at; at < s.size() && s[at] != '"'; ++at) {
        if (s[at] == '\\' && at + 1 < s.size() && (s[at + 1] == '"' || s[at + 1] == '\\')) ++at;
        p.value += s[at];
      }
      // Text between the closing quote and ';' is not part of the value, unless the quote stood in the middle of a name.
      at = std::min(s.find(';', at), s.size());
    } else {
      std::size_t stop = std::min(s.find(';', at), s.size());
      p.value = std::string(text::trim(s.substr(at, stop - at)));
      at = stop;
    }
    if (!p.name.base.empty()) found.push_back(std::move(p));
  }
  return found;
}

// charset'language'text
std::pair<std::string, std::string> split_extended(const std::string& value) {
  const std::size_t first = value.find('\'');
  const std::size_t second = first == value.npos ? value.npos : value.find('\'', first + 1);
  if (second == value.npos) return {"", value};
  return {value.substr(0, first), value.substr(second + 1)};
}

std::string join_sections(std::vector<const RawParameter*>& sections, const DecodeHints& hints) {
  std::stable_sort(sections.begin(), sections.end(),
                   [](const RawParameter* a, const RawParameter* b) { return a->name.section < b->name.section; });
  std::string out, pending, charset;
  auto flush = [&] {
    out += to_utf8(pending, charset, hints.guesses);
    pending.clear();
  };
  for (std::size_t i = 0; i < sections.size(); ++i) {
    const RawParameter& p = *sections[i];
    if (!p.name.encoded) {
      // A plain section holding encoded words is seen from old clients.
      if (p.value.find("=?") != std::string::npos) {
        flush();
        pending += p.value;
        out += decode_text(pending, hints);
        pending.clear();
      } else {
        pending += p.value;
      }
      continue;
    }
    auto [label, value] = i == 0 || p.value.find('\'') != std::string::npos ? split_extended(p.value) : std::pair(std::string(), p.value);
    if (!label.empty() && label != charset && known_charset(label)) {
      flush();
      charset = label;
    } else if (i > 0 && label.empty()) {
      value = p.value.starts_with("''") ? p.value.substr(2) : p.value;
    }
    pending += percent_bytes(value);
  }
  flush();
  return out;
}

}  // namespace

HeaderBlock read_header(std::string_view raw, std::size_t at, std::size_t end, std::size_t max_bytes) {
  HeaderBlock block;
  const std::size_t start = at;
  while (at < end) {
    const Line line = line_at(raw, at, end);
    if (line.text.empty()) {
      at = line.next;
      break;
    }
    if (line.next - start > max_bytes) {
      block.limited = true;
      break;
    }
    if (is_blank(line.text[0]) && !block.fields.empty()) {
      if (text::trim(line.text).empty()) {
        // White space alone ends a header only when no field follows.
        const Line next = line_at(raw, line.next, end);
        if (next.text.empty() || (!is_blank(next.text[0]) && field_colon(next.text) == next.text.npos)) {
          at = next.text.empty() ? next.next : line.next;
          break;
        }
      }
      std::string_view& value = block.fields.back().value;
      value = std::string_view(value.data(), static_cast<std::size_t>(line.text.data() + line.text.size() - value.data()));
    } else if (const std::size_t colon = field_colon(line.text); colon != line.text.npos) {
      std::string_view name = line.text.substr(0, colon);
      while (!name.empty() && is_blank(name.back())) name.remove_suffix(1);
      block.fields.push_back({name, line.text.substr(colon + 1)});
    } else if (line.text.starts_with("From ") || line.text.starts_with(">From ")) {
      // mbox line inside the header: skipped
    } else {
      if (block.fields.empty() || line.text.size() > 1000 || line.text.starts_with("--") || !header_goes_on(raw, line.next, end)) break;
      // A continuation that lost its leading white space.
      std::string_view& value = block.fields.back().value;
      value = std::string_view(value.data(), static_cast<std::size_t>(line.text.data() + line.text.size() - value.data()));
    }
    at = line.next;
  }
  block.body = at;
  return block;
}

std::optional<std::string_view> field(const std::vector<Field>& fields, std::string_view name) {
  for (const Field& f : fields) {
    if (text::equal_ignoring_case(f.name, name)) return f.value;
  }
  return std::nullopt;
}

std::string unfold(std::string_view value) {
  std::string out;
  out.reserve(value.size());
  for (std::size_t i = 0; i < value.size(); ++i) {
    const char c = value[i];
    if (c == '\r' || c == '\n') {
      while (i + 1 < value.size() && is_space(value[i + 1])) ++i;
      if (!out.empty() && out.back() != ' ') out += ' ';
    } else if (c != '\0') {
      out += c;
    }
  }
  return std::string(text::trim(out));
}

std::string decode_text(std::string_view raw, const DecodeHints& hints) {
  const std::string s = unfold(raw);
  std::string out, pending, charset;
  auto flush = [&] {
    if (!pending.empty()) append_clean(out, to_utf8(pending, charset, hints.guesses));
    pending.clear();
  };
  auto plain = [&](std::string_view piece) {
    if (piece.empty()) return;
    flush();
    const bool unclear = !text::is_valid_utf8(piece);
    // A Latin body charset fits any bytes and so proves nothing about the header.
    const std::string_view label = any_bytes_fit(hints.charset) ? std::string_view() : std::string_view(hints.charset);
    append_clean(out, unclear ? to_utf8(piece, label, hints.guesses) : std::string(piece));
  };
  std::size_t at = 0, plain_from = 0;
  bool after_word = false;
  while ((at = s.find("=?", at)) != s.npos) {
    auto word = read_word(s, at);
    if (!word) { at += 2; continue; }
    const std::string_view between = std::string_view(s).substr(plain_from, at - plain_from);
    // White space between two words is dropped, and characters cut across words of one charset are joined.
    if (!(after_word && text::trim(between).empty())) plain(between);
    if (!pending.empty() && !text::equal_ignoring_case(charset, word->charset)) flush();
    charset = word->charset;
    pending += word->bytes;
    after_word = true;
    at = plain_from = word->end;
  }
  flush();
  plain(std::string_view(s).substr(plain_from));
  flush();
  return normalise(text::trim(out));
}

std::string_view Parameters::at(std::string_view name) const {
  for (const auto& [key, v] : list) {
    if (key == name) return v;
  }
  return {};
}

Parameters parse_parameters(std::string_view raw, const DecodeHints& hints) {
  Parameters result;
  const std::string s = unfold(raw);
  const std::size_t semicolon = s.find(';');
  std::string_view head = std::string_view(s).substr(0, semicolon);
  std::size_t tail = semicolon == s.npos ? s.size() : semicolon;
  // `text/plain charset=utf-8`: the semicolon is missing.
  if (const std::size_t space = text::trim(head).find_first_of(" \t"); space != head.npos && head.find('=', space) != head.npos) {
    const std::size_t skipped = static_cast<std::size_t>(text::trim(head).data() - s.data());
    tail = skipped + space;
    head = std::string_view(s).substr(0, tail);
  }
  // "(comments)" behind the value.
  result.value = text::lower_ascii(text::trim(head.substr(0, head.find('('))));
  std::erase_if(result.value, [](char c) { return c == '"' || is_space(c); });
  const std::vector<RawParameter> found = scan_parameters(std::string_view(s).substr(tail));
  for (const RawParameter& p : found) {
    if (result.at(p.name.base).data() != nullptr) continue;
    const bool extended_exists = std::any_of(found.begin(), found.end(), [&](const RawParameter& q) {
      return q.name.base == p.name.base && (q.name.encoded || q.name.section >= 0);
    });
    if (!extended_exists) {
      std::string value = p.value.find("=?") != std::string::npos || !text::is_valid_utf8(p.value) ? decode_text(p.value, hints) : p.value;
      result.list.emplace_back(p.name.base, std::move(value));
      continue;
    }
    std::vector<const RawParameter*> sections;
    for (const RawParameter& q : found) {
      if (q.name.base == p.name.base && (q.name.encoded || q.name.section >= 0)) sections.push_back(&q);
    }
    result.list.emplace_back(p.name.base, join_sections(sections, hints));
  }
  return result;
}

std::vector<std::string> parse_message_ids(std::string_view raw) {
  std::vector<std::string> ids;
  const std::string s = unfold(raw);
  std::size_t at = 0;
  auto add = [&](std::string id) {
    std::erase_if(id, is_space);
    if (id.size() > 2 && ids.size() < 1000) ids.push_back(std::move(id));
  };
  while (at < s.size() && ids.size() < 1000) {
    if (is_space(s[at]) || s[at] == ',') { ++at; continue; }
    if (s[at] == '<') {
      const std::size_t end = s.find('>', at);
      const std::size_t again = s.find('<', at + 1);
      if (end == s.npos || (again != s.npos && again < end)) {
        // Never closed: up to the next white space or id.
        std::size_t stop = s.find_first_of(" \t<", at + 1);
        std::string id = s.substr(at, stop == s.npos ? s.npos : stop - at) + ">";
        if (id.find('@') != id.npos) add(std::move(id));
        at = stop == s.npos ? s.size() : stop;
        continue;
      }
      add(s.substr(at, end + 1 - at));
      at = end + 1;
      continue;
    }
    if (s[at] == '(') {  // comment
      const std::size_t end = s.find(')', at);
      at = end == s.npos ? at + 1 : end + 1;
      continue;
    }
    std::size_t stop = std::min(s.find_first_of(" \t<,;", at), s.size());
    std::string token = s.substr(at, stop - at);
    while (!token.empty() && (token.back() == '>' || token.back() == '"')) token.pop_back();
    while (!token.empty() && token.front() == '"') token.erase(0, 1);
    const std::size_t sign = token.find('@');
    // Old "In-Reply-To: Your message of ... from who@host" names an address, not an id: take bare ids only when alone.
    if (sign != token.npos && sign > 0 && s.find(' ') == s.npos) add("<" + token + ">");
    at = std::max(stop, at + 1);
  }
  return ids;
}

}  // namespace sahay::mail
