#include "desk/webhooks/request.h"

#include "base/text.h"
#include "desk/webhooks/signature.h"

namespace sahay::webhooks {
namespace {

constexpr std::size_t kExcerpt = 4096;
constexpr std::string_view kHidden = "[hidden]";

JsonObject object_of(const RawJson& raw) {
  auto parsed = parse_json(raw.text);
  return parsed.ok() && parsed->is_object() ? parsed->get_object() : JsonObject{};
}

std::string at(const JsonObject& object, std::string_view key) { return string_at(object, key).value_or(""); }

void add_credentials(const JsonObject& authentication, http::Headers& headers) {
  const std::string type = at(authentication, "type");
  const JsonObject* data = object_at(authentication, "data");
  if (!data) return;
  if (type == "basic_auth")
    headers.emplace("Authorization", "Basic " + text::to_base64(at(*data, "username") + ":" + at(*data, "password")));
  if (type == "bearer_token") headers.emplace("Authorization", "Bearer " + at(*data, "token"));
  if (type == "api_key") headers.emplace(at(*data, "name"), at(*data, "value"));
}

bool is_token(std::string_view name) {
  if (name.empty() || name.size() > 128) return false;
  return std::all_of(name.begin(), name.end(), [](unsigned char c) { return std::isalnum(c) || std::string_view("!#$%&'*+-.^_`|~").find(char(c)) != std::string_view::npos; });
}

// Headers that the message itself sets.
bool is_reserved(std::string_view name) {
  for (const std::string_view own : {"host", "content-length", "content-type", "connection", "transfer-encoding", "authorization", "user-agent", "cookie", "te", "upgrade", "expect"})
    if (text::equal_ignoring_case(name, own)) return true;
  return text::starts_with_ignoring_case(name, "x-zendesk-") || text::starts_with_ignoring_case(name, "webhook-");
}

bool is_one_line(std::string_view value) { return value.find_first_of(std::string_view("\r\n\0", 3)) == value.npos && value.size() <= 4096; }

// {"a":1,"b":"x"} -> "a=1&b=x"; anything else stays.
std::string form_of(const std::string& payload) {
  const auto parsed = parse_json(payload);
  if (!parsed.ok() || !parsed->is_object()) return payload;
  std::string out;
  for (const auto& [key, value] : parsed->get_object()) {
    out += (out.empty() ? "" : "&") + text::percent_encode({key.data(), key.size()}) + "=";
    if (!value.is_null()) out += text::percent_encode(value.is_string() ? std::string(value.get_string()) : to_string(value));
  }
  return out;
}

}  // namespace

http::ClientRequest request_of(const Webhook& webhook, std::string_view invocation, const std::string& payload, Time now) {
  http::ClientRequest out;
  out.method = webhook.http_method;
  out.url = webhook.endpoint;
  const bool has_body = out.method != "GET" && out.method != "DELETE";
  if (has_body) {
    out.body = webhook.request_format == "form_encoded" ? form_of(payload) : payload;
    out.headers.emplace("Content-Type", webhook.request_format == "form_encoded" ? "application/x-www-form-urlencoded"
                                        : webhook.request_format == "xml"        ? "application/xml; charset=utf-8"
                                                                                 : "application/json; charset=utf-8");
  }
  out.headers.emplace("Accept", "*/*");
  out.headers.emplace("User-Agent", "Sahay-Webhook/1");
  add_credentials(object_of(webhook.authentication), out.headers);
  for (const auto& [name, value] : object_of(webhook.custom_headers))
    if (value.is_string()) out.headers.emplace(std::string(name), std::string(value.get_string()));
  out.headers.merge(signature_headers(webhook, invocation, out.body, now));
  return out;
}

RawJson shown_request_headers(const Webhook& webhook, const http::Headers& headers) {
  const JsonObject authentication = object_of(webhook.authentication), own = object_of(webhook.custom_headers);
  const JsonObject* data = object_at(authentication, "data");
  const std::string key_name = data ? at(*data, "name") : "";
  JsonArray out;
  for (const auto& [name, value] : headers) {
    bool hidden = text::equal_ignoring_case(name, "authorization") || text::equal_ignoring_case(name, key_name);
    for (const auto& [one, unused] : own) hidden |= text::equal_ignoring_case(name, {one.data(), one.size()});
    out.push_back(JsonObject{{"key", name}, {"value", hidden ? std::string(kHidden) : value}});
  }
  return RawJson{to_string(Json(std::move(out)))};
}

RawJson shown_response_headers(const http::Headers& headers) {
  JsonArray out;
  for (const auto& [name, value] : headers)
    if (!text::equal_ignoring_case(name, "set-cookie") && out.size() < 50)
      out.push_back(JsonObject{{"key", text::repair_utf8(name)}, {"value", text::repair_utf8(std::string_view(value).substr(0, 500))}});
  return RawJson{to_string(Json(std::move(out)))};
}

std::string excerpt(std::string_view body) { return text::repair_utf8(body.substr(0, kExcerpt)); }

std::string problem_of_authentication(const JsonObject& authentication) {
  const std::string type = at(authentication, "type");
  const JsonObject* data = object_at(authentication, "data");
  if (type != "basic_auth" && type != "bearer_token" && type != "api_key") return "type";
  if (!data) return "data";
  const auto usable = [&](std::string_view key) { return !at(*data, key).empty() && is_one_line(at(*data, key)); };
  if (type == "basic_auth") return usable("username") && is_one_line(at(*data, "password")) ? "" : "data.username";
  if (type == "bearer_token") return usable("token") ? "" : "data.token";
  if (!is_token(at(*data, "name")) || is_reserved(at(*data, "name"))) return "data.name";
  return usable("value") ? "" : "data.value";
}

std::string problem_of_headers(const JsonObject& headers) {
  if (headers.size() > 5) return "custom_headers";
  for (const auto& [name, value] : headers) {
    const std::string_view key(name.data(), name.size());
    if (!is_token(key) || is_reserved(key) || !value.is_string() || !is_one_line({value.get_string().data(), value.get_string().size()}))
      return "custom_headers." + std::string(key);
  }
  return {};
}

void write_authentication(JsonWriter& w, const RawJson& raw) {
  const JsonObject authentication = object_of(raw);
  const std::string type = at(authentication, "type");
  const JsonObject* data = object_at(authentication, "data");
  w.begin_object().field("type", type).field("add_position", "header").key("data").begin_object();
  if (data && type == "basic_auth") w.field("username", at(*data, "username"));
  if (data && type == "api_key") w.field("name", at(*data, "name"));
  w.end_object().end_object();
}

}  // namespace sahay::webhooks
