// Walks encoded postings and positions (segment.h) without unpacking them first: millions of them are read for one
// common word. Both never read beyond their bytes; damaged ones end early.
// Threading: values.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "desk/search/segment.h"

namespace sahay::search {

class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : at_(reinterpret_cast<const unsigned char*>(bytes.data())), end_(at_ + bytes.size()) {}
  bool more() const { return at_ < end_; }
  std::uint64_t number() {
    if (at_ < end_ && *at_ < 0x80) return *at_++;
    std::uint64_t value = 0;
    for (int shift = 0; at_ < end_ && shift < 64; shift += 7) {
      const unsigned char byte = *at_++;
      value |= std::uint64_t(byte & 0x7F) << shift;
      if (byte < 0x80) break;
    }
    return value;
  }
  void skip(std::size_t numbers) {
    for (; numbers > 0 && at_ < end_; ++at_) numbers -= *at_ < 0x80;
  }

 private:
  const unsigned char* at_;
  const unsigned char* end_;
};

class PostingReader {
 public:
  // Of encode_items(); empty bytes: no postings.
  explicit PostingReader(std::string_view items) : bytes_(items), left_(items.empty() ? 0 : std::size_t(bytes_.number())) {}

  // How many there are still to come, at most.
  std::size_t left() const { return left_; }
  [[gnu::always_inline]] bool next(Posting& out) {
    if (left_ == 0 || !bytes_.more()) return false;
    --left_;
    const std::uint64_t head = bytes_.number();
    out.unit = unit_ += std::uint32_t(head >> 1);
    out.title = 0;
    out.body = 1;
    if (head & 1) {
      out.title = std::uint16_t(bytes_.number());
      out.body = std::uint16_t(bytes_.number());
    }
    return true;
  }

 private:
  ByteReader bytes_;
  std::size_t left_;
  std::uint32_t unit_ = 0;
};

// The postings of one word in one segment, encoded or in memory.
class PostingStream {
 public:
  explicit PostingStream(std::string_view items) : reader_(items) {}
  explicit PostingStream(const std::vector<Posting>& items) : reader_(std::string_view()), at_(items.data()), end_(at_ + items.size()) {}
  [[gnu::always_inline]] bool next(Posting& out) {
    if (!at_) return reader_.next(out);
    if (at_ == end_) return false;
    out = *at_++;
    return true;
  }
  std::size_t left() const { return at_ ? std::size_t(end_ - at_) : reader_.left(); }

 private:
  PostingReader reader_;
  const Posting* at_ = nullptr;
  const Posting* end_ = nullptr;
};

}  // namespace sahay::search
