// What can be taken back: bulk changes, merges, splits; and links that hold a ticket up.
#include "desk/tickets/link.h"
#include "desk/tickets/testing/tickets_site.h"
#include "desk/tickets/ticket_case.h"
#include "desk/tickets/undo.h"

namespace sahay::tickets {
namespace {

class UndoTest : public TicketsSite {
 protected:
  static std::string n(std::int64_t number) { return std::to_string(number); }
  // Starts a job, runs it, gives its answer as it is when completed.
  Answer run(const std::string& method, const std::string& path, const std::string& body = "{}", UserId as = {}) {
    const UserId who = as ? as : cast.sara;
    const Answer started = ask(who, method, path, body);
    EXPECT_EQ(started.status, 200) << started.body;
    const std::string id = started.text("job_status", "id");
    EXPECT_TRUE(api_.run_bulk(*temp_, id).ok());
    return ask(who, "GET", "/job_statuses/" + id);
  }
  Answer undo(const Answer& job) { return run("PUT", "/job_statuses/" + job.text("job_status", "id") + "/undo"); }
  Answer set(TicketId id, const std::string& ticket) { return ask(cast.oleg, "PUT", path_of(id), "{\"ticket\":" + ticket + "}"); }
  std::string ids(std::vector<TicketId> list) {
    std::string out;
    for (const TicketId id : list) out += (out.empty() ? "" : ",") + n(id.value);
    return out;
  }
};

TEST_F(UndoTest, a_bulk_change_is_taken_back_but_for_what_somebody_changed_since) {
  const Ticket a = make(), b = make();
  set(a.id, R"({"priority":"low","tags":["old"]})");
  const Answer job = run("PUT", "/tickets/update_many.json?ids=" + ids({a.id, b.id}), R"({"ticket":{"priority":"urgent","status":"closed","additional_tags":["mass"],"comment":{"body":"for all","public":false}}})");
  EXPECT_EQ(stored(a.id).status, "closed");
  const Answer undone = undo(job);
  EXPECT_EQ(undone.text("job_status", "status"), "completed");
  EXPECT_EQ(stored(a.id).priority, "low");
  EXPECT_EQ(stored(a.id).status, "new");
  EXPECT_EQ(stored(a.id).tags, (std::vector<std::string>{"old"}));
  EXPECT_EQ(stored(b.id).priority, "");
  const Answer thread = ask(cast.sara, "GET", path_of(a.id, "/comments"));
  EXPECT_EQ(thread.text("comments", 1, "body"), "for all") << "what people read stays";
  EXPECT_TRUE(thread.at("comments", 1, "undone_at").is_string());
}

TEST_F(UndoTest, a_field_that_somebody_set_since_keeps_its_value) {
  const Ticket a = make();
  const Answer job = run("PUT", "/tickets/update_many.json?ids=" + ids({a.id}), R"({"ticket":{"priority":"urgent","type":"incident","additional_tags":["x","y"]}})");
  set(a.id, R"({"priority":"high","remove_tags":["x"]})");
  const Answer undone = undo(job);
  EXPECT_EQ(stored(a.id).priority, "high");
  EXPECT_EQ(stored(a.id).type, "");
  EXPECT_TRUE(stored(a.id).tags.empty());
  EXPECT_EQ(undone.text("job_status", "results", 0, "kept", 0), "priority");
}

TEST_F(UndoTest, a_job_is_taken_back_once_and_only_by_who_may_see_it) {
  const Ticket a = make();
  const Answer job = run("DELETE", "/tickets/destroy_many.json?ids=" + ids({a.id}));
  const std::string path = "/job_statuses/" + job.text("job_status", "id") + "/undo";
  EXPECT_EQ(ask(cast.oleg, "PUT", path, "{}").status, 404);
  undo(job);
  EXPECT_FALSE(stored(a.id).deleted_at);
  EXPECT_EQ(ask(cast.sara, "PUT", path, "{}").status, 409);
}

TEST_F(UndoTest, made_tickets_go_to_the_bin_unless_a_person_went_on_with_them) {
  const Answer job = run("POST", "/tickets/create_many.json", R"({"tickets":[{"subject":"A","comment":{"body":"a"}},{"subject":"B","comment":{"body":"b"}}]})");
  const TicketId a(job.number("job_status", "results", 0, "id")), b(job.number("job_status", "results", 1, "id"));
  set(b, R"({"comment":{"body":"I am on it"}})");
  const Answer undone = undo(job);
  EXPECT_TRUE(stored(a).deleted_at);
  EXPECT_FALSE(stored(b).deleted_at);
  EXPECT_EQ(undone.text("job_status", "results", 0, "success"), "false");
}

TEST_F(UndoTest, an_unmerged_source_has_its_former_status_and_no_tag) {
  const Ticket target = make(), source = make();
  set(source.id, R"({"status":"pending","tags":["vip"]})");
  const Answer job = run("POST", path_of(target.id, "/merge"), "{\"ids\":[" + ids({source.id}) + "]}");
  EXPECT_EQ(stored(source.id).merged_into, target.id);
  ASSERT_EQ(ask(cast.sara, "PUT", path_of(target.id, "/unmerge"), "{}").status, 200);
  EXPECT_EQ(stored(source.id).status, "pending");
  EXPECT_EQ(stored(source.id).tags, (std::vector<std::string>{"vip"}));
  EXPECT_FALSE(stored(source.id).merged_into);
  for (const TicketId id : {target.id, source.id}) {
    const Answer thread = ask(cast.sara, "GET", path_of(id, "/comments"));
    EXPECT_TRUE(thread.at("comments", 1, "undone_at").is_string()) << thread.body;
  }
  EXPECT_EQ(ask(cast.sara, "PUT", path_of(target.id, "/unmerge"), "{}").status, 422) << "once";
  const Answer again = undo(job);
  EXPECT_EQ(again.text("job_status", "results", 0, "success"), "false");
}

TEST_F(UndoTest, one_of_two_sources_can_come_back_alone) {
  const Ticket target = make(), a = make(), b = make();
  run("POST", path_of(target.id, "/merge"), "{\"ids\":[" + ids({a.id, b.id}) + "]}");
  ASSERT_EQ(ask(cast.sara, "PUT", path_of(target.id, "/unmerge"), "{\"ids\":[" + ids({a.id}) + "]}").status, 200);
  EXPECT_EQ(stored(a.id).status, "new");
  EXPECT_EQ(stored(b.id).status, "closed");
}

class SplitTest : public UndoTest {
 protected:
  SplitTest() {
    NewTicket wanted = about("Three things", "The drill smokes. পাম্প বন্ধ। Please send an invoice.");
    wanted.collaborators = {cast.nadia.value};
    original_ = make(std::move(wanted));
    temp_.clock.advance(std::chrono::hours(5));
  }
  Answer split(const std::string& more = "") {
    return ask(cast.sara, "POST", path_of(original_.id, "/split"),
               R"({"split":{"tickets":[{"subject":"Pump","priority":"urgent","text":"পাম্প বন্ধ।"},{"subject":"Invoice","passages":[{"begin":29,"end":53}]}])" + more + "}}");
  }
  Ticket original_;
};

TEST_F(SplitTest, each_new_ticket_has_its_passage_the_people_and_the_receipt_of_the_original) {
  const Answer done = split();
  ASSERT_EQ(done.status, 201) << done.body;
  const Ticket pump = stored(TicketId(done.number("tickets", 0, "id"))), invoice = stored(TicketId(done.number("tickets", 1, "id")));
  EXPECT_EQ(pump.description, "পাম্প বন্ধ।");
  EXPECT_EQ(invoice.description, "Please send an invoice.");
  for (const Ticket& ticket : {pump, invoice}) {
    EXPECT_EQ(ticket.requester_id, cast.rina);
    EXPECT_EQ(ticket.organization_id, original_.organization_id);
    EXPECT_EQ(ticket.collaborator_ids, (std::vector<std::int64_t>{cast.nadia.value}));
    EXPECT_EQ(ticket.received(), original_.created_at);
    EXPECT_GT(ticket.created_at, original_.created_at);
    EXPECT_EQ(ticket.case_id, stored(original_.id).case_id);
  }
  EXPECT_EQ(pump.priority, "urgent");
  EXPECT_EQ(done.at("case", "ticket_ids").as_array().size(), 3u);
  EXPECT_EQ(comments_of(original_.id).size(), 1u) << "nothing is written to the customer unless asked for";
}

TEST_F(SplitTest, the_customer_gets_one_message_with_all_numbers) {
  const Answer done = split(R"(,"notify":true)");
  ASSERT_EQ(done.status, 201) << done.body;
  const auto thread = comments_of(original_.id);
  ASSERT_EQ(thread.size(), 2u);
  EXPECT_TRUE(thread[1].is_public);
  for (int i = 0; i < 2; ++i) EXPECT_NE(thread[1].text.find("#" + done.text("tickets", i, "id")), std::string::npos) << thread[1].text;
}

TEST_F(SplitTest, passages_that_are_not_there_are_refused_and_nothing_is_made) {
  for (const char* part : {R"({"subject":"X","text":"never said"})", R"({"subject":"X","passages":[{"begin":50,"end":5000}]})", R"({"subject":"X","passages":[{"begin":5,"end":5}]})", R"({"subject":"X"})"})
    EXPECT_EQ(ask(cast.sara, "POST", path_of(original_.id, "/split"), R"({"split":{"tickets":[)" + std::string(part) + "]}}").status, 422) << part;
  EXPECT_EQ(stored(original_.id).case_id, 0);
  EXPECT_FALSE(stored(TicketId(original_.id.value + 1)).id);
}

TEST_F(SplitTest, undo_bins_the_new_tickets_and_dissolves_the_case) {
  const Answer done = split();
  temp_.clock.advance(std::chrono::minutes(1));
  const Answer undone = ask(cast.sara, "PUT", "/splits/" + done.text("split", "id") + "/undo", "{}");
  ASSERT_EQ(undone.status, 200) << undone.body;
  for (int i = 0; i < 2; ++i) EXPECT_TRUE(stored(TicketId(done.number("tickets", i, "id"))).deleted_at);
  EXPECT_EQ(stored(original_.id).case_id, 0);
  EXPECT_EQ(ask(cast.sara, "GET", "/cases/" + done.text("split", "case_id")).status, 404);
  EXPECT_EQ(ask(cast.sara, "PUT", "/splits/" + done.text("split", "id") + "/undo", "{}").status, 422);
}

TEST_F(SplitTest, work_done_since_is_not_undone_but_re_joined) {
  const Answer done = split();
  temp_.clock.advance(std::chrono::minutes(1));
  const TicketId pump(done.number("tickets", 0, "id"));
  ASSERT_TRUE(change(cast.oleg, pump, reply("Is it plugged in?")).ok());
  ASSERT_TRUE(hear(pump, words("Yes.")).ok());
  const Answer refused = ask(cast.sara, "PUT", "/splits/" + done.text("split", "id") + "/undo", "{}");
  EXPECT_EQ(refused.status, 409) << refused.body;
  ASSERT_EQ(ask(cast.sara, "PUT", path_of(pump, "/rejoin"), "{}").status, 200);
  EXPECT_EQ(stored(pump).status, "closed");
  EXPECT_EQ(stored(pump).merged_into, original_.id);
  const auto thread = comments_of(original_.id);
  ASSERT_EQ(thread.size(), 3u);
  EXPECT_EQ(thread[1].text, "Is it plugged in?");
  EXPECT_EQ(thread[1].author_id, cast.oleg);
  EXPECT_EQ(thread[2].text, "Yes.");
  ASSERT_EQ(ask(cast.sara, "PUT", path_of(original_.id, "/unmerge"), "{}").status, 200);
  EXPECT_FALSE(stored(pump).merged_into);
  EXPECT_NE(stored(pump).status, "closed");
}

class LinkTest : public UndoTest {
 protected:
  Answer link(TicketId from, const std::string& word, TicketId to) {
    return ask(cast.sara, "POST", path_of(from, "/links"), "{\"link\":{\"type\":\"" + word + "\",\"ticket_id\":" + n(to.value) + "}}");
  }
};

TEST_F(LinkTest, a_link_is_seen_from_both_ends_with_the_fitting_word) {
  const Ticket a = make(), b = make();
  ASSERT_EQ(link(a.id, "duplicate_of", b.id).status, 201);
  EXPECT_EQ(ask(cast.sara, "GET", path_of(a.id, "/links")).text("links", 0, "type"), "duplicate_of");
  EXPECT_EQ(ask(cast.sara, "GET", path_of(b.id, "/links")).text("links", 0, "type"), "duplicated_by");
  EXPECT_EQ(link(b.id, "duplicated_by", a.id).status, 201);
  EXPECT_EQ(ask(cast.sara, "GET", path_of(a.id, "/links")).number("count"), 1) << "the same link is one link";
  const std::string id = ask(cast.sara, "GET", path_of(a.id, "/links")).text("links", 0, "id");
  EXPECT_EQ(ask(cast.sara, "DELETE", path_of(make().id, "/links/" + id)).status, 404);
  EXPECT_EQ(ask(cast.sara, "DELETE", path_of(b.id, "/links/" + id)).status, 204);
  EXPECT_EQ(ask(cast.sara, "GET", path_of(a.id, "/links")).number("count"), 0);
}

TEST_F(LinkTest, nonsense_and_circles_are_refused) {
  const Ticket a = make(), b = make(), c = make();
  EXPECT_EQ(link(a.id, "cousin", b.id).status, 422);
  EXPECT_EQ(link(a.id, "related", a.id).status, 422);
  EXPECT_EQ(link(a.id, "related", TicketId(999)).status, 422);
  ASSERT_EQ(link(a.id, "child", b.id).status, 201);
  ASSERT_EQ(link(b.id, "child", c.id).status, 201);
  EXPECT_EQ(link(c.id, "child", a.id).status, 422);
  EXPECT_EQ(link(a.id, "parent", c.id).status, 422);
}

TEST_F(LinkTest, a_parent_waits_for_its_children_when_the_desk_wants_it) {
  const Ticket parent = make(), child = make();
  link(parent.id, "child", child.id);
  EXPECT_EQ(set(parent.id, R"({"status":"solved"})").status, 200);
  set(parent.id, R"({"status":"open"})");
  ASSERT_EQ(ask(cast.admin, "PUT", "/ticket_settings", R"({"ticket_settings":{"children_first":true}})").status, 200);
  const Answer refused = set(parent.id, R"({"status":"solved"})");
  ASSERT_EQ(refused.status, 422) << refused.body;
  EXPECT_FALSE(refused.at("details", "status").is_null());
  set(child.id, R"({"status":"solved"})");
  EXPECT_EQ(set(parent.id, R"({"status":"solved"})").status, 200);
}

}  // namespace
}  // namespace sahay::tickets
