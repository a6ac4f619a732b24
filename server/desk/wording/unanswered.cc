// Each question of the customer: answered, or at least taken up. In a plain draft that is judged by what is asked for (a
// time, a price, a number, a reason, what to do), by the words and topics that question and answer share, and by
// sentences left over that can only be answers ("Yes.", "We sent it"); what seems open then must seem so to the table of
// weighing.cc, too. In a draft of office language or jargon the table alone judges. Without a model this is a good
// guess, and says so.
#include <algorithm>

#include "desk/wording/answer_cues.h"
#include "desk/wording/answer_text.h"
#include "desk/wording/questions.h"
#include "desk/wording/rules.h"
#include "desk/wording/signals.h"
#include "desk/wording/weighing.h"

namespace sahay::wording {
namespace {

constexpr double kFaint = 0.3;  // words that say little about what is asked
// Words of a sentence that is an answer to something though it shares no word: times are named for many reasons.
constexpr std::size_t kShortTime = 6, kShort = 10;
constexpr std::size_t kWordsOfAnswer = 12, kWordsOfManners = 4, kMostWords = 80;

// What the answer says about one question: how much of its words, as a whole and by sentence.
struct Shared {
  double whole = 0;
  std::vector<double> by_sentence;
};

class Answer : public AnswerText {
  static constexpr std::size_t kNobody = std::size_t(-1);

 public:
  Answer(const Passage& passage, const Findings& known, const Findings& hollow, const Passage& message)
      : AnswerText(passage, known, hollow) {
    for (const Sentence& sentence : passage.sentences)
      away_.push_back(sends_away(passage, sentence) || passes_on(passage, sentence));
    first_.assign(passage.sentences.size(), kNobody);
    used_.assign(passage.sentences.size(), 0);
    free_.assign(passage.sentences.size(), 1);
    for (const Sentence& sentence : passage.sentences)
      loose_.push_back(asserts(sentence) && is_about(sentence, message));
    for (const Sentence& sentence : passage.sentences) {
      asserted_.push_back(asserts(sentence));
      plain_.push_back(!is_hollow(sentence) && !is_manners(sentence) && !sends_away(passage, sentence));
    }
    while (body_ < passage.sentences.size() && is_manners(passage.sentences[body_])) ++body_;
    is_plain_ = std::none_of(hollow.begin(), hollow.end(), [](const Finding& f) {
      return f.rule == Rule::passive || f.rule == Rule::officialese || f.rule == Rule::wrong_language;
    });
  }

  // Who writes so plainly and so much, with two statements to spare, has most likely answered in other words.
  bool says_enough_for(std::size_t questions) const {
    if (!is_plain_ || passage_.words.size() < kWordsOfAnswer * questions + kWordsOfManners) return false;
    std::size_t spare = 0;
    for (std::size_t n = 0; n < plain_.size(); ++n) spare += plain_[n] && !used_[n] ? 1 : 0;
    return spare >= 2;
  }

  // What an answered question has to do with a sentence: it is no spare one then.
  void mark_used(const Shared& share) {
    for (std::size_t n = 0; n < used_.size(); ++n)
      if (share.by_sentence[n] > 0.1) used_[n] = 1;
  }

  // A statement about the customer's matter that answers none of the other questions: an answer in other words. One
  // each.
  bool asserted_for(Asks kind, const Asked& asked) {
    for (std::size_t n = 0; n < used_.size(); ++n) {
      if ((used_[n] && kind != Asks::deed) || !free_[n] ||
          !((asserted_[n] && could_be(kind, n) && (!asked.deed || kind != Asks::yes_or_no || takes_up(n))) ||
            (n == body_ && could_open(kind, asked.of_reader, n))))
        continue;
      free_[n] = 0;
      return true;
    }
    return false;
  }

  // Does it, says when, or that it can or cannot be: what "Can somebody come today?" wants.
  bool takes_up(std::size_t n) const {
    const Sentence& s = passage_.sentences[n];
    return does(s) || says_yes_or_no(passage_, s) || says_possible_or_not(passage_, s) || names_time(passage_, s);
  }

