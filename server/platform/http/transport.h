// One accepted connection: a non-blocking socket with or without TLS (OpenSSL straight on the descriptor: 16 kB an idle
// connection, asio::ssl::stream takes 74 kB). It is also the next layer of Beast's websocket::stream.
// Rule of use: internal to platform/http (includes Asio). try_* never wait; wait() tells when to try again.
// Threading: the loop.
#pragma once

#include <openssl/ssl.h>

#include <boost/asio/buffer.hpp>
#include <boost/asio/compose.hpp>
#include <boost/asio/post.hpp>
#include <boost/beast/core/role.hpp>
#include <memory>
#include <string>

#include "platform/net/asio_loop.h"

namespace sahay::http {

namespace asio = boost::asio;
using net::ErrorCode;

struct SslDelete {
  void operator()(SSL* ssl) const { SSL_free(ssl); }
};

// Finds the ends of masked WebSocket frames in a byte stream, so that a read can stop there: Beast then never buffers
// bytes of a next frame, and "nothing unread here" really means "wait for the socket".
class FrameGate {
 public:
  // How many of the bytes belong to the frame that is under way (at most one frame's end is passed).
  std::size_t take(const char* data, std::size_t size);

 private:
  std::uint64_t payload_ = 0;  // bytes still to come
  std::uint8_t header_[14]{};
  std::uint8_t have_ = 0;
};

class Transport {
 public:
  using executor_type = net::Executor;
  enum class Want { none, read, write };
  // want: would block until then. error: the connection is over (asio::error::eof when the peer ended it).
  struct Outcome {
    std::size_t bytes = 0;
    Want want = Want::none;
    ErrorCode error{};
  };

  Transport(net::Socket socket, SSL_CTX* tls);
  Transport(Transport&&) = default;

  Outcome try_read(void* data, std::size_t size);
  // Sends the pieces as one write as far as the kernel takes them.
  Outcome try_write(const asio::const_buffer* pieces, std::size_t count);

  // Bytes that no wait on the socket would announce.
  bool has_unread() const { return !unread_.empty() || (tls_ && SSL_pending(tls_.get()) > 0); }
  void put_back(std::string_view bytes) { unread_.insert(0, bytes); }
  void stop_at_frames() { gated_ = true; }
  // At the start of a frame: removes the pongs that have arrived whole, so that the answer to a ping does not leave a
  // read with its buffers in flight. True when there was one.
  bool drop_pongs();

  bool is_tls() const { return tls_ != nullptr; }
  net::Socket& socket() { return socket_; }
  executor_type get_executor() { return socket_.get_executor(); }
  void shutdown_send();
  void close();

  template <class Token>
  auto wait(Want want, Token&& token) {
    return socket_.async_wait(want == Want::write ? net::tcp::socket::wait_write : net::tcp::socket::wait_read,
                              std::forward<Token>(token));
  }

  template <class Buffers, class Token>
  auto async_read_some(const Buffers& buffers, Token&& token) {
    asio::mutable_buffer target;
    for (auto at = asio::buffer_sequence_begin(buffers); at != asio::buffer_sequence_end(buffers); ++at) {
      target = *at;
      if (target.size() > 0) break;
    }
    return asio::async_compose<Token, void(ErrorCode, std::size_t)>(ReadOperation{*this, target}, token, socket_);
  }

  template <class Buffers, class Token>
  auto async_write_some(const Buffers& buffers, Token&& token) {
    WriteOperation operation{*this};
    for (auto at = asio::buffer_sequence_begin(buffers);
         at != asio::buffer_sequence_end(buffers) && operation.count < operation.pieces.size(); ++at) {
      if (asio::const_buffer(*at).size() > 0) operation.pieces[operation.count++] = *at;
    }
    return asio::async_compose<Token, void(ErrorCode, std::size_t)>(operation, token, socket_);
  }

 private:
  // The first try is made at once; its success is posted, since a completion must not run inside its start.
  struct ReadOperation {
    Transport& transport;
    asio::mutable_buffer target;
    Outcome outcome{};
    enum { begin, waiting, done } state = begin;

    template <class Self>
    void operator()(Self& self, ErrorCode error = {}) {
      if (state == done) return self.complete(outcome.error, outcome.bytes);
      if (error) return self.complete(error, 0);
      outcome = transport.try_read(target.data(), target.size());
      if (outcome.want != Want::none) {
        state = waiting;
        return transport.wait(outcome.want, std::move(self));
      }
      if (state == waiting) return self.complete(outcome.error, outcome.bytes);
      state = done;
      asio::post(transport.get_executor(), std::move(self));
    }
  };

  struct WriteOperation {
    Transport& transport;
    std::array<asio::const_buffer, 4> pieces{};
    std::size_t count = 0;
    Outcome outcome{};
    enum { begin, waiting, done } state = begin;

    template <class Self>
    void operator()(Self& self, ErrorCode error = {}) {
      if (state == done) return self.complete(outcome.error, outcome.bytes);
      if (error) return self.complete(error, 0);
      outcome = transport.try_write(pieces.data(), count);
      if (outcome.want != Want::none) {
        state = waiting;
        return transport.wait(outcome.want, std::move(self));
      }
      if (state == waiting) return self.complete(outcome.error, outcome.bytes);
      state = done;
      asio::post(transport.get_executor(), std::move(self));
    }
  };

  Outcome read_raw(void* data, std::size_t size);
  Outcome tls_outcome(int result);

  net::Socket socket_;
  std::unique_ptr<SSL, SslDelete> tls_;
  std::string unread_;
  FrameGate gate_;
  bool gated_ = false;
};

// What websocket::stream asks of its next layer.
void teardown(boost::beast::role_type, Transport& transport, ErrorCode& error);
inline void beast_close_socket(Transport& transport) { transport.close(); }

template <class Handler>
void async_teardown(boost::beast::role_type, Transport& transport, Handler&& handler) {
  transport.shutdown_send();
  asio::post(transport.get_executor(),
             [handler = std::forward<Handler>(handler)]() mutable { std::move(handler)(ErrorCode{}); });
}

}  // namespace sahay::http
