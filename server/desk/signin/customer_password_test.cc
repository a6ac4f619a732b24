// The password of a customer: who it lets in, what a change asks first, and what ends after it.
#include "desk/signin/customer_password.h"

#include "base/text.h"
#include "desk/people/setting.h"
#include "desk/people/testing/cast.h"
#include "desk/site/visitor.h"

namespace sahay::signin {
namespace {

constexpr char kGood[] = "seven green pumps", kOther[] = "eight blue drills";
constexpr Duration kLife = std::chrono::hours(24);

class CustomerPassword : public people::CastTest {
 protected:
  Doorway door() { return {*temp_, limit, "192.0.2.7", "Browser"}; }
  std::string session_of(UserId user) {
    return *write([&](db::Tx& tx) -> Result<std::string> { return people::create_session(tx, user, site::kSessionKind, "192.0.2.7", kLife); });
  }
  Result<Changed> change(UserId user, const std::string& session, const std::string& wanted, const std::string& previous = {}) {
    return change_password(door(), {user, session, previous, wanted, "Meghna"});
  }
  Result<std::string> enter(const std::string& email, const std::string& password) { return sign_in_by_password(door(), email, Secret(password), kLife); }
  bool alive(const std::string& session) {
    return read([&](db::Tx& tx) { return people::session_user(tx, session, site::kSessionKind).has_value(); });
  }
  void sql(const std::string& words, UserId user) {
    ASSERT_TRUE(write([&](db::Tx& tx) -> Result<void> { tx.execute(words, user); return {}; }).ok());
  }
  void switch_to(bool on) {
    ASSERT_TRUE(write([&](db::Tx& tx) { return people::change_setting(tx, "sahay", "customer_passwords", Json(on)); }).ok());
  }
  static std::string field_of(const Result<Changed>& done) { return done.ok() || done.error().fields.empty() ? "" : done.error().fields.front().field; }

