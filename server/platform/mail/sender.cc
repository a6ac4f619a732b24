#include "platform/mail/sender.h"

#include <algorithm>

#include "base/text.h"
#include "platform/mail/addresses.h"

namespace sahay::mail {
namespace {

const Address* first_valid(const std::vector<Address>& list) {
  for (const Address& a : list) {
    if (plausible_address(a.address)) return &a;
  }
  return nullptr;
}

std::string address_in(std::string_view value) { return value.empty() ? std::string() : find_address(value); }

bool same(std::string_view a, std::string_view b) { return !a.empty() && text::equal_ignoring_case(a, b); }

}  // namespace

void choose_sender(Message& message, const ParseOptions& options) {
  const Address* from = first_valid(message.all_from);
  const Address* reply = first_valid(message.reply_to);
  if (from) {
    message.from = *from;
  } else if (reply) {
    message.from = *reply;
    if (message.from.name.empty() && !message.all_from.empty()) message.from.name = message.all_from.front().name;
  } else if (!message.all_from.empty() && !message.all_from.front().address.empty()) {
    message.from = message.all_from.front();
  } else if (message.sender && plausible_address(message.sender->address)) {
    message.from = *message.sender;
  } else {
    if (!message.all_from.empty()) message.from = message.all_from.front();
    message.from.address = message.return_path;
  }
  const bool ours = std::any_of(options.own_addresses.begin(), options.own_addresses.end(),
                                [&](const std::string& own) { return same(own, message.from.address); });
  // Google Groups and list managers rewrite From for DMARC and keep the author in these.
  const std::string original = address_in(message.header("X-Original-From"));
  const std::string original_sender = address_in(message.header("X-Original-Sender"));
  message.sender_identity = message.from.address;
  if (reply && !same(reply->address, message.from.address)) {
    if (ours || same(reply->address, original)) message.sender_identity = reply->address;
    else if (!original_sender.empty() && same(reply->address, original_sender)) message.sender_identity = reply->address;
  }
}

}  // namespace sahay::mail
