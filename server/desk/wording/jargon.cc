#include <algorithm>

#include "base/text.h"
#include "desk/wording/rules.h"

namespace sahay::wording {
namespace {

// Phrases that hold a word of the list and are plain speech: found as the longer phrase, they keep the word silent.
constexpr std::string_view kPlainSpeech[] = {"for instance",  "power outage",   "water outage",
                                             "token number",  "bus token",      "your token",
                                             "on board",      "reading log",    "po box",
                                             "host family",   "host a",         "lamp flashes",
                                             "patch of",      "patches of",     "replica of",
                                             "ping pong",     "parking token",  "cash flow",
                                             "null and void", "provisions for", "blood vessel node",
                                             "tier 2 city"};
constexpr std::string_view kSilent = "\x01", kNoPlain = "\x02";

const PhraseBook& shipped() {
  static const PhraseBook book = [] {
    PhraseBook out;
    for (const auto language : {i18n::Language::en, i18n::Language::ru, i18n::Language::bn})
      out.add(shipped_jargon(language));
    for (const std::string_view phrase : kPlainSpeech) out.add(phrase, kSilent);
    for (const auto& words : {english_trade_words(), russian_trade_words(), bengali_trade_words(), english_trade_talk(),
                              russian_trade_talk(), bengali_trade_talk()})
      for (const std::string_view line : words)
        for (const std::string_view phrase : text::split(line, '|')) out.add(phrase, kNoPlain);
    return out;
  }();
  return book;
}

bool overlaps(const PhraseBook::Hit& a, const PhraseBook::Hit& b) { return a.first < b.last && b.first < a.last; }

// The customer's own words are no jargon to them.
bool customer_said(const Reading& reading, const PhraseBook::Hit& hit) {
  for (std::size_t i = hit.first; i < hit.last; ++i) {
    const Word& word = reading.answer.words[i];
    if (std::none_of(reading.question.words.begin(), reading.question.words.end(),
                     [&](const Word& said) { return akin(said, word) || said.folded == word.folded; }))
      return false;
  }
  return true;
}

const Sentence* sentence_of(const Passage& passage, std::size_t word) {
  for (const Sentence& sentence : passage.sentences)
    if (sentence.first <= word && word < sentence.last) return &sentence;
  return nullptr;
}

// "The SKU (article number)", "the article number (SKU)", "SKU, that is the article number", "шлюз, то есть коробка".
bool explained(const Passage& passage, const PhraseBook::Hit& hit) {
  static const WordSet says{"means meaning i.e ie aka namely is", "или есть значит означает это называется",
                            "অর্থাৎ মানে বা"};
  static const WordSet opens{"that which the a an our your or meaning i.e", "то или это т", "অর্থাৎ মানে বা যা যেটা"};
  static const WordSet so_called{"called", "называемый называемая называемое называют", "নামের নামে"};
  const Sentence* sentence = sentence_of(passage, hit.first);
  if (!sentence) return false;
  if (hit.first > sentence->first) {
    const std::string_view before = passage.cut(passage.words[hit.first - 1].end, passage.words[hit.first].begin);
    if (before.find('(') != std::string_view::npos || so_called.has(passage.words[hit.first - 1])) return true;
  }
  if (hit.last >= sentence->last || passage.words[hit.last].begin < passage.words[hit.last - 1].end) return false;
  const std::string_view after = passage.cut(passage.words[hit.last - 1].end, passage.words[hit.last].begin);
  const Word& next = passage.words[hit.last];
  if (after.find('(') != std::string_view::npos) return true;
  const bool dash = after.find("—") != std::string_view::npos || after.find("–") != std::string_view::npos;
  if (dash && sentence->last - hit.last >= 2) return true;
  if (after.find(',') != std::string_view::npos) return opens.has(next) && sentence->last - hit.last >= 2;
  static const WordSet is{"is"}, of_meaning{"short another what"};
  if (is.has(next)) return hit.last + 1 < sentence->last && of_meaning.has(passage.words[hit.last + 1]);
  return says.has(next) && next.script != text::Script::cyrillic
             ? true
             : next.folded == "значит" || next.folded == "означает" || next.folded == "это";
}

}  // namespace

void find_phrases(Rule rule, const std::vector<PhraseBook::Hit>& shipped, const Reading& reading, Findings& out) {
  PhraseBook own, allowed;
  for (const OwnPhrase& phrase : reading.draft.own) {
    if (phrase.kind == name_of(rule)) own.add(phrase.words, phrase.plain);
    if (phrase.kind == "allowed") allowed.add(phrase.words, "");
  }
  std::vector<PhraseBook::Hit> hits = own.empty() ? std::vector<PhraseBook::Hit>{} : own.find(reading.answer);
  for (const auto& hit : shipped)
    if (std::none_of(hits.begin(), hits.end(), [&](const auto& other) { return overlaps(hit, other); }))
      hits.push_back(hit);
  const auto silent = allowed.empty() ? std::vector<PhraseBook::Hit>{} : allowed.find(reading.answer);
  for (const auto& hit : hits) {
    if (std::any_of(silent.begin(), silent.end(), [&](const auto& other) { return overlaps(hit, other); })) continue;
    if (reading.answer.words[hit.first].quoted || (rule == Rule::jargon && customer_said(reading, hit))) continue;
    Finding finding = finding_at(rule, reading, hit.first, hit.last);
    finding.plain = hit.plain;
    finding.has_plain = hit.plain.data() != nullptr;  // no word known for an abbreviation
    out.push_back(std::move(finding));
  }
}

void find_jargon(const Reading& reading, Findings& out) {
  const Passage& answer = reading.answer;
  auto hits = shipped().find(answer);
  std::vector<PhraseBook::Hit> all;
  for (const auto& hit : hits)
    if (hit.plain != kSilent && !explained(answer, hit))
      all.push_back(hit.plain == kNoPlain ? PhraseBook::Hit{hit.first, hit.last, {}} : hit);
  const auto is_office_language = [&](const PhraseBook::Hit& hit) {
    const std::size_t begin = answer.words[hit.first].begin, end = answer.words[hit.last - 1].end;
    return std::any_of(out.begin(), out.end(), [&](const Finding& finding) {
      return finding.rule == Rule::officialese && finding.begin < end && begin < finding.end;
    });
  };
  // A list knows plain words; what is known by its shape alone stands behind it, and behind office language.
  const auto shapes = find_trade_shapes(answer);
  for (const auto& more : {find_abbreviations(answer), shapes}) {
    const auto listed = all;
    for (const auto& hit : more)
      if (!explained(answer, hit) && !is_office_language(hit) &&
          std::none_of(hits.begin(), hits.end(), [&](const auto& other) { return overlaps(hit, other); }) &&
          std::none_of(listed.begin(), listed.end(), [&](const auto& other) { return overlaps(hit, other); }))
        all.push_back(hit);
  }
  std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  const std::size_t before = out.size();
  find_phrases(Rule::jargon, all, reading, out);
  const auto& own = reading.draft.own;
  if (std::any_of(own.begin(), own.end(), [](const OwnPhrase& phrase) { return phrase.kind == "jargon"; })) return;
  for (std::size_t i = before; i < out.size(); ++i)
    out[i].by_make = std::any_of(shapes.begin(), shapes.end(), [&](const PhraseBook::Hit& hit) {
      return answer.words[hit.first].begin == out[i].begin &&
             std::none_of(hits.begin(), hits.end(), [&](const auto& listed) { return overlaps(hit, listed); });
    });
}

}  // namespace sahay::wording
