#include "desk/promises/date_phrases.h"

#include "desk/promises/date_idioms.h"
#include "desk/promises/date_rewriter.h"

namespace sahay::promises {
namespace {

using enum DateKind;
using i18n::Language;

class Phrases : DateRewriter {
 public:
  Phrases(std::vector<DateToken> tokens, Language language) : DateRewriter(std::move(tokens), language) {}

  std::vector<DateToken> plain() {
    each_token([this](std::size_t at) {
      if (const std::size_t end = range_of_days(at); end != at) return end;
      return language_ == Language::en ? english(at) : language_ == Language::ru ? russian(at) : bengali(at);
    });
    return std::move(in_);
  }

 private:
  static constexpr auto kEndings = {"st", "nd", "rd", "th", "го", "ого", "е"};
  // A day of a month as a number, "22", "22nd", "22-го", and the token behind it.
  std::optional<std::size_t> day_number(std::size_t at) const {
    if (!token(at).plain_number() || token(at).widths[0] > 2 || token(at).parts[0] > 31) return std::nullopt;
    std::size_t end = at + 1;
    if (token(end).sign == '-' && token(end).glued && token(end + 1).glued) ++end;
    const bool ordinal_ending = token(end).glued && std::find(kEndings.begin(), kEndings.end(), token(end).word) != kEndings.end();
    return ordinal_ending ? end + 1 : at + 1;
  }

  // "22-24 September", "between the 22nd and the 24th of September", "с 22 по 24 сентября", "২২ থেকে ২৪ সেপ্টেম্বরের মধ্যে": the last
  // day is what can be held.
  std::size_t range_of_days(std::size_t at) {
    const DateToken& t = token(at);
    const auto month_at = [&](std::size_t i) { return is(i, month) || (is(i, of) && is(i + 1, month)); };
    if (t.parts.size() == 2 && t.signs == "-" && t.parts[0] < t.parts[1] && t.parts[1] <= 31 && month_at(at + 1)) {
      out_.push_back(t);
      out_.back().parts = {t.parts[1]};
      out_.back().widths = {t.widths[1]};
      out_.back().signs.clear();
      return at + 1;
    }
    const bool opens = word(at, {"from", "between", "с", "со", "между"});
    if (!opens && language_ != Language::bn) return at;
    std::size_t i = opens ? at + 1 : at;
    while (is(i, filler)) ++i;
    const auto first = day_number(i);
    if (first && (word(*first, {"to", "and", "till", "until", "по", "и", "до", "থেকে"}) || token(*first).sign == '-')) {
      std::size_t second = *first + 1;
      while (is(second, filler)) ++second;
      if (const auto end = day_number(second); end && month_at(*end)) {
        if (opens) write(at, at + 1, on);
        return second;
      }
    }
    const bool weekdays = is(i, weekday) && word(i + 1, {"and", "থেকে"}) && is(i + 2, weekday);
    if (weekdays && (opens ? word(at, {"between"}) : is(i + 3, within))) {
      if (opens) write(at, at + 1, on);
      return i + 2;
    }
    return at;
  }

