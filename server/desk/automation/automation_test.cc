// Triggers on events, automations on time: order, rounds, loops, failures, traces, dry runs.
#include "desk/automation/automation.h"

#include "desk/automation/rule_sql.h"
#include "desk/tickets/testing/tickets_desk.h"

namespace sahay::automation {
namespace {

class RulesTest : public tickets::TicketsDesk {
 protected:
  static Rule rule(std::int64_t id, const char* conditions, const char* actions) {
    Rule out;
    out.kind = "trigger";
    out.id = id;
    out.title = "Rule " + std::to_string(id);
    out.conditions = tickets::parse_conditions(conditions);
    out.actions = tickets::parse_actions(actions);
    return out;
  }
  std::vector<RuleRun> run(const std::vector<Rule>& rules, events::Event event) {
    return *write([&](db::Tx& tx) -> Result<std::vector<RuleRun>> { return run_triggers(tx, rules, event); });
  }
  events::Event last_event(TicketId id) { return events_of(id).back(); }
  static std::vector<std::string> seen(const std::vector<RuleRun>& runs) {
    std::vector<std::string> out;
    for (const RuleRun& one : runs) out.push_back(std::to_string(one.rule_id) + " " + one.outcome);
    return out;
  }
};

using Seen = std::vector<std::string>;

TEST_F(RulesTest, a_trigger_acts_on_what_it_holds_for_and_says_so) {
  const auto ticket = make();
  const auto runs = run({rule(1, R"({"all":[{"field":"update_type","operator":"is","value":"Create"}]})", R"([{"field":"priority","value":"high"}])"),
                         rule(2, R"({"all":[{"field":"update_type","operator":"is","value":"Change"}]})", R"([{"field":"priority","value":"low"}])")}, last_event(ticket.id));
  EXPECT_EQ(seen(runs), Seen{"1 applied"});
  EXPECT_EQ(stored(ticket.id).priority, "high");
  EXPECT_EQ(runs[0].changes.text, R"([{"field":"priority","from":null,"to":"high"}])");
  const auto event = last_event(ticket.id);
  EXPECT_EQ(event.via, "rule");
  EXPECT_EQ(event.depth, 1);
  EXPECT_EQ(event.cause_id, events_of(ticket.id).front().id);
  const Json named = parse_json(event.data.text)->at("rule");
  EXPECT_EQ(named, (Json(JsonObject{{"kind", "trigger"}, {"id", 1}, {"title", "Rule 1"}})));
}

TEST_F(RulesTest, a_change_begins_the_round_again_and_each_rule_acts_once) {
  const auto ticket = make();
  // The first holds only after the second has acted.
  const auto runs = run({rule(1, R"({"all":[{"field":"current_tags","operator":"includes","value":"b"}]})", R"([{"field":"current_tags","value":"c"}])"),
                         rule(2, R"({"all":[{"field":"update_type","operator":"is","value":"Create"}]})", R"([{"field":"current_tags","value":"b"}])")}, last_event(ticket.id));
  EXPECT_EQ(seen(runs), (Seen{"2 applied", "1 applied"}));
  EXPECT_EQ(stored(ticket.id).tags, (std::vector<std::string>{"b", "c"}));
}

TEST_F(RulesTest, two_rules_that_undo_each_other_end) {
  const auto ticket = make();
  const auto runs = run({rule(1, R"({"all":[{"field":"priority","operator":"is_not","value":"high"}]})", R"([{"field":"priority","value":"high"}])"),
                         rule(2, R"({"all":[{"field":"priority","operator":"is","value":"high"}]})", R"([{"field":"priority","value":"low"}])")}, last_event(ticket.id));
  EXPECT_EQ(seen(runs), (Seen{"1 applied", "2 applied"}));
  EXPECT_TRUE(run({rule(1, R"({"all":[{"field":"priority","operator":"is","value":"low"}]})", R"([{"field":"priority","value":"high"}])")}, last_event(ticket.id)).empty()) << "a trigger's change is not answered again";
}

TEST_F(RulesTest, changed_from_and_to_span_the_whole_round) {
  const auto ticket = make();
  tickets::Change wanted;
  wanted.status = "pending";
  const auto done = change(cast.sara, ticket.id, wanted);
  const auto runs = run({rule(1, R"({"all":[{"field":"status","operator":"value","value":"pending"},{"field":"status","operator":"value_previous","value":"new"}]})", R"([{"field":"status","value":"hold"}])"),
                         rule(2, R"({"all":[{"field":"status","operator":"value","value":"hold"},{"field":"status","operator":"value_previous","value":"new"}]})", R"([{"field":"current_tags","value":"held"}])"),
                         rule(3, R"({"all":[{"field":"status","operator":"value_previous","value":"open"}]})", R"([{"field":"current_tags","value":"wrong"}])")}, *done->event);
  EXPECT_EQ(seen(runs), (Seen{"1 applied", "2 applied"}));
}

TEST_F(RulesTest, a_failing_rule_is_recorded_and_stops_nobody) {
  const auto ticket = make();
  const auto runs = run({rule(1, R"({"all":[{"field":"update_type","operator":"is","value":"Create"}]})", R"([{"field":"assignee_id","value":"424242"}])"),
                         rule(2, R"({"all":[{"field":"update_type","operator":"is","value":"Create"}]})", R"([{"field":"no_such_action","value":"x"}])"),
                         rule(3, R"({"all":[{"field":"update_type","operator":"is","value":"Create"}]})", R"([{"field":"priority","value":"high"}])")}, last_event(ticket.id));
  EXPECT_EQ(seen(runs), (Seen{"1 failed", "2 failed", "3 applied"}));
  EXPECT_NE(runs[0].reason, "");
  EXPECT_EQ(stored(ticket.id).priority, "high");
}

TEST_F(RulesTest, a_chain_of_causes_ends_at_depth_five_with_a_record) {
  const auto ticket = make();
  auto event = last_event(ticket.id);
  event.depth = kDeepest;
  const auto runs = run({rule(1, R"({"all":[{"field":"status","operator":"is","value":"new"}]})", R"([{"field":"priority","value":"high"}])")}, event);
  EXPECT_EQ(seen(runs), Seen{"1 stopped"});
  EXPECT_EQ(runs[0].reason, "rules.run.too_deep");
  EXPECT_EQ(stored(ticket.id).priority, "");
}

TEST_F(RulesTest, imports_and_what_was_before_the_rule_fire_nothing) {
  const auto ticket = make();
  auto event = last_event(ticket.id);
  Rule young = rule(1, R"({"all":[{"field":"status","operator":"is","value":"new"}]})", R"([{"field":"priority","value":"high"}])");
  young.since = event.created_at + std::chrono::seconds(1);
  EXPECT_TRUE(run({young}, event).empty());
  event.via = "import";
  EXPECT_TRUE(run({rule(1, R"({"all":[{"field":"status","operator":"is","value":"new"}]})", R"([{"field":"priority","value":"high"}])")}, event).empty());
}

TEST_F(RulesTest, notifications_are_queued_and_shown) {
  add_notification_actions();
  const auto ticket = make();
  const auto runs = run({rule(1, R"({"all":[{"field":"update_type","operator":"is","value":"Create"}]})",
                              R"([{"field":"notification_user","value":["all_agents","New: {{ticket.title}}","See #{{ticket.id}}"]},{"field":"notification_group","value":["group_id","To the group","Look"]}])")}, last_event(ticket.id));
  ASSERT_EQ(seen(runs), Seen{"1 applied"});
  const Json effects = *parse_json(runs[0].effects.text);
  EXPECT_EQ(effects.at(0).at("subject"), Json("New: Broken drill"));
  EXPECT_EQ(effects.at(0).at("to").as_array().size(), 3u);
  const auto queued = read([](db::Tx& tx) { return tx.scalar<std::int64_t>(std::string("select count(*) from jobs where kind = 'channels.notice'")); });
  EXPECT_GE(queued.value_or(0), 3);
}

TEST_F(RulesTest, an_automation_acts_when_its_time_has_come_and_once) {
  const auto early = make(), late = make();
  Rule close = rule(1, R"({"all":[{"field":"status","operator":"is","value":"solved"},{"field":"SOLVED","operator":"greater_than","value":"96"}]})", R"([{"field":"status","value":"closed"}])");
  close.kind = "automation";
  const auto solve = [&](TicketId id) {
    write([&](db::Tx& tx) -> Result<void> {
      tickets::Change wanted;
      wanted.status = "solved";
      tickets::keep_times(tx, *TRY(tickets::update(tx, {cast.sara}, id, wanted)).event);
      return {};
    }).ok();
  };
  solve(early.id);
  temp_.clock.advance(std::chrono::hours(50));
  solve(late.id);
  EXPECT_EQ(*run_automation(*temp_, close), 0);
  temp_.clock.advance(std::chrono::hours(47));
  EXPECT_EQ(*run_automation(*temp_, close), 1);
  EXPECT_EQ(stored(early.id).status, "closed");
  EXPECT_EQ(stored(late.id).status, "solved");
  EXPECT_EQ(*run_automation(*temp_, close), 0);
}

TEST_F(RulesTest, an_automation_that_holds_on_does_not_act_twice_within_the_hour) {
  const auto ticket = make();
  Rule remind = rule(1, R"({"all":[{"field":"NEW","operator":"is","value":"2"}]})", R"([{"field":"current_tags","value":"reminded"}])");
  remind.kind = "automation";
  temp_.clock.advance(std::chrono::hours(2) + std::chrono::minutes(5));
  EXPECT_EQ(*run_automation(*temp_, remind), 1);
  temp_.clock.advance(std::chrono::minutes(30));
  EXPECT_EQ(*run_automation(*temp_, remind), 0);
  temp_.clock.advance(std::chrono::hours(3));
  EXPECT_EQ(*run_automation(*temp_, remind), 0) << "two hours are past";
}

TEST_F(RulesTest, a_dry_run_shows_and_takes_everything_back) {
  const auto first = make(), other = make(tickets::TicketsDesk::about("Lost key"));
  const Rule raise = rule(1, R"({"all":[{"field":"subject_includes_word","operator":"includes","value":"drill"}]})", R"([{"field":"priority","value":"urgent"},{"field":"comment_value","value":"Seen"}])");
  const auto caller = people::context_as(api::Access::admin, cast.admin).caller;
  const Preview shown = preview(*temp_, raise, {}, caller);
  ASSERT_EQ(shown.would_change.size(), 1u);
  EXPECT_EQ(shown.looked_at, 2u);
  EXPECT_EQ(shown.would_change[0].ticket.id, first.id);
  EXPECT_NE(shown.would_change[0].run.changes.text.find("urgent"), std::string::npos);
  EXPECT_EQ(stored(first.id).priority, "");
  EXPECT_EQ(events_of(first.id).size(), 1u);
  EXPECT_EQ(read([](db::Tx& tx) { return tx.scalar<std::int64_t>(std::string("select count(*) from rule_runs")); }), 0);
  EXPECT_TRUE(preview(*temp_, raise, {other.id.value}, caller).would_change.empty());
}

TEST_F(RulesTest, the_first_rules_are_written_once_and_can_be_read) {
  for (int i = 0; i < 2; ++i) write([](db::Tx& tx) -> Result<void> { create_first_rules(tx); return {}; }).ok();
  add_notification_actions();
  read([](db::Tx& tx) {
    const auto triggers = tx.all<Trigger>(std::string("select * from triggers"));
    EXPECT_EQ(triggers.size(), 2u);
    for (const Trigger& trigger : triggers) {
      EXPECT_TRUE(tickets::read_conditions(tx, {{"conditions", *parse_json(trigger.conditions.text)}}, tickets::kTriggers).ok()) << trigger.title;
      EXPECT_TRUE(tickets::read_actions(tx, {{"actions", *parse_json(trigger.actions.text)}}, tickets::kTriggers).ok()) << trigger.title;
    }
    for (const Macro& macro : tx.all<Macro>(std::string("select * from macros")))
      EXPECT_TRUE(tickets::read_actions(tx, {{"actions", *parse_json(macro.actions.text)}}, tickets::kMacros).ok()) << macro.title;
  });
}

}  // namespace
}  // namespace sahay::automation
