// A blocking client for tests: raw bytes over a loopback socket, HTTP answers split into head and body, and WebSocket
// frames exactly as given (also wrong ones).
// Threading: one thread per object.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <string>
#include <string_view>

namespace sahay::http::test {

struct Answer {
  int status = 0;
  std::string head;
  std::string body;

  // The value of a header, "" when absent. Names are sent in lower case by our server.
  std::string header(std::string_view name) const {
    const auto at = head.find("\r\n" + std::string(name) + ": ");
    if (at == std::string::npos) return {};
    const auto start = at + name.size() + 4;
    return head.substr(start, head.find("\r\n", start) - start);
  }
};

struct Frame {
  int opcode = -1;  // -1: the connection ended
  std::string payload;
  int close_code() const {
    return payload.size() < 2 ? 0 : int(std::uint8_t(payload[0])) << 8 | int(std::uint8_t(payload[1]));
  }
};

class Client {
 public:
  explicit Client(std::uint16_t port, int receive_buffer = 0) {
    socket_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (receive_buffer > 0) ::setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    connected_ = ::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
  }
  ~Client() { ::close(socket_); }
  Client(const Client&) = delete;

  bool connected() const { return connected_; }

  bool send(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      bytes.remove_prefix(std::size_t(sent));
    }
    return true;
  }

  Answer get(std::string_view path, std::string_view headers = {}) {
    send("GET " + std::string(path) + " HTTP/1.1\r\nHost: desk.example\r\n" + std::string(headers) + "\r\n");
    return answer();
  }

  // The next answer; status 0 when the connection ended first.
  Answer answer(bool has_body = true) {
    Answer out;
    std::size_t end;
    while ((end = buffer_.find("\r\n\r\n")) == std::string::npos) {
      if (!receive()) return out;
    }
    out.head = buffer_.substr(0, end + 2);
    buffer_.erase(0, end + 4);
    out.status = std::atoi(out.head.c_str() + 9);
    const auto length = out.header("content-length");
    const std::size_t size = has_body && !length.empty() ? std::stoul(length) : 0;
    while (buffer_.size() < size) {
      if (!receive()) break;
    }
    out.body = buffer_.substr(0, size);
    buffer_.erase(0, std::min(size, buffer_.size()));
    return out;
  }

  bool open_socket(std::string_view path, std::string_view headers = {}) {
    send("GET " + std::string(path) +
         " HTTP/1.1\r\nHost: desk.example\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
         "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" + std::string(headers) + "\r\n");
    upgrade = answer();
    return upgrade.status == 101;
  }
  Answer upgrade;

  static std::string frame(int first_byte, std::string_view payload, bool masked = true) {
    std::string out(1, char(first_byte));
    const int mask_bit = masked ? 0x80 : 0;
    if (payload.size() < 126) {
      out += char(mask_bit | int(payload.size()));
    } else if (payload.size() < 65536) {
      out += char(mask_bit | 126);
      out += char(payload.size() >> 8);
      out += char(payload.size() & 0xFF);
    } else {
      out += char(mask_bit | 127);
      for (int shift = 56; shift >= 0; shift -= 8) out += char(std::uint64_t(payload.size()) >> shift & 0xFF);
    }
    const char mask[4] = {0x11, 0x22, 0x33, 0x44};
    if (masked) out.append(mask, 4);
    for (std::size_t i = 0; i < payload.size(); ++i) out += masked ? char(payload[i] ^ mask[i % 4]) : payload[i];
    return out;
  }

  bool text(std::string_view payload) { return send(frame(0x81, payload)); }

  Frame next_frame() {
    Frame out;
    if (!need(2)) return out;
    const int opcode = buffer_[0] & 0x0F;
    std::size_t size = buffer_[1] & 0x7F;
    std::size_t header = 2;
    if (size >= 126) {
      const std::size_t bytes = size == 126 ? 2 : 8;
      if (!need(2 + bytes)) return out;
      size = 0;
      for (std::size_t i = 0; i < bytes; ++i) size = size << 8 | std::uint8_t(buffer_[2 + i]);
      header += bytes;
    }
    if (!need(header + size)) return out;
    out.opcode = opcode;
    out.payload = buffer_.substr(header, size);
    buffer_.erase(0, header + size);
    return out;
  }

  // True when the peer closed within the time.
  bool ended(std::chrono::milliseconds within = std::chrono::seconds(10)) {
    timeout_ = within;
    while (receive()) {
    }
    return closed_;
  }
  void set_timeout(std::chrono::milliseconds timeout) { timeout_ = timeout; }
  std::string& buffer() { return buffer_; }
  void half_close() { ::shutdown(socket_, SHUT_WR); }

  bool receive() {
    pollfd wait{socket_, POLLIN, 0};
    if (::poll(&wait, 1, int(timeout_.count())) <= 0) return false;
    char bytes[65536];
    const ssize_t got = ::recv(socket_, bytes, sizeof bytes, 0);
    if (got <= 0) {
      closed_ = true;
      return false;
    }
    buffer_.append(bytes, std::size_t(got));
    return true;
  }

 private:
  bool need(std::size_t bytes) {
    while (buffer_.size() < bytes) {
      if (!receive()) return false;
    }
    return true;
  }

  int socket_ = -1;
  bool connected_ = false;
  bool closed_ = false;
  std::string buffer_;
  std::chrono::milliseconds timeout_{10'000};
};

}  // namespace sahay::http::test
