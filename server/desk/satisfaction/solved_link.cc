// The link of "did this solve it?" and the lines of the letter that carry it.
#include "base/text.h"
#include "desk/care/care.h"
#include "desk/satisfaction/satisfaction.h"
#include "desk/tickets/placeholders.h"
#include "desk/tickets/signed_link.h"
#include "platform/api/rule_switch.h"

namespace sahay::satisfaction {
namespace {

constexpr char kPurpose[] = "solved";

// Whether this comment tells of the solution: the ticket is solved and nothing was said after it.
bool tells_of_solution(const tickets::Ticket& ticket, const tickets::Comment& comment) {
  const bool ours = comment.author_role == "agent" || comment.author_role == "admin";
  return ticket.status == "solved" && ours && !comment.automatic && comment.id.value == ticket.last_comment_id && comment.created_at == ticket.solved_at;
}

}  // namespace

std::string SolvedLinks::token(const tickets::Ticket& ticket, UserId reader) const {
  return tickets::link_token(secret_, kPurpose, {ticket.id, reader, ticket.solved_at});
}

std::optional<SolvedLinks::Named> SolvedLinks::find(db::Tx& tx, std::string_view token) const {
  const auto link = tickets::read_link(secret_, kPurpose, token);
  if (!link) return std::nullopt;
  auto ticket = tickets::find(tx, link->ticket);
  auto reader = people::find_user(tx, link->reader);
  if (!ticket || !reader || ticket->requester_id != reader->id || !reader->active || reader->suspended) return std::nullopt;
  const bool holds = ticket->status == "solved" && ticket->solved_at == link->at;
  return Named{std::move(*ticket), std::move(*reader), holds};
}

channels::LetterAddition ask_in_letter(const SolvedLinks& links, db::Tx& tx, const tickets::Ticket& ticket, const tickets::Comment& comment, const people::User& reader) {
  if (!api::rule_in_force("D9") || reader.id != ticket.requester_id || reader.staff() || !tells_of_solution(ticket, comment)) return {};
  if (care::withheld(tx, ticket, "survey")) return {};
  const std::string site = tickets::site_address ? tickets::site_address() : "";
  if (site.empty()) return {};
  const std::string link = site + "/solved/" + links.token(ticket, reader.id);
  const auto language = reader.language();
  const std::string question = i18n::text(language, "satisfaction.question"), yes = i18n::text(language, "satisfaction.yes"), no = i18n::text(language, "satisfaction.no");
  channels::LetterAddition out;
  out.text = question + "\n" + yes + ": " + link + "\n" + no + ": " + link + "?answer=no";
  const auto button = [&](const std::string& to, const std::string& words) {
    return "<a href=\"" + text::escape_html(to) + "\" style=\"display:inline-block;padding:8px 14px;margin:0 8px 8px 0;border:1px solid #6b7280;border-radius:6px;text-decoration:none\">" +
           text::escape_html(words) + "</a>";
  };
  out.html = "<p style=\"margin:20px 0 8px\"><b>" + text::escape_html(question) + "</b></p><p>" + button(link, yes) + button(link + "?answer=no", no) + "</p>";
  return out;
}

}  // namespace sahay::satisfaction
