// Drafts: kept under the hash of a key that only their writer knows, for seven days after the last word.
#include <algorithm>

#include "base/text.h"
#include "desk/guided/guided.h"
#include "desk/guided/guided_sql.h"
#include "desk/guided/known.h"
#include "desk/tickets/attachments.h"
#include "platform/api/rule_switch.h"

namespace sahay::guided {
namespace q = sql::guided;
namespace {

constexpr std::int64_t kDraftsPerHour = 30;  // of one network address
constexpr std::size_t kMostFiles = 10;

std::string hash_of(std::string_view key) { return text::to_hex(text::sha256(key)); }

// What comes from here is a proxy that the configuration does not name: it would lock out everybody at once.
bool from_here(std::string_view address) { return address.starts_with("127.") || address == "::1"; }

void save(db::Tx& tx, const Report& r) { tx.execute(q::save, r.id, r.answers, r.files, r.advised, r.locale, r.updated_at, r.expires_at); }

// The draft as a row, made when it is the first word. Errors: not_found, too_many, conflict.
Result<Report> stored_draft(db::Tx& tx, const Holder& holder) {
  if (!in_force() || !may_hold(holder)) return not_found("report");
  Report report = report_for(tx, holder);
  if (report.sent_at) return Error{ErrorCode::conflict, "guided.error.sent"};
  report.updated_at = tx.now();
  report.expires_at = std::max(report.expires_at, tx.now() + kDraftLife);
  report.locale = holder.locale;
  if (report.id) return report;
  if (!from_here(holder.source) && !holder.link && tx.scalar<std::int64_t>(q::made_from, holder.source, tx.now() - std::chrono::hours(1)).value_or(0) >= kDraftsPerHour)
    return Error{ErrorCode::too_many, "portal.error_429", "reports from " + holder.source};
  report.id = ReportId(tx.new_id("guided_reports"));
  report.created_at = tx.now();
  tx.execute(q::insert, report.id, report.key_hash, report.channel, report.locale, report.ticket_id, report.person_id, report.answers, report.files, report.advised, report.source,
             report.created_at, report.updated_at, report.expires_at);
  return report;
}

std::string files_text(const std::vector<DraftFile>& files) { return write_json(files); }

}  // namespace

bool in_force() { return api::rule_in_force("D4"); }

bool may_hold(const Holder& holder) {
  if (holder.link) return holder.link->holds;
  const auto fits = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_'; };
  return holder.key.size() >= 32 && holder.key.size() <= 64 && std::all_of(holder.key.begin(), holder.key.end(), fits);
}

std::optional<Report> find_report(db::Tx& tx, std::string_view key) {
  auto found = tx.one<Report>(q::find, hash_of(key));
  if (found && !found->sent_at && found->expires_at <= tx.now()) return std::nullopt;
  return found;
}

Report report_for(db::Tx& tx, const Holder& holder) {
  if (auto found = tx.one<Report>(q::find, hash_of(holder.key))) return std::move(*found);
  Report fresh;
  fresh.key_hash = hash_of(holder.key);
  fresh.channel = holder.link ? "link" : holder.channel;
  fresh.locale = holder.locale;
  fresh.source = holder.source;
  fresh.person_id = holder.link ? holder.link->reader.id : holder.user;
  if (!holder.link) return fresh;
  fresh.ticket_id = holder.link->ticket.id;
  fresh.answers = RawJson{write_json(known_answers(tx, holder.link->ticket, holder.link->reader))};
  return fresh;
}

Result<Kept> keep(db::Tx& tx, const Holder& holder, const JsonObject& in, std::string_view leaving) {
  Kept out{TRY(stored_draft(tx, holder))};
  Answers answers = parse_answers(out.report.answers.text);
  read_answers(in, answers);
  if (leaving == "happened" && !out.report.advised) {
    out.advice = vagueness(answers.happened);
    out.report.advised = out.advice != Vague::clear;
  }
  out.report.answers = RawJson{write_json(answers)};
  save(tx, out.report);
  return out;
}

Result<Report> add_files(db::Tx& tx, const Holder& holder, const std::vector<site::StoredFile>& files) {
  Report report = TRY(stored_draft(tx, holder));
  auto list = parse_files(report.files.text);
  std::int64_t total = 0;
  for (const DraftFile& each : list) total += each.size;
  for (const site::StoredFile& file : files) {
    total += file.size;
    if (list.size() >= kMostFiles || total > std::int64_t(site::kFilesLimit)) return invalid("files", "TooLarge", "guided.error.files");
    const std::string token = text::random_token(24);
    const auto added = tickets::add_attachment(tx, {.file_name = file.file_name, .content_type = file.content_type}, file.sha256, file.size, token, report.person_id);
    list.push_back({token, file.file_name, file.content_type, tickets::attachment_path(added), file.size});
  }
  report.files = RawJson{files_text(list)};
  save(tx, report);
  return report;
}

Result<Report> remove_file(db::Tx& tx, const Holder& holder, std::string_view token) {
  Report report = TRY(stored_draft(tx, holder));
  auto list = parse_files(report.files.text);
  if (std::erase_if(list, [&](const DraftFile& each) { return each.token == token; }) == 0) return not_found("file");
  tickets::remove_upload(tx, token);
  report.files = RawJson{files_text(list)};
  save(tx, report);
  return report;
}

Result<void> discard(db::Tx& tx, const Holder& holder) {
  const auto report = find_report(tx, holder.key);
  if (!report || report->sent_at || !may_hold(holder)) return not_found("report");
  for (const DraftFile& file : parse_files(report->files.text)) tickets::remove_upload(tx, file.token);
  tx.execute(q::remove, report->id);
  return {};
}

void forget_old(db::Tx& tx) {
  for (const Report& report : tx.all<Report>(q::over, tx.now(), 500)) {
    for (const DraftFile& file : parse_files(report.files.text)) tickets::remove_upload(tx, file.token);
    tx.execute(q::remove, report.id);
  }
}

void forget(db::Tx& tx, const events::Event& event) {
  if (event.kind == "ticket.erased") tx.execute(q::forget_ticket, event.subject_id);
}

}  // namespace sahay::guided
