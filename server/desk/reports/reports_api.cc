// Routes of reports. Each table is JSON, or with format=csv a file in the reader's language.
#include "desk/reports/reports.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "desk/reports/reports_sql.h"
#include "desk/reports/table.h"
#include "desk/tickets/tickets_api.h"

namespace sahay::reports {

std::function<std::int64_t(db::Tx&)> agents_online;

namespace {

using api::Context;
using api::Reply;

constexpr std::size_t kMostRows = 500;

bool wants_csv(const Context& c) { return c.parameter("format") == "csv"; }

Reply csv_reply(const std::vector<Row>& rows, const std::string& name, const Question& asked) {
  const std::string file = name + "_" + asked.period.first_day() + "_" + asked.period.last_day() + ".csv";
  return {200, csv_of(rows), {{"Content-Type", "text/csv; charset=utf-8; header=present"}, {"Content-Disposition", "attachment; filename=\"" + file + "\""}}};
}

std::string word(const Context& c, const std::string& key) { return i18n::text(c.caller.language, "reports." + key); }
std::string word_or(const Context& c, const std::string& key, const std::string& fallback) { return i18n::has("reports." + key) ? word(c, key) : fallback; }
std::string number(const std::optional<std::int64_t>& value) { return value ? std::to_string(*value) : ""; }

void optional_field(JsonWriter& w, std::string_view key, const std::optional<std::int64_t>& value) {
  w.key(key);
  if (value) w.value(*value); else w.null();
}

void write_period(JsonWriter& w, const Period& period) {
  w.begin_object().field("start", period.first_day()).field("end", period.last_day()).field("time_zone", period.time_zone());
  w.field("from", period.span().from).field("to", period.span().to).end_object();
}

void write_question(JsonWriter& w, const Question& asked) {
  w.key("period");
  write_period(w, asked.period);
  w.field("hours", asked.working_time ? "business" : "calendar").field("as_of", asked.now);
}

// Both parts of a share come from figures that were counted already.
void write_tally(JsonWriter& w, const Figure& figure, const Tally& one, std::int64_t against) {
  w.field("tickets", one.tickets);
  if (figure.is_time) {
    optional_field(w, "median_minutes", one.median());
    optional_field(w, "p90_minutes", one.p90());
  }
  if (!figure.against.empty()) optional_field(w, "share_percent", share(one.tickets, against));
}

using ByValue = std::map<std::string, Tally>;
using Counted = std::map<std::string_view, ByValue>;  // figure -> values

Counted count_all(const Context& c, db::Tx& tx, const Question& asked, const Dimension* by = nullptr) {
  Counted out;
  for (const Figure& figure : figures())
    if (figure.cohort != Cohort::now) out[figure.name] = tally(tx, c.caller, figure, asked, by);
  return out;
}

const Tally& at(const Counted& counted, std::string_view figure, const std::string& value) {
  static const Tally none;
  const auto& values = counted.at(figure);
  const auto found = values.find(value);
  return found == values.end() ? none : found->second;
}

std::int64_t against_of(const Counted& counted, const Figure& figure, const std::string& value) {
  return figure.against.empty() ? 0 : at(counted, figure.against, value).tickets;
}

// --- figures ---

// Says the whole question again, so that it opens the same tickets tomorrow.
std::string tickets_url(const Context& c, const Figure& figure, const Question& asked) {
  std::string url = c.url("/reports/tickets.json?figure=" + std::string(figure.name));
  const auto add = [&](std::string_view name, const std::string& value) { url += "&" + std::string(name) + "=" + text::percent_encode(value); };
  add("start", asked.period.first_day());
  add("end", asked.period.last_day());
  add("time_zone", asked.period.time_zone());
  add("hours", asked.working_time ? "business" : "calendar");
  for (const auto& [dimension, value] : asked.only) add(dimension->parameter, value.empty() ? "none" : value);
  return url;
}

Row figure_cells(const Counted& counted, const Figure& figure) {
  const Tally& one = at(counted, figure.name, "");
  Row out{std::to_string(one.tickets)};
  out.push_back(figure.against.empty() ? "" : number(share(one.tickets, against_of(counted, figure, ""))));
  out.push_back(figure.is_time ? number(one.median()) : "");
  out.push_back(figure.is_time ? number(one.p90()) : "");
  return out;
}

Result<Reply> figures_reply(Context& c, db::Tx& tx) {
  const Question asked = TRY(read_question(c, tx));
  Question earlier = asked;
  earlier.period = asked.period.before();
  const Counted now = count_all(c, tx, asked), before = count_all(c, tx, earlier);
  if (wants_csv(c)) {
    std::vector<Row> rows{{word(c, "column.figure"), word(c, "column.tickets"), word(c, "column.share"), word(c, "column.median"), word(c, "column.p90"),
                           word(c, "column.tickets_before"), word(c, "column.share_before"), word(c, "column.median_before"), word(c, "column.p90_before")}};
    for (const Figure& figure : figures()) {
      if (!figure.shown) continue;
      Row row{word(c, "figure." + std::string(figure.name))};
      for (const Counted* counted : {&now, &before})
        for (std::string& cell : figure_cells(*counted, figure)) row.push_back(std::move(cell));
      rows.push_back(std::move(row));
    }
    return csv_reply(rows, "figures", asked);
  }
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("report").begin_object();
  write_question(w, asked);
  w.key("before");
  write_period(w, earlier.period);
  w.key("figures").begin_array();
  for (const Figure& figure : figures()) {
    if (!figure.shown) continue;
    w.begin_object().field("name", figure.name);
    write_tally(w, figure, at(now, figure.name, ""), against_of(now, figure, ""));
    w.key("before").begin_object();
    write_tally(w, figure, at(before, figure.name, ""), against_of(before, figure, ""));
    w.end_object();
    w.field("tickets_url", tickets_url(c, figure, asked)).end_object();
  }
  w.end_array().end_object().end_object();
  return Reply::ok(std::move(out));
}

// --- one table a dimension ---

struct Named {
  std::int64_t id = 0;
  std::string name;
};
BOOST_DESCRIBE_STRUCT(Named, (), (id, name))

// What to call the values of a dimension; those without a name are called by what they are.
std::map<std::string, std::string> titles_of(const Context& c, db::Tx& tx, const Dimension& by, const std::vector<std::string>& values) {
  std::map<std::string, std::string> out;
  const auto load = [&](const db::Query& query) {
    std::string ids;
    for (const std::string& value : values) ids += (ids.empty() ? "[" : ",") + value;
    for (const Named& row : tx.all<Named>(query, ids.empty() ? "[]" : ids + "]")) out[std::to_string(row.id)] = row.name;
  };
  if (by.name == "group") load(sql::reports::group_names);
  if (by.name == "agent") load(sql::reports::user_names);
  if (by.name == "organization") load(sql::reports::organization_names);
  for (const std::string& value : values) {
    if (out.contains(value)) continue;
    const bool none = by.is_text ? value.empty() : value == "0";
    out[value] = none ? word(c, "none." + std::string(by.name)) : by.name == "tag" ? value : word_or(c, std::string(by.name) + "." + value, value);
  }
  return out;
}

// By name: nobody is put above anybody. Where names are many those with the most new requests are kept.
std::vector<std::string> values_of(const Counted& counted) {
  std::map<std::string, std::int64_t> weight;
  for (const auto& [name, values] : counted)
    for (const auto& [value, one] : values) weight[value] += name == "created" ? one.tickets : 0;
  std::vector<std::string> out;
  for (const auto& [value, made] : weight) out.push_back(value);
  if (out.size() <= kMostRows) return out;
  std::stable_sort(out.begin(), out.end(), [&](const std::string& a, const std::string& b) { return weight[a] > weight[b]; });
  out.resize(kMostRows);
  return out;
}

void write_table(JsonWriter& w, const Dimension& by, const Counted& counted, const std::vector<std::string>& values, std::map<std::string, std::string>& titles) {
  w.key("rows").begin_array();
  for (const std::string& value : values) {
    const bool none = by.is_text ? value.empty() : value == "0";
    w.begin_object().field("value", none ? "none" : value).field("title", titles[value]).key("figures").begin_object();
    for (const Figure& figure : figures()) {
      if (!figure.shown) continue;
      w.key(figure.name).begin_object();
      write_tally(w, figure, at(counted, figure.name, value), against_of(counted, figure, value));
      w.end_object();
    }
    w.end_object().end_object();
  }
  w.end_array();
}

std::vector<Row> table_rows(const Context& c, const Dimension& by, const Counted& counted, const std::vector<std::string>& values, std::map<std::string, std::string>& titles) {
  Row head{word(c, "by." + std::string(by.name))};
  for (const Figure& figure : figures()) {
    if (!figure.shown) continue;
    const std::string name = word(c, "figure." + std::string(figure.name));
    head.push_back(name);
    if (!figure.against.empty()) head.push_back(name + ": " + word(c, "column.share"));
    if (figure.is_time) head.insert(head.end(), {name + ": " + word(c, "column.median"), name + ": " + word(c, "column.p90")});
  }
  std::vector<Row> rows{std::move(head)};
  for (const std::string& value : values) {
    Row row{titles[value]};
    for (const Figure& figure : figures()) {
      if (!figure.shown) continue;
      const Tally& one = at(counted, figure.name, value);
      row.push_back(std::to_string(one.tickets));
      if (!figure.against.empty()) row.push_back(number(share(one.tickets, against_of(counted, figure, value))));
      if (figure.is_time) row.insert(row.end(), {number(one.median()), number(one.p90())});
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

Result<Reply> table_reply(Context& c, db::Tx& tx) {
  const Dimension* by = find_dimension(c.parameter("by").value_or("group"));
  if (!by) return invalid("by", "InvalidValue", "error.field.not_allowed", {{"allowed", "group, agent, channel, class, kind, organization, tag"}});
  const Question asked = TRY(read_question(c, tx));
  const Counted counted = count_all(c, tx, asked, by);
  std::vector<std::string> values = values_of(counted);
  auto titles = titles_of(c, tx, *by, values);
  std::stable_sort(values.begin(), values.end(), [&](const std::string& a, const std::string& b) { return titles[a] < titles[b]; });
  if (wants_csv(c)) return csv_reply(table_rows(c, *by, counted, values, titles), "by_" + std::string(by->name), asked);
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("report").begin_object().field("by", by->name).field("parameter", by->parameter);
  write_question(w, asked);
  write_table(w, *by, counted, values, titles);
  w.end_object().end_object();
  return Reply::ok(std::move(out));
}

// --- charts ---

Result<Reply> days_reply(Context& c, db::Tx& tx) {
  const Question asked = TRY(read_question(c, tx));
  const auto pieces = asked.period.pieces();
  constexpr std::array kLines{"created", "solved"};
  std::array<std::vector<std::int64_t>, kLines.size()> lines;
  for (std::size_t line = 0; line < kLines.size(); ++line) {
    lines[line].resize(pieces.size());
    for (const Time at : times_of(tx, c.caller, *find_figure(kLines[line]), asked)) {
      const auto after = std::upper_bound(pieces.begin(), pieces.end(), at, [](Time t, const Period::Piece& piece) { return t < piece.span.from; });
      ++lines[line][std::size_t(after - pieces.begin()) - 1];
    }
  }
  if (wants_csv(c)) {
    std::vector<Row> rows{{word(c, "column.first_day"), word(c, "column.last_day"), word(c, "figure.created"), word(c, "figure.solved")}};
    for (std::size_t i = 0; i < pieces.size(); ++i) rows.push_back({pieces[i].first_day, pieces[i].last_day, std::to_string(lines[0][i]), std::to_string(lines[1][i])});
    return csv_reply(rows, "days", asked);
  }
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("report").begin_object();
  write_question(w, asked);
  w.field("interval", asked.period.in_weeks() ? "week" : "day").key("days").begin_array();
  for (std::size_t i = 0; i < pieces.size(); ++i)
    w.begin_object().field("start", pieces[i].first_day).field("end", pieces[i].last_day).field("created", lines[0][i]).field("solved", lines[1][i]).end_object();
  w.end_array().end_object().end_object();
  return Reply::ok(std::move(out));
}

Result<Reply> arrivals_reply(Context& c, db::Tx& tx) {
  const Question asked = TRY(read_question(c, tx));
  std::array<std::int64_t, kHoursOfWeek> hours{};
  for (const Time at : times_of(tx, c.caller, *find_figure("created"), asked)) ++hours[std::size_t(asked.period.hour_of_week(at))];
  if (wants_csv(c)) {
    Row head{word(c, "column.hour")};
    for (int day = 0; day < 7; ++day) head.push_back(word(c, "weekday." + std::to_string(day)));
    std::vector<Row> rows{std::move(head)};
    for (int hour = 0; hour < 24; ++hour) {
      Row row{(hour < 10 ? "0" : "") + std::to_string(hour) + ":00"};
      for (int day = 0; day < 7; ++day) row.push_back(std::to_string(hours[std::size_t(day * 24 + hour)]));
      rows.push_back(std::move(row));
    }
    return csv_reply(rows, "arrivals", asked);
  }
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("report").begin_object();
  write_question(w, asked);
  w.key("hours_of_week").begin_array();
  for (const std::int64_t tickets : hours) w.value(tickets);
  w.end_array().end_object().end_object();
  return Reply::ok(std::move(out));
}

// The tickets that a number counts.
Result<Reply> tickets_reply(Context& c, db::Tx& tx) {
  const Figure* figure = find_figure(c.parameter("figure").value_or(""));
  if (!figure) return invalid("figure", "InvalidValue", "reports.error.figure");
  const Question asked = TRY(read_question(c, tx));
  const api::Sort usual{"t.id", true};
  return list_reply(tickets::ticket_resource(), c, tx, rows_of(tx, c.caller, *figure, asked), api::sort_of(c, tickets::ticket_resource().sorts, usual));
}

}  // namespace

void add_report_routes(api::Api& api) {
  const api::Right right(api::Access::staff, "reports.view");
  api.read("GET", "/reports/figures", right, figures_reply);
  api.read("GET", "/reports/table", right, table_reply);
  api.read("GET", "/reports/days", right, days_reply);
  api.read("GET", "/reports/arrivals", right, arrivals_reply);
  api.read("GET", "/reports/tickets", right, tickets_reply);
}

}  // namespace sahay::reports
