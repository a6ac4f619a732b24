// Marks the threads that are inside a transaction of a store, so that a nested read or write is refused instead of
// deadlocking.
// Rule of use: drivers hold an InsideStore around every fn and around after_commit actions.
// Threading: one mark per thread.
#pragma once

#include <stdexcept>

namespace sahay::db {

class InsideStore {
 public:
  InsideStore() { inside_ = true; }
  ~InsideStore() { inside_ = false; }
  InsideStore(const InsideStore&) = delete;

  static void refuse_nested(const char* what) {
    if (inside_) throw std::logic_error(std::string(what) + " inside another transaction or an after_commit action");
  }

 private:
  static inline thread_local bool inside_ = false;
};

}  // namespace sahay::db
