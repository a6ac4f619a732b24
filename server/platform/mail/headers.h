// Header fields: splitting, unfolding, encoded words (RFC 2047) and parameters (RFC 2231), with the damage seen in real mail.
// Rule of use: views point into the raw message; decode with the charset hint of the body for raw 8-bit text.
// Threading: pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.h"

namespace sahay::mail {

struct Field {
  std::string_view name;
  std::string_view value;  // folded, without the final line end
};

struct HeaderBlock {
  std::vector<Field> fields;
  std::size_t body = 0;   // offset of the first byte behind the header
  bool limited = false;   // the size limit ended it
};

// Reads fields from `at` up to the blank line; a line that cannot be a field ends the header (missing blank line).
HeaderBlock read_header(std::string_view raw, std::size_t at, std::size_t end, std::size_t max_bytes);

// First field of that name, any case.
std::optional<std::string_view> field(const std::vector<Field>& fields, std::string_view name);

// Line ends and their white space become one space each; NUL and other controls are dropped.
std::string unfold(std::string_view value);

struct DecodeHints {
  std::string charset;                 // of the body
  std::vector<std::string> guesses{};  // of the mailbox
};
// Human text of a header value: encoded words, raw 8-bit, controls removed, white space collapsed. UTF-8.
std::string decode_text(std::string_view value, const DecodeHints& hints);

// "type/subtype; a=b; c*0*=..." in lower-case names, values decoded to UTF-8.
struct Parameters {
  std::string value;  // before the first ';', lower case
  std::vector<std::pair<std::string, std::string>> list;
  // Empty when absent.
  std::string_view at(std::string_view name) const;
};
Parameters parse_parameters(std::string_view raw, const DecodeHints& hints);

// All "<id@host>" of a References-like field, in order; bare "id@host" tokens are taken too, ids without "@" kept only
// when in < >.
std::vector<std::string> parse_message_ids(std::string_view value);

// Any date form seen in mail; none when there is no day, month and year.
std::optional<Time> parse_date(std::string_view value);

}  // namespace sahay::mail
