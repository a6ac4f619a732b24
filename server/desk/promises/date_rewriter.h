// Inside promises only: what passes over the tokens of dates share, which say some of them anew in plainer forms. A rule
// looks at in_[at], writes to out_ and answers the token behind what it read, or `at` where it does not apply.
// Rule of use: derive, call each_token() with one's rules in order, take in_. A token made anew covers the words it stands for.
// Threading: pure; linear in the tokens.
#pragma once

#include <algorithm>
#include <initializer_list>
#include <optional>
#include <vector>

#include "desk/promises/date_words.h"

namespace sahay::promises {

class DateRewriter {
 protected:
  DateRewriter(std::vector<DateToken> tokens, i18n::Language language) : in_(std::move(tokens)), language_(language) {}

  template <typename Rule>
  void each_token(Rule rule) {
    out_.clear();
    out_.reserve(in_.size());
    for (std::size_t at = 0; at < in_.size();) {
      std::size_t end = rule(at);
      if (end == at) out_.push_back(in_[end++]);
      at = end;
    }
    std::swap(in_, out_);
  }

  const DateToken& token(std::size_t at) const {
    static const DateToken none;
    return at < in_.size() ? in_[at] : none;
  }
  bool is(std::size_t at, DateKind kind) const { return token(at).is(kind); }
  bool word(std::size_t at, std::initializer_list<std::string_view> words) const {
    return std::find(words.begin(), words.end(), token(at).word) != words.end();
  }
  bool unit_is(std::size_t at, int unit) const { return is(at, DateKind::unit) && token(at).meaning.value == unit; }
  bool measures(std::size_t at) const { return is(at, DateKind::unit) || is(at, DateKind::work); }
  bool wrote(DateKind kind) const { return !out_.empty() && out_.back().is(kind); }
  bool ends(std::size_t at) const { return at >= in_.size() || token(at).sign == '.' || token(at).sign == '!' || token(at).sign == '?' || token(at).sign == ','; }

  // Whole numbers in digits or in words; "a" and "an" are none.
  std::optional<int> whole(std::size_t at) const {
    const DateToken& t = token(at);
    if (t.plain_number() && t.widths[0] <= 3) return t.parts[0];
    if (t.is(DateKind::number) && t.meaning.value % 2 == 0 && t.word != "a" && t.word != "an" && t.word != "couple") return t.meaning.value / 2;
    return std::nullopt;
  }
  static bool dayish(const DateToken& t) {
    return t.is(DateKind::day) || t.is(DateKind::weekday) || t.is(DateKind::short_weekday) || t.is(DateKind::month) || t.is(DateKind::date_mark) || t.is(DateKind::ordinal) || t.parts.size() == 3;
  }
  // Stands a day right before what is written next? "Friday, 10-12", "завтра утром с 10 до 12"
  bool day_before() const {
    std::size_t i = out_.size();
    if (i > 0 && out_[i - 1].sign == ',') --i;
    if (i > 0 && out_[i - 1].is(DateKind::part)) --i;
    if (i > 0 && out_[i - 1].plain_number() && out_[i - 1].widths[0] == 4) --i;
    if (i > 1 && out_[i - 2].sign == '-' && (out_[i - 1].is(DateKind::weekday) || out_[i - 1].is(DateKind::short_weekday))) return false;  // Mon-Fri
    return i > 0 && dayish(out_[i - 1]);
  }
  bool day_behind(std::size_t at) const {
    while (is(at, DateKind::on) || is(at, DateKind::filler) || token(at).sign == ',') ++at;
    return is(at, DateKind::day) || is(at, DateKind::weekday);
  }

  DateToken over(std::size_t from, std::size_t end) const {
    DateToken made;
    made.begin = in_[from].begin;
    made.end = in_[end - 1].end;
    return made;
  }
  std::size_t write(std::size_t from, std::size_t end, DateKind kind, int value = 0) {
    DateToken made = over(from, end);
    made.meaning = {kind, value};
    out_.push_back(std::move(made));
    return end;
  }
  std::size_t write_clock(std::size_t from, std::size_t end, int hour, int minute) {
    DateToken made = over(from, end);
    made.parts = {hour % 25, minute};
    made.widths = {2, 2};
    made.signs = ":";
    out_.push_back(std::move(made));
    return end;
  }

  std::vector<DateToken> in_, out_;
  i18n::Language language_;
};

}  // namespace sahay::promises
