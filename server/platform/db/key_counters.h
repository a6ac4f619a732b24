// The next keys of sequences, kept in memory between commits and written to id_counters once per commit.
// Rule of use: `next` inside a transaction, `save` just before its commit, `saved` after it; `forget` when another
// process has written. Ids of rolled back work are skipped, never given twice.
// Threading: the writer's thread.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace sahay::db {

class KeyCounters {
 public:
  using Load = std::function<std::int64_t(std::string_view sequence)>;  // the next free id in the table, at least 1
  using Save = std::function<void(std::string_view sequence, std::int64_t next)>;

  std::int64_t next(std::string_view sequence, const Load& load) {
    auto found = counters_.find(sequence);
    if (found == counters_.end()) found = counters_.emplace(std::string(sequence), Counter{load(sequence)}).first;
    found->second.unsaved = true;
    return found->second.next++;
  }
  void save(const Save& save) {
    for (auto& [sequence, counter] : counters_)
      if (counter.unsaved) save(sequence, counter.next);
  }
  void saved() {
    for (auto& [sequence, counter] : counters_) counter.unsaved = false;
  }
  void forget() { counters_.clear(); }

 private:
  struct Counter {
    std::int64_t next = 1;
    bool unsaved = false;
  };
  std::map<std::string, Counter, std::less<>> counters_;
};

}  // namespace sahay::db
