#include <algorithm>

#include "base/text.h"
#include "desk/tickets/attachments.h"
#include "desk/tickets/packet.h"
#include "desk/tickets/record.h"
#include "desk/tickets/ticket_case.h"
#include "desk/tickets/ticket_case_sql.h"
#include "platform/api/rule_switch.h"

namespace sahay::tickets {
namespace {

constexpr std::size_t kMostParts = 20;

// What the new ticket's first comment remembers of where it came from.
RawJson origin_of(const Comment& lead, const SplitPart& part) {
  JsonArray passages;
  for (const Passage& passage : part.passages)
    passages.push_back(JsonObject{{"comment_id", passage.comment.value}, {"begin", passage.begin}, {"end", passage.end}});
  const JsonObject split{{"ticket_id", lead.ticket_id.value}, {"comment_id", lead.id.value}, {"passages", std::move(passages)}};
  return RawJson{to_string(Json(JsonObject{{"split", split}}))};
}

// The comments that the passages are of, oldest first.
std::vector<const Comment*> sources(const std::vector<Comment>& thread, const SplitPart& part) {
  std::vector<const Comment*> out;
  for (const Comment& comment : thread)
    if (std::any_of(part.passages.begin(), part.passages.end(), [&](const Passage& passage) { return passage.comment == comment.id; })) out.push_back(&comment);
  return out;
}

// The chosen files of those comments, as files of their own with the same bytes.
Result<std::vector<AttachmentId>> copies(db::Tx& tx, const std::vector<const Comment*>& from, const SplitPart& part) {
  std::vector<AttachmentId> out;
  if (part.attachment_ids.empty()) return out;
  std::vector<Attachment> files;
  for (const Comment* comment : from)
    for (Attachment& file : attachments_of_comment(tx, comment->id)) files.push_back(std::move(file));
  for (const std::int64_t id : part.attachment_ids) {
    const auto file = std::find_if(files.begin(), files.end(), [&](const Attachment& a) { return a.id.value == id; });
    if (file == files.end()) return invalid("attachment_ids", "InvalidValue", "error.field.no_file");
    out.push_back(add_attachment(tx, {file->file_name, file->content_type, file->content_id, file->is_inline}, file->sha256, file->size, "", file->uploaded_by).id);
  }
  return out;
}

Result<Ticket> make_part(db::Tx& tx, const Actor& actor, const Ticket& original, const std::vector<Comment>& thread, SplitPart part) {
  NewTicket wanted = std::move(part.ticket);
  wanted.comment = NewComment{};
  wanted.comment.text = TRY(passage_words(thread, part.passages));
  const auto from = sources(thread, part);
  const Comment& lead = *from.front();
  wanted.comment.author = lead.author_id;
  wanted.comment.channel = lead.channel;
  wanted.comment.trust = lead.trust;
  wanted.comment.via = origin_of(lead, part);
  wanted.comment.created_at = lead.created_at;
  wanted.comment.attachments = TRY(copies(tx, from, part));
  // What staff wrote was sent once already: as a note it is not sent again.
  wanted.comment.is_public = std::all_of(from.begin(), from.end(), [](const Comment* one) { return one->is_public && one->author_role == "end-user"; });
  // Customers read subjects: the first words of a note are none of theirs.
  if (!wanted.comment.is_public && text::trim(wanted.subject).empty()) wanted.subject = original.subject;
  wanted.requester = original.requester_id;
  wanted.submitter = actor.id;
  wanted.part = true;
  wanted.organization = original.organization_id;
  wanted.channel = original.channel;
  wanted.recipient = original.recipient;
  if (wanted.collaborators.empty()) wanted.collaborators = original.collaborator_ids;
  if (wanted.followers.empty()) wanted.followers = original.follower_ids;
  if (wanted.email_ccs.empty()) wanted.email_ccs = original.email_cc_ids;
  Ticket made = TRY(create(tx, actor, std::move(wanted))).ticket;
  const bool first = thread.front().id == lead.id;
  made.received_at = first ? original.received() : std::max(lead.created_at, original.received());
  tx.execute(sql::ticket_case::set_received, made.id, made.received_at);
  return made;
}

void note_split(db::Tx& tx, const Actor& actor, TicketId original, const Json& from, const Json& to) {
  auto ticket = find(tx, original);
  if (!ticket) return;
  ChangeList changes;
  changes.add("split_ticket_ids", from, to);
  ticket->updated_at = tx.now();
  emit_change(tx, "ticket.updated", actor, *ticket, changes, nullptr);
  save_ticket(tx, *ticket);
}

Json numbers(const std::vector<std::int64_t>& ids) { return Json(JsonArray(ids.begin(), ids.end())); }

}  // namespace

Result<SplitOutcome> split(db::Tx& tx, const Actor& actor, SplitOrder order) {
  const auto original = find(tx, order.ticket);
  if (!original) return not_found();
  const auto thread = comments(tx, original->id);
  if (std::none_of(thread.begin(), thread.end(), [&](const Comment& one) { return one.id == order.comment; })) return invalid("comment_id", "InvalidValue", "error.field.no_comment");
  if (order.parts.empty()) return invalid("tickets", "BlankValue", "error.field.blank");
  if (order.parts.size() > kMostParts) return invalid("tickets", "TooLong", "error.field.too_many_tickets", {{"max", std::to_string(kMostParts)}});
  SplitOutcome out;
  for (SplitPart& part : order.parts) {
    for (Passage& passage : part.passages)
      if (!passage.comment) passage.comment = order.comment;
    out.made.push_back(TRY(make_part(tx, actor, *original, thread, std::move(part))));
    out.split.made_ids.push_back(out.made.back().id.value);
  }
  const auto old = find_case(tx, original->case_id);
  std::vector<std::int64_t> members = old ? old->ticket_ids : std::vector{original->id.value};
  members.insert(members.end(), out.split.made_ids.begin(), out.split.made_ids.end());
  const Case together = old ? TRY(set_case_tickets(tx, actor, *old, members))
                            : TRY(make_case(tx, actor, order.title.empty() ? original->subject : order.title, members));
  if (!together.ticket_id) tx.execute(sql::ticket_case::set_lead, together.id, original->id);
  out.split.id = tx.new_id("splits");
  out.split.case_id = together.id.value;
  out.split.ticket_id = original->id;
  out.split.comment_id = order.comment;
  out.split.made_case = !old;
  out.split.created_by = actor.id;
  out.split.created_at = tx.now();
  tx.execute(sql::ticket_case::insert_split, out.split.id, out.split.case_id, out.split.ticket_id, out.split.comment_id, write_json(out.split.made_ids),
             out.split.made_case, out.split.created_by, out.split.created_at);
  note_split(tx, actor, original->id, Json(JsonArray{}), numbers(out.split.made_ids));
  if (order.wait && original->status_rank < status_rank("hold") && api::rule_in_force("A3")) {
    out.split.status_before = original->status;
    tx.execute(sql::ticket_case::note_status, out.split.id, out.split.status_before);
    Change wait;
    wait.status = "hold";
    TRY(update(tx, actor, original->id, std::move(wait)));
  }
  for (const AfterSplit& take_along : after_split)
    for (const Ticket& made : out.made) take_along(tx, actor, original->id, made.id);
  for (Ticket& made : out.made) made = *find(tx, made.id);
  return out;
}

void note_message(db::Tx& tx, Split& split, CommentId message) {
  split.message_id = message;
  tx.execute(sql::ticket_case::note_message, split.id, message);
}

std::optional<Split> find_split(db::Tx& tx, std::int64_t id) { return tx.one<Split>(sql::ticket_case::find_split, id); }
std::vector<Split> splits_of(db::Tx& tx, TicketId id) { return tx.all<Split>(sql::ticket_case::splits_of, id); }

Result<Split> undo_split(db::Tx& tx, const Actor& actor, std::int64_t id) {
  auto split = find_split(tx, id);
  if (!split || !find(tx, split->ticket_id)) return not_found();
  if (split->undone_at) return invalid("id", "InvalidValue", "error.field.undone_already");
  if (tx.now() > split->created_at + kSplitUndo) return Error{ErrorCode::conflict, "error.split_too_old"};
  for (const std::int64_t made : split->made_ids) {
    // What rules did by themselves is no work that could be lost; a person's word or change is. The first events are the
    // split's own: the ticket's creation and its place in the case.
    int by_people = 0;
    for (const events::Event& event : history(tx, TicketId(made)))
      if (event.created_at != split->created_at && event.actor_id && event.via != "rule") ++by_people;
    if (by_people && find(tx, TicketId(made)))
      return Error{ErrorCode::conflict, "error.split_worked_on", {}, {}, {{"ticket", std::to_string(made)}}};
  }
  auto together = find_case(tx, split->case_id);
  if (together) {
    std::vector<std::int64_t> left;
    for (const std::int64_t member : together->ticket_ids)
      if (std::find(split->made_ids.begin(), split->made_ids.end(), member) == split->made_ids.end() && find(tx, TicketId(member))) left.push_back(member);
    if (split->made_case && left.size() <= 1) remove_case(tx, actor, *together);
    else TRY(set_case_tickets(tx, actor, *together, left));
  }
  for (const std::int64_t made : split->made_ids)
    if (find(tx, TicketId(made))) TRY(remove(tx, actor, TicketId(made)));
  note_split(tx, actor, split->ticket_id, numbers(split->made_ids), Json(JsonArray{}));
  if (const auto original = find(tx, split->ticket_id); original && !split->status_before.empty() && (original->status == "hold" || original->status == "solved")) {
    Change back;
    back.status = split->status_before == "new" ? "open" : split->status_before;
    TRY(update(tx, actor, original->id, std::move(back)));
  }
  split->undone_at = tx.now();
  split->undone_by = actor.id;
  tx.execute(sql::ticket_case::mark_split_undone, split->id, split->undone_at, split->undone_by);
  return *split;
}

}  // namespace sahay::tickets
