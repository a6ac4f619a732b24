#include "desk/tickets/split_message.h"

#include "base/text.h"

namespace sahay::tickets {
namespace {

std::string keeper_of(db::Tx& tx, const Ticket& ticket, i18n::Language language) {
  if (const auto person = people::find_user(tx, ticket.assignee_id ? ticket.assignee_id : ticket.owner_id)) return person->name;
  if (const auto group = people::find_group(tx, ticket.group_id)) return group->name;
  return i18n::text(language, "split.our_team");
}

}  // namespace

i18n::Language language_of_customer(db::Tx& tx, const Ticket& ticket) {
  const auto requester = people::find_user(tx, ticket.requester_id);
  return requester ? requester->language() : i18n::Language::en;
}

std::string split_message(db::Tx& tx, const Ticket& original, const std::vector<Ticket>& made, const std::vector<Time>& due) {
  const i18n::Language language = language_of_customer(tx, original);
  std::string lines;
  for (std::size_t i = 0; i < made.size(); ++i) {
    const Ticket& ticket = made[i];
    const std::string when = expected_when ? expected_when(tx, ticket, language, i < due.size() ? due[i] : Time{}) : "";
    i18n::Arguments args{{"ticket", ticket.id ? std::to_string(ticket.id.value) : "…"}, {"subject", ticket.subject}, {"who", keeper_of(tx, ticket, language)}};
    if (!when.empty()) args.emplace_back("when", when);
    lines += "\n" + i18n::text(language, when.empty() ? "split.line" : "split.line_when", args);
  }
  return i18n::text(language, "split.message", {{"count", std::to_string(made.size())}}) + "\n" + lines + "\n\n" + i18n::text(language, "split.how_to_answer");
}

std::string rejoined_message(db::Tx& tx, const Ticket& original) {
  return i18n::text(language_of_customer(tx, original), "split.taken_back", {{"ticket", std::to_string(original.id.value)}});
}

Ticket part_to_be(db::Tx& tx, const Ticket& original, const NewTicket& wanted) {
  Ticket out;
  out.subject = wanted.subject.empty() ? original.subject : wanted.subject;
  out.requester_id = original.requester_id;
  out.organization_id = original.organization_id;
  out.assignee_id = wanted.assignee;
  out.owner_id = wanted.assignee;
  out.group_id = wanted.group;
  if (!out.group_id)
    if (const auto group = people::default_group(tx)) out.group_id = group->id;
  out.priority = wanted.priority;
  out.type = wanted.type;
  out.status = wanted.assignee ? "open" : "new";
  out.status_rank = status_rank(out.status);
  out.channel = original.channel;
  out.last_author_role = "end-user";
  out.comment_count = 1;
  out.created_at = tx.now();
  out.received_at = original.received();
  return out;
}

}  // namespace sahay::tickets
