// Whether an open page of a request has something new to show.
#include "desk/portal/news.h"

#include <gtest/gtest.h>

#include "base/text.h"
#include "platform/db/testing/temp_store.h"

namespace sahay::portal {
namespace {

constexpr TicketId kOurs(7), kOther(8);
constexpr UserId kRina(3);

class NewsTest : public testing::Test {
 protected:
  std::int64_t happen(TicketId ticket, const std::string& kind = "ticket.updated") {
    events::Event event;
    event.kind = kind;
    event.subject_id = ticket.value;
    event.id = *temp->write([&](db::Tx& tx) -> Result<std::int64_t> { return events::emit(tx, event); });
    news.hear(event);
    return event.id;
  }
  std::string draw(TicketId ticket) {
    return temp->read([&](db::Tx& tx) { return news.address(tx, ticket, kRina); });
  }
  static bool ask(const News& of, TicketId ticket, const std::string& address) {
    const auto mark = address.find("mark=") + 5, since = address.find("&since=");
    return of.any(ticket, address.substr(mark, since - mark), text::to_integer(address.substr(since + 7)).value_or(-1));
  }
  bool ask(TicketId ticket, const std::string& address) { return ask(news, ticket, address); }

  db::TempStore temp;
  News news{Secret("key of the desk"), temp.clock};
};

TEST_F(NewsTest, what_happened_after_the_page_was_drawn_is_news_of_that_request_alone) {
  happen(kOurs);
  const std::string drawn = draw(kOurs), other = draw(kOther);
  EXPECT_FALSE(ask(kOurs, drawn));
  happen(kOther);
  EXPECT_FALSE(ask(kOurs, drawn));
  EXPECT_TRUE(ask(kOther, other));
  happen(kOurs, "promise.missed");
  EXPECT_TRUE(ask(kOurs, drawn));
  EXPECT_FALSE(ask(kOurs, draw(kOurs)));
}

TEST_F(NewsTest, events_of_others_than_requests_are_none) {
  const std::string drawn = draw(kOurs);
  happen(kOurs, "user.updated");
  EXPECT_FALSE(ask(kOurs, drawn));
}

TEST_F(NewsTest, a_strange_mark_learns_nothing) {
  const std::string drawn = draw(kOurs);
  EXPECT_TRUE(ask(kOther, drawn)) << "of another request";
  const News elsewhere(Secret("another key"), temp.clock);
  EXPECT_TRUE(ask(elsewhere, kOurs, drawn));
  for (const char* mark : {"", "7.3.0.x", "7.3.9223372036854775807.aaaaaaaaaaaaaaaaaaaaaa", "....", "\xff"}) EXPECT_TRUE(news.any(kOurs, mark, 1)) << mark;
  temp.clock.advance(std::chrono::hours(25));
  EXPECT_TRUE(ask(kOurs, drawn)) << "of yesterday";
}

TEST_F(NewsTest, a_restart_makes_no_page_ask_for_itself_but_those_with_news) {
  happen(kOurs);
  const std::string drawn = draw(kOurs), other = draw(kOther);
  happen(kOther);
  News again(Secret("key of the desk"), temp.clock);
  temp->read([&](db::Tx& tx) { again.remember(tx); return true; });
  EXPECT_FALSE(ask(again, kOurs, drawn));
  EXPECT_TRUE(ask(again, kOther, other));
}

TEST_F(NewsTest, what_was_forgotten_is_asked_for_once) {
  const std::string drawn = draw(kOurs);
  events::Event event;
  event.kind = "ticket.updated";
  for (std::size_t n = 0; n <= News::kMost; ++n) {
    event.id = std::int64_t(1'000 + n);
    event.subject_id = std::int64_t(100 + n);
    news.hear(event);
  }
  EXPECT_TRUE(ask(kOurs, drawn)) << "something older than all that is remembered may have been of this request";
  EXPECT_FALSE(news.any(kOurs, drawn.substr(drawn.find("mark=") + 5, drawn.find("&since=") - drawn.find("mark=") - 5), event.id));
}

}  // namespace
}  // namespace sahay::portal
