// Routing in a store: who gets what, what goes back, what calls for attention.
#include "desk/routing/routing.h"

#include "desk/people/setting.h"
#include "desk/routing/routing_sql.h"
#include "desk/tickets/change_made.h"
#include "desk/tickets/facts.h"
#include "desk/tickets/testing/tickets_desk.h"

namespace sahay::routing {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

class RoutingTest : public tickets::TicketsDesk {
 protected:
  RoutingTest() : desk_([this](db::Tx&, std::int64_t, GroupId) { return OpenState{open_, {}}; }), dispatcher_(*temp_), worker_(*temp_, temp_.clock) {
    tickets::change_made = [this](db::Tx& tx, const events::Event& event, const tickets::Ticket&) { desk_.watch_change(tx, event); };
    dispatcher_.add_durable("ticket_times", {"ticket.updated"}, tickets::keep_times);
    dispatcher_.add_durable("routing", {kWanted}, [this](db::Tx& tx, const events::Event& event) { desk_.hear(tx, event); });
    worker_.handle(kSweep, [this](db::Store& store, const jobs::Job& job) { return desk_.sweep(store, job); });
    worker_.handle(kWatch, [this](db::Store& store, const jobs::Job& job) { return desk_.watch(store, job); });
  }
  ~RoutingTest() override { tickets::change_made = nullptr; }

  void settle() {
    for (int i = 0; i < 3; ++i) {
      dispatcher_.wait_until_idle();
      worker_.run_due();
    }
    dispatcher_.wait_until_idle();
  }
  void wait(Duration time) {
    temp_.clock.advance(time);
    settle();
  }
  // Support hands out by `method`; both agents are there.
  void open_desk(GroupRow row) {
    row.group_id = cast.support;
    (void)write([&](db::Tx& tx) -> Result<void> {
      tx.execute(sql::routing::save_group, row.group_id, row.method, row.capacity, row.skills, row.language, row.within_hours, row.release_minutes, row.keep_owner, tx.now());
      desk_.reload(tx);
      return {};
    });
    say(cast.oleg, "online");
    say(cast.sara, "online");
  }
  void say(UserId agent, std::string_view status) {
    (void)write([&](db::Tx& tx) -> Result<void> { TRY(set_status(tx, agent, status)); return {}; });
  }
  tickets::NewTicket in_support(std::string subject) {
    tickets::NewTicket wanted = about(std::move(subject));
    wanted.group = cast.support;
    return wanted;
  }
  TicketId arrives(std::string subject = "Broken drill") {
    const TicketId id = make(in_support(std::move(subject))).id;
    settle();
    return id;
  }
  UserId holder(TicketId id) { return stored(id).assignee_id; }
  static GroupRow by(std::string method, std::int64_t capacity = 0) {
    GroupRow row;
    row.method = std::move(method);
    row.capacity = capacity;
    row.language = "ignore";
    return row;
  }

