#include "platform/net/event_loop.h"

#include <boost/asio/post.hpp>

#include "platform/net/asio_loop.h"

namespace sahay::net {

EventLoop::EventLoop() : asio_(std::make_unique<Asio>()) {}
EventLoop::~EventLoop() { stop(); }

void EventLoop::start() {
  asio_->thread = std::thread([this] { asio_->context.run(); });
}

void EventLoop::stop() {
  asio_->context.stop();
  if (asio_->thread.joinable()) asio_->thread.join();
}

void EventLoop::post(std::function<void()> task) { asio::post(asio_->context, std::move(task)); }

void EventLoop::post_after(std::chrono::milliseconds delay, std::function<void()> task) {
  auto timer = std::make_shared<SteadyTimer>(asio_->context.get_executor(), delay);
  // Arming touches the timer queue, which Asio locks: any thread may do it.
  timer->async_wait([timer, task = std::move(task)](ErrorCode error) {
    if (!error) task();
  });
}

bool EventLoop::on_this_thread() const { return asio_->context.get_executor().running_in_this_thread(); }

EventLoop::Asio& EventLoop::asio() { return *asio_; }

}  // namespace sahay::net
