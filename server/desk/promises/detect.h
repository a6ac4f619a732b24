// Dates and times that a draft promises: "by Friday 15:00", "завтра до обеда", "আগামীকাল বিকেল ৫টায়". By rules, in three
// languages, without any model: words become tokens, tokens become a day, an hour or a length of time, and these an
// instant in the reader's zone. What lies in the past, what was and what only looks like a date (versions, phones,
// prices, order numbers) gives nothing. A day without an hour ends with its working hours.
// Rule of use: an offer to a person who reads it back with its whole date, never a decision. `other` is set where people
// mean one of two days ("5/6", "next Friday"). testdata/dates.*.tsv says what is expected.
// Threading: pure; linear in the text, of which the first 20,000 bytes are read.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/i18n.h"
#include "platform/calendar/schedule.h"
#include "platform/calendar/zone.h"

namespace sahay::promises {

struct Moment {
  Time now;
  const calendar::Zone& zone;
  const calendar::Calendar& hours;  // empty: always open
};

struct Detected {
  std::size_t begin = 0, end = 0;  // bytes of the text
  Time at;
  std::optional<Time> other{};
};

// In order of the text, at most 10.
std::vector<Detected> detect(std::string_view text, i18n::Language language, const Moment& moment);
// The language by its letters: Bengali, Cyrillic, else English.
i18n::Language language_by_letters(std::string_view text);

}  // namespace sahay::promises
