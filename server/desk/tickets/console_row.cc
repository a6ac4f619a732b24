#include "desk/tickets/console_row.h"

#include <chrono>
#include <mutex>

#include "base/text.h"
#include "desk/tickets/console_sql.h"
#include "desk/tickets/kept_rows.h"
#include "desk/tickets/tickets_api.h"
#include "platform/db/attached.h"

namespace sahay::tickets {

struct ViewCounts {
  std::int64_t unassigned = 0, open = 0, pending = 0, all_open = 0;
};
BOOST_DESCRIBE_STRUCT(ViewCounts, (), (unassigned, open, pending, all_open))

struct GroupCount {
  std::int64_t id = 0, count = 0;
};
BOOST_DESCRIBE_STRUCT(GroupCount, (), (id, count))

// Counts that are the same for everybody, counted anew when something happened since and the last count is a quarter of
// a second old, or fifty times as old as counting took: with 50,000 open tickets counting costs milliseconds, and a busy
// desk asks hundreds of times a second. One counts, the others go on with what is known.
struct SharedCounts {
  ViewCounts views;
  std::vector<GroupCount> groups;
  std::int64_t event_id = 0;
  std::chrono::steady_clock::time_point until;
};

// Of one store; see keep_counts.
struct CountCache {
  std::mutex mutex;
  std::shared_ptr<const SharedCounts> known;
  std::chrono::steady_clock::time_point counting_until;  // somebody counts; one that failed is waited for no longer
};

namespace {

// Every step of an answer that goes out later is an entry of its ticket's history, so a row that is kept says the truth.
constexpr char kScheduled[] = "(select min(s.state) from scheduled_replies s where s.ticket_id = t.id and s.state in ('held', 'waiting')) as scheduled";

std::shared_ptr<const SharedCounts> shared_counts(db::Tx& tx) {
  const auto cache = db::Attached<CountCache>::find(tx.origin());
  const std::int64_t event = last_event_id(tx);
  const auto now = std::chrono::steady_clock::now();
  if (cache) {
    const std::lock_guard lock(cache->mutex);
    const auto& known = cache->known;
    if (known && (known->event_id == event || (known->event_id < event && (known->until > now || cache->counting_until > now)))) return known;
    cache->counting_until = now + std::chrono::seconds(30);
  }
  auto fresh = std::make_shared<SharedCounts>();
  fresh->views = tx.one<ViewCounts>(sql::console::counts).value_or(ViewCounts{});
  fresh->groups = tx.all<GroupCount>(sql::console::group_counts);
  fresh->event_id = event;
  const auto end = std::chrono::steady_clock::now();
  fresh->until = end + std::max<std::chrono::steady_clock::duration>(std::chrono::milliseconds(250), (end - now) * 50);
  if (cache) {
    const std::lock_guard lock(cache->mutex);
    cache->counting_until = {};
    cache->known = fresh;
  }
  return fresh;
}

// For those who do not see everything: counted each time, over the few tickets that they see.
std::shared_ptr<const SharedCounts> own_counts(db::Tx& tx, const api::Caller& viewer) {
  api::Where where;
  where.add("t.status_rank < 4 and t.deleted_at is null");
  scope_tickets(viewer, where);
  const auto params = db::views_of(where.values());
  auto out = std::make_shared<SharedCounts>();
  out->views = db::read_one<ViewCounts>(*tx.run(
      "select coalesce(sum(case when t.assignee_id is null then 1 else 0 end), 0) as unassigned, coalesce(sum(case when t.status_rank < 2 then 1 else 0 end), 0) as open, "
      "coalesce(sum(case when t.status_rank in (2, 3) then 1 else 0 end), 0) as pending, count(*) as all_open from tickets t" + where.sql(), params)).value_or(ViewCounts{});
  where.add("t.group_id is not null");
  const auto again = db::views_of(where.values());
  out->groups = db::read_all<GroupCount>(*tx.run("select t.group_id as id, count(*) as count from tickets t" + where.sql() + " group by t.group_id", again));
  return out;
}

}  // namespace

api::ListQuery console_rows(UserId viewer) {
  api::ListQuery query;
  query.columns =
      "t.id, t.subject, t.status, t.priority, t.type, t.channel, t.locale, t.snippet, t.last_author_role, t.requester_id, t.assignee_id, "
      "t.owner_id, u.name as requester_name, u.email as requester_email, t.organization_id, o.name as organization_name, t.group_id, "
      "t.last_public, t.last_event_id, coalesce(r.event_id, 0) as read_event, t.comment_count, t.created_at, t.updated_at, t.next_due_at, ";
  query.columns += kScheduled;
  query.from =
      "tickets t left join users u on u.id = t.requester_id left join organizations o on o.id = t.organization_id "
      "left join ticket_reads r on r.ticket_id = t.id and r.user_id = " + std::to_string(viewer.value);
  query.where.add("t.deleted_at is null");
  query.sort = {"t.updated_at", true};
  return query;
}

Result<void> add_view(std::string_view view, UserId viewer, api::Where& where) {
  if (view == "mine") where.add("t.assignee_id = ? and t.status_rank < 4", db::Value(viewer.value));
  else if (view == "unassigned") where.add("t.assignee_id is null and t.status_rank < 4");
  else if (view == "open") where.add("t.status_rank < 2");
  else if (view == "pending") where.add("t.status_rank in (2, 3)");
  else if (view == "solved") where.add("t.status_rank >= 4");
  else if (view.starts_with("group:")) where.add("t.group_id = ? and t.status_rank < 4", db::Value(text::to_integer(view.substr(6)).value_or(-1)));
  else if (view != "all") return invalid("view", "InvalidValue", "error.field.not_allowed", {{"allowed", "mine, unassigned, open, pending, solved, all, group:ID"}});
  return {};
}

Result<api::Sort> console_order(std::string_view by, std::string_view way) {
  if (way != "asc" && way != "desc") return invalid("order", "InvalidValue", "error.field.not_allowed", {{"allowed", "asc, desc"}});
  const bool down = way == "desc";
  if (by == "updated") return api::Sort{"t.updated_at", down};
  if (by == "created") return api::Sort{"t.created_at", down};
  if (by == "priority") return api::Sort{"t.priority_rank", down};
  if (by == "due") return api::Sort{"coalesce(t.next_due_at, 9223372036854775807)", down};  // as its index says it
  return invalid("sort", "InvalidValue", "error.field.not_allowed", {{"allowed", "due, updated, created, priority"}});
}

std::optional<ConsoleRow> console_row(db::Tx& tx, TicketId id, const api::Caller& viewer) {
  api::ListQuery query = console_rows(UserId(viewer.id));
  scope_tickets(viewer, query.where);
  query.where.add("t.id = ?", db::Value(id.value));
  const auto params = db::views_of(query.where.values());
  return db::read_one<ConsoleRow>(*tx.run("select " + query.columns + " from " + query.from + query.where.sql(), params));
}

namespace {

// What everybody sees alike and only a change of the ticket changes; ends inside of "requester".
void write_own_part(JsonWriter& w, const ConsoleRow& row) {
  const auto text_or_null = [&](std::string_view key, const std::string& value) {
    w.plain_key(key);
    if (value.empty()) w.null(); else w.value(value);
  };
  w.begin_object().plain_key("id").value(row.id).plain_key("subject").value(row.subject).plain_key("status").value(row.status);
  text_or_null("priority", row.priority);
  text_or_null("type", row.type);
  w.plain_key("channel").value(row.channel).plain_key("locale").value(row.locale).plain_key("snippet").value(row.snippet);
  w.plain_key("assignee_id").value(row.assignee_id).plain_key("owner_id").value(row.owner_id).plain_key("group_id").value(row.group_id);
  w.plain_key("last_comment_public").value(row.last_public).plain_key("last_author_role").value(row.last_author_role);
  w.plain_key("event_seq").value(row.last_event_id).plain_key("comment_count").value(row.comment_count);
  w.plain_key("created_at").value(row.created_at).plain_key("updated_at").value(row.updated_at).plain_key("next_due_at").value(row.next_due_at);
  text_or_null("scheduled", row.scheduled);
  w.plain_key("requester").begin_object().plain_key("id").value(row.requester_id);
}

// The rest of the row, behind its own part.
struct OtherPart {
  std::string_view requester_name, requester_email, organization_name;
  std::int64_t organization = 0;
  bool unread = false;
};
void add_other_part(std::string& out, const OtherPart& other) {
  const auto quoted = [&](std::string_view text) { JsonWriter(out).value(text); };
  out += ",\"name\":";
  quoted(other.requester_name);
  out += ",\"email\":";
  quoted(other.requester_email);
  out += "},\"organization\":";
  if (other.organization) {
    out += "{\"id\":";
    JsonWriter(out).value(other.organization);
    out += ",\"name\":";
    quoted(other.organization_name);
    out += '}';
  } else {
    out += "null";
  }
  out += other.unread ? ",\"unread\":true}" : ",\"unread\":false}";
}

// A row of a page before its own part is known.
struct PageRow {
  std::int64_t id = 0, version = 0;
  KeptRows::Text own;
  std::size_t end = 0;  // of its other part
};

constexpr char kPageColumns[] =
    "t.id, t.version, t.last_event_id, coalesce(r.event_id, 0) as read_event, u.name as requester_name, u.email as requester_email, "
    "t.organization_id, o.name as organization_name";
constexpr char kOwnColumns[] =
    "t.id, t.subject, t.status, t.priority, t.type, t.channel, t.locale, t.snippet, t.last_author_role, t.requester_id, t.assignee_id, t.owner_id, "
    "t.group_id, t.last_public, t.last_event_id, t.comment_count, t.created_at, t.updated_at, t.next_due_at, ";

class PageRows {
 public:
  explicit PageRows(db::Tx& tx) : tx_(tx), kept_(db::Attached<KeptRows>::find(tx.origin())) {
    if (kept_) way_ = kept_->number_of({});
  }

