#include "platform/text/analyse.h"

#include <gtest/gtest.h>
#include <unicode/brkiter.h>

#include <algorithm>
#include <memory>
#include <random>

#include "platform/text/edit_distance.h"
#include "platform/text/identifiers.h"
#include "platform/text/romanise.h"
#include "platform/text/stem.h"
#include "platform/text/unicode_words.h"

namespace sahay::text {
namespace {

std::vector<std::string> surfaces(std::string_view text) {
  std::vector<std::string> out;
  for (const Token& token : analyse(text))
    if (token.kind <= TokenKind::part) out.push_back(token.surface);
  return out;
}
std::vector<std::string> marks(std::string_view text) {
  std::vector<std::string> out;
  for (const Token& token : analyse(text))
    if (token.kind == TokenKind::identifier) out.push_back(token.surface);
  return out;
}
using Words = std::vector<std::string>;

TEST(Identifiers, each_ends_with_its_line_and_stands_where_it_was_written) {
  const std::string text = "It stopped.\nThe number is MT-2210 on the\nside. Call 01711\n234567 or 01711 234567\nplease";
  std::vector<std::string> found;
  for (const Identifier& one : find_identifiers(text)) found.push_back(text.substr(one.begin, one.end - one.begin) + "=" + one.joined);
  EXPECT_EQ(found, (Words{"MT-2210=mt2210", "01711 234567=01711234567"}));
}

TEST(Analyse, words_are_folded_in_every_script) {
  EXPECT_EQ(surfaces("Straße STRASSE"), (Words{"strasse", "strasse"}));
  EXPECT_EQ(surfaces("ДРЕЛЬ Ёлка елка"), (Words{"дрель", "елка", "елка"}));
  EXPECT_EQ(surfaces("আমার টাকা ফেরত চাই"), (Words{"আমার", "টাকা", "ফেরত", "চাই"}));
  EXPECT_EQ(surfaces("১২৩ ٤٥"), (Words{"123", "45"}));
}

TEST(Analyse, a_bengali_letter_is_the_same_as_one_or_two_code_points) {
  EXPECT_EQ(fold_word("\u09AF\u09BC"), "\u09DF");
  EXPECT_EQ(fold_word("\u09A1\u09BC\u09BE"), fold_word("\u09DC\u09BE"));
  EXPECT_EQ(fold_word("\u09AC\u09BC"), "\u09B0");
  EXPECT_EQ(fold_word("\u09A4\u09CD\u200D"), "\u09CE");
  EXPECT_EQ(fold_word("\u0985\u09BE"), "\u0986");
  EXPECT_EQ(fold_word("ক\u200Cখ"), "কখ");
}

TEST(Analyse, forms_of_a_word_share_their_stem) {
  const auto same = [](std::string_view a, std::string_view b, Script script) { return stem_of(fold_word(a), script) == stem_of(fold_word(b), script); };
  EXPECT_TRUE(same("printers", "printer", Script::latin));
  EXPECT_TRUE(same("café", "cafe", Script::latin));
  EXPECT_TRUE(same("доставкой", "доставки", Script::cyrillic));
  EXPECT_TRUE(same("দেশগুলোর", "দেশ", Script::bengali));
  EXPECT_TRUE(same("টাকাটা", "টাকা", Script::bengali));
  EXPECT_TRUE(same("শাড়ী", "শাড়ি", Script::bengali));
  EXPECT_FALSE(same("printer", "paper", Script::latin));
}

TEST(Analyse, stop_words_have_no_number_of_their_own) {
  const auto tokens = analyse("the end of the road");
  ASSERT_EQ(tokens.size(), 5u);
  EXPECT_TRUE(tokens[0].stop);
  EXPECT_EQ(place_of(tokens[1].position), 1u);
  EXPECT_EQ(place_of(tokens[4].position), 2u);
  EXPECT_EQ(tokens[4].position, tokens[3].position + 1);
}

TEST(Analyse, tokens_know_where_they_stood) {
  const std::string text = "Счёт №7: оплата";
  for (const Token& token : analyse(text)) {
    ASSERT_LE(token.end, text.size());
    if (token.surface == "оплата") EXPECT_EQ(text.substr(token.begin, token.end - token.begin), "оплата");
  }
}

// ASCII texts are divided without ICU: it must not be seen.
TEST(Words, of_ascii_are_those_of_icu) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::BreakIterator> icu(icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), status));
  ASSERT_TRUE(U_SUCCESS(status));
  constexpr std::string_view kLetters = "aZ09_.:,;' -\"\n\r\t/@#%+$&()[]{}<>=*!?~^|`\\\x01\x7f";
  std::mt19937 random(7);
  for (int round = 0; round < 20'000; ++round) {
    std::string text;
    // The first characters are what the rules speak of: more often than the rest.
    for (std::size_t n = 1 + random() % 12; n > 0; --n) text += kLetters[random() % (random() % 4 ? 12 : kLetters.size())];
    std::vector<std::pair<std::size_t, std::size_t>> wanted, found;
    const auto wide = icu::UnicodeString::fromUTF8(text);
    icu->setText(wide);
    for (std::int32_t begin = icu->first(), end = icu->next(); end != icu::BreakIterator::DONE; begin = end, end = icu->next())
      if (icu->getRuleStatus() >= UBRK_WORD_NUMBER) wanted.emplace_back(begin, end);
    each_word(text, [&](std::size_t begin, std::size_t end, bool ideographic) {
      EXPECT_FALSE(ideographic);
      found.emplace_back(begin, end);
    });
    ASSERT_EQ(found, wanted) << text;
  }
}

