#include "platform/http/connection.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <boost/asio/redirect_error.hpp>
#include <boost/beast/websocket/rfc6455.hpp>

#include "base/log.h"
#include "base/text.h"
#include "platform/http/message.h"
#include "platform/http/websocket.h"

namespace sahay::http {
namespace {

namespace beast_http = boost::beast::http;

constexpr std::size_t kJoinBody = 64 * 1024;     // bodies up to this leave in one piece with the head
constexpr std::size_t kFileChunk = 256 * 1024;
constexpr std::size_t kSpoolAbove = 1 << 20;
constexpr std::size_t kUnroutedBody = 64 * 1024;  // read and thrown away, to keep the connection
constexpr std::size_t kLingerBytes = 1 << 20;
constexpr std::chrono::milliseconds kLinger{2000};

class File {
 public:
  File() = default;
  explicit File(int descriptor) : descriptor_(descriptor) {}
  File(File&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
  File& operator=(File&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    return *this;
  }
  ~File() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  int descriptor() const { return descriptor_; }
  explicit operator bool() const { return descriptor_ >= 0; }

 private:
  int descriptor_ = -1;
};

bool write_fully(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    bytes.remove_prefix(std::size_t(written));
  }
  return true;
}

std::string join(const std::vector<std::string>& words) {
  std::string out;
  for (const auto& word : words) out += (out.empty() ? "" : ", ") + word;
  return out;
}

}  // namespace

// One request and its answer.
struct Connection::Exchange {
  std::optional<Parser> parser{std::in_place};
  Request request;
  Response response;
  Router::Match match;
  std::unique_ptr<SocketHandler> socket_handler;
  std::size_t body_limit = 0;
  bool refused = false;      // response is set, no handler runs
  bool keep = false;         // the connection goes on afterwards
  bool is_upgrade = false;
  bool head_only = false;
  File spool_file;
  File file;                 // of a file response
  std::uint64_t file_at = 0;
  std::uint64_t file_left = 0;
  std::string chunk;

