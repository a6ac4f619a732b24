// Scores documents for the groups of a query: BM25 over title and body, best alternative of each group, exact forms and
// neighbours on top, identifiers above all. The sums are made in one order and rounded to whole numbers, so that equal
// indexes give equal answers.
// Threading: inside one Tx.
#pragma once

#include <vector>

#include "desk/search/expand.h"

namespace sahay::search {

// `best`: so many hits are enough; 0 = all.
Found score(IndexView& view, const std::vector<Group>& groups, const Wanted& wanted, std::size_t best);
// Documents with the words of a phrase one behind the other in one passage.
Found score_phrase(IndexView& view, const std::vector<PhraseWord>& words, const Wanted& wanted, std::size_t best);

}  // namespace sahay::search
