#include "platform/http/transport.h"

#include <openssl/err.h>
#include <sys/socket.h>

#include <algorithm>
#include <cstring>

namespace sahay::http {
namespace {

constexpr std::size_t kTlsRecord = 16 * 1024;

ErrorCode last_error() { return {errno, boost::system::system_category()}; }

}  // namespace

std::size_t FrameGate::take(const char* data, std::size_t size) {
  std::size_t at = 0;
  while (at < size) {
    if (payload_ > 0) {
      const auto part = std::min<std::uint64_t>(payload_, size - at);
      payload_ -= part;
      at += std::size_t(part);
      if (payload_ == 0) return at;
      continue;
    }
    header_[have_++] = std::uint8_t(data[at++]);
    if (have_ < 2) continue;
    const unsigned length = header_[1] & 0x7F;
    const std::size_t extended = length == 126 ? 2 : length == 127 ? 8 : 0;
    const std::size_t mask = (header_[1] & 0x80) != 0 ? 4 : 0;
    if (have_ < 2 + extended + mask) continue;
    payload_ = extended == 0 ? length : 0;
    for (std::size_t i = 0; i < extended; ++i) payload_ = payload_ << 8 | header_[2 + i];
    have_ = 0;
    if (payload_ == 0) return at;
  }
  return at;
}

Transport::Transport(net::Socket socket, SSL_CTX* tls) : socket_(std::move(socket)) {
  ErrorCode ignored;
  socket_.native_non_blocking(true, ignored);
  socket_.set_option(net::tcp::no_delay(true), ignored);
  if (tls == nullptr) return;
  tls_.reset(SSL_new(tls));
  SSL_set_fd(tls_.get(), socket_.native_handle());
  SSL_set_accept_state(tls_.get());
}

Transport::Outcome Transport::tls_outcome(int result) {
  switch (SSL_get_error(tls_.get(), result)) {
    case SSL_ERROR_WANT_READ: return {.want = Want::read};
    case SSL_ERROR_WANT_WRITE: return {.want = Want::write};
    case SSL_ERROR_ZERO_RETURN: return {.error = asio::error::eof};
    default: ERR_clear_error(); return {.error = asio::error::connection_reset};
  }
}

Transport::Outcome Transport::read_raw(void* data, std::size_t size) {
  if (!socket_.is_open()) return {.error = asio::error::operation_aborted};
  if (tls_) {
    ERR_clear_error();
    const int got = SSL_read(tls_.get(), data, int(std::min<std::size_t>(size, 1 << 30)));
    return got > 0 ? Outcome{.bytes = std::size_t(got)} : tls_outcome(got);
  }
  while (true) {
    const ssize_t got = ::recv(socket_.native_handle(), data, size, 0);
    if (got > 0) return {.bytes = std::size_t(got)};
    if (got == 0) return {.error = asio::error::eof};
    if (errno == EINTR) continue;
    if (errno == EAGAIN || errno == EWOULDBLOCK) return {.want = Want::read};
    return {.error = last_error()};
  }
}

Transport::Outcome Transport::try_read(void* data, std::size_t size) {
  if (size == 0) return {};
  Outcome outcome;
  const bool kept = !unread_.empty();
  if (kept) {
    outcome.bytes = std::min(size, unread_.size());
    std::memcpy(data, unread_.data(), outcome.bytes);
  } else {
    outcome = read_raw(data, size);
    if (outcome.bytes == 0) return outcome;
  }
  std::size_t taken = outcome.bytes;
  if (gated_) taken = gate_.take(static_cast<const char*>(data), outcome.bytes);
  if (kept) {
    unread_.erase(0, taken);
    if (unread_.empty()) std::string().swap(unread_);
  } else if (taken < outcome.bytes) {
    unread_.assign(static_cast<const char*>(data) + taken, outcome.bytes - taken);
  }
  outcome.bytes = taken;
  return outcome;
}

bool Transport::drop_pongs() {
  constexpr std::size_t kHeader = 6;  // of a masked control frame
  if (unread_.empty()) {
    char bytes[1024];
    const auto got = read_raw(bytes, sizeof bytes);
    unread_.assign(bytes, got.bytes);
  }
  std::size_t at = 0;
  while (unread_.size() - at >= kHeader && unread_[at] == '\x8A') {
    const auto length = std::uint8_t(unread_[at + 1]);
    if (length < 0x80 || length > 0x80 + 125 || unread_.size() - at < kHeader + length - 0x80) break;
    at += kHeader + length - 0x80;
  }
  unread_.erase(0, at);
  if (unread_.empty()) std::string().swap(unread_);
  return at > 0;
}

Transport::Outcome Transport::try_write(const asio::const_buffer* pieces, std::size_t count) {
  if (!socket_.is_open()) return {.error = asio::error::operation_aborted};
  if (tls_) {
    // One record instead of one per piece. A retry carries the same bytes, which is what OpenSSL asks for.
    thread_local char record[kTlsRecord];
    const void* data = count > 0 ? pieces[0].data() : nullptr;
    std::size_t size = count > 0 ? pieces[0].size() : 0;
    if (count > 1 && size < kTlsRecord) {
      size = 0;
      for (std::size_t i = 0; i < count && size < kTlsRecord; ++i) {
        const auto part = std::min(pieces[i].size(), kTlsRecord - size);
        std::memcpy(record + size, pieces[i].data(), part);
        size += part;
      }
      data = record;
    }
    if (size == 0) return {};
    ERR_clear_error();
    const int sent = SSL_write(tls_.get(), data, int(std::min<std::size_t>(size, 1 << 30)));
    return sent > 0 ? Outcome{.bytes = std::size_t(sent)} : tls_outcome(sent);
  }
  std::array<iovec, 8> vectors;
  count = std::min(count, vectors.size());
  for (std::size_t i = 0; i < count; ++i) vectors[i] = {const_cast<void*>(pieces[i].data()), pieces[i].size()};
  msghdr message{};
  message.msg_iov = vectors.data();
  message.msg_iovlen = count;
  while (true) {
    const ssize_t sent = ::sendmsg(socket_.native_handle(), &message, MSG_NOSIGNAL);
    if (sent >= 0) return {.bytes = std::size_t(sent)};
    if (errno == EINTR) continue;
    if (errno == EAGAIN || errno == EWOULDBLOCK) return {.want = Want::write};
    return {.error = last_error()};
  }
}

void Transport::shutdown_send() {
  ErrorCode ignored;
  if (tls_ && socket_.is_open()) {
    ERR_clear_error();
    if (SSL_is_init_finished(tls_.get())) SSL_shutdown(tls_.get());
    ERR_clear_error();
  }
  socket_.shutdown(net::tcp::socket::shutdown_send, ignored);
}

void Transport::close() {
  ErrorCode ignored;
  socket_.close(ignored);
}

void teardown(boost::beast::role_type, Transport& transport, ErrorCode& error) {
  transport.shutdown_send();
  error = {};
}

}  // namespace sahay::http
