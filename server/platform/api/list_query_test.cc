#include "platform/api/list_query.h"

#include <algorithm>

#include "platform/api/testing/parts_desk.h"

namespace sahay::api {
namespace {

using test::Answer;
using Ids = std::vector<std::int64_t>;

class ListTest : public test::PartsDesk {
 protected:
  // Follows links[link] from `url` to the end; checks at every page that the keys agree (wire rule 8).
  std::vector<Ids> walk(std::string url, const char* link) {
    std::vector<Ids> pages;
    for (int guard = 0; guard < 50; ++guard) {
      const Answer page = ask("agent", "GET", url);
      EXPECT_EQ(page.status, 200) << page.body;
      pages.push_back(page.ids("parts"));
      EXPECT_EQ(page.at("meta", "has_more").is_bool() && page.at("meta", "has_more").get_bool(), page.at("links", "next").is_string()) << page.body;
      if (!page.at("links", link).is_string()) return pages;
      url = page.text("links", link);
    }
    ADD_FAILURE() << "no end";
    return pages;
  }
  static Ids joined(const std::vector<Ids>& pages) {
    Ids all;
    for (const Ids& page : pages) all.insert(all.end(), page.begin(), page.end());
    return all;
  }
};

TEST_F(ListTest, offset_pages_carry_links_and_the_count) {
  for (int i = 1; i <= 5; ++i) add_part("part " + std::to_string(i));
  const Answer first = ask("agent", "GET", "/api/v2/parts.json?per_page=2");
  EXPECT_EQ(first.ids("parts"), (Ids{1, 2}));
  EXPECT_EQ(first.number("count"), 5);
  EXPECT_TRUE(first.at("previous_page").is_null());
  EXPECT_EQ(first.text("next_page"), "https://desk.example.org/api/v2/parts.json?page=2&per_page=2");
  const Answer last = ask("agent", "GET", "/api/v2/parts.json?per_page=2&page=3");
  EXPECT_EQ(last.ids("parts"), (Ids{5}));
  EXPECT_TRUE(last.at("next_page").is_null());
  EXPECT_EQ(last.text("previous_page"), "https://desk.example.org/api/v2/parts.json?page=2&per_page=2");
  EXPECT_TRUE(last.at("meta").is_null());
}

TEST_F(ListTest, a_full_last_page_has_no_next_page) {
  for (int i = 1; i <= 4; ++i) add_part("part " + std::to_string(i));
  EXPECT_TRUE(ask("agent", "GET", "/api/v2/parts?per_page=2&page=2").at("next_page").is_null());
  EXPECT_EQ(walk("/api/v2/parts?page[size]=2", "next").size(), 2u);
}

TEST_F(ListTest, an_empty_list_is_an_answer) {
  const Answer offset = ask("agent", "GET", "/api/v2/parts");
  EXPECT_EQ(offset.body, R"({"parts":[],"next_page":null,"previous_page":null,"count":0})");
  const Answer cursor = ask("agent", "GET", "/api/v2/parts?page[size]=10");
  EXPECT_EQ(cursor.body, R"({"parts":[],"meta":{"has_more":false,"after_cursor":null,"before_cursor":null},"links":{"next":null,"prev":null}})");
}

TEST_F(ListTest, cursors_go_forwards_and_back_over_every_row_once) {
  for (int i = 1; i <= 7; ++i) add_part("part " + std::to_string(i));
  const auto pages = walk("/api/v2/parts?page[size]=3", "next");
  EXPECT_EQ(pages, (std::vector<Ids>{{1, 2, 3}, {4, 5, 6}, {7}}));
  const Answer last = ask("agent", "GET", "/api/v2/parts?page[size]=3");
  std::string url = last.text("links", "next");
  url = ask("agent", "GET", url).text("links", "next");
  EXPECT_EQ(walk(url, "prev"), (std::vector<Ids>{{7}, {4, 5, 6}, {1, 2, 3}}));
}

TEST_F(ListTest, rows_that_come_meanwhile_move_no_cursor_page) {
  for (int i = 1; i <= 4; ++i) add_part("part " + std::to_string(i));
  const Answer first = ask("agent", "GET", "/api/v2/parts?page[size]=2&sort=-id");
  EXPECT_EQ(first.ids("parts"), (Ids{4, 3}));
  add_part("newer");
  EXPECT_EQ(ask("agent", "GET", first.text("links", "next")).ids("parts"), (Ids{2, 1}));
}

TEST_F(ListTest, sorts_by_text_with_ties_by_id_in_both_directions) {
  for (const char* name : {"bolt", "axle", "болт", "bolt", "নাট", "axle"}) add_part(name);
  const Ids up{2, 6, 1, 4, 3, 5};
  EXPECT_EQ(ask("agent", "GET", "/api/v2/parts?sort_by=name").ids("parts"), up);
  EXPECT_EQ(joined(walk("/api/v2/parts?sort=name&page[size]=2", "next")), up);
  EXPECT_EQ(joined(walk("/api/v2/parts?sort=name&page[size]=1", "next")), up);
  Ids down(up.rbegin(), up.rend());
  EXPECT_EQ(joined(walk("/api/v2/parts?sort=-name&page[size]=2", "next")), down);
  EXPECT_EQ(ask("agent", "GET", "/api/v2/parts?sort_by=name&sort_order=desc").ids("parts"), down);
}

TEST_F(ListTest, sorts_by_a_column_that_may_be_empty) {
  for (std::int64_t owner : {5, 0, 3, 0, 5}) add_part("part " + std::to_string(count_parts()), 0, owner);
  const Ids up{2, 4, 3, 1, 5};
  for (int size : {1, 2, 3, 5}) EXPECT_EQ(joined(walk("/api/v2/parts?sort=owner&page[size]=" + std::to_string(size), "next")), up) << size;
  EXPECT_EQ(joined(walk("/api/v2/parts?sort=-owner&page[size]=2", "next")), (Ids{5, 1, 3, 4, 2}));
}

TEST_F(ListTest, goes_back_in_descending_order_too) {
  for (int i = 1; i <= 6; ++i) add_part("part " + std::to_string(i), i % 2);
  const auto pages = walk("/api/v2/parts?sort=-weight&page[size]=2", "next");
  EXPECT_EQ(pages, (std::vector<Ids>{{5, 3}, {1, 6}, {4, 2}}));
  std::string url = ask("agent", "GET", "/api/v2/parts?sort=-weight&page[size]=2").text("links", "next");
  url = ask("agent", "GET", url).text("links", "next");
  EXPECT_EQ(walk(url, "prev"), (std::vector<Ids>{{4, 2}, {1, 6}, {5, 3}}));
}

TEST_F(ListTest, refuses_cursors_that_it_did_not_make) {
  add_part("bolt");
  for (const char* cursor : {"garbage!", "AAAA", "eA", "_____w", "H_8fMQ"})
    for (const char* sort : {"id", "name"})
      for (const char* way : {"after", "before"}) {
        const Answer refused = ask("agent", "GET", "/api/v2/parts?sort=" + std::string(sort) + "&page[" + way + "]=" + cursor);
        EXPECT_EQ(refused.status, 422) << cursor << " " << sort << " " << refused.body;
      }
}

TEST_F(ListTest, holds_page_sizes_between_one_and_a_hundred) {
  for (int i = 0; i < 103; ++i) add_part("part " + std::to_string(i));
  EXPECT_EQ(ask("agent", "GET", "/api/v2/parts").ids("parts").size(), 100u);
  EXPECT_EQ(ask("agent", "GET", "/api/v2/parts?per_page=1000").ids("parts").size(), 100u);
  EXPECT_EQ(ask("agent", "GET", "/api/v2/parts?page[size]=1000").ids("parts").size(), 100u);
  for (const char* wrong : {"per_page=0", "per_page=-1", "per_page=x", "page=0", "page=-3", "page[size]=0"})
    EXPECT_EQ(ask("agent", "GET", std::string("/api/v2/parts?") + wrong).status, 422) << wrong;
}

TEST_F(ListTest, ignores_parameters_and_sorts_that_nobody_knows) {
  add_part("bolt");
  EXPECT_EQ(ask("agent", "GET", "/api/v2/parts?include=None&cursor_pagination=&sort_by=colour&filter[x]=1").ids("parts"), (Ids{1}));
}

TEST_F(ListTest, links_keep_the_prefix_and_the_other_parameters_of_the_caller) {
  for (int i = 1; i <= 3; ++i) add_part("part " + std::to_string(i));
  const Answer page = ask("agent", "GET", "/.zendesk.com/api/v2/parts.json?page[size]=1&include=a%26b,c");
  const std::string next = page.text("links", "next");
  EXPECT_TRUE(next.starts_with("https://desk.example.org/.zendesk.com/api/v2/parts.json?include=a%26b%2Cc&page[after]=")) << next;
  EXPECT_EQ(page.text("parts", 0, "url"), "https://desk.example.org/.zendesk.com/api/v2/parts/1.json");
  EXPECT_EQ(ask("agent", "GET", next).ids("parts"), (Ids{2}));
}

TEST_F(ListTest, url_with_replaces_adds_and_removes_parameters) {
  http::Request request;
  request.base_url = "https://desk.example.org";
  request.path = "/api/v2/parts";
  request.query = {{"page", "2"}, {"q", "a b&c"}, {"page[after]", "x"}};
  Context context;
  context.request = &request;
  EXPECT_EQ(url_with(context, {{"page", "3"}, {"page[after]", ""}, {"new", "ж"}}), "https://desk.example.org/api/v2/parts?new=%D0%B6&page=3&q=a%20b%26c");
}

TEST_F(ListTest, values_never_become_sql) {
  add_part("bolt");
  EXPECT_EQ(ask("agent", "GET", "/api/v2/parts?name=x'%20or%20'1'='1").ids("parts"), Ids{});
  EXPECT_EQ(ask("agent", "GET", "/api/v2/parts?sort_by=name;drop%20table%20parts").status, 200);
  EXPECT_EQ(count_parts(), 1);
}

TEST_F(ListTest, show_many_takes_a_hundred_ids_and_no_more) {
  std::string ids = "1";
  add_part("bolt");
  for (int i = 2; i <= 100; ++i) ids += "," + std::to_string(i);
  EXPECT_EQ(ask("agent", "GET", "/api/v2/parts/show_many?ids=" + ids).ids("parts"), (Ids{1}));
  const Answer refused = ask("agent", "GET", "/api/v2/parts/show_many?ids=" + ids + ",101");
  EXPECT_EQ(refused.status, 400);
  EXPECT_EQ(refused.text("error"), "TooManyValues");
  EXPECT_EQ(refused.number("max_count"), 100);
  EXPECT_NE(refused.text("description").find("cannot specify more than 100 values"), std::string::npos);
}

TEST_F(ListTest, show_many_comes_with_what_include_asks_for) {
  add_part("bolt", 0, 7);
  add_part("screw", 0, 8);
  const Answer both = ask("agent", "GET", "/api/v2/parts/show_many?ids=1,2&include=owners,lengths");
  EXPECT_EQ(both.ids("parts"), (Ids{1, 2}));
  EXPECT_EQ(both.ids("owners"), (Ids{7, 8}));
  EXPECT_EQ(both.number("parts", 1, "length"), 5);
  const Answer plain = ask("agent", "GET", "/api/v2/parts/show_many?ids=1");
  EXPECT_TRUE(plain.at("owners").is_null());
  EXPECT_TRUE(plain.at("parts", 0, "length").is_null());
  EXPECT_EQ(plain.number("count"), 1);
  const Answer cursor = ask("agent", "GET", "/api/v2/parts/show_many?ids=1&page[size]=10");
  EXPECT_FALSE(cursor.at("meta", "has_more").get_bool());
  EXPECT_TRUE(cursor.at("links", "next").is_null());
}

}  // namespace
}  // namespace sahay::api
