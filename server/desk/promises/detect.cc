#include "desk/promises/detect.h"

#include <algorithm>

#include "desk/promises/date_idioms.h"
#include "desk/promises/date_phrases.h"
#include "desk/promises/date_shorthands.h"
#include "desk/promises/date_zones.h"
#include "desk/promises/detect_pieces.h"

namespace sahay::promises {
namespace {

using enum DateKind;

constexpr std::size_t kMost = 10;
constexpr std::size_t kNear = 60;  // tokens: what stands farther away belongs to another date

// Walks over the tokens of a text and puts days and hours together.
class Reader {
 public:
  Reader(std::string_view text, i18n::Language language, const Moment& moment)
      : tokens_(plain_tokens(without_phrases(without_shorthands(date_tokens(text, language), language), language), language)), language_(language), zone_(moment.zone), days_(moment), grammar_(tokens_, language, days_), quoted_(quoted_tokens(tokens_)) {}

  std::vector<Detected> read() {
    for (std::size_t at = 0; at < tokens_.size() && out_.size() < kMost;) {
      if (at >= sentence_end_) begin_sentence(at);
      const std::size_t next = step(at);
      at = std::max(next, at + 1);
    }
    return std::move(out_);
  }

 private:
  struct Verb {
    std::size_t at = 0;
    DateKind kind = none;
  };

  // What stands between quotation marks somebody else said.
  static std::vector<bool> quoted_tokens(const std::vector<DateToken>& tokens) {
    constexpr std::size_t kLongest = 80;
    std::vector<bool> out(tokens.size() + 1);
    for (std::size_t at = 0; at < tokens.size(); ++at) {
      if (tokens[at].sign != '"') continue;
      std::size_t end = at + 1;
      while (end < tokens.size() && end < at + kLongest && tokens[end].sign != '"') ++end;
      if (end >= tokens.size() || tokens[end].sign != '"') continue;
      std::fill(out.begin() + std::ptrdiff_t(at), out.begin() + std::ptrdiff_t(end), true);
      at = end;
    }
    return out;
  }

  void begin_sentence(std::size_t at) {
    verbs_.clear();
    sentence_begin_ = at;
    for (sentence_end_ = at; sentence_end_ < tokens_.size(); ++sentence_end_) {
      const DateToken& t = tokens_[sentence_end_];
      note_verb(sentence_end_);
      const bool ends = t.sign == '.' || t.sign == '!' || t.sign == '?';
      if (ends && sentence_end_ > at) break;
    }
    ++sentence_end_;
  }

  void note_verb(std::size_t at) {
    const DateToken& t = tokens_[at];
    if (t.is(future) || infinitive(at) || said_by_us(at)) verbs_.push_back({at, future});
    const bool closes = t.word == "close" && at > 0 && (tokens_[at - 1].word == "we" || tokens_[at - 1].word == "they");
    const bool hours = t.word == "hours" && (grammar_.token(at + 1).word == "are" || grammar_.token(at + 1).word == "is" || grammar_.sign(at + 1, ':'));
    if (closes || hours) verbs_.push_back({at, standing});
    if (!t.is(past) && !t.is(arranged) && !t.is(standing)) return;
    if (language_ == i18n::Language::en && t.is(past) && (passive(at) || adjective(at))) return;
    // "will be shipped", "should be open"
    // and "we'll have it corrected", "asked the depot to deliver"
    const bool chained = !verbs_.empty() && verbs_.back().kind == future && !boundary(verbs_.back().at + 1, at);
    const bool held = chained && (tokens_[verbs_.back().at + 1].word == "have" || tokens_[verbs_.back().at + 1].word == "get");
    const bool of_future = !t.is(standing) && chained && at - verbs_.back().at <= (held ? 10u : 3u);
    verbs_.push_back({at, of_future ? future : t.meaning.kind});
  }
  // "мы его отгрузим", "я вам наберу"
  bool said_by_us(std::size_t at) const {
    static constexpr std::string_view kOthers[] = {"вашем", "нашем", "своем", "этим", "своим", "вашим", "нашим", "одним", "самим", "одному", "вашу", "нашу", "свою", "мою"};
    const std::string& word = tokens_[at].word;
    if (language_ != i18n::Language::ru || !tokens_[at].is(none) || word.size() < 10 || std::find(std::begin(kOthers), std::end(kOthers), word) != std::end(kOthers)) return false;
    const bool we = word.ends_with("ем") || word.ends_with("им"), i = word.ends_with("у") || word.ends_with("ю");
    for (std::size_t back = 1; (we || i) && back <= 4 && back <= at - sentence_begin_; ++back)
      if (tokens_[at - back].word == (we ? "мы" : "я")) return true;
    return false;
  }
  bool infinitive(std::size_t at) const {
    static constexpr std::string_view kOthers[] = {"us", "you", "me", "him", "her", "them", "it", "my", "our", "your", "his", "their", "its", "new", "this", "that", "all", "both"};
    const DateToken& behind = grammar_.token(at + 1);
    if (std::find(std::begin(kOthers), std::end(kOthers), behind.word) != std::end(kOthers)) return false;
    return language_ == i18n::Language::en && tokens_[at].word == "to" && !verbs_.empty() && verbs_.back().kind == past && behind.is(none) && !behind.word.empty();
  }
  // "is made within a week" tells of what is to come.
  bool passive(std::size_t at) const {
    if (at == 0) return false;
    const std::string& before = tokens_[at - 1].word;
    return before == "is" || before == "are" || before == "be" || before == "get" || before == "gets" || before == "being";
  }
  bool adjective(std::size_t at) const {
    static constexpr std::string_view kBefore[] = {"the", "a", "an", "your", "our", "my", "its", "their", "this", "that"};
    return at > 0 && tokens_[at].word.ends_with("ed") && std::find(std::begin(kBefore), std::end(kBefore), tokens_[at - 1].word) != std::end(kBefore);
  }
  int boundaries(std::size_t from, std::size_t end) const {
    static constexpr std::string_view kWords[] = {"and", "but", "so", "then", "because", "which", "who", "и", "а", "но", "поэтому", "который", "которая", "которое", "которые", "এবং", "আর", "কিন্তু", "তাই", "তবে"};
    int out = 0;
    for (std::size_t i = from; i < end; ++i) {
      const DateToken& t = tokens_[i];
      out += t.sign == ',' || t.sign == ';' || t.sign == ':' || t.sign == '(' || t.sign == ')' || (t.sign == '-' && !t.glued) ||
             (!t.word.empty() && std::find(std::begin(kWords), std::end(kWords), t.word) != std::end(kWords));
    }
    return out;
  }
  bool boundary(std::size_t from, std::size_t end) const { return boundaries(from, end) > 0; }

