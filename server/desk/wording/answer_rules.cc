// What rules know and do of plain language (C6, C7): condition "answer_check", action "strict_drafts".
#include <algorithm>

#include "desk/tickets/tell_once.h"
#include "desk/wording/wording.h"
#include "desk/wording/wording_sql.h"

namespace sahay::wording {
namespace {

using tickets::Applying;
using tickets::Condition;
using tickets::Facts;

bool by_a_person(const tickets::Comment& comment) {
  return comment.is_public && !comment.automatic && (comment.author_role == "agent" || comment.author_role == "admin");
}

// The answer that the rule is about: the one that set it off, else the last of a person.
std::optional<tickets::Comment> last_answer(Facts& facts) {
  if (const auto* now = facts.happening(); now && now->comment && by_a_person(*now->comment)) return now->comment;
  return facts.tx().one<tickets::Comment>(sql::wording::last_answer, facts.ticket().id);
}

}  // namespace

Policies::OfGroup policy_of(const Policies& policies, const tickets::Ticket& ticket, GroupId group) {
  Policies::OfGroup out = policies.of(group);
  if (!tickets::has_tag(ticket, kStrict)) return out;
  for (Level& level : out.levels)
    if (level != Level::off) level = Level::block;
  out.blocks = true;
  return out;
}

Check Wording::check_sent(db::Tx& tx, const tickets::Ticket& ticket, const tickets::Comment& comment) const {
  Draft draft = gather(tx, ticket, comment.text, int(tickets::attachments_of_comment(tx, comment.id).size()), {}, policies_.phrases());
  // The customer's words are answered by now: what was open then is what stands before this comment.
  std::string before;
  for (const auto& said : tickets::comments(tx, ticket.id, true)) {
    if (said.id == comment.id) break;
    if (said.author_role == "end-user") before += (before.empty() ? "" : "\n") + said.text;
    else before.clear();
  }
  draft.question = std::move(before);
  return check(draft);
}

void Wording::add_rule_parts() {
  tickets::ConditionField field{"answer_check", "ticket", tickets::kTriggers | tickets::kAutomations, {"is", "is_not"}, "list"};
  field.choices = [](db::Tx&) {
    std::vector<tickets::Choice> out{{"none", "wording.found.none"}, {"any", "wording.found.any"}};
    for (const std::string_view rule : kRuleNames) out.push_back({std::string(rule), "drafts.rule." + std::string(rule)});
    return out;
  };
  field.holds = [this](Facts& facts, const Condition& c) {
    const auto answer = in_force() ? last_answer(facts) : std::nullopt;
    if (!answer) return c.op != "is";  // nothing is true of an answer that does not exist
    const std::string wanted = tickets::value_text(c.value);
    auto found = check_sent(facts.tx(), facts.ticket(), *answer).findings;
    const auto levels = policies_.of(facts.ticket().group_id).levels;
    std::erase_if(found, [&](const Finding& finding) { return levels[std::size_t(finding.rule)] == Level::off; });
    const bool is = wanted == "none"  ? found.empty()
                    : wanted == "any" ? !found.empty()
                                      : std::any_of(found.begin(), found.end(), [&](const Finding& each) { return name_of(each.rule) == wanted; });
    return is == (c.op == "is");
  };
  tickets::add_condition_field(std::move(field));

  tickets::ActionKind kind{kStrict, "ticket", tickets::kAllActions, "list", {"current_tags", "updated_at"}};
  kind.choices = [](db::Tx&) { return std::vector<tickets::Choice>{{"on", "wording.strict.on"}, {"off", "wording.strict.off"}}; };
  kind.apply = [](Applying& a, const tickets::Action& action) -> Result<void> {
    const bool on = tickets::value_text(action.value) == "on";
    (on ? a.change.add_tags : a.change.remove_tags).push_back(kStrict);
    return {};
  };
  tickets::add_action_kind(std::move(kind));
}

}  // namespace sahay::wording
