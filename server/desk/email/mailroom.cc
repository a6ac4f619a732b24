#include "desk/email/mailroom.h"

#include <condition_variable>
#include <thread>

#include "base/log.h"
#include "base/text.h"
#include "desk/email/dkim_keys.h"
#include "desk/email/email_channel.h"
#include "desk/email/held.h"
#include "desk/email/intake.h"
#include "desk/email/read_again.h"
#include "desk/email/receive.h"
#include "desk/email/receivers.h"
#include "desk/email/spool.h"

namespace sahay::email {
namespace {

constexpr auto kSpoolEvery = std::chrono::milliseconds(500);
constexpr auto kLookEvery = std::chrono::seconds(30);

Result<channels::Notice> read_notice(std::string_view payload) {
  const Json json = TRY(parse_json(payload));
  if (!json.is_object()) return Error{ErrorCode::bad_request, "error.bad_request", "notice"};
  const JsonObject& o = json.get_object();
  const auto field = [&](std::string_view key) { return string_at(o, key).value_or(""); };
  return channels::Notice{field("to"),   field("name"), field("language"), field("subject"),
                          field("text"), field("html"), integer_at(o, "said_in").value_or(0), field("list_unsubscribe")};
}

}  // namespace

struct Mailroom::State {
  State(EmailSettings settings, db::Store& s, files::Directory& f)
      : desk(std::move(settings), f), store(s), channel(desk, &cancel), receivers(desk, s) {}

  Result<void> listen(const std::string& where, mail::Dialect dialect, std::unique_ptr<mail::LmtpServer>& server);
  void supervise();
  void reload();

  const MailDesk desk;
  db::Store& store;
  mail::Cancel cancel;
  EmailChannel channel;
  Receivers receivers;
  std::unique_ptr<mail::LmtpServer> lmtp, smtp;
  std::thread supervisor;
  std::mutex mutex;
  std::condition_variable woken;
  bool changed = false, stopping = false;
};

Result<void> Mailroom::State::listen(const std::string& where, mail::Dialect dialect, std::unique_ptr<mail::LmtpServer>& server) {
  if (where.empty()) return {};
  mail::LmtpOptions options;
  options.listen = where;
  options.dialect = dialect;
  options.host_name = desk.settings.message_id_domain;
  options.max_message = desk.settings.max_message;
  if (dialect == mail::Dialect::smtp) {
    options.certificate_file = desk.settings.certificate_file;
    options.key_file = desk.settings.key_file_of_certificate;
  }
  options.accept_recipient = [this](std::string_view address) -> mail::Verdict {
    if (desk.accounts->is_ours(address)) return {};
    return {550, "5.1.1", "nobody here of that name"};
  };
  options.has_room = [this] { return has_room(desk); };
  const std::string source = dialect == mail::Dialect::smtp ? "smtp" : "lmtp";
  server = std::make_unique<mail::LmtpServer>(
      options, [this, source](const mail::ReceivedMail& m) { return receive_by_lmtp(desk, store, m, source); });
  return server->start();
}

void Mailroom::State::reload() {
  try {
    store.read([&](db::Tx& tx) { desk.accounts->reload(tx); });
    receivers.reconcile();
  } catch (const std::exception& e) {
    log::warning("email", "the mail accounts could not be read", {{"reason", std::string_view(e.what())}});
  }
}

// Keeps the watchers in line with the accounts and takes what `sahay mail deliver` left. Other processes on the same
// database change accounts too, so it looks every half minute in any case.
void Mailroom::State::supervise() {
  auto looked = std::chrono::steady_clock::now();
  std::unique_lock lock(mutex);
  while (!stopping) {
    woken.wait_for(lock, kSpoolEvery, [this] { return stopping || changed; });
    if (stopping) return;
    const bool look = std::exchange(changed, false) || std::chrono::steady_clock::now() - looked > kLookEvery;
    lock.unlock();
    if (look) {
      reload();
      looked = std::chrono::steady_clock::now();
    }
    try {
      if (!desk.settings.spool_folder.empty()) take_spooled(desk, store);
    } catch (const std::exception& e) {
      log::warning("email", "the spool could not be taken", {{"reason", std::string_view(e.what())}});
    }
    lock.lock();
  }
}

Mailroom::Mailroom(EmailSettings settings, db::Store& store, files::Directory& files)
    : state_(std::make_unique<State>(std::move(settings), store, files)) {}
Mailroom::~Mailroom() { stop(); }

const MailDesk& Mailroom::desk() const { return state_->desk; }

void Mailroom::register_with(jobs::Worker& worker, channels::Channels& channels) {
  State* const s = state_.get();
  channels.add(s->channel);
  worker.handle_many(kIntakeJob, [s](db::Store& store, const std::vector<jobs::Job>& jobs) { return run_intakes(s->desk, store, jobs); },
                     {.attempts = 20, .concurrency = 4, .lease = std::chrono::minutes(2)});
  worker.handle(kForgetJob, [](db::Store& store, const jobs::Job& job) {
    return store.write([&](db::Tx& tx) -> Result<void> {
      forget(tx, HeldId(text::to_integer(job.payload).value_or(0)));
      return {};
    });
  });
  worker.handle(kReadAgainJob, [s](db::Store& store, const jobs::Job& job) { return run_read_again(s->desk, store, job); },
                {.attempts = 5, .concurrency = 1});
  worker.handle(channels::kNoticeJob, [s](db::Store& store, const jobs::Job& job) -> Result<void> {
    const channels::Notice notice = TRY(read_notice(job.payload));
    return s->channel.send_notice(store, job, notice);
  });
}

Result<void> Mailroom::store_addresses() {
  return state_->store.write([this](db::Tx& tx) -> Result<void> {
    store_inboxes(tx, state_->desk.settings);
    return {};
  });
}

Result<void> Mailroom::start() {
  State& s = *state_;
  TRY(s.store.write([&](db::Tx& tx) -> Result<void> {
    seal_signing_keys(tx, s.desk.accounts->box());
    return {};
  }));
  s.store.read([&](db::Tx& tx) { s.desk.accounts->reload(tx); });
  s.desk.accounts->watch_changes([&s] {
    const std::lock_guard lock(s.mutex);
    s.changed = true;
    s.woken.notify_all();
  });
  s.receivers.reconcile();
  TRY(s.listen(s.desk.settings.lmtp_listen, mail::Dialect::lmtp, s.lmtp));
  TRY(s.listen(s.desk.settings.smtp_listen, mail::Dialect::smtp, s.smtp));
  s.supervisor = std::thread([&s] { s.supervise(); });
  return {};
}

void Mailroom::stop() {
  State& s = *state_;
  s.desk.accounts->watch_changes({});
  {
    const std::lock_guard lock(s.mutex);
    s.stopping = true;
    s.woken.notify_all();
  }
  s.cancel.cancel();
  if (s.supervisor.joinable()) s.supervisor.join();
  if (s.lmtp) s.lmtp->stop();
  if (s.smtp) s.smtp->stop();
  s.receivers.stop();
}

std::uint16_t Mailroom::lmtp_port() const { return state_->lmtp ? state_->lmtp->port() : 0; }

}  // namespace sahay::email
