#include "desk/promises/date_shorthands.h"

#include "desk/promises/date_rewriter.h"

namespace sahay::promises {
namespace {

using enum DateKind;
using i18n::Language;

class Shorthands : DateRewriter {
 public:
  Shorthands(std::vector<DateToken> tokens, Language language) : DateRewriter(std::move(tokens), language) {}

  std::vector<DateToken> plain() {
    each_token([this](std::size_t at) { return written_short(at); });
    each_token([this](std::size_t at) { return number(at); });
    each_token([this](std::size_t at) { return length(at); });
    return std::move(in_);
  }

 private:
  // "18 сент.", "Tues.", "3 раб. дня", "18-ти", "24-х"
  std::size_t written_short(std::size_t at) {
    const DateToken& t = token(at);
    if (language_ == Language::ru && t.plain_number() && token(at + 1).sign == '-' && token(at + 1).glued && token(at + 2).glued && word(at + 2, {"ти", "и", "х", "ми", "мя", "часовой"})) {
      out_.push_back(t);
      out_.back().end = in_[at + 2].end;
      return at + 3;
    }
    const bool brief = t.is(month) || t.is(short_weekday) || t.is(DateKind::unit) || t.is(work) || t.is(filler) || t.is(date_mark);
    if (!brief || t.word.size() > 8 || token(at + 1).sign != '.' || !token(at + 1).glued) return at;
    const DateToken& behind = token(at + 2);
    const bool goes_on = behind.number() || behind.sign == ',' || behind.is(on) || behind.is(by) || behind.is(DateKind::unit) || behind.is(month) || behind.is(part) || behind.is(noon);
    const bool known = word(at, {"jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov", "dec", "mon", "tue", "tues", "wed", "weds", "thu", "thur", "thurs", "fri", "sat", "sun", "min", "mins", "hr", "hrs", "approx",
                                    "янв", "фев", "февр", "мар", "апр", "авг", "сен", "сент", "окт", "ноя", "нояб", "дек", "пн", "вт", "ср", "чт", "пт", "сб", "вс", "раб", "мин", "ч", "дн", "нед", "мес", "сут", "прим"});
    if (!known || !goes_on) return at;
    out_.push_back(t);
    out_.back().end = in_[at + 1].end;
    return at + 2;
  }

  // "forty-five", "twenty four", "сорок пять", "1700 hours"
  std::size_t number(std::size_t at) {
    const DateToken& t = token(at);
    const bool less = !out_.empty() && out_.back().word == "без";  // "без двадцати четыре"
    const bool tens = !less && t.is(DateKind::number) && t.meaning.value >= 40 && t.meaning.value % 20 == 0;
    const std::size_t ones = language_ == Language::en && token(at + 1).sign == '-' ? at + 2 : at + 1;
    if (tens && is(ones, DateKind::number) && token(ones).meaning.value <= 18 && token(ones).meaning.value % 2 == 0 && token(ones).word != "a" && token(ones).word != "an")
      return write(at, ones + 1, DateKind::number, t.meaning.value + token(ones).meaning.value);
    // "পাঁচটি কাজের দিন"
    static const std::string pieces = fold_for_dates("টি");
    if (language_ == Language::bn && t.word.ends_with(pieces) && measures(at + 1))
      if (const Meaning many = meaning_of(std::string_view(t.word).substr(0, t.word.size() - pieces.size()), language_); many.kind == DateKind::number) return write(at, at + 1, DateKind::number, many.value);
    if (language_ == Language::bn && t.plain_number() && token(at + 1).word == pieces && token(at + 1).glued && measures(at + 2)) return out_.push_back(t), at + 2;
    const bool military = language_ == Language::en && t.plain_number() && t.widths[0] == 4 && t.parts[0] % 100 < 60 && t.parts[0] < 2400 && word(at + 1, {"hours", "hrs", "h"});
    if (military) return write_clock(at, at + 2, t.parts[0] / 100, t.parts[0] % 100);
    return at;
  }

