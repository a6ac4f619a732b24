#include <algorithm>

#include "desk/tickets/record.h"
#include "desk/tickets/undo.h"
#include "desk/tickets/undo_sql.h"

namespace sahay::tickets {
namespace {

// The rows to take back: those of the named sources, or of the newest merge into the target (one verb, one moment).
std::vector<MergeRecord> chosen(const std::vector<MergeRecord>& all, const std::vector<TicketId>& sources) {
  std::vector<MergeRecord> out;
  for (const MergeRecord& merge : all) {
    if (merge.undone_at) continue;
    if (sources.empty() && !out.empty() && merge.created_at != out.front().created_at) break;
    if (sources.empty() || std::find(sources.begin(), sources.end(), merge.source_id) != sources.end()) out.push_back(merge);
  }
  return out;
}

}  // namespace

MergeRecord keep_merge(db::Tx& tx, const Actor& actor, TicketId target, const Outcome& closed, std::vector<std::int64_t> comment_ids) {
  MergeRecord made{tx.new_id("merges"), target, closed.ticket.id, closed.event_id, std::move(comment_ids), actor.id, tx.now(), {}, {}};
  tx.execute(sql::undo::insert_merge, made.id, made.target_id, made.source_id, made.event_id, write_json(made.comment_ids), made.created_by,
             made.created_at);
  return made;
}

void add_merge_comment(db::Tx& tx, std::int64_t merge, CommentId comment) {
  auto row = tx.one<MergeRecord>(sql::undo::find_merge, merge);
  if (!row) return;
  row->comment_ids.push_back(comment.value);
  tx.execute(sql::undo::set_merge_comments, merge, write_json(row->comment_ids));
}

std::vector<MergeRecord> merges_into(db::Tx& tx, TicketId target) { return tx.all<MergeRecord>(sql::undo::merges_into, target); }

Result<std::vector<Ticket>> unmerge(db::Tx& tx, const Actor& actor, TicketId target, const std::vector<TicketId>& sources) {
  const auto before = find(tx, target);
  if (!before) return not_found();
  const auto rows = chosen(merges_into(tx, target), sources);
  if (rows.empty() || (!sources.empty() && rows.size() != sources.size())) return invalid("ids", "InvalidValue", "error.field.no_merge");
  std::vector<Ticket> restored;
  JsonArray numbers;
  for (const MergeRecord& merge : rows) {
    const auto source = find(tx, merge.source_id);
    if (!source || source->merged_into != target) return invalid("ids", "InvalidValue", "error.field.no_merge");
    Reverted reverted = TRY(revert(tx, actor, merge.source_id, merge.event_id));
    tx.execute(sql::undo::set_merged_into, merge.source_id, nullptr);
    reverted.outcome.ticket.merged_into = {};
    for (const std::int64_t comment : merge.comment_ids) mark_undone(tx, CommentId(comment));
    tx.execute(sql::undo::mark_merge_undone, merge.id, tx.now(), actor.id);
    numbers.emplace_back(merge.source_id.value);
    restored.push_back(std::move(reverted.outcome.ticket));
  }
  Ticket ticket = *find(tx, target);
  ChangeList changes;
  changes.add("merged_ids", Json(std::move(numbers)), Json(JsonArray{}));
  ticket.updated_at = tx.now();
  emit_change(tx, "ticket.updated", actor, ticket, changes, nullptr);
  save_ticket(tx, ticket);
  return restored;
}

}  // namespace sahay::tickets
