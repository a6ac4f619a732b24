#include "desk/portal/request_view.h"

#include "base/text.h"
#include "desk/care/care.h"
#include "desk/escalation/escalation.h"
#include "desk/people/face.h"
#include "desk/portal/requests.h"
#include "desk/promises/promises.h"
#include "desk/satisfaction/stars.h"
#include "desk/site/contact_card.h"
#include "desk/site/words.h"
#include "desk/tickets/attachments.h"
#include "desk/tickets/mail_card.h"
#include "desk/tickets/pictures.h"
#include "desk/tickets/unsent.h"
#include "platform/api/rule_switch.h"
#include "platform/text/html.h"

namespace sahay::portal {
namespace {

using site::Html;
using site::Markup;
using site::say;
using site::Visitor;

// One sentence and one hint for each state.
struct Next {
  std::string sentence, hint;
};
Next next_of(const site::Settings& settings, const Visitor& visitor, const tickets::Ticket& ticket, const std::string& person, const promises::NextStep& told) {
  // What was promised says more than the state: it has a person and a time.
  if (!told.words.empty()) return {told.words, say(visitor, ticket.status == "pending" ? "portal.next_pending_hint" : "portal.next_open_hint")};
  if (ticket.status == "pending") return {say(visitor, "portal.next_pending"), say(visitor, "portal.next_pending_hint")};
  if (ticket.status == "hold") return {say(visitor, "portal.next_hold"), say(visitor, "portal.next_open_hint")};
  if (ticket.status == "solved") return {say(visitor, "portal.next_solved"), say(visitor, "portal.next_solved_hint")};
  if (ticket.status == "closed") return {say(visitor, "portal.next_closed"), say(visitor, "portal.next_closed_hint")};
  if (!person.empty()) return {say(visitor, "portal.next_open", {{"name", person}}), say(visitor, "portal.next_open_hint")};
  if (ticket.status == "open") return {say(visitor, "portal.next_open_nobody"), say(visitor, "portal.next_open_hint")};
  site::CardRow desk;
  const auto schedule = site::schedule_of(settings);
  desk.has_hours = site::has_hours(schedule);
  desk.now = site::availability(schedule, visitor.now);
  return {say(visitor, "portal.next_new"),
          say(visitor, "portal.next_new_when", {{"hours", site::hours_words(settings, desk, visitor.language, visitor.now)}})};
}

Markup step(const char* state, const std::string& words) {
  const bool current = std::string_view(state) == "c";
  return Html().add("<li class=\"{}\"{}>{}</li>", state, Markup{current ? " aria-current=\"step\"" : ""}, words).take();
}

Markup author_line(const Visitor& visitor, db::Tx& tx, const tickets::Comment& comment, const std::optional<people::User>& author) {
  if (comment.author_role == "bot") return face_line(people::bot_face(visitor.language));
  if (comment.author_role == "system") return Html().add("<b>{}</b>", say(visitor, "portal.desk_itself")).take();
  if (author && visitor.user && author->id == visitor.user->id) return Html().add("<b>{}</b>", say(visitor, "portal.you")).take();
  if (author && author->staff() && comment.author_role != "end-user") return face_line(people::face_of(tx, *author, visitor.language));
  return Html().add("<b dir=\"auto\">{}</b>", author ? author->name : say(visitor, "portal.somebody")).take();
}

// The visible part.
std::string body_of(const tickets::Comment& comment) {
  if (!comment.html.empty()) return comment.html;
  const std::size_t end = comment.visible_end ? std::size_t(comment.visible_end) : comment.text.size();
  const std::size_t begin = std::min(std::size_t(comment.visible_begin), end);
  return text::text_to_html(std::string_view(comment.text).substr(begin, end - begin));
}

// Quoted history, signature and whatever else was folded: there, and out of the way.
void add_folded(Html& out, const Visitor& visitor, const std::string& quote_html) {
  if (quote_html.empty()) return;
  out.add("<details class=\"folded\"><summary>{}</summary><div class=\"text\" dir=\"auto\">{}</div></details>",
          say(visitor, "portal.show_quote"), Markup{quote_html});
}

void add_mail_card(Html& out, const Visitor& visitor, const tickets::Comment& comment) {
  const auto card = tickets::mail_card_of(comment);
  if (card.protection == "encrypted") out.add("<p class=\"note\">{}</p>", say(visitor, "mailcard.encrypted"));
  if (!card.invite) return;
  const tickets::InviteCard& invite = *card.invite;
  out.add("<div class=\"invite\"><b>{}</b><p class=\"name\" dir=\"auto\">{}</p><dl>", say(visitor, "mailcard.invite_" + invite.kind()),
          invite.summary.empty() ? say(visitor, "mailcard.no_title") : invite.summary);
  const std::pair<const char*, std::string> rows[] = {{"mailcard.starts", invite.start_words()}, {"mailcard.ends", invite.end_words()},
                                                      {"mailcard.place", invite.location}, {"mailcard.organizer", invite.organizer}};
  for (const auto& [label, value] : rows)
    if (!value.empty()) out.add("<dt>{}</dt><dd dir=\"auto\">{}</dd>", say(visitor, label), value);
  out.add("</dl></div>");
}

}  // namespace

Markup face_line(const people::Face& face) {
  Html out;
  if (face.photo.empty()) out.add("<span class=\"face\" aria-hidden=\"true\">{}</span>", face.initials);
  else out.add("<img class=\"face\" src=\"{}\" alt=\"\" width=\"32\" height=\"32\">", face.photo);
  out.add("<b dir=\"auto\">{}</b>", face.name);
  if (!face.title.empty()) out.add(" <span class=\"badge{}\">{}</span>", Markup{face.bot ? " bot" : ""}, face.title);
  return out.take();
}

std::string first_name(const std::string& name) { return name.substr(0, name.find(' ')); }

std::string status_words(const Visitor& visitor, const tickets::Ticket& ticket) { return say(visitor, "portal.status_" + ticket.status); }

Markup request_table(const site::Settings& settings, const Visitor& visitor, db::Tx& tx, const std::vector<tickets::Ticket>& rows) {
  Html out;
  out.add("<table class=\"requests\"><thead><tr>");
  for (const char* key : {"portal.column_request", "portal.column_status", "portal.column_person", "portal.column_changed"})
    out.add("<th scope=\"col\">{}</th>", say(visitor, key));
  out.add("</tr></thead><tbody>");
  for (const tickets::Ticket& ticket : rows) {
    const auto person = person_of(tx, ticket);
    const bool waiting = ticket.status == "pending";
    out.add("<tr><td><a href=\"/requests/{}\"><b dir=\"auto\">{}</b></a><br><span class=\"m\">{}</span></td><td class=\"{}\">{}</td><td>{}</td>"
            "<td class=\"m\">{}</td></tr>",
            ticket.id.value, ticket.subject, say(visitor, "portal.number", {{"id", std::to_string(ticket.id.value)}}),
            waiting ? "shut" : "", status_words(visitor, ticket), person ? person->name : say(visitor, "portal.nobody_yet"),
            site::moment_words(visitor.language, ticket.updated_at, visitor.now, settings.time_zone.text()));
  }
  out.add("</tbody></table>");
  return out.take();
}

Markup next_card(const site::Settings& settings, const Visitor& visitor, db::Tx& tx, const tickets::Ticket& ticket) {
  const auto person = person_of(tx, ticket);
  const promises::NextStep told = promises::next_step(tx, ticket, visitor.language);
  const Next next = next_of(settings, visitor, ticket, person ? person->name : "", told);
  const Time read = read_at(tx, ticket);
  const bool solved = ticket.status == "solved", closed = ticket.status == "closed";
  const auto moment = [&](Time at) { return site::moment_words(visitor.language, at, visitor.now, settings.time_zone.text()); };
  Html out;
  out.add("<section class=\"eta{}\" aria-label=\"{}\"><b>{}</b><span class=\"m\">{}</span><ol class=\"steps\">", told.late ? " late" : "", say(visitor, "portal.next_label"),
          next.sentence, next.hint);
  out.add("{}", step("d", say(visitor, "portal.step_received", {{"time", moment(ticket.created_at)}})));
  out.add("{}", read ? step("d", say(visitor, "portal.step_read_at", {{"time", moment(read)}})) : step("c", say(visitor, "portal.step_read")));
  out.add("{}", step(solved || closed ? "d" : read ? "c" : "", say(visitor, "portal.step_solving")));
  out.add("{}</ol>", step(closed ? "d" : solved ? "c" : "", say(visitor, "portal.step_confirm")));
  // While a program speaks the way to a person is one press.
  if (ticket.speaker == "bot")
    out.add("<form class=\"choices\" method=\"post\" action=\"/requests/{}/person\"><input type=\"hidden\" name=\"csrf\" value=\"{}\">"
            "<button class=\"btn\">{}</button></form>",
            ticket.id.value, visitor.csrf, say(visitor, "portal.talk_to_person"));
  // Who answers for it to the end, with a face.
  if (person && !closed) out.add("<p class=\"owner\">{} {}</p>", face_line(people::face_of(tx, *person, visitor.language)), say(visitor, "portal.owner_hint"));
  if (solved) {
    const bool asks = visitor.user && visitor.user->id == ticket.requester_id && api::rule_in_force("D9");
    out.add("<form class=\"choices\" method=\"post\" action=\"/requests/{}/solved\"><input type=\"hidden\" name=\"csrf\" value=\"{}\">", ticket.id.value, visitor.csrf);
    if (asks && !care::withheld(tx, ticket, "survey")) out.add("{}", satisfaction::stars_field(visitor));
    if (asks)
      out.add("<div class=\"field\"><label for=\"solved-comment\">{}</label><textarea id=\"solved-comment\" name=\"comment\" maxlength=\"10000\" dir=\"auto\"></textarea></div>",
              say(visitor, "satisfaction.comment"));
    out.add("<button class=\"btn\" name=\"solved\" value=\"yes\">{}</button>"
            "<button class=\"btn s\" name=\"solved\" value=\"no\">{}</button></form>",
            say(visitor, "portal.confirm_solved"), say(visitor, "portal.not_solved"));
  }
  out.add("</section>");
  return out.take();
}

Markup ask_above(const Visitor& visitor, db::Tx& tx, const tickets::Ticket& ticket) {
  if (!api::rule_in_force("A7")) return {};
  if (escalation::open_ask(tx, ticket.id)) return Html().add("<p class=\"m\" role=\"status\">{}</p>", say(visitor, "portal.asked_above")).take();
  Html out;
  out.add("<details class=\"above\"><summary>{}</summary><form class=\"f\" method=\"post\" action=\"/requests/{}/escalate\"><input type=\"hidden\" name=\"csrf\" value=\"{}\"><p>{}</p>",
          say(visitor, "portal.ask_above"), ticket.id.value, visitor.csrf, say(visitor, "portal.ask_above_hint"));
  out.add("<div class=\"field\"><label for=\"above-reason\">{}</label><textarea id=\"above-reason\" name=\"reason\" maxlength=\"5000\" dir=\"auto\"></textarea></div>",
          say(visitor, "portal.ask_above_reason"));
  out.add("<button class=\"btn s\">{}</button></form></details>", say(visitor, "portal.ask_above"));
  return out.take();
}

Thread thread(const site::Settings& settings, const Visitor& visitor, db::Tx& tx, const tickets::Ticket& ticket, const PictureSource& pictures) {
  Html out;
  Time held;
  out.add("<h2>{}</h2>", say(visitor, "portal.history"));
  auto comments = tickets::comments(tx, ticket.id, true);
  std::erase_if(comments, [&](const tickets::Comment& comment) {
    const Time until = tickets::held_until(tx, ticket, comment);
    if (until && (!held || until < held)) held = until;
    return bool(until);
  });
  std::reverse(comments.begin(), comments.end());
  const bool waiting = !pictures && std::any_of(comments.begin(), comments.end(), [](const tickets::Comment& c) {
    return c.is_public && (tickets::has_remote_pictures(c.html) || tickets::has_remote_pictures(c.quote_html));
  });
  if (waiting)
    out.add("<p class=\"m\">{} <a href=\"/requests/{}?pictures=1\">{}</a></p>", say(visitor, "portal.pictures"), ticket.id.value,
            say(visitor, "portal.show_pictures"));
  const auto drawn = [&](const std::string& html) { return pictures ? pictures(html, visitor.now) : html; };
  out.add("<ol class=\"tl\" reversed>");
  for (const tickets::Comment& comment : comments) {
    if (!comment.is_public) continue;
    const auto author = comment.author_id ? people::find_user(tx, comment.author_id) : std::nullopt;
    const bool ours = comment.author_role != "end-user";
    out.add("<li class=\"{}\" id=\"c{}\">{} <span class=\"m\"><time datetime=\"{}\">{}</time></span><div class=\"text\" dir=\"auto\">{}</div>",
            ours ? "us" : "", comment.id.value, author_line(visitor, tx, comment, author),
            to_iso8601(comment.created_at), site::moment_words(visitor.language, comment.created_at, visitor.now, settings.time_zone.text()),
            Markup{drawn(body_of(comment))});
    add_mail_card(out, visitor, comment);
    add_folded(out, visitor, drawn(comment.quote_html));
    const auto files = tickets::attachments_of_comment(tx, comment.id);
    if (!files.empty()) {
      out.add("<p class=\"files\">");
      for (const tickets::Attachment& file : files)
        if (!file.is_inline)
          out.add("<a href=\"{}\" download>{} <span class=\"m\">{}</span></a>", tickets::attachment_path(file), file.file_name,
                  site::size_words(visitor.language, file.size));
      out.add("</p>");
    }
    out.add("</li>");
  }
  out.add("</ol>");
  return {out.take(), held};
}

}  // namespace sahay::portal
