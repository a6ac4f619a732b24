#include "desk/people/people.h"

#include <algorithm>

#include "desk/people/testing/cast.h"

namespace sahay::people {
namespace {

class PeopleTest : public CastTest {
 protected:
  Result<User> make(std::string name, std::string email, std::string role = "end-user") {
    return write([&](db::Tx& tx) {
      NewUser wanted;
      wanted.name = name;
      wanted.email = email;
      wanted.role = role;
      return create_user(tx, wanted);
    });
  }
  Result<User> meet(std::string email, std::string name = "") {
    return write([&](db::Tx& tx) { return find_or_create(tx, email, name); });
  }
  std::optional<User> by_address(std::string_view email) {
    return read([&](db::Tx& tx) { return find_by_address(tx, email); });
  }
  std::int64_t count(const std::string& table) {
    return read([&](db::Tx& tx) { return *tx.scalar<std::int64_t>("select count(*) from " + table); });
  }
  Result<api::Caller> caller(UserId id) {
    return read([&](db::Tx& tx) { return caller_of(tx, id); });
  }
};

TEST_F(PeopleTest, an_address_belongs_to_one_person_whatever_its_case) {
  const auto twin = make("Another Rina", " RINA@Meghna.Example ");
  ASSERT_FALSE(twin.ok());
  EXPECT_EQ(twin.error().fields.at(0).field, "email");
  EXPECT_EQ(twin.error().fields.at(0).code, "DuplicateValue");
  EXPECT_EQ(by_address("Rina@MEGHNA.example")->id, cast.rina);
  EXPECT_EQ(count("users"), 7);
}

TEST_F(PeopleTest, a_second_address_is_taken_too) {
  const auto add = [&](UserId user, std::string value) {
    return write([&](db::Tx& tx) { return add_identity(tx, user, "email", value, false); });
  };
  const auto second = add(cast.rina, "Rina@Private.example");
  ASSERT_TRUE(second.ok());
  EXPECT_FALSE(second->is_primary);
  EXPECT_EQ(by_address("rina@private.example")->id, cast.rina);
  EXPECT_EQ(by_address("rina@private.example")->email, test_cast::kCustomerEmail);
  EXPECT_EQ(add(cast.boris, "rina@private.example").error().fields.at(0).code, "DuplicateValue");
  EXPECT_EQ(add(cast.rina, "rina@private.example")->id, second->id);
}

TEST_F(PeopleTest, refuses_what_is_no_address) {
  for (const char* wrong : {"rina", "@x.example", "rina@", "a b@x.example", "a@b@c.example", "<a@x.example>", "a@.example", "a@x..example", "a,b@x.example", "a\n@x.example"})
    EXPECT_FALSE(make("Somebody", wrong).ok()) << wrong;
  EXPECT_FALSE(make("Somebody", std::string(250, 'a') + "@x.example").ok());
  EXPECT_TRUE(make("Somebody", "o'neil+tag@mail.x-y.example").ok());
}

TEST_F(PeopleTest, find_or_create_knows_people_by_any_case_and_makes_the_others) {
  EXPECT_EQ(meet("RINA@meghna.example", "Someone Else")->id, cast.rina);
  EXPECT_EQ(read([&](db::Tx& tx) { return find_user(tx, cast.rina); })->name, test_cast::kCustomer);
  const User made = *meet("lena.ivanova@other.example");
  EXPECT_EQ(made.name, "Lena Ivanova");
  EXPECT_EQ(made.role, "end-user");
  EXPECT_FALSE(made.verified);
  EXPECT_EQ(meet("Lena.Ivanova@Other.example", "Lena")->id, made.id);
  EXPECT_FALSE(meet("no address").ok());
}

TEST_F(PeopleTest, customers_join_the_organization_of_their_domain_and_staff_does_not) {
  const User nadia = *make("New colleague", "new@MEGHNA.example"), agent = *make("Agent", "agent@meghna.example", "agent"), other = *make("Other", "x@sub.meghna.example");
  EXPECT_EQ(nadia.organization_id, cast.meghna);
  EXPECT_FALSE(agent.organization_id);
  EXPECT_FALSE(other.organization_id);
  EXPECT_EQ(caller(nadia.id)->organization_ids, (std::vector<std::int64_t>{cast.meghna.value}));
  EXPECT_TRUE(caller(nadia.id)->shared_organization_ids.empty());
}

TEST_F(PeopleTest, the_first_membership_is_the_default_and_joining_twice_changes_nothing) {
  const OrganizationId second = *write([&](db::Tx& tx) -> Result<OrganizationId> {
    api::Context context = context_as(api::Access::admin);
    return organization_resource().create(context, tx, {{"name", "Padma Pumps"}})->id;
  });
  const auto join = [&](UserId user, OrganizationId organization) {
    return *write([&](db::Tx& tx) -> Result<OrganizationMembership> { return join_organization(tx, user, organization); });
  };
  EXPECT_TRUE(join(cast.boris, cast.meghna).is_default);
  const auto later = join(cast.boris, second);
  EXPECT_FALSE(later.is_default);
  EXPECT_EQ(join(cast.boris, second).id, later.id);
  EXPECT_EQ(read([&](db::Tx& tx) { return find_user(tx, cast.boris); })->organization_id, cast.meghna);
  EXPECT_EQ(caller(cast.boris)->organization_ids, (std::vector<std::int64_t>{cast.meghna.value, second.value}));
}

TEST_F(PeopleTest, the_first_group_of_an_agent_is_the_default) {
  const auto memberships = read([](db::Tx& tx) { return group_memberships(tx); });
  ASSERT_EQ(memberships.size(), 2u);
  for (const GroupMembership& membership : memberships) EXPECT_TRUE(membership.is_default);
  EXPECT_EQ(read([&](db::Tx& tx) { return find_user(tx, cast.oleg); })->default_group_id, cast.support);
}

TEST_F(PeopleTest, callers_have_the_access_of_their_role) {
  EXPECT_EQ(caller(cast.admin)->access, api::Access::admin);
  EXPECT_EQ(caller(cast.sara)->access, api::Access::staff);
  EXPECT_EQ(caller(cast.rina)->access, api::Access::customer);
  EXPECT_EQ(caller(cast.rina)->language, i18n::Language::bn);
  EXPECT_EQ(caller(cast.sara)->group_ids, (std::vector<std::int64_t>{cast.support.value}));
}

TEST_F(PeopleTest, suspended_deleted_and_unknown_people_are_nobody) {
  ASSERT_TRUE(write([&](db::Tx& tx) -> Result<void> {
    tx.execute(std::string("update users set suspended = 1 where id = $1"), cast.sara);
    tx.execute(std::string("update users set active = 0 where id = $1"), cast.oleg);
    return {};
  }).ok());
  for (const UserId id : {cast.sara, cast.oleg, UserId(999), UserId{}}) {
    const auto nobody = caller(id);
    ASSERT_FALSE(nobody.ok());
    EXPECT_EQ(nobody.error().code, ErrorCode::unauthenticated);
  }
}

TEST_F(PeopleTest, the_right_to_see_a_companys_tickets_comes_by_membership_or_by_company) {
  EXPECT_EQ(caller(cast.karim)->shared_organization_ids, (std::vector<std::int64_t>{cast.meghna.value}));
  EXPECT_TRUE(caller(cast.nadia)->shared_organization_ids.empty());
  ASSERT_TRUE(write([&](db::Tx& tx) -> Result<void> {
    tx.execute(std::string("update organizations set shared_tickets = 1 where id = $1"), cast.meghna);
    return {};
  }).ok());
  EXPECT_EQ(caller(cast.nadia)->shared_organization_ids, (std::vector<std::int64_t>{cast.meghna.value}));
  EXPECT_TRUE(caller(cast.boris)->shared_organization_ids.empty());
}

TEST_F(PeopleTest, sessions_end_with_their_time_and_serve_one_door_only) {
  const std::string token = *write([&](db::Tx& tx) -> Result<std::string> { return create_session(tx, cast.sara, "console", "203.0.113.7", std::chrono::hours(1)); });
  const auto user = [&](std::string_view kind) { return read([&](db::Tx& tx) { return session_user(tx, token, kind); }); };
  EXPECT_EQ(user("console"), cast.sara);
  EXPECT_EQ(user("portal"), std::nullopt);
  temp_.clock.advance(std::chrono::minutes(59));
  EXPECT_EQ(user("console"), cast.sara);
  temp_.clock.advance(std::chrono::minutes(1));
  EXPECT_EQ(user("console"), std::nullopt);
}

TEST_F(PeopleTest, sessions_end_one_by_one_and_all_at_once) {
  std::vector<std::string> tokens;
  for (int i = 0; i < 3; ++i)
    tokens.push_back(*write([&](db::Tx& tx) -> Result<std::string> { return create_session(tx, cast.sara, "console", "", std::chrono::hours(1)); }));
  const auto alive = [&] {
    return std::count_if(tokens.begin(), tokens.end(), [&](const std::string& token) { return read([&](db::Tx& tx) { return session_user(tx, token, "console"); }).has_value(); });
  };
  EXPECT_EQ(alive(), 3);
  ASSERT_TRUE(write([&](db::Tx& tx) -> Result<void> { end_session(tx, tokens[1]); return {}; }).ok());
  EXPECT_EQ(alive(), 2);
  ASSERT_TRUE(write([&](db::Tx& tx) -> Result<void> { end_sessions_of(tx, cast.sara); return {}; }).ok());
  EXPECT_EQ(alive(), 0);
}

TEST_F(PeopleTest, tokens_are_stored_as_hashes_only) {
  const auto [session, token, setup] = *write([&](db::Tx& tx) -> Result<std::tuple<std::string, std::string, std::string>> {
    return std::tuple(create_session(tx, cast.sara, "console", "", std::chrono::hours(1)), create_api_token(tx, cast.sara, "script", false), create_setup_token(tx));
  });
  read([&](db::Tx& tx) {
    EXPECT_NE(tx.scalar<std::string>(std::string("select token_hash from sessions")), session);
    EXPECT_NE(tx.scalar<std::string>(std::string("select token_hash from api_tokens")), token);
    EXPECT_NE(tx.scalar<std::string>(std::string("select token_hash from setup_links")), setup);
  });
}

TEST_F(PeopleTest, api_tokens_know_their_owner_and_whether_they_may_act_for_others) {
  const auto [own, broad] = *write([&](db::Tx& tx) -> Result<std::pair<std::string, std::string>> {
    return std::pair(create_api_token(tx, cast.sara, "own", false), create_api_token(tx, cast.admin, "import", true));
  });
  read([&](db::Tx& tx) {
    EXPECT_EQ(find_api_token(tx, own)->user_id, cast.sara);
    EXPECT_FALSE(find_api_token(tx, own)->act_for_others);
    EXPECT_TRUE(find_api_token(tx, broad)->act_for_others);
    EXPECT_FALSE(find_api_token(tx, "unknown"));
    EXPECT_FALSE(find_api_token(tx, ""));
  });
}

TEST_F(PeopleTest, a_setup_link_works_once) {
  const std::string token = *write([](db::Tx& tx) -> Result<std::string> { return create_setup_token(tx); });
  const auto use = [&](const std::string& t) { return *write([&](db::Tx& tx) -> Result<bool> { return use_setup_token(tx, t); }); };
  EXPECT_FALSE(use("unknown"));
  EXPECT_TRUE(read([&](db::Tx& tx) { return is_setup_token(tx, token); }));
  EXPECT_TRUE(use(token));
  EXPECT_FALSE(use(token));
  EXPECT_FALSE(read([&](db::Tx& tx) { return is_setup_token(tx, token); }));
}

TEST(Passwords, are_salted_and_verified) {
  const Secret right("correct horse");
  const std::string one = hash_password(right), two = hash_password(right);
  EXPECT_NE(one, two);
  EXPECT_TRUE(one.starts_with("$argon2id$"));
  EXPECT_TRUE(verify_password(right, one));
  EXPECT_FALSE(verify_password(Secret("correct horsf"), one));
  EXPECT_FALSE(verify_password(Secret(""), one));
  EXPECT_FALSE(verify_password(right, ""));
  EXPECT_FALSE(verify_password(right, "no hash"));
}

TEST(Names, are_made_of_addresses) {
  EXPECT_EQ(name_from_address("rina.akter@x.example"), "Rina Akter");
  EXPECT_EQ(name_from_address("oleg_s-k+tag@x.example"), "Oleg S K Tag");
  EXPECT_EQ(name_from_address("...@x.example"), "...@x.example");
  EXPECT_EQ(domain_of("a@b.example"), "b.example");
  EXPECT_EQ(domain_of("nothing"), "");
  EXPECT_EQ(iana_time_zone("Dhaka"), "Asia/Dhaka");
  EXPECT_EQ(iana_time_zone("Asia/Dhaka"), "Asia/Dhaka");
}

}  // namespace
}  // namespace sahay::people
