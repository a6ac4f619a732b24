#include "desk/email/hook.h"

#include <fstream>
#include <sstream>

#include "base/log.h"
#include "base/text.h"
#include "desk/email/account_sql.h"
#include "desk/email/receive.h"

namespace sahay::email {
namespace {

constexpr std::size_t kMostBytes = 48u << 20;
constexpr Duration kTokensKept = std::chrono::hours(24);

http::Response refuse(const Error& error) {
  switch (error.code) {
    case ErrorCode::unavailable: {
      auto out = http::error_response(503, "ServiceUnavailable", "not stored, try again later");
      out.header("Retry-After", "60");
      return out;
    }
    case ErrorCode::invalid:
    case ErrorCode::bad_request: return http::error_response(422, "RecordInvalid", error.detail);
    default: return http::error_response(403, "Forbidden", "not proven");
  }
}

std::string body_of(const http::Request& request) {
  if (request.body_file.empty()) return request.body;
  std::ifstream in(request.body_file, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return std::move(out).str();
}

Result<void> confirm(const std::string& url, const net::GuardOptions& guard) {
  http::ClientRequest request;
  request.url = url;
  const auto answer = http::fetch(request, guard);
  if (answer.ok() && answer->status < 300) return {};
  return Error{ErrorCode::unavailable, "error.unavailable", answer.ok() ? "HTTP " + std::to_string(answer->status) : answer.error().detail};
}

http::Response take(const MailDesk& desk, db::Store& store, const http::Request& request) {
  const InboxId inbox(text::to_integer(request.path_value("inbox")).value_or(0));
  const auto open = desk.accounts->of_inbox(inbox);
  if (!open || !open->account.active || open->account.receive != request.path_value("kind")) return refuse(forbidden());
  const Time now = store.read([](db::Tx& tx) { return tx.now(); });
  const auto wish = read_hook(*open, request, body_of(request), now, desk.accounts->guard());
  if (!wish.ok()) {
    log::warning("email", "a mail by HTTP was refused", {{"inbox", inbox.value}, {"reason", wish.error().detail}});
    return refuse(wish.error());
  }
  if (!wish->confirm_url.empty()) {
    const auto confirmed = confirm(wish->confirm_url, desk.accounts->guard());
    return confirmed.ok() ? http::Response::json(200, "{}") : refuse(confirmed.error());
  }
  if (!has_room(desk)) return refuse({ErrorCode::unavailable, "error.unavailable", "disk"});
  const auto stored = receive_by_hook(desk, store, inbox, open->account.receive, wish->mail);
  if (!stored.ok()) return refuse(stored.error());
  return http::Response::json(200, "{\"id\":" + std::to_string(stored->value) + "}");
}

}  // namespace

Result<RawMailId> receive_by_hook(const MailDesk& desk, db::Store& store, InboxId inbox, const std::string& source,
                                  const HookMail& mail) {
  if (text::trim(mail.bytes).empty()) return Error{ErrorCode::invalid, "mail.error.hook_pieces", "an empty mail"};
  const KeptBytes kept = TRY(keep_bytes(desk.files, mail.bytes));
  RawMail raw;
  raw.inbox_id = inbox;
  raw.source = source;
  raw.sender = mail.sender;
  raw.recipients = mail.recipients;
  return store.write([&](db::Tx& tx) -> Result<RawMailId> {
    // A repeat of the same bytes is answered with what was stored the first time.
    const auto there = tx.scalar<std::int64_t>(sql::account::same_bytes, kept.sha256, inbox);
    if (there) return RawMailId(*there);
    if (!mail.once.empty()) {
      tx.execute(sql::account::forget_hook_tokens, tx.now() - kTokensKept);
      if (tx.execute(sql::account::add_hook_token, text::to_hex(text::sha256(mail.once)), tx.now()) != 1) return forbidden("token used");
    }
    return store_raw(tx, raw, kept)->id;
  });
}

void add_hook_routes(http::Router& router, const MailDesk& desk, db::Store& store) {
  const MailDesk* const d = &desk;
  db::Store* const s = &store;
  // Mailgun posts whole mails to addresses that end in "mime" only.
  for (const char* pattern : {"/mail/in/{inbox}/{kind}", "/mail/in/{inbox}/{kind}/mime"})
    router.add("POST", pattern, [d, s](http::Request& request) { return take(*d, *s, request); },
               {.body_limit = kMostBytes, .spool_body = true});
}

}  // namespace sahay::email
