// Jobs that are due together end in one commit, so that a thousand alarms of one minute cost a few dozen commits.
// Rule of use: from a ManyHandler; `effect` does what one job is for inside the transaction and does not finish it.
// Threading: any.
#pragma once

#include <functional>
#include <vector>

#include "platform/jobs/jobs.h"

namespace sahay::jobs {

// Each effect with the end of its job, all of them in one transaction; when one of them fails, each in its own, so that
// it shows which one. One outcome for each job, in their order.
std::vector<Result<void>> in_one_commit(db::Store& store, const std::vector<Job>& jobs, const std::function<void(db::Tx&, const Job&)>& effect);

}  // namespace sahay::jobs
