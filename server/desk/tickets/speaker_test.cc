// Who may answer the customer (C11): the bot speaks only while the token is the one it started from.
#include <thread>

#include "desk/tickets/testing/tickets_desk.h"

namespace sahay::tickets {
namespace {

class SpeakerTest : public TicketsDesk {
 protected:
  Ticket give_to(TicketId id, std::string_view speaker) {
    return write([&](db::Tx& tx) { return set_speaker(tx, {UserId{}, "system"}, id, speaker); })->ticket;
  }
  Result<Outcome> bot_says(TicketId id, std::int64_t version) {
    return write([&](db::Tx& tx) { return reply_as_bot(tx, {UserId{}, "chat"}, id, words("Try the other socket."), version); });
  }
};

TEST_F(SpeakerTest, a_bot_may_speak_when_it_holds_the_token_and_not_before) {
  const Ticket ticket = make();
  EXPECT_EQ(ticket.speaker, "none");
  EXPECT_EQ(bot_says(ticket.id, ticket.speaker_version).error().code, ErrorCode::conflict);
  const std::int64_t version = give_to(ticket.id, "bot").speaker_version;
  const auto said = bot_says(ticket.id, version);
  ASSERT_TRUE(said.ok());
  const Comment comment = comments_of(ticket.id).back();
  EXPECT_EQ(comment.author_role, "bot");
  EXPECT_EQ(said->ticket.speaker, "bot");
  EXPECT_TRUE(bot_says(ticket.id, version).ok());
}

TEST_F(SpeakerTest, the_first_public_word_of_a_person_silences_the_bot_by_any_route) {
  for (const char* via : {"web", "email", "chat", "api"}) {
    const Ticket ticket = make();
    const std::int64_t version = give_to(ticket.id, "bot").speaker_version;
    ASSERT_TRUE(write([&](db::Tx& tx) { return update(tx, {cast.sara, via}, ticket.id, reply("Sara here.")); }).ok());
    const Ticket now = stored(ticket.id);
    EXPECT_EQ(now.speaker, "human");
    EXPECT_GT(now.speaker_version, version);
    EXPECT_FALSE(bot_says(ticket.id, version).ok());
    EXPECT_FALSE(bot_says(ticket.id, now.speaker_version).ok());
    EXPECT_EQ(comments_of(ticket.id).size(), 2u);
  }
}

TEST_F(SpeakerTest, a_customers_word_and_an_automatic_one_leave_the_bot_its_token) {
  const Ticket ticket = make();
  const std::int64_t version = give_to(ticket.id, "bot").speaker_version;
  ASSERT_TRUE(hear(ticket.id, words("It still does not start.")).ok());
  EXPECT_TRUE(bot_says(ticket.id, version).ok());
}

TEST_F(SpeakerTest, an_old_version_is_refused_even_when_the_bot_speaks_again) {
  const Ticket ticket = make();
  const std::int64_t first = give_to(ticket.id, "bot").speaker_version;
  give_to(ticket.id, "human");
  const std::int64_t second = give_to(ticket.id, "bot").speaker_version;
  EXPECT_NE(first, second);
  EXPECT_FALSE(bot_says(ticket.id, first).ok());
  EXPECT_TRUE(bot_says(ticket.id, second).ok());
}

TEST_F(SpeakerTest, giving_the_token_to_its_holder_changes_nothing) {
  const Ticket ticket = make();
  const std::int64_t version = give_to(ticket.id, "bot").speaker_version;
  EXPECT_EQ(give_to(ticket.id, "bot").speaker_version, version);
  EXPECT_FALSE(write([&](db::Tx& tx) { return set_speaker(tx, {cast.sara}, ticket.id, "robot"); }).ok());
}

TEST_F(SpeakerTest, of_two_hundred_races_none_ends_with_a_bot_speaking_after_a_person) {
  constexpr int kPairs = 200;
  std::vector<TicketId> ids;
  std::vector<std::int64_t> versions;
  ASSERT_TRUE(write([&](db::Tx& tx) -> Result<void> {
    ids.clear();
    versions.clear();
    for (int i = 0; i < kPairs; ++i) {
      const TicketId id = TRY(create(tx, {cast.rina}, about("Race"))).ticket.id;
      versions.push_back(TRY(set_speaker(tx, {UserId{}, "system"}, id, "bot")).ticket.speaker_version);
      ids.push_back(id);
    }
    return {};
  }).ok());
  const auto run = [&](auto verb) {
    return std::thread([&, verb] {
      for (int i = 0; i < kPairs; ++i) verb(i);
    });
  };
  std::atomic<int> refused = 0;
  std::thread human = run([&](int i) { EXPECT_TRUE(change(cast.sara, ids[std::size_t(i)], reply("Sara here.")).ok()); });
  std::thread bot = run([&](int i) { refused += !bot_says(ids[std::size_t(i)], versions[std::size_t(i)]).ok(); });
  human.join();
  bot.join();
  int late = 0, spoken = 0;
  for (const TicketId id : ids) {
    bool person_spoke = false;
    for (const Comment& comment : comments_of(id)) {
      late += person_spoke && comment.author_role == "bot";
      spoken += comment.author_role == "bot";
      person_spoke |= comment.author_role == "agent";
    }
  }
  EXPECT_EQ(late, 0);
  EXPECT_EQ(spoken + refused, kPairs);
}

}  // namespace
}  // namespace sahay::tickets
