#include "desk/live/stream.h"

#include <condition_variable>
#include <mutex>
#include <thread>

#include "desk/tickets/console_row.h"
#include "desk/tickets/testing/tickets_desk.h"

namespace sahay::live {
namespace {

using tickets::TicketsDesk;

// The client's end of a socket: keeps what was sent.
class FakeSocket final : public http::WebSocket {
 public:
  explicit FakeSocket(std::uint64_t id) : id_(id) {}
  std::uint64_t id() const override { return id_; }
  using WebSocket::send;
  void send(std::shared_ptr<const std::string> text) override {
    const std::lock_guard lock(mutex_);
    frames_.push_back(*parse_json(*text));
    came_.notify_all();
  }
  void close(int code, std::string_view) override { close_code = code; }

  // Waits until a frame meets the condition; false after five seconds.
  template <class F>
  bool wait(F&& condition) {
    std::unique_lock lock(mutex_);
    return came_.wait_for(lock, std::chrono::seconds(5), [&] { return std::any_of(frames_.begin(), frames_.end(), condition); });
  }
  std::vector<Json> frames(std::string_view type = {}) {
    const std::lock_guard lock(mutex_);
    std::vector<Json> out;
    for (const Json& frame : frames_)
      if (type.empty() || std::string_view(frame.at("type").get_string()) == type) out.push_back(frame);
    return out;
  }
  void forget() {
    const std::lock_guard lock(mutex_);
    frames_.clear();
  }

  std::atomic<int> close_code = 0;

 private:
  const std::uint64_t id_;
  std::mutex mutex_;
  std::condition_variable came_;
  std::vector<Json> frames_;
};

struct Link {
  std::unique_ptr<http::SocketHandler> handler;
  std::shared_ptr<FakeSocket> socket;
  void say(std::string text) const { handler->on_text(std::move(text)); }
  void hello(std::int64_t since = 0) const { say(R"({"type":"hello","since":)" + std::to_string(since) + "}"); }
  void view(std::int64_t ticket, const char* mode = "viewing") const {
    say(R"({"type":"presence","ticket_id":)" + (ticket ? std::to_string(ticket) : "null") + R"(,"mode":")" + mode + "\"}");
  }
};

class StreamTest : public TicketsDesk {
 protected:
  StreamTest() : dispatcher_(*temp_), stream_(*temp_, temp_.clock, people::authenticator()) {
    stream_.add(dispatcher_, router_);
    dispatcher_.start();
    stream_.start();
  }
  ~StreamTest() override {
    dispatcher_.stop();
    stream_.stop();
  }

  std::variant<std::unique_ptr<http::SocketHandler>, http::Response> upgrade(const http::Headers& headers) {
    http::Request request;
    request.method = "GET";
    request.path = "/api/v2/stream";
    request.base_url = "https://desk.example.org";
    request.headers = headers;
    return (*router_.match("GET", request.path).socket)(request);
  }
  http::Headers token_of(UserId user) {
    return {{"Authorization", "Bearer " + *write([&](db::Tx& tx) -> Result<std::string> { return people::create_api_token(tx, user, "test", false); })}};
  }
  Link connect(UserId user) {
    Link link{std::get<0>(upgrade(token_of(user))), std::make_shared<FakeSocket>(++sockets_)};
    link.handler->on_open(link.socket);
    return link;
  }
  int refusal(const http::Headers& headers) {
    auto answer = upgrade(headers);
    return answer.index() == 0 ? 0 : std::get<1>(answer).status;
  }
  std::int64_t last_event() {
    return read([](db::Tx& tx) { return tickets::last_event_id(tx); });
  }
  // What a console shows when it reads everything anew: id -> row.
  std::map<std::int64_t, std::string> fresh_rows(UserId viewer) {
    return read([&](db::Tx& tx) {
      std::map<std::int64_t, std::string> rows;
      auto query = tickets::console_rows(viewer);
      const auto params = db::views_of(query.where.values());
      for (const auto& row : db::read_all<tickets::ConsoleRow>(*tx.run("select " + query.columns + " from " + query.from + query.where.sql(), params))) {
        std::string text;
        JsonWriter writer(text);
        tickets::write_console_row(writer, row);
        rows[row.id.value] = to_string(*parse_json(text));
      }
      return rows;
    });
  }
  static bool is_event_of(const Json& frame, std::int64_t ticket) { return frame.at("type") == "event" && frame.at("ticket_id") == ticket; }
  static std::vector<std::string> users_in(const Json& frame) {
    std::vector<std::string> out;
    for (const Json& user : frame.at("users").get_array()) out.push_back(std::string(user.at("name").get_string()) + " " + std::string(user.at("mode").get_string()));
    return out;
  }