  // "1 h 30 min", "часа через два", "минут через 20", "ঘণ্টা দুয়েক", "দু-এক দিন", "today or tomorrow"
  std::size_t length(std::size_t at) {
    if (const std::size_t end = hours_and_minutes(at); end != at) return end;
    const bool or_else = token(at + 1).sign == '-' || token(at + 1).sign == '/' || word(at + 1, {"or", "или", "бы", "বা", "কিংবা", "অথবা"});
    if (is(at, day) && or_else && is(at + 2, day) && token(at + 2).meaning.value > token(at).meaning.value && token(at).meaning.value >= 0) return write(at, at + 3, day, token(at + 2).meaning.value);
    const bool of_week = is(at, weekday) && is(at + 2, weekday) && word(at + 1, {"or", "или", "বা", "কিংবা", "অথবা"});
    if (of_week) return write(at, at + 3, weekday, token(at + 2).meaning.value);
    if (language_ == Language::ru && is(at, DateKind::unit) && token(at).meaning.value != 100 && word(at + 1, {"через", "за"})) {
      if (const auto many = whole(at + 2); many && !measures(at + 3)) {
        const int value = token(at).meaning.value;
        const auto later = token(at + 3).sign == '-' ? whole(at + 4) : std::nullopt;
        const std::size_t end = later ? at + 5 : at + 3;
        write(at, at + 1, within);
        write(at + 1, end, DateKind::number, later.value_or(*many) * 2);
        return write(end - 1, end, DateKind::unit, value);
      }
    }
    if (language_ == Language::bn) return bengali_some(at);
    return at;
  }

  // As a length behind "within", else as the hour of a clock.
  std::size_t hours_and_minutes(std::size_t at) {
    const auto hours = whole(at), minutes = unit_is(at + 1, kHour) ? whole(at + 2) : std::nullopt;
    if (!hours || !minutes || *minutes >= 60 || !unit_is(at + 3, kMinute)) return at;
    const bool bengali = language_ == Language::bn;
    if (bengali ? is(at + 4, within) || is(at + 4, after) : wrote(within)) {
      write(at, at + 3, DateKind::number, (*hours * 60 + *minutes) * 2);
      return write(at + 3, at + 4, DateKind::unit, kMinute);
    }
    if (language_ == Language::ru && (wrote(on) || wrote(by)) && *hours < 24) return write_clock(at, at + 4, *hours, *minutes);
    return at;
  }

  std::size_t bengali_some(std::size_t at) {
    static const std::string dash_one = fold_for_dates("এক");
    if (is(at, DateKind::number) && token(at + 1).sign == '-' && token(at + 2).word == dash_one && measures(at + 3)) return write(at, at + 3, DateKind::number, token(at).meaning.value);
    if (!measures(at)) return at;
    static const std::vector<std::pair<std::string, int>> some = [] {
      std::vector<std::pair<std::string, int>> out;
      for (const auto& [name, value] : {std::pair("খানেক", 1), {"দুয়েক", 2}, {"দুই", 2}, {"তিনেক", 3}, {"চারেক", 4}, {"পাঁচেক", 5}, {"ছয়েক", 6}, {"সাতেক", 7}, {"আটেক", 8}, {"দশেক", 10}, {"বারো", 12}, {"পনেরো", 15}, {"বিশেক", 20}, {"কুড়ি", 20}, {"কুড়িক", 20}, {"ত্রিশেক", 30}, {"চল্লিশেক", 40}}) out.emplace_back(fold_for_dates(name), value);
      return out;
    }();
    for (const auto& [name, value] : some) {
      const std::string& said = token(at + 1).word;
      if (!said.starts_with(name) || said.size() > name.size() + 6 || (!is(at + 2, within) && !is(at + 2, after))) continue;
      write(at, at + 1, DateKind::number, value * 2);
      return write(at + 1, at + 2, DateKind::unit, token(at).meaning.value);
    }
    return at;
  }
};

}  // namespace

std::vector<DateToken> without_shorthands(std::vector<DateToken> tokens, Language language) { return Shorthands(std::move(tokens), language).plain(); }

}  // namespace sahay::promises
