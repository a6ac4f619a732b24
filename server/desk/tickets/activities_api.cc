// GET /activities: what others did of late on the tickets of an agent: assigned to them, answered, priority raised.
// Read from the events of thirty days; nothing is stored for it.
#include <algorithm>
#include <map>
#include <span>

#include "base/text.h"
#include "desk/people/people_api.h"
#include "desk/tickets/activity_sql.h"
#include "desk/tickets/tickets_api.h"

namespace sahay::tickets {
namespace {

using api::Access;
using api::Context;
using api::Reply;

constexpr auto kShownFor = std::chrono::hours(24 * 30);
constexpr int kListed = 1000;

struct Activity {
  std::int64_t id = 0, subject_id = 0, actor_id = 0, assignee_id = 0;
  std::string subject;
  RawJson data;
  Time created_at;
};
BOOST_DESCRIBE_STRUCT(Activity, (), (id, subject_id, actor_id, assignee_id, subject, data, created_at))

const JsonObject* change_of(const JsonObject& data, std::string_view field) {
  const JsonArray* changes = array_at(data, "changes");
  if (!changes) return nullptr;
  for (const Json& change : *changes)
    if (change.is_object() && string_at(change.get_object(), "field").value_or("") == field) return &change.get_object();
  return nullptr;
}

// The verb in the words of the field's clients, or "" for what is no news to this agent.
std::string verb_of(const JsonObject& data, std::int64_t agent) {
  if (const JsonObject* change = change_of(data, "assignee_id"); change && integer_at(*change, "to").value_or(0) == agent) return "tickets.assignment";
  if (data.contains("comment_id")) return "tickets.comment";
  if (change_of(data, "priority")) return "tickets.priority_increase";
  return "";
}

std::string title_of(const Context& c, const Activity& activity, std::string_view verb, const std::string& actor) {
  const char* key = verb == "tickets.assignment" ? "activity.assigned" : verb == "tickets.comment" ? "activity.commented" : "activity.priority";
  return i18n::text(c.caller.language, key, {{"actor", actor}, {"ticket", std::to_string(activity.subject_id)}, {"subject", activity.subject}});
}

void write_activity(JsonWriter& w, Context& c, const Activity& activity, const std::string& verb, const people::User* user, const people::User* actor) {
  const auto person = [&](const people::User* who) {
    if (who) people::user_resource().write(w, *who, c);
    else w.null();
  };
  w.begin_object().field("id", activity.id).field("url", c.url("/activities/" + std::to_string(activity.id) + ".json"));
  w.field("title", title_of(c, activity, verb, actor ? actor->name : "")).field("verb", verb).field("user_id", c.caller.id).key("actor_id");
  if (activity.actor_id) w.value(activity.actor_id); else w.null();
  w.field("created_at", activity.created_at).field("updated_at", activity.created_at);
  w.key("object").begin_object().key("ticket").begin_object().field("id", activity.subject_id).field("subject", activity.subject).end_object().end_object();
  w.key("target").begin_object().key("ticket").begin_object().field("id", activity.subject_id).field("subject", activity.subject).end_object().end_object();
  w.key("user");
  person(user);
  w.key("actor");
  person(actor);
  w.end_object();
}

struct Shown {
  Activity activity;
  std::string verb;
};

// Newest first. `since` of the client narrows what is shown anyway.
std::vector<Shown> activities_of(const Context& c, db::Tx& tx) {
  std::int64_t since = (tx.now() - kShownFor).micros;
  if (const auto given = c.parameter("since"))
    if (const auto at = parse_iso8601(*given)) since = std::max(since, at->micros);
  std::vector<Shown> out;
  for (Activity& activity : tx.all<Activity>(sql::activity::of_agent, c.caller.id, Time{since}, kListed)) {
    const auto data = parse_json(activity.data.text);
    std::string verb = data.ok() && data->is_object() ? verb_of(data->get_object(), c.caller.id) : "";
    if (!verb.empty()) out.push_back({std::move(activity), std::move(verb)});
  }
  return out;
}

// The rows of a page; a cursor is the id of the row that it follows or comes before.
Result<std::span<const Shown>> page_of_activities(const std::vector<Shown>& all, const api::Page& page, api::PageState& state) {
  std::size_t begin = page.by_cursor ? 0 : std::size_t(page.number - 1) * std::size_t(page.size), end = all.size();
  const std::string& cursor = page.after.empty() ? page.before : page.after;
  if (!cursor.empty()) {
    const auto id = text::to_integer(cursor);
    if (!id) return invalid(page.after.empty() ? "page[before]" : "page[after]", "InvalidValue", "error.field.bad_cursor");
    const auto newer = [&](const Shown& one) { return page.after.empty() ? one.activity.id > *id : one.activity.id >= *id; };
    const auto at = std::size_t(std::partition_point(all.begin(), all.end(), newer) - all.begin());
    if (!page.after.empty()) begin = at;
    else begin = at - std::min(at, std::size_t(page.size)), end = at;
  }
  begin = std::min(begin, end);
  end = std::min(end, begin + std::size_t(page.size));
  state = {end < all.size(), begin > 0, std::int64_t(all.size()), {}, {}};
  if (begin < end) {
    state.first_cursor = std::to_string(all[begin].activity.id);
    state.last_cursor = std::to_string(all[end - 1].activity.id);
  }
  return std::span(all).subspan(begin, end - begin);
}

const people::User* actor_in(std::map<std::int64_t, people::User>& actors, db::Tx& tx, std::int64_t id) {
  if (id && !actors.contains(id))
    if (auto found = people::find_user(tx, UserId(id))) actors.emplace(id, std::move(*found));
  const auto actor = actors.find(id);
  return actor == actors.end() ? nullptr : &actor->second;
}

Result<Reply> list(Context& c, db::Tx& tx) {
  const api::Page page = TRY(api::page_of(c));
  const auto user = people::find_user(tx, UserId(c.caller.id));
  const auto all = activities_of(c, tx);
  api::PageState state;
  const auto shown = TRY(page_of_activities(all, page, state));
  std::map<std::int64_t, people::User> actors;
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("activities").begin_array();
  for (const Shown& one : shown) write_activity(w, c, one.activity, one.verb, user ? &*user : nullptr, actor_in(actors, tx, one.activity.actor_id));
  w.end_array().key("users").begin_array();
  if (user) people::user_resource().write(w, *user, c);
  w.end_array().key("actors").begin_array();
  for (const auto& [id, actor] : actors) people::user_resource().write(w, actor, c);
  w.end_array();
  api::write_page(w, c, page, state);
  w.end_object();
  return Reply::ok(std::move(out));
}

Result<Reply> show(Context& c, db::Tx& tx) {
  const auto user = people::find_user(tx, UserId(c.caller.id));
  for (const Shown& one : activities_of(c, tx)) {
    if (one.activity.id != c.id()) continue;
    std::map<std::int64_t, people::User> actors;
    std::string out;
    JsonWriter w(out);
    w.begin_object().key("activity");
    write_activity(w, c, one.activity, one.verb, user ? &*user : nullptr, actor_in(actors, tx, one.activity.actor_id));
    w.end_object();
    return Reply::ok(std::move(out));
  }
  return not_found();
}

}  // namespace

void add_activity_routes(api::Api& api) {
  api.read("GET", "/activities", Access::staff, list);
  api.read("GET", "/activities/{id}", Access::staff, show);
}

}  // namespace sahay::tickets