  // Of the question's words, names twice; a sentence that only sends the reader elsewhere says nothing (but where).
  Shared shared(const std::vector<Word>& wanted, bool elsewhere_counts) const {
    Shared out{0, std::vector<double>(passage_.sentences.size())};
    double all = 0;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      const double weight = wanted[i].capital && i > 0 ? 2 : is_faint(wanted[i]) ? kFaint : 1;
      all += weight;
      const About of = about(wanted[i]);
      double best = 0;
      for (std::size_t n = 0; n < passage_.sentences.size(); ++n) {
        if ((away_[n] && !elsewhere_counts) || repeats_known(passage_.sentences[n])) continue;
        const double said = in_sentence(wanted[i], of, passage_.sentences[n]);
        out.by_sentence[n] += weight * said;
        best = std::max(best, said);
      }
      out.whole += weight * best;
    }
    if (all <= 0) return out;
    out.whole /= all;
    for (double& part : out.by_sentence) part /= all;
    return out;
  }

  // `question` counts from 0.
  bool answers(std::size_t question, Asks kind, const Asked& asked, const Shared& share) {
    const bool said = share.whole >= enough(kind);
    for (std::size_t n = 0; n < passage_.sentences.size(); ++n) {
      if (said && share.by_sentence[n] > 0) take(n, question);
      if (said || !fits(kind, asked, n, share.by_sentence[n], share.whole)) continue;
      take(n, question);
      return true;
    }
    return said;
  }

  // A sentence that answered no earlier question and can only be an answer: each serves one question. "Yes, and you
  // find it in the menu" answers "May I?" before "Where is it?".
  bool spare_for(std::size_t question, const Asked& asked) {
    const auto taken = [&](std::size_t n) { return n < first_.size() && first_[n] <= question; };
    for (std::size_t n = 0; n < passage_.sentences.size(); ++n) {
      const Sentence& s = passage_.sentences[n];
      if (taken(n)) continue;
      if (!says_yes_or_no(passage_, s) && !says_not_needed(passage_, s) && !(asked.deed && does(s))) continue;
      // "Yes. The case is black." is one answer.
      if (s.last - s.first <= 2 && taken(n + 1)) continue;
      first_[n] = 0;
      free_[n] = 0;
      return true;
    }
    return false;
  }

 private:
  static double enough(Asks kind) {
    switch (kind) {
      case Asks::yes_or_no: return 0.33;
      case Asks::thing: return 0.5;
      case Asks::place:
      case Asks::person:
      case Asks::reason: return 0.6;
      case Asks::count: return 0.75;
      default: return 2;  // a time, a price, what to do: words alone are no answer
    }
  }

  // The first sentence after the greeting answers what stands there to be answered, unless it only looks into it.
  bool could_open(Asks kind, bool of_reader, std::size_t n) const {
    const Sentence& s = passage_.sentences[n];
    if (!plain_[n] || looks_into_it(passage_, s) || repeats_known(s)) return false;
    switch (kind) {
      case Asks::yes_or_no:
        // "May I bring him?" - "Bring him on a lead".
        static const WordSet in_case{"if in otherwise", "если", "না নইলে"};
        if (of_reader && instructs(passage_, s) && s.last - s.first <= 8 && !in_case.has(passage_.words[s.first]))
          return true;
        return asserted_or_short(n) && (loose_[n] || opens_short(passage_, s));
      case Asks::thing: return asserted_or_short(n);
      case Asks::reason: return asserted_or_short(n) && !shows_page(s) && (!promises(passage_, s) || !speaks_of_us(s));
      case Asks::count: return has_number(passage_, s);
      case Asks::place:
        return names_place(passage_, s) || tells_where(passage_, s) || (instructs(passage_, s) && points(s)) ||
               (opens_short(passage_, s) && s.last - s.first <= 5 && !says_yes_or_no(passage_, s));
      case Asks::deed: return instructs(passage_, s) || tells_own_deed(passage_, s) || names_time(passage_, s);
      case Asks::time:
        return (of_reader || !instructs(passage_, s)) && (names_time(passage_, s) || names_duration(passage_, s));
      case Asks::person: return names_first(s);
      case Asks::price: return false;
    }
    return false;
  }
  // "Put it in the box", "бросьте в ящик"; where Bengali shows it by an ending, every order may point.
  bool points(const Sentence& s) const {
    static const WordSet to{"in into at on to near behind under inside beside by here outside",
                            "в во на у под за к ко около возле рядом внизу вверху слева справа сюда туда снаружи"};
    for (std::size_t i = s.first; i < s.last; ++i)
      if (to.has(passage_.words[i]) || passage_.words[i].script == text::Script::bengali) return true;
    return false;
  }
  // "Both bills are in your account": shows where something stands, which is no reason.
  bool shows_page(const Sentence& s) const {
    static const WordSet pages{"account menu page section app profile inbox",
                               "кабинете разделе приложении странице профиле меню",
                               "অ্যাকাউন্টে অ্যাপে পাতায় প্রোফাইলে মেনুতে"};
    for (std::size_t i = s.first; i < s.last; ++i)
      if (pages.has(passage_.words[i])) return true;
    return false;
  }
  bool speaks_of_us(const Sentence& s) const {
    static const WordSet us{"i we i'll we'll i’ll we’ll", "я мы", "আমি আমরা"};
    return s.last - s.first < 6 || us.has(passage_.words[s.first]);
  }
  bool asserted_or_short(std::size_t n) const {
    const Sentence& s = passage_.sentences[n];
    return asserted_[n] || (s.last - s.first < 3 && !s.asks && !instructs(passage_, s));
  }

