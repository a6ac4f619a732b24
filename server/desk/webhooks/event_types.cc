#include "desk/webhooks/event_types.h"

#include "base/text.h"
#include "desk/people/people.h"
#include "desk/tickets/tickets.h"
#include "desk/webhooks/webhook.h"

namespace sahay::webhooks {
namespace {

constexpr std::string_view kPrefix = "zen:event-type:";

// A changed field of ours and the name of its event.
constexpr std::pair<std::string_view, std::string_view> kTicketChanges[] = {
    {"status", "status_changed"},
    {"custom_status_id", "custom_status_changed"},
    {"priority", "priority_changed"},
    {"type", "type_changed"},
    {"subject", "subject_changed"},
    {"assignee_id", "agent_assignment_changed"},
    {"group_id", "group_assignment_changed"},
    {"organization_id", "organization_changed"},
    {"requester_id", "requester_changed"},
    {"owner_id", "owner_changed"},
    {"tags", "tags_changed"},
    {"external_id", "external_id_changed"},
    {"brand_id", "brand_changed"},
    {"ticket_form_id", "form_changed"},
    {"problem_id", "problem_link_changed"},
    {"due_at", "task_due_at_changed"},
    {"email_cc_ids", "email_ccs_changed"},
    {"follower_ids", "followers_changed"},
    {"merged_into", "merged"}};

// Facts whose name is the event's own.
constexpr std::pair<std::string_view, std::string_view> kFacts[] = {
    {"ticket.created", "ticket.created"},
    {"ticket.deleted", "ticket.soft_deleted"},
    {"ticket.restored", "ticket.undeleted"},
    {"ticket.erased", "ticket.permanently_deleted"},
    {"user.created", "user.created"},
    {"user.updated", "user.details_changed"},
    {"user.deleted", "user.deleted"},
    {"user.merged", "user.merged"},
    {"organization.created", "organization.created"},
    {"organization.updated", "organization.details_changed"},
    {"organization.deleted", "organization.deleted"},
    {"article.published", "article.published"},
    {"article.updated", "article.updated"},
    {"article.archived", "article.unpublished"},
    {"community_post.created", "community_post.created"},
    {"community_post.updated", "community_post.changed"},
    {"community_post.comment_added", "community_post.comment_created"}};

constexpr std::string_view kMore[] = {"ticket.comment_added", "ticket.custom_field_changed"};

std::string_view noun_of(std::string_view kind) { return kind.substr(0, kind.find('.')); }

void write_ticket(JsonWriter& w, const tickets::Ticket& t) {
  const auto text_or_null = [&](std::string_view key, const std::string& value) {
    w.key(key);
    if (value.empty()) w.null();
    else w.value(value);
  };
  w.begin_object();
  w.field("id", std::to_string(t.id.value)).field("subject", t.subject).field("description", t.description);
  w.field("status", t.status);
  text_or_null("priority", t.priority);
  text_or_null("type", t.type);
  text_or_null("external_id", t.external_id);
  const auto id = [&](std::string_view key, std::int64_t value) {
    w.key(key);
    if (value == 0) w.null();
    else w.value(std::to_string(value));
  };
  id("requester_id", t.requester_id.value);
  id("submitter_id", t.submitter_id.value);
  id("assignee_id", t.assignee_id.value);
  id("group_id", t.group_id.value);
  id("organization_id", t.organization_id.value);
  id("brand_id", t.brand_id);
  id("form_id", t.ticket_form_id);
  w.field("tags", t.tags).field("is_public", t.is_public);
  w.key("via").begin_object().field("channel", t.channel).end_object();
  w.field("created_at", t.created_at).field("updated_at", t.updated_at).end_object();
}

void write_detail(JsonWriter& w, db::Tx& tx, const events::Event& event) {
  const std::string_view noun = noun_of(event.kind);
  w.key("detail");
  if (noun == "ticket") {
    if (const auto ticket = tickets::find_even_deleted(tx, TicketId(event.subject_id))) return write_ticket(w, *ticket);
  } else if (noun == "user") {
    if (const auto user = people::find_user(tx, UserId(event.subject_id))) {
      w.begin_object().field("id", std::to_string(user->id.value)).field("email", user->email).field("role", user->role);
      w.field("external_id", user->external_id).field("created_at", user->created_at).field("updated_at", user->updated_at);
      w.end_object();
      return;
    }
  }
  w.begin_object().field("id", std::to_string(event.subject_id)).end_object();
}

Message message(db::Tx& tx, const events::Event& event, std::string_view name, const RawJson& change) {
  Message out;
  out.event_type = std::string(kPrefix) + std::string(name);
  JsonWriter w(out.payload);
  w.begin_object().field("account_id", 1);
  write_detail(w, tx, event);
  w.field("event", change);
  // One name for one fact: a consumer that hears it twice can tell.
  w.field("id", std::to_string(event.id) + ":" + std::string(name));
  w.field("subject", "zen:" + std::string(noun_of(event.kind)) + ":" + std::to_string(event.subject_id));
  w.field("time", event.created_at).field("type", out.event_type).field("zendesk_event_version", "2022-11-06");
  w.key("meta").begin_object().field("actor_id", std::to_string(event.actor_id)).field("via", event.via).end_object();
  w.end_object();
  return out;
}

RawJson comment_of(db::Tx& tx, std::int64_t id) {
  const auto comment = tickets::find_comment(tx, CommentId(id));
  if (!comment) return RawJson{"{}"};
  RawJson out{""};
  JsonWriter w(out.text);
  w.begin_object().key("comment").begin_object().field("id", std::to_string(comment->id.value));
  w.field("body", comment->text).field("is_public", comment->is_public);
  w.key("author").begin_object().field("id", std::to_string(comment->author_id.value));
  w.field("is_staff", comment->author_role != "end-user").end_object().end_object().end_object();
  return out;
}

void add_changes(db::Tx& tx, const events::Event& event, const JsonObject& data, std::vector<Message>& out) {
  const JsonArray* changes = array_at(data, "changes");
  if (!changes) return;
  for (const Json& entry : *changes) {
    if (!entry.is_object()) continue;
    const std::string field = string_at(entry.get_object(), "field").value_or("");
    JsonObject change;
    if (const Json* from = entry.get_object().if_contains("from")) change["previous"] = *from;
    if (const Json* to = entry.get_object().if_contains("to")) change["current"] = *to;
    const RawJson raw{to_string(Json(change))};
    for (const auto& [ours, theirs] : kTicketChanges)
      if (field == ours) out.push_back(message(tx, event, "ticket." + std::string(theirs), raw));
    if (text::to_integer(field)) out.push_back(message(tx, event, "ticket.custom_field_changed", raw));
  }
}

}  // namespace

bool is_known_subscription(std::string_view name) {
  if (name == kByRules) return true;
  if (!name.starts_with(kPrefix)) return false;
  name.remove_prefix(kPrefix.size());
  const bool open = name.ends_with('*');
  if (open) name.remove_suffix(1);
  const auto fits = [&](std::string_view known) { return open ? known.starts_with(name) : known == name; };
  for (const auto& [ours, theirs] : kFacts)
    if (fits(theirs)) return true;
  for (const std::string_view known : kMore)
    if (fits(known)) return true;
  for (const auto& [ours, theirs] : kTicketChanges)
    if (fits("ticket." + std::string(theirs))) return true;
  return false;
}

std::vector<Message> messages_of(db::Tx& tx, const events::Event& event) {
  std::vector<Message> out;
  for (const auto& [ours, theirs] : kFacts)
    if (event.kind == ours) out.push_back(message(tx, event, theirs, RawJson{"{}"}));
  if (noun_of(event.kind) != "ticket") return out;
  const auto parsed = parse_json(event.data.text);
  if (!parsed.ok() || !parsed->is_object()) return out;
  if (event.kind == "ticket.updated") add_changes(tx, event, parsed->get_object(), out);
  if (event.kind == "ticket.updated" || event.kind == "ticket.created")
    if (const auto comment = integer_at(parsed->get_object(), "comment_id"))
      out.push_back(message(tx, event, "ticket.comment_added", comment_of(tx, *comment)));
  return out;
}

}  // namespace sahay::webhooks
