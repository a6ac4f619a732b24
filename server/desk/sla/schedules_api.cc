// /business_hours/schedules: working hours, time zone, holidays by list and from iCalendar files.
#include <algorithm>

#include "desk/people/people_api.h"
#include "desk/sla/clock_sql.h"
#include "desk/sla/clocks.h"
#include "platform/api/controller.h"
#include "platform/calendar/icalendar.h"

namespace sahay::sla {
namespace {

using api::Access;
using api::Context;
using api::Reply;

constexpr std::size_t kMostIntervals = 200, kMostHolidays = 5'000, kLongestName = 255;
constexpr std::int64_t kImportYears = 10;

api::Problem read_intervals(ScheduleRow& row, const Json& in) {
  const FieldError wrong{"intervals", "InvalidValue", "error.field.bad_interval", {}};
  if (!in.is_array() || in.get_array().size() > kMostIntervals) return wrong;
  std::vector<calendar::Interval> found;
  for (const Json& each : in.get_array()) {
    if (!each.is_object()) return wrong;
    const auto from = integer_at(each.get_object(), "start_time"), to = integer_at(each.get_object(), "end_time");
    if (!from || !to || *from < 0 || *to > calendar::kWeek || *from >= *to) return wrong;
    found.push_back({int(*from), int(*to)});
  }
  std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.from < b.from; });
  JsonArray out;
  for (const auto& i : found) out.emplace_back(JsonObject{{"start_time", i.from}, {"end_time", i.to}});
  row.intervals.text = to_string(Json(std::move(out)));
  return {};
}

api::Field<ScheduleRow> ids_field(std::string name, std::vector<std::int64_t> ScheduleRow::*member) {
  api::Field<ScheduleRow> field{name, "array", [member](JsonWriter& w, const ScheduleRow& s, const Context&) { w.value(s.*member); }, {}};
  field.read = [name, member](ScheduleRow& s, const Json& in) -> api::Problem {
    std::vector<std::int64_t> out;
    if (!in.is_array()) return api::wrong_type(name, "array of ids");
    for (const Json& each : in.get_array()) {
      const auto id = integer_at(JsonObject{{"v", each}}, "v");
      if (!id || *id <= 0 || out.size() >= 1000) return api::wrong_type(name, "array of ids");
      out.push_back(*id);
    }
    s.*member = std::move(out);
    return {};
  };
  return field;
}

Result<void> check(Context&, db::Tx& tx, const ScheduleRow* before, ScheduleRow& now, const JsonObject& in) {
  if (in.contains("time_zone")) {
    const std::string zone = people::iana_time_zone(now.time_zone);
    if (!calendar::Zone::find(zone)) return invalid("time_zone", "InvalidValue", "error.field.no_time_zone");
    now.time_zone = zone == "Etc/UTC" && now.time_zone == "UTC" ? "UTC" : zone;
  }
  // A new schedule keeps the usual hours until it gets others; there is always one default.
  if (!before && !in.contains("intervals")) {
    JsonArray week;
    for (int day = 1; day <= 5; ++day) week.emplace_back(JsonObject{{"start_time", day * 1440 + 540}, {"end_time", day * 1440 + 1020}});
    now.intervals.text = to_string(Json(std::move(week)));
  }
  if (before && before->is_default) now.is_default = true;
  if (!before && tx.scalar<std::int64_t>(sql::clock::count_schedules).value_or(0) == 0) now.is_default = true;
  return {};
}

Result<void> stored(Context&, db::Tx& tx, const ScheduleRow*, const ScheduleRow& now, const JsonObject&) {
  if (now.is_default) tx.execute(sql::clock::only_default, now.id);
  keep_version(tx, now);
  rules_changed(tx);
  if (now.is_default && hours_changed) hours_changed(tx);
  return {};
}

