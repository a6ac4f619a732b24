#include "desk/tickets/case_reply.h"

#include <algorithm>
#include <set>

#include "base/text.h"

namespace sahay::tickets {
namespace {

constexpr std::size_t kMostBytes = 256 * 1024;
constexpr std::size_t kMostQuoted = 200, kMostOfPart = 64 * 1024;  // lines looked for, in so many bytes of each part
constexpr std::size_t kWordsThatTell = 12;  // fewer signs of a quoted line could stand anywhere

struct Line {
  bool quoted = false;
  std::string_view text;  // without the marks of quoting
};

std::vector<Line> lines_of(std::string_view text) {
  std::vector<Line> out;
  for (std::string_view line : text::split(text.substr(0, kMostBytes), '\n')) {
    line = text::trim(line);
    Line one{line.starts_with('>'), line};
    while (one.text.starts_with('>')) one.text = text::trim(one.text.substr(1));
    out.push_back(one);
  }
  return out;
}

// A decimal digit at the start of s, western or Bengali; the bytes it takes, or 0.
std::size_t digit_at(std::string_view s, int& value) {
  if (!s.empty() && s[0] >= '0' && s[0] <= '9') return value = s[0] - '0', 1;
  if (s.size() >= 3 && s[0] == '\xE0' && s[1] == '\xA7' && static_cast<unsigned char>(s[2]) >= 0xA6 && static_cast<unsigned char>(s[2]) <= 0xAF)
    return value = static_cast<unsigned char>(s[2]) - 0xA6, 3;
  return 0;
}

// The parts that a line names: "#12", "№ 12", "# 12".
std::set<std::int64_t> named_in(std::string_view line, const std::vector<PartOfCase>& parts) {
  std::set<std::int64_t> out;
  for (std::size_t at = 0; at < line.size(); ++at) {
    const std::size_t mark = line[at] == '#' ? 1 : line.substr(at).starts_with("\xE2\x84\x96") ? 3 : 0;
    if (!mark) continue;
    std::size_t next = at + mark;
    while (next < line.size() && line[next] == ' ') ++next;
    std::int64_t number = 0;
    int digits = 0, value = 0;
    for (std::size_t bytes; digits < 18 && (bytes = digit_at(line.substr(next), value)); next += bytes, ++digits) number = number * 10 + value;
    if (digits && std::any_of(parts.begin(), parts.end(), [&](const PartOfCase& part) { return part.ticket == number; })) out.insert(number);
    at = std::max(at, next - 1);
  }
  return out;
}

std::string without_space(std::string_view text) {
  std::string out;
  for (const char c : text)
    if (static_cast<unsigned char>(c) > ' ') out += c;
  return out;
}

// The parts in whose own words a quoted line stands; `parts` without blanks.
std::set<std::int64_t> quoted_from(std::string_view line, const std::vector<PartOfCase>& parts) {
  const std::string wanted = without_space(line);
  std::set<std::int64_t> out;
  if (text::length(wanted) < kWordsThatTell) return out;
  for (const PartOfCase& part : parts)
    if (part.words.find(wanted) != std::string::npos) out.insert(part.ticket);
  return out;
}

// "On Monday Sara Ahmed wrote:" introduces a quote and is no answer.
bool introduces(const std::vector<Line>& lines, std::size_t at) {
  if (!lines[at].text.ends_with(':')) return false;
  for (++at; at < lines.size() && lines[at].text.empty() && !lines[at].quoted; ++at) {}
  return at < lines.size() && lines[at].quoted;
}

void add_line(std::vector<PieceOfReply>& pieces, std::int64_t ticket, std::string_view line) {
  auto piece = std::find_if(pieces.begin(), pieces.end(), [&](const PieceOfReply& one) { return one.ticket == ticket; });
  if (piece == pieces.end()) piece = pieces.insert(pieces.end(), {ticket, ""});
  if (!piece->text.empty()) piece->text += '\n';
  piece->text += line;
}

// Answers between the lines of a quote: what stands below a quoted block belongs to the one part that the block names.
std::vector<PieceOfReply> between_quotes(const std::vector<Line>& lines, const std::vector<PartOfCase>& parts) {
  std::vector<PartOfCase> dense;
  for (const PartOfCase& part : parts) dense.push_back({part.ticket, without_space(std::string_view(part.words).substr(0, kMostOfPart))});
  std::size_t looked_for = 0;
  std::vector<PieceOfReply> pieces;
  std::set<std::int64_t> block;
  bool in_block = false;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const Line& line = lines[i];
    if (line.quoted) {
      if (!in_block) block.clear();
      in_block = true;
      const auto named = named_in(line.text, parts);
      block.insert(named.begin(), named.end());
      if (named.empty()) {
        if (++looked_for > kMostQuoted) return {};
        block.merge(quoted_from(line.text, dense));
      }
      continue;
    }
    if (line.text.empty() || introduces(lines, i)) continue;
    in_block = false;
    // A greeting above the first quote belongs to nothing.
    if (block.empty() && pieces.empty() && text::length(line.text) < 40 && !line.text.ends_with('?')) continue;
    if (block.size() != 1) return {};
    add_line(pieces, *block.begin(), line.text);
  }
  return pieces;
}

// Each part's number opens its own lines.
std::vector<PieceOfReply> by_numbers(const std::vector<Line>& lines, const std::vector<PartOfCase>& parts) {
  std::vector<PieceOfReply> pieces;
  std::int64_t now = 0;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].quoted || lines[i].text.empty() || introduces(lines, i)) continue;
    const auto named = named_in(lines[i].text, parts);
    if (named.size() > 1) return {};
    if (!named.empty()) now = *named.begin();
    if (now) add_line(pieces, now, lines[i].text);
    else if (text::length(lines[i].text) >= 40 || lines[i].text.ends_with('?')) return {};  // more than a greeting: whose is it?
  }
  return pieces;
}

}  // namespace

std::vector<PieceOfReply> match_reply(std::string_view text, const std::vector<PartOfCase>& parts) {
  const auto lines = lines_of(text);
  std::set<std::int64_t> named;
  std::string own;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].quoted || introduces(lines, i)) continue;
    named.merge(named_in(lines[i].text, parts));
    if (!lines[i].text.empty()) own += (own.empty() ? "" : "\n") + std::string(lines[i].text);
  }
  if (own.empty()) return {};
  if (named.size() == 1) return {{*named.begin(), own}};
  return named.empty() ? between_quotes(lines, parts) : by_numbers(lines, parts);
}

}  // namespace sahay::tickets
