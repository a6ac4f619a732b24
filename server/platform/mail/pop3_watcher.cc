#include "platform/mail/pop3_watcher.h"

#include <poll.h>

#include <algorithm>
#include <set>
#include <thread>

#include "base/log.h"
#include "platform/mail/cancel.h"

namespace sahay::mail {
namespace {

Error not_stored() { return {ErrorCode::unavailable, "mail.error.not_stored", "the message could not be stored"}; }

}  // namespace

struct Pop3Watcher::State {
  explicit State(Pop3WatcherOptions o) : options(std::move(o)) {}

  void run();
  Result<void> session();
  Result<void> take(Pop3Client& client, const Pop3Listed& one);
  Result<bool> pass_over(const std::vector<Pop3Listed>& listed);
  void forget_gone(const std::vector<Pop3Listed>& listed);
  void tell(ImapHealth health) {
    if (options.on_health) options.on_health(health);
  }
  void pause(Duration length) {
    pollfd set{cancel.descriptor(), POLLIN, 0};
    poll(&set, 1, int(length.count() / 1000));
  }

  Pop3WatcherOptions options;
  Cancel cancel;
  std::thread thread;
};

void Pop3Watcher::State::run() {
  Duration wait = options.shortest_pause;
  while (!cancel.cancelled()) {
    Result<void> ended = not_stored();
    try {
      ended = session();
    } catch (const std::exception& e) {
      ended = Error{ErrorCode::internal, "mail.error.not_stored", e.what()};
    }
    if (cancel.cancelled()) break;
    if (ended.ok()) {
      tell({ImapHealth::State::watching});
      wait = options.shortest_pause;
      pause(options.poll_every);
      continue;
    }
    log::warning("mail", "looking into a mailbox broke off", {{"error", ended.error().key}, {"detail", ended.error().detail}});
    tell({ImapHealth::State::broken, ended.error()});
    if (ended.error().code == ErrorCode::forbidden)
      wait = std::max(wait, std::min(options.pause_after_refusal, options.longest_pause));
    pause(wait);
    wait = std::min(wait * 2, options.longest_pause);
  }
}

// True when this was the very first look and everything there is to be passed over.
Result<bool> Pop3Watcher::State::pass_over(const std::vector<Pop3Listed>& listed) {
  if (options.first_start != FirstStart::only_new || !options.seen.empty()) return false;
  std::vector<std::string> all;
  for (const auto& one : listed) all.push_back(one.uidl);
  if (!options.on_passed_over(all)) return not_stored();
  for (const auto& uidl : all) options.seen.emplace(uidl, false);  // passed over is not stored: never deleted
  options.first_start = FirstStart::everything;
  return true;
}

void Pop3Watcher::State::forget_gone(const std::vector<Pop3Listed>& listed) {
  if (options.keep_on_server || !options.on_gone) return;
  std::set<std::string> there;
  for (const auto& one : listed) there.insert(one.uidl);
  std::vector<std::string> gone;
  for (const auto& [uidl, whole] : options.seen)
    if (!there.contains(uidl)) gone.push_back(uidl);
  if (gone.empty()) return;
  options.on_gone(gone);
  for (const auto& uidl : gone) options.seen.erase(uidl);
}

Result<void> Pop3Watcher::State::session() {
  const Pop3Account account = TRY(options.account());
  Pop3Client client = TRY(Pop3Client::connect(account, &cancel));
  const auto listed = TRY(client.list());
  if (!TRY(pass_over(listed))) {
    forget_gone(listed);
    for (const auto& one : listed) {
      if (cancel.cancelled()) break;
      if (!options.seen.contains(one.uidl)) TRY(take(client, one));
      // Also what an earlier session stored and could not delete any more.
      if (const auto seen = options.seen.find(one.uidl); !options.keep_on_server && seen != options.seen.end() && seen->second)
        TRY(client.remove(one.number));
    }
  }
  return client.quit();
}

Result<void> Pop3Watcher::State::take(Pop3Client& client, const Pop3Listed& one) {
  using Completeness = ImapMessage::Completeness;
  const bool large = one.size > options.max_message;
  Pop3Message message{one.uidl, one.size, large ? Completeness::header_only : Completeness::whole, {}};
  const auto given = TRY(client.fetch(one, large ? Pop3Client::Part::header : Pop3Client::Part::whole, options.max_message));
  if (given)
    message.raw = given->bytes();
  else
    message.completeness = Completeness::unreadable;
  if (!options.on_message(message)) return not_stored();
  options.seen[one.uidl] = message.completeness == Completeness::whole;
  return {};
}

Pop3Watcher::Pop3Watcher(Pop3WatcherOptions options) : state_(std::make_unique<State>(std::move(options))) {}
Pop3Watcher::~Pop3Watcher() { stop(); }

void Pop3Watcher::start() {
  state_->thread = std::thread([this] { state_->run(); });
}

void Pop3Watcher::stop() {
  state_->cancel.cancel();
  if (state_->thread.joinable()) state_->thread.join();
}

}  // namespace sahay::mail
