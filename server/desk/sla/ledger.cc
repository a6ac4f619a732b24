#include "desk/sla/ledger.h"

#include <algorithm>

namespace sahay::sla {
namespace {

using Kind = Entry::Kind;

// One clock's notes, in order, become its entries.
class Teller {
 public:
  Teller(Life& life, int first_mode) : life_(life), first_mode_(first_mode) {}

  void tell(const Note& note) {
    if (note.what == What::activate) {
      last_ = note.clock;
      at_ = note.at;
      return;
    }
    count(note.clock, note.at);
    switch (note.what) {
      case What::pause:
        status_ = note.status, reason_ = note.reason;
        break;
      case What::target:
        // The target that a clock starts with is no news.
        if (note.at > note.clock.started_at) add({Kind::target, note.at, note.at, {}, {}, {}, note.clock.target_seconds});
        break;
      case What::breach: add({Kind::breach, note.at, note.at, {}, {}, {}, note.clock.target_seconds}); break;
      case What::fulfill: add({Kind::fulfilled, note.at, note.at, {}, {}, {}, 0}); break;
      case What::end: add({Kind::ended, note.at, note.at, {}, {}, {}, 0}); break;
      case What::activate:
      case What::resume: break;
    }
  }
  void count(const Clock& now, Time at) {
    const bool ran = last_.run == Run::running;
    const int mode = last_.mode >= 0 ? last_.mode : first_mode_;
    const Duration amount = !ran ? at - at_ : mode == 1 ? now.business - last_.business : now.calendar - last_.calendar;
    if (amount > Duration{}) {
      Entry entry{ran ? Kind::ran : Kind::paused, at_, at, amount, ran ? "" : status_, ran ? "" : reason_, 0};
      auto& all = life_.entries;
      if (!all.empty() && all.back().kind == entry.kind && all.back().status == entry.status && all.back().reason == entry.reason)
        all.back().amount += amount, all.back().to = at;
      else
        all.push_back(std::move(entry));
    }
    last_ = now;
    at_ = at;
  }

 private:
  void add(Entry entry) { life_.entries.push_back(std::move(entry)); }

  Life& life_;
  const int first_mode_;
  Clock last_;
  Time at_;
  std::string status_, reason_;
};

std::string pause_reason(const Entry& entry, i18n::Language language) {
  const std::string key = "clock.pause." + entry.status;
  return i18n::text(language, i18n::has(key) ? key : "clock.pause.other");
}

}  // namespace

std::vector<Life> lives_of(const std::vector<Note>& notes, const State& state) {
  std::vector<Life> lives;
  for (std::size_t i = 0; i < notes.size(); ++i) {
    if (notes[i].what != What::activate) continue;
    Life life{notes[i].metric, notes[i].clock, {}};
    std::vector<const Note*> own;
    int first_mode = -1;
    for (std::size_t k = i; k < notes.size(); ++k) {
      const Note& note = notes[k];
      if (note.metric != life.metric || note.clock.instance != life.clock.instance) continue;
      own.push_back(&note);
      if (first_mode < 0) first_mode = note.clock.mode;
    }
    Teller teller(life, first_mode < 0 ? 1 : first_mode);
    for (const Note* note : own) teller.tell(*note), life.clock = note->clock;
    const Clock& now = state.of(life.metric);
    if (now.instance == life.clock.instance) {
      if (now.live()) teller.count(now, state.at);
      life.clock = now;
    }
    lives.push_back(std::move(life));
  }
  return lives;
}

std::string_view name_of(Kind kind) {
  constexpr std::string_view names[] = {"ran", "paused", "target", "breach", "fulfilled", "ended"};
  return names[std::size_t(kind)];
}

std::string duration_words(Duration duration, bool with_days, i18n::Language language) {
  const std::int64_t minutes = std::chrono::duration_cast<std::chrono::minutes>(duration).count();
  const std::int64_t days = with_days ? minutes / 1440 : 0, hours = minutes / 60 - days * 24, rest = minutes % 60;
  const auto say = [&](const char* key) {
    return i18n::text(language, key, {{"days", std::to_string(days)}, {"hours", std::to_string(hours)}, {"minutes", std::to_string(rest)}});
  };
  if (minutes == 0) return say("clock.time.moment");
  if (days > 0) return say(hours > 0 ? "clock.time.days_hours" : "clock.time.days");
  if (hours > 0) return say(rest > 0 ? "clock.time.hours_minutes" : "clock.time.hours");
  return say("clock.time.minutes");
}

std::string words(const Entry& entry, Metric metric, i18n::Language language) {
  const auto time = [&](Duration d, bool with_days) { return duration_words(d, with_days, language); };
  const Duration target = std::chrono::seconds(entry.target_seconds);
  switch (entry.kind) {
    case Kind::ran: return i18n::text(language, "clock.ledger.ran", {{"time", time(entry.amount, false)}});
    case Kind::paused: return i18n::text(language, "clock.ledger.paused", {{"time", time(entry.amount, true)}, {"why", pause_reason(entry, language)}});
    case Kind::target: return entry.target_seconds ? i18n::text(language, "clock.ledger.target", {{"time", time(target, false)}}) : i18n::text(language, "clock.ledger.no_target");
    case Kind::breach: return i18n::text(language, "clock.ledger.breach", {{"time", time(target, false)}});
    case Kind::fulfilled: return i18n::text(language, metric == Metric::periodic_update || metric == Metric::pausable_update ? "clock.ledger.updated" : "clock.ledger.answered");
    case Kind::ended: return i18n::text(language, "clock.ledger.handed_over");
  }
  return {};
}

std::string words(const std::vector<std::string>& entries, i18n::Language language) {
  std::string out;
  for (const std::string& entry : entries) out += (out.empty() ? "" : ", ") + entry;
  return out.empty() ? i18n::text(language, "clock.ledger.started") : out;
}

std::string words(const Life& life, i18n::Language language) {
  std::vector<std::string> entries;
  for (const Entry& entry : life.entries) entries.push_back(words(entry, life.metric, language));
  return words(entries, language);
}

}  // namespace sahay::sla
