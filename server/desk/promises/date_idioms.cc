#include "desk/promises/date_idioms.h"

#include "desk/promises/date_rewriter.h"

namespace sahay::promises {
namespace {

using enum DateKind;
using i18n::Language;

constexpr int kHalfHour = 100;  // полчаса

// An hour that is told, with its minutes, and the token behind it.
struct Told {
  int hour = 0, minute = 0;
  std::size_t end = 0;
  bool settled = false;  // "pm", "вечера": the hour of the day is known
};

class Idioms : DateRewriter {
 public:
  Idioms(std::vector<DateToken> tokens, Language language) : DateRewriter(std::move(tokens), language) {}

  std::vector<DateToken> plain() {
    each_token([this](std::size_t at) {
      if (const std::size_t end = any(at); end != at) return end;
      return language_ == Language::en ? english(at) : language_ == Language::ru ? russian(at) : bengali(at);
    });
    return std::move(in_);
  }

 private:
  std::optional<Told> hour(std::size_t at) const {
    const DateToken& t = token(at);
    Told out{.end = at + 1};
    if (t.parts.size() == 2 && (t.signs == ":" || (t.signs == "." && (language_ == Language::ru || is(at + 1, am) || is(at + 1, pm)))) && t.widths[1] == 2) {
      out.hour = t.parts[0], out.minute = t.parts[1], out.settled = language_ != Language::en || t.widths[0] == 2;
    } else if (const auto n = whole(at)) {
      out.hour = *n;
      out.settled = *n > 12;
      if (is(out.end, hour_mark) || (language_ == Language::ru && unit_is(out.end, kHour))) ++out.end;
    } else {
      return std::nullopt;
    }
    const bool of_day = language_ == Language::ru && token(out.end).word == "дня";
    if (is(out.end, am) || is(out.end, pm) || of_day) {
      if (out.hour <= 12) out.hour = of_day ? usual_hour(out.hour) : out.hour % 12 + (is(out.end, pm) ? 12 : 0);
      out.settled = true;
      ++out.end;
    }
    if (out.hour > 24 || out.minute > 59) return std::nullopt;
    return out;
  }
  std::size_t write_hour(std::size_t from, const Told& told) { return write_clock(from, told.end, told.settled ? told.hour : usual_hour(told.hour), told.minute); }
  // A range of hours ends with what can be held: its end.
  std::size_t write_range(std::size_t from, const Told& to) {
    write(from, from + 1, on);
    return write_hour(from, to);
  }

  // "two or three days", "два-три дня", "দুই-তিন দিন", "2 to 3 hours", "1.5 hours", "1,5 часа"
  std::size_t any(std::size_t at) {
    const DateToken& t = token(at);
    const auto first = whole(at);
    const bool joined = token(at + 1).sign == '-' || word(at + 1, {"or", "to", "или", "বা", "থেকে"});
    if (first && joined && measures(at + 3)) {
      if (const auto second = whole(at + 2); second && *second > *first) return write(at, at + 3, number, *second * 2), at + 3;
    }
    if (t.parts.size() == 2 && t.signs == "." && t.parts[1] == 5 && t.widths[1] == 1 && measures(at + 1)) return write(at, at + 1, number, t.parts[0] * 2 + 1), at + 1;
    const DateToken& behind = token(at + 2);
    if (t.plain_number() && token(at + 1).sign == ',' && behind.plain_number() && behind.glued && behind.parts[0] == 5 && measures(at + 3)) return write(at, at + 3, number, t.parts[0] * 2 + 1), at + 3;
    // "from Monday to Friday" says when somebody is there.
    if (word(at, {"from", "с", "со"}) && is(at + 1, weekday) && word(at + 2, {"to", "till", "until", "through", "по", "до"}) && is(at + 3, weekday)) return at + 4;
    if (language_ == Language::bn && is(at, weekday) && is(at + 1, since) && is(at + 2, weekday)) return at + 3;
    // Friday 10-12, Friday 10:00-12:00
    const bool hours = t.signs == "-" && t.widths[0] <= 2 && t.widths[1] <= 2 && t.parts[0] < t.parts[1] && t.parts[1] <= 24 && !measures(at + 1) && !is(at + 1, month);
    if (hours && day_before()) return write_clock(at, at + 1, usual_hour(t.parts[1]), 0);
    if (t.signs == ":-:" && t.parts[2] < 24 && t.parts[3] < 60 && day_before()) return write_clock(at, at + 1, t.parts[2], t.parts[3]);
    return at;
  }

