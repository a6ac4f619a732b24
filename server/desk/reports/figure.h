// Figure: one number of the reports, said as the condition of the tickets that it counts. THE list of figures and of the
// headings by which they can be divided. rows_of() makes that condition; the number is taken over it and the list that
// the number opens is it, so the two cannot disagree.
// Times are those of ticket metrics (floor of clocks) in working time; promises, hand-overs and ratings are counted from
// the rows of the features that keep them. Nothing is measured here a second time.
// Threading: immutable lists; everything else inside one Tx.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "desk/reports/numbers.h"
#include "desk/reports/period.h"
#include "platform/api/list_query.h"

namespace sahay::reports {

// Which tickets a figure begins with: made in the period, solved in it, open at its end, or (now) all.
enum class Cohort { created, solved, open, touched, now };

struct Figure {
  std::string_view name;     // "first_reply"
  Cohort cohort = Cohort::created;
  std::string_view against;  // the other part of the whole, for a share: "reply_late" of "reply_on_time"
  bool is_time = false;      // has minutes: median and 90 %
  bool shown = true;         // in figures and tables; others are only parts of a share, or stand on the wallboard
};
const std::vector<Figure>& figures();
const Figure* find_figure(std::string_view name);  // null: there is none

// By what figures can be divided, and what narrows them.
struct Dimension {
  std::string_view name;       // "group"
  std::string_view parameter;  // "group_id"
  std::string_view expression;  // over "tickets t", never NULL
  bool is_text = false;
};
const std::vector<Dimension>& dimensions();
const Dimension* find_dimension(std::string_view name);

// What a report is asked.
struct Question {
  Period period;
  bool working_time = true;                                   // else every hour counts
  std::vector<std::pair<const Dimension*, std::string>> only{};  // "" = none of them
  int hour_of_week = -1;                                      // -1 = all
  Time now{};
};

// The tickets of a figure that the caller may see.
api::Where rows_of(db::Tx& tx, const api::Caller& caller, const Figure& figure, const Question& question);
// The figure by the values of a dimension; without one everything stands under "".
std::map<std::string, Tally> tally(db::Tx& tx, const api::Caller& caller, const Figure& figure, const Question& question, const Dimension* by = nullptr);
// The times by which the figure's cohort takes its tickets, in no order.
std::vector<Time> times_of(db::Tx& tx, const api::Caller& caller, const Figure& figure, const Question& question);

}  // namespace sahay::reports