  // The verb that a date belongs to: the nearest, and rather one of its own clause. In Bengali it stands behind.
  bool told_of_the_past(std::size_t at, std::size_t end) const {
    if (quoted_[at]) return true;
    const Verb verb = verb_of(at, end);
    if (verb.kind == arranged) return !set_for(verb.at, at);
    return verb.kind == past || verb.kind == standing;
  }
  Verb verb_of(std::size_t at, std::size_t end) const {
    int nearest = 1 << 20;
    Verb out;
    const auto first = std::lower_bound(verbs_.begin(), verbs_.end(), at > kNear ? at - kNear : 0, [](const Verb& verb, std::size_t place) { return verb.at < place; });
    for (auto it = first; it != verbs_.end() && it->at < end + kNear; ++it) {
      const Verb& verb = *it;
      const bool before = verb.at < at;
      if (!before && verb.at < end) continue;
      const bool bengali = language_ == i18n::Language::bn;
      int away = before ? int(at - verb.at) + 8 * boundaries(verb.at, at) : int(verb.at - end) + 8 * boundaries(end, verb.at);
      if (bengali && before) away += 40;
      if (!bengali && !before) away += 2;
      if (away < nearest || (away == nearest && verb.kind == future)) nearest = away, out = verb;
    }
    return out;
  }
  // "booked for Friday", "перенесли на пятницу"
  bool set_for(std::size_t verb, std::size_t at) const {
    static constexpr std::string_view kTo[] = {"for", "to", "until", "till", "in", "on", "at", "в", "во", "на", "до", "к"};
    const auto to = [&](std::size_t i) { return std::find(std::begin(kTo), std::end(kTo), tokens_[i].word) != std::end(kTo); };
    // "We moved to a new office in June": what is moved to a day has it right behind.
    const bool near_only = tokens_[verb].word == "moved";
    for (std::size_t i = at; i > verb + 1; --i) {
      const DateToken& before = tokens_[i - 1];
      if (to(i - 1) && !(near_only && before.word == "in")) return true;
      if (near_only && !before.is(filler) && !before.number() && before.sign != ',') break;
    }
    return language_ == i18n::Language::ru && at > 0 && (tokens_[at].is(on) || tokens_[at].is(by));
  }
  // "проведём 12.01", "তিনটা দশে ফোন করব": the verb alone says that a time is meant.
  bool said_to_come(std::size_t at, std::size_t end) const {
    return language_ != i18n::Language::en && tokens_[at].parts.size() == 2 && tokens_[at].widths[1] == 2 && verb_of(at, end).kind == future;
  }
  bool repeated(std::size_t at, std::size_t end) const {
    for (std::size_t i = at; i > sentence_begin_ && i + kNear > at && (boundaries(i - 1, i) == 0 || tokens_[i - 1].sign == ','); --i)
      if (tokens_[i - 1].is(each)) return true;
    for (std::size_t i = end; i < sentence_end_ && i < tokens_.size() && i < end + kNear && boundaries(i, i + 1) == 0; ++i)
      if (tokens_[i].is(each)) return true;
    return false;
  }
  // "every day at 9:00"
  bool habit(std::size_t at) const {
    while (at > 0 && (tokens_[at - 1].is(on) || tokens_[at - 1].is(by) || tokens_[at - 1].is(filler) || tokens_[at - 1].is(unit))) --at;
    return at > 0 && tokens_[at - 1].is(each);
  }
  bool cued(std::size_t at) const {
    std::size_t i = at;
    while (i > 0 && (tokens_[i - 1].is(filler) || tokens_[i - 1].is(work))) --i;
    if (i == 0) return false;
    const DateToken& t = tokens_[i - 1];
    return t.is(by) || t.is(on) || t.is(this_) || t.is(next) || t.is(coming) || t.is(after) || t.word == "for" || t.word == "to";
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
      if (const ToldZone told = told_zone(tokens_, i, zone_); told.zone) told_zone_ = told.zone, i = told.end;
      const DateToken& t = grammar_.token(i);
      const bool bengali_ending = t.glued && t.sign == '-';
      const bool connects = t.is(on) || t.is(by) || t.is(filler) || t.is(after) || t.sign == ',' || bengali_ending || (t.is(this_) && language_ == i18n::Language::en);
      if (!connects) break;
      ++i;
    }
    return i;
  }

