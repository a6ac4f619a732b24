// From the wire to the verbs: the ticket object of a request.
#include <algorithm>

#include "base/text.h"
#include "desk/tickets/tickets_api.h"

namespace sahay::tickets {
namespace {

using api::Context;

// Reads typed values and remembers every wrong one.
class Reader {
 public:
  explicit Reader(const JsonObject& in) : in_(in) {}

  const Json* raw(std::string_view key) const { return in_.if_contains(boost::json::string_view(key.data(), key.size())); }

  std::optional<std::string> text(std::string_view key) {
    const Json* value = raw(key);
    if (!value) return std::nullopt;
    if (value->is_null()) return std::string();
    if (value->is_string()) return text::repair_utf8({value->get_string().data(), value->get_string().size()});
    if (value->is_int64()) return std::to_string(value->get_int64());
    wrong(key, "string");
    return std::nullopt;
  }
  template <class I>
  std::optional<I> id(std::string_view key) {
    const Json* value = raw(key);
    if (!value) return std::nullopt;
    if (value->is_null()) return I{};
    const auto number = integer_at(in_, key);
    if (!number || *number < 0) {
      wrong(key, "id");
      return std::nullopt;
    }
    return I(*number);
  }
  std::optional<Time> time(std::string_view key) {
    const Json* value = raw(key);
    if (!value) return std::nullopt;
    if (value->is_null()) return Time{};
    const auto parsed = value->is_string() ? parse_iso8601(std::string_view(value->get_string())) : std::nullopt;
    if (!parsed) wrong(key, "date-time");
    return parsed;
  }
  std::optional<std::vector<std::string>> texts(std::string_view key) {
    const Json* value = raw(key);
    if (!value) return std::nullopt;
    std::vector<std::string> out;
    if (value->is_string()) {
      const std::string words = text::replace_all(std::string_view(value->get_string()), ",", " ");
      for (auto part : text::split(words, ' '))
        if (!part.empty()) out.emplace_back(part);
    } else if (value->is_array()) {
      for (const Json& item : value->get_array()) {
        if (item.is_string()) out.emplace_back(text::repair_utf8(std::string_view(item.get_string())));
        else wrong(key, "array of strings");
      }
    } else if (!value->is_null()) {
      wrong(key, "array of strings");
    }
    return out;
  }
  void wrong(std::string_view key, std::string_view type) {
    error_.fields.push_back({std::string(key), "InvalidFormat", "error.field.wrong_type", {{"type", std::string(type)}}});
  }
  Result<void> finish() const {
    if (error_.fields.empty()) return {};
    return error_;
  }

