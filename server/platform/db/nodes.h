// Nodes: several processes on one PostgreSQL database tell each other where to look: a topic and an id, never content.
// It travels by NOTIFY with the commit that it belongs to; the same word of one process is sent once for a group of
// writes. SQLite has one process and nobody to tell.
// Rule of use: what is told may come late, twice, or (while the line is down) not at all: the listener hears kLookAround
// every two seconds and after each break.
// Threading: tell_nodes inside a Tx; the handler runs on the listener's own thread.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <thread>

#include "platform/db/store.h"

namespace sahay::db {

inline constexpr std::string_view kLookAround = "";

void tell_nodes(Tx& tx, std::string_view topic, std::int64_t id = 0);

class NodeListener {
 public:
  using Heard = std::function<void(std::string_view topic, std::int64_t id)>;

  // Hears what other stores than `store` tell on the database of `conninfo`.
  NodeListener(const Store& store, std::string conninfo, Heard heard);
  ~NodeListener();
  NodeListener(const NodeListener&) = delete;

  void start();
  void stop();

 private:
  struct Line;
  void run();
  void listen(Line& line);

  const std::string conninfo_;
  const Heard heard_;
  const std::shared_ptr<struct NodeName> name_;
  int wake_[2] = {-1, -1};  // a pipe: stop() ends the poll
  std::atomic<bool> stopping_ = false;
  std::thread thread_;
};

}  // namespace sahay::db
