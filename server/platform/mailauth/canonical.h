// The canonical forms over which DKIM and ARC sign (RFC 6376 3.4): header fields, and the body as a stream into SHA-256.
// Threading: values; a BodyHash is used by one thread.
#pragma once

#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace sahay::mailauth {

enum class Form { simple, relaxed };

// One field of a raw message; views into it. `raw` is the whole field, folded, without its last line end.
struct RawField {
  std::string_view name;
  std::string_view raw;
  std::string_view value() const { return raw.substr(raw.find(':') + 1); }
};

struct RawMessage {
  std::vector<RawField> fields;  // 1,000 at most
  std::string_view body;
};
// Line ends may be CRLF or LF.
RawMessage split_message(std::string_view bytes);

// The field with CRLF at its end.
std::string canonical_field(std::string_view raw, Form form);

// SHA-256 of a body as it comes, in pieces of any size.
class BodyHash {
 public:
  explicit BodyHash(Form form, std::uint64_t most = std::numeric_limits<std::uint64_t>::max());
  ~BodyHash();
  BodyHash(const BodyHash&) = delete;

  void feed(std::string_view bytes);
  std::string finish();  // 32 bytes
  // Canonical bytes seen, those above `most` included; after finish().
  std::uint64_t length() const { return length_; }

 private:
  void line_end();
  void put(std::string_view bytes);

  struct Digest;
  std::unique_ptr<Digest> digest_;
  Form form_;
  std::uint64_t most_, length_ = 0;
  std::string out_;                // canonical bytes on their way into the digest
  std::uint64_t empty_lines_ = 0;  // seen, and only written when something follows
  bool line_empty_ = true, blank_ = false, carriage_ = false;
};

}  // namespace sahay::mailauth
