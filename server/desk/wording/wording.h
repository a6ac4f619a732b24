// The desk's side of plain language: a draft with what the desk knows about it, the gate of public answers, the trend, and
// the routes /tickets/{id}/draft_checks, /draft_policies, /draft_phrases, /draft_overrides, /reports/plain_language.
// Rule of use: app/wiring.cc makes one Wording, loads it after the migration, and hands gate and consumer on.
// Threading: any thread; verbs inside one Tx.
#pragma once

#include "desk/tickets/reply_gate.h"
#include "desk/wording/check.h"
#include "desk/wording/policies.h"
#include "platform/events/events.h"

namespace sahay::wording {

// What the desk knows about a ticket that an answer must not ask for again. Set by app/wiring.cc from the feature that
// keeps facts; not set: the ticket's own fields and the customer's phone number alone.
extern std::function<std::vector<KnownFact>(db::Tx&, const tickets::Ticket&)> known_facts;
// Whether the customer complains. Set by app/wiring.cc from the features that know; not set: the tag "complaint".
extern std::function<bool(db::Tx&, const tickets::Ticket&)> is_complaint;

// The draft with its surroundings: what the customer wrote since our last answer, who reads along, what is known.
// `recipients` empty: the ticket's people.
Draft gather(db::Tx& tx, const tickets::Ticket& ticket, std::string text, int files, std::vector<std::string> recipients, std::vector<OwnPhrase> own);

inline constexpr char kTopic[] = "draft_policies";  // told to other processes after a change (platform/db/nodes.h)

class Wording {
 public:
  void load(db::Tx& tx) { policies_.load(tx, false); }
  const Policies& policies() const { return policies_; }

  void add_routes(api::Api& api);
  // tickets::reply_gate: refuses (invalid) an answer that a rule of its group stops, unless it carries a reason
  // (comment.override_reason) from somebody with the permission drafts.override; then the override is kept.
  Result<tickets::AfterReply> gate(api::Context& context, db::Tx& tx, const tickets::Ticket& ticket, const tickets::Change& change, const JsonObject& in) const;
  // What the rules find in an answer as it was sent.
  Check check_sent(db::Tx& tx, const tickets::Ticket& ticket, const tickets::Comment& comment) const;
  void add_rule_parts();  // condition "answer_check", action "strict_drafts" (answer_rules.cc)
  // Of ticket.created and ticket.updated: counts an agent's public answers for the trend, in groups with a policy.
  void hear(db::Tx& tx, const events::Event& event) const;

 private:
  void add_check_route(api::Api& api);   // draft_checks_api.cc
  void add_policy_routes(api::Api& api);  // policies_api.cc
  void changed(db::Tx& tx);               // memory follows the commit, here and in other processes

  Policies policies_;
};

// A request whose answers nothing may be wrong with: every hint of its group stops them. Tag of action "strict_drafts".
inline constexpr char kStrict[] = "strict_drafts";
// The levels of its group, or stricter ones.
Policies::OfGroup policy_of(const Policies& policies, const tickets::Ticket& ticket, GroupId group);

// Rule C6 (platform/api/rule_switch.h).
bool in_force();

// GET /reports/plain_language (trend.cc).
void add_trend_route(api::Api& api);

}  // namespace sahay::wording
