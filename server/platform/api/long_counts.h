// LongCounts: the counts of long lists, made on a thread of their own so that no request waits for one. A count is good
// for two seconds, or for fifty times as long as it took; meanwhile and until it is made anew the old one is given.
// Rule of use: attach(store), start(store) and hold it (app/wiring.cc); count_rows() finds it by the store. Without one,
// rows are counted each time.
// Threading: any thread.
#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

#include "platform/db/store.h"

namespace sahay::api {

class LongCounts {
 public:
  ~LongCounts();
  void start(db::Store& store);
  void stop();

  // What is known; what is old is asked for again. `key` names statement and values.
  std::optional<std::int64_t> known(const std::string& key);
  // The same, waiting up to a second for the first answer. `sql` gives one number.
  std::optional<std::int64_t> ask(const std::string& key, const std::string& sql, const std::vector<db::Value>& values);
  void forget(const std::string& key);

 private:
  using Clock = std::chrono::steady_clock;
  struct Entry {
    std::string sql;
    std::vector<db::Value> values;
    std::int64_t count = -1;  // not counted yet
    Clock::time_point until;
    bool waiting = false;     // in the queue
  };
  void run(db::Store& store);

  std::mutex mutex_;
  std::condition_variable wake_, answered_;
  std::unordered_map<std::string, Entry> entries_;
  std::deque<std::string> queue_;
  bool stopping_ = false;
  std::thread thread_;
};

std::shared_ptr<LongCounts> keep_long_counts(db::Store& store);  // attached and started

}  // namespace sahay::api
