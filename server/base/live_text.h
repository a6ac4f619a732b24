// A short text that many read and one place changes while the program runs, such as the name of the desk.
// Rule of use: read it with text() each time it is shown and keep no copy of the answer; copies of a LiveText share
// their text.
// Threading: text() and set() may be called from any thread.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <utility>

namespace sahay {

class LiveText {
 public:
  LiveText(std::string text = {}) : kept_(std::make_shared<Kept>()) { kept_->text = std::move(text); }
  LiveText(const char* text) : LiveText(std::string(text)) {}

  std::string text() const {
    const std::lock_guard lock(kept_->mutex);
    return kept_->text;
  }
  // Everybody who shares it reads the new text from now on.
  void set(std::string text) const {
    const std::lock_guard lock(kept_->mutex);
    kept_->text = std::move(text);
  }

 private:
  struct Kept {
    mutable std::mutex mutex;
    std::string text;
  };
  std::shared_ptr<Kept> kept_;
};

}  // namespace sahay
