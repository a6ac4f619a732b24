#include "desk/portal/news.h"

#include <algorithm>
#include <vector>

#include "desk/portal/news_sql.h"
#include "desk/tickets/signed_link.h"

namespace sahay::portal {
namespace q = sql::news;
namespace {

constexpr char kPurpose[] = "news";
constexpr Duration kMarkLife = std::chrono::hours(24);

struct Heard {
  std::int64_t id = 0;
  std::string kind;
  std::int64_t subject_id = 0;
};
BOOST_DESCRIBE_STRUCT(Heard, (), (id, kind, subject_id))

// Events whose subject is a request, and of which its page may tell.
bool of_request(std::string_view kind) { return kind.starts_with("ticket.") || kind.starts_with("promise.") || kind.starts_with("handover."); }

}  // namespace

void News::remember(db::Tx& tx) {
  const auto last = tx.all<Heard>(q::last_events, std::int64_t(kMost));
  const std::lock_guard lock(mutex_);
  if (last.size() == kMost) floor_ = last.back().id;
  for (const Heard& event : last)
    if (of_request(event.kind)) note(event.subject_id, event.id);
}

void News::hear(const events::Event& event) {
  if (!of_request(event.kind)) return;
  const std::lock_guard lock(mutex_);
  note(event.subject_id, event.id);
}

void News::note(std::int64_t ticket, std::int64_t event) {
  std::int64_t& newest = newest_[ticket];
  newest = std::max(newest, event);
  if (newest_.size() <= kMost) return;
  // The older half goes; pages drawn before it ask for themselves once.
  std::vector<std::int64_t> ids;
  ids.reserve(newest_.size());
  for (const auto& [id, of] : newest_) ids.push_back(of);
  const auto middle = ids.begin() + std::ptrdiff_t(ids.size() / 2);
  std::nth_element(ids.begin(), middle, ids.end());
  floor_ = std::max(floor_, *middle);
  std::erase_if(newest_, [&](const auto& one) { return one.second <= floor_; });
}

std::string News::address(db::Tx& tx, TicketId ticket, UserId reader) const {
  return "/requests/" + std::to_string(ticket.value) + "/news?mark=" + tickets::link_token(key_, kPurpose, {ticket, reader, tx.now()}) +
         "&since=" + std::to_string(tx.scalar<std::int64_t>(q::newest_event).value_or(0));
}

bool News::any(TicketId ticket, std::string_view mark, std::int64_t since) const {
  const auto link = tickets::read_link(key_, kPurpose, mark);
  if (!link || link->ticket != ticket || clock_.now() - link->at > kMarkLife) return true;
  const std::lock_guard lock(mutex_);
  const auto found = newest_.find(ticket.value);
  return since < (found == newest_.end() ? floor_ : found->second);
}

}  // namespace sahay::portal
