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
      "send provide tell give write reply answer let call open choose press click select check try restart reinstall "
      "install clean clear set enter type sign "
      "log go see look use turn switch pull plug unplug remove download update upload attach confirm contact fill keep "
      "read scan print wait make refer visit "
      "ask forward add change save delete show come hold follow bring put take connect disconnect reset describe state "
      "name specify indicate share report "
      "repeat close start stop run charge replace move copy paste book order return complete submit review verify "
      "quote mention include ensure "
      "bleed drain wipe wash dry lift tighten loosen shake measure count weigh pour empty mount fit slide cancel "
      "scroll tap drag swipe "
      "reboot recharge refill rinse reload refresh retry renew reconnect reply resend swap sweep insert inspect find "
      "pick leave drop hand bring stay sit ring phone text email mail message "
      "register request apply pay transfer collect fetch get push twist rotate flip place lay lower raise hang screw "
      "unscrew cut tear peel stick seal cover uncover remember mark label tick untick enable disable allow "
      "block unblock lock unlock disable expect buy sell rent store pack unpack wrap decide compare test listen watch "
      "hear feel touch avoid skip ignore accept decline claim sign bear "
      "water beat sleep fry drink eat wear fold stick lean rest bake cook boil grind shut knock greet thank study "
      "learn spend mind remain dress hurry walk ride drive travel look photograph film record arrange schedule invite "
      "join meet speak talk point aim adjust align level "
      "feed load unload heat cool warm defrost soak mix stir spray brush vacuum dust clamp tell"};
  return verbs;
}

// "please send", or a sentence that starts with a verb: "Open Settings".
bool instructs_in_english(const Passage& p, const Sentence& s) {
  static const WordSet polite{"please kindly free hesitate"}, joins{"and or to then"};
  static const WordSet before_verb{
      "please kindly then and first next now just also if not so or simply otherwise do always never finally "
      "afterwards today tomorrow"};
  static const WordSet you{"you"}, duty{"should must could"}, need{"need have"}, advice{"suggest recommend advise"},
      lets{"let's let’s"};
  static const WordSet how{"how what"}, about{"about"}, worth{"worth"}, may{"may can might"},
      want{"want wish like try"};
  static const WordSet negated{"not don't don’t"};
  bool may_start = true, polite_before = false;
  for (std::size_t i = s.first; i < s.last; ++i) {
    const Word& word = p.words[i];
    // "Please send", "feel free to write", "please unplug it and wait".
    const bool asked = polite_before && i > s.first &&
                       ((polite.has(p.words[i - 1]) && p.words[i - 1].folded != "free") || joins.has(p.words[i - 1]) ||
                        p.words[i - 1].folded.ends_with("ly"));
    // "Please find attached" gives.
    static const WordSet given{"attached enclosed below herewith"};
    const bool gives =
        word.folded == "find" && any(p, {i + 1, std::min(i + 5, s.last)}, [&](std::size_t j) { return given.has(p.words[j]); });
    if (english_verbs().has(word) && (may_start || asked) && !gives) return true;
    // "Please furnish": whatever follows is asked for, but "please find attached" and "please note".
    static const WordSet request{"please kindly"},
        no_request{
            "note be find accept see you thank help the a your our this that these it i we if when do not always never "
            "also then first"};
    if (request.has(word) && may_start && i + 1 < s.last && !no_request.has(p.words[i + 1]) &&
        p.cut(word.end, p.words[i + 1].begin) == " ")
      return true;
    static const WordSet feel{"feel"};
    if (polite.has(word) && (word.folded != "free" || (i > s.first && feel.has(p.words[i - 1])))) polite_before = true;
    // "You are requested to remit it", "you are advised to call".
    static const WordSet bidden{"requested asked advised required urged invited"}, to{"to"};
    if (bidden.has(word) && i > s.first && i + 2 < s.last && to.has(p.words[i + 1])) {
      static const WordSet reader_is{"are is"};
      if (reader_is.has(p.words[i - 1])) return true;
    }
    const auto at = [&](std::size_t step) -> const Word* { return i + step < s.last ? &p.words[i + step] : nullptr; };
    const Word *next = at(1), *second = at(2), *third = at(3);
    if (next && second && you.has(word) && !negated.has(*second)) {
      // "You should restart it", "you need to call", "you may want to try".
      if (duty.has(*next) && english_verbs().has(*second)) return true;
      if (need.has(*next) && second->folded == "to" && third && english_verbs().has(*third)) return true;
      if (may.has(*next) && want.has(*second)) return true;
    }
    // "I suggest restarting it", "let's try", "how about resetting", "it is worth checking".
    if (next && advice.has(word) && i > s.first && !negated.has(p.words[i - 1])) return true;
    if (next && lets.has(word) && english_verbs().has(*next)) return true;
    if (next && second && how.has(word) && about.has(*next) && second->folded.ends_with("ing")) return true;
    if (next && worth.has(word) && next->folded.ends_with("ing")) return true;
    // After a comma or a colon a new imperative may start: "If it blinks, press the button".
    const bool comma =
        i + 1 < s.last && p.cut(word.end, p.words[i + 1].begin).find_first_of(",:;") != std::string_view::npos;
    may_start = comma || (may_start && (before_verb.has(word) || word.digit));
  }
  return false;
}

