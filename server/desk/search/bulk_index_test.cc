// An index made at once finds what one made passage by passage finds; the best are the first of all.
#include "desk/search/bulk_index.h"

#include <gtest/gtest.h>

#include "desk/search/index_view.h"
#include "desk/search/tidy.h"
#include "platform/db/testing/temp_store.h"

namespace sahay::search {
namespace {

constexpr std::int64_t kDocuments = 400;

struct Text {
  std::int64_t doc = 0;
  Part part = Part::opening;
  std::string title, body;
};

// Enough for every third word to be common, the others less and less.
std::vector<Text> texts() {
  std::vector<Text> out;
  for (std::int64_t doc = 1; doc <= kDocuments; ++doc) {
    std::string body = "hello printer";
    if (doc % 3 == 0) body += " offline";
    if (doc % 50 == 0) body += " gateway firmware";
    for (std::int64_t i = 0; i < doc % 11; ++i) body += " word" + std::to_string(doc % 7) + "x";
    out.push_back({doc, Part::opening, doc % 5 == 0 ? "Printer again" : "Something else", body});
    if (doc % 4 == 0) out.push_back({doc, Part::note, "", "hello offline secret"});
  }
  return out;
}

std::vector<Hit> find_in(db::TempStore& store, const Wanted& wanted) {
  return store->read([&](db::Tx& tx) { return find(tx, Collection::tickets, wanted); });
}

class BulkIndexTest : public testing::Test {
 protected:
  BulkIndexTest() {
    const auto all = texts();
    BulkIndex bulk(*at_once_, Collection::tickets, 300);
    std::vector<BulkPassage> passages;
    for (const Text& one : all) passages.push_back({one.doc, one.part, one.title, one.body});
    const auto half = passages.begin() + std::ptrdiff_t(passages.size() / 2);
    EXPECT_TRUE(bulk.add({passages.begin(), half}).ok());
    EXPECT_TRUE(bulk.add({half, passages.end()}).ok());
    EXPECT_TRUE(bulk.finish().ok());
    EXPECT_TRUE(one_by_one_->write([&](db::Tx& tx) -> Result<void> {
      for (const Text& one : all) add_passage(tx, Collection::tickets, one.doc, one.part, one.title, one.body);
      return {};
    }).ok());
  }

  db::TempStore at_once_, one_by_one_;
};

TEST_F(BulkIndexTest, finds_the_same_documents_in_the_same_order) {
  for (const char* query : {"hello", "printer", "offline", "hello printer", "gateway", "firmware offline", "word3x", "again", "secret", "pirnter", "nothing"})
    for (const bool notes : {true, false})
      for (const Match match : {Match::every_word, Match::any_word, Match::phrase}) {
        const Wanted wanted{.text = query, .match = match, .notes = notes};
        EXPECT_EQ(find_in(at_once_, wanted), find_in(one_by_one_, wanted)) << query;
      }
}

TEST_F(BulkIndexTest, goes_on_to_be_an_ordinary_index) {
  ASSERT_TRUE(at_once_->write([](db::Tx& tx) -> Result<void> {
    add_passage(tx, Collection::tickets, kDocuments + 1, Part::opening, "Zebra", "hello");
    remove_document(tx, Collection::tickets, 50);
    return {};
  }).ok());
  ASSERT_TRUE(tidy(*at_once_, {1}).ok());
  EXPECT_EQ(find_in(at_once_, {.text = "zebra"}).size(), 1u);
  EXPECT_EQ(find_in(at_once_, {.text = "gateway"}).size(), std::size_t(kDocuments / 50 - 1));
}

TEST_F(BulkIndexTest, the_best_are_the_first_of_all_and_all_are_counted) {
  for (const char* query : {"hello", "hello printer", "offline", "gateway"}) {
    const Wanted wanted{.text = query, .match = Match::every_word};
    const auto all = find_in(at_once_, wanted);
    for (const std::size_t best : {1u, 10u, 100u, 5000u}) {
      const Found found = at_once_->read([&](db::Tx& tx) { return find_best(tx, Collection::tickets, wanted, best); });
      EXPECT_EQ(found.total, all.size());
      const std::vector<Hit> expected(all.begin(), all.begin() + std::ptrdiff_t(std::min(best, all.size())));
      EXPECT_EQ(found.hits, expected) << query << " " << best;
    }
  }
}

TEST_F(BulkIndexTest, what_is_kept_between_searches_changes_no_answer) {
  const auto before = find_in(at_once_, {.text = "hello offline"});
  const auto memory = keep_in_memory(*at_once_);
  EXPECT_EQ(find_in(at_once_, {.text = "hello offline"}), before);
  EXPECT_EQ(find_in(at_once_, {.text = "hello offline"}), before);
  EXPECT_EQ(find_in(at_once_, {.text = "offline"}).size(), std::size_t(kDocuments / 3 + kDocuments / 4 - kDocuments / 12));
}

TEST(KeptPostingsTest, memory_is_bounded_and_the_longest_unused_go_first) {
  KeptPostings kept(10'000);
  for (std::int64_t word = 0; word < 10; ++word) {
    kept.keep({1, word, 0}, std::make_shared<const std::string>(1500, 'x'));
    EXPECT_TRUE(kept.find({1, 0, 0})) << "used again and again";
  }
  EXPECT_TRUE(kept.find({1, 9, 0}));
  EXPECT_FALSE(kept.find({1, 1, 0}));
  kept.keep({1, 50, 0}, std::make_shared<const std::string>(9'000, 'x'));
  EXPECT_FALSE(kept.find({1, 50, 0})) << "too large for its share";
}

}  // namespace
}  // namespace sahay::search
