#include "desk/portal/portal.h"

#include <gtest/gtest.h>

#include "base/test_cast.h"
#include "base/text.h"
#include "desk/portal/requests.h"
#include "desk/site/visitor.h"
#include "platform/db/testing/temp_store.h"

namespace sahay::portal {
namespace {

using http::Request;
using http::Response;

class PortalTest : public testing::Test {
 protected:
  PortalTest() : files((store.folder() / "files").string()) {
    const auto done = store->write([&](db::Tx& tx) -> Result<void> {
      rina = TRY(people::create_user(tx, {.name = test_cast::kCustomer, .email = test_cast::kCustomerEmail})).id;
      stranger = TRY(people::create_user(tx, {.name = "Other", .email = "other@elsewhere.example"})).id;
      oleg = TRY(people::create_user(tx, {.name = test_cast::kAgentOleg, .email = test_cast::kAgentOlegEmail, .role = "agent"})).id;
      tickets::NewTicket wanted;
      wanted.subject = "Drill stops <now>";
      wanted.comment.text = "It stops after a minute.";
      wanted.requester = rina;
      ticket = TRY(tickets::create(tx, {rina, "web"}, std::move(wanted))).ticket.id;
      tickets::Change answer;
      answer.comment = tickets::NewComment{.text = "Is the battery cold?"};
      answer.assignee = oleg;
      TRY(tickets::update(tx, {oleg, "web"}, ticket, std::move(answer)));
      tickets::Change note;
      note.comment = tickets::NewComment{.is_public = false, .text = "SECRET between agents"};
      TRY(tickets::update(tx, {oleg, "web"}, ticket, std::move(note)));
      return {};
    });
    EXPECT_TRUE(done.ok());
    add_pages(router, {*store, files, settings, [this](db::Tx&, const Mail& mail) { mails.push_back(mail); }, {},
                       [](std::string_view html, Time) { return text::replace_all(html, "data-remote-src=\"https://", "src=\"/pictures/"); }});
  }
  Request request(const std::string& method, const std::string& path, const std::string& body = "") {
    Request made;
    made.method = method;
    made.path = path;
    made.body = body;
    made.base_url = "http://desk.example";
    made.remote_address = "192.0.2.7";
    if (!body.empty()) made.headers.emplace("content-type", "application/x-www-form-urlencoded");
    if (!cookie.empty()) made.headers.emplace("cookie", std::string(site::kSessionCookie) + "=" + cookie);
    return made;
  }
  Response send(Request made) {
    const auto match = router.match(made.method, made.path);
    if (!match.route) return Response::text(404, "no route");
    made.path_values = match.path_values;
    return match.route->handler(made);
  }
  Response get(const std::string& path) { return send(request("GET", path)); }
  Response post(const std::string& path, const std::string& body) { return send(request("POST", path, body)); }
  void sign_in(UserId user) {
    (void)store->write([&](db::Tx& tx) -> Result<void> {
      cookie = people::create_session(tx, user, site::kSessionKind, "192.0.2.7", std::chrono::hours(1));
      return {};
    });
  }
  std::string path_of_ticket() const { return "/requests/" + std::to_string(ticket.value); }
  // The link of the last mail.
  std::string token() const {
    const auto begin = mails.back().text.find("/signin/") + 8;
    return mails.back().text.substr(begin, mails.back().text.find('\n', begin) - begin);
  }
  static std::string header(const Response& response, std::string_view name) {
    const auto found = response.headers.find(name);
    return found == response.headers.end() ? "" : found->second;
  }

