#include "desk/wording/questions.h"

#include <algorithm>

#include "desk/wording/answer_cues.h"

namespace sahay::wording {
namespace {

// A message of strangers may hold thousands of question marks; nobody answers more than these one by one.
constexpr std::size_t kMostQuestions = 30, kMostWords = 40;

struct Part {
  std::size_t first, last;  // words of the question's passage
};

// "We want to know whether it still works", without a question mark.
bool asks_indirectly(const Passage& message, const Sentence& sentence) {
  static const WordSet wish{"want like wonder wondering need",
                            "хочу хотим хотела хотел хотелось хотели интересует подскажите", "জানতে"};
  static const WordSet know{"know", "узнать знать понять", "চাই চাইছি চেয়েছিলাম"};
  static const WordSet what{"whether if when how what where why which who",
                            "ли когда сколько где как почему какой какая какие можно чем кто",
                            "কবে কত কি কেন কোথায় কীভাবে"};
  // "Сообщите, когда уберут", "please tell me when", "কবে হবে জানাবেন": an order to tell.
  static const WordSet telling{"tell", "сообщите скажите подскажите напишите уточните", "জানান জানাবেন বলুন বলবেন বলেন"},
      how_much{"сколько почему"}, joining{"и а"}, asked{"কবে কখন কোথায় কেন কীভাবে কত কে কী"};
  const std::size_t start = sentence.first + (joining.has(message.words[sentence.first]) ? 1 : 0);
  if (start < sentence.last && how_much.has(message.words[start])) return true;
  bool told = false;
  for (std::size_t i = sentence.first; i < sentence.last; ++i) {
    if (told && what.has(message.words[i]) && message.words[i].script != text::Script::bengali) return true;
    if (!telling.has(message.words[i])) continue;
    told = true;
    if (message.words[i].script == text::Script::bengali &&
        std::any_of(message.words.begin() + std::ptrdiff_t(sentence.first), message.words.begin() + std::ptrdiff_t(i),
                    [&](const Word& word) { return asked.has(word); }))
      return true;
  }
  bool wished = false, known = false;
  for (std::size_t i = sentence.first; i < sentence.last; ++i) {
    const Word& word = message.words[i];
    known = known || (wished && know.has(word)) || word.folded.starts_with("wonder") ||
            word.folded == text::fold_word("подскажите") || word.folded == text::fold_word("интересует");
    wished = wished || wish.has(word);
    if (known && what.has(word)) return true;
    if (word.script == text::Script::bengali && know.has(word) && wished) return true;
  }
  return false;
}

// "Do you have a course, and when is the next one?" are two questions.
std::vector<Part> parts_of(const Passage& message, const Sentence& sentence) {
  static const WordSet joins{"and or", "и или", "আর এবং"};
  static const WordSet starts{
      "until when where who what which why how is are do does can will could would should must "
      "may shall did has have was were whether",
      "когда где кто что почему как сколько куда откуда какой какая какие можно есть надо нужно "
      "нужна нужен",
      "কবে কখন কোথায় কে কী কেন কত কীভাবে"};
  // "И найдётся ли кроватка", "а во сколько", "আর পরীক্ষা কবে".
  static const WordSet whether{"ли"}, before{"во до со с на за"}, amount{"сколько скольки какой какого когда чем что"};
  static const WordSet asked{"কবে কখন কোথায় কে কী কেন কত কীভাবে কোন কয়টা"}, bengali_join{"আর এবং"};
  const auto begins_question = [&](std::size_t i) {
    if (starts.has(message.words[i])) return true;
    if (i + 1 < sentence.last && whether.has(message.words[i + 1])) return true;
    if (i + 2 < sentence.last && whether.has(message.words[i + 2])) return true;
    return i + 1 < sentence.last && before.has(message.words[i]) && amount.has(message.words[i + 1]);
  };
  const auto asks_in = [&](std::size_t from, std::size_t to) {
    return std::any_of(message.words.begin() + std::ptrdiff_t(from), message.words.begin() + std::ptrdiff_t(to),
                       [&](const Word& word) { return asked.has(word); });
  };
  std::vector<Part> out;
  std::size_t first = sentence.first;
  for (std::size_t i = sentence.first + 2; i + 1 < sentence.last; ++i)
    if (joins.has(message.words[i]) &&
        (begins_question(i + 1) ||
         (bengali_join.has(message.words[i]) && asks_in(first, i) && asks_in(i + 1, sentence.last)))) {
      out.push_back({first, i});
      first = i + 1;
    }
  out.push_back({first, sentence.last});
  return out;
}

Asks kind_of(const Passage& message, const Part& part) {
  static const WordSet when{"when", "когда надолго", "কবে কখন"},
      how_many{"сколько скольки", "কত কয়টা কয়টি কতগুলো কতটা কয়জন কতজন কতক্ষণ কতদিন"},
      long_time{"long soon", "долго скоро времени дней часов ждать", "দিন সময় ঘণ্টা দেরি অপেক্ষা কতক্ষণ কতদিন"},
      money{"cost costs price charge fee rent rate fare",
            "платить заплатить доплатить возьмете берете стоит стоить стоят цена стоимость аренда",
            "খরচ দাম মূল্য ফি চার্জ ভাড়া"},
      thing{"whose which", "чей какой какая какие каком", "কার কোন"}, why{"why", "почему зачем отчего", "কেন"},
      where{"where", "где куда откуда", "কোথায় কোথা"}, who{"who whom", "кто кого кому", "কে কাকে"},
      what{"what", "что чем", "কী"}, how{"how", "как", "কীভাবে কিভাবে"},
      deed{"do try", "делать сделать попробовать пробовать", "করব করতে করি"};
  const auto any = [&](const WordSet& set, std::size_t from) {
    return std::any_of(message.words.begin() + std::ptrdiff_t(from), message.words.begin() + std::ptrdiff_t(part.last),
                       [&](const Word& word) { return set.has(word); });
  };
  // "Do I need one when I move?" is no question of time.
  static const WordSet helpers{"do does did is are was were will would can could should may shall has have",
                               "можно нужно нужна нужен нужны есть"};
  static const WordSet before{"hello hi hey dear good morning afternoon evening and also but",
                              "здравствуйте добрый день и а", "হ্যালো আর"};
  std::size_t start = part.first;
  while (start < part.last && before.has(message.words[start])) ++start;
  // "Can you tell me when it comes?" asks for a time.
  static const WordSet telling{"tell know say explain", "сказать подскажите знаете сообщить", "বলতে জানাতে"};
  if (start < part.last && helpers.has(message.words[start]) && !any(telling, start)) return Asks::yes_or_no;
  for (std::size_t i = part.first; i < part.last; ++i) {
    const Word& word = message.words[i];
    // "Кто-то", "что-нибудь" ask for nobody.
    static const WordSet some{"то нибудь либо"};
    if (i + 1 < part.last && some.has(message.words[i + 1]) && message.cut(word.end, message.words[i + 1].begin) == "-")
      continue;
    if (when.has(word)) return Asks::time;
    // "Во сколько", "до скольки".
    static const WordSet clock{"во до со с к"};
    if (how_many.has(word) && i > part.first && clock.has(message.words[i - 1])) return Asks::time;
    if (how_many.has(word))
      return any(long_time, part.first) ? Asks::time : any(money, part.first) ? Asks::price : Asks::count;
    if (why.has(word)) return Asks::reason;
    if (where.has(word)) return Asks::place;
    if (who.has(word)) return Asks::person;
    if (thing.has(word)) return Asks::thing;
    // "За что", "как так вышло", "how did that happen" want a reason.
    static const WordSet what_for{"за"},
        happened{"happen happened", "вышло получилось случилось произошло", "হলো হল ঘটল"};
    if (i > part.first && what_for.has(message.words[i - 1]) && word.folded == text::fold_word("что"))
      return Asks::reason;
    if (how.has(word) && any(happened, i)) return Asks::reason;
    if (how.has(word)) {
      if (word.folded == "how" && i + 1 < part.last) {
        const std::string& next = message.words[i + 1].folded;
        if (long_time.has(message.words[i + 1])) return Asks::time;
        if (next == "many") return Asks::count;
        static const WordSet verbs{"is are does do did would will for your the it a"};
        if (next == "much" && i + 2 < part.last && !verbs.has(message.words[i + 2]) && !any(money, part.first))
          return Asks::count;
        if (next == "much") return Asks::price;
        static const WordSet measures{
            "thick thin big large small wide high tall deep heavy far fast hot cold strong old loud often strict "
            "precise exact accurate"};
        if (measures.has(message.words[i + 1])) return Asks::count;
      }
      return any(long_time, i) ? Asks::time : Asks::deed;
    }
    static const WordSet now{"now next", "теперь дальше"};
    if (what.has(word) && i + 1 < part.last && now.has(message.words[i + 1])) return Asks::deed;
    if (what.has(word)) return any(money, part.first) ? Asks::price : any(deed, i) ? Asks::deed : Asks::thing;
  }
  return Asks::yes_or_no;
}

// "What are you going to do about it?", "Что вы собираетесь делать?", "আপনারা কী করবেন?": an order to the reader is no
// answer.
bool asks_our_plan(const Passage& message, std::size_t first, std::size_t last) {
  static const WordSet going{"going", "собираетесь намерены планируете будете"}, you{"you", "вы", "আপনারা"},
      what{"what", "что", "কী কি"}, does{"করবেন করছেন নেবেন"};
  bool reader = false, asked = false, plan = false;
  for (std::size_t i = first; i < last; ++i) {
    const Word& word = message.words[i];
    reader = reader || you.has(word);
    asked = asked || what.has(word);
    plan = plan || going.has(word) || does.has(word);
  }
  return reader && asked && plan;
}

// "Hello?" asks nothing.
bool only_greets(const Passage& message, const Part& part) {
  static const WordSet greeting{"hello hi hey there anybody", "алло ау здравствуйте эй", "হ্যালো"};
  return std::all_of(message.words.begin() + std::ptrdiff_t(part.first),
                     message.words.begin() + std::ptrdiff_t(part.last),
                     [&](const Word& word) { return greeting.has(word); });
}

bool asks_when(const Passage& message, std::size_t first, std::size_t last) {
  static const WordSet when{"when", "когда", "কবে কখন"};
  return std::any_of(message.words.begin() + std::ptrdiff_t(first), message.words.begin() + std::ptrdiff_t(last),
                     [&](const Word& word) { return when.has(word); });
}

// "When can I come?", "куда мне обратиться?"; not "When do I get my money?", which is ours to do.
bool is_of_reader(const Passage& message, std::size_t first, std::size_t last) {
  static const WordSet reader{"i we me my", "мне нам можно нужно надо я мы", "আমি আমরা যাবে যায়"},
      gets{"get receive have see hear expect find wait",
           "получу получим получить ждать дождусь дождаться увижу будет верну вернут вернете придут",
           "পাব পাবো পাচ্ছি পাই"};
  bool of_reader = false;
  for (std::size_t i = first; i < last; ++i) {
    const Word& word = message.words[i];
    if (gets.has(word)) return false;
    of_reader = of_reader || reader.has(word) ||
                (word.script == text::Script::bengali && word.folded.size() >= 9 && word.folded.ends_with("ব")) ||
                (word.script == text::Script::cyrillic && word.folded.size() > 8 && word.folded.ends_with("ть"));
  }
  return of_reader;
}

std::vector<Word> content_of(const Passage& message, std::size_t first, std::size_t last) {
  static const WordSet address{"sir madam", "", "ভাই ভাইয়া ভাইয়া আপু আপা দাদা দিদি স্যার"};
  std::vector<Word> out;
  for (std::size_t i = first; i < last; ++i)
    if (out.size() < kMostWords && has_content(message.words[i]) && !address.has(message.words[i]))
      out.push_back(message.words[i]);
  return out;
}

}  // namespace

std::vector<Wanted> questions_of(const Passage& message) {
  std::vector<Wanted> out;
  for (std::size_t n = 0; n < message.sentences.size() && out.size() < kMostQuestions; ++n) {
    const Sentence& sentence = message.sentences[n];
    if (!sentence.asks && !asks_indirectly(message, sentence)) continue;
    for (const Part& part : parts_of(message, sentence)) {
      if (out.size() == kMostQuestions) break;
      if (only_greets(message, part)) continue;
      Wanted one;
      one.begin = message.words[part.first].begin;
      one.end = part.last == sentence.last ? sentence.end : message.words[part.last - 1].end;
      one.kind = kind_of(message, part);
      one.asked = {wants_deed(message, part.first, part.last), is_of_reader(message, part.first, part.last),
                   !asks_when(message, part.first, part.last), asks_our_plan(message, part.first, part.last)};
      one.words = content_of(message, part.first, part.last);
      if (one.words.empty() && n > 0)
        one.words = content_of(message, message.sentences[n - 1].first, message.sentences[n - 1].last);  // "Why?"
      out.push_back(std::move(one));
    }
  }
  return out;
}

}  // namespace sahay::wording
