// Content transfer encodings, decoded forgivingly (rule 17): garbage skipped, padding optional, nothing dropped.
// Threading: pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sahay::mail {

enum class TransferEncoding { identity, base64, quoted_printable, uuencode };

// Reads a Content-Transfer-Encoding value: any case, trailing words, misspelt "quoted printable"; unknown = identity.
TransferEncoding transfer_encoding(std::string_view value);

std::string decode_transfer(std::string_view body, TransferEncoding encoding);
std::string decode_base64(std::string_view body);
std::string decode_quoted_printable(std::string_view body);
// The Q encoding of RFC 2047: underscore is a space.
std::string decode_q(std::string_view word);
std::string encode_base64_lines(std::string_view bytes);        // 76 columns, CRLF
std::string encode_quoted_printable(std::string_view text);     // LF text in, CRLF lines out, at most 76 columns

struct UuFile {
  std::string name;
  std::string bytes;
  std::size_t begin = 0;  // offsets of the block in the text
  std::size_t end = 0;
};
// Files written inline as "begin 644 name ... end".
std::vector<UuFile> find_uuencoded(std::string_view text);

}  // namespace sahay::mail