  std::size_t english(std::size_t at) {
    if (const std::size_t end = english_hour(at); end != at) return end;
    if (const std::size_t end = english_length(at); end != at) return end;
    const bool from_to = word(at, {"from", "between"});
    const auto first = from_to ? hour_or_noon(at + 1) : std::nullopt;
    if (first && (word(first->end, {"to", "and", "till", "until"}) || token(first->end).sign == '-')) {
      const auto second = hour_or_noon(first->end + 1);
      if (second && (day_before() || day_behind(second->end))) return write_range(at, *second);
    }
    return at;
  }
  std::optional<Told> hour_or_noon(std::size_t at) const {
    if (is(at, noon)) return Told{.hour = token(at).meaning.value / 60, .minute = token(at).meaning.value % 60, .end = at + 1, .settled = true};
    return hour(at);
  }
  // "half past four", "a quarter to three", "ten past five", "7 in the evening", "by 10 tomorrow morning"
  std::size_t english_hour(std::size_t at) {
    std::size_t i = at;
    if (word(i, {"a"}) && word(i + 1, {"quarter"})) ++i;
    const auto named = word(i, {"quarter"}) ? std::optional(15) : word(i, {"half"}) ? std::optional(30) : wrote(on) || wrote(by) ? whole(i) : std::nullopt;
    if (named && *named < 60 && word(i + 1, {"past", "to"})) {
      auto told = hour(i + 2);
      if (told && told->minute == 0 && !measures(told->end)) {
        const int minutes = told->hour * 60 + (word(i + 1, {"past"}) ? *named : -*named);
        told->hour = minutes / 60, told->minute = minutes % 60;
        return write_hour(at, *told);
      }
    }
    auto told = hour(at);
    if (!out_.empty() && out_.back().word == "at") {
      const DateToken& t = token(at);
      if (t.signs == "." && t.parts.size() == 2 && t.widths[0] <= 2 && t.widths[1] == 2 && t.parts[0] < 24 && t.parts[1] < 60) return write_clock(at, at + 1, usual_hour(t.parts[0]), t.parts[1]);
    }
    // "3pm or 4pm tomorrow": the later one can be held
    if (told && (word(told->end, {"or", "to"}) || token(told->end).sign == '-')) {
      const auto later = hour_or_noon(told->end + 1);
      if (later && (told->settled || later->settled) && (day_behind(later->end) || day_before())) return write_hour(at, *later);
    }
    if (!told || told->hour > 12) return at;
    if ((wrote(on) || wrote(by)) && is(told->end, this_) && is(told->end + 1, part)) return write_clock(at, told->end + 2, in_part(told->hour, token(told->end + 1)), told->minute);
    if ((wrote(on) || wrote(by)) && is(told->end, tonight)) return write_clock(at, told->end + 1, told->settled ? told->hour : told->hour % 12 + 12, told->minute);
    if (word(told->end, {"in"}) && word(told->end + 1, {"the"}) && is(told->end + 2, part)) {
      const std::size_t end = told->end + 3;
      return write_clock(at, end, in_part(told->hour, token(end - 1)), told->minute);
    }
    const bool before_day = (wrote(on) || wrote(by)) && (is(told->end, day) || is(told->end, weekday)) && !is(told->end, month);
    if (!before_day) return at;
    const std::size_t behind = told->end + 1;
    if (!is(behind, part)) return write_hour(at, *told);
    write_clock(at, told->end, in_part(told->hour, token(behind)), told->minute);
    out_.push_back(in_[told->end]);
    out_.back().end = in_[behind].end;
    return behind + 1;
  }
  static int in_part(int hour, const DateToken& part) {
    if (hour > 12) return hour;
    return part.word == "morning" ? hour % 12 : hour % 12 + 12;
  }
  // "an hour and a half", "two and a half hours", "in the next two hours", "within the hour", "two days from now", "a fortnight"
  std::size_t english_length(std::size_t at) {
    const auto and_a_half = [&](std::size_t i) { return word(i, {"and"}) && word(i + 1, {"a"}) && word(i + 2, {"half"}); };
    if (word(at, {"a", "an", "one"}) && is(at + 1, DateKind::unit) && and_a_half(at + 2)) {
      write(at, at + 1, number, 3);
      write(at + 1, at + 5, DateKind::unit, token(at + 1).meaning.value);
      return at + 5;
    }
    if (const auto n = whole(at); n && and_a_half(at + 1) && is(at + 4, DateKind::unit)) return write(at, at + 4, number, *n * 2 + 1), at + 4;
    if (is(at, within) || word(at, {"over", "during"})) {
      std::size_t i = at + 1;
      if (word(i, {"the"})) ++i;
      const bool following = is(i, next) || is(i, coming);
      const bool counted = (whole(i + 1) && measures(i + 2)) || word(i + 1, {"couple"}) || (word(i + 1, {"a"}) && word(i + 2, {"couple"}));
      if (following && counted) return write(at, i + 1, within), i + 1;
      // "within the next hour or two"
      const auto more = i > at + 1 && unit_is(i + following, kHour) && word(i + following + 1, {"or"}) ? whole(i + following + 2) : std::nullopt;
      if (more) return write(at, i, within), write(i, i + following + 1, number, *more * 2), write(i, i + following + 3, DateKind::unit, kHour), i + following + 3;
      if (i > at + 1 && unit_is(i + following, kHour) && and_a_half(i + following + 1)) return write(at, i, within), write(i, i + following + 1, number, 3), write(i, i + following + 4, DateKind::unit, kHour), i + following + 4;
      if (i > at + 1 && unit_is(i + following, kHour)) return write(at, i, within), write(i, i + following + 1, number, 2), write(i, i + following + 1, DateKind::unit, kHour), i + following + 1;
    }
    if (word(at, {"a", "one"}) && word(at + 1, {"fortnight"})) return write(at, at + 1, number, 4), write(at + 1, at + 2, DateKind::unit, kWeek), at + 2;
    const bool counted = whole(at) || word(at, {"a", "an"});
    // "an hour or two"
    if (const auto more = counted && is(at + 1, DateKind::unit) && word(at + 2, {"or"}) ? whole(at + 3) : std::nullopt; more && !measures(at + 4)) {
      write(at, at + 1, number, *more * 2);
      write(at + 1, at + 4, DateKind::unit, token(at + 1).meaning.value);
      return at + 4;
    }
    if (counted && is(at + 1, DateKind::unit) && word(at + 2, {"from"}) && word(at + 3, {"now", "today"})) {
      write(at, at + 1, within);
      out_.push_back(in_[at]);
      write(at + 1, at + 4, DateKind::unit, token(at + 1).meaning.value);
      return at + 4;
    }
    return at;
  }

