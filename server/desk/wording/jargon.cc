#include <algorithm>

#include "desk/wording/rules.h"

namespace sahay::wording {
namespace {

const PhraseBook& shipped() {
  static const PhraseBook book = [] {
    PhraseBook out;
    for (const auto language : {i18n::Language::en, i18n::Language::ru, i18n::Language::bn}) out.add(shipped_jargon(language));
    return out;
  }();
  return book;
}

bool overlaps(const PhraseBook::Hit& a, const PhraseBook::Hit& b) { return a.first < b.last && b.first < a.last; }

// The customer's own words are no jargon to them.
bool customer_said(const Reading& reading, const PhraseBook::Hit& hit) {
  for (std::size_t i = hit.first; i < hit.last; ++i) {
    const Word& word = reading.answer.words[i];
    if (std::none_of(reading.question.words.begin(), reading.question.words.end(), [&](const Word& said) { return said.stem == word.stem || said.folded == word.folded; })) return false;
  }
  return true;
}

}  // namespace

void find_phrases(Rule rule, const PhraseBook& shipped, const Reading& reading, Findings& out) {
  PhraseBook own, allowed;
  for (const OwnPhrase& phrase : reading.draft.own) {
    if (phrase.kind == name_of(rule)) own.add(phrase.words, phrase.plain);
    if (phrase.kind == "allowed") allowed.add(phrase.words, "");
  }
  std::vector<PhraseBook::Hit> hits = own.empty() ? std::vector<PhraseBook::Hit>{} : own.find(reading.answer);
  for (const auto& hit : shipped.find(reading.answer))
    if (std::none_of(hits.begin(), hits.end(), [&](const auto& other) { return overlaps(hit, other); })) hits.push_back(hit);
  const auto silent = allowed.empty() ? std::vector<PhraseBook::Hit>{} : allowed.find(reading.answer);
  for (const auto& hit : hits) {
    if (std::any_of(silent.begin(), silent.end(), [&](const auto& other) { return overlaps(hit, other); })) continue;
    if (reading.answer.words[hit.first].quoted || (rule == Rule::jargon && customer_said(reading, hit))) continue;
    Finding finding = finding_at(rule, reading, hit.first, hit.last);
    finding.plain = hit.plain;
    finding.has_plain = true;
    out.push_back(std::move(finding));
  }
}

void find_jargon(const Reading& reading, Findings& out) { find_phrases(Rule::jargon, shipped(), reading, out); }

}  // namespace sahay::wording
