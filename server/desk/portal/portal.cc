// Routes of the portal: reads the form, asks requests.h, draws the page.
#include "desk/portal/portal.h"

#include <algorithm>
#include <iterator>

#include "base/text.h"
#include "desk/escalation/escalation.h"
#include "desk/clients/clients.h"
#include "desk/portal/account_page.h"
#include "desk/portal/company.h"
#include "desk/portal/copies.h"
#include "desk/portal/parts.h"
#include "desk/portal/request_view.h"
#include "desk/portal/requests.h"
#include "desk/portal/signin_pages.h"
#include "desk/satisfaction/satisfaction.h"
#include "desk/satisfaction/stars.h"
#include "desk/site/contact_card.h"
#include "desk/site/form_fields.h"
#include "desk/site/page.h"
#include "desk/site/words.h"
#include "platform/api/rule_switch.h"

namespace sahay::portal {
namespace {

using site::add_field;
using site::file_field;
using site::hidden;
using site::Html;
using site::kFilesLimit;
using site::Markup;
using site::say;
using site::Visitor;
using http::Request;
using http::Response;

class Pages {
 public:
  explicit Pages(const Parts& parts) : parts_(parts) {}

  // --- requests ---

  Response list(Request& request) const {
    return signed_in(request, [&](const Visitor& visitor, db::Tx& tx) {
      const bool shared = !shared_organizations(tx, visitor.user->id).empty();
      const bool company = shared && request.parameter("of") == "company";
      const auto rows = company ? requests_of_company(tx, visitor.user->id) : requests_of(tx, visitor.user->id);
      Html out;
      out.add("<div class=\"w pg\"><h1>{}</h1><div class=\"bar\">", say(visitor, "portal.my_requests"));
      if (shared)
        out.add("<a href=\"/requests\"{}>{}</a><a href=\"/requests?of=company\"{}>{}</a>", Markup{company ? "" : " aria-current=\"page\""},
                say(visitor, "portal.filter_mine"), Markup{company ? " aria-current=\"page\"" : ""}, say(visitor, "portal.filter_organization"));
      out.add("<a class=\"btn\" href=\"/requests/new\">{}</a><a href=\"/account\">{}</a></div>", say(visitor, "portal.new_request"), say(visitor, "portal.account_title"));
      if (rows.empty()) out.add("<p>{}</p>", say(visitor, "portal.requests_empty"));
      else out.add("{}", request_table(parts_.settings, visitor, tx, rows));
      out.add("{}</div>", company_card(visitor, tx));
      return draw(request, visitor, {.title = say(visitor, "portal.my_requests"), .current = "requests", .main = out.take(), .indexed = false});
    });
  }

