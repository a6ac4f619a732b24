// "a=b; c=d": the lists of DKIM signatures, key records, DMARC records and ARC seals (RFC 6376 3.2).
// Threading: values.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sahay::mailauth {

class TagList {
 public:
  // Nothing when a tag has no "=", no name, or comes twice. Values keep their inner blanks; 100 tags at most.
  static std::optional<TagList> read(std::string_view text);

  bool has(std::string_view name) const;
  // The value trimmed; "" when absent.
  std::string_view at(std::string_view name) const;
  // The value without any blanks: base64 and lists may be folded anywhere.
  std::string packed(std::string_view name) const;
  // The first name, as written.
  std::string_view first() const { return tags_.empty() ? std::string_view() : tags_.front().first; }

 private:
  std::vector<std::pair<std::string, std::string>> tags_;
};

std::string without_blanks(std::string_view text);

}  // namespace sahay::mailauth
