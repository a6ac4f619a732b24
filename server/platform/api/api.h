// Api: every route of /api/v2 goes through here: authentication, the right of the route, JSON bodies, errors in the
// exact shapes of the wire rules, idempotency keys, rate headers. Handlers get a Context and a transaction, and give
// back a Reply or an Error; one request is one commit.
// Rule of use: register routes before the server starts; paths are relative to /api/v2.
// Threading: handlers run on several workers at once.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "platform/api/caller.h"
#include "platform/api/right.h"
#include "platform/db/store.h"
#include "platform/http/http.h"

namespace sahay::api {

struct Reply {
  int status = 200;
  std::string body;                                            // JSON text; empty with 204
  std::vector<std::pair<std::string, std::string>> headers{};  // Location, ...

  static Reply ok(std::string body) { return {200, std::move(body)}; }
  static Reply created(std::string body, std::string location) {
    return {201, std::move(body), {{"Location", std::move(location)}}};
  }
  static Reply no_content() { return {204, {}}; }
};

// What a handler knows of the request. `request` is null inside bulk jobs.
struct Context {
  const http::Request* request = nullptr;
  Caller caller;
  std::string base_url;   // "https://desk.example.org/api/v2", with the caller's path prefix
  std::string site_url;   // without /api/v2
  JsonObject body;        // parsed JSON object; empty when there was none
  Time now{};
  bool noted = false;     // an administrative change was noted (note_change)

  std::optional<std::string> parameter(std::string_view name) const;
  std::int64_t id(std::string_view name = "id") const;  // a path value; 0 when it is no positive integer
  std::string url(std::string_view path) const { return base_url + std::string(path); }
  // The object under the wrapper key ("ticket"), or the Error that names it.
  Result<const JsonObject*> wrapped(std::string_view key) const;
  bool includes(std::string_view sideload) const;  // include=a,b
};

using Handler = std::function<Result<Reply>(Context&, db::Tx&)>;
using PlainHandler = std::function<Result<Reply>(Context&, db::Store&)>;
// Finds the caller or answers unauthenticated. Requests without credentials give an anonymous Caller.
using Authenticator = std::function<Result<Caller>(const http::Request&, db::Store&)>;

struct RouteInfo {
  std::string method;
  std::string path;  // relative to /api/v2
  Access access;
  std::string permission{};  // that staff below administrators need; "" = none
};

// One administrative change, for the record; who and from where stand in the Context.
struct Change {
  std::string action;         // "create", "update", "destroy", or "PUT /account/settings" of a route without a resource
  std::string kind;           // "group"
  std::int64_t id = 0;
  std::string before, after;  // JSON objects, "" = none
};
// Keeps the record; set once at start by whoever keeps it. Runs in the transaction of the change.
inline std::function<void(Context&, db::Tx&, const Change&)> keep_change;
void note_change(Context& context, db::Tx& tx, const Change& change);

// One key of a resource, for the description of the API.
struct KeyInfo {
  std::string name, type;  // type as in Field
  bool required = false, read_only = false;
};

class Api {
 public:
  Api(http::Router& router, db::Store& store, const Clock& clock, Authenticator authenticate);

  // read: runs on a snapshot. write: runs in a write transaction together with its idempotency record; its Reply is
  // sent only after the commit is on disk.
  void read(std::string method, std::string path, Right right, Handler handler);
  void write(std::string method, std::string path, Right right, Handler handler, http::RouteOptions options = {});
  // plain: opens its own transactions (password hashing, uploads); `json_body` false leaves the body unparsed.
  void plain(std::string method, std::string path, Right right, PlainHandler handler, http::RouteOptions options = {},
             bool json_body = true);

  // One item of a bulk job: its own transaction, its own result ({"id":..,"success":true,...}).
  using Item = std::function<Result<JsonObject>(Context&, db::Tx&, const JsonObject&)>;
  void add_bulk(std::string action, Item item);
  // How one item of such a job is taken back; it gets that item's result. A job of an action without it cannot be undone.
  void add_undo(const std::string& action, Item item);
  // Stores the job and answers {"job_status": ...}; it is worked off by the job "api.bulk", each item exactly once.
  Result<Reply> start_bulk(Context& context, db::Tx& tx, std::string action, JsonArray items);
  // A job that takes a completed one back, once. Errors: not_found, conflict (not completed, or undone already), invalid.
  Result<Reply> start_undo(Context& context, db::Tx& tx, std::string_view job_id);
  Result<void> run_bulk(db::Store& store, std::string_view job_id);  // the job handler

  const std::vector<RouteInfo>& routes() const { return routes_; }
  // The keys of a resource's wire object, by its singular name.
  void describe(std::string name, std::vector<KeyInfo> keys) { schemas_[std::move(name)] = std::move(keys); }
  const std::map<std::string, std::vector<KeyInfo>>& schemas() const { return schemas_; }
  const Clock& clock() const { return clock_; }
  // Called with the language of the error's reader; also used by other edges.
  static http::Response error_response(const Error& error, i18n::Language language);
  // Rebuilds a Caller by id (bulk jobs, sockets).
  std::function<Result<Caller>(db::Tx&, std::int64_t)> caller_by_id;

 private:
  using Run = std::function<Result<Reply>(Context&, const std::string& idempotency_key)>;
  void add(std::string method, std::string path, Right right, Run run, http::RouteOptions options, bool json_body);
  http::Response serve(http::Request& request, const RouteInfo& route, const Run& run, bool json_body);
  Result<Caller> admit(const http::Request& request, const RouteInfo& route);
  Result<Reply> once(Context& context, db::Tx& tx, const std::string& key, const Handler& handler);

  http::Router& router_;
  db::Store& store_;
  const Clock& clock_;
  Authenticator authenticate_;
  std::vector<RouteInfo> routes_;
  std::map<std::string, Item> bulk_;
  std::map<std::string, std::vector<KeyInfo>> schemas_;
};

// Drops remembered answers of more than 24 hours ago; called by the hourly housekeeping.
void forget_replies(db::Tx& tx);

// The routes of /job_statuses.
void add_bulk_routes(Api& api);

// GET /openapi.json: the description of all routes and resources (OpenAPI 3.1), made from the route table. Call last.
void add_openapi_route(Api& api, std::string version);

// "{"error":"RecordInvalid",...}" for an Error, in the words of `language`.
std::string error_body(const Error& error, i18n::Language language);
int status_of(ErrorCode code);

}  // namespace sahay::api
