// The parts of a message: one linear pass over the lines, a stack of open boundaries, no recursion, repairs of broken
// boundaries (rules 2, 3, 19). Leaves are views into the text that the tree owns.
// Rule of use: message/rfc822 is a leaf; parse it again when its headers are wanted.
// Threading: values.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "platform/mail/headers.h"
#include "platform/mail/transfer.h"

namespace sahay::mail {

struct Part {
  std::vector<Field> fields;
  Parameters type;         // Content-Type; value "text/plain" when missing
  Parameters disposition;  // Content-Disposition
  TransferEncoding encoding = TransferEncoding::identity;
  std::string content_id;  // without < >
  std::string_view header_bytes;
  std::string_view body;   // undecoded
  int parent = -1;
  int depth = 0;
  std::vector<int> children;

  bool is_multipart() const { return type.value.starts_with("multipart/"); }
  bool is_text(std::string_view subtype) const { return type.value.starts_with("text/") && type.value.substr(5) == subtype; }
};

struct MimeTree {
  std::string owned;        // the repaired copy of the input, when a repair had to change bytes
  std::vector<Part> parts;  // parts[0] is the message; parents before children
  std::string charset_hint; // charset of the first text part that names one
  bool limited = false;
};

struct TreeLimits {
  std::size_t parts = 1000;
  std::size_t depth = 50;
  std::size_t header = 256 * 1024;
};
// `raw` must outlive the tree.
void parse_tree(std::string_view raw, const TreeLimits& limits, const std::vector<std::string>& guesses, MimeTree& tree);

}  // namespace sahay::mail
