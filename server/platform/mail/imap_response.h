// Responses of an IMAP server (RFC 9051, 3501), read token by token with literals wherever they come; flat lists, no
// recursion. Literals above 1 MB go to an unlinked spool file and are mapped, so that a large mail costs no heap.
// Rule of use: read_response() until the tagged one; every size is capped.
// Threading: values; one reader per connection.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"

namespace sahay::mail {

// Where responses come from: a Wire, or a string in tests and fuzzing.
class ByteSource {
 public:
  virtual ~ByteSource() = default;
  virtual Result<std::string> line(std::size_t limit) = 0;
  virtual Result<void> bytes(std::size_t count, const std::function<void(std::string_view)>& sink) = 0;
};

// The bytes of a literal, in memory or mapped from a file that has no name any more.
class ImapLiteral {
 public:
  explicit ImapLiteral(std::size_t expected);
  ~ImapLiteral();
  ImapLiteral(const ImapLiteral&) = delete;

  // Throws std::system_error when the spool file cannot be written.
  void append(std::string_view piece);
  void finish();
  std::string_view bytes() const;

 private:
  std::string memory_;
  int descriptor_ = -1;
  std::size_t size_ = 0;
  void* mapped_ = nullptr;
};

struct ImapToken {
  enum class Kind { atom, string, literal, open, close };
  Kind kind = Kind::atom;
  std::string text{};                            // atoms and strings
  std::shared_ptr<const ImapLiteral> literal{};  // literals

  std::string_view value() const { return literal ? literal->bytes() : std::string_view(text); }
  bool is(std::string_view atom) const;  // an atom of this name, any case
};

struct ImapResponse {
  std::string tag;                // "*", "+", or the tag of the command
  std::vector<ImapToken> tokens;  // of data responses; without the tag
  std::string status;             // "OK", "NO", "BAD", "BYE", "PREAUTH" of status responses, upper case
  std::string code;               // what stood in brackets: "UIDVALIDITY 17"
  std::string text;               // the rest, for people

  bool ok() const { return status == "OK"; }
};

struct ImapLimits {
  std::size_t line = 1 << 20;
  std::size_t tokens = 100'000;
  std::size_t literal = 200u << 20;  // of one response, all literals together
};

// Errors: those of the source, and unavailable mail.error.protocol.
Result<ImapResponse> read_response(ByteSource& source, const ImapLimits& limits = {});

// What one "* n FETCH (...)" says; absent items stay empty.
struct ImapFetched {
  std::optional<std::uint32_t> uid;
  std::uint64_t size = 0;  // RFC822.SIZE
  Time internal_date;
  std::shared_ptr<const ImapLiteral> body;  // BODY[...]; strings are turned into literals
};
std::optional<ImapFetched> fetched_of(const ImapResponse& response);
// "* 12 EXISTS" -> 12 when the name is EXISTS.
std::optional<std::uint32_t> number_of(const ImapResponse& response, std::string_view name);
// "17-Jul-1996 02:44:25 -0700"
std::optional<Time> parse_internal_date(std::string_view text);
// A quoted string for a command; nothing when it cannot be one (line ends, NUL).
std::optional<std::string> imap_quoted(std::string_view text);
// Modified UTF-7 of a folder name (RFC 3501 5.1.3).
std::string imap_folder_name(std::string_view utf8);

}  // namespace sahay::mail
