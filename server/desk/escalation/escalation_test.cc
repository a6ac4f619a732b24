#include "desk/escalation/escalation.h"

#include "desk/people/role.h"
#include "desk/tickets/packet.h"
#include "desk/tickets/change_made.h"
#include "desk/tickets/reply_gate.h"
#include "desk/tickets/testing/tickets_site.h"

namespace sahay::escalation {
namespace {

class EscalationTest : public tickets::TicketsSite {
 protected:
  EscalationTest() : worker_(*temp_, temp_.clock) {
    add_escalation_routes(api_);
    worker_.handle(kTarget, [](db::Store& store, const jobs::Job& job) { return ring(store, job); });
    tickets::owner_gate = owner_gate;
    tickets::change_made = watch_change;
    tickets::reply_gate = [](api::Context& c, db::Tx& tx, const tickets::Ticket& ticket, const tickets::Change& change, const JsonObject&) -> Result<tickets::AfterReply> {
      TRY(answer_gate(tx, ticket, change, UserId(c.caller.id)));
      return tickets::AfterReply{};
    };
    promises::calendar_of = nullptr;
    ticket_ = make().id;
    change(R"({"assignee_id":)" + std::to_string(cast.sara.value) + "}");
    const auto group = read([&](db::Tx& tx) { return tickets::find(tx, ticket_)->group_id.value; });
    const auto tier = write([&](db::Tx& tx) -> Result<std::int64_t> {
      const std::int64_t id = tx.new_id("escalation_tiers");
      tx.execute(std::string("insert into escalation_tiers values ($1, $2, '2', 'Bench', '{\"all\":[],\"any\":[]}', 60, 0, null, $3, 1, 0, 0)"), id, group, cast.oleg.value);
      return id;
    });
    tier_ = *tier;
  }
  ~EscalationTest() override {
    tickets::owner_gate = nullptr;
    tickets::reply_gate = nullptr;
    tickets::change_made = nullptr;
  }

  Answer change(const std::string& fields, UserId as = {}) { return ask(as ? as : cast.sara, "PUT", path_of(ticket_), R"({"ticket":)" + fields + "}"); }
  Answer hand_over(const std::string& packet) {
    return ask(cast.sara, "POST", path_of(ticket_, "/handovers"), R"({"handover":{"why":"skill","tier_id":)" + std::to_string(tier_) + R"(,"packet":)" + packet + "}}");
  }
  std::string whole() {
    return R"({"problem":"The pump stops after ten minutes.","facts":"Fuse changed, no effect.","question":"Is it the thermal switch?","promised":"A call.","next_contact_at":")" +
           to_iso8601(temp_.clock.now() + std::chrono::hours(4)) + "\"}";
  }
  tickets::Ticket now() {
    return read([&](db::Tx& tx) { return *tickets::find(tx, ticket_); });
  }
  std::size_t public_words() {
    return read([&](db::Tx& tx) { return tickets::comments(tx, ticket_, true).size(); });
  }

