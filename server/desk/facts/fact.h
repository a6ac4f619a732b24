// Fact: something known of a ticket's problem, so that nobody asks or tries it again. And the reproduction block.
// Threading: values.
#pragma once

#include <array>
#include <boost/describe.hpp>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/id.h"

namespace sahay::facts {

using FactId = Id<struct FactTag>;

inline constexpr std::array<std::string_view, 4> kKinds = {"symptom", "environment", "tried", "ruled_out"};
inline constexpr std::array<std::string_view, 3> kDoers = {"customer", "us", "other"};
inline constexpr std::array<std::string_view, 3> kResults = {"worked", "partly", "failed"};
inline constexpr std::array<std::string_view, 3> kReproduced = {"yes", "no", "not_attempted"};
bool is_kind(std::string_view kind);
bool is_doer(std::string_view doer);
bool is_result(std::string_view result);
bool is_reproduced(std::string_view word);

struct Fact {
  FactId id;
  TicketId ticket_id;
  std::string kind;      // symptom, environment, tried, ruled_out
  std::string label;     // environment: what it is the value of ("serial number"); "" = the text says it
  std::string text;
  std::string done_by;   // tried: customer, us, other; "" = not known
  std::string result;    // tried: worked, partly, failed; "" = not known
  std::string detail;    // the result in words, or what was measured
  Time happened_at;      // tried: when; unset = not known
  std::string source;    // hand, comment, field, procedure, report, bot
  CommentId comment_id;  // in which it was said; begin_at..end_at are code points of its text, both 0 = all of it
  std::int64_t begin_at = 0, end_at = 0;
  std::int64_t field_id = 0;  // of the ticket field whose value it is
  std::int64_t step_id = 0;   // of the procedure step that found it
  UserId made_by;
  Time created_at, updated_at;
  Time withdrawn_at;     // set: it no longer holds
  UserId withdrawn_by;
  std::string reason;    // why it was withdrawn
  TicketId from_ticket_id;  // the ticket that it came along from in a split
  FactId copy_of;

  bool holds() const { return !withdrawn_at; }
};
BOOST_DESCRIBE_STRUCT(Fact, (), (id, ticket_id, kind, label, text, done_by, result, detail, happened_at, source, comment_id, begin_at, end_at, field_id, step_id, made_by, created_at, updated_at, withdrawn_at, withdrawn_by, reason, from_ticket_id, copy_of))

struct FactChange {
  std::int64_t id = 0;
  FactId fact_id;        // none: of the reproduction block
  TicketId ticket_id;
  Time at;
  UserId actor_id;
  std::string what;      // added, corrected, withdrawn, restored, reproduction
  std::string before;    // the text that stood there
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(FactChange, (), (id, fact_id, ticket_id, at, actor_id, what, before, reason))

struct Reproduction {
  TicketId id;           // the ticket
  std::string steps, environment, expected, actual;
  std::string reproduced = "not_attempted";  // yes, no, not_attempted
  std::string build;     // the version in which it was looked at
  UserId updated_by;
  Time created_at, updated_at;
};
BOOST_DESCRIBE_STRUCT(Reproduction, (), (id, steps, environment, expected, actual, reproduced, build, updated_by, created_at, updated_at))

// "serial number: MT-20-1187", or the text alone.
std::string words_of(const Fact& fact);

}  // namespace sahay::facts
