#include "desk/facts/facts.h"

#include "desk/facts/fact_field.h"
#include "desk/facts/facts_api.h"
#include "desk/facts/passage.h"
#include "desk/tickets/packet.h"
#include "desk/tickets/testing/tickets_site.h"
#include "desk/tickets/ticket_case.h"
#include "desk/tickets/undo.h"

namespace sahay::facts {
namespace {

class FactsTest : public tickets::TicketsSite {
 protected:
  FactsTest() : dispatcher_(*temp_), worker_(*temp_, temp_.clock) {
    add_fact_routes(api_);
    add_fact_field_routes(api_, fields_);
    tickets::after_split.clear();
    tickets::packet_lines.clear();
    add_to_tickets();
    dispatcher_.add_durable("facts", {"ticket.created", "ticket.updated", "ticket.erased", "ticket.redacted"}, [this](db::Tx& tx, const events::Event& event) {
      fields_.hear(tx, event);
      Fields::forget(tx, event);
    });
    worker_.handle(kTakeUp, [this](db::Store& store, const jobs::Job& job) { return fields_.take_up(store, job); });
  }

  Fact note(TicketId ticket, std::string kind, std::string text, std::string label = "") {
    NewFact wanted{.kind = std::move(kind)};
    wanted.text = std::move(text);
    wanted.label = std::move(label);
    auto made = write([&](db::Tx& tx) { return add(tx, {cast.sara}, ticket, wanted); });
    EXPECT_TRUE(made.ok()) << (made.ok() ? "" : made.error().key);
    return made.ok() ? *made : Fact{};
  }
  std::vector<std::string> holding(TicketId ticket) {
    return read([&](db::Tx& tx) {
      std::vector<std::string> out;
      for (const Fact& fact : of_ticket(tx, ticket))
        if (fact.holds()) out.push_back(fact.kind + " " + words_of(fact));
      return out;
    });
  }
  void rest() {
    for (int i = 0; i < 3; ++i) {
      dispatcher_.wait_until_idle();
      worker_.run_due();
    }
  }

