// The word index itself: what it finds, in which order, and that neither restart, segments nor engine change it.
#include "desk/search/word_index.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

#include "desk/search/excerpt.h"
#include "desk/search/index_view.h"
#include "desk/search/passage_writer.h"
#include "desk/search/segment.h"
#include "desk/search/tidy.h"
#include "desk/search/trial.h"
#include "platform/db/testing/temp_store.h"

namespace sahay::search {
namespace {

using Docs = std::vector<std::int64_t>;

class WordIndex : public testing::Test {
 protected:
  void add(std::int64_t doc, std::string_view title, std::string_view body, Part part = Part::opening) {
    ASSERT_TRUE(temp_->write([&](db::Tx& tx) -> Result<void> {
      add_passage(tx, Collection::tickets, doc, part, title, body);
      return {};
    }).ok());
  }
  std::vector<Hit> hits(const Wanted& wanted) {
    return temp_->read([&](db::Tx& tx) { return search::find(tx, Collection::tickets, wanted); });
  }
  Docs found(const Wanted& wanted) {
    Docs out;
    for (const Hit& hit : hits(wanted)) out.push_back(hit.doc);
    return out;
  }
  Docs all_of(std::string_view text) { return found({.text = text, .match = Match::every_word}); }
  void remove(std::int64_t doc) {
    ASSERT_TRUE(temp_->write([&](db::Tx& tx) -> Result<void> {
      remove_document(tx, Collection::tickets, doc);
      return {};
    }).ok());
  }

