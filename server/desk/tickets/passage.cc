// Passages of comments: words found again, and read out.
#include <algorithm>

#include "base/text.h"
#include "desk/tickets/record.h"
#include "desk/tickets/ticket_case.h"

namespace sahay::tickets {
namespace {

// Byte offset behind `points` code points.
std::size_t bytes_of(std::string_view text, std::int64_t points) { return text::first(text, std::size_t(points)).size(); }

bool is_space(std::string_view text, std::size_t at) {
  return static_cast<unsigned char>(text[at]) <= ' ' || text.substr(at).starts_with("\xC2\xA0") || (text[at] == '\xA0' && at > 0 && text[at - 1] == '\xC2');
}

// The text without white space, and where each byte of it stood.
struct Dense {
  std::string text;
  std::vector<std::size_t> place;
};
Dense dense(std::string_view text) {
  Dense out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (is_space(text, at)) continue;
    out.text += text[at];
    out.place.push_back(at);
  }
  return out;
}

// The byte range of `words`, white space aside.
std::optional<std::pair<std::size_t, std::size_t>> range_of(const Dense& in, std::string_view words, std::size_t from = 0) {
  const std::string wanted = dense(words).text;
  const std::size_t at = wanted.empty() ? std::string::npos : in.text.find(wanted, from);
  if (at == std::string::npos) return std::nullopt;
  return std::pair(at, at + wanted.size());
}

}  // namespace

std::optional<Passage> find_passage(const Comment& comment, std::string_view words) {
  if (words.size() > comment.text.size() * 4 + 1024) return std::nullopt;
  const Dense in = dense(comment.text);
  auto range = range_of(in, words);
  if (!range) {
    std::vector<std::string_view> lines;
    for (std::string_view line : text::split(words, '\n'))
      if (text::length(text::trim(line)) > 2) lines.push_back(line);
    if (lines.size() < 2) return std::nullopt;
    const auto first = range_of(in, lines.front());
    const auto last = first ? range_of(in, lines.back(), first->second) : std::nullopt;
    if (!last) return std::nullopt;
    range = std::pair(first->first, last->second);
  }
  const std::string_view text = comment.text;
  const auto begin = std::int64_t(text::length(text.substr(0, in.place[range->first])));
  return Passage{begin, std::int64_t(text::length(text.substr(0, in.place[range->second - 1] + 1))), comment.id};
}

Result<std::string> passage_words(const std::vector<Comment>& comments, const std::vector<Passage>& passages) {
  std::string out;
  for (const Passage& passage : passages) {
    const auto comment = std::find_if(comments.begin(), comments.end(), [&](const Comment& one) { return one.id == passage.comment; });
    if (comment == comments.end()) return invalid("passages", "InvalidValue", "error.field.no_comment");
    const auto length = std::int64_t(text::length(comment->text));
    if (passage.begin < 0 || passage.end <= passage.begin || passage.end > length) return invalid("passages", "InvalidValue", "error.field.no_passage");
    const std::size_t begin = bytes_of(comment->text, passage.begin), end = bytes_of(comment->text, passage.end);
    out += (out.empty() ? "" : "\n\n") + std::string(text::trim(std::string_view(comment->text).substr(begin, end - begin)));
  }
  if (text::trim(out).empty()) return invalid("passages", "BlankValue", "error.field.blank");
  return out;
}

}  // namespace sahay::tickets
