// Stems: what the forms of one word share. Latin and Cyrillic by Snowball (English, Russian), Bengali by own rules.
// Threading: pure (stemmers are kept per thread).
#pragma once

#include <string>
#include <string_view>

#include "platform/text/analyse.h"

namespace sahay::text {

// Of a folded word.
std::string stem_of(std::string_view folded, Script script);
// Spelling variants of one sound made one letter (long and short vowels, three kinds of s, two of n), then endings off:
// emphatic, case, plural and classifier, verb endings, last vowel sign.
std::u32string bengali_stem(std::u32string word);

// Words that say nothing alone: articles, pronouns, conjunctions, particles of English, Russian and Bengali.
bool is_stop_word(std::string_view folded);

}  // namespace sahay::text
