// For tests: a server that plays a script on loopback, one connection after the other. Lines of the script:
// "S: text" sends the text and CRLF, "C: text" expects a line that starts with the text, "DATA" reads to the lone dot,
// "CLOSE" closes, "WAIT" holds the line until the client leaves. What the client sent is kept.
// Threading: its own thread; read received() after join().
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace sahay::mail::test {

class ScriptedPeer {
 public:
  explicit ScriptedPeer(std::vector<std::vector<std::string>> connections) {
    listener_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0 || listen(listener_, 8) != 0) abort();
    getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this, connections = std::move(connections)] {
      for (const auto& script : connections) play(script);
    });
  }
  ~ScriptedPeer() {
    shutdown(listener_, SHUT_RDWR);
    join();
    close(listener_);
  }

  std::uint16_t port() const { return port_; }
  void join() {
    if (thread_.joinable()) thread_.join();
  }
  const std::vector<std::string>& received() const { return received_; }
  // What went against the script; empty when all went by it.
  const std::string& complaint() const { return complaint_; }

 private:
  void play(const std::vector<std::string>& script) {
    const int peer = accept(listener_, nullptr, nullptr);
    if (peer < 0) return;
    timeval limit{5, 0};
    setsockopt(peer, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    buffer_.clear();
    for (const auto& step : script) {
      if (step == "CLOSE") break;
      if (step == "WAIT") {
        while (!read_line(peer).empty()) {}
      } else if (step == "DATA") {
        for (std::string line = read_line(peer); line != "." && !line.empty(); line = read_line(peer)) {}
      } else if (step.starts_with("S: ")) {
        const std::string out = step.substr(3) + "\r\n";
        if (send(peer, out.data(), out.size(), MSG_NOSIGNAL) < 0) break;
      } else if (!read_line(peer).starts_with(step.substr(3))) {
        complaint_ = "expected " + step + " got " + (received_.empty() ? "nothing" : received_.back());
        break;
      }
    }
    close(peer);
  }

  std::string read_line(int peer) {
    while (true) {
      const auto end = buffer_.find("\r\n");
      if (end != buffer_.npos) {
        received_.push_back(buffer_.substr(0, end));
        buffer_.erase(0, end + 2);
        return received_.back().empty() ? " " : received_.back();
      }
      char piece[4096];
      const auto count = recv(peer, piece, sizeof piece, 0);
      if (count <= 0) return {};
      buffer_.append(piece, std::size_t(count));
    }
  }

  int listener_ = -1;
  std::uint16_t port_ = 0;
  std::string buffer_;
  std::vector<std::string> received_;
  std::string complaint_;
  std::thread thread_;
};

}  // namespace sahay::mail::test