  bool could_be(Asks kind, std::size_t n) const {
    const Sentence& s = passage_.sentences[n];
    switch (kind) {
      case Asks::yes_or_no: return loose_[n] && !looks_into_it(passage_, s);
      case Asks::thing: return (loose_[n] || has_number(passage_, s)) && !looks_into_it(passage_, s);
      case Asks::reason: return loose_[n] && !promises(passage_, s) && !shows_page(s);
      case Asks::count: return has_number(passage_, s) || names_amount(passage_, s);
      case Asks::place: return names_place(passage_, s) || (n == body_ && tells_where(passage_, s));
      case Asks::person: return names_person(passage_, s) || names_first(s);
      case Asks::deed:
        return loose_[n] &&
               (says_possible_or_not(passage_, s) || does(s) || (has_number(passage_, s) && s.last - s.first > 5));
      case Asks::time: return names_time_loosely(passage_, s);
      case Asks::price: return names_who_pays(passage_, s) || (loose_[n] && has_number(passage_, s));
    }
    return false;
  }

  // Shares a word or a topic with what the customer wrote, in a question or not.
  bool is_about(const Sentence& s, const Passage& message) const {
    std::size_t looked = 0;
    for (const Word& word : message.words) {
      if (!has_content(word)) continue;
      if (++looked > kMostWords) break;
      if (!is_faint(word) && in_sentence(word, about(word), s) > 0) return true;
    }
    return false;
  }

  void take(std::size_t sentence, std::size_t question) { first_[sentence] = std::min(first_[sentence], question); }

  // Does what was asked for, or says when it will.
  bool does(const Sentence& s) const { return tells_own_deed(passage_, s) || promises(passage_, s); }

