#include "desk/site/page.h"

#include "base/text.h"
#include "desk/site/contact_card.h"

namespace sahay::site {

const char kContentPolicy[] =
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'";

namespace {

constexpr i18n::Language kLanguages[] = {i18n::Language::en, i18n::Language::bn, i18n::Language::ru};

std::string_view language_name(i18n::Language language) {
  switch (language) {
    case i18n::Language::en: return "English";
    case i18n::Language::bn: return "বাংলা";
    case i18n::Language::ru: return "Русский";
  }
  return "English";
}

// The same page in another language: its own query stays, lang is replaced.
std::string in_language(const http::Request& request, i18n::Language language) {
  std::string out = request.path + "?";
  for (const auto& [key, value] : request.query)
    if (key != "lang") out += text::percent_encode(key) + "=" + text::percent_encode(value) + "&";
  return out + "lang=" + std::string(i18n::code(language));
}

void add_head(Html& out, const Settings& settings, const http::Request& request, const Page& content,
              const std::string& full_title, i18n::Language language) {
  out.add("<head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">"
          "<meta name=\"color-scheme\" content=\"light dark\"><title>{}</title>",
          full_title);
  if (!content.description.empty()) out.add("<meta name=\"description\" content=\"{}\">", content.description);
  if (!content.indexed) out.add("<meta name=\"robots\" content=\"noindex\">");
  else if (content.status == 200 && request.method == "GET") {
    const std::string path = content.canonical.empty() ? request.path : content.canonical;
    const auto paths = content.paths.empty() ? std::map<i18n::Language, std::string>{{kLanguages[0], path}, {kLanguages[1], path}, {kLanguages[2], path}} : content.paths;
    const auto words = content.paths.empty() ? language : content.words;
    // One page, whatever else its address says (?thanks=1, an old title in the path).
    if (const auto own = paths.find(words); own != paths.end())
      out.add("<link rel=\"canonical\" href=\"{}{}?lang={}\">", request.base_url, own->second, i18n::code(words));
    for (const auto& [code, there] : paths)
      out.add("<link rel=\"alternate\" hreflang=\"{}\" href=\"{}{}?lang={}\">", i18n::code(code), request.base_url, there, i18n::code(code));
    out.add("<link rel=\"alternate\" hreflang=\"x-default\" href=\"{}{}\">", request.base_url, path);
    if (!content.feed.empty()) out.add("<link rel=\"alternate\" type=\"application/atom+xml\" href=\"{}{}?lang={}\">", request.base_url, content.feed, i18n::code(language));
    if (!content.data.empty()) out.add("<script type=\"application/ld+json\">{}</script>", Markup{content.data});
  }
  out.add("<link rel=\"icon\" href=\"data:,\"><link rel=\"stylesheet\" href=\"{}\">", settings.asset_url("portal.css"));
  out.add("<script type=\"module\" src=\"{}\"></script>", settings.asset_url("portal.js"));
  out.add("</head>");
}

void add_header(Html& out, const Settings& settings, const http::Request& request, const Visitor& visitor,
                std::string_view current) {
  out.add("<a class=\"skip\" href=\"#main\">{}</a><header class=\"top\"><div class=\"w\"><a class=\"name\" href=\"/\">{}</a>"
          "<nav aria-label=\"{}\">",
          say(visitor, "portal.skip"), settings.desk_name.text(), say(visitor, "portal.navigation"));
  struct Link {
    std::string_view name;
    const char* path;
    const char* key;
  };
  for (const Link& link : {Link{"answers", "/", "portal.answers"}, Link{"requests", "/requests", "portal.my_requests"},
                           Link{"contact", "/contact", "portal.contact"}})
    out.add("<a href=\"{}\"{}>{}</a>", link.path, Markup{link.name == current ? " aria-current=\"page\"" : ""},
            say(visitor, link.key));
  out.add("</nav><details class=\"lang\"><summary><span class=\"vh\">{}: </span>{}</summary><ul>", say(visitor, "portal.language"),
          language_name(visitor.language));
  for (const auto language : kLanguages)
    out.add("<li><a href=\"{}\" lang=\"{}\" hreflang=\"{}\">{}</a></li>", in_language(request, language), i18n::code(language),
            i18n::code(language), language_name(language));
  out.add("</ul></details>");
  if (visitor.user)
    out.add("<form method=\"post\" action=\"/signout\"><input type=\"hidden\" name=\"csrf\" value=\"{}\">"
            "<button class=\"plain\">{}</button></form>",
            visitor.csrf, say(visitor, "portal.sign_out"));
  else out.add("<a href=\"/signin\">{}</a>", say(visitor, "portal.sign_in"));
  out.add("</div></header>");
}

}  // namespace

http::Response page(const Settings& settings, const http::Request& request, const Visitor& visitor, Page content) {
  Html out;
  const auto code = i18n::code(visitor.language);
  const std::string full_title =
      content.title.empty() || content.title == settings.desk_name.text() ? settings.desk_name.text() : content.title + " · " + settings.desk_name.text();
  out.add("<!doctype html><html lang=\"{}\">", code);
  add_head(out, settings, request, content, full_title, visitor.language);
  out.add("<body>");
  add_header(out, settings, request, visitor, content.current);
  if (announcement) out.add("{}", announcement(visitor));
  if (content.aside.empty()) out.add("<main id=\"main\">{}</main>", content.main);
  else out.add("<div class=\"w lay\"><main id=\"main\">{}</main>{}</div>", content.main, content.aside);
  out.add("<footer><div class=\"w\">{}</div></footer>", card_footer(settings, visitor.language, visitor.now, visitor.time_zone));
  if (content.with_widget) out.add("<script async src=\"/widget.js\" data-label=\"{}\"></script>", say(visitor, "portal.help"));
  out.add("</body></html>");
  auto response = http::Response::html(content.status, out.take().html);
  const std::string tag = "\"" + text::to_hex(text::sha256(response.body)).substr(0, 20) + "\"";
  if (content.status == 200 && request.method == "GET" && request.header("if-none-match") == tag) {
    response.status = 304;
    response.body.clear();
  }
  response.header("etag", tag)
      .header("cache-control", "private, no-cache")
      .header("vary", "accept-language, cookie")
      .header("content-language", std::string(code))
      .header("content-security-policy", kContentPolicy)
      .header("referrer-policy", "same-origin")
      .header("x-content-type-options", "nosniff");
  if (request.parameter("lang"))
    response.header("set-cookie", std::string(kLanguageCookie) + "=" + std::string(code) + "; Path=/; Max-Age=31536000; SameSite=Lax");
  return response;
}

http::Response own_page(const Settings& settings, const http::Request& request, const Visitor& visitor, Page content) {
  content.indexed = content.with_widget = false;
  http::Response out = page(settings, request, visitor, std::move(content));
  return out.header("cache-control", "no-store");
}

Markup search_form(const Visitor& visitor, std::string_view query) {
  return Html()
      .add("<form class=\"s\" role=\"search\" action=\"/search\"><input name=\"q\" type=\"search\" value=\"{}\" aria-label=\"{}\" "
           "placeholder=\"{}\" maxlength=\"200\" autocomplete=\"off\" data-suggest><button class=\"btn\">{}</button></form>",
           query, say(visitor, "portal.search_label"), say(visitor, "portal.search_hint"), say(visitor, "portal.search"))
      .take();
}

std::string data_block(std::string json) { return text::replace_all(std::move(json), "<", "\\u003c"); }

http::Response error_page(const Settings& settings, const http::Request& request, const Visitor& visitor, int status) {
  const std::string kind = status == 404 ? "404" : status == 403 ? "403" : status == 429 ? "429" : status < 500 ? "400" : "500";
  Html main;
  main.add("<div class=\"w pg\"><div class=\"n\"><h1>{}</h1><p>{}</p>{}<p><a class=\"btn\" href=\"/\">{}</a> "
           "<a class=\"btn s\" href=\"/requests/new\">{}</a></p></div></div>",
           say(visitor, "portal.error_" + kind + "_title"), say(visitor, "portal.error_" + kind),
           // What was looked for may stand elsewhere; a form that failed is no search.
           status == 404 ? search_form(visitor, "") : Markup{}, say(visitor, "portal.to_answers"), say(visitor, "portal.ask_a_person"));
  return page(settings, request, visitor,
              {.title = say(visitor, "portal.error_" + kind + "_title"), .main = main.take(), .indexed = false, .status = status});
}

}  // namespace sahay::site