api::Resource<ScheduleRow> describe() {
  using namespace api;
  using S = ScheduleRow;
  Resource<S> r;
  r.name = "schedule";
  r.plural = "schedules";
  r.path = "/business_hours/schedules";
  r.table = "schedules";
  r.see = Right(Access::staff, kAnyStaff);
  r.change = Right(Access::admin, "rules.manage");
  r.audited = true;
  r.many = false;
  auto intervals = document<S>("intervals", &S::intervals, "array");
  intervals.read = read_intervals;
  r.fields = {
      computed<S>("id", "integer", [](JsonWriter& w, const S& s, const Context&) { w.value(s.id); }),
      text_field<S>("name", &S::name).required().max(255),
      text_field<S>("time_zone", &S::time_zone).max(64),
      std::move(intervals),
      ids_field("group_ids", &S::group_ids),
      ids_field("brand_ids", &S::brand_ids),
      flag<S>("default", &S::is_default),
      time_field<S>("created_at", &S::created_at).read_only(),
      time_field<S>("updated_at", &S::updated_at).read_only()};
  r.check = check;
  r.stored = stored;
  r.remove = [](Context&, db::Tx& tx, const S& row) -> Result<void> {
    if (row.is_default || tx.scalar<std::int64_t>(sql::clock::policies_with_schedule, row.id).value_or(0))
      return invalid("id", "InvalidValue", "error.field.schedule_in_use");
    tx.execute("delete from schedules where id = $1", row.id);
    rules_changed(tx);
    return {};
  };
  return r;
}

const api::Resource<ScheduleRow>& resource() {
  static const auto descriptor = describe();
  return descriptor;
}

// {"workweek":{"intervals":[...]}}: the hours alone, as clients of the field change them.
Result<Reply> set_workweek(Context& c, db::Tx& tx) {
  const JsonObject* in = TRY(c.wrapped("workweek"));
  if (!in->contains("intervals")) return invalid("intervals", "BlankValue", "error.field.blank");
  const ScheduleRow row = TRY(resource().update(c, tx, c.id(), JsonObject{{"intervals", in->at("intervals")}}));
  std::string out;
  JsonWriter(out).begin_object().key("workweek").begin_object().field("intervals", row.intervals).end_object().end_object();
  return Reply::ok(std::move(out));
}

// --- holidays ---

JsonArray holidays_in(const ScheduleRow& row) {
  const auto parsed = parse_json(row.holidays.text);
  return parsed.ok() && parsed->is_array() ? parsed->get_array() : JsonArray{};
}

void save_holidays(db::Tx& tx, ScheduleRow row, JsonArray holidays) {
  std::sort(holidays.begin(), holidays.end(), [](const Json& a, const Json& b) { return a.at("start_date").as_string() < b.at("start_date").as_string(); });
  row.holidays.text = to_string(Json(std::move(holidays)));
  tx.execute(sql::clock::set_holidays, row.id, row.holidays, tx.now());
  keep_version(tx, row);
  rules_changed(tx);
  if (row.is_default && hours_changed) hours_changed(tx);
}

bool customers_read(std::string_view language) { return i18n::code(i18n::language_of(language)) == language; }

// {"bn":"...","ru":"..."}: of a language that customers read. An empty name takes one away.
Result<void> read_names(const Json& given, JsonObject& holiday) {
  const Error wrong = invalid("names", "InvalidValue", "error.field.wrong_type", {{"type", "object of texts by language"}});
  if (!given.is_object()) return wrong;
  JsonObject names = object_at(holiday, "names") ? *object_at(holiday, "names") : JsonObject{};
  for (const auto& [language, name] : given.get_object()) {
    if (!customers_read(language) || !name.is_string()) return wrong;
    const std::string words = text::repair_utf8(text::trim(std::string_view(name.as_string())));
    if (text::length(words) > kLongestName) return invalid("names", "TooLong", "error.field.too_long", {{"max", std::to_string(kLongestName)}});
    if (words.empty()) names.erase(language);
    else names[language] = words;
  }
  holiday.erase("names");
  if (!names.empty()) holiday["names"] = std::move(names);
  return {};
}

