#include "desk/tickets/console_row.h"

#include <chrono>
#include <mutex>

#include "base/text.h"
#include "desk/tickets/console_sql.h"
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
// a second old: with 50,000 open tickets counting costs milliseconds, and a busy desk asks hundreds of times a second.
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
};

namespace {

std::shared_ptr<const SharedCounts> shared_counts(db::Tx& tx) {
  const auto cache = db::Attached<CountCache>::find(tx.origin());
  const std::int64_t event = last_event_id(tx);
  const auto now = std::chrono::steady_clock::now();
  if (cache) {
    const std::lock_guard lock(cache->mutex);
    const auto& known = cache->known;
    if (known && (known->event_id == event || (known->event_id < event && known->until > now))) return known;
  }
  auto fresh = std::make_shared<SharedCounts>();
  fresh->views = tx.one<ViewCounts>(sql::console::counts).value_or(ViewCounts{});
  fresh->groups = tx.all<GroupCount>(sql::console::group_counts);
  fresh->event_id = event;
  fresh->until = now + std::chrono::milliseconds(250);
  if (cache) {
    const std::lock_guard lock(cache->mutex);
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
      "t.last_public, t.last_event_id, coalesce(r.event_id, 0) as read_event, t.comment_count, t.created_at, t.updated_at, t.next_due_at";
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

std::optional<ConsoleRow> console_row(db::Tx& tx, TicketId id, const api::Caller& viewer) {
  api::ListQuery query = console_rows(UserId(viewer.id));
  scope_tickets(viewer, query.where);
  query.where.add("t.id = ?", db::Value(id.value));
  const auto params = db::views_of(query.where.values());
  return db::read_one<ConsoleRow>(*tx.run("select " + query.columns + " from " + query.from + query.where.sql(), params));
}

void write_console_row(JsonWriter& w, const ConsoleRow& row) {
  const auto text_or_null = [&](std::string_view key, const std::string& value) {
    w.key(key);
    if (value.empty()) w.null(); else w.value(value);
  };
  w.begin_object().field("id", row.id).field("subject", row.subject).field("status", row.status);
  text_or_null("priority", row.priority);
  text_or_null("type", row.type);
  w.field("channel", row.channel).field("locale", row.locale).field("snippet", row.snippet);
  w.key("requester").begin_object().field("id", row.requester_id).field("name", row.requester_name).field("email", row.requester_email).end_object();
  w.key("organization");
  if (row.organization_id) w.begin_object().field("id", row.organization_id).field("name", row.organization_name).end_object();
  else w.null();
  w.field("assignee_id", row.assignee_id).field("owner_id", row.owner_id).field("group_id", row.group_id);
  w.field("last_comment_public", row.last_public).field("last_author_role", row.last_author_role);
  w.field("unread", row.last_event_id > row.read_event).field("event_seq", row.last_event_id).field("comment_count", row.comment_count);
  w.field("created_at", row.created_at).field("updated_at", row.updated_at).field("next_due_at", row.next_due_at).end_object();
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
