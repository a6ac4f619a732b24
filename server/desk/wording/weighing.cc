#include "desk/wording/weighing.h"

#include <algorithm>
#include <array>
#include <unordered_set>

#include "desk/wording/answer_cues.h"
#include "desk/wording/meaning.h"
#include "desk/wording/signals.h"

namespace sahay::wording {
namespace {

// What a sentence does.
enum class Role {
  aside,    // manners, a greeting, a signature, a question back, "see our site", another language
  void_of,  // "your letter has been forwarded", "will be reviewed in due course"
  request,  // asks for a datum or for what was done
  office,   // says something in office language
  states,   // says something, or tells what to do
};

constexpr double kCapital = 2, kFaint = 0.3, kSaidElsewhere = 0.4;
constexpr double kSomewhat = 0.25, kMuch = 0.35, kMost = 0.5, kNearlyAll = 0.6, kOfAnother = 0.05, kOfThis = 0.1;
constexpr std::size_t kShortLine = 4, kFewWords = 7;

// What offices say of a matter without saying anything about it.
constexpr std::string_view kVoid[] = {
    "noted registered received forwarded escalated logged acknowledge acknowledged receipt processing processed "
    "process review reviewing reviewed investigated investigation investigating course informed notified communicated "
    "contacted assigned queue prioritised prioritized pending authority concerned inconvenience updated patience soon "
    "shortly relevant department taken measures action "
    "принят принята принято приняты зарегистрирован* передан передана передано переданы направлен направлена "
    "направлено перенаправлен* рассмотр* рассматрива* очеред* установленн* уведомлен* проинформ* информирован* доведен* "
    "обращени* обработ* обрабат* ожидайте неудобств* дополнительн* соответствующ* меры мер кратчайш* ближайш* "
    "согласовыва* сведени* ведутся проверк* эскалир* взят взята взято получен получена получено запрос заявк* "
    "разбирательств* скоро вскоре "
    "গ্রহণ গৃহীত নথিভুক্ত প্রক্রিয়াধীন তদন্ত* যথাসময়* অবহিত জানানো সংশ্লিষ্ট কর্তৃপক্ষ* ব্যবস্থা খতিয়ে বিবেচনা* "
    "লিপিবদ্ধ নোট দ্রুত যথাশীঘ্র প্রেরণ উপস্থাপন হস্তান্তর পেয়েছি শীঘ্র* যাচাই প্রাপ্তি পত্র অভিযোগ* আবেদন* বিষয়টি "
    "ধৈর্য পাঠানো"};

// A sentence with all that is asked of it, judged once.
struct Said {
  Role role;
  bool time, duration, price, number, amount, pays, reason, place, where, person, by_somebody, names_first, yes,
      possible, not_needed, own_deed, promises, instructs, instructs_anew, tells_reader, known, asserts, admits, file,
      will_tell;
  std::size_t words;
};

bool is_void(const Passage& p, const Sentence& s) {
  static const Lexicon words(kVoid);
  for (std::size_t i = s.first; i < s.last; ++i)
    if (words.of(p.words[i]) >= 0) return true;
  return false;
}

bool has_any(const Passage& p, const Sentence& s, const WordSet& set) {
  return std::any_of(p.words.begin() + std::ptrdiff_t(s.first), p.words.begin() + std::ptrdiff_t(s.last),
                     [&](const Word& word) { return set.has(word); });
}

bool ends_like_sentence(std::string_view text) {
  for (const std::string_view mark : {".", "!", "?", "।", "…"})
    if (text.ends_with(mark)) return true;
  return false;
}

Role role_of(const AnswerText& answer, std::size_t n, const Said& said) {
  static const WordSet request{
      "send tell give write state name provide furnish share attach confirm fill submit complete specify quote let",
      "пришлите сообщите укажите назовите напишите уточните приложите заполните предоставьте предоставить сообщить "
      "указать подтвердите заполнить прислать",
      "জানান দিন লিখুন পাঠান উল্লেখ দাখিল পূরণ বলুন দেবেন জানাবেন পাঠাবেন"};
  const Passage& p = answer.passage();
  const Sentence& s = p.sentences[n];
  const std::string_view text = p.cut(s.begin, s.end);
  if (answer.has(Rule::wrong_language, s) || answer.is_manners(s)) return Role::aside;
  if (said.words <= kShortLine && p.sentences.size() > 1 &&
      ((n + 1 == p.sentences.size() && !ends_like_sentence(text)) ||
       (n == 0 && (text.ends_with(',') || text.ends_with('!')))))
    return Role::aside;
  if (s.asks || sends_away(p, s)) return Role::aside;
  // "We checked the device": looked into, and nothing is said of it.
  const bool only_looks = looks_into_it(p, s) && !said.time && !said.price && !said.yes && !said.number;
  if ((passes_on(p, s) || only_looks) && !said.instructs) return Role::void_of;
  if (said.known) return said.promises ? Role::states : Role::request;
  const bool office = answer.has(Rule::passive, s) || answer.has(Rule::officialese, s);
  if (office && !said.time && !said.price && !said.instructs && is_void(p, s)) return Role::void_of;
  if (said.instructs && !said.promises && has_any(p, s, request)) return Role::request;
  return office ? Role::office : Role::states;
}

Said judge(const AnswerText& answer, std::size_t n) {
  static const WordSet by{"by"};
  static const WordSet tells{"tell name quote reply answer"},
      will_tell{"назову скажу сообщу напишу отвечу ответит подскажу посчитаю назовем скажем сообщим напишем",
                "জানাব বলব জানাবেন বলবেন লিখব জানিয়ে"};
  const Passage& p = answer.passage();
  const Sentence& s = p.sentences[n];
  Said said{};
  said.words = s.last - s.first;
  said.time = names_time(p, s);
  said.duration = names_duration(p, s);
  said.price = names_price(p, s);
  said.number = has_number(p, s);
  said.amount = names_amount(p, s);
  said.pays = names_who_pays(p, s);
  said.reason = gives_reason(p, s);
  said.place = names_place(p, s);
  said.where = tells_where(p, s);
  said.person = names_person(p, s);
  said.by_somebody = has_any(p, s, by);
  said.names_first = answer.names_first(s);
  said.yes = says_yes_or_no(p, s);
  said.possible = says_possible_or_not(p, s);
  said.not_needed = says_not_needed(p, s);
  said.own_deed = tells_own_deed(p, s);
  said.promises = promises(p, s);
  said.instructs = instructs(p, s);
  said.instructs_anew = said.instructs && answer.instructs_anew(s);
  said.tells_reader = tells_reader(p, s);
  said.known = answer.repeats_known(s);
  said.asserts = answer.asserts(s);
  said.admits = admits_not_knowing(p, s);
  said.file = answer.has(Rule::missing_attachment, s);
  said.will_tell = (said.promises && has_any(p, s, tells)) || has_any(p, s, will_tell);
  said.role = role_of(answer, n, said);
  return said;
}

// The kind of answer that the question wants; `share`: how much of its words the sentence says.
bool has_kind(const AskedQuestion& q, const Said& said, double share) {
  switch (q.kind) {
    case Asks::time:
      // "Leave it unplugged for ten minutes" tells no time of ours.
      if (said.instructs && !said.promises && !q.asked.of_reader) return false;
      return said.time || said.duration || said.admits;
    case Asks::price: return said.price || said.pays;
    case Asks::count: return said.number || said.amount;
    case Asks::deed:
      if (q.asked.our_plan) return said.own_deed || said.promises || said.time;
      return said.instructs_anew || (said.tells_reader && !said.known) || said.not_needed;
    case Asks::reason: return said.reason;
    case Asks::place: return said.place || said.where;
    case Asks::person: return said.person || said.names_first || (share > 0 && said.by_somebody);
    case Asks::yes_or_no:
      return said.yes || said.possible || said.not_needed ||
             (q.asked.deed && (said.own_deed || said.promises || said.file));
    case Asks::thing: return said.number || said.asserts;
  }
  return false;
}

// Where the kind of answer stands: in a plain sentence that shares a word or belongs to no other question, or in one of
// office language.
enum class Kind { near, free, office_near, office_free, later, nowhere };

struct Evidence {
  Kind kind = Kind::nowhere;
  double plain = 0, office = 0, empty = 0;  // of the question's words, said by such sentences
  std::size_t spare = 0;                    // statements that no other question shares a word with
  bool yes = false;                         // "yes" or "no" somewhere
};

class Table {
 public:
  Table(const AnswerText& answer, const Passage& message, const std::vector<AskedQuestion>& questions)
      : questions_(questions) {
    const Passage& p = answer.passage();
    for (std::size_t n = 0; n < p.sentences.size(); ++n) said_.push_back(judge(answer, n));
    for (const AskedQuestion& q : questions) {
      const auto weights = weights_of(q, message);
      auto& rows = by_word_.emplace_back();
      auto& sum = share_.emplace_back(said_.size());
      for (std::size_t i = 0; i < q.wanted.size(); ++i) {
        const auto about = AnswerText::about(q.wanted[i]);
        auto& row = rows.emplace_back();
        for (std::size_t n = 0; n < said_.size(); ++n) {
          row.push_back(weights[i] * answer.in_sentence(q.wanted[i], about, p.sentences[n]));
          sum[n] += row.back();
        }
      }
    }
  }

