// Signing in, tokens, and who may do what to whom, through the routes.
#include "desk/people/people_api.h"

#include "desk/people/testing/cast.h"
#include "platform/api/testing/call.h"

namespace sahay::people {
namespace {

using api::test::Answer;
using api::test::HeaderList;

class PeopleApiTest : public CastTest {
 protected:
  PeopleApiTest() : api_(router_, *temp_, temp_.clock, authenticator()) {
    add_session_routes(api_);
    add_user_routes(api_);
    add_organization_routes(api_);
    add_group_routes(api_);
  }

  std::string token(UserId user, bool for_others = false) {
    return *write([&](db::Tx& tx) -> Result<std::string> { return create_api_token(tx, user, "test", for_others); });
  }
  Answer ask(UserId as, const std::string& method, const std::string& target, const std::string& body = {}) {
    return api::test::call(router_, method, "/api/v2" + target, body, as ? HeaderList{{"Authorization", "Bearer " + token(as)}} : HeaderList{});
  }
  Answer with(const HeaderList& headers, const std::string& method, const std::string& target, const std::string& body = {}) {
    return api::test::call(router_, method, "/api/v2" + target, body, headers);
  }
  static std::string basic(const std::string& name, const std::string& token) { return "Basic " + text::to_base64(name + "/token:" + token); }
  static std::string user(UserId id) { return "/users/" + std::to_string(id.value); }

  void give_password(UserId id, const std::string& password) {
    const std::string hash = hash_password(Secret(password));
    ASSERT_TRUE(write([&](db::Tx& tx) -> Result<void> { set_password_hash(tx, id, hash); return {}; }).ok());
  }
  Answer sign_in(const std::string& email, const std::string& password) {
    return with({}, "POST", "/session", R"({"session":{"email":")" + email + R"(","password":")" + password + "\"}}");
  }
  static std::string cookie_of(const Answer& answer) {
    const std::string cookie = answer.header("Set-Cookie");
    return cookie.substr(0, cookie.find(';'));
  }

