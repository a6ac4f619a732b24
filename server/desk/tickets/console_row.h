// The row of a ticket list in the console (docs/api.md): what a list needs, read in one query.
// Threading: values; read inside a Tx.
#pragma once

#include "desk/tickets/tickets.h"
#include "platform/api/list_query.h"

namespace sahay::tickets {

struct ConsoleRow {
  TicketId id;
  std::string subject, status, priority, type, channel, locale, snippet, last_author_role;
  UserId requester_id, assignee_id, owner_id;
  std::string requester_name, requester_email;
  OrganizationId organization_id;
  std::string organization_name;
  GroupId group_id;
  bool last_public = true;
  std::int64_t last_event_id = 0, read_event = 0, comment_count = 0;
  Time created_at, updated_at, next_due_at;
  std::string scheduled;  // of its answers that go out later: "held", else "waiting"; "" = none
};
BOOST_DESCRIBE_STRUCT(ConsoleRow, (), (id, subject, status, priority, type, channel, locale, snippet, last_author_role, requester_id, assignee_id, owner_id, requester_name, requester_email, organization_id, organization_name, group_id, last_public, last_event_id, read_event, comment_count, created_at, updated_at, next_due_at, scheduled))

// Columns and tables of a ConsoleRow for list queries; `viewer` decides what is unread.
api::ListQuery console_rows(UserId viewer);
// The condition of a view: mine, unassigned, open, pending, solved, all, group:ID. Errors: invalid view.
Result<void> add_view(std::string_view view, UserId viewer, api::Where& where);
// The order that a reader chose: due (what has no deadline counts as the latest), updated, created, priority; asc or desc. Each has
// an index, so that no page costs more than the one before. Errors: invalid sort, order.
Result<api::Sort> console_order(std::string_view by, std::string_view way);
std::optional<ConsoleRow> console_row(db::Tx& tx, TicketId id, const api::Caller& viewer);  // none: hidden from them
void write_console_row(JsonWriter& writer, const ConsoleRow& row);
// The rows of a list as JSON objects, one behind the other with commas; what does not change with the reader is kept
// between requests (kept_rows.h). `query` is one of console_rows().
Result<api::PageState> write_console_page(std::string& out, db::Tx& tx, const api::ListQuery& query, const api::Page& page);
// The newest rows of a requester that the viewer sees, at most `limit`, without one.
void write_rows_of_requester(std::string& out, db::Tx& tx, const api::Caller& viewer, UserId requester, TicketId without, int limit);
// {"mine":3,...,"group:7":2}: open tickets per view, of those that the viewer sees.
void write_counts(JsonWriter& writer, db::Tx& tx, const api::Caller& viewer);
// While somebody holds it, what everybody sees of a store's counts is counted at most four times a second; otherwise
// each time. app/wiring.cc holds it.
std::shared_ptr<struct CountCache> keep_counts(const db::Store& store);
std::int64_t last_event_id(db::Tx& tx);

}  // namespace sahay::tickets
