// The door of the word index: passages in, documents out, best first. One index for every engine and every collection
// (tickets, articles of each language); the database never breaks words or ranks.
// Ranking: BM25 with a heavier title; related forms and expansions (typing mistakes, other alphabets, beginnings) of a
// word score as the best of them; its exact form and neighbouring words add to it; identifiers come first.
// Rule of use: add_passage after the text is stored; results are ids only, what the caller may see is the caller's query.
// Threading: inside one Tx.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "desk/search/segment.h"
#include "platform/db/store.h"

namespace sahay::search {

enum class Collection : std::int64_t { tickets = 1, articles_en = 10, articles_bn = 11, articles_ru = 12, trial = 90 };

// Adds a passage of a document. A document may have many; PassageWriter adds many at once.
void add_passage(db::Tx& tx, Collection collection, std::int64_t doc, Part part, std::string_view title, std::string_view body);
// All passages of the document so far are void; add_passage afterwards gives it new ones.
void remove_document(db::Tx& tx, Collection collection, std::int64_t doc);

enum class Match { any_word, every_word, phrase };
enum class Where_in : std::uint8_t { everywhere, title, opening };

struct Wanted {
  std::string_view text;
  Match match = Match::any_word;
  bool beginnings = false;     // every word may be the beginning of one
  bool last_beginning = false; // the last one may (search as you type)
  bool notes = true;           // what only staff may read counts
  Where_in in = Where_in::everywhere;
};
struct Hit {
  std::int64_t doc = 0;
  std::int64_t score = 0;  // millionths; comparable within one answer
  bool operator==(const Hit&) const = default;
};
struct Found {
  std::vector<Hit> hits;   // best first, equals by id
  std::size_t total = 0;   // documents that match
};
// The `best` documents of those that match (all of them when fewer do).
Found find_best(db::Tx& tx, Collection collection, const Wanted& wanted, std::size_t best);
// Every document that matches, best first, equals by id.
std::vector<Hit> find(db::Tx& tx, Collection collection, const Wanted& wanted);

}  // namespace sahay::search
