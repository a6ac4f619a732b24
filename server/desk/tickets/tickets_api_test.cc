// Tickets over the wire: the shapes that clients depend on.
#include "desk/tickets/field_list.h"
#include "desk/tickets/testing/tickets_site.h"

namespace sahay::tickets {
namespace {

using Ids = std::vector<std::int64_t>;

class TicketsApiTest : public TicketsSite {
 protected:
  Answer post(const std::string& body, HeaderList headers = {}) { return ask(cast.sara, "POST", "/tickets.json", body, std::move(headers)); }
  void run_job(const Answer& job) {
    EXPECT_EQ(job.status, 200) << job.body;
    EXPECT_TRUE(api_.run_bulk(*temp_, job.text("job_status", "id")).ok());
  }
};

TEST_F(TicketsApiTest, creating_answers_the_ticket_and_its_audit) {
  const Answer made = post(R"({"ticket":{"subject":"Drill","comment":{"body":"It smokes."},"requester":{"name":"Lena","email":"lena@x.example"},"priority":"high","tags":["a","b"]}})");
  ASSERT_EQ(made.status, 201) << made.body;
  EXPECT_EQ(made.header("Location"), "https://desk.example.org/api/v2/tickets/" + made.text("ticket", "id") + ".json");
  EXPECT_EQ(made.text("ticket", "url"), made.header("Location"));
  EXPECT_EQ(made.text("ticket", "status"), "new");
  EXPECT_EQ(made.text("ticket", "description"), "It smokes.");
  EXPECT_EQ(made.text("ticket", "via", "channel"), "api");
  EXPECT_EQ(made.number("ticket", "submitter_id"), cast.sara.value);
  EXPECT_TRUE(made.at("ticket", "assignee_id").is_null());
  EXPECT_EQ(made.number("audit", "ticket_id"), made.number("ticket", "id"));
  EXPECT_EQ(made.text("audit", "events", 0, "type"), "Comment");
  EXPECT_EQ(made.text("audit", "events", 1, "type"), "Create");
  const auto lena = read([](db::Tx& tx) { return people::find_by_address(tx, "lena@x.example"); });
  EXPECT_EQ(made.number("ticket", "requester_id"), lena->id.value);
}

TEST_F(TicketsApiTest, updating_answers_the_audit_of_this_change) {
  const auto id = make().id;
  const Answer done = ask(cast.sara, "PUT", path_of(id), R"({"ticket":{"status":"pending","comment":{"html_body":"<b>Photo?</b>","public":false}}})");
  EXPECT_EQ(done.status, 200);
  EXPECT_EQ(done.text("ticket", "status"), "pending");
  EXPECT_EQ(done.text("audit", "events", 0, "public"), "false");
  EXPECT_EQ(done.text("audit", "events", 1, "field_name"), "status");
  EXPECT_EQ(done.text("audit", "events", 1, "previous_value"), "new");
  EXPECT_EQ(done.text("audit", "events", 1, "value"), "pending");
  EXPECT_TRUE(ask(cast.sara, "PUT", path_of(id), R"({"ticket":{"status":"pending"}})").at("audit").is_null());
}

TEST_F(TicketsApiTest, a_lost_update_and_a_closed_ticket_are_refused) {
  const Ticket ticket = make();
  const std::string stamp = to_iso8601(ticket.updated_at);
  temp_.clock.advance(std::chrono::seconds(3));
  const std::string body = R"({"ticket":{"subject":"New","safe_update":true,"updated_stamp":")" + stamp + "\"}}";
  EXPECT_EQ(ask(cast.sara, "PUT", path_of(ticket.id), body).status, 200);
  const Answer lost = ask(cast.sara, "PUT", path_of(ticket.id), body);
  EXPECT_EQ(lost.status, 409);
  EXPECT_EQ(lost.text("error"), "UpdateConflict");
  set_status_of(ticket.id, "closed");
  const Answer closed = ask(cast.sara, "PUT", path_of(ticket.id), R"({"ticket":{"subject":"X"}})");
  EXPECT_EQ(closed.status, 422);
  EXPECT_EQ(closed.text("details", "status", 0, "error"), "InvalidValue");
}

TEST_F(TicketsApiTest, a_stale_reply_is_answered_with_what_is_newer_and_can_be_sent_again_with_its_key) {
  const Ticket ticket = make();
  const std::string seen = std::to_string(stored(ticket.id).last_event_id);
  ASSERT_TRUE(hear(ticket.id, words("It works again!")).ok());
  const HeaderList key{{"Idempotency-Key", "reply-1"}};
  const Answer stale = ask(cast.sara, "PUT", path_of(ticket.id), R"({"ticket":{"comment":{"body":"Send it in."},"last_seen_event":)" + seen + "}}", key);
  EXPECT_EQ(stale.status, 409);
  EXPECT_EQ(stale.text("error"), "UpdateConflict");
  EXPECT_EQ(stale.at("newer").get_array().size(), 1u);
  EXPECT_NE(stale.body.find("It works again!"), std::string::npos);
  EXPECT_EQ(comments_of(ticket.id).size(), 2u);
  EXPECT_EQ(ask(cast.sara, "PUT", path_of(ticket.id), R"({"ticket":{"comment":{"body":"Send it in."}}})", key).status, 200);
}

TEST_F(TicketsApiTest, an_idempotent_creation_makes_one_ticket) {
  const HeaderList key{{"Idempotency-Key", "new-1"}};
  const std::string body = R"({"ticket":{"comment":{"body":"Once."}}})";
  const Answer first = post(body, key), second = post(body, key);
  EXPECT_EQ(first.status, 201);
  EXPECT_EQ(second.body, first.body);
  EXPECT_EQ(ask(cast.sara, "GET", "/tickets/count").number("count", "value"), 1);
}

TEST_F(TicketsApiTest, a_reply_that_comes_again_with_its_key_is_told_of_the_same_comment) {
  const Ticket ticket = make();
  const HeaderList key{{"Idempotency-Key", "reply-2"}};
  const std::string body = R"({"ticket":{"comment":{"body":"The part is on its way."}}})";
  const Answer first = ask(cast.sara, "PUT", path_of(ticket.id), body, key);
  ASSERT_EQ(first.status, 200);
  EXPECT_EQ(first.header("x-sahay-tells-of"), "") << "it is for the server alone";
  ASSERT_EQ(ask(cast.sara, "PUT", path_of(ticket.id), R"({"ticket":{"comment":{"body":"Another."}}})").status, 200);
  const Answer again = ask(cast.sara, "PUT", path_of(ticket.id), body, key);
  EXPECT_EQ(again.status, 200);
  EXPECT_EQ(again.number("audit", "id"), first.number("audit", "id"));
  EXPECT_NE(again.body.find("The part is on its way."), std::string::npos);
  EXPECT_EQ(comments_of(ticket.id).size(), 3u);
  EXPECT_EQ(ask(cast.sara, "PUT", path_of(ticket.id), R"({"ticket":{"comment":{"body":"Else."}}})", key).status, 409);
}

TEST_F(TicketsApiTest, names_every_wrong_value) {
  const Answer wrong = post(R"({"ticket":{"comment":{"body":"x"},"due_at":"tomorrow","group_id":"x"}})");
  EXPECT_EQ(wrong.status, 422);
  EXPECT_EQ(wrong.text("details", "due_at", 0, "error"), "InvalidFormat");
  EXPECT_EQ(wrong.text("details", "group_id", 0, "error"), "InvalidFormat");
  EXPECT_EQ(post(R"({"ticket":{"subject":"No comment"}})").status, 422);
  EXPECT_EQ(post(R"({"ticket":{"comment":{"body":"x","author_id":999}}})").status, 422);
  EXPECT_EQ(ask(cast.sara, "GET", "/tickets").number("count"), 0);
}

TEST_F(TicketsApiTest, every_active_own_field_is_listed_and_null_where_it_has_no_value) {
  FieldList list;
  own_field_ids = [&] { return list.ids(); };
  own_fields_changed = [&](db::Tx& tx) { list.load(tx, true); };
  const auto add = [&](const char* title) {
    return ask(cast.admin, "POST", "/ticket_fields", R"({"ticket_field":{"type":"text","title":")" + std::string(title) + "\"}}").number("ticket_field", "id");
  };
  const auto serial = add("Serial number"), room = add("Room");
  const std::string id = std::to_string(serial);
  const Answer made = post(R"({"ticket":{"comment":{"body":"x"},"custom_fields":[{"id":)" + id + R"(,"value":"ZL-40"}]}})");
  EXPECT_EQ(made.text("ticket", "custom_fields"), R"([{"id":)" + id + R"(,"value":"ZL-40"},{"id":)" + std::to_string(room) + R"(,"value":null}])");
  EXPECT_EQ(made.text("ticket", "fields"), made.text("ticket", "custom_fields"));
  ask(cast.admin, "PUT", "/ticket_fields/" + std::to_string(room), R"({"ticket_field":{"active":false}})");
  EXPECT_EQ(ask(cast.sara, "GET", path_of(TicketId(made.number("ticket", "id")))).text("ticket", "fields"), R"([{"id":)" + id + R"(,"value":"ZL-40"}])");
  own_field_ids = nullptr;
  own_fields_changed = nullptr;
}

