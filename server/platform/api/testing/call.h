// For tests: a request through the router as the server makes it, without a socket, and its answer with the JSON read.
//   const Answer a = call(router, "GET", "/api/v2/tickets.json?page=2", "", {{"Authorization", "Bearer x"}});
// Threading: as the handlers called.
#pragma once

#include <boost/json/serialize.hpp>

#include "base/json.h"
#include "base/text.h"
#include "platform/http/http.h"

namespace sahay::api::test {

inline constexpr char kSite[] = "https://desk.example.org";
using HeaderList = std::vector<std::pair<std::string, std::string>>;

struct Answer {
  int status = 0;
  std::string body;
  Json json;  // null when the body is no JSON
  http::Headers headers;

  std::string header(std::string_view name) const {
    const auto found = headers.find(name);
    return found == headers.end() ? "" : found->second;
  }
  // at("tickets", 0, "id")
  template <class... Keys>
  const Json& at(const Keys&... keys) const {
    const Json* value = &json;
    ((value = step(value, keys)), ...);
    return *value;
  }
  template <class... Keys>
  std::string text(const Keys&... keys) const {
    const Json& value = at(keys...);
    return value.is_string() ? std::string(value.get_string()) : sahay::to_string(value);
  }
  template <class... Keys>
  std::int64_t number(const Keys&... keys) const {
    const JsonObject holder{{"v", at(keys...)}};
    return integer_at(holder, "v").value_or(-1);
  }
  // The ids of a list, in order.
  std::vector<std::int64_t> ids(std::string_view list) const {
    std::vector<std::int64_t> out;
    const Json& found = at(list);
    if (found.is_array())
      for (const Json& item : found.get_array()) out.push_back(integer_at(item.get_object(), "id").value_or(-1));
    return out;
  }

 private:
  static const Json* none() {
    static const Json null;
    return &null;
  }
  static const Json* step(const Json* value, std::string_view key) {
    const auto* found = value->is_object() ? value->get_object().if_contains(boost::json::string_view(key.data(), key.size())) : nullptr;
    return found ? found : none();
  }
  static const Json* step(const Json* value, int index) {
    return value->is_array() && std::size_t(index) < value->get_array().size() ? &value->get_array()[std::size_t(index)] : none();
  }
};

inline Answer call(const http::Router& router, const std::string& method, std::string target, std::string body = {},
                   const HeaderList& headers = {}) {
  if (target.starts_with(kSite)) target.erase(0, sizeof kSite - 1);
  http::Request request;
  request.method = method;
  request.target = target;
  request.base_url = kSite;
  request.remote_address = "203.0.113.7";
  request.request_id = "test";
  request.body = std::move(body);
  const auto mark = target.find('?');
  request.path = text::percent_decode(std::string_view(target).substr(0, mark), false);
  if (mark != std::string::npos)
    for (auto part : text::split(std::string_view(target).substr(mark + 1), '&')) {
      const auto equal = part.find('=');
      request.query.emplace_back(text::percent_decode(part.substr(0, equal), true),
                                 equal == part.npos ? "" : text::percent_decode(part.substr(equal + 1), true));
    }
  for (const auto& [name, value] : headers) request.headers.emplace(name, value);
  const auto match = router.match(method, request.path);
  Answer out;
  if (!match.route) {
    out.status = match.allowed.empty() ? 404 : 405;
    return out;
  }
  request.path_values = match.path_values;
  http::Response response = match.route->handler(request);
  out.status = response.status;
  out.body = std::move(response.body);
  out.headers = std::move(response.headers);
  if (auto parsed = parse_json(out.body); parsed.ok()) out.json = std::move(parsed).value();
  return out;
}

}  // namespace sahay::api::test
