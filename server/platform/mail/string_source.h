// For tests and fuzzing: a ByteSource over bytes in memory; the end of the bytes is a closed connection.
// Threading: one thread.
#pragma once

#include "platform/mail/imap_response.h"

namespace sahay::mail::test {

class StringSource final : public ByteSource {
 public:
  explicit StringSource(std::string_view bytes) : bytes_(bytes) {}

  Result<std::string> line(std::size_t limit) override {
    const auto end = bytes_.find('\n');
    if (end == bytes_.npos || end > limit) return closed();
    std::string out(bytes_.substr(0, end));
    if (out.ends_with('\r')) out.pop_back();
    bytes_.remove_prefix(end + 1);
    return out;
  }
  Result<void> bytes(std::size_t count, const std::function<void(std::string_view)>& sink) override {
    if (count > bytes_.size()) return closed();
    sink(bytes_.substr(0, count));
    bytes_.remove_prefix(count);
    return {};
  }
  bool empty() const { return bytes_.empty(); }

 private:
  static Error closed() { return {ErrorCode::unavailable, "mail.error.closed"}; }
  std::string_view bytes_;
};

}  // namespace sahay::mail::test
