// The fields of what just happened: only triggers know them.
#include "desk/tickets/rule_fields.h"

#include "base/text.h"

namespace sahay::tickets {
namespace {

ConditionField of_update(std::string name, std::vector<std::string> operators, std::string type) {
  return {std::move(name), "update", kTriggers, std::move(operators), std::move(type)};
}

ConditionField update_type() {
  ConditionField field = of_update("update_type", {"is", "is_not"}, "list");
  field.choices = [](db::Tx&) { return std::vector<Choice>{{"Create", "rules.value.created"}, {"Change", "rules.value.updated"}}; };
  field.holds = [](Facts& facts, const Condition& c) {
    return facts.happening() && (facts.happening()->created == (value_text(c.value) == "Create")) == (c.op == "is");
  };
  return field;
}

ConditionField comment_is_public() {
  ConditionField field = of_update("comment_is_public", {"is", "is_not"}, "list");
  field.choices = [](db::Tx&) {
    return std::vector<Choice>{{"true", "rules.value.comment.public"}, {"false", "rules.value.comment.private"}, {"not_relevant", "rules.value.comment.any"}, {"requester_can_see_comment", "rules.value.comment.seen"}};
  };
  field.holds = [](Facts& facts, const Condition& c) {
    const std::string wanted = value_text(c.value);
    const bool comment = facts.happening() && facts.happening()->comment;
    const bool is_public = comment && facts.happening()->comment->is_public;
    // The requester sees a private comment too when they are staff themselves.
    const bool met = wanted == "not_relevant" ? comment
                     : wanted == "true"       ? is_public
                     : wanted == "false"      ? comment && !is_public
                                              : is_public || (comment && facts.requester() && facts.requester()->staff());
    return met == (c.op == "is");
  };
  return field;
}

ConditionField role() {
  ConditionField field = of_update("role", {"is", "is_not"}, "user");
  field.check = [](db::Tx&, const Condition& c) -> Result<void> {
    const std::string value = value_text(c.value);
    for (const char* word : {"end_user", "end-user", "agent", "admin", "bot", "system", "requester_id", "assignee_id"})
      if (value == word) return {};
    if (text::to_integer(value).value_or(0) > 0) return {};
    return invalid("value", "InvalidValue", "rules.error.wrong_value");
  };
  field.holds = [](Facts& facts, const Condition& c) {
    if (!facts.happening()) return false;
    const std::string wanted = value_text(c.value), have = facts.happening()->actor_role;
    const UserId actor = facts.happening()->actor;
    const bool met = wanted == "end_user" || wanted == "end-user" ? have == "end-user"
                     : wanted == "agent"                          ? have == "agent" || have == "admin"
                     : wanted == "requester_id"                   ? actor && actor == facts.ticket().requester_id
                     : wanted == "assignee_id"                    ? actor && actor == facts.ticket().assignee_id
                     : text::to_integer(wanted)                   ? actor.value == *text::to_integer(wanted)
                                                                  : have == wanted;
    return met == (c.op == "is");
  };
  return field;
}

}  // namespace

std::vector<ConditionField> update_condition_fields() {
  std::vector<ConditionField> out;
  out.push_back(update_type());
  out.push_back(comment_is_public());
  out.push_back(role());
  ConditionField words = of_update("comment_includes_word", {"includes", "not_includes", "is", "is_not"}, "text");
  words.holds = [](Facts& facts, const Condition& c) {
    const bool comment = facts.happening() && facts.happening()->comment;
    return words_hold(comment ? std::string_view(facts.happening()->comment->text) : std::string_view(), c);
  };
  out.push_back(std::move(words));
  ConditionField via = of_update("current_via_id", {"is", "is_not"}, "text");
  via.holds = [](Facts& facts, const Condition& c) {
    return facts.happening() && (facts.happening()->via == channel_word(value_text(c.value))) == (c.op == "is");
  };
  out.push_back(std::move(via));
  return out;
}

}  // namespace sahay::tickets
