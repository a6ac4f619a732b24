// "Reply above this line": recognised anywhere in a line, quoted, wrapped or with changed punctuation (rule 31).
// Rule of use: one ReplyMarkers for the lines of one text, asked line by line.
// Threading: one thread at a time.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sahay::text {

class ReplyMarkers {
 public:
  // `own`: further marker texts.
  explicit ReplyMarkers(const std::vector<std::string>& own);
  // `next_line` helps when a client wrapped the marker. Both views stay valid until the next call.
  bool is_marker(std::string_view line, std::string_view next_line);

 private:
  struct Known {
    std::string_view line;
    std::string letters;
  };
  static const std::string& letters_of(std::string_view line, Known& known);
  bool stands_in(std::string_view letters) const;

  std::vector<std::string> own_;
  Known here_, next_;
  std::string joined_;
};

}  // namespace sahay::text