  std::size_t russian(std::size_t at) {
    if (const std::size_t end = russian_hour(at); end != at) return end;
    if (const std::size_t end = russian_length(at); end != at) return end;
    const bool halves = (wrote(on) || is(at, on)) && word(is(at, on) ? at + 1 : at, {"первой", "второй"});
    if (const std::size_t i = is(at, on) ? at + 1 : at; halves && word(i + 1, {"половине"}) && word(i + 2, {"дня"})) {
      write(at, i + 3, part, word(i, {"первой"}) ? 720 : kAfternoon);
      return i + 3;
    }
    if (word(at, {"завтрашнего", "сегодняшнего", "завтрашний", "сегодняшний"}) && unit_is(at + 1, kDay)) {
      if (wrote(end) || wrote(within)) out_.pop_back();
      write(at, at + 2, day, token(at).word.starts_with("завтра"));
      return at + 2;
    }
    if (word(at, {"завтрашнего", "сегодняшнего", "завтрашнему", "сегодняшнему"}) && word(at + 1, {"вечера", "вечеру", "утра", "утру"})) {
      write(at, at + 1, day, token(at).word.starts_with("завтра"));
      write(at + 1, at + 2, part, token(at + 1).word.starts_with("веч") ? 1260 : 720);
      return at + 2;
    }
    // "двадцать пятого февраля"
    if (const auto tens = token(at).is(number) ? whole(at) : std::nullopt; tens && *tens >= 20 && is(at + 1, ordinal) && token(at + 1).meaning.value < 10) return write(at, at + 2, ordinal, *tens + token(at + 1).meaning.value), at + 2;
    // "2027 г. в 10:00"
    const bool dated = !out_.empty() && out_.back().number() && out_.back().widths.back() == 4;
    if (dated && word(at, {"г"})) return at + (token(at + 1).sign == '.' && (is(at + 2, on) || is(at + 2, by) || token(at + 2).number()) ? 2 : 1);
    const auto first = word(at, {"с", "со", "между"}) ? hour(at + 1) : std::nullopt;
    if (first && word(first->end, {"до", "и"})) {
      const auto second = hour(first->end + 1);
      if (second && (day_before() || day_behind(second->end))) return write_range(at, *second);
    }
    return at;
  }
  // "в половине пятого", "полпятого", "без четверти три", "четверть пятого", "до шести вечера", "в час дня", "в 15-30"
  std::size_t russian_hour(std::size_t at) {
    const auto with_part = [&](int minutes, std::size_t end) {
      Told told{.hour = minutes / 60, .minute = minutes % 60, .end = end};
      if (word(end, {"утра", "вечера", "дня"})) {
        told.hour = word(end, {"утра"}) ? told.hour % 12 : word(end, {"вечера"}) ? told.hour % 12 + 12 : usual_hour(told.hour);
        told.settled = true;
        ++told.end;
      }
      return write_hour(at, told);
    };
    const bool half = word(at, {"половине", "половина", "половину"}), quarter = word(at, {"четверть"});
    if ((half || quarter) && is(at + 1, ordinal) && token(at + 1).meaning.value <= 12) return with_part((token(at + 1).meaning.value - 1) * 60 + (half ? 30 : 15), at + 2);
    if (token(at).word.starts_with("пол"))
      if (const Meaning which = meaning_of(std::string_view(token(at).word).substr(6), language_); which.kind == ordinal && which.value <= 12) return with_part(which.value * 60 - 30, at + 1);
    if (word(at, {"без"})) {
      const auto less = word(at + 1, {"четверти"}) ? std::optional(15) : whole(at + 1);
      const std::size_t behind = word(at + 2, {"минут"}) ? at + 3 : at + 2;
      const auto which = whole(behind);
      if (less && which && *less < 60 && *which >= 1 && *which <= 12) return with_part(*which * 60 - *less, behind + 1);
    }
    if (!wrote(on) && !wrote(by)) return at;
    if (is(at, number)) {
      const auto told = hour(at);
      if (told && told->settled && told->hour <= 24) return write_hour(at, *told);
    }
    if (out_.back().word == "к" && token(at).is(number) && (token(at + 1).word.empty() || dayish(token(at + 1))))
      if (const auto told = hour(at); told && told->hour <= 12) return write_hour(at, *told);
    if (unit_is(at, kHour) && word(at + 1, {"дня", "ночи"})) return write_clock(at, at + 2, word(at + 1, {"дня"}) ? 13 : 1, 0);
    const DateToken& t = token(at);
    const bool dashed = t.signs == "-" && t.widths[0] <= 2 && t.widths[1] == 2 && t.parts[0] < 24 && t.parts[1] < 60 && (t.parts[1] % 15 == 0 || t.parts[1] > 24);
    if (dashed && !measures(at + 1) && !is(at + 1, month)) return write_clock(at, at + 1, t.parts[0], t.parts[1]);
    return at;
  }
  // "в ближайшие два часа", "в ближайший час", "в течение ближайших 30 минут", "через час-два"
  std::size_t russian_length(std::size_t at) {
    std::size_t i = at;
    // "через час-два"
    if (is(i, DateKind::unit) && token(i + 1).sign == '-')
      if (const bool more = token(i + 2).is(number) || token(i + 2).plain_number(); more && !measures(i + 3)) return write(i, i + 1, number, token(i + 2).is(number) ? token(i + 2).meaning.value : token(i + 2).parts[0] * 2), write(i, i + 3, DateKind::unit, token(i).meaning.value), i + 3;
    if (is(i, on) || is(i, within)) ++i;
    if (i == at || !(is(i, coming) || is(i, next))) return at;
    if (whole(i + 1) && measures(i + 2)) return write(at, i + 1, within), i + 1;
    if (unit_is(i + 1, kHour) || unit_is(i + 1, kHalfHour)) return write(at, i + 1, within), i + 1;
    return at;
  }