  void take(const db::Cursor& row) {
    PageRow& one = rows_.emplace_back();
    one.id = row.integer(0);
    one.version = row.integer(1);
    if (kept_) one.own = kept_->find(way_, one.id, one.version);
    add_other_part(others_, {row.text(4), row.text(5), row.text(7), row.integer(6), row.integer(2) > row.integer(3)});
    one.end = others_.size();
  }

  void write(std::string& out) {
    read_missing();
    bool first = true;
    std::size_t begin = 0;
    for (const PageRow& one : rows_) {
      const std::string_view other = std::string_view(others_).substr(begin, one.end - begin);
      begin = one.end;
      if (!one.own) continue;
      if (!first) out += ',';
      out += *one.own;
      out += other;
      first = false;
    }
  }

 private:
  void read_missing() {
    std::vector<std::int64_t> missing;
    for (const PageRow& one : rows_)
      if (!one.own) missing.push_back(one.id);
    if (missing.empty()) return;
    api::Where where;
    where.add_in("t.id", missing);
    const auto params = db::views_of(where.values());
    std::map<std::int64_t, std::string> texts;
    for (const ConsoleRow& row : db::read_all<ConsoleRow>(*tx_.run(std::string("select ") + kOwnColumns + kScheduled + " from tickets t" + where.sql(), params))) {
      JsonWriter w(texts[row.id.value]);
      write_own_part(w, row);
    }
    for (PageRow& one : rows_) {
      const auto text = texts.find(one.id);
      if (one.own || text == texts.end()) continue;
      if (kept_) one.own = kept_->keep(way_, one.id, one.version, std::move(text->second));
      else one.own = std::make_shared<const std::string>(std::move(text->second));
    }
  }