  http::Router router_;
  events::Dispatcher dispatcher_;
  Stream stream_;
  std::uint64_t sockets_ = 0;
};

TEST_F(StreamTest, is_for_staff_only) {
  EXPECT_EQ(refusal({}), 401);
  EXPECT_EQ(refusal({{"Authorization", "Bearer wrong"}}), 401);
  EXPECT_EQ(refusal(token_of(cast.rina)), 401);
  EXPECT_EQ(refusal(token_of(cast.sara)), 0);
}

TEST_F(StreamTest, a_page_of_another_site_cannot_open_it_with_the_cookie) {
  const std::string session = *write([&](db::Tx& tx) -> Result<std::string> { return people::create_session(tx, cast.sara, "console", "", std::chrono::hours(1)); });
  const std::string cookie = "sahay_session=" + session;
  EXPECT_EQ(refusal({{"Cookie", cookie}, {"Origin", "https://evil.example"}}), 403);
  EXPECT_EQ(refusal({{"Cookie", cookie}, {"Origin", "null"}}), 403);
  EXPECT_EQ(refusal({{"Cookie", cookie}, {"Origin", "https://desk.example.org"}}), 0);
}

TEST_F(StreamTest, welcomes_with_the_newest_event_and_answers_pings) {
  make();
  const Link link = connect(cast.sara);
  link.hello();
  const auto frames = link.socket->frames();
  ASSERT_EQ(frames.size(), 1u);
  EXPECT_EQ(frames[0].at("type"), "welcome");
  EXPECT_EQ(frames[0].at("seq"), last_event());
  link.say(R"({"type":"ping"})");
  EXPECT_EQ(link.socket->frames("pong").size(), 1u);
}

TEST_F(StreamTest, closes_on_what_is_no_frame) {
  const Link link = connect(cast.sara);
  link.say("{");
  EXPECT_EQ(link.socket->close_code, 1007);
  link.say(R"({"type":"unheard of"})");
}

TEST_F(StreamTest, sends_what_happens_with_the_row) {
  const Link link = connect(cast.sara), silent = connect(cast.oleg);
  link.hello(last_event());
  const auto ticket = make().id;
  ASSERT_TRUE(link.socket->wait([&](const Json& frame) { return is_event_of(frame, ticket.value); }));
  const Json frame = link.socket->frames("event").at(0);
  EXPECT_EQ(frame.at("kind"), "ticket.created");
  EXPECT_EQ(frame.at("actor_id"), cast.rina.value);
  EXPECT_EQ(frame.at("seq"), stored(ticket).last_event_id);
  EXPECT_EQ(to_string(frame.at("row")), fresh_rows(cast.sara)[ticket.value]);
  EXPECT_TRUE(frame.at("counts").is_object());
  EXPECT_TRUE(silent.socket->frames().empty());  // said no hello
}

TEST_F(StreamTest, replays_what_was_missed_in_order) {
  const auto first = make().id, second = make().id;
  const std::int64_t since = last_event();
  ASSERT_TRUE(change(cast.oleg, first, reply("One.")).ok());
  set_status_of(second, "open");
  ASSERT_TRUE(write([&](db::Tx& tx) { return tickets::remove(tx, {cast.oleg}, second); }).ok());
  const Link link = connect(cast.sara);
  link.hello(since);
  const auto events = link.socket->frames("event");
  ASSERT_EQ(events.size(), 3u);
  EXPECT_EQ(events[0].at("ticket_id"), first.value);
  EXPECT_EQ(events[2].at("kind"), "ticket.deleted");
  EXPECT_TRUE(events[2].at("row").is_null());
  for (std::size_t i = 1; i < events.size(); ++i) EXPECT_LT(events[i - 1].at("seq").get_int64(), events[i].at("seq").get_int64());
}

TEST_F(StreamTest, a_held_mail_is_told_live_and_in_the_replay) {
  const auto ticket = make().id;
  const std::int64_t since = last_event();
  const Link link = connect(cast.sara);
  link.hello(since);
  ASSERT_TRUE(write([&](db::Tx& tx) -> Result<void> {
    events::emit(tx, {.kind = "mail.held", .subject_id = ticket.value, .data = RawJson{R"({"suspended_ticket_id":7,"cause":"stranger"})"}});
    return {};
  }).ok());
  const auto is_held = [&](const Json& frame) { return frame.at("type") == "event" && frame.at("kind") == "mail.held"; };
  ASSERT_TRUE(link.socket->wait(is_held));
  const Json frame = link.socket->frames("event").at(0);
  EXPECT_EQ(frame.at("suspended_ticket_id"), 7);
  EXPECT_EQ(frame.at("ticket_id"), ticket.value);
  const Link late = connect(cast.oleg);
  late.hello(since);
  EXPECT_TRUE(late.socket->wait(is_held));
}

TEST_F(StreamTest, a_notification_is_told_to_its_person_alone) {
  const Link own = connect(cast.sara), other = connect(cast.oleg);
  own.hello(last_event());
  other.hello(last_event());
  ASSERT_TRUE(write([&](db::Tx& tx) -> Result<void> {
    events::emit(tx, {.kind = "notification.changed", .subject_id = cast.sara.value, .data = RawJson{R"({"position":3})"}});
    return {};
  }).ok());
  const auto ticket = make().id;  // a later event that both hear
  ASSERT_TRUE(own.socket->wait([&](const Json& frame) { return is_event_of(frame, ticket.value); }));
  ASSERT_TRUE(other.socket->wait([&](const Json& frame) { return is_event_of(frame, ticket.value); }));
  ASSERT_EQ(own.socket->frames("notification").size(), 1u);
  EXPECT_EQ(own.socket->frames("notification").at(0).at("data").at("position"), 3);
  EXPECT_TRUE(other.socket->frames("notification").empty());
}

TEST_F(StreamTest, too_far_behind_means_read_anew) {
  const auto id = make().id;
  const std::int64_t since = last_event();
  ASSERT_TRUE(write([&](db::Tx& tx) -> Result<void> {
    for (int i = 0; i < 501; ++i) TRY(tickets::update(tx, {cast.oleg}, id, reply("Again.", false)));
    return {};
  }).ok());
  const Link far = connect(cast.sara), near = connect(cast.sara), future = connect(cast.sara);
  far.hello(since);
  EXPECT_EQ(far.socket->frames("reset").size(), 1u);
  EXPECT_TRUE(far.socket->frames("event").empty());
  near.hello(since + 1);
  EXPECT_TRUE(near.socket->frames("reset").empty());
  EXPECT_EQ(near.socket->frames("event").size(), 500u);
  future.hello(last_event() + 10);  // the database was put back
  EXPECT_EQ(future.socket->frames("reset").size(), 1u);
}

// The promise of the stream: whatever happens while a console starts, its snapshot and the events give what a fresh
// snapshot gives.
TEST_F(StreamTest, a_snapshot_and_its_events_are_a_fresh_snapshot) {
  std::vector<TicketId> ids;
  for (int i = 0; i < 6; ++i) ids.push_back(make().id);
  for (int round = 0; round < 8; ++round) {
    std::thread busy([&] {
      for (int i = 0; i < 40; ++i) {
        const TicketId id = ids[std::size_t(i * 7 + round) % ids.size()];
        if (i % 9 == 4) static_cast<void>(write([&](db::Tx& tx) { return tickets::remove(tx, {cast.oleg}, id); }));
        else if (i % 9 == 6) static_cast<void>(write([&](db::Tx& tx) { return tickets::restore(tx, {cast.oleg}, id); }));
        else static_cast<void>(change(cast.oleg, id, reply("Step " + std::to_string(round * 100 + i), i % 2 == 0)));
      }
    });
    std::this_thread::sleep_for(std::chrono::milliseconds(round * 3));
    const std::int64_t since = last_event();
    auto rows = fresh_rows(cast.sara);
    const Link link = connect(cast.sara);
    link.hello(since);
    busy.join();
    const auto last = make().id;
    ASSERT_TRUE(link.socket->wait([&](const Json& frame) { return is_event_of(frame, last.value); }));
    for (const Json& frame : link.socket->frames("event")) {
      if (frame.at("row").is_null()) rows.erase(frame.at("ticket_id").get_int64());
      else rows[frame.at("ticket_id").get_int64()] = to_string(frame.at("row"));
    }
    EXPECT_EQ(rows, fresh_rows(cast.sara)) << round;
    link.handler->on_close();
  }
}

TEST_F(StreamTest, shows_who_looks_and_who_writes) {
  const auto ticket = make().id.value;
  const Link sara = connect(cast.sara), oleg = connect(cast.oleg);
  sara.hello();
  oleg.hello();
  sara.view(ticket);
  ASSERT_EQ(oleg.socket->frames("presence").size(), 1u);
  EXPECT_EQ(users_in(oleg.socket->frames("presence")[0]), (std::vector<std::string>{"Sara Ahmed viewing"}));
  sara.view(ticket, "writing");
  EXPECT_EQ(users_in(oleg.socket->frames("presence").back()), (std::vector<std::string>{"Sara Ahmed writing"}));
  oleg.view(ticket);
  EXPECT_EQ(users_in(sara.socket->frames("presence").back()).size(), 2u);
  const auto before = oleg.socket->frames("presence").size();
  sara.view(ticket, "writing");  // the sign of life of every 30 s is no news
  EXPECT_EQ(oleg.socket->frames("presence").size(), before);
}

TEST_F(StreamTest, two_windows_of_one_person_are_one_who_writes) {
  const auto ticket = make().id.value;
  const Link one = connect(cast.sara), two = connect(cast.sara), oleg = connect(cast.oleg);
  oleg.hello();
  one.view(ticket, "writing");
  two.view(ticket);
  EXPECT_EQ(users_in(oleg.socket->frames("presence").back()), (std::vector<std::string>{"Sara Ahmed writing"}));
  one.handler->on_close();
  EXPECT_EQ(users_in(oleg.socket->frames("presence").back()), (std::vector<std::string>{"Sara Ahmed viewing"}));
}

TEST_F(StreamTest, who_leaves_or_falls_silent_is_gone) {
  const auto ticket = make().id.value;
  const Link sara = connect(cast.sara), oleg = connect(cast.oleg);
  oleg.hello();
  sara.view(ticket);
  sara.handler->on_close();
  EXPECT_EQ(users_in(oleg.socket->frames("presence").back()), std::vector<std::string>{});
  const Link again = connect(cast.sara);
  again.view(ticket);
  temp_.clock.advance(std::chrono::seconds(46));
  oleg.view(ticket);
  EXPECT_EQ(users_in(oleg.socket->frames("presence").back()), (std::vector<std::string>{"Oleg Sokolov viewing"}));
}

TEST_F(StreamTest, a_newcomer_hears_who_is_where) {
  const auto ticket = make().id.value;
  const Link sara = connect(cast.sara);
  sara.view(ticket);
  const Link oleg = connect(cast.oleg);
  oleg.hello();
  ASSERT_EQ(oleg.socket->frames("presence").size(), 1u);
  EXPECT_EQ(oleg.socket->frames("presence")[0].at("ticket_id"), ticket);
}

}  // namespace
}  // namespace sahay::live
