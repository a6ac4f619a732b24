// The visible reply of a mail: which parts of its text are new, which are quotation or signature (rules 29-35).
// Rule of use: nothing is deleted; the result is ranges over the text given. Give the marks of html_to_marked_text when
// the text was made of HTML. If trimming would leave nothing, everything is visible.
// Threading: pure, linear in the size of the text.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "platform/text/html.h"

namespace sahay::text {

// Part of a text, in bytes.
struct TextRange {
  std::size_t begin = 0;
  std::size_t end = 0;
  bool operator==(const TextRange&) const = default;
};

struct TrimmedReply {
  std::vector<TextRange> visible;    // in order, not overlapping
  std::vector<TextRange> quote;
  std::vector<TextRange> signature;
};

struct ReplyHints {
  std::vector<HtmlMark> marks{};        // quotations known from the HTML that the text was made of
  std::vector<std::string> markers{};   // own "reply above this line" texts beside the built-in ones
};

TrimmedReply trim_reply(std::string_view text, const ReplyHints& hints = {});

// The pieces of `text` joined, white space at both ends trimmed.
std::string join_ranges(std::string_view text, const std::vector<TextRange>& ranges);
// Everything outside of `visible`, joined.
std::string elided_part(std::string_view text, const std::vector<TextRange>& visible);

// The built-in "reply above this line" in a language ("en", "bn", "ru"): what compose puts above the history.
std::string_view reply_marker(std::string_view language);

}  // namespace sahay::text