  std::size_t english(std::size_t at) {
    // "Give me 15 minutes"
    if (word(at, {"give", "allow"}) && word(at + 1, {"me", "us"}) && !is(at + 2, within)) {
      std::size_t i = at + 2;
      while (is(i, filler) || word(i, {"another"})) ++i;
      if ((whole(i) || word(i, {"a", "an", "half", "couple"})) && (measures(i + 1) || measures(i + 2) || measures(i + 3))) return write(at, i, within), i;
    }
    // "a week on Monday", "a week tomorrow", "two weeks on Friday": the grammar reads "Monday week"
    if (word(at, {"a", "one"}) && unit_is(at + 1, kWeek)) {
      std::size_t i = at + 2;
      if (word(i, {"on", "from"})) ++i;
      const bool named = is(i, weekday) || (is(i, day) && token(i).meaning.value > 0) || word(i, {"today"});
      if (named && !is(i + 1, DateKind::unit)) {
        out_.push_back(in_[i]);
        out_.back().begin = in_[at].begin;
        return write(i, i + 1, DateKind::unit, kWeek);
      }
    }
    if (word(at, {"eow", "eom"})) return write(at, at + 1, end), write(at, at + 1, DateKind::unit, word(at, {"eow"}) ? kWeek : kMonth);
    if (word(at, {"within", "in", "over", "during", "through", "throughout"})) {
      std::size_t i = at + 1;
      while (is(i, filler)) ++i;
      const bool course = word(i, {"course"}) && is(i + 1, of);
      if (course) i += 2;
      while (is(i, filler)) ++i;
      if (course && (is(i, day) || is(i, this_) || is(i, next) || is(i, coming) || is(i, weekday))) return write(at, at + 1, on), i;
      if (i > at + 1 && !is(i + 1, since) && unit_is(i, kDay) && !word(at, {"in"})) return write(at, i + 1, day, 0);
      if (course && unit_is(i, kDay)) return write(at, i + 1, day, 0);
      if (i > at + 1 && unit_is(i, kWeek) && !word(at, {"in"})) return write(at, i, this_), i;
      const bool half = word(i, {"first", "second"}) && word(i + 1, {"half"}) && is(i + 2, of);
      if (half && unit_is(is(i + 3, filler) ? i + 4 : i + 3, kDay)) {
        write(at, at + 1, on);
        const std::size_t behind = is(i + 3, filler) ? i + 5 : i + 4;
        return write(i, behind, part, word(i, {"first"}) ? 720 : kAfternoon);
      }
      if (word(at, {"in"}) && i == at + 2 && is(i, part) && day_before()) return write(at, i, on), i;
      // "in the morning" without a day: the next one
      if (word(at, {"in"}) && i == at + 2 && is(i, part) && !whole(at - 1) && !day_before() && !day_behind(i + 1) && !(at > 0 && (is(at - 1, am) || is(at - 1, pm)))) return write(at, i, by), i;
    }
    // "the second of November", "November the second"
    static constexpr std::string_view kOrdinals[] = {"first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth",
                                                     "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth", "thirtieth"};
    const auto told = std::find(std::begin(kOrdinals), std::end(kOrdinals), token(at).word) - std::begin(kOrdinals);
    const bool dated = (is(at + 1, of) && is(at + 2, month)) || is(at + 1, month) || (out_.size() > 0 && (wrote(month) || (out_.size() > 1 && wrote(filler) && out_[out_.size() - 2].is(month))));
    if (!token(at).word.empty() && told < 21 && dated) {
      const bool twenty = wrote(number) && (out_.back().meaning.value == 40 || out_.back().meaning.value == 60) && told < 9;
      const int tens = twenty ? out_.back().meaning.value / 2 : 0;
      if (twenty) out_.pop_back();
      if (wrote(filler) && out_.size() > 1 && out_[out_.size() - 2].is(month)) out_.pop_back();
      DateToken made = over(at, at + 1);
      made.parts = {int(told == 20 ? 30 : told + 1) + tens};
      made.widths = {made.parts[0] > 9 ? 2 : 1};
      out_.push_back(std::move(made));
      return at + 1;
    }
    // "for 10 am"
    if (word(at, {"for"}) && ((token(at + 1).signs == ":" && token(at + 1).parts.size() == 2) || (token(at + 1).plain_number() && (is(at + 2, am) || is(at + 2, pm))) || is(at + 1, noon))) return write(at, at + 1, on);
    const bool at_hour = !out_.empty() && (out_.back().is(by) || in_[at - 1].word == "at");
    // "half five" is half past five
    if (at_hour && word(at, {"half"}) && !is(at + 2, DateKind::unit))
      if (const auto hour = whole(at + 1); hour && *hour >= 1 && *hour <= 12) return write_clock(at, at + 2, usual_hour(*hour), 30);
    // "Let's speak at 2."
    const auto hour = at_hour ? whole(at) : std::nullopt;
    const bool amount = out_.size() > 1 && at > 1 && word(at - 2, {"up", "down", "off", "increased", "reduced", "goes", "grows", "multiply", "divided"});
    if (hour && *hour >= 1 && *hour <= 24 && !amount && ends(at + 1) && (token(at + 1).sign != ',' || word(at + 2, {"because", "and", "but", "so", "when", "if", "as", "once", "after"})) && !day_before() && !day_behind(at + 1)) return write_clock(at, at + 1, usual_hour(*hour), 0);
    return at;
  }

