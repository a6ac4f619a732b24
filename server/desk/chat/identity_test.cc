#include "desk/chat/identity.h"

#include <gtest/gtest.h>

#include "base/test_cast.h"
#include "base/text.h"
#include "desk/chat/service.h"
#include "desk/people/merge.h"
#include "desk/tickets/merge_people.h"
#include "desk/tickets/unsent.h"
#include "platform/db/testing/temp_store.h"

namespace sahay::chat {
namespace {

constexpr char kSessions[] = "secret of the test", kSite[] = "http://desk.example";
constexpr Time kNow = Time::from_seconds(1'704'164'645);

std::string part(const std::string& json) { return text::to_base64url(json); }
std::string signed_by(const std::string& secret, const std::string& claims, const std::string& header = R"({"alg":"HS256","typ":"JWT"})") {
  const std::string body = part(header) + "." + part(claims);
  return body + "." + text::to_base64url(text::hmac_sha256(secret, body));
}
std::string seconds(Time at) { return std::to_string(at.seconds()); }

// --- the token alone ---

std::string word_of(const std::string& token, Time now = kNow) {
  const SigningKey keys[] = {{1, "", Secret("old")}, {2, "shop-", Secret("new")}};
  const auto read = read_identity(token, keys, now);
  return read.ok() ? "" : word_of_refusal(read.error());
}
std::string claims(const std::string& more = R"(,"sub":"42")", Duration life = std::chrono::hours(1)) {
  return R"({"iat":)" + seconds(kNow) + R"(,"exp":)" + seconds(kNow + life) + more + "}";
}

// RFC 7515 A.1: header, payload, key and signature as they are printed there.
TEST(IdentityToken, takes_the_signature_of_the_standards_example_for_good_and_its_end_for_past) {
  const std::string key = *text::from_base64("AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow");
  const std::string token =
      "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ."
      "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
  const SigningKey keys[] = {{1, "", Secret(key)}};
  EXPECT_EQ(word_of_refusal(read_identity(token, keys, kNow).error()), "expired");
  EXPECT_EQ(word_of_refusal(read_identity(token, keys, Time::from_seconds(1300819380 - 60)).error()), "nobody");
}

TEST(IdentityToken, either_of_two_keys_counts_and_gives_its_prefix) {
  const SigningKey keys[] = {{1, "", Secret("old")}, {2, "shop-", Secret("new")}};
  EXPECT_EQ(read_identity(signed_by("old", claims()), keys, kNow)->external_id, "42");
  EXPECT_EQ(read_identity(signed_by("new", claims()), keys, kNow)->external_id, "shop-42");
  EXPECT_EQ(word_of(signed_by("third", claims())), "foreign");
  EXPECT_EQ(word_of_refusal(read_identity(signed_by("", claims()), std::span<const SigningKey>(), kNow).error()), "foreign");
}

TEST(IdentityToken, nothing_in_it_chooses_how_it_is_checked) {
  EXPECT_EQ(word_of(signed_by("old", claims(), R"({"alg":"none"})")), "algorithm");
  EXPECT_EQ(word_of(part(R"({"alg":"none"})") + "." + part(claims()) + "."), "malformed");
  EXPECT_EQ(word_of(signed_by("old", claims(), R"({"alg":"HS512"})")), "algorithm");
  EXPECT_EQ(word_of(signed_by("old", claims(), R"({"alg":"hs256"})")), "algorithm");
  EXPECT_EQ(word_of(signed_by("old", claims(), R"({"alg":"HS256","crit":["b64"],"b64":false})")), "algorithm");
}

TEST(IdentityToken, must_end_within_a_day_and_has_begun) {
  EXPECT_EQ(word_of(signed_by("old", R"({"sub":"42"})")), "no_end");
  EXPECT_EQ(word_of(signed_by("old", R"({"sub":"42","exp":"soon"})")), "no_end");
  EXPECT_EQ(word_of(signed_by("old", claims()), kNow + std::chrono::hours(1)), "expired");
  EXPECT_EQ(word_of(signed_by("old", claims()), kNow + std::chrono::minutes(59)), "");
  EXPECT_EQ(word_of(signed_by("old", claims(R"(,"sub":"42")", std::chrono::hours(25)))), "too_long");
  EXPECT_EQ(word_of(signed_by("old", R"({"sub":"42","exp":)" + seconds(kNow + std::chrono::hours(25)) + "}")), "too_long");
  EXPECT_EQ(word_of(signed_by("old", claims()), kNow - std::chrono::hours(1)), "early");
}

TEST(IdentityToken, names_somebody_or_is_refused) {
  EXPECT_EQ(word_of(signed_by("old", claims(""))), "nobody");
  EXPECT_EQ(word_of(signed_by("old", claims(R"(,"email":"rina@meghna.example")"))), "nobody");
  EXPECT_EQ(word_of(signed_by("old", claims(R"(,"email":"rina@meghna.example","email_verified":true)"))), "");
  EXPECT_EQ(word_of(signed_by("old", claims(R"(,"sub":"42","email":"nonsense")"))), "malformed");
  EXPECT_EQ(word_of(signed_by("old", claims(R"(,"sub":["42"])"))), "malformed");
  EXPECT_EQ(word_of(signed_by("old", claims(R"(,"sub":"4\u00002")"))), "malformed");
  EXPECT_EQ(word_of(signed_by("old", claims(R"(,"sub":")" + std::string(256, 'x') + "\""))), "malformed");
  const SigningKey keys[] = {{1, "", Secret("old")}};
  EXPECT_EQ(read_identity(signed_by("old", claims(R"(,"sub":"a","external_id":7)")), keys, kNow)->external_id, "7");
}

TEST(IdentityToken, a_changed_letter_or_another_spelling_is_no_token) {
  const std::string token = signed_by("old", claims());
  ASSERT_EQ(word_of(token), "");
  for (std::size_t i = 0; i < token.size(); i += 7) {
    std::string other = token;
    other[i] = other[i] == 'A' ? 'B' : 'A';
    EXPECT_NE(word_of(other), "") << i;
  }
  EXPECT_EQ(word_of(token + "="), "malformed");
  EXPECT_EQ(word_of(" " + token), "malformed");
  EXPECT_EQ(word_of(token.substr(0, token.rfind('.'))), "malformed");
  EXPECT_EQ(word_of(token + ".x"), "malformed");
  EXPECT_EQ(word_of(""), "malformed");
  EXPECT_EQ(word_of(signed_by("old", claims(R"(,"sub":"42","x":")" + std::string(4096, 'x') + "\""))), "malformed");
}

// --- who it is here ---

class IdentityTest : public testing::Test {
 protected:
  IdentityTest() : box(*files::SealedBox::open_key("")) {
    tickets::add_merge_parts();
    people::add_merge_part(people::column_part("chat_visitors", "user_id"));
    (void)store->write([&](db::Tx& tx) -> Result<void> {
      tx.execute(std::string("insert into brands(id, name, subdomain, has_help_center, active, is_default, is_deleted, host_mapping, signature_template, created_at, updated_at) "
                 "values (1, 'Meghna', 'meghna', 1, 1, 1, 0, '', '', 1, 1), (2, 'Surma', 'surma', 1, 1, 0, 0, 'surma.example', '', 1, 1)"));
      oleg = TRY(people::create_user(tx, {.name = test_cast::kAgentOleg, .email = test_cast::kAgentOlegEmail, .role = "agent"})).id;
      rina = TRY(people::create_user(tx, {.name = test_cast::kCustomer, .email = test_cast::kCustomerEmail, .verified = true})).id;
      const auto made = TRY(create_key(tx, box, 0, ""));
      key = made.key.id;
      secret = made.clear;
      return {};
    });
  }
  Time now() { return store->read([](db::Tx& tx) { return tx.now(); }); }
  std::string token(const std::string& more, const std::string& by = "", Duration life = std::chrono::hours(1)) {
    return signed_by(by.empty() ? secret : by, R"({"exp":)" + seconds(now() + life) + more + "}");
  }
  Result<Identified> come(const std::string& with, const std::string& session = "", const std::string& site = kSite) {
    return store->write([&](db::Tx& tx) { return identify(tx, box, {with, session.empty() ? new_session(kSessions) : session, site, kSessions, Side{}}, [](VisitorId, News) {}); });
  }
  std::string refusal(const Result<Identified>& result) { return result.ok() ? "" : word_of_refusal(result.error()); }
  UserId person(const Result<Identified>& result) {
    if (!result.ok()) return {};
    return store->read([&](db::Tx& tx) { return find_visitor(tx, result->session)->user_id; });
  }
  Acknowledgement say(const std::string& session, const std::string& words, const std::string& conv = "", const std::string& email = "") {
    Message message{.cid = "c-" + std::to_string(++sent_), .conv = conv, .text = words, .email = email};
    return *store->write([&](db::Tx& tx) { return send(tx, session, Side{}, message, [](VisitorId, News) {}); });
  }
  TicketId ticket_of(UserId requester, const std::string& words, bool is_public = true) {
    return store->write([&](db::Tx& tx) -> Result<TicketId> {
      tickets::NewTicket wanted;
      wanted.subject = words;
      wanted.requester = requester;
      wanted.channel = "email";
      wanted.comment.text = words;
      wanted.comment.is_public = is_public;
      const auto made = TRY(tickets::create(tx, {requester, "email"}, std::move(wanted)));
      return made.ticket.id;
    }).value();
  }
  std::vector<std::string> subjects(const std::string& session) {
    return store->read([&](db::Tx& tx) {
      std::vector<std::string> out;
      const auto visitor = find_visitor(tx, session);
      if (visitor)
        for (const auto& ticket : requests_of(tx, visitor->id)) out.push_back(ticket.subject);
      return out;
    });
  }
  Result<Conversation> open(const std::string& session, TicketId id) {
    return store->write([&](db::Tx& tx) { return open_request(tx, find_visitor(tx, session)->id, id); });
  }
  std::vector<std::string> frames(const Conversation& conversation) {
    return store->read([&](db::Tx& tx) {
      std::vector<std::string> out;
      for (const Entry& entry : entries_after(tx, conversation.id, 0, 200)) out.push_back(event_frame(tx, conversation, entry));
      return out;
    });
  }
  void deliver(TicketId ticket) {
    (void)store->write([&](db::Tx& tx) -> Result<void> {
      for (const events::Event& event : tickets::history(tx, ticket)) record(tx, event, [](VisitorId, News) {});
      return {};
    });
  }

