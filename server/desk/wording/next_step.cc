#include <algorithm>

#include "desk/wording/answer_cues.h"
#include "desk/wording/meaning.h"
#include "desk/wording/rules.h"
#include "desk/wording/signals.h"

namespace sahay::wording {
namespace {

// "How much can I take?" - "You can take 30 kilos": leave to do what was asked for is an answer, and no step by itself;
// "You can print it again" and "You can change it under Profile" are.
bool only_gives_leave(const Passage& question, const Passage& answer, const Sentence& s) {
  static const WordSet asked{"can could may", "можно могу можем", "পারি পারব পারবো যাবে যায়"},
      given{"can may", "можно можете", "পারেন পারবেন পারবে যাবে যায়"}, bare{"you it", "вы ли", "জি হ্যাঁ আপনি"};
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

// "Imran" below the text: not an order, though "হারুন" ends like one.
bool is_signature(const Passage& answer, const Sentence& s) {
  if (s.end != answer.sentences.back().end || s.last - s.first > 3 || answer.sentences.size() < 2) return false;
  const std::size_t line = answer.text.find_last_not_of(" \t", s.begin ? s.begin - 1 : 0);
  return line != std::string_view::npos && answer.text[line] == '\n' &&
         answer.cut(s.begin, s.end).find_first_of(".!?:") == std::string_view::npos &&
         answer.cut(s.begin, s.end).find("।") == std::string_view::npos;
}

bool has_any(const Passage& answer, const Sentence& s, const WordSet& set) {
  return std::any_of(answer.words.begin() + std::ptrdiff_t(s.first), answer.words.begin() + std::ptrdiff_t(s.last),
                     [&](const Word& word) { return set.has(word); });
}

// "Traffic on Sunday was heavy", "the invoice for October": a date of what was, or the name of a thing.
bool is_date_of_no_step(const Passage& answer, const Sentence& s) {
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
  }
  return false;
}

bool is_step(const Passage& answer, const Sentence& s, bool leave) {
  // A price or opening hours name days without anything that happens then.
  static const WordSet ours{"we i will refund back our you", "мы я вернем возвращаем возврат вам",
                            "আমরা আমি ফেরত পাবেন"};
  static const WordSet takes{"takes take lasts needs", "займет займут идет длится", "লাগবে লাগে"},
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
  const bool dated =
      (!is_date_of_no_step(answer, s) && names_time(answer, s) && (about_us || !names_price(answer, s))) ||
      (lasts && names_duration(answer, s));
  if (names_condition(answer, s)) return true;
  if (is_courtesy(answer, s)) return dated;
  return s.asks || instructs(answer, s, leave) || promises(answer, s, leave) || dated || wanted || settles(answer, s);
}

}  // namespace

void find_missing_next_step(const Reading& reading, bool question_open, Findings& out) {
  const Passage& answer = reading.answer;
  // A line of a chat may just answer.
  if (answer.sentences.empty() || (!reading.draft.is_mail && !question_open)) return;
  if (std::none_of(answer.sentences.begin(), answer.sentences.end(), [&](const Sentence& s) {
        return !is_signature(answer, s) && !is_greeting(answer, s) &&
               is_step(answer, s, !only_gives_leave(reading.question, answer, s));
      }))
    out.push_back({Rule::no_next_step, 0, 0, {}});
}

}  // namespace sahay::wording
