#include "desk/email/receivers.h"

#include "base/text.h"
#include "desk/email/account_sql.h"
#include "desk/email/receive.h"

namespace sahay::email {
namespace {

constexpr char kFromFile[] = "file";
constexpr Duration kPauseOfToken = std::chrono::seconds(5);

template <class F>
bool in_store(db::Store& store, F&& change) {
  return store
      .write([&](db::Tx& tx) -> Result<void> {
        change(tx);
        return {};
      })
      .ok();
}

struct Seen {
  std::string uidl;
  bool whole = false;
};
BOOST_DESCRIBE_STRUCT(Seen, (), (uidl, whole))

mail::FirstStart first_start(const MailAccount& account) {
  return account.only_new ? mail::FirstStart::only_new : mail::FirstStart::everything;
}

}  // namespace

void Receivers::tell(InboxId id, const mail::ImapHealth& health, const Refused& refused) {
  if (refused && health.state == mail::ImapHealth::State::broken && health.error.key == "mail.error.login") *refused = true;
  in_store(store_, [&](db::Tx& tx) { store_health(tx, id, health); });
}

Result<void> Receivers::renew_if(const Refused& refused, InboxId id) {
  if (refused->exchange(false)) TRY(desk_.accounts->login_of(store_, id, false, true));
  return {};
}

Receivers::One Receivers::watch_imap(InboxId id, std::function<Result<mail::ImapAccount>()> account,
                                     const std::string& folder, mail::FirstStart first,
                                     const Refused& refused) {
  mail::ImapWatcherOptions options;
  if (refused) options.pause_after_refusal = kPauseOfToken;
  options.account = std::move(account);
  options.folder = folder;
  options.first_start = first;
  options.max_message = desk_.settings.max_message;
  const InboxCursor cursor = store_.read([&](db::Tx& tx) { return cursor_of(tx, id); });
  options.cursor = {std::uint32_t(cursor.uid_validity), std::uint32_t(cursor.last_uid), std::uint64_t(cursor.mod_seq)};
  options.on_message = [this, id](const mail::ImapMessage& m) { return receive_by_imap(desk_, store_, id, m); };
  options.on_cursor = [this, id](const mail::ImapCursor& c) {
    return in_store(store_, [&](db::Tx& tx) { store_cursor(tx, id, c); });
  };
  options.is_known = [this, id](const mail::ImapSummary& s) {
    return store_.read([&](db::Tx& tx) { return knows_message(tx, id, s); });
  };
  options.on_health = [this, id, refused](const mail::ImapHealth& h) { tell(id, h, refused); };
  One out;
  out.imap = std::make_unique<mail::ImapWatcher>(std::move(options));
  out.imap->start();
  return out;
}

Receivers::One Receivers::watch_pop3(InboxId id, const MailAccount& account) {
  const Refused refused = account.login == "oauth" ? std::make_shared<std::atomic<bool>>(false) : nullptr;
  mail::Pop3WatcherOptions options;
  if (refused) options.pause_after_refusal = kPauseOfToken;
  options.account = [this, id, refused]() -> Result<mail::Pop3Account> {
    if (refused) TRY(renew_if(refused, id));
    return desk_.accounts->pop3_of(store_, id);
  };
  for (const auto& one : store_.read([&](db::Tx& tx) { return tx.all<Seen>(sql::account::seen_uidls, id); }))
    options.seen[one.uidl] = one.whole;
  options.keep_on_server = account.keep_on_server;
  options.first_start = first_start(account);
  options.max_message = desk_.settings.max_message;
  options.on_message = [this, id](const mail::Pop3Message& m) { return receive_by_pop3(desk_, store_, id, m); };
  options.on_passed_over = [this, id](const std::vector<std::string>& uidls) {
    return in_store(store_, [&](db::Tx& tx) {
      for (const auto& uidl : uidls) tx.execute(sql::account::add_seen, id, uidl, false, tx.now());
    });
  };
  options.on_gone = [this, id](const std::vector<std::string>& uidls) {
    in_store(store_, [&](db::Tx& tx) {
      for (const auto& uidl : uidls) tx.execute(sql::account::forget_uidl, id, uidl);
    });
  };
  options.on_health = [this, id, refused](const mail::ImapHealth& h) { tell(id, h, refused); };
  One out;
  out.pop3 = std::make_unique<mail::Pop3Watcher>(std::move(options));
  out.pop3->start();
  return out;
}

Receivers::One Receivers::watch_account(const OpenAccount& open) {
  const MailAccount& a = open.account;
  const InboxId id = a.inbox_id;
  if (a.receive == "pop3") return watch_pop3(id, a);
  const Refused refused = a.login == "oauth" ? std::make_shared<std::atomic<bool>>(false) : nullptr;
  const auto account = [this, id, refused]() -> Result<mail::ImapAccount> {
    if (refused) TRY(renew_if(refused, id));
    return desk_.accounts->imap_of(store_, id);
  };
  return watch_imap(id, account, a.folder, first_start(a), refused);
}

void Receivers::reconcile() {
  std::map<InboxId, std::function<One()>> wanted;
  std::map<InboxId, std::string> fingerprints;
  for (const auto& open : desk_.accounts->all()) {
    const MailAccount& a = open->account;
    if (!a.active || (a.receive != "imap" && a.receive != "pop3")) continue;
    fingerprints[a.inbox_id] = AccountBook::fingerprint(*open);
    wanted[a.inbox_id] = [this, open] { return watch_account(*open); };
  }
  for (const auto& from_file : desk_.settings.inboxes) {
    if (!from_file.imap) continue;
    const auto inbox = store_.read([&](db::Tx& tx) { return find_inbox(tx, from_file.address); });
    if (!inbox || desk_.accounts->of_inbox(inbox->id)) continue;
    fingerprints[inbox->id] = kFromFile;
    wanted[inbox->id] = [this, id = inbox->id, imap = *from_file.imap] {
      return watch_imap(id, [account = imap.account]() -> Result<mail::ImapAccount> { return account; }, imap.folder, imap.first_start);
    };
  }
  for (auto it = running_.begin(); it != running_.end();) {
    const auto same = fingerprints.find(it->first);
    it = same != fingerprints.end() && same->second == it->second.fingerprint ? std::next(it) : running_.erase(it);
  }
  for (const auto& [id, start] : wanted) {
    if (running_.contains(id)) continue;
    One one = start();
    one.fingerprint = fingerprints[id];
    running_.emplace(id, std::move(one));
  }
}

void Receivers::stop() {
  for (auto& [id, one] : running_) {
    if (one.imap) one.imap->stop();
    if (one.pop3) one.pop3->stop();
  }
  running_.clear();
}

}  // namespace sahay::email
