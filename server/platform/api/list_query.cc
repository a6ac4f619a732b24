#include "platform/api/list_query.h"

#include <algorithm>

#include "base/text.h"
#include "platform/api/long_counts.h"
#include "platform/db/attached.h"

namespace sahay::api {
namespace {

constexpr char kSeparator = '\x1f';

std::string encode_cursor(const std::string& key, const std::string& id) {
  return text::to_base64url(key + kSeparator + id);
}

struct Position {
  db::Value key;
  std::int64_t id;
};

Result<Position> decode_cursor(const std::string& cursor, bool is_text) {
  const auto bad = [] { return invalid("page", "InvalidValue", "error.field.bad_cursor"); };
  const auto raw = text::from_base64(cursor);
  if (!raw) return bad();
  const auto at = raw->rfind(kSeparator);
  if (at == raw->npos) return bad();
  const auto id = text::to_integer(std::string_view(*raw).substr(at + 1));
  if (!id) return bad();
  if (is_text) {
    if (!text::is_valid_utf8(*raw) || raw->find('\0') != raw->npos) return bad();
    return Position{raw->substr(0, at), *id};
  }
  const auto key = text::to_integer(std::string_view(*raw).substr(0, at));
  if (!key) return bad();
  return Position{*key, *id};
}

std::string count_key(const db::Tx& tx, const std::string& from, const std::vector<db::Value>& values) {
  std::string key = from + kSeparator + std::to_string(reinterpret_cast<std::uintptr_t>(&tx.origin()));
  for (const db::Value& value : values) {
    key += kSeparator;
    if (const auto* text = std::get_if<std::string>(&value)) key += *text;
    else if (const auto* number = std::get_if<std::int64_t>(&value)) key += std::to_string(*number);
  }
  return key;
}

}  // namespace

void Where::add_values(std::string_view condition, const std::vector<db::Value>& values) {
  conditions_.emplace_back(condition);
  values_.insert(values_.end(), values.begin(), values.end());
}

void Where::add_in(std::string_view column, const std::vector<std::int64_t>& ids) {
  if (ids.empty()) return add("1 = 0");
  std::string list = std::string(column) + " in (";
  std::vector<db::Value> values;
  for (auto id : ids) {
    list += values.empty() ? "?" : ",?";
    values.emplace_back(id);
  }
  add_values(list + ")", values);
}

void Where::add_in(std::string_view column, const std::vector<std::string>& texts) {
  if (texts.empty()) return add("1 = 0");
  std::string list = std::string(column) + " in (";
  std::vector<db::Value> values;
  for (const auto& item : texts) {
    list += values.empty() ? "?" : ",?";
    values.emplace_back(item);
  }
  add_values(list + ")", values);
}

std::string Where::sql() const {
  std::string out;
  int placeholder = 0;
  for (const std::string& condition : conditions_) {
    out += out.empty() ? " where (" : " and (";
    for (char c : condition) {
      if (c == '?') out += "$" + std::to_string(++placeholder);
      else out += c;
    }
    out += ')';
  }
  return out;
}

Result<Page> page_of(const Context& context, int largest) {
  Page page;
  const auto size = context.parameter("page[size]"), after = context.parameter("page[after]"), before = context.parameter("page[before]");
  page.by_cursor = size || after || before;
  page.size = std::min(100, largest);
  const auto wanted = page.by_cursor ? size : context.parameter("per_page");
  if (wanted && !wanted->empty()) {
    const auto n = text::to_integer(*wanted);
    if (!n || *n < 1) return invalid(page.by_cursor ? "page[size]" : "per_page", "InvalidValue", "error.field.positive");
    page.size = int(std::min<std::int64_t>(*n, largest));
  }
  page.after = after.value_or("");
  page.before = before.value_or("");
  if (const auto number = context.parameter("page"); number && !page.by_cursor && !number->empty()) {
    const auto n = text::to_integer(*number);
    if (!n || *n < 1 || *n > 1'000'000) return invalid("page", "InvalidValue", "error.field.positive");
    page.number = int(*n);
  }
  return page;
}

std::int64_t count_rows(db::Tx& tx, const ListQuery& query) {
  const std::string from = " from " + query.from + query.where.sql();
  const auto number = [&](const std::string& sql) {
    const auto params = db::views_of(query.where.values());
    const auto cursor = tx.run(sql, params);
    return cursor->next() ? cursor->integer(0) : 0;
  };
  const auto counts = db::Attached<LongCounts>::find(tx.origin());
  const std::string key = counts ? count_key(tx, from, query.where.values()) : std::string();
  if (counts)
    if (const auto known = counts->known(key); known && *known > kExactCount) return *known;
  const std::int64_t exact = number("select count(*) from (select 1" + from + " limit " + std::to_string(kExactCount + 1) + ") c");
  if (exact <= kExactCount) {
    if (counts) counts->forget(key);
    return exact;
  }
  const std::string all = "select count(*)" + from;
  if (!counts) return number(all);
  return std::max(exact, counts->ask(key, all, query.where.values()).value_or(exact));
}

Result<PageState> run_page(db::Tx& tx, const ListQuery& query, const Page& page,
                           const std::function<void(const db::Cursor&)>& row) {
  ListQuery q = query;
  const bool backwards = page.by_cursor && !page.before.empty();
  const bool down = q.sort.descending != backwards;
  const std::string& position = backwards ? page.before : page.after;
  if (page.by_cursor && !position.empty()) {
    const Position at = TRY(decode_cursor(position, q.sort.is_text));
    const std::string compare = down ? " < " : " > ";
    if (q.sort.expression == q.id) {
      q.where.add(q.id + compare + "?", db::Value(at.id));
    } else {
      q.where.add_values("(" + q.sort.expression + ", " + q.id + ")" + compare + "(?, ?)", {at.key, db::Value(at.id)});
    }
  }
  const std::string direction = down ? " desc" : " asc";
  std::string sql = "select " + q.columns + ", " + q.sort.expression + " as page_key, " + q.id + " as page_id from " + q.from +
                    q.where.sql() + " order by " + q.sort.expression + direction;
  if (q.sort.expression != q.id) sql += ", " + q.id + direction;
  sql += " limit " + std::to_string(page.size + 1);
  if (!page.by_cursor && page.number > 1) sql += " offset " + std::to_string(std::int64_t(page.number - 1) * page.size);

  if (backwards) {  // the page before a row is found upwards and shown downwards
    const std::string shown = q.sort.descending ? " desc" : " asc";
    sql = "select p.*, count(*) over () as page_rows from (" + sql + ") p order by page_key" + shown + ", page_id" + shown;
  }

  PageState state;
  if (!page.by_cursor) state.count = count_rows(tx, query);
  const auto params = db::views_of(q.where.values());
  const auto cursor = tx.run(sql, params);
  int seen = 0;
  // Where a row stands in the order; written out for the first and the last alone.
  std::string last_text;
  std::int64_t last_number = 0, last_id = 0;
  const auto cursor_here = [&] { return encode_cursor(q.sort.is_text ? last_text : std::to_string(last_number), std::to_string(last_id)); };
  while (cursor->next()) {
    const int id = cursor->columns() - (backwards ? 2 : 1), key = id - 1;
    // The row that only shows that there is more stands in front.
    if (backwards && !state.has_before && seen == 0 && cursor->integer(id + 1) > page.size) {
      state.has_before = true;
      continue;
    }
    if (++seen > page.size) {
      state.has_more = true;
      break;
    }
    if (q.sort.is_text) last_text = cursor->text(key);
    else last_number = cursor->integer(key);
    last_id = cursor->integer(id);
    if (seen == 1) state.first_cursor = cursor_here();
    row(*cursor);
  }
  if (seen > 0) state.last_cursor = cursor_here();
  if (backwards) state.has_more = true;
  else state.has_before = page.by_cursor ? !page.after.empty() : page.number > 1;
  return state;
}

std::string url_with(const Context& context, const std::vector<std::pair<std::string, std::string>>& changed) {
  std::vector<std::pair<std::string, std::string>> parameters;
  for (const auto& [name, value] : context.request->query)
    if (std::none_of(changed.begin(), changed.end(), [&](const auto& c) { return c.first == name; })) parameters.emplace_back(name, value);
  for (const auto& [name, value] : changed)
    if (!value.empty()) parameters.emplace_back(name, value);
  // By name: clients look for the number of the page with "page=(\d+)", which "per_page=" must not come before.
  std::stable_sort(parameters.begin(), parameters.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::string url = context.request->base_url + context.request->path;
  char separator = '?';
  for (const auto& [name, value] : parameters) {
    url += separator + text::replace_all(text::replace_all(text::percent_encode(name), "%5B", "["), "%5D", "]") + "=" + text::percent_encode(value);
    separator = '&';
  }
  return url;
}

void write_page(JsonWriter& writer, const Context& context, const Page& page, const PageState& state) {
  const auto link = [&](std::string_view key, bool present, const std::vector<std::pair<std::string, std::string>>& changed) {
    writer.key(key);
    if (present) writer.value(url_with(context, changed));
    else writer.null();
  };
  if (!page.by_cursor) {
    link("next_page", state.has_more, {{"page", std::to_string(page.number + 1)}});
    link("previous_page", page.number > 1, {{"page", std::to_string(page.number - 1)}});
    writer.field("count", state.count);
    return;
  }
  writer.key("meta").begin_object().field("has_more", state.has_more);
  writer.key("after_cursor");
  if (state.last_cursor.empty()) writer.null(); else writer.value(state.last_cursor);
  writer.key("before_cursor");
  if (state.first_cursor.empty()) writer.null(); else writer.value(state.first_cursor);
  writer.end_object();
  writer.key("links").begin_object();
  const std::string size = std::to_string(page.size);
  link("next", state.has_more, {{"page[size]", size}, {"page[before]", ""}, {"page[after]", state.last_cursor}});
  link("prev", state.has_before, {{"page[size]", size}, {"page[after]", ""}, {"page[before]", state.first_cursor}});
  writer.end_object();
}

}  // namespace sahay::api
