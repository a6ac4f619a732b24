#include "desk/tickets/facts.h"

#include <algorithm>

#include "desk/tickets/facts_sql.h"
#include "platform/events/facts.h"

namespace sahay::tickets {
namespace {

struct GroupRow {
  std::int64_t id = 0;
};
BOOST_DESCRIBE_STRUCT(GroupRow, (), (id))

std::vector<FieldChange> changes_of(const JsonObject& data) {
  std::vector<FieldChange> out;
  if (const JsonArray* list = array_at(data, "changes"))
    for (const Json& entry : *list)
      if (entry.is_object())
        out.push_back({string_at(entry.get_object(), "field").value_or(""), entry.get_object().at("from"), entry.get_object().at("to")});
  return out;
}

}  // namespace

const FieldChange* Happening::change_of(std::string_view field) const {
  for (const FieldChange& change : changes)
    if (change.field == field) return &change;
  return nullptr;
}

void Happening::absorb(const Happening& later) {
  for (const FieldChange& change : later.changes) {
    const auto known = std::find_if(changes.begin(), changes.end(), [&](const FieldChange& c) { return c.field == change.field; });
    if (known == changes.end()) changes.push_back(change);
    else known->to = change.to;
  }
  // What came back to where it was is no change.
  std::erase_if(changes, [](const FieldChange& c) { return c.from == c.to; });
}

Happening happening_of(db::Tx& tx, const events::Event& event) {
  Happening out;
  out.created = event.kind == "ticket.created";
  out.actor = UserId(event.actor_id);
  out.via = event.via;
  const auto read = events::facts_of(event);
  if (!read) return out;
  const JsonObject& facts = *read;
  out.changes = changes_of(facts);
  if (const auto comment = integer_at(facts, "comment_id")) out.comment = find_comment(tx, CommentId(*comment));
  out.actor_role = string_at(facts, "author_role").value_or("");
  if (out.actor_role.empty()) {
    const auto actor = people::find_user(tx, out.actor);
    out.actor_role = actor ? actor->role : "system";
  }
  return out;
}

void keep_times(db::Tx& tx, const events::Event& event) {
  if (event.kind == "ticket.erased") {
    tx.execute(sql::facts::forget_times, event.subject_id);
    return;
  }
  if (event.kind != "ticket.updated") return;
  const auto read = events::facts_of(event);
  const JsonArray* const changes = read ? array_at(*read, "changes") : nullptr;
  const auto if_changed = [&](std::string_view field) {
    const bool changed = changes && std::ranges::any_of(*changes, [&](const Json& one) { return one.is_object() && string_at(one.get_object(), "field") == field; });
    return changed ? event.created_at : Time{};
  };
  const std::string role = read ? string_at(*read, "author_role").value_or("") : "";
  const bool answered = (role == "agent" || role == "admin") && integer_at(*read, "comment_id") && bool_at(*read, "public").value_or(false);
  tx.post(sql::facts::keep_times, event.subject_id, if_changed("status"), if_changed("assignee_id"), if_changed("group_id"), event.created_at,
          UserId(event.actor_id), answered ? event.created_at : Time{});
}

const std::optional<people::User>& Facts::requester() {
  if (!requester_) requester_ = people::find_user(tx_, ticket_.requester_id);
  return *requester_;
}

const std::optional<people::User>& Facts::assignee() {
  if (!assignee_) assignee_ = people::find_user(tx_, ticket_.assignee_id);
  return *assignee_;
}

const std::optional<people::User>& Facts::current() {
  if (!current_) current_ = people::find_user(tx_, current_user_);
  return *current_;
}

const std::optional<people::Organization>& Facts::organization() {
  if (!organization_) organization_ = people::find_organization(tx_, ticket_.organization_id);
  return *organization_;
}

const std::vector<std::int64_t>& Facts::current_groups() {
  if (!groups_) {
    groups_.emplace();
    for (const GroupRow& row : tx_.all<GroupRow>(sql::facts::groups_of_user, current_user_.value)) groups_->push_back(row.id);
  }
  return *groups_;
}

const JsonObject& Facts::custom_fields() {
  if (!custom_fields_) {
    auto stored = parse_json(ticket_.custom_fields.text);
    custom_fields_ = stored.ok() && stored->is_object() ? std::move(stored->get_object()) : JsonObject{};
  }
  return *custom_fields_;
}

const TicketTimes& Facts::times() {
  if (!times_) {
    times_ = tx_.one<TicketTimes>(sql::facts::times, ticket_.id).value_or(TicketTimes{});
    for (Time TicketTimes::*member : {&TicketTimes::status_at, &TicketTimes::assigned_at, &TicketTimes::group_at, &TicketTimes::requester_at, &TicketTimes::assignee_at})
      if (!((*times_).*member)) (*times_).*member = ticket_.created_at;
  }
  return *times_;
}

void Facts::refresh(Ticket ticket) {
  ticket_ = std::move(ticket);
  requester_.reset();
  assignee_.reset();
  organization_.reset();
  custom_fields_.reset();
  times_.reset();
}

}  // namespace sahay::tickets
