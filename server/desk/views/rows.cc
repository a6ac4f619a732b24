#include <chrono>
#include <map>
#include <mutex>
#include <span>

#include "desk/tickets/tickets_api.h"
#include "desk/views/view_sql.h"
#include "desk/views/views.h"

namespace sahay::views {
namespace {

// Counts that took long, so that several consoles that look at one large view count it once.
class SlowCounts {
 public:
  std::optional<std::int64_t> known(const std::string& key) {
    const std::lock_guard lock(mutex_);
    const auto found = counts_.find(key);
    if (found == counts_.end() || found->second.until < std::chrono::steady_clock::now()) return std::nullopt;
    return found->second.value;
  }
  void keep(const std::string& key, std::int64_t value) {
    const std::lock_guard lock(mutex_);
    if (counts_.size() > 1000) counts_.clear();
    counts_[key] = {value, std::chrono::steady_clock::now() + std::chrono::seconds(2)};
  }

 private:
  struct Entry {
    std::int64_t value = 0;
    std::chrono::steady_clock::time_point until;
  };
  std::mutex mutex_;
  std::map<std::string, Entry> counts_;
};

std::string key_of(db::Tx& tx, const std::string& sql, const std::vector<db::Value>& values) {
  std::string key = std::to_string(reinterpret_cast<std::uintptr_t>(&tx.origin())) + sql;
  for (const db::Value& value : values) {
    key += '\x1f';
    if (const auto* text = std::get_if<std::string>(&value)) key += "s" + *text;
    if (const auto* number = std::get_if<std::int64_t>(&value)) key += "i" + std::to_string(*number);
  }
  return key;
}

// A view that a desk has from the start.
struct First {
  const char* title;
  const char* conditions;
  const char* sort_by;
  const char* order;
};

void write_views(db::Tx& tx, std::span<const First> views) {
  std::int64_t place = tx.scalar<std::int64_t>(sql::view::last_place).value_or(0);
  for (const First& view : views)
    tx.execute(sql::view::insert, tx.new_id("views"), view.title, true, ++place, view.conditions, R"(["status","subject","requester","assignee","created","updated"])", view.sort_by, view.order, tx.now());
}

}  // namespace

api::Where rows_of(const tickets::Conditions& conditions, const api::Caller& caller, Time now) {
  api::Where where = tickets::ticket_resource().visible(caller);
  tickets::add_conditions(where, conditions, {UserId(caller.id), caller.group_ids, now});
  return where;
}

Result<api::Where> watched_rows(db::Tx& tx, const api::Caller& caller, std::int64_t id) {
  api::Where where = view_resource().visible(caller);
  where.add("t.id = ?", db::Value(id));
  where.add("t.active = 1");
  const auto found = view_resource().select(tx, where);
  if (found.empty()) return not_found();
  return rows_of(tickets::parse_conditions(found.front().conditions.text), caller, tx.now());
}

Count count(db::Tx& tx, const api::Where& where) {
  static SlowCounts slow;
  const std::string sql = "select count(*) from (select t.id from tickets t" + where.sql() + " limit " + std::to_string(kExact + 1) + ") x";
  const std::string key = key_of(tx, sql, where.values());
  if (const auto known = slow.known(key)) return {*known, false};
  const auto begin = std::chrono::steady_clock::now();
  const auto params = db::views_of(where.values());
  const auto cursor = tx.run(sql, params);
  const std::int64_t value = cursor->next() ? cursor->integer(0) : 0;
  if (std::chrono::steady_clock::now() - begin > std::chrono::milliseconds(20)) slow.keep(key, value);
  return {value, true};
}

void create_first_views(db::Tx& tx) {
  if (tx.execute(sql::view::mark_seeded, "first_views") == 0) return;
  static constexpr First all[] = {
      {"Your unsolved requests", R"({"all":[{"field":"status","operator":"less_than","value":"solved"},{"field":"assignee_id","operator":"is","value":"current_user"}],"any":[]})", "updated", "desc"},
      {"Unassigned requests", R"({"all":[{"field":"status","operator":"less_than","value":"solved"},{"field":"assignee_id","operator":"is","value":""}],"any":[]})", "created", "asc"},
      {"Unassigned requests of your groups", R"({"all":[{"field":"status","operator":"less_than","value":"solved"},{"field":"assignee_id","operator":"is","value":""},{"field":"group_id","operator":"is","value":"current_groups"}],"any":[]})", "created", "asc"},
      {"All unsolved requests", R"({"all":[{"field":"status","operator":"less_than","value":"solved"}],"any":[]})", "updated", "desc"},
      {"New requests", R"({"all":[{"field":"status","operator":"is","value":"new"}],"any":[]})", "created", "asc"},
      {"Pending requests", R"({"all":[{"field":"status","operator":"is","value":"pending"}],"any":[]})", "updated", "asc"},
      {"Recently updated requests", R"({"all":[{"field":"updated_at","operator":"less_than","value":"24"}],"any":[]})", "updated", "desc"},
      {"Recently solved requests", R"({"all":[{"field":"status","operator":"is","value":"solved"}],"any":[]})", "updated", "desc"}};
  write_views(tx, all);
}

// Their conditions are those of a floor that tests of this one do not have.
void create_watch_views(db::Tx& tx) {
  if (tx.execute(sql::view::mark_seeded, "watch_views") == 0) return;
  static constexpr First all[] = {
      {"Requests that stand still", R"({"all":[{"field":"is_stuck","operator":"is","value":"true"}],"any":[]})", "updated", "asc"},
      {"Requests that are passed around", R"({"all":[{"field":"is_bouncing","operator":"is","value":"true"},{"field":"status","operator":"less_than","value":"solved"}],"any":[]})", "updated", "desc"}};
  write_views(tx, all);
}

}  // namespace sahay::views
