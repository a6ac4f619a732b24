// Asking for what is known: a datum that the desk has, a step that was done. What a draft asks is seen by the shape of
// its sentences (signals.h); what it asks for by stems and meanings (meaning.h).
#include <algorithm>

#include "platform/text/unicode_words.h"
#include "desk/wording/meaning.h"
#include "desk/wording/rules.h"
#include "desk/wording/signals.h"

namespace sahay::wording {
namespace {

// The words of a fact that make it this fact: "restarted the printer" is restart + printer.
std::vector<Word> heart_of(const Passage& fact) {
  static const WordSet trying{"try tried trying",
                              "попробовали попробовал попробовала пробовали пробовал пробовала попытались",
                              "চেষ্টা দিয়ে দিয়েছি দিয়েছেন দিলাম দিয়েছিলাম দিয়েছেন"};
  static const WordSet switching{"turn turned turning switch switched switching off on again", "выключ включ снова",
                                 "বন্ধ চালু করে আবার করেছি করেছেন করা"};
  std::vector<Word> out;
  // "Switched the till off and on" is restart + till.
  bool restarted = false;
  for (std::size_t i = 0; i < fact.words.size(); ++i)
    restarted = restarted || off_and_on(fact, i, fact.words.size()) > 0;
  if (restarted) out.push_back(read_passage("restart").words.front());
  for (const Word& word : fact.words) {
    if (!has_content(word) || word.digit || trying.has(word)) continue;
    if (restarted && (switching.has(word) || word.folded.starts_with("выключ") || word.folded.starts_with("включ") ||
                      word.folded.starts_with("отключ")))
      continue;
    out.push_back(word);
  }
  return out;
}

// The verb's root in one spelling: "মোছা" and "মুছুন", "লেখা" and "লিখুন" differ in their first vowel. Empty: too short.
std::u32string root_of(const Word& word) {
  auto root = text::to_code_points(word.folded);
  if (root.size() < 3) return {};
  root.resize(3);
  if (root[1] == U'ো') root[1] = U'ু';
  if (root[1] == U'ে') root[1] = U'ি';
  const bool vowel = root[1] == U'ু' || root[1] == U'ি';
  return vowel && root[2] >= U'ক' && root[2] <= U'হ' ? root : std::u32string{};
}

// Related by stem or meaning, or verbs whose root changes: "протёрли" and "протрите" share four letters.
bool means(const Word& said, const Word& known, bool step) {
  if (same_meaning(said, known)) return true;
  if (meaning_of(said) >= 0 && meaning_of(known) >= 0) return false;
  if (step && said.script == text::Script::bengali && known.script == text::Script::bengali &&
      !root_of(said).empty() && root_of(said) == root_of(known))
    return true;
  const std::size_t letters = known.script == text::Script::cyrillic  ? 8
                              : known.script == text::Script::bengali ? 15
                                                                      : 5;
  return step && said.script == known.script && said.stem.size() >= letters && known.stem.size() >= letters &&
         said.stem.substr(0, letters) == known.stem.substr(0, letters);
}

// "I will send you the serial number" gives; "Is it the serial number on the box?" asks.
bool gives(const Passage& answer, const Sentence& sentence) {
  return !sentence.asks && promises(answer, sentence) && !instructs(answer, sentence);
}

bool forbids(const Passage& answer, const Sentence& sentence) {
  static const WordSet no{"not don't don’t never", "не"}, bengali_no{"না নয়"};
  if (bengali_no.has(answer.words[sentence.last - 1])) return true;  // "করবেন না"; at the start it is "if not"
  const Word& first = answer.words[sentence.first];
  return no.has(first) || (sentence.first + 1 < sentence.last && (first.folded == "do" || first.folded == "please") &&
                           no.has(answer.words[sentence.first + 1]));
}

// "Once more", said on purpose: the writer knows that it was done.
bool repeats(const Passage& answer, const Sentence& whole, std::size_t first, std::size_t last) {
  static const WordSet more{"more time"}, russian_once{"раз"}, russian_more{"еще ещё"},
      bengali{"আরেকবার আরেকটিবার আবারও"};
  // Beside the step: "... and try once more" at the end of a long sentence repeats another one.
  const std::size_t from = first > whole.first + 3 ? first - 3 : whole.first;
  for (std::size_t i = from; i < std::min(last + 4, whole.last); ++i) {
    const Word& word = answer.words[i];
    if (bengali.has(word)) return true;
    if (i == whole.first) continue;
    const Word& before = answer.words[i - 1];
    if (more.has(word) && (before.folded == "once" || before.folded == "one" || before.folded == "another"))
      return true;
    if (russian_once.has(word) && russian_more.has(before)) return true;
  }
  return false;
}

// The clause of a word, from comma to comma.
std::pair<std::size_t, std::size_t> clause_of(const Passage& answer, const Sentence& sentence, std::size_t at) {
  const auto comma = [&](std::size_t left) {
    return answer.cut(answer.words[left].end, answer.words[left + 1].begin).find_first_of(",;:") !=
           std::string_view::npos;
  };
  std::size_t first = at, last = at + 1;
  while (first > sentence.first && !comma(first - 1)) --first;
  while (last < sentence.last && !comma(last - 1)) ++last;
  return {first, last};
}

// "Since you restarted it, ...", "раз вы перезагрузили, ...": the clause says what was done and asks for nothing.
bool acknowledges(const Passage& answer, const Sentence& sentence, std::size_t at) {
  static const WordSet opens{"since after because as given seeing thanks thank", "раз поскольку спасибо после", ""},
      bengali{"বলে তাই ধন্যবাদ"}, russian_as{"так"};
  const auto [first, last] = clause_of(answer, sentence, at);
  if (last == sentence.last && first == sentence.first && sentence.asks) return false;
  if (opens.has(answer.words[first])) return true;
  if (russian_as.has(answer.words[first]) && first + 1 < last && answer.words[first + 1].folded == "как") return true;
  return std::any_of(answer.words.begin() + std::ptrdiff_t(first), answer.words.begin() + std::ptrdiff_t(last),
                     [&](const Word& word) { return bengali.has(word); });
}

// "I need your customer number", "нужен номер заказа", "নম্বরটা লাগবে": asks without a question or an order; not "you
// need your number at the counter".
bool needs(const Passage& answer, const Sentence& sentence) {
  static const WordSet we{"i we us me i'd we'd i’d we’d", "", "আমার আমাদের"},
      need{"need require miss missing lack",
           "нужен нужна нужно нужны понадобится понадобятся потребуется требуется необходим необходима необходимы "
           "необходимо хватает",
           "লাগবে দরকার প্রয়োজন চাই"},
      passive{"needed required necessary"}, no{"no not don't don’t", "не", "না নেই"}, reader{"you", "вам"},
      lacks{"хватает"};
  bool ours = false, needed = false, negated = false, theirs = false;
  for (std::size_t i = sentence.first; i < sentence.last; ++i) {
    const Word& word = answer.words[i];
    ours = ours || we.has(word) || passive.has(word) || (need.has(word) && word.script != text::Script::latin);
    needed = needed || need.has(word) || passive.has(word);
    negated = negated || (no.has(word) && !(i + 1 < sentence.last && lacks.has(answer.words[i + 1])));
    theirs = theirs || (reader.has(word) && word.script == text::Script::cyrillic);
  }
  return ours && needed && !negated && !theirs;
}

// "A restart usually helps", "помогает перезагрузка": proposes a step without an order.
bool suggests(const Passage& answer, const Sentence& sentence) {
  static const WordSet helps{"helps help fixes solves cures", "помогает поможет помогут помогла", "কমে সারে"},
      no{"not didn't didn’t doesn't doesn’t", "не", "না"}, us{"i we happy glad"};
  bool found = false, other = false;
  for (std::size_t i = sentence.first; i < sentence.last; ++i) {
    found = found || helps.has(answer.words[i]);
    other = other || no.has(answer.words[i]) || us.has(answer.words[i]);
  }
  return found && !other;
}

// "Once you send the number", "নম্বরটি পাঠালে", "с указанием номера": asks by the way.
bool asks_by_the_way(const Passage& answer, const Sentence& sentence) {
  static const WordSet when{"once if when after until"}, you{"you we"}, gives{"send give tell share provide have get "
                                                                             "know confirm write state receive"},
      bearing{"bearing quoting stating including mentioning indicating"}, your{"your the"};
  static const WordSet russian{"указанием указав сообщив назвав пришлете сообщите назовете укажете"};
  static const WordSet bengali{"পাঠালে জানালে দিলে বললে লিখলে পেলে"};
  for (std::size_t i = sentence.first; i < sentence.last; ++i) {
    const Word& word = answer.words[i];
    if (russian.has(word) || bengali.has(word)) return true;
    if (i + 2 >= sentence.last) continue;
    if (when.has(word) && you.has(answer.words[i + 1]) && gives.has(answer.words[i + 2])) return true;
    if (bearing.has(word) && your.has(answer.words[i + 1])) return true;
  }
  return false;
}

// Wants to be told something: a question word, or a verb of telling.
bool wants_to_know(const Passage& answer, const Sentence& sentence) {
  static const WordSet asking{
      "what which whose tell send give provide confirm specify name state share let write reply need know have get "
      "remind quote mention note indicate enter forward attach include read supply furnish advise",
      "какой какая какое какие каким какую какого каков какова чей чья сообщите пришлите назовите уточните подскажите "
      "укажите напишите подтвердите скажите дайте отправьте вышлите напомните продиктуйте приложите пришлете назовете "
      "сообщить указать прислать уточнить назвать подсказать предоставьте направьте перечислите",
      "কোন কী কি কত কোনটি কোনটা জানান জানাবেন পাঠান পাঠাবেন বলুন বলবেন দিন দেবেন লিখুন নিশ্চিত জানতে জানালে বললে পাঠালে "
      "উল্লেখ লিখে জানিয়ে বলতে দিতে"};
  for (std::size_t i = sentence.first; i < sentence.last; ++i)
    if (asking.has(answer.words[i])) return true;
  return false;
}

struct Span {
  std::size_t first = 0, last = 0;
};

// "Пришлите её номер", "send me its number": the pronoun stands for a word that was said before.
bool stands_for(const Passage& answer, const Sentence& sentence, const std::vector<Word>& heart, const Word& known,
                Span& span) {
  static const WordSet whose{"its her his their", "ее её его их", "এর তার ওটার সেটার এটার"};
  if (std::none_of(answer.words.begin(), answer.words.begin() + std::ptrdiff_t(sentence.last),
                   [&](const Word& word) { return means(word, known, false); }))
    return false;
  for (std::size_t i = sentence.first; i + 1 < sentence.last; ++i)
    if (whose.has(answer.words[i]) &&
        std::any_of(heart.begin(), heart.end(), [&](const Word& word) { return means(answer.words[i + 1], word, false); })) {
      span.first = std::min(span.first, i);
      return true;
    }
  return false;
}

// All of the words stand together in the sentence: "the number on the printer" is not "printer ... order number" across
// it.
std::optional<Span> together(const Passage& answer, const Sentence& sentence, const std::vector<Word>& heart,
                             bool step) {
  // "Take out the jammed paper" is "cleared the paper jam"; but a number, a name or a date is told by its other word.
  static const WordSet generic{"number name date id code mail", "номер имя дата код почта",
                               "নম্বর নাম্বার নাম তারিখ আইডি কোড"};
  std::size_t may_miss = heart.size() / 3;
  for (const Word& known : heart)
    if (generic.has(known)) may_miss = 0;
  Span span{sentence.last, sentence.first};
  std::size_t reach =
      sentence.first;  // where the last of the words stands; "off, wait a minute and on" reaches no further than "off"
  for (const Word& known : heart) {
    bool found = false;
    for (std::size_t i = sentence.first; i < sentence.last && !found; ++i) {
      std::size_t end = means(answer.words[i], known, step) ? i + 1 : 0;
      // "Sent the printed page" speaks of what was printed; it asks for no printing.
      if (end && step && &known == &heart.front() && !sentence.asks && answer.words[i].script == text::Script::latin &&
          answer.words[i].folded.ends_with("ed"))
        end = 0;
      if (!end && step && is_restart(known)) end = off_and_on(answer, i, sentence.last);
      if (!end) continue;
      found = true;
      span.first = std::min(span.first, i);
      span.last = std::max(span.last, end);
      reach = std::max(reach, i + 1);
    }
    if (!found && !generic.has(known) && heart.size() == 2 && !step)
      found = stands_for(answer, sentence, heart, known, span);
    if (!found && may_miss-- == 0) return std::nullopt;
  }
  if (reach - span.first > heart.size() + 5) return std::nullopt;
  return span;
}

// A question that holds nothing but what was said: "What colour is the light?" after "the light is red".
std::optional<Span> inside(const Passage& answer, const Sentence& sentence, const std::vector<Word>& heart) {
  if (!sentence.asks) return std::nullopt;
  Span span{sentence.last, sentence.first};
  int shared = 0;
  for (std::size_t i = sentence.first; i < sentence.last; ++i) {
    if (!has_content(answer.words[i])) continue;
    if (std::none_of(heart.begin(), heart.end(),
                     [&](const Word& known) { return means(answer.words[i], known, false); }))
      return std::nullopt;
    ++shared;
    span.first = std::min(span.first, i);
    span.last = std::max(span.last, i + 1);
  }
  if (shared < 2) return std::nullopt;
  return span;
}

using Hearts = std::vector<std::vector<Word>>;

// Any of these groups of words asks for the datum.
Hearts names_of_datum(const KnownFact& fact, const Passage& label, const Passage& value) {
  if (!label.words.empty()) return {heart_of(label)};
  const auto of = [](std::string_view words) { return heart_of(read_passage(words)); };
  switch (datum_of(value)) {
    case Datum::browser: return {of("browser")};
    case Datum::system: {
      Hearts out{of("operating system"), of("операционная система"), of("অপারেটিং সিস্টেম")};
      for (const Word& word : value.words)
        if (!word.digit && datum_of(read_passage(word.folded)) == Datum::system) {
          out.push_back(of("version"));
          out.back().push_back(word);
        }
      return out;
    }
    case Datum::none: break;
  }
  return fact.kind == "data" ? Hearts{heart_of(value)} : Hearts{};
}

class Guard {
 public:
  Guard(const Reading& reading, const KnownFact& fact)
      : answer_(reading.answer), fact_(fact), words_(read_passage(fact.words)), label_(read_passage(fact.label)) {
    step_ = fact.kind == "tried";
    if (step_)
      hearts_ = {heart_of(words_)};
    else if (fact.kind == "symptom" || fact.kind == "ruled_out")
      whole_ = heart_of(words_);
    else
      hearts_ = names_of_datum(fact, label_, words_);
    std::erase_if(hearts_, [](const auto& heart) { return heart.empty(); });
  }

