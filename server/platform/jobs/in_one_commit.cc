#include "platform/jobs/in_one_commit.h"

namespace sahay::jobs {
namespace {

using Each = std::vector<Job>::const_iterator;

Result<void> commit(db::Store& store, Each begin, Each end, const std::function<void(db::Tx&, const Job&)>& effect) {
  try {
    return store.write([&](db::Tx& tx) -> Result<void> {
      for (auto job = begin; job != end; ++job) {
        finish(tx, *job);
        effect(tx, *job);
      }
      return {};
    });
  } catch (const std::exception& failure) {
    return Error{ErrorCode::internal, "error.internal", failure.what()};
  }
}

}  // namespace

std::vector<Result<void>> in_one_commit(db::Store& store, const std::vector<Job>& jobs, const std::function<void(db::Tx&, const Job&)>& effect) {
  if (jobs.size() > 1 && commit(store, jobs.begin(), jobs.end(), effect).ok()) return std::vector<Result<void>>(jobs.size());
  std::vector<Result<void>> out;
  for (auto job = jobs.begin(); job != jobs.end(); ++job) out.push_back(commit(store, job, job + 1, effect));
  return out;
}

}  // namespace sahay::jobs
