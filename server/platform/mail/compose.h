// Outgoing mail as RFC 5322 bytes: CRLF, folded, 7-bit safe, no header injection possible (rules 54-56).
// Rule of use: fill Outgoing, call compose(), hand the bytes to SMTP. Every mail needs its own message_id.
// Threading: pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "platform/mail/message.h"

namespace sahay::mail {

struct OutgoingFile {
  std::string filename;
  std::string content_type;  // empty: application/octet-stream
  std::string content_id;    // set: shown inline by the HTML as cid:<content_id>
  std::string bytes;
};

// How the mail presents itself to other machines (RFC 3834).
enum class Origin {
  person,          // written by an agent
  auto_replied,    // an answer that no person wrote: acknowledgement, bot
  auto_generated,  // a notice nobody asked for: reminder, survey
};

// The mail that is answered, quoted below the reply marker.
struct QuotedHistory {
  std::string attribution;  // "On 2 June 2025, Rina Akter wrote:" in the reader's language
  std::string text;
  std::string html;         // sanitised
};

struct Outgoing {
  Address from;
  std::optional<Address> sender;
  std::vector<Address> to;
  std::vector<Address> cc;
  std::vector<Address> reply_to;
  std::string subject;
  std::string message_id;                // "<...@domain>"; required
  std::string in_reply_to;
  std::vector<std::string> references;   // at most 20 are written: the first and the newest
  Time date;
  std::string text;                      // UTF-8, LF; empty: made of the HTML
  std::string html;                      // a fragment, sanitised; empty: a text-only mail
  std::string language = "en";           // of the reply marker
  bool reply_marker = false;             // put "reply above this line" on top
  std::optional<QuotedHistory> history;
  std::vector<OutgoingFile> files;
  Origin origin = Origin::person;
  std::string list_unsubscribe;          // URL or mailto, bulk mail only
  std::string list_id;
  std::string loop_token;                // X-Loop of this mailbox
  std::vector<std::pair<std::string, std::string>> extra_headers;  // names that are no tokens are left out
};

// Errors: invalid("message_id" | "from" | "to", BlankValue or InvalidValue).
Result<std::string> compose(const Outgoing& mail);

// One header field, encoded and folded at 76 columns, with CRLF. CR, LF and NUL in the value are removed.
std::string header_line(std::string_view name, std::string_view value);
// "Name" <address>, ready for a header; the name is encoded when it must be.
std::string format_address(const Address& address);

}  // namespace sahay::mail
