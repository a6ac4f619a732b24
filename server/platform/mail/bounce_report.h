// Delivery-status fields (RFC 3464), wherever they stand: in their own part, or written into the text.
// Threading: pure, linear.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sahay::mail {

// One group of per-recipient fields.
struct RecipientReport {
  std::string final_recipient;     // addresses, "rfc822;" removed; may be empty
  std::string original_recipient;
  std::string x_actual_recipient;
  std::string action;              // failed, delayed, delivered, relayed, expanded; lower case
  std::string status;              // "5.1.1"
  std::string diagnostic;          // text of Diagnostic-Code, unfolded
};
struct DeliveryReport {
  std::vector<RecipientReport> recipients;
  std::string envid;
  std::string original_message_id;
};

// Reads groups out of any text; lines that are no such fields separate nothing.
DeliveryReport read_delivery_report(std::string_view text);

// "5.1.1" or "4.4.7" in a text, as its own word; empty when there is none. Codes with a zero tail are taken only when
// nothing better follows.
std::string find_status(std::string_view text);
// The three-digit reply code ("550") that opens or follows in an SMTP answer; 0 when there is none.
int find_reply_code(std::string_view text);

}  // namespace sahay::mail
