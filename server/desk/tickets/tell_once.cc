#include "desk/tickets/tell_once.h"

#include <algorithm>

#include "base/i18n.h"
#include "desk/tickets/comment_sql.h"

namespace sahay::tickets {
namespace {

constexpr char kField[] = "suggest_split", kTag[] = "several_problems";

bool holds_tag(const std::vector<std::string>& tags, std::string_view tag) { return std::find(tags.begin(), tags.end(), tag) != tags.end(); }

// Somebody who is away, a list, or a program: RFC 3834.
bool asks_for_no_answer(const Comment& comment) {
  if (comment.automatic) return true;
  const auto via = parse_json(comment.via.text);
  const JsonObject* mail = via.ok() && via->is_object() ? object_at(via->get_object(), "mail") : nullptr;
  return mail && bool_at(*mail, "no_automatic_answer").value_or(false);
}

bool from_a_machine(Applying& a) {
  if (const auto* now = a.facts.happening(); now && now->comment && asks_for_no_answer(*now->comment)) return true;
  const auto last = find_comment(a.tx(), CommentId(a.ticket().last_comment_id));
  return last && asks_for_no_answer(*last);
}

Result<void> say(db::Tx& tx, TicketId ticket, const std::string& words, const Actor& cause) {
  Actor assistant = cause;
  assistant.bot = true;
  Change change;
  change.comment = NewComment{};
  change.comment->text = words;
  TRY(update(tx, assistant, ticket, std::move(change)));
  return {};
}

}  // namespace

bool has_tag(const Ticket& ticket, std::string_view tag) { return holds_tag(ticket.tags, tag); }

bool may_tell(Applying& a, const std::string& field, std::string_view tag) {
  const Ticket& ticket = a.ticket();
  if (!ticket.id || !ticket.is_public || ticket.status == "solved" || ticket.status == "closed") return false;
  if (a.actor.id) return true;
  if (has_tag(ticket, tag) || holds_tag(a.change.add_tags, tag)) return false;
  const auto& requester = a.facts.requester();
  if (!requester || requester->staff() || ticket.speaker == "human" || from_a_machine(a)) return false;
  if (a.tx().scalar<std::int64_t>(sql::comment::a_person_answered, ticket.id)) return false;
  if (!not_now || !not_now(a.tx(), ticket)) return true;
  a.effects.push_back({field, {{"withheld", true}}, [](db::Tx&, const Ticket&, std::int64_t) -> Result<void> { return {}; }});
  return false;
}

void tell(Applying& a, const std::string& field, std::string tag, std::string words) {
  a.change.add_tags.push_back(std::move(tag));
  if (a.actor.id) {
    a.comment.text += (a.comment.text.empty() ? "" : "\n\n") + words;
    return;
  }
  a.effects.push_back({field, {{"body", words}}, [words, actor = a.actor](db::Tx& tx, const Ticket& ticket, std::int64_t event) -> Result<void> {
                         Actor cause = actor;
                         if (event) cause.cause_id = event;
                         return say(tx, ticket.id, words, cause);
                       }});
}

ActionKind once_kind(std::string field, std::string group) {
  ActionKind kind{std::move(field), std::move(group), kAllActions, "list", {"current_tags", "updated_at"}};
  kind.choices = [](db::Tx&) { return std::vector<Choice>{{"once", "rules.value.once"}}; };
  return kind;
}

ActionKind suggest_split_action() {
  ActionKind kind = once_kind(kField, "ticket");
  kind.apply = [](Applying& a, const Action&) -> Result<void> {
    const Ticket& ticket = a.ticket();
    if (!ticket.id || ticket.status == "closed" || has_tag(ticket, kTag) || holds_tag(a.change.add_tags, kTag)) return {};
    const auto& reader = a.facts.assignee();
    a.change.add_tags.push_back(kTag);
    const std::string words = i18n::text(reader ? reader->language() : i18n::Language::en, "case.suggest_split");
    a.effects.push_back({kField, {{"body", words}}, [words, actor = a.actor](db::Tx& tx, const Ticket& of, std::int64_t event) -> Result<void> {
                           Actor cause = actor;
                           if (event) cause.cause_id = event;
                           Change change;
                           change.comment = NewComment{};
                           change.comment->is_public = false;
                           change.comment->text = words;
                           TRY(update(tx, cause, of.id, std::move(change)));
                           return {};
                         }});
    return {};
  };
  return kind;
}

ConditionField answered_by_condition() {
  static constexpr std::string_view kWho[] = {"nobody", "person", "assistant", "automatic"};
  static constexpr char kSql[] =
      "coalesce((select case when c.author_role = 'bot' then 'assistant' when c.automatic = 1 or c.author_role = 'system' then 'automatic' else 'person' end"
      " from comments c where c.ticket_id = t.id and c.is_public = 1 and c.author_role <> 'end-user' order by c.id desc limit 1), 'nobody')";
  ConditionField field{"answered_by", "ticket", kTriggers | kAutomations | kViews, {"is", "is_not"}, "list"};
  field.choices = [](db::Tx&) {
    std::vector<Choice> out;
    for (const std::string_view each : kWho) out.push_back({std::string(each), "rules.value.answered_by." + std::string(each)});
    return out;
  };
  field.holds = [](Facts& facts, const Condition& c) {
    const auto who = facts.tx().scalar<std::string>(std::string("select ") + kSql + " from tickets t where t.id = $1", facts.ticket().id);
    return (who.value_or("nobody") == value_text(c.value)) == (c.op == "is");
  };
  field.where = [](const Condition& c, const Asker&) -> std::optional<Fragment> {
    return Fragment{kSql + std::string(c.op == "is" ? " = ?" : " <> ?"), {value_text(c.value)}};
  };
  return field;
}

}  // namespace sahay::tickets
