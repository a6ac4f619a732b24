#include "desk/email/brakes.h"

#include <boost/describe.hpp>

#include "base/text.h"
#include "desk/email/brake_sql.h"
#include "desk/people/user.h"

namespace sahay::email {
namespace {

constexpr std::int64_t kSoftFailures = 3;

struct Budget {
  Time began_at;
  std::int64_t used = 0;
};
BOOST_DESCRIBE_STRUCT(Budget, (), (began_at, used))

}  // namespace

bool take_budget(db::Tx& tx, std::string_view name, std::int64_t most, Duration window) {
  Budget budget = tx.one<Budget>(sql::brake::budget_of, name).value_or(Budget{tx.now(), 0});
  if (budget.began_at + window <= tx.now()) budget = {tx.now(), 0};
  if (budget.used >= most) return false;
  tx.execute(sql::brake::set_budget, name, budget.began_at, budget.used + 1);
  return true;
}

// Kept among the budgets: it begins in the future, where it ends.
void pause_sender(db::Tx& tx, std::string_view name, Duration length) {
  tx.execute(sql::brake::set_budget, "pause:" + std::string(name), tx.now() + length, 0);
}

// Kept among the budgets, too: a row for as long as an exchange lasts.
namespace {
std::string leaving(std::int64_t job) { return "leaving:" + std::to_string(job); }
}  // namespace

bool is_leaving(db::Tx& tx, std::int64_t job) {
  return tx.scalar<std::int64_t>(sql::brake::is_counted, leaving(job)).has_value();
}

bool begin_leaving(db::Tx& tx, std::int64_t job) {
  return tx.execute(sql::brake::begin_budget, leaving(job), tx.now()) == 1;
}

void end_leaving(db::Tx& tx, std::int64_t job) { tx.execute(sql::brake::remove_budget, leaving(job)); }

bool is_paused(db::Tx& tx, std::string_view name) {
  const auto pause = tx.one<Budget>(sql::brake::budget_of, "pause:" + std::string(name));
  return pause && pause->began_at > tx.now();
}

void record_failure(db::Tx& tx, std::string_view address, Failure failure, std::string_view error) {
  const std::string key = people::address_key(address);
  const std::int64_t soft =
      tx.scalar<std::int64_t>(sql::brake::soft_failures, key).value_or(0) + (failure == Failure::soft ? 1 : 0);
  const bool dead = failure == Failure::hard || soft >= kSoftFailures;
  const char* const state = failure == Failure::complaint ? "complained" : dead ? "dead" : "doubtful";
  tx.execute(sql::brake::set_address, key, state, soft, text::first(text::repair_utf8(error), 500), tx.now());
}

void record_life(db::Tx& tx, std::string_view address) {
  tx.execute(sql::brake::remove_address, people::address_key(address));
}

bool is_dead(db::Tx& tx, std::string_view address) {
  return tx.scalar<std::int64_t>(sql::brake::is_dead, people::address_key(address)).has_value();
}

std::vector<AddressState> troubled_addresses(db::Tx& tx) { return tx.all<AddressState>(sql::brake::troubled); }

}  // namespace sahay::email
