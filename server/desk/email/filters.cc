#include "desk/email/filters.h"

#include <algorithm>

#include "base/text.h"
#include "desk/people/user.h"

namespace sahay::email {
namespace {

constexpr int kMaxHops = 50;
constexpr int kMaxSameText = 5;

using Rule = std::string_view (*)(const mail::Message&, const Circumstances&);

bool listed(const std::vector<std::string>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

std::string_view too_large(const mail::Message&, const Circumstances& c) {
  if (c.completeness == "header_only") return "too_large";
  return c.completeness == "unreadable" ? "unreadable" : "";
}

std::string_view loop(const mail::Message& m, const Circumstances& c) {
  int hops = 0;
  for (const auto& field : m.headers) {
    if (text::equal_ignoring_case(field.name, "Received") && ++hops > kMaxHops) return "loop";
    if (text::equal_ignoring_case(field.name, "X-Loop") && listed(c.own_loop_marks, text::trim(field.value)))
      return "loop";
  }
  return "";
}

std::string_view no_sender(const mail::Message& m, const Circumstances&) {
  return people::is_address(people::address_key(m.from.address)) ? "" : "no_sender";
}

std::string_view own_address(const mail::Message& m, const Circumstances& c) {
  return listed(c.own_addresses, without_plus(m.from.address)) ? "own_address" : "";
}

std::string_view blocked(const mail::Message& m, const Circumstances& c) {
  const std::string address = people::address_key(m.from.address);
  if (c.allowed_sender) return "";
  return listed(c.blocked_senders, address) || listed(c.blocked_senders, people::domain_of(address)) ? "blocked" : "";
}

std::string_view flood(const mail::Message&, const Circumstances& c) {
  return c.same_text >= kMaxSameText || c.paused ? "flood" : "";
}

// Mailing lists and forwarders rewrite what DMARC checks: their mails are marked, not held (email.md rule 52).
std::string_view forged(const mail::Message& m, const Circumstances& c) {
  const bool carried = m.auto_mail.list || c.sealed;
  return c.trust == Trust::forged && !carried && !c.allowed_sender ? "forged" : "";
}

}  // namespace

bool asks_for_no_automatic_answer(const mail::Message& message) {
  return message.auto_mail.do_not_answer() || (message.has_return_path && message.return_path.empty());
}

Judgement judge(const mail::Message& message, const Circumstances& c) {
  const auto hold = [](std::string_view cause) { return Judgement{Judgement::Kind::hold, std::string(cause), false}; };
  for (const Rule rule : {too_large, loop})
    if (const auto cause = rule(message, c); !cause.empty()) return hold(cause);
  const mail::Bounce& b = message.bounce;
  if (b.bounce || b.delayed || b.delivered || b.complaint) return {Judgement::Kind::bounce, {}, false};
  for (const Rule rule : {no_sender, own_address, blocked, flood, forged})
    if (const auto cause = rule(message, c); !cause.empty()) return hold(cause);
  if (message.auto_mail.not_customer) return {Judgement::Kind::automatic, {}, false};
  return {Judgement::Kind::customer, {}, !asks_for_no_automatic_answer(message)};
}

}  // namespace sahay::email
