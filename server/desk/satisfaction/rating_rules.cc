// What rules know of ratings and of the customer's answer to "did this solve it?", and asking that once more.
#include "desk/care/care.h"
#include "desk/channels/notice.h"
#include "desk/satisfaction/satisfaction.h"
#include "desk/tickets/placeholders.h"
#include "desk/tickets/tell_once.h"
#include "platform/api/rule_switch.h"

namespace sahay::satisfaction {
namespace {

using tickets::Condition;
using tickets::Facts;
using tickets::Fragment;

constexpr std::string_view kScores[] = {"unoffered", "offered", "good", "bad"};
constexpr std::string_view kAnswers[] = {"yes", "no", "waiting", "asked_again", "not_asked"};
constexpr char kAsk[] = "ask_if_solved", kAsked[] = "asked_if_solved";

constexpr char kAnswerSql[] =
    "coalesce((select max(case when r.solved <> '' then r.solved"
    " when exists (select 1 from ticket_tags g where g.ticket_id = t.id and g.tag = 'asked_if_solved') then 'asked_again' else 'waiting' end)"
    " from satisfaction_ratings r where r.ticket_id = t.id), 'not_asked')";

tickets::ConditionField answer_condition() {
  tickets::ConditionField field{"did_this_solve_it", "ticket", tickets::kTriggers | tickets::kAutomations | tickets::kViews, {"is", "is_not"}, "list"};
  field.choices = [](db::Tx&) {
    std::vector<tickets::Choice> out;
    for (const std::string_view each : kAnswers) out.push_back({std::string(each), "satisfaction.answer." + std::string(each)});
    return out;
  };
  field.holds = [](Facts& facts, const Condition& c) {
    const auto rating = facts.ticket().satisfaction.text.empty() ? std::nullopt : find_rating(facts.tx(), facts.ticket().id);
    return (answer_of(rating, tickets::has_tag(facts.ticket(), kAsked)) == tickets::value_text(c.value)) == (c.op == "is");
  };
  field.where = [](const Condition& c, const tickets::Asker&) -> std::optional<Fragment> {
    return Fragment{kAnswerSql + std::string(c.op == "is" ? " = ?" : " <> ?"), {tickets::value_text(c.value)}};
  };
  return field;
}

// Who cannot be asked, or was: a letter of its own goes once, to the customer alone, and never to a machine.
bool may_ask(tickets::Applying& a) {
  const tickets::Ticket& ticket = a.ticket();
  const auto& customer = a.facts.requester();
  if (!api::rule_in_force("D9") || !ticket.id || ticket.status != "solved" || !ticket.is_public || tickets::has_tag(ticket, kAsked)) return false;
  if (!customer || customer->staff() || customer->email.empty() || !customer->active || customer->suspended) return false;
  // Who has rated it has said what they think of it.
  const auto rating = find_rating(a.tx(), ticket.id);
  return (!rating || rating->score == "offered") && tickets::site_address && !tickets::site_address().empty();
}

channels::Notice question(const SolvedLinks& links, const tickets::Ticket& ticket, const people::User& reader) {
  const auto language = reader.language();
  const std::string link = tickets::site_address() + "/solved/" + links.token(ticket, reader.id);
  channels::Notice out;
  out.to = reader.email;
  out.name = reader.name;
  out.language = i18n::code(language);
  out.subject = i18n::text(language, "satisfaction.ask_again.subject", {{"number", std::to_string(ticket.id.value)}});
  out.text = i18n::text(language, "satisfaction.ask_again.text", {{"number", std::to_string(ticket.id.value)}, {"subject", reader.verified ? ticket.subject : ""}}) + "\n\n" +
             i18n::text(language, "satisfaction.yes") + ": " + link + "\n" + i18n::text(language, "satisfaction.no") + ": " + link + "?answer=no";
  return out;
}

tickets::ActionKind ask_action(const SolvedLinks& links) {
  tickets::ActionKind kind = tickets::once_kind(kAsk, "ticket");
  kind.uses = tickets::kTriggers | tickets::kAutomations;
  kind.nullifies.push_back("did_this_solve_it");
  kind.apply = [&links](tickets::Applying& a, const tickets::Action&) -> Result<void> {
    if (!may_ask(a)) return {};
    if (care::withhold(a.tx(), a.ticket(), "survey")) {
      a.effects.push_back({kAsk, {{"withheld", true}}, [](db::Tx&, const tickets::Ticket&, std::int64_t) -> Result<void> { return {}; }});
      return {};
    }
    const channels::Notice notice = question(links, a.ticket(), *a.facts.requester());
    a.change.add_tags.push_back(kAsked);
    a.effects.push_back({kAsk, {{"subject", notice.subject}}, [notice](db::Tx& tx, const tickets::Ticket&, std::int64_t) -> Result<void> {
                           channels::queue_notice(tx, notice);
                           return {};
                         }});
    return {};
  };
  return kind;
}

}  // namespace

std::string answer_of(const std::optional<Rating>& rating, bool asked_again) {
  if (!rating) return "not_asked";
  if (!rating->solved.empty()) return rating->solved;
  return asked_again ? "asked_again" : "waiting";
}

void add_rating_rules(const SolvedLinks& links) {
  tickets::add_condition_field(answer_condition());
  tickets::add_action_kind(ask_action(links));
  tickets::ConditionField field{"satisfaction_score", "ticket", tickets::kTriggers | tickets::kAutomations | tickets::kViews, {"is", "is_not"}, "list"};
  field.choices = [](db::Tx&) {
    std::vector<tickets::Choice> out;
    for (const std::string_view each : kScores) out.push_back({std::string(each), "satisfaction.score." + std::string(each)});
    return out;
  };
  field.holds = [](Facts& facts, const Condition& c) {
    // Who was never asked costs no query.
    const auto rating = facts.ticket().satisfaction.text.empty() ? std::nullopt : find_rating(facts.tx(), facts.ticket().id);
    return ((rating ? rating->score : "unoffered") == tickets::value_text(c.value)) == (c.op == "is");
  };
  field.where = [](const Condition& c, const tickets::Asker&) -> std::optional<Fragment> {
    return Fragment{std::string("coalesce((select max(r.score) from satisfaction_ratings r where r.ticket_id = t.id), 'unoffered')") + (c.op == "is" ? " = ?" : " <> ?"),
                    {tickets::value_text(c.value)}};
  };
  tickets::add_condition_field(std::move(field));
}

}  // namespace sahay::satisfaction
