// Tables of jargon and office language: answers written by hand before the lists were looked at again.
#include <gtest/gtest.h>

#include "desk/wording/check.h"

namespace sahay::wording {
namespace {

std::string found(Rule rule, const std::string& text, const std::string& question = "") {
  Draft draft;
  draft.text = text;
  draft.question = question;
  std::string out;
  for (const Finding& finding : check(draft).findings)
    if (finding.rule == rule) out += (out.empty() ? "" : " / ") + finding.text;
  return out;
}

TEST(Jargon, is_a_word_of_a_trade_or_an_abbreviation_that_nobody_explains) {
  const std::vector<std::pair<std::string, std::string>> rows = {
      {"The MOQ is ten.", "MOQ"},
      {"Hold the dongle near the scanner.", "dongle"},
      {"Our lead time is a week.", "lead time"},
      {"The case is IP54.", "IP54"},
      {"The gateway lost its IP address.", "gateway / IP address"},
      {"Our VoIP line is down.", "VoIP"},
      {"The KPIs are fine.", "KPIs"},
      {"We reconcile it on Monday.", "reconcile"},
      {"We found a discrepancy of two euros.", ""},
      {"The deductible is 50 euros.", "deductible"},
      {"The consignment left.", "consignment"},
      {"Send the PDF by SMS.", ""},
      {"The USB stick costs 9 EUR plus VAT.", ""},
      {"Order AB-12 came from the UK.", ""},
      {"Please do NOT open it.", ""},
      {"We meet in the EU on MON.", ""},
      {"For instance, there was a power outage.", ""},
      {"The SKU (article number) is on the box.", ""},
      {"The article number (SKU) is on the box.", ""},
      {"The SKU, that is the number on the box, is long.", ""},
      {"Press \"SYNC NOW\".", ""},
      {"Обновите прошивку.", "прошивку"},
      {"Логи мы отдали вендору.", "Логи / вендору"},
      {"Токен протух.", "Токен протух"},
      {"Молоко протухает на жаре.", ""},
      {"Шлюз перезапустился.", "Шлюз"},
      {"Замените АКБ.", "АКБ"},
      {"Нужна ТТН.", "ТТН"},
      {"Оплатите НДС и пришлите ИНН.", ""},
      {"Это в США и в РФ.", ""},
      {"По средам работаем до шести.", ""},
      {"Эскалатор стоит, кешбэк придёт.", ""},
      {"Бетон мешает, мокрый хостел таскать трудно.", ""},
      {"Шлюз, то есть коробка с лампой, цел.", ""},
      {"ফার্মওয়্যার দেখুন।", "ফার্মওয়্যার"},
      {"গেটওয়েটা বন্ধ।", "গেটওয়েটা"},
      {"এটা Modbus দিয়ে চলে।", "Modbus"},
      {"SKU লিখে পাঠান।", "SKU"},
      {"PDF ফাইলটা খুলুন।", ""},
      {"গাড়ি পথে আছে, বাসের টিকেট নিন।", ""},
  };
  for (const auto& [text, words] : rows) EXPECT_EQ(found(Rule::jargon, text), words) << text;
}

// None of these words stands on a list: what tells them is how they are made, and that they are no everyday words.
TEST(Jargon, of_a_learned_make_is_known_without_a_list) {
  const std::vector<std::pair<std::string, std::string>> rows = {
      {"The paint is a thixotropic one.", "thixotropic"},
      {"A transponder sits on the roof.", "transponder"},
      {"The station and the hospital are in this direction.", ""},
      {"Your appointment and the document are important.", ""},
      {"Нужна интерференция.", "интерференция"},
      {"Виноват интегратор.", "интегратор"},
      {"Аптека и вокзал рядом, фотограф ждёт.", ""},
      {"Регистратор зарегистрировал ваш автомобиль.", ""},
      {"এটা ম্যাগনেটোস্ট্রিকশন।", "ম্যাগনেটোস্ট্রিকশন"},
      {"এখানে গ্যালভানাইজিং হয়।", "গ্যালভানাইজিং"},
      {"হাসপাতাল আর স্টেশন কাছেই।", ""},
      {"৬টার মধ্যে আসুন।", ""},
  };
  for (const auto& [text, words] : rows) EXPECT_EQ(found(Rule::jargon, text), words) << text;
}

TEST(Jargon, is_not_one_guessed_word_where_nothing_else_is_wrong) {
  const auto count = [](const std::string& text) {
    Draft draft;
    draft.text = text;
    draft.customer_name = "Rina Akter";
    return check(draft).findings.size();
  };
  EXPECT_EQ(count("Hello Rina, a transponder sits on the roof. I will call you."), 0u);
  EXPECT_EQ(count("Hello Rina, a transponder and an attenuator sit on the roof. I will call you."), 2u);
  EXPECT_EQ(count("Hello Rina, a firmware sits on the chip. I will call you."), 1u) << "a list holds it";
}

TEST(Jargon, is_not_what_the_customer_wrote_first) {
  EXPECT_EQ(found(Rule::jargon, "The firmware is new, the SKU is on it.", "Is the firmware new? Which SKU is it?"), "");
  EXPECT_EQ(found(Rule::jargon, "Прошивка новая.", "Какая стоит прошивка?"), "");
}

TEST(Officialese, of_a_whole_answer_is_seen_by_five_rules_in_three_languages) {
  const std::vector<std::pair<std::string, std::string>> rows = {
      {"When will the repair be done? Is it covered by the warranty?",
       "Please be advised that your request has been forwarded to the relevant department."},
      {"Когда будет готов ремонт? Он по гарантии?",
       "Доводим до вашего сведения, что ваша заявка передана в соответствующий отдел."},
      {"মেরামত কবে শেষ হবে? এটা কি ওয়ারেন্টির মধ্যে?",
       "আপনার অবগতির জন্য জানানো যাচ্ছে যে, আবেদনটি সংশ্লিষ্ট বিভাগে পাঠানো হয়েছে।"}};
  for (const auto& [question, answer] : rows)
    for (const Rule rule :
         {Rule::officialese, Rule::passive, Rule::unanswered, Rule::no_next_step, Rule::no_greeting}) {
      Draft draft;
      draft.question = question;
      draft.text = answer;
      draft.customer_name = "Rina Akter";
      int count = 0;
      for (const Finding& finding : check(draft).findings) count += finding.rule == rule;
      EXPECT_GE(count, 1) << name_of(rule) << " | " << answer;
    }
}

TEST(Officialese, is_a_phrase_of_offices) {
  const std::vector<std::pair<std::string, std::string>> rows = {
      {"We are in receipt of your letter.", "are in receipt of"},
      {"Please furnish us with the number.", "furnish us with"},
      {"Delivery is subject to approval.", "subject to approval"},
      {"It starts forthwith.", "forthwith"},
      {"Upon delivery, sign it.", "Upon delivery"},
      {"Please send it today. Thank you!", ""},
      {"Kind regards, Sara", ""},
      {"We pay it under the terms of your policy.", ""},
      {"Please state your name.", ""},
      {"We are sorry for the delay.", ""},
      {"It is in stock in all sizes.", ""},
      {"The contract shall stand terminated.", "shall stand / terminated"},
      {"We send it for want of time.", "for want of time"},
      {"Ответим в тридцатидневный срок.", "в тридцатидневный срок"},
      {"Ставьте в алфавитном порядке.", ""},
      {"ফরম পূরণপূর্বক দিন।", "পূরণপূর্বক"},
      {"স্বাধীন মানুষ সীমান্তে থাকেন।", ""},
      {"Претензия к сведению принята, ввиду чего ждём.", "ввиду чего"},
      {"Ваше письмо принято к сведению.", "принято к сведению"},
      {"Оборудование подлежит замене.", "подлежит"},
      {"Осуществить замену можно завтра.", "Осуществить"},
      {"Просим предоставить фото.", "предоставить"},
      {"Товар есть в наличии.", ""},
      {"Деньги придут на счёт.", ""},
      {"Примите наши извинения.", ""},
      {"Уважаемая заявительница, всё готово.", ""},
      {"На линии ведутся работы.", ""},
      {"Стоимость составляет сто рублей.", "составляет"},
      {"Пожалуйста, пришлите фото. Спасибо!", ""},
      {"স্বীয় নিয়মে চলে।", "স্বীয়"},
      {"আগমনের পূর্বে ফোন করুন।", "আগমনের পূর্বে"},
      {"অন্যথায় লিখুন।", "অন্যথায়"},
      {"আসার আগে ফোন করুন।", ""},
      {"এটা ভালো হতে পারে।", ""},
  };
  for (const auto& [text, words] : rows) EXPECT_EQ(found(Rule::officialese, text), words) << text;
}

}  // namespace
}  // namespace sahay::wording
