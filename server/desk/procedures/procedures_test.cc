#include "desk/procedures/procedures.h"

#include "desk/facts/facts.h"
#include "desk/procedures/procedures_api.h"
#include "desk/tickets/testing/tickets_site.h"

namespace sahay::procedures {
namespace {

class ProceduresTest : public tickets::TicketsSite {
 protected:
  ProceduresTest() : dispatcher_(*temp_) {
    add_procedure_routes(api_, book_);
    add_run_routes(api_);
    tickets::work_gates = {gate};
    dispatcher_.add_durable("procedures", {"ticket.created", "ticket.updated", "ticket.erased"}, [this](db::Tx& tx, const events::Event& event) {
      book_.hear(tx, event);
      Book::forget(tx, event);
    });
  }
  ~ProceduresTest() override { tickets::work_gates.clear(); }

  // Published; for tickets with the tag, when there is one.
  std::int64_t procedure(const std::string& steps, const std::string& tag = "") {
    const std::string filter = tag.empty() ? "" : R"(,"filter":{"all":[],"any":[{"field":"current_tags","operator":"includes","value":")" + tag + R"("}]})";
    const auto made = ask(cast.admin, "POST", "/procedures", R"({"procedure":{"draft":{"title":"Way","steps":[)" + steps + "]}" + filter + "}}");
    EXPECT_EQ(made.status, 201) << made.body;
    const std::int64_t id = parse_json(made.body).value().at("procedure").at("id").as_int64();
    const auto published = ask(cast.admin, "POST", "/procedures/" + std::to_string(id) + "/publish", "{}");
    EXPECT_EQ(published.status, 201) << published.body;
    return id;
  }
  std::string run_of(TicketId ticket, std::int64_t procedure) {
    const auto begun = ask(cast.sara, "POST", path_of(ticket, "/procedure_runs"), R"({"procedure_run":{"procedure_id":)" + std::to_string(procedure) + "}}");
    EXPECT_EQ(begun.status, 201) << begun.body;
    return "/procedure_runs/" + std::to_string(parse_json(begun.body).value().at("procedure_run").at("id").as_int64());
  }
  int does(const std::string& run, const std::string& what, const std::string& step, const std::string& more = "") {
    return ask(cast.sara, "POST", run + "/" + what, R"({"step":{"key":")" + step + "\"" + more + "}}").status;
  }
  std::size_t runs_on(TicketId ticket) {
    return read([&](db::Tx& tx) { return runs_of(tx, ticket).size(); });
  }
  static tickets::NewTicket tagged(std::string tag) {
    tickets::NewTicket out = about("Tagged");
    out.tags = {std::move(tag)};
    return out;
  }

