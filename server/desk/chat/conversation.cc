#include "desk/chat/conversation.h"

#include "base/text.h"

namespace sahay::chat {

std::string visible_status(std::string_view ticket_status) {
  if (ticket_status == "pending" || ticket_status == "solved" || ticket_status == "closed") return std::string(ticket_status);
  return "open";
}

bool is_client_id(std::string_view cid) {
  return !cid.empty() && cid.size() <= 64 && std::all_of(cid.begin(), cid.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
  });
}

std::string subject_of(std::string_view text) {
  auto line = text::trim(text);
  line = text::trim(line.substr(0, line.find('\n')));
  const auto cut = text::first(line, 80);
  return cut.size() < line.size() ? std::string(cut) + "…" : std::string(line);
}

}  // namespace sahay::chat