  events::Dispatcher dispatcher_;
  jobs::Worker worker_;
  Fields fields_;
};

using Lines = std::vector<std::string>;

TEST(Passages, words_marked_on_a_screen_are_found_whatever_their_blanks) {
  const std::string text = "Hello,\n\nআমি  restarted\nthe router twice.";
  const auto found = find_words(text, "restarted the router");
  ASSERT_TRUE(found);
  EXPECT_EQ(found->begin, 13);
  EXPECT_EQ(found->end, 33);
  EXPECT_FALSE(find_words(text, "restarted the printer"));
  EXPECT_FALSE(find_words(text, "   "));
}

TEST_F(FactsTest, words_of_a_customers_message_become_what_the_customer_tried) {
  const auto ticket = make(tickets::TicketsDesk::about("No network", "I restarted the router twice. Nothing."));
  const auto comment = comments_of(ticket.id).front();
  NewFact wanted{.kind = "tried"};
  wanted.comment = comment.id;
  wanted.words = "restarted the  router twice";
  const auto fact = write([&](db::Tx& tx) { return add(tx, {cast.sara}, ticket.id, wanted); });
  ASSERT_TRUE(fact.ok());
  EXPECT_EQ(fact->text, "restarted the router twice");
  EXPECT_EQ(fact->done_by, "customer");
  EXPECT_EQ(fact->source, "comment");
  EXPECT_EQ(fact->happened_at, comment.created_at);
  EXPECT_EQ(fact->begin_at, 2);
  EXPECT_EQ(fact->made_by, cast.sara);
  wanted.words = "restarted the printer";
  EXPECT_FALSE(write([&](db::Tx& tx) { return add(tx, {cast.sara}, ticket.id, wanted); }).ok());
}

TEST_F(FactsTest, the_same_words_are_the_same_fact_and_a_later_result_joins_it) {
  const auto ticket = make();
  const Fact first = note(ticket.id, "tried", "Restarted the router");
  NewFact again{.kind = "tried"};
  again.text = "restarted the ROUTER";
  again.result = "failed";
  const auto second = write([&](db::Tx& tx) { return add(tx, {cast.oleg}, ticket.id, again); });
  ASSERT_TRUE(second.ok());
  EXPECT_EQ(second->id, first.id);
  EXPECT_EQ(second->result, "failed");
  EXPECT_EQ(holding(ticket.id).size(), 1u);
}

TEST_F(FactsTest, a_withdrawn_fact_stays_in_the_history_and_can_hold_again) {
  const auto ticket = make();
  const Fact fact = note(ticket.id, "environment", "Windows 10", "operating system");
  ASSERT_TRUE(write([&](db::Tx& tx) { return withdraw(tx, {cast.oleg}, fact.id, "It is Windows 11"); }).ok());
  EXPECT_EQ(holding(ticket.id), Lines{});
  EXPECT_EQ(write([&](db::Tx& tx) { return correct(tx, {cast.oleg}, fact.id, {.text = "x"}); }).error().code, ErrorCode::conflict);
  ASSERT_TRUE(write([&](db::Tx& tx) { return restore(tx, {cast.oleg}, fact.id); }).ok());
  EXPECT_EQ(holding(ticket.id), Lines{"environment operating system: Windows 10"});
  const auto said = read([&](db::Tx& tx) {
    Lines out;
    for (const FactChange& change : history(tx, ticket.id)) out.push_back(change.what + " " + change.reason);
    return out;
  });
  EXPECT_EQ(said, (Lines{"added ", "withdrawn It is Windows 11", "restored "}));
}

TEST_F(FactsTest, a_merge_brings_the_facts_along_and_its_undo_takes_them_back) {
  const auto target = make(), source = make();
  note(target.id, "symptom", "red light");
  note(source.id, "tried", "restarted the router");
  const tickets::Merge order{target.id, {source.id}, "", ""};
  ASSERT_TRUE(write([&](db::Tx& tx) { return tickets::merge(tx, {cast.sara}, order); }).ok());
  EXPECT_EQ(holding(target.id), (Lines{"symptom red light", "tried restarted the router"}));
  const auto shown = ask(cast.sara, "GET", path_of(target.id, "/facts"));
  EXPECT_NE(shown.body.find("\"from_ticket_id\":" + std::to_string(source.id.value)), std::string::npos) << shown.body;
  ASSERT_TRUE(write([&](db::Tx& tx) { return tickets::unmerge(tx, {cast.sara}, target.id, {}); }).ok());
  EXPECT_EQ(holding(target.id), Lines{"symptom red light"});
  EXPECT_EQ(holding(source.id), Lines{"tried restarted the router"});
}

TEST_F(FactsTest, each_part_of_a_split_knows_what_was_known_and_a_part_that_comes_back_doubles_nothing) {
  const auto ticket = make(tickets::TicketsDesk::about("Two things", "The drill stops. The invoice is wrong."));
  const Fact fact = note(ticket.id, "environment", "MT-20-1187", "serial number");
  tickets::SplitOrder order;
  order.ticket = ticket.id;
  order.comment = comments_of(ticket.id).front().id;
  tickets::SplitPart part;
  part.ticket.subject = "Invoice";
  part.passages = {{17, 38}};
  order.parts = {part};
  const auto split = write([&](db::Tx& tx) { return tickets::split(tx, {cast.sara}, order); });
  ASSERT_TRUE(split.ok());
  const TicketId made = split->made.front().id;
  EXPECT_EQ(holding(made), Lines{"environment serial number: MT-20-1187"});
  const auto copy = read([&](db::Tx& tx) { return of_ticket(tx, made).front(); });
  EXPECT_EQ(copy.from_ticket_id, ticket.id);
  EXPECT_EQ(copy.copy_of, fact.id);
  EXPECT_EQ(copy.made_by, cast.sara);
  ASSERT_TRUE(write([&](db::Tx& tx) { return tickets::rejoin(tx, {cast.sara}, made); }).ok());
  EXPECT_EQ(holding(ticket.id), Lines{"environment serial number: MT-20-1187"});
}

TEST_F(FactsTest, a_mapped_field_fills_the_environment_and_a_new_value_takes_the_place_of_the_old) {
  const std::int64_t field = add_field("text", "Serial number");
  tickets::NewTicket before = about("Old drill");
  before.custom_fields = {{std::to_string(field), "MT-1"}};
  const auto old = make(std::move(before));
  rest();
  EXPECT_EQ(holding(old.id), Lines{});
  const auto mapped = ask(cast.admin, "POST", "/fact_fields", R"({"fact_field":{"ticket_field_id":)" + std::to_string(field) + R"(,"kind":"environment"}})");
  EXPECT_EQ(mapped.status, 201) << mapped.body;
  rest();
  EXPECT_EQ(holding(old.id), Lines{"environment Serial number: MT-1"}) << "what stood there is taken up";
  tickets::NewTicket wanted = about("New drill");
  wanted.custom_fields = {{std::to_string(field), "MT-2"}};
  const auto ticket = make(std::move(wanted));
  rest();
  const auto fact = read([&](db::Tx& tx) { return of_ticket(tx, ticket.id).at(0); });
  EXPECT_EQ(fact.source, "field");
  EXPECT_EQ(fact.made_by, cast.rina);
  tickets::Change other;
  other.custom_fields = {{std::to_string(field), "MT-3"}};
  EXPECT_TRUE(change(cast.sara, ticket.id, other).ok());
  rest();
  EXPECT_EQ(holding(ticket.id), Lines{"environment Serial number: MT-3"});
  EXPECT_EQ(ask(cast.admin, "POST", "/fact_fields", R"({"fact_field":{"ticket_field_id":)" + std::to_string(field) + "}}").status, 422);
}

TEST_F(FactsTest, a_redacted_message_takes_its_words_out_of_the_facts) {
  const auto ticket = make(tickets::TicketsDesk::about("Card", "My card is 4111111111111111."));
  const auto comment = comments_of(ticket.id).front();
  NewFact wanted{.kind = "environment"};
  wanted.comment = comment.id;
  wanted.words = "4111111111111111";
  const auto fact = write([&](db::Tx& tx) { return add(tx, {cast.sara}, ticket.id, wanted); });
  ASSERT_TRUE(fact.ok());
  const auto redacted = ask(cast.admin, "PUT", path_of(ticket.id, "/comments/" + std::to_string(comment.id.value) + "/redact"), R"({"text":"4111111111111111"})");
  ASSERT_EQ(redacted.status, 200) << redacted.body;
  rest();
  EXPECT_EQ(holding(ticket.id), Lines{});
  EXPECT_EQ(ask(cast.sara, "GET", path_of(ticket.id, "/facts")).body.find("4111"), std::string::npos);
}

TEST_F(FactsTest, the_reproduction_block_keeps_what_is_not_given) {
  const auto ticket = make();
  EXPECT_EQ(ask(cast.sara, "PUT", path_of(ticket.id, "/reproduction"), R"({"reproduction":{"steps":"Press start","expected":"It turns","reproduced":"yes","build":"4.2"}})").status, 200);
  EXPECT_EQ(ask(cast.oleg, "PUT", path_of(ticket.id, "/reproduction"), R"({"reproduction":{"actual":"It hums"}})").status, 200);
  const auto block = read([&](db::Tx& tx) { return reproduction_of(tx, ticket.id).value_or(Reproduction{}); });
  EXPECT_EQ(block.steps + "|" + block.actual + "|" + block.reproduced + "|" + block.build, "Press start|It hums|yes|4.2");
  EXPECT_EQ(block.updated_by, cast.oleg);
  EXPECT_EQ(ask(cast.sara, "PUT", path_of(ticket.id, "/reproduction"), R"({"reproduction":{"reproduced":"maybe"}})").status, 422);
}

TEST_F(FactsTest, the_packet_prints_what_holds_in_the_readers_language) {
  const auto ticket = make();
  const Fact gone = note(ticket.id, "symptom", "blue light");
  note(ticket.id, "tried", "restarted the router");
  ASSERT_TRUE(write([&](db::Tx& tx) { return withdraw(tx, {cast.oleg}, gone.id, ""); }).ok());
  const auto lines = read([&](db::Tx& tx) { return tickets::packet_lines.front()(tx, *tickets::find(tx, ticket.id), {i18n::Language::ru, "Asia/Dhaka"}); });
  EXPECT_EQ(lines, Lines{"Уже пробовали: restarted the router (мы)"});
}

TEST_F(FactsTest, nobody_notes_what_is_yet_to_come_nor_in_an_unknown_list) {
  const auto ticket = make();
  const std::string ahead = to_iso8601(temp_.clock.now() + std::chrono::hours(2));
  EXPECT_EQ(ask(cast.sara, "POST", path_of(ticket.id, "/facts"), R"({"fact":{"kind":"tried","text":"x","happened_at":")" + ahead + "\"}}").status, 422);
  EXPECT_EQ(ask(cast.sara, "POST", path_of(ticket.id, "/facts"), R"({"fact":{"kind":"rumour","text":"x"}})").status, 422);
  EXPECT_EQ(ask(cast.sara, "POST", path_of(ticket.id, "/facts"), R"({"fact":{"kind":"symptom","text":"  "}})").status, 422);
  EXPECT_EQ(ask(cast.rina, "GET", path_of(ticket.id, "/facts")).status, 403);
}

}  // namespace
}  // namespace sahay::facts