  db::TempStore temp_;
};

TEST_F(WordIndex, a_title_weighs_more_than_a_text) {
  add(1, "Delivery", "The printer is late.");
  add(2, "Printer", "The delivery is late.");
  EXPECT_EQ(all_of("printer"), (Docs{2, 1}));
  EXPECT_EQ(all_of("delivery"), (Docs{1, 2}));
}

TEST_F(WordIndex, finds_forms_mistakes_and_other_alphabets) {
  add(1, "Printers jammed", "paper");
  add(2, "Возврат пароля", "не приходит письмо");
  add(3, "টাকাগুলো ফেরত চাই", "কিভাবে পাবো");
  EXPECT_EQ(all_of("printer"), (Docs{1}));
  EXPECT_EQ(all_of("pritners"), (Docs{1}));
  EXPECT_EQ(all_of("паролей"), (Docs{2}));
  EXPECT_EQ(all_of("пороля"), (Docs{2}));
  EXPECT_EQ(all_of("parolya"), (Docs{2}));
  EXPECT_EQ(all_of("gfhjkm"), (Docs{2}));
  EXPECT_EQ(all_of("টাকা"), (Docs{3}));
  EXPECT_EQ(all_of("ferot"), (Docs{3}));
  EXPECT_EQ(all_of("elephant"), Docs{});
}

TEST_F(WordIndex, every_word_may_stand_in_another_passage_of_the_document) {
  add(1, "Printer", "is broken");
  add(1, "", "the toner leaks", Part::comment);
  add(2, "Printer", "is fine");
  EXPECT_EQ(all_of("printer toner"), (Docs{1}));
  EXPECT_EQ(found({.text = "printer toner"}), (Docs{1, 2}));
}

TEST_F(WordIndex, a_phrase_stands_in_one_passage) {
  add(1, "A", "The blue blade is dull.");
  add(2, "B", "A blade of the blue saw.");
  add(3, "blue", "blade");
  EXPECT_EQ(found({.text = "blue blade", .match = Match::phrase}), (Docs{1}));
  EXPECT_EQ(found({.text = "BLUE Blade", .match = Match::phrase}), (Docs{1}));
  EXPECT_EQ(found({.text = "blade blue", .match = Match::phrase}), Docs{});
}

TEST_F(WordIndex, notes_are_found_by_staff_only) {
  add(1, "Printer", "broken");
  add(1, "", "customer is a baker", Part::note);
  EXPECT_EQ(found({.text = "baker"}), (Docs{1}));
  EXPECT_EQ(found({.text = "baker", .notes = false}), Docs{});
}

TEST_F(WordIndex, titles_and_openings_can_be_asked_for_alone) {
  add(1, "Printer", "toner");
  add(2, "Drill", "printer");
  add(2, "", "toner", Part::comment);
  EXPECT_EQ(found({.text = "printer", .in = Where_in::title}), (Docs{1}));
  EXPECT_EQ(found({.text = "toner", .in = Where_in::opening}), (Docs{1}));
}

TEST_F(WordIndex, beginnings_of_words_are_found_when_wished) {
  add(1, "Printing", "x");
  EXPECT_EQ(found({.text = "prin", .match = Match::every_word, .beginnings = true}), (Docs{1}));
  EXPECT_EQ(found({.text = "inting", .match = Match::every_word, .beginnings = true}), Docs{});
}

TEST_F(WordIndex, a_removed_document_is_gone_and_may_come_back) {
  for (const bool in_segment : {false, true}) {
    add(1, "Printer", "old text");
    if (in_segment) { ASSERT_TRUE(tidy(*temp_, {1}).ok()); }
    remove(1);
    EXPECT_EQ(all_of("printer"), Docs{});
    add(1, "Plotter", "new text");
    EXPECT_EQ(all_of("plotter"), (Docs{1}));
    EXPECT_EQ(all_of("old"), Docs{});
    remove(1);
  }
}

TEST_F(WordIndex, segments_and_merges_change_no_answer) {
  const auto fill = [&](std::int64_t from, std::int64_t to) {
    for (std::int64_t i = from; i < to; ++i)
      add(i % 37 + 1, i % 3 ? "" : "Printer " + std::to_string(i), "toner number" + std::to_string(i % 11) + " blue blade cable" + std::to_string(i % 5),
          i % 3 ? Part::comment : Part::opening);
  };
  const std::vector<Wanted> queries = {{.text = "printer"}, {.text = "toner number3", .match = Match::every_word}, {.text = "blue blade", .match = Match::phrase},
                                       {.text = "cabel4"}, {.text = "printer 36"}};
  fill(0, 120);
  remove(5);
  fill(120, 150);
  std::vector<std::vector<Hit>> expected;
  for (const Wanted& wanted : queries) expected.push_back(hits(wanted));
  EXPECT_FALSE(expected[0].empty());
  ASSERT_TRUE(tidy(*temp_, {1}).ok());
  for (std::size_t i = 0; i < queries.size(); ++i) EXPECT_EQ(hits(queries[i]), expected[i]) << queries[i].text;
  const auto memory = keep_in_memory(*temp_);
  for (std::size_t i = 0; i < queries.size(); ++i) EXPECT_EQ(hits(queries[i]), expected[i]) << queries[i].text;
}

TEST_F(WordIndex, many_segments_become_few) {
  for (int i = 0; i < 14; ++i) {
    add(i + 1, "Printer", "text" + std::to_string(i));
    ASSERT_TRUE(tidy(*temp_, {1, 3}).ok());
  }
  EXPECT_EQ(all_of("printer").size(), 14u);
  EXPECT_EQ(all_of("text7"), (Docs{8}));
  const auto count = [&](const char* sql) { return *temp_->read([&](db::Tx& tx) { return tx.scalar<std::int64_t>(std::string(sql)); }); };
  EXPECT_LE(count("select count(*) from search_segments"), 6);
  EXPECT_EQ(count("select count(*) from search_segments where state <> 1"), 0);
  EXPECT_EQ(count("select count(*) from search_pending"), 0);
}

// Every row of the words and of the waiting passages, as bytes.
std::string rows_of(db::Store& store) {
  return store.read([](db::Tx& tx) {
    std::string out;
    for (const char* sql : {"select id, word, stem from search_words order by id", "select seq, doc, data from search_pending order by seq",
                            "select doc, seq from search_removed order by seq"}) {
      const auto cursor = tx.run(std::string(sql), {});
      while (cursor->next())
        for (int i = 0; i < cursor->columns(); ++i) out.append(cursor->text(i)).append(i + 1 < cursor->columns() ? "|" : "\n");
    }
    return out;
  });
}

// Documents of three passages each, over several segments and what is not in one yet; some are removed, some are written again.
class WordsOfMany : public WordIndex {
 protected:
  static constexpr std::int64_t kDocs = 9'000;

