#include "desk/guided/guided_api.h"

#include "desk/facts/facts.h"
#include "desk/tickets/action.h"
#include "desk/tickets/testing/tickets_site.h"

namespace sahay::guided {
namespace {

const std::string kKey(32, 'k');

class GuidedTest : public tickets::TicketsSite {
 protected:
  GuidedTest() {
    add_guided_routes(api_, files_, links_);
    tickets::site_address = [] { return std::string("https://desk.example"); };
  }
  ~GuidedTest() override { tickets::site_address = {}; }

  Holder stranger(std::string key = kKey) const {
    Holder out{.key = std::move(key)};
    out.channel = "widget";
    out.locale = "en";
    out.source = "192.0.2.7";
    return out;
  }
  Holder of_link(const tickets::Ticket& ticket, UserId reader, Duration life = kLinkLife) {
    Holder out = stranger(links_.token(ticket.id, reader, temp_.clock.now() + life));
    out.link = read([&](db::Tx& tx) { return links_.find(tx, out.key); });
    return out;
  }
  Result<Kept> say(const Holder& holder, JsonObject answers, std::string leaving = "") {
    return write([&](db::Tx& tx) { return keep(tx, holder, answers, leaving); });
  }
  Result<Report> go(const Holder& holder) {
    return write([&](db::Tx& tx) { return send(tx, holder); });
  }
  std::vector<facts::Fact> facts_of(TicketId ticket) {
    return read([&](db::Tx& tx) { return facts::of_ticket(tx, ticket); });
  }

