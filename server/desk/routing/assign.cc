// Who gets a ticket, and giving it to them.
#include <algorithm>

#include "base/log.h"
#include "desk/routing/routing.h"
#include "desk/routing/routing_sql.h"
#include "desk/tickets/why.h"

namespace sahay::routing {
namespace {

struct Member {
  UserId id;
  std::string name, locale, time_zone;
  std::int64_t turn = 0, open_count = 0;
};
BOOST_DESCRIBE_STRUCT(Member, (), (id, name, locale, time_zone, turn, open_count))

struct SkillRef {
  std::int64_t skill_id = 0;
};
BOOST_DESCRIBE_STRUCT(SkillRef, (), (skill_id))

std::string language_code(std::string_view locale) { return std::string(locale.substr(0, locale.find_first_of("-_"))); }

JsonObject reason(std::string_view key, JsonObject arguments = {}) { return {{"key", key}, {"arguments", std::move(arguments)}}; }

std::string names_of(db::Tx& tx, const std::vector<std::int64_t>& skills) {
  std::string out;
  for (const Skill& skill : tx.all<Skill>(sql::routing::all_skills))
    if (std::find(skills.begin(), skills.end(), skill.id.value) != skills.end()) out += (out.empty() ? "" : ", ") + skill.name;
  return out;
}

Json language_word(const std::string& code) {
  const std::string key = "routing.language." + code;
  return i18n::has(key) ? Json(JsonObject{{"key", key}}) : Json(code);
}

// Why this agent, for the ticket's history.
JsonObject why_of(db::Tx& tx, const GroupRow& group, const Need& need, const Choice& choice) {
  const auto chosen = std::find_if(choice.verdicts.begin(), choice.verdicts.end(), [&](const Verdict& v) { return v.id == choice.agent; });
  const auto row = people::find_group(tx, group.group_id);
  const std::string name = row ? row->name : "";
  JsonArray reasons;
  if (choice.only_one) reasons.push_back(reason("routing.because.only", {{"group", name}}));
  else if (choice.least_busy) reasons.push_back(reason("routing.because.least", {{"group", name}, {"open", std::to_string(chosen->open)}}));
  else if (choice.next_in_turn) reasons.push_back(reason("routing.because.turn", {{"group", name}}));
  if (choice.skilled) reasons.push_back(reason("routing.because.skills", {{"skills", names_of(tx, need.skill_ids)}}));
  if (choice.speaks) reasons.push_back(reason("routing.because.language", {{"language", language_word(need.language)}}));
  if (reasons.empty()) reasons.push_back(reason("routing.because.free", {{"group", name}, {"open", std::to_string(chosen->open)}}));
  return {{"key", "routing.why.other"}, {"key_you", "routing.why.you"}, {"agent_id", choice.agent.value}, {"arguments", JsonObject{{"name", chosen->name}}}, {"reasons", std::move(reasons)}};
}

std::string verdicts_json(const Choice& choice) {
  std::string out;
  JsonWriter w(out);
  w.begin_array();
  for (const Verdict& v : choice.verdicts) w.begin_object().field("agent_id", v.id).field("name", v.name).field("against", v.against).field("open", v.open).field("limit", v.limit).end_object();
  w.end_array();
  return out;
}

bool waits(const tickets::Ticket& ticket) { return !ticket.assignee_id && ticket.status_rank < tickets::status_rank("pending") && !ticket.deleted_at && ticket.speaker != "bot"; }

}  // namespace

GroupRow group_row(db::Tx& tx, GroupId group) {
  auto found = tx.one<GroupRow>(sql::routing::group_row, group);
  if (found) return std::move(*found);
  GroupRow fresh;
  fresh.group_id = group;
  return fresh;
}

std::vector<std::int64_t> skills_of(db::Tx& tx, TicketId ticket) {
  std::vector<std::int64_t> out;
  for (const SkillRef& row : tx.all<SkillRef>(sql::routing::skills_of_ticket, ticket)) out.push_back(row.skill_id);
  return out;
}

void set_skills(db::Tx& tx, TicketId ticket, const std::vector<std::int64_t>& skills) {
  tx.execute(sql::routing::remove_skills, ticket);
  for (const std::int64_t skill : skills) tx.execute(sql::routing::add_skill, skill, ticket);
  wake(tx);
}

Need need_of(db::Tx& tx, const tickets::Ticket& ticket) {
  Need need;
  need.skill_ids = skills_of(tx, ticket.id);
  for (const Skill& skill : tx.all<Skill>(sql::routing::all_skills)) {
    const bool tagged = std::any_of(skill.tags.begin(), skill.tags.end(), [&](const std::string& tag) { return std::find(ticket.tags.begin(), ticket.tags.end(), tag) != ticket.tags.end(); });
    if (tagged && std::find(need.skill_ids.begin(), need.skill_ids.end(), skill.id.value) == need.skill_ids.end()) need.skill_ids.push_back(skill.id.value);
  }
  std::sort(need.skill_ids.begin(), need.skill_ids.end());
  need.language = language_code(ticket.locale);
  return need;
}

std::vector<Candidate> Desk::candidates(db::Tx& tx, const GroupRow& group, TicketId ticket, OpenState& group_hours) {
  const auto states = tx.all<AgentState>(sql::routing::states_of_group, group.group_id);
  const auto last = ticket ? tx.one<DecisionRow>(sql::routing::last_decision, ticket) : std::nullopt;
  group_hours = group.within_hours ? hours(tx, 0, group.group_id) : OpenState{};
  std::vector<Candidate> out;
  for (const Member& member : tx.all<Member>(sql::routing::members, group.group_id)) {
    AgentState state;
    const auto found = std::find_if(states.begin(), states.end(), [&](const AgentState& s) { return s.agent_id == member.id; });
    if (found != states.end()) state = *found;
    Candidate c{member.id, member.name, presence_of(state, leaves_of(state, people::iana_time_zone(member.time_zone)), tx.now()).word, group_hours.open, member.open_count, state.capacity,
                state.languages, state.skill_ids, member.turn, last && last->kind != "assigned" && last->agent_id == member.id};
    if (group.within_hours && state.schedule_id) c.in_hours = hours(tx, state.schedule_id, group.group_id).open;
    if (c.languages.empty()) c.languages = {language_code(member.locale)};
    out.push_back(std::move(c));
  }
  return out;
}

Desk::Trial Desk::decide(db::Tx& tx, GroupId group, const Need& need, TicketId ticket) {
  Trial out{group_row(tx, group), need, {}, {}, false};
  OpenState group_hours;
  out.choice = choose(out.group.rules(), need, candidates(tx, out.group, ticket, group_hours));
  out.closed = !group_hours.open;
  if (out.choice.agent) out.why = why_of(tx, out.group, need, out.choice);
  return out;
}

Result<std::optional<UserId>> Desk::assign(db::Tx& tx, const tickets::Ticket& given, std::int64_t cause_id, int depth) {
  if (!given.group_id || group_row(tx, given.group_id).rules().method == Method::manual) return std::optional<UserId>{};
  // From here on nobody else draws; what was read before may be old.
  tx.execute(sql::routing::draw);
  const auto ticket = tickets::find(tx, given.id);
  if (!ticket || !waits(*ticket)) return std::optional<UserId>{};
  const Trial trial = decide(tx, ticket->group_id, need_of(tx, *ticket), ticket->id);
  if (!trial.choice.agent) return std::optional<UserId>{};
  const std::int64_t turn = tx.scalar<std::int64_t>(sql::routing::turn).value_or(0);
  const auto group = people::find_group(tx, ticket->group_id);
  tickets::Actor actor;
  actor.via = "rule";
  actor.cause_id = cause_id;
  actor.depth = depth;
  actor.rule = tickets::RuleName{"routing", ticket->group_id.value, group ? group->name : ""};
  tickets::Change change;
  change.assignee = trial.choice.agent;
  if (!trial.group.keep_owner) change.owner = trial.choice.agent;
  const auto done = TRY(tickets::update_because(tx, actor, ticket->id, std::move(change), trial.why));
  tx.execute(sql::routing::give_turn, ticket->group_id, trial.choice.agent, turn);
  tx.execute(sql::routing::insert_decision, tx.new_id("routing_decisions"), ticket->id, ticket->group_id, trial.choice.agent, "assigned", to_string(Json(trial.why)), verdicts_json(trial.choice),
             done.event_id, tx.now());
  return std::optional(trial.choice.agent);
}

}  // namespace sahay::routing