  Book book_;
  events::Dispatcher dispatcher_;
};

const char* const kTwo = R"({"key":"cable","title":"Cable checked","mandatory":true,"fact":{"kind":"tried"}},{"key":"speed","title":"Speed","type":"measurement","unit":"Mbit/s","fact":{"kind":"environment"}})";

TEST_F(ProceduresTest, a_ticket_gets_what_its_conditions_ask_for_once) {
  const std::int64_t id = procedure(kTwo, "network");
  const auto plain = make(), wanted = make(tagged("network"));
  dispatcher_.wait_until_idle();
  EXPECT_EQ(runs_on(plain.id), 0u);
  EXPECT_EQ(runs_on(wanted.id), 1u);
  tickets::Change later;
  later.add_tags = {"network"};
  EXPECT_TRUE(change(cast.sara, plain.id, later).ok());
  dispatcher_.wait_until_idle();
  EXPECT_EQ(runs_on(plain.id), 1u) << "a tag that comes later counts too";
  const auto run = read([&](db::Tx& tx) { return runs_of(tx, wanted.id).front(); });
  EXPECT_EQ(run.procedure_id.value, id);
  EXPECT_EQ(ask(cast.sara, "POST", "/procedure_runs/" + std::to_string(run.id.value) + "/cancel", R"({"reason":"Not the network"})").status, 200);
  later.add_tags = {"another"};
  EXPECT_TRUE(change(cast.sara, wanted.id, later).ok());
  dispatcher_.wait_until_idle();
  EXPECT_EQ(runs_on(wanted.id), 1u) << "what was left does not come back";
}

TEST_F(ProceduresTest, staff_solve_only_when_the_mandatory_steps_are_done_or_skipped_with_a_reason) {
  const auto ticket = make();
  const std::string run = run_of(ticket.id, procedure(kTwo));
  tickets::Change solve;
  solve.status = "solved";
  EXPECT_EQ(wrong_field(change(cast.sara, ticket.id, solve)), "status");
  const auto held = write([&](db::Tx& tx) { return tickets::ask_work_gates(tx, {cast.sara}, *tickets::find(tx, ticket.id), tickets::WorkStep::hand_over); });
  EXPECT_FALSE(held.ok()) << "nor is it handed over";
  EXPECT_TRUE(change(cast.sara, make().id, solve).ok()) << "another ticket is free";
  EXPECT_EQ(does(run, "skip", "cable"), 422) << "no reason given";
  EXPECT_EQ(does(run, "skip", "cable", R"(,"reason":"It is wireless")"), 200);
  EXPECT_TRUE(change(cast.sara, ticket.id, solve).ok()) << "the other step is not mandatory";
}

TEST_F(ProceduresTest, a_customer_and_a_forced_change_are_not_held_up) {
  const auto ticket = make();
  run_of(ticket.id, procedure(kTwo));
  tickets::Change solve;
  solve.status = "solved";
  EXPECT_TRUE(write([&](db::Tx& tx) { return tickets::update(tx, {cast.rina, "web"}, ticket.id, solve); }).ok());
}

TEST_F(ProceduresTest, a_step_done_stands_in_the_history_and_in_the_facts_and_goes_with_its_undo) {
  const auto ticket = make();
  const std::string run = run_of(ticket.id, procedure(kTwo));
  EXPECT_EQ(does(run, "done", "speed", R"(,"amount":"fast")"), 422);
  EXPECT_EQ(does(run, "done", "speed", R"(,"amount":"23.5")"), 200);
  EXPECT_EQ(does(run, "done", "cable", R"(,"text":"both ends")"), 200);
  EXPECT_EQ(does(run, "done", "cable"), 409) << "it is done already";
  const auto known = [&] {
    return read([&](db::Tx& tx) {
      std::vector<std::string> out;
      for (const facts::Fact& fact : facts::of_ticket(tx, ticket.id))
        if (fact.holds()) out.push_back(fact.kind + " " + words_of(fact) + (fact.detail.empty() ? "" : " | " + fact.detail) + " " + fact.source);
      return out;
    });
  };
  EXPECT_EQ(known(), (std::vector<std::string>{"environment Speed: 23.5 Mbit/s procedure", "tried Cable checked | both ends procedure"}));
  const auto shown = ask(cast.sara, "GET", "/console" + path_of(ticket.id));
  EXPECT_NE(shown.body.find("“Cable checked” করেছেন: both ends (Way)"), std::string::npos) << shown.body;
  EXPECT_EQ(does(run, "reopen", "cable"), 200);
  EXPECT_EQ(known(), std::vector<std::string>{"environment Speed: 23.5 Mbit/s procedure"});
  tickets::Change solve;
  solve.status = "solved";
  EXPECT_FALSE(change(cast.sara, ticket.id, solve).ok()) << "the step is open again";
}

TEST_F(ProceduresTest, a_run_keeps_the_version_it_began_with) {
  const std::int64_t id = procedure(kTwo);
  const std::string path = "/procedures/" + std::to_string(id);
  const auto ticket = make();
  const std::string run = run_of(ticket.id, id);
  EXPECT_EQ(ask(cast.admin, "PUT", path, R"({"procedure":{"draft":{"title":"New way","steps":[{"key":"only","title":"Only step"}]}}})").status, 200);
  EXPECT_NE(ask(cast.sara, "GET", run).body.find("Cable checked"), std::string::npos) << "a draft is seen by nobody";
  EXPECT_EQ(ask(cast.admin, "POST", path + "/publish", "{}").status, 201);
  const auto old = ask(cast.sara, "GET", run);
  EXPECT_NE(old.body.find("Cable checked"), std::string::npos);
  EXPECT_NE(old.body.find("\"newer_version\":true"), std::string::npos);
  EXPECT_NE(ask(cast.sara, "GET", run_of(make().id, id)).body.find("Only step"), std::string::npos);
  EXPECT_EQ(ask(cast.admin, "DELETE", path).status, 409) << "what ran stays readable";
}

TEST_F(ProceduresTest, a_step_for_administrators_is_neither_done_nor_skipped_by_an_agent) {
  const auto ticket = make();
  const std::string run = run_of(ticket.id, procedure(R"({"key":"pay","title":"Pay","mandatory":true,"role":"admin"})"));
  EXPECT_EQ(ask(cast.oleg, "POST", run + "/done", R"({"step":{"key":"pay"}})").status, 403);
  EXPECT_EQ(ask(cast.oleg, "POST", run + "/skip", R"({"step":{"key":"pay","reason":"x"}})").status, 403);
  EXPECT_EQ(ask(cast.oleg, "POST", run + "/cancel", R"({"reason":"x"})").status, 403);
  EXPECT_EQ(ask(cast.admin, "POST", run + "/done", R"({"step":{"key":"pay"}})").status, 200);
}

TEST_F(ProceduresTest, the_statistics_name_skipped_solving_and_dead_steps) {
  const std::int64_t id = procedure(R"({"key":"a","title":"A"},{"key":"b","title":"B","mandatory":true},{"key":"c","title":"C"})", "count");
  const auto ticket = make(tagged("count"));
  dispatcher_.wait_until_idle();
  const auto run = read([&](db::Tx& tx) { return runs_of(tx, ticket.id).front(); });
  const std::string path = "/procedure_runs/" + std::to_string(run.id.value);
  EXPECT_EQ(does(path, "skip", "c", R"(,"reason":"no such device")"), 200);
  EXPECT_EQ(does(path, "skip", "a", R"(,"reason":"asked already")"), 200);
  temp_.clock.advance(std::chrono::minutes(1));
  EXPECT_EQ(does(path, "done", "b"), 200);
  set_status_of(ticket.id, "solved");
  dispatcher_.wait_until_idle();
  const Json read = parse_json(ask(cast.admin, "GET", "/procedures/" + std::to_string(id) + "/statistics?sample=1").body).value().at("statistics");
  std::vector<std::string> lines;
  for (const Json& step : read.at("steps").as_array())
    lines.push_back(std::string(step.at("key").as_string()) + " " + sahay::to_string(step.at("done")) + sahay::to_string(step.at("skipped")) + sahay::to_string(step.at("solved_after")) +
                    (step.at("dead").as_bool() ? " dead" : ""));
  EXPECT_EQ(lines, (std::vector<std::string>{"a 010 dead", "b 101", "c 010 dead"}));
  EXPECT_EQ(read.at("skips").as_array().size(), 2u);
}

TEST_F(ProceduresTest, the_twelve_that_come_along_are_whole_in_three_languages_and_load_once) {
  const auto loaded = ask(cast.admin, "POST", "/procedures/shipped", "{}");
  EXPECT_EQ(loaded.body, R"({"made":12})");
  EXPECT_EQ(ask(cast.admin, "POST", "/procedures/shipped", "{}").body, R"({"made":0})");
  const auto all = read([&](db::Tx& tx) { return procedure_resource().select(tx, api::Where{}); });
  ASSERT_EQ(all.size(), 12u);
  for (const Procedure& each : all) {
    const Definition definition = parse_definition(each.draft.text);
    EXPECT_GE(definition.steps.size(), 6u) << each.key;
    for (const Step& step : definition.steps)
      for (const Words* words : {&step.title, step.type == "text" ? &step.text : &step.title})
        for (const std::string& text : words->texts) EXPECT_FALSE(text.empty()) << each.key << " " << step.key;
    EXPECT_TRUE(std::any_of(definition.steps.begin(), definition.steps.end(), [](const Step& step) { return step.mandatory; })) << each.key;
  }
}

}  // namespace
}  // namespace sahay::procedures