  db::Tx& tx_;
  const std::shared_ptr<KeptRows> kept_;
  std::int64_t way_ = 0;
  std::vector<PageRow> rows_;
  std::string others_;  // the other parts, one behind the other
};

}  // namespace

void write_console_row(JsonWriter& w, const ConsoleRow& row) {
  RawJson text{""};
  JsonWriter own(text.text);
  write_own_part(own, row);
  add_other_part(text.text, {row.requester_name, row.requester_email, row.organization_name, row.organization_id.value, row.last_event_id > row.read_event});
  w.value(text);
}

Result<api::PageState> write_console_page(std::string& out, db::Tx& tx, const api::ListQuery& query, const api::Page& page) {
  api::ListQuery narrow = query;
  narrow.columns = kPageColumns;
  PageRows rows(tx);
  api::PageState state = TRY(api::run_page(tx, narrow, page, [&](const db::Cursor& row) { rows.take(row); }));
  rows.write(out);
  return state;
}

void write_rows_of_requester(std::string& out, db::Tx& tx, const api::Caller& viewer, UserId requester, TicketId without, int limit) {
  api::ListQuery query = console_rows(UserId(viewer.id));
  scope_tickets(viewer, query.where);
  query.where.add("t.requester_id = ?", db::Value(requester.value));
  query.where.add("t.id <> ?", db::Value(without.value));
  const auto params = db::views_of(query.where.values());
  PageRows rows(tx);
  {
    const auto cursor = tx.run(std::string("select ") + kPageColumns + " from " + query.from + query.where.sql() + " order by t.updated_at desc limit " + std::to_string(limit), params);
    while (cursor->next()) rows.take(*cursor);
  }
  rows.write(out);
}

void write_counts(JsonWriter& w, db::Tx& tx, const api::Caller& viewer) {
  const auto shared = viewer.sees_all() ? shared_counts(tx) : own_counts(tx, viewer);
  w.begin_object().field("mine", tx.scalar<std::int64_t>(sql::console::count_mine, viewer.id).value_or(0));
  w.field("unassigned", shared->views.unassigned).field("open", shared->views.open);
  w.field("pending", shared->views.pending).field("all", shared->views.all_open);
  for (const GroupCount& group : shared->groups) w.field("group:" + std::to_string(group.id), group.count);
  w.end_object();
}

std::shared_ptr<CountCache> keep_counts(const db::Store& store) { return db::Attached<CountCache>::attach(store); }

std::int64_t last_event_id(db::Tx& tx) { return tx.scalar<std::int64_t>(sql::console::last_event).value_or(0); }

}  // namespace sahay::tickets
