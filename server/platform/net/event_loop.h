// EventLoop: one thread that waits for sockets and timers. Everything posted runs there, one task at a time.
// Rule of use: tasks must not block; blocking work belongs to a worker pool. The Asio side is in asio_loop.h, for .cc
// files of platform/net, http and mail only.
// Threading: post() from any thread; start() and stop() from the owner.
#pragma once

#include <chrono>
#include <functional>
#include <memory>

namespace sahay::net {

class EventLoop {
 public:
  EventLoop();
  ~EventLoop();  // stops
  EventLoop(const EventLoop&) = delete;

  void start();
  // Ends the thread after the running task; what is still waiting is destroyed with the loop, not run.
  void stop();
  void post(std::function<void()> task);
  // Runs the task once, not before `delay` has passed. It cannot be cancelled.
  void post_after(std::chrono::milliseconds delay, std::function<void()> task);
  bool on_this_thread() const;

  struct Asio;
  Asio& asio();

 private:
  std::unique_ptr<Asio> asio_;
};

}  // namespace sahay::net
