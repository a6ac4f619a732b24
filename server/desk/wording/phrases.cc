#include "desk/wording/phrases.h"

#include <algorithm>

#include "base/text.h"
#include "platform/text/stem.h"
#include "platform/text/words.h"

namespace sahay::wording {
namespace {

constexpr std::size_t kBeginning = 6;  // bytes: three Cyrillic letters, two Bengali ones

}  // namespace

bool PhraseBook::Piece::fits(const Word& word) const {
  switch (kind) {
    case Kind::stem: return word.stem == text;
    case Kind::exact: return word.folded == text;
    case Kind::begins: return word.folded.starts_with(text);
    case Kind::ends: return word.folded.ends_with(text) && word.folded.size() > text.size();
  }
  return false;
}

void PhraseBook::add(std::string_view words, std::string_view plain) {
  Entry entry{{}, std::string(plain)};
  for (std::string_view part : text::split(words, ' ')) {
    if (part.empty()) continue;
    if (part.size() > 1 && part.front() == '=')
      entry.pieces.push_back({Piece::Kind::exact, text::fold_word(part.substr(1))});
    else if (part.size() > 1 && part.back() == '*')
      entry.pieces.push_back({Piece::Kind::begins, text::fold_word(part.substr(0, part.size() - 1))});
    else if (part.size() > 1 && part.front() == '*')
      entry.pieces.push_back({Piece::Kind::ends, text::fold_word(part.substr(1))});
    else
      for (const auto& word : text::words_of(part))  // "back-end" is two words
        entry.pieces.push_back({Piece::Kind::stem, text::stem_of(word.text, text::script_of(word.text))});
  }
  if (entry.pieces.empty()) return;
  const Piece& first = entry.pieces.front();
  const bool keyed = first.kind == Piece::Kind::stem || first.kind == Piece::Kind::exact;
  const bool bucketed = first.kind == Piece::Kind::begins && first.text.size() >= kBeginning;
  (keyed      ? by_first_[first.text]
   : bucketed ? by_beginning_[first.text.substr(0, kBeginning)]
              : loose_)
      .push_back(entries_.size());
  entries_.push_back(std::move(entry));
}

void PhraseBook::longest(const std::vector<std::size_t>& candidates, const Passage& passage, std::size_t at,
                         std::size_t limit, const Entry*& best) const {
  for (const std::size_t index : candidates) {
    const Entry& entry = entries_[index];
    if (at + entry.pieces.size() > limit || (best && best->pieces.size() >= entry.pieces.size())) continue;
    const bool fits = std::equal(entry.pieces.begin(), entry.pieces.end(), passage.words.begin() + std::ptrdiff_t(at),
                                 [](const Piece& piece, const Word& word) { return piece.fits(word); });
    if (fits) best = &entry;
  }
}

std::vector<PhraseBook::Hit> PhraseBook::find(const Passage& passage) const {
  std::vector<Hit> out;
  for (const Sentence& sentence : passage.sentences)
    for (std::size_t at = sentence.first; at < sentence.last;) {
      const Entry* best = nullptr;
      const Word& word = passage.words[at];
      if (const auto found = by_first_.find(word.stem); found != by_first_.end())
        longest(found->second, passage, at, sentence.last, best);
      if (word.folded != word.stem)
        if (const auto found = by_first_.find(word.folded); found != by_first_.end())
          longest(found->second, passage, at, sentence.last, best);
      if (word.folded.size() >= kBeginning)
        if (const auto found = by_beginning_.find(word.folded.substr(0, kBeginning)); found != by_beginning_.end())
          longest(found->second, passage, at, sentence.last, best);
      longest(loose_, passage, at, sentence.last, best);
      if (best) out.push_back({at, at + best->pieces.size(), best->plain});
      at += best ? best->pieces.size() : 1;
    }
  return out;
}

std::string shown(std::string_view pattern) {
  std::string out;
  for (const char c : pattern)
    if (c != '=' && c != '*') out += c;
  return out;
}

}  // namespace sahay::wording
