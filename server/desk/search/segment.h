// What the word index keeps: units (one passage each: who, which part, how long), postings (word -> units with counts)
// and positions; their bytes in the database, and a segment in memory. Pure, the same on both engines.
// Rule of use: ordinals of a segment ascend by (doc, seq), so every list of postings ascends by document.
// Threading: values; a finished segment is shared read-only.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace sahay::search {

enum class Part : std::uint8_t {
  opening = 0,  // title and first text: subject and description, or an article
  comment = 1,  // a later public comment
  note = 2,     // seen by staff only
  people = 3,   // names and addresses
};

// A number of words as a byte: exact up to 40, then in steps of three per cent.
std::uint8_t to_length_byte(std::int64_t words);
float from_length_byte(std::uint8_t byte);

struct Unit {
  std::int64_t doc = 0;
  std::int64_t seq = 0;
  Part part = Part::opening;
  std::uint8_t title_length = 0, body_length = 0;
};

struct Posting {
  std::uint32_t unit = 0;
  std::uint16_t title = 0, body = 0;  // how often in each
};

// The units with one word. `positions` holds title + body numbers for each posting, title first; it may be absent.
struct Postings {
  std::vector<Posting> items;
  std::vector<std::uint32_t> positions;
};

// One passage as it is read: word id -> its occurrences.
struct Occurrences {
  std::uint16_t title = 0, body = 0;
  std::vector<std::uint32_t> positions;
};
struct Passage {
  Unit unit;
  std::int64_t title_words = 0, body_words = 0;
  std::map<std::int64_t, Occurrences> words;
};
// One word of a passage as it is written.
struct WrittenWord {
  std::int64_t id = 0;
  std::uint16_t title = 0, body = 0;
  std::span<const std::uint32_t> positions;
};
// `words` ascend by id.
std::string encode_passage(Part part, std::int64_t title_words, std::int64_t body_words, std::span<const WrittenWord> words);
Passage decode_passage(std::int64_t doc, std::int64_t seq, std::string_view data);

std::string encode_units(const std::vector<Unit>& units);
std::vector<Unit> decode_units(std::string_view data);

// One posting behind one of unit `before`, and the positions of one; a list is the number of its postings, then these.
void put_item(std::string& out, const Posting& one, std::uint32_t before);
void put_positions(std::string& out, std::span<const std::uint32_t> positions);
std::string encode_items(const std::vector<Posting>& items);
std::string encode_positions(const Postings& postings);
std::vector<Posting> decode_items(std::string_view data);
// Positions of `items`, in their order.
std::vector<std::uint32_t> decode_positions(std::string_view data, const std::vector<Posting>& items);

// A block: word id, bytes; ids ascend.
class BlockWriter {
 public:
  void add(std::int64_t word, std::string_view bytes);
  bool full() const { return data_.size() >= 4000; }
  bool empty() const { return data_.empty(); }
  std::int64_t first_word() const { return first_; }
  std::string take();

 private:
  std::string data_;
  std::int64_t first_ = 0, last_ = 0;
};
class BlockReader {
 public:
  explicit BlockReader(std::string_view data);
  bool next();
  std::int64_t word() const { return word_; }
  std::string_view bytes() const { return bytes_; }

 private:
  std::string_view rest_, bytes_;
  std::int64_t word_ = 0;
};
// The bytes of a word in a block; empty when it is not there.
std::string_view find_in_block(std::string_view block, std::int64_t word);

// Passages that are not in the database's segments yet, or are about to become one.
struct MemorySegment {
  std::vector<Unit> units;
  std::map<std::int64_t, Postings> words;
  std::int64_t title_words = 0, body_words = 0, last_seq = 0;
};
// Orders the passages and gives them ordinals.
MemorySegment segment_of(std::vector<Passage> passages);

// The same straight from what encode_passage wrote, for passages that are not looked at but written to the database.
struct EncodedPassage {
  std::int64_t doc = 0, seq = 0;
  std::string_view data;
};
class FlatSegment {
 public:
  explicit FlatSegment(std::vector<EncodedPassage> passages);

  std::vector<Unit> units;
  std::int64_t title_words = 0, body_words = 0, last_seq = 0;

  // The next word, in ascending order, with its postings; false at the end.
  bool next(std::int64_t& word, Postings& postings);

 private:
  struct Entry {
    std::int64_t word = 0;
    std::uint32_t positions = 0;  // where they begin
    Posting posting;
  };
  void add(const EncodedPassage& passage);

  std::vector<Entry> entries_;
  std::vector<std::uint32_t> positions_;
  std::size_t at_ = 0;
};

}  // namespace sahay::search