  std::optional<Span> asked_in(const Sentence& sentence) const {
    for (const auto& heart : hearts_) {
      const auto span = together(answer_, sentence, heart, step_);
      if (!span) continue;
      if (step_ && (repeats(answer_, sentence, span->first, span->last) ||
                    acknowledges(answer_, sentence, span->first) || denied(sentence, span->first)))
        continue;
      if (fact_.kind == "environment" && !wants_to_know(answer_, sentence) && !needs(answer_, sentence)) continue;
      return span;
    }
    if (whole_.size() < 2) return std::nullopt;
    if (sentence.asks && fact_.kind == "ruled_out")
      if (const auto span = together(answer_, sentence, whole_, false)) return span;
    return inside(answer_, sentence, whole_);
  }

 private:
  // "Do not bleed", "больше не спускайте".
  bool denied(const Sentence& sentence, std::size_t first) const {
    static const WordSet no{"not don't don’t never", "не"};
    return first > sentence.first && no.has(answer_.words[first - 1]);
  }

  const Passage& answer_;
  const KnownFact& fact_;
  Passage words_, label_;
  Hearts hearts_;
  std::vector<Word> whole_;
  bool step_ = false;
};

}  // namespace

void find_known_data(const Reading& reading, Findings& out) {
  const Passage& answer = reading.answer;
  std::vector<std::size_t> asking;
  for (std::size_t i = 0; i < answer.sentences.size(); ++i) {
    const Sentence& sentence = answer.sentences[i];
    const bool proposes = needs(answer, sentence) || suggests(answer, sentence) || asks_by_the_way(answer, sentence);
    if ((asks(answer, sentence) || proposes) && (proposes || !gives(answer, sentence)) && !forbids(answer, sentence))
      asking.push_back(i);
  }
  if (asking.empty()) return;
  for (std::size_t known = 0; known < reading.draft.known.size(); ++known) {
    const KnownFact& fact = reading.draft.known[known];
    const Guard guard(reading, fact);
    for (std::size_t n = 0; n < asking.size(); ++n) {
      auto span = guard.asked_in(answer.sentences[asking[n]]);
      if (!span) continue;
      // "Have you tried to restart it? If not, restart it" asks once.
      for (; n + 1 < asking.size() && asking[n + 1] == asking[n] + 1; ++n) {
        const auto more = guard.asked_in(answer.sentences[asking[n + 1]]);
        if (!more) break;
        span->last = more->last;
      }
      Finding finding = finding_at(Rule::known_data, reading, span->first, span->last);
      finding.plain = fact.label.empty() ? fact.words : fact.label + ": " + fact.words;
      finding.known = int(known);
      out.push_back(std::move(finding));
      break;
    }
  }
}

}  // namespace sahay::wording
