#include "base/text.h"
#include "desk/email/raw_mail.h"
#include "desk/email/raw_mail_sql.h"
#include "platform/jobs/jobs.h"

namespace sahay::email {
namespace {

constexpr std::size_t kSmall = 128 * 1024;

// Mails of one sender are taken one after the other, so that an answer never overtakes what it answers. A mailbox
// knows no envelope: there it is one after the other altogether.
std::string lane_of(const RawMail& mail) {
  const std::string who =
      mail.source == "imap" || mail.source == "pop3" ? "" : text::to_hex(text::sha256(text::lower_ascii(mail.sender))).substr(0, 16);
  return "intake/" + std::to_string(mail.inbox_id.value) + "/" + who;
}

}  // namespace

Result<KeptBytes> keep_bytes(files::Directory& files, std::string_view bytes) {
  if (bytes.size() > kSmall) return KeptBytes {
      TRY(files.put(bytes))
      , std::int64_t(bytes.size()), {}
    };
  return KeptBytes{text::to_hex(text::sha256(bytes)), std::int64_t(bytes.size()), bytes};
}

std::optional<RawMail> store_raw(db::Tx& tx, RawMail mail, const KeptBytes& bytes) {
  if (mail.source == "imap" &&
      tx.scalar<std::int64_t>(sql::raw_mail::find_uid, mail.inbox_id, mail.uid_validity, mail.uid))
    return std::nullopt;
  mail.id = RawMailId(tx.new_id("raw_mails"));
  mail.sha256 = bytes.sha256;
  if (mail.completeness == "whole") mail.size = bytes.size;
  mail.received_at = tx.now();
  if (std::size_t(bytes.size) <= kSmall)
    tx.post(sql::raw_mail::insert_bytes, mail.id, db::BlobView{bytes.small});
  tx.post(sql::raw_mail::insert, mail.id, mail.inbox_id, mail.source, mail.sha256, mail.size, mail.sender,
             write_json(mail.recipients), mail.peer, mail.helo, mail.completeness, mail.uid_validity, mail.uid, mail.internal_date,
             mail.received_at);
  jobs::add(tx, kIntakeJob, tx.now(), std::to_string(mail.id.value), lane_of(mail));
  return mail;
}

std::optional<RawMail> find_raw(db::Tx& tx, RawMailId id) { return tx.one<RawMail>(sql::raw_mail::find, id); }

Result<std::string> raw_bytes(db::Tx& tx, const files::Directory& files, const RawMail& mail) {
  if (auto small = tx.scalar<db::Blob>(sql::raw_mail::bytes_of, mail.id)) return std::move(small->bytes);
  if (auto small = tx.scalar<db::Blob>(sql::raw_mail::bytes_by_hash, mail.sha256)) return std::move(small->bytes);
  return files.get(mail.sha256);
}

bool knows_message(db::Tx& tx, InboxId inbox, const mail::ImapSummary& summary) {
  if (summary.message_id.empty()) return false;
  return tx.scalar<std::int64_t>(sql::raw_mail::knows_message, inbox, summary.message_id, std::int64_t(summary.size))
      .has_value();
}

}  // namespace sahay::email
