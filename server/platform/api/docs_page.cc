#include "platform/api/docs_page.h"

#include <map>
#include <memory>
#include <mutex>

#include "base/text.h"

namespace sahay::api {
namespace {

using i18n::Language;

constexpr char kStyle[] =
    "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:0 auto;padding:1rem;color:#1a1a1a;background:#fff}"
    "h1{font-size:1.5rem}h2{font-size:1.15rem;margin:2rem 0 .5rem;border-bottom:1px solid #ccc}code{font:14px/1.5 ui-monospace,monospace}"
    "table{border-collapse:collapse;width:100%}td,th{text-align:left;padding:.25rem .75rem .25rem 0;vertical-align:top}"
    "tr+tr td{border-top:1px solid #eee}.m{font-weight:600;white-space:nowrap}nav{columns:12rem 4;margin:1rem 0}nav a{display:block}"
    "summary{cursor:pointer;padding:.25rem 0}a{color:#1a5bc2}"
    "@media(prefers-color-scheme:dark){body{color:#eee;background:#161616}a{color:#8ab4f8}tr+tr td,h2{border-color:#333}}";

// "/tickets/{id}/comments" belongs to "tickets", "/help_center/articles" to "help_center/articles".
std::string chapter_of(const std::string& path) {
  const auto parts = text::split(std::string_view(path).substr(1), '/');
  const bool two = parts.size() > 1 && (parts[0] == "help_center" || parts[0] == "community" || parts[0] == "guide" || parts[0] == "console" || parts[0] == "incremental");
  std::size_t second = 1;
  if (two && parts[1].starts_with('{') && parts.size() > 2) second = 2;  // the form with a language
  std::string out(parts[0]);
  if (two && !parts[second].starts_with('{')) out += "/" + std::string(parts[second]);
  return out;
}

std::string key_of(Access access) {
  switch (access) {
    case Access::anonymous: return "apidocs.for_anybody";
    case Access::customer: return "apidocs.for_users";
    case Access::staff: return "apidocs.for_staff";
    case Access::admin: return "apidocs.for_admins";
  }
  return "apidocs.for_admins";
}

void write_routes(std::string& out, const std::vector<const RouteInfo*>& routes, Language language) {
  out += "<table>";
  for (const RouteInfo* route : routes) {
    out += "<tr><td class=m>" + route->method + "</td><td><code>" + text::escape_html(route->path) + "</code></td><td>";
    out += text::escape_html(i18n::text(language, key_of(route->access)));
    if (!route->permission.empty()) out += " <code>" + text::escape_html(route->permission) + "</code>";
    out += "</td></tr>";
  }
  out += "</table>";
}

void write_keys(std::string& out, const std::string& name, const std::vector<KeyInfo>& keys, Language language) {
  const auto word = [&](std::string_view key) { return text::escape_html(i18n::text(language, key)); };
  out += "<details><summary><code>" + text::escape_html(name) + "</code></summary><table>";
  for (const KeyInfo& key : keys) {
    out += "<tr><td><code>" + text::escape_html(key.name) + "</code></td><td>" + text::escape_html(key.type) + "</td><td>";
    if (key.required) out += word("apidocs.required");
    else if (key.read_only) out += word("apidocs.read_only");
    out += "</td></tr>";
  }
  out += "</table></details>";
}

std::string page(const Api& api, Language language) {
  const auto word = [&](std::string_view key) { return text::escape_html(i18n::text(language, key)); };
  std::map<std::string, std::vector<const RouteInfo*>> chapters;
  for (const RouteInfo& route : api.routes()) chapters[chapter_of(route.path)].push_back(&route);
  std::string out = "<!doctype html><html lang=\"" + std::string(i18n::code(language)) + "\"><head><meta charset=utf-8><meta name=viewport content=\"width=device-width\"><title>" +
                    word("apidocs.title") + "</title><style>" + kStyle + "</style></head><body><h1>" + word("apidocs.title") + "</h1><p>" + word("apidocs.intro") + "</p><p>" +
                    word("apidocs.signing_in") + " <code>Authorization: Basic base64(email/token:TOKEN)</code>, <code>Authorization: Bearer TOKEN</code></p><p><a href=\"openapi.json\">openapi.json</a></p><nav>";
  for (const auto& [name, routes] : chapters) out += "<a href=\"#" + text::escape_html(name) + "\">" + text::escape_html(name) + "</a>";
  out += "</nav>";
  for (auto& [name, routes] : chapters) {
    out += "<h2 id=\"" + text::escape_html(name) + "\">" + text::escape_html(name) + "</h2>";
    write_routes(out, routes, language);
  }
  out += "<h2 id=objects>" + word("apidocs.objects") + "</h2>";
  for (const auto& [name, keys] : api.schemas()) write_keys(out, name, keys, language);
  return out + "</body></html>";
}

}  // namespace

void add_docs_page(const Api& api, http::Router& router) {
  struct Made {
    std::once_flag once;
    std::string text;
  };
  const auto pages = std::make_shared<std::map<Language, Made>>();
  for (const Language language : {Language::en, Language::bn, Language::ru}) (*pages)[language];
  // When it is first asked for: a page takes half a megabyte.
  router.add("GET", "/api/v2/docs", [pages, &api](http::Request& request) {
    const Language language = i18n::negotiate(request.header("Accept-Language"));
    Made& made = pages->at(language);
    std::call_once(made.once, [&] { made.text = page(api, language); });
    auto response = http::Response::html(200, made.text);
    response.header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
    return response;
  });
}

}  // namespace sahay::api
