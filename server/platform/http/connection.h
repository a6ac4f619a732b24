// One HTTP connection: reads requests with Beast's parser, hands each complete one to a worker, writes its answer, and
// goes on until the client, a limit or the drain ends it. A WebSocket upgrade moves the transport to a SocketSession.
// Internal to platform/http. Threading: the loop; only the handler of a request runs on a worker.
#pragma once

#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include "platform/http/message.h"
#include "platform/http/server_state.h"

namespace sahay::http {

class Connection final : public std::enable_shared_from_this<Connection>, public net::WheelTimer {
 public:
  Connection(Server::State& state, net::Socket socket, net::Address peer);
  ~Connection() override;

  // Lives as long as the returned task.
  static net::Task<> run(std::shared_ptr<Connection> connection);
  // Closes an idle connection now, a busy one after its answer.
  void drain();
  void close() { transport_.close(); }

 private:
  using Parser = boost::beast::http::request_parser<boost::beast::http::string_body>;
  struct Exchange;
  enum class Next { request, end };

  void expired() override;
  net::Task<Next> serve_one();
  net::Task<bool> read_head(Exchange& exchange);
  net::Task<bool> read_body(Exchange& exchange);
  net::Task<bool> fill();
  net::Task<bool> run_on_worker(std::function<void()> work, bool bounded);
  net::Task<bool> write_all(std::string_view first, std::string_view second = {});
  net::Task<bool> write_response(Exchange& exchange);
  net::Task<bool> write_file(Exchange& exchange);
  net::Task<> linger();

  bool feed(Exchange& exchange);
  void begin_request(Exchange& exchange);
  void check_request(Exchange& exchange);
  void refuse(Exchange& exchange, int status, std::string_view error, std::string_view description);
  void refuse_parse(Exchange& exchange, ErrorCode error);
  void answer(Exchange& exchange);
  void open_file(Exchange& exchange);
  void spool(Exchange& exchange);
  void upgrade(Exchange& exchange);

  Server::State& state_;
  Transport transport_;
  const Peer peer_;
  std::string in_;  // read, not parsed yet; empty while idle
  enum class Phase : std::uint8_t { idle, head, busy } phase_ = Phase::idle;
};

}  // namespace sahay::http
