// Procedure, its published versions, its runs on tickets and what was done of them: the rows.
// Threading: values.
#pragma once

#include <boost/describe.hpp>
#include <string>

#include "base/clock.h"
#include "base/id.h"
#include "base/json.h"

namespace sahay::procedures {

using ProcedureId = Id<struct ProcedureTag>;
using RunId = Id<struct RunTag>;

struct Procedure {
  ProcedureId id;
  std::string key;          // "" or the name of the shipped one that it came from
  bool active = true;
  std::int64_t position = 0;
  RawJson filter{R"({"all":[],"any":[]})"};  // tickets that get it by themselves; empty: none
  RawJson draft{"{}"};      // a Definition that is worked on
  std::int64_t version = 0, version_id = 0;  // of what new runs take; 0: nothing is published
  Time created_at, updated_at;
};
BOOST_DESCRIBE_STRUCT(Procedure, (), (id, key, active, position, filter, draft, version, version_id, created_at, updated_at))

struct Version {
  std::int64_t id = 0;
  ProcedureId procedure_id;
  std::int64_t number = 0;
  RawJson definition;       // never changed
  UserId published_by;
  Time created_at;
};
BOOST_DESCRIBE_STRUCT(Version, (), (id, procedure_id, number, definition, published_by, created_at))

struct Run {
  RunId id;
  TicketId ticket_id;
  ProcedureId procedure_id;
  std::int64_t version_id = 0;  // kept to the end
  std::string state = "open";   // open, done, cancelled
  UserId attached_by;           // none: by its conditions
  std::string reason;           // why it was cancelled
  std::string solved_step;      // the last step done before the ticket was solved
  Time created_at, updated_at, ended_at;
};
BOOST_DESCRIBE_STRUCT(Run, (), (id, ticket_id, procedure_id, version_id, state, attached_by, reason, solved_step, created_at, updated_at, ended_at))

struct StepRow {
  std::int64_t id = 0;
  RunId run_id;
  TicketId ticket_id;
  ProcedureId procedure_id;
  std::string step_key, state;  // done, skipped
  std::string answer;           // key of an option
  std::string text;             // answer or note in words
  std::string amount;           // measured
  AttachmentId attachment_id;   // proof
  CommentId comment_id;         // with which a text was sent
  UserId done_by;
  Time done_at;
  std::string reason;           // of a skip
};
BOOST_DESCRIBE_STRUCT(StepRow, (), (id, run_id, ticket_id, procedure_id, step_key, state, answer, text, amount, attachment_id, comment_id, done_by, done_at, reason))

}  // namespace sahay::procedures
