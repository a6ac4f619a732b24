// HTML of strangers: the allow-list sanitiser, HTML to text, text to HTML.
// Rule of use: any HTML that was not written by us passes through sanitise_html before it is stored for display and is
// shown in a script-less sandboxed frame all the same. All functions are linear, without recursion, and never fail.
// Threading: pure; `inline_url` is called on the caller's thread.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace sahay::text {

struct SanitiseOptions {
  // URL of an inline image by its content id (without < >); empty text removes the image. Not set: cid images go.
  std::function<std::string(std::string_view content_id)> inline_url{};
  // Remote images keep their src. Off: the address moves to data-remote-src until the reader asks for it.
  bool allow_remote_images = false;
  std::size_t max_links = 5000;             // above it links lose their address
  std::size_t max_depth = 100;              // deeper elements lose their tags, not their text
  std::size_t max_bytes = 4 * 1024 * 1024;  // the rest is cut
  bool whole_text = false;                  // off: the tree is built without the long pieces of text (tests compare)
};

struct SanitisedHtml {
  std::string html;
  bool has_remote_content = false;  // something was moved to data-remote-src
  bool limited = false;             // a limit cut something
  std::size_t links = 0;
};

SanitisedHtml sanitise_html(std::string_view html, const SanitiseOptions& options = {});

// A stretch of text that came from a known quotation or signature element of a mail client (rule 30).
struct HtmlMark {
  std::size_t text_begin = 0;
  std::size_t text_end = 0;
  std::size_t html_begin = 0;  // offset of the element's tag in the HTML
  bool signature = false;
};
struct HtmlText {
  std::string text;
  std::vector<HtmlMark> marks;  // in order, not overlapping
};
// Text of an HTML body with the quotation marks kept: blocks become lines, lists and tables stay readable.
HtmlText html_to_marked_text(std::string_view html);
std::string html_to_text(std::string_view html);

// Escapes, keeps line breaks, makes links of http(s) addresses and mail addresses; quoted lines become blockquotes.
std::string text_to_html(std::string_view text);

}  // namespace sahay::text
