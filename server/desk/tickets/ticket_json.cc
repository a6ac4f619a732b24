// From rows to the wire: tickets, comments, attachments, audits.
#include <algorithm>

#include "base/scratch_json.h"
#include "base/text.h"
#include "desk/people/people_api.h"
#include "desk/tickets/attachments.h"
#include "desk/tickets/custom_status.h"
#include "desk/tickets/field_list.h"
#include "desk/tickets/ticket_field.h"
#include "desk/tickets/ticket_form.h"
#include "desk/tickets/ticket_sql.h"
#include "desk/tickets/tickets_api.h"
#include "desk/tickets/why.h"

namespace sahay::tickets {
namespace {

using api::Context;

void write_via(JsonWriter& w, std::string_view channel) {
  w.begin_object().field("channel", channel).key("source").begin_object();
  w.key("from").begin_object().end_object().key("to").begin_object().end_object().key("rel").null().end_object().end_object();
}

// Which rule did it, so that the ticket's history says why.
void write_rule_via(JsonWriter& w, const JsonObject& rule) {
  const auto member = [&](const char* key) { return rule.contains(key) ? rule.at(key) : Json(nullptr); };
  w.begin_object().field("channel", "rule").key("source").begin_object();
  w.key("from").begin_object().field("id", member("id")).field("title", member("title")).field("deleted", false).end_object();
  w.key("to").begin_object().end_object().field("rel", member("kind")).end_object().end_object();
}

// Every active field, null where it has no value: clients find a field by its id and do not ask whether it is there.
void write_custom_fields(JsonWriter& w, const Ticket& t) {
  const auto parsed = t.custom_fields.text.size() > 2 ? parse_json(t.custom_fields.text) : Result<Json>(Json(JsonObject{}));
  const JsonObject none;
  const JsonObject& stored = parsed.ok() && parsed->is_object() ? parsed->get_object() : none;
  w.begin_array();
  if (own_field_ids) {
    for (const std::int64_t id : *own_field_ids()) {
      const Json* const value = stored.if_contains(std::to_string(id));
      w.begin_object().field("id", id).field("value", value ? *value : Json(nullptr)).end_object();
    }
  } else {
    for (const auto& [id, value] : stored)
      w.begin_object().field("id", text::to_integer(std::string_view(id)).value_or(0)).field("value", value).end_object();
  }
  w.end_array();
}

api::Field<Ticket> nullable_number(std::string name, std::int64_t Ticket::*member) {
  return api::computed<Ticket>(std::move(name), "integer", [member](JsonWriter& w, const Ticket& t, const Context&) {
    if (t.*member) w.value(t.*member); else w.null();
  });
}

api::Resource<Ticket>::RowKeys embed_incident_counts(Context&, db::Tx& tx, const std::vector<Ticket>& tickets) {
  std::vector<std::int64_t> ids;
  for (const Ticket& ticket : tickets) ids.push_back(ticket.id.value);
  api::Where where;
  where.add_in("problem_id", ids);
  where.add("deleted_at is null");
  const auto params = db::views_of(where.values());
  const auto rows = tx.run("select problem_id, count(*) from tickets" + where.sql() + " group by problem_id", params);
  std::map<std::int64_t, std::int64_t> counts;
  while (rows->next()) counts[rows->integer(0)] = rows->integer(1);
  return [counts = std::move(counts)](JsonWriter& w, const Ticket& t) {
    const auto found = counts.find(t.id.value);
    w.field("incident_count", found == counts.end() ? 0 : found->second);
  };
}

// The newest event of each, with the comment it brought.
void write_last_audits(Context& c, db::Tx& tx, const std::vector<Ticket>& tickets, JsonWriter& w) {
  w.key("last_audits").begin_array();
  for (const Ticket& ticket : tickets) {
    const auto event = tx.one<events::Event>(sql::ticket::event, ticket.last_event_id);
    if (!event || event->subject_id != ticket.id.value) continue;
    const auto comment = find_comment(tx, CommentId(ticket.last_comment_id));
    const bool brought = comment && comment->event_id == event->id;
    write_audit_json(w, c, *event, brought ? std::vector<Comment>{*comment} : std::vector<Comment>{}, brought ? attachments_of_comment(tx, comment->id) : std::vector<Attachment>{});
  }
  w.end_array();
}

api::Resource<Ticket> describe() {
  using namespace api;
  using T = Ticket;
  Resource<T> r;
  r.name = "ticket";
  r.plural = "tickets";
  r.path = "/tickets";
  r.table = "tickets";
  r.see = Access::staff;
  r.change = Access::staff;
  r.base.add("t.deleted_at is null");
  r.scope = scope_tickets;
  // The index of external ids leaves out the empty ones, and says so.
  r.filters = {{"external_id", "t.external_id <> '' and t.external_id", true}};
  r.sorts = {{"id", {"t.id"}}, {"created_at", {"t.created_at"}}, {"updated_at", {"t.updated_at"}}, {"status", {"t.status_rank"}}, {"priority", {"t.priority_rank"}}, {"subject", {"t.subject", false, true}}, {"requester", {"coalesce(t.requester_id, 0)"}}, {"assignee", {"coalesce(t.assignee_id, 0)"}}, {"group", {"coalesce(t.group_id, 0)"}}};
  r.creates = r.updates = r.deletes = r.many = false;
  r.fields = {
      computed<T>("id", "integer", [](JsonWriter& w, const T& t, const Context&) { w.value(t.id); }),
      nullable_text<T>("external_id", &T::external_id),
      computed<T>("via", "object", [](JsonWriter& w, const T& t, const Context&) { write_via(w, t.channel); }),
      time_field<T>("created_at", &T::created_at),
      time_field<T>("updated_at", &T::updated_at),
      computed<T>("generated_timestamp", "integer", [](JsonWriter& w, const T& t, const Context&) { w.value(t.updated_at.seconds()); }),
      nullable_text<T>("type", &T::type),
      text_field<T>("subject", &T::subject),
      text_field<T>("raw_subject", &T::subject),
      text_field<T>("description", &T::description),
      nullable_text<T>("priority", &T::priority),
      computed<T>("status", "string", [](JsonWriter& w, const T& t, const Context&) { w.value(t.deleted_at ? "deleted" : t.status); }),
      nullable_text<T>("recipient", &T::recipient),
      reference<T>("requester_id", &T::requester_id),
      reference<T>("submitter_id", &T::submitter_id),
      reference<T>("assignee_id", &T::assignee_id),
      reference<T>("owner_id", &T::owner_id),
      reference<T>("organization_id", &T::organization_id),
      reference<T>("group_id", &T::group_id),
      computed<T>("collaborator_ids", "array", [](JsonWriter& w, const T& t, const Context&) {
        std::vector<std::int64_t> all = t.collaborator_ids;
        for (const auto id : t.email_cc_ids)
          if (std::find(all.begin(), all.end(), id) == all.end()) all.push_back(id);
        w.value(all);
      }),
      computed<T>("follower_ids", "array", [](JsonWriter& w, const T& t, const Context&) { w.value(t.follower_ids); }),
      computed<T>("email_cc_ids", "array", [](JsonWriter& w, const T& t, const Context&) { w.value(t.email_cc_ids); }),
      always_null<T>("forum_topic_id", "integer"),
      reference<T>("problem_id", &T::problem_id),
      flag<T>("has_incidents", &T::has_incidents),
      flag<T>("is_public", &T::is_public),
      time_field<T>("due_at", &T::due_at),
      strings<T>("tags", &T::tags),
      computed<T>("custom_fields", "array", [](JsonWriter& w, const T& t, const Context&) { write_custom_fields(w, t); }),
      computed<T>("fields", "array", [](JsonWriter& w, const T& t, const Context&) { write_custom_fields(w, t); }),
      computed<T>("satisfaction_rating", "object", [](JsonWriter& w, const T& t, const Context&) {
        // Unset in a row is "", in a ticket that was just made "null".
        if (t.satisfaction.text.empty() || t.satisfaction.text == "null") w.begin_object().field("score", "unoffered").end_object();
        else w.value(t.satisfaction);
      }),
      computed<T>("sharing_agreement_ids", "array", [](JsonWriter& w, const T&, const Context&) { w.begin_array().end_array(); }),
      computed<T>("followup_ids", "array", [](JsonWriter& w, const T&, const Context&) { w.begin_array().end_array(); }),
      nullable_number("ticket_form_id", &T::ticket_form_id),
      nullable_number("brand_id", &T::brand_id),
      computed<T>("custom_status_id", "integer", [](JsonWriter& w, const T& t, const Context&) { w.value(shown_status_id(t)); }),
      nullable_number("case_id", &T::case_id),
      computed<T>("received_at", "date-time", [](JsonWriter& w, const T& t, const Context&) { w.value(t.received()); }),
      reference<T>("merged_into_id", &T::merged_into).read_only(),
      constant<T>("allow_channelback", "boolean", false),
      constant<T>("allow_attachments", "boolean", true),
      constant<T>("from_messaging_channel", "boolean", false),
      text_field<T>("channel", &T::channel),
      computed<T>("event_seq", "integer", [](JsonWriter& w, const T& t, const Context&) { w.value(t.last_event_id); })};
  const auto ids_of = [](const std::vector<T>& tickets, auto... members) {
    std::vector<std::int64_t> ids;
    for (const T& ticket : tickets) (ids.push_back((ticket.*members).value), ...);
    return ids;
  };
  for (const char* name : {"metric_sets", "slas"})
    r.embeds[name] = [name](Context& c, db::Tx& tx, const std::vector<T>& tickets) {
      const auto found = ticket_embeds.find(name);
      return found == ticket_embeds.end() ? Resource<T>::RowKeys{} : found->second(c, tx, tickets);
    };
  r.embeds["comment_count"] = [](Context&, db::Tx&, const std::vector<T>&) -> Resource<T>::RowKeys {
    return [](JsonWriter& w, const T& t) { w.field("comment_count", t.comment_count); };
  };
  r.embeds["incident_counts"] = embed_incident_counts;
  r.sideloads["users"] = [ids_of](Context& c, db::Tx& tx, const std::vector<T>& tickets, JsonWriter& w) {
    auto ids = ids_of(tickets, &T::requester_id, &T::submitter_id, &T::assignee_id);
    for (const T& t : tickets)
      for (const auto* more : {&t.collaborator_ids, &t.follower_ids, &t.email_cc_ids}) ids.insert(ids.end(), more->begin(), more->end());
    people::write_users(c, tx, std::move(ids), w);
  };
  r.sideloads["groups"] = [ids_of](Context& c, db::Tx& tx, const std::vector<T>& tickets, JsonWriter& w) {
    people::write_groups(c, tx, ids_of(tickets, &T::group_id), w);
  };
  r.sideloads["organizations"] = [ids_of](Context& c, db::Tx& tx, const std::vector<T>& tickets, JsonWriter& w) {
    people::write_organizations(c, tx, ids_of(tickets, &T::organization_id), w);
  };
  r.sideloads["last_audits"] = write_last_audits;
  r.sideloads["sharing_agreements"] = [](Context&, db::Tx&, const std::vector<T>&, JsonWriter& w) { w.key("sharing_agreements").begin_array().end_array(); };
  r.sideloads["ticket_forms"] = [](Context& c, db::Tx& tx, const std::vector<T>& tickets, JsonWriter& w) {
    std::vector<std::int64_t> ids;
    for (const T& t : tickets) ids.push_back(t.ticket_form_id);
    write_forms(c, tx, ids, w);
  };
  return r;
}

// Where a comment came from and whether it was taken back: what undo, split and re-join note in its `via`.
void write_origin(JsonWriter& w, const Comment& comment) {
  if (comment.via.text.size() <= 2) return;
  const auto via = parse_json(comment.via.text);
  if (!via.ok() || !via->is_object()) return;
  for (const char* key : {"undone_at", "split", "copied_from"})
    if (const Json* value = sahay::find(via->get_object(), key)) w.field(key, *value);
}

// What was found out about the sender of a mail, for staff.
void write_sender(JsonWriter& w, const Context& c, const Comment& comment) {
  if (!comment.raw_mail_id || !c.caller.staff()) return;
  w.field("sender_trust", comment.trust.empty() ? "unknown" : comment.trust);
  const auto via = parse_json(comment.via.text);
  const JsonObject* mail = via.ok() && via->is_object() ? object_at(via->get_object(), "mail") : nullptr;
  if (const Json* verdict = mail ? sahay::find(*mail, "verdict") : nullptr) w.field("verdict", *verdict);
}

// What an event did to comments and ratings, beside the changes of fields.
void write_other_events(JsonWriter& w, const events::Event& event, const JsonObject& data) {
  const auto begin = [&](std::string_view type) { w.begin_object().field("id", event.id * 1000 + 999).field("type", type); };
  if (const auto id = integer_at(data, "redacted_comment_id")) {
    begin("CommentRedactionEvent");
    w.field("comment_id", *id);
    if (const auto file = integer_at(data, "redacted_attachment_id")) w.field("attachment_id", *file);
    w.end_object();
  }
  if (const auto id = integer_at(data, "private_comment_id")) {
    begin("CommentPrivacyChange");
    w.field("comment_id", *id).field("public", false).end_object();
  }
  if (const auto id = integer_at(data, "trusted_comment_id")) {
    begin("CommentTrustChange");
    w.field("comment_id", *id).field("trusted", true).end_object();
  }
  if (const JsonObject* rating = object_at(data, "satisfaction_rating")) {
    begin("SatisfactionRating");
    for (const auto& [key, value] : *rating) w.field(std::string_view(key), value);
    w.end_object();
  }
}

std::string html_body(const Comment& comment) {
  return "<div class=\"zd-comment\" dir=\"auto\">" + comment.html + "</div>";
}

}  // namespace

TicketEmbeds ticket_embeds;

void scope_tickets(const api::Caller& caller, api::Where& where) {
  if (caller.staff()) return scope_staff(caller, where);
  if (!caller.id) return where.add("1 = 0");
  std::string condition = "t.is_public = 1 and (t.requester_id = ? or t.id in (select ticket_id from ticket_people where user_id = ? and kind <> 'follower')";
  std::vector<db::Value> values{caller.id, caller.id};
  for (const auto organization : caller.shared_organization_ids) {
    condition += " or t.organization_id = ?";
    values.emplace_back(organization);
  }
  where.add_values(condition + ")", values);
}

const api::Resource<Ticket>& ticket_resource() {
  static const api::Resource<Ticket> resource = describe();
  return resource;
}

void write_attachment_json(JsonWriter& w, const Context& c, const Attachment& a) {
  const std::string content = c.site_url + attachment_path(a);
  w.begin_object();
  w.field("url", c.url("/attachments/" + std::to_string(a.id.value) + ".json")).field("id", a.id).field("file_name", a.file_name);
  w.field("content_url", content).field("mapped_content_url", content).field("content_type", a.content_type).field("size", a.size);
  w.key("width");
  if (a.width) w.value(a.width); else w.null();
  w.key("height");
  if (a.height) w.value(a.height); else w.null();
  w.field("inline", a.is_inline).field("deleted", a.deleted).field("malware_access_override", false);
  w.field("malware_scan_result", "not_scanned").key("thumbnails").begin_array().end_array();
  w.end_object();
}

void write_comment_json(JsonWriter& w, const Context& c, const Comment& comment, const std::vector<Attachment>& attachments,
                        std::string_view type) {
  w.begin_object();
  w.field("id", comment.id).field("type", type).key("author_id");
  w.value(comment.author_id ? comment.author_id.value : -1);
  w.field("body", comment.text).field("html_body", html_body(comment)).field("plain_body", comment.text).field("public", comment.is_public);
  w.key("attachments").begin_array();
  for (const Attachment& a : attachments)
    if (a.comment_id == comment.id) write_attachment_json(w, c, a);
  w.end_array();
  w.field("audit_id", comment.event_id).key("via");
  write_via(w, comment.channel);
  w.field("created_at", comment.created_at);
  write_origin(w, comment);
  w.key("metadata").begin_object().key("system").begin_object();
  write_sender(w, c, comment);
  w.end_object().key("custom").begin_object().end_object().end_object();
  w.end_object();
}

void write_audit_json(JsonWriter& w, const Context& c, const events::Event& event, const std::vector<Comment>& comments,
                      const std::vector<Attachment>& attachments) {
  const ScratchJson read(event.data.text);
  static const JsonObject kNothing;
  const JsonObject& data = read.object() ? *read.object() : kNothing;
  w.begin_object();
  w.field("id", event.id).field("ticket_id", event.subject_id);
  w.field("created_at", string_at(data, "at").value_or(to_iso8601(event.created_at)));
  w.key("author_id").value(event.actor_id ? event.actor_id : -1);
  w.key("metadata").begin_object().key("system").begin_object().end_object().key("custom").begin_object().end_object().end_object();
  w.key("events").begin_array();
  for (const Comment& comment : comments) {
    if (comment.event_id != event.id) continue;
    // As it was when it was said: what became of it later stands in later audits.
    Comment said = comment;
    said.is_public = bool_at(data, "public").value_or(comment.is_public);
    write_comment_json(w, c, said, attachments);
  }
  const bool created = event.kind == "ticket.created";
  std::int64_t index = 0;
  if (const JsonArray* changes = array_at(data, "changes"))
    for (const Json& change : *changes) {
      const JsonObject& entry = change.get_object();
      w.begin_object().field("id", event.id * 1000 + ++index).field("type", created ? "Create" : "Change");
      w.field("field_name", entry.at("field")).field("value", entry.at("to"));
      if (!created) w.field("previous_value", entry.at("from"));
      w.end_object();
    }
  write_other_events(w, event, data);
  w.end_array();
  if (const auto undone = integer_at(data, "undoes")) w.field("undoes", *undone);
  if (const JsonObject* why = object_at(data, "why")) w.field("why", words_of_why(*why, c.caller));
  w.key("via");
  if (const JsonObject* rule = object_at(data, "rule")) write_rule_via(w, *rule);
  else write_via(w, event.via);
  w.end_object();
}

}  // namespace sahay::tickets
