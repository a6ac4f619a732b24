#include "desk/search/conditions.h"

#include "base/text.h"
#include "desk/people/people.h"
#include "desk/tickets/ticket.h"
#include "platform/text/words.h"

namespace sahay::search {
namespace {

using db::Value;

Error bad_query(const std::string& why) { return {ErrorCode::invalid, "error.search.bad_query", why, {}, {{"term", why}}}; }

// One condition with its values, joined by OR when a property occurs more than once.
struct Condition {
  std::string sql;
  std::vector<Value> values;
};

std::string like_pattern(std::string_view value) {
  std::string out = "%";
  for (char c : value) {
    if (c == '%' || c == '_' || c == '\\') out += '\\';
    out += c;
  }
  return out + "%";
}

Condition no_match() { return {"1 = 0", {}}; }

// Every word of the term stands in the index, as a prefix.
Condition word_condition(std::string_view value) {
  Condition out;
  for (const auto& word : text::words_of(value)) {
    if (!out.sql.empty()) out.sql += " and ";
    // A prefix is a range of the primary key; the upper end is the prefix with the last possible character behind it.
    out.sql += "t.id in (select ticket_id from search_terms where term >= ? and term < ?)";
    out.values.emplace_back(word.text);
    out.values.emplace_back(word.text + "\U0010FFFF");
  }
  if (out.sql.empty()) return no_match();
  return out;
}

Condition free_text(const Term& term) {
  Condition out = word_condition(term.value);
  if (term.phrase) {
    const std::string pattern = like_pattern(text::lower_ascii(term.value));
    out.sql = "(" + out.sql + ") and (lower(t.subject) like lower(?) escape '\\' or t.id in (select ticket_id from comments where comments.ticket_id = t.id and lower(comments.text) like lower(?) escape '\\'))";
    out.values.emplace_back(pattern);
    out.values.emplace_back(pattern);
  } else if (const auto number = text::to_integer(term.value); number && *number > 0) {
    out.sql = "(" + out.sql + ") or t.id = ?";
    out.values.emplace_back(*number);
  }
  return out;
}

Result<Condition> person_condition(db::Tx& tx, const api::Caller& caller, const std::string& column, const std::string& value) {
  if (value == "none") return Condition{column + " is null", {}};
  if (value == "me") return Condition{column + " = ?", {Value(caller.id)}};
  if (const auto id = text::to_integer(value)) return Condition{column + " = ?", {Value(*id)}};
  if (value.find('@') != value.npos) {
    const auto user = people::find_by_address(tx, value);
    return user ? Condition{column + " = ?", {Value(user->id.value)}} : no_match();
  }
  return Condition{column + " in (select id from users where lower(name) like lower(?) escape '\\')", {Value(like_pattern(text::lower_ascii(value)))}};
}

Condition named(const std::string& column, const std::string& table, const std::string& name_column, const std::string& value) {
  if (value == "none") return {column + " is null", {}};
  if (const auto id = text::to_integer(value)) return {column + " = ?", {Value(*id)}};
  return {column + " in (select id from " + table + " where " + name_column + " = ?)", {Value(name_column == "name" ? value : text::lower_ascii(value))}};
}

Result<Condition> rank_condition(const Term& term, const std::string& column, int rank) {
  if (rank < 0) return no_match();
  const std::string comparison = term.comparison == ":" ? "=" : term.comparison;
  return Condition{column + " " + comparison + " ?", {Value(std::int64_t(rank))}};
}

Result<Condition> date_condition(db::Tx& tx, const Term& term, const std::string& column) {
  const auto at = read_date(term.value, tx.now());
  if (!at) return bad_query(term.property + term.comparison + term.value);
  // A day is its 24 hours; "created:2024-01-02" is any time of it, "created>2024-01-02" is after it.
  const bool day = term.value.size() == 10 && term.value[4] == '-';
  const Time end = day ? *at + std::chrono::hours(24) : *at;
  if (term.comparison == ":") return Condition{column + " >= ? and " + column + " < ?", {Value(at->micros), Value((day ? end : *at + std::chrono::seconds(1)).micros)}};
  if (term.comparison == ">") return Condition{column + (day ? " >= ?" : " > ?"), {Value(end.micros)}};
  if (term.comparison == ">=") return Condition{column + " >= ?", {Value(at->micros)}};
  if (term.comparison == "<") return Condition{column + " < ?", {Value(at->micros)}};
  return Condition{column + (day ? " < ?" : " <= ?"), {Value(end.micros)}};
}

Condition tag_condition(const std::string& value) {
  if (value == "none") return {"t.tags = '[]'", {}};
  return {"t.id in (select ticket_id from ticket_tags where tag = ?)", {Value(value)}};
}

// {"12":"router"} is searched as text: the key and the value as JSON writes them.
Condition field_condition(const std::string& field, const std::string& value) {
  const std::string quoted = to_string(Json(value));
  if (field.empty()) return {"t.custom_fields like ? escape '\\'", {Value(like_pattern(":" + quoted))}};
  return {"t.custom_fields like ? escape '\\'", {Value(like_pattern("\"" + field + "\":" + quoted))}};
}

Result<Condition> ticket_condition(db::Tx& tx, const api::Caller& caller, const Term& t) {
  const std::string& p = t.property;
  if (p.empty()) return free_text(t);
  if (p == "status") return rank_condition(t, "t.status_rank", tickets::status_rank(t.value));
  if (p == "priority") return rank_condition(t, "t.priority_rank", t.value == "none" ? 0 : tickets::priority_rank(t.value));
  if (p == "ticket_type") return Condition{"t.type = ?", {Value(t.value == "none" ? "" : t.value)}};
  if (p == "tags" || p == "tag") return tag_condition(t.value);
  if (p == "requester") return person_condition(tx, caller, "t.requester_id", t.value);
  if (p == "assignee") return person_condition(tx, caller, "t.assignee_id", t.value);
  if (p == "submitter") return person_condition(tx, caller, "t.submitter_id", t.value);
  if (p == "cc" || p == "commenter") {
    const std::string list = p == "cc" ? "select ticket_id from ticket_people p where p.kind <> 'follower' and " : "select ticket_id from comments p where ";
    Condition inner = TRY(person_condition(tx, caller, p == "cc" ? "p.user_id" : "p.author_id", t.value));
    return Condition{"t.id in (" + list + inner.sql + ")", std::move(inner.values)};
  }
  if (p == "organization") return named("t.organization_id", "organizations", "name_key", t.value);
  if (p == "group") return named("t.group_id", "groups", "name", t.value);
  if (p == "via") return Condition{"t.channel = ?", {Value(t.value)}};
  if (p == "created") return date_condition(tx, t, "t.created_at");
  if (p == "updated") return date_condition(tx, t, "t.updated_at");
  if (p == "solved") return date_condition(tx, t, "t.solved_at");
  if (p == "due_date") return date_condition(tx, t, "t.due_at");
  if (p == "subject") return Condition{"lower(t.subject) like lower(?) escape '\\'", {Value(like_pattern(text::lower_ascii(t.value)))}};
  if (p == "description") return Condition{"lower(t.description) like lower(?) escape '\\'", {Value(like_pattern(text::lower_ascii(t.value)))}};
  if (p == "external_id") return Condition{"t.external_id = ?", {Value(t.value)}};
  if (p == "fieldvalue") return field_condition("", t.value);
  if (p.starts_with("custom_field_")) return field_condition(p.substr(13), t.value);
  if (p == "has_attachment") return Condition{std::string(t.value == "true" ? "" : "not ") + "exists (select 1 from attachments where ticket_id = t.id)", {}};
  if (p == "brand") return Condition{"t.brand_id = ?", {Value(text::to_integer(t.value).value_or(-1))}};
  if (p == "form") return Condition{"t.ticket_form_id = ?", {Value(text::to_integer(t.value).value_or(-1))}};
  if (p == "id") return Condition{"t.id = ?", {Value(text::to_integer(t.value).value_or(-1))}};
  // An unknown property is ordinary text with a colon in it.
  Term plain = t;
  plain.property.clear();
  plain.value = p + " " + t.value;
  return free_text(plain);
}

}  // namespace

std::optional<Time> read_date(std::string_view value, Time now) {
  if (const auto exact = parse_iso8601(value)) return exact;
  std::size_t digits = 0;
  while (digits < value.size() && value[digits] >= '0' && value[digits] <= '9') ++digits;
  const auto count = text::to_integer(value.substr(0, digits));
  std::string_view unit = value.substr(digits);
  if (unit.ends_with('s')) unit.remove_suffix(1);
  if (!count || *count > 100'000) return std::nullopt;
  if (unit == "minute") return now - std::chrono::minutes(*count);
  if (unit == "hour") return now - std::chrono::hours(*count);
  if (unit == "day") return now - std::chrono::hours(24 * *count);
  if (unit == "week") return now - std::chrono::hours(24 * 7 * *count);
  if (unit == "month") return now - std::chrono::hours(24 * 30 * *count);
  if (unit == "year") return now - std::chrono::hours(24 * 365 * *count);
  return std::nullopt;
}

Result<void> add_ticket_conditions(db::Tx& tx, const api::Caller& caller, const Query& query, api::Where& where) {
  std::map<std::string, Condition> alternatives;
  for (const Term& term : query.terms) {
    Condition condition = TRY(ticket_condition(tx, caller, term));
    const bool combines = !term.property.empty() && term.comparison == ":" && !term.negated;
    if (!combines) {
      where.add_values(term.negated ? "not coalesce((" + condition.sql + "), false)" : condition.sql, condition.values);
      continue;
    }
    Condition& group = alternatives[term.property];
    group.sql += (group.sql.empty() ? "(" : " or (") + condition.sql + ")";
    group.values.insert(group.values.end(), condition.values.begin(), condition.values.end());
  }
  for (const auto& [property, condition] : alternatives) where.add_values(condition.sql, condition.values);
  return {};
}

Result<void> add_user_conditions(db::Tx& tx, const Query& query, api::Where& where) {
  where.add("t.active = 1");
  for (const Term& term : query.terms) {
    const std::string& p = term.property;
    if (p == "email") where.add("t.id in (select user_id from identities where type = 'email' and value = ?)", Value(people::address_key(term.value)));
    else if (p == "role") where.add("t.role = ?", Value(term.value));
    else if (p == "name") where.add("lower(t.name) like lower(?) escape '\\'", Value(like_pattern(text::lower_ascii(term.value))));
    else if (p == "phone") where.add("t.phone = ?", Value(term.value));
    else if (p == "external_id") where.add("t.external_id = ?", Value(term.value));
    else if (p == "tags") where.add("t.tags like ? escape '\\'", Value(like_pattern(to_string(Json(term.value)))));
    else if (p == "organization") { const Condition c = named("t.organization_id", "organizations", "name_key", term.value); where.add_values(c.sql, c.values); }
    else if (p == "created" || p == "updated") { const Condition c = TRY(date_condition(tx, term, "t." + p + "_at")); where.add_values(c.sql, c.values); }
    else if (p.empty()) {
      const std::string pattern = like_pattern(text::lower_ascii(term.value));
      where.add("lower(t.name) like lower(?) escape '\\' or t.email like ? escape '\\' or lower(t.notes) like lower(?) escape '\\'", Value(pattern), Value(pattern), Value(pattern));
    } else where.add("1 = 0");
  }
  return {};
}

Result<void> add_organization_conditions(const Query& query, api::Where& where) {
  for (const Term& term : query.terms) {
    const std::string pattern = like_pattern(text::lower_ascii(term.value));
    if (term.property == "external_id") where.add("t.external_id = ?", Value(term.value));
    else if (term.property == "tags") where.add("t.tags like ? escape '\\'", Value(like_pattern(to_string(Json(term.value)))));
    else if (term.property.empty() || term.property == "name") where.add("t.name_key like ? escape '\\' or lower(t.details) like lower(?) escape '\\'", Value(pattern), Value(pattern));
    else where.add("1 = 0");
  }
  return {};
}

Result<void> add_group_conditions(const Query& query, api::Where& where) {
  for (const Term& term : query.terms) {
    if (term.property.empty() || term.property == "name") where.add("lower(t.name) like lower(?) escape '\\'", Value(like_pattern(text::lower_ascii(term.value))));
    else where.add("1 = 0");
  }
  return {};
}

}  // namespace sahay::search
