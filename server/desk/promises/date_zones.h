// Inside promises only: a time zone that is told beside an hour: "5 pm ET", "15:00 по Москве", "বাংলাদেশ সময় বিকেল ৫টা".
// Threading: pure; the table is made once.
#pragma once

#include <memory>
#include <vector>

#include "desk/promises/date_words.h"
#include "platform/calendar/zone.h"

namespace sahay::promises {

struct ToldZone {
  std::shared_ptr<const calendar::Zone> zone;  // null: none is told
  std::size_t end = 0;                         // the token behind it
};

// `here` settles what two countries call the same ("BST").
ToldZone told_zone(const std::vector<DateToken>& tokens, std::size_t at, const calendar::Zone& here);

}  // namespace sahay::promises
