#include "app/speakers.h"

#include <algorithm>

#include "app/desk_facts.h"
#include "base/text.h"
#include "desk/helpcenter/helpcenter.h"
#include "desk/tickets/speaker.h"

namespace sahay::app {
namespace {

// What everybody may read, as the help centre finds it in the customer's language.
std::vector<bot::Article> find_articles(db::Tx& tx, std::string_view words, i18n::Language language, int limit) {
  std::vector<bot::Article> out;
  for (const helpcenter::Found& found : helpcenter::search(tx, words, language, limit))
    out.push_back({found.translation.title, "/articles/" + std::to_string(found.article.id.value) + "-" + text::percent_encode(helpcenter::slug_of(found.translation.title)), found.snippet});
  return out;
}

bot::Doors doors(const Parts& parts, sla::Clocks& clocks) {
  bot::Doors out;
  out.find_articles = find_articles;
  out.presence = [&clocks](db::Tx& tx, GroupId group) {
    tickets::Ticket ticket;
    ticket.group_id = group;
    const auto state = clocks.hours(tx, 0, ticket);
    return bot::Presence{state.open, state.changes_at};
  };
  out.desk_name = desk_facts().name;
  out.site_url = parts.config.server.public_url;
  out.time_zone = desk_facts().time_zone;
  return out;
}

}  // namespace

Speakers::Speakers(const Parts& parts, sla::Clocks& clocks) : parts_(parts), bot_(doors(parts, clocks)) {
  tickets::first_speaker = [this](db::Tx& tx, const tickets::Actor&, const tickets::Ticket& ticket, const tickets::Comment&) { return bot_.begins(tx, ticket); };
}

void Speakers::add_routes() {
  heard();
  bot_.add_rule_parts();
  bot_.add_console_parts();
  bot_.add_routes(parts_.api);
}

bool Speakers::answers_in_chat() const {
  const auto settings = bot_.settings_for(0);
  return settings && settings->active && std::ranges::count(settings->channels, "chat") > 0;
}

void Speakers::add_jobs() {
  // Short leases: a turn of a killed process is taken up soon; what it wrote with its end is written once.
  parts_.worker.handle(bot::kTurn, [this](db::Store& store, const jobs::Job& job) { return bot_.turn(store, job); }, {.concurrency = 2, .lease = std::chrono::seconds(20)});
  parts_.worker.handle(bot::kAlarm, [this](db::Store& store, const jobs::Job& job) { return bot_.ring(store, job); }, {.lease = std::chrono::seconds(20)});
}

}  // namespace sahay::app
