// The code itself against the RFCs' own values.
#include "desk/signin/totp.h"

#include <gtest/gtest.h>

namespace sahay::signin {
namespace {

// RFC 6238 appendix B, SHA-1, of which six digits are the last six of eight.
constexpr std::string_view kSecret = "12345678901234567890";

TEST(Totp, codes_are_those_of_rfc_6238) {
  const std::pair<std::int64_t, const char*> vectors[] = {{59, "287082"}, {1111111109, "081804"}, {1111111111, "050471"},
                                                          {1234567890, "005924"}, {2000000000, "279037"}, {20000000000, "353130"}};
  for (const auto& [seconds, code] : vectors) EXPECT_EQ(totp_code(kSecret, step_of(Time::from_seconds(seconds))), code) << seconds;
}

TEST(Totp, base32_is_that_of_rfc_4648) {
  const std::pair<const char*, const char*> vectors[] = {{"", ""}, {"f", "MY"}, {"fo", "MZXQ"}, {"foo", "MZXW6"}, {"foob", "MZXW6YQ"}, {"fooba", "MZXW6YTB"}, {"foobar", "MZXW6YTBOI"}};
  for (const auto& [in, out] : vectors) EXPECT_EQ(to_base32(in), out);
  EXPECT_EQ(to_base32(kSecret), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
}

TEST(Totp, a_code_is_good_half_a_minute_early_and_late_and_no_further) {
  const Time now = Time::from_seconds(1111111111);  // "050471"
  for (const int steps : {-1, 0, 1}) EXPECT_TRUE(accepted_step(kSecret, "050471", now + std::chrono::seconds(30 * steps), 0)) << steps;
  for (const int steps : {-2, 2}) EXPECT_FALSE(accepted_step(kSecret, "050471", now + std::chrono::seconds(30 * steps), 0)) << steps;
}

TEST(Totp, a_step_that_was_used_is_used_up_with_all_before_it) {
  const Time now = Time::from_seconds(1111111111);
  const auto step = accepted_step(kSecret, "050471", now, 0);
  ASSERT_TRUE(step);
  EXPECT_FALSE(accepted_step(kSecret, "050471", now, *step));
  EXPECT_FALSE(accepted_step(kSecret, totp_code(kSecret, *step - 1), now, *step));
  EXPECT_TRUE(accepted_step(kSecret, totp_code(kSecret, *step + 1), now, *step));
}

TEST(Totp, the_code_to_scan_says_all_that_the_application_asks) {
  EXPECT_EQ(totp_uri(kSecret, "Meghna Tools", "sara@sahay.example"),
            "otpauth://totp/Meghna%20Tools:sara%40sahay.example?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Meghna%20Tools&algorithm=SHA1&digits=6&period=30");
  EXPECT_NE(totp_secret(), totp_secret());
  EXPECT_EQ(totp_secret().size(), 20u);
}

TEST(Totp, a_qr_code_has_its_three_finders_and_a_quiet_zone) {
  const QrCode qr = qr_code("otpauth://totp/x");
  ASSERT_GE(qr.size, 21 + 8);
  EXPECT_TRUE(qr.path.starts_with("M4 4h7v1h-7z"));  // the upper edge of the first finder
  EXPECT_NE(qr.path.find("M" + std::to_string(qr.size - 11) + " 4h7v1h-7z"), std::string::npos);
  EXPECT_NE(qr.path.find("M4 " + std::to_string(qr.size - 5) + "h7v1h-7z"), std::string::npos);
  EXPECT_EQ(qr_code(std::string(5'000, 'x')).size, 0);
}

}  // namespace
}  // namespace sahay::signin
