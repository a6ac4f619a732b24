#include "desk/search/conditions.h"

#include <algorithm>

#include "base/text.h"
#include "desk/people/people.h"
#include "desk/tickets/ticket.h"
#include "platform/text/analyse.h"

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

// A name in any case: databases fold ASCII at best, so the usual spellings of other scripts are asked for as they are.
Condition name_condition(const std::string& column, const std::string& value) {
  Condition out{"lower(" + column + ") like lower(?) escape '\\'", {Value(like_pattern(text::lower_ascii(value)))}};
  for (const std::string& spelling : text::case_variants(value)) {
    out.sql += " or " + column + " like ? escape '\\'";
    out.values.emplace_back(like_pattern(spelling));
  }
  return out;
}

constexpr std::size_t kManyHits = 2'000;
constexpr std::int64_t kLongestMap = 64'000'000;

// Very many ids as a text of one character each, "1" for those that match: a list in its own order stops after a page of
// them instead of sorting them all first. As bytes the n-th is found at once.
std::optional<Condition> map_condition(const std::vector<Hit>& hits) {
  std::int64_t largest = 0;
  for (const Hit& hit : hits) largest = std::max(largest, hit.doc);
  if (largest > kLongestMap) return std::nullopt;
  std::string map(std::size_t(largest) + 1, '0');
  for (const Hit& hit : hits)
    if (hit.doc >= 0) map[std::size_t(hit.doc)] = '1';
  return Condition{"substr(cast(? as blob), t.id + 1, 1) = x'31'", {Value(std::move(map))}};
}

// "id in (...)" with any number of ids in one value.
Condition ids_condition(db::Tx& tx, const std::vector<Hit>& hits) {
  if (hits.empty()) return no_match();
  if (hits.size() > kManyHits && tx.engine() == db::Engine::sqlite)
    if (auto map = map_condition(hits)) return *std::move(map);
  std::string list = "[";
  for (const Hit& hit : hits) list += (list.size() > 1 ? "," : "") + std::to_string(hit.doc);
  const char* sql = tx.engine() == db::Engine::sqlite ? "t.id in (select value from json_each(?))"
                                                      : "t.id in (select cast(value as bigint) from json_array_elements_text(cast(? as json)))";
  return {sql, {Value(list + "]")}};
}

Condition word_condition(db::Tx& tx, const api::Caller& caller, const Term& term, Where_in in) {
  const Match match = term.phrase ? Match::phrase : Match::every_word;
  return ids_condition(tx, find(tx, Collection::tickets, {.text = term.value, .match = match, .beginnings = !term.phrase, .notes = caller.staff(), .in = in}));
}

