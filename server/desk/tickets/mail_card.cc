#include "desk/tickets/mail_card.h"

#include "base/text.h"

namespace sahay::tickets {
namespace {

std::string words_of(std::string_view time, std::string_view zone) {
  std::string out(time.substr(0, 10));
  if (time.size() >= 16) out.append(" ").append(time.substr(11, 5));
  if (!zone.empty() && !out.empty()) out.append(" (").append(zone).append(")");
  return out;
}

}  // namespace

std::string InviteCard::kind() const {
  for (const std::string_view known : {"request", "cancel", "reply"})
    if (text::equal_ignoring_case(method, known)) return std::string(known);
  return "other";
}

std::string InviteCard::start_words() const { return words_of(start, start_zone); }
std::string InviteCard::end_words() const { return words_of(end, end_zone); }

MailCard mail_card_of(const Comment& comment) {
  MailCard out;
  // Most comments have neither: no parsing for them.
  if (comment.via.text.find("\"invite\"") == std::string::npos && comment.via.text.find("\"protection\"") == std::string::npos) return out;
  const auto via = parse_json(comment.via.text);
  const JsonObject* mail = via.ok() && via->is_object() ? object_at(via->get_object(), "mail") : nullptr;
  if (!mail) return out;
  out.protection = string_at(*mail, "protection").value_or("");
  if (const JsonObject* in = object_at(*mail, "invite")) {
    InviteCard card;
    const std::pair<const char*, std::string InviteCard::*> keys[] = {
        {"method", &InviteCard::method}, {"summary", &InviteCard::summary}, {"start", &InviteCard::start}, {"start_zone", &InviteCard::start_zone},
        {"end", &InviteCard::end}, {"end_zone", &InviteCard::end_zone}, {"location", &InviteCard::location}, {"organizer", &InviteCard::organizer}};
    for (const auto& [key, member] : keys) card.*member = string_at(*in, key).value_or("");
    out.invite = std::move(card);
  }
  return out;
}

}  // namespace sahay::tickets