  http::Router router_;
  api::Api api_;
};

TEST_F(PeopleApiTest, signing_in_gives_a_cookie_that_scripts_cannot_read) {
  give_password(cast.sara, "long enough");
  const Answer in = sign_in("SARA@sahay.example", "long enough");
  EXPECT_EQ(in.status, 201);
  EXPECT_EQ(in.number("user", "id"), cast.sara.value);
  for (const char* part : {"sahay_session=", "HttpOnly", "SameSite=Lax", "Secure", "Path=/"}) EXPECT_NE(in.header("Set-Cookie").find(part), std::string::npos) << part;
  const std::string cookie = cookie_of(in);
  EXPECT_EQ(with({{"Cookie", cookie}}, "GET", "/users/me").number("user", "id"), cast.sara.value);
  const std::string body = R"({"user":{"name":"Made by cookie"}})";
  EXPECT_EQ(with({{"Cookie", cookie}}, "POST", "/users", body).status, 403);
  EXPECT_EQ(with({{"Cookie", cookie}, {"X-Sahay", "1"}}, "POST", "/users", body).status, 201);
  EXPECT_EQ(with({{"Cookie", cookie}, {"X-Sahay", "1"}}, "DELETE", "/session").status, 204);
  EXPECT_TRUE(with({{"Cookie", cookie}}, "GET", "/users/me").at("user", "id").is_null());
  EXPECT_EQ(with({{"Cookie", cookie}}, "GET", "/groups").status, 401);
}

TEST_F(PeopleApiTest, a_session_ends_after_its_time) {
  give_password(cast.sara, "long enough");
  const std::string cookie = cookie_of(sign_in(test_cast::kAgentSaraEmail, "long enough"));
  EXPECT_EQ(with({{"Cookie", cookie}}, "GET", "/groups").status, 200);
  temp_.clock.advance(std::chrono::hours(24 * 15));
  EXPECT_EQ(with({{"Cookie", cookie}}, "GET", "/groups").status, 401);
}

TEST_F(PeopleApiTest, every_failed_sign_in_looks_the_same) {
  give_password(cast.sara, "long enough");
  give_password(cast.rina, "long enough");
  give_password(cast.oleg, "long enough");
  ASSERT_TRUE(write([&](db::Tx& tx) -> Result<void> {
    tx.execute(std::string("update users set suspended = 1 where id = $1"), cast.oleg);
    return {};
  }).ok());
  const Answer wrong = sign_in(test_cast::kAgentSaraEmail, "wrong password");
  EXPECT_EQ(wrong.status, 401);
  EXPECT_EQ(wrong.text("error"), "Couldn't authenticate you");
  EXPECT_EQ(wrong.header("Set-Cookie"), "");
  for (const auto& [email, password] : {std::pair("unknown@sahay.example", "long enough"), std::pair(test_cast::kAdminEmail, "no password set"),
                                        std::pair(test_cast::kCustomerEmail, "long enough"), std::pair(test_cast::kAgentOlegEmail, "long enough"), std::pair("", "")}) {
    const Answer other = sign_in(email, password);
    EXPECT_EQ(other.status, 401) << email;
    EXPECT_EQ(other.body, wrong.body) << email;
  }
}

TEST_F(PeopleApiTest, a_token_acts_for_its_owner_and_for_nobody_else) {
  const std::string own = token(cast.sara);
  const auto me = [&](const HeaderList& headers) { return with(headers, "GET", "/users/me"); };
  EXPECT_EQ(me({{"Authorization", "Bearer " + own}}).number("user", "id"), cast.sara.value);
  EXPECT_EQ(me({{"Authorization", basic("sara@sahay.example", own)}}).number("user", "id"), cast.sara.value);
  EXPECT_EQ(me({{"Authorization", basic("Sara@SAHAY.example", own)}}).number("user", "id"), cast.sara.value);
  for (const HeaderList& headers : {HeaderList{{"Authorization", basic("admin@sahay.example", own)}}, HeaderList{{"Authorization", "Bearer " + own}, {"X-On-Behalf-Of", "admin@sahay.example"}},
                                    HeaderList{{"Authorization", "Bearer wrong"}}, HeaderList{{"Authorization", "Bearer "}}, HeaderList{{"Authorization", "Digest x"}},
                                    HeaderList{{"Authorization", "Basic !!"}}, HeaderList{{"Authorization", "Basic " + text::to_base64("sara@sahay.example:" + own)}}})
    EXPECT_EQ(me(headers).status, 401) << headers[0].second;
}

TEST_F(PeopleApiTest, a_token_with_the_right_acts_for_whom_it_names) {
  const std::string broad = token(cast.admin, true);
  EXPECT_EQ(with({{"Authorization", basic("rina@meghna.example", broad)}}, "GET", "/users/me").number("user", "id"), cast.rina.value);
  EXPECT_EQ(with({{"Authorization", "Bearer " + broad}, {"X-On-Behalf-Of", "RINA@meghna.example"}}, "GET", "/users/me").number("user", "id"), cast.rina.value);
  EXPECT_EQ(with({{"Authorization", basic("rina@meghna.example", broad)}}, "GET", "/groups").status, 403);
  EXPECT_EQ(with({{"Authorization", basic("nobody@x.example", broad)}}, "GET", "/users/me").status, 401);
}

TEST_F(PeopleApiTest, the_token_of_a_suspended_owner_opens_nothing) {
  const std::string broad = token(cast.oleg, true);
  ASSERT_EQ(ask(cast.admin, "PUT", user(cast.oleg), R"({"user":{"suspended":true}})").status, 200);
  EXPECT_EQ(with({{"Authorization", "Bearer " + broad}}, "GET", "/groups").status, 401);
  EXPECT_EQ(with({{"Authorization", basic("sara@sahay.example", broad)}}, "GET", "/groups").status, 401);
}

TEST_F(PeopleApiTest, the_setup_link_makes_the_first_admin_once) {
  ASSERT_TRUE(write([&](db::Tx& tx) -> Result<void> {
    tx.execute(std::string("update users set role = 'agent' where id = $1"), cast.admin);
    return {};
  }).ok());
  const std::string link = *write([](db::Tx& tx) -> Result<std::string> { return create_setup_token(tx); });
  const auto setup = [&](const std::string& with_token, const std::string& email, const std::string& password) {
    return with({}, "POST", "/setup", R"({"setup":{"token":")" + with_token + R"(","name":"Owner","email":")" + email + R"(","password":")" + password + "\"}}");
  };
  EXPECT_EQ(with({}, "GET", "/setup?token=" + link).status, 200);
  EXPECT_EQ(with({}, "GET", "/setup?token=guess").status, 404);
  EXPECT_EQ(setup("guess", "owner@sahay.example", "long enough").status, 404);
  EXPECT_EQ(setup(link, "owner@sahay.example", "short").status, 422);
  EXPECT_EQ(setup(link, "", "long enough").status, 422);
  const Answer made = setup(link, "owner@sahay.example", "long enough");
  EXPECT_EQ(made.status, 201);
  EXPECT_EQ(made.text("user", "role"), "admin");
  EXPECT_NE(made.header("Set-Cookie"), "");
  EXPECT_EQ(setup(link, "second@sahay.example", "long enough").status, 404);
  EXPECT_EQ(with({}, "GET", "/setup?token=" + link).status, 404);
}

