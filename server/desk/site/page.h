// The frame of every customer page: head, header, footer with the contact card, and the headers of its answer (no
// inline script or style, no framing, ETag).
// Rule of use: build the main part with Html, give it to page(); texts come from i18n keys "portal.*".
// Threading: pure.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "desk/site/html.h"
#include "desk/site/settings.h"
#include "desk/site/visitor.h"
#include "platform/http/http.h"

namespace sahay::site {

struct Page {
  std::string title;
  std::string description{};
  std::string_view current{};  // "answers", "requests", "contact": the marked link of the header
  Markup main{};               // what goes between <main> and </main>
  Markup aside{};              // beside it, on wide screens ("On this page")
  bool indexed = true;         // false: search engines stay away
  bool with_widget = true;
  int status = 200;
  std::string canonical{};     // path of this page without language, for the links to the other languages
  // Where the words of this page stand in each language it has; empty: `canonical` in all of them.
  std::map<i18n::Language, std::string> paths{};
  i18n::Language words = i18n::Language::en;  // of the main part; counts when `paths` names languages
  std::string feed{};          // path of its Atom feed
  std::string data{};          // JSON-LD (schema.org), as data_block() made it
};

// What stands above every page: planned work that is announced. Set once at start by app/wiring.cc; empty: nothing.
inline std::function<Markup(const Visitor&)> announcement;

http::Response page(const Settings& settings, const http::Request& request, const Visitor& visitor, Page content);
// A page for its reader alone: search engines stay away, nobody keeps it, no widget.
http::Response own_page(const Settings& settings, const http::Request& request, const Visitor& visitor, Page content);
// A page that says what went wrong and what to do: 403, 404, 429, 500.
http::Response error_page(const Settings& settings, const http::Request& request, const Visitor& visitor, int status);

// The field in which readers look for an answer, with what they looked for.
Markup search_form(const Visitor& visitor, std::string_view query);
// The text of a data block: nothing in it ends the block.
std::string data_block(std::string json);

// i18n::text in the visitor's language.
inline std::string say(const Visitor& visitor, std::string_view key, const i18n::Arguments& arguments = {}) {
  return i18n::text(visitor.language, key, arguments);
}
// The policy of pages that show nothing from elsewhere.
extern const char kContentPolicy[];

}  // namespace sahay::site