Result<JsonObject> read_holiday(const JsonObject& in, JsonObject holiday) {
  for (const char* key : {"name", "start_date", "end_date"})
    if (const auto text = string_at(in, key)) holiday[key] = text::repair_utf8(*text);
  if (!holiday.contains("name") || text::trim(holiday["name"].as_string()).empty()) return invalid("name", "BlankValue", "error.field.blank");
  if (text::length(std::string_view(holiday["name"].as_string())) > kLongestName) return invalid("name", "TooLong", "error.field.too_long", {{"max", std::to_string(kLongestName)}});
  if (in.contains("names")) TRY(read_names(in.at("names"), holiday));
  const auto first = calendar::parse_date(string_at(holiday, "start_date").value_or("")), last = calendar::parse_date(string_at(holiday, "end_date").value_or(""));
  if (!first || !last || *last < *first || *last - *first > 731) return invalid("start_date", "InvalidValue", "error.field.bad_holiday");
  holiday["start_date"] = calendar::date_text(*first);
  holiday["end_date"] = calendar::date_text(*last);
  return holiday;
}

Json* find_holiday(JsonArray& holidays, std::int64_t id) {
  for (Json& each : holidays)
    if (integer_at(each.get_object(), "id") == id) return &each;
  return nullptr;
}

std::string holiday_body(const JsonObject& holiday) {
  std::string out;
  JsonWriter(out).begin_object().field("holiday", Json(holiday)).end_object();
  return out;
}

std::string holidays_body(const JsonArray& holidays) {
  std::string out;
  JsonWriter(out).begin_object().field("holidays", Json(holidays)).key("next_page").null().key("previous_page").null().field("count", holidays.size()).end_object();
  return out;
}

Result<Reply> list_holidays(Context& c, db::Tx& tx) { return Reply::ok(holidays_body(holidays_in(TRY(resource().find(c, tx, c.id()))))); }

Result<Reply> show_holiday(Context& c, db::Tx& tx) {
  JsonArray holidays = holidays_in(TRY(resource().find(c, tx, c.id())));
  const Json* found = find_holiday(holidays, c.id("holiday"));
  if (!found) return not_found();
  return Reply::ok(holiday_body(found->get_object()));
}

Result<Reply> add_holiday(Context& c, db::Tx& tx) {
  const JsonObject* in = TRY(c.wrapped("holiday"));
  const ScheduleRow row = TRY(resource().find(c, tx, c.id()));
  JsonArray holidays = holidays_in(row);
  if (holidays.size() >= kMostHolidays) return api::too_many_values();
  const JsonObject holiday = TRY(read_holiday(*in, JsonObject{{"id", tx.new_id("holidays")}}));
  holidays.emplace_back(holiday);
  save_holidays(tx, row, std::move(holidays));
  const std::string at = c.url("/business_hours/schedules/" + std::to_string(row.id.value) + "/holidays/" + std::to_string(holiday.at("id").as_int64()));
  return Reply::created(holiday_body(holiday), at + ".json");
}

Result<Reply> change_holiday(Context& c, db::Tx& tx) {
  const JsonObject* in = TRY(c.wrapped("holiday"));
  const ScheduleRow row = TRY(resource().find(c, tx, c.id()));
  JsonArray holidays = holidays_in(row);
  Json* found = find_holiday(holidays, c.id("holiday"));
  if (!found) return not_found();
  const JsonObject holiday = TRY(read_holiday(*in, found->get_object()));
  *found = holiday;
  save_holidays(tx, row, std::move(holidays));
  return Reply::ok(holiday_body(holiday));
}

Result<Reply> remove_holiday(Context& c, db::Tx& tx) {
  const ScheduleRow row = TRY(resource().find(c, tx, c.id()));
  JsonArray holidays = holidays_in(row);
  const Json* found = find_holiday(holidays, c.id("holiday"));
  if (!found) return not_found();
  holidays.erase(found);
  save_holidays(tx, row, std::move(holidays));
  return Reply::no_content();
}

JsonObject holiday_of(db::Tx& tx, const calendar::NamedClosure& closure) {
  const bool whole_days = closure.from % 1440 == 0 && closure.to % 1440 == 0;
  const std::int64_t first = closure.from / 1440, last = whole_days ? closure.to / 1440 - 1 : closure.to / 1440;
  JsonObject holiday{{"id", tx.new_id("holidays")}, {"name", closure.name.empty() ? "-" : closure.name}, {"start_date", calendar::date_text(first)}, {"end_date", calendar::date_text(last)}};
  if (!whole_days) holiday["start_minute"] = closure.from % 1440, holiday["end_minute"] = closure.to - last * 1440;
  JsonObject names;
  for (const auto& [language, name] : closure.names)
    if (customers_read(language)) names[language] = name;
  if (!names.empty()) holiday["names"] = std::move(names);
  return holiday;
}

