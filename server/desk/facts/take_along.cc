// What travels: a split copies what holds, the packet of a hand-over prints it, drafted updates name it.
#include "desk/facts/fact_store.h"
#include "desk/facts/facts_api.h"
#include "desk/tickets/packet.h"
#include "platform/calendar/when_words.h"

namespace sahay::facts {
namespace {

void copy_facts(db::Tx& tx, const tickets::Actor& actor, TicketId from, TicketId made) {
  if (!in_force()) return;
  for (Fact& fact : of_ticket(tx, from)) {
    if (!fact.holds()) continue;
    fact.copy_of = fact.id;
    fact.from_ticket_id = fact.ticket_id;
    fact.id = FactId(tx.new_id("facts"));
    fact.ticket_id = made;
    insert(tx, fact);
    tell(tx, actor, made, &fact, "added", "", "");
  }
}

std::string line_of(const Fact& fact, const tickets::PacketReader& reader) {
  const auto language = reader.language;
  std::string out = i18n::text(language, "facts.kind." + fact.kind) + ": " + words_of(fact);
  if (fact.kind == "tried") {
    out += " (" + i18n::text(language, "facts.by." + (fact.done_by.empty() ? std::string("other") : fact.done_by));
    if (fact.happened_at) out += ", " + calendar::date_words(language, fact.happened_at, reader.time_zone);
    if (!fact.result.empty()) out += ", " + i18n::text(language, "facts.result." + fact.result);
    out += ")";
  }
  return fact.detail.empty() ? out : out + " — " + fact.detail;
}

std::vector<std::string> lines_of(db::Tx& tx, const tickets::Ticket& ticket, const tickets::PacketReader& reader) {
  std::vector<std::string> out;
  const auto language = reader.language;
  if (!in_force()) return out;
  const auto all = of_ticket(tx, ticket.id);
  for (const auto kind : kKinds)
    for (const Fact& fact : all)
      if (fact.holds() && fact.kind == kind) out.push_back(line_of(fact, reader));
  if (const auto block = reproduction_of(tx, ticket.id)) {
    std::string line = i18n::text(language, "facts.reproduction") + ": " + i18n::text(language, "facts.reproduced." + block->reproduced);
    for (const auto* part : {&block->steps, &block->expected, &block->actual})
      if (!part->empty()) line += " — " + *part;
    out.push_back(std::move(line));
  }
  return out;
}

}  // namespace

void add_to_tickets() {
  tickets::after_split.push_back(copy_facts);
  tickets::packet_lines.push_back(lines_of);
}

}  // namespace sahay::facts
