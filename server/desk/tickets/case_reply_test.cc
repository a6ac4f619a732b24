#include "desk/tickets/case_reply.h"

#include <gtest/gtest.h>

namespace sahay::tickets {
namespace {

using Answers = std::vector<std::pair<std::int64_t, std::string>>;

struct Row {
  const char* what;
  std::string reply;
  Answers wanted;
};

const std::vector<PartOfCase> kParts = {{12, "The drill smokes when it runs."}, {13, "পাম্প সকাল থেকে বন্ধ আছে।"}, {14, "Please send the invoice of May again."}};
const char kOurs[] =
    "> Your message is now 3 requests.\n> #12 Drill: Sara Ahmed.\n> #13 Pump: Oleg Sokolov.\n> #14 Invoice: Oleg Sokolov.\n";

Answers matched(const std::string& reply) {
  Answers out;
  for (const PieceOfReply& piece : match_reply(reply, kParts)) out.emplace_back(piece.ticket, piece.text);
  return out;
}

TEST(CaseReply, each_answer_finds_its_part_and_none_is_guessed) {
  const Row rows[] = {
      {"a number", "About #13: it runs again.", {{13, "About #13: it runs again."}}},
      {"a number with its sign in Russian", "По №12 вопрос закрыт", {{12, "По №12 вопрос закрыт"}}},
      {"Bengali digits", "#১৩ এখনও বন্ধ", {{13, "#১৩ এখনও বন্ধ"}}},
      {"one number above the whole quote", std::string("#14 is solved, thanks.\n\n") + kOurs, {{14, "#14 is solved, thanks."}}},
      {"lines by number", "Hello,\n#12: no smoke today.\n#14: got it,\nthank you.", {{12, "#12: no smoke today."}, {14, "#14: got it,\nthank you."}}},
      {"between the quoted lines",
       "Hello\n> #12 Drill: Sara Ahmed.\nIt is the red one.\n> #13 Pump: Oleg Sokolov.\nTomorrow at ten.",
       {{12, "It is the red one."}, {13, "Tomorrow at ten."}}},
      {"below one's own words", "> Please send the invoice of May again.\nI have it now.", {{14, "I have it now."}}},
      {"below own words in Bengali", "> পাম্প সকাল থেকে বন্ধ আছে।\nএখন চলছে।", {{13, "এখন চলছে।"}}},
      {"attribution is no answer", "On Monday Sara Ahmed wrote:\n> #12 Drill: Sara Ahmed.\nIt is the red one.", {{12, "It is the red one."}}},
      {"below the whole quote", std::string(kOurs) + "It works now.", {}},
      {"above the whole quote", std::string("It works now.\n") + kOurs, {}},
      {"no number, no quote", "It works now.", {}},
      {"a question above the first number", "Is anybody there?\n#12: no smoke today.\n#14: got it.", {}},
      {"more than a greeting above the first number", "The whole hall stands still and we lose money.\n#12: no smoke today.\n#14: got it.", {}},
      {"two numbers in one line", "Both #12 and #13 work now.", {}},
      {"a number of somebody else", "What about #99?", {}},
      {"a number without its sign", "I have 12 drills.", {}},
      {"only a quote", kOurs, {}},
      {"a short quote tells nothing", "> Please\nI have it.", {}},
      {"nothing", "", {}},
  };
  for (const Row& row : rows) EXPECT_EQ(matched(row.reply), row.wanted) << row.what;
}

TEST(CaseReply, a_hostile_answer_costs_little) {
  EXPECT_TRUE(matched(std::string(300'000, '#')).empty());
  EXPECT_TRUE(matched(std::string(300'000, '>')).empty());
  EXPECT_TRUE(matched("#" + std::string(5'000, '9')).empty());
}

// 200 lines that name nothing are looked for, in 64 KiB of each part; a longer quote is for a person to read.
TEST(CaseReply, a_quote_without_end_is_not_looked_for) {
  const std::string found = "> Please send the invoice of May again.\nI have it now.";
  std::string quote;
  for (int line = 0; line < 199; ++line) quote += "> Nobody ever wrote line " + std::to_string(line) + "\n";
  EXPECT_EQ(matched(quote + found), (Answers{{14, "I have it now."}}));
  EXPECT_EQ(matched(quote + "> Nobody ever wrote the last line\n" + found), Answers{});
  for (const std::size_t before : {60'000, 70'000}) {
    const std::vector<PartOfCase> parts = {{12, std::string(before, 'x') + " The drill smokes when it runs."}};
    EXPECT_EQ(match_reply("> The drill smokes when it runs.\nThe red one.", parts).size(), before < 64 * 1024 ? 1 : 0) << before;
  }
}

}  // namespace
}  // namespace sahay::tickets
