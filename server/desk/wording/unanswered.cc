// Each question of the customer: answered, or at least taken up. Judged by what is asked for (a time, a price, a
// number, a reason, what to do), by the words and topics that question and answer share, and by sentences left over
// that can only be answers ("Yes.", "We sent it"); without a model this is a good guess, and says so.
#include <algorithm>

#include "desk/wording/answer_cues.h"
#include "desk/wording/meaning.h"
#include "desk/wording/rules.h"
#include "desk/wording/signals.h"

namespace sahay::wording {
namespace {

// A message of strangers may hold thousands of question marks; nobody answers more than these one by one.
constexpr std::size_t kMostQuestions = 30, kMostWords = 40;

enum class Asks { yes_or_no, time, price, count, deed, reason, place, person, thing };

// What a question wants of whom.
struct Asked {
  bool deed;       // a deed of ours: "Can you send it?"
  bool of_reader;  // it is about what the customer does: "When can I come?"
  bool how_long;   // of a time, but not "when"
  bool our_plan;   // "What are you going to do about it?"
};

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
  static const WordSet starts{"until when where who what which why how is are do does can will",
                              "когда где кто что почему как сколько куда какой какая какие можно есть",
                              "কবে কখন কোথায় কে কী কেন কত কীভাবে"};
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
  static const WordSet when{"when", "когда", "কবে কখন"},
      how_many{"сколько", "কত কয়টা কয়টি কতগুলো কতটা কয়জন কতজন কতক্ষণ কতদিন"},
      long_time{"long soon", "долго скоро времени дней часов ждать", "দিন সময় ঘণ্টা দেরি কতক্ষণ কতদিন"},
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
  std::vector<Word> out;
  for (std::size_t i = first; i < last; ++i)
    if (out.size() < kMostWords && has_content(message.words[i])) out.push_back(message.words[i]);
  return out;
}

constexpr double kSameTopic = 0.8;  // "courier" for "parcel"; the same word or meaning counts 1
constexpr double kFaint = 0.3;      // words that say little about what is asked
// Words of a sentence that is an answer to something though it shares no word: times are named for many reasons.
constexpr std::size_t kShortTime = 6, kShort = 10;
constexpr std::size_t kWordsOfAnswer = 12, kWordsOfManners = 4;

// What the answer says about one question: how much of its words, as a whole and by sentence.
struct Shared {
  double whole = 0;
  std::vector<double> by_sentence;
};

class Answer {
  static constexpr std::size_t kNobody = std::size_t(-1);

 public:
  // `hollow`: findings of office language and hidden actors, whose sentences can hardly answer in other words.
  Answer(const Passage& passage, const Findings& known, const Findings& hollow, const Passage& message)
      : passage_(passage), known_(known) {
    for (const Word& word : passage.words) about_.push_back({meaning_of(word), topic_of(word)});
    for (const Sentence& sentence : passage.sentences)
      away_.push_back(sends_away(passage, sentence) || passes_on(passage, sentence));
    first_.assign(passage.sentences.size(), kNobody);
    used_.assign(passage.sentences.size(), 0);
    free_.assign(passage.sentences.size(), 1);
    for (const Sentence& sentence : passage.sentences)
      loose_.push_back(asserts(sentence, hollow) && is_about(sentence, message));
    for (const Sentence& sentence : passage.sentences) {
      asserted_.push_back(asserts(sentence, hollow));
      plain_.push_back(!is_hollow(sentence, hollow) && !is_manners(sentence) && !sends_away(passage, sentence));
    }
    while (body_ < passage.sentences.size() && is_manners(passage.sentences[body_])) ++body_;
    for (const Sentence& sentence : passage.sentences) promised_ = promised_ || will_find_out(passage, sentence);
    is_plain_ = std::none_of(hollow.begin(), hollow.end(), [](const Finding& f) {
      return f.rule == Rule::passive || f.rule == Rule::officialese || f.rule == Rule::wrong_language;
    });
  }

