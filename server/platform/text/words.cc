#include "platform/text/words.h"

#include <unicode/brkiter.h>
#include <unicode/casemap.h>
#include <unicode/normalizer2.h>
#include <unicode/utext.h>

#include <memory>

namespace sahay::text {
namespace {

// NFKC with case folding: "Straße" and "STRASSE", wide digits and plain ones are the same word.
std::string fold(std::string_view word) {
  UErrorCode status = U_ZERO_ERROR;
  const auto* folding = icu::Normalizer2::getNFKCCasefoldInstance(status);
  if (U_FAILURE(status)) return std::string(word);
  std::string out;
  folding->normalize(icu::UnicodeString::fromUTF8({word.data(), int32_t(word.size())}), status).toUTF8String(out);
  return U_SUCCESS(status) ? out : std::string(word);
}

icu::BreakIterator* boundaries() {
  thread_local const std::unique_ptr<icu::BreakIterator> kept = [] {
    UErrorCode status = U_ZERO_ERROR;
    return std::unique_ptr<icu::BreakIterator>(icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), status));
  }();
  return kept.get();
}

}  // namespace

std::vector<Word> words_of(std::string_view text) {
  std::vector<Word> words;
  auto* iterator = boundaries();
  if (!iterator || text.empty()) return words;
  UErrorCode status = U_ZERO_ERROR;
  UText* source = utext_openUTF8(nullptr, text.data(), int64_t(text.size()), &status);
  if (U_FAILURE(status)) return words;
  iterator->setText(source, status);
  int32_t begin = iterator->first();
  for (int32_t end = iterator->next(); end != icu::BreakIterator::DONE; begin = end, end = iterator->next()) {
    if (iterator->getRuleStatus() < UBRK_WORD_NUMBER) continue;
    const auto piece = text.substr(std::size_t(begin), std::size_t(end - begin));
    std::string folded = fold(piece);
    if (folded.size() > 100) continue;
    words.push_back({std::move(folded), std::size_t(begin), std::size_t(end)});
  }
  utext_close(source);
  return words;
}

}  // namespace sahay::text
