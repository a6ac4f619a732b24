#include "desk/email/mailroom.h"

#include "base/log.h"
#include "base/text.h"
#include "desk/email/email_channel.h"
#include "desk/email/held.h"
#include "desk/email/intake.h"
#include "desk/email/receive.h"

namespace sahay::email {
namespace {

constexpr double kLowestShare = 0.05;
constexpr std::uint64_t kLowestBytes = 1'000'000'000;

Result<channels::Notice> read_notice(std::string_view payload) {
  const Json json = TRY(parse_json(payload));
  if (!json.is_object()) return Error{ErrorCode::bad_request, "error.bad_request", "notice"};
  const JsonObject& o = json.get_object();
  const auto field = [&](std::string_view key) { return string_at(o, key).value_or(""); };
  return channels::Notice{field("to"),      field("name"), field("language"),
                          field("subject"), field("text"), field("html")};
}

}  // namespace

struct Mailroom::State {
  State(EmailSettings settings, db::Store& s, files::Directory& f)
      : desk(std::move(settings), f), store(s), channel(desk, &cancel) {}

  Result<void> listen();
  void watch(const Inbox& inbox, const ImapSettings& imap);

  const MailDesk desk;
  db::Store& store;
  mail::Cancel cancel;
  EmailChannel channel;
  std::unique_ptr<mail::LmtpServer> server;
  std::vector<std::unique_ptr<mail::ImapWatcher>> watchers;
};

Result<void> Mailroom::State::listen() {
  if (desk.settings.lmtp_listen.empty()) return {};
  mail::LmtpOptions options;
  options.listen = desk.settings.lmtp_listen;
  options.host_name = desk.settings.message_id_domain;
  options.max_message = desk.settings.max_message;
  std::vector<std::string> own;
  for (const auto& inbox : desk.settings.inboxes) own.push_back(text::lower_ascii(inbox.address));
  options.accept_recipient = [own](std::string_view address) -> mail::Verdict {
    const bool ours = std::find(own.begin(), own.end(), text::lower_ascii(address)) != own.end() ||
                      std::find(own.begin(), own.end(), without_plus(address)) != own.end();
    if (ours) return {};
    return {550, "5.1.1", "nobody here of that name"};
  };
  options.has_room = [this] {
    const auto space = desk.files.space();
    return space.free_share >= kLowestShare && space.free_bytes >= kLowestBytes;
  };
  server = std::make_unique<mail::LmtpServer>(
      options, [this](const mail::ReceivedMail& m) { return receive_by_lmtp(desk, store, m); });
  return server->start();
}

void Mailroom::State::watch(const Inbox& inbox, const ImapSettings& imap) {
  const InboxId id = inbox.id;
  const auto in_store = [this](auto&& change) {
    return store
        .write([&](db::Tx& tx) -> Result<void> {
          change(tx);
          return {};
        })
        .ok();
  };
  mail::ImapWatcherOptions options;
  options.account = [account = imap.account]() -> Result<mail::ImapAccount> { return account; };
  options.folder = imap.folder;
  options.first_start = imap.first_start;
  options.max_message = desk.settings.max_message;
  const InboxCursor cursor = store.read([&](db::Tx& tx) { return cursor_of(tx, id); });
  options.cursor = {std::uint32_t(cursor.uid_validity), std::uint32_t(cursor.last_uid)};
  options.on_message = [this, id](const mail::ImapMessage& m) { return receive_by_imap(desk, store, id, m); };
  options.on_cursor = [in_store, id](const mail::ImapCursor& c) {
    return in_store([&](db::Tx& tx) { store_cursor(tx, id, c); });
  };
  options.is_known = [this, id](const mail::ImapSummary& s) {
    return store.read([&](db::Tx& tx) { return knows_message(tx, id, s); });
  };
  options.on_health = [in_store, id](const mail::ImapHealth& h) {
    in_store([&](db::Tx& tx) { store_health(tx, id, h); });
  };
  watchers.push_back(std::make_unique<mail::ImapWatcher>(std::move(options)));
  watchers.back()->start();
}

Mailroom::Mailroom(EmailSettings settings, db::Store& store, files::Directory& files)
    : state_(std::make_unique<State>(std::move(settings), store, files)) {}
Mailroom::~Mailroom() { stop(); }

const MailDesk& Mailroom::desk() const { return state_->desk; }

void Mailroom::register_with(jobs::Worker& worker, channels::Channels& channels) {
  State* const s = state_.get();
  channels.add(s->channel);
  worker.handle(kIntakeJob, [s](db::Store& store, const jobs::Job& job) { return run_intake(s->desk, store, job); },
                {.attempts = 20, .concurrency = 4, .lease = std::chrono::minutes(2)});
  worker.handle(kForgetJob, [](db::Store& store, const jobs::Job& job) {
    return store.write([&](db::Tx& tx) -> Result<void> {
      forget(tx, HeldId(text::to_integer(job.payload).value_or(0)));
      return {};
    });
  });
  worker.handle(channels::kNoticeJob, [s](db::Store& store, const jobs::Job& job) -> Result<void> {
    return s->channel.send_notice(store, TRY(read_notice(job.payload)));
  });
}

Result<void> Mailroom::start() {
  State& s = *state_;
  TRY(s.store.write([&](db::Tx& tx) -> Result<void> {
    store_inboxes(tx, s.desk.settings);
    return {};
  }));
  for (const auto& wanted : s.desk.settings.inboxes) {
    if (!wanted.imap) continue;
    const auto inbox = s.store.read([&](db::Tx& tx) { return find_inbox(tx, wanted.address); });
    if (inbox) s.watch(*inbox, *wanted.imap);
  }
  return s.listen();
}

void Mailroom::stop() {
  state_->cancel.cancel();
  if (state_->server) state_->server->stop();
  for (auto& watcher : state_->watchers) watcher->stop();
}

std::uint16_t Mailroom::lmtp_port() const { return state_->server ? state_->server->port() : 0; }

}  // namespace sahay::email