  bool open_ = true;
  Desk desk_;
  events::Dispatcher dispatcher_;
  jobs::Worker worker_;
};

TEST_F(RoutingTest, a_group_that_hands_out_by_hand_costs_no_event) {
  const TicketId id = arrives();
  EXPECT_FALSE(holder(id));
  EXPECT_EQ(read([](db::Tx& tx) { return tx.scalar<std::int64_t>("select count(*) from events where kind = 'routing.wanted'").value_or(-1); }), 0);
}

TEST_F(RoutingTest, tickets_go_to_the_least_busy_and_the_history_says_why) {
  open_desk(by("load"));
  const TicketId first = arrives(), second = arrives();
  EXPECT_NE(holder(first).value, holder(second).value);
  EXPECT_EQ(stored(first).status, "open");
  const auto history = events_of(first);
  const Json data = parse_json(history.back().data.text).value();
  EXPECT_EQ(data.at("why").at("agent_id").as_int64(), holder(first).value);
  EXPECT_EQ(data.at("rule").at("kind").as_string(), "routing");
}

TEST_F(RoutingTest, a_limit_is_never_passed_and_a_free_place_is_taken_at_once) {
  open_desk(by("load", 1));
  std::vector<TicketId> all;
  for (int i = 0; i < 4; ++i) all.push_back(make(in_support("One of four")).id);
  settle();
  int given = 0;
  for (const TicketId id : all) given += bool(holder(id));
  EXPECT_EQ(given, 2);
  TicketId done = all[0];
  for (const TicketId id : all)
    if (holder(id)) done = id;
  const UserId free = holder(done);
  set_status_of(done, "solved");
  settle();
  given = 0;
  for (const TicketId id : all) given += holder(id) && stored(id).status != "solved";
  EXPECT_EQ(given, 2);
  EXPECT_EQ(read([&](db::Tx& tx) { return tx.scalar<std::int64_t>(sql::routing::open_of_agent, free).value_or(0); }), 1);
}

TEST_F(RoutingTest, urgent_tickets_are_given_out_first) {
  open_desk(by("load", 1));
  say(cast.oleg, "away");
  const TicketId held = arrives("First"), plain = arrives("Plain");
  tickets::NewTicket wish = in_support("Urgent");
  wish.priority = "urgent";
  const TicketId urgent = make(wish).id;
  settle();
  set_status_of(held, "solved");
  settle();
  EXPECT_EQ(holder(urgent).value, cast.sara.value);
  EXPECT_FALSE(holder(plain));
}

TEST_F(RoutingTest, what_an_absent_agent_holds_goes_back_after_the_set_time_and_to_somebody_else) {
  GroupRow row = by("load");
  row.release_minutes = 30;
  open_desk(row);
  const TicketId id = arrives();
  const UserId first = holder(id), other = first == cast.oleg ? cast.sara : cast.oleg;
  say(first, "away");
  settle();
  wait(minutes(29));
  EXPECT_EQ(holder(id).value, first.value);
  wait(minutes(2));
  EXPECT_EQ(holder(id).value, other.value);
  EXPECT_EQ(stored(id).owner_id.value, first.value);  // who answers to the customer stays
  const auto kinds = read([&](db::Tx& tx) {
    std::vector<std::string> out;
    for (const DecisionRow& decision : tx.all<DecisionRow>(sql::routing::decisions, id)) out.push_back(decision.kind);
    return out;
  });
  EXPECT_EQ(kinds, (std::vector<std::string>{"assigned", "released", "assigned"}));
}

TEST_F(RoutingTest, who_keeps_their_tickets_keeps_them) {
  GroupRow row = by("load");
  row.release_minutes = 30;
  open_desk(row);
  const TicketId id = arrives();
  const UserId first = holder(id);
  (void)write([&](db::Tx& tx) -> Result<void> {
    AgentState state = state_of(tx, first);
    state.keep_tickets = true;
    save_state(tx, state);
    return {};
  });
  say(first, "offline");
  settle();
  wait(hours(5));
  EXPECT_EQ(holder(id).value, first.value);
}

TEST_F(RoutingTest, leave_begins_and_ends_on_its_days) {
  open_desk(by("load"));
  const TicketId id = arrives();
  const UserId first = holder(id), other = first == cast.oleg ? cast.sara : cast.oleg;
  const std::string tomorrow = to_iso8601(temp_.clock.now() + hours(24)).substr(0, 10);
  (void)write([&](db::Tx& tx) -> Result<void> {
    AgentState state = state_of(tx, first);
    state.leaves.text = R"([{"from":")" + tomorrow + R"(","to":")" + tomorrow + R"("}])";
    save_state(tx, state);
    wake(tx);
    return {};
  });
  settle();
  EXPECT_EQ(holder(id).value, first.value);
  wait(hours(24));
  EXPECT_EQ(holder(id).value, other.value);
  EXPECT_EQ(read([&](db::Tx& tx) { return presence_of(tx, first).word; }), "leave");
  wait(hours(24));
  EXPECT_EQ(read([&](db::Tx& tx) { return presence_of(tx, first).word; }), "online");
}

TEST_F(RoutingTest, the_word_of_a_console_ends_when_it_is_silent) {
  open_desk(by("load"));
  (void)write([&](db::Tx& tx) -> Result<void> { tx.execute("delete from agent_states"); return {}; });
  desk_.console_heard(*temp_, cast.sara);
  EXPECT_EQ(read([&](db::Tx& tx) { return presence_of(tx, cast.sara).word; }), "online");
  wait(minutes(2));
  desk_.console_heard(*temp_, cast.sara);
  wait(minutes(2));
  EXPECT_EQ(read([&](db::Tx& tx) { return presence_of(tx, cast.sara).word; }), "online");
  wait(minutes(2));
  EXPECT_EQ(read([&](db::Tx& tx) { return presence_of(tx, cast.sara).word; }), "offline");
  desk_.console_heard(*temp_, cast.sara);
  EXPECT_EQ(read([&](db::Tx& tx) { return presence_of(tx, cast.sara).word; }), "online");
  say(cast.sara, "away");
  wait(minutes(2));
  desk_.console_heard(*temp_, cast.sara);
  EXPECT_EQ(read([&](db::Tx& tx) { return presence_of(tx, cast.sara).word; }), "away");  // a person's word is stronger
}

TEST_F(RoutingTest, a_skill_by_tag_decides) {
  open_desk(by("load"));
  (void)write([&](db::Tx& tx) -> Result<void> {
    tx.execute("insert into skills(id, name, name_key, description, tags, created_at, updated_at) values (7, 'Pumps', 'pumps', '', '[\"pump\"]', 1, 1)");
    AgentState state = state_of(tx, cast.sara);
    state.skill_ids = {7};
    save_state(tx, state);
    return {};
  });
  for (int i = 0; i < 3; ++i) {
    tickets::NewTicket wish = in_support("A pump");
    wish.tags = {"pump"};
    const TicketId id = make(wish).id;
    settle();
    EXPECT_EQ(holder(id).value, cast.sara.value);
  }
}

TEST_F(RoutingTest, nothing_is_given_out_while_the_group_is_closed) {
  open_desk(by("load"));
  open_ = false;
  const TicketId id = arrives();
  EXPECT_FALSE(holder(id));
  open_ = true;
  (void)write([&](db::Tx& tx) -> Result<void> { wake(tx); return {}; });
  settle();
  EXPECT_TRUE(holder(id));
}

TEST_F(RoutingTest, a_ticket_that_is_passed_around_is_marked_for_a_while) {
  const TicketId id = make().id;
  const auto give = [&](UserId to) {
    tickets::Change change;
    change.assignee = to;
    (void)this->change(cast.admin, id, change);
    settle();
  };
  const auto flags = [&] { return read([&](db::Tx& tx) { return flags_of(tx, id); }); };
  for (const UserId to : {cast.oleg, cast.sara, cast.oleg, cast.sara}) give(to);  // the first is no handover
  EXPECT_TRUE(flags().empty());
  give(cast.oleg);
  EXPECT_EQ(flags(), (std::vector<std::string>{"bouncing"}));
  wait(hours(24 * 8));
  EXPECT_TRUE(flags().empty());
}

TEST_F(RoutingTest, a_ticket_without_progress_is_marked_and_an_answer_unmarks_it) {
  const TicketId id = make().id;
  const auto flags = [&] { return read([&](db::Tx& tx) { return flags_of(tx, id); }); };
  temp_.clock.advance(hours(15));
  EXPECT_EQ(mark_stuck(*temp_), 0);
  temp_.clock.advance(hours(2));
  EXPECT_EQ(mark_stuck(*temp_), 1);
  EXPECT_EQ(mark_stuck(*temp_), 0);
  EXPECT_EQ(flags(), (std::vector<std::string>{"stuck"}));
  (void)hear(id, words("Is anybody there?"));  // the customer's word is no progress
  settle();
  EXPECT_EQ(flags(), (std::vector<std::string>{"stuck"}));
  (void)change(cast.sara, id, reply("We are on it."));
  settle();
  EXPECT_TRUE(flags().empty());
}

}  // namespace
}  // namespace sahay::routing
