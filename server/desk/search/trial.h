// Ranking of a set of documents for a set of queries with the server's own code (`sahay search rank`).
// Threading: opens its own transactions.
#pragma once

#include <iosfwd>
#include <string>

#include "base/result.h"
#include "platform/db/store.h"

namespace sahay::search {

// docs: JSON objects {"id","title","body"}, one a line; queries: {"qid","text"}. Writes "qid rank id score" separated by
// tabs, at most ten a query. The store must be migrated and is filled. Errors: a line that is no such object.
Result<void> rank_trial(db::Store& store, std::istream& docs, std::istream& queries, std::ostream& out);

}  // namespace sahay::search