  static bool rare(std::int64_t doc) { return doc % 701 == 3; }
  static bool common(std::int64_t doc) { return doc % 3 != 1; }
  static bool frequent(std::int64_t doc) { return doc % 2 == 0; }
  static bool removed(std::int64_t doc) { return doc % 97 == 5; }
  static bool again(std::int64_t doc) { return doc % 194 == 5; }

  WordsOfMany() {
    for (std::int64_t first = 1; first <= kDocs; first += kDocs / 3) {
      fill(first, first + kDocs / 3);
      if (first < kDocs / 2) { EXPECT_TRUE(tidy(*temp_, {1}).ok()); }
    }
  }
  void fill(std::int64_t from, std::int64_t to) {
    EXPECT_TRUE(temp_->write([&](db::Tx& tx) -> Result<void> {
      PassageWriter writer(tx, Collection::tickets);
      for (std::int64_t doc = from; doc < to; ++doc) {
        write(writer, doc);
        if (removed(doc)) writer.remove(doc);
        if (again(doc)) write(writer, doc);
      }
      writer.finish();
      return {};
    }).ok());
  }
  static void write(PassageWriter& writer, std::int64_t doc) {
    writer.add(doc, Part::opening, frequent(doc) ? "blade" : "cable", common(doc) ? "printer stopped" : "nothing stopped");
    writer.add(doc, Part::comment, "", doc % 5 == 0 ? "the printer again and the printer" : "waiting");
    writer.add(doc, Part::note, "", rare(doc) ? "toner" : "seen");
  }
  template <class F>
  static Docs those(F&& wanted) {
    Docs out;
    for (std::int64_t doc = 1; doc <= kDocs; ++doc)
      if ((!removed(doc) || again(doc)) && wanted(doc)) out.push_back(doc);
    return out;
  }
  Docs ascending(const Wanted& wanted) {
    Docs out = found(wanted);
    std::sort(out.begin(), out.end());
    return out;
  }
};

TEST_F(WordsOfMany, short_and_long_lists_meet_in_the_documents_of_both) {
  const auto printed = [](std::int64_t doc) { return common(doc) || doc % 5 == 0; };
  for (const char* query : {"toner printer", "printer toner"})
    EXPECT_EQ(ascending({.text = query, .match = Match::every_word}), those([&](std::int64_t doc) { return rare(doc) && printed(doc); })) << query;
  EXPECT_EQ(ascending({.text = "printer blade", .match = Match::every_word}), those([&](std::int64_t doc) { return frequent(doc) && printed(doc); }));
  EXPECT_EQ(ascending({.text = "printer blade toner", .match = Match::every_word}),
            those([&](std::int64_t doc) { return rare(doc) && frequent(doc) && printed(doc); }));
  EXPECT_EQ(ascending({.text = "printer toner", .match = Match::every_word, .notes = false}), Docs{});
}

// Where any word is enough, every list is read as a whole.
TEST_F(WordsOfMany, what_a_short_list_points_at_scores_as_in_lists_read_as_a_whole) {
  for (const char* query : {"toner printer", "waiting printer toner", "blade waiting toner"}) {
    const auto every = hits({.text = query, .match = Match::every_word});
    std::vector<Hit> same = hits({.text = query});
    std::erase_if(same, [&](const Hit& hit) { return std::none_of(every.begin(), every.end(), [&](const Hit& one) { return one.doc == hit.doc; }); });
    EXPECT_FALSE(every.empty()) << query;
    EXPECT_EQ(every, same) << query;
  }
}

TEST_F(WordsOfMany, the_best_few_are_the_first_of_all) {
  for (const Match match : {Match::any_word, Match::every_word})
    for (const std::size_t best : {std::size_t{1}, std::size_t{7}, std::size_t{1000}}) {
      const Wanted wanted{.text = "printer blade", .match = match};
      std::vector<Hit> all = hits(wanted);
      const Found few = temp_->read([&](db::Tx& tx) { return find_best(tx, Collection::tickets, wanted, best); });
      EXPECT_EQ(few.total, all.size());
      all.resize(best);
      EXPECT_EQ(few.hits, all) << best;
    }
}

TEST(Segment, encoded_passages_become_the_postings_of_their_words_in_the_order_of_documents) {
  const std::uint32_t at[] = {4, 9, 300};
  const std::vector<WrittenWord> later = {{7, 0, 1, std::span(at, 1)}, {900, 1, 2, std::span(at, 3)}}, sooner = {{7, 1, 1, std::span(at + 1, 2)}, {8, 0, 1, std::span(at + 2, 1)}};
  const std::string a = encode_passage(Part::comment, 1, 3, later), b = encode_passage(Part::opening, 1, 50, sooner);
  FlatSegment segment({{20, 1, a}, {10, 2, b}});
  ASSERT_EQ(segment.units.size(), 2u);
  EXPECT_EQ(segment.units[0].doc, 10);
  EXPECT_EQ(segment.units[0].part, Part::opening);
  EXPECT_EQ(segment.units[1].body_length, 3);
  EXPECT_EQ(segment.title_words, 2);
  EXPECT_EQ(segment.body_words, 53);
  EXPECT_EQ(segment.last_seq, 2);
  std::ostringstream seen;
  std::int64_t word = 0;
  for (Postings postings; segment.next(word, postings);) {
    seen << word << ":";
    for (const Posting& one : postings.items) seen << " " << one.unit << "/" << one.title << "/" << one.body;
    seen << " at";
    for (const std::uint32_t position : postings.positions) seen << " " << position;
    seen << "; ";
  }
  EXPECT_EQ(seen.str(), "7: 0/1/1 1/0/1 at 9 300 4; 8: 0/0/1 at 300; 900: 1/1/2 at 4 9 300; ");
}

TEST_F(WordIndex, passages_written_together_leave_the_rows_of_those_written_one_by_one) {
  struct Text {
    std::int64_t doc;
    Part part;
    std::string title, body;
  };
  std::vector<Text> texts;
  for (std::int64_t i = 0; i < 30; ++i) {
    const std::string number = std::to_string(i * 977);
    texts.push_back({i / 2 + 1, Part::opening, "Printer ORD-2024/" + number, "The toner of pump sn" + number + " leaks again and again; see log_file.txt"});
    texts.push_back({i / 2 + 1, Part::comment, "", "Возврат дрели номер" + number + ", টাকা ফেরত চাই"});
  }
  texts.push_back({40, Part::note, "", ""});
  db::TempStore other;
  const auto memory = keep_in_memory(*temp_), others = keep_in_memory(*other);
  for (const std::size_t half : {std::size_t{0}, texts.size() / 2}) {
    const std::size_t end = half == 0 ? texts.size() / 2 : texts.size();
    for (std::size_t i = half; i < end; ++i) {
      add(texts[i].doc, texts[i].title, texts[i].body, texts[i].part);
      if (i % 20 == 7) remove(texts[i].doc);
    }
    ASSERT_TRUE(other->write([&](db::Tx& tx) -> Result<void> {
      PassageWriter writer(tx, Collection::tickets);
      for (std::size_t i = half; i < end; ++i) {
        writer.add(texts[i].doc, texts[i].part, texts[i].title, texts[i].body);
        if (i % 20 == 7) writer.remove(texts[i].doc);
      }
      writer.finish();
      return {};
    }).ok());
    EXPECT_EQ(rows_of(*other), rows_of(*temp_));
  }
  EXPECT_NE(rows_of(*temp_).find("|leaks|leak\n"), std::string::npos);
}

TEST_F(WordIndex, what_is_kept_in_memory_follows_what_is_written) {
  const auto memory = keep_in_memory(*temp_);
  for (int i = 0; i < 40; ++i) {
    add(i + 1, "Printer", "x");
    EXPECT_EQ(all_of("printer").size(), std::size_t(i) + 1);
    if (i % 10 == 9) { ASSERT_TRUE(tidy(*temp_, {1}).ok()); }
  }
}

TEST_F(WordIndex, units_in_memory_follow_what_is_removed_and_written_again) {
  const auto memory = keep_in_memory(*temp_);
  for (std::int64_t doc = 1; doc <= 12; ++doc) {
    add(doc, "Printer", "first");
    add(doc, "", "and more", Part::comment);
    if (doc % 4 == 0) { ASSERT_TRUE(tidy(*temp_, {1}).ok()); }
  }
  EXPECT_EQ(all_of("printer").size(), 12u);
  remove(6);
  EXPECT_EQ(all_of("printer"), (Docs{1, 2, 3, 4, 5, 7, 8, 9, 10, 11, 12}));
  remove(1);
  remove(12);
  add(12, "Printer", "second");
  EXPECT_EQ(all_of("first"), (Docs{2, 3, 4, 5, 7, 8, 9, 10, 11}));
  ASSERT_TRUE(tidy(*temp_, {1}).ok());
  EXPECT_EQ(all_of("second"), (Docs{12}));
  // A segment that is read together with a removal older than its passages.
  remove(7);
  add(7, "Printer", "third");
  ASSERT_TRUE(tidy(*temp_, {1}).ok());
  EXPECT_EQ(all_of("third"), (Docs{7}));
  remove(7);
  EXPECT_EQ(all_of("third"), Docs{});
  EXPECT_EQ(all_of("first"), (Docs{2, 3, 4, 5, 8, 9, 10, 11}));
}

TEST(Trial, both_engines_give_the_same_ids_scores_and_order) {
  if (!db::TestPostgres::available()) GTEST_SKIP() << db::TestPostgres::why_not();
  std::string docs, queries;
  const char* words[] = {"printer", "toner", "drill", "дрель", "возврат", "টাকা", "ফেরত", "ORD-2024/17", "cable", "blade"};
  for (int i = 0; i < 60; ++i)
    docs += R"({"id":"d)" + std::to_string(i) + R"(","title":")" + words[i % 10] + R"(","body":")" + words[i * 7 % 10] + " " + words[i * 3 % 10] + " " + words[i % 7] + "\"}\n";
  for (const char* query : {"printer toner", "дрели возврата", "taka ferot", "ord202417", "prnter cabel", "blade of drill", "gfhjkm"})
    queries += std::string(R"({"qid":")") + query + R"(","text":")" + query + "\"}\n";
  std::string answers[2];
  for (const bool postgres : {false, true}) {
    db::TempStore temp(true, postgres ? db::TestPostgres::shared().fresh_database() : db::Options{});
    std::istringstream d(docs), q(queries);
    std::ostringstream out;
    ASSERT_TRUE(rank_trial(*temp, d, q, out).ok());
    answers[postgres] = out.str();
  }
  EXPECT_FALSE(answers[0].empty());
  EXPECT_EQ(answers[0], answers[1]);
}

TEST(Trial, says_which_line_is_no_document) {
  db::TempStore temp;
  std::istringstream docs("{\"id\":\"a\",\"body\":\"x\"}\n{\"body\":\"y\"}\n"), queries("");
  std::ostringstream out;
  const auto done = rank_trial(*temp, docs, queries, out);
  ASSERT_FALSE(done.ok());
  EXPECT_NE(done.error().detail.find("line 2"), std::string::npos);
}

TEST(Excerpt, shows_and_marks_what_matched) {
  EXPECT_EQ(to_html(excerpt_of("The printers <b>stop</b>.", "printer")), "The <em>printers</em> &lt;b&gt;stop&lt;/b&gt;.");
  EXPECT_EQ(to_html(excerpt_of("Дрель не включается", "включ")), "Дрель не <em>включается</em>");
  const std::string far = std::string(60, 'x') + " " + std::string(60, 'y') + " toner " + std::string(300, 'z');
  const Excerpt excerpt = excerpt_of(far, "toner");
  EXPECT_EQ(excerpt.text, "… toner …");
  ASSERT_EQ(excerpt.marks.size(), 1u);
  EXPECT_EQ(excerpt.text.substr(excerpt.marks[0].first, 5), "toner");
  EXPECT_EQ(excerpt_of("", "x").text, "");
}

}  // namespace
}  // namespace sahay::search