  const Links links_{Secret("a key of this installation")};
};

TEST_F(GuidedTest, a_detail_is_asked_for_once_and_the_second_press_goes_on) {
  EXPECT_EQ(say(stranger(), {{"happened", "It does not work"}}, "happened")->advice, Vague::bare);
  EXPECT_EQ(say(stranger(), {{"happened", "It does not work"}}, "happened")->advice, Vague::clear);
  EXPECT_EQ(say(stranger(std::string(32, 'x')), {{"happened", "It does not work"}}, "tried")->advice, Vague::clear) << "only the first step is judged";
}

TEST_F(GuidedTest, a_sent_report_is_a_ticket_with_its_facts_and_no_words_stay_in_the_draft) {
  ASSERT_TRUE(say(stranger(), {{"happened", "The pump stops and a red light blinks"}, {"tried", "restarted it\n\ncleaned the filter"}, {"since", "Monday"}, {"how_often", "always"},
                   {"how_many", "thousands"}, {"email", "rina@meghna.example"}}).ok());
  const auto sent = go(stranger());
  ASSERT_TRUE(sent.ok()) << sent.error().key;
  const auto ticket = stored(sent->ticket_id);
  EXPECT_EQ(ticket.subject, "The pump stops and a red light blinks");
  EXPECT_EQ(ticket.requester_id, cast.rina);
  EXPECT_EQ(sent->answers.text, "{}");
  std::vector<std::string> known;
  for (const auto& fact : facts_of(ticket.id)) known.push_back(fact.kind + ": " + facts::words_of(fact) + (fact.done_by.empty() ? "" : " by " + fact.done_by));
  EXPECT_EQ(known, (std::vector<std::string>{"symptom: The pump stops and a red light blinks", "environment: Since when: Monday", "environment: How often: Every time",
                                             "tried: restarted it by customer", "tried: cleaned the filter by customer"}));
  EXPECT_EQ(go(stranger())->ticket_id, ticket.id) << "a repeat is the same report";
  EXPECT_EQ(say(stranger(), {{"happened", "more"}}).error().code, ErrorCode::conflict);
}

TEST_F(GuidedTest, markup_of_strangers_stays_text) {
  ASSERT_TRUE(say(stranger(), {{"happened", "<script>alert(1)</script> on the pump"}, {"email", "rina@meghna.example"}}).ok());
  const auto sent = go(stranger());
  ASSERT_TRUE(sent.ok());
  const auto comment = comments_of(sent->ticket_id).front();
  EXPECT_EQ(comment.html.find("<script"), std::string::npos);
  EXPECT_NE(comment.text.find("<script>alert(1)</script> on the pump"), std::string::npos) << comment.text;
}

TEST_F(GuidedTest, a_report_by_link_joins_the_request_in_its_readers_name) {
  const auto ticket = make(tickets::NewTicket{.subject = "Help", .comment = words("It does not work")});
  const Holder holder = of_link(ticket, cast.rina);
  const Report fresh = read([&](db::Tx& tx) { return report_for(tx, holder); });
  EXPECT_EQ(parse_answers(fresh.answers.text).happened, "It does not work");
  EXPECT_FALSE(fresh.id) << "looking stores nothing";
  ASSERT_TRUE(say(holder, {{"happened", "The pump stops after ten minutes"}}).ok());
  ASSERT_TRUE(go(holder).ok());
  const auto said = comments_of(ticket.id).back();
  EXPECT_EQ(said.author_id, cast.rina);
  EXPECT_EQ(said.ticket_id, ticket.id);
  EXPECT_EQ(said.trust, "verified");
}

TEST_F(GuidedTest, a_link_is_its_readers_alone_and_ends) {
  const auto ticket = make();
  EXPECT_FALSE(of_link(ticket, cast.boris).link) << "no participant";
  EXPECT_FALSE(of_link(ticket, cast.sara).link) << "staff";
  EXPECT_FALSE(may_hold(of_link(ticket, cast.rina, -std::chrono::hours(1))));
  std::string token = links_.token(ticket.id, cast.rina, temp_.clock.now() + kLinkLife);
  token.back() = token.back() == 'A' ? 'B' : 'A';
  EXPECT_FALSE(read([&](db::Tx& tx) { return links_.find(tx, token); }));
  const Links other(Secret("another key"));
  EXPECT_FALSE(read([&](db::Tx& tx) { return other.find(tx, links_.token(ticket.id, cast.rina, temp_.clock.now() + kLinkLife)); }));
  const Holder holder = of_link(ticket, cast.rina);
  set_status_of(ticket.id, "closed");
  EXPECT_FALSE(may_hold(of_link(ticket, cast.rina)));
  EXPECT_FALSE(go(holder).ok());
}

TEST_F(GuidedTest, drafts_of_a_week_ago_go_with_their_files) {
  ASSERT_TRUE(say(stranger(), {{"happened", "The pump stops"}}).ok());
  const auto with_file = write([&](db::Tx& tx) { return add_files(tx, stranger(), {{"a.png", "image/png", std::string(64, 'a'), 5}}); });
  ASSERT_TRUE(with_file.ok());
  const std::string token = parse_files(with_file->files.text).front().token;
  const auto is_there = [&] { return read([&](db::Tx& tx) { return find_report(tx, kKey).has_value(); }); };
  const auto tidy = [&] { EXPECT_TRUE(write([](db::Tx& tx) -> Result<void> { forget_old(tx); return {}; }).ok()); };
  tidy();
  EXPECT_TRUE(is_there());
  temp_.clock.advance(kDraftLife + std::chrono::minutes(1));
  EXPECT_FALSE(is_there());
  tidy();
  EXPECT_TRUE(read([&](db::Tx& tx) { return tickets::attachments_of_upload(tx, token).empty(); }));
}

TEST_F(GuidedTest, one_address_makes_so_many_drafts_an_hour_and_a_short_key_none) {
  for (int i = 0; i < 30; ++i) EXPECT_TRUE(say(stranger(std::to_string(100 + i) + std::string(32, 'k')), {{"happened", "x"}}).ok());
  EXPECT_EQ(say(stranger(), {{"happened", "x"}}).error().code, ErrorCode::too_many);
  EXPECT_EQ(say(stranger("short"), {{"happened", "x"}}).error().code, ErrorCode::not_found);
}

TEST_F(GuidedTest, the_letter_of_each_reader_has_their_own_link_and_other_answers_none) {
  const auto ticket = make();
  ASSERT_TRUE(change(cast.sara, ticket.id, reply("Please tell us more: " + address_of(ticket.id))).ok());
  const auto asked = comments_of(ticket.id).back();
  const auto now = stored(ticket.id);
  const auto addition = [&](const tickets::Comment& comment, UserId reader) {
    return read([&](db::Tx& tx) { return own_link(links_, tx, now, comment, *people::find_user(tx, reader)); });
  };
  EXPECT_EQ(addition(asked, cast.rina).shared_address, address_of(ticket.id));
  EXPECT_NE(addition(asked, cast.rina).own_address.find("https://desk.example/report/" + std::to_string(ticket.id.value) + "."), std::string::npos);
  EXPECT_TRUE(addition(asked, cast.boris).shared_address.empty());
  EXPECT_TRUE(addition(comments_of(ticket.id).front(), cast.rina).shared_address.empty());
}

TEST_F(GuidedTest, a_link_goes_to_our_own_site_or_to_the_one_that_the_writer_was_on) {
  const auto ticket = make();
  const auto own = [&](const std::string& words) {
    tickets::Comment comment;
    comment.text = words;
    comment.author_role = "agent";
    comment.created_at = temp_.clock.now();
    return read([&](db::Tx& tx) { return own_link(links_, tx, ticket, comment, *people::find_user(tx, cast.rina)).own_address; });
  };
  const std::string path = "/requests/" + std::to_string(ticket.id.value) + "/report";
  EXPECT_TRUE(own("Look: https://desk.example" + path).starts_with("https://desk.example/report/"));
  EXPECT_EQ(own("Look: https://elsewhere.example" + path), "");
  tickets::site_address = [] { return std::string(); };
  EXPECT_TRUE(own("Look: http://192.0.2.7:8080" + path).starts_with("http://192.0.2.7:8080/report/"));
  EXPECT_EQ(own("Look: " + path), "");
}

TEST_F(GuidedTest, a_rule_asks_once_and_never_where_a_person_has_answered) {
  add_guided_rules();
  const auto ticket = make(tickets::NewTicket{.subject = "Help", .comment = words("It does not work")});
  const auto run = [&] {
    return write([&](db::Tx& tx) -> Result<std::size_t> {
      tickets::Facts facts(tx, *tickets::find(tx, ticket.id));
      if (!tickets::holds(facts, tickets::Condition{"is_vague", "is", "true"})) return std::size_t(99);
      tickets::Placeholders texts(facts);
      tickets::Applying applying{facts, texts, tickets::Actor{.id = {}, .via = "rule"}};
      TRY(tickets::collect(applying, {{"ask_for_report", ""}}));
      const std::size_t effects = applying.effects.size();
      TRY(tickets::carry_out(applying));
      return effects;
    });
  };
  EXPECT_EQ(*run(), 1u);
  EXPECT_EQ(comments_of(ticket.id).back().author_role, "bot");
  EXPECT_EQ(*run(), 0u) << "asked already";
  const auto other = make(tickets::NewTicket{.subject = "Help", .comment = words("It does not work")});
  ASSERT_TRUE(change(cast.sara, other.id, reply("What do you see?")).ok());
  EXPECT_EQ(*write([&](db::Tx& tx) -> Result<std::size_t> {
    tickets::Facts facts(tx, *tickets::find(tx, other.id));
    tickets::Placeholders texts(facts);
    tickets::Applying applying{facts, texts, tickets::Actor{.id = {}, .via = "rule"}};
    TRY(tickets::collect(applying, {{"ask_for_report", ""}}));
    return applying.effects.size();
  }), 0u);
}

TEST_F(GuidedTest, staff_see_sent_reports_of_tickets_that_they_see_and_no_drafts) {
  ASSERT_TRUE(say(stranger(), {{"happened", "The pump stops and blinks"}, {"email", "rina@meghna.example"}}).ok());
  EXPECT_EQ(ask(cast.sara, "GET", "/guided_reports").number("count"), 0);
  ASSERT_TRUE(go(stranger()).ok());
  EXPECT_EQ(ask(cast.sara, "GET", "/guided_reports").number("count"), 1);
  EXPECT_EQ(ask(cast.rina, "GET", "/guided_reports").status, 403);
}

}  // namespace
}  // namespace sahay::guided