TEST_F(PeopleApiTest, customers_see_themselves_and_nobody_else) {
  EXPECT_EQ(ask(cast.rina, "GET", user(cast.rina)).number("user", "id"), cast.rina.value);
  for (const UserId other : {cast.nadia, cast.sara, cast.boris}) EXPECT_EQ(ask(cast.rina, "GET", user(other)).status, 404);
  EXPECT_EQ(ask(cast.rina, "GET", "/users").status, 403);
  EXPECT_EQ(ask(cast.rina, "GET", "/users/search?query=sara").status, 403);
  EXPECT_EQ(ask(cast.rina, "PUT", user(cast.rina), R"({"user":{"role":"admin"}})").status, 403);
  EXPECT_EQ(ask(cast.rina, "GET", "/organizations").ids("organizations"), (std::vector<std::int64_t>{cast.meghna.value}));
  EXPECT_EQ(ask(cast.boris, "GET", "/organizations/" + std::to_string(cast.meghna.value)).status, 404);
  EXPECT_TRUE(ask({}, "GET", "/users/me").at("user", "id").is_null());
  EXPECT_EQ(ask({}, "GET", "/users").status, 401);
}

TEST_F(PeopleApiTest, notes_of_staff_are_for_staff) {
  ASSERT_EQ(ask(cast.sara, "PUT", user(cast.rina), R"({"user":{"notes":"pays late"}})").status, 200);
  EXPECT_EQ(ask(cast.sara, "GET", user(cast.rina)).text("user", "notes"), "pays late");
  EXPECT_EQ(ask(cast.rina, "GET", user(cast.rina)).body.find("pays late"), std::string::npos);
}

TEST_F(PeopleApiTest, agents_keep_customers_and_leave_staff_to_the_admin) {
  EXPECT_EQ(ask(cast.sara, "POST", "/users", R"({"user":{"name":"A","email":"a@x.example"}})").status, 201);
  EXPECT_EQ(ask(cast.sara, "POST", "/users", R"({"user":{"name":"B","email":"b@x.example","role":"agent"}})").status, 403);
  EXPECT_EQ(ask(cast.sara, "PUT", user(cast.rina), R"({"user":{"role":"admin"}})").status, 403);
  EXPECT_EQ(ask(cast.sara, "PUT", user(cast.sara), R"({"user":{"role":"admin"}})").status, 403);
  EXPECT_EQ(ask(cast.sara, "PUT", user(cast.admin), R"({"user":{"email":"mine@x.example"}})").status, 403);
  EXPECT_EQ(ask(cast.sara, "DELETE", user(cast.oleg)).status, 403);
  EXPECT_EQ(ask(cast.sara, "POST", user(cast.admin) + "/identities", R"({"identity":{"value":"mine@x.example"}})").status, 403);
  EXPECT_EQ(ask(cast.sara, "POST", user(cast.rina) + "/password", R"({"password":"long enough"})").status, 403);
  EXPECT_EQ(ask(cast.sara, "PUT", user(cast.sara), R"({"user":{"name":"Sara A."}})").status, 200);
  EXPECT_EQ(ask(cast.admin, "POST", "/users", R"({"user":{"name":"B","email":"b@x.example","role":"agent"}})").status, 201);
}

TEST_F(PeopleApiTest, agents_change_no_address_of_staff) {
  const Answer added = ask(cast.admin, "POST", user(cast.admin) + "/identities", R"({"identity":{"value":"second@sahay.example"}})");
  ASSERT_EQ(added.status, 201);
  const std::string identity = user(cast.admin) + "/identities/" + added.text("identity", "id");
  EXPECT_EQ(ask(cast.sara, "PUT", identity + "/make_primary").status, 403);
  EXPECT_EQ(ask(cast.sara, "PUT", identity + "/verify").status, 403);
  EXPECT_EQ(ask(cast.sara, "DELETE", identity).status, 403);
  EXPECT_EQ(ask(cast.admin, "PUT", identity + "/make_primary").status, 200);
  EXPECT_EQ(ask(cast.admin, "GET", user(cast.admin)).text("user", "email"), "second@sahay.example");
}

