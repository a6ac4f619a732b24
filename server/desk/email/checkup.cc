#include "desk/email/checkup.h"

#include <poll.h>

#include "base/text.h"
#include "desk/email/raw_mail.h"
#include "desk/email/raw_mail_sql.h"
#include "platform/mail/cancel.h"
#include "platform/mail/compose.h"
#include "platform/mail/wire.h"
#include "platform/net/dns.h"

namespace sahay::email {
namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr Duration kTimeout = std::chrono::seconds(10);
constexpr auto kLoopWait = std::chrono::seconds(100);  // a POP3 mailbox is looked into every minute
constexpr auto kKept = std::chrono::minutes(10);
constexpr std::size_t kAtOnce = 4;

// Runs one step and tells it; false when it went wrong.
bool run_step(const TellStep& tell, const char* part, const char* step, const std::function<Result<void>()>& work) {
  CheckStep out{part, step, "running", {}, {}, 0};
  tell(out);
  const auto start = SteadyClock::now();
  const auto done = work();
  out.milliseconds = std::chrono::duration_cast<std::chrono::milliseconds>(SteadyClock::now() - start).count();
  out.state = done.ok() ? "good" : "bad";
  if (!done.ok()) {
    out.error = done.error().key;
    out.detail = text::repair_utf8(text::first(done.error().detail, 300));
  }
  tell(out);
  return done.ok();
}

void skip(const TellStep& tell, const char* part, std::initializer_list<const char*> steps) {
  for (const char* step : steps) tell({part, step, "skipped", {}, {}, 0});
}

bool reach(const TellStep& tell, const char* part, const mail::Endpoint& endpoint, const mail::Cancel* cancel) {
  if (!run_step(tell, part, "name", [&]() -> Result<void> {
        const auto found = net::resolve(endpoint.host);
        if (!found.ok()) return Error{ErrorCode::unavailable, "mail.error.dns", endpoint.host};
        return {};
      }))
    return false;
  return run_step(tell, part, "connection", [&]() -> Result<void> {
    mail::Endpoint plain = endpoint;
    plain.security = mail::Security::plain;
    TRY(mail::Wire::connect(plain, kTimeout, cancel));
    return {};
  });
}

// Which step an error of signing in belongs to: whatever is not about the login happened before it.
bool is_login(const Error& error) {
  return error.key.starts_with("mail.error.login") || error.key == "mail.error.no_login_method" ||
         error.key == "mail.error.revoked" || error.key == "mail.error.sealed" || error.key == "mail.error.provider" ||
         error.key == "mail.error.no_refresh_token";
}

// Encryption and login are one exchange; its error is told at the step it belongs to.
bool sign_in(const TellStep& tell, const char* part, const std::function<Result<void>()>& work) {
  tell({part, "encryption", "running", {}, {}, 0});
  const auto start = SteadyClock::now();
  const auto done = work();
  const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(SteadyClock::now() - start).count();
  const bool about_login = done.ok() || is_login(done.error());
  CheckStep out{part, "encryption", about_login ? "good" : "bad", {}, {}, took};
  if (!about_login) {
    out.error = done.error().key;
    out.detail = text::repair_utf8(text::first(done.error().detail, 300));
    tell(out);
    return false;
  }
  tell(out);
  return run_step(tell, part, "login", [&] { return done; });
}

template <class Account>
void hurry(Account& account) {
  account.connect_timeout = kTimeout;
  account.reply_timeout = kTimeout;
}

mail::SmtpAccount shared_relay(const MailDesk& desk) { return desk.settings.relay.value_or(mail::SmtpAccount{}); }

Result<void> send_check(const MailDesk& desk, db::Store& store, const MailAccount& account, const std::string& id, const mail::Cancel* cancel) {
  mail::Outgoing out;
  out.from = {account.name, account.address};
  out.to = {{account.name, account.address}};
  out.message_id = "<" + id + ">";
  out.subject = i18n::text(desk.settings.language, "mail.check.subject");
  out.text = i18n::text(desk.settings.language, "mail.check.text");
  out.date = store.read([](db::Tx& tx) { return tx.now(); });
  out.origin = mail::Origin::auto_generated;
  const std::string bytes = TRY(mail::compose(out));
  mail::SmtpAccount relay = account.send == "smtp" ? TRY(desk.accounts->smtp_of(store, account.inbox_id)) : shared_relay(desk);
  hurry(relay);
  const auto sent = TRY(mail::SmtpClient(cancel).send(relay, {account.address, {account.address}}, bytes));
  const auto& r = sent.recipients.at(0);
  if (r.fate == mail::Fate::sent) return {};
  return Error{ErrorCode::unavailable, "mail.error.refused", r.code ? std::to_string(r.code) + " " + r.enhanced + " " + r.text : r.text};
}

Result<void> wait_back(db::Store& store, const MailAccount& account, const std::string& id, const mail::Cancel& cancel) {
  const auto end = SteadyClock::now() + kLoopWait;
  while (SteadyClock::now() < end && !cancel.cancelled()) {
    if (store.read([&](db::Tx& tx) {
          return tx.scalar<std::int64_t>(sql::raw_mail::find_message, account.inbox_id, "<" + id + ">").has_value();
        }))
      return {};
    pollfd set{cancel.descriptor(), POLLIN, 0};
    ::poll(&set, 1, 250);
  }
  return Error{ErrorCode::unavailable, "mail.error.not_back"};
}

}  // namespace

