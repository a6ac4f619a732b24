// The end of a run: the job goes or dies, and the next one of its lane may begin.
// Rule of use: only here and in the runner; `statement` ends one run and returns its lane. Threading: inside a write.
#pragma once

#include <string>

#include "platform/db/store.h"
#include "platform/jobs/job_sql.h"

namespace sahay::jobs {

// False when the run was not there any more: cancelled, replaced or taken over.
template <class... Values>
bool end_run(db::Tx& tx, const db::Query& statement, const Values&... values) {
  const auto lane = tx.scalar<std::string>(statement, values...);
  if (!lane) return false;
  if (!lane->empty()) tx.post(sql::job::release_next, *lane);
  return true;
}

}  // namespace sahay::jobs
