#include "platform/mail/imap_watcher.h"

#include <poll.h>

#include <algorithm>
#include <random>
#include <set>
#include <thread>

#include "base/log.h"
#include "base/text.h"
#include "platform/mail/cancel.h"

namespace sahay::mail {
namespace {

constexpr std::size_t kBatchMessages = 50;
constexpr std::uint64_t kBatchBytes = 8u << 20;
constexpr std::size_t kSummaryBatch = 500;
constexpr Duration kLongestIdle = std::chrono::minutes(25);  // servers may end IDLE after 29

Error not_stored() { return {ErrorCode::unavailable, "mail.error.not_stored", "the message could not be stored"}; }

// The value of a header block that holds Message-ID alone.
std::string message_id_of(std::string_view header) {
  const auto open = header.find('<');
  const auto close = header.find('>', open == header.npos ? 0 : open);
  if (open == header.npos || close == header.npos) return {};
  return std::string(header.substr(open, close - open + 1));
}

}  // namespace

struct ImapWatcher::State {
  explicit State(ImapWatcherOptions o) : options(std::move(o)), cursor(options.cursor) {}

  void run();
  Result<void> session();
  Result<void> open_folder(ImapClient& client);
  Result<void> take_news(ImapClient& client);
  Result<void> take_batch(ImapClient& client, const std::vector<ImapListed>& batch);
  Result<void> take_headers(ImapClient& client, const ImapListed& one);
  Result<void> take_one_by_one(ImapClient& client, const std::vector<ImapListed>& left);
  Result<void> step_over_known(ImapClient& client, std::vector<ImapListed>& listed);
  Result<void> hand_over(ImapFetched& fetched, ImapMessage::Completeness completeness);
  Result<void> move_cursor(ImapCursor to);
  void tell(ImapHealth health) {
    if (options.on_health) options.on_health(health);
  }
  void pause(Duration length);

