// Kind, product and class of a request by the keys of its ticket: who may set them, and of whose products.
#include "desk/intake/intake.h"

#include "desk/clients/clients_api.h"
#include "desk/intake/intake_api.h"
#include "desk/people/role.h"
#include "desk/tickets/own_keys.h"
#include "desk/tickets/testing/tickets_site.h"

namespace sahay::intake {
namespace {

class IntakeTest : public tickets::TicketsSite {
 protected:
  IntakeTest() {
    tickets::own_keys.clear();
    add_ticket_parts();
    add_intake_routes(api_);
    clients::add_asset_routes(api_);
  }
  ~IntakeTest() override { tickets::own_keys.clear(); }

  int put(UserId as, TicketId id, const std::string& fields) { return ask(as, "PUT", path_of(id), R"({"ticket":)" + fields + "}").status; }
  std::int64_t pump_of(const std::string& owner) {
    const Answer made = ask(cast.admin, "POST", "/assets", R"({"asset":{"name":"Pump of hall 2","serial":"SN-4711",)" + owner + "}}");
    EXPECT_EQ(made.status, 201) << made.body;
    return made.number("asset", "id");
  }
  void limit_sara(const std::string& change) {
    write([&](db::Tx& tx) -> Result<void> {
      tx.execute("update users set " + change + " where id = $1", cast.sara);
      people::join_organization(tx, cast.sara, cast.meghna);
      people::forget_callers(tx);
      return {};
    }).value();
  }
  std::optional<Intake> intake_of(TicketId id) {
    return read([&](db::Tx& tx) { return find_intake(tx, id); });
  }
};

TEST_F(IntakeTest, who_may_not_change_requests_does_not_say_what_they_are) {
  const auto ticket = make();
  ASSERT_EQ(put(cast.sara, ticket.id, R"({"request_kind":"problem"})"), 200);
  limit_sara("custom_role_id = " + std::to_string(people::kLightAgentRole.value));
  EXPECT_EQ(put(cast.sara, ticket.id, R"({"request_kind":"question"})"), 403);
  EXPECT_EQ(intake_of(ticket.id)->request_kind, "problem");
}

TEST_F(IntakeTest, who_works_for_some_companies_names_no_product_of_another) {
  const std::int64_t strange = *write([&](db::Tx& tx) -> Result<std::int64_t> {
    api::Context context = people::context_as(api::Access::admin);
    return TRY(people::organization_resource().create(context, tx, {{"name", "Meghna Tools of the north"}})).id.value;
  });
  const std::int64_t theirs = pump_of(R"("organization_id":)" + std::to_string(strange));
  const std::int64_t ours = pump_of(R"("organization_id":)" + std::to_string(cast.meghna.value));
  const auto ticket = make();
  ASSERT_EQ(put(cast.sara, ticket.id, R"({"asset_id":)" + std::to_string(theirs) + "}"), 200);
  limit_sara("ticket_restriction = 'organization'");
  ASSERT_EQ(put(cast.sara, ticket.id, R"({"asset_id":)" + std::to_string(ours) + "}"), 200);
  EXPECT_EQ(put(cast.sara, ticket.id, R"({"asset_id":)" + std::to_string(theirs) + "}"), 422);
  EXPECT_EQ(intake_of(ticket.id)->asset_id.value, ours);
}

TEST_F(IntakeTest, a_colleague_who_does_not_see_a_request_changes_nothing_of_its_intake) {
  const auto ticket = make();
  const std::string wish = R"({"intake":{"request_kind":"question"}})";
  ASSERT_EQ(put(cast.sara, ticket.id, R"({"request_kind":"problem"})"), 200);
  limit_sara("ticket_restriction = 'assigned'");
  EXPECT_EQ(ask(cast.sara, "PUT", path_of(ticket.id, "/intake"), wish).status, 404);
  EXPECT_EQ(intake_of(ticket.id)->request_kind, "problem");
  ASSERT_EQ(put(cast.admin, ticket.id, R"({"assignee_id":)" + std::to_string(cast.sara.value) + "}"), 200);
  EXPECT_EQ(ask(cast.sara, "PUT", path_of(ticket.id, "/intake"), wish).status, 200);
  EXPECT_EQ(intake_of(ticket.id)->request_kind, "question");
}

}  // namespace
}  // namespace sahay::intake
