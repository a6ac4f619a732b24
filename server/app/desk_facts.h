// What administrators say of the desk as a whole while it runs: its name (the default brand's), its time zone, its
// opening hours and closed days (the usual schedule's). Pages, mails and the chat show them; the configuration says how they begin.
// Rule of use: hand the texts out when settings are made; refresh_desk_facts in what changes the brand or the schedule.
// Threading: the texts from any thread; refresh_desk_facts inside one Tx, its effect comes with the commit.
#pragma once

#include "app/config.h"
#include "base/live_text.h"
#include "platform/db/store.h"

namespace sahay::sla {
struct ScheduleRow;
}

namespace sahay::app {

inline constexpr char kDeskTopic[] = "desk_facts";  // told to other processes after a change (platform/db/nodes.h)

struct DeskFacts {
  LiveText name, time_zone, hours, closed;
};
// Those of this process.
const DeskFacts& desk_facts();

// As the file says; before the database is known.
void begin_desk_facts(const DeskConfig& desk);
// As the database says; `after_commit` false while reading at start and on the word of another process.
void refresh_desk_facts(db::Tx& tx, bool after_commit);

// {"start_time":0,"end_time":10080} as the file writes hours: "mon 09:00-18:00; tue ..."; "" = always open.
std::string hours_text(std::string_view intervals_json);
// The closed days of a schedule, as pages read them (site::read_closures).
std::string closed_text(const sla::ScheduleRow& schedule);

}  // namespace sahay::app
