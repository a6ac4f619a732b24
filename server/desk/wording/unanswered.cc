// Each question of the customer: answered, or at least taken up. Judged by what is asked for (a time, a price, a number,
// what to do) and by the words that question and answer share; without a model this is a good guess, and says so.
#include <algorithm>

#include "desk/wording/rules.h"
#include "desk/wording/signals.h"

namespace sahay::wording {
namespace {

// A message of strangers may hold thousands of question marks; nobody answers more than these one by one.
constexpr std::size_t kMostQuestions = 30, kMostWords = 40;

enum class Asks { yes_or_no, time, price, count, deed, thing };

struct Part {
  std::size_t first, last;  // words of the question's passage
};

// "Do you have a course, and when is the next one?" are two questions.
std::vector<Part> parts_of(const Passage& message, const Sentence& sentence) {
  static const WordSet joins{"and or", "и или", "আর এবং"};
  static const WordSet starts{"when where who what which why how is are do does can will", "когда где кто что почему как сколько куда какой какая какие можно есть", "কবে কখন কোথায় কে কী কেন কত কীভাবে"};
  std::vector<Part> out;
  std::size_t first = sentence.first;
  for (std::size_t i = sentence.first + 2; i + 1 < sentence.last; ++i)
    if (joins.has(message.words[i]) && starts.has(message.words[i + 1])) {
      out.push_back({first, i});
      first = i + 1;
    }
  out.push_back({first, sentence.last});
  return out;
}

Asks kind_of(const Passage& message, const Part& part) {
  static const WordSet when{"when", "когда", "কবে কখন"}, how_many{"сколько", "কত কয়টা কয়টি কতগুলো কতটা কয়জন কতজন কতক্ষণ কতদিন"}, long_time{"long soon", "долго скоро времени дней часов ждать", "দিন সময় ঘণ্টা দেরি কতক্ষণ কতদিন"},
      money{"cost costs price charge fee", "стоит стоить стоят цена стоимость", "খরচ দাম মূল্য ফি চার্জ"}, thing{"where who whom whose which why", "где кто кого кому чей какой какая какие каком почему куда откуда", "কোথায় কে কার কেন কোন"},
      what{"what", "что чем", "কী"}, how{"how", "как", "কীভাবে কিভাবে"}, deed{"do try", "делать сделать попробовать пробовать", "করব করতে করি"};
  const auto any = [&](const WordSet& set, std::size_t from) {
    return std::any_of(message.words.begin() + std::ptrdiff_t(from), message.words.begin() + std::ptrdiff_t(part.last), [&](const Word& word) { return set.has(word); });
  };
  // "Do I need one when I move?" is no question of time.
  static const WordSet helpers{"do does did is are was were will would can could should may shall has have", "можно нужно нужна нужен нужны есть"};
  static const WordSet before{"hello hi hey dear good morning afternoon evening and also but", "здравствуйте добрый день и а", "হ্যালো আর"};
  std::size_t start = part.first;
  while (start < part.last && before.has(message.words[start])) ++start;
  if (start < part.last && helpers.has(message.words[start])) return Asks::yes_or_no;
  for (std::size_t i = part.first; i < part.last; ++i) {
    const Word& word = message.words[i];
    if (when.has(word)) return Asks::time;
    if (how_many.has(word)) return any(long_time, part.first) ? Asks::time : any(money, part.first) ? Asks::price : Asks::count;
    if (thing.has(word)) return Asks::thing;
    if (how.has(word)) {
      if (word.folded == "how" && i + 1 < part.last) {
        const std::string& next = message.words[i + 1].folded;
        if (long_time.has(message.words[i + 1])) return Asks::time;
        if (next == "many") return Asks::count;
        if (next == "much") return Asks::price;
      }
      return any(long_time, i) ? Asks::time : Asks::deed;
    }
    if (what.has(word)) return any(money, part.first) ? Asks::price : any(deed, i) ? Asks::deed : Asks::thing;
  }
  return Asks::yes_or_no;
}

std::vector<Word> content_of(const Passage& message, std::size_t first, std::size_t last) {
  std::vector<Word> out;
  for (std::size_t i = first; i < last; ++i)
    if (out.size() < kMostWords && has_content(message.words[i])) out.push_back(message.words[i]);
  return out;
}

// The share of the question's words that the answer takes up; names count twice.
double shared(const std::vector<Word>& wanted, const Passage& answer) {
  double all = 0, found = 0;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    const double weight = wanted[i].capital && i > 0 ? 2 : 1;
    all += weight;
    if (std::any_of(answer.words.begin(), answer.words.end(), [&](const Word& said) { return akin(said, wanted[i]); })) found += weight;
  }
  return all > 0 ? found / all : 0;
}

bool overlaps(const Finding& finding, const Sentence& sentence) { return finding.begin < sentence.end && sentence.begin < finding.end; }

bool is_answered(Asks kind, double share, const Passage& answer, const Findings& known) {
  const auto any = [&](auto&& says) { return std::any_of(answer.sentences.begin(), answer.sentences.end(), says); };
  switch (kind) {
    case Asks::time: return any([&](const Sentence& s) { return names_time(answer, s) || names_duration(answer, s); });
    case Asks::price: return any([&](const Sentence& s) { return names_price(answer, s); });
    case Asks::count: return share >= 0.75 || (share > 0 && any([&](const Sentence& s) { return has_number(answer, s); }));
    case Asks::deed:
      return any([&](const Sentence& s) {
        return instructs(answer, s) && std::none_of(known.begin(), known.end(), [&](const Finding& finding) { return overlaps(finding, s); });
      });
    case Asks::thing: return share >= 0.5;
    case Asks::yes_or_no: return share >= 0.33;
  }
  return false;
}

}  // namespace

std::vector<Question> answer_questions(const Reading& reading, const Findings& known) {
  const Passage& message = reading.question;
  std::vector<Question> out;
  bool spare_answer = says_yes_or_no(reading.answer);  // "Yes" answers one question that shares no word with it
  for (std::size_t n = 0; n < message.sentences.size(); ++n) {
    const Sentence& sentence = message.sentences[n];
    if (!sentence.asks) continue;
    for (const Part& part : parts_of(message, sentence)) {
      if (out.size() == kMostQuestions) return out;
      auto wanted = content_of(message, part.first, part.last);
      if (wanted.empty() && n > 0) wanted = content_of(message, message.sentences[n - 1].first, message.sentences[n - 1].last);  // "Why?"
      const Asks kind = kind_of(message, part);
      const double share = shared(wanted, reading.answer);
      Question question{message.words[part.first].begin, part.last == sentence.last ? sentence.end : message.words[part.last - 1].end, {}, false};
      question.text = std::string(message.cut(question.begin, question.end));
      question.answered = is_answered(kind, share, reading.answer, known);
      if (!question.answered && kind == Asks::yes_or_no && spare_answer) {
        question.answered = true;
        spare_answer = false;
      }
      out.push_back(std::move(question));
    }
  }
  return out;
}

}  // namespace sahay::wording