  Response show(const Request& request, const Visitor& visitor, db::Tx& tx, const tickets::Ticket& ticket, std::string_view text,
                const std::vector<FieldError>& errors, std::string_view copy_to = "") const {
    const auto person = person_of(tx, ticket);
    Html out;
    const Thread history = thread(parts_.settings, visitor, tx, ticket, request.parameter("pictures") ? parts_.with_pictures : PictureSource{});
    // Each part with data-live is renewed in place by renew.ts, when what the server draws of it has changed.
    out.add("<div class=\"w pg\"><div class=\"n\" data-news=\"{}\" data-again=\"{}\" data-told=\"{}\"><p class=\"crumbs\"><a href=\"/requests\">{}</a></p><h1 dir=\"auto\">{}</h1><p class=\"m\">{} · {}",
            parts_.news ? parts_.news->address(tx, ticket.id, visitor.user->id) : "", history.held_until ? (history.held_until - visitor.now) / std::chrono::seconds(1) + 1 : 0,
            say(visitor, "portal.news"), say(visitor, "portal.my_requests"), ticket.subject, say(visitor, "portal.number", {{"id", std::to_string(ticket.id.value)}}),
            say(visitor, "portal.opened", {{"time", moment(visitor, ticket.created_at)}}));
    if (ticket.requester_id != visitor.user->id)
      if (const auto requester = people::find_user(tx, ticket.requester_id))
        out.add(" · {}", say(visitor, "portal.asked_by", {{"name", requester->name}}));
    out.add(" · <span data-live=\"state\">{}</span></p>", status_words(visitor, ticket));
    if (request.parameter("sent"))
      out.add("<p class=\"done\" role=\"status\">{}</p>",
              say(visitor, "portal.sent_thanks", {{"name", person ? person->name : say(visitor, "portal.somebody")}}));
    out.add("<div data-live=\"next\">{}{}{}</div><div role=\"status\" data-said></div><div data-live=\"reply\">", next_card(parts_.settings, visitor, tx, ticket),
            approval_form(visitor, tx, ticket), parts_of_message(parts_.settings, visitor, tx, ticket));
    if (ticket.status != "closed") {
      out.add("<form class=\"f\" method=\"post\" enctype=\"multipart/form-data\" action=\"/requests/{}\">{}", ticket.id.value,
              hidden("csrf", visitor.csrf));
      add_field(out, visitor, {"text", "portal.add_something", "portal.add_hint", "textarea", "off", false, 50'000}, text, errors);
      out.add("{}<button class=\"btn\">{}</button></form>", file_field(visitor, errors),
              person ? say(visitor, "portal.send_to", {{"name", first_name(person->name)}}) : say(visitor, "portal.send"));
    }
    out.add("</div><div data-live=\"copies\">{}</div><div data-live=\"above\">{}</div>", copies_card(visitor, tx, ticket, copy_to, of_field(errors, "email")),
            ticket.status == "closed" ? Markup{} : ask_above(visitor, tx, ticket));
    out.add("{}</div></div>", history.words);
    return draw(request, visitor, {.title = ticket.subject, .current = "requests", .main = out.take(), .indexed = false,
                                   .status = errors.empty() ? 200 : 422});
  }

  Response get_request(Request& request) const {
    return signed_in(request, [&](const Visitor& visitor, db::Tx& tx) {
      const auto ticket = find_request(tx, id_of(request), visitor.user->id);
      return ticket ? show(request, visitor, tx, *ticket, "", {}) : site::error_page(parts_.settings, request, visitor, 404);
    });
  }

  // Asked by every page that stands open: from memory, and with no word on what is new.
  Response get_news(Request& request) const {
    const bool any = parts_.news->any(id_of(request), request.parameter("mark").value_or(""), text::to_integer(request.parameter("since").value_or("")).value_or(-1));
    Response out = Response::text(any ? 200 : 204, any ? "1" : "");
    out.header("cache-control", "no-store");
    return out;
  }

  Response post_reply(Request& request) const {
    auto form = site::read_form(request);
    if (!form.ok()) return refuse(request, 400);
    auto files = site::keep_files(parts_.files, form->files);
    const auto done = parts_.store.write([&](db::Tx& tx) -> Result<void> {
      const UserId user = TRY(writer_of(request, tx, *form));
      if (!files.ok()) return files.error();
      return reply(tx, user, id_of(request), (*form)["text"], *files);
    });
    if (done.ok()) return Response::redirect(303, "/requests/" + std::to_string(id_of(request).value) + "?sent=1");
    if (done.error().code != ErrorCode::invalid) return refuse(request, done.error());
    return signed_in(request, [&](const Visitor& visitor, db::Tx& tx) {
      const auto ticket = find_request(tx, id_of(request), visitor.user->id);
      return ticket ? show(request, visitor, tx, *ticket, (*form)["text"], done.error().fields)
                    : site::error_page(parts_.settings, request, visitor, 404);
    });
  }

  Response post_copies(Request& request) const {
    const auto form = site::read_form(request);
    if (!form.ok()) return refuse(request, 400);
    const auto done = parts_.store.write([&](db::Tx& tx) -> Result<bool> {
      const UserId user = TRY(writer_of(request, tx, *form));
      const UserId gone(text::to_integer((*form)["remove"]).value_or(0));
      if (gone) TRY(remove_copy(tx, user, id_of(request), gone));
      else TRY(add_copy(tx, user, id_of(request), (*form)["email"], std::string(i18n::code(site::language_of(request, std::nullopt)))));
      return find_request(tx, id_of(request), user).has_value();  // who left may see it no longer
    });
    if (done.ok()) return Response::redirect(303, *done ? "/requests/" + std::to_string(id_of(request).value) : "/requests");
    if (done.error().code != ErrorCode::invalid) return refuse(request, done.error());
    return signed_in(request, [&](const Visitor& visitor, db::Tx& tx) {
      const auto ticket = find_request(tx, id_of(request), visitor.user->id);
      return ticket ? show(request, visitor, tx, *ticket, "", done.error().fields, (*form)["email"]) : site::error_page(parts_.settings, request, visitor, 404);
    });
  }

  Response post_solved(Request& request) const {
    const auto form = site::read_form(request);
    if (!form.ok()) return refuse(request, 400);
    const bool solved = (*form)["solved"] == "yes";
    const auto done = parts_.store.write([&](db::Tx& tx) -> Result<void> {
      const UserId user = TRY(writer_of(request, tx, *form));
      const auto ticket = find_request(tx, id_of(request), user);
      // The requester's answer is their rating; a colleague's only ends or reopens.
      if (ticket && ticket->requester_id == user && ticket->status == "solved" && api::rule_in_force("D9")) {
        satisfaction::NewRating given{.comment = std::string((*form)["comment"]), .stars = satisfaction::stars_in((*form)["stars"]), .solved = solved ? "yes" : "no"};
        TRY(satisfaction::answer(tx, {user, "web"}, ticket->id, std::move(given)));
        return {};
      }
      if (solved) return confirm_solved(tx, user, id_of(request));
      return reply(tx, user, id_of(request), say(site::visitor_of(request, tx), "portal.not_solved_text"), {});
    });
    if (!done.ok()) return refuse(request, done.error());
    return Response::redirect(303, "/requests/" + std::to_string(id_of(request).value) + (solved ? "" : "?sent=1"));
  }

  Response post_person(Request& request) const {
    const auto form = site::read_form(request);
    if (!form.ok()) return refuse(request, 400);
    const auto done = parts_.store.write([&](db::Tx& tx) -> Result<void> { return ask_for_person(tx, TRY(writer_of(request, tx, *form)), id_of(request)); });
    if (!done.ok()) return refuse(request, done.error());
    return Response::redirect(303, "/requests/" + std::to_string(id_of(request).value));
  }

  Response post_ask(Request& request) const {
    const auto form = site::read_form(request);
    if (!form.ok()) return refuse(request, 400);
    const auto done = parts_.store.write([&](db::Tx& tx) -> Result<void> {
      const UserId user = TRY(writer_of(request, tx, *form));
      if (!find_request(tx, id_of(request), user)) return not_found("request");
      TRY(escalation::ask(tx, {user, "web"}, id_of(request), std::string(text::first((*form)["reason"], 5'000))));
      return {};
    });
    if (!done.ok()) return refuse(request, done.error());
    return Response::redirect(303, "/requests/" + std::to_string(id_of(request).value));
  }

  Response post_approval(Request& request) const {
    const auto form = site::read_form(request);
    if (!form.ok()) return refuse(request, 400);
    const auto done = parts_.store.write([&](db::Tx& tx) -> Result<void> {
      const UserId user = TRY(writer_of(request, tx, *form));
      if (!find_request(tx, id_of(request), user)) return not_found("request");
      TRY(clients::approve(tx, {user, "web"}, id_of(request), (*form)["approved"] == "yes"));
      return {};
    });
    if (!done.ok()) return refuse(request, done.error());
    return Response::redirect(303, "/requests/" + std::to_string(id_of(request).value));
  }

  // --- a new request ---

  Response new_form(const Request& request, const Visitor& visitor, const site::Form& form, const std::vector<FieldError>& errors) const {
    Html out;
    out.add("<div class=\"w pg\"><div class=\"n\"><h1>{}</h1><p>{}</p>", say(visitor, "portal.new_request"), say(visitor, "portal.new_intro"));
    if (errors.empty() && api::rule_in_force("D4")) out.add("<p><a href=\"/report\">{}</a></p>", say(visitor, "portal.step_by_step"));
    if (!errors.empty()) out.add("<p class=\"bad\" role=\"alert\">{}</p>", say(visitor, "portal.form_errors"));
    const std::string key = form["form_key"].empty() ? text::random_token(12) : std::string(form["form_key"]);
    out.add("<form class=\"f\" method=\"post\" enctype=\"multipart/form-data\" action=\"/requests/new\">{}{}", hidden("csrf", visitor.csrf),
            hidden("form_key", key));
    add_field(out, visitor, {"subject", "portal.field_subject"}, form["subject"], errors);
    // Where scripts run, answers are suggested below the subject; "asked" is set by them, or by the step before sending.
    if (parts_.find_answers)
      out.add("<div class=\"maybe\" aria-live=\"polite\" data-answers=\"{}\"></div><input type=\"hidden\" name=\"asked\" value=\"{}\">", say(visitor, "portal.answers_maybe"), form["asked"]);
    add_field(out, visitor, {"details", "portal.field_details", "portal.field_details_hint", "textarea", "off", true, 50'000}, form["details"], errors);
    add_field(out, visitor, {"tried", "portal.field_tried", "portal.field_tried_hint", "textarea", "off", false, 50'000}, form["tried"], errors);
    if (kind_chosen) {
      out.add("<fieldset class=\"field\"><legend>{}</legend>", say(visitor, "intake.kind_label"));
      const std::string_view kind = form["kind"].empty() ? "question" : form["kind"];
      for (const std::string_view one : {"question", "problem", "complaint", "request"})
        out.add("<label class=\"radio\"><input type=\"radio\" name=\"kind\" value=\"{}\"{}> {}</label>", one, Markup{one == kind ? " checked" : ""},
                say(visitor, "intake.kind." + std::string(one)));
      out.add("</fieldset>");
    }
    out.add("<fieldset class=\"field\"><legend>{}</legend>", say(visitor, "portal.field_urgency"));
    const std::string_view chosen = form["urgency"].empty() ? "slow" : form["urgency"];
    for (const std::string_view urgency : {"stopped", "slow", "question"})
      out.add("<label class=\"radio\"><input type=\"radio\" name=\"urgency\" value=\"{}\"{}> {}</label>", urgency,
              Markup{urgency == chosen ? " checked" : ""}, say(visitor, "portal.urgency_" + std::string(urgency)));
    out.add("</fieldset>{}", file_field(visitor, errors));
    if (visitor.user) {
      out.add("<p class=\"m\">{}</p>", say(visitor, "portal.signed_in_as", {{"email", visitor.user->email}}));
    } else {
      add_field(out, visitor, {"name", "portal.field_name", "", "text", "name", false, 100}, form["name"], errors);
      add_field(out, visitor, {"email", "portal.email", "portal.field_email_hint", "email", "email", true, 254}, form["email"], errors);
    }
    out.add("<button class=\"btn\">{}</button></form></div></div>", say(visitor, "portal.send_request"));
    return draw(request, visitor, {.title = say(visitor, "portal.new_request"), .description = say(visitor, "portal.new_description", {{"desk", parts_.settings.desk_name.text()}}),
                                   .current = "requests", .main = out.take(), .indexed = false,
                                   .status = errors.empty() ? 200 : 422});
  }

  Response get_new(Request& request) const {
    return view(request, [&](const Visitor& visitor, db::Tx& tx) {
      site::Form form;
      form.fields.emplace_back("subject", text::first(request.parameter("subject").value_or(""), 200));
      const auto article = text::to_integer(request.parameter("article").value_or(""));
      if (article && parts_.article_title) {
        const std::string title = parts_.article_title(tx, *article, visitor.language);
        if (!title.empty()) form.fields.emplace_back("tried", say(visitor, "portal.tried_article", {{"title", title}}));
      }
      return new_form(request, visitor, form, {});
    });
  }

  Response post_new(Request& request) const {
    const auto form = site::read_form(request);
    if (!form.ok()) return refuse(request, 400);
    if (!site::from_own_page(request)) return refuse(request, 403);
    if (auto asked = before_sending(request, *form)) return std::move(*asked);
    auto files = site::keep_files(parts_.files, form->files);
    bool known = false;
    std::string email((*form)["email"]);
    const auto made = parts_.store.write([&](db::Tx& tx) -> Result<TicketId> {
      const Visitor visitor = site::visitor_of(request, tx);
      if (visitor.user && !site::csrf_matches(visitor, (*form)["csrf"])) return forbidden("csrf");
      if (!files.ok()) return files.error();
      known = visitor.user.has_value();
      if (known) email = visitor.user->email;
      NewRequest wanted = request_in(request, visitor, *form);
      wanted.files = *files;
      return create_request(tx, visitor.user, wanted);
    });
    if (!made.ok() && made.error().code != ErrorCode::invalid) return refuse(request, made.error());
    return view(request, [&](const Visitor& visitor, db::Tx&) {
      if (!made.ok()) return new_form(request, visitor, *form, made.error().fields);
      return request_sent(request, visitor, *made, email);
    });
  }

  // The page that stands between the form and the request, if one does: the answers that were found, or the form again.
  std::optional<Response> before_sending(const Request& request, const site::Form& form) const {
    if (!parts_.find_answers || (form["again"].empty() && (!form["asked"].empty() || !form.files.empty()))) return std::nullopt;
    return parts_.store.read([&](db::Tx& tx) -> std::optional<Response> {
      const Visitor visitor = site::visitor_of(request, tx);
      if (!form["again"].empty()) return new_form(request, visitor, form, {});
      if (!check_request(visitor.user, request_in(request, visitor, form)).ok()) return std::nullopt;
      const auto answers = parts_.find_answers(tx, visitor, form["subject"]);
      if (answers.empty()) return std::nullopt;
      return draw(request, visitor, {.title = say(visitor, "portal.answers_step"), .current = "requests", .main = answers_step(visitor, form, answers), .indexed = false});
    });
  }

  static NewRequest request_in(const Request& request, const Visitor& visitor, const site::Form& form) {
    return {.form_key = std::string(form["form_key"]), .source = request.remote_address, .subject = std::string(form["subject"]), .details = std::string(form["details"]),
            .tried = std::string(form["tried"]), .urgency = std::string(form["urgency"]), .name = std::string(form["name"]),
            .email = visitor.user ? visitor.user->email : std::string(form["email"]), .locale = std::string(i18n::code(visitor.language)),
            .tried_label = say(visitor, "portal.field_tried"), .files = {}, .kind = std::string(form["kind"])};
  }

  Response request_sent(const Request& request, const Visitor& visitor, TicketId id, const std::string& email) const {
    site::CardRow desk;
    const auto schedule = site::schedule_of(parts_.settings);
    desk.has_hours = site::has_hours(schedule);
    desk.now = site::availability(schedule, visitor.now);
    const std::string number = std::to_string(id.value);
    const std::string title = say(visitor, "portal.request_sent_title", {{"id", number}});
    Html out;
    out.add("<div class=\"w pg\"><div class=\"n\"><h1>{}</h1><p role=\"status\">{}</p><p><a class=\"btn\" href=\"{}\">{}</a></p></div></div>", title,
            say(visitor, "portal.request_sent",
                {{"email", email}, {"hours", site::hours_words(parts_.settings, desk, visitor.language, visitor.now)}}),
            visitor.user ? "/requests/" + number : "/signin?return_to=/requests/" + number,
            say(visitor, visitor.user ? "portal.see_request" : "portal.sign_in_to_see"));
    return draw(request, visitor, {.title = title, .current = "requests", .main = out.take(), .indexed = false});
  }

  Response contact(Request& request) const {
    return view(request, [&](const Visitor& visitor, db::Tx& tx) {
      Html out;
      out.add("<div class=\"w pg\"><h1>{}</h1><p>{}</p>{}<p><a class=\"btn\" href=\"/requests/new\">{}</a></p></div>", say(visitor, "portal.all_ways"),
              say(visitor, "portal.contact_intro"), site::card_table(parts_.settings, visitor.language, visitor.now, visitor.time_zone, audiences_of(visitor, tx)),
              say(visitor, "portal.write_request"));
      out.add("<script type=\"application/ld+json\">{}</script>", Markup{site::card_json_ld(parts_.settings, visitor.language, visitor.now, request.base_url)});
      return draw(request, visitor, {.title = say(visitor, "portal.contact"), .description = say(visitor, "portal.contact_description", {{"desk", parts_.settings.desk_name.text()}}),
                                     .current = "contact", .main = out.take()});
    });
  }

  // Runs `build` on a snapshot with the visitor.
  template <class Build>
  Response view(const Request& request, Build build) const {
    return parts_.store.read([&](db::Tx& tx) { return build(site::visitor_of(request, tx), tx); });
  }

 private:
  Response draw(const Request& request, const Visitor& visitor, site::Page page) const {
    return site::page(parts_.settings, request, visitor, std::move(page));
  }

  // As view(), but somebody who is not signed in is asked to be, and comes back here.
  template <class Build>
  Response signed_in(const Request& request, Build build) const {
    return view(request, [&](const Visitor& visitor, db::Tx& tx) {
      if (!visitor.user) return Response::redirect(303, "/signin?return_to=" + text::percent_encode(request.path));
      return build(visitor, tx);
    });
  }

  // Who sends this form. Errors: unauthenticated, forbidden.
  static Result<UserId> writer_of(const Request& request, db::Tx& tx, const site::Form& form) {
    const Visitor visitor = site::visitor_of(request, tx);
    if (!visitor.user) return Error{ErrorCode::unauthenticated, "portal.sign_in"};
    if (!site::from_own_page(request) || !site::csrf_matches(visitor, form["csrf"])) return forbidden("csrf");
    return visitor.user->id;
  }

  Response refuse(const Request& request, int status) const {
    return view(request, [&](const Visitor& visitor, db::Tx&) { return site::error_page(parts_.settings, request, visitor, status); });
  }

  Response refuse(const Request& request, const Error& error) const {
    switch (error.code) {
      case ErrorCode::unauthenticated: return Response::redirect(303, "/signin?return_to=" + text::percent_encode(request.path));
      case ErrorCode::forbidden: return refuse(request, 403);
      case ErrorCode::not_found: return refuse(request, 404);
      case ErrorCode::too_many: return refuse(request, 429);
      case ErrorCode::unavailable: return refuse(request, 503);
      default: return refuse(request, 400);
    }
  }

  static std::vector<FieldError> of_field(const std::vector<FieldError>& errors, std::string_view field) {
    std::vector<FieldError> out;
    std::copy_if(errors.begin(), errors.end(), std::back_inserter(out), [&](const FieldError& error) { return error.field == field; });
    return out;
  }
  static TicketId id_of(const Request& request) { return TicketId(text::to_integer(request.path_value("id")).value_or(0)); }
  std::string moment(const Visitor& visitor, Time at) const;

  const Parts parts_;
};

std::string Pages::moment(const Visitor& visitor, Time at) const {
  return site::moment_words(visitor.language, at, visitor.now, parts_.settings.time_zone.text());
}

}  // namespace

void add_pages(http::Router& router, const Parts& parts) {
  const auto pages = std::make_shared<const Pages>(parts);
  const auto on = [&](const char* method, const char* pattern, Response (Pages::*handler)(Request&) const, std::size_t body_limit = 64 * 1024) {
    router.add(method, pattern, [pages, handler](Request& request) { return ((*pages).*handler)(request); }, {.body_limit = body_limit});
  };
  constexpr std::size_t kWithFiles = kFilesLimit + 200'000;
  on("GET", "/requests", &Pages::list);
  on("GET", "/requests/new", &Pages::get_new);
  on("POST", "/requests/new", &Pages::post_new, kWithFiles);
  on("GET", "/requests/{id}", &Pages::get_request);
  if (parts.news) on("GET", "/requests/{id}/news", &Pages::get_news);
  on("POST", "/requests/{id}", &Pages::post_reply, kWithFiles);
  on("POST", "/requests/{id}/copies", &Pages::post_copies);
  on("POST", "/requests/{id}/solved", &Pages::post_solved);
  on("POST", "/requests/{id}/person", &Pages::post_person);
  on("POST", "/requests/{id}/escalate", &Pages::post_ask);
  on("POST", "/requests/{id}/approval", &Pages::post_approval);
  on("GET", "/contact", &Pages::contact);
  add_signin_pages(router, parts);
  add_account_pages(router, parts);
}

}  // namespace sahay::portal
