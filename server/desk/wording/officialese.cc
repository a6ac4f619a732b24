#include "desk/wording/rules.h"

namespace sahay::wording {
namespace {

const PhraseBook& shipped() {
  static const PhraseBook book = [] {
    PhraseBook out;
    out.add(english_officialese());
    out.add(russian_officialese());
    out.add(bengali_officialese());
    return out;
  }();
  return book;
}

}  // namespace

void find_officialese(const Reading& reading, Findings& out) {
  find_phrases(Rule::officialese, shipped().find(reading.answer), reading, out);
}

}  // namespace sahay::wording
