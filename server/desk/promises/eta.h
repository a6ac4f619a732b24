// ETA: what requests of the same class (or priority) and type took in the last weeks, in working time: the median and the 80th
// percentile of the first answer and of the solution, from a least number of requests on. Counted hourly; a new ticket
// costs nothing. In analysis the solution is unknown until the diagnosis.
// Threading: percentile() is pure; the rest inside one Tx.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "desk/promises/promises.h"

namespace sahay::promises {

inline constexpr int kLeastSample = 10;
inline constexpr auto kEtaWindow = std::chrono::hours(28 * 24);

// What one finished ticket took, in minutes of working time; -1: it has not come to that.
struct Measured {
  std::string priority, type;
  std::string work_class;  // by the company's criteria; empty: none
  std::int64_t first_answer = -1, solution = -1;
};
// Tickets made since then, the newest first, at most so many. Set by app/wiring.cc from the clocks; empty: none.
inline std::function<std::vector<Measured>(db::Tx&, Time since, int most)> measured_since;
// The class of a ticket by the company's criteria; empty: none. Set by app/wiring.cc.
inline std::function<std::string(db::Tx&, const tickets::Ticket&)> work_class_of;

// The value below which `share` percent lie (nearest rank); `values` not empty.
std::int64_t percentile(std::vector<std::int64_t> values, int share);

struct Figure {
  std::string type;
  std::int64_t sample = 0, median = 0, p80 = 0;  // seconds
  Time computed_at;
};
BOOST_DESCRIBE_STRUCT(Figure, (), (type, sample, median, p80, computed_at))

void count_figures(db::Tx& tx);

struct Expected {
  Figure figure;
  std::string basis;          // "class_and_type", "class", "priority_and_type", "priority", "all"
  Time median_at, p80_at;     // counted from receipt, in working hours of the ticket
};
struct Eta {
  std::optional<Expected> first_answer{}, solution{};
  bool analysis = false;      // then the solution is unknown
};
Eta eta_of(db::Tx& tx, const tickets::Ticket& ticket);
// Pure. An open request beside what is usual for its class: "within", "longer" (than four of five took), "unknown".
std::string_view beside_usual(const Eta& eta, Time now);
// Condition "usual_time", action "tell_usual_time" (usual_time_rules.cc).
void add_usual_time_rules();

}  // namespace sahay::promises
