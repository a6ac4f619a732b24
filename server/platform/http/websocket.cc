#include "platform/http/websocket.h"

#include <boost/beast/http/field.hpp>

#include "base/log.h"

namespace sahay::http {
namespace {

namespace websocket = boost::beast::websocket;

constexpr std::size_t kCallBytes = 512 * 1024;  // unhandled input at which reading pauses
constexpr std::size_t kCalls = 256;
constexpr std::chrono::milliseconds kHandshake{10'000};
constexpr std::chrono::milliseconds kGoodbye{5'000};
constexpr int kSlowConsumer = 4008;

}  // namespace

SocketSession::SocketSession(Server::State& state, Transport transport, std::unique_ptr<SocketHandler> handler)
    : state_(state), id_(++state.socket_counter), stream_(std::move(transport)), handler_(std::move(handler)) {
  state_.sockets.insert(this);
  ++state_.open_sockets;
}

SocketSession::~SocketSession() = default;

void SocketSession::accept(boost::beast::http::request<boost::beast::http::empty_body> head,
                           const std::string& request_id) {
  stream_.read_message_max(state_.options.socket_message_limit);
  stream_.auto_fragment(false);  // a frame is what one send() gave
  stream_.text(true);
  stream_.set_option(websocket::stream_base::decorator([request_id](websocket::response_type& response) {
    response.erase(boost::beast::http::field::server);
    response.set("x-request-id", request_id);
  }));
  stream_.control_callback([this](websocket::frame_type, boost::beast::string_view) { note_activity(); });
  stream_.next_layer().stop_at_frames();
  state_.arm(*this, kHandshake);
  auto request = std::make_shared<decltype(head)>(std::move(head));
  stream_.async_accept(*request, [self = shared_from_this(), request](ErrorCode error) {
    if (error) return self->end();
    self->accepted_ = true;
    self->stream_.set_option(websocket::stream_base::decorator([](websocket::response_type&) {}));
    self->call({Call::Kind::open});
    self->note_activity();
    self->listen();
    self->flush();
  });
}

// --- From any thread -------------------------------------------------------------------------------------------------

void SocketSession::send(std::shared_ptr<const std::string> text) {
  const std::lock_guard lock(mutex_);
  if (closed_) return;
  queued_ += text->size();
  if (queued_ > state_.options.socket_queue_limit) {
    closed_ = true;
    close_code_ = kSlowConsumer;
    close_reason_ = "slow consumer";
    outbox_.clear();
  } else {
    outbox_.push_back(std::move(text));
  }
  if (std::exchange(flush_posted_, true)) return;
  state_.inbox.push([self = shared_from_this()] { self->flush(); });
}

void SocketSession::close(int code, std::string_view reason) {
  const std::lock_guard lock(mutex_);
  if (closed_) return;
  closed_ = true;
  close_code_ = std::uint16_t(code);
  close_reason_ = reason.substr(0, 120);  // a control frame carries 125 bytes
  if (std::exchange(flush_posted_, true)) return;
  state_.inbox.push([self = shared_from_this()] { self->flush(); });
}

// --- On the loop -----------------------------------------------------------------------------------------------------

void SocketSession::note_activity() {
  pinged_ = false;
  if (!closing_) state_.arm(*this, state_.options.ping_interval);
}

void SocketSession::expired() {
  const auto self = shared_from_this();  // end() may drop the last other owner
  if (!accepted_ || closing_ || pinged_) return abort();
  pinged_ = true;
  state_.arm(*this, state_.options.ping_interval);
  stream_.async_ping({}, [self](ErrorCode) {});
}

void SocketSession::abort() {
  stream_.next_layer().close();
  end();
}

void SocketSession::listen() {
  if (closing_ || ended_ || reading_) return;
  reading_ = true;
  if (stream_.next_layer().has_unread()) return read();
  stream_.next_layer().wait(Transport::Want::read, [self = shared_from_this()](ErrorCode error) {
    self->reading_ = false;
    if (error) return self->end();
    if (self->closing_) return;
    auto& transport = self->stream_.next_layer();
    if (transport.drop_pongs()) {
      self->note_activity();
      if (!transport.has_unread()) return self->listen();
    }
    self->reading_ = true;
    self->read();
  });
}

void SocketSession::read() {
  incoming_ = std::make_unique<boost::beast::flat_buffer>();
  stream_.async_read(*incoming_, [self = shared_from_this()](ErrorCode error, std::size_t) { self->received(error); });
}

void SocketSession::received(ErrorCode error) {
  reading_ = false;
  const auto buffer = std::move(incoming_);
  if (error) return end();
  note_activity();
  if (!stream_.got_text()) return close(1003, "text only");
  const auto bytes = buffer->data();
  call({Call::Kind::text, std::string(static_cast<const char*>(bytes.data()), bytes.size())});
  {
    const std::lock_guard lock(mutex_);
    paused_ = calls_.size() > kCalls || call_bytes_ > kCallBytes;
    if (paused_) return;
  }
  listen();
}

void SocketSession::flush() {
  {
    const std::lock_guard lock(mutex_);
    flush_posted_ = false;
    if (ended_ || closing_ || !accepted_) return;
    if (writing_) {
      // A slow consumer's pending write will not end by itself.
      if (close_code_ == kSlowConsumer) state_.arm(*this, kGoodbye);
      return;
    }
    sending_.clear();
    next_ = 0;
    sending_.swap(outbox_);
    if (sending_.empty()) {
      if (sending_.capacity() > 0) decltype(sending_)().swap(sending_);
      if (!closed_) return;
    }
  }
  if (sending_.empty()) return say_goodbye();
  writing_ = true;
  stream_.async_write(asio::buffer(*sending_[0]), [self = shared_from_this()](ErrorCode error, std::size_t) {
    self->sent(error);
  });
}

void SocketSession::sent(ErrorCode error) {
  bool drop = false;
  {
    const std::lock_guard lock(mutex_);
    queued_ -= sending_[next_]->size();
    drop = close_code_ == kSlowConsumer;
  }
  sending_[next_].reset();
  ++next_;
  if (error) {
    writing_ = false;
    return abort();
  }
  if (next_ < sending_.size() && !drop) {
    stream_.async_write(asio::buffer(*sending_[next_]), [self = shared_from_this()](ErrorCode e, std::size_t) {
      self->sent(e);
    });
    return;
  }
  writing_ = false;
  if (drop) sending_.clear();
  flush();
}

void SocketSession::say_goodbye() {
  websocket::close_reason reason;
  {
    const std::lock_guard lock(mutex_);
    reason.code = close_code_;
    reason.reason = close_reason_;
  }
  closing_ = true;
  state_.arm(*this, kGoodbye);
  stream_.async_close(reason, [self = shared_from_this()](ErrorCode) { self->abort(); });
}

// The connection is over: the handler learns it once, after everything it was already owed.
void SocketSession::end() {
  if (std::exchange(ended_, true)) return;
  clear();
  stream_.next_layer().close();
  state_.sockets.erase(this);
  --state_.open_sockets;
  {
    const std::lock_guard lock(mutex_);
    closed_ = true;
    outbox_.clear();
  }
  call({Call::Kind::close});
}

// --- Calls of the handler --------------------------------------------------------------------------------------------

void SocketSession::call(Call call) {
  {
    const std::lock_guard lock(mutex_);
    call_bytes_ += call.text.size();
    calls_.push_back(std::move(call));
    if (std::exchange(calls_running_, true)) return;
  }
  state_.pool->push([self = shared_from_this()] { self->run_calls(); });
}

// On a worker. Runs what is there, then goes to the end of the queue, so that one busy socket starves nobody.
void SocketSession::run_calls() {
  std::vector<Call> calls;
  {
    const std::lock_guard lock(mutex_);
    calls.swap(calls_);
    call_bytes_ = 0;
  }
  for (auto& next : calls) {
    if (!handler_) break;
    try {
      if (next.kind == Call::Kind::open) handler_->on_open(std::make_shared<SocketHandle>(shared_from_this()));
      if (next.kind == Call::Kind::text) handler_->on_text(std::move(next.text));
      if (next.kind == Call::Kind::close) {
        handler_->on_close();
        handler_.reset();  // it may own this socket
      }
    } catch (const std::exception& error) {
      log::error("http", "a socket handler threw", {{"what", error.what()}});
      close(1011, "internal error");
    }
  }
  const std::lock_guard lock(mutex_);
  calls_running_ = !calls_.empty();
  if (calls_running_) state_.pool->push([self = shared_from_this()] { self->run_calls(); });
  if (std::exchange(paused_, false)) state_.inbox.push([self = shared_from_this()] { self->listen(); });
}

}  // namespace sahay::http