// "Free the seat", "Rinse your lens": the first word has an object, so it is a verb, whether it is listed or not.
bool begins_with_order(const Passage& p, const Sentence& s) {
  static const WordSet object{"the your it this these that them a an both"};
  static const WordSet no_verb{
      "in on at after before with for from by under over during since until till about of to as into onto than like near "
      "behind between through without within despite unlike inside outside across above below beside besides plus minus "
      "per upon off out up down around against along among past via except and but or if when while because although "
      "though that once unless whether where so yet nor is are was were am be been being do does did has have had can "
      "could will would shall should may might must what who which how why whose whom all both half only even just not "
      "such quite rather here there then now also perhaps maybe unfortunately thanks sorry i we you he she it they this "
      "these those a an the my your our his her their its no yes well oh ah hello hi dear regarding concerning given "
      "provided during next last every each some any most many few one two three hope says said means meant made gave "
      "took sent got put behind otherwise however therefore thus hence still again instead always never often today "
      "tomorrow tonight yesterday monday tuesday wednesday thursday friday saturday sunday later soon first second third "
      "finally lastly meanwhile apart due thank opposite owing"};
  std::size_t at = s.first;
  // "To move it, free the old seat".
  if (p.words[at].folded == "to")
    for (std::size_t i = at + 1; i + 1 < s.last; ++i)
      if (p.cut(p.words[i].end, p.words[i + 1].begin).find(',') != std::string_view::npos) {
        at = i + 1;
        break;
      }
  if (at + 1 >= s.last || s.asks) return false;
  const Word& verb = p.words[at];
  return verb.script == text::Script::latin && !verb.digit && verb.folded.size() > 2 && !no_verb.has(verb) &&
         !verb.folded.ends_with("ing") && !verb.folded.ends_with("ed") && !verb.folded.ends_with("ly") &&
         !verb.folded.ends_with("s") && object.has(p.words[at + 1]) &&
         p.cut(verb.end, p.words[at + 1].begin) == " ";
}

bool is_russian_imperative(const Word& word) {
  static const WordSet none{
      "здравствуйте извините простите приветствуйте примите хотите видите увидите получите помните захотите "
      "говорите находите ожидайте оставайтесь следите сайте вебсайте байте защите визите кредите лимите депозите "
      "транзите аудите дефиците плите граните магните"};
  if (word.script != text::Script::cyrillic || word.folded.size() < 10 || none.has(word)) return false;
  for (const std::string_view end : {"йте", "ите", "ьте", "йтесь", "итесь", "ьтесь"})
    if (word.folded.ends_with(end)) return true;
  return false;
}

bool is_bengali_imperative(const Word& word, bool last_of_sentence) {
  static const WordSet forms{
      "বাজান শোনান কাটান জ্বালান টানান মাখান বোঝান চাপান উঠান ওঠান এড়ান জমান টাঙান মেটান ছাড়ান শেখান সাজান গোছান আটকান "
      "ঢোকান "
      "নাড়ান জড়ান মোড়ান "
      "ছোঁয়ান ঝোলান দাঁড়ান ভেজান শুকান মেশান ছড়ান ফেরান তাকান খাওয়ান জানান পাঠান দেখান পড়ান লাগান চালান সরান বসান নামান "
      "বদলান পাল্টান ঘোরান থামান বাড়ান কমান মেলান নিন যান বলুন "
      "জানাবেন পাঠাবেন"};
  static const WordSet none{"রসুন নুন চুন নতুন জুন গুণ ফাল্গুন আগুন বেগুন তরুণ দ্বিগুণ কানুন"};
  static const WordSet give{"দিন"};  // also "day": an imperative only at the end
  if (word.script != text::Script::bengali) return false;
  if (forms.has(word)) return true;
  if (give.has(word)) return last_of_sentence;
  return word.folded.ends_with("ুন") && !none.has(word);
}

