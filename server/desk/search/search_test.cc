// The search language over a small desk, through the route, with the word index that the consumer keeps.
#include <algorithm>

#include "desk/search/conditions.h"
#include "desk/search/search_api.h"
#include "desk/search/search_index.h"
#include "desk/tickets/testing/tickets_desk.h"
#include "platform/api/testing/call.h"
#include "platform/events/batches.h"

namespace sahay::search {
namespace {

using api::test::Answer;
using Ids = std::vector<std::int64_t>;

class SearchTest : public tickets::TicketsDesk {
 protected:
  SearchTest() : api_(router_, *temp_, temp_.clock, people::authenticator()) {
    add_search_routes(api_);
    token_ = *write([&](db::Tx& tx) -> Result<std::string> { return people::create_api_token(tx, cast.sara, "test", false); });
  }
  // Tells the word index what happened, as the dispatcher does.
  void index() {
    events::Dispatcher dispatcher(*temp_);
    dispatcher.add_durable("search", kIndexedEvents, events::InBatches{index_events});
    dispatcher.wait_until_idle();
  }
  Answer search(const std::string& query, const std::string& more = "") {
    return api::test::call(router_, "GET", "/api/v2/search.json?query=" + text::percent_encode(query) + more, "", {{"Authorization", "Bearer " + token_}});
  }
  // Ids of the tickets found, in order of id.
  Ids found(const std::string& query) {
    Answer answer = search("type:ticket " + query);
    EXPECT_EQ(answer.status, 200) << query << " " << answer.body;
    Ids ids = answer.ids("results");
    EXPECT_EQ(answer.number("count"), std::int64_t(ids.size())) << query;
    std::sort(ids.begin(), ids.end());
    return ids;
  }
  std::int64_t add(std::string subject, std::string text = "Words.") { return make(about(std::move(subject), std::move(text))).id.value; }

