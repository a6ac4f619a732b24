// Hub: which sockets belong to which visitor, and the thread that catches them up after a change.
// Threading: any thread; catch_up of one socket never runs twice at once.
#pragma once

#include <condition_variable>
#include <mutex>
#include <map>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

#include "base/i18n.h"
#include "desk/chat/conversation.h"
#include "platform/db/store.h"
#include "platform/http/http.h"

namespace sahay::chat {

// What the server knows of one open socket. `sent` holds the last sequence given of each conversation.
struct Line {
  std::mutex mutex;  // guards sent and heads; held while entries are read and sent, so that they keep their order
  std::shared_ptr<http::WebSocket> socket;
  std::unordered_map<std::int64_t, std::int64_t> sent;
  std::unordered_map<std::int64_t, std::string> heads;  // the last head frame of each conversation
  i18n::Language language = i18n::Language::en;
};

class Hub {
 public:
  explicit Hub(db::Store& store) : store_(store) {}
  ~Hub() { stop(); }

  void add(VisitorId visitor, const std::shared_ptr<Line>& line);
  void remove(VisitorId visitor, const std::shared_ptr<Line>& line);
  std::size_t size() const;

  void start();
  void stop();
  // Something changed for this visitor; `standing`: of how conversations stand, beside their entries. Quick; safe on the store's
  // thread.
  void wake(VisitorId visitor, bool standing);
  // Sends what this socket has not got yet; a conversation that is not in `sent` starts at its beginning. Then the heads of the
  // conversations in which somebody else spoke; of all of them where `standing` asks for it.
  void catch_up(db::Tx& tx, VisitorId visitor, Line& line, bool standing);
  // The heads of the conversations that are not what this socket was told last.
  void tell_heads(db::Tx& tx, VisitorId visitor, Line& line);
  void tell(VisitorId visitor, const std::string& frame);

 private:
  void run();
  void send_heads(db::Tx& tx, VisitorId visitor, Line& line, const std::vector<Conversation>& of);  // the caller holds the line
  std::vector<std::shared_ptr<Line>> lines_of(VisitorId visitor) const;

  db::Store& store_;
  mutable std::mutex mutex_;
  std::condition_variable woken_;
  std::unordered_map<std::int64_t, std::vector<std::shared_ptr<Line>>> lines_;
  std::map<std::int64_t, bool> waiting_;  // visitor: whether how conversations stand is asked for
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace sahay::chat