  jobs::Worker worker_;
  TicketId ticket_;
  std::int64_t tier_ = 0;
};

TEST_F(EscalationTest, an_incomplete_packet_moves_nothing_and_names_every_field) {
  const Answer refused = hand_over(R"({"problem":"Stops. Loud.","facts":"","question":"","promised":""})");
  EXPECT_EQ(refused.status, 422);
  for (const char* field : {"problem", "facts", "question", "promised", "next_contact_at"}) EXPECT_NE(refused.body.find(std::string("\"") + field + "\""), std::string::npos) << field;
  EXPECT_EQ(now().assignee_id, cast.sara);
}

TEST_F(EscalationTest, the_specialist_works_and_the_owner_stays) {
  const Answer made = hand_over(whole());
  ASSERT_EQ(made.status, 201) << made.body;
  EXPECT_EQ(now().assignee_id, cast.oleg);
  EXPECT_EQ(now().owner_id, cast.sara);
  const std::string path = "/handovers/" + std::to_string(made.number("handover", "id"));
  EXPECT_EQ(change(R"({"comment":{"body":"Hello","public":true}})", cast.oleg).status, 409) << "the owner writes to the customer";
  EXPECT_EQ(ask(cast.oleg, "POST", path + "/allow_answer", R"({"allowed":true})").status, 403);
  EXPECT_EQ(ask(cast.sara, "POST", path + "/allow_answer", R"({"allowed":true})").status, 200);
  EXPECT_EQ(change(R"({"comment":{"body":"Hello","public":true}})", cast.oleg).status, 200);
  EXPECT_EQ(ask(cast.oleg, "POST", path + "/return", R"({"return":{"outcome":"cause_found"}})").status, 422);
  const Answer back = ask(cast.oleg, "POST", path + "/return", R"({"return":{"outcome":"cause_found","result":"Switch worn","tell_customer":"We send a new one"}})");
  ASSERT_EQ(back.status, 200) << back.body;
  EXPECT_EQ(now().assignee_id, cast.sara);
  EXPECT_EQ(ask(cast.oleg, "POST", path + "/accept").status, 409) << "it has ended";
  const Answer report = ask(cast.sara, "GET", "/handovers/report");
  EXPECT_EQ(report.number("handover_report", "rows", 0, "returned"), 1) << report.body;
}

TEST_F(EscalationTest, a_packet_tells_times_as_its_reader_counts_them) {
  write([&](db::Tx& tx) -> Result<void> {
    tx.execute(std::string("update users set locale = 'ru', time_zone = 'Asia/Dhaka' where id = $1"), cast.oleg);
    return {};
  }).value();
  tickets::packet_lines = {[](db::Tx&, const tickets::Ticket&, const tickets::PacketReader& reader) { return std::vector<std::string>{"Lamp red, " + reader.time_zone}; }};
  const std::string due = to_iso8601(temp_.clock.now() + std::chrono::hours(4));
  const Answer made = hand_over(R"({"problem":"The pump stops after ten minutes.","facts":"","question":"Is it the switch?","promised":"A call.","next_contact_at":")" + due + "\"}");
  tickets::packet_lines.clear();
  ASSERT_EQ(made.status, 201) << made.body;
  const std::string note = read([&](db::Tx& tx) { return tickets::comments(tx, ticket_, false).back().text; });
  EXPECT_EQ(note.find(due.substr(0, 11)), std::string::npos) << note;
  EXPECT_NE(note.find("- Lamp red, Asia/Dhaka"), std::string::npos) << note;
  EXPECT_NE(note.find("2 января, 13:04"), std::string::npos) << note;
}

TEST_F(EscalationTest, a_packet_for_a_team_tells_times_as_its_writer_counts_them) {
  write([&](db::Tx& tx) -> Result<void> {
    tx.execute(std::string("update users set time_zone = 'Europe/Moscow' where id = $1"), cast.sara);
    tx.execute(std::string("update escalation_tiers set assignee_id = null"));
    return {};
  }).value();
  const std::string due = to_iso8601(temp_.clock.now() + std::chrono::hours(4));
  const Answer made = hand_over(R"({"problem":"The pump stops after ten minutes.","facts":"Fuse changed.","question":"Is it the switch?","promised":"A call.","next_contact_at":")" + due + "\"}");
  ASSERT_EQ(made.status, 201) << made.body;
  const std::string note = read([&](db::Tx& tx) { return tickets::comments(tx, ticket_, false).back().text; });
  EXPECT_NE(note.find("১০:০৪"), std::string::npos) << note;
}

TEST_F(EscalationTest, a_rejected_packet_goes_back_and_names_what_is_missing) {
  const Answer made = hand_over(whole());
  const std::string path = "/handovers/" + std::to_string(made.number("handover", "id"));
  EXPECT_EQ(ask(cast.oleg, "POST", path + "/reject", R"({"rejection":{"missing":["weather"],"reason":"x"}})").status, 422);
  const Answer back = ask(cast.oleg, "POST", path + "/reject", R"({"rejection":{"missing":["facts"],"reason":"Which fuse?"}})");
  ASSERT_EQ(back.status, 200) << back.body;
  EXPECT_EQ(back.text("handover", "state"), "rejected");
  EXPECT_EQ(now().assignee_id, cast.sara);
}

