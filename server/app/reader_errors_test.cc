#include "app/reader_errors.h"

#include <gtest/gtest.h>

#include "platform/db/testing/temp_store.h"

namespace sahay::app {
namespace {

class ReaderErrors : public testing::Test {
 protected:
  http::Response told(int status, const std::string& accept, const std::string& path = "/articles/12", const std::string& language = "en") {
    http::Request request;
    request.method = "GET";
    request.path = path;
    request.base_url = "https://desk.example";
    request.headers.emplace("accept", accept);
    request.headers.emplace("accept-language", language);
    http::Response response = http::Response::json(status, R"({"error":"InternalServerError"})");
    tell_reader(settings_, *store_, store_.clock, request, response);
    return response;
  }
  static bool is_page(const http::Response& response) { return response.body.starts_with("<!doctype html>"); }

  db::TempStore store_;
  site::Settings settings_;
};

TEST_F(ReaderErrors, a_fault_of_ours_is_a_page_in_the_readers_language_that_may_be_kept_by_nobody) {
  const auto page = told(500, "text/html,application/xhtml+xml", "/articles/12", "ru");
  EXPECT_EQ(page.status, 500);
  ASSERT_TRUE(is_page(page));
  EXPECT_NE(page.body.find("<html lang=\"ru\">"), std::string::npos);
  EXPECT_NE(page.body.find("<footer>"), std::string::npos);
  EXPECT_NE(page.body.find("noindex"), std::string::npos);
}

TEST_F(ReaderErrors, who_is_lost_is_offered_a_search) { EXPECT_NE(told(404, "text/html").body.find("action=\"/search\""), std::string::npos); }

TEST_F(ReaderErrors, programs_and_what_went_well_stay_as_they_were) {
  EXPECT_FALSE(is_page(told(404, "application/json")));
  EXPECT_FALSE(is_page(told(404, "*/*")));
  EXPECT_FALSE(is_page(told(500, "text/html", "/api/v2/tickets")));
  EXPECT_FALSE(is_page(told(200, "text/html")));
  EXPECT_FALSE(is_page(told(422, "text/html")));
}

}  // namespace
}  // namespace sahay::app
