#include "platform/mail/bounce_report.h"

#include <array>

#include "base/text.h"
#include "platform/mail/addresses.h"

namespace sahay::mail {
namespace {

bool digit(char c) { return c >= '0' && c <= '9'; }

// "rfc822; <user@host>" -> address
std::string recipient_of(std::string_view value) {
  const std::size_t semicolon = value.find(';');
  std::string_view rest = semicolon == value.npos ? value : value.substr(semicolon + 1);
  std::string found = find_address(rest);
  if (found.empty()) found = find_address(value);
  if (!found.empty()) return found;
  const std::string_view word = text::trim(rest);
  return word.find(' ') == word.npos ? std::string(word) : std::string();
}

std::string first_word(std::string_view s) {
  s = text::trim(s);
  return text::lower_ascii(s.substr(0, s.find_first_of(" \t;(")));
}

struct FieldLine {
  std::string name;
  std::string value;
};

enum class Place { message, recipient };

class ReportReader {
 public:
  DeliveryReport read(std::string_view text) {
    std::string pending_name, pending_value;
    auto flush = [&] {
      if (!pending_name.empty()) take(pending_name, pending_value);
      pending_name.clear();
      pending_value.clear();
    };
    for (std::string_view line : text::split(text, '\n')) {
      if (line.ends_with('\r')) line.remove_suffix(1);
      if (line.empty()) { flush(); blank_ = true; continue; }
      const bool folded = line[0] == ' ' || line[0] == '\t';
      if (folded && !pending_name.empty() && pending_value.size() < 8192) {
        pending_value += ' ';
        pending_value += text::trim(line);
        continue;
      }
      flush();
      std::string_view t = text::trim(line);
      while (t.starts_with('>') || t.starts_with(' ')) t.remove_prefix(1);
      const std::size_t colon = t.substr(0, 40).find(':');
      if (colon == t.npos) continue;
      const std::string name = text::lower_ascii(text::trim(t.substr(0, colon)));
      if (!known(name)) continue;
      pending_name = name;
      pending_value = std::string(text::trim(t.substr(colon + 1)));
    }
    flush();
    return std::move(report_);
  }

 private:
  static bool known(std::string_view name) {
    static constexpr std::array<std::string_view, 10> kNames = {"final-recipient", "original-recipient", "x-actual-recipient", "action", "status", "diagnostic-code",
                                                               "original-envelope-id", "remote-mta", "x-original-message-id", "x-failed-recipient"};
    for (std::string_view n : kNames) if (n == name) return true;
    return false;
  }

  RecipientReport& current(bool starts_recipient, bool occupied) {
    if (report_.recipients.empty() || (starts_recipient && occupied) || (blank_ && occupied)) report_.recipients.emplace_back();
    blank_ = false;
    return report_.recipients.back();
  }
  bool has_any() const { return !report_.recipients.empty(); }

  void take(std::string_view name, const std::string& value) {
    if (report_.recipients.size() > 1000) return;
    if (name == "original-envelope-id") { report_.envid = value; return; }
    if (name == "x-original-message-id") { report_.original_message_id = value; return; }
    if (name == "remote-mta") return;
    if (name == "final-recipient" || name == "x-failed-recipient") {
      current(true, has_any() && !report_.recipients.back().final_recipient.empty()).final_recipient = recipient_of(value);
    } else if (name == "original-recipient") {
      current(true, has_any() && !report_.recipients.back().original_recipient.empty()).original_recipient = recipient_of(value);
    } else if (name == "x-actual-recipient") {
      current(false, false).x_actual_recipient = recipient_of(value);
    } else if (name == "action") {
      current(false, has_any() && !report_.recipients.back().action.empty()).action = first_word(value);
    } else if (name == "status") {
      current(false, has_any() && !report_.recipients.back().status.empty()).status = find_status(value);
    } else if (name == "diagnostic-code") {
      std::string& diagnostic = current(false, false).diagnostic;
      if (!diagnostic.empty()) diagnostic += ' ';
      diagnostic += value;
    }
  }

  DeliveryReport report_;
  bool blank_ = false;
};

}  // namespace

DeliveryReport read_delivery_report(std::string_view text) { return ReportReader().read(text); }

std::string find_status(std::string_view s) {
  std::string weak, better;
  for (std::size_t i = 0; i + 4 < s.size(); ++i) {
    if ((s[i] != '5' && s[i] != '4' && s[i] != '2') || s[i + 1] != '.') continue;
    if (i > 0 && (digit(s[i - 1]) || s[i - 1] == '.' || s[i - 1] == '/')) continue;
    std::size_t end = i + 2;
    std::size_t first = 0, second = 0;
    while (end < s.size() && digit(s[end]) && first < 4) { ++end; ++first; }
    if (first == 0 || first > 3 || end >= s.size() || s[end] != '.') continue;
    ++end;
    while (end < s.size() && digit(s[end]) && second < 4) { ++end; ++second; }
    if (second == 0 || second > 3) continue;
    // Not the head of an IP address or a version number.
    if (end + 1 < s.size() && s[end] == '.' && digit(s[end + 1])) { i = end; continue; }
    if (first > 1) continue;
    const std::string code(s.substr(i, end - i));
    // "5.1.0" names a class, "5.1.1" the case.
    if (!code.ends_with(".0")) return code;
    std::string& slot = code.ends_with(".0.0") ? weak : better;
    if (slot.empty()) slot = code;
  }
  return better.empty() ? weak : better;
}

int find_reply_code(std::string_view s) {
  for (std::size_t i = 0; i + 2 < s.size(); ++i) {
    if ((s[i] != '4' && s[i] != '5') || s[i + 1] < '0' || s[i + 1] > '7' || !digit(s[i + 2])) continue;
    if (i > 0 && (digit(s[i - 1]) || s[i - 1] == '.' || std::isalpha(static_cast<unsigned char>(s[i - 1])))) continue;
    const char after = i + 3 < s.size() ? s[i + 3] : ' ';
    if (after != ' ' && after != '-' && after != '_' && after != ':' && after != '\n') continue;
    return (s[i] - '0') * 100 + (s[i + 1] - '0') * 10 + (s[i + 2] - '0');
  }
  return 0;
}

}  // namespace sahay::mail
