// Routes of /macros: saved answers. Showing what one would do changes nothing; POST .../apply does it.
#include "desk/automation/rule_sql.h"
#include "desk/automation/rules_api.h"
#include "desk/care/care.h"
#include "desk/tickets/restriction.h"
#include "desk/tickets/tickets_api.h"
#include "platform/text/html.h"

namespace sahay::automation {
namespace {

using api::Access;
using api::Context;
using api::Reply;

constexpr char kShared[] = "macros.manage";

const api::Resource<Macro>& macro_resource() {
  static const api::Resource<Macro> resource = [] {
    using T = Macro;
    api::Resource<T> r;
    r.name = "macro";
    r.plural = "macros";
    r.path = "/macros";
    r.table = "macros";
    r.change = Access::staff;
    r.audited = true;
    r.scope = [](const api::Caller& caller, api::Where& where) { tickets::scope_by_audience(caller, kShared, where); };
    r.fields = {api::computed<T>("id", "integer", [](JsonWriter& w, const T& o, const Context&) { w.value(o.id); }),
                api::text_field<T>("title", &T::title).required().max(255),
                title_copy<T>(),
                api::nullable_text<T>("description", &T::description).max(4096),
                api::flag<T>("active", &T::active),
                api::constant<T>("default", "boolean", false),
                api::number<T>("position", &T::position),
                stored<T>("actions", "array", &T::actions),
                api::computed<T>("withheld_unless_calm", "boolean", [](JsonWriter& w, const T& o, const Context&) { w.value(care::is_marked(o.actions.text)); }),
                stored<T>("restriction", "object", &T::restriction),
                api::time_field<T>("created_at", &T::created_at).read_only(),
                api::time_field<T>("updated_at", &T::updated_at).read_only()};
    describe_rule(r);
    r.more_filters = [](Context& c, db::Tx& tx, api::Where& where) -> Result<void> {
      TRY(filter_active<T>(c, tx, where));
      const std::string access = c.parameter("access").value_or("");
      if (access == "personal") where.add("t.audience = ?", db::Value(",u" + std::to_string(c.caller.id) + ","));
      if (access == "shared" || access == "agents" || access == "account") where.add("t.audience = '' or t.audience like ',g%'");
      // For one ticket: what sells is not even offered while its customer is not calm.
      if (const auto id = text::to_integer(c.parameter("ticket_id").value_or(""))) {
        const tickets::Ticket ticket = TRY(tickets::ticket_resource().find(c, tx, *id));
        if (care::withheld(tx, ticket, "sales")) where.add("t.actions not like ?", db::Value("%\"" + std::string(care::kMark) + "\"%"));
      }
      if (const auto group = text::to_integer(c.parameter("group_id").value_or(""))) where.add("t.audience like ?", db::Value("%,g" + std::to_string(*group) + ",%"));
      return {};
    };
    r.check = [](Context& c, db::Tx& tx, const T* before, T& now, const JsonObject& in) -> Result<void> {
      if (!before) now.created_by = UserId(c.caller.id);
      if (!before && !in.contains("position")) now.position = tx.scalar<std::int64_t>(sql::rule::last_macro_place).value_or(0) + 1;
      TRY(tickets::settle_restriction(c, tx, kShared, before, now, in));
      return take_actions(tx, before, now, in, tickets::kMacros);
    };
    r.remove = [](Context& c, db::Tx& tx, const T& macro) -> Result<void> {
      if (!c.caller.may(kShared) && !tickets::is_personal_of(macro.audience, c.caller.id)) return forbidden("restriction");
      tx.execute(std::string("delete from macros where id = $1"), macro.id);
      return {};
    };
    return r;
  }();
  return resource;
}

Result<Macro> active_macro(Context& c, db::Tx& tx, std::int64_t id) {
  Macro macro = TRY(macro_resource().find(c, tx, id));
  if (!macro.active) return invalid("macro_id", "InvalidValue", "rules.error.inactive");
  return macro;
}

void write_comment(JsonWriter& w, const tickets::NewComment& comment) {
  std::string html = comment.html.empty() ? text::text_to_html(comment.text) : text::sanitise_html(comment.html, {}).html;
  const std::string words = comment.text.empty() ? text::html_to_text(html) : comment.text;
  w.begin_object().field("body", words).field("html_body", html).field("public", comment.is_public);
  w.key("scoped_body").begin_array().begin_array().value("channel:all").value(words).end_array().end_array().end_object();
}

// Only what the macro sets, as a client would send it.
void write_wishes(JsonWriter& w, const tickets::Change& change) {
  const auto text = [&](const char* key, const std::optional<std::string>& value) {
    if (value) w.field(key, *value);
  };
  text("subject", change.subject);
  text("status", change.status);
  text("priority", change.priority);
  text("type", change.type);
  if (change.assignee) w.field("assignee_id", *change.assignee);
  if (change.group) w.field("group_id", *change.group);
  if (change.due_at) w.field("due_at", *change.due_at);
  if (change.custom_status_id) w.field("custom_status_id", *change.custom_status_id);
  if (change.ticket_form_id) w.field("ticket_form_id", *change.ticket_form_id);
  if (change.brand_id) w.field("brand_id", *change.brand_id);
  if (change.tags) w.field("tags", *change.tags);
  if (!change.add_tags.empty()) w.field("additional_tags", change.add_tags);
  if (!change.remove_tags.empty()) w.field("remove_tags", change.remove_tags);
  if (change.email_ccs) w.field("email_cc_ids", *change.email_ccs);
  if (change.followers) w.field("follower_ids", *change.followers);
  if (!change.custom_fields.empty()) {
    w.key("custom_fields").begin_array();
    for (const auto& [id, value] : change.custom_fields) w.begin_object().field("id", text::to_integer(std::string_view(id)).value_or(0)).field("value", value).end_object();
    w.end_array();
  }
}

// {"result":{"ticket":{...},"comment":{...}}}: what the macro would make of the ticket, or of none.
Result<Reply> show(Context& c, db::Tx& tx, const Macro& macro, const tickets::Ticket* ticket) {
  tickets::Facts facts(tx, ticket ? *ticket : tickets::Ticket{}, UserId(c.caller.id));
  tickets::Placeholders texts(facts);
  tickets::Applying applying{facts, texts, tickets::actor_of(c)};
  TRY(tickets::collect(applying, tickets::parse_actions(macro.actions.text)));
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("result").begin_object().key("ticket");
  if (ticket) {
    tickets::ticket_resource().write(w, tickets::with_change(tx, *ticket, applying.change), c);
    out.pop_back();  // the comment stands inside the ticket, where clients send it from
    if (applying.change.comment) {
      out += ",\"comment\":";
      std::string comment;
      JsonWriter inner(comment);
      write_comment(inner, *applying.change.comment);
      out += comment;
    }
    out += '}';
  } else {
    w.begin_object();
    write_wishes(w, applying.change);
    if (applying.change.comment) {
      w.key("comment");
      write_comment(w, *applying.change.comment);
    }
    w.end_object();
  }
  if (applying.change.comment) {
    w.key("comment");
    write_comment(w, *applying.change.comment);
  }
  w.end_object().end_object();
  return Reply::ok(std::move(out));
}

Result<Applied> apply_by_hand(Context& c, db::Tx& tx, const Macro& macro, tickets::Ticket ticket) {
  tickets::Facts facts(tx, std::move(ticket), UserId(c.caller.id));
  Applied done = apply(facts, rule_of(macro), tickets::actor_of(c), {0, -1});
  if (done.error) return *done.error;
  return done;
}

Result<Reply> apply_to_ticket(Context& c, db::Tx& tx) {
  tickets::Ticket ticket = TRY(tickets::ticket_resource().find(c, tx, c.id()));
  const Macro macro = TRY(active_macro(c, tx, c.id("macro_id")));
  const Applied done = TRY(apply_by_hand(c, tx, macro, std::move(ticket)));
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("ticket");
  tickets::ticket_resource().write(w, *done.ticket, c);
  w.end_object();
  return Reply::ok(std::move(out));
}

// The distinct first parts of "Category::Title".
Result<Reply> categories(Context& c, db::Tx& tx) {
  std::vector<std::string> names;
  for (const Macro& macro : macro_resource().select(tx, macro_resource().visible(c.caller), " order by t.title limit 5000")) {
    const std::size_t end = macro.title.find("::");
    if (end == std::string::npos || end == 0) continue;
    std::string name = macro.title.substr(0, end);
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(std::move(name));
  }
  std::string out;
  JsonWriter(out).begin_object().field("categories", names).end_object();
  return Reply::ok(std::move(out));
}

}  // namespace

void add_macro_routes(api::Api& api) {
  add_rule_routes(api, macro_resource(), sql::rule::place_macro);
  api.read("GET", "/macros/categories", Access::staff, categories);
  for (const char* path : {"/macros/definitions", "/macros/actions"})
    api.read("GET", path, Access::staff, [](Context& c, db::Tx& tx) -> Result<Reply> { return Reply::ok(definitions_body(c, tx, tickets::kMacros, false, true)); });
  api.read("GET", "/macros/{id}/apply", Access::staff, [](Context& c, db::Tx& tx) -> Result<Reply> {
    return show(c, tx, TRY(active_macro(c, tx, c.id())), nullptr);
  });
  api.read("GET", "/tickets/{id}/macros/{macro_id}/apply", Access::staff, [](Context& c, db::Tx& tx) -> Result<Reply> {
    const tickets::Ticket ticket = TRY(tickets::ticket_resource().find(c, tx, c.id()));
    return show(c, tx, TRY(active_macro(c, tx, c.id("macro_id"))), &ticket);
  });
  api.write("POST", "/tickets/{id}/macros/{macro_id}/apply", Access::staff, apply_to_ticket);
  api.add_bulk("macros.apply", [](Context& c, db::Tx& tx, const JsonObject& in) -> Result<JsonObject> {
    tickets::Ticket ticket = TRY(tickets::ticket_resource().find(c, tx, integer_at(in, "id").value_or(0)));
    const std::int64_t id = ticket.id.value;
    const Macro macro = TRY(active_macro(c, tx, integer_at(in, "macro_id").value_or(0)));
    const Applied done = TRY(apply_by_hand(c, tx, macro, std::move(ticket)));
    return JsonObject{{"id", id}, {"action", "update"}, {"status", "Updated"}, {"success", true}, {"audit_id", done.run.event_id}};
  });
  api.write("POST", "/macros/{id}/apply_many", Access::staff, [&api](Context& c, db::Tx& tx) -> Result<Reply> {
    const Macro macro = TRY(active_macro(c, tx, c.id()));
    JsonArray items;
    std::vector<std::int64_t> ids;
    if (const JsonArray* list = array_at(c.body, "ids")) {
      for (const Json& item : *list) ids.push_back(integer_at(JsonObject{{"id", item}}, "id").value_or(0));
    } else {
      ids = TRY(api::ids_parameter(c));
    }
    if (ids.size() > 100) return api::too_many_values();
    if (ids.empty()) return invalid("ids", "BlankValue", "error.field.blank");
    for (const auto id : ids) items.push_back(JsonObject{{"id", id}, {"macro_id", macro.id.value}});
    return api.start_bulk(c, tx, "macros.apply", std::move(items));
  });
}

}  // namespace sahay::automation
