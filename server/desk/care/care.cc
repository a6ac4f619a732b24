#include "desk/care/care.h"

#include "base/text.h"
#include "desk/care/care_sql.h"
#include "platform/api/rule_switch.h"

namespace sahay::care {
namespace q = sql::care;
namespace {

constexpr std::size_t kLongestReason = 500;

Mood of(db::Tx& tx, const Subject& subject) {
  if (auto found = find_mood(tx, subject)) return *found;
  Mood mood;
  if (subject.user) mood.user_id = subject.user;
  else mood.organization_id = subject.organization;
  return mood;
}

void tell(db::Tx& tx, const tickets::Actor& actor, const Mood& mood, const std::string& was) {
  events::Event event;
  event.kind = "mood.changed";
  event.subject_id = mood.ticket_id.value;
  event.actor_id = actor.id.value;
  event.via = actor.via;
  event.cause_id = actor.cause_id;
  event.depth = actor.depth;
  event.data.text = to_string(Json(JsonObject{{"user_id", mood.user_id.value}, {"organization_id", mood.organization_id.value}, {"was", was}, {"mood", mood.mood},
                                              {"source", mood.source}, {"reason", mood.reason}, {"version", mood.version}}));
  events::emit(tx, std::move(event));
}

Mood change(db::Tx& tx, const tickets::Actor& actor, Mood mood, const NewMood& wanted) {
  const std::string was = mood.mood;
  mood.mood = wanted.mood;
  mood.source = wanted.source;
  mood.reason = text::repair_utf8(text::trim(wanted.reason));
  mood.ticket_id = wanted.ticket;
  mood.set_by = actor.id;
  if (was != mood.mood || !mood.since) mood.since = tx.now();
  mood.updated_at = tx.now();
  ++mood.version;
  if (!mood.id) {
    mood.id = decltype(mood.id)(tx.new_id("moods"));
    tx.execute(q::insert, mood.id, mood.user_id, mood.organization_id, mood.mood, mood.version, mood.source, mood.reason, mood.ticket_id, mood.set_by, mood.since);
  } else {
    tx.execute(q::save, mood.id, mood.mood, mood.version, mood.source, mood.reason, mood.ticket_id, mood.set_by, mood.since, mood.updated_at);
  }
  tx.execute(q::insert_change, tx.new_id("mood_changes"), mood.id, mood.updated_at, actor.id, was, mood.mood, mood.version, mood.source, mood.reason, mood.ticket_id);
  tell(tx, actor, mood, was);
  return mood;
}

struct StoredSettings {
  RawJson manager_ids{"[]"};
  std::int64_t follow_up_hours = 48;
  bool watch_words = true;
};
BOOST_DESCRIBE_STRUCT(StoredSettings, (), (manager_ids, follow_up_hours, watch_words))

}  // namespace

std::optional<Mood> find_mood(db::Tx& tx, const Subject& subject) {
  if (subject.user) return tx.one<Mood>(q::of_user, subject.user);
  if (subject.organization) return tx.one<Mood>(q::of_organization, subject.organization);
  return std::nullopt;
}

std::vector<MoodChange> history_of(db::Tx& tx, const Mood& mood) { return tx.all<MoodChange>(q::changes, mood.id); }

std::string mood_of(db::Tx& tx, const Subject& both) {
  if (!api::rule_in_force("C9")) return "calm";
  const auto person = both.user ? find_mood(tx, {both.user, {}}) : std::nullopt;
  const auto company = both.organization ? find_mood(tx, {{}, both.organization}) : std::nullopt;
  return mood_of(person, company);
}

std::string mood_of(const std::optional<Mood>& person, const std::optional<Mood>& organization) {
  if (!api::rule_in_force("C9")) return "calm";
  return std::string(worse(person ? person->mood : "calm", organization ? organization->mood : "calm"));
}

std::string mood_of_ticket(db::Tx& tx, const tickets::Ticket& ticket) { return mood_of(tx, {ticket.requester_id, ticket.organization_id}); }

Result<Mood> set_mood(db::Tx& tx, const tickets::Actor& actor, const Subject& subject, NewMood wanted) {
  if (!api::rule_in_force("C9")) return not_found();
  if (mood_rank(wanted.mood) < 0) return invalid("mood", "InvalidValue", "error.field.not_allowed", {{"allowed", "calm, unhappy, complaint_open, at_risk"}});
  if (text::length(wanted.reason) > kLongestReason) return invalid("reason", "TooLong", "error.field.too_long", {{"max", "500"}});
  if (wanted.source == "agent" && text::trim(wanted.reason).empty()) return invalid("reason", "BlankValue", "care.error.reason");
  Mood now = of(tx, subject);
  if (wanted.version && *wanted.version != now.version) return Error{ErrorCode::conflict, "care.error.changed"};
  if (now.mood == wanted.mood && now.reason == text::trim(wanted.reason)) return now;
  return change(tx, actor, std::move(now), wanted);
}

void notice(db::Tx& tx, const Subject& both, std::string_view signal, TicketId ticket, std::string reason, std::int64_t cause_id) {
  if (!api::rule_in_force("C9") || !both.user) return;
  const tickets::Actor system{UserId{}, "system", false, cause_id, cause_id ? 1 : 0};
  NewMood wanted;
  wanted.source = signal;
  wanted.reason = text::first(reason, kLongestReason);
  wanted.ticket = ticket;
  Mood person = of(tx, {both.user, {}});
  wanted.mood = mood_after(person.mood, signal);
  if (wanted.mood != person.mood) person = change(tx, system, std::move(person), wanted);
  if (!both.organization) return;
  Mood company = of(tx, {{}, both.organization});
  // What one of them wrote makes the company grave, and what ended for them ends for it.
  const bool grows = spreads(person.mood) && mood_rank(person.mood) > mood_rank(company.mood);
  const bool ends = company.ticket_id == ticket && mood_rank(mood_after(company.mood, signal)) < mood_rank(company.mood);
  if (!grows && !ends) return;
  wanted.mood = grows ? person.mood : std::string(mood_after(company.mood, signal));
  // A company is calm as soon as its complaint has ended: being unhappy is a matter of persons.
  if (ends && wanted.mood == "unhappy") wanted.mood = "calm";
  change(tx, system, std::move(company), wanted);
}

Settings settings_of(db::Tx& tx) {
  Settings out;
  const auto stored = tx.one<StoredSettings>(q::settings);
  if (!stored) return out;
  out.follow_up_hours = stored->follow_up_hours;
  out.watch_words = stored->watch_words;
  const auto ids = parse_json(stored->manager_ids.text);
  if (ids.ok() && ids->is_array())
    for (const Json& id : ids->get_array()) out.manager_ids.push_back(integer_at(JsonObject{{"id", id}}, "id").value_or(0));
  return out;
}

void save_settings(db::Tx& tx, const Settings& s) { tx.execute(q::save_settings, write_json(s.manager_ids), s.follow_up_hours, s.watch_words, tx.now()); }

std::vector<people::User> managers(db::Tx& tx, const Settings& settings) {
  std::vector<people::User> out = settings.manager_ids.empty() ? people::staff(tx) : people::find_users(tx, settings.manager_ids);
  std::erase_if(out, [&](const people::User& user) { return !user.staff() || !user.active || user.suspended || (settings.manager_ids.empty() && user.role != "admin"); });
  return out;
}

}  // namespace sahay::care
