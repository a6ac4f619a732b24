// What calls for attention: tickets that stand still, tickets that are passed around.
#include <algorithm>

#include "base/log.h"
#include "desk/people/setting.h"
#include "desk/routing/routing.h"
#include "desk/routing/routing_sql.h"
#include "desk/tickets/condition.h"

namespace sahay::routing {
namespace {

constexpr char kStuck[] = "stuck", kBouncing[] = "bouncing";
constexpr std::int64_t kChunk = 500;
constexpr auto kKept = std::chrono::hours(24) * 366;

// The times of a ticket that count as progress: made, its status changed, we answered, its assignee worked on it.
struct Progress {
  TicketId id;
  GroupId group_id;
  std::int64_t brand_id = 0;
  Time created_at, updated_at, status_at, public_reply_at, assignee_at;

  Time last() const { return std::max({created_at, status_at, public_reply_at, assignee_at}); }
};
BOOST_DESCRIBE_STRUCT(Progress, (), (id, group_id, brand_id, created_at, updated_at, status_at, public_reply_at, assignee_at))

struct Handover {
  Time created_at;
};
BOOST_DESCRIBE_STRUCT(Handover, (), (created_at))

void tell(db::Tx& tx, TicketId ticket, std::string_view flag, bool on) {
  events::Event event;
  event.kind = "ticket.flagged";
  event.subject_id = ticket.value;
  event.via = "system";
  event.data.text = to_string(Json(JsonObject{{"flag", flag}, {"on", on}}));
  event.created_at = tx.now();
  events::emit(tx, std::move(event));
}

Duration working_time(db::Tx& tx, const Progress& p) {
  const Time from = p.last();
  if (!tickets::business_time) return tx.now() - from;
  tickets::Ticket ticket;
  ticket.id = p.id;
  ticket.group_id = p.group_id;
  ticket.brand_id = p.brand_id;
  return tickets::business_time(tx, ticket, from, tx.now());
}

bool holds(db::Tx& tx, const Flag& flag) {
  if (flag.flag == kBouncing) return flag.until_at > tx.now();
  const auto progress = tx.one<Progress>(sql::routing::progress, flag.ticket_id);
  return progress && progress->last() < flag.since;
}

int unmark(db::Tx& tx, const std::string& name) {
  int changed = 0;
  for (TicketId last;;) {
    const auto batch = tx.all<Flag>(sql::routing::flagged, name, last.value, kChunk);
    for (const Flag& flag : batch) {
      last = flag.ticket_id;
      if (holds(tx, flag)) continue;
      tx.execute(sql::routing::unflag, flag.ticket_id, name);
      tell(tx, flag.ticket_id, name, false);
      ++changed;
    }
    if (std::int64_t(batch.size()) < kChunk) return changed;
  }
}

}  // namespace

// From somebody to somebody else: what is first given to a person or group is no handover.
bool hands_over(const JsonObject& data) {
  const JsonArray* changes = array_at(data, "changes");
  if (!changes || data.contains("why")) return false;
  return std::any_of(changes->begin(), changes->end(), [](const Json& each) {
    if (!each.is_object()) return false;
    const JsonObject& change = each.get_object();
    const std::string field = string_at(change, "field").value_or("");
    return (field == "assignee_id" || field == "group_id") && integer_at(change, "from").value_or(0) > 0;
  });
}

std::vector<std::string> flags_of(db::Tx& tx, TicketId ticket) {
  std::vector<std::string> out;
  for (const Flag& flag : tx.all<Flag>(sql::routing::flags_of_ticket, ticket))
    if (holds(tx, flag)) out.push_back(flag.flag);
  return out;
}

void note_handover(db::Tx& tx, const events::Event& event, const JsonObject& data) {
  if (!hands_over(data)) return;
  const TicketId ticket(event.subject_id);
  tx.execute(sql::routing::insert_handover, tx.new_id("ticket_handovers"), ticket, event.id, event.created_at);
  const std::int64_t most = people::setting_number(tx, "sahay", "bounce_handovers");
  if (most <= 0) return;
  const Duration period = std::chrono::hours(24) * std::max<std::int64_t>(people::setting_number(tx, "sahay", "bounce_days"), 1);
  const auto recent = tx.all<Handover>(sql::routing::handovers, ticket, event.created_at - period);
  if (std::int64_t(recent.size()) <= most) return;
  const bool known = tx.one<Flag>(sql::routing::find_flag, ticket, kBouncing).has_value();
  // It ends when so many have grown old that no more than the allowed number is left.
  const Time until = recent[recent.size() - 1 - std::size_t(most)].created_at + period;
  tx.execute(sql::routing::flag, ticket, kBouncing, event.created_at, until, recent.size());
  if (!known) tell(tx, ticket, kBouncing, true);
}

int mark_stuck(db::Store& store) {
  int changed = 0;
  const std::int64_t hours = store.read([](db::Tx& tx) { return people::setting_number(tx, "sahay", "stuck_working_hours"); });
  for (const std::string_view status : {"new", "open", "hold"}) {
    if (hours <= 0) break;
    Time updated;
    TicketId last;
    for (bool more = true; more;) {
      std::vector<TicketId> stuck;
      store.read([&](db::Tx& tx) {
        const auto batch = tx.all<Progress>(sql::routing::open_tickets, tickets::status_rank(status), updated.micros, last.value, kChunk);
        more = std::int64_t(batch.size()) == kChunk;
        for (const Progress& p : batch) {
          updated = p.updated_at;
          last = p.id;
          // Working time is never more than time.
          if (tx.now() - p.last() < std::chrono::hours(hours) || working_time(tx, p) < std::chrono::hours(hours)) continue;
          if (!tx.one<Flag>(sql::routing::find_flag, p.id, kStuck)) stuck.push_back(p.id);
        }
      });
      if (stuck.empty()) continue;
      (void)store.write([&](db::Tx& tx) -> Result<void> {
        for (const TicketId id : stuck) {
          tx.execute(sql::routing::flag, id, kStuck, tx.now(), Time{}, std::int64_t(1));
          tell(tx, id, kStuck, true);
        }
        return {};
      });
      changed += int(stuck.size());
    }
  }
  return changed;
}

Result<void> Desk::watch(db::Store& store, const jobs::Job& job) {
  TRY(store.write([&](db::Tx& tx) -> Result<void> {
    unmark(tx, kStuck);
    unmark(tx, kBouncing);
    return {};
  }));
  mark_stuck(store);
  return store.write([&](db::Tx& tx) -> Result<void> {
    tx.execute(sql::routing::forget_decisions, tx.now() - kKept);
    tx.execute(sql::routing::forget_handovers, tx.now() - kKept);
    jobs::finish(tx, job);
    jobs::set(tx, kWatch, "hourly", tx.now() + std::chrono::hours(1), "{}");
    return {};
  });
}

}  // namespace sahay::routing
