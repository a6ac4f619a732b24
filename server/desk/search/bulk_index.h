// Builds the index of very many passages at once: analysed on several threads, gathered in memory as encoded postings,
// written as a few large segments; no passage waits in a row of its own. For desks that are made or taken over whole.
// Rule of use: nobody else writes the collection meanwhile (no server runs); documents come in ascending order, each
// with all its passages in one call; finish() writes what is left.
// Threading: one thread; it starts its own for the analysis.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "desk/search/passage_words.h"
#include "desk/search/word_index.h"

namespace sahay::search {

struct BulkPassage {
  std::int64_t doc = 0;
  Part part = Part::comment;
  std::string_view title, body;  // must live until add() is back
};

class BulkIndex {
 public:
  // A segment is written when it has `passages_a_segment` of them: some 200 bytes of memory each.
  BulkIndex(db::Store& store, Collection collection, std::size_t passages_a_segment, int threads = 2);

  Result<void> add(const std::vector<BulkPassage>& passages);
  Result<void> finish();

 private:
  struct WordPostings {
    std::string items, positions;
    std::uint32_t count = 0, last_unit = 0;
  };
  // Ids of the words of all these passages; new ones are stored. The number of the first passage comes back.
  Result<std::int64_t> learn(const std::vector<PassageWords>& analysed);
  void append(const BulkPassage& passage, std::int64_t seq, const PassageWords& analysed);
  Result<void> write_segment();

  db::Store& store_;
  const std::int64_t collection_;
  const std::size_t passages_a_segment_;
  const int threads_;
  std::unordered_map<std::string, std::int64_t> ids_;
  std::unordered_map<std::int64_t, WordPostings> postings_;
  std::vector<Unit> units_;
  std::int64_t title_words_ = 0, body_words_ = 0;
};

}  // namespace sahay::search
