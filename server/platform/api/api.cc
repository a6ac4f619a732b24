#include "platform/api/api.h"

#include <algorithm>

#include "base/log.h"
#include "base/text.h"
#include "platform/api/idempotency_sql.h"
#include "platform/api/rate_limit.h"
#include "platform/api/remembered.h"
#include "platform/http/multipart.h"

namespace sahay::api {
namespace {

constexpr std::string_view kPrefix = "/api/v2";

// A stored answer of an earlier request with the same key.
struct StoredReply {
  db::Blob request_hash;
  int status = 0;
  std::string body;
  std::string location;
};
BOOST_DESCRIBE_STRUCT(StoredReply, (), (request_hash, status, body, location))

// What comes from outside may be any bytes of any length; 128 bits of SHA-256 tell it apart from everything else.
db::Blob half(const std::string& hash) { return {hash.substr(0, 16)}; }

// No JSON begins with it: what follows names a teller and what to tell of.
constexpr char kMark = '@';

Result<std::string> told(Context& context, db::Tx& tx, const std::string& stored) {
  if (!stored.starts_with(kMark)) return stored;
  const std::string_view all = std::string_view(stored).substr(1), name = all.substr(0, all.find(' '));
  const auto teller = tellers.find(name);
  if (teller == tellers.end()) return not_found(std::string(name));
  return teller->second(context, tx, all.substr(std::min(all.size(), name.size() + 1)));
}

bool changes(const std::string& method) { return changes_something(method); }

constexpr char kLookup[] = "x-idempotency-lookup";

bool is_remembered(const Reply& reply) {
  return std::ranges::any_of(reply.headers, [](const auto& header) { return header.first == kLookup; });
}

// Answers with a cookie or a token are never stored; those with a token say "Pragma: no-cache" (RFC 6749 5.1).
bool is_secret(const Reply& reply) {
  for (const auto& [name, value] : reply.headers)
    if (name == "Set-Cookie" || name == "Pragma") return true;
  return false;
}

Result<Reply> answered_once(Context& context, db::Tx& tx, const std::string& given_key, const Handler& handler) {
  if (given_key.size() > 255) return invalid("Idempotency-Key", "TooLong", "error.field.too_long", {{"max", "255"}});
  const auto& request = *context.request;
  const db::Blob key = half(text::sha256(std::to_string(context.caller.id) + " " + request.method + " " + request.target + "\n" + given_key));
  const db::Blob hash = half(http::digest_of(request));
  if (const auto stored = tx.one<StoredReply>(sql::idempotency::find_reply, key)) {
    if (stored->request_hash != hash) return Error{ErrorCode::conflict, "error.idempotency_key_reused"};
    Reply reply{stored->status, TRY(told(context, tx, stored->body)), {{kLookup, "hit"}}};
    if (!stored->location.empty()) reply.headers.emplace_back("Location", stored->location);
    return reply;
  }
  Reply reply = TRY(handler(context, tx));
  if (reply.status >= 400 || is_secret(reply)) return reply;  // a refusal is not remembered: the client may try again
  std::string location, tells_of;
  std::erase_if(reply.headers, [&](const auto& header) {
    if (header.first == "Location") location = header.second;
    if (header.first == kTellsOf) tells_of = kMark + header.second;
    return header.first == kTellsOf;
  });
  tx.post(sql::idempotency::insert_reply, tx.new_id("idempotency_replies"), key, hash, reply.status, tells_of.empty() ? reply.body : tells_of, location, tx.now());
  reply.headers.emplace_back(kLookup, "miss");
  return reply;
}

// A changing route of administrators without a resource: its path and the names of what was sent; values may be secret.
void note_route(Context& context, db::Tx& tx, const std::string& action) {
  std::vector<std::string> keys;
  for (const auto& [key, value] : context.body) {
    keys.emplace_back(key);
    if (!value.is_object()) continue;
    for (const auto& [inner, ignored] : value.get_object()) keys.push_back(std::string(key) + "." + std::string(inner));
  }
  std::string after;
  JsonWriter(after).begin_object().field("keys", keys).end_object();
  note_change(context, tx, {action, "route", context.id(), "", std::move(after)});
}

// The caller's path prefix ("/.zendesk.com") stays in the URLs that we answer (wire rule 6).
std::string prefix_of(const http::Request& request) {
  return request.path.starts_with("/.zendesk.com/") ? "/.zendesk.com" : "";
}

http::Response to_response(Reply reply) {
  http::Response response;
  response.status = reply.status;
  if (reply.status != 204) response.body = std::move(reply.body);
  for (auto& [name, value] : reply.headers) response.header(std::move(name), std::move(value));
  if (reply.status != 204 && !response.headers.contains("Content-Type")) response.header("Content-Type", "application/json; charset=utf-8");
  return response;
}

void add_rate_headers(http::Response& response, const RateLimit::Standing& rate) {
  response.header("X-Rate-Limit", std::to_string(rate.limit)).header("X-Rate-Limit-Remaining", std::to_string(rate.remaining));
  response.header("ratelimit-limit", std::to_string(rate.limit)).header("ratelimit-remaining", std::to_string(rate.remaining));
  response.header("ratelimit-reset", std::to_string(rate.reset)).header("Cache-Control", "private, no-store");
}

// Whoever asks again for what they have gets it once (If-None-Match compares weakly, RFC 9110 13.1.2).
void spare_what_is_known(const http::Request& request, http::Response& response) {
  if (request.method != "GET" || response.status != 200 || response.body.empty()) return;
  const std::string tag = "\"" + std::to_string(response.body.size()) + "-" + std::to_string(std::hash<std::string_view>{}(response.body)) + "\"";
  response.header("ETag", "W/" + tag);
  for (std::string_view entry : text::split(request.header("If-None-Match"), ',')) {
    entry = text::trim(entry);
    if (entry.starts_with("W/")) entry.remove_prefix(2);
    if (entry != tag) continue;
    response.status = 304;
    response.body.clear();
    response.headers.erase("Content-Type");
    return;
  }
}

}  // namespace

std::optional<std::string> Context::parameter(std::string_view name) const {
  return request ? request->parameter(name) : std::nullopt;
}

std::int64_t Context::id(std::string_view name) const {
  const auto value = request ? text::to_integer(request->path_value(name)) : std::nullopt;
  return value && *value > 0 && *value < (1LL << 53) ? *value : 0;
}

Result<const JsonObject*> Context::wrapped(std::string_view key) const {
  if (const JsonObject* found = object_at(body, key)) return found;
  return Error{ErrorCode::bad_request, "error.missing_wrapper", {}, {}, {{"key", std::string(key)}}};
}

bool Context::includes(std::string_view sideload) const {
  const auto list = parameter("include");
  if (!list) return false;
  for (std::string_view part : text::split(*list, ','))
    if (text::trim(part) == sideload) return true;
  return false;
}

Api::Api(http::Router& router, db::Store& store, const Clock& clock, Authenticator authenticate)
    : router_(router), store_(store), clock_(clock), authenticate_(std::move(authenticate)) {}

void note_change(Context& context, db::Tx& tx, const Change& change) {
  context.noted = true;
  if (keep_change) keep_change(context, tx, change);
}

void Api::read(std::string method, std::string path, Right right, Handler handler) {
  if (right.permission.empty()) right.permission = kAnyStaff;  // a question changes nothing, whatever its method
  add(std::move(method), std::move(path), std::move(right),
      [this, handler = std::move(handler)](Context& context, const std::string&) {
        return store_.read([&](db::Tx& tx) { return handler(context, tx); });
      },
      {}, true);
}

void Api::write(std::string method, std::string path, Right right, Handler handler, http::RouteOptions options) {
  if (right.access == Access::admin)
    handler = [handler = std::move(handler), action = method + " " + path](Context& context, db::Tx& tx) -> Result<Reply> {
      Reply reply = TRY(handler(context, tx));
      if (!context.noted && reply.status < 400) note_route(context, tx, action);
      return reply;
    };
  add(std::move(method), std::move(path), std::move(right),
      [this, handler = std::move(handler)](Context& context, const std::string& key) {
        return store_.write([&](db::Tx& tx) -> Result<Reply> {
          context.now = tx.now();
          context.noted = false;
          return key.empty() ? handler(context, tx) : once(context, tx, key, handler);
        });
      },
      options, true);
}

void Api::plain(std::string method, std::string path, Right right, PlainHandler handler, http::RouteOptions options,
                bool json_body) {
  if (right.access == Access::admin && changes(method))
    handler = [handler = std::move(handler), action = method + " " + path](Context& context, db::Store& store) -> Result<Reply> {
      Reply reply = TRY(handler(context, store));
      if (context.noted || reply.status >= 400) return reply;
      return store.write([&](db::Tx& tx) -> Result<Reply> {
        note_route(context, tx, action);
        return reply;
      });
    };
  add(std::move(method), std::move(path), std::move(right),
      [this, handler = std::move(handler)](Context& context, const std::string& key) -> Result<Reply> {
        if (key.empty()) return handler(context, store_);
        // The effect has its own transactions: its answer is looked up before and, unless write_once did, remembered after.
        const Handler known = [](Context&, db::Tx&) -> Result<Reply> { return Reply{425, {}}; };
        Reply earlier = TRY(store_.write([&](db::Tx& tx) { return once(context, tx, key, known); }));
        if (earlier.status != 425) return earlier;
        Reply reply = TRY(handler(context, store_));
        if (is_secret(reply) || is_remembered(reply)) return reply;
        return store_.write([&](db::Tx& tx) {
          return once(context, tx, key, [&](Context&, db::Tx&) -> Result<Reply> { return reply; });
        });
      },
      options, json_body);
}

void Api::add(std::string method, std::string path, Right right, Run run, http::RouteOptions options, bool json_body) {
  const RouteInfo route{method, path, right.access, permission_needed(right, method)};
  routes_.push_back(route);
  router_.add(method, std::string(kPrefix) + path,
              [this, route, run = std::move(run), json_body](http::Request& request) {
                return serve(request, route, run, json_body);
              },
              options);
}

Result<Caller> Api::admit(const http::Request& request, const RouteInfo& route) {
  Caller caller = TRY(authenticate_(request, store_));
  if (caller.access == Access::anonymous && route.access > Access::anonymous)
    return Error{ErrorCode::unauthenticated, "error.unauthenticated"};
  const Right right(route.access, route.permission.empty() ? kAnyStaff : route.permission);
  if (!allows(right, caller, route.method)) return forbidden("route");
  if (const std::string scope = missing_scope(caller, route.method, route.path); !scope.empty())
    return Error{ErrorCode::forbidden, "error.missing_scope", {}, {}, {{"scope", scope}}};
  if (caller.by_cookie && changes(request.method) && request.header("X-Sahay").empty())
    return Error{ErrorCode::forbidden, "error.missing_x_sahay"};
  return caller;
}

http::Response Api::serve(http::Request& request, const RouteInfo& route, const Run& run, bool json_body) {
  i18n::Language language = i18n::negotiate(request.header("Accept-Language"));
  RateLimit::Standing rate;
  const auto answer = [&]() -> Result<Reply> {
    Context context;
    context.request = &request;
    context.now = clock_.now();
    context.caller = TRY(admit(request, route));
    rate = rate_limit.take(context.caller, request.remote_address, context.now);
    if (rate.refused) return Error{ErrorCode::too_many, "error.too_many_calls", {}, {}, {{"seconds", std::to_string(rate.reset)}}};
    if (context.caller.id && request.header("Accept-Language").empty()) language = context.caller.language;
    context.caller.language = language;
    context.site_url = request.base_url + prefix_of(request);
    context.base_url = context.site_url + std::string(kPrefix);
    if (json_body && !text::trim(request.body).empty()) {
      Json parsed = TRY(parse_json(request.body));
      // Some clients send "null" where there is nothing to say.
      if (!parsed.is_object() && !parsed.is_null()) return Error{ErrorCode::bad_request, "error.json", "the body is no object"};
      if (parsed.is_object()) context.body = std::move(parsed.get_object());
    }
    return run(context, changes(request.method) ? std::string(request.header("Idempotency-Key")) : std::string());
  };
  http::Response response;
  try {
    Result<Reply> result = answer();
    if (result.ok()) {
      response = to_response(std::move(result).value());
    } else {
      const Error& error = result.error();
      if (error.code == ErrorCode::internal)
        log::error("api", "request failed", {{"id", request.request_id}, {"key", error.key}, {"detail", error.detail}});
      response = error_response(error, language);
    }
  } catch (const db::Failure& failure) {
    const bool busy = failure.kind == db::Failure::Kind::busy;
    if (!busy) log::error("api", "database failure", {{"id", request.request_id}, {"path", request.path}, {"what", failure.what()}});
    response = error_response({busy ? ErrorCode::unavailable : ErrorCode::internal, busy ? "error.busy" : "error.internal"}, language);
  } catch (const std::exception& failure) {
    log::error("api", "request threw", {{"id", request.request_id}, {"path", request.path}, {"what", failure.what()}});
    response = error_response({ErrorCode::internal, "error.internal"}, language);
  }
  spare_what_is_known(request, response);
  add_rate_headers(response, rate);
  return response;
}

Result<Reply> Api::once(Context& context, db::Tx& tx, const std::string& key, const Handler& handler) {
  return answered_once(context, tx, key, handler);
}

Result<Reply> write_once(Context& context, db::Store& store, const Handler& effect) {
  const std::string key(context.request->header("Idempotency-Key"));
  return store.write([&](db::Tx& tx) { return key.empty() ? effect(context, tx) : answered_once(context, tx, key, effect); });
}

void forget_replies(db::Tx& tx) {
  while (tx.execute(sql::idempotency::forget_replies, tx.now() - std::chrono::hours(24)) > 0) {
  }
}

}  // namespace sahay::api