TEST_F(PeopleApiTest, a_taken_address_is_refused_in_the_words_that_clients_compare) {
  const Answer twin = ask(cast.sara, "POST", "/users", R"({"user":{"name":"Twin","email":"RINA@meghna.example"}})");
  EXPECT_EQ(twin.status, 422);
  EXPECT_EQ(twin.text("error"), "RecordInvalid");
  EXPECT_EQ(twin.text("details", "email", 0, "error"), "DuplicateValue");
  const Answer english = with({{"Authorization", "Bearer " + token(cast.sara)}, {"Accept-Language", "en"}}, "POST", "/users", R"({"user":{"name":"Twin","email":"rina@meghna.example"}})");
  EXPECT_EQ(english.text("details", "email", 0, "description"), "Email: rina@meghna.example is already being used by another user");
}

TEST_F(PeopleApiTest, a_deleted_user_answers_inactive_and_frees_the_address) {
  const Answer gone = ask(cast.sara, "DELETE", user(cast.rina));
  EXPECT_EQ(gone.status, 200);
  EXPECT_EQ(gone.text("user", "active"), "false");
  EXPECT_EQ(ask(cast.sara, "GET", user(cast.rina)).text("user", "name"), test_cast::kCustomer);
  const auto listed = ask(cast.sara, "GET", "/users").ids("users");
  EXPECT_EQ(std::count(listed.begin(), listed.end(), cast.rina.value), 0);
  EXPECT_EQ(ask(cast.sara, "POST", "/users", R"({"user":{"name":"New Rina","email":"rina@meghna.example"}})").status, 201);
}

TEST_F(PeopleApiTest, the_desk_keeps_an_admin) {
  EXPECT_EQ(ask(cast.admin, "DELETE", user(cast.admin)).status, 422);
  EXPECT_EQ(ask(cast.admin, "PUT", user(cast.admin), R"({"user":{"role":"agent"}})").status, 422);
  EXPECT_EQ(ask(cast.admin, "PUT", user(cast.admin), R"({"user":{"suspended":true}})").status, 422);
  ASSERT_EQ(ask(cast.admin, "PUT", user(cast.sara), R"({"user":{"role":"admin"}})").status, 200);
  EXPECT_EQ(ask(cast.admin, "PUT", user(cast.admin), R"({"user":{"role":"agent"}})").status, 200);
  EXPECT_EQ(ask(cast.sara, "PUT", user(cast.sara), R"({"user":{"role":"agent"}})").status, 422);
}

TEST_F(PeopleApiTest, a_role_of_null_leaves_the_role) {
  EXPECT_EQ(ask(cast.admin, "PUT", user(cast.rina), R"({"user":{"role":null,"phone":"+880"}})").text("user", "role"), "end-user");
  EXPECT_EQ(ask(cast.sara, "POST", "/users", R"({"user":{"name":"C","role":null}})").text("user", "role"), "end-user");
}

TEST_F(PeopleApiTest, create_or_update_matches_by_external_id_then_by_address) {
  const Answer made = ask(cast.sara, "POST", "/users/create_or_update", R"({"user":{"name":"Imported","email":"i@x.example","external_id":"crm-1"}})");
  EXPECT_EQ(made.status, 201);
  const Answer again = ask(cast.sara, "POST", "/users/create_or_update", R"({"user":{"name":"Renamed","external_id":"crm-1"}})");
  EXPECT_EQ(again.status, 200);
  EXPECT_EQ(again.number("user", "id"), made.number("user", "id"));
  EXPECT_EQ(ask(cast.sara, "POST", "/users/create_or_update", R"({"user":{"name":"By address","email":"I@x.example"}})").number("user", "id"), made.number("user", "id"));
}

TEST_F(PeopleApiTest, an_admin_sets_a_password_and_old_sessions_end) {
  give_password(cast.sara, "long enough");
  const std::string cookie = cookie_of(sign_in(test_cast::kAgentSaraEmail, "long enough"));
  ASSERT_EQ(ask(cast.admin, "POST", user(cast.sara) + "/password", R"({"password":"another long one"})").status, 200);
  EXPECT_EQ(with({{"Cookie", cookie}}, "GET", "/groups").status, 401);
  EXPECT_EQ(sign_in(test_cast::kAgentSaraEmail, "long enough").status, 401);
  EXPECT_EQ(sign_in(test_cast::kAgentSaraEmail, "another long one").status, 201);
}

TEST_F(PeopleApiTest, two_organizations_have_two_names) {
  const Answer twin = ask(cast.sara, "POST", "/organizations", R"({"organization":{"name":" meghna TOOLS "}})");
  EXPECT_EQ(twin.status, 422);
  EXPECT_EQ(twin.text("details", "name", 0, "error"), "DuplicateValue");
}

}  // namespace
}  // namespace sahay::people
