// Preferences: which kinds of facts reach a person by which ways, and when they are left in peace. Pure; and the row.
// Rule of use: `ways` of a person without a row are the defaults; a kind that the row does not name too.
// Threading: values.
#pragma once

#include <array>
#include <boost/describe.hpp>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/id.h"
#include "base/json.h"
#include "platform/calendar/zone.h"

namespace sahay::notifications {

// Wire words, in the order in which people read them.
inline constexpr std::string_view kKinds[] = {"assigned",    "reply",          "mention",       "handover",
                                              "promise_due", "promise_missed", "deadline_near", "deadline_missed",
                                              "bad_rating",  "held_mail",      "reply_held"};
inline constexpr std::string_view kWays[] = {"app", "sound", "push", "digest"};

struct Ways {
  bool app = true, sound = false, push = false, digest = false;
  bool any_kept() const { return app || push || digest; }
};
Ways default_ways(std::string_view kind);

struct Preferences {
  UserId id;
  RawJson ways{"{}"};  // {"assigned": ["app", "sound"]}
  int quiet_from = -1, quiet_to = -1;
  int digest_at = 8 * 60;
  std::vector<std::int64_t> digest_days{1, 2, 3, 4, 5};  // 0 = Sunday
  Time updated_at;

  Ways of(std::string_view kind) const;
  bool wants_digest() const;
};
BOOST_DESCRIBE_STRUCT(Preferences, (), (id, ways, quiet_from, quiet_to, digest_at, digest_days, updated_at))

// All ways of all kinds written out, so that a later change of the defaults changes nobody's choice.
JsonObject written_out(const Preferences& preferences);
Preferences without_digest(Preferences preferences);

std::shared_ptr<const calendar::Zone> zone_of(std::string_view time_zone);  // UTC when there is no such zone
int minute_of_day(const calendar::Zone& zone, Time at);
// A span may go over midnight; equal ends are no span.
bool is_quiet(const Preferences& preferences, int minute);
// The next moment after `now` at which this person's digest is due; unset: on no day.
Time next_digest(const Preferences& preferences, const calendar::Zone& zone, Time now);

std::string clock_text(int minute);                         // "08:00"
std::optional<int> minute_of_clock(std::string_view text);  // 24 hours

}  // namespace sahay::notifications