  // The instant of an hour, in the zone that was told with it.
  Time instant(std::int64_t day, int minutes) const {
    if (!told_zone_ || minutes == kClose) return days_.at(day, minutes);
    return Time::from_seconds(told_zone_->to_utc(day * 86'400 + minutes * 60));
  }

  std::size_t step(std::size_t at) {
    told_zone_.reset();
    if (const auto span = grammar_.span(at)) {
      if (!span->refused && !told_of_the_past(at, span->end) && !repeated(at, span->end)) add(at, span->end, span->at);
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
    for (int i = 0; i < 3; ++i) {
      const std::size_t behind = over_connectors(end);
      if (!clock || clock->part) {
        if (auto found = grammar_.clock(behind, true); found && found->end > end && !(clock && found->part)) {
          if (clock && !found->refused) found->minutes = hour_of_part(*clock, *found);
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
    if (clock)
      if (const ToldZone told = told_zone(tokens_, end, zone_); told.zone) told_zone_ = told.zone, end = told.end;
    const bool refused = day.refused || told_of_the_past(at, end) || repeated(at, end) || since_then(at, end) || (day.bare && !cued(at) && !clock && !said_to_come(at, end));
    if (!refused) settle(at, end, day, clock);
    return std::max(end, at + 1);
  }

  // "tomorrow evening at 8", "завтра вечером в 8"
  static int hour_of_part(const ClockTime& part, const ClockTime& hour) {
    if (hour.minutes == kClose || hour.settled) return hour.minutes;
    const int told = hour.minutes % 720;
    if (part.minutes == 720) return hour.minutes == 720 ? 720 : told;
    if (part.minutes == 1439) return told >= 360 ? told + 720 : told ? told : 1439;
    return told + 720;
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

  std::size_t from_clock(std::size_t at, ClockTime clock) {
    if (clock.refused || habit(at)) return clock.end;
    // "this evening by 7pm"
    if (clock.part)
      if (const auto exact = grammar_.clock(over_connectors(clock.end), true); exact && !exact->refused && !exact->part) {
        clock.minutes = hour_of_part(clock, *exact);
        clock.end = exact->end;
      }
    if (const ToldZone told = told_zone(tokens_, clock.end, zone_); told.zone) told_zone_ = told.zone, clock.end = told.end;
    const std::size_t behind = over_connectors(clock.end);
    // "the morning of August 31"
    auto day = grammar_.day(clock.part && grammar_.is(behind, of) ? behind + 1 : behind);
    if (day && day->end == behind) day.reset();
    const bool refused = told_of_the_past(at, clock.end) || repeated(at, clock.end) || since_then(at, clock.end);
    if (day && !day->refused) {
      if (!refused && !since_then(behind, day->end)) settle(at, day->end, *day, clock);
      return day->end;
    }
    if (day && day->refused) return day->end;
    const bool opens = language_ == i18n::Language::bn && grammar_.is(clock.end, of);
    const bool till_then = clock.part && at > 0 && tokens_[at - 1].is(by);  // "before lunch", "к вечеру"
    if (refused || opens || (!clock.alone && !till_then) || (clock.bare && !cued(at) && language_ != i18n::Language::bn)) return clock.end;
    if (language_ == i18n::Language::bn && clock.bare && !bengali_cue(clock.end) && !said_to_come(at, clock.end)) return clock.end;
    const std::int64_t today = days_.today();
    Time moment = instant(today, clock.minutes);
    if (moment <= days_.now()) moment = clock.minutes == kClose ? days_.at(today, 1439) : instant(today + 1, clock.minutes);
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
    if (day.other) other = instant(*day.other, minutes);
    Time moment = instant(day.day, minutes);
    if (day.today_as_weekday && clock && minutes != kClose && instant(days_.today(), minutes) > days_.now()) {
      other = moment;
      moment = instant(days_.today(), minutes);
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
  const calendar::Zone& zone_;
  Days days_;
  Grammar grammar_;
  std::vector<bool> quoted_;
  std::vector<Verb> verbs_;
  std::vector<Detected> out_;
  mutable std::shared_ptr<const calendar::Zone> told_zone_;  // of the hour that is being read
  std::size_t sentence_begin_ = 0, sentence_end_ = 0;
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
