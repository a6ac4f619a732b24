#include <algorithm>

#include "desk/wording/answer_cues.h"
#include "desk/wording/meaning.h"
#include "desk/wording/rules.h"
#include "desk/wording/signals.h"
#include "desk/wording/tenses.h"

namespace sahay::wording {
namespace {

// "How much can I take?" - "You can take 30 kilos": leave to do what was asked for is an answer, and no step by itself;
// "You can print it again" and "You can change it under Profile" are.
bool only_gives_leave(const Passage& question, const Passage& answer, const Sentence& s) {
  static const WordSet asked{"can could may", "можно могу можем", "পারি পারব পারবো যাবে যায় পাব পাবো"},
      given{"can may", "можно можете", "পারেন পারবেন পারবে যাবে যায় পাবেন"}, bare{"you it", "вы ли", "জি হ্যাঁ আপনি"};
  const auto has = [](const Passage& p, std::size_t first, std::size_t last, auto&& fits) {
    return std::any_of(p.words.begin() + std::ptrdiff_t(first), p.words.begin() + std::ptrdiff_t(last), fits);
  };
  if (!has(question, 0, question.words.size(), [&](const Word& word) { return asked.has(word); })) return false;
  if (names_place(answer, s)) return false;
  for (std::size_t i = s.first; i < s.last; ++i) {
    if (!given.has(answer.words[i])) continue;
    bool repeated = s.last - s.first <= 3;
    for (const std::size_t near : {i - 1, i + 1})
      if (near >= s.first && near < s.last && !bare.has(answer.words[near]))
        repeated = repeated || has(question, 0, question.words.size(),
                                   [&](const Word& word) { return same_meaning(word, answer.words[near]); });
    return repeated;
  }
  return false;
}

// "আদাব রিনা আক্তার,": greets, whatever its words look like.
bool is_greeting(const Passage& answer, const Sentence& s) {
  if (s.first != 0 || s.last > 5 || answer.sentences.size() < 2) return false;
  return s.end > s.begin && (answer.text[s.end - 1] == ',' || answer.text[s.end - 1] == '!');
}

bool has_any(const Passage& answer, const Sentence& s, const WordSet& set) {
  return std::any_of(answer.words.begin() + std::ptrdiff_t(s.first), answer.words.begin() + std::ptrdiff_t(s.last),
                     [&](const Word& word) { return set.has(word); });
}

// "Traffic on Sunday was heavy", "the invoice for October": a date of what was, or the name of a thing.
bool is_date_of_no_step(const Passage& answer, const Sentence& s) {
  // "We missed the appointment on Tuesday"; "we booked you for Tuesday" is a step.
  static const WordSet missed{"missed forgot failed lost received charged"}, coming{"will can is are shall please"};
  if (has_any(answer, s, missed) && !has_any(answer, s, coming)) return true;
  static const WordSet was{"was were had did", "был была было были", ""},
      other{"will can is are comes shall please we i we'll i'll", "будет будут можно мы я вам"};
  if (has_any(answer, s, was) && !has_any(answer, s, other)) return true;
  const Word& last = answer.words[s.last - 1];
  if (last.script == text::Script::bengali)
    for (const std::string_view end : {"ছিল", "ছিলাম", "ছিলেন", "েনি"})
      if (last.folded.ends_with(text::fold_word(end))) return true;
  static const WordSet of{"for of"},
      months{"january february march april may june july august september october november december"};
  for (std::size_t i = s.first + 1; i < s.last; ++i)
    if (of.has(answer.words[i - 1]) && months.has(answer.words[i])) {
      Sentence left = s, right = s;
      left.last = i;
      right.first = i + 1;
      return !names_time(answer, left) && (right.first >= right.last || !names_time(answer, right));
    }
  return false;
}

// What the reader or somebody of theirs has to do first: "to effect it, furnish ...", "once you approve", "пусть
// возьмёт".
bool names_condition(const Passage& answer, const Sentence& s) {
  static const WordSet orders{"furnish submit", "пусть"}, once{"once"}, you{"you"},
      subject{"to i we you they who must"};
  for (std::size_t i = s.first; i < s.last; ++i) {
    const bool led = i > s.first && subject.has(answer.words[i - 1]);
    if (orders.has(answer.words[i]) && !led) return true;
    if (i + 1 < s.last && once.has(answer.words[i]) && you.has(answer.words[i + 1])) return true;
    // "জমা দেওয়ার জন্য অনুরোধ করা হলো"; not "আপনার অনুরোধ পেয়েছি".
    static const WordSet request{"অনুরোধ"}, made{"করছি রইল জানাচ্ছি"}, is_made{"হলো হচ্ছে যাচ্ছে"};
    if (i + 1 < s.last && request.has(answer.words[i]) &&
        (made.has(answer.words[i + 1]) || (i + 2 < s.last && is_made.has(answer.words[i + 2]))))
      return true;
  }
  return false;
}

// A date of something that is to come, clause by clause.
bool names_coming_time(const Passage& answer, const Sentence& s, bool about_us) {
  // What a thing costs then; a price in figures names itself.
  static const WordSet costs{"price prices rate tariff fee", "тариф тарифу цена цене стоимость оплачивается",
                             "ভাড়া ভাড়া দাম ফি"};
  static const WordSet joins{"and but because so", "и но а потому поэтому", "আর এবং কিন্তু তবে"};
  Sentence clause = s;
  for (clause.first = s.first; clause.first < s.last; clause.first = clause.last) {
    clause.last = clause.first + 1;
    while (clause.last < s.last && !joins.has(answer.words[clause.last]) &&
           answer.cut(answer.words[clause.last - 1].end, answer.words[clause.last].begin).find_first_of(",;(") ==
               std::string_view::npos)
      ++clause.last;
    if (!names_time(answer, clause) || is_date_of_no_step(answer, clause) || has_happened(answer, clause)) continue;
    if (passes_on(answer, clause) || (is_always_so(answer, s) && !promises(answer, s, false))) continue;
    if (!about_us && (names_price(answer, s) || has_any(answer, clause, costs) || is_always_so(answer, clause)))
      continue;
    return true;
  }
  return false;
}

// "You find it on our site", "видно на сайте": where it stands, and nobody does anything; "you can book it there" is
// one.
bool only_points_to_page(const Passage& answer, const Sentence& s) {
  static const WordSet pages{"website site webpage homepage attachment annexure enclosure",
                             "сайте сайта странице вебсайте вложении", "ওয়েবসাইটে সাইটে বোর্ডে"},
      acts{"we i we'll i'll will please", "мы я буду будем"};
  if (!has_any(answer, s, pages)) return false;
  // "You will find it there."
  static const WordSet you{"you"}, will{"will"}, looks{"find see"};
  for (std::size_t i = s.first; i + 2 < s.last; ++i)
    if (you.has(answer.words[i]) && will.has(answer.words[i + 1]) && looks.has(answer.words[i + 2])) return true;
  return !has_any(answer, s, acts);
}

// "Из металла выйдет вдвое дешевле", "патрон подойдёт": how a thing is, in the future.
bool tells_of_a_thing(const Passage& answer, const Sentence& s) {
  static const WordSet fits{"подойдет подойдут обойдется обойдутся хватит"}, comes{"выйдет выйдут"},
      than{"дешевле дороже меньше больше лучше хуже"}, ours{"мы я вы вам мастер курьер"};
  if (has_any(answer, s, ours)) return false;
  return has_any(answer, s, fits) || (has_any(answer, s, comes) && has_any(answer, s, than));
}

bool is_step(const Passage& answer, const Sentence& s, bool leave) {
  // A price or opening hours name days without anything that happens then.
  static const WordSet ours{"we i will refund back our you", "мы я вернем возвращаем возврат вам",
                            "আমরা আমি ফেরত পাবেন"};
  static const WordSet takes{"takes take lasts needs", "займет займут идет", "লাগবে লাগে"},
      need{"need have must"}, you{"you"}, forbid{"not don't don’t"}, please{"please"};
  static const WordSet we{"we i"}, acts{
                                       "send bring post put give call ring meet pay swap collect order book return "
                                       "refund replace come write deliver"};
  // "We send it to everybody" is a habit.
  static const WordSet habit{"everybody everyone always usually often normally generally sometimes most"};
  const bool usual =
      std::any_of(answer.words.begin() + std::ptrdiff_t(s.first), answer.words.begin() + std::ptrdiff_t(s.last),
                  [&](const Word& word) { return habit.has(word); });
  bool about_us = false, lasts = false, wanted = !usual && tells_reader(answer, s) && leave;
  for (std::size_t i = s.first; i < s.last; ++i) {
    about_us = about_us || ours.has(answer.words[i]);
    lasts = lasts || takes.has(answer.words[i]);
    // "I send it", "you only need your ID", "please do not".
    wanted = wanted || (!usual && i + 1 < s.last && we.has(answer.words[i]) && acts.has(answer.words[i + 1]));
    for (std::size_t j = i + 1; j < std::min(i + 3, s.last); ++j)
      wanted = wanted || (you.has(answer.words[i]) && need.has(answer.words[j])) ||
               (please.has(answer.words[i]) && forbid.has(answer.words[j]));
  }
  const bool dated = names_coming_time(answer, s, about_us) || (lasts && names_duration(answer, s));
  if (names_condition(answer, s)) return true;
  // "We look forward to welcoming you in June" is a wish.
  static const WordSet wish{"forward"};
  if (is_courtesy(answer, s)) return dated && !has_any(answer, s, wish);
  if (s.asks || instructs(answer, s, leave) || settles(answer, s)) return true;
  static const WordSet looks{"find see", "найдете увидите узнаете прочтете"};
  if (only_points_to_page(answer, s)) return wanted && !has_any(answer, s, looks);
  return (promises(answer, s, leave) && !tells_of_a_thing(answer, s)) || dated || wanted;
}

}  // namespace

void find_missing_next_step(const Reading& reading, bool question_open, Findings& out) {
  const Passage& answer = reading.answer;
  // A line of a chat may just answer.
  if (answer.sentences.empty() || (!reading.draft.is_mail && !question_open)) return;
  // "See you soon!" below a Bengali answer is no step.
  const auto is_foreign = [&](const Sentence& s) {
    return std::any_of(out.begin(), out.end(), [&](const Finding& f) {
      return f.rule == Rule::wrong_language && f.end && f.begin <= s.begin && s.end <= f.end + 1 &&
             answer.sentences.size() > 1;
    });
  };
  if (std::none_of(answer.sentences.begin(), answer.sentences.end(), [&](const Sentence& s) {
        return !is_signature(answer, s) && !is_greeting(answer, s) && !(is_foreign(s) && !instructs(answer, s, false)) &&
               is_step(answer, s, !only_gives_leave(reading.question, answer, s));
      }))
    out.push_back({Rule::no_next_step, 0, 0, {}});
}

}  // namespace sahay::wording