Condition free_text(db::Tx& tx, const api::Caller& caller, const Term& term) {
  Condition out = word_condition(tx, caller, term, Where_in::everywhere);  // negated words and unknown properties
  if (const auto number = text::to_integer(term.value); !term.phrase && number && *number > 0) {
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
  Condition named = name_condition("name", value);
  return Condition{column + " in (select id from users where " + named.sql + ")", std::move(named.values)};
}

Condition named(const std::string& column, const std::string& table, const std::string& name_column, const std::string& value) {
  if (value == "none") return {column + " is null", {}};
  if (const auto id = text::to_integer(value)) return {column + " = ?", {Value(*id)}};
  Condition out{column + " in (select id from " + table + " where " + name_column + " = ?", {Value(name_column == "name" ? value : text::lower_ascii(value))}};
  for (const std::string& spelling : text::case_variants(value)) {
    out.sql += " or name = ?";
    out.values.emplace_back(spelling);
  }
  out.sql += ")";
  return out;
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
  if (p.empty()) return free_text(tx, caller, t);
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
  if (p == "subject") return word_condition(tx, caller, t, Where_in::title);
  if (p == "description") return word_condition(tx, caller, t, Where_in::opening);
  if (p == "external_id") return Condition{t.value.empty() ? "t.external_id = ?" : "t.external_id <> '' and t.external_id = ?", {Value(t.value)}};
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
  return free_text(tx, caller, plain);
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

namespace {

constexpr std::int64_t kByNumber = 1'000'000'000'000;  // a ticket named by its number comes before all others

bool is_plain_word(const Term& term) { return term.property.empty() && !term.negated && !term.phrase; }

void keep_common(std::vector<Hit>& hits, std::vector<Hit> others) {
  const auto by_id = [](const Hit& a, const Hit& b) { return a.doc < b.doc; };
  std::sort(others.begin(), others.end(), by_id);
  std::erase_if(hits, [&](Hit& hit) {
    const auto same = std::lower_bound(others.begin(), others.end(), hit, by_id);
    if (same == others.end() || same->doc != hit.doc) return true;
    hit.score += same->score;
    return false;
  });
}

// The words are looked up together, so that neighbours count; each phrase by itself.
void find_text(db::Tx& tx, const api::Caller& caller, const Query& query, std::size_t best, TicketQuery& out) {
  std::string words;
  bool phrases = false;
  for (const Term& term : query.terms) {
    if (is_plain_word(term)) words += (words.empty() ? "" : " ") + term.value;
    phrases = phrases || (term.property.empty() && term.phrase && !term.negated);
  }
  if (!words.empty()) {
    Found found = find_best(tx, Collection::tickets, {.text = words, .match = Match::every_word, .beginnings = true, .notes = caller.staff()}, phrases ? 0 : best);
    out.hits = std::move(found.hits);
    out.total = found.total;
    out.ranked = true;
  }
  if (const auto number = text::to_integer(words); number && *number > 0) {
    out.total += std::erase_if(out.hits, [&](const Hit& hit) { return hit.doc == *number; }) == 0;
    out.hits.insert(out.hits.begin(), {*number, kByNumber});
  }
  if (!phrases) return;
  for (const Term& term : query.terms) {
    if (!term.property.empty() || !term.phrase || term.negated) continue;
    auto hits = find(tx, Collection::tickets, {.text = term.value, .match = Match::phrase, .notes = caller.staff()});
    if (out.ranked) keep_common(out.hits, std::move(hits));
    else out.hits = std::move(hits);
    out.ranked = true;
  }
  std::sort(out.hits.begin(), out.hits.end(), [](const Hit& a, const Hit& b) { return a.score != b.score ? a.score > b.score : a.doc < b.doc; });
  out.total = out.hits.size();
}

}  // namespace

Result<TicketQuery> ticket_query(db::Tx& tx, const api::Caller& caller, const Query& query, api::Where& where, std::size_t best) {
  TicketQuery out;
  std::map<std::string, Condition> alternatives;
  for (const Term& term : query.terms) {
    if (is_plain_word(term) || (term.property.empty() && term.phrase && !term.negated)) continue;
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
  find_text(tx, caller, query, best, out);
  return out;
}

void add_ids(db::Tx& tx, const std::vector<Hit>& hits, api::Where& where) {
  const Condition condition = ids_condition(tx, hits);
  where.add_values(condition.sql, condition.values);
}

Result<void> add_ticket_conditions(db::Tx& tx, const api::Caller& caller, const Query& query, api::Where& where) {
  const TicketQuery found = TRY(ticket_query(tx, caller, query, where));
  if (found.ranked) add_ids(tx, found.hits, where);
  return {};
}

Result<void> add_user_conditions(db::Tx& tx, const Query& query, api::Where& where) {
  where.add("t.active = 1");
  for (const Term& term : query.terms) {
    const std::string& p = term.property;
    if (p == "email") where.add("t.id in (select user_id from identities where type = 'email' and value = ?)", Value(people::address_key(term.value)));
    else if (p == "role") where.add("t.role = ?", Value(term.value));
    else if (p == "name") { const Condition c = name_condition("t.name", term.value); where.add_values(c.sql, c.values); }
    else if (p == "phone") where.add("t.phone = ?", Value(term.value));
    else if (p == "external_id") where.add("t.external_id = ?", Value(term.value));
    else if (p == "tags") where.add("t.tags like ? escape '\\'", Value(like_pattern(to_string(Json(term.value)))));
    else if (p == "organization") { const Condition c = named("t.organization_id", "organizations", "name_key", term.value); where.add_values(c.sql, c.values); }
    else if (p == "created" || p == "updated") { const Condition c = TRY(date_condition(tx, term, "t." + p + "_at")); where.add_values(c.sql, c.values); }
    else if (p.empty()) {
      const std::string pattern = like_pattern(text::lower_ascii(term.value));
      Condition c = name_condition("t.name", term.value);
      const Condition notes = name_condition("t.notes", term.value);
      c.sql += " or t.email like ? escape '\\' or " + notes.sql;
      c.values.emplace_back(pattern);
      c.values.insert(c.values.end(), notes.values.begin(), notes.values.end());
      where.add_values(c.sql, c.values);
    } else where.add("1 = 0");
  }
  return {};
}

Result<void> add_organization_conditions(const Query& query, api::Where& where) {
  for (const Term& term : query.terms) {
    if (term.property == "external_id") where.add("t.external_id = ?", Value(term.value));
    else if (term.property == "tags") where.add("t.tags like ? escape '\\'", Value(like_pattern(to_string(Json(term.value)))));
    else if (term.property.empty() || term.property == "name") {
      Condition c = name_condition("t.name", term.value);
      const Condition details = name_condition("t.details", term.value);
      c.sql += " or " + details.sql;
      c.values.insert(c.values.end(), details.values.begin(), details.values.end());
      where.add_values(c.sql, c.values);
    }
    else where.add("1 = 0");
  }
  return {};
}

Result<void> add_group_conditions(const Query& query, api::Where& where) {
  for (const Term& term : query.terms) {
    if (term.property.empty() || term.property == "name") { const Condition c = name_condition("t.name", term.value); where.add_values(c.sql, c.values); }
    else where.add("1 = 0");
  }
  return {};
}

}  // namespace sahay::search
