// Small text tools that every floor needs: UTF-8 checks, trimming, splitting, hex and base64, random tokens, hashes.
// Language-aware work (search analysis, HTML, quoting) is platform/text.
// Threading: pure functions; random_token is safe from any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sahay::text {

bool is_valid_utf8(std::string_view s);
// Bytes of the valid UTF-8 sequence at the start of s (RFC 3629: no surrogates, no overlong forms), or 0. s not empty.
std::size_t sequence_length(std::string_view s);
// Replaces each invalid sequence by U+FFFD and drops NUL bytes.
std::string repair_utf8(std::string_view s);
// Number of code points (invalid bytes count one each).
std::size_t length(std::string_view s);
// The first `code_points` code points, never cutting a character.
std::string_view first(std::string_view s, std::size_t code_points);

std::string_view trim(std::string_view s);
std::string lower_ascii(std::string_view s);
bool equal_ignoring_case(std::string_view a, std::string_view b);  // ASCII
bool starts_with_ignoring_case(std::string_view s, std::string_view prefix);
std::vector<std::string_view> split(std::string_view s, char separator);
std::string replace_all(std::string_view s, std::string_view from, std::string_view to);
std::string escape_html(std::string_view s);

// Decimal integer over the whole text, or nothing.
std::optional<std::int64_t> to_integer(std::string_view s);

std::string to_hex(std::string_view bytes);
std::string to_base64(std::string_view bytes);
std::string to_base64url(std::string_view bytes);  // no padding
std::optional<std::string> from_base64(std::string_view s);  // either alphabet, padding optional, white space skipped

std::string percent_decode(std::string_view s, bool plus_is_space);
std::string percent_encode(std::string_view s);

// `bytes` random bytes from the system, as base64url.
std::string random_token(std::size_t bytes = 32);
std::string sha256(std::string_view bytes);                           // 32 raw bytes
std::string hmac_sha256(std::string_view key, std::string_view bytes);  // 32 raw bytes
bool equal_constant_time(std::string_view a, std::string_view b);

}  // namespace sahay::text