  std::size_t russian(std::size_t at) {
    // "дайте мне 15 минут"
    if (word(at, {"дайте", "дай"}) && (word(at + 1, {"мне", "нам"}) || whole(at + 1))) {
      const std::size_t i = word(at + 1, {"мне", "нам"}) ? at + 2 : at + 1;
      if ((whole(i) && measures(i + 1)) || is(i, DateKind::unit)) return write(at, i, within), i;
    }
    // "с утра"
    if (word(at, {"с", "со", "прямо"}) && word(at + 1, {"утра"}) && !is(at + 2, weekday) && !word(at + 2, {"до"})) return write(at, at + 2, part, 720);
    // "до утра", "до вечера", "к вечеру"
    const bool till = wrote(by) && !(out_.size() > 1 && out_[out_.size() - 2].number());
    if (till && word(at, {"утра", "утру"})) return write(at, at + 1, part, 720);
    if (till && word(at, {"вечера", "вечеру"})) return write(at, at + 1, part, 1260);
    if (till && word(at, {"ночи"})) return write(at, at + 1, part, 1439);
    if (word(at, {"в"}) && word(at + 1, {"течение", "течении"})) {
      std::size_t i = at + 2;
      while (is(i, this_) || is(i, work)) ++i;
      const bool whole_day = unit_is(i, kDay) || (word(i, {"сегодняшнего", "завтрашнего"}) && unit_is(i + 1, kDay));
      // "завтра в течение дня"
      if (unit_is(i, kDay) && day_before()) return i + 1;
      if (whole_day && (unit_is(i, kDay) || word(i, {"сегодняшнего"}))) return write(at, unit_is(i, kDay) ? i + 1 : i + 2, day, 0);
      // "в течение этой недели"
      if (is(at + 2, this_) && unit_is(at + 3, kWeek)) return write(at, at + 1, on), at + 2;
    }
    // "часам к пяти", "часов в пять", "минут в десять шестого" is rare and left
    if (unit_is(at, kHour) && word(at, {"часам", "часов"}) && word(at + 1, {"к", "в", "до", "на"})) {
      const auto hour = whole(at + 2);
      if (hour && *hour >= 1 && *hour <= 24) {
        write(at, at + 2, by);
        const bool evening = word(at + 3, {"вечера"}), morning = word(at + 3, {"утра"});
        return write_clock(at + 2, at + 3 + (evening || morning), evening ? *hour % 12 + 12 : morning ? *hour % 12 : usual_hour(*hour), 0);
      }
    }
    // "в десять минут четвёртого", "без двадцати четыре" stand without more
    const auto minutes = unit_is(at + 1, kMinute) && is(at + 2, ordinal) && token(at + 2).meaning.value <= 12 ? whole(at) : std::nullopt;
    if (minutes && *minutes < 60) {
      if (!wrote(on) && !wrote(by)) write(at, at + 1, on);
      return write_clock(at, at + 3, usual_hour(token(at + 2).meaning.value == 1 ? 12 : token(at + 2).meaning.value - 1), *minutes);
    }
    if (word(at, {"без"}) && (word(at + 1, {"четверти"}) || whole(at + 1)) && !wrote(on) && !wrote(by)) {
      const std::size_t behind = word(at + 2, {"минут"}) ? at + 3 : at + 2;
      if (const auto hour = whole(behind); hour && *hour >= 1 && *hour <= 12 && !measures(behind + 1)) {
        write(at, at + 1, on);
        out_.push_back(in_[at]);
        return at + 1;
      }
    }
    if (!wrote(on) && !wrote(by)) return at;
    // "в 2 часа ночи"
    if (const auto hour = whole(at); hour && *hour <= 12) {
      const std::size_t behind = unit_is(at + 1, kHour) ? at + 2 : at + 1;
      if (word(behind, {"ночи"})) return write_clock(at, behind + 1, *hour >= 9 && *hour < 12 ? *hour + 12 : *hour % 12, 0);
    }
    // "к пяти пришлём", "сегодня до четырёх"
    const auto in_words = token(at).is(number) ? whole(at) : std::nullopt;
    const bool dated = out_.size() > 1 && dayish(out_[out_.size() - 2]);
    if (in_words && *in_words >= 1 && *in_words <= 12 && at > 0 && (word(at - 1, {"к", "до"}) || (dated && word(at - 1, {"в"}))) && (ends(at + 1) || is(at + 1, future) || (dated && token(at + 1).word.empty()))) return write_clock(at, at + 1, usual_hour(*in_words), 0);
    // "ровно в 16."
    const auto hour = token(at).plain_number() ? whole(at) : std::nullopt;
    const bool preposition = at > 0 && word(at - 1, {"в", "к", "до"});
    if (hour && preposition && *hour >= 1 && *hour <= 24 && ends(at + 1) && token(at + 1).sign != ',' && !day_before()) return write_clock(at, at + 1, usual_hour(*hour), 0);
    return at;
  }

