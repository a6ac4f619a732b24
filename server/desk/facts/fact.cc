#include "desk/facts/fact.h"

#include <algorithm>

namespace sahay::facts {
namespace {

template <std::size_t N>
bool among(const std::array<std::string_view, N>& words, std::string_view word) { return std::find(words.begin(), words.end(), word) != words.end(); }

}  // namespace

bool is_kind(std::string_view kind) { return among(kKinds, kind); }
bool is_doer(std::string_view doer) { return among(kDoers, doer); }
bool is_result(std::string_view result) { return among(kResults, result); }
bool is_reproduced(std::string_view word) { return among(kReproduced, word); }

std::string words_of(const Fact& fact) { return fact.label.empty() ? fact.text : fact.label + ": " + fact.text; }

}  // namespace sahay::facts
