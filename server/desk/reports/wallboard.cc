// What a wallboard shows: the desk at this moment.
#include "desk/reports/reports.h"
#include "desk/tickets/tickets_api.h"

namespace sahay::reports {
namespace {

using api::Context;
using api::Reply;

// Since the customer's first word that nobody of ours has answered. Comments are looked at by their index; only of the
// first unanswered one the time is read.
constexpr char kFirstUnanswered[] =
    "(select min(c.id) from comments c where c.ticket_id = t.id and c.is_public = 1 and c.author_role = 'end-user' and c.id > coalesce("
    "(select max(a.id) from comments a where a.ticket_id = t.id and a.is_public = 1 and a.author_role in ('agent', 'admin') and a.automatic = 0), 0))";

struct Waiting {
  std::int64_t ticket = 0;
  Time since;
};

std::optional<Waiting> waiting_longest(db::Tx& tx, const api::Caller& caller) {
  api::Where where = tickets::ticket_resource().visible(caller);
  where.add("t.merged_into is null");
  where.add("t.status_rank < 2");
  const std::string sql = "select x.id, f.created_at from (select t.id as id, " + std::string(kFirstUnanswered) + " as first from tickets t" + where.sql() +
                          ") x join comments f on f.id = x.first order by f.created_at, x.id limit 1";
  const auto params = db::views_of(where.values());
  const auto cursor = tx.run(sql, params);
  if (!cursor->next()) return std::nullopt;
  return Waiting{cursor->integer(0), Time{cursor->integer(1)}};
}

Result<Reply> wallboard(Context& c, db::Tx& tx) {
  const Question asked = TRY(read_question(c, tx));
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("wallboard").begin_object().field("as_of", c.now).key("figures").begin_object();
  for (const Figure& figure : figures())
    if (figure.cohort == Cohort::now) w.field(figure.name, tally(tx, c.caller, figure, asked)[""].tickets);
  w.end_object().key("waiting_longest");
  if (const auto longest = waiting_longest(tx, c.caller)) w.begin_object().field("ticket_id", longest->ticket).field("since", longest->since).end_object();
  else w.null();
  w.key("agents_online");
  if (agents_online) w.value(agents_online(tx)); else w.null();
  w.end_object().end_object();
  return Reply::ok(std::move(out));
}

}  // namespace

void add_wallboard_routes(api::Api& api) { api.read("GET", "/reports/wallboard", api::Right(api::Access::staff, api::kAnyStaff), wallboard); }

}  // namespace sahay::reports