  std::size_t stated_words() const {
    std::size_t words = 0;
    for (const Said& said : said_) words += said.role == Role::states ? said.words : 0;
    return words;
  }

  Evidence of(std::size_t question) const {
    const AskedQuestion& q = questions_[question];
    const bool hard = q.kind == Asks::time || q.kind == Asks::price || q.kind == Asks::count;
    Evidence out;
    std::array<bool, 5> found{};
    for (std::size_t n = 0; n < said_.size(); ++n) {
      const Said& said = said_[n];
      const double share = share_[question][n];
      const bool states = said.role == Role::states, office = said.role == Role::office,
                 order = said.role == Role::request &&
                         (q.kind == Asks::deed || (q.kind == Asks::place && share > 0));
      if (states || office || order) {
        const bool kind = has_kind(q, said, share);
        if (kind && share > 0) found[std::size_t(office ? Kind::office_near : Kind::near)] = true;
        if (kind && !of_another(question, n)) found[std::size_t(office ? Kind::office_free : Kind::free)] = true;
      }
      if (states || office) {
        out.yes = out.yes || said.yes;
        if (said.admits) found[std::size_t(Kind::later)] = true;
      }
      if (said.role != Role::void_of && share > 0 && said.will_tell) found[std::size_t(Kind::later)] = true;
      if (said.role == Role::void_of) out.empty = std::max(out.empty, share);
      if (states && (said.asserts || said.promises || !said.instructs) && !is_taken(question, n)) ++out.spare;
    }
    for (std::size_t i = 0; i < found.size() && out.kind == Kind::nowhere; ++i)
      if (found[i]) out.kind = Kind(i);
    out.plain = covered(question, [&](std::size_t n) {
      return said_[n].role == Role::states ||
             (!hard && said_[n].role == Role::request && share_[question][n] >= kMost);
    });
    out.office = covered(question, [&](std::size_t n) { return said_[n].role == Role::office; });
    return out;
  }