  db::TempStore store;
  files::Directory files;
  site::Settings settings;
  http::Router router;
  std::vector<Mail> mails;
  std::string cookie;
  UserId rina, stranger, oleg;
  TicketId ticket;
};

// A mail with a quotation, an invitation and a picture of another site, as it lies in a ticket.
void add_mail(db::Store& store, TicketId ticket, UserId rina) {
  const auto done = store.write([&](db::Tx& tx) -> Result<void> {
    tickets::NewComment mail;
    mail.author = rina;
    mail.html = "<p>See the plate.</p><img src=\"https://elsewhere.example/plate.png\" alt=\"plate\">";
    mail.quote_html = "<blockquote>What does the plate say?</blockquote>";
    mail.channel = "email";
    mail.via.text = R"({"channel":"email","mail":{"protection":"encrypted","invite":{"method":"REQUEST","summary":"A <visit>","start":"2025-06-04T14:00:00","start_zone":"Asia/Dhaka"}}})";
    TRY(tickets::receive(tx, {rina, "email"}, ticket, std::move(mail)));
    return {};
  });
  EXPECT_TRUE(done.ok());
}

TEST_F(PortalTest, the_answer_is_the_same_for_known_and_unknown_addresses) {
  auto known = post("/signin", "email=rina@meghna.example");
  auto unknown = post("/signin", "email=nora@meghna.example");
  EXPECT_EQ(known.status, 200);
  EXPECT_EQ(text::replace_all(known.body, "rina", "nora"), unknown.body);
  EXPECT_EQ(mails.size(), 2u);
}

TEST_F(PortalTest, a_link_signs_in_once_by_a_press) {
  post("/signin", "email=Rina%40meghna.example&return_to=%2Frequests%2F1");
  ASSERT_EQ(mails.size(), 1u);
  EXPECT_EQ(get("/signin/" + token()).status, 200);
  EXPECT_EQ(get("/signin/" + token()).status, 200);  // opening it spends nothing
  const auto done = post("/signin/" + token(), "");
  EXPECT_EQ(done.status, 303);
  EXPECT_EQ(header(done, "location"), "/requests/1");
  const std::string set = header(done, "set-cookie");
  EXPECT_NE(set.find("HttpOnly"), std::string::npos);
  EXPECT_NE(set.find("SameSite=Lax"), std::string::npos);
  EXPECT_EQ(post("/signin/" + token(), "").status, 404);
  cookie = set.substr(set.find('=') + 1, set.find(';') - set.find('=') - 1);
  EXPECT_NE(get("/requests").body.find("Drill stops &lt;now&gt;"), std::string::npos);
}

TEST_F(PortalTest, a_link_dies_after_half_an_hour) {
  post("/signin", "email=rina@meghna.example");
  store.clock.advance(std::chrono::minutes(31));
  EXPECT_EQ(post("/signin/" + token(), "").status, 404);
}

TEST_F(PortalTest, links_to_one_address_are_few_and_the_answer_does_not_tell) {
  for (int i = 0; i < 6; ++i) EXPECT_EQ(post("/signin", "email=rina@meghna.example").status, 200);
  EXPECT_EQ(mails.size(), 3u);
}

TEST_F(PortalTest, one_source_cannot_ask_for_many_addresses) {
  int refused = 0;
  for (int i = 0; i < 25; ++i) refused += post("/signin", "email=a" + std::to_string(i) + "@x.example").status == 429;
  EXPECT_EQ(refused, 5);
}

TEST_F(PortalTest, a_return_path_stays_on_this_site) {
  EXPECT_EQ(safe_return("/requests/5"), "/requests/5");
  for (const char* bad : {"https://evil.example", "//evil.example", "/\\evil.example", "", "/a b"}) EXPECT_EQ(safe_return(bad), "/requests");
}

TEST_F(PortalTest, a_signed_out_visitor_is_sent_to_sign_in) {
  const auto response = get(path_of_ticket());
  EXPECT_EQ(response.status, 303);
  EXPECT_TRUE(header(response, "location").starts_with("/signin?return_to="));
}

TEST_F(PortalTest, a_request_shows_public_comments_only) {
  sign_in(rina);
  const auto page = get(path_of_ticket());
  EXPECT_EQ(page.status, 200);
  EXPECT_NE(page.body.find("Is the battery cold?"), std::string::npos);
  EXPECT_EQ(page.body.find("SECRET"), std::string::npos);
  EXPECT_NE(page.body.find(test_cast::kAgentOleg), std::string::npos);
}

TEST_F(PortalTest, a_stranger_and_a_missing_request_look_alike) {
  sign_in(stranger);
  EXPECT_EQ(get(path_of_ticket()).status, 404);
  EXPECT_EQ(get(path_of_ticket()).body, text::replace_all(get("/requests/99999").body, "/requests/99999", path_of_ticket()));
  EXPECT_EQ(get("/requests").body.find("Drill"), std::string::npos);
}

TEST_F(PortalTest, a_colleague_sees_the_company_by_right_only) {
  const auto seen = [&](bool right) {
    return *store->write([&](db::Tx& tx) -> Result<bool> {
      const OrganizationId meghna(tx.new_id("organizations"));
      tx.execute(std::string("insert into organizations(id, name, name_key, external_id, domain_names, details, notes, shared_tickets, "
                             "shared_comments, tags, organization_fields, created_at, updated_at) values ($1, 'M', 'm', '', '[]', '', '', 0, 0, "
                             "'[]', '{}', $2, $2)"),
                 meghna, tx.now());
      people::join_organization(tx, stranger, meghna, right);
      tickets::Change change;
      change.organization = meghna;
      TRY(tickets::update(tx, {oleg, "web"}, ticket, std::move(change)));
      return may_see(tx, *tickets::find(tx, ticket), stranger);
    });
  };
  EXPECT_FALSE(seen(false));
  EXPECT_TRUE(seen(true));
}

TEST_F(PortalTest, a_reply_needs_the_token_of_the_session) {
  sign_in(rina);
  EXPECT_EQ(post(path_of_ticket(), "text=hello").status, 403);
  EXPECT_EQ(post(path_of_ticket(), "text=hello&csrf=wrong").status, 403);
  const auto done = post(path_of_ticket(), "text=It+is+warm&csrf=" + site::csrf_of(cookie));
  EXPECT_EQ(done.status, 303);
  EXPECT_NE(get(path_of_ticket()).body.find("It is warm"), std::string::npos);
  auto foreign = request("POST", path_of_ticket(), "text=x&csrf=" + site::csrf_of(cookie));
  foreign.headers.emplace("sec-fetch-site", "cross-site");
  EXPECT_EQ(send(std::move(foreign)).status, 403);
}

TEST_F(PortalTest, an_empty_reply_keeps_the_page_and_names_the_field) {
  sign_in(rina);
  const auto page = post(path_of_ticket(), "text=+&csrf=" + site::csrf_of(cookie));
  EXPECT_EQ(page.status, 422);
  EXPECT_NE(page.body.find("aria-invalid"), std::string::npos);
}

TEST_F(PortalTest, a_reply_with_files_carries_them) {
  sign_in(rina);
  auto made = request("POST", path_of_ticket());
  made.headers.emplace("content-type", "multipart/form-data; boundary=XX");
  made.body = "--XX\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n" + site::csrf_of(cookie) +
              "\r\n--XX\r\nContent-Disposition: form-data; name=\"files\"; filename=\"photo.png\"\r\nContent-Type: image/png\r\n\r\nPNG\r\n--XX--";
  EXPECT_EQ(send(std::move(made)).status, 303);
  EXPECT_NE(get(path_of_ticket()).body.find("photo.png"), std::string::npos);
}

TEST_F(PortalTest, a_solved_request_is_confirmed_or_opened_again) {
  const auto solve = [&] {
    (void)store->write([&](db::Tx& tx) -> Result<void> {
      tickets::Change change;
      change.status = "solved";
      TRY(tickets::update(tx, {oleg, "web"}, ticket, std::move(change)));
      return {};
    });
  };
  const auto status = [&] { return store->read([&](db::Tx& tx) { return tickets::find(tx, ticket)->status; }); };
  sign_in(rina);
  solve();
  EXPECT_EQ(post(path_of_ticket() + "/solved", "solved=no&csrf=" + site::csrf_of(cookie)).status, 303);
  EXPECT_EQ(status(), "open");
  solve();
  EXPECT_EQ(post(path_of_ticket() + "/solved", "solved=yes&csrf=" + site::csrf_of(cookie)).status, 303);
  EXPECT_EQ(status(), "closed");
  EXPECT_EQ(post(path_of_ticket(), "text=more&csrf=" + site::csrf_of(cookie)).status, 403);
}

TEST_F(PortalTest, the_same_form_twice_is_one_request) {
  const std::string body = "form_key=k1&subject=Saw&details=It+is+crooked&email=new%40client.example&urgency=stopped&tried=New+blade";
  EXPECT_EQ(post("/requests/new", body).status, 200);
  EXPECT_EQ(post("/requests/new", body).status, 200);
  store->read([&](db::Tx& tx) {
    const auto user = people::find_by_address(tx, "new@client.example");
    ASSERT_TRUE(user);
    const auto made = tickets::of_requester(tx, user->id);
    ASSERT_EQ(made.size(), 1u);
    EXPECT_EQ(made[0].priority, "high");
    EXPECT_NE(made[0].description.find("New blade"), std::string::npos);
  });
}

TEST_F(PortalTest, a_new_request_names_every_wrong_field_and_keeps_the_text) {
  const auto page = post("/requests/new", "subject=&details=kept+words&email=nonsense");
  EXPECT_EQ(page.status, 422);
  EXPECT_NE(page.body.find("id=\"subject-error\""), std::string::npos);
  EXPECT_NE(page.body.find("id=\"email-error\""), std::string::npos);
  EXPECT_NE(page.body.find("kept words"), std::string::npos);
}

TEST_F(PortalTest, the_pages_of_contact_and_of_a_new_request_say_in_the_readers_language_what_they_are) {
  for (const char* path : {"/contact", "/requests/new"}) {
    auto russian = request("GET", path);
    russian.query = {{"lang", "ru"}};
    const std::string here = get(path).body, there = send(russian).body;
    for (const std::string& page : {here, there}) EXPECT_NE(page.find("<meta name=\"description\" content=\""), std::string::npos) << path;
    EXPECT_NE(here.find("content=\"" + std::string(path == std::string("/contact") ? "All ways to reach a person at " : "Write to ")), std::string::npos);
    EXPECT_NE(there.find("content=\"" + std::string(path == std::string("/contact") ? "Все способы связаться с " : "Напишите в ")), std::string::npos);
  }
}

TEST_F(PortalTest, signing_out_ends_the_session) {
  sign_in(rina);
  EXPECT_EQ(post("/signout", "csrf=wrong").status, 403);
  EXPECT_EQ(post("/signout", "csrf=" + site::csrf_of(cookie)).status, 303);
  EXPECT_EQ(get("/requests").status, 303);
}

TEST_F(PortalTest, a_mail_shows_its_quotation_folded_its_invitation_and_pictures_only_when_asked) {
  add_mail(*store, ticket, rina);
  sign_in(rina);
  const std::string page = get(path_of_ticket()).body;
  EXPECT_NE(page.find("<details class=\"folded\"><summary>Show the quoted text</summary>"), std::string::npos);
  EXPECT_NE(page.find("What does the plate say?"), std::string::npos);
  EXPECT_NE(page.find("A &lt;visit&gt;"), std::string::npos);
  EXPECT_NE(page.find("2025-06-04 14:00 (Asia/Dhaka)"), std::string::npos);
  EXPECT_NE(page.find("This mail is encrypted."), std::string::npos);
  EXPECT_NE(page.find(path_of_ticket() + "?pictures=1"), std::string::npos);
  EXPECT_EQ(page.find("src=\"/pictures/"), std::string::npos);
  auto asked = request("GET", path_of_ticket());
  asked.query = {{"pictures", "1"}};
  EXPECT_NE(send(asked).body.find("src=\"/pictures/elsewhere.example/plate.png\""), std::string::npos);
}

}  // namespace
}  // namespace sahay::portal
