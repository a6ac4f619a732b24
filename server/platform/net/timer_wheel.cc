#include "platform/net/timer_wheel.h"

#include <algorithm>

namespace sahay::net {

void WheelTimer::clear() {
  TimerWheel::unlink(*this);
  due_ = slot_ = kNever;
}

TimerWheel::TimerWheel() {
  for (auto& head : slots_) head.previous_ = head.next_ = &head;
  current_.previous_ = current_.next_ = &current_;
}

TimerWheel::~TimerWheel() {
  const auto release = [](WheelTimer& head) {
    while (head.next_ != &head) head.next_->clear();
    head.previous_ = head.next_ = nullptr;
  };
  for (auto& head : slots_) release(head);
  release(current_);
}

void TimerWheel::append(WheelTimer& head, WheelTimer& timer) {
  timer.previous_ = head.previous_;
  timer.next_ = &head;
  head.previous_->next_ = &timer;
  head.previous_ = &timer;
}

void TimerWheel::unlink(WheelTimer& timer) {
  if (timer.next_ == nullptr) return;
  timer.previous_->next_ = timer.next_;
  timer.next_->previous_ = timer.previous_;
  timer.previous_ = timer.next_ = nullptr;
}

void TimerWheel::link(WheelTimer& timer) {
  // A deadline beyond the horizon is looked at once a turn and put back.
  timer.slot_ = std::min(timer.due_, now_ + kSlots - 1);
  append(slots_[timer.slot_ % kSlots], timer);
}

void TimerWheel::set(WheelTimer& timer, std::uint64_t ticks) {
  timer.due_ = now_ + std::max<std::uint64_t>(ticks, 1);
  // A deadline moved later stays where it is; its slot finds it too early and links it again.
  if (timer.next_ != nullptr && timer.slot_ > now_ && timer.slot_ <= timer.due_) return;
  unlink(timer);
  link(timer);
}

void TimerWheel::advance() {
  ++now_;
  Head& slot = slots_[now_ % kSlots];
  if (slot.next_ == &slot) return;
  // The whole slot moves aside first: expired() may put timers into this very slot.
  current_.next_ = slot.next_;
  current_.previous_ = slot.previous_;
  current_.next_->previous_ = &current_;
  current_.previous_->next_ = &current_;
  slot.previous_ = slot.next_ = &slot;
  while (current_.next_ != &current_) {
    WheelTimer& timer = *current_.next_;
    unlink(timer);
    if (timer.due_ > now_) {
      link(timer);
    } else {
      timer.due_ = timer.slot_ = WheelTimer::kNever;
      timer.expired();
    }
  }
}

}  // namespace sahay::net
