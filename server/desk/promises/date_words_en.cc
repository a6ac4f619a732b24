#include "desk/promises/date_words.h"

namespace sahay::promises {

const std::vector<DateWord>& english_date_words() {
  using enum DateKind;
  static const std::vector<DateWord> words = {
      {"sunday", weekday, 0}, {"monday", weekday, 1}, {"tuesday", weekday, 2}, {"wednesday", weekday, 3}, {"thursday", weekday, 4}, {"friday", weekday, 5}, {"saturday", weekday, 6},
      {"sun", short_weekday, 0}, {"mon", short_weekday, 1}, {"tue tues", short_weekday, 2}, {"wed", short_weekday, 3}, {"thu thur thurs", short_weekday, 4}, {"fri", short_weekday, 5}, {"sat", short_weekday, 6},
      {"january jan", month, 1}, {"february feb", month, 2}, {"march mar", month, 3}, {"april apr", month, 4}, {"may", month, 5}, {"june jun", month, 6},
      {"july jul", month, 7}, {"august aug", month, 8}, {"september sept sep", month, 9}, {"october oct", month, 10}, {"november nov", month, 11}, {"december dec", month, 12},
      {"today", day, 0}, {"tomorrow tomorow tmrw", day, 1}, {"yesterday", day, -1}, {"tonight", tonight, 0},
      {"a an one", number, 2}, {"two couple", number, 4}, {"three", number, 6}, {"four", number, 8}, {"five", number, 10}, {"six", number, 12}, {"seven", number, 14}, {"eight", number, 16},
      {"nine", number, 18}, {"ten", number, 20}, {"eleven", number, 22}, {"twelve", number, 24}, {"fifteen", number, 30}, {"twenty", number, 40}, {"thirty", number, 60}, {"forty", number, 80}, {"sixty", number, 120}, {"ninety", number, 180}, {"half", number, 1},
      {"minute minutes min mins", unit, kMinute}, {"hour hours hr hrs", unit, kHour}, {"day days", unit, kDay}, {"week weeks", unit, kWeek}, {"month months", unit, kMonth}, {"year years", unit, kYear},
      {"workday workdays", unit, kWorkDay},
      {"in within", within, 0}, {"by before until till", by, 0}, {"on at", on, 0},
      {"next", next, 0}, {"coming", coming, 0}, {"this", this_, 0}, {"last past previous", last, 0}, {"ago", ago, 0}, {"since from", since, 0},
      {"end close", end, 0}, {"beginning start early", begin, 0}, {"middle mid", middle, 0}, {"every each daily weekly", each, 0}, {"of", of, 0}, {"after later", after, 0}, {"business working", work, 0}, {"eod cob", close, 0},
      {"morning", part, 720}, {"lunch lunchtime", part, 720}, {"afternoon", part, kClose}, {"evening", part, 1260}, {"night", part, 1439}, {"noon midday", noon, 720}, {"midnight", noon, 1439},
      {"am", am, 0}, {"pm", pm, 0}, {"o'clock oclock", hour_mark, 0},
      {"the about around latest sharp exactly", filler, 0},
      {"was were had did been wrote received got sent called broke came bought ran told said asked began went gave took made saw left", past, 0},
      {"will shall expect ll going", future, 0}};
  return words;
}

}  // namespace sahay::promises