 private:
  // Names twice, faint words and what the customer says elsewhere, too, less; they add up to 1.
  std::vector<double> weights_of(const AskedQuestion& q, const Passage& message) const {
    std::unordered_set<std::string_view> elsewhere;
    for (std::size_t n = 0; n < message.sentences.size(); ++n)
      for (std::size_t i = message.sentences[n].first; n != q.sentence && i < message.sentences[n].last; ++i)
        elsewhere.insert(message.words[i].stem);
    for (const AskedQuestion& other : questions_)
      if (&other != &q)
        for (const Word& word : other.wanted) elsewhere.insert(word.stem);
    std::vector<double> out;
    double all = 0;
    for (std::size_t i = 0; i < q.wanted.size(); ++i) {
      const Word& word = q.wanted[i];
      out.push_back((word.capital && i > 0 ? kCapital : is_faint(word) ? kFaint : 1) *
                    (elsewhere.contains(word.stem) ? kSaidElsewhere : 1));
      all += out.back();
    }
    for (double& weight : out) weight /= all;
    return out;
  }

  bool of_another(std::size_t question, std::size_t n) const {
    for (std::size_t i = 0; i < share_.size(); ++i)
      if (i != question && share_[i][n] > share_[question][n] + kOfAnother) return true;
    return false;
  }
  bool is_taken(std::size_t question, std::size_t n) const {
    for (std::size_t i = 0; i < share_.size(); ++i)
      if (i != question && share_[i][n] > kOfThis) return true;
    return false;
  }

