#include "platform/api/api.h"

#include "platform/api/remembered.h"
#include "platform/api/testing/parts_desk.h"

namespace sahay::api {
namespace {

using test::Answer;

class ApiTest : public test::PartsDesk {};

TEST_F(ApiTest, a_missing_object_and_a_hidden_one_answer_alike) {
  const std::int64_t hidden = add_part("bolt", 0, 99);
  const Answer missing = ask("customer", "GET", "/api/v2/parts/12345.json");
  EXPECT_EQ(missing.status, 404);
  EXPECT_EQ(missing.body, R"({"error":"RecordNotFound","description":"Not found"})");
  const Answer refused = ask("customer", "GET", "/api/v2/parts/" + std::to_string(hidden));
  EXPECT_EQ(refused.status, 404);
  EXPECT_EQ(refused.body, missing.body);
  for (const char* id : {"0", "-1", "x", "9007199254740992", "99999999999999999999"})
    EXPECT_EQ(ask("agent", "GET", std::string("/api/v2/parts/") + id).status, 404) << id;
}

TEST_F(ApiTest, a_wrong_field_is_named_with_code_and_sentence) {
  add_part("bolt");
  const Answer twin = ask("agent", "POST", "/api/v2/parts", R"({"part":{"name":"bolt"}})");
  EXPECT_EQ(twin.status, 422);
  EXPECT_EQ(twin.body, R"({"error":"RecordInvalid","description":"Record validation errors","details":{"name":[{"description":"Name: bolt has already been taken","error":"DuplicateValue"}]}})");
  const Answer blank = ask("agent", "POST", "/api/v2/parts", R"({"part":{"name":"  ","owner_id":"x"}})");
  EXPECT_EQ(blank.status, 422);
  EXPECT_EQ(blank.text("details", "name", 0, "error"), "BlankValue");
  EXPECT_EQ(blank.text("details", "owner_id", 0, "error"), "InvalidFormat");
  EXPECT_EQ(ask("agent", "POST", "/api/v2/parts", R"({"part":{}})").text("details", "name", 0, "error"), "BlankValue");
  EXPECT_EQ(count_parts(), 1);
}

TEST_F(ApiTest, sentences_follow_the_language_of_the_reader) {
  add_part("bolt");
  const Answer twin = ask("agent", "POST", "/api/v2/parts", R"({"part":{"name":"bolt"}})", {{"Accept-Language", "ru"}});
  EXPECT_EQ(twin.text("error"), "RecordInvalid");
  EXPECT_EQ(twin.text("description"), "Record validation errors");
  EXPECT_NE(twin.text("details", "name", 0, "description"), "Name: bolt has already been taken");
}

TEST_F(ApiTest, nobody_and_wrong_credentials_get_401) {
  for (const char* as : {"", "wrong"}) {
    const Answer refused = ask(as, "GET", "/api/v2/parts");
    EXPECT_EQ(refused.status, 401);
    EXPECT_EQ(refused.text("error"), "Couldn't authenticate you");
  }
}

TEST_F(ApiTest, a_role_below_the_route_gets_403) {
  const Answer refused = ask("customer", "POST", "/api/v2/parts", R"({"part":{"name":"bolt"}})");
  EXPECT_EQ(refused.status, 403);
  EXPECT_EQ(refused.text("error"), "Forbidden");
  EXPECT_TRUE(refused.at("description").is_string());
  EXPECT_EQ(count_parts(), 0);
}

TEST_F(ApiTest, unreadable_json_is_said_so_before_anything_happens) {
  for (const char* body : {"{", "[]", "\"part\"", "{\"part\":{\"name\":\"a\"}} x"}) {
    const Answer refused = ask("agent", "POST", "/api/v2/parts", body);
    EXPECT_EQ(refused.status, 400) << body;
    EXPECT_EQ(refused.text("error"), "Unprocessable") << body;
    EXPECT_EQ(refused.text("message"), "Server could not parse JSON") << body;
  }
  EXPECT_EQ(ask("agent", "POST", "/api/v2/parts", R"({"piece":{"name":"a"}})").status, 400);
  EXPECT_EQ(count_parts(), 0);
}

TEST_F(ApiTest, changes_of_a_browser_session_need_the_header_x_sahay) {
  const std::string body = R"({"part":{"name":"bolt"}})";
  EXPECT_EQ(ask("cookie", "POST", "/api/v2/parts", body).status, 403);
  EXPECT_EQ(ask("cookie", "DELETE", "/api/v2/parts/1").status, 403);
  EXPECT_EQ(ask("cookie", "GET", "/api/v2/parts").status, 200);
  EXPECT_EQ(ask("cookie", "POST", "/api/v2/parts", body, {{"X-Sahay", "1"}}).status, 201);
  EXPECT_EQ(ask("agent", "DELETE", "/api/v2/parts/1").status, 204);
}

TEST_F(ApiTest, creation_answers_201_with_the_place_and_deletion_204_without_a_body) {
  const Answer made = ask("agent", "POST", "/api/v2/parts.json", R"({"part":{"name":"bolt","unknown":1}})");
  EXPECT_EQ(made.status, 201);
  EXPECT_EQ(made.header("Location"), "https://desk.example.org/api/v2/parts/1.json");
  EXPECT_EQ(made.header("Content-Type").substr(0, 16), "application/json");
  EXPECT_EQ(made.body, R"({"part":{"url":"https://desk.example.org/api/v2/parts/1.json","id":1,"name":"bolt","owner_id":null}})");
  const Answer changed = ask("agent", "PUT", "/api/v2/parts/1", R"({"part":{"name":"nut"}})");
  EXPECT_EQ(changed.status, 200);
  EXPECT_EQ(changed.text("part", "name"), "nut");
  const Answer gone = ask("agent", "DELETE", "/api/v2/parts/1");
  EXPECT_EQ(gone.status, 204);
  EXPECT_EQ(gone.body, "");
  EXPECT_EQ(ask("agent", "DELETE", "/api/v2/parts/1").status, 404);
}

TEST_F(ApiTest, every_answer_carries_the_rate_headers_and_no_retry_after) {
  for (const char* target : {"/api/v2/parts", "/api/v2/parts/7"})
    for (const char* as : {"agent", ""}) {
      const Answer answer = ask(as, "GET", target);
      for (const char* name : {"X-Rate-Limit", "X-Rate-Limit-Remaining", "ratelimit-limit", "ratelimit-remaining", "ratelimit-reset"})
        EXPECT_NE(answer.header(name), "") << name;
      EXPECT_EQ(answer.header("Retry-After"), "");
    }
}

TEST_F(ApiTest, retry_after_comes_with_429_and_503_only) {
  for (int code = 0; code <= int(ErrorCode::internal); ++code) {
    const auto response = Api::error_response({ErrorCode(code), "error.internal"}, i18n::Language::en);
    EXPECT_EQ(response.headers.contains("Retry-After"), response.status == 429 || response.status == 503) << response.status;
  }
}

TEST_F(ApiTest, a_thrown_failure_is_a_500_that_shows_nothing_of_the_inside) {
  api_.read("GET", "/broken", Access::anonymous, [](Context&, db::Tx&) -> Result<Reply> { throw std::runtime_error("secret path /var/lib"); });
  testing::internal::CaptureStderr();
  const Answer answer = ask("", "GET", "/api/v2/broken");
  testing::internal::GetCapturedStderr();
  EXPECT_EQ(answer.status, 500);
  EXPECT_EQ(answer.body.find("secret"), std::string::npos);
}

TEST_F(ApiTest, the_same_key_and_body_get_the_same_answer_and_one_object) {
  const test::HeaderList key{{"Idempotency-Key", "k1"}};
  const std::string body = R"({"part":{"name":"bolt"}})";
  const Answer first = ask("agent", "POST", "/api/v2/parts", body, key);
  const Answer second = ask("agent", "POST", "/api/v2/parts", body, key);
  EXPECT_EQ(first.status, 201);
  EXPECT_EQ(first.header("x-idempotency-lookup"), "miss");
  EXPECT_EQ(second.status, 201);
  EXPECT_EQ(second.header("x-idempotency-lookup"), "hit");
  EXPECT_EQ(second.body, first.body);
  EXPECT_EQ(second.header("Location"), first.header("Location"));
  EXPECT_EQ(count_parts(), 1);
}

TEST_F(ApiTest, the_same_key_with_another_body_is_a_conflict) {
  const test::HeaderList key{{"Idempotency-Key", "k1"}};
  ask("agent", "POST", "/api/v2/parts", R"({"part":{"name":"bolt"}})", key);
  const Answer other = ask("agent", "POST", "/api/v2/parts", R"({"part":{"name":"nut"}})", key);
  EXPECT_EQ(other.status, 409);
  EXPECT_EQ(count_parts(), 1);
}

TEST_F(ApiTest, keys_of_two_callers_and_of_two_routes_are_different_keys) {
  const test::HeaderList key{{"Idempotency-Key", "k1"}};
  EXPECT_EQ(ask("agent", "POST", "/api/v2/parts", R"({"part":{"name":"bolt"}})", key).status, 201);
  EXPECT_EQ(ask("admin", "POST", "/api/v2/parts", R"({"part":{"name":"nut"}})", key).status, 201);
  EXPECT_EQ(ask("agent", "PUT", "/api/v2/parts/1", R"({"part":{"name":"axle"}})", key).status, 200);
  EXPECT_EQ(count_parts(), 2);
}

TEST_F(ApiTest, a_failure_is_not_remembered) {
  const test::HeaderList key{{"Idempotency-Key", "k1"}};
  const std::string body = R"({"part":{"name":"bolt"}})";
  const std::int64_t twin = add_part("bolt");
  EXPECT_EQ(ask("agent", "POST", "/api/v2/parts", body, key).status, 422);
  EXPECT_EQ(ask("agent", "DELETE", "/api/v2/parts/" + std::to_string(twin)).status, 204);
  const Answer again = ask("agent", "POST", "/api/v2/parts", body, key);
  EXPECT_EQ(again.status, 201);
  EXPECT_EQ(again.header("x-idempotency-lookup"), "miss");
}

TEST_F(ApiTest, a_refusal_that_a_handler_words_itself_is_not_remembered_either) {
  int calls = 0;
  api_.write("POST", "/stale", Access::staff, [&calls](Context&, db::Tx&) -> Result<Reply> {
    return Reply{++calls == 1 ? 409 : 200, "{}"};
  });
  const test::HeaderList key{{"Idempotency-Key", "k1"}};
  EXPECT_EQ(ask("agent", "POST", "/api/v2/stale", "{\"seen\":1}", key).status, 409);
  EXPECT_EQ(ask("agent", "POST", "/api/v2/stale", "{}", key).status, 200);
}

TEST_F(ApiTest, a_key_is_forgotten_with_the_change_that_rolled_back) {
  api_.write("POST", "/half", Access::staff, [this](Context& c, db::Tx& tx) -> Result<Reply> {
    tx.execute(std::string("insert into parts(id, name, weight, created_at, updated_at) values (77, 'x', 0, 0, 0)"));
    if (c.body.contains("fail")) return invalid("x", "InvalidValue", "error.field.blank");
    return Reply::ok("{}");
  });
  const test::HeaderList key{{"Idempotency-Key", "k1"}};
  EXPECT_EQ(ask("agent", "POST", "/api/v2/half", R"({"fail":1})", key).status, 422);
  EXPECT_EQ(count_parts(), 0);
  EXPECT_EQ(ask("agent", "POST", "/api/v2/half", "{}", key).status, 200);
  EXPECT_EQ(count_parts(), 1);
}

TEST_F(ApiTest, a_plain_change_that_was_cut_off_after_its_commit_is_not_made_again) {
  int calls = 0;
  api_.plain("POST", "/files", Access::staff, [&calls](Context& c, db::Store& store) -> Result<Reply> {
    ++calls;
    Result<Reply> made = write_once(c, store, [](Context&, db::Tx& tx) -> Result<Reply> {
      tx.execute(std::string("insert into parts(id, name, weight, created_at, updated_at) select 1 + count(*), 'file', 0, 0, 0 from parts"));
      return Reply::created(R"({"file":1})", "/files/1");
    });
    if (calls == 1) throw std::runtime_error("the end of the process");
    return made;
  });
  const test::HeaderList key{{"Idempotency-Key", "k1"}};
  testing::internal::CaptureStderr();
  EXPECT_EQ(ask("agent", "POST", "/api/v2/files", "{}", key).status, 500);
  testing::internal::GetCapturedStderr();
  for (int i = 0; i < 2; ++i) {
    const Answer again = ask("agent", "POST", "/api/v2/files", "{}", key);
    EXPECT_EQ(again.status, 201);
    EXPECT_EQ(again.body, R"({"file":1})");
    EXPECT_EQ(again.header("Location"), "/files/1");
    EXPECT_EQ(again.header("x-idempotency-lookup"), "hit");
  }
  EXPECT_EQ(count_parts(), 1);
  EXPECT_EQ(ask("agent", "POST", "/api/v2/files", "{}").status, 201);
  EXPECT_EQ(count_parts(), 2);
}

TEST_F(ApiTest, two_equal_plain_changes_that_both_found_no_answer_are_one) {
  api_.plain("POST", "/files", Access::staff, [](Context& c, db::Store& store) -> Result<Reply> {
    // Both have found no earlier answer when they come to write.
    const Handler effect = [](Context&, db::Tx& tx) -> Result<Reply> {
      tx.execute(std::string("insert into parts(id, name, weight, created_at, updated_at) select 1 + count(*), 'file', 0, 0, 0 from parts"));
      return Reply::ok("{}");
    };
    TRY(write_once(c, store, effect));
    return write_once(c, store, effect);
  });
  const Answer second = ask("agent", "POST", "/api/v2/files", "{}", {{"Idempotency-Key", "k1"}});
  EXPECT_EQ(second.header("x-idempotency-lookup"), "hit");
  EXPECT_EQ(count_parts(), 1);
}

TEST_F(ApiTest, a_form_that_comes_again_with_a_new_boundary_is_the_same_request_and_another_file_is_not) {
  api_.plain("POST", "/files", Access::staff, [](Context& c, db::Store& store) -> Result<Reply> {
    return write_once(c, store, [](Context&, db::Tx& tx) -> Result<Reply> {
      tx.execute(std::string("insert into parts(id, name, weight, created_at, updated_at) select 1 + count(*), 'file', 0, 0, 0 from parts"));
      return Reply::created(R"({"file":1})", "/files/1");
    });
  }, {}, false);
  const auto send = [&](const std::string& mark, const std::string& words) {
    return ask("agent", "POST", "/api/v2/files", "--" + mark + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n" + words + "\r\n--" + mark + "--\r\n",
               {{"Idempotency-Key", "k1"}, {"Content-Type", "multipart/form-data; boundary=" + mark}});
  };
  EXPECT_EQ(send("first", "drill").header("x-idempotency-lookup"), "miss");
  const Answer again = send("second", "drill");
  EXPECT_EQ(again.status, 201);
  EXPECT_EQ(again.header("x-idempotency-lookup"), "hit");
  EXPECT_EQ(send("second", "saw").status, 409);
  EXPECT_EQ(count_parts(), 1);
}

TEST_F(ApiTest, refuses_a_key_above_255_characters) {
  EXPECT_EQ(ask("agent", "POST", "/api/v2/parts", R"({"part":{"name":"bolt"}})", {{"Idempotency-Key", std::string(256, 'k')}}).status, 422);
  EXPECT_EQ(count_parts(), 0);
}

}  // namespace
}  // namespace sahay::api
