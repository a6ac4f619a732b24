// notification_user and notification_group: a mail to people, in words of the rule.
#include <algorithm>

#include "base/text.h"
#include "desk/automation/automation.h"
#include "desk/channels/notice.h"
#include "desk/tickets/unsent.h"

namespace sahay::automation {
namespace {

using tickets::ActionKind;
using tickets::Applying;

constexpr std::size_t kMostReceivers = 100;

// [receiver, subject, body]
struct Letter {
  std::string receiver, subject, body;
};
std::optional<Letter> letter_of(const Json& value) {
  if (!value.is_array()) return std::nullopt;
  const JsonArray& parts = value.get_array();
  if (parts.size() < 2 || parts.size() > 3) return std::nullopt;
  Letter out{tickets::value_text(parts[0]), parts.size() == 3 ? tickets::value_text(parts[1]) : "", tickets::value_text(parts.back())};
  return text::trim(out.body).empty() ? std::nullopt : std::optional(out);
}

std::vector<people::User> users_of(Applying& a, const std::string& word) {
  std::vector<people::User> out;
  const auto add = [&](const std::optional<people::User>& user) {
    if (user) out.push_back(*user);
  };
  if (word == "requester_id") add(a.facts.requester());
  else if (word == "assignee_id") add(a.facts.assignee());
  else if (word == "current_user") add(a.facts.current());
  else if (word == "account_manager") add(account_manager ? account_manager(a.tx(), a.ticket()) : std::nullopt);
  else if (word == "all_agents") out = people::staff(a.tx());
  else if (word == "requester_and_ccs" || word == "ccs") {
    if (word == "requester_and_ccs") add(a.facts.requester());
    for (auto& user : people::find_users(a.tx(), a.ticket().email_cc_ids)) out.push_back(std::move(user));
  } else {
    add(people::find_user(a.tx(), UserId(text::to_integer(word).value_or(0))));
  }
  return out;
}

std::vector<people::User> members_of(Applying& a, const std::string& word) {
  const GroupId group = word == "group_id" ? a.ticket().group_id : GroupId(text::to_integer(word).value_or(0));
  std::vector<std::int64_t> ids;
  for (const auto& membership : people::group_memberships(a.tx()))
    if (group && membership.group_id == group) ids.push_back(membership.user_id.value);
  return people::find_users(a.tx(), ids);
}

// A machine's word is never answered by a machine: no mail to customers about vacation replies, bounces, and whatever
// asked for no automatic answer (RFC 3834 2).
bool about_a_machine(Applying& a) {
  const auto* happening = a.facts.happening();
  if (!happening || !happening->comment) return false;
  if (happening->comment->automatic) return true;
  const auto via = parse_json(happening->comment->via.text);
  const JsonObject* mail = via.ok() && via->is_object() ? object_at(via->get_object(), "mail") : nullptr;
  return mail && bool_at(*mail, "no_automatic_answer").value_or(false);
}

void queue(Applying& a, const std::string& field, const Letter& letter, std::vector<people::User> receivers) {
  const bool machine = about_a_machine(a);
  std::erase_if(receivers, [&](const people::User& user) { return user.email.empty() || !user.active || user.suspended || (machine && !user.staff()); });
  if (receivers.size() > kMostReceivers) receivers.resize(kMostReceivers);
  if (receivers.empty()) return;
  std::vector<channels::Notice> notices;
  JsonArray to;
  // People outside hear of an answer when its writer cannot take it back any more, or never.
  const auto* happening = a.facts.happening();
  const tickets::Comment* said = happening && happening->comment ? &*happening->comment : nullptr;
  const Time held = said ? tickets::held_until(a.tx(), a.ticket(), *said) : Time{};
  const std::int64_t said_in = held ? said->event_id : 0;
  tickets::Placeholders careful(a.facts), outside(a.facts);
  careful.leave_words_out();
  outside.leave_unsent_out(held ? said->id : CommentId{});
  for (const people::User& user : receivers) {
    tickets::Placeholders& texts = user.staff() ? a.texts : user.verified ? outside : careful;
    channels::Notice notice;
    notice.to = user.email;
    notice.name = user.name;
    notice.language = i18n::code(user.language());
    notice.subject = texts.fill(letter.subject.empty() ? "#{{ticket.id}}" : letter.subject);
    std::replace(notice.subject.begin(), notice.subject.end(), '\n', ' ');
    notice.text = texts.fill(letter.body);
    if (!user.staff()) notice.said_in = said_in;
    to.emplace_back(user.id.value);
    notices.push_back(std::move(notice));
  }
  JsonObject shown{{"to", std::move(to)}, {"subject", notices.front().subject}, {"body", std::string(text::first(notices.front().text, 500))}};
  a.effects.push_back({field, std::move(shown), [notices = std::move(notices), held](db::Tx& tx, const tickets::Ticket&, std::int64_t) -> Result<void> {
                         for (const channels::Notice& notice : notices) channels::queue_notice(tx, notice, notice.said_in ? held : Time{});
                         return {};
                       }});
}

ActionKind kind_of(std::string field, std::vector<std::string> words, bool of_group) {
  ActionKind kind{field, "notification", tickets::kTriggers | tickets::kAutomations, "notification"};
  kind.check = [words, of_group](db::Tx& tx, const Json& value) -> Result<void> {
    const auto letter = letter_of(value);
    const auto wrong = [] { return invalid("value", "InvalidValue", "rules.error.wrong_value"); };
    if (!letter) return wrong();
    if (std::find(words.begin(), words.end(), letter->receiver) != words.end()) return {};
    const std::int64_t id = text::to_integer(letter->receiver).value_or(0);
    if (of_group ? !people::find_group(tx, GroupId(id)) : !people::find_user(tx, UserId(id))) return wrong();
    return {};
  };
  kind.apply = [field, of_group](Applying& a, const tickets::Action& action) -> Result<void> {
    const auto letter = letter_of(action.value);
    if (!letter) return invalid("actions", "InvalidValue", "rules.error.wrong_value");
    queue(a, field, *letter, of_group ? members_of(a, letter->receiver) : users_of(a, letter->receiver));
    return {};
  };
  return kind;
}

}  // namespace

void add_notification_actions() {
  tickets::add_action_kind(kind_of("notification_user", {"requester_id", "assignee_id", "current_user", "all_agents", "requester_and_ccs", "ccs", "account_manager"}, false));
  tickets::add_action_kind(kind_of("notification_group", {"group_id"}, true));
}

}  // namespace sahay::automation
