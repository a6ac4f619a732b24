#include "app/reader_errors.h"

#include "base/log.h"
#include "desk/site/page.h"

namespace sahay::app {
namespace {

bool is_page(const http::Response& response) {
  const auto type = response.headers.find("content-type");
  return type != response.headers.end() && type->second.starts_with("text/html");
}

// Links that somebody follows and forms that somebody sends; never the API, which programs read.
bool from_reader(const http::Request& request) {
  return (request.method == "GET" || request.method == "POST") && request.header("accept").find("text/html") != std::string_view::npos &&
         !request.path.starts_with("/api/") && !request.path.starts_with("/oauth/");
}

site::Visitor visitor_of(db::Store& store, const Clock& clock, const http::Request& request, int status) {
  site::Visitor unknown;
  unknown.now = clock.now();
  unknown.language = site::language_of(request, std::nullopt);
  if (status >= 500) return unknown;
  try {
    return store.read([&](db::Tx& tx) { return site::visitor_of(request, tx); });
  } catch (const std::exception& failure) {
    log::warning("http", "an error page knows no reader", {{"what", failure.what()}});
    return unknown;
  }
}

}  // namespace

void tell_reader(const site::Settings& settings, db::Store& store, const Clock& clock, const http::Request& request, http::Response& response) {
  const int status = response.status;
  if (status != 404 && status != 405 && status != 500 && status != 503) return;
  if (is_page(response) || !from_reader(request)) return;
  const auto allowed = response.headers.find("allow");
  const std::string allow = allowed == response.headers.end() ? std::string() : allowed->second;
  response = site::error_page(settings, request, visitor_of(store, clock, request, status), status);
  response.header("cache-control", "no-store");
  if (!allow.empty()) response.header("allow", allow);
}

}  // namespace sahay::app
