#include "platform/mail/imap_response.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/text.h"

namespace sahay::mail {
namespace {

using Kind = ImapToken::Kind;

Error broken(std::string_view why) {
  return {ErrorCode::unavailable, "mail.error.protocol", "IMAP: " + std::string(why)};
}

// "{123}" or "{123+}" or "~{123}" at the end of `line` from `position` on: the count.
std::optional<std::size_t> literal_size(std::string_view line, std::size_t position) {
  std::string_view rest = line.substr(position);
  if (rest.starts_with('~')) rest.remove_prefix(1);
  if (!rest.starts_with('{') || !rest.ends_with('}')) return std::nullopt;
  rest = rest.substr(1, rest.size() - 2);
  if (rest.ends_with('+')) rest.remove_suffix(1);
  std::size_t size = 0;
  const auto [end, code] = std::from_chars(rest.data(), rest.data() + rest.size(), size);
  if (rest.empty() || code != std::errc() || end != rest.data() + rest.size()) return std::nullopt;
  return size;
}

bool ends_atom(char c) { return c == ' ' || c == '(' || c == ')' || c == '"'; }

// Takes an atom; brackets keep together what is inside: BODY[HEADER.FIELDS (MESSAGE-ID)]<0>.
std::string_view take_atom(std::string_view line, std::size_t& i) {
  const std::size_t start = i;
  bool bracket = false;
  for (; i < line.size(); ++i) {
    if (line[i] == '[')
      bracket = true;
    else if (line[i] == ']')
      bracket = false;
    else if (!bracket && ends_atom(line[i]))
      break;
  }
  return line.substr(start, i - start);
}

std::optional<std::string> take_quoted(std::string_view line, std::size_t& i) {
  std::string out;
  for (++i; i < line.size(); ++i) {
    if (line[i] == '"') {
      ++i;
      return out;
    }
    if (line[i] == '\\' && i + 1 < line.size()) ++i;
    out += line[i];
  }
  return std::nullopt;
}

class Reader {
 public:
  Reader(ByteSource& source, const ImapLimits& limits) : source_(source), limits_(limits) {}

  // Reads tokens of `line` from `i`, and of the lines that follow each literal.
  Result<std::vector<ImapToken>> tokens(std::string line, std::size_t i) {
    std::vector<ImapToken> out;
    std::size_t read = line.size();
    while (true) {
      if (out.size() > limits_.tokens) return broken("too many tokens");
      while (i < line.size() && line[i] == ' ') ++i;
      if (i >= line.size()) return out;
      if (const auto size = literal_size(line, i)) {
        out.push_back(TRY(literal(*size)));
        line = TRY(source_.line(limits_.line));
        read += line.size();
        if (read > limits_.line) return broken("response too long");
        i = 0;
        continue;
      }
      if (!take(line, i, out)) return broken("string without end");
    }
  }

 private:
  static bool take(std::string_view line, std::size_t& i, std::vector<ImapToken>& out) {
    switch (line[i]) {
      case '(':
        out.push_back({Kind::open});
        ++i;
        return true;
      case ')':
        out.push_back({Kind::close});
        ++i;
        return true;
      case '"': {
        auto text = take_quoted(line, i);
        if (text) out.push_back({Kind::string, std::move(*text)});
        return text.has_value();
      }
      default: out.push_back({Kind::atom, std::string(take_atom(line, i))}); return true;
    }
  }

  Result<ImapToken> literal(std::size_t size) {
    if (size > limits_.literal - literals_) return broken("literal too large");
    literals_ += size;
    auto literal = std::make_shared<ImapLiteral>(size);
    TRY(source_.bytes(size, [&](std::string_view piece) { literal->append(piece); }));
    literal->finish();
    return ImapToken{Kind::literal, {}, std::move(literal)};
  }

