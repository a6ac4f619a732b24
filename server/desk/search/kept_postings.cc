#include "desk/search/kept_postings.h"

namespace sahay::search {

std::shared_ptr<const std::string> KeptPostings::find(const PostingsKey& key) {
  const std::lock_guard lock(mutex_);
  const auto place = places_.find(key);
  if (place == places_.end()) return nullptr;
  entries_.splice(entries_.begin(), entries_, place->second);
  return place->second->bytes;
}

void KeptPostings::keep(const PostingsKey& key, std::shared_ptr<const std::string> bytes) {
  const std::lock_guard lock(mutex_);
  const std::size_t size = bytes->size() + kOverhead;
  if (size > most_bytes_ / 4 || places_.contains(key)) return;
  entries_.push_front({key, std::move(bytes)});
  places_[key] = entries_.begin();
  bytes_ += size;
  while (bytes_ > most_bytes_) {
    const Entry& last = entries_.back();
    bytes_ -= last.bytes->size() + kOverhead;
    places_.erase(last.key);
    entries_.pop_back();
  }
}

}  // namespace sahay::search
