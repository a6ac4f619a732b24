// Cancel: one flag that wakes every blocking mail client waiting on it. Set once, never cleared.
// Threading: any thread.
#pragma once

#include <atomic>

namespace sahay::mail {

class Cancel {
 public:
  Cancel();
  ~Cancel();
  Cancel(const Cancel&) = delete;

  void cancel();
  bool cancelled() const { return cancelled_.load(); }
  // Readable once cancelled; for poll(2).
  int descriptor() const { return descriptor_; }

 private:
  std::atomic<bool> cancelled_{false};
  int descriptor_ = -1;
};

}  // namespace sahay::mail
