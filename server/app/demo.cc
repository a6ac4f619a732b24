#include "app/demo.h"

#include <algorithm>

#include "app/demo_casework.h"
#include "app/demo_conduct.h"
#include "app/demo_news.h"
#include "app/demo_scenes.h"
#include "app/demo_story.h"
#include "app/first_rows.h"
#include "app/health_sql.h"
#include "desk/bot/seed.h"
#include "desk/care/care.h"
#include "desk/escalation/escalation.h"
#include "desk/email/signatures.h"
#include "desk/clients/seed.h"
#include "desk/guided/guided.h"
#include "desk/helpcenter/seed.h"
#include "desk/intake/planned_event.h"
#include "desk/people/people.h"
#include "desk/procedures/procedures_api.h"
#include "desk/promises/promises.h"
#include "desk/reach/seed.h"
#include "desk/tickets/tickets.h"
#include "desk/wording/seed.h"

namespace sahay::app {
namespace {

// Consumers that reach people (deliveries, notices) pass over what was imported.
constexpr char kVia[] = "import";

std::string text_at(const JsonObject& object, std::string_view key) { return string_at(object, key).value_or(""); }

class Demo {
 public:
  Demo(db::Store& store, ManualClock& clock) : store_(store), clock_(clock) {}

  Result<void> write_people(DemoReport& report);
  Result<void> tell(const std::vector<JsonObject>& stories, const std::vector<DemoStep>& steps);
  Result<void> write_trend();

 private:
  Result<void> take_step(db::Tx& tx, const std::vector<JsonObject>& stories, const DemoStep& step);
  Result<void> write_groups(db::Tx& tx, const JsonObject& people);
  Result<void> write_agents(db::Tx& tx, const JsonObject& people, DemoReport& report);
  Result<void> write_customers(db::Tx& tx, const JsonObject& people);
  Result<people::User> person(db::Tx& tx, const JsonObject& described, std::string_view role);
  Result<void> begin(db::Tx& tx, const JsonObject& story, std::size_t ticket, bool first_telling);
  Result<void> tell_manners(db::Tx& tx, const tickets::Actor& actor, const JsonObject& entry, const tickets::Ticket& ticket);
  void write_tiers(db::Tx& tx);
  Result<void> go_on(db::Tx& tx, const JsonObject& story, const JsonObject& entry, TicketId ticket, bool first_telling);
  tickets::NewComment comment_of(const JsonObject& story, const JsonObject& entry) const;
  UserId user(const JsonObject& object, std::string_view key) const { return users_.at(text_at(object, key)); }

