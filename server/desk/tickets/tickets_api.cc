// Routes of /tickets: list, show, create, update, delete; lists under users and organizations; tags; people.
#include "desk/tickets/tickets_api.h"

#include "base/text.h"
#include "desk/people/people_api.h"
#include "desk/tickets/asked_change.h"
#include "desk/tickets/link.h"
#include "desk/tickets/own_keys.h"
#include "desk/tickets/record.h"
#include "desk/tickets/ticket_list.h"
#include "desk/tickets/ticket_sql.h"
#include "desk/tickets/tag_routes.h"
#include "desk/tickets/visible.h"
#include "platform/api/picked.h"
#include "platform/api/remembered.h"
#include "platform/api/whole_list.h"

namespace sahay::tickets {
namespace {

using api::Access;
using api::Context;
using api::Reply;

const api::Resource<Ticket>& resource() { return ticket_resource(); }

Result<Ticket> visible(Context& c, db::Tx& tx) { return resource().find(c, tx, c.id()); }

// {"ticket":...,"audit":...}: the answer of every write of a ticket (wire rule 16).
std::string written_body(Context& c, db::Tx& tx, const Ticket& ticket, const events::Event* event, const Comment* comment, bool has_files) {
  std::string out;
  out.reserve(4096);
  JsonWriter w(out);
  w.begin_object().key("ticket");
  resource().write(w, ticket, c);
  w.key("audit");
  if (event) {
    std::vector<Comment> comments;
    if (comment) comments.push_back(*comment);
    write_audit_json(w, c, *event, comments, has_files ? attachments_of_comment(tx, comment->id) : std::vector<Attachment>{});
  } else {
    w.null();
  }
  w.end_object();
  return out;
}

// A request that comes again with its key is told of the same ticket and event, so the answer itself need not be kept.
Reply written(Context& c, db::Tx& tx, const Outcome& outcome, Reply reply) {
  reply.body = written_body(c, tx, outcome.ticket, outcome.event ? &*outcome.event : nullptr, outcome.comment ? &*outcome.comment : nullptr, outcome.has_files);
  if (outcome.event && c.request && !c.request->header("Idempotency-Key").empty())
    reply.headers.emplace_back(api::kTellsOf, "ticket " + std::to_string(outcome.event->id) + " " + std::to_string(outcome.comment_id.value));
  return reply;
}

Result<std::string> tell_again(Context& c, db::Tx& tx, std::string_view ids) {
  const auto gap = std::min(ids.find(' '), ids.size());
  const auto event = tx.one<events::Event>(sql::ticket::event, text::to_integer(ids.substr(0, gap)).value_or(0));
  const auto ticket = event ? find_even_deleted(tx, TicketId(event->subject_id)) : std::nullopt;
  if (!ticket) return not_found();
  const auto comment = find_comment(tx, CommentId(text::to_integer(ids.substr(std::min(gap + 1, ids.size()))).value_or(0)));
  return written_body(c, tx, *ticket, &*event, comment ? &*comment : nullptr, comment.has_value());
}

Result<Reply> create_ticket(Context& c, db::Tx& tx) {
  const JsonObject* in = TRY(c.wrapped("ticket"));
  NewTicket wanted = TRY(read_new_ticket(c, tx, *in));
  Outcome made = TRY(create(tx, actor_of(c), std::move(wanted)));
  if (TRY(take_own_keys(c, tx, made.ticket, *in))) made.ticket = *find(tx, made.ticket.id);
  return written(c, tx, made, Reply::created("", resource().url(c, made.ticket)));
}

Result<Reply> update_ticket(Context& c, db::Tx& tx) {
  const JsonObject* in = TRY(c.wrapped("ticket"));
  const Ticket ticket = TRY(visible(c, tx));
  auto done = change_as_asked(c, tx, ticket, *in);
  if (!done.ok() && done.error().key == "error.newer_comment") return refuse_stale(c, tx, ticket.id, integer_at(*in, "last_seen_event").value_or(0), done.error());
  const Outcome made = TRY(std::move(done));
  return written(c, tx, made, Reply::ok(""));
}

api::Handler list_where(std::function<void(Context&, api::Where&)> condition) {
  return [condition = std::move(condition)](Context& c, db::Tx& tx) -> Result<Reply> {
    api::Where where = TRY(api::list_where(resource(), c, tx));
    condition(c, where);
    return list_tickets(c, tx, std::move(where), api::sort_of(c, resource().sorts, {"t.id"}));
  };
}

api::Handler list_by(const std::string& condition) {
  return list_where([condition](Context& c, api::Where& where) { where.add(condition, db::Value(c.id())); });
}

// The list and, below it, how many it has.
void add_list_by(api::Api& api, const std::string& path, const std::string& condition) {
  api.read("GET", path, Access::staff, list_by(condition));
  api.read("GET", path + "/count", Access::staff, [condition](Context& c, db::Tx& tx) -> Result<Reply> {
    api::Where where = TRY(api::list_where(resource(), c, tx));
    where.add(condition, db::Value(c.id()));
    return api::count_reply(api::count_rows(tx, {"t.id", "tickets t", std::move(where), {}}), c.now);
  });
}

api::Handler list_people(std::vector<std::int64_t> Ticket::*first, std::vector<std::int64_t> Ticket::*second) {
  return [first, second](Context& c, db::Tx& tx) -> Result<Reply> {
    const Ticket ticket = TRY(visible(c, tx));
    std::vector<std::int64_t> ids = ticket.*first;
    if (second) ids.insert(ids.end(), (ticket.*second).begin(), (ticket.*second).end());
    std::string out;
    JsonWriter w(out);
    w.begin_object();
    people::write_users(c, tx, ids, w);
    api::end_whole_list(w, c, ids.size());
    w.end_object();
    return Reply::ok(std::move(out));
  };
}

enum class TagVerb { set, add, remove };

api::Handler change_tags(TagVerb verb) {
  return [verb](Context& c, db::Tx& tx) -> Result<Reply> {
    const Ticket ticket = TRY(visible(c, tx));
    JsonObject in;
    in[verb == TagVerb::set ? "tags" : verb == TagVerb::add ? "additional_tags" : "remove_tags"] = c.body.contains("tags") ? c.body["tags"] : Json(JsonArray{});
    for (const char* key : {"safe_update", "updated_stamp"})
      if (c.body.contains(key)) in[key] = c.body[key];
    Change change = TRY(read_change(c, tx, ticket, in));
    const Outcome done = TRY(update(tx, actor_of(c), ticket.id, std::move(change)));
    std::string out;
    JsonWriter(out).begin_object().field("tags", done.ticket.tags).end_object();
    return Reply{verb == TagVerb::set ? 201 : 200, std::move(out)};
  };
}

Result<Reply> related(Context& c, db::Tx& tx) {
  const Ticket ticket = TRY(visible(c, tx));
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("ticket_related").begin_object();
  w.field("url", c.url("/tickets/" + std::to_string(ticket.id.value) + "/related.json")).key("topic_id").null();
  w.key("jira_issue_ids").begin_array().end_array().key("followup_source_ids").begin_array();
  for (const Link& link : links_of(tx, ticket.id))
    if (link.kind == "followup" && link.from_id == ticket.id) w.value(link.to_id);
  w.end_array();
  w.field("from_archive", false).field("incidents", tx.scalar<std::int64_t>(sql::ticket::count_incidents, ticket.id).value_or(0));
  w.end_object().end_object();
  return Reply::ok(std::move(out));
}

// {"text":"words"}: problems whose subject has them.
Result<Reply> find_problems(Context& c, db::Tx& tx) {
  const std::string words(text::trim(string_at(c.body, "text").value_or(c.parameter("text").value_or(""))));
  api::Where where = resource().visible(c.caller);
  where.add("t.type = 'problem'");
  where.add("t.status_rank < ?", db::Value(std::int64_t(status_rank("solved"))));
  const std::string pattern = "%" + text::replace_all(text::replace_all(text::replace_all(text::lower_ascii(words), "\\", "\\\\"), "%", "\\%"), "_", "\\_") + "%";
  where.add("lower(t.subject) like ? escape '\\'", db::Value(pattern));
  return list_reply(resource(), c, tx, std::move(where), {"t.updated_at", true});
}

// Of the tickets that the caller sees: a number tells of hidden ones too.
std::int64_t count_visible(const Context& c, db::Tx& tx, const char* condition, std::int64_t value) {
  api::Where where = resource().visible(c.caller);
  where.add(condition, db::Value(value));
  return api::count_rows(tx, {"t.id", "tickets t", std::move(where), {}});
}

void add_people_counts(api::Api& api) {
  api.read("GET", "/users/{id}/related", Access::staff, [](Context& c, db::Tx& tx) -> Result<Reply> {
    const auto user = TRY(people::user_resource().find(c, tx, c.id()));
    const auto count = [&](const char* condition) { return count_visible(c, tx, condition, user.id.value); };
    std::string out;
    JsonWriter(out).begin_object().key("user_related").begin_object()
        .field("assigned_tickets", count("t.assignee_id = ?")).field("requested_tickets", count("t.requester_id = ?"))
        .field("ccd_tickets", count("t.id in (select ticket_id from ticket_people where user_id = ? and kind <> 'follower')")).field("organization_subscriptions", 0).end_object().end_object();
    return Reply::ok(std::move(out));
  });
  api.read("GET", "/organizations/{id}/related", Access::staff, [](Context& c, db::Tx& tx) -> Result<Reply> {
    const auto organization = TRY(people::organization_resource().find(c, tx, c.id()));
    std::string out;
    JsonWriter(out).begin_object().key("organization_related").begin_object()
        .field("tickets_count", count_visible(c, tx, "t.organization_id = ?", organization.id.value))
        .field("users_count", tx.scalar<std::int64_t>(sql::ticket::count_members, organization.id).value_or(0)).end_object().end_object();
    return Reply::ok(std::move(out));
  });
}

// As the controller makes them, with the rows of the list kept.
void add_list_routes(api::Api& api) {
  api.read("GET", "/tickets", Access::staff, list_where([](Context&, api::Where&) {}));
  api.read("GET", "/tickets/count", Access::staff, [](Context& c, db::Tx& tx) -> Result<Reply> {
    return api::count_reply(api::count_rows(tx, {"t.id", "tickets t", TRY(api::list_where(resource(), c, tx)), {}}), c.now);
  });
  api.read("GET", "/tickets/show_many", Access::staff, [](Context& c, db::Tx& tx) -> Result<Reply> {
    api::Where where = resource().visible(c.caller);
    const auto externals = api::texts_parameter(c, "external_ids");
    if (externals.size() > 100) return api::too_many_values();
    if (externals.empty()) where.add_in("t.id", TRY(api::ids_parameter(c)));
    else where.add_in("t.external_id", externals);
    return api::picked_reply(resource(), c, tx, resource().select(tx, where, " order by t.id"));
  });
}

}  // namespace

void add_ticket_routes(api::Api& api) {
  add_list_routes(api);
  api::Resource<Ticket> single = resource();
  single.lists = false;
  api::add_resource(api, std::move(single));
  api::tellers["ticket"] = tell_again;
  api.write("POST", "/tickets", Access::staff, create_ticket);
  api.write("PUT", "/tickets/{id}", api::Right(Access::staff, "tickets.comment"), update_ticket);
  api.write("DELETE", "/tickets/{id}", api::Right(Access::staff, "tickets.delete"), [](Context& c, db::Tx& tx) -> Result<Reply> {
    const Ticket ticket = TRY(visible(c, tx));
    TRY(remove(tx, actor_of(c), ticket.id));
    return Reply::no_content();
  });
  api.read("GET", "/tickets/recent", Access::staff, [](Context& c, db::Tx& tx) -> Result<Reply> {
    api::Where where = resource().visible(c.caller);
    where.add("t.id in (select ticket_id from ticket_reads where user_id = ?)", db::Value(c.caller.id));
    return list_tickets(c, tx, std::move(where), {"t.updated_at", true});
  });
  api.read("GET", "/problems", Access::staff, list_where([](Context&, api::Where& where) { where.add("t.type = 'problem'"); }));
  add_list_by(api, "/users/{id}/tickets/requested", "t.requester_id = ?");
  add_list_by(api, "/users/{id}/tickets/assigned", "t.assignee_id = ?");
  add_list_by(api, "/users/{id}/tickets/ccd", "t.id in (select ticket_id from ticket_people where user_id = ? and kind <> 'follower')");
  api.read("GET", "/users/{id}/tickets/followed", Access::staff, list_by("t.id in (select ticket_id from ticket_people where user_id = ? and kind = 'follower')"));
  add_list_by(api, "/organizations/{id}/tickets", "t.organization_id = ?");
  api.read("GET", "/groups/{id}/tickets", Access::staff, list_by("t.group_id = ?"));
  api.read("GET", "/tickets/{id}/incidents", Access::staff, list_by("t.problem_id = ?"));
  api.read("GET", "/tickets/{id}/related", Access::staff, related);
  api.read("GET", "/tickets/{id}/collaborators", Access::staff, list_people(&Ticket::collaborator_ids, &Ticket::email_cc_ids));
  api.read("GET", "/tickets/{id}/email_ccs", Access::staff, list_people(&Ticket::email_cc_ids, nullptr));
  api.read("GET", "/tickets/{id}/followers", Access::staff, list_people(&Ticket::follower_ids, nullptr));
  api.read("GET", "/tickets/{id}/tags", Access::staff, [](Context& c, db::Tx& tx) -> Result<Reply> {
    std::string out;
    JsonWriter(out).begin_object().field("tags", TRY(visible(c, tx)).tags).end_object();
    return Reply::ok(std::move(out));
  });
  api.write("POST", "/tickets/{id}/tags", Access::staff, change_tags(TagVerb::set));
  api.write("PUT", "/tickets/{id}/tags", Access::staff, change_tags(TagVerb::add));
  api.write("DELETE", "/tickets/{id}/tags", Access::staff, change_tags(TagVerb::remove));
  add_tag_routes(api);
  for (const char* method : {"GET", "POST"}) api.read(method, "/problems/autocomplete", Access::staff, find_problems);
  add_people_counts(api);
}

}  // namespace sahay::tickets
