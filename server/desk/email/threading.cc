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

std::vector<Clue> clues_of(const mail::Message& message, const std::vector<std::string>& recipients,
                           const Tokens& tokens) {
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
  return out;
}

}  // namespace sahay::email
