// The ways as they stand, their figures, and who keeps them.
#include <algorithm>
#include <map>
#include <tuple>

#include "base/log.h"
#include "base/text.h"
#include "desk/reach/reach.h"
#include "desk/reach/reach_sql.h"
#include "desk/site/schedule.h"

namespace sahay::reach {
namespace {

constexpr auto kQueueHolds = std::chrono::seconds(30);
constexpr auto kQueueTooOld = std::chrono::minutes(2);
constexpr auto kForgotten = std::chrono::hours(24);  // a chat that nobody answered for so long is no queue

site::Measured measured(const std::vector<Figure>& figures, std::string_view kind) {
  const std::string_view channel = kind == "form" ? "web" : kind;
  for (const Figure& figure : figures)
    if (figure.channel == channel && figure.language.empty() && figure.week_hour < 0) return {int(figure.typical_seconds), int(figure.p90_seconds), int(figure.sample)};
  return {};
}

std::vector<site::MeasuredFor> narrower(const std::vector<Figure>& figures, std::string_view kind) {
  const std::string_view channel = kind == "form" ? "web" : kind;
  std::vector<site::MeasuredFor> out;
  for (const Figure& figure : figures)
    if (figure.channel == channel && (!figure.language.empty() || figure.week_hour >= 0))
      out.push_back({figure.language, int(figure.week_hour), {int(figure.typical_seconds), int(figure.p90_seconds), int(figure.sample)}});
  return out;
}

site::Way shown(const Way& row, const std::vector<Figure>& figures) {
  site::Way out;
  out.kind = row.kind;
  out.id = std::to_string(row.id.value);
  out.title = {row.title_en, row.title_bn, row.title_ru};
  out.best_for = {row.best_for_en, row.best_for_bn, row.best_for_ru};
  out.cost = {row.cost_en, row.cost_bn, row.cost_ru};
  out.status_note = {row.note_en, row.note_bn, row.note_ru};
  out.value = row.value;
  out.url = row.url;
  if (out.url.empty() && row.kind == "phone") out.url = "tel:" + row.value;
  if (out.url.empty() && row.kind == "email") out.url = "mailto:" + row.value;
  out.hours = row.hours;
  if (out.hours.empty() && (row.kind == "form" || row.kind == "help" || row.kind == "forum")) out.hours = "always";
  out.languages = row.languages;
  out.reply_seconds = int(row.promise_seconds);
  out.status = row.status;
  out.measured = measured(figures, row.kind);
  out.narrower = narrower(figures, row.kind);
  out.audience = row.audience;
  out.facts = {row.purposes, row.products, row.cost_per_minute, row.cost_currency, row.internal_cost, row.recorded, row.third_party, row.stored_in};
  out.counts_waiting = row.kind == "chat";
  return out;
}

}  // namespace

std::vector<site::Way> ways_of(const std::vector<Way>& rows, const std::vector<std::string>& addresses, const std::vector<Figure>& figures) {
  std::vector<site::Way> out;
  for (const Way& row : rows)
    if (row.active) out.push_back(shown(row, figures));
  const auto described = [&](std::string_view kind, std::string_view value) {
    return std::any_of(rows.begin(), rows.end(), [&](const Way& row) { return row.kind == kind && (row.value.empty() || value.empty() || text::equal_ignoring_case(row.value, value)); });
  };
  const auto built_in = [&](std::string kind, std::string value = {}) {
    if (described(kind, value)) return;
    Way way;
    way.kind = std::move(kind);
    way.value = std::move(value);
    out.push_back(shown(way, figures));
    out.back().id.clear();
  };
  built_in("chat");
  for (const std::string& address : addresses) built_in("email", address);
  built_in("form");
  built_in("help");
  return out;
}

std::vector<Figure> figures_of(const std::vector<Answered>& answers, const site::Settings& settings) {
  std::map<std::tuple<std::string, std::string, int>, std::vector<std::int64_t>> waits;
  const site::Schedule schedule = site::schedule_of(settings);
  for (const Answered& each : answers) {
    // What came while nobody was there waited for the opening, not for us.
    if (!site::availability(schedule, each.created_at).open) continue;
    const std::int64_t seconds = std::max<std::int64_t>(0, (each.answered_at - each.created_at) / std::chrono::seconds(1));
    const std::string language(i18n::code(i18n::language_of(each.locale)));
    for (const int hour : {-1, site::week_hour_of(settings, each.created_at)})
      for (const std::string& of : {std::string(), language}) waits[{each.channel, of, hour}].push_back(seconds);
  }
  std::vector<Figure> out;
  for (auto& [key, list] : waits) {
    const auto& [channel, language, hour] = key;
    if (hour >= 0 && list.size() < std::size_t(site::kLeastSample)) continue;
    std::sort(list.begin(), list.end());
    out.push_back({channel, language, list[(list.size() - 1) / 2], list[(list.size() * 9 + 9) / 10 - 1], std::int64_t(list.size()), hour});
  }
  return out;
}

void Card::load(db::Tx& tx, bool after_commit) {
  auto fresh = std::make_shared<std::vector<site::Way>>(ways_of(tx.all<Way>(sql::reach::ways), addresses_ ? addresses_(tx) : std::vector<std::string>{}, tx.all<Figure>(sql::reach::figures)));
  const auto waiting = tx.scalar<std::int64_t>(sql::reach::waiting_in_chat, tx.now() - kForgotten).value_or(0);
  for (site::Way& way : *fresh)
    if (way.counts_waiting) way.waiting = int(waiting);
  auto quiet = std::make_shared<std::vector<site::Way>>(*fresh);
  for (site::Way& way : *quiet) way.counts_waiting = false;
  const Present present = present_ ? present_(tx) : Present{};
  const auto set = [this, fresh, quiet, present, now = tx.now()] {
    const std::lock_guard lock(mutex_);
    ways_ = fresh;
    seen_present_ = present;
    without_queue_ = quiet;
    seen_at_ = now;
  };
  if (after_commit) tx.after_commit(set);
  else set();
}

// Callers stand in transactions of their own, so a stale queue is looked at by another thread; until it has, nothing is said
// of people who wait rather than something old.
std::shared_ptr<const std::vector<site::Way>> Card::ways() {
  const std::lock_guard lock(mutex_);
  const Duration age = clock_.now() - seen_at_;
  if (age < kQueueHolds && age >= Duration::zero()) return ways_;
  wanted_ = true;
  wake_.notify_one();
  if (age < kQueueTooOld && age >= Duration::zero()) return ways_;
  return without_queue_;
}

Present Card::present() {
  const std::lock_guard lock(mutex_);
  return seen_present_;
}

void Card::run() {
  std::unique_lock lock(mutex_);
  for (;;) {
    wake_.wait(lock, [this] { return stopping_ || wanted_; });
    if (stopping_) return;
    wanted_ = false;
    lock.unlock();
    try {
      store_.read([&](db::Tx& tx) { load(tx, false); });
    } catch (const db::Failure& failure) {
      log::warning("reach", "the queue could not be read", {{"what", failure.what()}});
    }
    lock.lock();
  }
}

Card::~Card() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    wake_.notify_one();
  }
  if (thread_.joinable()) thread_.join();
}

Result<void> Card::count_figures(db::Store& store, const jobs::Job& job) {
  const auto figures = store.read([&](db::Tx& tx) {
    return figures_of(tx.all<Answered>(sql::reach::first_answers, tx.now() - std::chrono::hours(24 * kWindowDays), kMostAnswers), settings_);
  });
  return store.write([&](db::Tx& tx) -> Result<void> {
    jobs::finish(tx, job);
    tx.execute(sql::reach::forget_figures);
    for (const Figure& each : figures) tx.execute(sql::reach::insert_figure, each.channel, each.language, each.week_hour, each.typical_seconds, each.p90_seconds, each.sample, tx.now());
    load(tx, true);
    jobs::set(tx, kFigures, "hourly", tx.now() + std::chrono::hours(1), "{}");
    return {};
  });
}

void Card::start(db::Tx& tx) {
  if (!thread_.joinable()) thread_ = std::thread([this] { run(); });
  load(tx, true);  // with the addresses that the configuration names since this start
  jobs::set(tx, kFigures, "hourly", tx.now() + std::chrono::minutes(1), "{}");
}

}  // namespace sahay::reach
