#include "desk/tickets/attachments.h"
#include "desk/tickets/comment_sql.h"
#include "desk/tickets/record.h"
#include "desk/tickets/speaker.h"
#include "desk/tickets/ticket_case.h"
#include "desk/tickets/ticket_case_sql.h"
#include "desk/tickets/undo.h"
#include "desk/tickets/undo_sql.h"

namespace sahay::tickets {
namespace {

// The newest split that made this ticket.
std::optional<Split> split_that_made(db::Tx& tx, const Ticket& made) {
  for (const Split& split : tx.all<Split>(sql::ticket_case::splits_of_case, made.case_id))
    for (const std::int64_t id : split.made_ids)
      if (id == made.id.value && !split.undone_at) return split;
  return std::nullopt;
}

NewComment copy_of(db::Tx& tx, const Comment& comment) {
  NewComment copy;
  copy.author = comment.author_id;
  copy.is_public = comment.is_public;
  copy.text = comment.text;
  copy.html = comment.html;
  copy.channel = comment.channel;
  copy.trust = comment.trust;
  copy.automatic = comment.automatic;
  copy.created_at = comment.created_at;
  copy.via = RawJson{to_string(Json(JsonObject{{"copied_from", JsonObject{{"ticket_id", comment.ticket_id.value}, {"comment_id", comment.id.value}}}}))};
  for (const Attachment& file : attachments_of_comment(tx, comment.id))
    copy.attachments.push_back(add_attachment(tx, {file.file_name, file.content_type, file.content_id, file.is_inline}, file.sha256, file.size, "", file.uploaded_by).id);
  return copy;
}

}  // namespace

Result<Ticket> rejoin(db::Tx& tx, const Actor& actor, TicketId id) {
  const auto made = find(tx, id);
  if (!made) return not_found();
  if (made->status == "closed") return invalid("id", "InvalidValue", "error.field.closed");
  const auto split = split_that_made(tx, *made);
  auto original = split ? find(tx, split->ticket_id) : std::nullopt;
  if (!original) return invalid("id", "InvalidValue", "error.field.no_split");
  if (original->status == "closed") return invalid("id", "InvalidValue", "error.field.closed");
  // The passage itself stands in the original already; everything behind it is copied, as it was.
  std::vector<Comment> copied;
  const auto thread = comments(tx, id);
  for (std::size_t i = 1; i < thread.size(); ++i) {
    Comment copy = TRY(write_comment(tx, actor, *original, copy_of(tx, thread[i])));
    take_speaker(actor, copy, *original);
    if (copy.is_public) original->is_public = true;
    copied.push_back(std::move(copy));
  }
  ChangeList changes;
  changes.add("rejoined_ids", Json(JsonArray{}), Json(JsonArray{id.value}));
  original->updated_at = tx.now();
  // The event names no comment: these words were delivered when they were said.
  const events::Event event = emit_change(tx, "ticket.updated", actor, *original, changes, nullptr);
  save_ticket(tx, *original);
  std::vector<std::int64_t> comment_ids;
  for (Comment& copy : copied) {
    copy.event_id = event.id;
    store_comment(tx, copy);
    comment_ids.push_back(copy.id.value);
  }
  if (original->status == "hold") {
    Change open;
    open.status = "open";
    TRY(update(tx, actor, original->id, std::move(open)));
  }
  Change close;
  close.status = "closed";
  close.add_tags = {"closed_by_merge"};
  close.forced = true;
  Outcome closed = TRY(update(tx, actor, id, std::move(close)));
  tx.execute(sql::undo::set_merged_into, id, original->id);
  keep_merge(tx, actor, original->id, closed, std::move(comment_ids));
  return *find(tx, original->id);
}

}  // namespace sahay::tickets
