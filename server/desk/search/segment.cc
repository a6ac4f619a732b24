#include "desk/search/segment.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "desk/search/encoding.h"

namespace sahay::search {
namespace {

constexpr int kExactLength = 40;
constexpr double kLengthStep = 1.03;

Occurrences take_occurrences(std::string_view& data) {
  Occurrences out;
  out.title = std::uint16_t(take_number(data));
  out.body = std::uint16_t(take_number(data));
  std::uint32_t position = 0;
  for (int i = 0; i < out.title + out.body && !data.empty(); ++i)
    out.positions.push_back(position += std::uint32_t(take_number(data)));
  out.positions.resize(std::size_t(out.title) + out.body);
  return out;
}

}  // namespace

std::uint8_t to_length_byte(std::int64_t words) {
  if (words <= kExactLength) return std::uint8_t(std::max<std::int64_t>(words, 0));
  const double steps = std::log(double(words) / kExactLength) / std::log(kLengthStep);
  return std::uint8_t(std::min(255.0, kExactLength + std::round(steps)));
}

float from_length_byte(std::uint8_t byte) {
  static const std::array<float, 256> table = [] {
    std::array<float, 256> all{};
    for (int i = 0; i < 256; ++i)
      all[std::size_t(i)] = i <= kExactLength ? float(i) : float(kExactLength * std::pow(kLengthStep, i - kExactLength));
    return all;
  }();
  return table[byte];
}

std::string encode_passage(Part part, std::int64_t title_words, std::int64_t body_words, std::span<const WrittenWord> words) {
  std::string out;
  out.reserve(8 + words.size() * 5);
  put_number(out, std::uint64_t(part));
  put_number(out, std::uint64_t(title_words));
  put_number(out, std::uint64_t(body_words));
  std::int64_t before = 0;
  for (const WrittenWord& word : words) {
    put_number(out, std::uint64_t(word.id - before));
    before = word.id;
    put_number(out, word.title);
    put_number(out, word.body);
    put_positions(out, word.positions);
  }
  return out;
}

Passage decode_passage(std::int64_t doc, std::int64_t seq, std::string_view data) {
  Passage out;
  out.unit = {doc, seq, Part(take_number(data) & 3), 0, 0};
  out.title_words = std::int64_t(take_number(data));
  out.body_words = std::int64_t(take_number(data));
  out.unit.title_length = to_length_byte(out.title_words);
  out.unit.body_length = to_length_byte(out.body_words);
  std::int64_t word = 0;
  while (!data.empty()) {
    word += std::int64_t(take_number(data));
    out.words.emplace_hint(out.words.end(), word, take_occurrences(data));
  }
  return out;
}

std::string encode_units(const std::vector<Unit>& units) {
  std::string out;
  put_number(out, units.size());
  std::int64_t doc = 0, least = 0;
  for (const Unit& unit : units) least = least == 0 ? unit.seq : std::min(least, unit.seq);
  put_number(out, std::uint64_t(least));
  for (const Unit& unit : units) {
    put_number(out, std::uint64_t(unit.doc - doc) << 2 | std::uint64_t(unit.part));
    doc = unit.doc;
    put_number(out, std::uint64_t(unit.seq - least));
    out += char(unit.title_length);
    out += char(unit.body_length);
  }
  return out;
}

std::vector<Unit> decode_units(std::string_view data) {
  std::vector<Unit> units;
  const std::size_t count = std::min<std::size_t>(take_number(data), data.size());
  const auto least = std::int64_t(take_number(data));
  units.reserve(count);
  std::int64_t doc = 0;
  while (units.size() < count && data.size() >= 4) {
    Unit unit;
    const std::uint64_t head = take_number(data);
    unit.doc = doc += std::int64_t(head >> 2);
    unit.part = Part(head & 3);
    unit.seq = least + std::int64_t(take_number(data));
    if (data.size() < 2) break;
    unit.title_length = std::uint8_t(data[0]);
    unit.body_length = std::uint8_t(data[1]);
    data.remove_prefix(2);
    units.push_back(unit);
  }
  return units;
}

// Once in the body is what nearly every posting says: one bit.
void put_item(std::string& out, const Posting& one, std::uint32_t before) {
  const bool plain = one.title == 0 && one.body == 1;
  put_number(out, std::uint64_t(one.unit - before) << 1 | (plain ? 0 : 1));
  if (plain) return;
  put_number(out, one.title);
  put_number(out, one.body);
}

void put_positions(std::string& out, std::span<const std::uint32_t> positions) {
  std::uint32_t before = 0;
  for (const std::uint32_t position : positions) {
    put_number(out, position - before);
    before = position;
  }
}

std::string encode_items(const std::vector<Posting>& items) {
  std::string out;
  put_number(out, items.size());
  std::uint32_t before = 0;
  for (const Posting& one : items) {
    put_item(out, one, before);
    before = one.unit;
  }
  return out;
}

std::vector<Posting> decode_items(std::string_view data) {
  std::vector<Posting> items;
  const std::size_t count = std::min<std::size_t>(take_number(data), data.size());
  items.reserve(count);
  std::uint32_t unit = 0;
  while (items.size() < count && !data.empty()) {
    const std::uint64_t head = take_number(data);
    Posting one{unit += std::uint32_t(head >> 1), 0, 1};
    if (head & 1) {
      one.title = std::uint16_t(take_number(data));
      one.body = std::uint16_t(take_number(data));
    }
    items.push_back(one);
  }
  return items;
}

std::string encode_positions(const Postings& postings) {
  std::string out;
  std::size_t at = 0;
  for (const Posting& one : postings.items) {
    std::uint32_t before = 0;
    for (int i = 0; i < one.title + one.body; ++i, ++at) {
      put_number(out, postings.positions[at] - before);
      before = postings.positions[at];
    }
  }
  return out;
}

std::vector<std::uint32_t> decode_positions(std::string_view data, const std::vector<Posting>& items) {
  std::vector<std::uint32_t> out;
  for (const Posting& one : items) {
    std::uint32_t position = 0;
    for (int i = 0; i < one.title + one.body; ++i) out.push_back(position += std::uint32_t(take_number(data)));
  }
  return out;
}

void BlockWriter::add(std::int64_t word, std::string_view bytes) {
  if (data_.empty()) {
    first_ = word;
    put_number(data_, std::uint64_t(word));
  } else {
    put_number(data_, std::uint64_t(word - last_));
  }
  last_ = word;
  put_number(data_, bytes.size());
  data_ += bytes;
}

std::string BlockWriter::take() {
  std::string out;
  out.swap(data_);
  return out;
}

BlockReader::BlockReader(std::string_view data) : rest_(data) {}

bool BlockReader::next() {
  if (rest_.empty()) return false;
  word_ += std::int64_t(take_number(rest_));
  bytes_ = take_bytes(rest_);
  return true;
}

std::string_view find_in_block(std::string_view block, std::int64_t word) {
  BlockReader reader(block);
  while (reader.next()) {
    if (reader.word() == word) return reader.bytes();
    if (reader.word() > word) break;
  }
  return {};
}

MemorySegment segment_of(std::vector<Passage> passages) {
  std::sort(passages.begin(), passages.end(), [](const Passage& a, const Passage& b) {
    return a.unit.doc != b.unit.doc ? a.unit.doc < b.unit.doc : a.unit.seq < b.unit.seq;
  });
  MemorySegment out;
  for (const Passage& passage : passages) {
    const auto ordinal = std::uint32_t(out.units.size());
    out.units.push_back(passage.unit);
    out.title_words += passage.title_words;
    out.body_words += passage.body_words;
    out.last_seq = std::max(out.last_seq, passage.unit.seq);
    for (const auto& [word, occurrences] : passage.words) {
      Postings& postings = out.words[word];
      postings.items.push_back({ordinal, occurrences.title, occurrences.body});
      postings.positions.insert(postings.positions.end(), occurrences.positions.begin(), occurrences.positions.end());
    }
  }
  return out;
}

FlatSegment::FlatSegment(std::vector<EncodedPassage> passages) {
  std::sort(passages.begin(), passages.end(), [](const EncodedPassage& a, const EncodedPassage& b) { return a.doc != b.doc ? a.doc < b.doc : a.seq < b.seq; });
  for (const EncodedPassage& passage : passages) add(passage);
  std::sort(entries_.begin(), entries_.end(), [](const Entry& a, const Entry& b) { return a.word != b.word ? a.word < b.word : a.posting.unit < b.posting.unit; });
}

void FlatSegment::add(const EncodedPassage& passage) {
  std::string_view data = passage.data;
  Unit unit{passage.doc, passage.seq, Part(take_number(data) & 3), 0, 0};
  const auto title = std::int64_t(take_number(data)), body = std::int64_t(take_number(data));
  unit.title_length = to_length_byte(title);
  unit.body_length = to_length_byte(body);
  title_words += title;
  body_words += body;
  last_seq = std::max(last_seq, passage.seq);
  const auto ordinal = std::uint32_t(units.size());
  units.push_back(unit);
  std::int64_t word = 0;
  while (!data.empty()) {
    word += std::int64_t(take_number(data));
    Entry entry{word, std::uint32_t(positions_.size()), {ordinal, std::uint16_t(take_number(data)), 0}};
    entry.posting.body = std::uint16_t(take_number(data));
    std::uint32_t position = 0;
    for (int i = 0; i < entry.posting.title + entry.posting.body; ++i)
      positions_.push_back(data.empty() ? 0 : position += std::uint32_t(take_number(data)));
    entries_.push_back(entry);
  }
}

bool FlatSegment::next(std::int64_t& word, Postings& postings) {
  if (at_ == entries_.size()) return false;
  word = entries_[at_].word;
  postings.items.clear();
  postings.positions.clear();
  for (; at_ < entries_.size() && entries_[at_].word == word; ++at_) {
    const Entry& entry = entries_[at_];
    const auto begin = positions_.begin() + entry.positions;
    postings.items.push_back(entry.posting);
    postings.positions.insert(postings.positions.end(), begin, begin + entry.posting.title + entry.posting.body);
  }
  return true;
}

}  // namespace sahay::search
