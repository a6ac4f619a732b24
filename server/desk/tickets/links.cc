#include <set>

#include "desk/tickets/link.h"
#include "desk/tickets/link_sql.h"
#include "desk/tickets/record.h"

namespace sahay::tickets {
namespace {

struct Word {
  std::string_view word, kind;
  bool forward;  // the ticket that it is said of is `from`
};
constexpr Word kWords[] = {{"related", "related", true},       {"duplicate_of", "duplicate", true}, {"duplicated_by", "duplicate", false},
                           {"child", "parent", true},          {"parent", "parent", false},         {"blocks", "blocks", true},
                           {"blocked_by", "blocks", false},    {"followup_of", "followup", true},   {"followed_up_by", "followup", false}};
constexpr std::size_t kDeepest = 1000;  // tickets above one that are looked at

// Is `above` over `ticket`, directly or through others?
bool stands_over(db::Tx& tx, TicketId above, TicketId ticket) {
  std::set<std::int64_t> seen;
  std::vector<TicketId> next{ticket};
  while (!next.empty() && seen.size() < kDeepest) {
    const TicketId at = next.back();
    next.pop_back();
    if (!seen.insert(at.value).second) continue;
    if (at == above) return true;
    const db::Param params[] = {db::to_param(at)};
    const auto cursor = tx.run(sql::link::parents, params);
    while (cursor->next()) next.emplace_back(cursor->integer(0));
  }
  return false;
}

// A line in the history of both tickets, so that lists and streams of both move.
void note_link(db::Tx& tx, const Actor& actor, const Link& link, bool added) {
  for (const auto& [id, other] : {std::pair(link.from_id, link.to_id), std::pair(link.to_id, link.from_id)}) {
    auto ticket = find(tx, id);
    if (!ticket) continue;
    const Json said = JsonObject{{"type", link_word(link, id)}, {"ticket_id", other.value}};
    ChangeList changes;
    changes.add("links", added ? Json(nullptr) : said, added ? said : Json(nullptr));
    ticket->updated_at = tx.now();
    emit_change(tx, "ticket.updated", actor, *ticket, changes, nullptr);
    save_ticket(tx, *ticket);
  }
}

}  // namespace

std::string_view link_word(const Link& link, TicketId seen_from) {
  for (const Word& word : kWords)
    if (word.kind == link.kind && (word.kind == "related" || word.forward == (link.from_id == seen_from))) return word.word;
  return "related";
}

Result<Link> add_link(db::Tx& tx, const Actor& actor, TicketId ticket, std::string_view word, TicketId other) {
  if (!find(tx, ticket)) return not_found();
  const Word* found = nullptr;
  std::string allowed;
  for (const Word& known : kWords) {
    if (known.word == word) found = &known;
    allowed += (allowed.empty() ? "" : ", ") + std::string(known.word);
  }
  if (!found) return invalid("type", "InvalidValue", "error.field.not_allowed", {{"allowed", allowed}});
  if (!find(tx, other)) return invalid("ticket_id", "InvalidValue", "error.field.no_ticket");
  if (other == ticket) return invalid("ticket_id", "InvalidValue", "error.field.link_itself");
  Link link;
  link.from_id = found->forward ? ticket : other;
  link.to_id = found->forward ? other : ticket;
  link.kind = found->kind;
  // "Related" has no direction: stored once, from the older to the newer.
  if (link.kind == "related" && link.to_id < link.from_id) std::swap(link.from_id, link.to_id);
  if (auto same = tx.one<Link>(sql::link::find_same, link.from_id, link.kind, link.to_id)) return *same;
  if (link.kind == "parent" && stands_over(tx, link.to_id, link.from_id)) return invalid("ticket_id", "InvalidValue", "error.field.link_circle");
  link.id = Id<LinkTag>(tx.new_id("ticket_links"));
  link.created_by = actor.id;
  link.created_at = tx.now();
  tx.execute(sql::link::insert, link.id, link.from_id, link.to_id, link.kind, link.created_by, link.created_at);
  note_link(tx, actor, link, true);
  return link;
}

void remove_link(db::Tx& tx, const Actor& actor, const Link& link) {
  tx.execute(sql::link::remove, link.id);
  note_link(tx, actor, link, false);
}

std::vector<Link> links_of(db::Tx& tx, TicketId id) { return tx.all<Link>(sql::link::of_ticket, id); }
std::optional<Link> find_link(db::Tx& tx, std::int64_t id) { return tx.one<Link>(sql::link::find, id); }
void forget_links(db::Tx& tx, TicketId erased) { tx.execute(sql::link::forget, erased); }

}  // namespace sahay::tickets
