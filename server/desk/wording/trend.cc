// The trend of a group: how readable its answers were and what the rules found in them, by day, counted from events.
#include <map>

#include "base/text.h"
#include "desk/wording/wording.h"
#include "desk/wording/wording_sql.h"

namespace sahay::wording {
namespace {

constexpr std::int64_t kDay = 86'400;
constexpr std::int64_t kMostDays = 400;

struct Day {
  std::int64_t day = 0, group_id = 0, answers = 0, scored = 0, score_tenths = 0, sentences = 0, words = 0;
};
BOOST_DESCRIBE_STRUCT(Day, (), (day, group_id, answers, scored, score_tenths, sentences, words))
struct DayFinding {
  std::int64_t day = 0, group_id = 0;
  std::string rule;
  std::int64_t count = 0;
};
BOOST_DESCRIBE_STRUCT(DayFinding, (), (day, group_id, rule, count))
struct OverrideTime {
  Time created_at;
  std::int64_t group_id = 0;
};
BOOST_DESCRIBE_STRUCT(OverrideTime, (), (created_at, group_id))

struct Sum {
  Day day;
  std::map<std::string, std::int64_t> findings;
  std::int64_t overrides = 0;
};

std::optional<CommentId> answer_of(const events::Event& event) {
  const auto data = parse_json(event.data.text);
  if (!data.ok() || !data->is_object()) return std::nullopt;
  const JsonObject& facts = data->get_object();
  const auto role = string_at(facts, "author_role");
  if (!bool_at(facts, "public").value_or(false) || (role != "agent" && role != "admin")) return std::nullopt;
  const auto comment = integer_at(facts, "comment_id");
  return comment ? std::optional(CommentId(*comment)) : std::nullopt;
}

std::string date_of(std::int64_t day) { return to_iso8601(Time::from_seconds(day * kDay)).substr(0, 10); }

Result<std::int64_t> day_parameter(const api::Context& c, std::string_view name, std::int64_t fallback) {
  const auto given = c.parameter(name);
  if (!given || given->empty()) return fallback;
  const auto time = parse_iso8601(given->size() == 10 ? *given + "T00:00:00Z" : *given);
  if (!time) return invalid(std::string(name), "InvalidFormat", "error.field.wrong_type", {{"type", "date"}});
  return time->seconds() / kDay;
}

// Rows of groups that the caller may know of: who sees all tickets sees all groups, others their own.
bool may_know(const api::Caller& caller, std::int64_t group) {
  return caller.sees_all() || std::find(caller.group_ids.begin(), caller.group_ids.end(), group) != caller.group_ids.end();
}

void write_sum(JsonWriter& w, const Sum& sum) {
  w.begin_object().field("date", date_of(sum.day.day));
  w.key("group_id");
  if (sum.day.group_id) w.value(sum.day.group_id); else w.null();
  w.field("answers", sum.day.answers).key("readability");
  if (sum.day.scored) w.value(double(sum.day.score_tenths / sum.day.scored) / 10); else w.null();
  w.key("words_per_sentence");
  if (sum.day.sentences) w.value(double(sum.day.words * 10 / sum.day.sentences) / 10); else w.null();
  w.key("findings").begin_object();
  for (const auto& [rule, count] : sum.findings) w.field(rule, count);
  w.end_object().field("overrides", sum.overrides).end_object();
}

Result<api::Reply> trend(api::Context& c, db::Tx& tx) {
  const std::int64_t today = c.now.seconds() / kDay;
  const std::int64_t to = TRY(day_parameter(c, "end_time", today)), from = TRY(day_parameter(c, "start_time", to - 89));
  if (from > to || to - from >= kMostDays) return invalid("start_time", "InvalidValue", "wording.error.days", {{"max", std::to_string(kMostDays)}});
  const bool weekly = c.parameter("interval").value_or("day") == "week";
  const auto group = text::to_integer(c.parameter("group_id").value_or(""));
  // Weeks are named by their Monday; day 4 of 1970 was one.
  const auto start_of = [&](std::int64_t day) { return weekly ? day - (day + 3) % 7 : day; };
  std::map<std::pair<std::int64_t, std::int64_t>, Sum> sums;
  const auto sum_of = [&](std::int64_t day, std::int64_t of_group) -> Sum* {
    if ((group && *group != of_group) || !may_know(c.caller, of_group)) return nullptr;
    Sum& sum = sums[{start_of(day), of_group}];
    sum.day.day = start_of(day);
    sum.day.group_id = of_group;
    return &sum;
  };
  for (const Day& row : tx.all<Day>(sql::wording::days, from, to))
    if (Sum* sum = sum_of(row.day, row.group_id)) {
      sum->day.answers += row.answers;
      sum->day.scored += row.scored;
      sum->day.score_tenths += row.score_tenths;
      sum->day.sentences += row.sentences;
      sum->day.words += row.words;
    }
  for (const DayFinding& row : tx.all<DayFinding>(sql::wording::day_findings, from, to))
    if (Sum* sum = sum_of(row.day, row.group_id)) sum->findings[row.rule] += row.count;
  for (const OverrideTime& row : tx.all<OverrideTime>(sql::wording::overrides_between, Time::from_seconds(from * kDay), Time::from_seconds((to + 1) * kDay)))
    if (Sum* sum = sum_of(row.created_at.seconds() / kDay, row.group_id)) ++sum->overrides;
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("plain_language").begin_array();
  for (const auto& [key, sum] : sums) write_sum(w, sum);
  w.end_array().field("start_time", date_of(from)).field("end_time", date_of(to)).field("interval", weekly ? "week" : "day").end_object();
  return api::Reply::ok(std::move(out));
}

}  // namespace

void Wording::hear(db::Tx& tx, const events::Event& event) const {
  if (!policies_.any() || !in_force() || tickets::is_import(event)) return;
  const auto id = answer_of(event);
  if (!id) return;
  const auto ticket = tickets::find(tx, TicketId(event.subject_id));
  if (!ticket || !policies_.of(ticket->group_id).own) return;
  const auto comment = tickets::find_comment(tx, *id);
  if (!comment) return;
  const Check done = check_sent(tx, *ticket, *comment);
  const std::int64_t day = comment->created_at.seconds() / kDay, group = ticket->group_id.value;
  tx.execute(sql::wording::add_day, day, group, std::int64_t(done.readability.has_score), std::int64_t(done.readability.score * 10 + 0.5),
             std::int64_t(done.readability.sentences), std::int64_t(done.readability.words));
  std::map<std::string_view, std::int64_t> counts;
  for (const Finding& finding : done.findings) ++counts[name_of(finding.rule)];
  for (const auto& [rule, count] : counts) tx.execute(sql::wording::add_finding, day, group, rule, count);
}

void add_trend_route(api::Api& api) { api.read("GET", "/reports/plain_language", api::Right(api::Access::staff, "reports.view"), trend); }

}  // namespace sahay::wording
