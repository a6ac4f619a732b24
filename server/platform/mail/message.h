// Message: what one e-mail says, after every repair (docs/admin/mail-quality.md lists the rules and their score).
// Rule of use: parse() is pure and never fails on damaged input; only limits of size give an Error. Keep the raw bytes:
// this is a view for people and rules, not an archive. Texts are UTF-8, line ends LF, no NUL.
// Threading: values; parse() may run on any thread.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "platform/text/reply.h"

namespace sahay::mail {

// A mailbox as a header names it. The domain is lower case, the local part as written. `address` may be empty.
struct Address {
  std::string name;
  std::string address;
  bool operator==(const Address&) const = default;
};

struct Attachment {
  std::string filename;      // one path component, no control or direction characters, never empty
  std::string content_type;  // as declared, lower case, without parameters
  std::string sniffed_type;  // by content; empty when nothing known was seen
  std::string content_id;    // without < >
  std::size_t size = 0;      // decoded bytes
  bool is_inline = false;    // the HTML refers to it by cid: or Content-Location
  std::string bytes;         // decoded; move it out, the parser keeps no copy (empty when ParseOptions says so)
};

// Part of Message::text, in bytes.
using TextRange = text::TextRange;

struct Bounce {
  bool bounce = false;                  // a delivery failure; a delay or a success report is not one
  bool delayed = false;                 // "still trying" (4.x.x, action delayed)
  bool delivered = false;               // a success report
  bool complaint = false;               // ARF feedback report
  std::vector<std::string> recipients;  // failed addresses
  std::vector<std::string> status;      // enhanced status codes ("5.1.1"), without repetition
  std::string original_message_id;      // of the mail that bounced, with < >
  std::string original_to;              // To of the mail that bounced
  std::string envid;                    // Original-Envelope-Id
  std::string diagnostic;               // first Diagnostic-Code
};

// The mail inside a forward: for rule "the ticket belongs to the original sender".
struct Forwarded {
  Address from;
  std::string subject;
  std::string date;      // as written
  std::string to;        // as written
  std::string text;      // the forwarded text
  std::string text_top;  // what the forwarder wrote above
  bool certain = false;  // "Fwd:" or a forward line; else it may be a reply with a header block above its quotation
};

struct Invite {
  std::string method;  // REQUEST, CANCEL, REPLY, ...
  std::string summary;
  std::string start;   // as written, with its zone: "20250602T100000Z", "TZID=Asia/Dhaka:20250602T100000"
  std::string end;
  std::string location;
  std::string organizer;  // address
  std::string calendar;   // the whole text/calendar, UTF-8
};

// Why no automatic answer goes back, and what is not a customer's message (rules 46, 51).
struct AutoMail {
  bool auto_reply = false;    // automatic in any sense but list or bulk: vacation, robot, bounce
  bool not_customer = false;  // out of office, delivery report, challenge: does not reopen, does not start clocks
  bool list = false;          // List-Id, List-Unsubscribe, Precedence: list
  bool bulk = false;          // Precedence: bulk or junk
  bool no_reply_sender = false;  // mailer-daemon, postmaster, no-reply; empty Return-Path
  // The wide test: true when nothing automatic may be sent back.
  bool do_not_answer() const { return auto_reply || not_customer || list || bulk || no_reply_sender; }
};

struct HeaderField {
  std::string name;   // as written
  std::string value;  // unfolded, raw bytes otherwise
};

struct Message {
  std::string subject;
  Address from;                     // the sender of rule 10: first usable of From, Reply-To, Sender, Return-Path
  std::vector<Address> all_from;    // From as written
  std::vector<Address> reply_to;
  std::optional<Address> sender;    // header Sender
  std::vector<Address> to;
  std::vector<Address> cc;
  std::vector<std::string> delivered_to;  // To, Cc, Delivered-To, X-Original-To, Envelope-To: where our addresses may be
  std::string return_path;          // empty address "<>" gives ""
  bool has_return_path = false;
  std::optional<Time> date;         // none when missing or unreadable
  std::string date_raw;
  std::string message_id;           // with < >; empty when missing
  std::vector<std::string> in_reply_to;
  std::vector<std::string> references;
  std::string sender_identity;      // address whose message this is: Reply-To where From is a list or a rewrite

  std::string text;                 // text part, or text made of the HTML; format=flowed undone
  bool text_from_html = false;
  std::string html;                 // decoded, not sanitised: pass through text::sanitise_html before any display
  std::vector<Attachment> attachments;
  std::optional<Invite> invite;
  bool encrypted = false;
  bool is_signed = false;

  std::vector<TextRange> visible;   // the reply: ranges over `text`, in order
  std::string reply_text;           // the visible ranges joined
  std::string elided_text;          // the folded quotation (and signature)
  std::string visible_html;         // part of `html` that belongs to the reply; empty when the text rules decided

  AutoMail auto_mail;
  Bounce bounce;
  std::optional<Forwarded> forwarded;

  std::vector<HeaderField> headers;  // top level, in order
  bool limited = false;              // a limit cut something: parts, depth or header size

  // First field of that name (any case), unfolded raw value; empty when absent.
  std::string_view header(std::string_view name) const;
};

struct ParseOptions {
  std::vector<std::string> charset_guesses{};    // of the mailbox, for unlabelled 8-bit bytes; tried by statistics
  std::vector<std::string> own_addresses{};      // a From of ours makes Reply-To the sender
  std::vector<std::string> reply_markers{};      // "reply above this line" texts beside the built-in ones
  bool keep_bytes = true;                        // false: attachments without their bytes (sizes stay right)
  std::size_t max_parts = 1000;
  std::size_t max_depth = 50;
  std::size_t max_header = 256 * 1024;
  std::size_t max_bytes = 100 * 1024 * 1024;
};

// Errors: too_large above max_bytes. Everything else gives a Message. Linear in the size of the input.
Result<Message> parse(std::string_view raw, const ParseOptions& options = {});

}  // namespace sahay::mail
