#include "desk/tickets/kept_rows.h"

#include <algorithm>

#include "platform/db/attached.h"

namespace sahay::tickets {

std::int64_t KeptRows::number_of(const WayToWrite& way) {
  const std::lock_guard lock(ways_mutex_);
  const auto known = std::find_if(ways_.begin(), ways_.end(), [&](const auto& entry) { return entry.first == way; });
  if (known != ways_.end()) return known->second;
  if (ways_.size() >= kMostWays) ways_.erase(ways_.begin());  // what was kept for it is not found any more
  ways_.emplace_back(way, ++last_way_);
  return last_way_;
}

KeptRows::Text KeptRows::find(std::int64_t way, std::int64_t ticket, std::int64_t version) {
  Shard& shard = shard_of(ticket);
  const std::lock_guard lock(shard.mutex);
  const auto found = shard.entries.find({way, ticket});
  return found == shard.entries.end() || found->second.version != version ? nullptr : found->second.text;
}

KeptRows::Text KeptRows::keep(std::int64_t way, std::int64_t ticket, std::int64_t version, std::string text) {
  const auto kept = std::make_shared<const std::string>(std::move(text));
  Shard& shard = shard_of(ticket);
  const std::lock_guard lock(shard.mutex);
  Entry& entry = shard.entries[{way, ticket}];
  if (entry.text && entry.version > version) return kept;  // an older look at the data than somebody else's
  shard.bytes += kept->size() + kOverhead;
  if (entry.text) shard.bytes -= entry.text->size() + kOverhead;
  entry = {version, kept};
  // Whichever comes first goes: what is asked for often is soon back.
  while (shard.bytes > most_bytes_ && shard.entries.size() > 1) {
    auto victim = shard.entries.begin();
    if (victim->second.text == kept) ++victim;
    shard.bytes -= victim->second.text->size() + kOverhead;
    shard.entries.erase(victim);
  }
  return kept;
}

std::shared_ptr<KeptRows> keep_rows(const db::Store& store) { return db::Attached<KeptRows>::attach(store); }

}  // namespace sahay::tickets
