#include "desk/search/expand.h"

#include <algorithm>
#include <map>

#include "desk/search/spellings.h"
#include "platform/text/analyse.h"
#include "platform/text/identifiers.h"
#include "platform/text/romanise.h"
#include "platform/text/stem.h"

namespace sahay::search {
namespace {

using text::Script;
using text::Token;
using text::TokenKind;

constexpr std::size_t kMostWords = 32;       // of one query
constexpr std::size_t kMostMistakes = 4, kMistakesLookedAt = 12;
constexpr std::size_t kMostSounds = 8;
constexpr double kSurelyAlike = 0.7;
constexpr int kMostBeginnings = 40;
constexpr double kBeginning = 0.6, kKeyboard = 0.9, kRussianStem = 0.8, kLookAlike = 0.6, kSwapped = 0.5, kTail = 0.3, kOtherSpelling = 0.9;
constexpr std::size_t kShortestSwap = 5;

bool is_word(const Token& token) { return token.kind == TokenKind::word || token.kind == TokenKind::part; }

// What a query word may stand for, by stem, before the words of the index are looked up.
struct Reading {
  Token token;
  std::map<std::string, double> stems;
  std::map<std::int64_t, double> words;  // single words rather than stems
  bool known = false;
};

// People read the end of a long number aloud.
bool may_be_tail(const Token& token) {
  return (token.surface.size() == 4 || token.surface.size() == 6) &&
         std::any_of(token.surface.begin(), token.surface.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// Digits in the middle of a longer piece ("12" of "sn12x") are the end of nothing.
bool is_inside(const Token& token, const std::vector<Token>& all) {
  return std::any_of(all.begin(), all.end(), [&](const Token& other) {
    return other.begin == token.begin && other.end == token.end && is_word(other) && other.surface.size() > token.surface.size() &&
           other.surface.find(token.surface) != other.surface.npos && !other.surface.ends_with(token.surface);
  });
}

class Expansion {
 public:
  Expansion(IndexView& view, const Wanted& wanted) : view_(view), wanted_(wanted) {}

  std::vector<Group> run() {
    read_tokens();
    join_words();
    look_up();
    mark_known();
    expand_unknown();
    look_up();
    std::vector<Group> groups;
    for (const Reading& reading : readings_) groups.push_back(group_of(reading));
    add_identifiers(groups);
    return groups;
  }

 private:
  void read_tokens() {
    auto tokens = text::analyse(wanted_.text);
    const bool only_stop = std::none_of(tokens.begin(), tokens.end(), [](const Token& t) { return is_word(t) && !t.stop; });
    for (Token& token : tokens) {
      if (!is_word(token)) {
        if (marks_.size() < kMostWords) marks_.push_back(std::move(token));
        continue;
      }
      if ((token.stop && !only_stop) || readings_.size() >= kMostWords) continue;
      const bool repeated = std::any_of(readings_.begin(), readings_.end(), [&](const Reading& r) { return r.token.surface == token.surface; });
      if (repeated) continue;
      if (may_be_tail(token) && !is_inside(token, tokens) && marks_.size() < kMostWords) {
        Token tail = token;
        tail.surface = "~" + token.surface;
        tail.kind = TokenKind::tail;
        marks_.push_back(std::move(tail));
      }
      Reading reading;
      reading.stems[token.stem] = 1;
      reading.token = std::move(token);
      readings_.push_back(std::move(reading));
    }
  }

  // "ee 123 456 789 ru" may be one number that was typed in groups.
  void join_words() {
    std::vector<std::string> words;
    std::vector<const Token*> tokens;
    for (const Reading& reading : readings_) {
      const bool covered = std::any_of(marks_.begin(), marks_.end(), [&](const Token& m) { return m.kind == TokenKind::identifier && m.begin <= reading.token.begin && m.end >= reading.token.end; });
      words.push_back(covered ? "" : reading.token.surface);
      tokens.push_back(&reading.token);
    }
    for (JoinedWords& one : joined_neighbours(words)) {
      if (marks_.size() >= kMostWords) return;
      Token mark = *tokens[one.first];
      mark.end = tokens[one.last]->end;
      mark.surface = "#" + one.joined;
      mark.kind = TokenKind::identifier;
      joined_.insert(mark.surface);
      marks_.push_back(std::move(mark));
    }
  }

  // Reads the words of all stems that are not known yet.
  void look_up() {
    std::set<std::string> wanted;
    const auto want = [&](const std::string& stem) {
      if (asked_.insert(stem).second) wanted.insert(stem);
    };
    for (const Reading& reading : readings_)
      for (const auto& [stem, weight] : reading.stems) want(stem);
    for (const Token& mark : marks_) {
      want(mark.surface);
      if (mark.kind != TokenKind::identifier) continue;
      if (joined_.contains(mark.surface)) continue;
      want("?" + text::look_alike(mark.surface.substr(1)));
      want("~" + mark.surface.substr(1));
      for (const std::string& other : other_spellings(mark.surface.substr(1))) want("#" + other);
    }
    for (WordRow& row : view_.of_stems(wanted)) {
      by_word_[row.word] = row.id;
      by_stem_[row.stem].insert(row.id);
    }
  }

  void mark_known() {
    for (Reading& reading : readings_) reading.known = by_stem_.contains(reading.token.stem);
  }

  static void offer(Reading& reading, const std::string& stem, double weight) {
    double& slot = reading.stems[stem];
    slot = std::max(slot, weight);
  }

  void expand_unknown() {
    const bool all_known = std::all_of(readings_.begin(), readings_.end(), [](const Reading& r) { return r.known; });
    for (std::size_t i = 0; i < readings_.size(); ++i) {
      Reading& reading = readings_[i];
      const bool last = i + 1 == readings_.size();
      if (wanted_.beginnings || (wanted_.last_beginning && last) || (!reading.known && last)) add_beginnings(reading);
    }
    if (all_known && !sounds_bengali()) return;
    for (Reading& reading : readings_) {
      if (const std::string number = reading.known ? std::string() : number_inside(reading.token.surface); !number.empty()) offer(reading, number, kOtherSpelling);
      if (reading.token.kind != TokenKind::word) continue;
      const bool russian = !reading.known && add_other_letters(reading);
      if (reading.token.script == Script::latin && !russian) add_sounds(reading);
      if (reading.known) continue;
      if (!reading.words.empty()) continue;  // a word that is being typed is not a mistake
      add_mistakes(reading);
    }
  }

  // Whether Latin words that are known may still mean Bengali ones: most of the collection is Bengali.
  bool sounds_bengali() {
    const bool latin = std::any_of(readings_.begin(), readings_.end(), [](const Reading& r) { return r.token.script == Script::latin; });
    return latin && view_.vocabulary()->mostly_bengali();
  }

  void add_beginnings(Reading& reading) {
    if (reading.token.surface.size() < 2) return;
    for (const WordRow& row : view_.with_prefix(reading.token.surface, kMostBeginnings))
      if (row.word != reading.token.surface) reading.words[row.id] = kBeginning;
  }

  void add_sounds(Reading& reading) {
    const auto vocabulary = view_.vocabulary();
    if (!vocabulary->has_bengali()) return;
    const std::string& word = reading.token.surface;
    // Where every word must occur, a stranger would stand for it alone.
    const double least = wanted_.match == Match::every_word ? kSurelyAlike : 0;
    for (const Candidate& one : vocabulary->bengali_for(word, kMostSounds))
      if (one.weight >= least) offer(reading, std::string(vocabulary->stem(one.word)), one.weight);
    for (const std::string& meant : text::bengali_of_chat(word)) offer(reading, text::stem_of(meant, Script::bengali), 0.9);
    if (const std::string spelled = text::spelled_in_bengali(word); !spelled.empty() && word.size() <= 4)
      offer(reading, text::stem_of(spelled, Script::bengali), 0.8);
  }

  // Whether it is surely a Russian word.
  bool add_other_letters(Reading& reading) {
    const std::string& word = reading.token.surface;
    const auto vocabulary = view_.vocabulary();
    bool sure = false;
    if (reading.token.script == Script::latin && vocabulary->has_russian()) {
      for (const Candidate& one : vocabulary->russian_for(word)) {
        offer(reading, std::string(vocabulary->stem(one.word)), one.weight);
        sure = true;
      }
      if (const std::string russian = text::cyrillic_of_latin(word); !russian.empty())
        offer(reading, text::stem_of(russian, Script::cyrillic), kRussianStem);
    }
    if (const std::string typed = text::other_keyboard(word); !typed.empty())
      offer(reading, text::stem_of(typed, text::script_of(typed)), kKeyboard);
    return sure;
  }

  void add_mistakes(Reading& reading) {
    const auto vocabulary = view_.vocabulary();
    std::size_t taken = 0;
    for (const Candidate& one : vocabulary->misspelt(reading.token.surface, kMistakesLookedAt)) {
      if (++taken > kMostMistakes) break;
      offer(reading, std::string(vocabulary->stem(one.word)), one.weight);
    }
  }

  Group group_of(const Reading& reading) const {
    Group group;
    group.place = text::place_of(reading.token.position);
    for (const auto& [stem, weight] : reading.stems)
      if (const auto found = by_stem_.find(stem); found != by_stem_.end()) group.alternatives.push_back({found->second, weight});
    for (const auto& [word, weight] : reading.words) group.alternatives.push_back({{word}, weight});
    if (const auto found = by_word_.find(reading.token.surface); found != by_word_.end()) group.exact = {found->second};
    // The whole identifier stands for each of its pieces.
    for (const Token& mark : marks_) {
      if (mark.begin > reading.token.begin || mark.end < reading.token.end) continue;
      for (const auto& [word, weight] : words_of_mark(mark)) group.alternatives.push_back({{word}, weight});
    }
    return group;
  }

  std::map<std::int64_t, double> words_of_mark(const Token& mark) const {
    std::map<std::int64_t, double> out;
    const auto offer_word = [&](const std::string& word, double weight) {
      if (const auto found = by_word_.find(word); found != by_word_.end()) out[found->second] = std::max(out[found->second], weight);
    };
    if (mark.kind == TokenKind::identifier && !joined_.contains(mark.surface))
      for (const std::string& other : other_spellings(mark.surface.substr(1))) offer_word("#" + other, kOtherSpelling);
    if (mark.kind == TokenKind::identifier) offer_word(mark.surface, 1), offer_word("?" + text::look_alike(mark.surface.substr(1)), kLookAlike), offer_word("~" + mark.surface.substr(1), kTail);
    if (mark.kind == TokenKind::look_alike) offer_word(mark.surface, kLookAlike), offer_word("#" + mark.surface.substr(1), kLookAlike);
    if (mark.kind == TokenKind::tail) offer_word(mark.surface, kTail);
    return out;
  }

  // The tier above ordinary words: a group of its own for each identifier.
  void add_identifiers(std::vector<Group>& groups) {
    std::size_t ordinary = 0;
    for (const Reading& reading : readings_)
      ordinary += std::none_of(marks_.begin(), marks_.end(), [&](const Token& m) { return m.begin <= reading.token.begin && m.end >= reading.token.end; });
    for (const Token& mark : marks_) {
      auto words = words_of_mark(mark);
      if (words.empty() && mark.kind == TokenKind::identifier && !joined_.contains(mark.surface)) words = swapped(mark.surface.substr(1));
      if (words.empty()) continue;
      Group group;
      group.required = false;
      group.identifier = ordinary <= 3;
      for (const auto& [word, weight] : words) group.alternatives.push_back({{word}, weight});
      groups.push_back(std::move(group));
    }
  }

  // Two neighbours of a number swapped by hand.
  std::map<std::int64_t, double> swapped(const std::string& joined) {
    std::map<std::int64_t, double> out;
    if (joined.size() < kShortestSwap || joined.size() > 40) return out;
    std::set<std::string> wanted;
    for (std::size_t i = 0; i + 1 < joined.size(); ++i) {
      std::string other = joined;
      std::swap(other[i], other[i + 1]);
      if (other != joined) wanted.insert("#" + other);
    }
    for (const WordRow& row : view_.of_stems(wanted)) out[row.id] = kSwapped;
    return out;
  }

  IndexView& view_;
  const Wanted& wanted_;
  std::vector<Reading> readings_;
  std::vector<Token> marks_;  // identifiers, look-alikes, tails
  std::set<std::string> joined_;  // marks made of several words, which stand for themselves alone
  std::set<std::string> asked_;
  std::map<std::string, std::int64_t> by_word_;
  std::map<std::string, std::set<std::int64_t>> by_stem_;
};

}  // namespace

std::vector<Group> expand(IndexView& view, const Wanted& wanted) { return Expansion(view, wanted).run(); }

std::vector<PhraseWord> phrase_words(IndexView& view, std::string_view text) {
  std::vector<PhraseWord> out;
  std::set<std::string> stems;
  std::vector<Token> tokens;
  for (Token& token : text::analyse(text)) {
    if (!is_word(token) || tokens.size() >= kMostWords) continue;
    stems.insert(token.stem);
    tokens.push_back(std::move(token));
  }
  std::map<std::string, std::int64_t> ids;
  for (WordRow& row : view.of_stems(stems)) ids[row.word] = row.id;
  for (const Token& token : tokens) {
    const auto found = ids.find(token.surface);
    if (found == ids.end()) return {};
    const bool first_place = text::place_of(token.position) == text::place_of(tokens.front().position);
    out.push_back({{found->second}, text::place_of(token.position) - text::place_of(tokens.front().position),
                   first_place ? token.position - tokens.front().position : token.position % 4});
  }
  return out;
}

}  // namespace sahay::search
