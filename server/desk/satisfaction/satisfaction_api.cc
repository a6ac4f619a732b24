// Routes of satisfaction ratings.
#include "base/text.h"
#include "desk/satisfaction/satisfaction.h"
#include "desk/satisfaction/satisfaction_sql.h"
#include "desk/tickets/request.h"
#include "desk/tickets/visible.h"
#include "platform/api/controller.h"

namespace sahay::satisfaction {
namespace {

using api::Access;
using api::Context;
using api::Reply;
using R = Rating;

// score=received_with_comment and the like: the scores that it stands for, and whether a comment must be there or not.
Result<void> filter_score(std::string_view wanted, api::Where& where) {
  const auto ends = [&](std::string_view tail) {
    if (!wanted.ends_with(tail)) return false;
    wanted.remove_suffix(tail.size());
    return true;
  };
  if (ends("_without_comment")) where.add("t.comment = ''");
  else if (ends("_with_comment")) where.add("t.comment <> ''");
  if (wanted == "received") where.add("t.score in ('good', 'bad')");
  else if (wanted == "offered" || wanted == "good" || wanted == "bad") where.add("t.score = ?", db::Value(std::string(wanted)));
  else if (wanted == "unoffered") where.add("1 = 0");  // a ticket without an offer has no rating
  else return invalid("score", "InvalidValue", "error.field.not_allowed", {{"allowed", "offered, unoffered, received, good, bad, and these with _with_comment or _without_comment"}});
  return {};
}

Result<void> filter(Context& c, db::Tx&, api::Where& where) {
  if (const auto score = c.parameter("score"); score && !score->empty()) TRY(filter_score(*score, where));
  for (const auto& [name, condition] : {std::pair("start_time", "t.updated_at >= ?"), std::pair("end_time", "t.updated_at < ?")})
    if (const auto given = c.parameter(name); given && !given->empty()) {
      const auto seconds = text::to_integer(*given);
      if (!seconds || *seconds < 0 || *seconds > 100'000'000'000) return invalid(name, "InvalidValue", "error.field.future_start");
      where.add(condition, db::Value(*seconds * 1'000'000));
    }
  return {};
}

// A rating is seen by whoever sees its ticket.
void scope_ratings(const api::Caller& caller, api::Where& where) {
  if (!caller.sees_all()) tickets::add_of_visible_tickets(caller, where, "t.ticket_id");
}

const api::Resource<R>& rating_resource() {
  static const api::Resource<R> resource = [] {
    using namespace api;
    Resource<R> r;
    r.name = "satisfaction_rating";
    r.plural = "satisfaction_ratings";
    r.path = "/satisfaction_ratings";
    r.table = "satisfaction_ratings";
    r.see = Access::staff;
    r.scope = scope_ratings;
    r.more_filters = filter;
    r.sorts = {{"created_at", {"t.created_at"}}, {"updated_at", {"t.updated_at"}}};
    r.default_sort = {"t.created_at"};
    r.creates = r.updates = r.deletes = r.many = false;
    r.fields = {
        computed<R>("id", "integer", [](JsonWriter& w, const R& x, const Context&) { w.value(x.id); }),
        reference<R>("assignee_id", &R::assignee_id),
        reference<R>("group_id", &R::group_id),
        reference<R>("requester_id", &R::requester_id),
        reference<R>("ticket_id", &R::ticket_id),
        text_field<R>("score", &R::score),
        nullable_text<R>("comment", &R::comment),
        nullable_text<R>("reason", &R::reason),
        number<R>("reason_code", &R::reason_code),
        computed<R>("stars", "integer", [](JsonWriter& w, const R& x, const Context&) {
          if (x.stars) w.value(x.stars); else w.null();
        }),
        nullable_text<R>("solved", &R::solved),
        time_field<R>("created_at", &R::created_at),
        time_field<R>("updated_at", &R::updated_at)};
    return r;
  }();
  return resource;
}

Result<Reply> give(Context& c, db::Tx& tx) {
  const JsonObject* in = TRY(c.wrapped("satisfaction_rating"));
  const tickets::Ticket ticket = TRY(tickets::find_request(c, tx, c.id()));
  NewRating wanted;
  wanted.score = string_at(*in, "score").value_or("");
  wanted.comment = string_at(*in, "comment").value_or("");
  wanted.reason = string_at(*in, "reason").value_or("");
  wanted.reason_code = integer_at(*in, "reason_code").value_or(0);
  wanted.stars = integer_at(*in, "stars").value_or(0);
  wanted.solved = string_at(*in, "solved").value_or("");
  const Rating rating = wanted.solved.empty() ? TRY(rate(tx, tickets::actor_of(c), ticket.id, wanted)) : TRY(answer(tx, tickets::actor_of(c), ticket.id, wanted));
  return Reply::created(object_body(rating_resource(), c, tx, rating), rating_resource().url(c, rating));
}

struct Figures {
  std::int64_t subject = 0, asked = 0, answered = 0, good = 0, bad = 0, solved = 0, not_solved = 0, rated = 0, stars = 0;
};
BOOST_DESCRIBE_STRUCT(Figures, (), (subject, asked, answered, good, bad, solved, not_solved, rated, stars))

// by=group or assignee, in the order of their numbers: this compares nobody.
Result<Reply> report(Context& c, db::Tx& tx) {
  if (!c.caller.sees_all()) return forbidden("a report over all tickets");
  const std::string by = c.parameter("by").value_or("group");
  if (by != "group" && by != "assignee") return invalid("by", "InvalidValue", "error.field.not_allowed", {{"allowed", "group, assignee"}});
  const auto seconds = [&](const char* name, Time fallback) {
    const auto given = text::to_integer(c.parameter(name).value_or(""));
    return given && *given >= 0 && *given < 100'000'000'000 ? Time::from_seconds(*given) : fallback;
  };
  const Time from = seconds("start_time", c.now - std::chrono::hours(28 * 24)), to = seconds("end_time", c.now + std::chrono::seconds(1));
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("satisfaction_report").begin_object().field("by", by).field("from", from).field("to", to).key("rows").begin_array();
  for (const Figures& row : tx.all<Figures>(sql::satisfaction::figures, from, to, by)) {
    w.begin_object().key("id");
    if (row.subject) w.value(row.subject); else w.null();
    w.field("asked", row.asked).field("answered", row.answered).field("good", row.good).field("bad", row.bad).field("solved", row.solved).field("not_solved", row.not_solved);
    w.key("average_stars");
    if (row.rated) w.value(double(row.stars * 100 / row.rated) / 100); else w.null();
    w.end_object();
  }
  w.end_array().end_object().end_object();
  return Reply::ok(std::move(out));
}

}  // namespace

void add_satisfaction_routes(api::Api& api) {
  api.read("GET", "/satisfaction_ratings/report", api::Right(Access::admin, "reports.view"), report);
  add_resource(api, rating_resource());
  api.read("GET", "/satisfaction_ratings/received", Access::staff, [](Context& c, db::Tx& tx) -> Result<Reply> {
    api::Where where = TRY(api::list_where(rating_resource(), c, tx));
    TRY(filter_score("received", where));
    return list_reply(rating_resource(), c, tx, std::move(where), api::sort_of(c, rating_resource().sorts, rating_resource().default_sort));
  });
  api.write("POST", "/tickets/{id}/satisfaction_rating", api::Right(Access::customer, api::kAnyStaff), give);
  api.read("GET", "/tickets/{id}/satisfaction_rating", Access::customer, [](Context& c, db::Tx& tx) -> Result<Reply> {
    const tickets::Ticket ticket = TRY(tickets::find_request(c, tx, c.id()));
    const auto rating = find_rating(tx, ticket.id);
    if (!rating) return not_found();
    return Reply::ok(object_body(rating_resource(), c, tx, *rating));
  });
}

}  // namespace sahay::satisfaction