  bool fits(Asks kind, const Asked& question, std::size_t n, double here, double whole) const {
    const Sentence& s = passage_.sentences[n];
    const bool near = here > 0 || s.last - s.first <= (kind == Asks::time ? kShortTime : kShort);
    if (here > 0 && admits_not_knowing(passage_, s)) return true;
    static const WordSet list{"pricelist", "расценки прайс прейскурант", "দামের"};
    if (kind == Asks::price)
      for (std::size_t i = s.first; i < s.last; ++i)
        if (list.has(passage_.words[i])) return true;
    switch (kind) {
      case Asks::time:
        // "Leave it unplugged for ten minutes" tells no time of ours.
        if (!question.of_reader && instructs(passage_, s) && !promises(passage_, s))
          return here > 0 && (names_time(passage_, s) || (question.how_long && names_duration(passage_, s)));
        return names_time(passage_, s) || names_duration(passage_, s) || (near && names_time_loosely(passage_, s)) ||
               admits_not_knowing(passage_, s) || (here > 0 && question.deed && tells_own_deed(passage_, s));
      case Asks::price:
        return names_price(passage_, s) || (near && names_who_pays(passage_, s)) ||
               (here > 0 && has_number(passage_, s));
      case Asks::count: return (whole > 0 && has_number(passage_, s)) || (near && names_amount(passage_, s));
      case Asks::deed:
        if (question.our_plan) return does(s) || names_time(passage_, s);
        return instructs_anew(s) || (tells_reader(passage_, s) && !repeats_known(s)) || says_not_needed(passage_, s) ||
               (here > 0 && (does(s) || says_possible_or_not(passage_, s)));
      case Asks::reason: return near && gives_reason(passage_, s);
      case Asks::place:
        if (instructs(passage_, s)) return names_place(passage_, s) && (here > 0 || question.of_reader);
        return here > 0 && (names_place(passage_, s) || tells_where(passage_, s) || tells_own_deed(passage_, s));
      case Asks::person: return here > 0 && names_person(passage_, s);
      case Asks::yes_or_no:
        return here > 0 &&
               (says_yes_or_no(passage_, s) || says_possible_or_not(passage_, s) || (question.deed && does(s)));
      case Asks::thing: return false;
    }
    return false;
  }

  std::vector<char> away_;
  std::vector<std::size_t> first_;  // the first question that each sentence answers
  std::vector<char> used_, free_, loose_, asserted_, plain_;
  std::size_t body_ = 0;  // the first sentence after the greeting
  bool is_plain_ = false;
};

// By the words alone: what a plain draft leaves open at the most.
void answer_plainly(Answer& answer, const std::vector<AskedQuestion>& questions, std::vector<Question>& out) {
  std::vector<Shared> shares;
  for (std::size_t i = 0; i < questions.size(); ++i) {
    const AskedQuestion& q = questions[i];
    shares.push_back(answer.shared(q.wanted, q.kind == Asks::place || q.kind == Asks::deed));
    out[i].answered = answer.answers(i, q.kind, q.asked, shares[i]);
    if (out[i].answered) answer.mark_used(shares[i]);
  }
  std::vector<std::size_t> open;
  for (std::size_t i = 0; i < questions.size(); ++i)
    if (!out[i].answered) open.push_back(i);
  for (const std::size_t i : open) {
    if (questions[i].kind == Asks::yes_or_no) out[i].answered = answer.spare_for(i, questions[i].asked);
    if (out[i].answered) answer.mark_used(shares[i]);
  }
  for (const std::size_t i : open)
    if (!out[i].answered) out[i].answered = answer.asserted_for(questions[i].kind, questions[i].asked);
  const bool enough = answer.says_enough_for(out.size());
  for (const std::size_t i : open) {
    const Asks kind = questions[i].kind;
    if (enough && kind != Asks::price && kind != Asks::count && kind != Asks::deed && kind != Asks::reason)
      out[i].answered = true;
  }
}

}  // namespace

std::vector<Question> answer_questions(const Reading& reading, const Findings& known, const Findings& hollow) {
  const Passage& message = reading.question;
  const std::vector<AskedQuestion> questions = read_questions(message);
  std::vector<Question> out;
  for (const AskedQuestion& q : questions)
    out.push_back({q.begin, q.end, std::string(message.cut(q.begin, q.end)), false});
  const auto is_open = [](const Question& question) { return !question.answered; };
  const std::vector<Sentence>& said = reading.answer.sentences;
  const bool promised =
      std::any_of(said.begin(), said.end(), [&](const Sentence& s) { return will_find_out(reading.answer, s); });
  if (promised)
    for (Question& question : out) question.answered = true;
  const Style style = style_of(known, hollow);
  if (!promised && style == Style::plain) {
    Answer answer(reading.answer, known, hollow, message);
    answer_plainly(answer, questions, out);
  }
  if (std::none_of(out.begin(), out.end(), is_open)) return out;
  const std::vector<char> open = seem_open(AnswerText(reading.answer, known, hollow), message, questions, style);
  for (std::size_t i = 0; i < out.size(); ++i) out[i].answered = out[i].answered || !open[i];
  return out;
}

}  // namespace sahay::wording