// "সব অতিথি পানি চালান": the guests do it, an order looks the same.
bool is_told_of_others(const Passage& p, const Sentence& s, std::size_t verb) {
  static const WordSet others{"সব সবাই সকলে অনেকে অনেকেই কেউ তিনি তাঁরা তারা উনি ওনারা লোকজন লোকেরা মানুষ সাধারণত"};
  if (!p.words[verb].folded.ends_with(text::fold_word("ান"))) return false;
  for (std::size_t i = s.first; i < verb; ++i)
    if (others.has(p.words[i]) || (p.words[i].folded.size() > 12 && p.words[i].folded.ends_with(text::fold_word("রা"))))
      return true;
  return false;
}

const WordSet& number_words() {
  static const WordSet words{
      "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen eighteen twenty "
      "thirty forty fifty sixty ninety hundred",
      "один одна одно два две три четыре пять шесть семь восемь девять десять пятнадцать двадцать тридцать сорок "
      "пятьдесят шестьдесят девяносто сто двести одиннадцать двенадцать двадцати тридцати сорока двух трех четырех пяти шести семи восьми девяти десяти двум трем четырем пяти полторы две двое трое",
      "আটজন দশজন দুজন তিনজন চারজন একজন সাড়ে এগারো বারো তেরো চৌদ্দ ষোলো আঠারো চল্লিশ পঁয়তাল্লিশ পঞ্চাশ ষাট একশ এক দুই তিন চার পাঁচ ছয় সাত আট নয় দশ পনেরো বিশ ত্রিশ একটা দুটো তিনটা "
      "চারটা পাঁচটা একটি দুটি তিনটি চারটি"};
  return words;
}

// "নম্বরটা দিন, আজই পাঠাব": gives before a comma; "তিন দিন," is a time.
bool gives_at(const Passage& p, const Sentence& s, std::size_t i) {
  if (i + 1 >= s.last || i == s.first || p.words[i - 1].digit || number_words().has(p.words[i - 1])) return false;
  static const WordSet some{"কয়েক কয় যে এক দু প্রতি"};
  return !some.has(p.words[i - 1]) && p.cut(p.words[i].end, p.words[i + 1].begin).find(',') != std::string_view::npos;
}

const WordSet& units() {
  static const WordSet words{"minute minutes hour hours day days week weeks month months year years",
                             "полчаса минута минуты минут минуту час часа часов день дня дней сутки суток неделя "
                             "неделю недели недель месяц месяца месяцев год года лет",
                             "মিনিট মিনিটে মাসে সপ্তাহে ঘণ্টা ঘন্টা দিন সপ্তাহ মাস বছর দিনের ঘণ্টার ঘন্টার সপ্তাহের মাসের মিনিটের দিনে ঘণ্টায়"};
  return words;
}

bool is_number(const Word& word) { return word.digit || number_words().has(word); }

// "A week", "пару дней", "কয়েক দিন".
bool is_some(const Word& word) {
  static const WordSet words{"a an half few couple several another", "пару пара несколько полтора полторы одну каждый",
                             "কয়েক আধা দেড় আড়াই কয়েকটা"};
  return words.has(word);
}

// "11th", "3rd".
bool is_ordinal(const Word& word) {
  return word.digit && word.script == text::Script::latin &&
         (word.folded.ends_with("th") || word.folded.ends_with("st") || word.folded.ends_with("nd") ||
          word.folded.ends_with("rd"));
}

