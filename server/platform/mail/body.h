// Which parts are body and which are attachments (RFC 8621 4.1.4), and their text.
// Threading: pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "platform/mail/message.h"
#include "platform/mail/mime_tree.h"

namespace sahay::mail {

struct BodyParts {
  std::vector<int> text;         // to be shown where plain text is wanted (may name HTML parts)
  std::vector<int> html;         // to be shown where HTML is wanted (may name plain parts)
  std::vector<int> attachments;
};
BodyParts choose_body(const MimeTree& tree);

// Decoded bytes of a leaf.
std::string part_bytes(const Part& part);
// Decoded text of a leaf as UTF-8 with LF line ends; format=flowed undone.
std::string part_text(const Part& part, const DecodeHints& hints);
// Undoes format=flowed (RFC 3676).
std::string unflow(std::string_view text, bool delete_space);

// Fills text, html and the range-free fields of the body.
void fill_body(const MimeTree& tree, const BodyParts& body, const DecodeHints& hints, Message& message);

}  // namespace sahay::mail
