// Counts, spans and days as the three languages write them.
#include <algorithm>

#include "desk/promises/detect_pieces.h"

namespace sahay::promises {

using enum DateKind;

const DateToken& Grammar::token(std::size_t at) const {
  static const DateToken none;
  return at < tokens_.size() ? tokens_[at] : none;
}

std::optional<std::pair<int, std::size_t>> Grammar::count(std::size_t at) const {
  const DateToken& t = token(at);
  if (t.plain_number() && t.parts[0] <= 1000) {
    // "2-3": the later one is what can be held.
    return std::pair{t.parts[0] * 2, at + 1};
  }
  if (t.parts.size() == 2 && t.signs == "-" && t.parts[1] > t.parts[0] && t.parts[1] <= 1000) return std::pair{t.parts[1] * 2, at + 1};
  if (!t.is(DateKind::number)) return std::nullopt;
  // "a couple of", "half an"
  std::size_t next = at + 1;
  int halves = t.meaning.value;
  if (language_ == i18n::Language::en && halves == 2 && is(next, DateKind::number)) halves = token(next).meaning.value, ++next;
  else if (language_ == i18n::Language::en && halves == 1 && is(next, DateKind::number)) ++next;
  if (language_ == i18n::Language::en && is(next, of)) ++next;
  return std::pair{halves, next};
}

std::optional<std::pair<int, std::size_t>> Grammar::unit(std::size_t at) const {
  const bool working = is(at, work);
  if (working) ++at;
  if (!is(at, DateKind::unit)) return std::nullopt;
  const int found = token(at).meaning.value;
  if (!working) return std::pair{found, at + 1};
  if (found == kDay) return std::pair{int(kWorkDay), at + 1};
  if (found == kHour) return std::pair{int(kWorkHour), at + 1};
  return std::nullopt;
}

std::optional<Span> Grammar::length(int halves, int unit, std::size_t end) const {
  if (halves <= 0) return std::nullopt;
  const Time now = days_.now();
  const std::int64_t minutes = unit == kMinute ? 1 : unit == kHour || unit == kWorkHour ? 60 : 1440;
  const Duration exact = std::chrono::minutes(minutes * halves / 2);
  if (unit == kMinute || unit == kHour || unit == kFullDay) return Span{now + exact, end};
  if (unit == kWorkHour) return Span{days_.after_work_hours(exact), end};
  if (halves % 2) return std::nullopt;
  if (unit == kWorkDay) return Span{days_.close_of(days_.after_workdays(halves / 2)), end};
  if (unit == kDay) return Span{days_.close_of(days_.today() + halves / 2), end};
  if (unit == kWeek) return Span{days_.close_of(days_.today() + 7 * (halves / 2)), end};
  if (unit == kMonth && halves <= 24) return Span{days_.close_of(days_.after_months(halves / 2)), end};
  return std::nullopt;
}

std::optional<Span> Grammar::span(std::size_t at) const {
  const bool bengali = language_ == i18n::Language::bn;
  if (bengali || !is(at, within)) {
    const auto many = count(at);
    const auto what = many ? unit(many->second) : std::nullopt;
    if (!what) return std::nullopt;
    const std::size_t next = what->second;
    if (is(next, ago)) return Span{{}, next + 1, true};
    if (bengali && !is(next, within) && !is(next, after)) return std::nullopt;
    if (!bengali && what->first != kWorkDay && what->first != kWorkHour) return std::nullopt;
    return length(many->first, what->first, bengali ? next + 1 : next);
  }
  ++at;
  if (language_ == i18n::Language::ru && is(at, DateKind::unit)) {
    const int one = token(at).meaning.value;
    if (one == 100) return length(1, kHour, at + 1);
    if (one == kDay) return Span{days_.close_of(days_.today()), at + 1};
    return length(2, one, at + 1);
  }
  while (is(at, filler)) ++at;
  const auto many = count(at);
  const auto what = many ? unit(many->second) : std::nullopt;
  if (!what) return std::nullopt;
  if (is(what->second, ago)) return Span{{}, what->second + 1, true};
  return length(many->first, what->first, what->second);
}

std::optional<Day> Grammar::dated(std::optional<int> year, int month, int day, std::size_t end, bool bare) const {
  Day out{.end = end, .bare = bare};
  const auto found = days_.date(year, month, day);
  out.refused = !found;
  out.day = found.value_or(0);
  return out;
}

std::optional<int> Grammar::year_at(std::size_t& at) const {
  std::size_t next = at;
  if (sign(next, ',')) ++next;
  const DateToken& t = token(next);
  if (!t.plain_number() || t.widths[0] != 4 || t.parts[0] < 1900 || t.parts[0] > 2200) return std::nullopt;
  at = next + 1;
  if (language_ == i18n::Language::ru && is(at, DateKind::unit) && token(at).meaning.value == kYear) ++at;
  return t.parts[0];
}

// "10 November 2026", "November 10th", "10-го числа", "নভেম্বরের ১০ তারিখ", "the 10th".
std::optional<Day> Grammar::written_date(std::size_t at) const {
  const std::size_t first = at;
  const auto ending = [&](std::size_t i) {  // th, ого, ই behind a number
    if (sign(i, '-') && token(i).glued && !token(i + 1).word.empty() && token(i + 1).glued) ++i;
    const DateToken& t = token(i);
    static const std::vector<std::string> endings = {"st", "nd", "rd", "th", "го", "ого", "му", "ому", "е", "ое", "й", fold_for_dates("ই"), fold_for_dates("লা"), fold_for_dates("রা"), fold_for_dates("ঠা"), fold_for_dates("শে")};
    return t.glued && std::find(endings.begin(), endings.end(), t.word) != endings.end() ? i + 1 : 0;
  };
  if (is(at, month)) {
    const int which = token(at).meaning.value;
    const DateToken& number = token(at + 1);
    if (!number.plain_number() || number.parts[0] > 31 || number.widths[0] > 2) return std::nullopt;
    std::size_t next = at + 2;
    if (const std::size_t behind = ending(next)) next = behind;
    if (is(next, date_mark)) ++next;
    const auto year = year_at(next);
    return dated(year, which, number.parts[0], next, false);
  }
  static const std::vector<std::string> streets = {"улица", "улице", "улицы", "улицу", "ул", "площадь", "площади", "станция", "станции", "метро"};
  for (std::size_t back = 1; back <= 2 && back <= first; ++back)
    if (std::find(streets.begin(), streets.end(), token(first - back).word) != streets.end()) return Day{.end = at + 2, .refused = true};
  int day = 0;
  bool ordinal_form = false;
  if (is(at, ordinal)) day = token(at).meaning.value, ordinal_form = true;
  else if (token(at).plain_number() && token(at).widths[0] <= 2) day = token(at).parts[0];
  if (day < 1 || day > 31) return std::nullopt;
  ++at;
  if (const std::size_t behind = ending(at)) at = behind, ordinal_form = true;
  if (is(at, of)) ++at;
  if (is(at, month)) {
    const int which = token(at).meaning.value;
    // "step 5 may fail"
    const bool doubtful = token(at).word == "may" || token(at).word == "march";
    ++at;
    const auto year = year_at(at);
    if (is(at, date_mark)) ++at;
    return dated(year, which, day, at, doubtful && !year);
  }
  const auto in_month = [&](std::size_t behind) -> std::optional<Day> {
    const auto ahead = months_ahead(behind);
    if (!ahead) return std::nullopt;
    const auto then = calendar::date_of(days_.after_months(*ahead));
    return dated(then.year, then.month, day, behind, false);
  };
  if (ordinal_form || is(at, date_mark))
    if (auto found = in_month(is(at, date_mark) ? at + 1 : at)) return found;
  if (is(at, date_mark)) {
    const auto found = days_.day_of_month(day);
    return found ? std::optional(Day{.day = *found, .end = at + 1, .bare = false}) : std::nullopt;
  }
  // "30-го утром", "к 5-му"
  const bool russian_ordinal = language_ == i18n::Language::ru && ordinal_form && token(at - 1).glued && (at >= tokens_.size() || is(at, part) || is(at, on) || is(at, by) || is(at, future) || (token(at).word.empty() && !token(at).number()));
  if (russian_ordinal) {
    const auto found = days_.day_of_month(day);
    return found ? std::optional(Day{.day = *found, .end = at, .bare = !is(at, part)}) : std::nullopt;
  }
  const bool english_ordinal = language_ == i18n::Language::en && ordinal_form && first > 0 && token(first - 1).word == "the";
  const bool goes_on = is(at, on) || is(at, by);  // "the 26th at 11"
  if (!english_ordinal || (!goes_on && (!is(at, DateKind::none) || !token(at).word.empty()))) return std::nullopt;  // "the 10th attempt"
  const auto found = days_.day_of_month(day);
  return found ? std::optional(Day{.day = *found, .end = at, .bare = true}) : std::nullopt;
}

// What stands before or behind a number and makes it something else: "order", "№", "EUR", a letter glued to it.
bool Grammar::looks_like_a_number_of_something(std::size_t at) const {
  static const std::vector<std::string> before = [] {
    std::vector<std::string> out;
    for (const char* word : {"order", "no", "version", "firmware", "invoice", "item", "number", "заказ", "версия", "версию", "прошивка", "счет", "অর্ডার", "নং", "সংস্করণ", "ফার্মওয়্যার", "দাম"}) out.push_back(fold_for_dates(word));
    return out;
  }();
  static const std::vector<std::string> behind = [] {
    std::vector<std::string> out;
    for (const char* word : {"eur", "usd", "kg", "mm", "cup", "piece", "руб", "кг", "мм", "টাকা", "কেজি"}) out.push_back(fold_for_dates(word));
    return out;
  }();
  const auto in = [](const std::vector<std::string>& list, const std::string& word) { return !word.empty() && std::find(list.begin(), list.end(), word) != list.end(); };
  if (token(at).glued && at > 0 && (!token(at - 1).word.empty() || (sign(at - 1, '-') && token(at - 1).glued) || sign(at - 1, '+') || sign(at - 1, '#') || sign(at - 1, '*'))) return true;
  static constexpr std::string_view kNumbered[] = {"верси", "прошивк", "заказ", "накладн", "договор", "артикул", "брон", "номер", "билет", "рейс", "поезд", "пункт", "раздел", "версия"};
  const auto numbered = [&](const std::string& word) {
    return std::any_of(std::begin(kNumbered), std::end(kNumbered), [&](std::string_view stem) { return word.starts_with(stem) && word.size() <= stem.size() + 6; });
  };
  if (language_ == i18n::Language::ru && at > 0 && numbered(token(at - 1).word)) return true;
  for (std::size_t back = 1; back <= 2 && back <= at; ++back) {
    if (in(before, token(at - back).word) || sign(at - back, '#') || sign(at - back, '*')) return true;
    if (token(at - back).sign != '.' && token(at - back).sign != '+') break;
  }
  static const std::vector<std::string> streets = {"street", "road", "avenue", "lane", fold_for_dates("রোড"), fold_for_dates("রোডে"), fold_for_dates("সড়ক"), fold_for_dates("সড়কে"), fold_for_dates("লেন"), fold_for_dates("লেনে")};
  if (in(streets, token(at + 1).word) || in(streets, token(at + 2).word)) return true;
  if (language_ != i18n::Language::bn && sign(at + 1, '-') && token(at + 1).glued && token(at + 2).glued && !token(at + 2).word.empty()) return true;
  return in(behind, token(at + 1).word) || (token(at + 1).glued && (sign(at + 1, '%') || sign(at + 1, '+')));
}

std::optional<Day> Grammar::number_date(std::size_t at) const {
  const DateToken& t = token(at);
  if (t.parts.size() < 2) return std::nullopt;
  const Day nothing{.end = at + 1, .refused = true};
  const bool english = language_ == i18n::Language::en;
  const auto end_behind = [&](std::size_t i) { return is(i, date_mark) ? i + 1 : i; };
  const std::size_t end = end_behind(at + 1);
  if (t.signs == "--" && t.widths[0] == 4) return looks_like_a_number_of_something(at) ? nothing : *dated(t.parts[0], t.parts[1], t.parts[2], end, false);
  if (t.signs == "--" && t.widths[0] <= 2 && t.widths[1] <= 2 && t.widths[2] == 4) return looks_like_a_number_of_something(at) ? nothing : *dated(t.parts[2], t.parts[1], t.parts[0], end, false);
  const bool full = t.signs == "//" || t.signs == "..";
  const bool brief = t.signs == "/" || t.signs == ".";
  if ((!full && !brief) || t.widths[0] > 2 || t.widths[1] > 2) return std::nullopt;
  if (full && t.widths[2] != 4 && t.widths[2] != 2) return nothing;
  if (looks_like_a_number_of_something(at) || (t.parts[0] == 24 && t.parts[1] == 7 && brief)) return nothing;
  std::optional<int> year;
  if (full) year = t.widths[2] == 4 ? t.parts[2] : 2000 + t.parts[2];
  const bool marked = end > at + 1;
  if (t.signs == "." && (english || language_ == i18n::Language::bn) && !marked) return nothing;
  if (t.signs == "." && t.parts[1] > 12) return std::nullopt;  // an hour
  Day out{.end = end, .bare = !full && !marked && (t.signs == "." || english)};
  const auto day_first = days_.date(year, t.parts[1], t.parts[0]);
  const auto month_first = english && t.signs.front() == '/' ? days_.date(year, t.parts[0], t.parts[1]) : std::nullopt;
  if (!day_first && !month_first) return nothing;
  out.day = day_first ? *day_first : *month_first;
  if (day_first && month_first && *day_first != *month_first) out.other = month_first;
  return out;
}

// A month of which no day is told ends with its last day of work.
std::optional<Day> Grammar::month_as_day(std::size_t at, int month, std::size_t end) const {
  const auto year = days_.year_of_month(month);
  if (!year) return Day{.end = end, .refused = true};
  return Day{.day = is(at, begin) ? days_.first_workday_of_month(*year, month) : days_.last_workday_of_month(*year, month), .end = end, .bare = false};
}

// "end of the week", "до конца следующей недели", "মাসের শেষে", "early next week"; the end of a day is an hour, see clock().
std::optional<Day> Grammar::edge_of(std::size_t at) const {
  const bool bengali = language_ == i18n::Language::bn;
  std::size_t i = at;
  int ahead = 0;
  const auto which = [&] {
    if (language_ == i18n::Language::en && is(i, within) && is(i + 1, month)) ++i;
    for (; is(i, filler) || is(i, of) || is(i, next) || is(i, this_) || is(i, coming) || is(i, on); ++i) ahead += is(i, next) || is(i, coming);
  };
  if (!bengali) {
    if (!is(i, end) && !is(i, begin) && !is(i, middle)) return std::nullopt;
    ++i;
  }
  which();
  const bool named = is(i, month);
  // "it ends on May 5", "we start next week" name no edge.
  if (named && (is(i - 1, on) || token(i + 1).plain_number())) return std::nullopt;
  if (token(at).word == "start" && !is(at + 1, of)) return std::nullopt;
  if (!named && !is(i, DateKind::unit)) return std::nullopt;
  const int what = token(i).meaning.value;
  ++i;
  std::size_t edge = at;
  if (bengali) {
    if (named && is(i, DateKind::unit) && token(i).meaning.value == kMonth) ++i;
    if (!is(i, end) && !is(i, begin) && !is(i, middle) && !(is(i, within) && i > at + 1)) return std::nullopt;
    edge = i++;
  }
  const bool begins = is(edge, begin);
  if (named && is(edge, middle)) return dated(std::nullopt, what, 15, i, false);
  if (named) return month_as_day(edge, what, i);
  const auto today = calendar::date_of(days_.today());
  const bool midway = is(edge, middle);
  // What has begun already cannot be promised.
  if ((begins || midway) && !ahead) return Day{.end = i, .refused = true};
  if (midway && what == kWeek) return Day{.day = days_.next_week_begins() + 2, .end = i, .bare = false};
  if (midway) return std::nullopt;
  if (what == kWeek) return Day{.day = begins ? days_.next_week_begins() : days_.end_of_week(ahead), .end = i, .bare = false};
  if (what == kMonth) {
    const int number = today.month - 1 + ahead, year = today.year + number / 12;
    return Day{.day = begins ? days_.first_workday_of_month(year, number % 12 + 1) : days_.last_workday_of_month(year, number % 12 + 1), .end = i, .bare = false};
  }
  if (what == kYear && !begins) return Day{.day = days_.last_workday_of_month(today.year + ahead, 12), .end = i, .bare = false};
  return std::nullopt;
}

// "this month", "следующего месяца", "আগামী মাসের": how many months from this one.
std::optional<int> Grammar::months_ahead(std::size_t& at) const {
  std::size_t i = at;
  while (is(i, of) || is(i, filler)) ++i;
  const bool later = is(i, next) || is(i, coming);
  if ((!later && !is(i, this_)) || !is(i + 1, DateKind::unit) || token(i + 1).meaning.value != kMonth) return std::nullopt;
  at = i + 2;
  return later ? 1 : 0;
}

// "next week", "на этой неделе", "আগামী সপ্তাহে", "next month", "in May".
std::optional<Day> Grammar::week(std::size_t at) const {
  const bool this_one = is(at, this_), later = is(at, next) || is(at, coming);
  const bool is_week = is(at + 1, DateKind::unit) && token(at + 1).meaning.value == kWeek;
  if ((this_one || later) && is_week) {
    if (language_ == i18n::Language::bn && is(at + 2, weekday))
      return Day{.day = days_.weekday_of_next_week(token(at + 2).meaning.value), .end = at + 3, .bare = false};
    return Day{.day = days_.end_of_week(later), .end = at + 2, .week = later, .bare = false};
  }
  if (is(at, DateKind::unit) && token(at).meaning.value == kWeek && is(at + 1, after) && is(at + 2, next)) return Day{.day = days_.end_of_week(2), .end = at + 3, .bare = false};
  std::size_t behind = at;
  if (const auto ahead = this_one || later ? months_ahead(behind) : std::nullopt) {
    const auto then = calendar::date_of(days_.after_months(*ahead));
    // আগামী মাসের ৫ তারিখে
    const DateToken& number = token(behind);
    if (language_ == i18n::Language::bn && number.plain_number() && is(behind + 1, date_mark)) return dated(then.year, then.month, number.parts[0], behind + 2, false);
    return Day{.day = days_.last_workday_of_month(then.year, then.month), .end = behind, .bare = false};
  }
  const bool bengali_month = language_ == i18n::Language::bn && is(at, month) && is(at + 1, DateKind::unit) && token(at + 1).meaning.value == kMonth;
  static const std::string locative = fold_for_dates("ে"), locative_te = fold_for_dates("তে");
  const bool bengali_case = language_ == i18n::Language::bn && is(at, month) && token(at).word.size() > 12 && (token(at).word.ends_with(locative) || token(at).word.ends_with(locative_te)) && !token(at + 1).plain_number() && (at == 0 || !token(at - 1).plain_number());
  if (bengali_case) return month_as_day(at, token(at).meaning.value, at + 1);
  const bool in_month = is(at, month) && at > 0 && (is(at - 1, within) || is(at - 1, on)) && !token(at + 1).plain_number();
  if (!bengali_month && !in_month) return std::nullopt;
  return month_as_day(at, token(at).meaning.value, at + (bengali_month ? 2 : 1));
}

// "the last Friday of the month", "в последний рабочий день октября", "মাসের শেষ শুক্রবার"
std::optional<Day> Grammar::last_of_month(std::size_t at) const {
  const auto month_from = [&](std::size_t& i) -> std::optional<std::pair<int, int>> {
    const auto today = calendar::date_of(days_.today());
    while (is(i, of) || is(i, filler) || is(i, this_)) ++i;
    if (is(i, month)) {
      const auto year = days_.year_of_month(token(i).meaning.value);
      return year ? std::optional(std::pair{*year, token(i++).meaning.value}) : std::nullopt;
    }
    const bool later = is(i, next) || is(i, coming);
    if (later) ++i;
    if (!is(i, DateKind::unit) || token(i).meaning.value != kMonth) return std::nullopt;
    ++i;
    const int number = today.month - 1 + later;
    return std::pair{today.year + number / 12, number % 12 + 1};
  };
  const auto built = [&](int year, int which, std::size_t named, std::size_t behind) -> std::optional<Day> {
    std::int64_t day = calendar::days_of(year, which, calendar::month_length(year, which));
    if (is(named, weekday)) {
      while (calendar::weekday_of(day) != token(named).meaning.value) --day;
    } else if (is(named, work) || (is(named, DateKind::unit) && token(named).meaning.value == kWorkDay)) {
      day = days_.last_workday_of_month(year, which);
    }
    return Day{.day = day, .end = behind, .refused = day < days_.today(), .bare = false};
  };
  const auto width = [&](std::size_t i) -> std::size_t {
    if (is(i, weekday)) return 1;
    if (is(i, work) && is(i + 1, DateKind::unit) && token(i + 1).meaning.value == kDay) return 2;
    return is(i, DateKind::unit) && (token(i).meaning.value == kDay || token(i).meaning.value == kWorkDay) ? 1 : 0;
  };
  if (language_ == i18n::Language::bn) {
    std::size_t i = at;
    const auto which = month_from(i);
    if (!which || !is(i, end) || !width(i + 1)) return std::nullopt;
    return built(which->first, which->second, i + 1, i + 1 + width(i + 1));
  }
  if (!is(at, last) || !width(at + 1)) return std::nullopt;
  std::size_t i = at + 1 + width(at + 1);
  const auto which = month_from(i);
  return which ? built(which->first, which->second, at + 1, i) : std::nullopt;
}

std::optional<Day> Grammar::named_day(std::size_t at) const {
  const std::size_t first = at;
  if (at > 0 && is(at - 1, each) && (is(at, weekday) || is(at, short_weekday))) return Day{.end = at + 1, .refused = true};
  if (language_ == i18n::Language::en && token(at).word == "day" && is(at + 1, after) && is(at + 2, DateKind::day) && token(at + 2).meaning.value == 1)
    return Day{.day = days_.today() + 2, .end = at + 3, .bare = false};
  if (auto found = last_of_month(at)) return found;
  if (is(at, last) && (is(at + 1, weekday) || is(at + 1, short_weekday) || is(at + 1, DateKind::day) || is(at + 1, DateKind::unit))) return Day{.end = at + 2, .refused = true};
  const bool following = is(at, next), nearest = is(at, coming) || is(at, this_);
  if (following || nearest) ++at;
  // "the next working day", "на следующий рабочий день", "next day"
  const bool one_day = is(at, DateKind::unit) && token(at).meaning.value == kDay, one_workday = is(at, DateKind::unit) && token(at).meaning.value == kWorkDay;
  if ((following || is(first, coming)) && (one_workday || (is(at, work) && is(at + 1, DateKind::unit) && token(at + 1).meaning.value == kDay)))
    return Day{.day = days_.after_workdays(1), .end = at + (one_workday ? 1 : 2), .bare = false};
  if (following && one_day && !token(at).word.ends_with("s") && token(at).word != "дней" && token(at).word != "дня") return Day{.day = days_.today() + 1, .end = at + 1, .bare = false};
  if (is(at, weekend)) return Day{.day = first > 0 && is(first - 1, by) ? days_.end_of_week(0) : days_.next_week_begins() - 1, .end = at + 1, .bare = false};
  const bool and_a_week = (is(at, DateKind::day) || is(at, weekday)) && language_ == i18n::Language::en && token(at + 1).is(DateKind::unit) && token(at + 1).meaning.value == kWeek && token(at + 1).word != "weeks";
  if (and_a_week) return Day{.day = (is(at, weekday) ? days_.next_weekday(token(at).meaning.value) : days_.today() + token(at).meaning.value) + 7, .end = at + 2, .bare = false};
  if (is(at, weekday) && is(at + 1, after) && is(at + 2, next)) return Day{.day = days_.weekday_of_next_week(token(at).meaning.value) + 7, .end = at + 3, .bare = false};
  if (is(at, DateKind::day)) {
    const int ahead = token(at).meaning.value;
    return Day{.day = days_.today() + ahead, .end = at + 1, .refused = ahead < 0, .bare = false};
  }
  if (!is(at, weekday) && !is(at, short_weekday)) return std::nullopt;
  if (first > 0 && (token(first - 1).word == "black" || token(first - 1).word == "черная" || token(first - 1).word == "черную" || token(first - 1).word == "черной")) return Day{.end = at + 1, .refused = true};
  // "Mon-Fri" are opening hours.
  if (sign(at + 1, '-') && (is(at + 2, weekday) || is(at + 2, short_weekday))) return Day{.end = at + 4, .refused = true};
  const int wanted = token(at).meaning.value;
  Day out{.day = days_.next_weekday(wanted), .end = at + 1, .weekday = wanted, .bare = is(at, short_weekday) && at == first};
  out.today_as_weekday = calendar::weekday_of(days_.today()) == wanted;
  if (following && language_ != i18n::Language::bn) {
    const std::int64_t of_next_week = days_.weekday_of_next_week(wanted);
    if (of_next_week != out.day) out.other = out.day;
    out.day = of_next_week;
    out.today_as_weekday = false;
  }
  if (is(at + 1, filler)) out.end = at + 1;
  return out;
}

std::optional<Day> Grammar::day(std::size_t at) const {
  if (language_ == i18n::Language::bn)
    if (auto found = last_of_month(at)) return found;
  if (is(at, tonight)) return Day{.day = days_.today(), .end = at, .bare = false};  // its hour is read by clock()
  if (auto found = edge_of(at)) return found;
  if (auto found = week(at)) return found;
  if (auto found = number_date(at)) return found;
  if (auto found = written_date(at)) return found;
  return named_day(at);
}

}  // namespace sahay::promises
