// PlannedEvent: what is announced with a start and an end instead of being promised: maintenance, a move, an update.
// Customers see the public ones on every page of the site, from `shown_from` until they are over.
// Threading: values; Notices from any thread.
#pragma once

#include <boost/describe.hpp>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/id.h"
#include "base/json.h"
#include "platform/db/store.h"

namespace sahay::intake {

inline constexpr char kNoticeTopic[] = "planned_events";  // nodes read them anew

struct PlannedEvent {
  Id<struct PlannedEventTag> id;
  TicketId ticket_id;
  std::string title, body;
  RawJson translations{"{}"};  // {"ru":{"title","body"}}
  Time starts_at, ends_at, shown_from;
  bool is_public = true, cancelled = false;
  UserId created_by;
  Time created_at, updated_at;
};
BOOST_DESCRIBE_STRUCT(PlannedEvent, (), (id, ticket_id, title, body, translations, starts_at, ends_at, shown_from, is_public, cancelled, created_by, created_at, updated_at))

struct EventWords {
  std::string title, body;
};
// One for the demonstration: planned work with its notice in three languages. Once.
void seed_event(db::Tx& tx, UserId by, Time starts);

EventWords words_of(const PlannedEvent& event, i18n::Language language);

// The public events, kept in memory for every page.
class Notices {
 public:
  void load(db::Tx& tx);
  std::vector<PlannedEvent> shown(Time now) const;

 private:
  mutable std::mutex mutex_;
  std::shared_ptr<const std::vector<PlannedEvent>> events_ = std::make_shared<const std::vector<PlannedEvent>>();
};
Notices& notices();

}  // namespace sahay::intake
