// Bulk jobs: each item runs in its own transaction together with the record of its result, so a killed server goes on
// where it stopped and no item is done twice.
#include "platform/api/api.h"
#include "platform/api/bulk_sql.h"
#include "base/text.h"
#include "platform/jobs/jobs.h"

namespace sahay::api {
namespace {

struct BulkJob {
  std::string id;
  std::string action;
  std::int64_t caller_id = 0;
  std::string via;
  std::string base_url;
  std::int64_t total = 0;
  std::int64_t progress = 0;
  std::string status;
  std::string message;
  RawJson results;
  RawJson items;
  std::string undo_job_id;
  Time created_at;
};
BOOST_DESCRIBE_STRUCT(BulkJob, (), (id, action, caller_id, via, base_url, total, progress, status, message, results, items, undo_job_id, created_at))

void write_job(JsonWriter& writer, const BulkJob& job, const std::string& base_url) {
  writer.begin_object().field("id", job.id).field("job_type", job.action);
  writer.field("url", base_url + "/job_statuses/" + job.id + ".json");
  writer.field("total", job.total).field("progress", job.progress).field("status", job.status);
  writer.key("message");
  if (job.message.empty()) writer.null(); else writer.value(job.message);
  writer.key("results");
  if (job.status == "completed") writer.value(job.results); else writer.null();
  writer.key("undo_job_id");
  if (job.undo_job_id.empty()) writer.null(); else writer.value(job.undo_job_id);
  writer.end_object();
}

constexpr char kUndo[] = ".undo";

bool may_see(const Context& context, const BulkJob& job) { return context.caller.admin() || job.caller_id == context.caller.id; }

BulkJob store_job(const Context& context, db::Tx& tx, std::string action, JsonArray items) {
  BulkJob job;
  job.id = text::to_hex(text::sha256(text::random_token())).substr(0, 32);
  job.action = std::move(action);
  job.total = std::int64_t(items.size());
  job.status = "queued";
  tx.execute(sql::bulk::insert_job, job.id, job.action, context.caller.id, context.caller.via, context.base_url, job.total,
             to_string(Json(std::move(items))), tx.now());
  jobs::add(tx, "api.bulk", tx.now(), write_json(job.id), "bulk." + std::to_string(context.caller.id));
  return job;
}

Reply job_reply(const BulkJob& job, const std::string& base_url) {
  std::string out;
  JsonWriter writer(out);
  writer.begin_object().key("job_status");
  write_job(writer, job, base_url);
  writer.end_object();
  return Reply::ok(std::move(out));
}

JsonObject failed_item(std::int64_t index, const JsonObject& item, const Error& error, i18n::Language language) {
  const Json body = parse_json(error_body(error, language)).value();
  JsonObject out{{"index", index}, {"success", false}, {"status", "Failed"}};
  if (const auto id = integer_at(item, "id")) out["id"] = *id;
  out["error"] = body.at("error");
  if (const auto* description = body.get_object().if_contains("description")) out["details"] = *description;
  if (const auto* details = body.get_object().if_contains("details")) out["errors"] = *details;
  return out;
}

}  // namespace

void Api::add_bulk(std::string action, Item item) { bulk_[std::move(action)] = std::move(item); }

void Api::add_undo(const std::string& action, Item item) { bulk_[action + kUndo] = std::move(item); }

Result<Reply> Api::start_undo(Context& context, db::Tx& tx, std::string_view job_id) {
  const auto job = tx.one<BulkJob>(sql::bulk::find_job, job_id);
  if (!job || !may_see(context, *job)) return not_found();
  if (!bulk_.contains(job->action + kUndo)) return invalid("id", "InvalidValue", "error.field.no_undo");
  if (job->status != "completed") return Error{ErrorCode::conflict, "error.job_running"};
  if (!job->undo_job_id.empty()) return Error{ErrorCode::conflict, "error.job_undone"};
  JsonArray items;
  const Json results = TRY(parse_json(job->results.text));
  // The last change first, so that what was done twice to one thing goes back step by step.
  for (std::size_t i = results.get_array().size(); i > 0; --i) {
    const Json& result = results.get_array()[i - 1];
    if (result.is_object() && bool_at(result.get_object(), "success").value_or(false)) items.push_back(result);
  }
  const BulkJob undo = store_job(context, tx, job->action + kUndo, std::move(items));
  tx.execute(sql::bulk::set_undo, job->id, undo.id, tx.now());
  return job_reply(undo, context.base_url);
}

Result<Reply> Api::start_bulk(Context& context, db::Tx& tx, std::string action, JsonArray items) {
  if (items.size() > 100) return Error{ErrorCode::bad_request, "error.too_many_values", {}, {}, {{"max", "100"}}};
  return job_reply(store_job(context, tx, std::move(action), std::move(items)), context.base_url);
}

Result<void> Api::run_bulk(db::Store& store, std::string_view job_id) {
  for (;;) {
    const Result<bool> more = store.write([&](db::Tx& tx) -> Result<bool> {
      const auto job = tx.one<BulkJob>(sql::bulk::find_job, job_id);
      if (!job || job->status == "completed" || job->status == "failed") return false;
      const Json items = TRY(parse_json(job->items.text));
      Json results = TRY(parse_json(job->results.text));
      if (job->progress < job->total) {
        const JsonObject& item = items.get_array().at(std::size_t(job->progress)).get_object();
        Context context;
        context.base_url = job->base_url;
        context.now = tx.now();
        context.caller = TRY(caller_by_id(tx, job->caller_id));
        context.caller.via = job->via;
        const auto found = bulk_.find(job->action);
        if (found == bulk_.end()) return Error{ErrorCode::internal, "error.internal", "no bulk action " + job->action};
        tx.execute("savepoint bulk_item");
        Result<JsonObject> done = found->second(context, tx, item);
        if (done.ok()) {
          done->insert_or_assign("index", job->progress);
          results.get_array().push_back(std::move(done).value());
        } else {
          tx.execute("rollback to savepoint bulk_item");
          results.get_array().push_back(failed_item(job->progress, item, done.error(), context.caller.language));
        }
        tx.execute("release savepoint bulk_item");
      }
      const std::int64_t progress = std::min(job->progress + 1, job->total);
      const bool ended = progress >= job->total;
      const std::string message = ended ? "Completed at " + to_iso8601(tx.now()) : "";
      tx.execute(sql::bulk::update_job, job->id, progress, ended ? "completed" : "working", message, to_string(results), tx.now());
      return !ended;
    });
    if (!more.ok()) return more.error();
    if (!*more) return {};
  }
}

void add_bulk_routes(Api& api) {
  api.read("GET", "/job_statuses", Access::staff, [](Context& c, db::Tx& tx) -> Result<Reply> {
    std::string out;
    JsonWriter writer(out);
    writer.begin_object().key("job_statuses").begin_array();
    for (const auto& job : tx.all<BulkJob>(sql::bulk::recent_jobs, c.caller.id)) write_job(writer, job, c.base_url);
    writer.end_array().key("meta").begin_object().field("has_more", false).key("after_cursor").null().key("before_cursor").null().end_object();
    writer.key("links").begin_object().key("next").null().key("prev").null().end_object().end_object();
    return Reply::ok(std::move(out));
  });
  api.read("GET", "/job_statuses/show_many", Access::staff, [](Context& c, db::Tx& tx) -> Result<Reply> {
    std::string out;
    JsonWriter writer(out);
    writer.begin_object().key("job_statuses").begin_array();
    const std::string ids = c.parameter("ids").value_or("");
    for (auto id : text::split(ids, ','))
      if (const auto job = tx.one<BulkJob>(sql::bulk::find_job, text::trim(id)); job && may_see(c, *job)) write_job(writer, *job, c.base_url);
    writer.end_array().end_object();
    return Reply::ok(std::move(out));
  });
  api.read("GET", "/job_statuses/{id}", Access::staff, [](Context& c, db::Tx& tx) -> Result<Reply> {
    const auto job = tx.one<BulkJob>(sql::bulk::find_job, c.request->path_value("id"));
    if (!job || !may_see(c, *job)) return not_found();
    return job_reply(*job, c.base_url);
  });
  api.write("PUT", "/job_statuses/{id}/undo", Access::staff, [&api](Context& c, db::Tx& tx) -> Result<Reply> {
    return api.start_undo(c, tx, c.request->path_value("id"));
  });
}

}  // namespace sahay::api