  db::TempStore store;
  files::SealedBox box;
  UserId oleg, rina;
  WidgetKeyId key;
  std::string secret;

 private:
  int sent_ = 0;
};

TEST_F(IdentityTest, the_same_name_is_the_same_customer_on_every_device) {
  const auto first = come(token(R"(,"sub":"c-7","name":"Karim Rahman")")), second = come(token(R"(,"sub":"c-7","iat":5)"));
  ASSERT_TRUE(first.ok()) << refusal(first);
  EXPECT_EQ(refusal(second), "too_long") << "a token that began long ago and ends in an hour is older than a day";
  const auto third = come(token(R"(,"sub":"c-7")"));
  EXPECT_EQ(person(first), person(third));
  EXPECT_EQ(first->visitor, third->visitor);
  EXPECT_NE(first->session, third->session);
  const UserId karim = person(first);
  store->read([&](db::Tx& tx) {
    const auto user = *people::find_user(tx, karim);
    EXPECT_EQ(user.name, "Karim Rahman");
    EXPECT_EQ(user.external_id, "c-7");
    EXPECT_FALSE(user.staff());
  });
}

TEST_F(IdentityTest, a_confirmed_address_finds_the_customer_and_an_unconfirmed_one_does_not) {
  const std::string address = R"(,"email":"RINA@meghna.example")";
  const auto typed = come(token(address + R"(,"sub":"c-8")"));
  ASSERT_TRUE(typed.ok());
  const UserId other = person(typed);
  EXPECT_NE(other, rina);
  store->read([&](db::Tx& tx) { EXPECT_TRUE(people::identities_of(tx, other).empty()) << "an unconfirmed address is nobody's"; });
  EXPECT_EQ(person(come(token(address + R"(,"email_verified":true)"))), rina);
  EXPECT_EQ(person(come(token(address + R"(,"email_verified":"true","sub":"c-9")"))) == rina, false);
}

TEST_F(IdentityTest, an_account_that_the_site_knows_by_another_name_is_anothers) {
  const std::string address = R"(,"email":"rina@meghna.example","email_verified":true)";
  EXPECT_EQ(person(come(token(address + R"(,"sub":"c-1")"))), rina);
  const auto other = come(token(address + R"(,"sub":"c-2")"));
  ASSERT_TRUE(other.ok());
  EXPECT_NE(person(other), rina);
  EXPECT_EQ(person(come(token(R"(,"sub":"c-1")"))), rina) << "the name that she was given holds";
}

TEST_F(IdentityTest, staff_and_the_suspended_are_never_named) {
  EXPECT_EQ(refusal(come(token(R"(,"email":"oleg@sahay.example","email_verified":true)"))), "nobody_here");
  (void)store->write([&](db::Tx& tx) -> Result<void> {
    tx.execute(std::string("update users set external_id = 'boss' where id = $1"), oleg);
    return {};
  });
  EXPECT_EQ(refusal(come(token(R"(,"sub":"boss")"))), "nobody_here");
  const auto named = come(token(R"(,"sub":"c-1")"));
  ASSERT_TRUE(named.ok());
  (void)store->write([&](db::Tx& tx) -> Result<void> {
    tx.execute(std::string("update users set role = 'agent' where external_id = 'c-1'"));
    return {};
  });
  EXPECT_EQ(refusal(come(token(R"(,"sub":"c-1")"))), "nobody_here");
  EXPECT_FALSE(store->read([&](db::Tx& tx) { return find_visitor(tx, named->session).has_value(); })) << "nor goes their session on";
}

TEST_F(IdentityTest, a_token_with_an_id_is_good_for_one_session_and_one_given_back_for_none) {
  const std::string once = token(R"(,"sub":"c-1","jti":"x-1")");
  const auto first = come(once);
  ASSERT_TRUE(first.ok());
  EXPECT_EQ(refusal(come(once)), "replayed");
  EXPECT_EQ(come(once, first->session)->session, first->session) << "its own line comes back";
  const std::string often = token(R"(,"sub":"c-1")");
  const auto one = come(often), two = come(often);
  ASSERT_TRUE(one.ok() && two.ok());
  (void)store->write([&](db::Tx& tx) -> Result<void> {
    forget(tx, one->session);
    return {};
  });
  EXPECT_EQ(refusal(come(often)), "replayed");
  store->read([&](db::Tx& tx) {
    EXPECT_FALSE(find_visitor(tx, one->session));
    EXPECT_FALSE(find_visitor(tx, two->session)) << "signed out is signed out in every window";
    EXPECT_TRUE(find_visitor(tx, first->session));
  });
}

TEST_F(IdentityTest, a_session_ends_with_its_token_and_with_its_key) {
  const auto brief = come(token(R"(,"sub":"c-1")", "", std::chrono::minutes(2)));
  const auto longer = come(token(R"(,"sub":"c-1")"));
  ASSERT_TRUE(brief.ok() && longer.ok());
  store.clock.advance(std::chrono::minutes(3));
  store->read([&](db::Tx& tx) {
    EXPECT_FALSE(find_visitor(tx, brief->session));
    EXPECT_TRUE(find_visitor(tx, longer->session));
  });
  const auto after = store->write([&](db::Tx& tx) { return send(tx, brief->session, Side{}, {.cid = "late", .text = "still me"}, [](VisitorId, News) {}); });
  EXPECT_FALSE(after.ok()) << "what is written then is not sent by nobody";
  (void)store->write([&](db::Tx& tx) -> Result<void> {
    remove_key(tx, key);
    return {};
  });
  EXPECT_FALSE(store->read([&](db::Tx& tx) { return find_visitor(tx, longer->session).has_value(); }));
  EXPECT_EQ(refusal(come(token(R"(,"sub":"c-1")"))), "foreign");
}

TEST_F(IdentityTest, two_keys_count_while_one_follows_the_other) {
  std::string next;
  (void)store->write([&](db::Tx& tx) -> Result<void> {
    next = TRY(create_key(tx, box, 0, "")).clear;
    EXPECT_FALSE(create_key(tx, box, 0, "").ok());
    for (const WidgetKey& each : widget_keys(tx)) {
      EXPECT_EQ(each.secret.find(next), std::string::npos) << "sealed";
      EXPECT_EQ(each.secret.find(secret), std::string::npos);
    }
    return {};
  });
  const auto by_old = come(token(R"(,"sub":"c-1")")), by_new = come(token(R"(,"sub":"c-1")", next));
  ASSERT_TRUE(by_old.ok() && by_new.ok());
  EXPECT_EQ(person(by_old), person(by_new));
}

TEST_F(IdentityTest, a_key_of_one_brand_says_nothing_at_another_and_their_customers_do_not_mix) {
  std::string surma;
  (void)store->write([&](db::Tx& tx) -> Result<void> {
    EXPECT_EQ(create_key(tx, box, 2, "").error().fields.at(0).field, "prefix");
    surma = TRY(create_key(tx, box, 2, "surma-")).clear;
    return {};
  });
  EXPECT_EQ(refusal(come(token(R"(,"sub":"c-1")", surma))), "foreign");
  const auto there = come(token(R"(,"sub":"c-1")", surma), "", "https://surma.example"), here = come(token(R"(,"sub":"c-1")"));
  ASSERT_TRUE(there.ok() && here.ok());
  EXPECT_NE(person(there), person(here));
}

TEST_F(IdentityTest, what_was_said_before_becomes_the_persons) {
  const std::string session = new_session(kSessions);
  const auto ack = say(session, "The drill smokes");
  const auto named = come(token(R"(,"sub":"c-1","name":"Karim Rahman")"), session);
  ASSERT_TRUE(named.ok());
  const UserId karim = person(named);
  store->read([&](db::Tx& tx) {
    const auto conversation = find_conversation(tx, named->visitor, ack.conv);
    ASSERT_TRUE(conversation);
    EXPECT_EQ(tickets::find(tx, conversation->ticket_id)->requester_id, karim);
    EXPECT_FALSE(find_visitor(tx, session)) << "the key from before opens nothing";
  });
  // The acknowledgement was lost with the line: the same word again is the same word.
  const auto again = store->write([&](db::Tx& tx) { return send(tx, named->session, Side{}, {.cid = ack.cid, .text = "The drill smokes"}, [](VisitorId, News) {}); });
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(again->id, ack.id);
  EXPECT_EQ(subjects(named->session), std::vector<std::string>{"The drill smokes"});
}

TEST_F(IdentityTest, a_typed_address_does_not_come_along) {
  const std::string session = new_session(kSessions);
  const auto ack = say(session, "hello", "", "victim@client.example");
  const auto named = come(token(R"(,"sub":"c-1")"), session);
  ASSERT_TRUE(named.ok());
  const UserId karim = person(named);
  store->read([&](db::Tx& tx) {
    const auto owner = people::find_by_address(tx, "victim@client.example");
    ASSERT_TRUE(owner);
    EXPECT_NE(owner->id, karim);
    EXPECT_EQ(tickets::find(tx, find_conversation(tx, named->visitor, ack.conv)->ticket_id)->requester_id, karim);
  });
  const TicketId mailed = ticket_of(store->read([&](db::Tx& tx) { return people::find_by_address(tx, "victim@client.example")->id; }), "A secret by mail");
  EXPECT_EQ(subjects(named->session), std::vector<std::string>{"hello"});
  EXPECT_FALSE(open(named->session, mailed).ok());
  // Nor does one that is typed later.
  (void)say(named->session, "my address", ack.conv, "other@client.example");
  store->read([&](db::Tx& tx) { EXPECT_FALSE(people::find_by_address(tx, "other@client.example")); });
}

// --- whose requests are shown: who asks, what they see ---

TEST_F(IdentityTest, each_sees_their_own_requests_and_opens_no_other) {
  const auto named = come(token(R"(,"email":"rina@meghna.example","email_verified":true)"));
  const auto other = come(token(R"(,"sub":"c-2")"));
  const std::string anonymous = new_session(kSessions), stranger = new_session(kSessions);
  const auto talk = say(anonymous, "A drill");
  (void)say(stranger, "A saw");
  const TicketId mail = ticket_of(rina, "By mail"), note = ticket_of(rina, "A note about her", false), theirs = ticket_of(person(other), "Of another");
  EXPECT_EQ(subjects(named->session), std::vector<std::string>{"By mail"});
  EXPECT_EQ(subjects(other->session), std::vector<std::string>{"Of another"});
  EXPECT_EQ(subjects(anonymous), std::vector<std::string>{"A drill"});
  EXPECT_EQ(subjects(new_session(kSessions)), std::vector<std::string>{});
  const TicketId chat = store->read([&](db::Tx& tx) { return find_conversation(tx, find_visitor(tx, anonymous)->id, talk.conv)->ticket_id; });
  struct Row {
    std::string who;
    bool mail, note, theirs, chat;
  };
  for (const Row& row : {Row{named->session, true, false, false, false}, Row{other->session, false, false, true, false}, Row{anonymous, false, false, false, true},
                         Row{stranger, false, false, false, false}}) {
    EXPECT_EQ(open(row.who, mail).ok(), row.mail);
    EXPECT_EQ(open(row.who, note).ok(), row.note);
    EXPECT_EQ(open(row.who, theirs).ok(), row.theirs);
    EXPECT_EQ(open(row.who, chat).ok(), row.chat);
    EXPECT_FALSE(open(row.who, TicketId(0)).ok());
    EXPECT_FALSE(open(row.who, TicketId(987654)).ok());
  }
}

TEST_F(IdentityTest, a_request_by_mail_opens_with_its_public_words_and_goes_on) {
  const auto named = come(token(R"(,"email":"rina@meghna.example","email_verified":true)"));
  const TicketId mail = ticket_of(rina, "The drill smokes");
  const auto agent = [&](bool is_public, const std::string& words) {
    (void)store->write([&](db::Tx& tx) -> Result<void> {
      tickets::Change change;
      change.comment = tickets::NewComment{.is_public = is_public, .text = words};
      change.status = "pending";
      TRY(tickets::update(tx, {oleg, "web"}, mail, std::move(change)));
      return {};
    });
  };
  agent(true, "Switch it off");
  agent(false, "SECRET");
  const auto talk = open(named->session, mail);
  ASSERT_TRUE(talk.ok());
  EXPECT_EQ(open(named->session, mail)->id, talk->id);
  EXPECT_EQ(talk->status, "pending");
  auto all = frames(*talk);
  ASSERT_EQ(all.size(), 2u);
  EXPECT_NE(all[0].find("\"role\":\"visitor\""), std::string::npos);
  EXPECT_NE(all[1].find("Switch it off"), std::string::npos);
  deliver(mail);  // the consumer comes late to what is there already
  EXPECT_EQ(frames(*talk).size(), 2u);
  (void)say(named->session, "It is off", talk->conv);
  agent(true, "Good");
  deliver(mail);
  all = frames(*store->read([&](db::Tx& tx) { return find_conversation(tx, named->visitor, talk->conv); }));
  std::string whole;
  for (const auto& frame : all) whole += frame + "\n";
  EXPECT_NE(whole.find("It is off"), std::string::npos);
  EXPECT_NE(whole.find("Good"), std::string::npos);
  EXPECT_EQ(whole.find("SECRET"), std::string::npos) << whole;
}

TEST_F(IdentityTest, a_word_that_may_be_taken_back_is_not_heard_before_it_leaves) {
  const auto named = come(token(R"(,"email":"rina@meghna.example","email_verified":true)"));
  const TicketId mail = ticket_of(rina, "The drill smokes");
  tickets::leaves_at = [](const tickets::Ticket&, const tickets::Comment& comment) { return comment.created_at + std::chrono::seconds(10); };
  std::int64_t event = 0;
  (void)store->write([&](db::Tx& tx) -> Result<void> {
    tickets::Change change;
    change.comment = tickets::NewComment{.text = "Perhaps wrong"};
    event = TRY(tickets::update(tx, {oleg, "web"}, mail, std::move(change))).event_id;
    return {};
  });
  const auto talk = open(named->session, mail);
  ASSERT_TRUE(talk.ok());
  deliver(mail);
  EXPECT_EQ(frames(*talk).size(), 1u);
  store.clock.advance(std::chrono::seconds(11));
  (void)store->write([&](db::Tx& tx) -> Result<void> {
    record_late_word(tx, event, [](VisitorId, News) {});
    record_late_word(tx, event, [](VisitorId, News) {});
    return {};
  });
  tickets::leaves_at = nullptr;
  EXPECT_EQ(frames(*talk).size(), 2u);
}

}  // namespace
}  // namespace sahay::chat
