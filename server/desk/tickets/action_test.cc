// Actions and placeholders: what a rule does to a ticket, what it shows before, and what it refuses.
#include "desk/tickets/action.h"

#include "desk/tickets/testing/tickets_desk.h"

namespace sahay::tickets {
namespace {

class ActionTest : public TicketsDesk {
 protected:
  Outcome act(const Ticket& ticket, const std::vector<Action>& actions) {
    auto done = write([&](db::Tx& tx) -> Result<Outcome> {
      Facts facts(tx, ticket, cast.sara);
      Placeholders texts(facts);
      Applying applying{facts, texts, {cast.sara}};
      TRY(collect(applying, actions));
      return carry_out(applying);
    });
    EXPECT_TRUE(done.ok()) << (done.ok() ? "" : done.error().key);
    return done.ok() ? *done : Outcome{};
  }
  std::string fill(const Ticket& ticket, std::string_view text, Escape escape = Escape::none) {
    return read([&](db::Tx& tx) {
      Facts facts(tx, ticket, cast.sara);
      return Placeholders(facts).fill(text, escape);
    });
  }
  std::string problem(const char* actions, Use use) {
    return read([&](db::Tx& tx) {
      const auto result = read_actions(tx, {{"actions", *parse_json(actions)}}, use);
      return result.ok() ? std::string("none") : result.error().fields.front().field + " " + result.error().fields.front().key;
    });
  }
};

TEST_F(ActionTest, one_run_is_one_change_of_the_ticket) {
  const Ticket ticket = make();
  const Outcome done = act(ticket, {{"status", "pending"}, {"priority", "urgent"}, {"type", "incident"}, {"assignee_id", "current_user"}, {"current_tags", "vip north"}, {"remove_tags", "north"},
                                    {"subject", "{{ticket.title}} of {{ticket.requester.name}}"}, {"due_date", "2"}, {"follower", Json(std::to_string(cast.oleg.value))}, {"cc", Json(std::to_string(cast.nadia.value))},
                                    {"comment_value", "Dear {{ticket.requester.first_name}}, this is #{{ticket.id}}."}, {"comment_mode_is_public", "true"}});
  EXPECT_EQ(done.ticket.status, "pending");
  EXPECT_EQ(done.ticket.priority, "urgent");
  EXPECT_EQ(done.ticket.type, "incident");
  EXPECT_EQ(done.ticket.assignee_id, cast.sara);
  EXPECT_EQ(done.ticket.tags, std::vector<std::string>{"vip"});
  EXPECT_EQ(done.ticket.subject, "Broken drill of Rina Akter");
  EXPECT_EQ(done.ticket.due_at, temp_.clock.now() + std::chrono::hours(48));
  EXPECT_EQ(done.ticket.follower_ids, std::vector<std::int64_t>{cast.oleg.value});
  EXPECT_EQ(done.ticket.email_cc_ids, std::vector<std::int64_t>{cast.nadia.value});
  ASSERT_EQ(comments_of(ticket.id).size(), 2u);
  EXPECT_EQ(comments_of(ticket.id).back().text, "Dear Rina, this is #" + std::to_string(ticket.id.value) + ".");
  EXPECT_EQ(events_of(ticket.id).size(), 2u);
}

TEST_F(ActionTest, own_fields_take_placeholders_and_keep_their_rules) {
  const Ticket ticket = make();
  const std::int64_t remark = add_field("text", "Remark"), product = add_field("tagger", "Product", R"([{"id":1,"name":"Drill","value":"drill"}])");
  const Outcome done = act(ticket, {{"custom_fields_" + std::to_string(remark), "by {{current_user.name}}"}, {"custom_fields_" + std::to_string(product), "drill"}});
  EXPECT_EQ(fill(done.ticket, "{{ticket.ticket_field_" + std::to_string(remark) + "}}"), "by Sara Ahmed");
  EXPECT_EQ(fill(done.ticket, "{{ticket.ticket_field_option_title_" + std::to_string(product) + "}}"), "Drill");
  const auto refused = write([&](db::Tx& tx) -> Result<void> {
    Facts facts(tx, done.ticket);
    Placeholders texts(facts);
    Applying applying{facts, texts, {}};
    return collect(applying, {{"custom_fields_" + std::to_string(product), "lathe"}});
  });
  EXPECT_FALSE(refused.ok());
}

TEST_F(ActionTest, nothing_to_do_makes_no_event) {
  const Ticket ticket = make();
  EXPECT_EQ(act(ticket, {{"current_tags", ""}, {"comment_value", "  "}}).event_id, 0);
  EXPECT_EQ(events_of(ticket.id).size(), 1u);
}

TEST_F(ActionTest, showing_a_change_changes_nothing) {
  const Ticket ticket = make();
  Change change;
  change.status = "solved";
  change.add_tags = {"vip"};
  const Ticket shown = read([&](db::Tx& tx) { return with_change(tx, ticket, change); });
  EXPECT_EQ(shown.status, "solved");
  EXPECT_EQ(shown.tags, std::vector<std::string>{"vip"});
  EXPECT_EQ(stored(ticket.id).status, "new");
}

TEST_F(ActionTest, wrong_actions_are_named) {
  EXPECT_EQ(problem(R"([{"field":"status","value":"solved"}])", kMacros), "none");
  EXPECT_EQ(problem(R"([{"field":"explode","value":"now"}])", kMacros), "actions rules.error.no_action");
  EXPECT_EQ(problem(R"([{"field":"status","value":"sleepy"}])", kTriggers), "actions rules.error.wrong_value");
  EXPECT_EQ(problem(R"([{"field":"assignee_id","value":"999"}])", kTriggers), "actions rules.error.wrong_value");
  EXPECT_EQ(problem(R"([{"field":"group_id","value":"999"}])", kTriggers), "actions rules.error.wrong_value");
  EXPECT_EQ(problem(R"([{"field":"due_date","value":"soon"}])", kTriggers), "actions rules.error.wrong_value");
  EXPECT_EQ(problem("[]", kTriggers), "actions error.field.blank");
}

TEST_F(ActionTest, values_are_escaped_for_where_they_stand) {
  const Ticket ticket = make(about("\"Drill\" <b>&\n{{ticket.id}}", "Line one\nline \\ two"));
  EXPECT_EQ(fill(ticket, R"({"t":"{{ticket.description}}"})", Escape::json), R"({"t":"Line one\nline \\ two"})");
  EXPECT_EQ(*parse_json(fill(ticket, R"({"t":"{{ticket.title}}"})", Escape::json)), (Json(JsonObject{{"t", ticket.subject}})));
  EXPECT_EQ(fill(ticket, "<p>{{ ticket.description }}</p>", Escape::html), "<p>Line one<br>line \\ two</p>");
  EXPECT_EQ(fill(ticket, "{{ticket.title}}"), ticket.subject) << "what a customer wrote is never looked through again";
}

TEST_F(ActionTest, only_names_of_the_list_are_filled) {
  const Ticket ticket = make();
  EXPECT_EQ(fill(ticket, "a{{ticket.secret}}b{{system('rm')}}c"), "abc");
  EXPECT_EQ(fill(ticket, "{{"), "{{");
  EXPECT_EQ(fill(ticket, "{{ {{ticket.id}} }}"), "{{ " + std::to_string(ticket.id.value) + " }}");
  EXPECT_EQ(fill(ticket, "{% if 1 %}"), "{% if 1 %}");
  EXPECT_EQ(fill(ticket, "{{ticket.status}} {{ticket.requester.email}} {{current_user.first_name}} {{ticket.via}}"), "New rina@meghna.example Sara api");
}

TEST_F(ActionTest, many_placeholders_stay_linear_and_bounded) {
  const Ticket ticket = make(about("Broken drill", std::string(60'000, 'x')));
  std::string text;
  for (int i = 0; i < 50'000; ++i) text += "{{ticket.description}}";
  EXPECT_LE(fill(ticket, text).size(), std::size_t(1) << 20);
  EXPECT_EQ(fill(ticket, std::string(200'000, '{')), std::string(200'000, '{'));
}

TEST_F(ActionTest, mail_to_the_unproved_goes_without_what_others_wrote) {
  const Ticket ticket = make();
  const std::string filled = read([&](db::Tx& tx) {
    Facts facts(tx, ticket);
    Placeholders texts(facts);
    texts.leave_words_out();
    return texts.fill("#{{ticket.id}} {{ticket.title}}|{{ticket.comments_formatted}}|{{ticket.status}}");
  });
  EXPECT_EQ(filled, "#" + std::to_string(ticket.id.value) + " ||New");
}

}  // namespace
}  // namespace sahay::tickets
