// Forms and own statuses: what is mandatory when, and which status a ticket has.
#include "desk/tickets/custom_status.h"
#include "desk/tickets/testing/tickets_site.h"
#include "desk/tickets/ticket_form.h"

namespace sahay::tickets {
namespace {

class FormTest : public TicketsSite {
 protected:
  FormTest() {
    EXPECT_TRUE(write([](db::Tx& tx) -> Result<void> {
      create_system_fields(tx);
      create_default_statuses(tx);
      create_default_form(tx);
      return {};
    }).ok());
  }

  std::int64_t field(const std::string& json) {
    const Answer made = ask(cast.admin, "POST", "/ticket_fields.json", "{\"ticket_field\":" + json + "}");
    EXPECT_EQ(made.status, 201) << made.body;
    return made.number("ticket_field", "id");
  }
  Answer make_form(const std::string& json) { return ask(cast.admin, "POST", "/ticket_forms.json", "{\"ticket_form\":" + json + "}"); }
  static std::string n(std::int64_t number) { return std::to_string(number); }

  // A form with a kind (repair or other); a repair needs a serial number to be solved, and a reason while on hold.
  struct Repair {
    std::int64_t kind = 0, serial = 0, reason = 0, form = 0;
  };
  Repair repair_form() {
    Repair r;
    r.kind = field(R"({"type":"tagger","title":"Kind","visible_in_portal":true,"editable_in_portal":true,"custom_field_options":[{"name":"Repair","value":"repair"},{"name":"Other","value":"other"}]})");
    r.serial = field(R"({"type":"text","title":"Serial","visible_in_portal":true,"editable_in_portal":true})");
    r.reason = field(R"({"type":"text","title":"Reason"})");
    const std::string children = "[{\"id\":" + n(r.serial) + ",\"is_required\":true},{\"id\":" + n(r.reason) + ",\"is_required\":true,\"required_on_statuses\":{\"type\":\"SOME_STATUSES\",\"statuses\":[\"hold\"]}}]";
    const Answer form = make_form("{\"name\":\"Repair\",\"ticket_field_ids\":[" + n(r.kind) + "," + n(r.serial) + "," + n(r.reason) + "],\"agent_conditions\":[{\"parent_field_id\":" + n(r.kind) +
                                  ",\"value\":\"repair\",\"child_fields\":" + children + "}],\"end_user_conditions\":[{\"parent_field_id\":" + n(r.kind) + ",\"value\":\"repair\",\"child_fields\":[{\"id\":" + n(r.serial) + ",\"is_required\":true}]}]}");
    EXPECT_EQ(form.status, 201) << form.body;
    r.form = form.number("ticket_form", "id");
    return r;
  }
  Answer set(TicketId id, const std::string& ticket) { return ask(cast.sara, "PUT", path_of(id), "{\"ticket\":" + ticket + "}"); }
};

TEST_F(FormTest, a_mandatory_field_stops_solving_with_its_name_and_number) {
  const auto id = field(R"({"type":"text","title":"Root cause","required":true})");
  const Ticket ticket = make();
  EXPECT_EQ(set(ticket.id, R"({"status":"pending"})").status, 200);
  const Answer refused = set(ticket.id, R"({"status":"solved"})");
  ASSERT_EQ(refused.status, 422) << refused.body;
  EXPECT_EQ(refused.text("error"), "RecordInvalid");
  EXPECT_EQ(refused.text("details", "base", 0, "error"), "BlankValue");
  EXPECT_EQ(refused.number("details", "base", 0, "field_key"), id);
  EXPECT_EQ(stored(ticket.id).status, "pending");
  EXPECT_EQ(set(ticket.id, "{\"status\":\"solved\",\"custom_fields\":[{\"id\":" + n(id) + ",\"value\":\"wear\"}]}").status, 200);
}

TEST_F(FormTest, a_field_of_another_form_is_not_asked_for) {
  const auto id = field(R"({"type":"text","title":"Licence","required":true})");
  ASSERT_EQ(make_form("{\"name\":\"Licences\",\"ticket_field_ids\":[" + n(id) + "]}").status, 201);
  EXPECT_EQ(set(make().id, R"({"status":"solved"})").status, 200);
}

TEST_F(FormTest, a_condition_makes_its_child_mandatory_only_while_the_parent_has_the_value) {
  const Repair r = repair_form();
  const Ticket ticket = make();
  const std::string form = "\"ticket_form_id\":" + n(r.form) + ",\"custom_fields\":[{\"id\":" + n(r.kind) + ",\"value\":";
  const Answer refused = set(ticket.id, "{" + form + "\"repair\"}],\"status\":\"solved\"}");
  ASSERT_EQ(refused.status, 422) << refused.body;
  EXPECT_EQ(refused.number("details", "base", 0, "field_key"), r.serial);
  EXPECT_EQ(set(ticket.id, "{" + form + "\"other\"}],\"status\":\"solved\"}").status, 200);
}

TEST_F(FormTest, a_condition_can_name_the_statuses_that_need_the_field) {
  const Repair r = repair_form();
  const Ticket ticket = make();
  const std::string kind = "\"custom_fields\":[{\"id\":" + n(r.kind) + ",\"value\":\"repair\"}]";
  ASSERT_EQ(set(ticket.id, "{\"ticket_form_id\":" + n(r.form) + "," + kind + ",\"status\":\"open\"}").status, 200);
  const Answer refused = set(ticket.id, R"({"status":"hold"})");
  ASSERT_EQ(refused.status, 422) << refused.body;
  EXPECT_EQ(refused.number("details", "base", 0, "field_key"), r.reason);
  EXPECT_EQ(set(ticket.id, "{\"status\":\"hold\",\"custom_fields\":[{\"id\":" + n(r.reason) + ",\"value\":\"waits for parts\"}]}").status, 200);
}

TEST_F(FormTest, customers_fill_what_their_form_demands_before_it_is_sent) {
  const Repair r = repair_form();
  const std::string begin = "{\"request\":{\"subject\":\"Drill\",\"comment\":{\"body\":\"Broken\"},\"ticket_form_id\":" + n(r.form) + ",\"custom_fields\":[{\"id\":" + n(r.kind) + ",\"value\":\"repair\"}";
  const Answer refused = ask(cast.rina, "POST", "/requests.json", begin + "]}}");
  ASSERT_EQ(refused.status, 422) << refused.body;
  EXPECT_EQ(refused.number("details", "base", 0, "field_key"), r.serial);
  const Answer sent = ask(cast.rina, "POST", "/requests.json", begin + ",{\"id\":" + n(r.serial) + ",\"value\":\"SN-7\"},{\"id\":" + n(r.reason) + ",\"value\":\"not mine to fill\"}]}}");
  ASSERT_EQ(sent.status, 201) << sent.body;
  const Ticket made = stored(TicketId(sent.number("request", "id")));
  EXPECT_EQ(made.custom_fields.text.find("not mine"), std::string::npos);
  EXPECT_NE(made.custom_fields.text.find("SN-7"), std::string::npos);
}

TEST_F(FormTest, wrong_conditions_and_unknown_fields_are_refused) {
  const Repair r = repair_form();
  EXPECT_EQ(make_form(R"({"name":"X","ticket_field_ids":[999]})").status, 422);
  const std::string outside = "{\"name\":\"X\",\"ticket_field_ids\":[" + n(r.kind) + "],\"agent_conditions\":[{\"parent_field_id\":" + n(r.kind) + ",\"value\":\"repair\",\"child_fields\":[{\"id\":" + n(r.serial) + "}]}]}";
  EXPECT_EQ(make_form(outside).status, 422);
  EXPECT_EQ(set(make().id, R"({"ticket_form_id":999})").status, 422);
  const Answer shrunk = ask(cast.admin, "PUT", "/ticket_forms/" + n(r.form), "{\"ticket_form\":{\"ticket_field_ids\":[" + n(r.kind) + "]}}");
  EXPECT_EQ(shrunk.status, 422) << shrunk.body;
}

TEST_F(FormTest, there_is_always_one_default_form) {
  const Answer made = make_form(R"({"name":"New default","default":true})");
  ASSERT_EQ(made.status, 201) << made.body;
  const Answer list = ask(cast.admin, "GET", "/ticket_forms.json");
  EXPECT_EQ(list.text("ticket_forms", 0, "default"), "false");
  EXPECT_EQ(list.text("ticket_forms", 1, "default"), "true");
  EXPECT_EQ(ask(cast.admin, "DELETE", "/ticket_forms/" + made.text("ticket_form", "id")).status, 422);
  EXPECT_EQ(ask(cast.admin, "DELETE", "/ticket_forms/" + list.text("ticket_forms", 0, "id")).status, 204);
}

TEST_F(FormTest, forms_are_put_in_order_and_copied) {
  const auto a = make_form(R"({"name":"A"})").number("ticket_form", "id"), b = make_form(R"({"name":"B"})").number("ticket_form", "id");
  const Answer ordered = ask(cast.admin, "PUT", "/ticket_forms/reorder.json", "{\"ticket_form_ids\":[" + n(b) + "," + n(a) + "]}");
  EXPECT_EQ(ordered.number("ticket_forms", 0, "id"), b);
  EXPECT_EQ(ordered.number("ticket_forms", 1, "id"), a);
  EXPECT_EQ(ask(cast.admin, "POST", "/ticket_forms/" + n(a) + "/clone.json", "{}").text("ticket_form", "name"), "A");
}

TEST_F(FormTest, an_own_status_sets_the_category_and_leaves_with_it) {
  const Answer made = ask(cast.admin, "POST", "/custom_statuses.json", R"({"custom_status":{"status_category":"pending","agent_label":"Waits for parts"}})");
  ASSERT_EQ(made.status, 201) << made.body;
  const std::string id = made.text("custom_status", "id");
  const Ticket ticket = make();
  const Answer waiting = set(ticket.id, "{\"custom_status_id\":" + id + "}");
  EXPECT_EQ(waiting.text("ticket", "status"), "pending");
  EXPECT_EQ(waiting.text("ticket", "custom_status_id"), id);
  EXPECT_EQ(ask(cast.admin, "DELETE", "/custom_statuses/" + id).status, 422) << "a ticket has it";
  const Answer open = set(ticket.id, R"({"status":"open"})");
  EXPECT_EQ(open.number("ticket", "custom_status_id"), default_status_id("open"));
  EXPECT_EQ(ask(cast.admin, "DELETE", "/custom_statuses/" + id).status, 204);
  EXPECT_EQ(set(ticket.id, "{\"custom_status_id\":" + id + "}").status, 422);
}

TEST_F(FormTest, each_category_has_a_default_that_stays) {
  const Answer list = ask(cast.sara, "GET", "/custom_statuses.json?default=true");
  for (int i = 0; i < 5; ++i) EXPECT_EQ(list.text("custom_statuses", i, "status_category"), kStatuses[std::size_t(i)]);
  EXPECT_EQ(ask(cast.admin, "DELETE", "/custom_statuses/1").status, 422);
  EXPECT_EQ(ask(cast.admin, "PUT", "/custom_statuses/1", R"({"custom_status":{"active":false}})").status, 422);
  EXPECT_EQ(ask(cast.sara, "POST", "/custom_statuses.json", R"({"custom_status":{"status_category":"open","agent_label":"X"}})").status, 403);
}

}  // namespace
}  // namespace sahay::tickets
