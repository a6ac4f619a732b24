// What is new in requests whose pages stand open. A page asks every few seconds whether anything happened since it was drawn; the
// newest event of each request lies in memory, so that this costs neither database nor a held worker, however many pages are open.
// The mark that the page carries says that this program showed the request to this person (under the installation's key). It opens
// nothing: whoever hears of news asks for the page again, which looks at rights as ever.
// Rule of use: hear() is a live consumer; remember() once before serving, so that a restart makes no page ask for itself again.
// Threading: any thread.
#pragma once

#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/clock.h"
#include "base/id.h"
#include "base/log.h"
#include "platform/db/store.h"
#include "platform/events/events.h"

namespace sahay::portal {

class News {
 public:
  News(Secret key, const Clock& clock) : key_(std::move(key)), clock_(clock) {}

  void remember(db::Tx& tx);
  void hear(const events::Event& event);

  // The address that a page drawn in this transaction asks.
  std::string address(db::Tx& tx, TicketId ticket, UserId reader) const;
  // Whether something may have happened to this request after the event `since`; true for whatever is not known (a mark of
  // somebody else's making, of another request, older than a day): the page then finds out by itself.
  bool any(TicketId ticket, std::string_view mark, std::int64_t since) const;

  static constexpr std::size_t kMost = 20'000;  // requests remembered

 private:
  void note(std::int64_t ticket, std::int64_t event);

  const Secret key_;
  const Clock& clock_;
  mutable std::mutex mutex_;
  std::unordered_map<std::int64_t, std::int64_t> newest_;  // event of each request
  std::int64_t floor_ = 0;                                 // of what was forgotten, the newest event
};

}  // namespace sahay::portal
