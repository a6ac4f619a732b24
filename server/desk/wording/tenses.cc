#include "desk/wording/tenses.h"

#include <algorithm>

namespace sahay::wording {
namespace {

bool has_any(const Passage& answer, const Sentence& s, const WordSet& set) {
  return std::any_of(answer.words.begin() + std::ptrdiff_t(s.first), answer.words.begin() + std::ptrdiff_t(s.last),
                     [&](const Word& word) { return set.has(word); });
}

// "From Sunday to Thursday", "с понедельника по пятницу", "রবি থেকে বৃহস্পতি": days of every week.
bool is_range_of_days(const Passage& answer, const Sentence& s) {
  static const WordSet days{
      "monday tuesday wednesday thursday friday saturday sunday",
      "понедельника вторника среды четверга пятницы субботы воскресенья понедельник вторник среду "
      "четверг пятницу субботу воскресенье",
      "শনিবার রবিবার সোমবার মঙ্গলবার বুধবার বৃহস্পতিবার শুক্রবার শনি রবি সোম মঙ্গল বুধ বৃহস্পতি শুক্র রোববার"},
      to{"to till through until", "по до", "থেকে হতে"};
  for (std::size_t i = s.first; i + 2 < s.last; ++i)
    if (days.has(answer.words[i]) && to.has(answer.words[i + 1]) && days.has(answer.words[i + 2])) return true;
  return false;
}

}  // namespace

bool is_always_so(const Passage& answer, const Sentence& s) {
  static const WordSet words{
      "open opens closes every each usually always normally generally",
      "открыт открыта открыто открыты закрыт закрыта закрыто закрыты работает работают каждый "
      "открывается открываются закрывается закрываются каждую каждое каждого всегда обычно ежедневно",
      "খোলা বসেন খোলে বসে ছাড়ে পৌঁছায় প্রতি প্রতিদিন রোজ সবসময় সাধারণত"};
  return has_any(answer, s, words) || is_range_of_days(answer, s);
}

bool has_happened(const Passage& answer, const Sentence& s) {
  static const WordSet past{"made broke came went took gave began ended started failed happened stopped fell rose"},
      none{"",
           "если или недели рубли были начала отдела канала стола стекла угла числа земли школа школы стали дела "
           "отдела тела неделя отели модели недели детали цели стрела"},
      ours{"we i you will can please", "мы я вы вам вас нам будет будут"};
  if (has_any(answer, s, ours)) return false;
  if (has_any(answer, s, past)) return true;
  for (std::size_t i = s.first; i < s.last; ++i) {
    const Word& word = answer.words[i];
    if (word.script != text::Script::cyrillic || word.folded.size() < 10 || none.has(word)) continue;
    for (const std::string_view end : {"ался", "ялся", "ился", "алась", "ялась", "илась", "алось", "илось", "ались",
                                       "ились", "ала", "яла", "ила", "ела", "али", "или", "ело", "ало", "ило"})
      if (word.folded.ends_with(end)) return true;
  }
  const Word& last = answer.words[s.last - 1];
  if (last.script == text::Script::bengali)
    for (const std::string_view end : {"গেছে", "েছে", "গিয়েছে", "েছিল"})
      if (last.folded.ends_with(text::fold_word(end))) return true;
  return false;
}

}  // namespace sahay::wording
