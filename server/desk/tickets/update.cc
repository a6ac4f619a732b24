#include <algorithm>

#include "base/text.h"
#include "desk/tickets/case_words.h"
#include "desk/tickets/custom_status.h"
#include "desk/tickets/record.h"
#include "desk/tickets/speaker.h"
#include "desk/tickets/ticket_case.h"
#include "desk/tickets/ticket_form.h"
#include "desk/tickets/ticket_settings.h"
#include "desk/tickets/ticket_sql.h"
#include "desk/tickets/why.h"
#include "desk/tickets/work_gate.h"

namespace sahay::tickets {
namespace {

Json ids_json(const std::vector<std::int64_t>& ids) { return Json(JsonArray(ids.begin(), ids.end())); }
Json texts_json(const std::vector<std::string>& texts) { return Json(JsonArray(texts.begin(), texts.end())); }

Result<void> apply_people(db::Tx& tx, const Change& change, Ticket& ticket) {
  if (change.requester) {
    const auto requester = people::find_user(tx, *change.requester);
    if (!requester) return invalid("requester_id", "InvalidValue", "error.field.no_user");
    ticket.requester_id = requester->id;
    if (!change.organization) ticket.organization_id = requester->organization_id;
  }
  if (change.organization) {
    if (*change.organization && !people::find_organization(tx, *change.organization))
      return invalid("organization_id", "InvalidValue", "error.field.no_organization");
    ticket.organization_id = *change.organization;
  }
  if (change.group) {
    if (*change.group && !people::find_group(tx, *change.group)) return invalid("group_id", "InvalidValue", "error.field.no_group");
    ticket.group_id = *change.group;
  }
  if (change.assignee) {
    TRY(check_assignee(tx, *change.assignee));
    ticket.assignee_id = *change.assignee;
    if (!ticket.owner_id) ticket.owner_id = ticket.assignee_id;
  }
  if (change.owner) {
    TRY(check_assignee(tx, *change.owner));
    ticket.owner_id = *change.owner;
  }
  if (change.problem) {
    if (*change.problem && (!find(tx, *change.problem) || *change.problem == ticket.id))
      return invalid("problem_id", "InvalidValue", "error.field.no_ticket");
    ticket.problem_id = *change.problem;
    if (*change.problem) tx.execute(sql::ticket::mark_incidents, *change.problem);
  }
  return {};
}

}  // namespace

void apply_tags(const Change& change, Ticket& ticket) {
  if (change.tags) ticket.tags = *change.tags;
  ticket.tags.insert(ticket.tags.end(), change.add_tags.begin(), change.add_tags.end());
  ticket.tags = normal_tags(ticket.tags);
  for (const std::string& tag : normal_tags(change.remove_tags))
    std::erase(ticket.tags, tag);
}

Result<void> apply_values(const Change& change, Ticket& ticket, Time now) {
  if (change.subject) {
    if (text::trim(*change.subject).empty()) return invalid("subject", "BlankValue", "error.field.blank");
    ticket.subject = text::repair_utf8(text::first(text::trim(*change.subject), 998));
  }
  if (change.status) TRY(set_status(ticket, *change.status, now));
  if (change.priority) TRY(set_priority(ticket, *change.priority));
  if (change.type) TRY(set_type(ticket, *change.type));
  if (change.external_id) ticket.external_id = *change.external_id;
  if (change.due_at) ticket.due_at = *change.due_at;
  if (change.ticket_form_id) ticket.ticket_form_id = *change.ticket_form_id;
  if (change.brand_id) ticket.brand_id = *change.brand_id;
  if (change.collaborators) ticket.collaborator_ids = *change.collaborators;
  if (change.followers) ticket.follower_ids = *change.followers;
  if (change.email_ccs) ticket.email_cc_ids = *change.email_ccs;
  return {};
}

void record_changes(const Ticket& before, const Ticket& now, ChangeList& changes) {
  changes.add_text("subject", before.subject, now.subject);
  if (before.speaker == "bot") changes.add_text("speaker", before.speaker, now.speaker);
  changes.add_text("status", before.status, now.status);
  changes.add_text("priority", before.priority, now.priority);
  changes.add_text("type", before.type, now.type);
  changes.add_id("requester_id", before.requester_id, now.requester_id);
  changes.add_id("assignee_id", before.assignee_id, now.assignee_id);
  changes.add_id("owner_id", before.owner_id, now.owner_id);
  changes.add_id("group_id", before.group_id, now.group_id);
  changes.add_id("organization_id", before.organization_id, now.organization_id);
  changes.add_id("problem_id", before.problem_id, now.problem_id);
  changes.add_text("external_id", before.external_id, now.external_id);
  changes.add_text("due_at", before.due_at ? to_iso8601(before.due_at) : "", now.due_at ? to_iso8601(now.due_at) : "");
  const auto add_list = [&](std::string_view field, const auto& from, const auto& to, auto json) {
    if (from != to) changes.add(field, json(from), json(to));
  };
  add_list("tags", before.tags, now.tags, texts_json);
  add_list("collaborator_ids", before.collaborator_ids, now.collaborator_ids, ids_json);
  add_list("follower_ids", before.follower_ids, now.follower_ids, ids_json);
  add_list("email_cc_ids", before.email_cc_ids, now.email_cc_ids, ids_json);
  changes.add("ticket_form_id", before.ticket_form_id, now.ticket_form_id);
  changes.add("brand_id", before.brand_id, now.brand_id);
  changes.add("custom_status_id", before.custom_status_id, now.custom_status_id);
}

void store_lists(db::Tx& tx, const Ticket& before, const Ticket& now) {
  store_tags(tx, now.id, before.tags, now.tags);
  store_people(tx, now.id, "collaborator", before.collaborator_ids, now.collaborator_ids);
  store_people(tx, now.id, "follower", before.follower_ids, now.follower_ids);
  store_people(tx, now.id, "email_cc", before.email_cc_ids, now.email_cc_ids);
}

Result<void> check_requirements(db::Tx& tx, const Actor& actor, const Ticket* before, const Ticket& now) {
  if (now.ticket_form_id && (!before || before->ticket_form_id != now.ticket_form_id) && !find_form(tx, now.ticket_form_id))
    return invalid("ticket_form_id", "InvalidValue", "error.field.no_form");
  const int solved = status_rank("solved");
  const bool solving = now.status_rank >= solved && (!before || before->status_rank < solved);
  if (solving && before && waits_for_children(tx, now.id)) return invalid("status", "InvalidValue", "error.field.open_children");
  if (!solving && !now.ticket_form_id) return {};
  // Rules, channels and customers are not asked for what staff must fill in.
  if (!actor.id || actor.bot || actor.rule || (actor.via != "api" && actor.via != "web")) return {};
  if (tx.scalar<std::string>(sql::ticket::role_of_user, actor.id).value_or("end-user") == "end-user") return {};
  if (solving && before) TRY(ask_work_gates(tx, actor, now, WorkStep::solve));
  return check_staff_fields(tx, before, now);
}

Result<Outcome> update(db::Tx& tx, const Actor& actor, TicketId id, Change change) { return update_because(tx, actor, id, std::move(change), {}); }

Result<Outcome> update_because(db::Tx& tx, const Actor& actor, TicketId id, Change change, JsonObject why) {
  const auto before = find(tx, id);
  if (!before) return not_found();
  return update_found(tx, actor, *before, std::move(change), std::move(why));
}

Result<Outcome> update_found(db::Tx& tx, const Actor& actor, const Ticket& before, Change change, JsonObject why) {
  if (before.status == "closed") return invalid("status", "InvalidValue", "error.field.closed");
  if (change.last_seen_event)
    if (const auto newer = tx.scalar<std::int64_t>(sql::ticket::newer_comment, before.id, *change.last_seen_event, actor.id.value))
      return Error{ErrorCode::conflict, "error.newer_comment", {}, {}, {{"newer", std::to_string(*newer)}}};
  Ticket ticket = before;
  TRY(apply_values(change, ticket, tx.now()));
  TRY(apply_people(tx, change, ticket));
  if (change.assignee && *change.assignee) take_by_hand(actor, ticket);
  apply_tags(change, ticket);
  ChangeList changes;
  TRY(apply_custom_fields(tx, ticket, change.custom_fields, changes));
  std::optional<Comment> comment;
  const bool has_files = change.comment && change.comment->has_files();
  if (change.comment) {
    comment = TRY(write_comment(tx, actor, ticket, std::move(*change.comment)));
    take_speaker(actor, *comment, ticket);
    const bool staff = comment->author_role == "agent" || comment->author_role == "admin";
    if (!change.status && staff && comment->is_public)
      if (const auto next = status_after_staff(ticket.status)) TRY(set_status(ticket, *next, tx.now()));
    if (staff && comment->is_public && !ticket.owner_id) ticket.owner_id = comment->author_id;
    if (comment->is_public) ticket.is_public = true;
  } else if (change.assignee && *change.assignee && !change.status) {
    if (const auto next = status_after_staff(ticket.status)) TRY(set_status(ticket, *next, tx.now()));
  }
  TRY(settle_status(tx, ticket, change.custom_status_id, change.status && *change.status != before.status));
  if (!change.forced) TRY(check_requirements(tx, actor, &before, ticket));
  record_changes(before, ticket, changes);
  if (changes.empty() && !comment) return Outcome{std::move(ticket)};
  ticket.updated_at = tx.now();
  const JsonObject more = why.empty() ? JsonObject{} : JsonObject{{"why", std::move(why)}};
  events::Event event = emit_change(tx, "ticket.updated", actor, ticket, changes, comment ? &*comment : nullptr, more);
  // What customers read of a ticket begins with its first public word, never with the note that opened it.
  if (ticket.is_public && !before.is_public && comment) {
    ticket.description = comment->text;
    tx.execute(sql::ticket::set_description, ticket.id, ticket.description);
  }
  save_changed(tx, before, ticket);
  store_lists(tx, before, ticket);
  if (ticket.case_id && ticket.status != before.status) TRY(settle_case(tx, actor, ticket));
  const std::int64_t event_id = event.id;
  const CommentId comment_id = comment ? comment->id : CommentId{};
  return Outcome{std::move(ticket), event_id, comment_id, std::move(comment), std::move(event), has_files};
}

Result<Outcome> receive(db::Tx& tx, const Actor& actor, TicketId id, NewComment comment) {
  const auto before = find(tx, id);
  if (!before) return not_found();
  // The message was split: the word belongs to one of its parts, when it says to which.
  if (before->case_id && !comment.automatic)
    if (auto taken = TRY(give_to_parts(tx, actor, *before, comment))) return std::move(*taken);
  Change change;
  if (!comment.automatic)
    if (auto next = status_after_customer(before->status)) change.status = std::move(next);
  change.comment = std::move(comment);
  Outcome done = TRY(update_found(tx, actor, *before, std::move(change)));
  if (before->case_id && done.comment && !done.comment->automatic) note_word(tx, *before, *done.comment);
  return done;
}

}  // namespace sahay::tickets
