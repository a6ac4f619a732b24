// Names to addresses, through the system's resolver.
// Rule of use: resolve() blocks for as long as the system's resolver takes; call it from a worker. resolve_later() is
// for the loop: a small thread of its own does the waiting.
// Threading: resolve from any thread; a Resolver may be used from any thread and calls back on its own.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "platform/net/cidr.h"

namespace sahay::net {

// All addresses of the name, in the system's order; a literal address is its own answer. Error: unavailable.
Result<std::vector<Address>> resolve(const std::string& host);

class Resolver {
 public:
  using Answer = std::function<void(Result<std::vector<Address>>)>;

  explicit Resolver(int threads = 2);
  ~Resolver();  // waits for the running look-ups; waiting ones are answered with an error
  Resolver(const Resolver&) = delete;

  void resolve_later(std::string host, Answer answer);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace sahay::net
