// What an article page needs beside the text: headings with anchors for "On this page".
// Threading: pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sahay::helpcenter {

struct Heading {
  std::string anchor;  // "s1"
  std::string title;   // plain text
};
struct Anchored {
  std::string html;
  std::vector<Heading> headings;
};
// Gives every <h2> of sanitised HTML an id.
Anchored with_anchors(std::string_view html);

}  // namespace sahay::helpcenter
