#include "desk/wording/answer_cues.h"

#include <algorithm>

#include "desk/wording/signals.h"

namespace sahay::wording {
namespace {

bool any(const Sentence& sentence, auto&& fits) {
  for (std::size_t i = sentence.first; i < sentence.last; ++i)
    if (fits(i)) return true;
  return false;
}

bool has_any(const Passage& p, const Sentence& s, const WordSet& set) {
  return any(s, [&](std::size_t i) { return set.has(p.words[i]); });
}

// A word of `first` with one of `second` among the next three: "next week", "не нужно", "দরকার নেই".
bool has_pair(const Passage& p, const Sentence& s, const WordSet& first, const WordSet& second) {
  return any(s, [&](std::size_t i) {
    if (!first.has(p.words[i])) return false;
    for (std::size_t j = i + 1; j < std::min(i + 4, s.last); ++j)
      if (second.has(p.words[j])) return true;
    return false;
  });
}

bool starts_clause(const Passage& p, const Sentence& s, std::size_t i) {
  return i == s.first || p.cut(p.words[i - 1].end, p.words[i].begin).find_first_of(",:;-!") != std::string_view::npos;
}

bool ends_clause(const Passage& p, const Sentence& s, std::size_t i) {
  return i + 1 == s.last ||
         p.cut(p.words[i].end, p.words[i + 1].begin).find_first_not_of(" \t") != std::string_view::npos;
}

}  // namespace

bool says_yes_or_no(const Passage& p, const Sentence& s) {
  static const WordSet clear{"yes yeah yep no nope unfortunately sadly regrettably certainly absolutely definitely",
                             "да нет конечно разумеется безусловно верно увы можно нельзя",
                             "হ্যাঁ জি অবশ্যই নিশ্চয়ই দুর্ভাগ্যবশত"};
  static const WordSet bengali_no{"না"}, two{"of not to к пока еще"}, second{"course yet сожалению нет не"};
  return any(s, [&](std::size_t i) {
    if (!starts_clause(p, s, i)) return false;
    const Word& word = p.words[i];
    if (clear.has(word)) return i == s.first || ends_clause(p, s, i) || word.script != text::Script::latin;
    if (bengali_no.has(word)) return ends_clause(p, s, i);
    return two.has(word) && i + 1 < s.last && second.has(p.words[i + 1]);
  });
}

bool opens_short(const Passage& p, const Sentence& s) {
  static const WordSet first{
      "it they he she we i you there that this these those only not none some every each all most both either a an any "
      "one two three four five six seven eight nine ten twelve number from in at on behind until within before after "
      "of yes no for "
      "sure mostly almost nearly about up everybody everyone everything nobody nothing next",
      "есть нет не ни они он она оно это у на в во за под по от до из со с при каждый каждого некоторым некоторые "
      "немного только все всё их минут около почти да можно нельзя",
      "আছে নেই যাবে যায় এটা এটি এগুলো সব প্রতিটি শুধু এ এই ও ওটা না হ্যাঁ একটু"};
  static const WordSet the{"the"}, one{"one ones"};
  if (first.has(p.words[s.first])) return true;
  if (the.has(p.words[s.first]) && s.last - s.first > 1 && one.has(p.words[s.first + 1])) return true;
  const std::string& word = p.words[s.first].folded;
  if (p.words[s.first].script == text::Script::bengali) return s.last - s.first <= 5;
  return p.words[s.first].script == text::Script::cyrillic &&
         (word.ends_with("ой") || word.ends_with("ый") || word.ends_with("ий") || word.ends_with("ая") ||
          word.ends_with("ое") || word.ends_with("ые"));
}

bool looks_into_it(const Passage& p, const Sentence& s) {
  static const WordSet words{
      "checked received noticed looked looking checking registered noted busy processing review reviewing",
      "получили проверили проверяем смотрим рассмотрим рассматриваем зарегистрировали приняли заняты передали",
      "দেখছি পেয়েছি দেখেছি নিয়েছি জানিয়েছি"};
  return has_any(p, s, words);
}

bool says_possible_or_not(const Passage& p, const Sentence& s) {
  static const WordSet words{
      "can cannot can't can’t could may able possible impossible allowed available unavailable must unfortunately only",
      "можно нельзя можете может могут возможно возможна невозможно нужно нужен нужна нужны требуется доступно "
      "доступна доступен только",
      "যায় যাবে পারেন পারবেন পারি পারব সম্ভব লাগবে লাগে শুধু কেবল"};
  static const WordSet negations{"not no none never isn't isn’t doesn't doesn’t don't don’t won't won’t", "не нет ни",
                                 "না নেই নয়"};
  return has_any(p, s, words) || has_any(p, s, negations);
}

bool says_not_needed(const Passage& p, const Sentence& s) {
  static const WordSet no{"no not don't don’t nothing without", "не ничего нет незачем", "দরকার প্রয়োজন লাগবে করতে"};
  static const WordSet need{"need necessary required have needed must",
                            "нужно надо нужен нужна нужны требуется обязательно делать необходимости стоит", "নেই না"};
  return has_pair(p, s, no, need);
}

bool tells_own_deed(const Passage& p, const Sentence& s) {
  static const WordSet we{"i we", "я мы"},
      none{
          "received need noticed apologised apologized checked looked registered escalated forwarded регистрировали "
          "получили проверили зарегистрировали передали"};
  static const WordSet did{
      "sent made put took gave set found got paid wrote left built sold brought kept let send ship move refund repay "
      "change add"};
  static const WordSet bengali_none{"পেয়েছি দেখেছি নিয়েছি করেছি হয়েছি চাইছি"};
  return any(s, [&](std::size_t i) {
    const Word& word = p.words[i];
    if (word.script == text::Script::bengali)
      return !bengali_none.has(word) &&
             (word.folded.ends_with("েছি") || word.folded.ends_with("লাম") || word.folded.ends_with("চ্ছি"));
    if (!we.has(word)) return false;
    for (std::size_t j = i + 1; j < std::min(i + 4, s.last); ++j) {
      const Word& verb = p.words[j];
      if (none.has(verb)) return false;
      if (did.has(verb) ||
          (verb.script == text::Script::latin && verb.folded.size() > 4 && verb.folded.ends_with("ed")))
        return true;
      if (verb.script == text::Script::cyrillic && verb.folded.size() > 8)
        for (const std::string_view end : {"л", "ла", "ли", "ем", "им"})
          if (verb.folded.ends_with(end)) return true;
    }
    return false;
  });
}

bool gives_reason(const Passage& p, const Sentence& s) {
  static const WordSet words{
      "because since reason cause caused due mistake fault error bug overloaded broke",
      "результате потому поскольку причина причине ошибка ошибки ошибке сбой вызван виноват виновата ошиблись",
      "কারণ কারণে কারণেই বলে ভুল ভুলে ত্রুটির"};
  static const WordSet from{"из"}, of{"за"}, matter{"дело"}, in{"в"};
  return has_any(p, s, words) || has_pair(p, s, from, of) || has_pair(p, s, matter, in);
}

bool names_place(const Passage& p, const Sentence& s) {
  static const WordSet words{
      "menu page tab section folder settings top bottom left right corner screen under street road floor building "
      "office city behind inside profile counter reception desk shop store",
      "меню странице вкладке вкладка разделе раздел папке настройках сверху снизу слева справа углу экране под улице "
      "улица этаж этаже здании офисе городе сзади внутри профиле кабинете приложении кассе стойке магазине",
      "মেনু মেনুতে পাতায় ট্যাবে বিভাগে ফোল্ডারে সেটিংসে উপরে নিচে বাঁয়ে ডানে ডান বাম কোণে পর্দায় সড়কে রোডে তলায় ভবনে অফিসে "
      "শহরে পেছনে ভেতরে প্রোফাইলে অ্যাপে কাউন্টারে দোকানে"};
  if (has_any(p, s, words)) return true;
  return any(s, [&](std::size_t i) { return p.words[i].quoted; });
}

bool names_person(const Passage& p, const Sentence& s) {
  static const WordSet we{"we us i me our team colleague technician", "мы нас нам я наш наша коллега мастер",
                          "আমরা আমাদের আমি আমার আমরাই সহকর্মী মিস্ত্রি"};
  return has_any(p, s, we) || any(s, [&](std::size_t i) {
           return i > s.first && p.words[i].capital && p.words[i].folded != "rina" && !starts_clause(p, s, i);
         });
}

bool names_amount(const Passage& p, const Sentence& s) {
  static const WordSet words{
      "none unlimited all both every many several nobody everybody only single once twice",
      "нет все оба обе каждый неограниченно ограничений лимита одна дважды никто несколько сколько",
      "সব সবগুলো দুটোই একটাও প্রতিটি যত সীমা একবার দুবার কেউ কয়েকটি"};
  return has_any(p, s, words);
}

bool names_who_pays(const Passage& p, const Sentence& s) {
  static const WordSet words{"included covered nothing expense", "включено включен включена включены входит входят"},
      nothing{"no without", "за без ничего", "খরচ টাকা বাড়তি"},
      after{"charge cost fee extra", "счет доплат доплаты стоит", "আমরা আমাদের নেই"};
  return has_any(p, s, words) || has_pair(p, s, nothing, after);
}

bool names_time_loosely(const Passage& p, const Sentence& s) {
  static const WordSet words{"immediately instantly yesterday weekend overnight straightaway until since",
                             "сразу немедленно вчера выходные выходных ночью вечером отныне",
                             "এখনই এইমাত্র গতকাল সঙ্গে ইতিমধ্যে এক্ষুনি থেকেই"};
  // "We have few of them now" tells no time; "it is coming now" does.
  static const WordSet now{"now already", "сейчас уже теперь", "এখন"};
  static const WordSet near{"next this same right at coming", "следующей этой текущей того тот конце концу начале",
                            "আগামী এই পরের চলতি একই"};
  static const WordSet unit{"week month year day morning afternoon evening away once end hour",
                            "неделе неделю месяце месяц дня день недели месяца года час",
                            "সপ্তাহে সপ্তাহের মাসে মাসের দিনে দিন সপ্তাহান্তে বছরের"};
  if (has_any(p, s, words) || has_pair(p, s, near, unit)) return true;
  static const WordSet from{"from"};
  if (has_pair(p, s, from, now)) return true;
  return has_any(p, s, now) && (s.last - s.first <= 4 || promises(p, s) || tells_own_deed(p, s));
}

bool tells_where(const Passage& p, const Sentence& s) {
  static const WordSet at{"at in on near behind under inside beside with opposite beneath next",
                          "на в во у под возле около за рядом при над между напротив"};
  static const WordSet lies{"took take has have is are was were lies left stands stuck went waits sits arrived",
                            "он она оно они его ее их лежит стоит находится осталась остался осталось застрял застряла "
                            "ждет висит уехал уехала ушел ушла пришел пришла попал попала"};
  static const WordSet time{"time moment day days week morning evening", "этой этот неделе выходные утро день дня"};
  static const WordSet bengali{"কাছে পাশে সামনে পেছনে ভেতরে ভিতরে নিচে উপরে ওপরে পথে আছে রয়েছে পড়ে গেছে রেখেছে"};
  if (s.asks || instructs(p, s)) return false;
  bool located = false;
  for (std::size_t i = s.first; i + 1 < s.last && !located; ++i)
    located = at.has(p.words[i]) && !time.has(p.words[i + 1]) &&
              (!p.words[i + 1].digit || (i + 2 < s.last && p.words[i + 2].digit));
  return (located && has_any(p, s, lies)) || has_any(p, s, bengali);
}

bool passes_on(const Passage& p, const Sentence& s) {
  static const WordSet been{"been was were is being are"},
      handed{"forwarded passed registered escalated handed logged noted received transferred processed reviewed"};
  static const WordSet russian{
      "передан передана передано переданы направлен направлена направлено направлены принят принята принято приняты "
      "зарегистрирован зарегистрирована зарегистрировано рассматривается обрабатывается решается рассмотрено "
      "перенаправлено перенаправлена перенаправлен"};
  static const WordSet bengali{"পাঠানো জানানো গ্রহণ গৃহীত হস্তান্তর নথিভুক্ত প্রক্রিয়াধীন বিবেচনাধীন যাচাই"},
      done{"হয়েছে হচ্ছে আছে করা"};
  return has_pair(p, s, been, handed) || has_any(p, s, russian) || has_pair(p, s, bengali, done);
}

bool tells_reader(const Passage& p, const Sentence& s) {
  static const WordSet you{"you"}, also{"just only simply then first also now can should either"},
      not_before{
          "if when that what before after once as can do did would have where how which until unless whether while "
          "because since thank could will may might why are were is"};
  static const WordSet verbs{
      "send bring fill come go pay take show sign call write print choose open press click tap put give hand order "
      "return collect pick enter type book register apply cancel download need upload tell wait ask leave use"};
  static const WordSet russian{"вы"}, russian_not{"если когда что чтобы как пока где"};
  static const WordSet bengali{"আপনি আপনারা"};
  if (s.asks) return false;
  return any(s, [&](std::size_t i) {
    const Word& word = p.words[i];
    if (you.has(word) && (i == s.first || !not_before.has(p.words[i - 1]))) {
      std::size_t j = i + 1;
      while (j < s.last && also.has(p.words[j])) ++j;
      return j < s.last && verbs.has(p.words[j]);
    }
    if (russian.has(word) && (i == s.first || !russian_not.has(p.words[i - 1]))) {
      for (std::size_t j = i + 1; j < std::min(i + 4, s.last); ++j)
        // "Вы будете уведомлены" hides who does it.
        if (p.words[j].folded.size() > 10 &&
            (p.words[j].folded.ends_with("ете") || p.words[j].folded.ends_with("ите")) &&
            !(j + 1 < s.last && p.words[j].folded == "будете" && p.words[j + 1].folded.ends_with("ны")))
          return true;
    }
    if (bengali.has(word)) return p.words[s.last - 1].folded.ends_with("বেন") && p.words[s.last - 1].folded.size() > 12;
    return false;
  });
}

bool admits_not_knowing(const Passage& p, const Sentence& s) {
  static const WordSet no{"not don't don’t cannot can't can’t", "не", "জানি বলতে"},
      know{"know say tell name sure", "знаю знаем могу можем известно ясно", "না পারছি"};
  return has_pair(p, s, no, know);
}

bool sends_away(const Passage& p, const Sentence& s) {
  static const WordSet to{"refer see visit consult check find",
                          "обратиться обратитесь ознакомьтесь смотрите посмотрите см изучите прочитайте",
                          "দেখুন পড়ুন ভিজিট দেখে"};
  static const WordSet places{"website site web faq manual documentation homepage contact",
                              "сайт сайта сайте сайту раздел разделу инструкции документации справке",
                              "ওয়েবসাইট ওয়েবসাইটে সাইট সাইটে নির্দেশিকা ম্যানুয়াল"};
  static const WordSet lies{"is are available found at", "есть указан указано опубликован", "আছে রয়েছে"},
      site{"website site", "сайте сайт", "ওয়েবসাইটে"};
  if (s.last - s.first <= 8 && has_any(p, s, lies) && has_any(p, s, site)) return true;
  return has_any(p, s, to) && has_any(p, s, places);
}

bool will_find_out(const Passage& p, const Sentence& s) {
  static const WordSet we{"i we i'll we'll i’ll we’ll"}, find{"find ask check look clarify enquire inquire"};
  static const WordSet russian{
      "узнаю узнаем спрошу спросим уточню уточним выясню выясним проверю проверим посмотрю посмотрим разберусь "
      "разберемся"};
  static const WordSet bengali{"জেনে খোঁজ জিজ্ঞেস জিজ্ঞাসা দেখে যাচাই"};
  const bool finds = (has_any(p, s, we) && has_any(p, s, find)) || has_any(p, s, russian) || has_any(p, s, bengali);
  // "Yana will answer you tomorrow morning."
  static const WordSet somebody{"ответит напишет позвонит расскажет"}, will{"will"},
      answers{"write answer reply call tell"};
  bool answered = has_any(p, s, somebody);
  for (std::size_t i = s.first; i + 1 < s.last; ++i)
    answered = answered || (will.has(p.words[i]) && answers.has(p.words[i + 1]));
  return names_time(p, s) && ((finds && promises(p, s)) || (answered && !instructs(p, s)));
}

bool wants_deed(const Passage& p, std::size_t first, std::size_t last) {
  static const WordSet modal{"can could will would"}, you{"you somebody someone"},
      russian{"можете сможете могли могут смогут"}, bengali{"পারবেন পারেন দেবেন পাঠাবেন জানাবেন"};
  for (std::size_t i = first; i < last; ++i) {
    const Word& word = p.words[i];
    if (modal.has(word) && i + 1 < last && you.has(p.words[i + 1])) return true;
    if (russian.has(word) || bengali.has(word)) return true;
    if (word.script == text::Script::cyrillic && (word.folded.ends_with("ете") || word.folded.ends_with("ите")))
      return true;
    if (word.script == text::Script::bengali && word.folded.size() > 12 && word.folded.ends_with("বেন")) return true;
  }
  return false;
}

}  // namespace sahay::wording
