// One WebSocket over Beast's websocket::stream in its lean form: no deflate, no read in flight while idle (one wait for
// readability holds no buffer), no coroutine frame, deadlines on the wheel.
// Internal to platform/http. Threading: send, close and id from any thread; everything else on the loop; the handler's
// calls on workers, one at a time.
#pragma once

#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/websocket/stream.hpp>
#include <mutex>

#include "platform/http/server_state.h"

namespace sahay::http {

class SocketSession final : public net::WheelTimer, public std::enable_shared_from_this<SocketSession> {
 public:
  SocketSession(Server::State& state, Transport transport, std::unique_ptr<SocketHandler> handler);
  ~SocketSession() override;

  void accept(boost::beast::http::request<boost::beast::http::empty_body> head, const std::string& request_id);

  std::uint64_t id() const { return id_; }
  void send(std::shared_ptr<const std::string> text);
  void close(int code, std::string_view reason);
  // The connection ends without a farewell.
  void abort();

 private:
  struct Call {
    enum class Kind : std::uint8_t { open, text, close } kind;
    std::string text{};
  };

  void expired() override;
  void listen();
  void read();
  void received(ErrorCode error);
  void flush();
  void sent(ErrorCode error);
  void say_goodbye();
  void end();
  void call(Call call);
  void run_calls();
  void note_activity();

  Server::State& state_;
  const std::uint64_t id_;
  boost::beast::websocket::stream<Transport, false> stream_;
  std::unique_ptr<boost::beast::flat_buffer> incoming_;  // only while a message arrives
  std::vector<std::shared_ptr<const std::string>> sending_;
  std::size_t next_ = 0;      // of sending_
  bool accepted_ = false;
  bool writing_ = false;
  bool closing_ = false;      // our close frame is on its way: nobody else reads
  bool reading_ = false;
  bool ended_ = false;
  bool pinged_ = false;       // and nothing was heard since

  std::mutex mutex_;          // guards what follows
  std::vector<std::shared_ptr<const std::string>> outbox_;
  std::size_t queued_ = 0;    // bytes in outbox_ and sending_
  bool flush_posted_ = false;
  bool closed_ = false;       // no more sends
  std::uint16_t close_code_ = 0;
  std::string close_reason_;
  std::vector<Call> calls_;
  std::size_t call_bytes_ = 0;
  bool calls_running_ = false;
  bool paused_ = false;       // nobody reads until the handler has caught up
  std::unique_ptr<SocketHandler> handler_;  // used by the one worker that runs calls
};

// What a handler holds. It may outlive the connection and the server; then it does nothing.
class SocketHandle final : public WebSocket {
 public:
  explicit SocketHandle(const std::shared_ptr<SocketSession>& session) : id_(session->id()), session_(session) {}

  std::uint64_t id() const override { return id_; }
  using WebSocket::send;
  void send(std::shared_ptr<const std::string> text) override {
    if (const auto session = session_.lock()) session->send(std::move(text));
  }
  void close(int code, std::string_view reason) override {
    if (const auto session = session_.lock()) session->close(code, reason);
  }

 private:
  const std::uint64_t id_;
  const std::weak_ptr<SocketSession> session_;
};

}  // namespace sahay::http
