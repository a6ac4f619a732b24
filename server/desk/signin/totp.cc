#include "desk/signin/totp.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <qrencode.h>

#include <memory>
#include <stdexcept>

#include "base/text.h"

namespace sahay::signin {
namespace {

constexpr std::size_t kSecretBytes = 20;
constexpr std::uint32_t kModulus = 1'000'000;  // six digits
constexpr int kQuietZone = 4;                  // modules, ISO/IEC 18004 6.3.8

std::string hmac_sha1(std::string_view key, std::string_view message) {
  unsigned char out[EVP_MAX_MD_SIZE];
  unsigned int length = 0;
  if (!HMAC(EVP_sha1(), key.data(), int(key.size()), reinterpret_cast<const unsigned char*>(message.data()), message.size(), out, &length))
    throw std::runtime_error("HMAC failed");
  return {reinterpret_cast<const char*>(out), length};
}

}  // namespace

std::string totp_secret() { return *text::from_base64(text::random_token(kSecretBytes)); }

std::string to_base32(std::string_view bytes) {
  static constexpr char kLetters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  std::string out;
  std::uint32_t held = 0;
  int bits = 0;
  for (const char c : bytes) {
    held = (held << 8 | std::uint8_t(c)) & 0xffff;
    for (bits += 8; bits >= 5; bits -= 5) out += kLetters[held >> (bits - 5) & 31];
  }
  if (bits > 0) out += kLetters[held << (5 - bits) & 31];
  return out;
}

std::int64_t step_of(Time now) { return now.micros / 1'000'000 / kStepSeconds; }

std::string totp_code(std::string_view secret, std::int64_t step) {
  std::string counter(8, '\0');
  for (int i = 7; i >= 0; --i, step >>= 8) counter[std::size_t(i)] = char(step & 0xff);
  const std::string mac = hmac_sha1(secret, counter);
  // RFC 4226 5.3: dynamic truncation.
  const std::size_t at = std::size_t(mac[19] & 0x0f);
  const auto byte = [&](std::size_t i) { return std::uint32_t(std::uint8_t(mac[at + i])); };
  const std::uint32_t number = ((byte(0) & 0x7f) << 24 | byte(1) << 16 | byte(2) << 8 | byte(3)) % kModulus;
  const std::string digits = std::to_string(number);
  return std::string(6 - digits.size(), '0') + digits;
}

std::optional<std::int64_t> accepted_step(std::string_view secret, std::string_view code, Time now, std::int64_t last_step) {
  std::optional<std::int64_t> found;
  for (std::int64_t step = step_of(now) - kDriftSteps; step <= step_of(now) + kDriftSteps; ++step)
    if (text::equal_constant_time(totp_code(secret, step), code) && step > last_step && !found) found = step;
  return found;
}

std::string totp_uri(std::string_view secret, std::string_view desk, std::string_view account) {
  const std::string issuer = text::percent_encode(desk);
  return "otpauth://totp/" + issuer + ":" + text::percent_encode(account) + "?secret=" + to_base32(secret) + "&issuer=" + issuer +
         "&algorithm=SHA1&digits=6&period=30";
}

QrCode qr_code(std::string_view text) {
  const std::unique_ptr<QRcode, void (*)(QRcode*)> made(
      QRcode_encodeString8bit(std::string(text).c_str(), 0, QR_ECLEVEL_M), QRcode_free);
  QrCode out;
  if (!made) return out;
  out.size = made->width + 2 * kQuietZone;
  for (int y = 0; y < made->width; ++y) {
    const unsigned char* row = made->data + std::ptrdiff_t(y) * made->width;
    for (int x = 0; x < made->width; ++x) {
      if (!(row[x] & 1)) continue;
      int run = 1;
      while (x + run < made->width && (row[x + run] & 1)) ++run;
      out.path += "M" + std::to_string(x + kQuietZone) + " " + std::to_string(y + kQuietZone) + "h" + std::to_string(run) + "v1h-" + std::to_string(run) + "z";
      x += run;
    }
  }
  return out;
}

}  // namespace sahay::signin