// {"calendar":"BEGIN:VCALENDAR..."}: adds what is not there yet, for ten years; says what it did not understand.
Result<Reply> import_holidays(Context& c, db::Tx& tx) {
  const auto file = string_at(c.body, "calendar");
  if (!file) return invalid("calendar", "BlankValue", "error.field.blank");
  const ScheduleRow row = TRY(resource().find(c, tx, c.id()));
  const std::int64_t today = tx.now().seconds() / 86'400;
  const auto read = TRY(calendar::read_closed_days(*file, row.time_zone, today - 366, today + kImportYears * 366));
  JsonArray holidays = holidays_in(row);
  const auto same = [](const Json& a, const JsonObject& b) {
    for (const char* key : {"name", "start_date", "end_date", "start_minute", "end_minute"}) {
      const auto *one = a.get_object().if_contains(key), *other = b.if_contains(key);
      if ((one && other && *one != *other) || !one != !other) return false;
    }
    return true;
  };
  std::int64_t added = 0;
  for (const calendar::NamedClosure& closure : read.closures) {
    JsonObject holiday = holiday_of(tx, closure);
    if (holidays.size() >= kMostHolidays) return api::too_many_values();
    if (const auto kept = std::find_if(holidays.begin(), holidays.end(), [&](const Json& other) { return same(other, holiday); }); kept != holidays.end()) {
      if (holiday.contains("names")) kept->get_object()["names"] = holiday["names"];
      continue;
    }
    holidays.emplace_back(std::move(holiday));
    ++added;
  }
  save_holidays(tx, row, holidays);
  std::string out;
  JsonWriter(out).begin_object().field("added", added).field("skipped", read.skipped).field("holidays", Json(std::move(holidays))).end_object();
  return Reply::ok(std::move(out));
}

}  // namespace

std::function<void(db::Tx&)> hours_changed;

void seed_schedule(db::Tx& tx, std::string_view name, std::string_view time_zone, std::string_view hours) {
  JsonArray intervals;
  for (const auto& i : calendar::parse_hours(hours).value_or(std::vector<calendar::Interval>{})) intervals.emplace_back(JsonObject{{"start_time", i.from}, {"end_time", i.to}});
  if (intervals.empty()) intervals.emplace_back(JsonObject{{"start_time", 0}, {"end_time", calendar::kWeek}});
  ScheduleRow row;
  row.time_zone = calendar::Zone::find(time_zone) ? time_zone : "UTC";
  row.intervals.text = to_string(Json(std::move(intervals)));
  if (tx.scalar<std::int64_t>(sql::clock::count_schedules).value_or(0) > 0) {
    auto untouched = tx.one<ScheduleRow>(sql::clock::untouched_schedule, row.time_zone, row.intervals);
    if (!untouched) return;
    untouched->time_zone = row.time_zone;
    untouched->intervals = row.intervals;
    row = *untouched;
    tx.execute(sql::clock::follow_configuration, row.id, row.time_zone, row.intervals);
  } else {
    row.id = ScheduleId(tx.new_id("schedules"));
    tx.execute(sql::clock::insert_schedule, row.id, name, row.time_zone, row.intervals, tx.now());
  }
  keep_version(tx, row);
  rules_changed(tx);
}

void add_schedule_routes(api::Api& api) {
  const api::Right see(Access::staff, api::kAnyStaff), change(Access::admin, "rules.manage");
  const std::string base = "/business_hours/schedules/{id}";
  api::add_resource(api, resource());
  api.write("PUT", base + "/workweek", change, set_workweek);
  api.read("GET", base + "/holidays", see, list_holidays);
  api.read("GET", base + "/holidays/{holiday}", see, show_holiday);
  api.write("POST", base + "/holidays", change, add_holiday);
  api.write("PUT", base + "/holidays/{holiday}", change, change_holiday);
  api.write("DELETE", base + "/holidays/{holiday}", change, remove_holiday);
  api.write("POST", base + "/holidays/import", change, import_holidays, {.body_limit = 2 << 20});
}

}  // namespace sahay::sla
