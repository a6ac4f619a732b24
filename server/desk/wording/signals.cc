#include "desk/wording/signals.h"

#include <algorithm>

namespace sahay::wording {
namespace {

using Words = std::vector<Word>;

template <class F>
bool any(const Passage&, const Sentence& sentence, F&& fits) {
  for (std::size_t i = sentence.first; i < sentence.last; ++i)
    if (fits(i)) return true;
  return false;
}

const WordSet& english_verbs() {
  static const WordSet verbs{
      "send provide tell give write reply answer let call open choose press click select check try restart reinstall install clean clear set enter type sign "
      "log go see look use turn switch pull plug unplug remove download update upload attach confirm contact fill keep read scan print wait make refer visit "
      "ask forward add change save delete show come hold follow bring put take connect disconnect reset describe state name specify indicate share report "
      "repeat close start stop run charge replace move copy paste book order return complete submit review verify quote mention include ensure "
      "bleed drain wipe wash dry lift tighten loosen shake measure count weigh pour empty mount fit slide cancel scroll tap drag swipe"};
  return verbs;
}

// "please send", or a sentence that starts with a verb: "Open Settings".
bool instructs_in_english(const Passage& p, const Sentence& s) {
  static const WordSet polite{"please kindly free hesitate"}, joins{"and or to then"};
  static const WordSet before_verb{"please kindly then and first next now just also if not so"};
  bool may_start = true, polite_before = false;
  for (std::size_t i = s.first; i < s.last; ++i) {
    const Word& word = p.words[i];
    // "Please send", "feel free to write", "please unplug it and wait".
    const bool asked = polite_before && i > s.first && (polite.has(p.words[i - 1]) || joins.has(p.words[i - 1]) || p.words[i - 1].folded.ends_with("ly"));
    if (english_verbs().has(word) && (may_start || asked)) return true;
    if (polite.has(word)) polite_before = true;
    // After a comma or a colon a new imperative may start: "If it blinks, press the button".
    const bool comma = i + 1 < s.last && p.cut(word.end, p.words[i + 1].begin).find_first_of(",:;") != std::string_view::npos;
    may_start = comma || (may_start && before_verb.has(word));
  }
  return false;
}

bool is_russian_imperative(const Word& word) {
  static const WordSet none{"здравствуйте извините простите приветствуйте примите найдите"};
  if (word.script != text::Script::cyrillic || word.folded.size() < 10 || none.has(word)) return false;
  for (const std::string_view end : {"йте", "ите", "ьте", "йтесь", "итесь", "ьтесь"})
    if (word.folded.ends_with(end)) return true;
  return false;
}

bool is_bengali_imperative(const Word& word, bool last_of_sentence) {
  static const WordSet forms{"জানান পাঠান দেখান পড়ান লাগান চালান সরান বসান নামান বদলান পাল্টান ঘোরান থামান বাড়ান কমান মেলান নিন যান বলুন জানাবেন পাঠাবেন"};
  static const WordSet none{"নতুন জুন গুণ ফাল্গুন আগুন বেগুন তরুণ দ্বিগুণ কানুন"};
  static const WordSet give{"দিন"};  // also "day": an imperative only at the end
  if (word.script != text::Script::bengali) return false;
  if (forms.has(word)) return true;
  if (give.has(word)) return last_of_sentence;
  return word.folded.ends_with("ুন") && !none.has(word);
}

const WordSet& number_words() {
  static const WordSet words{
      "one two three four five six seven eight nine ten twelve fifteen twenty thirty",
      "один одна одно два две три четыре пять шесть семь восемь девять десять пятнадцать двадцать тридцать",
      "এক দুই তিন চার পাঁচ ছয় সাত আট নয় দশ পনেরো বিশ ত্রিশ একটা দুটো তিনটা চারটা পাঁচটা একটি দুটি তিনটি চারটি"};
  return words;
}

const WordSet& units() {
  static const WordSet words{
      "minute minutes hour hours day days week weeks month months year years",
      "минута минуты минут минуту час часа часов день дня дней сутки суток неделя неделю недели недель месяц месяца месяцев год года лет",
      "মিনিট ঘণ্টা ঘন্টা দিন সপ্তাহ মাস বছর দিনের ঘণ্টার ঘন্টার সপ্তাহের মাসের মিনিটের দিনে ঘণ্টায়"};
  return words;
}

bool is_number(const Word& word) { return word.digit || number_words().has(word); }

// A unit of time within three words after a number; `begin` narrows to durations that follow such a word ("in", "через").
bool number_and_unit(const Passage& p, const Sentence& s, const WordSet* before, const WordSet* after) {
  return any(p, s, [&](std::size_t i) {
    if (!is_number(p.words[i])) return false;
    for (std::size_t j = i + 1; j < std::min(i + 4, s.last); ++j) {
      if (!units().has(p.words[j])) continue;
      if (!before) return true;
      if (i > s.first && before->has(p.words[i - 1])) return true;
      return after && j + 1 < s.last && after->has(p.words[j + 1]);
    }
    return false;
  });
}

bool is_clock(const Passage& p, const Sentence& s, std::size_t i) {
  return i + 1 < s.last && p.words[i].digit && p.words[i + 1].digit && p.words[i + 1].begin == p.words[i].end + 1 && p.text[p.words[i].end] == ':';
}

}  // namespace

bool instructs(const Passage& p, const Sentence& s) {
  static const WordSet russian{"просим прошу просьба необходимо"};
  if (any(p, s, [&](std::size_t i) {
        const Word& word = p.words[i];
        return russian.has(word) || is_russian_imperative(word) || is_bengali_imperative(word, i + 1 == s.last);
      }))
    return true;
  return instructs_in_english(p, s);
}

bool asks(const Passage& p, const Sentence& s) { return s.asks || instructs(p, s); }

bool promises(const Passage& p, const Sentence& s) {
  static const WordSet i_or_we{"i we you it he she they"}, will{"will shall"}, short_forms{"i'll we'll you'll it'll i’ll we’ll you’ll"}, reader{"you"},
      gets{"can get receive find see"}, russian_reader{"вы"}, russian_gets{"можете сможете получите увидите узнаете"};
  static const WordSet bengali_not{"সব খুব এসব সেসব অভাব হিসাব জবাব প্রভাব ভাব স্বভাব তলব গুজব সম্ভব অসম্ভব আরব প্রস্তাব উৎসব ক্লাব ওয়েব ট্যাব বাস্তব"};
  static const std::vector<std::string_view> russian_verbs = {
      "напиш", "пришл", "позвон", "перезвон", "отправ", "верн", "исправ", "провер", "удал", "сообщу", "сообщим", "узна", "замен", "переда", "подготов", "заброни",
      "приед", "привез", "свяж", "сдела", "реш", "постара", "займ", "разбер", "помож", "откро", "закро", "добав", "измен", "настро", "верн", "дам", "поясн", "расскаж"};
  return any(p, s, [&](std::size_t i) {
    const Word& word = p.words[i];
    const Word* next = i + 1 < s.last ? &p.words[i + 1] : nullptr;
    if (short_forms.has(word)) return true;
    // "I will write", but not "you will be notified".
    if (will.has(word) && i > s.first && i_or_we.has(p.words[i - 1]) && next && next->folded != "be") return true;
    if (word.folded == "shall" && next && i_or_we.has(*next)) return true;
    if (reader.has(word) && next && gets.has(*next)) return true;
    if (russian_reader.has(word) && next && russian_gets.has(*next)) return true;
    if (word.script == text::Script::cyrillic) {
      static const WordSet possible{"можно"};
      if (possible.has(word) && ((next && next->folded.ends_with("ть")) || (i > s.first && (i < s.first + 3 && p.words[s.first].folded.ends_with("ть"))))) return true;
      const bool first_person = word.folded.ends_with("у") || word.folded.ends_with("ю") || word.folded.ends_with("ем") || word.folded.ends_with("им") ||
                                word.folded.ends_with("емся") || word.folded.ends_with("имся") || word.folded.ends_with("усь") || word.folded.ends_with("юсь");
      return first_person && std::any_of(russian_verbs.begin(), russian_verbs.end(), [&](std::string_view verb) { return word.folded.starts_with(verb); });
    }
    if (word.script == text::Script::bengali && word.folded.size() >= 9) {
      static const WordSet be{"হবে হবেন"};
      if (word.folded.ends_with("ব")) return !bengali_not.has(word);
      if (word.folded.ends_with("চ্ছি")) return true;
      return (word.folded.ends_with("বেন") || word.folded.ends_with("বে") || word.folded.ends_with("পারেন")) && !be.has(word) &&
             !(next && be.has(*next)) && word.folded != "লাগবে";
    }
    return false;
  });
}

bool names_time(const Passage& p, const Sentence& s) {
  static const WordSet days{
      "today tonight tomorrow monday tuesday wednesday thursday friday saturday sunday mondays january february march april june july august september october "
      "november december noon midnight",
      "сегодня завтра послезавтра понедельник понедельника понедельнику вторник вторника вторнику среду среды среде четверг четверга четвергу пятницу пятницы пятнице субботу "
      "субботы воскресенье воскресенья утром вечером ночью января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
      "আজ আজই আজকে কাল কালই আগামীকাল পরশু সোমবার মঙ্গলবার বুধবার বৃহস্পতিবার শুক্রবার শনিবার রবিবার সোমবারের মঙ্গলবারের বুধবারের বৃহস্পতিবারের শুক্রবারের সকালে বিকেলে বিকেল "
      "সন্ধ্যায় রাতে জানুয়ারি ফেব্রুয়ারি মার্চ এপ্রিল জুন জুলাই আগস্ট সেপ্টেম্বর অক্টোবর নভেম্বর ডিসেম্বর"};
  static const WordSet before{"in within after", "через"}, after{"later", "спустя", "মধ্যে পরে পর ভেতরে ভিতরে"};
  return any(p, s, [&](std::size_t i) { return days.has(p.words[i]) || is_clock(p, s, i); }) || number_and_unit(p, s, &before, &after);
}

bool names_duration(const Passage& p, const Sentence& s) {
  return number_and_unit(p, s, nullptr, nullptr);
}

bool has_number(const Passage& p, const Sentence& s) {
  return any(p, s, [&](std::size_t i) { return is_number(p.words[i]); });
}

bool names_price(const Passage& p, const Sentence& s) {
  static const WordSet money{
      "euro euros eur dollar dollars usd pound pounds gbp taka bdt rouble roubles rub cent cents percent",
      "рубль рубля рублей рубли евро доллар доллара долларов така копеек",
      "টাকা টাকায় ডলার ইউরো পয়সা"};
  static const WordSet nothing{"free", "бесплатно бесплатный бесплатная даром", "বিনামূল্যে ফ্রি বিনা"};
  const std::string_view words = p.cut(s.begin, s.end);
  bool sign = false;
  for (const std::string_view mark : {"€", "$", "£", "₽", "৳"}) sign = sign || words.find(mark) != std::string_view::npos;
  const bool number = any(p, s, [&](std::size_t i) { return is_number(p.words[i]); });
  return any(p, s, [&](std::size_t i) { return nothing.has(p.words[i]) || (number && money.has(p.words[i])); }) || (number && sign);
}

}  // namespace sahay::wording
