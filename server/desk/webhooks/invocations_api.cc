// The log of a webhook: messages, tries, and sending again.
#include "base/text.h"
#include "desk/webhooks/webhook_sql.h"
#include "desk/webhooks/webhooks_api.h"

namespace sahay::webhooks {
namespace {

using api::Access;
using api::Context;
using api::Reply;

void write(JsonWriter& w, const Invocation& i) {
  w.begin_object().field("id", i.code).field("status", i.status).key("status_code");
  if (i.status_code) w.value(i.status_code);
  else w.null();
  w.field("latest_completed_at", i.completed_at).field("event_type", i.event_type).field("attempt_count", i.attempts);
  w.field("created_at", i.created_at).field("next_attempt_at", i.next_at).key("replay_of");
  if (i.replay_of.empty()) w.null();
  else w.value(i.replay_of);
  w.end_object();
}

void write(JsonWriter& w, const Attempt& a, const Invocation& i) {
  w.begin_object().field("id", a.code).field("invocation_id", i.code).field("status", a.status);
  if (a.status_code) w.field("status_code", a.status_code);
  if (!a.error.empty()) w.field("error", a.error);
  w.key("request").begin_object().field("headers", a.request_headers).field("payload", a.request_payload).end_object();
  w.key("response").begin_object().field("headers", a.response_headers).field("payload", a.response_payload).end_object();
  w.field("duration_ms", a.duration_ms).field("completed_at", a.completed_at).end_object();
}

Result<Invocation> invocation_of(const Context& c, db::Tx& tx) {
  const Webhook hook = TRY(webhook_of(c, tx));
  auto found = find_invocation(tx, c.request->path_value("invocation"));
  if (!found || found->webhook_id != hook.id) return not_found();
  return std::move(*found);
}

Result<Reply> list(Context& c, db::Tx& tx) {
  const Webhook hook = TRY(webhook_of(c, tx));
  api::Page page = TRY(api::page_of(c));
  page.by_cursor = true;
  const bool oldest_first = c.parameter("sort").value_or("-latest_completed_at") == "latest_completed_at";
  api::ListQuery query{"t.*", "webhook_invocations t", {}, {"t.id", !oldest_first}};
  query.where.add("t.webhook_id = ?", db::Value(hook.id.value));
  if (const auto status = c.parameter("filter[status]"); status && !status->empty()) query.where.add("t.status = ?", db::Value(*status));
  for (const auto& [name, condition] : {std::pair("filter[from_ts]", "t.created_at >= ?"), std::pair("filter[to_ts]", "t.created_at <= ?")})
    if (const auto text = c.parameter(name); text && !text->empty()) {
      const auto at = parse_iso8601(*text);
      if (!at) return invalid(name, "InvalidFormat", "error.field.wrong_type", {{"type", "date-time"}});
      query.where.add(condition, db::Value(at->micros));
    }
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("invocations").begin_array();
  const auto state = TRY(api::run_page(tx, query, page, [&](const db::Cursor& row) { write(w, db::RowReader<Invocation>(row).read(row)); }));
  w.end_array();
  api::write_page(w, c, page, state);
  w.end_object();
  return Reply::ok(std::move(out));
}

std::string body_of(const Invocation& invocation) {
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("invocation");
  write(w, invocation);
  w.end_object();
  return out;
}

}  // namespace

void add_invocation_routes(api::Api& api) {
  api.read("GET", "/webhooks/{id}/invocations", Access::admin, list);
  api.read("GET", "/webhooks/{id}/invocations/{invocation}", Access::admin, [](Context& c, db::Tx& tx) -> Result<Reply> { return Reply::ok(body_of(TRY(invocation_of(c, tx)))); });
  api.read("GET", "/webhooks/{id}/invocations/{invocation}/attempts", Access::admin, [](Context& c, db::Tx& tx) -> Result<Reply> {
    const Invocation invocation = TRY(invocation_of(c, tx));
    std::string out;
    JsonWriter w(out);
    w.begin_object().key("attempts").begin_array();
    for (const Attempt& attempt : tx.all<Attempt>(sql::webhook::attempts, invocation.id)) write(w, attempt, invocation);
    w.end_array().end_object();
    return Reply::ok(std::move(out));
  });
  api.read("GET", "/webhooks/{id}/invocations/{invocation}/attempts/{attempt}", Access::admin, [](Context& c, db::Tx& tx) -> Result<Reply> {
    const Invocation invocation = TRY(invocation_of(c, tx));
    const auto attempt = tx.one<Attempt>(sql::webhook::find_attempt, c.request->path_value("attempt"));
    if (!attempt || attempt->invocation_id != invocation.id) return not_found();
    std::string out;
    JsonWriter w(out);
    w.begin_object().key("attempt");
    write(w, *attempt, invocation);
    w.end_object();
    return Reply::ok(std::move(out));
  });
  // The same payload under a new id: a receiver that has dealt with the first one is asked on purpose.
  api.write("POST", "/webhooks/{id}/invocations/{invocation}/replay", Access::admin, [](Context& c, db::Tx& tx) -> Result<Reply> {
    const Webhook hook = TRY(webhook_of(c, tx));
    const Invocation earlier = TRY(invocation_of(c, tx));
    const auto again = invoke(tx, hook, {earlier.event_type, earlier.event_id, earlier.payload, earlier.code});
    if (!again) return invalid("status", "InvalidValue", "error.field.webhook_inactive");
    return Reply::created(body_of(*again), c.url("/webhooks/" + hook.code + "/invocations/" + again->code));
  });
}

}  // namespace sahay::webhooks
