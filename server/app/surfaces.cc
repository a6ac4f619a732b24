#include "app/surfaces.h"

#include "assets/console.h"
#include "assets/portal.h"
#ifdef SAHAY_HOOKS
#include "assets/samples.h"
#endif
#include "assets/widget.h"
#include "base/text.h"
#include "platform/http/assets.h"

namespace sahay::app {
namespace {

// The console loads nothing from elsewhere; pictures of mails come through this server, when an agent asks.
constexpr char kConsolePolicy[] =
    "default-src 'self'; img-src 'self' data: blob: https:; style-src 'self' 'unsafe-inline'; connect-src 'self' ws: "
    "wss:; "
    "frame-src 'self' blob: data:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";
// The frame of the widget stands in pages of others: of every site, or of those that the settings name.
constexpr char kWidgetPolicy[] =
    "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; connect-src 'self' ws: wss:; "
    "base-uri 'none'; form-action 'self'";

std::string widget_policy(const site::Settings& settings) {
  std::string out = kWidgetPolicy;
  if (settings.frame_origins.empty()) return out;
  out += "; frame-ancestors 'self'";
  for (const std::string& origin : settings.frame_origins) out += " " + origin;
  return out;
}

constexpr std::string_view kKeepNothing = "nothing";

http::Response again_keeping_nothing(const http::Request& request) {
  std::string address = "/widget/frame?keep=" + std::string(kKeepNothing);
  for (const char* name : {"o", "lang", "theme"})
    if (const auto value = request.parameter(name)) address += "&" + std::string(name) + "=" + text::percent_encode(*value);
  auto response = http::Response::redirect(302, std::move(address));
  response.header("cache-control", "no-store");
  return response;
}

http::Handler not_built(std::string_view surface) {
  const std::string page =
      "<!doctype html><meta charset=\"utf-8\"><title>Sahay</title><p>The " + std::string(surface) +
      " is not part of this build. Build it with <code>tools/build_web</code> and build the server again.</p>";
  return [page](http::Request&) { return http::Response::html(503, page); };
}

}  // namespace

void add_surfaces(http::Router& router, const site::Settings& settings, std::function<bool()> keeps_nothing) {
  if (http::find_asset(assets::console(), "index.html")) {
    http::add_assets(router, "/console", assets::console(),
                     {"index.html", {{"content-security-policy", kConsolePolicy}}});
  } else {
    router.add("GET", "/console", not_built("console"));
    router.add("GET", "/console/{rest...}", not_built("console"));
  }
  http::add_assets(router, "/portal", assets::portal(), {"", {}});
#ifdef SAHAY_HOOKS
  http::add_assets(router, "/dev/ui", assets::samples(), {"index.html", {{"content-security-policy", kConsolePolicy}}});
#endif
  const http::Asset* loader = http::find_asset(assets::widget(), "widget.js");
  const http::Asset* frame = http::find_asset(assets::widget(), "frame.html");
  if (loader && frame) {
    http::add_asset(router, "/widget.js", *loader);
    // The frame reads its own address: what the site does not ask for, the desk adds. The fragment goes along by itself.
    router.add("GET", "/widget/frame", [frame, policy = widget_policy(settings), keeps_nothing = std::move(keeps_nothing)](http::Request& request) {
      if (request.parameter("keep").value_or("") != kKeepNothing && keeps_nothing()) return again_keeping_nothing(request);
      auto response = http::asset_response(request, *frame);
      response.header("content-security-policy", policy);
      return response;
    });
    http::add_assets(router, "/widget", assets::widget(), {"", {}});
  } else {
    router.add("GET", "/widget.js", not_built("widget"));
    router.add("GET", "/widget/frame", not_built("widget"));
  }
}

// "portal.css" is built as "assets/portal-<hash>.css".
std::string portal_asset(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  const std::string stem = "/" + std::string(name.substr(0, dot)) + "-";
  const std::string_view extension = dot == name.npos ? std::string_view() : name.substr(dot);
  for (const http::Asset& asset : assets::portal()) {
    const std::string path = "/" + std::string(asset.path);
    if (path == "/" + std::string(name)) return "/portal" + path;
    if (path.find(stem) != path.npos && path.ends_with(extension)) return "/portal" + path;
  }
  return "/portal/" + std::string(name);
}

}  // namespace sahay::app
