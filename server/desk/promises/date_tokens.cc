// A text cut into words, numbers with their signs, and signs.
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <map>

#include "base/text.h"
#include "desk/promises/date_words.h"

namespace sahay::promises {
namespace {

using Lexicon = std::map<std::string, Meaning, std::less<>>;

Lexicon lexicon_of(const std::vector<DateWord>& words) {
  Lexicon out;
  for (const DateWord& entry : words)
    for (const std::string_view word : text::split(entry.words, ' ')) out.emplace(fold_for_dates(word), Meaning{entry.kind, entry.value});
  return out;
}

const Lexicon& lexicon(i18n::Language language) {
  static const std::array<Lexicon, 3> all = {lexicon_of(english_date_words()), lexicon_of(bengali_date_words()), lexicon_of(russian_date_words())};
  return all[language == i18n::Language::en ? 0 : language == i18n::Language::bn ? 1 : 2];
}

bool ends_with_any(std::string_view word, std::initializer_list<std::string_view> endings) {
  return std::any_of(endings.begin(), endings.end(), [&](std::string_view e) { return word.size() > e.size() + 2 && word.ends_with(e); });
}

// Forms that no table lists: "stopped", "получили", "пришлём", "পেয়েছি".
Meaning english_by_ending(std::string_view word) {
  static constexpr std::string_view kOther[] = {"need", "indeed", "hundred", "speed", "feed", "seed", "exceed", "proceed", "succeed", "expected", "supposed", "related", "detailed", "dedicated", "limited", "advanced", "agreed"};
  const bool past = word.size() > 4 && word.ends_with("ed") && std::find(std::begin(kOther), std::end(kOther), word) == std::end(kOther);
  return past ? Meaning{DateKind::past, 0} : Meaning{};
}

Meaning russian_by_ending(std::string_view word) {
  static constexpr std::string_view kNouns[] = {"если", "канал", "сигнал", "материал", "материала", "журнал", "журнала", "персонал", "портал", "портала", "терминал", "терминала", "филиал", "филиала", "детали", "модели", "цели", "профили",
                                                "автомобили", "правила", "сила", "дело", "мало", "зеркало", "мыло", "тело", "мебели", "педали", "шкала", "зала", "вокзал", "вокзала", "квартал", "квартала", "подвал", "оригинал", "оригинала", "интервал", "потенциал"};
  if (std::find(std::begin(kNouns), std::end(kNouns), word) != std::end(kNouns)) return {};
  if (ends_with_any(word, {"или", "али", "ели", "яли", "ыли", "ули", "ила", "ала", "яла", "ула", "ело", "ило", "ало", "яло", "уло", "ился", "илась", "илось", "ились", "ался", "алась", "алось", "ались", "улся", "улись", "ылся", "ылась", "ылось", "ылись", "ялся", "ялась", "ялось", "ялись", "елся", "елась", "елись", "ал", "ил", "ял", "ул"}))
    return {DateKind::past, 0};
  if (word.size() >= 16 && ends_with_any(word, {"ано", "ено", "ован", "ована", "ованы", "лен", "лена", "лены", "чен", "чена", "чены", "щен", "щена", "щены"})) return {DateKind::past, 0};
  static constexpr std::string_view kStems[] = {"пришл", "отправ", "отправл", "отвеч", "ответ", "позвон", "перезвон", "сообщ", "напиш", "верн", "свяж", "сдела", "законч", "реш", "провер", "привез", "достав", "доставл", "приед", "поступ", "почин", "замен", "установ",
                                                "подготов", "оформ", "рассчита", "посчита", "перечисл", "зачисл", "получ", "выйд", "прид", "начн", "выстав", "выставл", "закро", "откро", "включ", "переключ", "восстанов", "выясн", "узна", "уточн", "разбер", "рассмотр", "увид", "запуст", "выпуст",
                                                "обнов", "исправ", "устран", "завез", "забер", "переда", "подключ", "настро", "заверш", "выполн", "организу", "провед", "жд", "появ", "заработа", "продл", "вышл", "довез", "подъед", "заед", "зайд", "подойд", "верну", "постара", "дад", "смож", "смог", "планиру", "обеща", "успе", "прибуд", "займ", "поправ", "скин", "дам", "набер", "напомн", "предостав", "направ", "опублику", "перевед", "подним", "отгруз", "отгруж", "довед", "отвез", "вывез", "увез", "посмотр", "разошл", "согласу", "утверд", "подтверд", "закаж", "куп", "выпиш", "состав", "распечата", "сброс", "активиру", "разблокиру", "добав", "удал", "измен", "компенсиру", "начисл", "спиш", "оплат", "возмест", "созвон", "встрет", "обсуд", "покаж", "объясн", "собер", "упаку", "почист", "отремонтиру", "протестиру", "предлож"};
  static constexpr std::string_view kEndings[] = {"у", "ю", "им", "ем", "ит", "ет", "ут", "ют", "ат", "ят", "ите", "ете", "усь", "юсь", "имся", "емся", "ится", "ется", "утся", "ются", "атся", "ятся", "лю", "м"};
  for (const std::string_view stem : kStems)
    if (word.starts_with(stem) && std::find(std::begin(kEndings), std::end(kEndings), word.substr(stem.size())) != std::end(kEndings)) return {DateKind::future, 0};
  return {};
}

Meaning bengali_by_ending(std::string_view word) {
  static const std::vector<std::string> past = {fold_for_dates("েছি"), fold_for_dates("েছে"), fold_for_dates("েছেন"), fold_for_dates("েছিল"), fold_for_dates("েছিলেন"), fold_for_dates("েছিলাম"), fold_for_dates("লাম"), fold_for_dates("লেন"), fold_for_dates("তাম"), fold_for_dates("তেন")};
  static const std::vector<std::string> future = {fold_for_dates("ব"), fold_for_dates("বো"), fold_for_dates("বেন"), fold_for_dates("বে"), fold_for_dates("চ্ছি"), fold_for_dates("চ্ছেন")};
  static const std::string way = fold_for_dates("ভাবে");
  if (word.ends_with(way)) return {};
  for (const std::string& ending : past)
    if (word.size() > ending.size() && word.ends_with(ending)) return {DateKind::past, 0};
  for (const std::string& ending : future)
    if (word.size() > ending.size() && word.ends_with(ending)) return {DateKind::future, 0};
  return {};
}

Meaning by_ending(std::string_view word, i18n::Language language) {
  if (language == i18n::Language::en) return english_by_ending(word);
  return language == i18n::Language::ru ? russian_by_ending(word) : bengali_by_ending(word);
}

// Case endings of Bengali: শুক্রবারের, সকালে, ঘণ্টার, তিনটায় (where an hour mark is hidden).
Meaning without_ending(const Lexicon& words, std::string_view word) {
  static const std::vector<std::string> endings = {fold_for_dates("ের"), fold_for_dates("েই"), fold_for_dates("তে"), fold_for_dates("ে"), fold_for_dates("র"), fold_for_dates("য়"), fold_for_dates("কে"), fold_for_dates("ই"), fold_for_dates("ও")};
  for (const std::string& ending : endings) {
    if (word.size() <= ending.size() + 3 || !word.ends_with(ending)) continue;
    if (const auto found = words.find(word.substr(0, word.size() - ending.size())); found != words.end()) return found->second;
  }
  return {};
}

struct Code {
  std::size_t begin = 0, end = 0;
  UChar32 c = 0;
};

std::vector<Code> codes_of(std::string_view text) {
  std::vector<Code> out;
  const auto size = std::int32_t(std::min<std::size_t>(text.size(), 20'000));
  for (std::int32_t at = 0; at < size;) {
    const std::int32_t from = at;
    UChar32 c = 0;
    U8_NEXT(reinterpret_cast<const std::uint8_t*>(text.data()), at, size, c);
    out.push_back({std::size_t(from), std::size_t(at), c < 0 ? 0xFFFD : c});
  }
  return out;
}

int digit_of(UChar32 c) { return u_charDigitValue(c) >= 0 && u_charType(c) == U_DECIMAL_DIGIT_NUMBER ? u_charDigitValue(c) : -1; }
bool letter(UChar32 c) { return u_isalpha(c) || u_charType(c) == U_NON_SPACING_MARK || u_charType(c) == U_COMBINING_SPACING_MARK || c == 0x200C || c == 0x200D; }
char plain_sign(UChar32 c) {
  if (c == 0x2013 || c == 0x2014 || c == 0x2212) return '-';
  if (c == 0x0964) return '.';
  if (c == 0xAB || c == 0xBB || (c >= 0x201C && c <= 0x201F)) return '"';
  return c < 128 ? char(c) : '*';
}

class Cutter {
 public:
  Cutter(std::string_view text, i18n::Language language) : text_(text), language_(language), codes_(codes_of(text)) {}

  std::vector<DateToken> cut() {
    while (at_ < codes_.size()) {
      const UChar32 c = codes_[at_].c;
      if (u_isUWhiteSpace(c)) {
        if (c == '\n') sign('.');
        ++at_;
      } else if (digit_of(c) >= 0) {
        number();
      } else if (letter(c)) {
        word();
      } else {
        sign(plain_sign(c));
        ++at_;
      }
    }
    return std::move(tokens_);
  }

 private:
  DateToken& add(std::size_t first, std::size_t last) {
    DateToken token;
    token.begin = codes_[first].begin;
    token.end = codes_[last].end;
    token.glued = first > 0 && !u_isUWhiteSpace(codes_[first - 1].c);
    tokens_.push_back(std::move(token));
    return tokens_.back();
  }
  void sign(char c) { add(at_, at_).sign = c; }

  void number() {
    const std::size_t first = at_;
    DateToken token;
    for (;;) {
      int value = 0, width = 0;
      for (; at_ < codes_.size() && digit_of(codes_[at_].c) >= 0; ++at_, ++width) value = std::min(value * 10 + digit_of(codes_[at_].c), 100'000'000);
      token.parts.push_back(value);
      token.widths.push_back(width);
      const bool joined = at_ + 1 < codes_.size() && digit_of(codes_[at_ + 1].c) >= 0 && std::string_view(".:/-").find(plain_sign(codes_[at_].c)) != std::string_view::npos && codes_[at_].c != 0x0964;
      if (!joined || token.parts.size() > 6) break;
      token.signs += plain_sign(codes_[at_].c);
      ++at_;
    }
    DateToken& added = add(first, at_ - 1);
    added.parts = std::move(token.parts);
    added.widths = std::move(token.widths);
    added.signs = std::move(token.signs);
  }

  void word() {
    const std::size_t first = at_;
    while (at_ < codes_.size() && (letter(codes_[at_].c) || (codes_[at_].c == '\'' && at_ + 1 < codes_.size() && letter(codes_[at_ + 1].c)))) ++at_;
    DateToken& token = add(first, at_ - 1);
    token.word = fold_for_dates(text_.substr(token.begin, token.end - token.begin));
    // "p.m." and "I'll"
    if (language_ == i18n::Language::en && (token.word == "a" || token.word == "p") && at_ + 1 < codes_.size() && codes_[at_].c == '.' && (codes_[at_ + 1].c | 32) == 'm') {
      token.word += "m";
      at_ += at_ + 2 < codes_.size() && codes_[at_ + 2].c == '.' ? 3 : 2;
      token.end = codes_[at_ - 1].end;
    }
    if (token.word.ends_with("'ll")) token.meaning = {DateKind::future, 0};
    else token.meaning = meaning_of(token.word, language_);
  }

  std::string_view text_;
  i18n::Language language_;
  std::vector<Code> codes_;
  std::size_t at_ = 0;
  std::vector<DateToken> tokens_;
};

}  // namespace

std::string fold_for_dates(std::string_view text) {
  std::string out;
  const auto put = [&out](UChar32 c) {
    char bytes[4];
    std::int32_t size = 0;
    U8_APPEND_UNSAFE(bytes, size, c);
    out.append(bytes, std::size_t(size));
  };
  for (const Code& code : codes_of(text)) {
    UChar32 c = u_tolower(code.c);
    if (c == 0x451) c = 0x435;
    // য় ড় ঢ় have two spellings; the sign of a nasal vowel is often left out.
    if (c == 0x9DF || c == 0x9DC || c == 0x9DD) {
      put(c == 0x9DF ? 0x9AF : c == 0x9DC ? 0x9A1 : 0x9A2);
      put(0x9BC);
    } else if (c == 0x2019) {
      put('\'');
    } else if (c != 0x981 && c != 0x200C && c != 0x200D && c != 0x301) {
      put(c);
    }
  }
  return out;
}

Meaning meaning_of(std::string_view folded, i18n::Language language) {
  const Lexicon& words = lexicon(language);
  if (const auto found = words.find(folded); found != words.end()) return found->second;
  if (language == i18n::Language::bn) {
    if (const Meaning stem = without_ending(words, folded); stem.kind != DateKind::none) return stem;
  }
  return by_ending(folded, language);
}

std::optional<int> spoken_hour(std::string_view folded) {
  static const std::vector<std::string> marks = [] {
    std::vector<std::string> out;
    for (const char* mark : {"টায়", "টার", "টাতে", "টা", "টেয়", "টের", "টে", "টোয়", "টোর", "টো"}) out.push_back(fold_for_dates(mark));
    return out;
  }();
  for (const std::string& mark : marks) {
    if (folded.size() <= mark.size() || !folded.ends_with(mark)) continue;
    if (const Meaning told = meaning_of(folded.substr(0, folded.size() - mark.size()), i18n::Language::bn); told.kind == DateKind::number) return told.value;
  }
  return std::nullopt;
}

std::vector<DateToken> date_tokens(std::string_view text, i18n::Language language) { return Cutter(text, language).cut(); }

}  // namespace sahay::promises
