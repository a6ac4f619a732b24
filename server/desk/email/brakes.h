// Brakes of automatic mail: budgets per name and window, and what is known of addresses that cannot be reached.
// Threading: inside one Tx.
#pragma once

#include <boost/describe.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "platform/db/store.h"

namespace sahay::email {

// Takes one from the budget of `name` ("ack:rina@x"); false when `most` are used in the current window.
bool take_budget(db::Tx& tx, std::string_view name, std::int64_t most, Duration window);

// Nothing of this sender is let in until then (rule 48). `name`: the address, and whether it was proven: who forges it
// must not silence its owner.
void pause_sender(db::Tx& tx, std::string_view name, Duration length);
bool is_paused(db::Tx& tx, std::string_view name);

// A notice passes the point from which on the relay may have it; false when another run of its job has passed it. Found
// there by a new run, its outcome is unknown: the program ended in between.
bool begin_leaving(db::Tx& tx, std::int64_t job);
bool is_leaving(db::Tx& tx, std::int64_t job);
void end_leaving(db::Tx& tx, std::int64_t job);

// A hard failure (5.1.x), the third soft one or a complaint stops mail to the address, until a mail comes from there or
// an agent lifts it.
enum class Failure { hard, soft, complaint };
void record_failure(db::Tx& tx, std::string_view address, Failure failure, std::string_view error);
void record_life(db::Tx& tx, std::string_view address);
bool is_dead(db::Tx& tx, std::string_view address);

// What is known of an address that does not take mail. States: doubtful (soft failures so far), dead, complained.
struct AddressState {
  std::string address, state;
  std::int64_t soft_failures = 0;
  std::string error;
  Time updated_at;
};
BOOST_DESCRIBE_STRUCT(AddressState, (), (address, state, soft_failures, error, updated_at))
std::vector<AddressState> troubled_addresses(db::Tx& tx);  // the newest 1,000

}  // namespace sahay::email