TEST_F(EscalationTest, a_new_owner_needs_a_reason_and_the_customer_gets_one_letter) {
  const std::size_t before = public_words();
  const std::string oleg = std::to_string(cast.oleg.value);
  EXPECT_EQ(change(R"({"owner_id":)" + oleg + "}").status, 422);
  EXPECT_EQ(change(R"({"owner_id":)" + oleg + R"(,"owner_reason":"Sara leaves for a month"})").status, 200);
  EXPECT_EQ(now().owner_id, cast.oleg);
  EXPECT_EQ(public_words(), before + 1);
  EXPECT_EQ(ask(cast.oleg, "PUT", path_of(ticket_, "/owner"), R"({"owner":{"owner_id":)" + std::to_string(cast.sara.value) + R"(,"reason":"Back again"}})").status, 200);
  EXPECT_EQ(now().owner_id, cast.sara);
  EXPECT_EQ(public_words(), before + 2);
}

TEST_F(EscalationTest, what_is_not_back_in_time_is_told_once_and_the_end_of_the_ticket_ends_it) {
  hand_over(whole());
  temp_.clock.advance(std::chrono::minutes(61));
  worker_.run_due();
  worker_.run_due();
  const auto h = read([&](db::Tx& tx) { return *running_of(tx, ticket_); });
  EXPECT_TRUE(bool(h.breached_at));
  set_status_of(ticket_, "solved");
  EXPECT_FALSE(read([&](db::Tx& tx) { return running_of(tx, ticket_).has_value(); }));
}

TEST_F(EscalationTest, a_customer_asks_once_and_is_heard) {
  const std::string path = "/requests/" + std::to_string(ticket_.value) + "/escalation";
  const Answer first = ask(cast.rina, "POST", path, R"({"escalation":{"reason":"Three weeks already"}})");
  ASSERT_EQ(first.status, 201) << first.body;
  const std::size_t words = public_words();
  EXPECT_EQ(ask(cast.rina, "POST", path, R"({"escalation":{"reason":"Three weeks already"}})").number("escalation", "id"), first.number("escalation", "id"));
  EXPECT_EQ(public_words(), words) << "a form that was sent twice";
  EXPECT_EQ(ask(cast.rina, "POST", path, R"({"escalation":{"reason":"And now the line stands"}})").number("escalation", "id"), first.number("escalation", "id"));
  EXPECT_EQ(public_words(), words + 1) << "more words are heard, and it is still one question";
  EXPECT_EQ(ask(cast.boris, "POST", path, R"({"escalation":{}})").status, 404);
  EXPECT_EQ(ask(cast.sara, "PUT", path_of(ticket_, "/escalation"), R"({"escalation":{"answer":"Called her"}})").status, 200);
  EXPECT_EQ(ask(cast.sara, "PUT", path_of(ticket_, "/escalation"), R"({"escalation":{"answer":"Called her"}})").status, 409);
}

TEST_F(EscalationTest, who_may_not_work_on_requests_asks_for_nobody_in_the_customers_name) {
  write([&](db::Tx& tx) -> Result<void> {
    tx.execute(std::string("update users set custom_role_id = $2 where id = $1"), cast.oleg, people::kLightAgentRole);
    people::forget_callers(tx);
    return {};
  }).value();
  const std::string path = "/requests/" + std::to_string(ticket_.value) + "/escalation";
  const std::size_t words = public_words();
  EXPECT_EQ(ask(cast.oleg, "POST", path, R"({"escalation":{"reason":"Now"}})").status, 403);
  EXPECT_EQ(public_words(), words);
  EXPECT_EQ(ask(cast.sara, "POST", path, R"({"escalation":{"reason":"She asked by phone"}})").status, 201);
}

}  // namespace
}  // namespace sahay::escalation