  ImapWatcherOptions options;
  ImapCursor cursor;
  bool unchanged = false;         // the server said at the opening that nothing came since
  std::uint64_t opened_at = 0;    // its change number then
  std::set<std::uint32_t> waiting;     // listed and not yet stored, to know how far the cursor may go
  std::uint32_t renumbered_up_to = 0;  // messages up to this UID may be known under other numbers
  bool worked = false;                 // this session got as far as watching
  Cancel cancel;
  std::thread thread;
};

void ImapWatcher::State::run() {
  Duration wait = options.shortest_pause;
  while (!cancel.cancelled()) {
    tell({ImapHealth::State::connecting});
    worked = false;
    Result<void> ended = not_stored();
    try {
      ended = session();
    } catch (const std::exception& e) {
      ended = Error{ErrorCode::internal, "mail.error.not_stored", e.what()};
    }
    if (cancel.cancelled()) break;
    if (worked) wait = options.shortest_pause;
    if (!ended.ok()) {
      log::warning("mail", "watching a folder broke off",
                   {{"folder", options.folder}, {"error", ended.error().key}, {"detail", ended.error().detail}});
      tell({ImapHealth::State::broken, ended.error()});
      // A server that refuses a login slows down and locks out who insists.
      if (ended.error().code == ErrorCode::forbidden)
        wait = std::max(wait, std::min(options.pause_after_refusal, options.longest_pause));
    }
    pause(wait);
    wait = std::min(wait * 2, options.longest_pause);
  }
}

void ImapWatcher::State::pause(Duration length) {
  thread_local std::minstd_rand random(std::random_device{}());
  const auto jitter = 0.75 + 0.5 * double(random() % 1000) / 1000;
  pollfd set{cancel.descriptor(), POLLIN, 0};
  poll(&set, 1, int(double(length.count()) / 1000 * jitter));
}

Result<void> ImapWatcher::State::session() {
  const ImapAccount account = TRY(options.account());
  ImapClient client = TRY(ImapClient::connect(account, &cancel));
  TRY(open_folder(client));
  while (!cancel.cancelled()) {
    TRY(take_news(client));
    worked = true;
    tell({ImapHealth::State::watching});
    TRY(client.wait_for_news(std::min(options.poll_every, kLongestIdle)));
  }
  client.logout();
  return {};
}

Result<void> ImapWatcher::State::move_cursor(ImapCursor to) {
  if (to == cursor) return {};
  if (!options.on_cursor(to)) return not_stored();
  cursor = to;
  return {};
}

Result<void> ImapWatcher::State::open_folder(ImapClient& client) {
  const ImapMailbox box = TRY(client.examine(options.folder, {cursor.uid_validity, cursor.mod_seq}));
  opened_at = box.mod_seq;
  unchanged = false;
  if (box.uid_validity == cursor.uid_validity) {
    const bool same = box.mod_seq > 0 && box.mod_seq == cursor.mod_seq;
    const bool told = box.highest_changed && *box.highest_changed <= cursor.last_uid;
    // UIDNEXT is believed against both: some servers start their change numbers anew when an index is lost.
    unchanged = (same || told) && box.uid_next > 0 && box.uid_next - 1 <= cursor.last_uid;
    return {};
  }
  const bool first = cursor.uid_validity == 0;
  if (first && options.first_start == FirstStart::only_new) {
    std::uint32_t last = box.uid_next > 0 ? box.uid_next - 1 : 0;
    if (box.uid_next == 0 && box.exists > 0) {
      const auto listed = TRY(client.list_after(0));
      if (!listed.empty()) last = listed.back().uid;
    }
    return move_cursor({box.uid_validity, last, 0});
  }
  if (!first) {
    log::warning("mail", "the server has numbered its folder anew",
                 {{"folder", options.folder}, {"was", cursor.uid_validity}, {"is", box.uid_validity}});
    renumbered_up_to = 0xffffffffu;
  }
  return move_cursor({box.uid_validity, 0, 0});
}

Result<void> ImapWatcher::State::take_news(ImapClient& client) {
  while (!std::exchange(unchanged, false) || client.has_news()) {
    std::vector<ImapListed> listed = TRY(client.list_after(cursor.last_uid));
    if (listed.empty()) break;
    if (renumbered_up_to > cursor.last_uid) TRY(step_over_known(client, listed));
    waiting.clear();
    for (const auto& one : listed) waiting.insert(one.uid);
    const std::uint32_t last = listed.empty() ? cursor.last_uid : listed.back().uid;
    std::vector<ImapListed> batch;
    std::uint64_t bytes = 0;
    for (const auto& one : listed) {
      const bool too_large = one.size > options.max_message;
      if (too_large || batch.size() >= kBatchMessages || bytes + one.size > kBatchBytes) {
        TRY(take_batch(client, std::exchange(batch, {})));
        bytes = 0;
      }
      if (too_large) {
        TRY(take_headers(client, one));
        continue;
      }
      batch.push_back(one);
      bytes += one.size;
    }
    TRY(take_batch(client, batch));
    // What vanished from the server before it was fetched must not be asked for again.
    TRY(move_cursor({cursor.uid_validity, std::max(cursor.last_uid, last), cursor.mod_seq}));
    if (!client.has_news()) break;
  }
  renumbered_up_to = 0;
  // Only now: whatever the number covers is stored.
  return move_cursor({cursor.uid_validity, cursor.last_uid, opened_at});
}

// After a change of UIDVALIDITY: what the store knows by id, size and date is not fetched again.
Result<void> ImapWatcher::State::step_over_known(ImapClient& client, std::vector<ImapListed>& listed) {
  if (!options.is_known) return {};
  std::set<std::uint32_t> known;
  for (std::size_t i = 0; i < listed.size(); i += kSummaryBatch) {
    std::vector<std::uint32_t> uids;
    for (std::size_t k = i; k < std::min(i + kSummaryBatch, listed.size()); ++k) uids.push_back(listed[k].uid);
    TRY(client.fetch(uids, ImapClient::Part::message_id, [&](ImapFetched& f) {
      if (options.is_known({message_id_of(f.body->bytes()), f.size, f.internal_date})) known.insert(*f.uid);
      return true;
    }));
  }
  const std::uint32_t last = listed.empty() ? 0 : listed.back().uid;
  std::erase_if(listed, [&](const ImapListed& one) { return known.contains(one.uid); });
  if (listed.empty()) TRY(move_cursor({cursor.uid_validity, last, cursor.mod_seq}));
  return {};
}

Result<void> ImapWatcher::State::hand_over(ImapFetched& fetched, ImapMessage::Completeness completeness) {
  const std::uint32_t uid = *fetched.uid;
  if (!waiting.contains(uid)) return {};  // not asked for, or given twice
  ImapMessage message;
  message.uid_validity = cursor.uid_validity;
  message.uid = uid;
  message.internal_date = fetched.internal_date;
  message.size = fetched.size;
  message.completeness = completeness;
  message.raw = fetched.body ? fetched.body->bytes() : std::string_view();
  // The cursor may pass this message only when nothing before it is still missing.
  const bool in_order = *waiting.begin() == uid;
  std::uint32_t reach = cursor.last_uid;
  if (in_order) {
    const auto after = std::next(waiting.begin());
    reach = after == waiting.end() ? uid : std::max(uid, *after - 1);
  }
  message.cursor_after = {cursor.uid_validity, std::max(reach, cursor.last_uid), cursor.mod_seq};
  if (!options.on_message(message)) return not_stored();
  waiting.erase(uid);
  cursor = message.cursor_after;
  return {};
}

Result<void> ImapWatcher::State::take_batch(ImapClient& client, const std::vector<ImapListed>& batch) {
  std::vector<std::uint32_t> uids;
  for (const auto& one : batch) uids.push_back(one.uid);
  Result<void> stored;
  const bool whole = TRY(client.fetch(uids, ImapClient::Part::whole, [&](ImapFetched& f) {
    stored = hand_over(f, ImapMessage::Completeness::whole);
    return stored.ok();
  }));
  TRY(std::move(stored));
  std::vector<ImapListed> left;
  for (const auto& one : batch)
    if (waiting.contains(one.uid)) left.push_back(one);
  if (whole) {
    for (const auto& one : left) waiting.erase(one.uid);  // gone from the server
    return {};
  }
  return take_one_by_one(client, left);
}

// Larger than we take: its head comes in, the rest stays on the server, and people are told.
Result<void> ImapWatcher::State::take_headers(ImapClient& client, const ImapListed& one) {
  Result<void> stored;
  TRY(client.fetch({one.uid}, ImapClient::Part::header, [&](ImapFetched& f) {
    stored = hand_over(f, ImapMessage::Completeness::header_only);
    return stored.ok();
  }));
  return stored;
}

// The server refused a batch: find the message that it cannot give, and let people know of it.
Result<void> ImapWatcher::State::take_one_by_one(ImapClient& client, const std::vector<ImapListed>& left) {
  for (const auto& one : left) {
    Result<void> stored;
    const bool given = TRY(client.fetch({one.uid}, ImapClient::Part::whole, [&](ImapFetched& f) {
      stored = hand_over(f, ImapMessage::Completeness::whole);
      return stored.ok();
    }));
    TRY(std::move(stored));
    if (!waiting.contains(one.uid)) continue;
    if (given) {
      waiting.erase(one.uid);
      continue;
    }
    ImapFetched nothing;
    nothing.uid = one.uid;
    nothing.size = one.size;
    TRY(hand_over(nothing, ImapMessage::Completeness::unreadable));
  }
  return {};
}

ImapWatcher::ImapWatcher(ImapWatcherOptions options) : state_(std::make_unique<State>(std::move(options))) {}
ImapWatcher::~ImapWatcher() { stop(); }

void ImapWatcher::start() {
  state_->thread = std::thread([this] { state_->run(); });
}

void ImapWatcher::stop() {
  state_->cancel.cancel();
  if (state_->thread.joinable()) state_->thread.join();
}

}  // namespace sahay::mail
