// Charset law: bytes of any declared or undeclared charset to UTF-8.
// Valid UTF-8 wins over declared 8-bit charsets, 7-bit stateful charsets are decoded by name first, labels are read as
// their supersets (gb2312 as gb18030, iso-8859-1 as windows-1252), the rest is guessed by statistics.
// Threading: pure; converters are opened per call.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sahay::mail {

// Never fails: what cannot be decoded becomes U+FFFD; NUL is dropped.
// `guesses` are names tried by statistics when the label is missing, unknown or wrong.
std::string to_utf8(std::string_view bytes, std::string_view declared, const std::vector<std::string>& guesses = {});

// True when the label names a charset that can be decoded.
bool known_charset(std::string_view name);

// The likeliest charset of unlabelled 8-bit bytes ("windows-1252" when nothing speaks for another).
std::string guess_charset(std::string_view bytes, const std::vector<std::string>& guesses = {});

// Unicode NFC.
std::string normalise(std::string_view utf8);

}  // namespace sahay::mail
