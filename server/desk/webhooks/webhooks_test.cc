#include "desk/webhooks/webhooks.h"

#include "base/text.h"
#include "desk/tickets/testing/tickets_site.h"
#include "desk/webhooks/circuit.h"
#include "desk/webhooks/event_types.h"
#include "desk/webhooks/request.h"
#include "desk/webhooks/signature.h"
#include "desk/webhooks/webhooks_api.h"

namespace sahay::webhooks {
namespace {

// Made with Python's hmac and base64.
constexpr char kSecret[] = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
constexpr char kOldSecret[] = "YWJjZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXoxMjM0NTY=";
constexpr char kBody[] = R"({"ticket":"7"})";
constexpr Time kNow = Time::from_seconds(1'704'164'645);

TEST(WebhookSignature, both_kinds_are_what_receivers_compute) {
  EXPECT_EQ(field_signature(kSecret, "2024-01-02T03:04:05Z", kBody), "rm4IWC6oACxfsuxgk++pUq1TeTPXKfbyVzUuikRCuxw=");
  EXPECT_EQ(standard_signature(kSecret, "01HK", kNow.seconds(), kBody), "v1,gNzmbjfGhtHhsNsiMKSCVUdOA54euU0ixVUr261simM=");
}

TEST(WebhookSignature, a_rotated_secret_signs_beside_the_new_one_for_a_day) {
  Webhook hook;
  hook.secret = kSecret;
  hook.old_secret = kOldSecret;
  hook.old_secret_until = kNow + std::chrono::hours(24);
  const auto signed_with = [&](Time now) { return signature_headers(hook, "01HK", kBody, now).find("webhook-signature")->second; };
  EXPECT_EQ(signed_with(kNow), "v1,gNzmbjfGhtHhsNsiMKSCVUdOA54euU0ixVUr261simM= v1,3Ewi1JhkyZwyMSIFPvLtDL1qy8TiNHTYy/QLaP2k4Ec=");
  EXPECT_EQ(signed_with(kNow + std::chrono::hours(25)).find(' '), std::string::npos);
}

TEST(WebhookCircuit, five_failures_in_a_row_stop_everything_for_a_minute_and_one_message_tries_then) {
  Webhook hook;
  for (int i = 0; i < 4; ++i) record_failure(hook, "status 500", kNow);
  EXPECT_EQ(may_send_at(hook, kNow), kNow);
  record_failure(hook, "status 500", kNow);
  EXPECT_EQ(hook.circuit, "open");
  EXPECT_EQ(may_send_at(hook, kNow), kNow + std::chrono::seconds(60));
  const Time later = kNow + std::chrono::seconds(60);
  EXPECT_EQ(may_send_at(hook, later), later);
  EXPECT_EQ(hook.circuit, "half_open");
  EXPECT_GT(may_send_at(hook, later), later);  // the others wait for the one
  record_failure(hook, "status 500", later);
  EXPECT_EQ(may_send_at(hook, later), later + std::chrono::seconds(120));
  record_success(hook);
  EXPECT_EQ(hook.circuit, "closed");
  EXPECT_EQ(hook.failures, 0);
}

TEST(WebhookRequest, the_log_shows_no_credentials) {
  Webhook hook;
  hook.endpoint = "https://hooks.example/x";
  hook.secret = kSecret;
  hook.authentication.text = R"({"type":"api_key","data":{"name":"X-Key","value":"hunter2"}})";
  hook.custom_headers.text = R"({"X-Other":"hunter3"})";
  const auto request = request_of(hook, "01HK", kBody, kNow);
  EXPECT_EQ(request.headers.find("x-key")->second, "hunter2");
  EXPECT_EQ(request.headers.find("x-other")->second, "hunter3");
  const std::string shown = shown_request_headers(hook, request.headers).text;
  EXPECT_EQ(shown.find("hunter"), std::string::npos) << shown;
  hook.authentication.text = R"({"type":"basic_auth","data":{"username":"desk","password":"hunter2"}})";
  const auto basic = request_of(hook, "01HK", kBody, kNow);
  EXPECT_EQ(basic.headers.find("authorization")->second, "Basic ZGVzazpodW50ZXIy");
  EXPECT_EQ(shown_request_headers(hook, basic.headers).text.find("ZGVzazpodW50ZXIy"), std::string::npos);
}

TEST(WebhookRequest, headers_that_could_split_or_replace_the_message_are_refused) {
  for (const char* name : {"Host", "content-length", "X-Zendesk-Webhook-Id", "webhook-signature", "a b", ""})
    EXPECT_NE(problem_of_headers({{name, "x"}}), "") << name;
  EXPECT_NE(problem_of_headers({{"X-Ok", "a\r\nHost: evil"}}), "");
  EXPECT_EQ(problem_of_headers({{"X-Ok", "fine"}}), "");
  EXPECT_NE(problem_of_authentication({{"type", "api_key"}, {"data", JsonObject{{"name", "Host"}, {"value", "x"}}}}), "");
  EXPECT_EQ(problem_of_authentication({{"type", "bearer_token"}, {"data", JsonObject{{"token", "t"}}}}), "");
}

TEST(Webhook, its_id_is_a_ulid_that_sorts_by_time) {
  const std::string first = make_ulid(kNow), later = make_ulid(kNow + std::chrono::seconds(1));
  EXPECT_EQ(first.size(), 26u);
  EXPECT_EQ(first.substr(0, 10), "01HK421P48");
  EXPECT_LT(first, later);
  EXPECT_NE(first, make_ulid(kNow));
}

class WebhooksTest : public tickets::TicketsSite {
 protected:
  WebhooksTest() { add_webhook_routes(api_, guard_); }
  std::string make(const std::string& subscriptions) {
    const auto made = ask(cast.admin, "POST", "/webhooks", R"({"webhook":{"name":"Bridge","endpoint":"http://127.0.0.1:9/x","http_method":"POST","request_format":"json","status":"active","subscriptions":)" + subscriptions + "}}");
    EXPECT_EQ(made.status, 201) << made.body;
    return made.text("webhook", "id");
  }
  void hear_all() {
    EXPECT_TRUE(write([&](db::Tx& tx) -> Result<void> {
      const auto all = tx.all<events::Event>(std::string("select * from events order by id"));
      std::vector<const events::Event*> batch;
      for (const auto& event : all) batch.push_back(&event);
      webhooks::hear(tx, batch);
      return {};
    }).ok());
  }
  std::vector<std::string> types(const std::string& id) {
    std::vector<std::string> out;
    const auto list = ask(cast.admin, "GET", "/webhooks/" + id + "/invocations?sort=latest_completed_at");
    for (const Json& one : list.at("invocations").get_array()) out.emplace_back(one.get_object().at("event_type").get_string());
    return out;
  }
  http::GuardOptions guard_;
};

TEST_F(WebhooksTest, only_administrators_see_them_and_nobody_sees_their_secrets_twice) {
  const std::string id = make(R"(["conditional_ticket_events"])");
  EXPECT_EQ(ask(cast.sara, "GET", "/webhooks").status, 403);
  EXPECT_EQ(ask(cast.rina, "GET", "/webhooks/" + id).status, 403);
  EXPECT_EQ(ask({}, "GET", "/webhooks/" + id + "/signing_secret").status, 401);
  const auto secret = ask(cast.admin, "GET", "/webhooks/" + id + "/signing_secret").text("signing_secret", "secret");
  EXPECT_GE(secret.size(), 32u);
  EXPECT_NE(ask(cast.admin, "POST", "/webhooks/" + id + "/signing_secret").text("signing_secret", "secret"), secret);
  const std::string body = R"({"webhook":{"authentication":{"type":"basic_auth","data":{"username":"desk","password":"hunter2"},"add_position":"header"}}})";
  EXPECT_EQ(ask(cast.admin, "PATCH", "/webhooks/" + id, body).status, 204);
  const auto shown = ask(cast.admin, "GET", "/webhooks/" + id);
  EXPECT_EQ(shown.text("webhook", "authentication", "data", "username"), "desk");
  EXPECT_EQ(shown.body.find("hunter2"), std::string::npos);
}

TEST_F(WebhooksTest, what_cannot_work_is_refused_with_its_field) {
  for (const auto& [field, value] : {std::pair("endpoint", R"("ftp://x")"), std::pair("subscriptions", R"(["zen:event-type:ticket.exploded"])"), std::pair("http_method", R"("BREW")"), std::pair("name", "null")}) {
    std::string body = R"({"webhook":{"name":"N","endpoint":"https://x.example/","http_method":"POST","request_format":"json",")" + std::string(field) + "\":" + value + "}}";
    const auto refused = ask(cast.admin, "POST", "/webhooks", body);
    EXPECT_EQ(refused.status, 422) << field;
    EXPECT_NE(refused.body.find(field), std::string::npos) << refused.body;
  }
}

TEST_F(WebhooksTest, a_change_is_told_to_those_who_asked_for_it_and_to_no_others) {
  const std::string all = make(R"(["zen:event-type:ticket.*"])"), status = make(R"(["zen:event-type:ticket.status_changed"])"), rules = make(R"(["conditional_ticket_events"])");
  const auto made = ask(cast.sara, "POST", "/tickets", R"({"ticket":{"subject":"Drill","comment":{"body":"It stops"}}})");
  const std::string path = "/tickets/" + made.text("ticket", "id");
  ASSERT_EQ(ask(cast.sara, "PUT", path, R"({"ticket":{"status":"pending","priority":"high"}})").status, 200);
  hear_all();
  EXPECT_EQ(types(status), (std::vector<std::string>{"zen:event-type:ticket.status_changed"}));
  EXPECT_TRUE(types(rules).empty());
  const auto told = types(all);
  for (const char* type : {"ticket.created", "ticket.comment_added", "ticket.status_changed", "ticket.priority_changed"})
    EXPECT_NE(std::find(told.begin(), told.end(), "zen:event-type:" + std::string(type)), told.end()) << type;
}

TEST_F(WebhooksTest, what_was_imported_or_happened_before_is_not_told) {
  ASSERT_EQ(ask(cast.sara, "POST", "/tickets", R"({"ticket":{"subject":"Before","comment":{"body":"x"}}})").status, 201);
  temp_.clock.advance(std::chrono::seconds(5));
  const std::string all = make(R"(["zen:event-type:ticket.*"])");
  ASSERT_EQ(ask(cast.admin, "POST", "/imports/tickets", R"({"ticket":{"subject":"Old","requester_id":)" + std::to_string(cast.rina.value) + R"(,"comments":[{"value":"x"}]}})").status, 201);
  hear_all();
  EXPECT_TRUE(types(all).empty());
}

TEST_F(WebhooksTest, an_address_inside_is_not_reached_and_the_attempt_says_so) {
  const std::string all = make(R"(["zen:event-type:ticket.created"])");
  ASSERT_EQ(ask(cast.sara, "POST", "/tickets", R"({"ticket":{"subject":"Drill","comment":{"body":"x"}}})").status, 201);
  hear_all();
  jobs::Worker worker(*temp_, temp_.clock);
  worker.handle(kDeliverJob, [&](db::Store& store, const jobs::Job& job) { return deliver(store, guard_, job); });
  worker.run_due();
  const auto log = ask(cast.admin, "GET", "/webhooks/" + all + "/invocations");
  EXPECT_EQ(log.text("invocations", 0, "status"), "failed");
  const auto attempts = ask(cast.admin, "GET", "/webhooks/" + all + "/invocations/" + log.text("invocations", 0, "id") + "/attempts");
  EXPECT_EQ(attempts.text("attempts", 0, "status"), "blocked");
  const auto tried = ask(cast.admin, "POST", "/webhooks/test?webhook_id=" + all);
  EXPECT_EQ(tried.status, 200);
  EXPECT_NE(tried.text("response", "error"), "null");
}

TEST_F(WebhooksTest, messages_of_a_removed_webhook_are_cancelled) {
  const std::string all = make(R"(["zen:event-type:ticket.created"])");
  ASSERT_EQ(ask(cast.sara, "POST", "/tickets", R"({"ticket":{"subject":"Drill","comment":{"body":"x"}}})").status, 201);
  hear_all();
  EXPECT_EQ(ask(cast.admin, "DELETE", "/webhooks/" + all).status, 204);
  EXPECT_EQ(ask(cast.admin, "GET", "/webhooks/" + all).status, 404);
  EXPECT_EQ(ask(cast.admin, "DELETE", "/webhooks/" + all).status, 404);
  const auto open = read([](db::Tx& tx) { return *tx.scalar<std::int64_t>(std::string("select count(*) from webhook_invocations where next_at is not null")); });
  EXPECT_EQ(open, 0);
}

}  // namespace
}  // namespace sahay::webhooks