  http::Router router_;
  api::Api api_;
  std::string token_;
};

TEST_F(SearchTest, very_many_hits_narrow_a_list_as_few_do) {
  const Ids ids{add("One"), add("Two"), add("Three")};
  std::vector<Hit> few{{ids[0], 1}, {ids[2], 1}, {9999, 1}}, many = few;
  for (std::int64_t other = 10'000; other < 15'000; ++other) many.push_back({other, 1});
  for (const auto& hits : {few, many}) {
    const Ids left = temp_->read([&](db::Tx& tx) {
      api::Where where;
      where.add("t.deleted_at is null");
      add_ids(tx, hits, where);
      const auto params = db::views_of(where.values());
      const auto cursor = tx.run("select t.id from tickets t" + where.sql() + " order by t.id", params);
      Ids out;
      while (cursor->next()) out.push_back(cursor->integer(0));
      return out;
    });
    EXPECT_EQ(left, (Ids{ids[0], ids[2]}));
  }
}

TEST_F(SearchTest, words_match_by_prefix_in_subject_comments_and_requester) {
  const auto printer = add("Printer is jammed"), drill = add("Broken drill", "The printing on the label is gone.");
  index();
  EXPECT_EQ(found("printer"), (Ids{printer}));
  EXPECT_EQ(found("print"), (Ids{printer, drill}));
  EXPECT_EQ(found("print*"), (Ids{printer, drill}));
  EXPECT_EQ(found("PRINT jam"), (Ids{printer}));
  EXPECT_EQ(found("rina"), (Ids{printer, drill}));
  EXPECT_EQ(found("inter"), Ids{});
}

TEST_F(SearchTest, finds_words_of_later_comments_and_notes) {
  const auto id = add("Drill");
  ASSERT_TRUE(change(cast.sara, TicketId(id), reply("Brushes are worn out.", false)).ok());
  index();
  EXPECT_EQ(found("brushes"), (Ids{id}));
}

TEST_F(SearchTest, what_happens_to_one_ticket_in_one_batch_is_indexed_in_its_order) {
  const auto id = add("Drill", "The motor smokes."), other = add("Saw", "Cold.");
  ASSERT_TRUE(change(cast.sara, TicketId(id), reply("Brushes are worn out.")).ok());
  tickets::Change renamed;
  renamed.subject = "Hammer";
  ASSERT_TRUE(change(cast.sara, TicketId(id), renamed).ok());
  ASSERT_TRUE(change(cast.sara, TicketId(id), reply("A new switch is on its way.", false)).ok());
  index();
  for (const char* word : {"motor", "brushes", "hammer", "switch"}) EXPECT_EQ(found(word), (Ids{id})) << word;
  EXPECT_EQ(found("drill"), Ids{});
  EXPECT_EQ(found("rina"), (Ids{id, other}));
}

TEST_F(SearchTest, a_phrase_must_stand_there_as_it_is) {
  const auto phrase = add("A", "The blue blade is dull."), apart = add("B", "The blade of the blue saw.");
  index();
  EXPECT_EQ(found("blue blade"), (Ids{phrase, apart}));
  EXPECT_EQ(found("\"blue blade\""), (Ids{phrase}));
  EXPECT_EQ(found("\"BLUE Blade\""), (Ids{phrase}));
  EXPECT_EQ(found("\"100% blade\""), Ids{});
}

TEST_F(SearchTest, digits_in_the_middle_of_a_word_are_the_end_of_no_number) {
  const auto id = add("Walk-in 13da2325", "Cold.");
  index();
  EXPECT_EQ(found("2325"), (Ids{id}));
  EXPECT_EQ(found("nothing13da2325zzz"), Ids{});
}

TEST_F(SearchTest, finds_bengali_and_russian_words) {
  const auto bengali = add("ড্রিল মেশিন ভাঙা", "মেশিনটি চালু হয় না।"), russian = add("Сломана дрель", "Дрель не включается, помогите.");
  index();
  EXPECT_EQ(found("ড্রিল"), (Ids{bengali}));
  EXPECT_EQ(found("মেশিন"), (Ids{bengali}));
  EXPECT_EQ(found("дрель"), (Ids{russian}));
  EXPECT_EQ(found("ДРЕЛЬ"), (Ids{russian}));
  EXPECT_EQ(found("включ"), (Ids{russian}));
  EXPECT_EQ(found("\"Сломана дрель\""), (Ids{russian}));
}

TEST_F(SearchTest, negation_takes_away) {
  const auto one = add("Printer red"), two = add("Printer blue");
  index();
  EXPECT_EQ(found("printer -blue"), (Ids{one}));
  EXPECT_EQ(found("-red"), (Ids{two}));
  EXPECT_EQ(found("printer -\"printer red\""), (Ids{two}));
  set_status_of(TicketId(one), "solved");
  EXPECT_EQ(found("-status:solved"), (Ids{two}));
  EXPECT_EQ(found("-assignee:sara"), (Ids{one, two}));
}

TEST_F(SearchTest, the_same_property_twice_is_or_and_two_properties_are_and) {
  const auto open = add("A"), pending = add("B"), solved = add("C");
  set_status_of(TicketId(open), "open");
  set_status_of(TicketId(pending), "pending");
  set_status_of(TicketId(solved), "solved");
  tickets::Change tagged;
  tagged.add_tags = {"vip"};
  ASSERT_TRUE(change(cast.sara, TicketId(pending), tagged).ok());
  EXPECT_EQ(found("status:open status:pending"), (Ids{open, pending}));
  EXPECT_EQ(found("status:open status:pending tags:vip"), (Ids{pending}));
  EXPECT_EQ(found("status:solved tags:vip"), Ids{});
  EXPECT_EQ(found("status:open status:pending status:solved"), (Ids{open, pending, solved}));
  EXPECT_EQ(found("tags:none"), (Ids{open, solved}));
}

TEST_F(SearchTest, ranks_compare_in_their_order) {
  const auto fresh = add("A"), hold = add("B"), closed = add("C");
  set_status_of(TicketId(hold), "hold");
  set_status_of(TicketId(closed), "closed");
  EXPECT_EQ(found("status<solved"), (Ids{fresh, hold}));
  EXPECT_EQ(found("status>=hold"), (Ids{hold, closed}));
  EXPECT_EQ(found("status>pending status<closed"), (Ids{hold}));
  EXPECT_EQ(found("status:unknown"), Ids{});
  tickets::Change urgent;
  urgent.priority = "urgent";
  urgent.type = "incident";
  ASSERT_TRUE(change(cast.sara, TicketId(fresh), urgent).ok());
  EXPECT_EQ(found("priority>normal"), (Ids{fresh}));
  EXPECT_EQ(found("priority:none"), (Ids{hold, closed}));
  EXPECT_EQ(found("ticket_type:incident"), (Ids{fresh}));
}

TEST_F(SearchTest, people_are_named_by_me_none_address_name_or_id) {
  const auto mine = add("A"), free = add("B");
  tickets::Change assigned;
  assigned.assignee = cast.sara;
  ASSERT_TRUE(change(cast.oleg, TicketId(mine), assigned).ok());
  EXPECT_EQ(found("assignee:me"), (Ids{mine}));
  EXPECT_EQ(found("assignee:none"), (Ids{free}));
  EXPECT_EQ(found("assignee:sara@sahay.example"), (Ids{mine}));
  EXPECT_EQ(found("assignee:\"Sara Ahmed\""), (Ids{mine}));
  EXPECT_EQ(found("assignee:" + std::to_string(cast.sara.value)), (Ids{mine}));
  EXPECT_EQ(found("requester:RINA@meghna.example"), (Ids{mine, free}));
  EXPECT_EQ(found("requester:nobody@x.example"), Ids{});
  ASSERT_TRUE(change(cast.oleg, TicketId(free), reply("Oleg was here.")).ok());
  EXPECT_EQ(found("commenter:oleg@sahay.example"), (Ids{free}));
  EXPECT_EQ(found("organization:\"Meghna Tools\""), (Ids{mine, free}));
  EXPECT_EQ(found("organization:none"), Ids{});
  EXPECT_EQ(found("group:Support"), (Ids{mine, free}));
}

TEST_F(SearchTest, copies_and_files_and_ids_are_found) {
  tickets::NewTicket wanted = about("With a copy");
  wanted.email_ccs = {cast.boris.value};
  wanted.external_id = "crm-7";
  wanted.comment.uploads = {upload("log.txt")};
  const auto copied = make(wanted).id.value, plain = add("Plain");
  EXPECT_EQ(found("cc:boris@other.example"), (Ids{copied}));
  EXPECT_EQ(found("external_id:crm-7"), (Ids{copied}));
  EXPECT_EQ(found("has_attachment:true"), (Ids{copied}));
  EXPECT_EQ(found("has_attachment:false"), (Ids{plain}));
  index();
  EXPECT_EQ(found(std::to_string(plain)), (Ids{plain}));
}

TEST_F(SearchTest, dates_are_days_times_or_ages) {
  const auto old = add("Old");  // 2024-01-02 03:04:05
  temp_.clock.advance(std::chrono::hours(24));
  const auto young = add("Young");
  temp_.clock.advance(std::chrono::minutes(10));
  EXPECT_EQ(found("created:2024-01-02"), (Ids{old}));
  EXPECT_EQ(found("created>2024-01-02"), (Ids{young}));
  EXPECT_EQ(found("created>=2024-01-02"), (Ids{old, young}));
  EXPECT_EQ(found("created<2024-01-03"), (Ids{old}));
  EXPECT_EQ(found("created<=2024-01-03"), (Ids{old, young}));
  EXPECT_EQ(found("created>2024-01-02T03:04:05Z"), (Ids{young}));
  EXPECT_EQ(found("created>4hours"), (Ids{young}));
  EXPECT_EQ(found("created<4hours"), (Ids{old}));
  EXPECT_EQ(found("updated>1week"), (Ids{old, young}));
  EXPECT_EQ(found("solved>2020-01-01"), Ids{});
  const Answer refused = search("created>someday");
  EXPECT_EQ(refused.status, 422);
  EXPECT_EQ(refused.text("error"), "invalid");
}

TEST_F(SearchTest, custom_fields_are_found_by_their_number_and_by_value) {
  const auto product = add_field("tagger", "Product", R"([{"id":1,"name":"Drill","value":"drill"},{"id":2,"name":"Drill press","value":"drill_press"}])");
  tickets::NewTicket wanted = about("Fields");
  wanted.custom_fields = {{std::to_string(product), "drill"}};
  const auto drill = make(wanted).id.value;
  wanted.custom_fields = {{std::to_string(product), "drill_press"}};
  const auto press = make(wanted).id.value;
  EXPECT_EQ(found("custom_field_" + std::to_string(product) + ":drill"), (Ids{drill}));
  EXPECT_EQ(found("fieldvalue:drill_press"), (Ids{press}));
  EXPECT_EQ(found("custom_field_999:drill"), Ids{});
}

TEST_F(SearchTest, text_of_a_customer_never_becomes_sql_or_a_pattern) {
  const auto id = add("100% sure");
  index();
  EXPECT_EQ(found("subject:\"100%\""), (Ids{id}));
  EXPECT_EQ(found("subject:\"1%e\""), Ids{});
  EXPECT_EQ(found("subject:\"' or '1'='1\""), Ids{});
  EXPECT_EQ(found("tags:\"x' or 1=1 --\""), Ids{});
  EXPECT_EQ(found("?"), Ids{});
}

TEST_F(SearchTest, kinds_are_told_apart_and_can_be_chosen) {
  add("Rina asks");
  index();
  Answer all = search("rina");
  std::vector<std::string> types;
  for (int i = 0; i < int(all.ids("results").size()); ++i) types.push_back(all.text("results", i, "result_type"));
  EXPECT_EQ(types, (std::vector<std::string>{"ticket", "user"}));
  EXPECT_EQ(search("type:user rina").ids("results"), (Ids{cast.rina.value}));
  EXPECT_EQ(search("type:organization meghna").text("results", 0, "name"), test_cast::kOrganization);
  EXPECT_EQ(search("type:group supp").text("results", 0, "name"), "Support");
  EXPECT_EQ(search("type:user role:agent").number("count"), 2);
  EXPECT_EQ(search("type:user email:RINA@meghna.example").ids("results"), (Ids{cast.rina.value}));
}

TEST_F(SearchTest, deleted_tickets_are_not_found) {
  const auto id = add("Printer");
  index();
  ASSERT_TRUE(write([&](db::Tx& tx) { return tickets::remove(tx, {cast.sara}, TicketId(id)); }).ok());
  EXPECT_EQ(found("printer"), Ids{});
}

TEST_F(SearchTest, results_come_newest_first_or_as_asked) {
  const auto one = add("Alpha");
  temp_.clock.advance(std::chrono::hours(1));
  const auto two = add("Beta");
  EXPECT_EQ(search("type:ticket status:new").ids("results"), (Ids{two, one}));
  EXPECT_EQ(search("type:ticket status:new order_by:created sort:asc").ids("results"), (Ids{one, two}));
  EXPECT_EQ(search("type:ticket status:new", "&sort_by=subject&sort_order=desc").ids("results"), (Ids{two, one}));
  EXPECT_EQ(search("type:ticket status:new", "&per_page=1&page=2").ids("results"), (Ids{one}));
  EXPECT_EQ(search("type:ticket status:new", "&per_page=100&page=11").status, 422);
  EXPECT_EQ(search("").status, 422);
}

TEST(ReadDate, knows_ages_in_every_unit) {
  const Time now = Time::from_seconds(1'704'164'645);
  EXPECT_EQ(read_date("10minutes", now), now - std::chrono::minutes(10));
  EXPECT_EQ(read_date("1hour", now), now - std::chrono::hours(1));
  EXPECT_EQ(read_date("3days", now), now - std::chrono::hours(72));
  EXPECT_EQ(read_date("2weeks", now), now - std::chrono::hours(336));
  for (const char* wrong : {"", "4", "hours", "4parsecs", "-3days", "999999999999years"}) EXPECT_FALSE(read_date(wrong, now)) << wrong;
}

}  // namespace
}  // namespace sahay::search
