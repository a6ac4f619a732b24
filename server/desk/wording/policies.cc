#include "desk/wording/policies.h"

#include <algorithm>

#include "desk/wording/wording_sql.h"

namespace sahay::wording {

Levels default_levels() {
  Levels out;
  out.fill(Level::hint);
  for (const Rule rule : {Rule::missing_attachment, Rule::wrong_recipient, Rule::wrong_language}) out[std::size_t(rule)] = Level::warn;
  return out;
}

Result<Levels> read_levels(const JsonObject& in) {
  Levels out = default_levels();
  for (const auto& [key, value] : in) {
    const auto rule = std::find(kRuleNames.begin(), kRuleNames.end(), std::string_view(key));
    if (rule == kRuleNames.end()) return invalid("levels", "InvalidValue", "wording.error.no_rule", {{"name", std::string(key)}});
    const auto level = value.is_string() ? std::find(kLevelNames.begin(), kLevelNames.end(), std::string_view(value.get_string())) : kLevelNames.end();
    if (level == kLevelNames.end()) return invalid("levels", "InvalidValue", "error.field.not_allowed", {{"allowed", "off, hint, warn, block"}});
    out[std::size_t(rule - kRuleNames.begin())] = Level(level - kLevelNames.begin());
  }
  return out;
}

void Policies::load(db::Tx& tx, bool after_commit) {
  auto fresh = std::make_shared<State>();
  for (const Policy& policy : tx.all<Policy>(sql::wording::policies)) {
    const auto stored = parse_json(policy.levels.text);
    OfGroup group{default_levels(), false, true};
    if (stored.ok() && stored->is_object())
      if (auto levels = read_levels(stored->get_object()); levels.ok()) group.levels = *levels;
    group.blocks = std::find(group.levels.begin(), group.levels.end(), Level::block) != group.levels.end();
    fresh->groups[policy.group_id.value] = group;
  }
  for (const PhraseRow& row : tx.all<PhraseRow>(sql::wording::phrases)) fresh->phrases.push_back({row.kind, row.words, row.plain});
  std::shared_ptr<const State> state = std::move(fresh);
  if (after_commit) tx.after_commit([this, state] { set(state); });
  else set(state);
}

void Policies::set(std::shared_ptr<const State> state) {
  const std::lock_guard lock(mutex_);
  any_ = !state->groups.empty();
  any_blocks_ = std::any_of(state->groups.begin(), state->groups.end(), [](const auto& entry) { return entry.second.blocks; });
  state_ = std::move(state);
}

std::shared_ptr<const Policies::State> Policies::state() const {
  const std::lock_guard lock(mutex_);
  return state_;
}

Policies::OfGroup Policies::of(GroupId group) const {
  const auto now = state();
  if (const auto found = now->groups.find(group.value); found != now->groups.end()) return found->second;
  if (const auto found = now->groups.find(0); found != now->groups.end()) return found->second;
  return {default_levels(), false, false};
}

std::vector<OwnPhrase> Policies::phrases() const { return state()->phrases; }

}  // namespace sahay::wording
