// The alarms of promises: the reminder, the notice of a delay, the miss. Each once: what it does and the end of its job
// are one commit.
#include "base/text.h"
#include "desk/promises/conduct.h"
#include "desk/promises/promise_store.h"
#include "desk/promises/wording.h"
#include "platform/jobs/in_one_commit.h"

namespace sahay::promises {
namespace {

// An absent keeper's customer is not written to for ever: after so many new times the promise is missed.
constexpr int kMostAutomaticDelays = 2;
constexpr auto kAutomaticDelay = std::chrono::hours(8);

int automatic_delays_before(db::Tx& tx, const Promise& promise) {
  int count = 0;
  for (PromiseId id = promise.replaces_id; id && count < kMostAutomaticDelays; ++count) {
    const auto before = find_promise(tx, id);
    if (!before || before->reason != i18n::text(i18n::Language::en, "promises.delay.absent")) break;
    id = before->replaces_id;
  }
  return count;
}

// The delay notice: sent by itself when nobody is there to send it, else drafted and announced.
void tell_delay(db::Tx& tx, Promise& promise, const tickets::Ticket& ticket) {
  const tickets::Actor system{UserId{}, "system"};
  promise.delay_told_at = tx.now();
  save(tx, promise);
  if (promise.visible && is_absent(tx, keeper_of(promise, ticket)) && automatic_delays_before(tx, promise) < kMostAutomaticDelays) {
    const auto calendar = calendar_for(tx, ticket);
    const Time due = calendar.empty() ? promise.due_at + kAutomaticDelay : calendar.after(promise.due_at, kAutomaticDelay).value_or(promise.due_at + kAutomaticDelay);
    NewTime wanted{.due_at = due, .reason = i18n::text(i18n::Language::en, "promises.delay.absent"), .tell = true, .automatic = true};
    wanted.words = absent_words(tx, ticket, promise, due);
    if (renegotiate(tx, system, promise.id, std::move(wanted)).ok()) {
      tell(tx, system, promise, "delay_told", {{"automatic", true}});
      return;
    }
  }
  tell(tx, system, promise, "delay_due");
}

void ring_one(db::Tx& tx, const jobs::Job& job) {
  auto promise = find_promise(tx, PromiseId(text::to_integer(job.key).value_or(0)));
  if (!promise || !promise->owed() || promise->missed_at) return;
  const auto ticket = tickets::find(tx, promise->ticket_id);
  if (!ticket) return;
  const tickets::Actor system{UserId{}, "system"};
  const Alarms alarms = alarms_of(*promise);
  // After the server was down several are due at once: the last of them says it all.
  if (tx.now() > alarms.miss) {
    promise->state = "missed";
    promise->missed_at = promise->due_at;
    save(tx, *promise);
    tell(tx, system, *promise, "missed");
    return;
  }
  if (tx.now() >= alarms.delay && !promise->delay_told_at) {
    promise->reminded_at = promise->reminded_at ? promise->reminded_at : tx.now();
    tell_delay(tx, *promise, *ticket);
    return;
  }
  if (tx.now() >= alarms.remind && !promise->reminded_at) {
    promise->reminded_at = tx.now();
    save(tx, *promise);
    tell(tx, system, *promise, "due_soon");
    return;
  }
  set_timer(tx, *promise);  // rung before its time
}

}  // namespace

std::vector<Result<void>> Conduct::ring(db::Store& store, const std::vector<jobs::Job>& jobs) { return jobs::in_one_commit(store, jobs, ring_one); }

}  // namespace sahay::promises
