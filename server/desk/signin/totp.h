// Time-based one-time passwords (RFC 6238 over RFC 4226): HMAC-SHA-1, 30 seconds, six digits, as every authenticator
// application counts them. Pure: secrets are raw bytes, times are given.
// Rule of use: a code is good for its own step and one on either side; the caller remembers the step it accepted and
// takes only later ones (RFC 6238 5.2: never twice).
// Threading: pure functions.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"

namespace sahay::signin {

inline constexpr std::int64_t kStepSeconds = 30;
inline constexpr int kDriftSteps = 1;  // clocks may differ by half a minute either way (RFC 6238 5.2)

std::string totp_secret();                                         // 20 random bytes (RFC 4226 4 R6: 160 bits)
std::string to_base32(std::string_view bytes);                     // RFC 4648 6, without padding
std::int64_t step_of(Time now);                                    // RFC 6238 4.2
std::string totp_code(std::string_view secret, std::int64_t step);  // "082341"

// The step whose code this is, later than `last_step`; nothing when it is none of the allowed ones.
std::optional<std::int64_t> accepted_step(std::string_view secret, std::string_view code, Time now, std::int64_t last_step);

// What the QR code says to the application (the otpauth scheme of Google Authenticator's key URI format).
std::string totp_uri(std::string_view secret, std::string_view desk, std::string_view account);

// A QR code (ISO/IEC 18004) as drawing: modules of one unit in a square of `size` units with its quiet zone; `path` is
// the d of an SVG path of the dark ones. Empty when the text is too long.
struct QrCode {
  int size = 0;
  std::string path;
};
QrCode qr_code(std::string_view text);

}  // namespace sahay::signin
