#include "desk/email/read_again.h"

#include "base/text.h"
#include "desk/email/held.h"
#include "desk/email/held_sql.h"
#include "desk/email/prepared.h"
#include "desk/email/raw_mail_sql.h"
#include "desk/email/write_mail.h"
#include "desk/tickets/correct.h"

namespace sahay::email {

std::int64_t queue_reading(db::Tx& tx, RawMailId id) {
  const auto raw = find_raw(tx, id);
  if (!raw || raw->state == "duplicate") return 0;
  if (raw->state == "held") {
    const auto held = tx.one<Held>(sql::held::find_by_raw, id);
    if (held) forget(tx, held->id);
    tx.execute(sql::raw_mail::set_end, id, "received", "", nullptr, nullptr);
  }
  if (raw->state == "parsed" && !raw->comment_id) return 0;
  jobs::add(tx, raw->state == "parsed" ? kReadAgainJob : kIntakeJob, tx.now(), std::to_string(id.value));
  return 1;
}

std::int64_t queue_unread(db::Tx& tx) {
  std::vector<RawMailId> found;
  const auto cursor = tx.run(sql::raw_mail::held_unread, {});
  while (cursor->next()) found.emplace_back(cursor->integer(0));
  std::int64_t count = 0;
  for (const auto id : found) count += queue_reading(tx, id);
  return count;
}

Result<void> run_read_again(const MailDesk& desk, db::Store& store, const jobs::Job& job) {
  const RawMailId id(text::to_integer(job.payload).value_or(0));
  const auto raw = store.read([&](db::Tx& tx) { return find_raw(tx, id); });
  if (!raw || raw->state != "parsed") return {};
  const std::string bytes = TRY(store.read([&](db::Tx& tx) { return raw_bytes(tx, desk.files, *raw); }));
  const Prepared mail = TRY(prepare(desk, *raw, bytes));
  return store.write([&](db::Tx& tx) -> Result<void> {
    tickets::correct_comment(tx, raw->comment_id, id.value, texts_of(mail.message));
    jobs::finish(tx, job);
    return {};
  });
}

}  // namespace sahay::email
