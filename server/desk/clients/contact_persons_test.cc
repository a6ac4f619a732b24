// Who speaks for a company, and that who left it does not any more.
#include "desk/clients/clients.h"

#include "desk/clients/clients_api.h"
#include "desk/tickets/completing.h"
#include "desk/tickets/testing/tickets_site.h"

namespace sahay::clients {
namespace {

class ContactPersonsTest : public tickets::TicketsSite {
 protected:
  ContactPersonsTest() {
    add_company_routes(api_);
    tickets::complete = [this](db::Tx& tx, const tickets::Actor& actor, tickets::Ticket& ticket) { companies_.complete(tx, actor, ticket); };
    const std::string ids = R"("organization_id":)" + std::to_string(cast.meghna.value) + R"(,"user_id":)" + std::to_string(cast.karim.value);
    const Answer made = ask(cast.admin, "POST", "/contact_persons", R"({"contact_person":{)" + ids + R"(,"may_approve":true}})");
    EXPECT_EQ(made.status, 201) << made.body;
  }
  ~ContactPersonsTest() override { tickets::complete = nullptr; }

  void karim_leaves() {
    write([&](db::Tx& tx) -> Result<void> {
      tx.execute(std::string("delete from organization_memberships where user_id = $1"), cast.karim);
      people::forget_callers(tx);
      return {};
    }).value();
  }

  Companies companies_;
};

using Copies = std::vector<std::int64_t>;

TEST_F(ContactPersonsTest, who_left_the_company_is_not_in_copy_any_more) {
  EXPECT_EQ(make().email_cc_ids, Copies{cast.karim.value});
  karim_leaves();
  EXPECT_EQ(make().email_cc_ids, Copies{});
}

TEST_F(ContactPersonsTest, who_left_the_company_does_not_speak_for_it_any_more) {
  ASSERT_TRUE(write([&](db::Tx& tx) -> Result<void> {
    tx.execute(std::string("insert into client_terms(id, channels, languages, hours, reporter_rule, updated_at) values ($1, '[]', '[]', '', 'approve', $2)"), cast.meghna, tx.now());
    return {};
  }).ok());
  const auto first = make(), second = make();
  EXPECT_TRUE(write([&](db::Tx& tx) { return approve(tx, {cast.karim}, first.id, true); }).ok());
  karim_leaves();
  const auto late = write([&](db::Tx& tx) { return approve(tx, {cast.karim}, second.id, true); });
  ASSERT_FALSE(late.ok());
  EXPECT_EQ(late.error().code, ErrorCode::forbidden);
  EXPECT_FALSE(read([&](db::Tx& tx) { return contact_of_user(tx, cast.meghna, cast.karim).has_value(); }));
}

}  // namespace
}  // namespace sahay::clients
