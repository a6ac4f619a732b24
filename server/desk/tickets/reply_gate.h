// The gate of public answers: somebody above may hold up an agent's public comment before it is written (a rule of plain
// language that stops it). Asked at the edge, where the reason for going on all the same is known.
// Rule of use: set once at start by app/wiring.cc; not set, or nothing to hold up: no query.
// Threading: called from several workers at once.
#pragma once

#include <functional>

#include "desk/tickets/tickets.h"
#include "platform/api/api.h"

namespace sahay::tickets {

// What to do in the same transaction after the answer is written; empty: nothing.
using AfterReply = std::function<void(db::Tx&, const Outcome&)>;
// `in` is the ticket object of the request. Errors go to the caller as they are.
using Gate = std::function<Result<AfterReply>(api::Context&, db::Tx&, const Ticket&, const Change&, const JsonObject& in)>;
extern Gate reply_gate;
// The same for a change of the owner, asked first.
inline Gate owner_gate;

inline Result<AfterReply> ask_reply_gate(api::Context& context, db::Tx& tx, const Ticket& ticket, const Change& change, const JsonObject& in) {
  AfterReply owner, reply;
  if (owner_gate && change.owner && *change.owner != ticket.owner_id) owner = TRY(owner_gate(context, tx, ticket, change, in));
  if (reply_gate && change.comment && change.comment->is_public && context.caller.staff()) reply = TRY(reply_gate(context, tx, ticket, change, in));
  if (!owner || !reply) return owner ? std::move(owner) : std::move(reply);
  return AfterReply([owner = std::move(owner), reply = std::move(reply)](db::Tx& within, const Outcome& done) {
    reply(within, done);
    owner(within, done);
  });
}

}  // namespace sahay::tickets
