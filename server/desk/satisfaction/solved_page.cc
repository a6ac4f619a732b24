// /solved/{token}: what the links of a letter open. A GET asks and changes nothing, whatever opened it; the press of a
// button is a POST.
#include "desk/care/care.h"
#include "desk/satisfaction/satisfaction.h"
#include "desk/satisfaction/stars.h"
#include "desk/site/form.h"
#include "desk/site/page.h"
#include "desk/site/words.h"
#include "platform/http/http.h"

namespace sahay::satisfaction {
namespace {

using http::Request;
using http::Response;
using site::Html;
using site::Markup;
using site::say;
using site::Visitor;

struct Desk {
  db::Store& store;
  const site::Settings& settings;
  const SolvedLinks& links;
};

Response draw(const Desk& desk, const Request& request, const Visitor& visitor, Html& main, int status = 200) {
  return site::own_page(desk.settings, request, visitor, {.title = say(visitor, "satisfaction.question"), .main = main.take(), .status = status});
}

Response say_only(const Desk& desk, const Request& request, const Visitor& visitor, const char* title, const char* words, int status = 200) {
  Html out;
  out.add("<div class=\"w pg\"><div class=\"n\"><h1>{}</h1><p role=\"status\">{}</p></div></div>", say(visitor, title), say(visitor, words));
  return draw(desk, request, visitor, out, status);
}

// The words of the page are those of the letter: in the language of its reader.
Visitor reader_of(const Request& request, db::Tx& tx, const people::User& reader) {
  Visitor visitor = site::visitor_of(request, tx);
  if (!request.parameter("lang")) visitor.language = reader.language();
  return visitor;
}

Response ask(const Desk& desk, const Request& request) {
  return desk.store.read([&](db::Tx& tx) {
    const auto named = desk.links.find(tx, request.path_value("token"));
    if (!named) return site::error_page(desk.settings, request, site::visitor_of(request, tx), 404);
    const Visitor visitor = reader_of(request, tx, named->reader);
    if (!named->holds) return say_only(desk, request, visitor, "satisfaction.question", named->ticket.status == "closed" ? "satisfaction.closed" : "satisfaction.open_again");
    const bool no = request.parameter("answer").value_or("") == "no";
    Html out;
    out.add("<div class=\"w pg\"><div class=\"n\"><h1>{}</h1><p dir=\"auto\">{}</p><form class=\"f\" method=\"post\" action=\"{}\">", say(visitor, "satisfaction.question"),
            say(visitor, "satisfaction.about", {{"number", std::to_string(named->ticket.id.value)}, {"subject", named->ticket.subject}}), request.path);
    if (!care::withheld(tx, named->ticket, "survey")) out.add("{}", stars_field(visitor));
    out.add("<div class=\"field\"><label for=\"comment\">{}</label><textarea id=\"comment\" name=\"comment\" maxlength=\"10000\" dir=\"auto\"></textarea></div>",
            say(visitor, "satisfaction.comment"));
    const auto button = [&](const char* answer, const char* key, bool first) {
      out.add("<button class=\"btn{}\" name=\"solved\" value=\"{}\">{}</button> ", Markup{first ? "" : " s"}, answer, say(visitor, key));
    };
    button(no ? "no" : "yes", no ? "satisfaction.no" : "satisfaction.yes", true);
    button(no ? "yes" : "no", no ? "satisfaction.yes" : "satisfaction.no", false);
    out.add("</form></div></div>");
    return draw(desk, request, visitor, out);
  });
}

Response take(const Desk& desk, Request& request) {
  const auto form = site::read_form(request);
  const bool own = form.ok() && site::from_own_page(request);
  bool yes = false;
  const auto done = desk.store.write([&](db::Tx& tx) -> Result<void> {
    if (!own) return forbidden("form");
    const auto named = desk.links.find(tx, request.path_value("token"));
    if (!named) return not_found();
    NewRating wanted{.comment = std::string((*form)["comment"]), .stars = stars_in((*form)["stars"]), .solved = std::string((*form)["solved"])};
    if (!named->holds) return Error{ErrorCode::conflict, "satisfaction.error.not_solved"};
    yes = wanted.solved == "yes";
    TRY(answer(tx, {named->reader.id, "web"}, named->ticket.id, std::move(wanted)));
    return {};
  });
  return desk.store.read([&](db::Tx& tx) {
    const auto named = desk.links.find(tx, request.path_value("token"));
    const Visitor visitor = named ? reader_of(request, tx, named->reader) : site::visitor_of(request, tx);
    if (done.ok()) return say_only(desk, request, visitor, "satisfaction.thanks", yes ? "satisfaction.closed" : "satisfaction.open_again");
    if (done.error().code == ErrorCode::conflict) return say_only(desk, request, visitor, "satisfaction.question", "satisfaction.answered");
    const int status = done.error().code == ErrorCode::forbidden ? 403 : done.error().code == ErrorCode::not_found ? 404 : 400;
    return site::error_page(desk.settings, request, visitor, status);
  });
}

}  // namespace

void add_solved_pages(http::Router& router, db::Store& store, const site::Settings& settings, const SolvedLinks& links) {
  const auto desk = std::make_shared<const Desk>(Desk{store, settings, links});
  router.add("GET", "/solved/{token}", [desk](Request& request) { return ask(*desk, request); });
  router.add("POST", "/solved/{token}", [desk](Request& request) { return take(*desk, request); }, {.body_limit = 64 * 1024});
}

}  // namespace sahay::satisfaction