// A unit of time within three words after a number; `begin` narrows to durations that follow such a word ("in",
// "через").
bool number_and_unit(const Passage& p, const Sentence& s, const WordSet* before, const WordSet* after) {
  return any(p, s, [&](std::size_t i) {
    if (!is_number(p.words[i]) && !is_some(p.words[i])) return false;
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
  return i + 1 < s.last && p.words[i].digit && p.words[i + 1].digit && p.words[i + 1].begin == p.words[i].end + 1 &&
         p.text[p.words[i].end] == ':';
}

}  // namespace

bool instructs(const Passage& p, const Sentence& s, bool leave) {
  static const WordSet russian{
      "просим прошу просьба необходимо надлежит советую советуем рекомендую рекомендуем попробуем"};
  static const WordSet duty{"нужно надо следует стоит придется достаточно можно лучше"}, negated{"не ничего нельзя"},
      bengali_duty{"হবে লাগবে"};
  if (any(p, s, [&](std::size_t i) {
        const Word& word = p.words[i];
        // "Нужно нажать", "стоит проверить", "надо только протереть"; not "не нужно".
        static const WordSet there{"где которые которых"};
        if (duty.has(word) && (leave || word.folded != text::fold_word("можно")) &&
            !(i > s.first && there.has(p.words[i - 1])) &&
            (i == s.first || !negated.has(p.words[i - 1])))
          for (std::size_t j = i + 1; j < std::min(i + 4, s.last); ++j)
            if (p.words[j].folded.size() > 8 &&
                (p.words[j].folded.ends_with("ть") || p.words[j].folded.ends_with("ти") ||
                 p.words[j].folded.ends_with("ться")))
              return true;
        // "চাপতে হবে"; not "করতে হবে না".
        static const WordSet how_much{"কত কতটা কতটুকু কেমন কয়"};  // "বয়স কত হতে হবে" asks what must be
        if (i > s.first + 1 && how_much.has(p.words[i - 2])) return false;
        if (bengali_duty.has(word) && i > s.first && p.words[i - 1].folded.ends_with(text::fold_word("তে")) &&
            (i + 1 == s.last || p.words[i + 1].folded != text::fold_word("না")))
          return true;
        static const WordSet pardon{"прощения извинить простить понять извинения"};
        if (russian.has(word) && i + 1 < s.last && pardon.has(p.words[i + 1])) return false;
        return russian.has(word) || is_russian_imperative(word) ||
               (is_bengali_imperative(word, i + 1 == s.last || gives_at(p, s, i)) && !is_told_of_others(p, s, i));
      }))
    return true;
  return instructs_in_english(p, s) || begins_with_order(p, s);
}

bool asks(const Passage& p, const Sentence& s) { return s.asks || instructs(p, s); }

namespace {

bool begins_with_any(std::string_view word, const std::vector<std::string_view>& beginnings) {
  return std::any_of(beginnings.begin(), beginnings.end(),
                     [&](std::string_view each) { return word.starts_with(each); });
}

bool ends_with_any(std::string_view word, std::initializer_list<std::string_view> ends) {
  return std::any_of(ends.begin(), ends.end(), [&](std::string_view end) { return word.ends_with(end); });
}

// "Напишу", "привезём", "курьер заберёт", "деньги придут": perfective verbs, known by prefix or root and by ending.
bool is_russian_future(const Word& word) {
  static const WordSet none{
      "спешим просим задачу передачу отдачу подачу сдачу удачу поломку пользу погоду победу природу породу подругу "
      "услугу дорогу "
      "последним прежним предыдущим посторонним дополнительным потом затем причем зачем совсем всем "
      "однажды поэтому почему потому помощью погрузку последующим соседним пишу прошу причину пример ответ"};
  static const std::vector<std::string_view> prefixes = {
      "напи", "встре", "при", "по",  "пере", "от",  "вы",  "ис",  "из",  "под", "раз",  "рас", "за",  "у",
      "с",    "до",    "об",  "про", "на",   "вер", "дам", "реш", "куп", "дад", "брос", "воз", "вос", "во"};
  static const std::vector<std::string_view> others = {
      "приед",      "встрет", "подъед",    "заед",     "выед",   "привез", "завез", "отвез",  "довез",  "прид",
      "дойд",       "зайд",   "подойд",    "выйд",     "уйд",    "достав", "забер", "забера", "позвон", "перезвон",
      "напиш",      "свяж",   "ответ",     "верн",     "поступ", "отправ", "откро", "законч", "начн",   "заработа",
      "появ",       "исчез",  "восстанов", "обнов",    "прибуд", "замен",  "почин", "провер", "осмотр", "пришл",
      "отремонтир", "настро", "сообщ",     "перед",    "вышл",   "отдад",  "получ", "объясн", "покаж",  "помож",
      "займ",       "закро",  "выпиш",     "подготов", "подпиш", "подбер", "найд",  "сохран"};
  if (word.script != text::Script::cyrillic || word.folded.size() < 10 || none.has(word)) return false;
  const std::string_view w = word.folded;
  if (ends_with_any(w, {"аю", "яю", "ею", "лю", "рю", "ню", "шу", "жу", "щу", "ду", "гу", "му", "зу"}) ||
      ends_with_any(w, {"усь", "юсь"}))
    return begins_with_any(w, prefixes) && !w.ends_with("ему");
  if (ends_with_any(w, {"ем", "им", "емся", "имся"}))
    return begins_with_any(w, prefixes) &&
           !ends_with_any(w, {"щим", "ием", "ным", "ким", "гим", "хим", "шним", "телем", "аем", "яем", "уем", "юем",
                              "водим", "возим", "носим", "ходим"});
  return begins_with_any(w, others) &&
         ends_with_any(
             w, {"ет", "ит", "ут", "ют", "ат", "ят", "ется", "ится", "утся", "ются", "атся", "ятся", "ете", "ите"}) &&
         !ends_with_any(w, {"ает", "яет", "ают", "яют", "ается", "яется", "аются", "яются", "уется", "уются"});
}

}  // namespace

bool promises(const Passage& p, const Sentence& s, bool leave) {
  static const WordSet i_or_we{"i we you it he she they who that this"}, will{"will shall"},
      short_forms{"i'll we'll you'll it'll he'll she'll they'll i’ll we’ll you’ll it’ll he’ll she’ll they’ll"},
      reader{"you"}, gets{"can get receive find see"}, russian_reader{"вы"},
      russian_gets{"можете сможете получите увидите узнаете найдете"};
  static const WordSet bengali_not{
      "সব খুব আদাব জনাব সাহেব নবাব কিতাব বিপ্লব গরিব গরীব নীরব সজীব কাবাব জবাব খোয়াব আসবাব পূর্ব বিলম্ব নিকটবর্তী এসব সেসব "
      "অভাব হিসাব জবাব প্রভাব ভাব স্বভাব তলব গুজব সম্ভব অসম্ভব আরব প্রস্তাব উৎসব ক্লাব ওয়েব ট্যাব বাস্তব"},
      bengali_places{"তবে হাবে ক্লাবে ট্যাবে ওয়েবে হিসাবে হিসেবে জবাবে অভাবে স্বভাবে বাস্তবে প্রস্তাবে উৎসবে পূর্বে পর্বে আরবে"};
  static const WordSet am{"am are i'm we're i’m we’re"},
      doing{
          "sending bringing coming ordering shipping returning refunding calling writing replacing collecting "
          "transferring putting moving giving keeping delivering preparing arranging asking booking driving posting "
          "adding making crediting"};
  static const WordSet way{"way"}, on_the{"its the their his her"}, under_way{"пути", "পথে"},
      comes{"comes arrives reaches brings collects takes calls leaves goes"};
  return any(p, s, [&](std::size_t i) {
    const Word& word = p.words[i];
    const Word* next = i + 1 < s.last ? &p.words[i + 1] : nullptr;
    if (short_forms.has(word)) return true;
    // "I will write", "the courier will bring it", but not "you will be notified".
    if (will.has(word) && i > s.first && next && next->folded != "be" && next->folded != "not") return true;
    if (word.folded == "shall" && next && i_or_we.has(*next)) return true;
    if (reader.has(word) && next && gets.has(*next) && (leave || next->folded != "can")) return true;
    if (am.has(word) && next && doing.has(*next)) return true;
    if (way.has(word) && i > s.first && on_the.has(p.words[i - 1])) return true;
    if (under_way.has(word)) return true;
    if (comes.has(word) && i > s.first && i < s.first + 6) return true;
    static const WordSet may{"можете сможете", "পারবেন পারবে পারেন যাবে পাবেন"};
    if (russian_reader.has(word) && next && russian_gets.has(*next) && (leave || !may.has(*next))) return true;
    if (word.script == text::Script::cyrillic) {
      static const WordSet possible{"можно"};
      static const WordSet giving{"отправляем высылаем возвращаем присылаем передаем привозим держу держим "
                                  "сообщим разместим оповестим поместим навестим"};
      if (giving.has(word)) return true;
      // "... where one can have soup" says what there is.
      static const WordSet whose{"где который которая которое которые которых которую"};
      if (leave && possible.has(word) && !(i > s.first && whose.has(p.words[i - 1])) &&
          ((next && next->folded.ends_with("ть")) ||
           (i > s.first && (i < s.first + 3 && p.words[s.first].folded.ends_with("ть")))))
        return true;
      return !is_russian_imperative(word) && is_russian_future(word);
    }
    if (word.script == text::Script::bengali && word.folded.size() >= 9) {
      static const WordSet be{"হবে হবেন"};
      if ((!leave && may.has(word)) || bengali_places.has(word)) return false;
      if (word.folded.ends_with("ব")) return !bengali_not.has(word);
      if (word.folded.ends_with("চ্ছি")) return true;
      // "আন্তরিকভাবে" is how, "কারিগর দেখে যাচ্ছেন" who does it now.
      static const WordSet reader_does{"আপনি আপনারা"};
      if (word.folded.ends_with("ভাবে")) return false;
      if (word.folded.ends_with("চ্ছেন")) return !any(p, s, [&](std::size_t j) { return reader_does.has(p.words[j]); });
      return (word.folded.ends_with("বেন") || word.folded.ends_with("বে") || word.folded.ends_with("পারেন")) &&
             !be.has(word) && !(next && be.has(*next)) && word.folded != "লাগবে";
    }
    return false;
  });
}

bool names_time(const Passage& p, const Sentence& s) {
  static const WordSet days{
      "today tonight tomorrow weekend mondays tuesdays wednesdays thursdays fridays monday tuesday wednesday thursday "
      "friday saturday sunday mondays january february march april june july august september october "
      "november december noon midnight",
      "первого второго третьего четвертого пятого шестого седьмого восьмого девятого десятого одиннадцатого "
      "двенадцатого тринадцатого четырнадцатого пятнадцатого двадцатого тридцатого понедельникам вторникам средам "
      "четвергам пятницам марте апреле мае июне июле августе сентябре октябре ноябре декабре январе феврале вечера "
      "обеда сегодня сегодняшний завтра завтрашний выходные выходных послезавтра понедельник понедельника понедельнику "
      "вторник вторника вторнику среду среды среде четверг четверга четвергу пятницу пятницы пятнице субботу "
      "субботы воскресенье воскресенья утром вечером ночью января февраля марта апреля мая июня июля августа сентября "
      "октября ноября декабря полдень полдня полудня полночь",
      "মার্চে এপ্রিলে মে জুনে জুলাইয়ে আগস্টে সেপ্টেম্বরে অক্টোবরে নভেম্বরে ডিসেম্বরে জানুয়ারিতে ফেব্রুয়ারিতে আজ আজই আজকে কাল কালই "
      "আগামীকাল পরশু সোমবার মঙ্গলবার বুধবার বৃহস্পতিবার শুক্রবার শনিবার রবিবার সোমবারের মঙ্গলবারের "
      "বুধবারের বৃহস্পতিবারের শুক্রবারের সকালে বিকেলে বিকেল "
      "সন্ধ্যায় রাতে দুপুরে দুপুরের সন্ধ্যার সকালের বিকেলের আজকের কালকের কালকে কালকেই শুক্রবারেই শনিবারের রবিবারের রোববার "
      "রোববারের রাতের জানুয়ারি ফেব্রুয়ারি মার্চ এপ্রিল জুন জুলাই আগস্ট সেপ্টেম্বর অক্টোবর নভেম্বর ডিসেম্বর"};
  static const WordSet before{"in within after", "через"}, after{"later", "спустя", "মধ্যে পরে পর ভেতরে ভিতরে"};
  static const WordSet half_day{"am pm", "числа числу утра", "তারিখ তারিখে তারিখের টায়"};
  static const WordSet bengali_side{"মধ্যে আগে পরে দিকে পর ভেতরে থেকে পর্যন্ত"};
  return any(p, s,
             [&](std::size_t i) {
               // "At ten", "в восемь", "দশটায়"; not "at 30 degrees".
               static const WordSet at{"at by until before after till", "в до к после"},
                   measure{
                       "degrees percent euros pounds dollars taka places people pieces pages items copies boxes "
                       "rooms desks branches shops litres liters kilos grams metres meters volts watts",
                       "градусах градусов процентов рублей места мест людей лет"};
               static const WordSet about{"about around", "примерно"};
               if (i > s.first + 1 && about.has(p.words[i - 1]) && at.has(p.words[i - 2]) && is_number(p.words[i]))
                 return true;
               if (i > s.first && at.has(p.words[i - 1]) && is_number(p.words[i]) &&
                   !(i + 1 < s.last && measure.has(p.words[i + 1])))
                 return true;
               static const WordSet coming{"next"},
                   part{"week month year spring summer autumn winter may morning time day"};
               if (i > s.first && coming.has(p.words[i - 1]) && part.has(p.words[i])) return true;
               if (p.words[i].script == text::Script::bengali && p.words[i].folded.ends_with(text::fold_word("টায়")))
                 return true;
               // "সাতটা থেকে".
               if (p.words[i].script == text::Script::bengali && p.words[i].folded.ends_with(text::fold_word("টা")) &&
                   i + 1 < s.last && (p.words[i + 1].folded == text::fold_word("থেকে") ||
                                      p.words[i + 1].folded == text::fold_word("পর্যন্ত")))
                 return true;
               // "সাতটার মধ্যে", "৫টার আগে".
               if (p.words[i].script == text::Script::bengali && p.words[i].folded.ends_with(text::fold_word("টার")) &&
                   i + 1 < s.last && bengali_side.has(p.words[i + 1]))
                 return true;
               return days.has(p.words[i]) || is_clock(p, s, i) || is_ordinal(p.words[i]) ||
                      (i > s.first && half_day.has(p.words[i]) && is_number(p.words[i - 1]));
             }) ||
         number_and_unit(p, s, &before, &after);
}

bool names_duration(const Passage& p, const Sentence& s) { return number_and_unit(p, s, nullptr, nullptr); }

bool has_number(const Passage& p, const Sentence& s) {
  return any(p, s, [&](std::size_t i) { return is_number(p.words[i]); });
}

bool names_price(const Passage& p, const Sentence& s) {
  static const WordSet money{
      "euro euros eur dollar dollars usd pound pounds gbp taka bdt rouble roubles rub cent cents percent",
      "рубль рубля рублей рубли евро доллар доллара долларов така копеек", "টাকা টাকায় ডলার ইউরো পয়সা"};
  static const WordSet nothing{"free", "бесплатно бесплатный бесплатная даром", "বিনামূল্যে ফ্রি বিনা"};
  const std::string_view words = p.cut(s.begin, s.end);
  bool sign = false;
  for (const std::string_view mark : {"€", "$", "£", "₽", "৳"})
    sign = sign || words.find(mark) != std::string_view::npos;
  const bool number = any(p, s, [&](std::size_t i) { return is_number(p.words[i]); });
  return any(p, s, [&](std::size_t i) { return nothing.has(p.words[i]) || (number && money.has(p.words[i])); }) ||
         (number && sign);
}

bool is_courtesy(const Passage& p, const Sentence& s) {
  static const WordSet words{"hesitate apologise apologize sincerely regards appreciate patience stay",
                             "стесняйтесь дорожим ценим благодарим терпение уважением хорошего наилучшими понимание",
                             "দ্বিধা দ্বিধাবোধ নির্দ্বিধায় ধন্যবাদ ধৈর্য শুভকামনা শুভেচ্ছান্তে"};
  static const WordSet any_word{
      "any further other more some",
      "возникновения любые любым возникнут возникли остались появятся будут другие дополнительные",
      "কোনো আরও আরো অন্য যেকোনো যে"},
      matter{"question questions query queries concern concerns help assistance information doubt doubts",
             "вопрос вопросы вопросов вопросам сомнения",
             "প্রশ্ন প্রশ্নে প্রয়োজনে জিজ্ঞাসা সহায়তা সহায়তার সাহায্য দরকারে তথ্যের"};
  static const WordSet feel{"feel"}, free_word{"free"}, happy{"happy glad pleased", "рады рад рада"},
      help{"help assist hear serve", "помочь"}, look{"look looking"}, forward{"forward"};
  static const WordSet beside{"পাশে সঙ্গে সাথে"}, remain{"আছি থাকুন থাকবেন থাকব"}, good{"ভালো"}, keep{"থাকবেন থাকুন"},
      thanks{"thank thanks", "спасибо"};
  for (std::size_t i = s.first; i < s.last; ++i) {
    const Word& word = p.words[i];
    if (words.has(word)) return true;
    const auto follows = [&](const WordSet& set, std::size_t reach) {
      for (std::size_t j = i + 1; j < std::min(i + 1 + reach, s.last); ++j)
        if (set.has(p.words[j])) return true;
      return false;
    };
    if (any_word.has(word) && follows(matter, 3)) return true;
    // "আরও কিছু জানতে চাইলে লিখবেন।"
    static const WordSet to_know{"জানতে জানার"}, if_wanted{"চাইলে থাকলে হলে"};
    if (to_know.has(word) && follows(if_wanted, 2) && i > s.first) return true;
    if (matter.has(word) && i > s.first && follows(any_word, 3)) return true;
    if (feel.has(word) && follows(free_word, 1)) return true;
    if (happy.has(word) && follows(help, 3)) return true;
    if (look.has(word) && follows(forward, 1)) return true;
    if (beside.has(word) && follows(remain, 1) && i + 3 >= s.last) return true;
    if (good.has(word) && follows(keep, 1)) return true;
    if (thanks.has(word) && i == s.first) return true;
    // "Надеемся увидеть вас снова!", "আবার আসবেন।"
    static const WordSet hope{"", "надеемся рады", "আবার"}, meet{"", "увидеть видеть встретить", "আসবেন"};
    if (hope.has(word) && s.last - s.first <= 6 && follows(meet, 3)) return true;
  }
  // "If you have questions", "если будут вопросы".
  static const WordSet if_word{"if should", "если", "থাকলে"},
      questions{"question questions queries concerns", "вопросы вопрос", "প্রশ্ন"};
  for (std::size_t i = s.first; i < s.last; ++i)
    if (if_word.has(p.words[i]))
      for (std::size_t j = i > s.first + 2 ? i - 3 : s.first; j < std::min(i + 5, s.last); ++j)
        if (questions.has(p.words[j])) return true;
  return false;
}

bool is_signature(const Passage& p, const Sentence& s) {
  if (s.end != p.sentences.back().end || s.last - s.first > 3 || p.sentences.size() < 2) return false;
  const std::size_t line = p.text.find_last_not_of(" \t", s.begin ? s.begin - 1 : 0);
  return line != std::string_view::npos && p.text[line] == '\n' &&
         p.cut(s.begin, s.end).find_first_of(".!?:") == std::string_view::npos &&
         p.cut(s.begin, s.end).find("।") == std::string_view::npos;
}

bool settles(const Passage& p, const Sentence& s) {
  static const WordSet nothing{"nothing no not don't don’t", "ничего не", "কিছু কিছুই আর"},
      left{"left more else further anything action need needed do pay worry",
           "делать платить доплачивать беспокоиться предпринимать осталось", "করতে লাগবে দরকার"};
  static const WordSet end{"", "", "না নেই"}, settled{"settled sorted done", "готово решено улажено", "মিটে মিটেছে"},
      all{"everything all that", "все всё", "সব"};
  static const WordSet do_words{"do need needed pay worry action",
                                "делать платить доплачивать беспокоиться предпринимать осталось"};
  for (std::size_t i = s.first; i < s.last; ++i) {
    const Word& word = p.words[i];
    if (nothing.has(word))
      for (std::size_t j = i + 1; j < std::min(i + 5, s.last); ++j) {
        if (word.script == text::Script::bengali) {
          if (left.has(p.words[j]) && end.has(p.words[s.last - 1])) return true;
        } else if (left.has(p.words[j])) {
          for (std::size_t k = i + 1; k < std::min(i + 7, s.last); ++k)
            if (do_words.has(p.words[k])) return true;
        }
      }
    // "Больше рекламы не будет".
    static const WordSet no_more{"больше"}, negated{"не"}, comes{"будет придет придут будем станет приходить"};
    if (no_more.has(word))
      for (std::size_t j = i + 1; j + 1 < std::min(i + 7, s.last); ++j)
        if (negated.has(p.words[j]) && comes.has(p.words[j + 1])) return true;
    if (all.has(word) && i + 3 >= s.first)
      for (std::size_t j = i + 1; j < std::min(i + 4, s.last); ++j)
        if (settled.has(p.words[j])) return true;
  }
  return false;
}

}  // namespace sahay::wording
