// KeptRows: the JSON of tickets in lists, kept between requests. A text belongs to one version of the row
// (tickets.version goes up with every change) and to one way of writing it, so it is never stale; memory is bounded.
// Rule of use: inside read() only: a version that a write has not committed yet may be another one in the end.
// Threading: any thread.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "desk/tickets/field_list.h"
#include "platform/db/store.h"

namespace sahay::tickets {

// What a row's text depends on besides the row. Numbers of ways are never used again.
struct WayToWrite {
  std::string base_url;      // "" = the console's rows, which hold no address
  bool staff = true;
  FieldList::Ids own_fields{};  // the very list: kept, so that its address is not used again
  bool operator==(const WayToWrite&) const = default;
};

class KeptRows {
 public:
  using Text = std::shared_ptr<const std::string>;

  explicit KeptRows(std::size_t most_bytes = std::size_t(32) << 20) : most_bytes_(most_bytes / kShards) {}

  std::int64_t number_of(const WayToWrite& way);
  // Null: not kept, or of another version.
  Text find(std::int64_t way, std::int64_t ticket, std::int64_t version);
  Text keep(std::int64_t way, std::int64_t ticket, std::int64_t version, std::string text);

 private:
  static constexpr std::size_t kShards = 16;
  static constexpr std::size_t kOverhead = 200;  // of an entry, about
  static constexpr std::size_t kMostWays = 32;
  struct Key {
    std::int64_t way = 0, ticket = 0;
    bool operator==(const Key&) const = default;
  };
  struct Hash {
    std::size_t operator()(const Key& key) const { return std::size_t(key.ticket) * 0x9E3779B97F4A7C15ULL ^ std::size_t(key.way); }
  };
  struct Entry {
    std::int64_t version = 0;
    Text text;
  };
  struct Shard {
    std::mutex mutex;
    std::unordered_map<Key, Entry, Hash> entries;
    std::size_t bytes = 0;
  };
  Shard& shard_of(std::int64_t ticket) { return shards_[std::size_t(ticket) % kShards]; }

  const std::size_t most_bytes_;  // of a shard
  std::array<Shard, kShards> shards_;
  std::mutex ways_mutex_;
  std::vector<std::pair<WayToWrite, std::int64_t>> ways_;
  std::int64_t last_way_ = 0;
};

// While somebody holds it (app/wiring.cc), rows of this store are kept; otherwise each is written anew.
std::shared_ptr<KeptRows> keep_rows(const db::Store& store);

}  // namespace sahay::tickets
