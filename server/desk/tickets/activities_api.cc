// GET /activities: what others did of late on the tickets of an agent: assigned to them, answered, priority raised.
// Read from the events of thirty days; nothing is stored for it.
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

Result<Reply> list(Context& c, db::Tx& tx) {
  std::int64_t only = c.id();
  std::int64_t since = (tx.now() - kShownFor).micros;
  if (const auto given = c.parameter("since"))
    if (const auto at = parse_iso8601(*given)) since = std::max(since, at->micros);
  const auto user = people::find_user(tx, UserId(c.caller.id));
  std::map<std::int64_t, people::User> actors;
  std::string out;
  JsonWriter w(out);
  const bool one = only > 0;
  w.begin_object().key(one ? "activity" : "activities");
  if (!one) w.begin_array();
  std::size_t count = 0;
  for (const Activity& activity : tx.all<Activity>(sql::activity::of_agent, c.caller.id, Time{since}, kListed)) {
    if (one && activity.id != only) continue;
    const auto data = parse_json(activity.data.text);
    const std::string verb = data.ok() && data->is_object() ? verb_of(data->get_object(), c.caller.id) : "";
    if (verb.empty()) continue;
    if (activity.actor_id && !actors.contains(activity.actor_id))
      if (auto found = people::find_user(tx, UserId(activity.actor_id))) actors.emplace(activity.actor_id, std::move(*found));
    const auto actor = actors.find(activity.actor_id);
    write_activity(w, c, activity, verb, user ? &*user : nullptr, actor == actors.end() ? nullptr : &actor->second);
    ++count;
  }
  if (one) {
    if (count == 0) return not_found();
    w.end_object();
    return Reply::ok(std::move(out));
  }
  w.end_array().key("users").begin_array();
  if (user) people::user_resource().write(w, *user, c);
  w.end_array().key("actors").begin_array();
  for (const auto& [id, actor] : actors) people::user_resource().write(w, actor, c);
  w.end_array().key("next_page").null().key("previous_page").null().field("count", count).end_object();
  return Reply::ok(std::move(out));
}

}  // namespace

void add_activity_routes(api::Api& api) {
  api.read("GET", "/activities", Access::staff, list);
  api.read("GET", "/activities/{id}", Access::staff, list);
}

}  // namespace sahay::tickets
