#include "desk/tickets/tickets.h"

#include "base/text.h"
#include "desk/tickets/testing/tickets_desk.h"

namespace sahay::tickets {
namespace {

using Lines = std::vector<std::string>;

class CreateTest : public TicketsDesk {};
class UpdateTest : public TicketsDesk {};
class ReceiveTest : public TicketsDesk {};
class BinTest : public TicketsDesk {};

TEST_F(CreateTest, takes_requester_submitter_and_organization_from_the_actor) {
  const Ticket ticket = make();
  EXPECT_EQ(ticket.requester_id, cast.rina);
  EXPECT_EQ(ticket.submitter_id, cast.rina);
  EXPECT_EQ(ticket.organization_id, cast.meghna);
  EXPECT_EQ(ticket.group_id, cast.support);
  EXPECT_EQ(ticket.status, "new");
  EXPECT_EQ(ticket.locale, "bn");
  EXPECT_EQ(ticket.description, "The drill does not start.");
  EXPECT_EQ(ticket.comment_count, 1);
  EXPECT_TRUE(ticket.is_public);
  EXPECT_EQ(stored(ticket.id).subject, "Broken drill");
}

TEST_F(CreateTest, an_agent_makes_one_for_a_customer) {
  NewTicket wanted = about("Call");
  wanted.requester = cast.rina;
  wanted.assignee = cast.oleg;
  const Ticket ticket = try_create(cast.sara, wanted)->ticket;
  EXPECT_EQ(ticket.requester_id, cast.rina);
  EXPECT_EQ(ticket.submitter_id, cast.sara);
  EXPECT_EQ(ticket.status, "open");
  EXPECT_EQ(ticket.owner_id, cast.oleg);
}

TEST_F(CreateTest, makes_a_missing_subject_of_the_first_words_without_cutting_a_character) {
  std::string text = "Моя дрель не включается";
  for (int i = 0; i < 20; ++i) text += " уже который день";
  const Ticket ticket = make(about("  ", text));
  EXPECT_FALSE(ticket.subject.empty());
  EXPECT_LE(text::length(ticket.subject), 80u);
  EXPECT_TRUE(text::is_valid_utf8(ticket.subject));
  EXPECT_TRUE(text.starts_with(ticket.subject)) << ticket.subject;
}

TEST_F(CreateTest, refuses_an_empty_comment_and_leaves_nothing_behind) {
  EXPECT_EQ(wrong_field(try_create(cast.rina, about("Subject", " \n"))), "comment");
  EXPECT_TRUE(read([&](db::Tx& tx) { return of_requester(tx, cast.rina); }).empty());
}

TEST_F(CreateTest, names_the_wrong_field) {
  const auto wrong = [&](auto set) {
    NewTicket wanted = about("Subject");
    set(wanted);
    return wrong_field(try_create(cast.sara, wanted));
  };
  EXPECT_EQ(wrong([](NewTicket& t) { t.status = "waiting"; }), "status");
  EXPECT_EQ(wrong([](NewTicket& t) { t.priority = "top"; }), "priority");
  EXPECT_EQ(wrong([](NewTicket& t) { t.type = "wish"; }), "type");
  EXPECT_EQ(wrong([](NewTicket& t) { t.requester = UserId(999); }), "requester_id");
  EXPECT_EQ(wrong([](NewTicket& t) { t.group = GroupId(999); }), "group_id");
  EXPECT_EQ(wrong([](NewTicket& t) { t.problem = TicketId(999); }), "problem_id");
  EXPECT_EQ(wrong([&](NewTicket& t) { t.assignee = cast.rina; }), "assignee_id");
}

TEST_F(CreateTest, sanitises_html_and_derives_the_text) {
  NewTicket wanted = about("Html");
  wanted.comment.text.clear();
  wanted.comment.html = "<p onclick=\"steal()\">Hello <b>desk</b></p><script>alert(1)</script><a href=\"javascript:x\">y</a>";
  const Comment comment = comments_of(make(wanted).id).front();
  for (const char* bad : {"script", "onclick", "steal", "alert"}) EXPECT_EQ(comment.html.find(bad), std::string::npos) << comment.html;
  EXPECT_NE(comment.html.find("<b>desk</b>"), std::string::npos) << comment.html;
  EXPECT_NE(comment.text.find("Hello desk"), std::string::npos) << comment.text;
}

TEST_F(CreateTest, plain_text_becomes_html_that_shows_the_same) {
  const Comment comment = comments_of(make(about("Text", "1 < 2 & <script>")).id).front();
  EXPECT_EQ(comment.text, "1 < 2 & <script>");
  EXPECT_NE(comment.html.find("1 &lt; 2 &amp; &lt;script&gt;"), std::string::npos) << comment.html;
}

TEST_F(CreateTest, an_upload_works_once) {
  NewTicket wanted = about("With a file");
  wanted.comment.uploads = {upload("log.txt")};
  const Ticket ticket = make(wanted);
  const auto files = read([&](db::Tx& tx) { return attachments_of_ticket(tx, ticket.id); });
  ASSERT_EQ(files.size(), 1u);
  EXPECT_EQ(files[0].file_name, "log.txt");
  EXPECT_EQ(files[0].comment_id, comments_of(ticket.id).front().id);
  EXPECT_EQ(wrong_field(try_create(cast.rina, wanted)), "uploads");
  wanted.comment.uploads = {"never-made"};
  EXPECT_EQ(wrong_field(try_create(cast.rina, wanted)), "uploads");
}

TEST_F(CreateTest, a_failed_creation_gives_the_upload_back) {
  NewTicket wanted = about("With a file");
  wanted.comment.uploads = {upload("log.txt"), "never-made"};
  EXPECT_EQ(wrong_field(try_create(cast.rina, wanted)), "uploads");
  wanted.comment.uploads = {"upload-token"};
  EXPECT_TRUE(try_create(cast.rina, wanted).ok());
}

TEST_F(CreateTest, stores_custom_fields_with_the_tags_that_they_stand_for) {
  const auto product = add_field("tagger", "Product", R"([{"id":1,"name":"Drill","value":"drill"},{"id":2,"name":"Saw","value":"saw"}])");
  const auto warranty = add_field("checkbox", "Warranty", "[]", "in_warranty");
  const auto serial = add_field("integer", "Serial");
  NewTicket wanted = about("Fields");
  wanted.tags = {"vip", "two words", "vip"};
  wanted.custom_fields = {{std::to_string(product), "drill"}, {std::to_string(warranty), true}, {std::to_string(serial), "42"}, {"99999", "gone"}};
  const Ticket ticket = make(wanted);
  EXPECT_EQ(ticket.tags, (Lines{"vip", "two_words", "drill", "in_warranty"}));
  const Json fields = *parse_json(ticket.custom_fields.text);
  EXPECT_EQ(fields.at(std::to_string(product)), Json("drill"));
  EXPECT_EQ(fields.at(std::to_string(warranty)), Json(true));
  EXPECT_EQ(fields.get_object().size(), 3u);

  Change other;
  other.custom_fields = {{std::to_string(product), "saw"}, {std::to_string(warranty), false}};
  EXPECT_EQ(change(cast.sara, ticket.id, other)->ticket.tags, (Lines{"vip", "two_words", "saw"}));
  other.custom_fields = {{std::to_string(product), nullptr}};
  EXPECT_EQ(change(cast.sara, ticket.id, other)->ticket.tags, (Lines{"vip", "two_words"}));
}

TEST_F(CreateTest, refuses_a_custom_value_that_the_field_does_not_take) {
  const auto product = add_field("tagger", "Product", R"([{"id":1,"name":"Drill","value":"drill"}])");
  const auto serial = add_field("integer", "Serial");
  const auto day = add_field("date", "Bought");
  const std::pair<std::int64_t, Json> wrong[] = {{product, "hammer"}, {serial, "4x"}, {day, "tomorrow"}};
  for (const auto& [field, value] : wrong) {
    NewTicket wanted = about("Fields");
    wanted.custom_fields = {{std::to_string(field), value}};
    EXPECT_EQ(wrong_field(try_create(cast.rina, wanted)), "custom_fields");
  }
}

// An answer that changes nothing else is written by a statement of its own.
TEST_F(UpdateTest, gives_back_what_the_row_says_whatever_the_change_named) {
  const TicketId id = make().id;
  const auto same = [&](const Result<Outcome>& done) {
    ASSERT_TRUE(done.ok());
    EXPECT_EQ(write_json(done->ticket), write_json(stored(id)));
  };
  same(change(cast.sara, id, reply("We look at it.")));  // new becomes open
  EXPECT_EQ(stored(id).status, "open");
  same(change(cast.sara, id, reply("It is the fuse.")));
  same(change(cast.oleg, id, reply("Ask them for the model.", false)));
  EXPECT_EQ(stored(id).snippet, "Ask them for the model.");
  EXPECT_EQ(stored(id).comment_count, 4);
  Change tagged = reply("Sent.");
  tagged.add_tags = {"parts"};
  same(change(cast.sara, id, std::move(tagged)));
  EXPECT_EQ(stored(id).tags, (std::vector<std::string>{"parts"}));
  same(hear(id, words("Thank you!")));
}

TEST_F(UpdateTest, is_one_event_with_every_change) {
  const Ticket ticket = make();
  Change wanted = reply("Please send a photo.");
  wanted.status = "pending";
  wanted.priority = "high";
  wanted.assignee = cast.sara;
  wanted.add_tags = {"photo"};
  const Outcome done = *change(cast.sara, ticket.id, wanted);
  const auto events = events_of(ticket.id);
  ASSERT_EQ(events.size(), 2u);
  EXPECT_EQ(events[0].kind, "ticket.created");
  EXPECT_EQ(events[1].kind, "ticket.updated");
  EXPECT_EQ(events[1].id, done.event_id);
  EXPECT_EQ(events[1].actor_id, cast.sara.value);
  const std::string sara = "\"" + std::to_string(cast.sara.value) + "\"";
  EXPECT_EQ(changes_in(events[1]), (Lines{"assignee_id: null -> " + sara, "owner_id: null -> " + sara, "priority: null -> \"high\"",
                                          "status: \"new\" -> \"pending\"", "tags: [] -> [\"photo\"]"}));
  const Json data = *parse_json(events[1].data.text);
  EXPECT_EQ(data.at("comment_id"), Json(done.comment_id.value));
  EXPECT_EQ(data.at("public"), Json(true));
  EXPECT_EQ(data.at("author_role"), Json("agent"));
  EXPECT_EQ(comments_of(ticket.id).back().event_id, done.event_id);
  EXPECT_EQ(stored(ticket.id).last_event_id, done.event_id);
}

TEST_F(UpdateTest, nothing_changed_is_no_event) {
  NewTicket first = about("Broken drill");
  const auto product = add_field("tagger", "Product", R"([{"id":1,"name":"Drill","value":"drill"}])");
  first.custom_fields = {{std::to_string(product), "drill"}};
  const Ticket ticket = make(first);
  ASSERT_TRUE(change(cast.sara, ticket.id, [] { Change c; c.add_tags = {"later"}; return c; }()).ok());
  temp_.clock.advance(std::chrono::seconds(5));
  const Time before = stored(ticket.id).updated_at;
  Change same;
  same.subject = "Broken drill";
  same.status = "new";
  same.tags = Lines{"drill", "later"};
  same.group = cast.support;
  same.custom_fields = {{std::to_string(product), "drill"}};
  const auto done = change(cast.sara, ticket.id, same);
  ASSERT_TRUE(done.ok());
  EXPECT_EQ(done->event_id, 0);
  EXPECT_EQ(events_of(ticket.id).size(), 2u);
  EXPECT_EQ(stored(ticket.id).updated_at, before);
}

TEST_F(UpdateTest, a_public_word_of_staff_opens_a_new_ticket_and_a_note_does_not) {
  const Ticket noted = make(), answered = make();
  EXPECT_EQ(change(cast.sara, noted.id, reply("He called before.", false))->ticket.status, "new");
  EXPECT_EQ(change(cast.sara, answered.id, reply("We look into it."))->ticket.status, "open");
  EXPECT_EQ(stored(answered.id).owner_id, cast.sara);
}

TEST_F(UpdateTest, a_given_status_wins_over_the_rule) {
  Change wanted = reply("Done.");
  wanted.status = "solved";
  EXPECT_EQ(change(cast.sara, make().id, wanted)->ticket.status, "solved");
}

TEST_F(UpdateTest, solving_sets_the_time_and_reopening_clears_it) {
  const Ticket ticket = make();
  EXPECT_FALSE(ticket.solved_at);
  temp_.clock.advance(std::chrono::hours(2));
  const Time solved = temp_.clock.now();
  EXPECT_EQ(set_status_of(ticket.id, "solved").solved_at, solved);
  temp_.clock.advance(std::chrono::hours(1));
  EXPECT_EQ(set_status_of(ticket.id, "closed").solved_at, solved);
  const Ticket other = make();
  set_status_of(other.id, "solved");
  EXPECT_FALSE(set_status_of(other.id, "open").solved_at);
  EXPECT_FALSE(stored(other.id).solved_at);
}

TEST_F(UpdateTest, closed_is_final) {
  const Ticket ticket = make();
  set_status_of(ticket.id, "closed");
  Change open, subject, quiet;
  open.status = "open";
  subject.subject = "Another";
  quiet.status = "closed";
  quiet.subject = "Another";
  for (const Change& wanted : {open, subject, quiet, reply("Hello?")}) EXPECT_EQ(wrong_field(change(cast.admin, ticket.id, wanted)), "status");
  EXPECT_EQ(wrong_field(hear(ticket.id, words("Still broken."))), "status");
  EXPECT_EQ(stored(ticket.id).subject, "Broken drill");
  EXPECT_EQ(comments_of(ticket.id).size(), 1u);
}

TEST_F(UpdateTest, names_the_wrong_field_and_changes_nothing) {
  const Ticket ticket = make();
  const auto wrong = [&](auto set) {
    Change wanted = reply("Not stored.");
    wanted.add_tags = {"not_stored"};
    set(wanted);
    return wrong_field(change(cast.sara, ticket.id, wanted));
  };
  EXPECT_EQ(wrong([](Change& c) { c.subject = " "; }), "subject");
  EXPECT_EQ(wrong([](Change& c) { c.status = "gone"; }), "status");
  EXPECT_EQ(wrong([](Change& c) { c.requester = UserId(999); }), "requester_id");
  EXPECT_EQ(wrong([](Change& c) { c.organization = OrganizationId(999); }), "organization_id");
  EXPECT_EQ(wrong([&](Change& c) { c.owner = cast.boris; }), "assignee_id");
  EXPECT_EQ(wrong([&](Change& c) { c.problem = ticket.id; }), "problem_id");
  EXPECT_EQ(wrong([](Change& c) { c.comment->uploads = {"spent"}; }), "uploads");
  EXPECT_EQ(comments_of(ticket.id).size(), 1u);
  EXPECT_TRUE(stored(ticket.id).tags.empty());
  EXPECT_EQ(events_of(ticket.id).size(), 1u);
}

TEST_F(UpdateTest, a_reply_that_has_not_seen_the_newest_comment_is_refused) {
  const Ticket ticket = make();
  const std::int64_t seen = stored(ticket.id).last_event_id;
  ASSERT_TRUE(hear(ticket.id, words("It works again!")).ok());
  Change stale = reply("Please send it in.");
  stale.last_seen_event = seen;
  const auto refused = change(cast.sara, ticket.id, stale);
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, ErrorCode::conflict);
  EXPECT_EQ(comments_of(ticket.id).size(), 2u);
  stale.last_seen_event = stored(ticket.id).last_event_id;
  EXPECT_TRUE(change(cast.sara, ticket.id, stale).ok());
}

TEST_F(UpdateTest, changes_without_a_comment_make_no_reply_stale) {
  const Ticket ticket = make();
  Change wanted = reply("On it.");
  wanted.last_seen_event = stored(ticket.id).last_event_id;
  set_status_of(ticket.id, "open");
  EXPECT_TRUE(change(cast.oleg, ticket.id, wanted).ok());
}

TEST_F(UpdateTest, a_public_word_makes_a_private_ticket_visible) {
  NewTicket wanted = about("Internal");
  wanted.requester = cast.rina;
  wanted.comment.is_public = false;
  const Ticket ticket = try_create(cast.sara, wanted)->ticket;
  EXPECT_FALSE(stored(ticket.id).is_public);
  ASSERT_TRUE(change(cast.sara, ticket.id, reply("A second note.", false)).ok());
  EXPECT_FALSE(stored(ticket.id).is_public);
  ASSERT_TRUE(change(cast.sara, ticket.id, reply("Hello Rina.")).ok());
  EXPECT_TRUE(stored(ticket.id).is_public);
}

TEST_F(UpdateTest, private_comments_are_in_no_public_query) {
  const Ticket ticket = make();
  ASSERT_TRUE(change(cast.sara, ticket.id, reply("Known fault of the batch.", false)).ok());
  ASSERT_TRUE(change(cast.sara, ticket.id, reply("We send a new one.")).ok());
  EXPECT_EQ(comments_of(ticket.id).size(), 3u);
  const auto seen = comments_of(ticket.id, true);
  ASSERT_EQ(seen.size(), 2u);
  for (const Comment& comment : seen) EXPECT_TRUE(comment.is_public);
}

TEST_F(UpdateTest, history_tells_everything_in_order) {
  const Ticket ticket = make();
  set_status_of(ticket.id, "open");
  ASSERT_TRUE(change(cast.sara, ticket.id, reply("A note.", false)).ok());
  ASSERT_TRUE(hear(ticket.id, words("News?")).ok());
  ASSERT_TRUE(write([&](db::Tx& tx) { return remove(tx, {cast.admin}, ticket.id); }).ok());
  ASSERT_TRUE(write([&](db::Tx& tx) { return restore(tx, {cast.admin}, ticket.id); }).ok());
  Lines kinds;
  std::int64_t last = 0;
  for (const auto& event : events_of(ticket.id)) {
    kinds.push_back(event.kind);
    EXPECT_GT(event.id, last);
    last = event.id;
  }
  EXPECT_EQ(kinds, (Lines{"ticket.created", "ticket.updated", "ticket.updated", "ticket.updated", "ticket.deleted", "ticket.restored"}));
  EXPECT_EQ(stored(ticket.id).last_event_id, last);
  for (const Comment& comment : comments_of(ticket.id)) EXPECT_NE(comment.event_id, 0);
}

TEST_F(UpdateTest, lists_show_the_newest_word_in_one_line) {
  const Ticket ticket = make();
  const Ticket now = change(cast.sara, ticket.id, reply("First line.\n\n  Second\tline.", false))->ticket;
  EXPECT_EQ(now.snippet, "First line. Second line.");
  EXPECT_FALSE(now.last_public);
  EXPECT_EQ(now.last_author_role, "agent");
  EXPECT_EQ(now.comment_count, 2);
  std::string longer;
  for (int i = 0; i < 300; ++i) longer += "ж";
  EXPECT_EQ(text::length(change(cast.sara, ticket.id, reply(longer))->ticket.snippet), 160u);
}

TEST_F(UpdateTest, only_the_visible_part_of_a_mail_reaches_the_lists) {
  const Ticket ticket = make();
  NewComment mail = words("> quoted\nYes, please.");
  mail.visible_begin = 9;
  mail.visible_end = 21;
  EXPECT_EQ(hear(ticket.id, mail)->ticket.snippet, "Yes, please.");
  mail.visible_begin = 500;
  mail.visible_end = 900;  // a range beyond the text shows the text
  EXPECT_TRUE(hear(ticket.id, mail).ok());
}

TEST_F(ReceiveTest, a_customers_word_reopens_what_waits_or_is_solved) {
  const std::pair<const char*, const char*> table[] = {{"new", "new"}, {"open", "open"}, {"pending", "open"}, {"hold", "open"}, {"solved", "open"}};
  for (const auto& [before, after] : table) {
    const Ticket ticket = make();
    if (std::string_view(before) != "new") set_status_of(ticket.id, before);
    EXPECT_EQ(hear(ticket.id, words("Still broken."))->ticket.status, after) << before;
  }
}

TEST_F(ReceiveTest, automatic_mail_never_reopens) {
  for (const char* status : {"pending", "hold", "solved"}) {
    const Ticket ticket = make();
    set_status_of(ticket.id, status);
    NewComment mail = words("I am on holiday.");
    mail.automatic = true;
    const Ticket now = hear(ticket.id, mail)->ticket;
    EXPECT_EQ(now.status, status);
    EXPECT_EQ(now.comment_count, 2);
  }
}

TEST_F(ReceiveTest, reopening_and_the_word_are_one_event) {
  const Ticket ticket = make();
  set_status_of(ticket.id, "solved");
  const Outcome done = *hear(ticket.id, words("Still broken."));
  const auto events = events_of(ticket.id);
  ASSERT_EQ(events.size(), 3u);
  EXPECT_EQ(changes_in(events[2]), (Lines{"status: \"solved\" -> \"open\""}));
  EXPECT_EQ(events[2].via, "email");
  EXPECT_EQ(comments_of(ticket.id).back().event_id, done.event_id);
  EXPECT_EQ(comments_of(ticket.id).back().author_role, "end-user");
}

TEST_F(ReceiveTest, participants_are_those_who_may_write_into_the_ticket) {
  NewTicket wanted = about("Shared");
  wanted.email_ccs = {cast.boris.value};
  const Ticket shared = make(wanted), plain = make();
  const auto may = [&](const Ticket& ticket, UserId user) { return read([&](db::Tx& tx) { return is_participant(tx, ticket, user); }); };
  for (const UserId user : {cast.rina, cast.sara, cast.oleg, cast.admin, cast.karim, cast.nadia}) EXPECT_TRUE(may(plain, user)) << user.value;
  EXPECT_FALSE(may(plain, cast.boris));
  EXPECT_TRUE(may(shared, cast.boris));
  EXPECT_FALSE(may(plain, UserId{}));
  EXPECT_FALSE(may(plain, UserId(999)));
}

TEST_F(BinTest, a_removed_ticket_is_gone_until_it_is_restored) {
  const Ticket ticket = make();
  ASSERT_TRUE(write([&](db::Tx& tx) { return remove(tx, {cast.sara}, ticket.id); }).ok());
  EXPECT_FALSE(read([&](db::Tx& tx) { return find(tx, ticket.id); }));
  EXPECT_TRUE(stored(ticket.id).deleted_at);
  EXPECT_EQ(stored(ticket.id).deleted_by, cast.sara);
  EXPECT_TRUE(read([&](db::Tx& tx) { return of_requester(tx, cast.rina); }).empty());
  EXPECT_EQ(change(cast.sara, ticket.id, reply("Hello?")).error().code, ErrorCode::not_found);
  EXPECT_EQ(hear(ticket.id, words("Hello?")).error().code, ErrorCode::not_found);
  EXPECT_FALSE(write([&](db::Tx& tx) { return remove(tx, {cast.sara}, ticket.id); }).ok());
  ASSERT_TRUE(write([&](db::Tx& tx) { return restore(tx, {cast.sara}, ticket.id); }).ok());
  EXPECT_EQ(read([&](db::Tx& tx) { return find(tx, ticket.id); })->subject, "Broken drill");
  EXPECT_FALSE(write([&](db::Tx& tx) { return restore(tx, {cast.sara}, ticket.id); }).ok());
}

TEST_F(BinTest, only_a_deleted_ticket_can_be_erased_and_then_nothing_is_left) {
  NewTicket wanted = about("Secret");
  wanted.comment.uploads = {upload("passport.txt")};
  wanted.tags = {"private"};
  wanted.email_ccs = {cast.boris.value};
  const Ticket ticket = make(wanted);
  const CommentId comment = comments_of(ticket.id).front().id;
  const auto erased = [&] { return write([&](db::Tx& tx) { return erase(tx, {cast.admin}, ticket.id); }); };
  EXPECT_FALSE(erased().ok());
  ASSERT_TRUE(write([&](db::Tx& tx) { return remove(tx, {cast.admin}, ticket.id); }).ok());
  ASSERT_TRUE(erased().ok());
  read([&](db::Tx& tx) {
    EXPECT_FALSE(find_even_deleted(tx, ticket.id));
    EXPECT_FALSE(find_comment(tx, comment));
    EXPECT_TRUE(attachments_of_ticket(tx, ticket.id).empty());
    for (const char* table : {"comments", "attachments", "ticket_tags", "ticket_people"})
      EXPECT_EQ(tx.scalar<std::int64_t>(std::string("select count(*) from ") + table + " where ticket_id = $1", ticket.id), 0) << table;
  });
  EXPECT_FALSE(erased().ok());
}

}  // namespace
}  // namespace sahay::tickets
