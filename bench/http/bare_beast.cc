#include "bare_beast.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>

#include "platform/net/asio_loop.h"

namespace sahay::bench {
namespace {

namespace asio = boost::asio;
namespace beast_http = boost::beast::http;

net::Task<> serve(net::Socket socket, const std::string& answer) {
  boost::beast::flat_buffer buffer;
  net::ErrorCode error;
  while (!error) {
    beast_http::request<beast_http::string_body> request;
    co_await beast_http::async_read(socket, buffer, request, asio::redirect_error(net::use_task, error));
    if (error) break;
    co_await asio::async_write(socket, asio::buffer(answer), asio::redirect_error(net::use_task, error));
  }
}

net::Task<> accept(net::Acceptor& acceptor, const std::string& answer) {
  while (true) {
    auto socket = co_await acceptor.async_accept(net::use_task);
    socket.set_option(net::tcp::no_delay(true));
    auto task = serve(std::move(socket), answer);
    asio::co_spawn(acceptor.get_executor(), std::move(task), asio::detached);
  }
}

}  // namespace

std::uint16_t start_bare_beast(std::string body) {
  static net::EventLoop loop;
  static const std::string answer = "HTTP/1.1 200 OK\r\ncontent-type: application/json; charset=utf-8\r\ncontent-length: " +
                                    std::to_string(body.size()) + "\r\n\r\n" + body;
  static net::Acceptor acceptor(loop.asio().context.get_executor(), net::tcp::endpoint(asio::ip::address_v4::loopback(), 0));
  asio::co_spawn(loop.asio().context, accept(acceptor, answer), asio::detached);
  loop.start();
  return acceptor.local_endpoint().port();
}

}  // namespace sahay::bench
