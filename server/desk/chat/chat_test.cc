#include "desk/chat/chat.h"

#include <gtest/gtest.h>

#include "base/test_cast.h"
#include "base/text.h"
#include "desk/chat/address_limit.h"
#include "desk/chat/service.h"
#include "desk/tickets/attachments.h"
#include "platform/db/testing/temp_store.h"

namespace sahay::chat {
namespace {

constexpr char kSecret[] = "secret of the test";

class ChatTest : public testing::Test {
 protected:
  ChatTest() : session(new_session(kSecret)) {
    (void)store->write([&](db::Tx& tx) -> Result<void> {
      oleg = TRY(people::create_user(tx, {.name = test_cast::kAgentOleg, .email = test_cast::kAgentOlegEmail, .role = "agent"})).id;
      return {};
    });
  }
  Result<Acknowledgement> say(Message message, const std::string& by = "") {
    return store->write([&](db::Tx& tx) { return send(tx, by.empty() ? session : by, side, message, wake); });
  }
  TicketId ticket_of(const std::string& conv) {
    return store->read([&](db::Tx& tx) { return find_conversation(tx, find_visitor(tx, session)->id, conv)->ticket_id; });
  }
  tickets::Ticket ticket_in(const std::string& conv) {
    const TicketId id = ticket_of(conv);
    return store->read([&](db::Tx& tx) { return *tickets::find(tx, id); });
  }
  // An agent changes the ticket; then the consumer hears of it, as the dispatcher would tell.
  void agent(TicketId ticket, tickets::Change change) {
    const auto done = store->write([&](db::Tx& tx) -> Result<void> {
      TRY(tickets::update(tx, {oleg, "web"}, ticket, std::move(change)));
      return {};
    });
    ASSERT_TRUE(done.ok());
    deliver(ticket);
  }
  void deliver(TicketId ticket) {
    (void)store->write([&](db::Tx& tx) -> Result<void> {
      const auto all = tickets::history(tx, ticket);
      std::vector<const events::Event*> batch;
      for (const events::Event& event : all) batch.push_back(&event);
      record(tx, batch, wake);
      return {};
    });
  }
  std::vector<std::string> frames(const std::string& conv) {
    return store->read([&](db::Tx& tx) {
      const auto conversation = *find_conversation(tx, find_visitor(tx, session)->id, conv);
      std::vector<std::string> out;
      for (const Entry& entry : entries_after(tx, conversation.id, 0, 100)) out.push_back(event_frame(tx, conversation, entry));
      return out;
    });
  }
  db::TempStore store;
  UserId oleg;
  std::string session;
  Side side{.locale = "en"};
  int woken = 0;
  Wake wake = [this](VisitorId, News) { ++woken; };
};

TEST_F(ChatTest, a_first_message_opens_a_ticket_of_the_channel) {
  const auto ack = say({.cid = "c-1", .text = "The drill stops\nafter a minute"});
  ASSERT_TRUE(ack.ok());
  EXPECT_EQ(ack->seq, 1);
  EXPECT_FALSE(ack->conv.empty());
  const auto ticket = ticket_in(ack->conv);
  EXPECT_EQ(ticket.channel, "chat");
  EXPECT_EQ(ticket.subject, "The drill stops");
  EXPECT_EQ(woken, 1);
}

TEST_F(ChatTest, every_repeat_of_a_client_id_gets_the_same_acknowledgement) {
  const auto first = say({.cid = "c-1", .text = "hello"});
  const auto again = say({.cid = "c-1", .text = "hello"});
  ASSERT_TRUE(first.ok() && again.ok());
  EXPECT_EQ(first->conv, again->conv);
  EXPECT_EQ(first->seq, again->seq);
  EXPECT_EQ(first->id, again->id);
  EXPECT_EQ(frames(first->conv).size(), 1u);
}

TEST_F(ChatTest, the_same_client_id_of_another_visitor_is_another_message) {
  const auto mine = say({.cid = "c-1", .text = "hello"});
  const auto other = say({.cid = "c-1", .text = "hello"}, new_session(kSecret));
  ASSERT_TRUE(mine.ok() && other.ok());
  EXPECT_NE(mine->conv, other->conv);
}

TEST_F(ChatTest, a_conversation_of_somebody_else_is_refused_by_field) {
  const auto mine = say({.cid = "c-1", .text = "hello"});
  const auto theirs = say({.cid = "c-2", .conv = mine->conv, .text = "let me in"}, new_session(kSecret));
  ASSERT_FALSE(theirs.ok());
  EXPECT_EQ(theirs.error().fields.at(0).field, "conv");
}

TEST_F(ChatTest, public_answers_get_the_next_number_and_notes_never_appear) {
  const auto ack = say({.cid = "c-1", .text = "hello"});
  const auto ticket = ticket_of(ack->conv);
  tickets::Change note;
  note.comment = tickets::NewComment{.is_public = false, .text = "SECRET"};
  agent(ticket, std::move(note));
  tickets::Change answer;
  answer.comment = tickets::NewComment{.html = "<p>Is it <b>cold</b>?</p><script>x</script>"};
  agent(ticket, std::move(answer));
  const auto all = frames(ack->conv);
  ASSERT_EQ(all.size(), 2u);
  EXPECT_NE(all[1].find("\"seq\":2"), std::string::npos);
  EXPECT_NE(all[1].find(test_cast::kAgentOleg), std::string::npos);
  EXPECT_EQ(all[1].find("script"), std::string::npos);
  for (const auto& frame : all) EXPECT_EQ(frame.find("SECRET"), std::string::npos);
}

TEST_F(ChatTest, events_that_come_again_change_nothing) {
  const auto ack = say({.cid = "c-1", .text = "hello"});
  tickets::Change answer;
  answer.comment = tickets::NewComment{.text = "hi"};
  answer.assignee = oleg;
  answer.status = "pending";
  agent(ticket_of(ack->conv), std::move(answer));
  const auto once = frames(ack->conv);
  EXPECT_EQ(once.size(), 4u);  // message, answer, who helps, state
  deliver(ticket_of(ack->conv));
  deliver(ticket_of(ack->conv));
  EXPECT_EQ(frames(ack->conv), once);
}

TEST_F(ChatTest, a_message_into_a_solved_conversation_opens_it_again) {
  const auto ack = say({.cid = "c-1", .text = "hello"});
  tickets::Change solve;
  solve.status = "solved";
  agent(ticket_of(ack->conv), std::move(solve));
  ASSERT_TRUE(say({.cid = "c-2", .conv = ack->conv, .text = "still broken"}).ok());
  EXPECT_EQ(ticket_in(ack->conv).status, "open");
}

TEST_F(ChatTest, a_message_into_a_closed_conversation_starts_a_new_one) {
  const auto ack = say({.cid = "c-1", .text = "hello"});
  tickets::Change close;
  close.status = "closed";
  agent(ticket_of(ack->conv), std::move(close));
  const auto next = say({.cid = "c-2", .conv = ack->conv, .text = "again"});
  ASSERT_TRUE(next.ok());
  EXPECT_NE(next->conv, ack->conv);
  EXPECT_EQ(next->seq, 1);
}

TEST_F(ChatTest, asking_for_a_person_is_recorded_once) {
  const auto ack = say({.cid = "c-1", .text = "hello"});
  const auto ask = [&] {
    return store->write([&](db::Tx& tx) { return ask_for_person(tx, find_visitor(tx, session)->id, ack->conv, wake); });
  };
  EXPECT_TRUE(ask().ok());
  EXPECT_TRUE(ask().ok());
  EXPECT_EQ(frames(ack->conv).size(), 2u);
  EXPECT_EQ(ticket_in(ack->conv).speaker, "human");
}

TEST_F(ChatTest, a_typed_address_of_a_customer_opens_no_history) {
  (void)store->write([&](db::Tx& tx) -> Result<void> {
    TRY(people::create_user(tx, {.name = test_cast::kCustomer, .email = test_cast::kCustomerEmail}));
    return {};
  });
  const auto ack = say({.cid = "c-1", .text = "hello", .email = "RINA@meghna.example"});
  ASSERT_TRUE(ack.ok());
  const auto ticket = ticket_in(ack->conv);
  store->read([&](db::Tx& tx) {
    const auto rina = *people::find_by_address(tx, test_cast::kCustomerEmail);
    EXPECT_NE(ticket.requester_id, rina.id);
    EXPECT_EQ(ticket.email_cc_ids, std::vector<std::int64_t>{rina.id.value});
  });
}

TEST_F(ChatTest, a_free_address_becomes_the_visitors_own) {
  const auto ack = say({.cid = "c-1", .text = "hello"});
  const auto learned = say({.cid = "c-2", .conv = ack->conv, .email = "new@client.example"});
  ASSERT_TRUE(learned.ok());
  EXPECT_EQ(learned->seq, 0);
  const auto ticket = ticket_in(ack->conv);
  store->read([&](db::Tx& tx) {
    const auto owner = people::find_by_address(tx, "new@client.example");
    ASSERT_TRUE(owner);
    EXPECT_EQ(owner->id, ticket.requester_id);
  });
}

TEST_F(ChatTest, wrong_messages_are_refused_by_field) {
  const auto field = [&](Message message) {
    const auto result = say(std::move(message));
    return result.ok() ? std::string() : result.error().fields.at(0).field;
  };
  EXPECT_EQ(field({.cid = "", .text = "x"}), "cid");
  EXPECT_EQ(field({.cid = "a b", .text = "x"}), "cid");
  EXPECT_EQ(field({.cid = "1", .text = std::string(kLongestText + 1, 'x')}), "text");
  EXPECT_EQ(field({.cid = "1", .text = "  "}), "text");
  EXPECT_EQ(field({.cid = "1", .text = "x", .email = "nonsense"}), "email");
  EXPECT_FALSE(store->read([&](db::Tx& tx) { return find_visitor(tx, session).has_value(); }));
}

TEST_F(ChatTest, a_conversation_follows_its_merged_ticket_and_hears_nothing_of_its_past) {
  const auto mine = say({.cid = "c-1", .text = "The drill is silent"});
  const std::string stranger = new_session(kSecret);
  const auto other = say({.cid = "c-1", .text = "My address is a SECRET"}, stranger);
  ASSERT_TRUE(mine.ok() && other.ok());
  const TicketId source = ticket_of(mine->conv);
  const TicketId target(store->read([&](db::Tx& tx) { return tickets::find_comment(tx, other->id)->ticket_id; }));
  tickets::Change earlier;
  earlier.comment = tickets::NewComment{.text = "SECRET too"};
  agent(target, std::move(earlier));
  ASSERT_TRUE(store->write([&](db::Tx& tx) { return tickets::merge(tx, {oleg, "web"}, {.target = target, .sources = {source}}); }).ok());
  deliver(source);
  deliver(target);
  tickets::Change answer;
  answer.comment = tickets::NewComment{.text = "Both drills are on their way"};
  agent(target, std::move(answer));
  deliver(target);
  ASSERT_TRUE(say({.cid = "c-2", .conv = mine->conv, .text = "Thank you"}).ok());
  ASSERT_TRUE(say({.cid = "c-2", .conv = other->conv, .text = "A SECRET again"}, stranger).ok());
  deliver(target);
  const auto all = frames(mine->conv);
  EXPECT_NE(all.at(all.size() - 2).find("Both drills are on their way"), std::string::npos);
  EXPECT_NE(all.back().find("Thank you"), std::string::npos);
  for (const auto& frame : all) {
    EXPECT_EQ(frame.find("SECRET"), std::string::npos) << frame;
    EXPECT_EQ(frame.find("\"status\":\"closed\""), std::string::npos) << frame;
  }
  EXPECT_EQ(ticket_of(mine->conv), target);
}

TEST_F(ChatTest, a_conversation_returns_when_the_merge_is_undone) {
  const auto mine = say({.cid = "c-1", .text = "The drill is silent"});
  const auto other = say({.cid = "c-1", .text = "Another drill"}, new_session(kSecret));
  const TicketId source = ticket_of(mine->conv);
  const TicketId target(store->read([&](db::Tx& tx) { return tickets::find_comment(tx, other->id)->ticket_id; }));
  ASSERT_TRUE(store->write([&](db::Tx& tx) { return tickets::merge(tx, {oleg, "web"}, {.target = target, .sources = {source}}); }).ok());
  deliver(source);
  ASSERT_EQ(ticket_of(mine->conv), target);
  const auto closing = store->read([&](db::Tx& tx) { return tickets::history(tx, source).back().id; });
  (void)store->write([&](db::Tx& tx) -> Result<void> {
    events::emit(tx, {.kind = "ticket.updated", .subject_id = source.value, .data = RawJson{to_string(Json(JsonObject{
        {"changes", JsonArray{JsonObject{{"field", "status"}, {"from", "closed"}, {"to", "open"}}}}, {"undoes", closing}}))}});
    return {};
  });
  deliver(source);
  EXPECT_EQ(ticket_of(mine->conv), source);
}

TEST_F(ChatTest, a_file_belongs_to_the_session_that_brought_it) {
  const auto upload = [&](const std::string& by) {
    const std::string token = new_upload_token(by);
    (void)store->write([&](db::Tx& tx) -> Result<void> {
      tickets::add_attachment(tx, {.file_name = "log.txt", .content_type = "text/plain"}, std::string(64, 'a'), 3, token, {});
      return {};
    });
    return token;
  };
  const auto stolen = say({.cid = "c-1", .text = "mine", .uploads = {upload(new_session(kSecret))}});
  ASSERT_FALSE(stolen.ok());
  EXPECT_EQ(stolen.error().fields.at(0).field, "files");
  const auto own = say({.cid = "c-2", .text = "mine", .uploads = {upload(session)}});
  ASSERT_TRUE(own.ok());
  EXPECT_NE(frames(own->conv).at(0).find("log.txt"), std::string::npos);
}

TEST(AddressLimit, counts_an_address_and_an_ipv6_network_as_one_and_lets_loopback_pass) {
  const auto starts = [](AddressLimit& limit, const std::string& address, Time now) {
    int allowed = 0;
    for (int i = 0; i < 100; ++i) allowed += limit.allows_start(address, now);
    return allowed;
  };
  const Time now = Time::from_seconds(1'704'164'645);
  AddressLimit limit;
  EXPECT_EQ(starts(limit, "203.0.113.7", now), 30);
  EXPECT_EQ(starts(limit, "::ffff:203.0.113.7", now), 0);
  EXPECT_EQ(starts(limit, "203.0.113.8", now), 30);
  EXPECT_EQ(starts(limit, "203.0.113.7", now + std::chrono::minutes(1)), 2);
  EXPECT_EQ(starts(limit, "2001:db8:1:2::1", now), 30);
  EXPECT_EQ(starts(limit, "2001:db8:1:2:ffff::9", now), 0);
  EXPECT_EQ(starts(limit, "2001:db8:1:3::1", now), 30);
  EXPECT_EQ(starts(limit, "127.0.0.1", now), 100);
  EXPECT_EQ(starts(limit, "::1", now), 100);
}

TEST(Session, is_made_by_this_server_only) {
  const std::string token = new_session(kSecret);
  EXPECT_TRUE(is_session(token, kSecret));
  EXPECT_FALSE(is_session(token, "another"));
  EXPECT_FALSE(is_session(token.substr(0, token.size() - 1), kSecret));
  EXPECT_FALSE(is_session("", kSecret));
  EXPECT_FALSE(is_session("v1.", kSecret));
}

// A socket of the test: keeps the frames it was sent.
class FakeSocket final : public http::WebSocket {
 public:
  std::uint64_t id() const override { return 1; }
  using http::WebSocket::send;
  void send(std::shared_ptr<const std::string> text) override {
    const std::lock_guard lock(mutex_);
    frames_.push_back(*text);
    changed_.notify_all();
  }
  void close(int code, std::string_view) override { closed = code; }
  // The frame of that type, waited for; "" after two seconds.
  std::string wait_for(std::string_view type, std::size_t nth = 1) {
    const std::string mark = "\"type\":\"" + std::string(type) + "\"";
    std::unique_lock lock(mutex_);
    std::string found;
    changed_.wait_for(lock, std::chrono::seconds(2), [&] {
      std::size_t seen = 0;
      for (const auto& frame : frames_)
        if (frame.find(mark) != std::string::npos && ++seen == nth) return found = frame, true;
      return false;
    });
    return found;
  }
  int closed = 0;

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::string> frames_;
};

class SocketTest : public ChatTest {
 protected:
  SocketTest() : files((store.folder() / "files").string()), chat(*store, files, store.clock, settings) {
    chat.add_routes(router);
    chat.start();
  }
  struct Line {
    std::unique_ptr<http::SocketHandler> handler;
    std::shared_ptr<FakeSocket> socket;
  };
  Line open() {
    http::Request request;
    request.method = "GET";
    request.path = "/widget/socket";
    request.base_url = "http://desk.example";
    auto made = (*router.match("GET", "/widget/socket").socket)(request);
    Line line{std::move(std::get<std::unique_ptr<http::SocketHandler>>(made)), std::make_shared<FakeSocket>()};
    line.handler->on_open(line.socket);
    return line;
  }
  static std::string value(const std::string& frame, const std::string& key) {
    const auto parsed = parse_json(frame);
    return parsed.ok() ? string_at(parsed->get_object(), key).value_or("") : "";
  }
  files::Directory files;
  site::Settings settings;
  http::Router router;
  Chat chat;
};

TEST_F(SocketTest, a_message_is_acknowledged_and_pushed_to_every_tab) {
  auto first = open();
  first.handler->on_text(R"({"type":"hello","v":1,"locale":"bn"})");
  const std::string token = value(first.socket->wait_for("welcome"), "session");
  ASSERT_FALSE(token.empty());
  first.handler->on_text(R"({"type":"send","cid":"a-1","new":true,"text":"hello"})");
  const std::string conv = value(first.socket->wait_for("ack"), "conv");
  EXPECT_NE(first.socket->wait_for("event").find("\"cid\":\"a-1\""), std::string::npos);
  auto second = open();
  second.handler->on_text(R"({"type":"hello","v":1,"session":")" + token + R"(","since":{")" + conv + R"(":0}})");
  EXPECT_NE(second.socket->wait_for("welcome").find("\"resumed\":true"), std::string::npos);
  EXPECT_NE(second.socket->wait_for("event").find("hello"), std::string::npos);  // the replay
  first.handler->on_text(R"({"type":"send","cid":"a-2","conv":")" + conv + R"(","text":"more"})");
  EXPECT_NE(second.socket->wait_for("event", 2).find("more"), std::string::npos);
  EXPECT_EQ(chat.sockets(), 2u);
  first.handler->on_close();
  second.handler->on_close();
  EXPECT_EQ(chat.sockets(), 0u);
}

TEST_F(SocketTest, a_damaged_frame_closes_the_socket) {
  auto line = open();
  line.handler->on_text("{");
  EXPECT_EQ(line.socket->closed, 4400);
  auto early = open();
  early.handler->on_text(R"({"type":"send","cid":"1","text":"x"})");
  EXPECT_EQ(early.socket->closed, 4400);
}

TEST_F(SocketTest, too_many_messages_are_told_to_wait) {
  auto line = open();
  line.handler->on_text(R"({"type":"hello","v":1})");
  for (int i = 0; i < 25; ++i) line.handler->on_text(R"({"type":"send","cid":"m-)" + std::to_string(i) + R"(","new":true,"text":"x"})");
  EXPECT_NE(line.socket->wait_for("nack").find("retry_after"), std::string::npos);
  line.handler->on_close();
}

TEST_F(SocketTest, missed_events_are_given_to_their_session_only) {
  auto line = open();
  line.handler->on_text(R"({"type":"hello","v":1})");
  const std::string token = value(line.socket->wait_for("welcome"), "session");
  line.handler->on_text(R"({"type":"send","cid":"a-1","new":true,"text":"hello"})");
  const std::string conv = value(line.socket->wait_for("ack"), "conv");
  const auto get = [&](const std::string& by) {
    http::Request request;
    request.method = "GET";
    request.path = "/widget/conversations/" + conv + "/events";
    request.query = {{"after", "0"}};
    request.headers.emplace("x-widget-session", by);
    const auto match = router.match("GET", request.path);
    request.path_values = match.path_values;
    return match.route->handler(request);
  };
  EXPECT_NE(get(token).body.find("hello"), std::string::npos);
  EXPECT_EQ(get("forged").status, 401);
  line.handler->on_close();
}

TEST_F(SocketTest, a_socket_of_another_origin_is_refused) {
  http::Request request;
  request.base_url = "http://desk.example";
  request.headers.emplace("origin", "http://evil.example");
  auto made = (*router.match("GET", "/widget/socket").socket)(request);
  ASSERT_TRUE(std::holds_alternative<http::Response>(made));
  EXPECT_EQ(std::get<http::Response>(made).status, 403);
}

}  // namespace
}  // namespace sahay::chat
