#include "desk/tickets/record.h"
#include "desk/tickets/undo.h"

namespace sahay::tickets {
namespace {

NewComment merge_comment(const std::string& words, bool is_public) {
  NewComment comment;
  comment.text = words;
  comment.is_public = is_public;
  comment.channel = "system";
  return comment;
}

}  // namespace

Result<Outcome> merge(db::Tx& tx, const Actor& actor, const Merge& merge) {
  const auto target = find(tx, merge.target);
  if (!target) return not_found();
  if (target->status == "closed") return invalid("target", "InvalidValue", "error.field.closed");
  if (merge.sources.empty()) return invalid("ids", "BlankValue", "error.field.blank");
  std::string list;
  std::vector<MergeRecord> made;
  for (const TicketId source : merge.sources) {
    const auto ticket = find(tx, source);
    if (!ticket || source == merge.target) return invalid("ids", "InvalidValue", "error.field.no_ticket");
    if (ticket->status == "closed") return invalid("ids", "InvalidValue", "error.field.closed");
    Change change;
    change.comment = merge_comment(merge.source_comment.empty() ? "#" + std::to_string(source.value) + " → #" + std::to_string(merge.target.value) : merge.source_comment,
                                   merge.source_public);
    change.status = "closed";
    change.add_tags = {"closed_by_merge"};
    change.forced = true;
    Outcome closed = TRY(update(tx, actor, source, std::move(change)));
    closed.ticket.merged_into = merge.target;
    save_ticket(tx, closed.ticket);
    made.push_back(keep_merge(tx, actor, merge.target, closed, {closed.comment_id.value}));
    list += (list.empty() ? "#" : ", #") + std::to_string(source.value);
  }
  Change change;
  change.comment = merge_comment(merge.target_comment.empty() ? list + " → #" + std::to_string(merge.target.value) : merge.target_comment, merge.target_public);
  Outcome outcome = TRY(update(tx, actor, merge.target, std::move(change)));
  for (const MergeRecord& record : made) add_merge_comment(tx, record.id, outcome.comment_id);
  return outcome;
}

}  // namespace sahay::tickets
