#include "desk/email/threading.h"

#include <algorithm>

#include "base/text.h"

namespace sahay::email {
namespace {

constexpr std::size_t kMaxIds = 200;
constexpr std::size_t kMaxAddresses = 200;

}  // namespace

std::string bare_id(std::string_view id) {
  id = text::trim(id);
  if (id.starts_with('<')) id.remove_prefix(1);
  if (id.ends_with('>')) id.remove_suffix(1);
  id = text::trim(id);
  if (id.find('@') == id.npos || id.size() > 998) return {};
  return text::repair_utf8(id);
}

std::optional<TicketId> tagged_ticket(std::string_view subject, std::string_view subject_tag) {
  if (subject_tag.empty()) return std::nullopt;
  const std::string begin = "[" + std::string(subject_tag) + "-";
  for (std::size_t at = subject.find(begin); at != subject.npos; at = subject.find(begin, at + 1)) {
    const auto end = subject.find(']', at);
    if (end == subject.npos) return std::nullopt;
    const auto id = text::to_integer(subject.substr(at + begin.size(), end - at - begin.size()));
    if (id && *id > 0) return TicketId(*id);
  }
  return std::nullopt;
}

std::string with_tag(std::string_view subject, std::string_view subject_tag, TicketId ticket) {
  if (subject_tag.empty() || tagged_ticket(subject, subject_tag)) return std::string(subject);
  return std::string(subject) + " [" + std::string(subject_tag) + "-" + std::to_string(ticket.value) + "]";
}

std::vector<Clue> clues_of(const mail::Message& message, const std::vector<std::string>& recipients,
                           const Tokens& tokens, std::string_view subject_tag) {
  std::vector<Clue> out;
  const auto look_at = [&](std::string_view address) {
    if (auto plus = parse_plus_address(address); plus && plus->kind == PlusAddress::Kind::reply)
      out.push_back({Clue::Kind::token, std::move(*plus)});
  };
  for (const auto& address : recipients) look_at(address);
  for (std::size_t i = 0; i < std::min(message.delivered_to.size(), kMaxAddresses); ++i)
    look_at(message.delivered_to[i]);
  // Newest first: what is answered, then the chain from its end.
  std::vector<std::string> ids(message.in_reply_to.begin(), message.in_reply_to.end());
  ids.insert(ids.end(), message.references.rbegin(), message.references.rend());
  std::vector<Clue> foreign;
  std::vector<std::string> seen;
  for (const auto& raw : ids) {
    if (seen.size() >= kMaxIds) break;
    std::string id = bare_id(raw);
    if (id.empty() || std::find(seen.begin(), seen.end(), id) != seen.end()) continue;
    seen.push_back(id);
    if (const auto own = tokens.read_message_id(id))
      out.push_back({Clue::Kind::own_id, {}, *own});
    else
      foreign.push_back({Clue::Kind::foreign_id, {}, {}, std::move(id)});
  }
  out.insert(out.end(), foreign.begin(), foreign.end());
  if (const auto ticket = tagged_ticket(message.subject, subject_tag))
    out.push_back({.kind = Clue::Kind::tag, .tagged = *ticket});
  return out;
}

}  // namespace sahay::email
