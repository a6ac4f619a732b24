#include "platform/api/long_counts.h"

#include <algorithm>

#include "base/log.h"
#include "platform/db/attached.h"

namespace sahay::api {
namespace {

constexpr std::size_t kMost = 1000;
constexpr std::chrono::seconds kPatience{1};  // for the first count of a list: clients reckon their pages with it
constexpr std::chrono::seconds kFresh{2};
constexpr int kShare = 50;  // counting takes at most this part of the time

}  // namespace

LongCounts::~LongCounts() { stop(); }

void LongCounts::start(db::Store& store) {
  thread_ = std::thread([this, &store] { run(store); });
}

void LongCounts::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  answered_.notify_all();
  if (thread_.joinable()) thread_.join();
}

std::optional<std::int64_t> LongCounts::known(const std::string& key) {
  const std::lock_guard lock(mutex_);
  const auto found = entries_.find(key);
  if (found == entries_.end() || found->second.count < 0) return std::nullopt;
  Entry& entry = found->second;
  if (entry.until <= Clock::now() && !entry.waiting) {
    entry.waiting = true;
    queue_.push_back(key);
    wake_.notify_one();
  }
  return entry.count;
}

std::optional<std::int64_t> LongCounts::ask(const std::string& key, const std::string& sql, const std::vector<db::Value>& values) {
  std::unique_lock lock(mutex_);
  if (entries_.size() > kMost) std::erase_if(entries_, [](const auto& entry) { return !entry.second.waiting; });
  Entry& entry = entries_[key];
  if (entry.sql.empty()) {
    entry.sql = sql;
    entry.values = values;
  }
  if (!entry.waiting) {
    entry.waiting = true;
    queue_.push_back(key);
    wake_.notify_one();
  }
  const auto answer = [&]() -> std::optional<std::int64_t> {
    const auto found = entries_.find(key);
    return found == entries_.end() || found->second.count < 0 ? std::nullopt : std::optional(found->second.count);
  };
  answered_.wait_for(lock, kPatience, [&] { return stopping_ || answer(); });
  return answer();
}

void LongCounts::forget(const std::string& key) {
  const std::lock_guard lock(mutex_);
  const auto found = entries_.find(key);
  if (found != entries_.end() && !found->second.waiting) entries_.erase(found);
}

void LongCounts::run(db::Store& store) {
  std::unique_lock lock(mutex_);
  while (true) {
    wake_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
    if (stopping_) return;
    const std::string key = std::move(queue_.front());
    queue_.pop_front();
    const std::string sql = entries_[key].sql;
    const std::vector<db::Value> values = entries_[key].values;
    lock.unlock();
    const auto begin = Clock::now();
    std::int64_t count = -1;
    try {
      count = store.read([&](db::Tx& tx) {
        const auto params = db::views_of(values);
        const auto cursor = tx.run(sql, params);
        return cursor->next() ? cursor->integer(0) : 0;
      });
    } catch (const std::exception& failure) {
      log::warning("api", "a list could not be counted", {{"what", failure.what()}});
    }
    const auto end = Clock::now();
    lock.lock();
    Entry& entry = entries_[key];
    entry.waiting = false;
    if (count >= 0) entry.count = count;
    entry.until = end + std::max<Clock::duration>(kFresh, (end - begin) * kShare);
    answered_.notify_all();
  }
}

std::shared_ptr<LongCounts> keep_long_counts(db::Store& store) {
  auto counts = db::Attached<LongCounts>::attach(store);
  counts->start(store);
  return counts;
}

}  // namespace sahay::api