  ByteSource& source_;
  const ImapLimits& limits_;
  std::size_t literals_ = 0;
};

bool is_status(const std::string& word) {
  return word == "ok" || word == "no" || word == "bad" || word == "bye" || word == "preauth";
}

// "[CODE args] text"; a "]" inside quotes does not end the code.
void split_status(std::string_view rest, ImapResponse& out) {
  rest = text::trim(rest);
  if (rest.starts_with('[')) {
    bool quoted = false;
    for (std::size_t i = 1; i < rest.size(); ++i) {
      if (rest[i] == '"') quoted = !quoted;
      if (rest[i] != ']' || quoted) continue;
      out.code = rest.substr(1, i - 1);
      rest = text::trim(rest.substr(i + 1));
      break;
    }
  }
  out.text = rest;
}

std::optional<std::uint32_t> to_uint32(std::string_view s) {
  const auto number = text::to_integer(s);
  if (!number || *number < 0 || *number > 0xffffffffLL) return std::nullopt;
  return std::uint32_t(*number);
}

}  // namespace

bool ImapToken::is(std::string_view atom) const { return kind == Kind::atom && text::equal_ignoring_case(text, atom); }

Result<ImapResponse> read_response(ByteSource& source, const ImapLimits& limits) {
  std::string line = TRY(source.line(limits.line));
  ImapResponse out;
  std::size_t i = line.find(' ');
  out.tag = line.substr(0, i);
  if (out.tag.empty() || out.tag.size() > 100) return broken("no tag");
  if (i == line.npos) return out.tag == "+" ? Result<ImapResponse>(std::move(out)) : broken("nothing after the tag");
  if (out.tag == "+") {
    out.text = line.substr(i + 1);
    return out;
  }
  const std::size_t word_end = std::min(line.find(' ', i + 1), line.size());
  const std::string word = text::lower_ascii(std::string_view(line).substr(i + 1, word_end - i - 1));
  if (is_status(word)) {
    for (const char c : word) out.status += char(c - 'a' + 'A');
    split_status(std::string_view(line).substr(word_end), out);
    return out;
  }
  if (out.tag != "*") return broken("tagged response without a status");
  out.tokens = TRY(Reader(source, limits).tokens(std::move(line), i));
  return out;
}

std::optional<std::uint32_t> number_of(const ImapResponse& response, std::string_view name) {
  if (response.tokens.size() < 2 || !response.tokens[1].is(name)) return std::nullopt;
  return to_uint32(response.tokens[0].text);
}

std::optional<ImapFetched> fetched_of(const ImapResponse& response) {
  const auto& t = response.tokens;
  if (t.size() < 4 || !t[1].is("FETCH") || t[2].kind != Kind::open) return std::nullopt;
  ImapFetched out;
  for (std::size_t i = 3; i + 1 < t.size();) {
    const ImapToken& name = t[i++];
    if (name.kind == Kind::close) break;
    // A value is one token or a list; lists (FLAGS, MODSEQ) are stepped over whole.
    const ImapToken& value = t[i];
    if (value.kind == Kind::open) {
      int depth = 0;
      do {
        if (t[i].kind == Kind::open) ++depth;
        if (t[i].kind == Kind::close) --depth;
        ++i;
      } while (depth > 0 && i < t.size());
      continue;
    }
    if (value.kind == Kind::close) break;
    ++i;
    if (name.is("UID")) out.uid = to_uint32(value.text);
    if (name.is("RFC822.SIZE"))
      out.size = std::uint64_t(std::max<std::int64_t>(0, text::to_integer(value.text).value_or(0)));
    if (name.is("INTERNALDATE")) out.internal_date = parse_internal_date(value.text).value_or(Time{});
    if (name.kind != Kind::atom || !text::starts_with_ignoring_case(name.text, "BODY[")) continue;
    if (value.is("NIL")) continue;
    out.body = value.literal;
    if (!out.body) {
      auto literal = std::make_shared<ImapLiteral>(value.text.size());
      literal->append(value.text);
      literal->finish();
      out.body = std::move(literal);
    }
  }
  return out;
}

std::optional<Time> parse_internal_date(std::string_view s) {
  s = text::trim(s);
  static constexpr std::array<std::string_view, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                            "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto dash = s.find('-');
  if (dash == s.npos || dash > 2 || s.size() < dash + 24) return std::nullopt;
  const auto month = std::find_if(kMonths.begin(), kMonths.end(),
                                  [&](auto m) { return text::equal_ignoring_case(m, s.substr(dash + 1, 3)); });
  const std::string_view zone = s.substr(dash + 19);
  if (month == kMonths.end() || zone.size() != 5) return std::nullopt;
  const auto two = [](auto number) { return (number < 10 ? "0" : "") + std::to_string(number); };
  const auto day = text::to_integer(s.substr(0, dash));
  if (!day || *day < 1 || *day > 31) return std::nullopt;
  return parse_iso8601(std::string(s.substr(dash + 5, 4)) + "-" + two(month - kMonths.begin() + 1) + "-" + two(*day) +
                       "T" + std::string(s.substr(dash + 10, 8)) + std::string(zone.substr(0, 3)) + ":" +
                       std::string(zone.substr(3)));
}

std::optional<std::string> imap_quoted(std::string_view s) {
  std::string out = "\"";
  for (const char c : s) {
    if (c == '\r' || c == '\n' || c == '\0') return std::nullopt;
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

std::string imap_folder_name(std::string_view utf8) {
  static constexpr char kAlphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+,";
  std::string out;
  std::uint32_t bits = 0;
  int count = 0;
  bool shifted = false;
  const auto put_unit = [&](std::uint32_t unit) {
    bits = (bits << 16) | unit;
    for (count += 16; count >= 6; count -= 6) out += kAlphabet[(bits >> (count - 6)) & 63];
    bits &= (1u << count) - 1;
  };
  const auto leave = [&] {
    if (!shifted) return;
    if (count > 0) out += kAlphabet[(bits << (6 - count)) & 63];
    out += '-';
    bits = 0;
    count = 0;
    shifted = false;
  };
  for (std::size_t i = 0; i < utf8.size();) {
    const unsigned char c = static_cast<unsigned char>(utf8[i]);
    if (c >= 0x20 && c < 0x7f) {
      leave();
      out += char(c);
      if (c == '&') out += '-';
      ++i;
      continue;
    }
    const int length = c >= 0xf0 ? 4 : c >= 0xe0 ? 3 : c >= 0xc0 ? 2 : 1;
    std::uint32_t point = length == 1 ? c : c & (0xff >> (length + 1));
    for (int k = 1; k < length && i + std::size_t(k) < utf8.size(); ++k)
      point = (point << 6) | (static_cast<unsigned char>(utf8[i + std::size_t(k)]) & 0x3f);
    i += std::size_t(length);
    if (!shifted) out += '&';
    shifted = true;
    if (point > 0xffff) {
      put_unit(0xd800 + ((point - 0x10000) >> 10));
      put_unit(0xdc00 + ((point - 0x10000) & 0x3ff));
    } else {
      put_unit(point);
    }
  }
  leave();
  return out;
}

}  // namespace sahay::mail