  people::SignInLimit limit;
};

TEST_F(CustomerPassword, one_that_was_set_signs_in_whatever_the_case_of_the_address) {
  const auto set = change(cast.rina, session_of(cast.rina), kGood);
  ASSERT_TRUE(set.ok());
  EXPECT_EQ(*set, Changed::set);
  const auto in = enter(" RINA@meghna.example", kGood);
  ASSERT_TRUE(in.ok());
  EXPECT_EQ(read([&](db::Tx& tx) { return people::session_user(tx, *in, site::kSessionKind); }), cast.rina);
  EXPECT_FALSE(read([&](db::Tx& tx) { return people::session_user(tx, *in, "console").has_value(); }));
}

TEST_F(CustomerPassword, whatever_is_wrong_the_answer_is_the_same) {
  ASSERT_TRUE(change(cast.rina, session_of(cast.rina), kGood).ok());
  ASSERT_TRUE(change(cast.karim, session_of(cast.karim), kGood).ok());
  ASSERT_TRUE(change(cast.nadia, session_of(cast.nadia), kGood).ok());
  const std::string hash = people::hash_password(Secret(kGood));
  ASSERT_TRUE(write([&](db::Tx& tx) -> Result<void> { people::set_password_hash(tx, cast.oleg, hash); return {}; }).ok());
  sql("update users set suspended = 1 where id = $1", cast.karim);
  sql("update users set active = 0 where id = $1", cast.nadia);
  const std::string nul("rina\0@meghna.example", 20);
  for (const std::string& email : {std::string("rina@meghna.example "), std::string("nobody@meghna.example"), std::string("boris@other.example"), std::string("karim@home.example"),
                                   std::string("nadia@meghna.example"), std::string(test_cast::kAgentOlegEmail), std::string(), nul, std::string(70'000, 'a')}) {
    const auto in = enter(email, email.starts_with("rina@") ? "not the password" : kGood);
    ASSERT_FALSE(in.ok()) << email.substr(0, 40);
    EXPECT_EQ(in.error().code, ErrorCode::unauthenticated);
    EXPECT_EQ(in.error().key, "portal.password_wrong");
  }
  for (const std::string& password : {std::string(), std::string(kGood) + " ", std::string(kGood) + std::string(1, '\0'), std::string(60'000, 'x')}) EXPECT_FALSE(enter("rina@meghna.example", password).ok());
}

TEST_F(CustomerPassword, after_ten_wrong_ones_the_right_one_waits_too) {
  ASSERT_TRUE(change(cast.rina, session_of(cast.rina), kGood).ok());
  for (int n = 0; n < people::SignInLimit::kPerAccount; ++n) EXPECT_EQ(enter("rina@meghna.example", "wrong").error().code, ErrorCode::unauthenticated);
  const auto waits = enter("rina@meghna.example", kGood);
  ASSERT_FALSE(waits.ok());
  EXPECT_EQ(waits.error().code, ErrorCode::too_many);
  EXPECT_EQ(waits.error().args, (std::vector<std::pair<std::string, std::string>>{{"minutes", "5"}}));
  temp_.clock.advance(people::SignInLimit::kWindow + std::chrono::seconds(1));
  EXPECT_TRUE(enter("rina@meghna.example", kGood).ok());
}

TEST_F(CustomerPassword, a_change_in_an_old_session_asks_for_the_old_one_and_guesses_are_counted) {
  const std::string session = session_of(cast.rina);
  ASSERT_TRUE(change(cast.rina, session, kGood).ok());
  EXPECT_TRUE(change(cast.rina, session, kOther).ok()) << "whoever came in a moment ago is not asked";
  temp_.clock.advance(std::chrono::minutes(16));
  EXPECT_EQ(field_of(change(cast.rina, session, kGood)), "previous");
  for (int n = 1; n < people::SignInLimit::kPerAccount; ++n) EXPECT_EQ(field_of(change(cast.rina, session, kGood, kGood)), "previous");
  EXPECT_EQ(change(cast.rina, session, kGood, kOther).error().code, ErrorCode::too_many);
  temp_.clock.advance(people::SignInLimit::kWindow + std::chrono::seconds(1));
  EXPECT_EQ(*change(cast.rina, session, kGood, kOther), Changed::changed);
}

TEST_F(CustomerPassword, a_first_one_in_an_old_session_asks_to_sign_in_again) {
  const std::string session = session_of(cast.rina);
  temp_.clock.advance(std::chrono::minutes(16));
  const auto refused = change(cast.rina, session, kGood);
  ASSERT_EQ(field_of(refused), "password");
  EXPECT_EQ(refused.error().fields.front().code, "SignInAgain");
  EXPECT_TRUE(change(cast.rina, session_of(cast.rina), kGood).ok());
}

TEST_F(CustomerPassword, a_change_ends_the_other_sessions_and_a_first_one_none) {
  const std::string here = session_of(cast.rina), phone = session_of(cast.rina), others = session_of(cast.karim);
  ASSERT_TRUE(change(cast.rina, here, kGood).ok());
  EXPECT_TRUE(alive(phone));
  ASSERT_TRUE(change(cast.rina, here, kOther).ok());
  EXPECT_TRUE(alive(here) && alive(others));
  EXPECT_FALSE(alive(phone));
  EXPECT_FALSE(enter("rina@meghna.example", kGood).ok());
  const auto again = enter("rina@meghna.example", kOther);
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(*remove_password(door(), {cast.rina, here, {}, {}, "Meghna"}), Changed::removed);
  EXPECT_FALSE(alive(*again));
  EXPECT_FALSE(enter("rina@meghna.example", kOther).ok());
  EXPECT_EQ(remove_password(door(), {cast.rina, here, {}, {}, "Meghna"}).error().code, ErrorCode::not_found);
}

TEST_F(CustomerPassword, a_session_of_somebody_else_or_one_that_ended_changes_nothing) {
  const std::string session = session_of(cast.rina);
  EXPECT_EQ(change(cast.karim, session, kGood).error().code, ErrorCode::unauthenticated);
  ASSERT_TRUE(write([&](db::Tx& tx) -> Result<void> { people::end_session(tx, session); return {}; }).ok());
  EXPECT_EQ(change(cast.rina, session, kGood).error().code, ErrorCode::unauthenticated);
}

TEST_F(CustomerPassword, its_length_has_two_ends) {
  const std::string session = session_of(cast.rina);
  EXPECT_EQ(field_of(change(cast.rina, session, "")), "password");
  EXPECT_EQ(field_of(change(cast.rina, session, "seven77")), "password");
  EXPECT_EQ(field_of(change(cast.rina, session, "পাম্প")), "password") << "letters count, not bytes";
  EXPECT_EQ(field_of(change(cast.rina, session, std::string(1'001, 'x'))), "password");
  EXPECT_TRUE(change(cast.rina, session, std::string(1'000, 'x')).ok());
}

TEST_F(CustomerPassword, staff_have_none_here_and_what_they_set_as_customers_opens_no_console) {
  EXPECT_EQ(change(cast.oleg, session_of(cast.oleg), kGood).error().code, ErrorCode::forbidden);
  ASSERT_TRUE(change(cast.rina, session_of(cast.rina), kGood).ok());
  sql("update users set role = 'agent' where id = $1", cast.rina);
  EXPECT_FALSE(enter("rina@meghna.example", kGood).ok());
  EXPECT_FALSE(read([&](db::Tx& tx) { return people::password_hash(tx, cast.rina); }));
  // What an administrator sets for them does.
  ASSERT_TRUE(write([&](db::Tx& tx) -> Result<void> { people::set_password_hash(tx, cast.rina, "hash"); return {}; }).ok());
  EXPECT_EQ(read([&](db::Tx& tx) { return people::password_hash(tx, cast.rina); }), "hash");
}

TEST_F(CustomerPassword, switched_off_it_opens_nothing_is_kept_and_can_be_removed) {
  const std::string session = session_of(cast.rina);
  ASSERT_TRUE(change(cast.rina, session, kGood).ok());
  switch_to(false);
  EXPECT_EQ(enter("rina@meghna.example", kGood).error().code, ErrorCode::forbidden);
  EXPECT_EQ(change(cast.rina, session, kOther).error().code, ErrorCode::forbidden);
  switch_to(true);
  EXPECT_TRUE(enter("rina@meghna.example", kGood).ok());
  switch_to(false);
  EXPECT_TRUE(remove_password(door(), {cast.rina, session, {}, {}, "Meghna"}).ok());
}

}  // namespace
}  // namespace sahay::signin
