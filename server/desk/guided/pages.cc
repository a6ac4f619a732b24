// /report: the four steps as pages. Each step is a form that keeps the draft and leads on; no script is needed, and a link of a
// letter changes nothing until a button is pressed (decision 0232).
#include "base/text.h"
#include "desk/guided/guided_api.h"
#include "desk/site/form_fields.h"
#include "desk/site/page.h"
#include "desk/site/words.h"

namespace sahay::guided {
namespace {

using http::Request;
using http::Response;
using site::Html;
using site::Markup;
using site::say;
using site::Visitor;

struct Desk {
  db::Store& store;
  files::Directory& files;
  const site::Settings& settings;
  const Links& links;
};

// What a step shows beside its question.
struct Shown {
  int step = 0;
  Vague advice = Vague::clear;
  std::vector<FieldError> errors{};
};

Response draw(const Desk& desk, const Request& request, const Visitor& visitor, Html& main, int status = 200) {
  return site::own_page(desk.settings, request, visitor, {.title = say(visitor, "guided.title"), .current = "requests", .main = main.take(), .status = status});
}

Response refuse(const Desk& desk, const Request& request, int status) {
  return desk.store.read([&](db::Tx& tx) { return site::error_page(desk.settings, request, site::visitor_of(request, tx), status); });
}

Response refuse(const Desk& desk, const Request& request, const Error& error) {
  const int status = error.code == ErrorCode::not_found ? 404 : error.code == ErrorCode::forbidden ? 403 : error.code == ErrorCode::too_many ? 429
                     : error.code == ErrorCode::unavailable ? 503 : 400;
  return refuse(desk, request, status);
}

Holder holder_of(const Desk& desk, const Request& request, db::Tx& tx, const Visitor& visitor, const std::string& key) {
  Holder out{.key = key, .link = desk.links.find(tx, key)};
  out.user = visitor.user ? visitor.user->id : UserId{};
  out.channel = "portal";
  out.locale = i18n::code(visitor.language);
  out.source = request.remote_address;
  return out;
}

// The words of the page are those of the letter, unless the reader has chosen others.
Visitor visitor_for(const Desk& desk, const Request& request, db::Tx& tx, const std::string& key) {
  Visitor visitor = site::visitor_of(request, tx);
  if (const auto named = desk.links.find(tx, key); named && !request.parameter("lang") && !request.cookie(site::kLanguageCookie)) visitor.language = named->reader.language();
  return visitor;
}

Response only_words(const Desk& desk, const Request& request, const Visitor& visitor, const char* words, TicketId ticket) {
  Html out;
  out.add("<div class=\"w pg\"><div class=\"n\"><h1>{}</h1><p role=\"status\">{}</p><p><a class=\"btn\" href=\"/requests/{}\">{}</a> <a class=\"btn s\" href=\"/report\">{}</a></p></div></div>",
          say(visitor, "guided.title"), say(visitor, words), ticket.value, say(visitor, "portal.see_request"), say(visitor, "guided.start_new"));
  return draw(desk, request, visitor, out);
}

// Number, who has it, when the next message comes, where to look.
Response finished(const Desk& desk, const Request& request, db::Tx& tx, const Visitor& visitor, const Report& report) {
  const auto end = told(tx, report, visitor.language);
  if (!end) return site::error_page(desk.settings, request, visitor, 404);
  const std::string number = std::to_string(end->ticket.id.value);
  Html out;
  out.add("<div class=\"w pg\"><div class=\"n\"><h1>{}</h1>", say(visitor, "guided.done_title", {{"id", number}}));
  out.add("<section class=\"eta\" role=\"status\" aria-label=\"{}\"><b>{}</b><span class=\"m\">{}</span></section>", say(visitor, "portal.next_label"),
          end->next.words.empty() ? say(visitor, "guided.done_next") : end->next.words, say(visitor, "guided.done_hint"));
  if (!end->person.empty()) out.add("<p>{}</p>", say(visitor, "guided.done_person", {{"name", end->person}}));
  else if (!end->group.empty()) out.add("<p>{}</p>", say(visitor, "guided.done_group", {{"group", end->group}}));
  out.add("<p><a class=\"btn\" href=\"{}/requests/{}\">{}</a></p></div></div>", Markup{visitor.user ? "" : "/signin?return_to="}, end->ticket.id.value,
          say(visitor, visitor.user ? "portal.see_request" : "portal.sign_in_to_see"));
  return draw(desk, request, visitor, out);
}

void add_progress(Html& out, const Visitor& visitor, int step) {
  out.add("<p class=\"m\">{}</p><ol class=\"steps\">", say(visitor, "guided.step_of", {{"n", std::to_string(step + 1)}, {"of", std::to_string(kSteps.size())}}));
  for (int i = 0; i < int(kSteps.size()); ++i)
    out.add("<li class=\"{}\"{}>{}</li>", Markup{i < step ? "d" : i == step ? "c" : ""}, Markup{i == step ? " aria-current=\"step\"" : ""},
            say(visitor, "guided.step." + std::string(kSteps[i])));
  out.add("</ol>");
}

template <std::size_t N>
void add_choices(Html& out, const Visitor& visitor, const char* name, const std::array<std::string_view, N>& list, const std::string& chosen) {
  out.add("<fieldset class=\"field\"><legend>{}</legend>", say(visitor, std::string("guided.label.") + name));
  for (const std::string_view each : list)
    out.add("<label class=\"radio\"><input type=\"radio\" name=\"{}\" value=\"{}\"{}> {}</label>", name, each, Markup{each == chosen ? " checked" : ""},
            say(visitor, std::string("guided.") + name + "." + std::string(each)));
  out.add("</fieldset>");
}

void add_happened(Html& out, const Visitor& visitor, const Answers& a, const Shown& shown) {
  if (shown.advice != Vague::clear)
    out.add("<p class=\"note\" role=\"alert\"><b>{}</b><br>{}</p>", say(visitor, "guided.advice." + std::string(name_of(shown.advice))), say(visitor, "guided.advice_hint"));
  site::add_field(out, visitor, {"happened", "guided.ask.happened", "guided.hint.happened", "textarea", "off", true, 20'000}, a.happened, shown.errors);
  const bool more = !a.expected.empty() || !a.since.empty() || !a.where.empty() || !a.how_often.empty() || !a.how_many.empty();
  out.add("<details class=\"folded\"{}><summary>{}</summary>", Markup{more ? " open" : ""}, say(visitor, "guided.more"));
  site::add_field(out, visitor, {"where", "guided.label.where", "guided.hint.where", "text", "off", false, 200}, a.where, {});
  site::add_field(out, visitor, {"expected", "guided.label.expected", "", "textarea", "off", false, 2'000}, a.expected, {});
  site::add_field(out, visitor, {"since", "guided.label.since", "guided.hint.since", "text", "off", false, 200}, a.since, {});
  add_choices(out, visitor, "how_often", kHowOften, a.how_often);
  add_choices(out, visitor, "how_many", kHowMany, a.how_many);
  out.add("</details>");
}

void add_show(Html& out, const Visitor& visitor, const Report& report, const Shown& shown) {
  const auto files = parse_files(report.files.text);
  out.add("<h2 class=\"ask\">{}</h2><p class=\"hint\">{}</p>", say(visitor, "guided.ask.show"), say(visitor, "guided.hint.show"));
  if (!files.empty()) out.add("<ul class=\"files\">");
  for (const DraftFile& file : files)
    out.add("<li><a href=\"{}\">{}</a> <span class=\"m\">{}</span> <button class=\"plain\" name=\"go\" value=\"drop:{}\" formnovalidate aria-label=\"{}\">{}</button></li>", site::safe_url(file.url),
            file.name, site::size_words(visitor.language, file.size), file.token, say(visitor, "guided.remove_file", {{"name", file.name}}), say(visitor, "guided.remove"));
  if (!files.empty()) out.add("</ul>");
  out.add("{}", site::file_field(visitor, shown.errors));
}

void add_reply(Html& out, const Visitor& visitor, const Holder& holder, const Answers& a, const Shown& shown) {
  const std::string known = holder.link ? holder.link->reader.email : visitor.user ? visitor.user->email : "";
  out.add("<h2 class=\"ask\">{}</h2>", say(visitor, "guided.ask.reply"));
  if (!known.empty()) {
    out.add("<p>{}</p>", say(visitor, "portal.signed_in_as", {{"email", known}}));
    return;
  }
  site::add_field(out, visitor, {"name", "portal.field_name", "", "text", "name", false, 100}, a.name, {});
  site::add_field(out, visitor, {"email", "portal.email", "portal.field_email_hint", "email", "email", true, 254}, a.email, shown.errors);
}

Response draw_step(const Desk& desk, const Request& request, const Visitor& visitor, const Holder& holder, const Report& report, const Shown& shown) {
  const Answers a = parse_answers(report.answers.text);
  Html out;
  out.add("<div class=\"w pg\"><div class=\"n\"><h1>{}</h1>", say(visitor, "guided.title"));
  if (holder.link) out.add("<p class=\"m\" dir=\"auto\">{}</p>", say(visitor, "guided.about", {{"id", std::to_string(holder.link->ticket.id.value)}, {"subject", holder.link->ticket.subject}}));
  add_progress(out, visitor, shown.step);
  out.add("<form class=\"f\" method=\"post\" enctype=\"multipart/form-data\" action=\"/report/{}\">{}{}", holder.key, site::hidden("csrf", visitor.csrf), site::hidden("step", kSteps[shown.step]));
  if (shown.step == 0) add_happened(out, visitor, a, shown);
  else if (shown.step == 1) site::add_field(out, visitor, {"tried", "guided.ask.tried", "guided.hint.tried", "textarea", "off", false, 10'000}, a.tried, shown.errors);
  else if (shown.step == 2) add_show(out, visitor, report, shown);
  else add_reply(out, visitor, holder, a, shown);
  const bool last = shown.step + 1 == int(kSteps.size());
  out.add("<p class=\"choices\"><button class=\"btn\" name=\"go\" value=\"{}\">{}</button>", Markup{last ? "send" : "next"}, say(visitor, last ? "guided.send" : "guided.next"));
  if (shown.step > 0) out.add(" <button class=\"btn s\" name=\"go\" value=\"back\" formnovalidate>{}</button>", say(visitor, "guided.back"));
  out.add("</p></form><p class=\"m\">{}</p></div></div>", say(visitor, "guided.kept"));
  return draw(desk, request, visitor, out, shown.errors.empty() ? 200 : 422);
}

Response show(const Desk& desk, const Request& request) {
  if (!in_force()) return refuse(desk, request, 404);
  // A visit without a key begins a report; nothing is stored before its first press.
  const std::string given(request.path_value("key")), key = given.empty() ? text::random_token(24) : given;
  return desk.store.read([&](db::Tx& tx) {
    const Visitor visitor = visitor_for(desk, request, tx, key);
    const Holder holder = holder_of(desk, request, tx, visitor, key);
    const auto report = find_report(tx, key);
    if (report && report->sent_at) return finished(desk, request, tx, visitor, *report);
    if (holder.link && !holder.link->holds) return only_words(desk, request, visitor, holder.link->ticket.status == "closed" ? "guided.closed" : "guided.over", holder.link->ticket.id);
    if (!may_hold(holder)) return site::error_page(desk.settings, request, visitor, 404);
    return draw_step(desk, request, visitor, holder, report ? *report : report_for(tx, holder), {.step = std::max(0, step_of(request.parameter("step").value_or("")))});
  });
}

JsonObject answers_in(const site::Form& form) {
  JsonObject out;
  for (const char* name : {"happened", "expected", "since", "where", "how_often", "how_many", "tried", "name", "email"})
    for (const auto& [key, value] : form.fields)
      if (key == name) out[name] = text::replace_all(value, "\r\n", "\n");
  return out;
}

// Where the press leads: a step, or the end.
struct Moved {
  int step = 0;
  bool sent = false;
  Vague advice = Vague::clear;
};

Result<Moved> move(const Desk& desk, db::Tx& tx, const Request& request, const site::Form& form, const std::vector<site::StoredFile>& files) {
  const std::string key(request.path_value("key"));
  const Visitor visitor = visitor_for(desk, request, tx, key);
  if (visitor.user && !site::csrf_matches(visitor, form["csrf"])) return forbidden("csrf");
  const Holder holder = holder_of(desk, request, tx, visitor, key);
  if (const auto before = find_report(tx, key); before && before->sent_at) return Moved{.sent = true};
  const std::string_view go = form["go"];
  Moved out{.step = std::max(0, step_of(form["step"]))};
  const Kept kept = TRY(keep(tx, holder, answers_in(form), go == "next" ? form["step"] : std::string_view()));
  if (!files.empty()) TRY(add_files(tx, holder, files));
  if (go.starts_with("drop:")) TRY(remove_file(tx, holder, go.substr(5)));
  else if (go == "back") out.step = std::max(0, out.step - 1);
  else if (go == "send") {
    TRY(send(tx, holder));
    out.sent = true;
  } else if (out.step == 0 && parse_answers(kept.report.answers.text).happened.empty()) {
    return invalid("happened", "BlankValue", "portal.error_blank");
  } else if (kept.advice != Vague::clear) {
    out.advice = kept.advice;
  } else {
    out.step = std::min(out.step + 1, int(kSteps.size()) - 1);
  }
  return out;
}

// The step again, with what is wrong or missing; what was typed is in the form, stored or not.
Response again(const Desk& desk, const Request& request, const site::Form& form, Shown shown) {
  return desk.store.read([&](db::Tx& tx) {
    const std::string key(request.path_value("key"));
    const Visitor visitor = visitor_for(desk, request, tx, key);
    const Holder holder = holder_of(desk, request, tx, visitor, key);
    if (!may_hold(holder)) return site::error_page(desk.settings, request, visitor, 404);
    Report report = report_for(tx, holder);
    Answers answers = parse_answers(report.answers.text);
    read_answers(answers_in(form), answers);
    report.answers = RawJson{write_json(answers)};
    for (const FieldError& error : shown.errors)
      if (error.field == "happened") shown.step = 0;
    return draw_step(desk, request, visitor, holder, report, shown);
  });
}

Response take(const Desk& desk, Request& request) {
  const auto form = site::read_form(request);
  if (!form.ok()) return refuse(desk, request, 400);
  if (!site::from_own_page(request)) return refuse(desk, request, 403);
  auto files = site::keep_files(desk.files, form->files);
  const auto moved = desk.store.write([&](db::Tx& tx) -> Result<Moved> {
    if (!files.ok()) return files.error();
    return move(desk, tx, request, *form, *files);
  });
  const int step = std::max(0, step_of((*form)["step"]));
  if (!moved.ok() && moved.error().code == ErrorCode::invalid) return again(desk, request, *form, {.step = step, .errors = moved.error().fields});
  if (!moved.ok()) return refuse(desk, request, moved.error());
  if (moved->advice != Vague::clear) return again(desk, request, *form, {.step = 0, .advice = moved->advice});
  std::string where = "/report/" + std::string(request.path_value("key"));
  if (!moved->sent) where += "?step=" + std::string(kSteps[moved->step]);
  return Response::redirect(303, std::move(where));
}

// Of a ticket, for its people who are signed in: leads to their own link, the same one all day, so that a draft is found again.
Response of_request(const Desk& desk, const Request& request) {
  return desk.store.read([&](db::Tx& tx) {
    const Visitor visitor = site::visitor_of(request, tx);
    if (!visitor.user) return Response::redirect(303, "/signin?return_to=" + text::percent_encode(request.path));
    const auto day = std::chrono::duration_cast<Duration>(std::chrono::hours(24));
    const Time today{visitor.now.micros - visitor.now.micros % day.count()};
    const std::string token = desk.links.token(TicketId(text::to_integer(request.path_value("id")).value_or(0)), visitor.user->id, today + kLinkLife);
    if (!in_force() || !desk.links.find(tx, token)) return site::error_page(desk.settings, request, visitor, 404);
    return Response::redirect(303, "/report/" + token);
  });
}

}  // namespace

void add_guided_pages(http::Router& router, db::Store& store, files::Directory& files, const site::Settings& settings, const Links& links) {
  const auto desk = std::make_shared<const Desk>(Desk{store, files, settings, links});
  router.add("GET", "/report", [desk](Request& request) { return show(*desk, request); });
  router.add("GET", "/report/{key}", [desk](Request& request) { return show(*desk, request); });
  router.add("POST", "/report/{key}", [desk](Request& request) { return take(*desk, request); }, {.body_limit = site::kFilesLimit + 200'000});
  router.add("GET", "/requests/{id}/report", [desk](Request& request) { return of_request(*desk, request); });
}

}  // namespace sahay::guided