 private:
  const JsonObject& in_;
  Error error_{ErrorCode::invalid, "error.invalid"};
};

Result<UserId> person(db::Tx& tx, const JsonObject& in) {
  if (const auto id = integer_at(in, "id")) return UserId(*id);
  if (const auto id = integer_at(in, "user_id")) return UserId(*id);
  auto email = string_at(in, "email");
  if (!email) email = string_at(in, "user_email");
  if (!email) return invalid("email", "BlankValue", "error.field.blank");
  std::string locale = string_at(in, "locale").value_or("en-US");
  if (const auto id = integer_at(in, "locale_id")) locale = people::locale_of_id(*id);
  return TRY(people::find_or_create(tx, *email, string_at(in, "name").value_or(string_at(in, "user_name").value_or("")), locale)).id;
}

// ids, addresses or {"name","email"} / {"user_id","user_email","action"}; "delete" actions take away from `current`.
Result<std::vector<std::int64_t>> people_list(db::Tx& tx, const JsonArray& list, std::vector<std::int64_t> current) {
  for (const Json& item : list) {
    UserId user;
    bool remove = false;
    if (item.is_object()) {
      user = TRY(person(tx, item.get_object()));
      remove = string_at(item.get_object(), "action").value_or("put") == "delete";
    } else if (item.is_string() && item.get_string().find('@') != boost::json::string::npos) {
      user = TRY(people::find_or_create(tx, std::string_view(item.get_string()), "")).id;
    } else {
      const JsonObject holder{{"id", item}};
      user = UserId(integer_at(holder, "id").value_or(0));
    }
    if (!people::find_user(tx, user)) return invalid("collaborators", "InvalidValue", "error.field.no_user");
    const auto at = std::find(current.begin(), current.end(), user.value);
    if (remove && at != current.end()) current.erase(at);
    if (!remove && at == current.end()) current.push_back(user.value);
  }
  if (current.size() > 48) return invalid("collaborators", "TooLong", "error.field.too_many_people", {{"max", "48"}});
  return current;
}

struct Lists {
  std::optional<std::vector<std::int64_t>> collaborators, followers, email_ccs;
};
Result<Lists> read_lists(db::Tx& tx, const JsonObject& in, const Ticket* ticket) {
  Lists out;
  const auto current = [&](std::vector<std::int64_t> Ticket::*member) { return ticket ? ticket->*member : std::vector<std::int64_t>{}; };
  for (const char* key : {"collaborators", "collaborator_ids"})
    if (const JsonArray* list = array_at(in, key)) out.collaborators = TRY(people_list(tx, *list, {}));
  if (const JsonArray* list = array_at(in, "additional_collaborators")) out.collaborators = TRY(people_list(tx, *list, current(&Ticket::collaborator_ids)));
  if (const JsonArray* list = array_at(in, "followers")) out.followers = TRY(people_list(tx, *list, current(&Ticket::follower_ids)));
  if (const JsonArray* list = array_at(in, "follower_ids")) out.followers = TRY(people_list(tx, *list, {}));
  if (const JsonArray* list = array_at(in, "email_ccs")) out.email_ccs = TRY(people_list(tx, *list, current(&Ticket::email_cc_ids)));
  if (const JsonArray* list = array_at(in, "email_cc_ids")) out.email_ccs = TRY(people_list(tx, *list, {}));
  return out;
}

// custom_fields: [{"id":1,"value":"x"}] or {"1":"x"}; `fields` is the same list under its other name.
JsonObject read_custom_fields(const JsonObject& in) {
  JsonObject out;
  for (const char* key : {"fields", "custom_fields"}) {
    const Json* found = sahay::find(in, key);
    if (!found) continue;
    if (found->is_object())
      for (const auto& [id, value] : found->get_object()) out[id] = value;
    if (found->is_array())
      for (const Json& item : found->get_array())
        if (item.is_object())
          if (const auto id = integer_at(item.get_object(), "id")) {
            const auto* value = item.get_object().if_contains("value");
            out[std::to_string(*id)] = value ? *value : Json(nullptr);
          }
  }
  return out;
}

Result<std::optional<UserId>> read_assignee(db::Tx& tx, const JsonObject& in, Reader& reader) {
  if (const auto email = string_at(in, "assignee_email"); email && !in.contains("assignee_id")) {
    const auto user = people::find_by_address(tx, *email);
    if (!user) return invalid("assignee_email", "InvalidValue", "error.field.no_agent");
    return std::optional(user->id);
  }
  return reader.id<UserId>("assignee_id");
}

}  // namespace

Actor actor_of(const Context& context) {
  Actor actor;
  actor.id = UserId(context.caller.id);
  actor.via = context.caller.via;
  return actor;
}

Result<NewComment> read_comment(const Context& context, db::Tx& tx, const Json& in) {
  NewComment comment;
  if (in.is_string()) {
    comment.text = std::string(in.get_string());
    comment.is_public = !context.caller.staff() || context.caller.may("tickets.comment_public");
    return comment;
  }
  if (!in.is_object()) return invalid("comment", "InvalidFormat", "error.field.wrong_type", {{"type", "object"}});
  const JsonObject& object = in.get_object();
  Reader reader(object);
  comment.html = reader.text("html_body").value_or("");
  comment.text = comment.html.empty() ? reader.text("body").value_or(reader.text("value").value_or("")) : "";
  // Who may write to colleagues only writes to them; asking for more is refused, so that nobody believes it was sent.
  const bool for_colleagues = context.caller.staff() && !context.caller.may("tickets.comment_public");
  if (for_colleagues && bool_at(object, "public").value_or(false)) return forbidden("public");
  comment.is_public = bool_at(object, "public").value_or(true) && !for_colleagues;
  comment.author = reader.id<UserId>("author_id").value_or(UserId{});
  comment.uploads = reader.texts("uploads").value_or(std::vector<std::string>{});
  if (const auto seconds = integer_at(object, "undo_send_seconds"))
    comment.via.text = to_string(Json(JsonObject{{"undo_send_seconds", *seconds}}));
  TRY(reader.finish());
  if (comment.author && !people::find_user(tx, comment.author)) return invalid("author_id", "InvalidValue", "error.field.no_user");
  if (comment.author && !context.caller.staff() && comment.author.value != context.caller.id) return forbidden("author_id");
  return comment;
}

Result<NewTicket> read_new_ticket(Context& context, db::Tx& tx, const JsonObject& in) {
  Reader reader(in);
  NewTicket out;
  out.subject = reader.text("subject").value_or(reader.text("raw_subject").value_or(""));
  if (const Json* comment = sahay::find(in, "comment")) out.comment = TRY(read_comment(context, tx, *comment));
  else out.comment.text = reader.text("description").value_or("");
  out.status = reader.text("status").value_or("");
  out.priority = reader.text("priority").value_or("");
  out.type = reader.text("type").value_or("");
  out.external_id = reader.text("external_id").value_or("");
  out.recipient = reader.text("recipient").value_or("");
  out.requester = reader.id<UserId>("requester_id").value_or(UserId{});
  out.submitter = reader.id<UserId>("submitter_id").value_or(UserId{});
  out.group = reader.id<GroupId>("group_id").value_or(GroupId{});
  out.organization = reader.id<OrganizationId>("organization_id").value_or(OrganizationId{});
  out.problem = reader.id<TicketId>("problem_id").value_or(TicketId{});
  out.followup_of = reader.id<TicketId>("via_followup_source_id").value_or(TicketId{});
  out.due_at = reader.time("due_at").value_or(Time{});
  out.ticket_form_id = reader.id<TicketId>("ticket_form_id").value_or(TicketId{}).value;
  out.brand_id = reader.id<TicketId>("brand_id").value_or(TicketId{}).value;
  out.custom_status_id = reader.id<TicketId>("custom_status_id").value_or(TicketId{}).value;
  out.tags = reader.texts("tags").value_or(std::vector<std::string>{});
  out.assignee = TRY(read_assignee(tx, in, reader)).value_or(UserId{});
  TRY(reader.finish());
  if (const JsonObject* requester = object_at(in, "requester")) out.requester = TRY(person(tx, *requester));
  Lists lists = TRY(read_lists(tx, in, nullptr));
  out.collaborators = std::move(lists.collaborators).value_or(std::vector<std::int64_t>{});
  out.followers = std::move(lists.followers).value_or(std::vector<std::int64_t>{});
  out.email_ccs = std::move(lists.email_ccs).value_or(std::vector<std::int64_t>{});
  out.custom_fields = read_custom_fields(in);
  return out;
}

Result<Change> read_change(Context& context, db::Tx& tx, const Ticket& ticket, const JsonObject& in) {
  Reader reader(in);
  Change out;
  if (const Json* comment = sahay::find(in, "comment")) out.comment = TRY(read_comment(context, tx, *comment));
  out.subject = reader.text("subject");
  out.status = reader.text("status");
  out.priority = reader.text("priority");
  out.type = reader.text("type");
  out.external_id = reader.text("external_id");
  out.requester = reader.id<UserId>("requester_id");
  out.owner = reader.id<UserId>("owner_id");
  out.group = reader.id<GroupId>("group_id");
  out.organization = reader.id<OrganizationId>("organization_id");
  out.problem = reader.id<TicketId>("problem_id");
  out.due_at = reader.time("due_at");
  if (const auto v = reader.id<TicketId>("ticket_form_id")) out.ticket_form_id = v->value;
  if (const auto v = reader.id<TicketId>("brand_id")) out.brand_id = v->value;
  if (const auto v = reader.id<TicketId>("custom_status_id")) out.custom_status_id = v->value;
  out.tags = reader.texts("tags");
  out.add_tags = reader.texts("additional_tags").value_or(std::vector<std::string>{});
  out.remove_tags = reader.texts("remove_tags").value_or(std::vector<std::string>{});
  out.assignee = TRY(read_assignee(tx, in, reader));
  out.last_seen_event = integer_at(in, "last_seen_event");
  const auto stamp = reader.time("updated_stamp");
  TRY(reader.finish());
  if (bool_at(in, "safe_update").value_or(false) && stamp && stamp->seconds() != ticket.updated_at.seconds())
    return Error{ErrorCode::conflict, "error.update_conflict"};
  if (const JsonObject* requester = object_at(in, "requester")) out.requester = TRY(person(tx, *requester));
  Lists lists = TRY(read_lists(tx, in, &ticket));
  out.collaborators = std::move(lists.collaborators);
  out.followers = std::move(lists.followers);
  out.email_ccs = std::move(lists.email_ccs);
  out.custom_fields = read_custom_fields(in);
  return out;
}

}  // namespace sahay::tickets
