#include "desk/bot/conversation.h"

#include <algorithm>
#include <span>

#include "base/text.h"
#include "platform/text/words.h"

namespace sahay::bot {
namespace {

// Beginnings of words; a person is asked for when one of each list stands in the text, or one of the plain calls alone.
constexpr std::string_view kPersons[] = {"human", "person", "agent", "operator", "someone", "somebody", "representative", "staff",
                                         "человек", "оператор", "сотрудник", "специалист", "менеджер", "живой", "живым", "кем-нибудь", "кем-то",
                                         "মানুষ", "প্রতিনিধি", "অপারেটর", "এজেন্ট", "কর্মী", "কারও", "কারো", "লোক"};
constexpr std::string_view kWishes[] = {"talk", "speak", "real", "live", "want", "need", "call", "transfer", "connect", "get me", "give me", "please",
                                        "поговор", "связ", "соедин", "позов", "переключ", "хочу", "нужен", "нужна", "дайте", "пожалуйста", "жив", "перевед",
                                        "কথা", "চাই", "দিন", "ডাক", "সংযোগ", "দরকার", "আসল"};
constexpr std::string_view kSolved[] = {"thank", "thanks", "solved", "helped", "works now", "it works", "that was it", "спасибо", "помогл", "решен", "заработал", "получилось",
                                        "ধন্যবাদ", "কাজ হয়েছে", "হয়ে গেছে", "সমাধান হয়েছে", "ঠিক হয়েছে"};
constexpr std::string_view kDoubts[] = {" not ", "n't", " but ", " still ", " не ", " но ", "всё ещё", "все еще", "নি ", " না", "কিন্তু", "এখনও", "?"};
constexpr std::size_t kShort = 12, kShortThanks = 8;  // words

// Words as every search sees them, between blanks: " i want a person ".
std::string folded(std::string_view words) {
  std::string out = " ";
  for (const text::Word& word : text::words_of(text::first(words, 2'000))) out += word.text + " ";
  return out;
}

std::vector<std::string> folded_list(std::span<const std::string_view> list) {
  std::vector<std::string> out;
  for (const std::string_view each : list) {
    out.push_back(folded(each));
    out.back().pop_back();  // " talk": the beginning of a word
  }
  return out;
}

bool holds_any(const std::string& text, const std::vector<std::string>& list) {
  return std::any_of(list.begin(), list.end(), [&](const std::string& each) { return text.find(each) != std::string::npos; });
}

void ask_questions(Talk& talk, Move& move, const Heard& heard, const std::vector<Question>& questions) {
  const std::size_t most = std::min(questions.size(), kMostQuestions);
  move.introduce_questions = talk.asked == 0 && talk.asked < std::int64_t(most);
  for (std::size_t i = std::size_t(talk.asked); i < most; ++i) {
    move.ask.push_back(questions[i].in(heard.language));
    ++talk.asked;
    if (heard.live) break;
  }
  talk.stage = "asking";
}

void give_away(Talk& talk, Move& move, std::string reason) {
  talk.stage = "done";
  move.hand_over = true;
  move.reason = std::move(reason);
}

// New articles only: showing the same one twice helps nobody.
std::vector<Article> unseen(const Talk& talk, const std::vector<Article>& found) {
  std::vector<Article> out;
  for (const Article& article : found) {
    const bool shown = std::any_of(talk.articles.begin(), talk.articles.end(), [&](const Article& a) { return a.url == article.url; });
    if (!shown && out.size() < kMostShown) out.push_back(article);
  }
  return out;
}

void look_for_answer(Talk& talk, Move& move, const Heard& heard) {
  ++talk.searched;
  move.show = unseen(talk, heard.found);
  talk.articles.insert(talk.articles.end(), move.show.begin(), move.show.end());
  move.nothing_found = move.show.empty();
}

// Everything in one letter; then a person.
Move one_letter(Talk& talk, Move move, const Heard& heard, const std::vector<Question>& questions) {
  look_for_answer(talk, move, heard);
  move.nothing_found = false;
  ask_questions(talk, move, heard, questions);
  give_away(talk, move, "intake");
  return move;
}

}  // namespace

const std::string& Question::in(i18n::Language language) const {
  const std::string& wanted = language == i18n::Language::bn ? bn : language == i18n::Language::ru ? ru : en;
  if (!wanted.empty()) return wanted;
  return !en.empty() ? en : !bn.empty() ? bn : ru;
}

bool asks_for_person(std::string_view words) {
  static const std::vector<std::string> persons = folded_list(kPersons), wishes = folded_list(kWishes);
  const std::string text = folded(words);
  return holds_any(text, persons) && (holds_any(text, wishes) || text::words_of(words).size() <= 2);
}

bool says_solved(std::string_view words) {
  static const std::vector<std::string> solved = folded_list(kSolved);
  if (text::words_of(words).size() > kShortThanks || !holds_any(folded(words), solved)) return false;
  const std::string raw = " " + text::lower_ascii(words) + " ";
  return std::none_of(std::begin(kDoubts), std::end(kDoubts), [&](std::string_view doubt) { return raw.find(doubt) != std::string::npos; });
}

Move next_move(Talk& talk, const Heard& heard, const std::vector<Question>& questions, std::int64_t most_answers) {
  Move move;
  if (talk.stage == "done") return move;
  move.greet = talk.stage == "new";
  if (asks_for_person(heard.words) && (heard.live || text::words_of(heard.words).size() <= kShort)) {
    give_away(talk, move, "asked");
    return move;
  }
  if (!heard.live) return one_letter(talk, std::move(move), heard, questions);
  if (talk.stage == "asking") {
    const std::size_t last = std::size_t(talk.asked) - 1;
    if (talk.asked > 0 && last < questions.size()) talk.answers.push_back({questions[last].in(heard.language), std::string(text::first(text::trim(heard.words), kLongestAnswer))});
  } else {
    if (talk.stage == "answering" && says_solved(heard.words)) {
      move.glad = true;
      return move;
    }
    if (talk.searched < most_answers) look_for_answer(talk, move, heard);
    talk.stage = "answering";
    if (!move.show.empty()) {
      move.offer_more = true;
      return move;
    }
  }
  ask_questions(talk, move, heard, questions);
  if (move.ask.empty()) give_away(talk, move, "intake");
  return move;
}

}  // namespace sahay::bot
