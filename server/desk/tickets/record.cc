#include "desk/tickets/record.h"

#include <algorithm>

#include "base/text.h"
#include "desk/tickets/attachments.h"
#include "desk/tickets/change_made.h"
#include "desk/tickets/comment_sql.h"
#include "desk/tickets/ticket_field.h"
#include "desk/tickets/ticket_sql.h"
#include "desk/tickets/visible_text.h"
#include "platform/text/html.h"

namespace sahay::tickets {
namespace {

bool blank(std::string_view s) { return text::trim(s).empty(); }

// The columns of save_word.
consteval bool is_of_a_word(std::string_view column) {
  for (const std::string_view one : {"snippet", "last_public", "last_author_role", "comment_count", "last_comment_id", "last_event_id", "speaker", "speaker_version", "updated_at"})
    if (one == column) return true;
  return false;
}

bool only_a_word_apart(const Ticket& before, const Ticket& now) {
  bool out = true;
  boost::mp11::mp_for_each<boost::describe::describe_members<Ticket, boost::describe::mod_public>>([&](auto m) {
    if constexpr (!is_of_a_word(m.name)) out = out && before.*m.pointer == now.*m.pointer;
  });
  return out;
}

// Takes the files of the comment; an upload token that names nothing (unknown, or used before) is refused.
Result<void> take_files(db::Tx& tx, const Comment& comment, const NewComment& wanted) {
  for (const std::string& token : wanted.uploads) {
    const auto files = attachments_of_upload(tx, token);
    if (files.empty()) return invalid("uploads", "InvalidValue", "error.field.upload_spent");
    for (const Attachment& file : files) tx.execute(sql::comment::take_attachment, file.id, comment.ticket_id, comment.id);
  }
  for (const AttachmentId id : wanted.attachments) tx.execute(sql::comment::take_attachment, id, comment.ticket_id, comment.id);
  return {};
}

// Inline images of a mail are shown from our own store; a content id that names no file shows nothing.
std::string sanitised(db::Tx& tx, std::string_view html, const std::vector<AttachmentId>& attachments) {
  text::SanitiseOptions options;
  options.inline_url = [&](std::string_view content_id) -> std::string {
    for (const AttachmentId id : attachments)
      if (const auto file = find_attachment(tx, id); file && file->content_id == content_id) return attachment_path(*file);
    return "";
  };
  return text::sanitise_html(text::repair_utf8(html), options).html;
}

// What the event says: own words of the verb, changes, the comment, the rule.
std::string facts_of(const Actor& actor, const ChangeList& changes, const Comment* comment, const JsonObject& more) {
  std::string out;
  out.reserve(512);
  JsonWriter w(out);
  w.begin_object();
  for (const auto& [key, value] : more) w.field(std::string_view(key), value);
  w.key("changes").value(changes.json());
  if (comment) {
    w.field("comment_id", comment->id.value).field("public", comment->is_public).field("author_id", comment->author_id.value);
    w.field("author_role", comment->author_role).field("channel", comment->channel);
    if (comment->automatic) w.field("automatic", true);
  }
  if (actor.rule)
    w.key("rule").begin_object().field("kind", actor.rule->kind).field("id", actor.rule->id).field("title", actor.rule->title).end_object();
  w.end_object();
  return out;
}

std::string role_of(db::Tx& tx, const Actor& actor, UserId author, const people::User* known) {
  if (actor.bot) return "bot";
  if (known && known->id == author) return std::string(known->role);
  return tx.scalar<std::string>(sql::ticket::role_of_user, author.value).value_or("system");
}

}  // namespace

Result<Comment> write_comment(db::Tx& tx, const Actor& actor, Ticket& ticket, NewComment wanted, const people::User* known) {
  if (blank(wanted.text) && blank(wanted.html) && wanted.uploads.empty() && wanted.attachments.empty())
    return invalid("comment", "BlankValue", "error.field.blank_comment");
  if (wanted.text.size() > 1'048'576 || wanted.html.size() > 4'194'304) return invalid("comment", "TooLong", "error.field.too_long", {{"max", "1048576"}});
  Comment comment;
  comment.id = CommentId(tx.new_id("comments"));
  comment.ticket_id = ticket.id;
  comment.author_id = wanted.author ? wanted.author : actor.id;
  comment.author_role = role_of(tx, actor, comment.author_id, known);
  comment.is_public = wanted.is_public;
  comment.channel = wanted.channel.empty() ? actor.via : wanted.channel;
  if (!blank(wanted.html)) comment.html = sanitised(tx, wanted.html, wanted.attachments);
  comment.text = text::repair_utf8(wanted.text);
  if (blank(comment.text)) comment.text = text::html_to_text(comment.html);
  if (comment.html.empty()) comment.html = text::text_to_html(comment.text);
  comment.visible_begin = wanted.visible_begin;
  comment.visible_end = std::min<std::int64_t>(wanted.visible_end, std::int64_t(comment.text.size()));
  if (!wanted.quote_html.empty()) comment.quote_html = sanitised(tx, wanted.quote_html, wanted.attachments);
  comment.message_id = wanted.message_id;
  comment.raw_mail_id = wanted.raw_mail_id;
  comment.trust = wanted.trust;
  comment.automatic = wanted.automatic;
  comment.via = wanted.via;
  comment.created_at = wanted.created_at ? wanted.created_at : tx.now();
  TRY(take_files(tx, comment, wanted));
  ++ticket.comment_count;
  ticket.last_comment_id = comment.id.value;
  ticket.last_public = comment.is_public;
  ticket.last_author_role = comment.author_role;
  ticket.snippet = snippet_of(visible_text(comment));
  return comment;
}

void store_comment(db::Tx& tx, const Comment& comment) {
  tx.post(sql::comment::insert, comment.id, comment.ticket_id, comment.author_id, comment.author_role, comment.is_public, comment.channel,
             comment.text, comment.html, comment.visible_begin, comment.visible_end, comment.quote_html, comment.message_id,
             comment.raw_mail_id, comment.trust, comment.automatic, comment.via, comment.event_id, comment.created_at);
}

events::Event emit_change(db::Tx& tx, std::string_view kind, const Actor& actor, Ticket& ticket, const ChangeList& changes,
                          Comment* comment, const JsonObject& more) {
  events::Event event;
  event.kind = kind;
  event.subject_id = ticket.id.value;
  event.actor_id = actor.id.value;
  event.via = actor.via;
  event.cause_id = actor.cause_id;
  event.depth = actor.depth;
  event.data.text = facts_of(actor, changes, comment, more);
  event.created_at = tx.now();
  event.id = events::emit(tx, event);
  if (change_made) change_made(tx, event, ticket);
  if (customer_spoke && comment && comment->is_public && comment->author_role == "end-user") customer_spoke(tx, ticket, *comment, event);
  ticket.last_event_id = event.id;
  if (comment) {
    comment->event_id = event.id;
    store_comment(tx, *comment);
  }
  return event;
}

std::vector<std::string> normal_tags(const std::vector<std::string>& tags) {
  std::vector<std::string> out;
  for (const std::string& tag : tags) {
    std::string name(text::trim(tag));
    std::replace(name.begin(), name.end(), ' ', '_');
    if (!name.empty() && std::find(out.begin(), out.end(), name) == out.end()) out.push_back(std::move(name));
  }
  return out;
}

void store_tags(db::Tx& tx, TicketId id, const std::vector<std::string>& before, const std::vector<std::string>& now) {
  for (const std::string& tag : now)
    if (std::find(before.begin(), before.end(), tag) == before.end()) tx.execute(sql::ticket::insert_tag, tag, id);
  for (const std::string& tag : before)
    if (std::find(now.begin(), now.end(), tag) == now.end()) tx.execute(sql::ticket::remove_tag, tag, id);
}

void store_people(db::Tx& tx, TicketId id, std::string_view kind, const std::vector<std::int64_t>& before,
                  const std::vector<std::int64_t>& now) {
  for (const auto user : now)
    if (std::find(before.begin(), before.end(), user) == before.end()) tx.execute(sql::ticket::insert_person, user, id, kind);
  for (const auto user : before)
    if (std::find(now.begin(), now.end(), user) == now.end()) tx.execute(sql::ticket::remove_person, user, id, kind);
}

Result<void> apply_custom_fields(db::Tx& tx, Ticket& ticket, const JsonObject& values, ChangeList& changes) {
  if (values.empty()) return {};
  Json stored = parse_json(ticket.custom_fields.text).value();
  const auto fields = ticket_fields(tx);
  const auto drop_tags = [&](const std::vector<std::string>& tags) {
    for (const std::string& tag : tags) ticket.tags.erase(std::remove(ticket.tags.begin(), ticket.tags.end(), tag), ticket.tags.end());
  };
  for (const auto& [key, value] : values) {
    const std::string id(key);
    const auto field = std::find_if(fields.begin(), fields.end(), [&](const auto& f) { return std::to_string(f.id.value) == id && f.removable; });
    if (field == fields.end()) continue;  // clients write back what they read; fields that are gone are ignored
    const FieldValue checked = TRY(check_field_value(*field, value));
    const auto* old = stored.get_object().if_contains(id);
    const Json before = old ? *old : Json(nullptr);
    if (before == checked.value) continue;
    if (const auto gone = check_field_value(*field, before); gone.ok()) drop_tags(gone->tags);
    changes.add(id, before, checked.value);
    if (checked.value.is_null()) stored.get_object().erase(id);
    else stored.get_object()[id] = checked.value;
    ticket.tags.insert(ticket.tags.end(), checked.tags.begin(), checked.tags.end());
  }
  ticket.tags = normal_tags(ticket.tags);
  ticket.custom_fields.text = to_string(stored);
  return {};
}

void insert_ticket(db::Tx& tx, const Ticket& t) {
  tx.execute(sql::ticket::insert, t.id, t.subject, t.description, t.status, t.status_rank, t.priority, t.type, t.priority_rank, t.channel,
             t.recipient, t.requester_id, t.submitter_id, t.assignee_id, t.owner_id, t.organization_id, t.group_id, t.external_id,
             t.problem_id, t.has_incidents, t.is_public, t.due_at, t.ticket_form_id, t.brand_id, t.custom_status_id,
             write_json(t.tags), t.custom_fields, write_json(t.collaborator_ids), write_json(t.follower_ids), write_json(t.email_cc_ids),
             t.locale, t.merged_into, t.snippet, t.last_public, t.last_author_role, t.comment_count, t.last_comment_id,
             t.last_event_id, t.speaker, t.speaker_version, t.created_at, t.updated_at, t.solved_at);
}

void save_ticket(db::Tx& tx, const Ticket& t) {
  tx.execute(sql::ticket::save, t.id, t.subject, t.status, t.status_rank, t.priority, t.type, t.priority_rank, t.requester_id,
             t.assignee_id, t.owner_id, t.organization_id, t.group_id, t.external_id, t.problem_id, t.due_at, t.ticket_form_id, t.brand_id,
             t.custom_status_id, write_json(t.tags), t.custom_fields, write_json(t.collaborator_ids), write_json(t.follower_ids),
             write_json(t.email_cc_ids), t.merged_into, t.snippet, t.last_public, t.last_author_role, t.comment_count,
             t.last_comment_id, t.last_event_id, t.speaker, t.speaker_version, t.updated_at, t.solved_at, t.has_incidents, t.is_public);
}

void save_changed(db::Tx& tx, const Ticket& before, const Ticket& now) {
  if (!only_a_word_apart(before, now)) return save_ticket(tx, now);
  tx.post(sql::ticket::save_word, now.id, now.snippet, now.last_public, now.last_author_role, now.comment_count, now.last_comment_id, now.last_event_id,
          now.speaker, now.speaker_version, now.updated_at);
}

Result<void> set_status(Ticket& ticket, std::string_view status, Time now) {
  const int rank = status_rank(status);
  if (rank < 0) return invalid("status", "InvalidValue", "error.field.not_allowed", {{"allowed", "new, open, pending, hold, solved, closed"}});
  const bool was_solved = ticket.status_rank >= status_rank("solved"), is_solved = rank >= status_rank("solved");
  if (is_solved && !was_solved) ticket.solved_at = now;
  if (!is_solved) ticket.solved_at = {};
  ticket.status = status;
  ticket.status_rank = rank;
  return {};
}

Result<void> set_priority(Ticket& ticket, std::string_view priority) {
  const int rank = priority_rank(priority);
  if (rank < 0) return invalid("priority", "InvalidValue", "error.field.not_allowed", {{"allowed", "low, normal, high, urgent"}});
  ticket.priority = priority;
  ticket.priority_rank = rank;
  return {};
}

Result<void> set_type(Ticket& ticket, std::string_view type) {
  if (!is_type(type)) return invalid("type", "InvalidValue", "error.field.not_allowed", {{"allowed", "problem, incident, question, task"}});
  ticket.type = type;
  return {};
}

Result<void> check_assignee(db::Tx& tx, UserId assignee) {
  if (!assignee) return {};
  const auto user = people::find_user(tx, assignee);
  if (!user || !user->active || !user->staff()) return invalid("assignee_id", "InvalidValue", "error.field.no_agent");
  return {};
}

}  // namespace sahay::tickets
