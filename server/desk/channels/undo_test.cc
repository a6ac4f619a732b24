// Undo of send: what waits, what is taken back, and when it is too late.
#include "desk/channels/deliver.h"
#include "desk/channels/undo_api.h"
#include "desk/tickets/testing/tickets_site.h"

namespace sahay::channels {
namespace {

using namespace std::chrono_literals;
constexpr auto kWindow = 10s;

// Sends to the requester and keeps what left.
class Post final : public Channel {
 public:
  std::string_view name() const override { return "post"; }
  std::vector<Target> targets(db::Tx& tx, const tickets::Ticket& ticket, const tickets::Comment&) override {
    return {{ticket.requester_id, people::find_user(tx, ticket.requester_id)->email}};
  }
  SendResult send(db::Store& store, const Delivery& delivery) override {
    const auto comment = store.read([&](db::Tx& tx) { return tickets::find_comment(tx, delivery.comment_id); });
    sent.push_back(comment ? comment->text : "nothing");
    return {SendResult::Kind::sent};
  }
  std::vector<std::string> sent;
};

class UndoTest : public tickets::TicketsSite {
 protected:
  UndoTest() : dispatcher_(*temp_), worker_(*temp_, temp_.clock) {
    channels_.add(post_);
    register_delivery(dispatcher_, worker_, channels_, kWindow);
    add_undo_route(api_, kWindow);
    id_ = make().id;
  }
  // As the console writes: signed in, so by way of the web.
  CommentId answer(tickets::Change wanted, UserId by) {
    const auto done = write([&](db::Tx& tx) { return tickets::update(tx, {by, "web"}, id_, wanted); });
    EXPECT_TRUE(done.ok());
    dispatcher_.wait_until_idle();
    return done->comment_id;
  }
  void work() { worker_.run_due(); }
  Answer undo(CommentId comment, UserId by) {
    return ask(by, "POST", path_of(id_, "/comments/" + std::to_string(comment.value) + "/undo"), "{}");
  }

  Post post_;
  Channels channels_;
  events::Dispatcher dispatcher_;
  jobs::Worker worker_;
  TicketId id_;
};

TEST_F(UndoTest, an_answer_waits_and_then_leaves) {
  answer(reply("Send it in."), cast.sara);
  work();
  EXPECT_TRUE(post_.sent.empty());
  temp_.clock.advance(kWindow);
  work();
  EXPECT_EQ(post_.sent, (std::vector<std::string>{"Send it in."}));
}

TEST_F(UndoTest, taking_back_puts_everything_as_it_was) {
  tickets::Change solved = reply("Too early.");
  solved.status = "solved";
  solved.comment->uploads = {upload("log.txt", "upload-7")};
  const auto before = stored(id_);
  const CommentId comment = answer(solved, cast.sara);
  temp_.clock.advance(kWindow - 1s);
  work();
  const Answer done = undo(comment, cast.sara);
  ASSERT_EQ(done.status, 200) << done.body;
  EXPECT_EQ(done.text("comment", "body"), "Too early.");
  EXPECT_EQ(done.text("comment", "uploads", 0), "upload-7");
  EXPECT_EQ(done.text("ticket", "status"), before.status);
  EXPECT_EQ(comments_of(id_).size(), 1u);
  EXPECT_EQ(stored(id_).snippet, before.snippet);
  EXPECT_EQ(stored(id_).comment_count, 1);
  temp_.clock.advance(1h);
  work();
  EXPECT_TRUE(post_.sent.empty());
  // The history keeps that it was said and that it was taken back.
  EXPECT_NE(events_of(id_).back().data.text.find("\"taken_back_comment_id\":" + std::to_string(comment.value)), std::string::npos);
  // The file goes along with the next try.
  tickets::Change again = reply("Now.");
  again.comment->uploads = {"upload-7"};
  answer(again, cast.sara);
  temp_.clock.advance(kWindow);
  work();
  EXPECT_EQ(post_.sent, (std::vector<std::string>{"Now."}));
}

TEST_F(UndoTest, it_can_be_taken_back_before_its_copies_are_queued) {
  const auto done = write([&](db::Tx& tx) { return tickets::update(tx, {cast.sara, "web"}, id_, reply("Oh no.")); });
  EXPECT_EQ(undo(done->comment_id, cast.sara).status, 200);
  dispatcher_.wait_until_idle();
  temp_.clock.advance(1h);
  work();
  EXPECT_TRUE(post_.sent.empty());
}

TEST_F(UndoTest, too_late_is_told_and_changes_nothing) {
  const CommentId comment = answer(reply("Gone."), cast.sara);
  temp_.clock.advance(kWindow);
  EXPECT_EQ(undo(comment, cast.sara).status, 409);
  work();
  EXPECT_EQ(undo(comment, cast.sara).status, 409);
  EXPECT_EQ(comments_of(id_).size(), 2u);
  EXPECT_EQ(post_.sent.size(), 1u);
}

TEST_F(UndoTest, only_its_writer_takes_it_back) {
  const CommentId comment = answer(reply("Mine."), cast.sara);
  EXPECT_EQ(undo(comment, cast.oleg).status, 404);
  EXPECT_EQ(undo(comment, cast.admin).status, 404);
  EXPECT_EQ(undo(comment, cast.rina).status, 403);
  EXPECT_EQ(undo(CommentId(999), cast.sara).status, 404);
  EXPECT_EQ(undo(comments_of(id_).front().id, cast.rina).status, 403);
}

TEST_F(UndoTest, its_writer_may_choose_another_time) {
  tickets::Change quick = reply("At once.");
  quick.comment->via.text = R"({"undo_send_seconds":0})";
  const CommentId comment = answer(quick, cast.sara);
  work();
  EXPECT_EQ(post_.sent, (std::vector<std::string>{"At once."}));
  EXPECT_EQ(undo(comment, cast.sara).status, 409);
  tickets::Change slow = reply("Later.");
  slow.comment->via.text = R"({"undo_send_seconds":900})";
  answer(slow, cast.sara);
  temp_.clock.advance(29s);
  work();
  EXPECT_EQ(post_.sent.size(), 1u);
  temp_.clock.advance(1s);
  work();
  EXPECT_EQ(post_.sent.size(), 2u);
}

TEST_F(UndoTest, programs_and_chats_do_not_wait) {
  ASSERT_TRUE(change(cast.sara, id_, reply("By a program.")).ok());
  dispatcher_.wait_until_idle();
  work();
  EXPECT_EQ(post_.sent, (std::vector<std::string>{"By a program."}));
  tickets::Ticket talk;
  talk.channel = "chat";
  tickets::Comment comment;
  comment.channel = "web";
  comment.author_role = "agent";
  EXPECT_EQ(undo_window(talk, comment, kWindow), Duration::zero());
  EXPECT_EQ(undo_window(stored(id_), comment, Duration::zero()), Duration::zero());
}

}  // namespace
}  // namespace sahay::channels