  double covered(std::size_t question, auto&& counts) const {
    double all = 0;
    for (const auto& row : by_word_[question]) {
      double best = 0;
      for (std::size_t n = 0; n < row.size(); ++n)
        if (counts(n)) best = std::max(best, row[n]);
      all += best;
    }
    return all;
  }

  const std::vector<AskedQuestion>& questions_;
  std::vector<Said> said_;
  std::vector<std::vector<std::vector<double>>> by_word_;  // question, word, sentence
  std::vector<std::vector<double>> share_;                 // question, sentence
};

// "May I?", "Do you have it?"
bool yes_or_no_seems_open(const Evidence& e, Style style) {
  if (e.yes || e.plain > 0 || e.empty >= kNearlyAll) return false;
  if (e.kind != Kind::nowhere && e.kind != Kind::later && e.kind != Kind::office_free) return false;
  if (e.kind == Kind::office_free) return style != Style::plain && e.office == 0;
  if (e.office > 0) return style != Style::plain && e.office <= kSomewhat;
  switch (style) {
    case Style::office: return true;
    case Style::jargon: return e.spare < 2;
    case Style::plain: return e.spare == 0;
  }
  return false;
}

bool seems_open(const AskedQuestion& q, const Evidence& e, Style style) {
  const bool nowhere = e.kind == Kind::nowhere, untouched = e.plain == 0 && e.office == 0 && e.empty < kNearlyAll;
  const bool no_kind = nowhere || e.kind == Kind::later;
  switch (q.kind) {
    case Asks::time:
    case Asks::price:
    case Asks::count:
      if (style == Style::plain) return nowhere && e.plain == 0 && e.spare < 2;
      return (nowhere || e.kind == Kind::office_free) && e.plain <= kMuch;
    case Asks::yes_or_no: return yes_or_no_seems_open(e, style);
    case Asks::person: return style != Style::plain && e.kind != Kind::near;
    case Asks::place:
      return style != Style::plain && ((no_kind && untouched) || e.kind == Kind::office_free);
    case Asks::reason: return style != Style::plain && no_kind && untouched && e.spare == 0;
    case Asks::thing: return no_kind && untouched && (style != Style::plain || e.spare == 0);
    case Asks::deed: return style != Style::plain && no_kind && untouched;
  }
  return false;
}

}  // namespace

Style style_of(const Findings& known, const Findings& hollow) {
  Style style = known.empty() ? Style::plain : Style::jargon;
  for (const Finding& finding : hollow) {
    if (finding.rule == Rule::passive || finding.rule == Rule::officialese) return Style::office;
    if (finding.rule == Rule::jargon) style = Style::jargon;
  }
  return style;
}

std::vector<char> seem_open(const AnswerText& answer, const Passage& message,
                            const std::vector<AskedQuestion>& questions, Style style) {
  const Table table(answer, message, questions);
  // So few words can hardly answer in other words.
  const bool few = style == Style::plain && table.stated_words() < kFewWords * questions.size();
  std::vector<char> out;
  for (std::size_t i = 0; i < questions.size(); ++i)
    out.push_back(few || seems_open(questions[i], table.of(i), style));
  return out;
}

}  // namespace sahay::wording
