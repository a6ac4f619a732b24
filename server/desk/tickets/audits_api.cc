// Routes over the history of all tickets: /ticket_audits (newest first, by cursor) and the export of ticket events.
#include <algorithm>
#include <limits>
#include <map>

#include "base/text.h"
#include "desk/people/people_api.h"
#include "desk/tickets/audits_sql.h"
#include "desk/tickets/ticket_list.h"
#include "platform/api/start_time.h"

namespace sahay::tickets {
namespace {

using api::Access;
using api::Context;
using api::Reply;
using events::Event;

constexpr std::int64_t kPage = 1000, kSample = 50;
constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();

std::int64_t number(const Context& c, std::string_view name, std::int64_t fallback) {
  return text::to_integer(c.parameter(name).value_or("")).value_or(fallback);
}

// The comments that events brought, in two queries for the whole page.
struct Said {
  std::vector<Comment> comments;
  std::vector<Attachment> files;
};
Said said_in(db::Tx& tx, const std::vector<Event>& page, bool with_files) {
  std::vector<std::int64_t> ids;
  for (const Event& event : page) {
    const auto data = parse_json(event.data.text);
    if (!data.ok() || !data->is_object()) continue;
    if (const auto comment = integer_at(data->get_object(), "comment_id")) ids.push_back(*comment);
  }
  Said out;
  if (ids.empty()) return out;
  const auto rows = [&](const std::string& select, const std::string& column) {
    api::Where where;
    where.add_in(column, ids);
    return std::pair(select + where.sql(), where.values());
  };
  const auto [comments_sql, comment_values] = rows("select t.* from comments t", "t.id");
  out.comments = db::read_all<Comment>(*tx.run(comments_sql, db::views_of(comment_values)));
  if (!with_files) return out;
  const auto [files_sql, file_values] = rows("select t.* from attachments t", "t.comment_id");
  out.files = db::read_all<Attachment>(*tx.run(files_sql, db::views_of(file_values)));
  return out;
}

std::string cursor_of(std::int64_t id) { return text::to_base64url(std::to_string(id)); }

Result<std::int64_t> position(const Context& c) {
  std::string given = c.parameter("cursor").value_or("");
  if (given.empty()) given = c.parameter("page[after]").value_or("");
  if (given.empty()) return kMost;
  const auto raw = text::from_base64(given);
  const auto id = raw ? text::to_integer(*raw) : std::nullopt;
  if (!id) return invalid("cursor", "InvalidValue", "error.field.bad_cursor");
  return *id;
}

// One page of all audits; `after` leads to older ones, `before` back to those that came since.
Result<Reply> all_audits(Context& c, db::Tx& tx) {
  const bool by_page = c.parameter("page[size]").has_value();
  const std::int64_t size = std::clamp<std::int64_t>(by_page ? number(c, "page[size]", 100) : number(c, "limit", kPage), 1, by_page ? 100 : kPage);
  const std::int64_t from = TRY(position(c));
  auto page = tx.all<Event>(sql::audits::before, from, size + 1);
  const bool more = std::int64_t(page.size()) > size;
  if (more) page.pop_back();
  const Said said = said_in(tx, page, true);
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("audits").begin_array();
  for (const Event& event : page) write_audit_json(w, c, event, said.comments, said.files);
  w.end_array();
  if (c.includes("users")) {
    std::vector<std::int64_t> ids;
    for (const Event& event : page) ids.push_back(event.actor_id);
    people::write_users(c, tx, std::move(ids), w);
  }
  if (c.includes("tickets")) {
    std::vector<std::int64_t> ids;
    for (const Event& event : page) ids.push_back(event.subject_id);
    write_tickets(c, tx, ids, w);
  }
  const std::string after = page.empty() || !more ? "" : cursor_of(page.back().id);
  const auto text_or_null = [&](const std::string& value) { if (value.empty()) w.null(); else w.value(value); };
  w.key("after_cursor");
  text_or_null(after);
  w.key("after_url");
  text_or_null(after.empty() ? "" : api::url_with(c, {{"cursor", after}}));
  w.key("before_cursor").null().key("before_url").null();
  w.key("meta").begin_object().field("has_more", more).key("after_cursor");
  text_or_null(after);
  w.key("before_cursor").null().end_object().key("links").begin_object().key("next");
  text_or_null(after.empty() ? "" : api::url_with(c, {{"cursor", ""}, {"page[after]", after}}));
  w.key("prev").null().end_object().field("count", page.size()).end_object();
  return Reply::ok(std::move(out));
}

// Tags are told as what came and went; fields of the admin's making by their number; the rest by name.
void write_change(JsonWriter& w, const JsonObject& change, bool created) {
  const std::string field(string_at(change, "field").value_or(""));
  const Json &from = change.at("from"), &to = change.at("to");
  if (text::to_integer(field)) {
    w.key("custom_ticket_fields").begin_object().field(field, to).end_object();
  } else if (field == "tags") {
    const auto write = [&](const char* key, const Json& has, const Json& lacks) {
      w.key(key).begin_array();
      if (has.is_array())
        for (const Json& tag : has.get_array())
          if (!lacks.is_array() || std::find(lacks.get_array().begin(), lacks.get_array().end(), tag) == lacks.get_array().end()) w.value(tag);
      w.end_array();
    };
    w.field("tags", to);
    write("added_tags", to, from);
    write("removed_tags", from, to);
  } else {
    w.field(field, to);
  }
  if (!created) w.field("previous_value", from);
}

void write_event(JsonWriter& w, const Context& c, const Event& event, const std::map<std::int64_t, const Comment*>& comments, const std::vector<Attachment>& files, bool with_comments) {
  const Json data = parse_json(event.data.text).value();
  const JsonObject& facts = data.get_object();
  const std::string at = string_at(facts, "at").value_or(to_iso8601(event.created_at));
  const bool created = event.kind == "ticket.created";
  w.begin_object().field("id", event.id).field("ticket_id", event.subject_id).field("timestamp", event.created_at.seconds());
  w.field("created_at", at).field("updater_id", event.actor_id ? event.actor_id : -1).field("via", event.via);
  w.key("system").begin_object().end_object().key("metadata").begin_object().end_object().field("event_type", "Audit").key("child_events").begin_array();
  std::int64_t index = 0;
  const auto begin = [&](std::string_view type) {
    w.begin_object().field("id", event.id * 1000 + ++index).field("via", event.via).field("via_reference_id", std::int64_t(0)).field("event_type", type);
  };
  if (const auto id = integer_at(facts, "comment_id")) {
    const auto found = comments.find(*id);
    if (with_comments && found != comments.end()) {
      // The whole comment, as in the thread, is one child event.
      const Comment& comment = *found->second;
      w.begin_object().field("id", comment.id).field("event_type", "Comment").field("type", "Comment").field("author_id", comment.author_id);
      w.field("body", comment.text).field("html_body", "<div class=\"zd-comment\" dir=\"auto\">" + comment.html + "</div>").field("plain_body", comment.text);
      w.field("public", comment.is_public).field("comment_public", comment.is_public).field("comment_present", true).field("via", comment.channel);
      w.field("via_reference_id", std::int64_t(0)).field("audit_id", event.id).field("created_at", comment.created_at).key("attachments").begin_array();
      for (const Attachment& file : files)
        if (file.comment_id == comment.id && !file.deleted) write_attachment_json(w, c, file);
      w.end_array().key("metadata").begin_object().end_object().end_object();
    } else {
      begin("Comment");
      w.field("comment_present", true).field("comment_public", bool_at(facts, "public").value_or(false)).end_object();
    }
  }
  if (const JsonArray* changes = array_at(facts, "changes"))
    for (const Json& change : *changes) {
      begin(created ? "Create" : "Change");
      write_change(w, change.get_object(), created);
      w.end_object();
    }
  w.end_array().end_object();
}

// The first event at or after a moment. Ids grow with time, so no index on the time is needed.
std::int64_t first_event_since(db::Tx& tx, std::int64_t micros) {
  std::int64_t low = 1, high = tx.scalar<std::int64_t>(sql::audits::last_id).value_or(0) + 1;
  while (low < high) {
    const std::int64_t middle = low + (high - low) / 2;
    if (tx.scalar<std::int64_t>(sql::audits::time_at, middle).value_or(kMost) < micros) low = middle + 1;
    else high = middle;
  }
  return low;
}

// Time-based export (wire rule 14): the events of one second stay together.
Result<Reply> export_events(Context& c, db::Tx& tx, std::int64_t most) {
  const std::int64_t start = TRY(api::start_time(c));
  const std::int64_t size = std::clamp<std::int64_t>(number(c, "per_page", most), 1, most);
  auto page = tx.all<Event>(sql::audits::from_id, first_event_since(tx, start * 1'000'000), size);
  const bool full = std::int64_t(page.size()) == size;
  if (full) {
    const Time second{(page.back().created_at.seconds() + 1) * 1'000'000};
    for (Event& event : tx.all<Event>(sql::audits::rest_of_second, page.back().id, second)) page.push_back(std::move(event));
  }
  const bool with_comments = c.includes("comment_events");
  const Said said = said_in(tx, page, with_comments);
  std::map<std::int64_t, const Comment*> comments;
  for (const Comment& comment : said.comments) comments[comment.id.value] = &comment;
  const std::int64_t last = page.empty() ? start : page.back().created_at.seconds(), next = full ? last + 1 : last;
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("ticket_events").begin_array();
  for (const Event& event : page) write_event(w, c, event, comments, said.files, with_comments);
  w.end_array().field("count", page.size()).field("end_of_stream", !full).key("end_time");
  if (page.empty() && start == 0) w.null(); else w.value(next);
  w.field("next_page", api::url_with(c, {{"start_time", std::to_string(next)}})).end_object();
  return Reply::ok(std::move(out));
}

}  // namespace

void add_audit_routes(api::Api& api) {
  api.read("GET", "/ticket_audits", Access::admin, all_audits);
  api.read("GET", "/incremental/ticket_events", Access::admin, [](Context& c, db::Tx& tx) { return export_events(c, tx, kPage); });
  api.read("GET", "/incremental/ticket_events/sample", Access::admin, [](Context& c, db::Tx& tx) { return export_events(c, tx, kSample); });
}

}  // namespace sahay::tickets
