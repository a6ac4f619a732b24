// Tables of the rules that look for phrases: officialese, jargon, missing attachments, apologies.
#include <gtest/gtest.h>

#include "desk/wording/rules.h"

namespace sahay::wording {
namespace {

struct Row {
  std::string text;
  std::string found;  // the words of all findings, separated by " / "
  std::string plain = {};
};

using Find = void (*)(const Reading&, Findings&);

void expect(Find find, const std::vector<Row>& rows, Draft draft = {}) {
  for (const Row& row : rows) {
    draft.text = row.text;
    Findings findings;
    find(Reading(draft), findings);
    std::string found;
    for (const Finding& finding : findings) found += (found.empty() ? "" : " / ") + finding.text;
    EXPECT_EQ(found, row.found) << row.text;
    if (!row.plain.empty() && !findings.empty()) EXPECT_EQ(findings.front().plain, row.plain) << row.text;
  }
}

TEST(Officialese, is_found_in_its_forms_and_plain_words_pass) {
  expect(find_officialese, {
      {"In the event that it fails, call us.", "In the event that", "if"},
      {"We utilised the new part prior to delivery.", "utilised / prior to", "use"},
      {"The parts commence shipping, utilization is high.", "commence / utilization"},
      {"We use the new part before delivery.", ""},
      {"The menu says \"in accordance with\" in quotes.", ""},
      {"В соответствии с договором данный счёт верен.", "В соответствии с / данный", "по"},
      {"Эти данные мы удалим.", ""},
      {"Осуществляем проверку посредством телефона.", "Осуществляем / посредством"},
      {"Проверяем по телефону.", ""},
      {"আপনার আবেদন সংশ্লিষ্ট বিভাগে আছে।", "সংশ্লিষ্ট বিভাগে"},
      {"উক্ত বিষয়ে অনতিবিলম্বে জানান।", "উক্ত / অনতিবিলম্বে", "এই"},
      {"এই বিষয়ে এখনই জানান।", ""},
  });
}

TEST(Jargon, is_found_unless_the_customer_says_it) {
  expect(find_jargon, {
      {"We deployed a hotfix.", "deployed / hotfix", "install"},
      {"We installed an urgent repair.", ""},
      {"Саппорт откатил релиз.", "Саппорт / откатил / релиз"},
      {"Поддержка отменила обновление.", ""},
      {"আমরা হটফিক্স ডিপ্লয় করেছি।", "হটফিক্স / ডিপ্লয়"},
      {"আমরা ভুল ঠিক করেছি।", ""},
  });
  Draft draft;
  draft.question = "Your hotfix broke it!";
  expect(find_jargon, {{"We deployed a hotfix.", "deployed"}}, draft);
}

TEST(OwnPhrases, come_before_the_shipped_ones_and_allowed_words_are_silent) {
  Draft draft;
  draft.own = {{"jargon", "hotfix", "repair"}, {"allowed", "deploy", ""}};
  expect(find_jargon, {{"We deployed a hotfix.", "hotfix", "repair"}}, draft);
}

TEST(MissingAttachment, is_our_file_and_not_the_customers) {
  const std::vector<Row> rows = {
      {"Attached you find the contract.", "Attached"},
      {"The contract is attached.", "attached"},
      {"Please attach a screenshot.", ""},
      {"The file you attached is empty.", ""},
      {"See the screenshot below.", "screenshot below"},
      {"Договор во вложении.", "во вложении"},
      {"Прикладываю договор.", "Прикладываю"},
      {"Приложите, пожалуйста, снимок.", ""},
      {"চুক্তিটা সংযুক্ত করলাম।", "সংযুক্ত"},
      {"স্ক্রিনশট সংযুক্ত করুন।", ""},
  };
  expect(find_missing_attachment, rows);
  Draft with_file;
  with_file.files = 1;
  expect(find_missing_attachment, {{"The contract is attached.", ""}}, with_file);
}

TEST(MissingApology, is_asked_of_answers_to_complaints_only) {
  for (const auto& [text, complaint, missing] : std::vector<std::tuple<std::string, bool, bool>>{
           {"We send a new one.", true, true}, {"We are sorry. We send a new one.", true, false}, {"We send a new one.", false, false},
           {"Отправим новый.", true, true}, {"Простите нас, отправим новый.", true, false}, {"নতুন একটা পাঠাব।", true, true}, {"আমরা দুঃখিত, নতুন একটা পাঠাব।", true, false}}) {
    Draft draft;
    draft.text = text;
    draft.is_complaint = complaint;
    Findings findings;
    find_missing_apology(Reading(draft), findings);
    EXPECT_EQ(!findings.empty(), missing) << text;
  }
}

}  // namespace
}  // namespace sahay::wording