TEST_F(TicketsApiTest, tags_are_set_added_and_removed) {
  const auto id = make().id;
  EXPECT_EQ(ask(cast.sara, "POST", path_of(id, "/tags"), R"({"tags":["a","b"]})").status, 201);
  EXPECT_EQ(ask(cast.sara, "PUT", path_of(id, "/tags"), R"({"tags":["c"]})").body, R"({"tags":["a","b","c"]})");
  EXPECT_EQ(ask(cast.sara, "DELETE", path_of(id, "/tags"), R"({"tags":["a"]})").body, R"({"tags":["b","c"]})");
  EXPECT_EQ(ask(cast.sara, "GET", "/tags").text("tags"), R"([{"name":"b","count":1},{"name":"c","count":1}])");
}

TEST_F(TicketsApiTest, bulk_changes_report_each_ticket) {
  const auto one = make().id, two = make().id;
  set_status_of(two, "closed");
  const Answer job = ask(cast.sara, "PUT", "/tickets/update_many?ids=" + std::to_string(one.value) + "," + std::to_string(two.value), R"({"ticket":{"priority":"low"}})");
  run_job(job);
  EXPECT_EQ(stored(one).priority, "low");
  EXPECT_EQ(stored(two).priority, "");
  const Answer done = ask(cast.sara, "GET", "/job_statuses/" + job.text("job_status", "id"));
  EXPECT_EQ(done.text("job_status", "results", 0, "success"), "true");
  EXPECT_EQ(done.text("job_status", "results", 1, "success"), "false");
}

