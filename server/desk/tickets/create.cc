#include "base/text.h"
#include "desk/tickets/completing.h"
#include "desk/tickets/custom_status.h"
#include "desk/tickets/link.h"
#include "desk/tickets/record.h"
#include "desk/tickets/speaker.h"
#include "desk/tickets/ticket_sql.h"

namespace sahay::tickets {
namespace {

// A ticket needs a subject; what customers leave empty is made from their first words.
std::string subject_of(const NewTicket& wanted, const std::string& description) {
  const std::string subject(text::trim(wanted.subject));
  return text::repair_utf8(subject.empty() ? text::first(snippet_of(description), 80) : text::first(subject, 998));
}

// The requester, who most often wrote the first comment too.
Result<people::User> fill_people(db::Tx& tx, const Actor& actor, const NewTicket& wanted, Ticket& ticket) {
  ticket.requester_id = wanted.requester ? wanted.requester : actor.id;
  ticket.submitter_id = wanted.submitter ? wanted.submitter : actor.id;
  auto requester = people::find_user(tx, ticket.requester_id);
  if (!requester) return invalid("requester_id", "InvalidValue", "error.field.no_user");
  ticket.locale = requester->locale;
  ticket.organization_id = wanted.organization ? wanted.organization : requester->organization_id;
  TRY(check_assignee(tx, wanted.assignee));
  ticket.assignee_id = wanted.assignee;
  ticket.group_id = wanted.group;
  if (ticket.group_id && !people::find_group(tx, ticket.group_id)) return invalid("group_id", "InvalidValue", "error.field.no_group");
  if (!ticket.group_id)
    if (const auto group = people::default_group(tx)) ticket.group_id = group->id;
  // The first agent who takes it up answers to the customer to the end.
  ticket.owner_id = ticket.assignee_id;
  return std::move(*requester);
}

void record_creation(const Ticket& ticket, ChangeList& changes) {
  changes.add_text("subject", "", ticket.subject);
  changes.add_text("status", "", ticket.status);
  changes.add_text("priority", "", ticket.priority);
  changes.add_text("type", "", ticket.type);
  changes.add_id("requester_id", UserId{}, ticket.requester_id);
  changes.add_id("assignee_id", UserId{}, ticket.assignee_id);
  changes.add_id("group_id", GroupId{}, ticket.group_id);
  changes.add_id("organization_id", OrganizationId{}, ticket.organization_id);
  if (!ticket.tags.empty()) {
    JsonArray tags(ticket.tags.begin(), ticket.tags.end());
    changes.add("tags", nullptr, Json(std::move(tags)));
  }
}

}  // namespace

Result<Outcome> create(db::Tx& tx, const Actor& actor, NewTicket wanted) {
  Ticket ticket;
  const people::User requester = TRY(fill_people(tx, actor, wanted, ticket));
  TRY(set_priority(ticket, wanted.priority));
  TRY(set_type(ticket, wanted.type));
  const Time created = wanted.created_at ? wanted.created_at : tx.now();
  TRY(set_status(ticket, !wanted.status.empty() ? wanted.status : wanted.assignee ? "open" : "new", created));
  if (wanted.problem) {
    const auto problem = find(tx, wanted.problem);
    if (!problem) return invalid("problem_id", "InvalidValue", "error.field.no_ticket");
    tx.execute(sql::ticket::mark_incidents, wanted.problem);
  }
  if (wanted.followup_of) {
    const auto source = find(tx, wanted.followup_of);
    if (!source || source->status != "closed") return invalid("via_followup_source_id", "InvalidValue", "error.field.not_closed");
  }
  ticket.id = TicketId(tx.new_id("tickets"));
  ticket.channel = wanted.channel.empty() ? actor.via : wanted.channel;
  ticket.recipient = wanted.recipient;
  ticket.external_id = wanted.external_id;
  ticket.problem_id = wanted.problem;
  ticket.due_at = wanted.due_at;
  ticket.ticket_form_id = wanted.ticket_form_id;
  ticket.brand_id = wanted.brand_id;
  if (wanted.custom_status_id) TRY(settle_status(tx, ticket, wanted.custom_status_id, !wanted.status.empty()));
  ticket.tags = normal_tags(wanted.tags);
  ticket.collaborator_ids = std::move(wanted.collaborators);
  ticket.follower_ids = std::move(wanted.followers);
  ticket.email_cc_ids = std::move(wanted.email_ccs);
  ticket.is_public = wanted.comment.is_public;
  if (ticket.organization_id && complete && actor.via != kImport && !wanted.part && ticket.is_public) complete(tx, actor, ticket);
  ticket.created_at = ticket.updated_at = created;
  ChangeList changes;
  TRY(apply_custom_fields(tx, ticket, wanted.custom_fields, changes));
  TRY(check_requirements(tx, actor, nullptr, ticket));
  if (!wanted.comment.author) wanted.comment.author = ticket.requester_id;
  if (wanted.comment.channel.empty()) wanted.comment.channel = ticket.channel;
  const bool has_files = wanted.comment.has_files();
  Comment comment = TRY(write_comment(tx, actor, ticket, std::move(wanted.comment), &requester));
  ticket.description = comment.text;
  ticket.subject = subject_of(wanted, comment.text);
  choose_first_speaker(tx, actor, comment, ticket);
  record_creation(ticket, changes);
  const JsonObject past = actor.via == kImport ? JsonObject{{"at", to_iso8601(created)}} : JsonObject{};
  events::Event event = emit_change(tx, "ticket.created", actor, ticket, changes, &comment, past);
  insert_ticket(tx, ticket);
  store_tags(tx, ticket.id, {}, ticket.tags);
  store_people(tx, ticket.id, "collaborator", {}, ticket.collaborator_ids);
  store_people(tx, ticket.id, "follower", {}, ticket.follower_ids);
  store_people(tx, ticket.id, "email_cc", {}, ticket.email_cc_ids);
  if (wanted.followup_of) TRY(add_link(tx, actor, ticket.id, "followup_of", wanted.followup_of));
  const std::int64_t event_id = event.id;
  const CommentId comment_id = comment.id;
  return Outcome{std::move(ticket), event_id, comment_id, std::move(comment), std::move(event), has_files};
}

}  // namespace sahay::tickets
