#include "desk/chat/hub.h"

#include "base/log.h"
#include "desk/chat/chat.h"
#include "desk/chat/chat_sql.h"

namespace sahay::chat {
namespace {

// More than this is fetched by the client in pages instead.
constexpr int kReplay = 300;

std::string gap_frame(const std::string& conv, std::int64_t from) {
  std::string out;
  JsonWriter(out).begin_object().field("type", "gap").field("conv", conv).field("from", from).end_object();
  return out;
}

}  // namespace

void Hub::add(VisitorId visitor, const std::shared_ptr<Line>& line) {
  const std::lock_guard lock(mutex_);
  lines_[visitor.value].push_back(line);
}

void Hub::remove(VisitorId visitor, const std::shared_ptr<Line>& line) {
  const std::lock_guard lock(mutex_);
  const auto found = lines_.find(visitor.value);
  if (found == lines_.end()) return;
  std::erase(found->second, line);
  if (found->second.empty()) lines_.erase(found);
}

std::size_t Hub::size() const {
  const std::lock_guard lock(mutex_);
  std::size_t count = 0;
  for (const auto& [visitor, lines] : lines_) count += lines.size();
  return count;
}

std::vector<std::shared_ptr<Line>> Hub::lines_of(VisitorId visitor) const {
  const std::lock_guard lock(mutex_);
  const auto found = lines_.find(visitor.value);
  return found == lines_.end() ? std::vector<std::shared_ptr<Line>>{} : found->second;
}

void Hub::wake(VisitorId visitor, bool standing) {
  const std::lock_guard lock(mutex_);
  if (!lines_.contains(visitor.value)) return;
  const auto [waiting, is_new] = waiting_.try_emplace(visitor.value, standing);
  waiting->second = waiting->second || standing;
  if (is_new) woken_.notify_one();
}

void Hub::start() {
  thread_ = std::thread([this] { run(); });
}

void Hub::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  woken_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void Hub::run() {
  for (;;) {
    std::map<std::int64_t, bool> visitors;
    {
      std::unique_lock lock(mutex_);
      woken_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
      if (stopping_) return;
      visitors.swap(waiting_);
    }
    try {
      store_.read([&](db::Tx& tx) {
        for (const auto& [visitor, standing] : visitors)
          for (const auto& line : lines_of(VisitorId(visitor))) catch_up(tx, VisitorId(visitor), *line, standing);
      });
    } catch (const db::Failure& failure) {
      // The sockets will ask again by sequence; nothing is lost.
      log::error("chat", "cannot read new entries", {{"error", failure.what()}});
    }
  }
}

void Hub::catch_up(db::Tx& tx, VisitorId visitor, Line& line, bool standing) {
  const std::lock_guard lock(line.mutex);
  const std::vector<Conversation> all = conversations(tx, visitor);
  std::vector<Conversation> changed;
  for (const Conversation& conversation : all) {
    std::int64_t& sent = line.sent[conversation.id.value];
    if (sent >= conversation.last_seq) continue;
    if (conversation.last_seq - sent > kReplay) {
      line.socket->send(gap_frame(conversation.conv, sent));
      sent = conversation.last_seq;
      changed.push_back(conversation);
      continue;
    }
    bool news = false;
    for (const Entry& entry : entries_after(tx, conversation.id, sent, kReplay)) {
      line.socket->send(event_frame(tx, conversation, entry));
      sent = entry.seq;
      // A visitor's own word changes nothing that is not told with the answer to it.
      news = news || entry.author_role != "visitor";
    }
    if (news) changed.push_back(conversation);
  }
  if (standing || !changed.empty()) send_heads(tx, visitor, line, standing ? all : changed);
}

void Hub::tell_heads(db::Tx& tx, VisitorId visitor, Line& line) {
  const std::lock_guard lock(line.mutex);
  send_heads(tx, visitor, line, conversations(tx, visitor));
}

void Hub::send_heads(db::Tx& tx, VisitorId visitor, Line& line, const std::vector<Conversation>& of) {
  const auto known = tx.one<Visitor>(sql::chat::find_visitor_by_id, visitor);
  if (!known) return;
  for (const Conversation& conversation : of) {
    std::string& last = line.heads[conversation.id.value];
    if (conversation.status == "closed" && last.empty()) continue;
    std::string frame = head_frame(conversation, head_of(tx, conversation, known->user_id, line.language));
    if (frame == last) continue;
    line.socket->send(frame);
    last = std::move(frame);
  }
}

void Hub::tell(VisitorId visitor, const std::string& frame) {
  const auto shared = std::make_shared<const std::string>(frame);
  for (const auto& line : lines_of(visitor)) line->socket->send(shared);
}

}  // namespace sahay::chat
