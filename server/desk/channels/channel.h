// Channel: the contract of a way to reach us. A channel says whom a comment goes to over it, and sends one delivery.
// Rule of use: implement it in a sibling folder (email, telegram, ...) and add it to Channels in app/wiring.cc; nothing
// here or below knows a channel by name.
// Threading: targets() inside a transaction; send() on a job worker, without one; both from several threads.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "desk/channels/delivery.h"
#include "desk/tickets/tickets.h"
#include "platform/db/store.h"

namespace sahay::channels {

struct Target {
  UserId user;
  std::string address;  // e-mail address, chat id, ...
};

// What became of one try. `unknown`: the other side may have it; the channel says by `again` whether sending once more
// does no harm (a repeat is recognised over there).
struct SendResult {
  enum class Kind { sent, retry, unknown, rejected } kind = Kind::retry;
  std::string external_id{};  // of the other side, or ours that it will name in reports
  std::string error{};        // i18n key, or the words of the other side
  bool again = false;         // of unknown
  bool began = false;         // this very try passed begin_sending()
};

class Channel {
 public:
  virtual ~Channel() = default;
  virtual std::string_view name() const = 0;
  // Who gets this public comment of staff or a bot over this channel; empty: not mine.
  virtual std::vector<Target> targets(db::Tx& tx, const tickets::Ticket& ticket, const tickets::Comment& comment) = 0;
  virtual SendResult send(db::Store& store, const Delivery& delivery) = 0;
};

class Channels {
 public:
  void add(Channel& channel) { list_.push_back(&channel); }
  const std::vector<Channel*>& list() const { return list_; }
  Channel* find(std::string_view name) const;

 private:
  std::vector<Channel*> list_;
};

}  // namespace sahay::channels
