// Guessing passwords: ten for an account and thirty from an address in five minutes, then wait.
#include "desk/people/sign_in_limit.h"

#include "desk/people/testing/cast.h"
#include "platform/api/testing/call.h"

namespace sahay::people {
namespace {

constexpr Time kStart = Time::from_seconds(1'700'000'000);

Duration fail(SignInLimit& limit, const std::string& account, const std::string& address, Time now = kStart) {
  const Duration wait = limit.begin(account, address, now);
  if (wait == Duration::zero()) limit.failed();
  return wait;
}

TEST(SignInLimit, an_account_rests_after_ten_failures_and_is_open_again_after_five_minutes) {
  SignInLimit limit;
  for (int i = 0; i < SignInLimit::kPerAccount; ++i) EXPECT_EQ(fail(limit, "sara", "192.0.2." + std::to_string(i)), Duration::zero());
  EXPECT_EQ(fail(limit, "sara", "192.0.2.99", kStart + std::chrono::minutes(1)), std::chrono::minutes(4));
  EXPECT_EQ(fail(limit, "oleg", "192.0.2.99"), Duration::zero());
  EXPECT_EQ(fail(limit, "sara", "192.0.2.99", kStart + SignInLimit::kWindow), Duration::zero());
}

TEST(SignInLimit, an_address_rests_after_thirty_failures_whatever_the_accounts) {
  SignInLimit limit;
  for (int i = 0; i < SignInLimit::kPerAddress; ++i) EXPECT_EQ(fail(limit, std::to_string(i), "192.0.2.1"), Duration::zero());
  EXPECT_GT(fail(limit, "sara", "192.0.2.1"), Duration::zero());
  EXPECT_EQ(fail(limit, "sara", "192.0.2.2"), Duration::zero());
}

TEST(SignInLimit, addresses_of_one_line_of_ipv6_count_as_one) {
  SignInLimit limit;
  for (int i = 0; i < SignInLimit::kPerAddress; ++i) fail(limit, std::to_string(i), "2001:db8:1:2::" + std::to_string(i));
  EXPECT_GT(fail(limit, "sara", "2001:db8:1:2:aaaa::1"), Duration::zero());
  EXPECT_EQ(fail(limit, "sara", "2001:db8:1:3::1"), Duration::zero());
}

TEST(SignInLimit, a_success_clears_the_account_and_gives_back_only_its_own_attempt_of_the_address) {
  SignInLimit limit;
  for (int i = 0; i < 29; ++i) fail(limit, "guess " + std::to_string(i), "192.0.2.1");
  EXPECT_EQ(limit.begin("sara", "192.0.2.1", kStart), Duration::zero());
  limit.succeeded("sara", "192.0.2.1");
  EXPECT_EQ(fail(limit, "one more", "192.0.2.1"), Duration::zero());
  EXPECT_GT(fail(limit, "and one", "192.0.2.1"), Duration::zero());
}

TEST(SignInLimit, few_attempts_run_at_one_time) {
  SignInLimit limit;
  for (int i = 0; i < SignInLimit::kAtOneTime; ++i) EXPECT_EQ(limit.begin(std::to_string(i), "192.0.2." + std::to_string(i), kStart), Duration::zero());
  EXPECT_EQ(limit.begin("sara", "192.0.2.99", kStart), std::chrono::seconds(1));
  limit.failed();
  EXPECT_EQ(limit.begin("sara", "192.0.2.99", kStart), Duration::zero());
}

TEST(SignInLimit, its_memory_is_bounded) {
  SignInLimit limit;
  for (int i = 0; i < SignInLimit::kPerAccount; ++i) fail(limit, "sara", "192.0.2.1");
  for (int i = 0; i < 50'000; ++i) fail(limit, std::to_string(i), "10.0." + std::to_string(i / 250) + "." + std::to_string(i % 250));
  EXPECT_LE(limit.remembered(), 20'000u);
  EXPECT_GT(fail(limit, "sara", "192.0.2.2"), Duration::zero()) << "many others do not wash away who failed often";
}

class SignInRoute : public CastTest {
 protected:
  SignInRoute() : api_(router_, *temp_, temp_.clock, authenticator()) { add_session_routes(api_); }
  api::test::Answer sign_in(const std::string& email, const std::string& password, const std::string& language = "en") {
    return api::test::call(router_, "POST", "/api/v2/session", R"({"session":{"email":")" + email + R"(","password":")" + password + "\"}}",
                           {{"Accept-Language", language}});
  }
  http::Router router_;
  api::Api api_;
};

TEST_F(SignInRoute, after_ten_wrong_passwords_even_the_right_one_waits_for_the_time_that_is_told) {
  const std::string hash = hash_password(Secret("long enough"));
  ASSERT_TRUE(write([&](db::Tx& tx) -> Result<void> { set_password_hash(tx, cast.sara, hash); return {}; }).ok());
  const std::string sara = test_cast::kAgentSaraEmail;
  for (int i = 0; i < 9; ++i) EXPECT_EQ(sign_in(sara, "wrong").status, 401);
  EXPECT_EQ(sign_in(sara, "long enough").status, 201) << "a success begins the count anew";
  for (int i = 0; i < 10; ++i) EXPECT_EQ(sign_in(i % 2 ? sara : "  " + sara, "wrong").status, 401);
  const auto refused = sign_in(sara, "long enough");
  EXPECT_EQ(refused.status, 429);
  EXPECT_EQ(refused.text("error"), "TooManyRequests");
  EXPECT_EQ(refused.header("Retry-After"), "300");
  EXPECT_NE(refused.text("description").find("5 minutes"), std::string::npos) << refused.body;
  EXPECT_NE(sign_in(sara, "x", "ru").text("description"), sign_in(sara, "x", "bn").text("description"));
  temp_.clock.advance(SignInLimit::kWindow);
  EXPECT_EQ(sign_in(sara, "long enough").status, 201);
}

}  // namespace
}  // namespace sahay::people