TEST(Analyse, stems_can_be_asked_for_later) {
  for (const char* text : {"Printers jammed, order ORD-2024/17", "Возвраты паролей", "টাকাগুলো ফেরত", "Rina's file_names 1,234 done.thanks"}) {
    const auto at_once = analyse(text), later = analyse_unstemmed(text);
    ASSERT_EQ(at_once.size(), later.size()) << text;
    for (std::size_t i = 0; i < later.size(); ++i) {
      EXPECT_EQ(later[i].surface, at_once[i].surface);
      EXPECT_EQ(later[i].position, at_once[i].position);
      EXPECT_EQ(later[i].stem, "");
      EXPECT_EQ(stem_of_token(later[i].surface, later[i].script, later[i].kind), at_once[i].stem);
    }
  }
}

TEST(Identifiers, are_found_whole_in_running_text) {
  EXPECT_EQ(marks("order ORD-2024/17 is late"), (Words{"#ord202417"}));
  EXPECT_EQ(marks("mail john.doe+x@example.com now"), (Words{"#johndoexexamplecom"}));
  EXPECT_EQ(marks("error ERR_CONN_RESET again."), (Words{"#errconnreset"}));
  EXPECT_EQ(marks("version v2.3.1-rc1"), (Words{"#v231rc1"}));
  EXPECT_EQ(marks("host 192.168.0.17:8080"), (Words{"#1921680178080"}));
  EXPECT_EQ(marks("call +880 1711-234567 today"), (Words{"#8801711234567"}));
  EXPECT_EQ(marks("mac 00:1A:2B:3C:4D:5E"), (Words{"#001a2b3c4d5e"}));
  EXPECT_EQ(marks("code 4C EF 00 11"), (Words{"#4cef0011"}));
  EXPECT_EQ(marks("অর্ডার নম্বর SN১০৪২-৭"), (Words{"#sn10427"}));
}

TEST(Identifiers, ordinary_words_are_none) {
  EXPECT_EQ(marks("কিভাবে টাকা ফেরত পাবো? আমি জানি না।"), Words{});
  EXPECT_EQ(marks("Как вернуть деньги, если товар сломан?"), Words{});
  EXPECT_EQ(marks("It was done. Thanks, see you at 10 o'clock"), Words{});
}

TEST(Identifiers, parts_and_tail_are_terms_too) {
  const auto tokens = analyse("SN-4471-0093-77");
  const auto has = [&](std::string_view surface) {
    return std::any_of(tokens.begin(), tokens.end(), [&](const Token& t) { return t.surface == surface && t.stem == surface; });
  };
  for (const char* wanted : {"sn", "4471", "0093", "77", "#sn4471009377", "~009377", "?5n4471009377"}) EXPECT_TRUE(has(wanted)) << wanted;
}

TEST(EditDistance, counts_insert_delete_replace_and_swap) {
  EXPECT_EQ(edit_distance(U"printer", U"pritner", 2), 1);
  EXPECT_EQ(edit_distance(U"printer", U"prnter", 2), 1);
  EXPECT_EQ(edit_distance(U"printer", U"printter", 2), 1);
  EXPECT_EQ(edit_distance(U"printer", U"painter", 2), 1);
  EXPECT_EQ(edit_distance(U"printer", U"paper", 2), 3);
  EXPECT_EQ(edit_distance(U"", U"", 1), 0);
}

TEST(Analyse, the_first_words_of_a_text_are_those_of_the_whole) {
  std::string text;
  for (int i = 0; i < 200; ++i) text += "Order SN-44" + std::to_string(71 + i) + " не пришёл, আমার টাকা done.thanks ";
  const auto whole = analyse(text);
  for (const std::size_t most : {0u, 1u, 7u, 100u, 333u}) {
    const auto first = analyse(text, most);
    ASSERT_EQ(first.size(), most);
    for (std::size_t i = 0; i < most; ++i) {
      EXPECT_EQ(first[i].surface, whole[i].surface);
      EXPECT_EQ(first[i].position, whole[i].position);
    }
  }
}

TEST(Romanise, russian_and_its_latin_spellings_have_one_key) {
  for (const char* latin : {"parol", "parol'"}) EXPECT_EQ(russian_key_of_latin(latin), russian_key("пароль")) << latin;
  for (const char* latin : {"schet", "shchet"}) EXPECT_EQ(russian_key_of_latin(latin), russian_key("щет")) << latin;
  for (const char* latin : {"vozvrat", "wozwrat"}) EXPECT_EQ(russian_key_of_latin(latin), russian_key("возврат")) << latin;
  EXPECT_EQ(russian_key_of_latin("karyera"), russian_key("карьера"));
  EXPECT_EQ(russian_key_of_latin("organizatsiya"), russian_key("организация"));
  EXPECT_EQ(russian_key_of_latin("organizacija"), russian_key("организация"));
}

TEST(Romanise, banglish_sounds_like_its_word_more_than_like_another) {
  const auto sound = [](std::string_view latin, std::string_view bengali) {
    return sound_similarity(bengali_sound_of_latin(latin), bengali_sound(fold_word(bengali)));
  };
  EXPECT_GT(sound("kivabe", "কিভাবে"), 0.9);
  EXPECT_GT(sound("taka", "টাকা"), 0.9);
  EXPECT_GT(sound("ferot", "ফেরত"), 0.8);
  EXPECT_GT(sound("comment", "কমেন্ট"), 0.8);
  EXPECT_LT(sound("taka", "ফেরত"), 0.5);
  EXPECT_EQ(spelled_in_bengali("fb"), "এফবি");
}

TEST(Romanise, the_wrong_keyboard_is_seen_through) {
  EXPECT_EQ(other_keyboard("ghbdtn"), "привет");
  EXPECT_EQ(other_keyboard("зкштеук"), "printer");
  EXPECT_EQ(other_keyboard("টাকা"), "");
}

}  // namespace
}  // namespace sahay::text