  std::size_t bengali(std::size_t at) {
    static const auto folded = [](std::initializer_list<const char*> words) {
      std::vector<std::string> out;
      for (const char* w : words) out.push_back(fold_for_dates(w));
      return out;
    };
    static const auto first = folded({"প্রথম"}), second = folded({"দ্বিতীয়", "শেষ"}), side = folded({"ভাগে", "ভাগেই", "ভাগের", "অর্ধে", "অর্ধেক", "দিকে"}), first_half = folded({"প্রথমার্ধে", "প্রথমার্ধের", "প্রথমভাগে"}), second_half = folded({"দ্বিতীয়ার্ধে", "দ্বিতীয়ার্ধের", "শেষভাগে", "শেষার্ধে"});
    const auto in = [&](std::size_t i, const std::vector<std::string>& words) { return !token(i).word.empty() && std::find(words.begin(), words.end(), token(i).word) != words.end(); };
    if (unit_is(at, kDay)) {
      if (in(at + 1, first_half)) return write(at, at + 2, part, 720);
      if (in(at + 1, second_half)) return write(at, at + 2, part, kAfternoon);
      if (in(at + 1, first) && in(at + 2, side)) return write(at, at + 3, part, 720);
      if (in(at + 1, second) && in(at + 2, side)) return write(at, at + 3, part, kAfternoon);
    }
    // "তিনটা দশে", "৩টা ১০ মিনিটে"
    if (const auto hour = bengali_hour(at)) {
      const DateToken& minutes = token(hour->second);
      const auto count = minutes.plain_number() ? std::optional(minutes.parts[0]) : minutes.is(number) && minutes.meaning.value % 2 == 0 ? std::optional(minutes.meaning.value / 2) : std::nullopt;
      const std::size_t behind = hour->second + 1;
      const bool named = unit_is(behind, kMinute);
      const bool length = is(named ? behind + 1 : behind, after) || (named && is(behind + 1, within));
      static const std::string locative = fold_for_dates("ে");
      const bool bare = !named && (minutes.word.ends_with(locative) || token(behind).sign == '-');
      if (count && *count < 60 && (named || bare) && !length) return write_clock(at, named ? behind + 1 : behind, wrote(part) ? hour->first : usual_hour(hour->first), *count);
    }
    // "কাজ শেষ করতে ৫ কর্মদিবস লাগবে"
    const bool takes = (unit_is(at, kWorkDay) || unit_is(at, kDay) || unit_is(at, kHour) || unit_is(at, kWeek) || unit_is(at, kMinute) || unit_is(at, kWorkHour)) && token(at + 1).word.starts_with("লাগ") && is(at + 1, future);
    if (takes && (wrote(number) || (!out_.empty() && out_.back().number()))) {
      out_.push_back(in_[at]);
      return write(at + 1, at + 2, within);
    }
    return at;
  }
  // The hour and the token behind it: "৩টা", "তিনটা".
  std::optional<std::pair<int, std::size_t>> bengali_hour(std::size_t at) const {
    const DateToken& t = token(at);
    if (t.plain_number() && t.parts[0] <= 24 && is(at + 1, hour_mark)) return std::pair{t.parts[0], at + 2};
    const auto told = t.word.empty() ? std::nullopt : spoken_hour(t.word);
    return told && *told % 2 == 0 ? std::optional(std::pair{*told / 2, at + 1}) : std::nullopt;
  }
};

}  // namespace

std::vector<DateToken> without_phrases(std::vector<DateToken> tokens, Language language) { return Phrases(std::move(tokens), language).plain(); }

}  // namespace sahay::promises
