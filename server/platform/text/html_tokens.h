// A forgiving HTML tokenizer over the source text: tags with attributes, text, nothing else. Linear, no tree.
// Used where a tree is not needed: HTML to text, depth limits before the tree builder.
// Threading: values; views point into the source.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sahay::text {

struct HtmlToken {
  enum class Kind { text, start_tag, end_tag, other } kind = Kind::text;
  std::string name;           // lower-case tag name
  std::string_view source;    // the whole token
  std::size_t begin = 0;      // offset in the source
  bool self_closing = false;
  // Attributes of a start tag: lower-case names, values with entities as written.
  std::vector<std::pair<std::string, std::string_view>> attributes;

  std::string_view attribute(std::string_view attribute_name) const;
};

class HtmlTokens {
 public:
  explicit HtmlTokens(std::string_view html) : html_(html) {}
  // False at the end. Comments, doctypes and processing instructions come as `other`. The content of script, style,
  // title and textarea comes as `other` up to its end tag.
  bool next(HtmlToken& token);

 private:
  void read_tag(HtmlToken& token);
  std::string_view html_;
  std::size_t at_ = 0;
  std::string raw_until_;      // name of the raw-text element that is open
  bool open_comment_ = false;  // a comment without an end was met: the search for an end is not repeated
};

// Decodes character references ("&amp;", "&#1074;", "&nbsp;" as U+00A0).
std::string decode_entities(std::string_view s);

bool is_void_element(std::string_view name);

}  // namespace sahay::text
