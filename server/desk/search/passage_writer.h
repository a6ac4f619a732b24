// Writes passages of one collection together: words are looked up and stored for all of them at once.
// Rule of use: add() and remove() in the order of what happened; nothing is in the index before finish().
// Threading: inside one Tx.
#pragma once

#include <vector>

#include "desk/search/passage_words.h"
#include "desk/search/word_index.h"

namespace sahay::search {

class PassageWriter {
 public:
  PassageWriter(db::Tx& tx, Collection collection) : tx_(tx), collection_(std::int64_t(collection)) {}

  // As add_passage() and remove_document(). The texts are not needed afterwards.
  void add(std::int64_t doc, Part part, std::string_view title, std::string_view body);
  void remove(std::int64_t doc);
  void finish();

 private:
  struct Waiting {
    std::int64_t seq = 0, doc = 0;
    Part part = Part::opening;
    PassageWords written;
    std::vector<std::int64_t> ids;  // of its words; 0: not known yet
  };
  struct NewWord {
    const PassageWord* word;
    std::int64_t id;
  };

  std::vector<NewWord> find_ids();
  void find_known();
  void store_words(const std::vector<NewWord>& words);
  void store_passages();

  db::Tx& tx_;
  const std::int64_t collection_;
  std::vector<Waiting> waiting_;
  std::size_t words_ = 0;  // of those that wait
};

}  // namespace sahay::search
