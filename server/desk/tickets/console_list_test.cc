// The list of the console: conditions that are not stored, and the orders that a reader chooses, page by page.
#include "desk/tickets/due.h"
#include "desk/tickets/testing/tickets_site.h"

namespace sahay::tickets {
namespace {

class ConsoleListTest : public TicketsSite {
 protected:
  struct Made {
    const char *subject, *priority, *status;
  };
  void fill() {
    for (const Made& one : {Made{"a", "low", "open"}, Made{"b", "urgent", "pending"}, Made{"c", "", "open"}, Made{"d", "urgent", "open"}}) {
      const Ticket ticket = make();
      const std::string body = std::string(R"({"ticket":{"subject":")") + one.subject + R"(","status":")" + one.status + "\"" +
                               (*one.priority ? std::string(R"(,"priority":")") + one.priority + "\"" : "") + "}}";
      ask(cast.sara, "PUT", path_of(ticket.id), body);
      made_.push_back(ticket.id);
    }
  }
  void due(std::size_t which, std::int64_t hours) {
    const auto noted = write([&](db::Tx& tx) -> Result<void> {
      note_next_due(tx, made_.at(which), tx.now() + std::chrono::hours(hours));
      return {};
    });
    EXPECT_TRUE(noted.ok());
  }
  // The subjects of all pages of two rows each.
  std::string subjects(const std::string& query) {
    std::string out, cursor;
    do {
      const auto page = ask(cast.sara, "GET", "/console/tickets?limit=2&" + query + cursor);
      for (const Json& row : page.at("rows").get_array()) out += string_at(row.get_object(), "subject").value_or("?");
      const Json& next = page.at("next_cursor");
      cursor = next.is_null() ? "" : "&cursor=" + std::string(next.get_string());
    } while (!cursor.empty() && out.size() < 20);
    return out;
  }

  std::vector<TicketId> made_;
};

TEST_F(ConsoleListTest, each_order_goes_on_over_pages_and_stands_by_the_number_where_it_is_equal) {
  fill();
  due(0, 5);
  due(3, 2);
  EXPECT_EQ(subjects("sort=created&order=asc"), "abcd");
  EXPECT_EQ(subjects("sort=created&order=desc"), "dcba");
  EXPECT_EQ(subjects("sort=priority&order=desc"), "dbac");
  EXPECT_EQ(subjects("sort=priority&order=asc"), "cabd");
  EXPECT_EQ(subjects("sort=due&order=asc"), "dabc");
  EXPECT_EQ(subjects("sort=due&order=desc"), "cbad");
  EXPECT_EQ(ask(cast.sara, "GET", "/console/tickets?sort=colour").status, 422);
  EXPECT_EQ(ask(cast.sara, "GET", "/console/tickets?sort=due&order=up").status, 422);
}

TEST_F(ConsoleListTest, conditions_that_are_not_stored_narrow_the_list) {
  fill();
  const std::string urgent = "view=filter%3A%7B%22of%22%3A%22open%22%2C%22all%22%3A%5B%7B%22field%22%3A%22priority%22%2C%22operator%22%3A%22is%22%2C%22value%22%3A%22urgent%22%7D%5D%2C%22any%22%3A%5B%5D%7D";
  EXPECT_EQ(subjects(urgent + "&sort=created&order=asc"), "bd");
  EXPECT_EQ(subjects("view=filter%3A%7B%22all%22%3A%5B%5D%7D&sort=created&order=asc"), "abcd");
  EXPECT_EQ(ask(cast.sara, "GET", "/console/tickets?view=filter%3A%7B%22all").status, 422);
  EXPECT_EQ(ask(cast.sara, "GET", "/console/tickets?view=filter%3A%7B%22all%22%3A%5B%7B%22field%22%3A%22moon%22%2C%22operator%22%3A%22is%22%7D%5D%7D").status, 422);
  EXPECT_EQ(ask(cast.rina, "GET", "/console/tickets?" + urgent).status, 403);
}

}  // namespace
}  // namespace sahay::tickets
