#include "platform/mail/bounce.h"

#include <algorithm>
#include <optional>

#include "base/text.h"
#include "platform/mail/addresses.h"
#include "platform/mail/body.h"
#include "platform/mail/bounce_report.h"
#include "platform/mail/bounce_text.h"
#include "platform/text/html.h"

namespace sahay::mail {
namespace {

// What the report says, part by part.
struct Evidence {
  std::string status_text;   // message/delivery-status
  std::string prose;         // human text, without the returned message
  std::string original;      // header of the returned message
  bool has_status_part = false;
  bool has_original = false;
  bool feedback = false;
};

bool is_report_type(const MimeTree& tree) {
  const Parameters& type = tree.parts.front().type;
  return type.value == "multipart/report" || text::equal_ignoring_case(type.at("report-type"), "delivery-status");
}

void read_part(const Part& part, const DecodeHints& hints, Evidence& e) {
  static constexpr std::size_t kMaxText = 512 * 1024;
  const std::string& type = part.type.value;
  if (type == "message/delivery-status" || type == "message/global-delivery-status") {
    e.has_status_part = true;
    if (e.status_text.size() < kMaxText) e.status_text += part_bytes(part) + "\n\n";
  } else if (type == "message/feedback-report") {
    e.feedback = true;
  } else if (type == "message/rfc822" || type == "text/rfc822-headers" || type == "message/rfc822-headers" || type == "message/global" || type == "message/partial" || type == "text/rfc822") {
    e.has_original = true;
    if (e.original.empty()) e.original = part_bytes(part).substr(0, 256 * 1024);
  } else if (type == "text/html") {
    if (e.prose.size() < kMaxText && text::trim(e.prose).empty()) e.prose += text::html_to_text(part_text(part, hints)) + "\n";
  } else if (type.starts_with("text/")) {
    if (e.prose.size() < kMaxText) e.prose += part_text(part, hints) + "\n";
  }
}

// True when it was new.
bool add_once(std::vector<std::string>& list, const std::string& value) {
  if (value.empty()) return false;
  const bool known = std::any_of(list.begin(), list.end(), [&](const std::string& v) { return text::equal_ignoring_case(v, value); });
  if (!known && list.size() < 1000) list.push_back(value);
  return !known;
}

// The code that the prose gives for one of these addresses; with a single failure, any code in it.
std::string status_told(std::string_view prose, const std::vector<TextFailure>& told, const std::vector<std::string>& addresses) {
  for (const TextFailure& f : told) {
    for (const std::string& a : addresses) {
      if (a.empty() || !text::equal_ignoring_case(a, f.recipient)) continue;
      const std::string code = find_status(f.detail);
      if (!code.empty() && !code.ends_with(".0.0")) return code;
    }
  }
  const std::string any = told.size() <= 1 ? find_status(prose) : std::string();
  return any.ends_with(".0.0") ? std::string() : any;
}

// The most telling code of a recipient: the server's own words before the reporter's summary.
std::string best_status(const RecipientReport& r) {
  const std::string said = find_status(r.diagnostic);
  const bool vague = r.status.empty() || r.status.ends_with(".0.0");
  if (!said.empty() && (vague || !said.ends_with(".0.0"))) {
    if (!r.status.empty() && r.status[0] != said[0] && !vague) return r.status;
    if (said.ends_with(".0") && !r.status.empty() && !vague) return r.status;
    return said;
  }
  return r.status;
}

void read_original(std::string_view original, Bounce& b) {
  const HeaderBlock block = read_header(original, 0, original.size(), 256 * 1024);
  if (const auto id = field(block.fields, "Message-ID")) {
    const auto ids = parse_message_ids(*id);
    if (!ids.empty()) b.original_message_id = ids.front();
  }
  if (const auto to = field(block.fields, "To")) b.original_to = unfold(*to);
}

bool failed_action(const RecipientReport& r) {
  if (r.action == "failed" || r.action == "failure" || r.action == "fail") return true;
  if (r.action == "delivered" || r.action == "relayed" || r.action == "expanded" || r.action == "delayed" || r.action == "deliverable") return false;
  return r.status.starts_with('5') || (r.status.empty() && find_reply_code(r.diagnostic) >= 500);
}

// Verdict from machine-readable groups. True when they decide.
bool judge_report(const DeliveryReport& report, std::string_view prose, Bounce& b) {
  std::optional<std::vector<TextFailure>> told_by_prose;
  bool decided = false;
  for (const RecipientReport& r : report.recipients) {
    if (r.action.empty() && r.status.empty() && r.diagnostic.empty()) continue;
    // The address that was written to, before aliases on the other side.
    const std::string& address = plausible_address(r.original_recipient) || r.final_recipient.empty() ? r.original_recipient : r.final_recipient;
    const bool delayed = r.action == "delayed" || (r.action.empty() && r.status.starts_with('4'));
    if (failed_action(r) || delayed) {
      (delayed ? b.delayed : b.bounce) = true;
      if (address.empty() || add_once(b.recipients, address)) {
        std::string code = best_status(r);
        if (code.empty() || code.ends_with(".0.0")) {
          // The human part often knows more.
          if (!told_by_prose) told_by_prose = failed_recipients(prose, {});
          const std::string told = status_told(prose, *told_by_prose, {r.final_recipient, r.original_recipient});
          if (!told.empty() && (code.empty() || told[0] == code[0])) code = told;
        }
        if (!code.empty()) b.status.push_back(code);
      }
      if (b.diagnostic.empty()) b.diagnostic = r.diagnostic;
    } else if (!r.action.empty()) {
      b.delivered = true;
    } else {
      continue;
    }
    decided = true;
  }
  b.envid = report.envid;
  return decided;
}

std::vector<std::string> own_addresses(const Message& m) {
  std::vector<std::string> own{m.from.address, m.return_path};
  for (const Address& a : m.to) own.push_back(a.address);
  for (const std::string& a : m.delivered_to) own.push_back(a);
  std::erase_if(own, [](const std::string& a) { return a.empty(); });
  return own;
}

void judge_prose(const Message& m, const Evidence& e, Bounce& b) {
  const std::string_view report = before_original(e.prose);
  std::vector<TextFailure> failures = failed_recipients(report, own_addresses(m));
  // Reports to a list or an alias may be addressed to the failed address itself.
  if (failures.empty()) failures = failed_local_parts(report, m.from.address);
  if (failures.empty()) failures = failed_recipients(report, {m.from.address});
  const bool ask_status = b.status.empty();
  for (const TextFailure& f : failures) {
    add_once(b.recipients, f.recipient);
    if (!ask_status) continue;
    if (const std::string code = find_status(f.detail); !code.empty() && code[0] != '2') b.status.push_back(code);
  }
  if (b.status.empty()) {
    if (const std::string code = find_status(report); !code.empty() && code[0] != '2') b.status.push_back(code);
  }
  if (b.diagnostic.empty() && !failures.empty()) b.diagnostic = std::string(text::first(failures.front().detail, 1000));
}

// "name":"value" inside JSON that may be escaped inside JSON.
std::string json_value(std::string_view s, std::string_view name, std::size_t& at) {
  at = s.find(name, at);
  if (at == s.npos) return {};
  at += name.size();
  auto skip = [&](char c) { return c == '"' || c == '\\' || c == ':' || c == ' '; };
  while (at < s.size() && skip(s[at])) ++at;
  const std::size_t end = s.find_first_of("\"\\,}", at);
  return std::string(s.substr(at, end == s.npos ? 0 : end - at));
}

// Bounces that a sending service reports as JSON (notificationType Bounce, bouncedRecipients).
bool judge_notification(std::string_view text, Bounce& b) {
  std::size_t at = 0;
  const std::size_t list = text.find("bouncedRecipients");
  if (list == text.npos || json_value(text, "notificationType", at) != "Bounce") return false;
  const std::string_view rest = text.substr(list, 64 * 1024);
  for (at = 0; b.recipients.size() < 100;) {
    const std::string address = clean_address(json_value(rest, "emailAddress", at));
    if (address.empty()) break;
    if (add_once(b.recipients, address)) {
      std::size_t status_at = at;
      if (const std::string code = find_status(json_value(rest, "status", status_at)); !code.empty()) b.status.push_back(code);
    }
  }
  b.bounce = !b.recipients.empty();
  return b.bounce;
}

}  // namespace

namespace {

// Signs of a report outside of its words.
struct Signs {
  bool sender = false, subject = false, null_path = false, failed_header = false, report_type = false;
  bool any() const { return sender || subject || null_path || failed_header || report_type; }
};

bool is_report_part(const Part& part) {
  const std::string& type = part.type.value;
  return type == "message/delivery-status" || type == "message/global-delivery-status" || type == "message/feedback-report";
}

// Nothing that is read of the words of such a mail could make it a report: most mails are of people.
bool may_report(const MimeTree& tree, const Message& message, const Signs& signs) {
  if (signs.any()) return true;
  int texts = 0;
  for (const Part& part : tree.parts) {
    if (is_report_part(part)) return true;
    if (part.type.value.starts_with("text/")) ++texts;
  }
  // A service's notification is JSON in a text.
  const int shown = (message.text.empty() ? 0 : 1) + (message.html.empty() ? 0 : 1);
  return texts > shown || message.text.find("bouncedRecipients") != std::string::npos || message.html.find("bouncedRecipients") != std::string::npos;
}

}  // namespace

Bounce judge_bounce(const MimeTree& tree, const DecodeHints& hints, const Message& message) {
  Bounce b;
  Evidence e;
  const std::string_view failed_header = message.header("X-Failed-Recipients");
  const Signs signs{bounce_sender(message.from.name, message.from.address), bounce_subject(message.subject),
                    message.has_return_path && message.return_path.empty(), !failed_header.empty(), is_report_type(tree)};
  if (!may_report(tree, message, signs)) return b;
  for (const Part& part : tree.parts) {
    if (!part.is_multipart()) read_part(part, hints, e);
  }
  if (e.feedback) {
    b.complaint = true;
    if (!e.original.empty()) read_original(e.original, b);
    return b;
  }
  const auto& [sender, subject, null_path, has_failed_header, report_type] = signs;
  // A person's vacation note quotes anything, also failures.
  const bool replied = text::starts_with_ignoring_case(message.header("Auto-Submitted"), "auto-replied") && !sender && !e.has_status_part && !report_type;
  const std::string_view prose = before_original(e.prose);
  const bool failure = failure_phrase(prose);

  bool decided = false;
  if (e.has_status_part) decided = judge_report(read_delivery_report(e.status_text), prose, b);
  if (!decided && (sender || subject || report_type)) decided = judge_report(read_delivery_report(prose), prose, b);
  if (!decided && judge_notification(e.prose, b)) decided = true;
  if (!decided && !replied) {
    // A daemon's name or a subject of the trade says it alone; a postmaster may be a person and an empty path a vacation.
    const std::string_view address = message.from.address.empty() ? std::string_view(message.from.name) : std::string_view(message.from.address);
    const bool postmaster = text::starts_with_ignoring_case(address, "postmaster");
    const int points = (sender ? (postmaster ? 2 : 3) : 0) + (subject ? 3 : 0) + (failure ? 2 : 0) + (e.has_original ? 1 : 0) + (report_type ? 3 : 0) +
                       (has_failed_header ? 4 : 0) + (null_path ? 1 : 0) + (find_status(prose).empty() && find_reply_code(prose) == 0 ? 0 : 1);
    if (signs.any() && points >= 3) {
      if (delay_phrase(prose) && failed_header.empty() && find_status(prose).starts_with('5') == false) b.delayed = true;
      else b.bounce = true;
    }
  }
  if (b.bounce && b.recipients.empty()) {
    for (const Address& a : parse_addresses(failed_header, hints)) add_once(b.recipients, a.address);
  }
  if ((b.bounce || b.delayed) && (b.recipients.empty() || b.status.empty())) judge_prose(message, e, b);
  if (b.bounce || b.delayed || b.delivered) {
    if (!e.original.empty()) read_original(e.original, b);
    else if (prose.size() < e.prose.size()) read_original(std::string_view(e.prose).substr(prose.size()), b);
  }
  return b;
}

}  // namespace sahay::mail
