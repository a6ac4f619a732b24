// Asking for a guided report: its address in an answer, the reader's own link in a letter, and what rules know: condition is_vague,
// action ask_for_report. Where no rule asks, nothing is looked at.
#include "base/text.h"
#include "desk/guided/guided.h"
#include "desk/guided/guided_sql.h"
#include "desk/tickets/action.h"
#include "desk/tickets/signed_link.h"
#include "desk/tickets/visible_text.h"

namespace sahay::guided {
namespace {

using tickets::Applying;
using tickets::Facts;

constexpr char kPurpose[] = "report";
constexpr std::size_t kLongestWords = 2'000;

std::string path_of(TicketId ticket) { return "/requests/" + std::to_string(ticket.value) + "/report"; }

// The customer's first public word.
std::optional<tickets::Comment> first_word(Facts& facts) {
  if (const auto* now = facts.happening(); now && now->created && now->comment) return now->comment;
  for (tickets::Comment& comment : tickets::comments(facts.tx(), facts.ticket().id, true))
    if (!comment.automatic) return std::move(comment);
  return std::nullopt;
}

bool is_vague(Facts& facts) {
  if (!in_force()) return false;
  const auto word = first_word(facts);
  if (!word || word->author_role != "end-user" || !word->is_public) return false;
  // The subject belongs to it: "The pump stops" above "please help" says what the text leaves out.
  return vagueness(facts.ticket().subject + "\n" + std::string(tickets::visible_text(*word))) != Vague::clear;
}

tickets::ConditionField vague_condition() {
  tickets::ConditionField field{"is_vague", "ticket", tickets::kTriggers | tickets::kAutomations, {"is", "is_not"}, "list"};
  field.choices = [](db::Tx&) { return std::vector<tickets::Choice>{{"true", "guided.rule.vague"}, {"false", "guided.rule.clear"}}; };
  field.holds = [](Facts& facts, const tickets::Condition& c) { return (is_vague(facts) == (tickets::value_text(c.value) == "true")) == (c.op == "is"); };
  return field;
}

// Asked once; no machine is asked, and no rule speaks where a person has answered (C11).
bool may_ask(Applying& a) {
  const tickets::Ticket& ticket = a.ticket();
  if (!in_force() || ticket.status == "closed") return false;
  if (const auto* now = a.facts.happening(); now && now->comment && now->comment->automatic) return false;
  if (address_of(ticket.id).starts_with("/")) return false;  // nobody could open it
  if (a.actor.id) return true;
  if (a.tx().scalar<std::int64_t>(sql::guided::person_answered, ticket.id)) return false;
  const std::string address = address_of(ticket.id);
  for (const tickets::Comment& comment : tickets::comments(a.tx(), ticket.id, true)) {
    if (comment.text.find(address) != std::string::npos) return false;
    const auto via = parse_json(comment.via.text);
    const JsonObject* mail = via.ok() && via->is_object() ? object_at(via->get_object(), "mail") : nullptr;
    if (mail && bool_at(*mail, "no_automatic_answer").value_or(false)) return false;
  }
  return true;
}

Result<void> say(db::Tx& tx, TicketId ticket, const std::string& words, const tickets::Actor& cause) {
  tickets::Actor bot = cause;
  bot.bot = true;
  tickets::Change change;
  change.comment = tickets::NewComment{};
  change.comment->text = words;
  TRY(tickets::update(tx, bot, ticket, std::move(change)));
  return {};
}

tickets::ActionKind ask_action() {
  tickets::ActionKind kind{"ask_for_report", "comment", tickets::kAllActions, "text", {"is_vague"}};
  kind.check = [](db::Tx&, const Json& value) -> Result<void> {
    if (text::length(tickets::value_text(value)) > kLongestWords) return invalid("value", "TooLong", "error.field.too_long", {{"max", std::to_string(kLongestWords)}});
    return {};
  };
  kind.apply = [](Applying& a, const tickets::Action& action) -> Result<void> {
    if (!a.ticket().id || !may_ask(a)) return {};
    const std::string own = a.texts.fill(tickets::value_text(action.value));
    const std::string words = text::trim(own).empty() ? words_of_ask(a.tx(), a.ticket()) : own + "\n\n" + address_of(a.ticket().id);
    if (a.actor.id) {
      // A person's saved answer: it stands in the answer, which they send.
      a.comment.text += (a.comment.text.empty() ? "" : "\n\n") + words;
      return {};
    }
    a.effects.push_back({"ask_for_report", {{"body", words}}, [words, actor = a.actor](db::Tx& tx, const tickets::Ticket& ticket, std::int64_t event) -> Result<void> {
                           tickets::Actor cause = actor;
                           if (event) cause.cause_id = event;
                           return say(tx, ticket.id, words, cause);
                         }});
    return {};
  };
  return kind;
}

}  // namespace

std::string Links::token(TicketId ticket, UserId reader, Time ends) const { return tickets::link_token(secret_, kPurpose, {ticket, reader, ends}); }

std::optional<Links::Named> Links::find(db::Tx& tx, std::string_view token) const {
  const auto link = tickets::read_link(secret_, kPurpose, token);
  if (!link) return std::nullopt;
  auto ticket = tickets::find_current(tx, link->ticket);
  auto reader = people::find_user(tx, link->reader);
  if (!ticket || !reader || reader->staff() || !reader->active || reader->suspended || !ticket->is_public || !tickets::is_participant(tx, *ticket, reader->id)) return std::nullopt;
  const bool holds = link->at > tx.now() && ticket->status != "closed";
  return Named{std::move(*ticket), std::move(*reader), link->at, holds};
}

std::string address_of(TicketId ticket, const std::string& site) {
  const std::string ours = tickets::site_address ? tickets::site_address() : "";
  return (ours.empty() ? site : ours) + path_of(ticket);
}

std::string words_of_ask(db::Tx& tx, const tickets::Ticket& ticket, const std::string& site) {
  const auto requester = people::find_user(tx, ticket.requester_id);
  const auto language = requester ? requester->language() : i18n::Language::en;
  return i18n::text(language, "guided.ask", {{"address", address_of(ticket.id, site)}});
}

channels::LetterAddition own_link(const Links& links, db::Tx& tx, const tickets::Ticket& ticket, const tickets::Comment& comment, const people::User& reader) {
  const std::string path = path_of(ticket.id);
  const auto at = comment.text.find(path);
  if (!in_force() || at == std::string::npos || reader.staff() || comment.author_role == "end-user") return {};
  const auto blank = comment.text.find_last_of(" \t\r\n<>()\"'", at);
  const std::string site = comment.text.substr(blank == std::string::npos ? 0 : blank + 1, at - (blank == std::string::npos ? 0 : blank + 1));
  // A link goes to our own site only; where the configuration does not name it, to the one that the writer was on.
  const std::string ours = tickets::site_address ? tickets::site_address() : "";
  if (ours.empty() ? !site.starts_with("http://") && !site.starts_with("https://") : site != ours) return {};
  if (!tickets::is_participant(tx, ticket, reader.id)) return {};
  return {.shared_address = site + path, .own_address = site + "/report/" + links.token(ticket.id, reader.id, comment.created_at + kLinkLife)};
}

void add_guided_rules() {
  tickets::add_condition_field(vague_condition());
  tickets::add_action_kind(ask_action());
  tickets::Placeholder address{"ticket.report_link", [](Facts& facts, std::string_view) { return address_of(facts.ticket().id); }};
  tickets::add_placeholder(std::move(address));
}

}  // namespace sahay::guided
