#include "platform/net/dns.h"

#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <condition_variable>
#include <cstring>
#include <deque>
#include <mutex>
#include <thread>

namespace sahay::net {
namespace {

Error unresolved(const std::string& detail) { return {ErrorCode::unavailable, "error.unavailable", detail}; }

}  // namespace

Result<std::vector<Address>> resolve(const std::string& host) {
  if (const auto literal = parse_address(host)) return std::vector<Address>{*literal};
  if (host.empty() || host.size() > 253 || host.find('\0') != std::string::npos) return unresolved("not a host name");
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_ADDRCONFIG;
  addrinfo* list = nullptr;
  if (const int error = ::getaddrinfo(host.c_str(), nullptr, &hints, &list); error != 0) {
    return unresolved("cannot resolve " + host + ": " + ::gai_strerror(error));
  }
  const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> owned(list, ::freeaddrinfo);
  std::vector<Address> out;
  for (const auto* entry = list; entry != nullptr; entry = entry->ai_next) {
    Address address;
    if (entry->ai_family == AF_INET) {
      address.bytes[10] = address.bytes[11] = 0xFF;
      std::memcpy(address.bytes.data() + 12, &reinterpret_cast<const sockaddr_in*>(entry->ai_addr)->sin_addr, 4);
    } else if (entry->ai_family == AF_INET6) {
      std::memcpy(address.bytes.data(), &reinterpret_cast<const sockaddr_in6*>(entry->ai_addr)->sin6_addr, 16);
    } else {
      continue;
    }
    if (std::find(out.begin(), out.end(), address) == out.end()) out.push_back(address);
  }
  if (out.empty()) return unresolved("no address for " + host);
  return out;
}

struct Resolver::State {
  struct Question {
    std::string host;
    Answer answer;
  };
  std::mutex mutex;
  std::condition_variable wake;
  std::deque<Question> questions;
  bool stopping = false;
  std::vector<std::thread> threads;

  void run() {
    std::unique_lock lock(mutex);
    while (true) {
      wake.wait(lock, [&] { return stopping || !questions.empty(); });
      if (questions.empty()) return;
      auto question = std::move(questions.front());
      questions.pop_front();
      const bool cancelled = stopping;
      lock.unlock();
      question.answer(cancelled ? unresolved("the resolver is stopping") : resolve(question.host));
      lock.lock();
    }
  }
};

Resolver::Resolver(int threads) : state_(std::make_unique<State>()) {
  for (int i = 0; i < std::max(threads, 1); ++i) state_->threads.emplace_back([state = state_.get()] { state->run(); });
}

Resolver::~Resolver() {
  {
    const std::lock_guard lock(state_->mutex);
    state_->stopping = true;
  }
  state_->wake.notify_all();
  for (auto& thread : state_->threads) thread.join();
}

void Resolver::resolve_later(std::string host, Answer answer) {
  {
    const std::lock_guard lock(state_->mutex);
    state_->questions.push_back({std::move(host), std::move(answer)});
  }
  state_->wake.notify_one();
}

}  // namespace sahay::net
