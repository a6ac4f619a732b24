#include "desk/webhooks/webhooks_api.h"

#include "base/text.h"
#include "desk/webhooks/event_types.h"
#include "desk/webhooks/request.h"

namespace sahay::webhooks {
namespace {

using api::Access;
using api::Context;
using api::Reply;

// What the path says after a webhook's id, taken as the last value of the route.
std::string path_text(const Context& c, std::string_view name) { return c.request ? std::string(c.request->path_value(name)) : std::string(); }

void write_circuit(JsonWriter& w, const Webhook& h) {
  w.begin_object().field("state", h.circuit).field("failures", h.failures).field("retry_at", h.circuit_until).key("last_error");
  if (h.last_error.empty()) w.null();
  else w.value(h.last_error);
  w.end_object();
}

// What we show of the authentication leaves the secret out: whoever sends that back wants no other one.
bool is_what_is_shown(const Webhook& hook, const JsonObject& in) {
  if (hook.authentication.text == "null") return false;
  std::string shown;
  JsonWriter w(shown);
  write_authentication(w, hook.authentication);
  const auto known = parse_json(shown);
  if (!known.ok() || string_at(known->get_object(), "type") != string_at(in, "type")) return false;
  const Json* data = sahay::find(in, "data");
  return !data || *data == known->get_object().at("data");
}

std::vector<api::Field<Webhook>> describe() {
  using namespace api;
  using W = Webhook;
  const auto as_text = [](UserId W::*member) {
    return [member](JsonWriter& w, const W& h, const Context&) { w.value(std::to_string((h.*member).value)); };
  };
  Field<W> authentication = computed<W>("authentication", "object", [](JsonWriter& w, const W& h, const Context&) {
    if (h.authentication.text == "null") w.null();
    else write_authentication(w, h.authentication);
  });
  authentication.read = [](W& h, const Json& in) -> Problem {
    if (!in.is_null() && !in.is_object()) return wrong_type("authentication", "object");
    if (in.is_object() && is_what_is_shown(h, in.get_object())) return {};
    const std::string wrong = in.is_object() ? problem_of_authentication(in.get_object()) : "";
    if (!wrong.empty()) return FieldError{"authentication." + wrong, "InvalidValue", "error.field.invalid", {}};
    h.authentication.text = to_string(in);
    return {};
  };
  Field<W> headers = computed<W>("custom_headers", "object", [](JsonWriter& w, const W& h, const Context&) {
    const auto own = parse_json(h.custom_headers.text);  // names only: values may be credentials
    w.begin_object();
    if (own.ok() && own->is_object())
      for (const auto& [name, value] : own->get_object()) w.key({name.data(), name.size()}).value("[hidden]");
    w.end_object();
  });
  headers.read = [](W& h, const Json& in) -> Problem {
    if (!in.is_null() && !in.is_object()) return wrong_type("custom_headers", "object");
    const std::string wrong = in.is_object() ? problem_of_headers(in.get_object()) : "";
    if (!wrong.empty()) return FieldError{wrong, "InvalidValue", "error.field.invalid", {}};
    h.custom_headers.text = in.is_null() ? "{}" : to_string(in);
    return {};
  };
  return {computed<W>("id", "string", [](JsonWriter& w, const W& h, const Context&) { w.value(h.code); }),
          text_field<W>("name", &W::name).required().max(255),
          choice<W>("status", &W::status, {"active", "inactive"}),
          nullable_text<W>("description", &W::description).max(1000),
          text_field<W>("endpoint", &W::endpoint).required().max(2048),
          choice<W>("http_method", &W::http_method, {"POST", "GET", "PUT", "PATCH", "DELETE"}),
          choice<W>("request_format", &W::request_format, {"json", "xml", "form_encoded"}),
          strings<W>("subscriptions", &W::subscriptions),
          std::move(authentication), std::move(headers),
          computed<W>("circuit", "object", [](JsonWriter& w, const W& h, const Context&) { write_circuit(w, h); }),
          computed<W>("created_by", "string", as_text(&W::created_by)),
          computed<W>("updated_by", "string", as_text(&W::updated_by)),
          time_field<W>("created_at", &W::created_at).read_only(),
          time_field<W>("updated_at", &W::updated_at).read_only()};
}

const api::Resource<Webhook>& webhook_resource() {
  static const auto resource = [] {
    api::Resource<Webhook> r;
    r.name = "webhook";
    r.plural = r.table = "webhooks";
    r.path = "/webhooks";
    r.fields = describe();
    return r;
  }();
  return resource;
}

// Without "url", which webhooks have nowhere.
void write(JsonWriter& w, const Webhook& hook, const Context& c) {
  w.begin_object();
  for (const auto& field : webhook_resource().fields) {
    if ((field.name == "authentication" && hook.authentication.text == "null") || (field.name == "description" && hook.description.empty())) continue;
    w.plain_key(field.name);
    field.write(w, hook, c);
  }
  w.end_object();
}

std::string body_of(const Webhook& hook, const Context& c) {
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("webhook");
  write(w, hook, c);
  w.end_object();
  return out;
}

// Fills what a client set to null.
Result<void> check(Webhook& hook) {
  if (hook.http_method.empty()) hook.http_method = "POST";
  if (hook.request_format.empty()) hook.request_format = "json";
  if (hook.status.empty()) hook.status = "active";
  if (!http::parse_url(hook.endpoint).ok()) return invalid("endpoint", "InvalidValue", "error.field.bad_url");
  for (const std::string& one : hook.subscriptions)
    if (!is_known_subscription(one)) return invalid("subscriptions", "InvalidValue", "error.field.no_event_type", {{"value", one}});
  return {};
}

// A new webhook that does the same; its secret and what happened to it are its own.
Webhook clone_of(Webhook hook) {
  Webhook out;
  out.name = std::move(hook.name);
  out.description = std::move(hook.description);
  out.endpoint = std::move(hook.endpoint);
  out.http_method = std::move(hook.http_method);
  out.request_format = std::move(hook.request_format);
  out.status = std::move(hook.status);
  out.subscriptions = std::move(hook.subscriptions);
  out.authentication = std::move(hook.authentication);
  out.custom_headers = std::move(hook.custom_headers);
  return out;
}

Result<Reply> list(Context& c, db::Tx& tx) {
  api::Page page = TRY(api::page_of(c));
  page.by_cursor = true;
  api::ListQuery query{"t.*", "webhooks t", {}, {"t.id"}};
  if (const auto name = c.parameter("filter[name_contains]"); name && !name->empty())
    query.where.add("lower(t.name) like '%' || lower(?) || '%' escape '\\'",
                    db::Value(text::replace_all(text::replace_all(text::replace_all(*name, "\\", "\\\\"), "%", "\\%"), "_", "\\_")));
  if (const auto status = c.parameter("filter[status]"); status && !status->empty()) query.where.add("t.status = ?", db::Value(*status));
  std::vector<Webhook> rows;
  const auto state = TRY(api::run_page(tx, query, page, [&](const db::Cursor& row) { rows.push_back(db::RowReader<Webhook>(row).read(row)); }));
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("webhooks").begin_array();
  for (const Webhook& hook : rows) write(w, hook, c);
  w.end_array();
  api::write_page(w, c, page, state);
  w.end_object();
  return Reply::ok(std::move(out));
}

Result<Reply> change(Context& c, db::Tx& tx) {
  Webhook hook = TRY(webhook_of(c, tx));
  const JsonObject* in = TRY(c.wrapped("webhook"));
  TRY(webhook_resource().apply(c, hook, *in, false));
  TRY(check(hook));
  save(tx, UserId(c.caller.id), hook);
  return Reply::no_content();
}

Reply secret_reply(const Webhook& hook) {
  std::string out;
  JsonWriter(out).begin_object().key("signing_secret").begin_object().field("algorithm", "SHA256").field("secret", hook.secret).end_object().end_object();
  Reply reply = Reply::ok(std::move(out));
  reply.headers.emplace_back("Pragma", "no-cache");  // with this mark no answer is kept for Idempotency-Key
  return reply;
}

// POST /webhooks/test {"request":{endpoint,http_method,request_format,payload,authentication,custom_headers}}; with
// ?webhook_id= what is missing comes from that webhook. Answers what the receiver answered.
Result<Reply> test(Context& c, db::Store& store, const http::GuardOptions& options) {
  Webhook hook;
  const std::string code = c.parameter("webhook_id").value_or("");
  if (!code.empty())
    hook = TRY(store.read([&](db::Tx& tx) -> Result<Webhook> {
      auto found = find(tx, code);
      return found ? Result<Webhook>(std::move(*found)) : not_found();
    }));
  const JsonObject none, *given = object_at(c.body, "request");
  if (!given && code.empty()) return Error{ErrorCode::bad_request, "error.missing_wrapper", {}, {}, {{"key", "request"}}};
  JsonObject in = given ? *given : none;
  if (!in.contains("name")) in["name"] = "test";
  TRY(webhook_resource().apply(c, hook, in, code.empty()));
  TRY(check(hook));
  if (hook.secret.empty()) hook.secret = make_secret();
  const Json* payload = sahay::find(in, "payload");
  const std::string body = !payload ? "{\"message\":\"test\"}" : payload->is_string() ? std::string(payload->get_string()) : to_string(*payload);
  const auto answer = http::fetch(request_of(hook, make_ulid(c.now), body, c.now), options);
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("response").begin_object();
  if (answer.ok()) {
    w.field("status", answer->status).field("status_code", answer->status).field("headers", shown_response_headers(answer->headers));
    w.field("payload", excerpt(answer->body));
  } else {
    const bool blocked = answer.error().code == ErrorCode::forbidden;
    w.key("status").null().key("status_code").null().field("headers", RawJson{"[]"}).field("payload", "");
    w.field("error", i18n::text(c.caller.language, blocked ? "webhook.blocked" : "webhook.no_answer", {{"reason", text::repair_utf8(answer.error().detail)}}));
  }
  w.end_object().end_object();
  return Reply::ok(std::move(out));
}

}  // namespace

Result<Webhook> webhook_of(const Context& c, db::Tx& tx) {
  auto hook = find(tx, path_text(c, "id"));
  if (!hook) return not_found();
  return std::move(*hook);
}

void add_webhook_routes(api::Api& api, const http::GuardOptions& options) {
  std::vector<api::KeyInfo> keys;
  for (const auto& field : webhook_resource().fields) keys.push_back({field.name, field.type, field.is_required, !field.read});
  api.describe("webhook", std::move(keys));
  api.read("GET", "/webhooks", Access::admin, list);
  api.write("POST", "/webhooks", Access::admin, [](Context& c, db::Tx& tx) -> Result<Reply> {
    Webhook hook;
    if (const std::string original = c.parameter("clone_webhook_id").value_or(""); !original.empty()) {
      auto found = find(tx, original);
      if (!found) return not_found();
      hook = clone_of(std::move(*found));
    } else {
      const JsonObject* in = TRY(c.wrapped("webhook"));
      TRY(webhook_resource().apply(c, hook, *in, true));
      TRY(check(hook));
    }
    hook = create(tx, UserId(c.caller.id), std::move(hook));
    return Reply::created(body_of(hook, c), c.url("/webhooks/" + hook.code));
  });
  api.read("GET", "/webhooks/{id}", Access::admin, [](Context& c, db::Tx& tx) -> Result<Reply> { return Reply::ok(body_of(TRY(webhook_of(c, tx)), c)); });
  for (const char* method : {"PUT", "PATCH"}) api.write(method, "/webhooks/{id}", Access::admin, change);
  api.write("DELETE", "/webhooks/{id}", Access::admin, [](Context& c, db::Tx& tx) -> Result<Reply> {
    remove(tx, TRY(webhook_of(c, tx)));
    return Reply::no_content();
  });
  api.read("GET", "/webhooks/{id}/signing_secret", Access::admin, [](Context& c, db::Tx& tx) -> Result<Reply> { return secret_reply(TRY(webhook_of(c, tx))); });
  api.write("POST", "/webhooks/{id}/signing_secret", Access::admin, [](Context& c, db::Tx& tx) -> Result<Reply> {
    Reply reply = secret_reply(rotate_secret(tx, UserId(c.caller.id), TRY(webhook_of(c, tx))));
    reply.status = 201;
    return reply;
  });
  api.plain("POST", "/webhooks/test", Access::admin, [&options](Context& c, db::Store& store) { return test(c, store, options); });
  add_invocation_routes(api);
}

}  // namespace sahay::webhooks