  std::size_t bengali(std::size_t at) {
    if (const std::size_t end = bengali_length(at); end != at) return end;
    // "২০২৭ সালের ১৫ মার্চ"
    const DateToken& t = token(at);
    if (t.plain_number() && t.widths[0] == 4 && (token(at + 1).word == "সালের" || token(at + 1).word == "সাল") && token(at + 2).plain_number() && is(at + 3, month)) {
      out_.push_back(in_[at + 2]);
      out_.back().begin = t.begin;
      out_.push_back(in_[at + 3]);
      out_.push_back(t);
      out_.back().end = in_[at + 3].end;
      return at + 4;
    }
    // "সকাল ১০টা থেকে দুপুর ১২টার মধ্যে"; with পর্যন্ত it is when somebody is there
    const auto over_part = [&](std::size_t i) {
      if (is(i, part)) ++i;
      return is(i, plus_half) || is(i, plus_quarter) || is(i, less_quarter) ? i + 1 : i;
    };
    const auto first = bengali_hour(over_part(at));
    if (first && is(first->end, since)) {
      const std::size_t to = over_part(first->end + 1);
      const auto second = bengali_hour(to);
      if (second && is(second->end, within)) return first->end + 1;
    }
    // "৪টা ৩০ মিনিটে"
    if (t.plain_number() && t.parts[0] < 24 && is(at + 1, hour_mark) && token(at + 2).plain_number() && token(at + 2).parts[0] < 60 && unit_is(at + 3, kMinute) && !is(at + 4, within) && !is(at + 4, after))
      return write_clock(at, at + 4, wrote(part) ? t.parts[0] : usual_hour(t.parts[0]), token(at + 2).parts[0]);
    return at;
  }
  std::optional<Told> bengali_hour(std::size_t at) const {
    const DateToken& t = token(at);
    if (t.plain_number() && t.parts[0] <= 24 && is(at + 1, hour_mark)) return Told{.hour = t.parts[0], .end = at + 2};
    if (t.signs == ":" && t.parts.size() == 2) return Told{.hour = t.parts[0], .minute = t.parts[1], .end = at + 1};
    if (!t.word.empty() && spoken_hour(t.word)) return Told{.end = at + 1};
    return std::nullopt;
  }
  // One word for both: আধঘণ্টার, ঘণ্টাখানেকের, দুদিনের, দু'দিনের
  std::size_t bengali_length(std::size_t at) {
    const std::string_view word = token(at).word;
    if (word.empty() || token(at).meaning.kind != DateKind::none) return at;
    if (const std::size_t some = word.find("খানেক"); some != std::string_view::npos && some > 0) {
      if (const Meaning what = meaning_of(word.substr(0, some), language_); what.kind == DateKind::unit) return write_length(at, 2, what.value);
      return at;
    }
    for (std::size_t cut = 3; cut < word.size() && cut <= 21; ++cut) {
      if ((static_cast<unsigned char>(word[cut]) & 0xC0) == 0x80) continue;
      const Meaning many = meaning_of(word.substr(0, cut), language_);
      if (many.kind != number) continue;
      const Meaning what = meaning_of(word.substr(word[cut] == '\'' ? cut + 1 : cut), language_);
      if (what.kind == DateKind::unit) return write_length(at, many.value, what.value);
    }
    return at;
  }
  std::size_t write_length(std::size_t at, int halves, int unit) {
    write(at, at + 1, number, halves);
    write(at, at + 1, DateKind::unit, unit);
    return at + 1;
  }
};

}  // namespace

std::vector<DateToken> plain_tokens(std::vector<DateToken> tokens, Language language) { return Idioms(std::move(tokens), language).plain(); }

}  // namespace sahay::promises