  db::Store& store_;
  ManualClock& clock_;
  std::map<std::string, GroupId> groups_;
  std::map<std::string, UserId> users_;      // by key
  std::set<std::string> staff_;              // keys
  std::map<std::size_t, TicketId> tickets_;  // by telling
};

Result<void> Demo::write_people(DemoReport& report) {
  const Json file = demo_file("people.json");
  const JsonObject& people = file.as_object();
  return store_.write([&](db::Tx& tx) -> Result<void> {
    report.accounts.clear();
    TRY(write_groups(tx, people));
    TRY(write_agents(tx, people, report));
    TRY(helpcenter::seed(tx, users_.at("sara")));
    wording::seed(tx);
    bot::seed(tx);
    reach::seed(tx);
    write_tiers(tx);
    seed_cadence(tx);
    TRY(procedures::load_shipped(tx, {users_.at("sara"), kVia}, {}));
    TRY(write_customers(tx, people));
    if (const auto meghna = people::organization_of_domain(tx, "meghna.example"))
      clients::seed(tx, meghna->id, {.account_manager = users_.at("sara"), .deputy = users_.at("oleg"), .contacts = {users_.at("rina")}});
    write_scenes(tx);
    intake::seed_event(tx, users_.at("sara"), tx.now() + std::chrono::days(33));
    return {};
  });
}

// The last of its weeks is the one in which the demonstration is made.
Result<void> Demo::write_trend() {
  return store_.write([&](db::Tx& tx) -> Result<void> {
    seed_trend(tx, groups_.begin()->second);
    return {};
  });
}

Result<void> Demo::write_groups(db::Tx& tx, const JsonObject& people) {
  for (const people::Group& group : people::groups(tx)) groups_[group.name] = group.id;
  for (const Json& item : people.at("groups").as_array()) {
    const std::string name = text_at(item.as_object(), "name");
    if (!groups_.contains(name))
      groups_[name] = create_group(tx, name, text_at(item.as_object(), "description"), false);
    if (const JsonObject* words = object_at(item.as_object(), "signature"))
      for (const auto language : {i18n::Language::en, i18n::Language::bn, i18n::Language::ru})
        email::save_signature(tx, "group", groups_[name].value, language, text_at(*words, i18n::code(language)));
  }
  for (const Json& item : people.at("organizations").as_array()) {
    const std::string domain = text_at(item.as_object(), "domain");
    if (!people::organization_of_domain(tx, domain)) create_organization(tx, text_at(item.as_object(), "name"), domain);
  }
  return {};
}

Result<people::User> Demo::person(db::Tx& tx, const JsonObject& described, std::string_view role) {
  const std::string email = text_at(described, "email");
  auto known = people::find_by_address(tx, email);
  if (!known) {
    people::NewUser wanted;
    wanted.name = text_at(described, "name");
    wanted.email = email;
    wanted.role = role;
    wanted.locale = text_at(described, "locale");
    wanted.time_zone = text_at(described, "time_zone");
    wanted.phone = text_at(described, "phone");
    wanted.verified = true;
    known = TRY(people::create_user(tx, wanted));
  }
  users_[text_at(described, "key")] = known->id;
  return *known;
}

Result<void> Demo::write_agents(db::Tx& tx, const JsonObject& people, DemoReport& report) {
  for (const Json& item : people.at("agents").as_array()) {
    const JsonObject& agent = item.as_object();
    const people::User user = TRY(person(tx, agent, text_at(agent, "role")));
    for (const Json& group : agent.at("groups").as_array())
      people::join_group(tx, user.id, groups_.at(std::string(group.as_string())));
    if (const JsonObject* titles = object_at(agent, "titles")) seed_face(tx, user.id, *titles);
    staff_.insert(text_at(agent, "key"));
    report.accounts.push_back({user.email, user.name, user.role});
  }
  return {};
}

Result<void> Demo::write_customers(db::Tx& tx, const JsonObject& people) {
  for (const Json& item : people.at("customers").as_array()) TRY(person(tx, item.as_object(), "end-user"));
  return {};
}

tickets::NewComment Demo::comment_of(const JsonObject& story, const JsonObject& entry) const {
  tickets::NewComment comment;
  comment.text = text_at(entry, "text");
  comment.is_public = !bool_at(entry, "private").value_or(false);
  comment.channel = text_at(story, "channel");
  return comment;
}

Result<void> Demo::begin(db::Tx& tx, const JsonObject& story, std::size_t ticket, bool first_telling) {
  const JsonObject& entry = story.at("thread").as_array().front().as_object();
  tickets::NewTicket wanted;
  wanted.subject = text_at(story, "subject");
  wanted.comment = comment_of(story, entry);
  wanted.channel = text_at(story, "channel");
  wanted.priority = text_at(story, "priority");
  wanted.type = text_at(story, "type");
  wanted.group = groups_.at(text_at(story, "group"));
  if (const JsonArray* tags = array_at(story, "tags"))
    for (const Json& tag : *tags) wanted.tags.emplace_back(tag.as_string());
  if (first_telling)
    for (std::string& tag : tags_of_scenes(story)) wanted.tags.push_back(std::move(tag));
  const tickets::Actor actor{.id = user(entry, "by"), .via = kVia};
  tickets_[ticket] = TRY(tickets::create(tx, actor, std::move(wanted)))
  .ticket.id;
  return {};
}

Result<void> Demo::go_on(db::Tx& tx, const JsonObject& story, const JsonObject& entry, TicketId ticket, bool first_telling) {
  if (text_at(entry, "by") == "assistant") {
    tickets::Change word;
    word.comment = comment_of(story, entry);
    word.comment->automatic = true;
    TRY(tickets::update(tx, {.id = {}, .via = kVia, .bot = true}, ticket, std::move(word)));
    return {};
  }
  const tickets::Actor actor{.id = user(entry, "by"), .via = kVia};
  if (!staff_.contains(text_at(entry, "by"))) {
    if (const JsonObject* answers = object_at(entry, "report")) return demo_report(tx, actor, ticket, *answers);
    TRY(tickets::receive(tx, actor, ticket, comment_of(story, entry)));
    return {};
  }
  tickets::Change change;
  change.comment = comment_of(story, entry);
  if (bool_at(entry, "ask_for_report").value_or(false)) change.comment->text += "\n\n" + guided::words_of_ask(tx, *tickets::find(tx, ticket));
  if (const JsonObject* set = object_at(entry, "set")) {
    change.status = string_at(*set, "status");
    change.priority = string_at(*set, "priority");
    change.type = string_at(*set, "type");
    if (set->contains("assignee")) change.assignee = user(*set, "assignee");
    if (set->contains("owner")) change.owner = user(*set, "owner");
    if (set->contains("group")) change.group = groups_.at(text_at(*set, "group"));
  }
  const auto written = TRY(tickets::update(tx, actor, ticket, std::move(change)));
  TRY(tell_manners(tx, actor, entry, written.ticket));
  const auto writer = people::find_user(tx, actor.id);
  TRY(demo_casework(tx, actor, ticket, entry, writer ? writer->language() : i18n::Language::en));
  TRY(demo_conduct(tx, actor, ticket, entry, first_telling));
  const JsonObject* promised = object_at(entry, "promise");
  if (!promised) return {};
  promises::NewPromise wanted{.due_at = tx.now() + std::chrono::seconds(std::int64_t(promised->at("hours").to_number<double>() * 3600))};
  wanted.kind = text_at(*promised, "kind");
  wanted.comment = written.comment_id;
  TRY(promises::make(tx, actor, ticket, std::move(wanted)));
  return {};
}

// A mood with its reason, a hand-over with its packet, what came of it.
Result<void> Demo::tell_manners(db::Tx& tx, const tickets::Actor& actor, const JsonObject& entry, const tickets::Ticket& ticket) {
  if (const JsonObject* mood = object_at(entry, "mood"))
    TRY(care::set_mood(tx, actor, {ticket.requester_id, {}}, {.mood = text_at(*mood, "mood"), .reason = text_at(*mood, "reason"), .ticket = ticket.id}));
  if (const JsonObject* back = object_at(entry, "returned"))
    if (const auto running = escalation::running_of(tx, ticket.id))
      TRY(escalation::give_back(tx, actor, running->id, {text_at(*back, "outcome"), text_at(*back, "result"), text_at(*back, "tell_customer")}, i18n::Language::en));
  const JsonObject* packet = object_at(entry, "hand_over");
  if (!packet) return {};
  const auto tiers = escalation::tiers_of(tx, ticket.group_id);
  if (tiers.empty()) return {};
  escalation::NewHandover wanted{.tier = tiers.front().id, .to = user(*packet, "to"), .why = text_at(*packet, "why")};
  wanted.packet = {text_at(*packet, "problem"), text_at(*packet, "facts"), text_at(*packet, "question"), text_at(*packet, "promised"), tx.now() + std::chrono::hours(4)};
  TRY(escalation::hand_over(tx, actor, ticket.id, std::move(wanted), i18n::Language::en));
  return {};
}

// Every group has specialists to turn to.
void Demo::write_tiers(db::Tx& tx) {
  for (const auto& [name, group] : groups_) {
    if (!escalation::tiers_of(tx, group).empty()) continue;
    for (const auto& [level, minutes] : {std::pair("2", 240), std::pair("vendor", 2880)})
      tx.execute(std::string("insert into escalation_tiers(id, group_id, level, title, filter, target_minutes, business_hours, active, created_at, updated_at) "
                 "values ($1, $2, $3, $4, $5, $6, 1, 1, $7, $7)"),
                 tx.new_id("escalation_tiers"), group, level, level == std::string_view("2") ? "Bench" : "Vendor", R"({"all":[],"any":[]})", std::int64_t(minutes), tx.now());
  }
}

Result<void> Demo::tell(const std::vector<JsonObject>& stories, const std::vector<DemoStep>& steps) {
  // One commit for a few hundredths of a percent of the month, at one time: with a few hundred tickets each step keeps its
  // own, with a million they share.
  const std::size_t together = std::clamp<std::size_t>(steps.size() / 5000, 1, 500);
  for (std::size_t at = 0; at < steps.size(); at += together) {
    const std::size_t end = std::min(steps.size(), at + together);
    clock_.set(steps[at].at);
    TRY(store_.write([&](db::Tx& tx) -> Result<void> {
      for (std::size_t i = at; i < end; ++i) TRY(take_step(tx, stories, steps[i]));
      return {};
    }));
  }
  return {};
}

Result<void> Demo::take_step(db::Tx& tx, const std::vector<JsonObject>& stories, const DemoStep& step) {
  const JsonObject& story = stories[step.ticket % stories.size()];
  if (step.entry == 0) return begin(tx, story, step.ticket, step.ticket < stories.size());
  const JsonObject& entry = story.at("thread").as_array()[step.entry].as_object();
  return go_on(tx, story, entry, tickets_.at(step.ticket), step.ticket < stories.size());
}

}  // namespace

Result<DemoReport> write_demo(db::Store& store, ManualClock& clock, Time now, int tickets) {
  const auto stories = demo_stories();
  const bool told =
      store.read([](db::Tx& tx) { return people::find_by_address(tx, "rina@meghna.example").has_value(); });
  const auto existing =
      store.read([](db::Tx& tx) { return tx.scalar<std::int64_t>(sql::health::count_tickets).value_or(0); });
  const std::size_t first = told ? std::max<std::size_t>(stories.size(), std::size_t(existing)) : 0;
  const std::size_t wanted = std::max(stories.size(), std::size_t(std::max(0, tickets)));
  const std::size_t count = wanted > first ? wanted - first : 0;
  DemoReport report;
  Demo demo(store, clock);
  clock.set(now - std::chrono::days(30));
  TRY(demo.write_people(report));
  TRY(demo.tell(stories, demo_steps(stories, first, count, now)));
  if (!told) TRY(tell_news(store, clock, now));
  clock.set(now);
  TRY(demo.write_trend());
  report.tickets = int(count);
  return report;
}

}  // namespace sahay::app
