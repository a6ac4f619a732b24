#include "platform/http/http.h"

#include <algorithm>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include "base/text.h"

namespace sahay::http {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; }

std::string without_breaks(std::string value) {
  std::erase_if(value, [](char c) { return c == '\r' || c == '\n' || c == '\0'; });
  return value;
}

Response typed(int status, std::string body, const char* type) {
  Response response;
  response.status = status;
  response.body = std::move(body);
  response.headers.emplace("content-type", type);
  return response;
}

}  // namespace

bool HeaderLess::operator()(std::string_view a, std::string_view b) const {
  return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end(),
                                      [](char x, char y) { return lower(x) < lower(y); });
}

std::string_view Request::header(std::string_view name) const {
  const auto found = headers.find(name);
  return found == headers.end() ? std::string_view{} : std::string_view(found->second);
}

std::optional<std::string> Request::parameter(std::string_view name) const {
  for (const auto& [key, value] : query) {
    if (key == name) return value;
  }
  return {};
}

std::vector<std::string> Request::parameters(std::string_view name) const {
  std::vector<std::string> values;
  for (const auto& [key, value] : query) {
    if (key == name) values.push_back(value);
  }
  return values;
}

std::string_view Request::path_value(std::string_view name) const {
  for (const auto& [key, value] : path_values) {
    if (key == name) return value;
  }
  return {};
}

std::optional<std::string> Request::cookie(std::string_view name) const {
  const auto [first, last] = headers.equal_range("cookie");
  for (auto header = first; header != last; ++header) {
    for (std::string_view pair : text::split(header->second, ';')) {
      const auto equals = pair.find('=');
      if (equals == std::string_view::npos || text::trim(pair.substr(0, equals)) != name) continue;
      auto value = text::trim(pair.substr(equals + 1));
      if (value.size() >= 2 && value.front() == '"' && value.back() == '"') value = value.substr(1, value.size() - 2);
      return std::string(value);
    }
  }
  return {};
}

Response Response::json(int status, std::string body) {
  return typed(status, std::move(body), "application/json; charset=utf-8");
}
Response Response::text(int status, std::string body) {
  return typed(status, std::move(body), "text/plain; charset=utf-8");
}
Response Response::html(int status, std::string body) {
  return typed(status, std::move(body), "text/html; charset=utf-8");
}

Response Response::redirect(int status, std::string location) {
  Response response;
  response.status = status;
  response.header("location", std::move(location));
  return response;
}

Response& Response::header(std::string name, std::string value) {
  headers.emplace(without_breaks(std::move(name)), without_breaks(std::move(value)));
  return *this;
}

Response error_response(int status, std::string_view error, std::string_view description) {
  boost::json::value body{{"error", error}, {"description", description}};
  return Response::json(status, boost::json::serialize(body));
}

void add_security_headers(Response& response) {
  if (!response.headers.contains("x-content-type-options")) response.header("x-content-type-options", "nosniff");
  if (!response.headers.contains("referrer-policy")) response.header("referrer-policy", "same-origin");
}

std::string_view reason_of(int status) {
  switch (status) {
    case 100: return "Continue";
    case 101: return "Switching Protocols";
    case 200: return "OK";
    case 201: return "Created";
    case 202: return "Accepted";
    case 204: return "No Content";
    case 206: return "Partial Content";
    case 301: return "Moved Permanently";
    case 302: return "Found";
    case 303: return "See Other";
    case 304: return "Not Modified";
    case 307: return "Temporary Redirect";
    case 308: return "Permanent Redirect";
    case 400: return "Bad Request";
    case 401: return "Unauthorized";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 406: return "Not Acceptable";
    case 408: return "Request Timeout";
    case 409: return "Conflict";
    case 410: return "Gone";
    case 411: return "Length Required";
    case 412: return "Precondition Failed";
    case 413: return "Content Too Large";
    case 414: return "URI Too Long";
    case 415: return "Unsupported Media Type";
    case 416: return "Range Not Satisfiable";
    case 417: return "Expectation Failed";
    case 422: return "Unprocessable Content";
    case 423: return "Locked";
    case 426: return "Upgrade Required";
    case 428: return "Precondition Required";
    case 429: return "Too Many Requests";
    case 431: return "Request Header Fields Too Large";
    case 500: return "Internal Server Error";
    case 501: return "Not Implemented";
    case 502: return "Bad Gateway";
    case 503: return "Service Unavailable";
    case 504: return "Gateway Timeout";
    case 507: return "Insufficient Storage";
    default: return status < 400 ? "OK" : "Error";
  }
}

}  // namespace sahay::http
