// Routes of tickets: /tickets with comments, audits, tags, people, merge, bulk, deleted; fields; uploads; exports.
// Threading: called once at start.
#pragma once

#include "base/live_text.h"
#include "desk/tickets/tickets.h"
#include "platform/api/controller.h"
#include "platform/files/directory.h"

namespace sahay::tickets {

const api::Resource<Ticket>& ticket_resource();
// Who may see which tickets: staff all, customers their own, those they are copied on, and by right their
// organization's. The one place; every query takes it.
void scope_tickets(const api::Caller& caller, api::Where& where);
// The part of it for staff: own, groups', organizations' or all tickets, as their role says.
void scope_staff(const api::Caller& caller, api::Where& where);
bool may_see(db::Tx& tx, const api::Caller& caller, TicketId id);

void write_comment_json(JsonWriter& writer, const api::Context& context, const Comment& comment,
                        const std::vector<Attachment>& attachments, std::string_view type = "Comment");
void write_attachment_json(JsonWriter& writer, const api::Context& context, const Attachment& attachment);
// One event of the ticket as an audit, with its comment when it has one.
void write_audit_json(JsonWriter& writer, const api::Context& context, const events::Event& event,
                      const std::vector<Comment>& comments, const std::vector<Attachment>& attachments);

// The wire object of a ticket as verbs take it. People named by address are made. Errors name every wrong field.
Result<NewTicket> read_new_ticket(api::Context& context, db::Tx& tx, const JsonObject& in);
Result<Change> read_change(api::Context& context, db::Tx& tx, const Ticket& ticket, const JsonObject& in);
Result<NewComment> read_comment(const api::Context& context, db::Tx& tx, const Json& in);
Actor actor_of(const api::Context& context);

// What became of the outgoing copies of a ticket's comments: comment id -> {"state","to","error"} (docs/api.md). Set by
// app/wiring.cc from the floor of channels; empty: nothing is known.
using DeliveryStates = std::map<std::int64_t, RawJson>;
extern std::function<DeliveryStates(db::Tx&, TicketId)> delivery_states;
// Held mails that may belong to a ticket, as a JSON list. Set by app/wiring.cc; empty: there are none.
extern std::function<RawJson(db::Tx&, TicketId)> suggestions;
// Narrows a list of tickets (`t`) to those that the search finds for a text. Set by app/wiring.cc from the floor of
// search; empty: only numbers are found.
extern std::function<Result<void>(api::Context&, db::Tx&, std::string_view text, api::Where&)> find_words;
// The ticket's clocks as the console shows them, a JSON list in the caller's language. Set by app/wiring.cc; empty: none.
extern std::function<RawJson(api::Context&, db::Tx&, const Ticket&)> clocks;
// What siblings add to the console's read of one ticket: key -> JSON ("promises"). Filled by app/wiring.cc before the
// server starts.
using ConsoleParts = std::map<std::string, std::function<RawJson(api::Context&, db::Tx&, const Ticket&)>>;
extern ConsoleParts console_parts;
// What include=NAME embeds into each ticket ("metric_sets", "slas"). Filled by app/wiring.cc before the server starts.
using TicketEmbeds = std::map<std::string, std::function<api::Resource<Ticket>::RowKeys(api::Context&, db::Tx&, const std::vector<Ticket>&)>>;
extern TicketEmbeds ticket_embeds;

void add_ticket_routes(api::Api& api);
void add_comment_routes(api::Api& api);   // comments, audits, metrics of one ticket
void add_bulk_ticket_routes(api::Api& api);  // *_many, merge, deleted
void add_field_routes(api::Api& api);
void add_upload_routes(api::Api& api, http::Router& router, db::Store& store, files::Directory& files);
void add_export_routes(api::Api& api);    // incremental exports
void add_activity_routes(api::Api& api);
// What the console shows of the desk.
struct ConsoleSettings {
  LiveText desk_name = "Sahay";
  int undo_send_seconds = 0;
};
void add_console_routes(api::Api& api, ConsoleSettings settings = {});  // composite reads of the console, drafts
void add_status_routes(api::Api& api);    // custom statuses, what the desk chose about tickets
void add_form_routes(api::Api& api);
const api::Resource<struct TicketField>& ticket_field_resource();
// A ticket as POST /imports/tickets takes it: original times, authors and Message-IDs; no rule, clock or notice.
Result<Outcome> import_wire_ticket(api::Context& context, db::Tx& tx, const JsonObject& in);
void add_import_routes(api::Api& api);
void add_redaction_routes(api::Api& api);
void add_audit_routes(api::Api& api);     // all tickets' audits, the export of ticket events
void add_request_routes(api::Api& api);   // the end user's view
void add_split_routes(api::Api& api);     // cases, split, re-join
void add_link_routes(api::Api& api);      // links, merges and their undo

}  // namespace sahay::tickets
