#include "app/large_desk.h"

#include <gtest/gtest.h>

#include "app/first_rows.h"
#include "app/made_texts.h"
#include "desk/search/index_view.h"
#include "desk/search/word_index.h"
#include "desk/tickets/tickets.h"
#include "platform/db/testing/temp_store.h"

namespace sahay::app {
namespace {

TEST(LargeDesk, has_as_many_tickets_as_asked_for_and_finds_their_words) {
  db::TempStore store;
  ASSERT_TRUE(store->write([](db::Tx& tx) { return create_first_rows(tx); }).ok());
  const auto made = write_large_desk(*store, store.clock.now(), {60, 300}, {});
  ASSERT_TRUE(made.ok()) << made.error().detail;
  EXPECT_EQ(made->tickets, 60);
  EXPECT_GT(made->comments, 200);
  EXPECT_LT(made->comments, 400);
  store->read([](db::Tx& tx) {
    std::size_t open = 0, thread = 0;
    for (std::int64_t id = 1; id <= 60; ++id) {
      const auto ticket = tickets::find(tx, TicketId(id));
      ASSERT_TRUE(ticket);
      open += ticket->status_rank < tickets::status_rank("solved");
      thread = std::max(thread, tickets::comments(tx, ticket->id).size());
      EXPECT_LE(ticket->updated_at, tx.now());
    }
    EXPECT_LT(open, 8u) << "what is old is closed";
    EXPECT_GT(thread, 5u);
    const auto ticket = *tickets::find(tx, TicketId(30));
    const auto hits = search::find(tx, search::Collection::tickets, {.text = ticket.subject, .match = search::Match::every_word});
    EXPECT_TRUE(std::any_of(hits.begin(), hits.end(), [](const auto& hit) { return hit.doc == 30; })) << ticket.subject;
  });
  EXPECT_FALSE(write_large_desk(*store, store.clock.now(), {10, 10}, {}).ok()) << "only into an empty desk";
}

TEST(MadeTexts, are_the_same_for_the_same_number_and_follow_the_law_of_zipf) {
  const MadeTexts texts(2000);
  for (std::size_t language = 0; language < MadeTexts::kLanguages; ++language) {
    Chance one(5), same(5);
    EXPECT_EQ(texts.comment(language, one), texts.comment(language, same));
    ASSERT_EQ(texts.words(language).size(), 2000u);
    Chance chance(6);
    std::string all;
    for (int i = 0; i < 300; ++i) all += texts.comment(language, chance) + " ";
    const auto count = [&](const std::string& word) {
      std::size_t n = 0;
      for (std::size_t at = all.find(" " + word + " "); at != all.npos; at = all.find(" " + word + " ", at + 1)) ++n;
      return n;
    };
    EXPECT_GT(count(texts.words(language)[1]), count(texts.words(language)[200]) + 5);
  }
}

}  // namespace
}  // namespace sahay::app
