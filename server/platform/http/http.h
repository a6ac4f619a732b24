// Requests, responses and routes, free of Asio and Beast.
// A complete request is handed to a bounded worker pool; a handler is plain synchronous code and may block.
// Rule of use: handlers answer errors as Result at the edge (platform/api); never throw for what can happen.
// Threading: a Router is filled before serve(); handlers run on several workers at once.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace sahay::http {

// Header names compare without case.
struct HeaderLess {
  using is_transparent = void;
  bool operator()(std::string_view a, std::string_view b) const;
};
using Headers = std::multimap<std::string, std::string, HeaderLess>;

struct Request {
  std::string method;                 // "GET", upper case
  std::string target;                 // as sent, with query
  std::string path;                   // decoded path without query, ".json" and "/.zendesk.com" still on it
  std::vector<std::pair<std::string, std::string>> query;  // decoded, in order
  Headers headers;
  std::string body;
  std::string remote_address;         // the client's, through trusted proxies only
  std::string base_url;               // "https://desk.example.org": from Host or trusted X-Forwarded-*
  std::string request_id;             // made here; answered as x-request-id
  std::vector<std::pair<std::string, std::string>> path_values;  // of {name} in the route
  std::vector<std::string> allowed_methods;  // for the fallback: other methods of this path (answer 405), or empty (404)
  std::string body_file;              // when a spooled body outgrew memory: where it lies until the handler returns

  std::string_view header(std::string_view name) const;           // "" when absent
  std::optional<std::string> parameter(std::string_view name) const;  // first value of the query parameter
  std::vector<std::string> parameters(std::string_view name) const;   // all values
  std::string_view path_value(std::string_view name) const;
  std::optional<std::string> cookie(std::string_view name) const;
};

struct Response {
  int status = 200;
  Headers headers;
  std::string body;
  // When set, sent instead of body (shared by many answers).
  std::shared_ptr<const std::string> shared_body;
  std::string_view constant_body{};   // likewise, of memory that lives as long as the program (embedded assets)
  std::string file_path;              // when set, the file is streamed (attachments, raw mail)

  static Response json(int status, std::string body);
  static Response text(int status, std::string body);
  static Response html(int status, std::string body);
  static Response redirect(int status, std::string location);
  Response& header(std::string name, std::string value);  // CR, LF and NUL are removed
};

using Handler = std::function<Response(Request&)>;

// {"error": "BadRequest", "description": "..."}: the shape of every answer that the server itself refuses with.
Response error_response(int status, std::string_view error, std::string_view description);
// x-content-type-options and referrer-policy, unless the response has its own. The server does this to every answer.
void add_security_headers(Response& response);
// "Not Found" for 404.
std::string_view reason_of(int status);

// --- WebSocket -------------------------------------------------------------------------------------------------------

// A connected socket. Idle sockets hold no worker and about 4 kB.
// send and close may be called from any thread; frames of one socket keep their order. A consumer slower than 1 MB of
// waiting frames is closed with 4008.
class WebSocket {
 public:
  virtual ~WebSocket() = default;
  virtual std::uint64_t id() const = 0;
  virtual void send(std::shared_ptr<const std::string> text) = 0;
  void send(std::string text) { send(std::make_shared<const std::string>(std::move(text))); }
  virtual void close(int code, std::string_view reason) = 0;
};

// One per accepted socket, made by SocketFactory. Calls come from the worker pool, one at a time per socket, in order.
class SocketHandler {
 public:
  virtual ~SocketHandler() = default;
  virtual void on_open(std::shared_ptr<WebSocket> socket) = 0;
  virtual void on_text(std::string text) = 0;
  virtual void on_close() = 0;
};

// Decides on the upgrade: a handler accepts, a Response refuses (401, 403, 404).
using SocketFactory = std::function<std::variant<std::unique_ptr<SocketHandler>, Response>(Request&)>;

// --- Router ----------------------------------------------------------------------------------------------------------

struct RouteOptions {
  std::size_t body_limit = 1 << 20;  // bytes; above: 413
  bool spool_body = false;           // bodies above 1 MB go to Request::body_file instead of memory
};

struct Route {
  std::string method;
  std::string pattern;  // "/api/v2/tickets/{id}"; a last segment "{rest...}" takes the remainder
  Handler handler;
  RouteOptions options;
};

class Router {
 public:
  // Static segments win over {name}; registering the same method and pattern twice throws std::logic_error.
  void add(std::string method, std::string pattern, Handler handler, RouteOptions options = {});
  void add_socket(std::string pattern, SocketFactory factory);
  // Called when nothing matches: answers 404, or 405 with Allow when Request::allowed_methods is not empty.
  // Without one the server answers both. OPTIONS and HEAD (through GET) need no routes.
  void set_fallback(Handler handler);
  const Handler& fallback() const;

  struct Match {
    const Route* route = nullptr;          // null: nothing matched
    const SocketFactory* socket = nullptr;
    std::vector<std::pair<std::string, std::string>> path_values;
    std::vector<std::string> allowed;      // other methods of this path, for 405
  };
  // `path` decoded; ".json" at the end and "/.zendesk.com" at the start are ignored.
  Match match(std::string_view method, std::string_view path) const;
  const std::vector<Route>& routes() const;

  Router();
  ~Router();
  Router(Router&&) noexcept;
  Router& operator=(Router&&) noexcept;

 private:
  struct Tree;
  std::unique_ptr<Tree> tree_;
};

}  // namespace sahay::http
