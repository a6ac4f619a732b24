// Request: a ticket as its customer sees it: own ones, those copied to them, their organization's by right; public
// comments only, fields that the portal shows. Staff are customers of their own requests here.
// Threading: inside one Tx.
#pragma once

#include <set>

#include "desk/tickets/tickets_api.h"

namespace sahay::tickets {

// Every query of /requests takes it.
void scope_requests(const api::Caller& caller, api::Where& where);
Result<Ticket> find_request(api::Context& context, db::Tx& tx, std::int64_t id);

class RequestWriter {
 public:
  explicit RequestWriter(db::Tx& tx);
  void write(JsonWriter& writer, const api::Context& context, const Ticket& ticket) const;

 private:
  std::set<std::int64_t> shown_fields_;
};

// May this caller end it? The requester may, as long as it is not solved.
bool can_solve(const api::Caller& caller, const Ticket& ticket);

// Whether this address may make another request without signing in (20 in an hour); note_anonymous counts one.
bool may_ask_anonymously(db::Tx& tx, std::string_view address);
void note_anonymous(db::Tx& tx, TicketId ticket, std::string_view address);

}  // namespace sahay::tickets