bool check_receiving(const MailDesk& desk, db::Store& store, const MailAccount& account, const mail::Cancel* cancel, const TellStep& tell) {
  if (account.receive != "imap" && account.receive != "pop3") return true;
  if (!reach(tell, "receive", receiving_endpoint(account), cancel)) {
    skip(tell, "receive", {"encryption", "login", "folder"});
    return false;
  }
  std::optional<mail::ImapClient> imap;
  std::optional<mail::Pop3Client> pop3;
  const bool in = sign_in(tell, "receive", [&]() -> Result<void> {
    if (account.receive == "pop3") {
      auto wanted = TRY(desk.accounts->pop3_of(store, account.inbox_id));
      hurry(wanted);
      pop3.emplace(TRY(mail::Pop3Client::connect(wanted, cancel)));
    } else {
      auto wanted = TRY(desk.accounts->imap_of(store, account.inbox_id));
      hurry(wanted);
      imap.emplace(TRY(mail::ImapClient::connect(wanted, cancel)));
    }
    return {};
  });
  if (!in) {
    skip(tell, "receive", {"folder"});
    return false;
  }
  return run_step(tell, "receive", "folder", [&]() -> Result<void> {
    if (imap) {
      TRY(imap->examine(account.folder));
      imap->logout();
    } else {
      TRY(pop3->list());
      TRY(pop3->quit());
    }
    return {};
  });
}

bool check_sending(const MailDesk& desk, db::Store& store, const MailAccount& account, const mail::Cancel* cancel, const TellStep& tell) {
  if (account.send == "none") return true;
  if (account.send == "shared" && !desk.settings.relay) {
    tell({"send", "name", "bad", "email.error.no_relay", {}, 0});
    return false;
  }
  const bool own = account.send == "smtp";
  if (!reach(tell, "send", own ? sending_endpoint(account) : shared_relay(desk).endpoint, cancel)) {
    skip(tell, "send", {"encryption", "login"});
    return false;
  }
  return sign_in(tell, "send", [&]() -> Result<void> {
    mail::SmtpAccount relay = own ? TRY(desk.accounts->smtp_of(store, account.inbox_id)) : shared_relay(desk);
    hurry(relay);
    return mail::SmtpClient(cancel).probe(relay);
  });
}

struct Checkups::Running {
  CheckProgress progress;
  mail::Cancel cancel;
  SteadyClock::time_point ended{};
  std::thread thread;
};

Checkups::Checkups(const MailDesk& desk, db::Store& store) : desk_(desk), store_(store) {}

Checkups::~Checkups() {
  for (auto& [id, one] : running_) one->cancel.cancel();
  for (auto& [id, one] : running_)
    if (one->thread.joinable()) one->thread.join();
}

Result<std::string> Checkups::start(const MailAccount& account) {
  const std::lock_guard lock(mutex_);
  std::size_t busy = 0;
  for (auto it = running_.begin(); it != running_.end();) {
    busy += !it->second->progress.done;
    const bool old = it->second->progress.done && SteadyClock::now() - it->second->ended > kKept;
    if (old) it->second->thread.join();
    it = old ? running_.erase(it) : std::next(it);
  }
  if (busy >= kAtOnce) return Error{ErrorCode::too_many, "error.too_many"};
  const std::string id = text::random_token(12);
  auto& one = running_[id] = std::make_unique<Running>();
  Running* const r = one.get();
  r->thread = std::thread([this, r, account] {
    const TellStep tell = [&](const CheckStep& step) {
      const std::lock_guard hold(mutex_);
      auto& steps = r->progress.steps;
      const bool again = !steps.empty() && steps.back().part == step.part && steps.back().step == step.step;
      if (again) steps.back() = step;
      else steps.push_back(step);
    };
    const bool receives = check_receiving(desk_, store_, account, &r->cancel, tell);
    const bool sends = check_sending(desk_, store_, account, &r->cancel, tell);
    if (receives && sends && account.send != "none") {
      const std::string message = desk_.tokens.check_id();
      const bool sent = run_step(tell, "loop", "send", [&] { return send_check(desk_, store_, account, message, &r->cancel); });
      if (sent && account.receive != "none") run_step(tell, "loop", "back", [&] { return wait_back(store_, account, message, r->cancel); });
      else skip(tell, "loop", {"back"});
    } else {
      skip(tell, "loop", {"send", "back"});
    }
    const std::lock_guard hold(mutex_);
    r->progress.done = true;
    r->ended = SteadyClock::now();
  });
  return id;
}

std::optional<CheckProgress> Checkups::progress(const std::string& id) const {
  const std::lock_guard lock(mutex_);
  const auto found = running_.find(id);
  if (found == running_.end()) return std::nullopt;
  return found->second->progress;
}

}  // namespace sahay::email
