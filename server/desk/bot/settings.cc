// What the owner of the desk decides about the bot, held in memory.
#include "desk/bot/bot.h"
#include "desk/bot/bot_sql.h"

namespace sahay::bot {

std::vector<Question> Settings::question_list() const {
  std::vector<Question> out;
  const auto read = parse_json(questions.text);
  if (!read.ok() || !read->is_array()) return out;
  for (const Json& each : read->get_array()) {
    if (!each.is_object() || out.size() == kMostQuestions) continue;
    const JsonObject& o = each.get_object();
    Question question{string_at(o, "en").value_or(""), string_at(o, "bn").value_or(""), string_at(o, "ru").value_or("")};
    if (!question.in(i18n::Language::en).empty()) out.push_back(std::move(question));
  }
  return out;
}

const std::string& Settings::greeting(i18n::Language language) const {
  return language == i18n::Language::bn ? greeting_bn : language == i18n::Language::ru ? greeting_ru : greeting_en;
}

void Desk::load(db::Tx& tx, bool after_commit) {
  auto fresh = std::make_shared<State>();
  fresh->settings = tx.all<Settings>(sql::bot::all_settings);
  std::shared_ptr<const State> state = std::move(fresh);
  const auto set = [this, state] {
    const std::lock_guard lock(mutex_);
    on_ = std::any_of(state->settings.begin(), state->settings.end(), [](const Settings& s) { return s.active; });
    state_ = state;
  };
  if (after_commit) tx.after_commit(set);
  else set();
}

std::shared_ptr<const Desk::State> Desk::state() const {
  const std::lock_guard lock(mutex_);
  return state_;
}

std::optional<Settings> Desk::settings_for(std::int64_t brand) const {
  const auto now = state();
  const Settings* found = nullptr;
  for (const Settings& each : now->settings)  // the one for all brands comes first
    if (!each.brand_id || each.brand_id.value == brand) found = &each;
  return found ? std::optional(*found) : std::nullopt;
}

bool Desk::begins(db::Tx& tx, const tickets::Ticket& ticket) const {
  if (!on_) return false;
  const auto settings = settings_for(ticket.brand_id);
  if (!settings || !settings->active || ticket.assignee_id) return false;
  if (std::find(settings->channels.begin(), settings->channels.end(), ticket.channel) == settings->channels.end()) return false;
  if (settings->hours == "always" || !doors_.presence) return true;
  return doors_.presence(tx, ticket.group_id).open == (settings->hours == "open");
}

}  // namespace sahay::bot
