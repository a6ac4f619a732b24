#include "platform/jobs/jobs.h"

#include "platform/db/attached.h"
#include "platform/db/bell.h"
#include "platform/jobs/end_run.h"
#include "platform/jobs/job_sql.h"
#include "platform/jobs/runner.h"
#include "platform/jobs/waiting_room.h"

namespace sahay::jobs {
namespace {

std::int64_t insert(db::Tx& tx, std::string_view kind, std::string_view key, std::string_view lane, Time due_at,
                    std::string_view payload) {
  const std::int64_t id = tx.new_id("jobs");
  // "Now" of another clock may lie before the epoch's first microsecond in tests; 0 would be NULL.
  const std::int64_t due = std::max<std::int64_t>(1, due_at.micros);
  if (lane.empty()) tx.post(sql::job::insert_job, id, kind, key, payload, due, tx.now());
  else tx.post(sql::job::insert_in_lane, id, kind, lane, payload, due, tx.now());
  // What is due later is seen in time by workers that look again.
  if (due > (tx.now() + Runner::kBelt).micros) return id;
  if (auto room = db::Attached<WaitingRoom>::find(tx.origin())) tx.after_commit([room, of = std::string(kind)] { room->ring_for(of); });
  return id;
}

}  // namespace

void set(db::Tx& tx, std::string_view kind, std::string_view key, Time due_at, std::string_view payload) {
  if (key.empty()) throw std::logic_error("a timer needs a key");
  cancel(tx, kind, key);
  insert(tx, kind, key, {}, due_at, payload);
}

std::int64_t add(db::Tx& tx, std::string_view kind, Time due_at, std::string_view payload, std::string_view lane) {
  return insert(tx, kind, {}, lane, due_at, payload);
}

void cancel(db::Tx& tx, std::string_view kind, std::string_view key) {
  tx.post(sql::job::delete_by_key, kind, key);
}

void finish(db::Tx& tx, const Job& job) {
  if (end_run(tx, sql::job::delete_run, job.id, job.attempt)) return;
  // Cancelled or replaced meanwhile is fine; taken up by somebody else means that this run must leave no trace.
  if (tx.scalar<int>(sql::job::attempt_of, job.id))
    throw std::runtime_error("the lease of job " + std::to_string(job.id) + " was lost");
}

}  // namespace sahay::jobs
