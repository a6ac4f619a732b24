// Encoded postings of common words, kept in memory between searches: a segment never changes and its number is never
// used again, so what is kept is never stale. Bounded by bytes; the longest unused go first.
// Threading: any thread.
#pragma once

#include <cstdint>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <tuple>

namespace sahay::search {

struct PostingsKey {
  std::int64_t segment = 0, word = 0;
  int kind = 0;
  auto operator<=>(const PostingsKey&) const = default;
};

class KeptPostings {
 public:
  explicit KeptPostings(std::size_t most_bytes = std::size_t(64) << 20) : most_bytes_(most_bytes) {}

  // Null: not kept. Empty text: known to be none.
  std::shared_ptr<const std::string> find(const PostingsKey& key);
  void keep(const PostingsKey& key, std::shared_ptr<const std::string> bytes);

 private:
  static constexpr std::size_t kOverhead = 160;  // of an entry, about
  struct Entry {
    PostingsKey key;
    std::shared_ptr<const std::string> bytes;
  };
  const std::size_t most_bytes_;
  std::mutex mutex_;
  std::list<Entry> entries_;  // last used first
  std::map<PostingsKey, std::list<Entry>::iterator> places_;
  std::size_t bytes_ = 0;
};

}  // namespace sahay::search
