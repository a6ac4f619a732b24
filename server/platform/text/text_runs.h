// Long pieces of plain text of an HTML source, taken out before the tree is built and put back when it is written: the tree
// builder goes through text letter by letter, which is most of its work and decides nothing. Each piece leaves one private
// character (U+F0000 and on) that counts as a letter wherever letters count.
// Rule of use: usable() of the source first; shorten() each text token; restored() for everything that comes out of the tree.
// What is restored is text: it is escaped, and checked where it is part of an attribute, like any other.
// Threading: a value; views point into the source.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sahay::text {

class TextRuns {
 public:
  // Whether the source has no such private character of its own, as itself or as a reference.
  static bool usable(std::string_view html);

  // Appends `text` to `out` with its long pieces replaced. Pieces begin and end with something visible and hold neither
  // markup, references, controls nor what ends a tag or a comment; white space around them stays, for it means something to
  // the tree builder.
  void shorten(std::string_view text, std::string& out);

  // With the pieces in their places.
  std::string restored(std::string_view text) const;
  bool empty() const { return runs_.empty(); }

 private:
  std::vector<std::string_view> runs_;
};

}  // namespace sahay::text
