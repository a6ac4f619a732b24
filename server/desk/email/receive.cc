#include "desk/email/receive.h"

#include "base/log.h"
#include "base/text.h"
#include "desk/email/account_sql.h"

namespace sahay::email {
namespace {

constexpr double kLowestShare = 0.05;
constexpr std::uint64_t kLowestBytes = 1'000'000'000;

// The envelope's sender goes on top, as final delivery has it (RFC 5321 4.4): reports are known by its being empty.
std::string with_return_path(const mail::ReceivedMail& mail) {
  std::string sender;
  for (const char c : mail.sender)
    if (static_cast<unsigned char>(c) > 0x20 && c != '<' && c != '>') sender += c;
  return "Return-Path: <" + sender + ">\r\n" + mail.data;
}

struct Share {
  InboxId inbox;
  std::vector<std::string> recipients;
};

// The recipients by inbox: each inbox gets the mail once.
std::vector<Share> shares(db::Tx& tx, const std::vector<std::string>& recipients) {
  std::vector<Share> out;
  for (const auto& recipient : recipients) {
    const auto inbox = find_inbox(tx, recipient);
    if (!inbox) continue;
    auto there = std::find_if(out.begin(), out.end(), [&](const Share& s) { return s.inbox == inbox->id; });
    if (there == out.end()) there = out.insert(out.end(), {inbox->id, {}});
    there->recipients.push_back(recipient);
  }
  return out;
}

Result<RawMailId> store_shares(db::Store& store, const RawMail& like, const std::vector<std::string>& recipients,
                               const KeptBytes& bytes) {
  return store.write([&](db::Tx& tx) -> Result<RawMailId> {
    RawMailId first;
    for (const Share& share : shares(tx, recipients)) {
      RawMail raw = like;
      raw.inbox_id = share.inbox;
      raw.recipients = share.recipients;
      if (const auto stored = store_raw(tx, std::move(raw), bytes); stored && !first) first = stored->id;
    }
    if (!first) return not_found("no inbox of ours among the recipients");
    return first;
  });
}

std::string_view word_of(mail::ImapMessage::Completeness completeness) {
  switch (completeness) {
    case mail::ImapMessage::Completeness::whole: return "whole";
    case mail::ImapMessage::Completeness::header_only: return "header_only";
    case mail::ImapMessage::Completeness::unreadable: return "unreadable";
  }
  return "whole";
}

}  // namespace

std::vector<mail::Verdict> receive_by_lmtp(const MailDesk& desk, db::Store& store, const mail::ReceivedMail& mail,
                                           const std::string& source) {
  const std::string bytes = with_return_path(mail);
  const auto kept = keep_bytes(desk.files, bytes);
  if (!kept.ok()) return {{452, "4.3.1", "not stored, try again later"}};
  RawMail raw;
  raw.source = source;
  raw.sender = mail.sender;
  raw.peer = mail.peer;
  raw.helo = text::first(text::repair_utf8(mail.helo), 255);
  const auto stored = store_shares(store, raw, mail.recipients, *kept);
  if (stored.ok()) return {{250, "2.0.0", "stored"}};
  if (stored.error().code == ErrorCode::not_found) return {{550, "5.1.1", "nobody here of that name"}};
  return {{451, "4.3.0", "not stored, try again later"}};
}

bool receive_by_imap(const MailDesk& desk, db::Store& store, InboxId inbox, const mail::ImapMessage& message) {
  const auto kept = keep_bytes(desk.files, message.raw);
  if (!kept.ok()) {
    log::error("email", "a mail could not be stored", {{"inbox", inbox.value}, {"detail", kept.error().detail}});
    return false;
  }
  RawMail raw;
  raw.inbox_id = inbox;
  raw.source = "imap";
  raw.completeness = word_of(message.completeness);
  raw.size = std::int64_t(message.size);
  raw.uid_validity = message.uid_validity;
  raw.uid = message.uid;
  raw.internal_date = message.internal_date;
  const auto stored = store.write([&](db::Tx& tx) -> Result<void> {
    store_raw(tx, raw, *kept);
    store_cursor(tx, inbox, message.cursor_after);
    return {};
  });
  return stored.ok();
}

Result<RawMailId> receive_bytes(const MailDesk& desk, db::Store& store, std::string_view sender,
                                const std::vector<std::string>& recipients, std::string_view bytes) {
  const KeptBytes kept = TRY(keep_bytes(desk.files, bytes));
  RawMail raw;
  raw.source = "pipe";
  raw.sender = sender;
  return store.write([&](db::Tx& tx) -> Result<RawMailId> {
    auto all = shares(tx, recipients);
    if (all.empty()) {
      const auto there = inboxes(tx);
      if (there.empty()) return not_found("inbox");
      all.push_back({there.front().id, recipients});
    }
    RawMailId first;
    for (const Share& share : all) {
      RawMail one = raw;
      one.inbox_id = share.inbox;
      one.recipients = share.recipients;
      // The file in the spool may be there again when the process ended before it was removed.
      const auto same = tx.scalar<std::int64_t>(sql::account::same_bytes, kept.sha256, share.inbox);
      const RawMailId id = same ? RawMailId(*same) : store_raw(tx, std::move(one), kept)->id;
      if (!first) first = id;
    }
    return first;
  });
}

bool receive_by_pop3(const MailDesk& desk, db::Store& store, InboxId inbox, const mail::Pop3Message& message) {
  const auto kept = keep_bytes(desk.files, message.raw);
  if (!kept.ok()) {
    log::error("email", "a mail could not be stored", {{"inbox", inbox.value}, {"detail", kept.error().detail}});
    return false;
  }
  RawMail raw;
  raw.inbox_id = inbox;
  raw.source = "pop3";
  raw.completeness = word_of(message.completeness);
  raw.size = std::int64_t(message.size);
  const auto stored = store.write([&](db::Tx& tx) -> Result<void> {
    store_raw(tx, raw, *kept);
    tx.execute(sql::account::add_seen, inbox, message.uidl, message.completeness == mail::ImapMessage::Completeness::whole, tx.now());
    return {};
  });
  return stored.ok();
}

bool has_room(const MailDesk& desk) {
  const auto space = desk.files.space();
  return space.free_share >= kLowestShare && space.free_bytes >= kLowestBytes;
}

}  // namespace sahay::email
