// Holidays: the closed days of a schedule with their names in other languages.
// Rule of use: clocks take schedule_of() of rulebook.h; this is for who tells people why it is closed.
// Threading: pure.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "desk/sla/rulebook.h"

namespace sahay::sla {

struct Holiday {
  std::string name;
  std::map<std::string, std::string, std::less<>> names{};  // by language, where given: {"bn": "বিজয় দিবস"}
  std::int64_t from = 0, to = 0;                            // local minutes since 1970, [from, to)
};

// Those whose days can be read, in their order.
std::vector<Holiday> holidays_of(const ScheduleRow& row);

}  // namespace sahay::sla
