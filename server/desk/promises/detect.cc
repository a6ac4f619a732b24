#include "desk/promises/detect.h"

#include <algorithm>

#include "desk/promises/date_idioms.h"
#include "desk/promises/detect_pieces.h"

namespace sahay::promises {
namespace {

using enum DateKind;

constexpr std::size_t kMost = 10;

// Walks over the tokens of a text and puts days and hours together.
class Reader {
 public:
  Reader(std::string_view text, i18n::Language language, const Moment& moment)
      : tokens_(plain_tokens(date_tokens(text, language), language)), language_(language), days_(moment), grammar_(tokens_, language, days_) {}

  std::vector<Detected> read() {
    for (std::size_t at = 0; at < tokens_.size() && out_.size() < kMost;) {
      if (at >= sentence_end_) begin_sentence(at);
      const std::size_t next = step(at);
      at = std::max(next, at + 1);
    }
    return std::move(out_);
  }

 private:
  void begin_sentence(std::size_t at) {
    past_ = future_ = false;
    for (sentence_end_ = at; sentence_end_ < tokens_.size(); ++sentence_end_) {
      const DateToken& t = tokens_[sentence_end_];
      past_ = past_ || (t.is(past) && !passive(sentence_end_));
      future_ = future_ || t.is(future);
      const bool ends = t.sign == '.' || t.sign == '!' || t.sign == '?';
      if (ends && sentence_end_ > at) break;
    }
    ++sentence_end_;
  }

  // "is made within a week" tells of what is to come.
  bool passive(std::size_t at) const {
    if (language_ != i18n::Language::en || at == 0) return false;
    const std::string& before = tokens_[at - 1].word;
    return before == "is" || before == "are" || before == "be" || before == "get" || before == "gets";
  }
  // "every day at 9:00"
  bool habit(std::size_t at) const {
    while (at > 0 && (tokens_[at - 1].is(on) || tokens_[at - 1].is(by) || tokens_[at - 1].is(filler) || tokens_[at - 1].is(unit))) --at;
    return at > 0 && tokens_[at - 1].is(each);
  }
  bool told_of_the_past() const { return past_ && !future_; }
  bool cued(std::size_t at) const {
    std::size_t i = at;
    while (i > 0 && (tokens_[i - 1].is(filler) || tokens_[i - 1].is(work))) --i;
    if (i == 0) return false;
    const DateToken& t = tokens_[i - 1];
    return t.is(by) || t.is(on) || t.is(this_) || t.is(next) || t.is(coming) || t.is(after);
  }
  // "since Monday", "с понедельника", "সোমবার থেকে".
  bool since_then(std::size_t at, std::size_t end) const {
    std::size_t i = at;
    while (i > 0 && tokens_[i - 1].is(filler)) --i;
    if (language_ == i18n::Language::bn) return grammar_.is(end, since);
    if (i > 0 && tokens_[i - 1].is(since)) return true;
    // "from 9:00 to 18:00", "с 9:00 до 18:00"
    for (std::size_t back = 1; back <= 4 && back < i; ++back)
      if (tokens_[i - 1 - back].is(since) && i >= 2 && tokens_[i - 2].number()) return true;
    return false;
  }
  std::size_t over_connectors(std::size_t at) const {
    std::size_t i = at;
    for (int skipped = 0; skipped < 3; ++skipped) {
      const DateToken& t = grammar_.token(i);
      const bool bengali_ending = t.glued && t.sign == '-';
      const bool connects = t.is(on) || t.is(by) || t.is(filler) || t.is(after) || t.sign == ',' || bengali_ending || (t.is(this_) && language_ == i18n::Language::en);
      if (!connects) break;
      ++i;
    }
    return i;
  }

  std::size_t step(std::size_t at) {
    if (const auto span = grammar_.span(at)) {
      if (!span->refused && !told_of_the_past()) add(at, span->end, span->at);
      return span->end;
    }
    if (auto day = grammar_.day(at)) return from_day(at, *day);
    if (const auto clock = grammar_.clock(at, false)) return from_clock(at, *clock);
    return at + 1;
  }

  // A day, perhaps told twice ("Friday, 13 November"), perhaps with an hour behind it.
  std::size_t from_day(std::size_t at, Day day) {
    std::size_t end = day.end;
    std::optional<ClockTime> clock;
    for (int i = 0; i < 2; ++i) {
      const std::size_t behind = over_connectors(end);
      if (!clock) {
        if (auto found = grammar_.clock(behind, true)) {
          clock = found;
          end = found->end;
          continue;
        }
      }
      auto more = day.refused ? std::nullopt : grammar_.day(behind);
      if (!more || more->refused || clock) break;
      day = together(day, *more);
      end = more->end;
    }
    if (clock && clock->refused) clock.reset();
    const bool refused = day.refused || told_of_the_past() || since_then(at, end) || (day.bare && !cued(at) && !clock);
    if (!refused) settle(at, end, day, clock);
    return std::max(end, at + 1);
  }