  ~Exchange() { drop_spooled(); }
  void drop_spooled() {
    if (!request.body_file.empty()) ::unlink(request.body_file.c_str());
    request.body_file.clear();
  }
};

Connection::Connection(Server::State& state, net::Socket socket, net::Address peer)
    : state_(state), transport_(std::move(socket), state.tls.get()), peer_{peer, peer.to_string()} {
  state_.connections.insert(this);
  ++state_.open_connections;
}

Connection::~Connection() {
  state_.connections.erase(this);
  --state_.open_connections;
}

void Connection::drain() {
  if (phase_ != Phase::busy) transport_.close();
}

void Connection::expired() {
  if (phase_ == Phase::head && !in_.empty()) {
    Response response = error_response(408, "RequestTimeout", "The request did not arrive in time.");
    if (state_.options.decorate) state_.options.decorate(Request{}, response);
    const auto text = head_of(response, response.body.size(), Persistence::close, state_.next_request_id()) + response.body;
    const asio::const_buffer piece(text.data(), text.size());
    transport_.try_write(&piece, 1);
    transport_.shutdown_send();
  }
  transport_.close();
}

net::Task<> Connection::run(std::shared_ptr<Connection> connection) {
  try {
    while (co_await connection->serve_one() == Next::request) {
    }
  } catch (const std::exception& error) {
    log::error("http", "a connection ended by an exception", {{"what", error.what()}});
  }
}

net::Task<Connection::Next> Connection::serve_one() {
  auto owned = std::make_shared<Exchange>();
  Exchange& exchange = *owned;
  if (!co_await read_head(exchange)) co_return Next::end;
  if (!exchange.refused && !exchange.is_upgrade && !co_await read_body(exchange)) co_return Next::end;
  phase_ = Phase::busy;
  clear();
  ++state_.requests;
  if (!exchange.refused) {
    exchange.request.body = std::move(exchange.parser->get().body());
    // The exchange belongs to the work too: a stopped loop may go away while a handler still runs.
    const bool accepted = co_await run_on_worker([this, owned] { answer(*owned); }, true);
    if (!accepted) {
      exchange.response = error_response(503, "ServiceUnavailable", "Too many requests are waiting. Try again shortly.");
      exchange.response.header("retry-after", "1");
      if (state_.options.decorate) state_.options.decorate(exchange.request, exchange.response);
    }
  }
  if (exchange.socket_handler) {
    upgrade(exchange);
    co_return Next::end;
  }
  if (state_.draining) exchange.keep = false;
  if (!co_await write_response(exchange)) co_return Next::end;
  if (exchange.keep) co_return Next::request;
  co_await linger();
  co_return Next::end;
}

net::Task<bool> Connection::fill() {
  while (true) {
    const auto got = transport_.try_read(state_.scratch.get(), Server::State::kScratch);
    if (got.bytes > 0) {
      in_.append(state_.scratch.get(), got.bytes);
      co_return true;
    }
    if (got.error) co_return false;
    ErrorCode error;
    co_await transport_.wait(got.want, asio::redirect_error(net::use_task, error));
    if (error) co_return false;
  }
}

bool Connection::feed(Exchange& exchange) {
  ErrorCode error;
  const std::size_t used = exchange.parser->put(asio::buffer(in_), error);
  in_.erase(0, used);
  if (error == beast_http::error::need_more) {
    error = {};
    if (!exchange.parser->is_header_done() && in_.size() > state_.options.header_limit) {
      error = beast_http::error::header_limit;
    }
  }
  if (error) refuse_parse(exchange, error);
  return !error;
}

net::Task<bool> Connection::read_head(Exchange& exchange) {
  auto& parser = *exchange.parser;
  parser.header_limit(std::uint32_t(state_.options.header_limit));
  parser.body_limit(boost::none);
  phase_ = Phase::idle;
  if (in_.empty()) {
    std::string().swap(in_);
    if (state_.draining) co_return false;
    state_.arm(*this, state_.options.idle_timeout);
    if (!transport_.is_tls() && !transport_.has_unread()) {
      ErrorCode error;
      co_await transport_.wait(Transport::Want::read, asio::redirect_error(net::use_task, error));
      if (error) co_return false;
    }
    if (!co_await fill()) co_return false;
  }
  phase_ = Phase::head;
  state_.arm(*this, state_.options.header_timeout);
  while (true) {
    if (!feed(exchange)) co_return true;
    if (parser.is_header_done()) break;
    if (!co_await fill()) co_return false;
  }
  begin_request(exchange);
  co_return true;
}

void Connection::refuse(Exchange& exchange, int status, std::string_view error, std::string_view description) {
  exchange.refused = true;
  exchange.keep = false;
  exchange.response = error_response(status, error, description);
  if (exchange.request.request_id.empty()) exchange.request.request_id = state_.next_request_id();
  if (state_.options.decorate) state_.options.decorate(exchange.request, exchange.response);
}

void Connection::refuse_parse(Exchange& exchange, ErrorCode error) {
  if (error == beast_http::error::header_limit) {
    refuse(exchange, 431, "RequestHeaderFieldsTooLarge", "The header of the request is too large.");
  } else if (error == beast_http::error::body_limit) {
    refuse(exchange, 413, "RequestEntityTooLarge", "The body of the request is too large.");
  } else {
    refuse(exchange, 400, "BadRequest", "The request is not valid HTTP/1.1.");
  }
}

void Connection::begin_request(Exchange& exchange) {
  auto& message = exchange.parser->get();
  auto& request = exchange.request;
  request.request_id = state_.next_request_id();
  request.method = message.method_string();
  exchange.head_only = request.method == "HEAD";
  exchange.keep = message.keep_alive();
  for (const auto& field : message) {
    const auto name = field.name_string();
    request.headers.emplace(text::lower_ascii({name.data(), name.size()}), field.value());
  }
  check_request(exchange);
  if (exchange.refused) return;

  exchange.match = state_.router.match(request.method, request.path);
  exchange.is_upgrade = exchange.match.socket != nullptr && boost::beast::websocket::is_upgrade(message);
  if (!exchange.is_upgrade && exchange.match.socket != nullptr && exchange.match.route == nullptr) {
    refuse(exchange, 426, "UpgradeRequired", "This address speaks WebSocket only.");
    exchange.response.header("upgrade", "websocket");
    return;
  }
  // A body of an upgrade request is not read, so nothing may follow a refusal.
  if (exchange.is_upgrade) exchange.keep = false;
  request.path_values = std::move(exchange.match.path_values);
  request.allowed_methods = std::move(exchange.match.allowed);
  exchange.body_limit = exchange.match.route != nullptr ? exchange.match.route->options.body_limit
                        : state_.router.fallback()      ? RouteOptions{}.body_limit
                                                        : kUnroutedBody;
  const auto length = exchange.parser->content_length();
  if (length && *length > exchange.body_limit) {
    return refuse(exchange, 413, "RequestEntityTooLarge", "The body of the request is too large.");
  }
  exchange.parser->body_limit(exchange.body_limit);
  exchange.parser->eager(true);
}

// What Beast's parser lets through and we do not.
void Connection::check_request(Exchange& exchange) {
  const auto& message = exchange.parser->get();
  auto& request = exchange.request;
  const auto hosts = request.headers.count("host");
  const auto coding = request.header("transfer-encoding");
  const bool origin_known = hosts == 1 && is_valid_host(request.header("host"));
  if (!read_target(request, {message.target().data(), message.target().size()})) {
    return refuse(exchange, 400, "BadRequest", "The target of the request is not valid.");
  }
  if (!origin_known && (hosts > 0 || message.version() >= 11)) {
    return refuse(exchange, 400, "BadRequest", "The Host header is missing or not valid.");
  }
  if (request.headers.contains("transfer-encoding") &&
      (!text::equal_ignoring_case(coding, "chunked") || request.headers.count("transfer-encoding") > 1 ||
       request.headers.contains("content-length") || message.version() < 11)) {
    return refuse(exchange, 400, "BadRequest", "The transfer encoding is not supported.");
  }
  const auto expect = request.header("expect");
  if (!expect.empty() && !text::equal_ignoring_case(expect, "100-continue")) {
    return refuse(exchange, 417, "ExpectationFailed", "The expectation is not supported.");
  }
  read_origin(request, peer_, transport_.is_tls(), state_.trusted, state_.options.public_url);
}

net::Task<bool> Connection::read_body(Exchange& exchange) {
  auto& parser = *exchange.parser;
  if (parser.is_done()) co_return true;
  phase_ = Phase::busy;
  state_.arm(*this, state_.options.body_timeout);
  if (in_.empty() && parser.get().version() >= 11 && !exchange.request.header("expect").empty()) {
    if (!co_await write_all("HTTP/1.1 100 Continue\r\n\r\n")) co_return false;
  }
  const bool spooled = exchange.match.route != nullptr && exchange.match.route->options.spool_body;
  while (true) {
    // put() with no bytes lets the parser find the end of an empty body.
    const std::size_t before = in_.size();
    if (!feed(exchange)) co_return true;
    if (spooled && parser.get().body().size() > kSpoolAbove) spool(exchange);
    if (exchange.refused || parser.is_done()) co_return true;
    if (!in_.empty() && in_.size() < before) continue;
    state_.arm(*this, state_.options.body_timeout);
    if (!co_await fill()) co_return false;
  }
}

void Connection::spool(Exchange& exchange) {
  auto& body = exchange.parser->get().body();
  if (!exchange.spool_file) {
    std::string name = state_.options.spool_directory + "/sahay-body-XXXXXX";
    exchange.spool_file = File(::mkostemp(name.data(), O_CLOEXEC));
    if (exchange.spool_file) exchange.request.body_file = name;
  }
  if (!exchange.spool_file || !write_fully(exchange.spool_file.descriptor(), body)) {
    log::error("http", "cannot spool a body", {{"directory", state_.options.spool_directory}, {"errno", errno}});
    return refuse(exchange, 507, "InsufficientStorage", "The upload cannot be stored now.");
  }
  body.clear();
}

net::Task<bool> Connection::run_on_worker(std::function<void()> work, bool bounded) {
  const auto start = [&](auto handler) {
    auto shared = std::make_shared<decltype(handler)>(std::move(handler));
    auto& inbox = state_.inbox;
    auto job = [&inbox, shared, work = std::move(work)] {
      work();
      inbox.push([shared] { std::move (*shared)(true); });
    };
    if (!bounded) return state_.pool->push(std::move(job));
    if (!state_.pool->offer(std::move(job))) asio::post(transport_.get_executor(), [shared] { std::move (*shared)(false); });
  };
  co_return co_await asio::async_initiate<const asio::use_awaitable_t<net::Executor>, void(bool)>(start, net::use_task);
}

// On a worker.
void Connection::answer(Exchange& exchange) {
  auto& request = exchange.request;
  auto& response = exchange.response;
  if (exchange.spool_file) {
    // The tail that stayed in memory completes the file.
    if (!write_fully(exchange.spool_file.descriptor(), request.body)) {
      response = error_response(507, "InsufficientStorage", "The upload cannot be stored now.");
      return;
    }
    request.body.clear();
    exchange.spool_file = File();
  }
  try {
    if (exchange.is_upgrade) {
      auto decision = (*exchange.match.socket)(request);
      if (auto* handler = std::get_if<std::unique_ptr<SocketHandler>>(&decision)) {
        exchange.socket_handler = std::move(*handler);
        if (exchange.socket_handler) return;
        response = error_response(500, "InternalServerError", "The server failed to answer this request.");
      } else {
        response = std::move(std::get<Response>(decision));
      }
    } else if (exchange.match.route != nullptr) {
      response = exchange.match.route->handler(request);
    } else if (state_.router.fallback()) {
      response = state_.router.fallback()(request);
    } else if (request.allowed_methods.empty() && request.path != "*") {
      response = error_response(404, "RecordNotFound", "Not found");
    } else {
      auto allowed = request.allowed_methods;
      if (std::find(allowed.begin(), allowed.end(), "GET") != allowed.end()) allowed.push_back("HEAD");
      allowed.push_back("OPTIONS");
      if (request.method == "OPTIONS") response.status = 204;
      else response = error_response(405, "MethodNotAllowed", "This address does not answer to " + request.method + ".");
      response.header("allow", join(allowed));
    }
    exchange.drop_spooled();
    if (!response.file_path.empty()) open_file(exchange);
    if (state_.options.compress) compress(request, response);
  } catch (const std::exception& error) {
    log::error("http", "a handler threw", {{"path", request.path}, {"request", request.request_id}, {"what", error.what()}});
    response = error_response(500, "InternalServerError", "The server failed to answer this request.");
    exchange.file = File();
  }
  if (state_.options.decorate) state_.options.decorate(request, response);
}

void Connection::open_file(Exchange& exchange) {
  auto& response = exchange.response;
  exchange.file = File(::open(response.file_path.c_str(), O_RDONLY | O_CLOEXEC));
  struct stat status {};
  if (!exchange.file || ::fstat(exchange.file.descriptor(), &status) != 0 || !S_ISREG(status.st_mode)) {
    log::error("http", "cannot open the file of a response", {{"path", response.file_path}});
    response = error_response(404, "RecordNotFound", "Not found");
    exchange.file = File();
    return;
  }
  const auto size = std::uint64_t(status.st_size);
  exchange.file_at = 0;
  exchange.file_left = size;
  if (response.status != 200) return;
  if (!response.headers.contains("accept-ranges")) response.header("accept-ranges", "bytes");
  const auto if_range = exchange.request.header("if-range");
  const auto etag = response.headers.find("etag");
  const auto header = exchange.request.header("range");
  if (header.empty() || exchange.request.method != "GET") return;
  if (!if_range.empty() && (etag == response.headers.end() || if_range != etag->second)) return;
  const auto range = parse_range(header, size);
  if (!range) return;
  if (range->first > range->second) {
    response = error_response(416, "RangeNotSatisfiable", "The requested range lies outside the file.");
    response.header("content-range", "bytes */" + std::to_string(size));
    exchange.file = File();
    return;
  }
  response.status = 206;
  response.header("content-range", "bytes " + std::to_string(range->first) + "-" + std::to_string(range->second) + "/" +
                                       std::to_string(size));
  exchange.file_at = range->first;
  exchange.file_left = range->second - range->first + 1;
}

net::Task<bool> Connection::write_all(std::string_view first, std::string_view second) {
  while (!first.empty() || !second.empty()) {
    std::array<asio::const_buffer, 2> pieces{asio::const_buffer(first.data(), first.size()),
                                             asio::const_buffer(second.data(), second.size())};
    const std::size_t skip = first.empty() ? 1 : 0;
    const auto sent = transport_.try_write(pieces.data() + skip, (second.empty() ? 1 : 2) - skip);
    if (sent.error) co_return false;
    const auto of_first = std::min(sent.bytes, first.size());
    first.remove_prefix(of_first);
    second.remove_prefix(sent.bytes - of_first);
    if (sent.want == Transport::Want::none) continue;
    state_.arm(*this, state_.options.write_timeout);
    ErrorCode error;
    co_await transport_.wait(sent.want, asio::redirect_error(net::use_task, error));
    if (error) co_return false;
  }
  co_return true;
}

net::Task<bool> Connection::write_response(Exchange& exchange) {
  auto& response = exchange.response;
  const bool body_allowed = may_have_body(response.status);
  const std::string_view body = response.shared_body           ? std::string_view(*response.shared_body)
                                : response.constant_body.data() ? response.constant_body
                                                                : std::string_view(response.body);
  const std::uint64_t size = exchange.file ? exchange.file_left : body.size();
  auto head = head_of(response, size, exchange.keep ? Persistence::keep : Persistence::close, exchange.request.request_id);
  const bool send_body = body_allowed && !exchange.head_only;
  if (!send_body || exchange.file) {
    if (!co_await write_all(head)) co_return false;
    co_return !send_body || co_await write_file(exchange);
  }
  if (body.size() > kJoinBody) co_return co_await write_all(head, body);
  head += body;
  co_return co_await write_all(head);
}

net::Task<bool> Connection::write_file(Exchange& exchange) {
  while (exchange.file_left > 0) {
    clear();
    const auto read_chunk = [&exchange] {
      exchange.chunk.resize(std::size_t(std::min<std::uint64_t>(kFileChunk, exchange.file_left)));
      const ssize_t got = ::pread(exchange.file.descriptor(), exchange.chunk.data(), exchange.chunk.size(),
                                  off_t(exchange.file_at));
      exchange.chunk.resize(got > 0 ? std::size_t(got) : 0);
    };
    co_await run_on_worker(read_chunk, false);
    // A file that became shorter: the promised length cannot be kept, so the connection must end.
    if (exchange.chunk.empty()) co_return false;
    exchange.file_at += exchange.chunk.size();
    exchange.file_left -= exchange.chunk.size();
    if (!co_await write_all(exchange.chunk)) co_return false;
  }
  co_return true;
}

// Closing with unread bytes would send RST and could destroy the answer on its way (RFC 9112 9.6).
net::Task<> Connection::linger() {
  transport_.shutdown_send();
  state_.arm(*this, kLinger);
  phase_ = Phase::busy;
  std::size_t discarded = 0;
  while (discarded < kLingerBytes) {
    in_.clear();
    if (!co_await fill()) break;
    discarded += in_.size();
  }
  transport_.close();
}

void Connection::upgrade(Exchange& exchange) {
  clear();
  transport_.put_back(in_);
  std::string().swap(in_);
  beast_http::request<beast_http::empty_body> head(std::move(exchange.parser->get().base()));
  auto session = std::make_shared<SocketSession>(state_, std::move(transport_), std::move(exchange.socket_handler));
  session->accept(std::move(head), exchange.request.request_id);
}

}  // namespace sahay::http
