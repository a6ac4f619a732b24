// Bulk jobs: each item once, each alone, also over a crash in the middle.
#include "platform/api/testing/parts_desk.h"

namespace sahay::api {
namespace {

using test::Answer;

class BulkTest : public test::PartsDesk {
 protected:
  std::string start(const std::string& body) {
    const Answer job = ask("agent", "POST", "/api/v2/parts/create_many", body);
    EXPECT_EQ(job.status, 200) << job.body;
    EXPECT_EQ(job.text("job_status", "status"), "queued");
    EXPECT_TRUE(job.at("job_status", "results").is_null());
    return job.text("job_status", "id");
  }
  Answer status(const std::string& id, const std::string& as = "agent") { return ask(as, "GET", "/api/v2/job_statuses/" + id + ".json"); }
};

TEST_F(BulkTest, does_nothing_before_the_job_runs_and_everything_then) {
  const std::string id = start(R"({"parts":[{"name":"bolt"},{"name":"nut"}]})");
  EXPECT_EQ(count_parts(), 0);
  ASSERT_TRUE(api_.run_bulk(*temp_, id).ok());
  EXPECT_EQ(count_parts(), 2);
  const Answer done = status(id);
  EXPECT_EQ(done.text("job_status", "status"), "completed");
  EXPECT_EQ(done.number("job_status", "total"), 2);
  EXPECT_EQ(done.number("job_status", "progress"), 2);
  EXPECT_EQ(done.text("job_status", "url"), "https://desk.example.org/api/v2/job_statuses/" + id + ".json");
  EXPECT_EQ(done.text("job_status", "results", 1, "status"), "Created");
  EXPECT_EQ(done.number("job_status", "results", 1, "id"), 2);
  EXPECT_EQ(done.number("job_status", "results", 1, "index"), 1);
}

TEST_F(BulkTest, is_queued_for_the_worker) {
  start(R"({"parts":[{"name":"bolt"},{"name":"nut"}]})");
  jobs::Worker worker(*temp_, temp_.clock, 1);
  worker.handle("api.bulk", [this](db::Store& store, const jobs::Job& job) { return api_.run_bulk(store, parse_json(job.payload)->get_string()); });
  worker.run_due();
  EXPECT_EQ(count_parts(), 2);
}

TEST_F(BulkTest, a_failed_item_is_reported_and_rolled_back_alone) {
  const std::string id = start(R"({"parts":[{"name":"bolt"},{"name":"bolt"},{"name":""},{"name":"nut"}]})");
  ASSERT_TRUE(api_.run_bulk(*temp_, id).ok());
  EXPECT_EQ(count_parts(), 2);
  const Answer done = status(id);
  EXPECT_EQ(done.text("job_status", "status"), "completed");
  const auto ok = [&](int i) { return done.text("job_status", "results", i, "success"); };
  EXPECT_EQ(ok(0) + ok(1) + ok(2) + ok(3), "truefalsefalsetrue");
  EXPECT_EQ(done.text("job_status", "results", 1, "error"), "RecordInvalid");
  EXPECT_EQ(done.text("job_status", "results", 1, "errors", "name", 0, "error"), "DuplicateValue");
}

TEST_F(BulkTest, what_a_failed_item_wrote_first_is_gone) {
  api_.add_bulk("half", [this](Context&, db::Tx& tx, const JsonObject& in) -> Result<JsonObject> {
    tx.execute(std::string("insert into parts(id, name, weight, created_at, updated_at) values ($1, 'x', 0, 0, 0)"), *integer_at(in, "id"));
    if (*integer_at(in, "id") % 2) return invalid("id", "InvalidValue", "error.field.blank");
    return JsonObject{{"success", true}};
  });
  std::string id;
  write([&](db::Tx& tx) {
    Context context;
    context.caller = *test::caller_named("agent");
    const auto reply = api_.start_bulk(context, tx, "half", {JsonObject{{"id", 1}}, JsonObject{{"id", 2}}, JsonObject{{"id", 3}}, JsonObject{{"id", 4}}});
    id = std::string(parse_json(reply->body)->at("job_status").at("id").get_string());
  });
  ASSERT_TRUE(api_.run_bulk(*temp_, id).ok());
  EXPECT_EQ(count_parts(), 2);
}

TEST_F(BulkTest, goes_on_after_a_crash_in_the_middle_and_does_no_item_twice) {
  int runs = 0;
  bool crash = true;
  std::map<std::int64_t, int> done;
  api_.add_bulk("counted", [&](Context&, db::Tx& tx, const JsonObject& in) -> Result<JsonObject> {
    ++runs;
    const std::int64_t item = *integer_at(in, "id");
    tx.execute(std::string("insert into parts(id, name, weight, created_at, updated_at) values ($1, 'x', 0, 0, 0)"), item);
    if (item == 3 && crash) throw std::runtime_error("killed");
    return JsonObject{{"id", item}, {"success", true}};
  });
  std::string id;
  write([&](db::Tx& tx) {
    Context context;
    context.caller = *test::caller_named("agent");
    JsonArray items;
    for (int i = 1; i <= 5; ++i) items.push_back(JsonObject{{"id", i}});
    const auto reply = api_.start_bulk(context, tx, "counted", std::move(items));
    id = std::string(parse_json(reply->body)->at("job_status").at("id").get_string());
  });
  EXPECT_THROW(static_cast<void>(api_.run_bulk(*temp_, id)), std::runtime_error);
  EXPECT_EQ(count_parts(), 2);
  EXPECT_EQ(status(id).text("job_status", "status"), "working");
  EXPECT_EQ(status(id).number("job_status", "progress"), 2);
  crash = false;
  ASSERT_TRUE(api_.run_bulk(*temp_, id).ok());
  EXPECT_EQ(count_parts(), 5);
  ASSERT_TRUE(api_.run_bulk(*temp_, id).ok());  // the worker may hear of a finished job once more
  EXPECT_EQ(count_parts(), 5);
  EXPECT_EQ(runs, 6);  // item 3 twice: its first try was rolled back
  EXPECT_EQ(status(id).at("job_status", "results").get_array().size(), 5u);
}

TEST_F(BulkTest, update_and_delete_work_by_list_and_by_ids) {
  for (const char* name : {"a", "b", "c"}) add_part(name);
  const Answer update = ask("agent", "PUT", "/api/v2/parts/update_many", R"({"parts":[{"id":1,"name":"x"},{"id":9,"name":"y"}]})");
  ASSERT_TRUE(api_.run_bulk(*temp_, update.text("job_status", "id")).ok());
  EXPECT_EQ(ask("agent", "GET", "/api/v2/parts/1").text("part", "name"), "x");
  EXPECT_EQ(status(update.text("job_status", "id")).text("job_status", "results", 1, "error"), "RecordNotFound");
  const Answer owners = ask("agent", "PUT", "/api/v2/parts/update_many?ids=2,3", R"({"part":{"owner_id":7}})");
  ASSERT_TRUE(api_.run_bulk(*temp_, owners.text("job_status", "id")).ok());
  EXPECT_EQ(ask("agent", "GET", "/api/v2/parts/3").number("part", "owner_id"), 7);
  const Answer gone = ask("agent", "DELETE", "/api/v2/parts/destroy_many?ids=1,2");
  ASSERT_TRUE(api_.run_bulk(*temp_, gone.text("job_status", "id")).ok());
  EXPECT_EQ(ask("agent", "GET", "/api/v2/parts").ids("parts"), (std::vector<std::int64_t>{3}));
}

TEST_F(BulkTest, takes_a_hundred_items_and_no_more) {
  std::string list;
  for (int i = 0; i < 101; ++i) list += std::string(i ? "," : "") + R"({"name":"p)" + std::to_string(i) + "\"}";
  const Answer refused = ask("agent", "POST", "/api/v2/parts/create_many", "{\"parts\":[" + list + "]}");
  EXPECT_EQ(refused.status, 400);
  EXPECT_EQ(refused.text("error"), "TooManyValues");
  EXPECT_EQ(ask("agent", "POST", "/api/v2/parts/create_many", R"({"parts":[1]})").status, 400);
  EXPECT_EQ(ask("agent", "POST", "/api/v2/parts/create_many", "{}").status, 400);
}

TEST_F(BulkTest, a_job_is_seen_by_who_started_it_and_by_admins) {
  const Answer job = ask("admin", "POST", "/api/v2/parts/create_many", R"({"parts":[{"name":"bolt"}]})");
  const std::string id = job.text("job_status", "id");
  EXPECT_EQ(status(id, "admin").status, 200);
  EXPECT_EQ(status(id, "agent").status, 404);
  EXPECT_EQ(status(id, "customer").status, 403);
  EXPECT_EQ(status("unknown", "admin").status, 404);
  EXPECT_EQ(status(start(R"({"parts":[{"name":"nut"}]})"), "admin").status, 200);
}

}  // namespace
}  // namespace sahay::api
