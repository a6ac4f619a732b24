#include "desk/tickets/console_timeline.h"

#include "desk/tickets/console_sql.h"
#include "desk/tickets/pictures.h"
#include "desk/tickets/why.h"

namespace sahay::tickets {
namespace {

// Columns of timeline_comments.
enum Column { kId, kEvent, kAt, kAuthor, kRole, kPublic, kChannel, kHtml, kText, kBegin, kEnd, kQuote, kVia, kMail, kMessage, kTrust, kAutomatic };

struct Event {
  std::int64_t id = 0, actor_id = 0;
  Time created_at;
  std::string via, data;
};
BOOST_DESCRIBE_STRUCT(Event, (), (id, created_at, actor_id, via, data))

// Who wrote to whom, as the mail said, and where its raw bytes are.
void write_mail_head(JsonWriter& w, const db::Cursor& row) {
  w.begin_object().plain_key("message_id").value(row.text(kMessage)).plain_key("raw_url").value("/api/v2/comments/" + std::to_string(row.integer(kId)) + "/raw");
  const auto via = parse_json(row.text(kVia));
  if (const JsonObject* mail = via.ok() && via->is_object() ? object_at(via->get_object(), "mail") : nullptr)
    for (const char* key : {"from", "to", "cc", "verdict", "invite", "protection"})
      if (const Json* value = sahay::find(*mail, key)) w.plain_key(key).value(*value);
  w.end_object();
}

void write_id(JsonWriter& w, std::int64_t id) {
  if (id) w.value(id); else w.null();
}

void write_comment(JsonWriter& w, std::string& out, const api::Context& c, const db::Cursor& row, const std::vector<Attachment>& files, const DeliveryStates& deliveries) {
  const std::int64_t id = row.integer(kId);
  w.begin_object().plain_key("kind").value("comment").plain_key("id").value(id).plain_key("at").value(Time{row.integer(kAt)}).plain_key("author_id");
  write_id(w, row.integer(kAuthor));
  w.plain_key("author_role").value(row.text(kRole)).plain_key("public").value(row.integer(kPublic) != 0).plain_key("channel").value(row.text(kChannel));
  w.plain_key("html").value(row.text(kHtml)).plain_key("text").value(row.text(kText));
  w.plain_key("visible_begin").value(row.integer(kBegin)).plain_key("visible_end").value(row.integer(kEnd)).plain_key("quote_html");
  if (row.text(kQuote).empty()) w.null(); else w.value(row.text(kQuote));
  w.plain_key("attachments").begin_array();
  for (const Attachment& file : files)
    if (file.comment_id.value == id) write_attachment_json(w, c, file);
  w.end_array().plain_key("via");
  const std::string_view via = row.text(kVia);
  out += via.empty() ? std::string_view("null") : via;  // a stored document
  out += ",\"event_id\":" + std::to_string(row.integer(kEvent)) + ",\"delivery\":";
  const auto delivery = deliveries.find(id);
  out += delivery == deliveries.end() || delivery->second.text.empty() ? "null" : delivery->second.text;
  out += ",\"mail\":";
  if (row.integer(kMail)) {
    JsonWriter mail(out);
    write_mail_head(mail, row);
  } else {
    out += "null";
  }
  if (has_remote_pictures(row.text(kHtml)) || has_remote_pictures(row.text(kQuote))) out += ",\"remote_pictures\":true";
  out += ",\"trust\":";
  JsonWriter(out).value(row.text(kTrust).empty() ? std::string_view("unknown") : row.text(kTrust));
  out += row.integer(kAutomatic) ? ",\"automatic\":true}" : ",\"automatic\":false}";
}

// Why, where no person decided it; most events say nothing of the sort.
void write_why(JsonWriter& w, const api::Caller& reader, const Event& event) {
  if (event.data.find("\"why\":") == std::string::npos) return;
  const auto data = parse_json(event.data);
  const JsonObject* why = data.ok() && data->is_object() ? object_at(data->get_object(), "why") : nullptr;
  if (why) w.plain_key("why").value(words_of_why(*why, reader));
}

void write_event(std::string& out, const api::Caller& reader, const Event& event, std::string_view changes) {
  JsonWriter w(out);
  w.begin_object().plain_key("kind").value("event").plain_key("id").value(event.id).plain_key("at").value(event.created_at).plain_key("actor_id").value(event.actor_id);
  write_why(w, reader, event);
  w.plain_key("via").value(event.via).plain_key("changes");
  out += changes;
  out += '}';
}

// The end of the JSON value that begins at `at`; the text is JSON that we wrote.
std::size_t value_end(std::string_view json, std::size_t at) {
  int depth = 0;
  for (bool quoted = false; at < json.size(); ++at) {
    const char c = json[at];
    if (quoted) {
      if (c == '\\') ++at;
      else if (c == '"') quoted = false;
      continue;
    }
    if (c == '"') quoted = true;
    else if (c == '{' || c == '[') ++depth;
    else if ((c == '}' || c == ']') && --depth < 0) return at;
    else if (c == ',' && depth == 0) return at;
    if (depth == 0 && (c == '}' || c == ']')) return at + 1;
  }
  return json.size();
}

}  // namespace

std::string_view changes_in(std::string_view data) {
  constexpr std::string_view kKey = "\"changes\":";
  std::size_t at = 1;
  while (at < data.size() && data[0] == '{') {
    const bool found = data.substr(at).starts_with(kKey);
    const std::size_t colon = data.find(':', at);
    if (colon == data.npos) break;
    const std::size_t end = value_end(data, colon + 1);
    if (found) {
      const std::string_view changes = data.substr(colon + 1, end - colon - 1);
      return changes.starts_with('[') && changes != "[]" ? changes : std::string_view();
    }
    at = end + 1;
  }
  return {};
}

void write_timeline(std::string& out, const api::Context& c, db::Tx& tx, TicketId ticket, std::set<std::int64_t>& people) {
  const auto files = attachments_of_ticket(tx, ticket);
  const DeliveryStates deliveries = delivery_states ? delivery_states(tx, ticket) : DeliveryStates{};
  const auto events = tx.all<Event>(sql::console::timeline_events, ticket);
  std::size_t next = 0;
  bool first = true;
  const auto separate = [&] {
    if (!first) out += ',';
    first = false;
  };
  // Changes without a comment of their own, and beside one all but the words: behind the comments that came before them.
  const auto write_events_before = [&](std::int64_t comment_event) {
    for (; next < events.size() && events[next].id < comment_event; ++next) {
      const std::string_view changes = changes_in(events[next].data);
      if (changes.empty()) continue;
      people.insert(events[next].actor_id);
      separate();
      write_event(out, c.caller, events[next], changes);
    }
  };
  out += '[';
  const db::Param params[] = {db::to_param(ticket)};
  const auto comments = tx.run(sql::console::timeline_comments, params);
  while (comments->next()) {
    write_events_before(comments->integer(kEvent));
    separate();
    people.insert(comments->integer(kAuthor));
    JsonWriter w(out);
    write_comment(w, out, c, *comments, files, deliveries);
  }
  write_events_before(INT64_MAX);
  out += ']';
}

}  // namespace sahay::tickets
