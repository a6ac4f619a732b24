#include "desk/reports/figure.h"

#include <algorithm>

#include "base/text.h"
#include "desk/tickets/ticket.h"
#include "desk/tickets/tickets_api.h"

namespace sahay::reports {
namespace {

constexpr std::string_view kTag = "g.tag";

bool sqlite(const db::Tx& tx) { return tx.engine() == db::Engine::sqlite; }

// A number of the ticket's metrics; NULL: it has not come to that.
std::string metric(const db::Tx& tx, const std::string& key, const std::string& part = {}) {
  const std::string value = sqlite(tx) ? "json_extract(m.measures, '$." + key + (part.empty() ? "" : "." + part) + "')"
                                       : "cast(cast(m.measures as json) #>> '{" + key + (part.empty() ? "" : "," + part) + "}' as bigint)";
  return "(select " + value + " from ticket_metrics m where m.id = t.id)";
}

std::string minutes(const db::Tx& tx, const Figure& figure, const Question& question) {
  return metric(tx, figure.name == "first_reply" ? "reply_time_in_minutes" : "full_resolution_time_in_minutes", question.working_time ? "business" : "calendar");
}

// What became of the ticket's targets, as the floor of clocks keeps it (sla/clocks.h, Outcome).
constexpr int kReplyInTime = 1, kReplyLate = 2, kSolutionHasTarget = 4, kSolutionLate = 8;
std::string targets(int bits, int wanted) {
  return "coalesce((select m.targets from ticket_metrics m where m.id = t.id), 0) & " + std::to_string(bits) + " = " + std::to_string(wanted);
}

std::string promised(const char* state) {
  return std::string("t.id in (select p.ticket_id from promises p where p.due_at >= ? and p.due_at < ? and p.state = '") + state + "')";
}

void add_cohort(const Figure& figure, const Question& question, api::Where& where) {
  const auto [from, to] = question.period.span();
  const db::Value begin{from.micros}, end{to.micros};
  const std::string solved = std::to_string(tickets::status_rank("solved"));
  switch (figure.cohort) {
    case Cohort::created: return where.add("t.created_at >= ? and t.created_at < ?", begin, end);
    case Cohort::solved: return where.add("t.solved_at >= ? and t.solved_at < ?", begin, end);
    case Cohort::open:
      if (to > question.now) return where.add("t.status_rank < " + solved);
      // Two short lists of the present, instead of all that was ever made.
      return where.add("t.id in (select o.id from tickets o where o.status_rank < " + solved + " and o.deleted_at is null union select s.id from tickets s where s.solved_at >= ?)"
                       " and t.created_at < ?", end, end);
    case Cohort::touched: return;
    case Cohort::now: return where.add("t.status_rank < " + solved);
  }
}

// What the tickets of a cohort have to be besides.
void add_condition(db::Tx& tx, const Figure& figure, const Question& question, api::Where& where) {
  const std::string_view name = figure.name;
  const auto [from, to] = question.period.span();
  const db::Value begin{from.micros}, end{to.micros}, now{question.now.micros}, soon{(question.now + std::chrono::hours(1)).micros};
  const std::string replies = "coalesce(" + metric(tx, "replies") + ", 0)";
  if (figure.is_time) return where.add(minutes(tx, figure, question) + " is not null");
  if (name == "reply_on_time") return where.add(targets(kReplyInTime, kReplyInTime));
  if (name == "reply_late") return where.add(targets(kReplyLate, kReplyLate));
  if (name == "solved_on_time") return where.add(targets(kSolutionHasTarget | kSolutionLate, kSolutionHasTarget));
  if (name == "solved_late") return where.add(targets(kSolutionLate, kSolutionLate));
  if (name == "reopened") return where.add(metric(tx, "reopens") + " > 0");
  if (name == "one_touch") return where.add(replies + " <= 1");
  if (name == "more_touches") return where.add(replies + " > 1");
  if (name == "satisfied") return where.add("exists (select 1 from satisfaction_ratings r where r.ticket_id = t.id and r.score = 'good')");
  if (name == "unsatisfied") return where.add("exists (select 1 from satisfaction_ratings r where r.ticket_id = t.id and r.score = 'bad')");
  if (name == "handed_over") return where.add("t.id in (select h.ticket_id from handovers h where h.created_at >= ? and h.created_at < ?)", begin, end);
  if (name == "asked_for_above") return where.add("t.id in (select a.ticket_id from escalation_asks a where a.created_at >= ? and a.created_at < ?)", begin, end);
  // A promise that was kept late counts as missed, as in the promises' own report.
  if (name == "promises_kept") return where.add(promised("kept") + " and not " + promised("missed"), begin, end, begin, end);
  if (name == "promises_missed") return where.add(promised("missed"), begin, end);
  if (name == "now_unassigned") return where.add("t.assignee_id is null");
  if (name == "now_due_soon") return where.add("t.next_due_at >= ? and t.next_due_at < ?", now, soon);
  if (name == "now_late") return where.add("t.next_due_at < ?", now);
  if (name == "now_chats") return where.add("t.channel = 'chat' and t.status_rank < 2 and t.last_public = 1 and t.last_author_role = 'end-user' and t.speaker <> 'bot'");
}

void add_only(const Question& question, api::Where& where) {
  for (const auto& [dimension, value] : question.only) {
    const db::Value wanted = dimension->is_text ? db::Value(value) : db::Value(text::to_integer(value).value_or(value.empty() ? 0 : -1));
    if (dimension->expression != kTag) where.add(std::string(dimension->expression) + " = ?", wanted);
    else if (value.empty()) where.add("not exists (select 1 from ticket_tags s where s.ticket_id = t.id)");
    else where.add("exists (select 1 from ticket_tags s where s.ticket_id = t.id and s.tag = ?)", wanted);
  }
}

// The column by which the cohort takes its tickets.
const char* time_column(const Figure& figure) { return figure.cohort == Cohort::solved ? "t.solved_at" : "t.created_at"; }

void add_hour(const Figure& figure, const Question& question, api::Where& where) {
  if (question.hour_of_week < 0) return;
  std::string condition;
  std::vector<db::Value> values;
  for (const Span& span : question.period.spans_of_hour(question.hour_of_week)) {
    condition += (condition.empty() ? "" : " or ") + std::string("(") + time_column(figure) + " >= ? and " + time_column(figure) + " < ?)";
    values.emplace_back(span.from.micros);
    values.emplace_back(span.to.micros);
  }
  where.add_values(condition.empty() ? "1 = 0" : "(" + condition + ")", values);
}

}  // namespace

const std::vector<Figure>& figures() {
  static const std::vector<Figure> all = {
      {.name = "created", .against = ""},
      {.name = "solved", .cohort = Cohort::solved, .against = ""},
      {.name = "open", .cohort = Cohort::open, .against = ""},
      {.name = "first_reply", .against = "", .is_time = true},
      {.name = "reply_on_time", .against = "reply_late"},
      {.name = "reply_late", .against = "reply_on_time"},
      {.name = "resolution", .cohort = Cohort::solved, .against = "", .is_time = true},
      {.name = "solved_on_time", .cohort = Cohort::solved, .against = "solved_late"},
      {.name = "solved_late", .cohort = Cohort::solved, .against = "solved_on_time"},
      {.name = "one_touch", .cohort = Cohort::solved, .against = "more_touches"},
      {.name = "more_touches", .cohort = Cohort::solved, .against = "one_touch", .shown = false},
      {.name = "reopened", .against = ""},
      {.name = "satisfied", .cohort = Cohort::solved, .against = "unsatisfied"},
      {.name = "unsatisfied", .cohort = Cohort::solved, .against = "satisfied"},
      {.name = "handed_over", .cohort = Cohort::touched, .against = ""},
      {.name = "asked_for_above", .cohort = Cohort::touched, .against = ""},
      {.name = "promises_kept", .cohort = Cohort::touched, .against = "promises_missed"},
      {.name = "promises_missed", .cohort = Cohort::touched, .against = "promises_kept"},
      {.name = "now_open", .cohort = Cohort::now, .against = "", .shown = false},
      {.name = "now_unassigned", .cohort = Cohort::now, .against = "", .shown = false},
      {.name = "now_due_soon", .cohort = Cohort::now, .against = "", .shown = false},
      {.name = "now_late", .cohort = Cohort::now, .against = "", .shown = false},
      {.name = "now_chats", .cohort = Cohort::now, .against = "", .shown = false},
  };
  return all;
}

const Figure* find_figure(std::string_view name) {
  const auto found = std::find_if(figures().begin(), figures().end(), [&](const Figure& f) { return f.name == name; });
  return found == figures().end() ? nullptr : &*found;
}

const std::vector<Dimension>& dimensions() {
  static const std::vector<Dimension> all = {
      {"group", "group_id", "coalesce(t.group_id, 0)"},
      {"agent", "assignee_id", "coalesce(t.assignee_id, 0)"},
      {"channel", "channel", "t.channel", true},
      {"class", "priority_class", "coalesce((select i.priority_class from ticket_intake i where i.id = t.id), '')", true},
      {"kind", "request_kind", "coalesce((select i.request_kind from ticket_intake i where i.id = t.id), '')", true},
      {"organization", "organization_id", "coalesce(t.organization_id, 0)"},
      {"tag", "tag", kTag, true},
  };
  return all;
}

const Dimension* find_dimension(std::string_view name) {
  const auto found = std::find_if(dimensions().begin(), dimensions().end(), [&](const Dimension& d) { return d.name == name; });
  return found == dimensions().end() ? nullptr : &*found;
}

api::Where rows_of(db::Tx& tx, const api::Caller& caller, const Figure& figure, const Question& question) {
  api::Where where = tickets::ticket_resource().visible(caller);
  // What was merged into another request is counted with it.
  where.add("t.merged_into is null");
  add_cohort(figure, question, where);
  add_condition(tx, figure, question, where);
  add_only(question, where);
  add_hour(figure, question, where);
  return where;
}

std::map<std::string, Tally> tally(db::Tx& tx, const api::Caller& caller, const Figure& figure, const Question& question, const Dimension* by) {
  const api::Where where = rows_of(tx, caller, figure, question);
  const std::string heading = by ? std::string(by->expression) : "''";
  const std::string from = by && by->expression == kTag ? "tickets t join ticket_tags g on g.ticket_id = t.id" : "tickets t";
  // Times come one by one, since their middle needs them all; whatever is only counted the database counts.
  const std::string sql = figure.is_time ? "select " + heading + ", " + minutes(tx, figure, question) + " from " + from + where.sql()
                                         : "select " + heading + ", count(*) from " + from + where.sql() + (by ? " group by 1" : "");
  const auto params = db::views_of(where.values());
  const auto cursor = tx.run(sql, params);
  std::map<std::string, Tally> out;
  while (cursor->next()) {
    if (!figure.is_time && cursor->integer(1) == 0) continue;
    Tally& one = out[!by || by->is_text ? std::string(cursor->text(0)) : std::to_string(cursor->integer(0))];
    if (figure.is_time) {
      ++one.tickets;
      one.minutes.push_back(cursor->integer(1));
    } else {
      one.tickets += cursor->integer(1);
    }
  }
  for (auto& [value, one] : out) one.sort();
  return out;
}

std::vector<Time> times_of(db::Tx& tx, const api::Caller& caller, const Figure& figure, const Question& question) {
  const api::Where where = rows_of(tx, caller, figure, question);
  const auto params = db::views_of(where.values());
  const auto cursor = tx.run(std::string("select ") + time_column(figure) + " from tickets t" + where.sql(), params);
  std::vector<Time> out;
  while (cursor->next()) out.push_back(Time{cursor->integer(0)});
  return out;
}

}  // namespace sahay::reports
