#include "desk/promises/eta.h"

#include <algorithm>
#include <map>

#include "desk/promises/conduct.h"
#include "desk/promises/promise_sql.h"
#include "desk/promises/promise_store.h"
#include "desk/promises/triage.h"
#include "platform/api/rule_switch.h"

namespace sahay::promises {
namespace q = sql::promise;
namespace {

constexpr int kMostTickets = 5'000;
constexpr char kFirstAnswer[] = "first_answer", kSolution[] = "solution";

// A ticket without priority counts as normal, as for clocks. Names of classes and of priorities are different words.
std::string priority_of(std::string_view priority) { return std::string(priority.empty() ? "normal" : priority); }

std::optional<Expected> expected(db::Tx& tx, const tickets::Ticket& ticket, const std::string& work_class, const calendar::Calendar& calendar, const char* metric) {
  const std::string priority = priority_of(ticket.priority);
  std::vector<std::tuple<std::string, std::string, const char*>> bases;
  for (const auto& [of_class, name, with_type] : {std::tuple(work_class, "class", "class_and_type"), std::tuple(priority, "priority", "priority_and_type")}) {
    if (of_class.empty()) continue;
    if (!ticket.type.empty()) bases.emplace_back(of_class, ticket.type, with_type);
    bases.emplace_back(of_class, "", name);
  }
  bases.emplace_back("", "", "all");
  for (const auto& [of_class, type, name] : bases) {
    const auto figure = tx.one<Figure>(q::eta_figure, of_class, type, metric);
    if (!figure || figure->sample < kLeastSample) continue;
    Expected out{*figure, name, {}, {}};
    const auto at = [&](std::int64_t seconds) {
      const Duration needed = std::chrono::seconds(seconds);
      return calendar.empty() ? ticket.received() + needed : calendar.after(ticket.received(), needed).value_or(Time{});
    };
    out.median_at = at(figure->median);
    out.p80_at = at(figure->p80);
    return out;
  }
  return std::nullopt;
}

}  // namespace

std::int64_t percentile(std::vector<std::int64_t> values, int share) {
  const std::size_t rank = std::max<std::size_t>(1, (values.size() * std::size_t(share) + 99) / 100);
  std::nth_element(values.begin(), values.begin() + std::ptrdiff_t(rank - 1), values.end());
  return values[rank - 1];
}

void count_figures(db::Tx& tx) {
  if (!measured_since) return;
  std::map<std::tuple<std::string, std::string, std::string>, std::vector<std::int64_t>> samples;
  for (const Measured& m : measured_since(tx, tx.now() - kEtaWindow, kMostTickets))
    for (const auto& [metric, minutes] : {std::pair(kFirstAnswer, m.first_answer), std::pair(kSolution, m.solution)}) {
      if (minutes < 0) continue;
      samples[{"", "", metric}].push_back(minutes * 60);
      for (const std::string& of_class : {priority_of(m.priority), m.work_class}) {
        if (of_class.empty()) continue;
        samples[{of_class, "", metric}].push_back(minutes * 60);
        if (!m.type.empty()) samples[{of_class, m.type, metric}].push_back(minutes * 60);
      }
    }
  tx.execute(q::forget_eta);
  for (auto& [key, values] : samples) {
    if (int(values.size()) < kLeastSample) continue;
    const auto& [of_class, type, metric] = key;
    tx.execute(q::insert_eta, of_class, type, metric, std::int64_t(values.size()), percentile(values, 50), percentile(values, 80), tx.now());
  }
}

Eta eta_of(db::Tx& tx, const tickets::Ticket& ticket) {
  Eta out;
  if (!api::rule_in_force("C2") || ticket.status == "solved" || ticket.status == "closed") return out;
  out.analysis = std::find(ticket.tags.begin(), ticket.tags.end(), kAnalysisTag) != ticket.tags.end();
  if (!tx.scalar<std::string>(q::any_eta)) return out;
  const auto calendar = calendar_for(tx, ticket);
  const std::string work_class = work_class_of ? work_class_of(tx, ticket) : std::string{};
  out.first_answer = expected(tx, ticket, work_class, calendar, kFirstAnswer);
  if (!out.analysis) out.solution = expected(tx, ticket, work_class, calendar, kSolution);
  return out;
}

Result<void> Conduct::count_eta(db::Store& store, const jobs::Job& job) {
  return store.write([&](db::Tx& tx) -> Result<void> {
    jobs::finish(tx, job);
    count_figures(tx);
    jobs::set(tx, kEta, "hourly", tx.now() + std::chrono::hours(1), "{}");
    return {};
  });
}

}  // namespace sahay::promises