  bool takes_up_all() const { return promised_; }

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
      const About about{meaning_of(wanted[i]), topic_of(wanted[i])};
      double best = 0;
      for (std::size_t n = 0; n < passage_.sentences.size(); ++n) {
        if ((away_[n] && !elsewhere_counts) || repeats_known(passage_.sentences[n])) continue;
        const double said = in_sentence(wanted[i], about, passage_.sentences[n]);
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
  struct About {
    int meaning, topic;  // -1: of nothing that we know
  };

  double in_sentence(const Word& wanted, const About& about, const Sentence& sentence) const {
    double best = 0;
    for (std::size_t i = sentence.first; i < sentence.last; ++i) {
      if (akin(passage_.words[i], wanted)) return 1;
      // "Агробанк" is a bank.
      if (wanted.script != text::Script::bengali && wanted.stem.size() >= 4 &&
          passage_.words[i].stem.size() > wanted.stem.size() && passage_.words[i].stem.ends_with(wanted.stem))
        return 1;
      // "New" is what is changed into: it says little about a change.
      static const WordSet newness{"new", "новый новая новое новые новую нового новой", "নতুন"};
      if (about.meaning >= 0 && about_[i].meaning == about.meaning && !newness.has(passage_.words[i]) &&
          !newness.has(wanted))
        return 1;
      if (about.topic >= 0 && about_[i].topic == about.topic) best = kSameTopic;
    }
    return best;
  }

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
  // "Karim signs it", "মিনা খাওয়ান": begins with a word that may be a name. Bengali has no capitals: there only a short
  // sentence, or one with a word of address.
  bool names_first(const Sentence& s) const {
    static const WordSet address{"সাহেব ভাই আপা স্যার ম্যাডাম দিদি জনাব ডাক্তার চাচা"};
    const Word& first = passage_.words[s.first];
    if (first.script != text::Script::bengali) return first.capital && has_content(first) && meaning_of(first) < 0;
    for (std::size_t i = s.first; i < s.last; ++i)
      if (address.has(passage_.words[i])) return true;
    // "খাওয়ান", "দেখেন": a verb of respect at the end of the sentence; "পাতা বেশি" is none.
    return has_content(first) && !promises(passage_, s) &&
           (s.last - s.first <= 4 || passage_.words[s.last - 1].folded.ends_with(text::fold_word("ন")));
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

  // States something in the writer's own words: no manners, no order, no question, no greeting.
  bool asserts(const Sentence& s, const Findings& hollow) const {
    if (s.asks || s.last - s.first < 3 || instructs(passage_, s) || sends_away(passage_, s)) return false;
    return !is_manners(s) && !is_hollow(s, hollow);
  }

  static bool is_hollow(const Sentence& s, const Findings& hollow) {
    return std::any_of(hollow.begin(), hollow.end(), [&](const Finding& f) {
      return (f.rule == Rule::passive || f.rule == Rule::officialese || f.rule == Rule::wrong_language) && f.end &&
             f.begin < s.end && s.begin < f.end;
    });
  }

  bool is_manners(const Sentence& s) const {
    static const WordSet manners{"sorry apologise apologize regret hello hi dear",
                                 "извините простите жаль извинения прощения здравствуйте добрый уважаемая",
                                 "দুঃখিত ক্ষমা মাফ প্রিয় হ্যালো শুভ"};
    if (is_courtesy(passage_, s)) return true;
    // "Rina," alone.
    if (s.last - s.first <= 2 && s.first == 0 && (passage_.text[s.end - 1] == ',' || passage_.text[s.end - 1] == '!'))
      return true;
    for (std::size_t i = s.first; i < s.last; ++i)
      if (manners.has(passage_.words[i])) return true;
    return false;
  }

  // Shares a word or a topic with what the customer wrote, in a question or not.
  bool is_about(const Sentence& s, const Passage& message) const {
    std::size_t looked = 0;
    for (const Word& word : message.words) {
      if (!has_content(word)) continue;
      if (++looked > 2 * kMostWords) break;
      if (!is_faint(word) && in_sentence(word, {meaning_of(word), topic_of(word)}, s) > 0) return true;
    }
    return false;
  }

  void take(std::size_t sentence, std::size_t question) { first_[sentence] = std::min(first_[sentence], question); }

  static bool is_faint(const Word& word) {
    static const WordSet words{
        "use using used want like make made go going know tell say ask work works need needs please help",
        "использовать пользоваться хотим хочу сделать делать будет работает",
        "ব্যবহার চাই গেছে গেল যেতে কাজ হয়ে নিয়ে দিয়ে"};
    return words.has(word);
  }

  // Does what was asked for, or says when it will.
  bool does(const Sentence& s) const { return tells_own_deed(passage_, s) || promises(passage_, s); }

  bool repeats_known(const Sentence& s) const {
    return std::any_of(known_.begin(), known_.end(),
                       [&](const Finding& finding) { return finding.begin < s.end && s.begin < finding.end; });
  }

  // Tells to do something beside what is known to be done: "restart it, then clear the cache".
  bool instructs_anew(const Sentence& s) const {
    Sentence rest = s;
    for (const Finding& finding : known_)
      while (rest.first < rest.last && finding.begin < s.end && s.begin < finding.end &&
             passage_.words[rest.first].begin < finding.end)
        ++rest.first;
    if (rest.last - rest.first < 2) return false;
    if (instructs(passage_, rest)) return true;
    static const WordSet joins{"and then or that"};
    for (; rest.first + 1 < rest.last; ++rest.first)
      if (rest.first > s.first && joins.has(passage_.words[rest.first - 1]) && instructs(passage_, rest)) return true;
    return false;
  }

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

  const Passage& passage_;
  const Findings& known_;
  std::vector<About> about_;
  std::vector<char> away_;
  std::vector<std::size_t> first_;  // the first question that each sentence answers
  std::vector<char> used_, free_, loose_, asserted_, plain_;
  std::size_t body_ = 0;  // the first sentence after the greeting
  bool promised_ = false, is_plain_ = false;
};

}  // namespace

std::vector<Question> answer_questions(const Reading& reading, const Findings& known, const Findings& hollow) {
  const Passage& message = reading.question;
  std::vector<Question> out;
  struct Open {
    std::size_t at;
    Asks kind;
    Asked asked;
    Shared share;
  };
  std::vector<Open> open;
  Answer answer(reading.answer, known, hollow, message);
  for (std::size_t n = 0; n < message.sentences.size() && out.size() < kMostQuestions; ++n) {
    const Sentence& sentence = message.sentences[n];
    if (!sentence.asks && !asks_indirectly(message, sentence)) continue;
    for (const Part& part : parts_of(message, sentence)) {
      if (out.size() == kMostQuestions) break;
      if (only_greets(message, part)) continue;
      auto wanted = content_of(message, part.first, part.last);
      if (wanted.empty() && n > 0)
        wanted = content_of(message, message.sentences[n - 1].first, message.sentences[n - 1].last);  // "Why?"
      const Asks kind = kind_of(message, part);
      const Asked asked{wants_deed(message, part.first, part.last), is_of_reader(message, part.first, part.last),
                        !asks_when(message, part.first, part.last), asks_our_plan(message, part.first, part.last)};
      Question question{message.words[part.first].begin,
                        part.last == sentence.last ? sentence.end : message.words[part.last - 1].end,
                        {},
                        false};
      question.text = std::string(message.cut(question.begin, question.end));
      Shared share = answer.shared(wanted, kind == Asks::place || kind == Asks::deed);
      question.answered = answer.answers(out.size(), kind, asked, share);
      if (question.answered)
        answer.mark_used(share);
      else
        open.push_back({out.size(), kind, asked, std::move(share)});
      out.push_back(std::move(question));
    }
  }
  for (const Open& one : open) {
    if (one.kind == Asks::yes_or_no) out[one.at].answered = answer.spare_for(one.at, one.asked);
    if (out[one.at].answered) answer.mark_used(one.share);
  }
  for (const Open& one : open)
    if (!out[one.at].answered) out[one.at].answered = answer.takes_up_all() || answer.asserted_for(one.kind, one.asked);
  const bool enough = answer.says_enough_for(out.size());
  for (const Open& one : open)
    if (enough && one.kind != Asks::price && one.kind != Asks::count && one.kind != Asks::deed &&
        one.kind != Asks::reason)
      out[one.at].answered = true;
  return out;
}

}  // namespace sahay::wording