TEST_F(TicketsApiTest, merging_is_a_job) {
  const auto target = make().id, source = make().id;
  run_job(ask(cast.sara, "POST", path_of(target, "/merge"), R"({"ids":[)" + std::to_string(source.value) + R"(],"target_comment":"Two in one."})"));
  EXPECT_EQ(stored(source).merged_into, target);
  EXPECT_EQ(stored(source).tags, (std::vector<std::string>{"closed_by_merge"}));
  EXPECT_FALSE(comments_of(target).back().is_public);
}

TEST_F(TicketsApiTest, deleted_tickets_are_in_the_bin_until_restored) {
  const auto id = make().id;
  EXPECT_EQ(ask(cast.sara, "DELETE", path_of(id)).status, 204);
  EXPECT_EQ(ask(cast.sara, "GET", path_of(id)).status, 404);
  EXPECT_EQ(ask(cast.sara, "GET", "/deleted_tickets").ids("deleted_tickets"), (Ids{id.value}));
  EXPECT_EQ(ask(cast.sara, "PUT", "/deleted_tickets/" + std::to_string(id.value) + "/restore").status, 200);
  EXPECT_EQ(ask(cast.sara, "GET", path_of(id)).status, 200);
  EXPECT_EQ(ask(cast.sara, "DELETE", "/deleted_tickets/" + std::to_string(id.value)).status, 403);
}

TEST_F(TicketsApiTest, an_export_by_time_keeps_a_second_together_and_ends) {
  for (int i = 0; i < 3; ++i) make();
  const std::int64_t first_second = temp_.clock.now().seconds();
  temp_.clock.advance(std::chrono::seconds(10));
  const auto later = make().id;
  ASSERT_TRUE(write([&](db::Tx& tx) { return remove(tx, {cast.admin}, later); }).ok());
  Answer page = ask(cast.admin, "GET", "/incremental/tickets.json?start_time=0&per_page=2");
  EXPECT_EQ(page.ids("tickets").size(), 3u);  // the third of the same second comes along
  EXPECT_EQ(page.text("end_of_stream"), "false");
  EXPECT_GE(page.number("end_time"), first_second);
  page = api::test::call(router_, "GET", page.text("next_page"), "", {{"Authorization", "Bearer " + token_of(cast.admin)}});
  EXPECT_EQ(page.ids("tickets"), (Ids{later.value}));
  EXPECT_EQ(page.text("tickets", 0, "status"), "deleted");
  EXPECT_EQ(page.text("end_of_stream"), "true");
  EXPECT_EQ(page.number("count"), 1);
}

TEST_F(TicketsApiTest, an_export_by_cursor_gives_every_ticket_once_and_waits_for_more) {
  for (int i = 0; i < 5; ++i) make();
  const auto next = [&](const std::string& url) { return api::test::call(router_, "GET", url, "", {{"Authorization", "Bearer " + token_of(cast.admin)}}); };
  Ids all;
  Answer page = ask(cast.admin, "GET", "/incremental/tickets/cursor.json?start_time=0&per_page=2");
  for (int guard = 0; guard < 10; ++guard) {
    for (const auto id : page.ids("tickets")) all.push_back(id);
    if (page.text("end_of_stream") == "true") break;
    page = next(page.text("after_url"));
  }
  EXPECT_EQ(all, (Ids{1, 2, 3, 4, 5}));
  page = next(page.text("after_url"));
  EXPECT_TRUE(page.ids("tickets").empty());
  temp_.clock.advance(std::chrono::seconds(1));
  set_status_of(TicketId(2), "open");
  EXPECT_EQ(next(page.text("after_url")).ids("tickets"), (Ids{2}));
  EXPECT_EQ(ask(cast.admin, "GET", "/incremental/tickets/cursor.json?cursor=garbage").status, 422);
  EXPECT_EQ(ask(cast.admin, "GET", "/incremental/tickets.json").status, 422);
}

TEST_F(TicketsApiTest, side_loads_come_once_each) {
  make();
  make();
  const Answer list = ask(cast.sara, "GET", "/tickets?include=users,groups,organizations");
  EXPECT_EQ(list.ids("users"), (Ids{cast.rina.value}));
  EXPECT_EQ(list.ids("groups"), (Ids{cast.support.value}));
  EXPECT_EQ(list.ids("organizations"), (Ids{cast.meghna.value}));
  EXPECT_TRUE(ask(cast.sara, "GET", "/tickets").at("users").is_null());
}

}  // namespace
}  // namespace sahay::tickets
