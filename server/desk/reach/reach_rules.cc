// What rules know and do of the contact card: condition "came_while", action "tell_ways".
#include <algorithm>

#include "desk/reach/reach.h"
#include "desk/site/contact_card.h"
#include "desk/tickets/placeholders.h"
#include "desk/tickets/tell_once.h"
#include "platform/api/rule_switch.h"
#include "platform/calendar/zone.h"

namespace sahay::reach {
namespace {

constexpr std::string_view kStates[] = {"open", "closed", "closed_day"};
constexpr char kTell[] = "tell_ways", kTold[] = "told_ways";

// Where people answer at once, the hours of that way count; what waits for an answer came to the desk.
bool answers_at_once(std::string_view kind) { return kind == "chat" || kind == "phone" || kind == "callback"; }

site::Schedule schedule_for(const site::Settings& settings, const std::vector<site::Way>& ways, const std::string& channel) {
  const auto way = std::find_if(ways.begin(), ways.end(), [&](const site::Way& each) { return each.kind == channel && answers_at_once(each.kind); });
  return way == ways.end() ? site::schedule_of(settings) : site::schedule_of(settings, *way);
}

std::string line_of(const site::Settings& settings, const site::CardRow& row, i18n::Language language, Time now) {
  std::string out = "- " + row.label + (row.value.empty() ? "" : " " + row.value);
  for (const std::string& fact : {site::hours_words(settings, row, language, now), site::reply_words(row, language), row.has_hours ? site::week_words(row, language) : std::string(), row.cost})
    if (!fact.empty()) out += " · " + fact;
  return out;
}

}  // namespace

std::string came_while(const site::Schedule& schedule, Time at) {
  if (site::availability(schedule, at).open) return "open";
  const auto zone = calendar::Zone::find(schedule.time_zone);
  const std::int64_t minute = (at.seconds() + (zone ? zone->stretch_at(at.seconds()).offset : 0)) / 60;
  const bool named = std::any_of(schedule.closed.begin(), schedule.closed.end(), [&](const calendar::Closure& each) { return each.from <= minute && minute < each.to; });
  return named ? "closed_day" : "closed";
}

std::string ways_in_words(const site::Settings& settings, i18n::Language language, Time now, const std::string& zone, std::string_view base_url) {
  std::string out = i18n::text(language, "reach.tell_ways");
  for (const site::CardRow& row : site::contact_card(settings, language, now, zone))
    if (row.kind != "help") out += "\n" + line_of(settings, row, language, now);
  out += "\n" + i18n::text(language, "reach.zone", {{"zone", zone.empty() ? settings.time_zone.text() : zone}});
  return base_url.empty() ? out : out + " " + i18n::text(language, "portal.all_ways") + ": " + std::string(base_url) + "/contact";
}

void Card::add_rule_parts() {
  tickets::ConditionField field{"came_while", "ticket", tickets::kTriggers | tickets::kAutomations, {"is", "is_not"}, "list"};
  field.choices = [](db::Tx&) {
    std::vector<tickets::Choice> out;
    for (const std::string_view each : kStates) out.push_back({std::string(each), "reach.came_while." + std::string(each)});
    return out;
  };
  field.holds = [this](tickets::Facts& facts, const tickets::Condition& c) {
    if (!api::rule_in_force("B8")) return false;
    const auto all = ways();
    const site::Schedule schedule = schedule_for(settings_, all ? *all : std::vector<site::Way>{}, facts.ticket().channel);
    return (came_while(schedule, facts.ticket().received()) == tickets::value_text(c.value)) == (c.op == "is");
  };
  tickets::add_condition_field(std::move(field));

  tickets::ActionKind kind = tickets::once_kind(kTell, "comment");
  kind.apply = [this](tickets::Applying& a, const tickets::Action&) -> Result<void> {
    if (!api::rule_in_force("B8") || !tickets::may_tell(a, kTell, kTold)) return {};
    const auto& customer = a.facts.requester();
    const auto language = customer ? customer->language() : i18n::Language::en;
    // "UTC" is what an account has whose zone nobody told.
    const std::string zone = customer && customer->time_zone != "UTC" ? customer->time_zone : "";
    tickets::tell(a, kTell, kTold, ways_in_words(settings_, language, a.facts.now(), zone, tickets::site_address ? tickets::site_address() : ""));
    return {};
  };
  tickets::add_action_kind(std::move(kind));
}

}  // namespace sahay::reach
