// What the demonstration tells of the conduct of support: "intake", "triage", "call", "split", "ask_above" and "rating" of an
// entry in demo/tickets_*.json, the rule of updates and the roles of its agents.
// Threading: inside one Tx.
#pragma once

#include "base/json.h"
#include "desk/tickets/tickets.h"

namespace sahay::app {

// `once`: what makes further tickets is told in the first telling only. Errors: what the verbs say of a wrong entry.
Result<void> demo_conduct(db::Tx& tx, const tickets::Actor& actor, TicketId ticket, const JsonObject& entry, bool once);
// Urgent requests hear from us every four working hours. Once.
void seed_cadence(db::Tx& tx);
// How the answers of a group read in the last eight weeks. Once.
void seed_trend(db::Tx& tx, GroupId group);
// The role that customers read below an answer: {"en": "...", "bn": "...", "ru": "..."}.
void seed_face(db::Tx& tx, UserId agent, const JsonObject& titles);

}  // namespace sahay::app