  // "Friday, 13 November" and "13 November, a Friday" are the 13th; "next week on Friday" is the Friday of next week.
  Day together(const Day& first, const Day& second) const {
    const Day& weekday = first.weekday >= 0 ? first : second;
    const Day& said = first.weekday >= 0 ? second : first;
    Day out = said;
    if (weekday.weekday < 0) {
      out = second;
    } else if (said.weekday < 0 && said.week == 0) {
      out = weekday;
    } else if (said.weekday < 0 && said.week == 1) {
      out.day = days_.weekday_of_next_week(weekday.weekday);
    }
    out.bare = out.today_as_weekday = false;
    return out;
  }

  std::size_t from_clock(std::size_t at, const ClockTime& clock) {
    if (clock.refused || habit(at)) return clock.end;
    const std::size_t behind = over_connectors(clock.end);
    auto day = grammar_.day(behind);
    if (day && day->end == behind) day.reset();
    const bool refused = told_of_the_past() || since_then(at, clock.end);
    if (day && !day->refused) {
      if (!refused && !since_then(behind, day->end)) settle(at, day->end, *day, clock);
      return day->end;
    }
    if (day && day->refused) return day->end;
    const bool opens = language_ == i18n::Language::bn && grammar_.is(clock.end, of);
    if (refused || opens || !clock.alone || (clock.bare && !cued(at) && language_ != i18n::Language::bn)) return clock.end;
    if (language_ == i18n::Language::bn && clock.bare && !bengali_cue(clock.end)) return clock.end;
    const std::int64_t today = days_.today();
    Time moment = days_.at(today, clock.minutes);
    if (moment <= days_.now()) moment = clock.minutes == kClose ? days_.at(today, 1439) : days_.at(today + 1, clock.minutes);
    add(at, clock.end, moment);
    return clock.end;
  }
  bool bengali_cue(std::size_t at) const {
    for (std::size_t i = at; i < at + 3 && i < tokens_.size(); ++i)
      if (tokens_[i].is(within) || tokens_[i].is(by) || tokens_[i].is(ago)) return true;
    return false;
  }

  void settle(std::size_t at, std::size_t end, const Day& day, const std::optional<ClockTime>& clock) {
    const int minutes = clock ? clock->minutes : kClose;
    std::optional<Time> other;
    if (day.other) other = days_.at(*day.other, minutes);
    Time moment = days_.at(day.day, minutes);
    if (day.today_as_weekday && clock && minutes != kClose && days_.at(days_.today(), minutes) > days_.now()) {
      other = moment;
      moment = days_.at(days_.today(), minutes);
    }
    if (moment <= days_.now()) {
      // What was to be said today and has no hour has until midnight.
      if (minutes != kClose || day.day != days_.today()) return;
      moment = days_.at(day.day, 1439);
      if (moment <= days_.now()) return;
    }
    add(at, end, moment, other);
  }

  void add(std::size_t at, std::size_t end, Time moment, std::optional<Time> other = {}) {
    // "by", "до" in front belongs to it for the reader.
    std::size_t from = at;
    while (from > 0 && (tokens_[from - 1].is(by) || tokens_[from - 1].is(on) || tokens_[from - 1].is(filler) || tokens_[from - 1].is(within) || tokens_[from - 1].is(after))) --from;
    out_.push_back({tokens_[from].begin, tokens_[std::min(end, tokens_.size()) - 1].end, moment, other});
  }

  std::vector<DateToken> tokens_;
  i18n::Language language_;
  Days days_;
  Grammar grammar_;
  std::vector<Detected> out_;
  std::size_t sentence_end_ = 0;
  bool past_ = false, future_ = false;
};

}  // namespace

std::vector<Detected> detect(std::string_view text, i18n::Language language, const Moment& moment) { return Reader(text, language, moment).read(); }

i18n::Language language_by_letters(std::string_view text) {
  std::size_t bengali = 0, cyrillic = 0, latin = 0;
  for (std::size_t i = 0; i < text.size() && i < 20'000; ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    bengali += c == 0xE0 && i + 1 < text.size() && (static_cast<unsigned char>(text[i + 1]) == 0xA6 || static_cast<unsigned char>(text[i + 1]) == 0xA7);
    cyrillic += c == 0xD0 || c == 0xD1;
    latin += (c | 32) >= 'a' && (c | 32) <= 'z';
  }
  if (bengali > cyrillic && bengali * 2 > latin) return i18n::Language::bn;
  return cyrillic * 2 > latin && cyrillic > 0 ? i18n::Language::ru : i18n::Language::en;
}

}  // namespace sahay::promises
