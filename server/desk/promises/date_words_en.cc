#include "desk/promises/date_words.h"

namespace sahay::promises {

const std::vector<DateWord>& english_date_words() {
  using enum DateKind;
  static const std::vector<DateWord> words = {
      {"sunday", weekday, 0}, {"monday", weekday, 1}, {"tuesday", weekday, 2}, {"wednesday", weekday, 3}, {"thursday", weekday, 4}, {"friday", weekday, 5}, {"saturday", weekday, 6},
      {"sun", short_weekday, 0}, {"mon", short_weekday, 1}, {"tue tues", short_weekday, 2}, {"wed weds", short_weekday, 3}, {"thu thur thurs", short_weekday, 4}, {"fri", short_weekday, 5}, {"sat", short_weekday, 6},
      {"january jan", month, 1}, {"february feb", month, 2}, {"march mar", month, 3}, {"april apr", month, 4}, {"may", month, 5}, {"june jun", month, 6},
      {"july jul", month, 7}, {"august aug", month, 8}, {"september sept sep", month, 9}, {"october oct", month, 10}, {"november nov", month, 11}, {"december dec", month, 12},
      {"today 2day", day, 0}, {"tomorrow tomorow tommorow tommorrow tomorrows tmrw tmr", day, 1}, {"yesterday", day, -1}, {"tonight", tonight, 0},
      {"a an one", number, 2}, {"two couple", number, 4}, {"three", number, 6}, {"four", number, 8}, {"five", number, 10}, {"six", number, 12}, {"seven", number, 14}, {"eight", number, 16},
      {"nine", number, 18}, {"ten", number, 20}, {"eleven", number, 22}, {"twelve", number, 24}, {"thirteen", number, 26}, {"fourteen", number, 28}, {"fifteen", number, 30}, {"sixteen", number, 32}, {"seventeen", number, 34}, {"eighteen", number, 36}, {"nineteen", number, 38}, {"twenty", number, 40}, {"thirty", number, 60}, {"forty", number, 80}, {"fifty", number, 100}, {"sixty", number, 120}, {"seventy", number, 140}, {"eighty", number, 160}, {"ninety", number, 180}, {"half", number, 1},
      {"minute minutes min mins minute's minutes'", unit, kMinute}, {"hour hours hr hrs h hour's hours'", unit, kHour}, {"day days day's days'", unit, kDay}, {"week weeks wk wks week's weeks'", unit, kWeek}, {"month months month's months'", unit, kMonth}, {"year years", unit, kYear},
      {"workday workdays weekday weekdays", unit, kWorkDay},
      {"in within", within, 0}, {"by before until till til", by, 0}, {"on at", on, 0},
      {"next following", next, 0}, {"coming upcoming", coming, 0}, {"this", this_, 0}, {"last past previous", last, 0}, {"ago", ago, 0}, {"since from", since, 0},
      {"end close late", end, 0}, {"beginning start early", begin, 0}, {"middle mid", middle, 0}, {"every each daily weekly monthly nightly hourly annually always usually normally typically", each, 0}, {"of", of, 0}, {"weekend weekends", weekend, 0}, {"after later", after, 0}, {"business working office", work, 0}, {"eod cob eob cop", close, 0},
      {"morning", part, 720}, {"lunch lunchtime", part, 720}, {"afternoon", part, kAfternoon}, {"evening", part, 1260}, {"night", part, 1439}, {"noon midday", noon, 720}, {"midnight", noon, 1439},
      {"am", am, 0}, {"pm", pm, 0}, {"o'clock oclock", hour_mark, 0},
      {"the about around latest sharp exactly roughly approximately approx maximum max most sometime just only perhaps maybe probably", filler, 0},
      {"was were had did been wrote written received got sent called broke broken came bought ran told said asked began went gone gave took taken made saw seen left spoke spoken paid met found lost felt brought built drove fell forgot knew rang rose sold stood woke won shipped dropped reset", past, 0},
      {"booked rebooked rearranged scheduled arranged planned reserved rescheduled moved postponed extended assigned pencilled penciled allocated slotted", arranged, 0}, {"open opens opened closes closed works", standing, 0},
      {"will shall expect ll going can could should must may aim promise let let's i'm we're aiming planning", future, 0}};
  return words;
}

}  // namespace sahay::promises
