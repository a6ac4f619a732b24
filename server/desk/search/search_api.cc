#include "desk/search/search_api.h"

#include <algorithm>

#include "desk/people/people_api.h"
#include "desk/search/conditions.h"
#include "desk/tickets/tickets_api.h"
#include "platform/api/controller.h"

namespace sahay::search {

ArticleResults article_results;

namespace {

using api::Access;
using api::Context;
using api::Reply;

constexpr int kDeepest = 1000;  // wire rule: search shows the first 1000

// One kind of object that a search may find.
struct Kind {
  std::string type;
  std::function<Result<api::ListQuery>(Context&, db::Tx&, const Query&)> query;
  std::function<void(JsonWriter&, const Context&, const db::Cursor&)> write;
};

// {"result_type":..., and the object itself}: the keys are written by the resource, the type is put in front.
template <class T>
void write_result(JsonWriter& w, const Context& c, const api::Resource<T>& resource, const T& object) {
  std::string text;
  JsonWriter inner(text);
  resource.write(inner, object, c);
  w.value(RawJson{"{\"result_type\":\"" + resource.name + "\"," + text.substr(1)});
}

template <class T, class Add>
Kind kind_of(const api::Resource<T>& resource, Add add) {
  return {resource.name,
          [&resource, add](Context& c, db::Tx& tx, const Query& query) -> Result<api::ListQuery> {
            api::ListQuery list{"t.*", resource.table + " t", resource.visible(c.caller), {}};
            TRY(add(c, tx, query, list.where));
            std::string by = c.parameter("sort_by").value_or(query.order_by), order = c.parameter("sort_order").value_or(query.sort);
            if (by == "created" || by == "updated") by += "_at";
            const auto known = resource.sorts.find(by);
            list.sort = known == resource.sorts.end() ? api::Sort{"t.updated_at"} : known->second;
            list.sort.descending = order != "asc";
            return list;
          },
          [&resource](JsonWriter& w, const Context& c, const db::Cursor& row) {
            write_result(w, c, resource, db::RowReader<T>(row).read(row));
          }};
}

const std::vector<Kind>& kinds() {
  static const std::vector<Kind> all = {
      kind_of(tickets::ticket_resource(), [](Context& c, db::Tx& tx, const Query& q, api::Where& w) { return add_ticket_conditions(tx, c.caller, q, w); }),
      kind_of(people::user_resource(), [](Context&, db::Tx& tx, const Query& q, api::Where& w) { return add_user_conditions(tx, q, w); }),
      kind_of(people::organization_resource(), [](Context&, db::Tx&, const Query& q, api::Where& w) { return add_organization_conditions(q, w); }),
      kind_of(people::group_resource(), [](Context&, db::Tx&, const Query& q, api::Where& w) { return add_group_conditions(q, w); })};
  return all;
}

// Tickets by relevance: what the words found, as far as the caller may see it.
struct Ranked {
  std::vector<std::int64_t> ids;  // visible ones, best first: as many as were asked for
  std::int64_t count = 0;         // exact up to api::kExactCount
};

constexpr std::size_t kCheckedAtOnce = 250;
constexpr std::size_t kBest = kDeepest + 1;  // hits that a caller who sees everything needs

std::set<std::int64_t> visible_of(db::Tx& tx, const std::vector<Hit>& some, api::Where where) {
  add_ids(tx, some, where);
  const auto params = db::views_of(where.values());
  const auto cursor = tx.run("select t.id from tickets t" + where.sql(), params);
  std::set<std::int64_t> out;
  while (cursor->next()) out.insert(cursor->integer(0));
  return out;
}

Ranked ranked_tickets(db::Tx& tx, const TicketQuery& found, const api::Where& where, std::size_t wanted) {
  Ranked out;
  const auto& hits = found.hits;
  const bool exact = found.total <= std::size_t(api::kExactCount);
  std::size_t at = 0;
  while (at < hits.size() && (exact || out.ids.size() < wanted)) {
    const std::size_t end = std::min(hits.size(), at + kCheckedAtOnce);
    const std::vector<Hit> some(hits.begin() + std::ptrdiff_t(at), hits.begin() + std::ptrdiff_t(end));
    const auto visible = visible_of(tx, some, where);
    for (const Hit& hit : some)
      if (visible.contains(hit.doc)) out.ids.push_back(hit.doc);
    at = end;
  }
  // The rest is taken to be as visible as what was looked at.
  out.count = at == 0 ? 0 : std::int64_t(double(out.ids.size()) * double(found.total) / double(at) + 0.5);
  return out;
}

// Without a wish for an order, tickets that were found by words come by relevance.
bool by_relevance(const Context& c, const Query& query) {
  const std::string by = c.parameter("sort_by").value_or(query.order_by);
  return by.empty() || by == "relevance";
}

// What a search by words found, and what else it asks of the tickets.
struct TicketSearch {
  const Query& query;
  api::Where where;
  TicketQuery found;
};

Result<std::optional<TicketSearch>> ticket_search(Context& c, db::Tx& tx, const Query& query) {
  if (!by_relevance(c, query)) return std::optional<TicketSearch>();
  TicketSearch out{query, tickets::ticket_resource().visible(c.caller), {}};
  out.found = TRY(ticket_query(tx, c.caller, query, out.where, kBest));
  if (!out.found.ranked) return std::optional<TicketSearch>();
  return std::optional(std::move(out));
}

// The first `wanted` that the caller may see. Who sees little, or asked for more than words, may need more than the best.
Result<Ranked> ranked_of(Context& c, db::Tx& tx, TicketSearch& search, std::size_t wanted) {
  Ranked ranked = ranked_tickets(tx, search.found, search.where, wanted);
  if (ranked.ids.size() >= wanted || search.found.hits.size() >= search.found.total) return ranked;
  search.where = tickets::ticket_resource().visible(c.caller);
  search.found = TRY(ticket_query(tx, c.caller, search.query, search.where));
  return ranked_tickets(tx, search.found, search.where, wanted);
}

// Writes results skip.. of the tickets; what they are in all.
Result<std::int64_t> write_ranked(JsonWriter& w, Context& c, db::Tx& tx, TicketSearch& search, std::int64_t skip, std::int64_t room) {
  const auto& resource = tickets::ticket_resource();
  const Ranked ranked = TRY(ranked_of(c, tx, search, std::size_t(skip + room) + 1));
  const auto begin = std::size_t(std::min<std::int64_t>(skip, std::int64_t(ranked.ids.size())));
  const auto end = std::size_t(std::min<std::int64_t>(skip + room, std::int64_t(ranked.ids.size())));
  std::vector<Hit> shown;
  for (std::size_t i = begin; i < end; ++i) shown.push_back({ranked.ids[i], 0});
  if (shown.empty()) return ranked.count;
  api::Where where;
  add_ids(tx, shown, where);
  std::map<std::int64_t, tickets::Ticket> rows;
  for (tickets::Ticket& ticket : resource.select(tx, where)) rows.emplace(ticket.id.value, std::move(ticket));
  for (const Hit& hit : shown)
    if (const auto row = rows.find(hit.doc); row != rows.end()) write_result(w, c, resource, row->second);
  return ranked.count;
}

// What the query asks for; without type: every kind, but a property that only tickets have names tickets.
std::vector<const Kind*> kinds_of(const Query& query) {
  std::vector<const Kind*> out;
  for (const Kind& kind : kinds())
    for (const std::string& type : query.types)
      if (type == kind.type) out.push_back(&kind);
  if (query.types.empty())
    for (const Kind& kind : kinds()) out.push_back(&kind);
  return out;
}

Result<Query> query_of(const Context& c) {
  const auto text = c.parameter("query");
  if (!text || text->empty()) return invalid("query", "BlankValue", "error.field.blank");
  return parse_query(*text);
}

// Articles come only when they are asked for; their words are what stands outside of properties.
std::int64_t write_articles(JsonWriter& w, Context& c, db::Tx& tx, const Query& query, std::int64_t skip, std::int64_t room) {
  if (!article_results || std::find(query.types.begin(), query.types.end(), "article") == query.types.end()) return 0;
  std::string words;
  for (const Term& term : query.terms)
    if (term.property.empty() && !term.negated) words += (words.empty() ? "" : " ") + term.value;
  return words.empty() ? 0 : article_results(c, tx, words, skip, room, w);
}

Result<std::int64_t> total(Context& c, db::Tx& tx, const Query& query) {
  std::int64_t count = 0;
  for (const Kind* kind : kinds_of(query)) {
    if (kind->type == "ticket") {
      if (auto search = TRY(ticket_search(c, tx, query))) {
        count += TRY(ranked_of(c, tx, *search, kCheckedAtOnce)).count;
        continue;
      }
    }
    count += api::count_rows(tx, TRY(kind->query(c, tx, query)));
  }
  std::string unused;
  JsonWriter nowhere(unused);
  nowhere.begin_array();
  count += write_articles(nowhere, c, tx, query, 0, 0);
  return count;
}

// include=tickets(users,groups,organizations): whom the tickets of the page name. `written`: {"results":[...] so far.
void write_beside(JsonWriter& w, Context& c, db::Tx& tx, const std::string& written) {
  const std::string wanted = c.parameter("include").value_or("");
  const auto asked = [&](const char* name) { return wanted.find(name) != wanted.npos; };
  if (wanted.find("tickets(") == wanted.npos) return;
  const auto page = parse_json(written + "}");
  if (!page.ok()) return;
  std::vector<std::int64_t> users, groups, organizations;
  const auto take = [](const JsonObject& row, const char* key, std::vector<std::int64_t>& out) {
    if (const auto id = integer_at(row, key)) out.push_back(*id);
  };
  for (const Json& item : page->get_object().at("results").get_array()) {
    const JsonObject& row = item.get_object();
    if (string_at(row, "result_type") != "ticket") continue;
    for (const char* key : {"requester_id", "submitter_id", "assignee_id"}) take(row, key, users);
    take(row, "group_id", groups);
    take(row, "organization_id", organizations);
  }
  if (asked("users")) people::write_users(c, tx, std::move(users), w);
  if (asked("groups")) people::write_groups(c, tx, std::move(groups), w);
  if (asked("organizations")) people::write_organizations(c, tx, std::move(organizations), w);
}

// Kinds follow one another: tickets first, then people, organizations, groups; a page may span two.
Result<Reply> search(Context& c, db::Tx& tx) {
  const Query query = TRY(query_of(c));
  api::Page page = TRY(api::page_of(c));
  page.by_cursor = false;  // that is what the export is for; page[size] alone says how many
  std::int64_t skip = std::int64_t(page.number - 1) * page.size, room = page.size, count = 0;
  if (skip + page.size > kDeepest) return Error{ErrorCode::invalid, "error.search.too_far"};
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("results").begin_array();
  for (const Kind* kind : kinds_of(query)) {
    if (kind->type == "ticket") {
      if (auto ranked = TRY(ticket_search(c, tx, query))) {
        const std::int64_t here = TRY(write_ranked(w, c, tx, *ranked, skip, room));
        count += here;
        room -= std::clamp<std::int64_t>(here - skip, 0, room);
        skip = std::max<std::int64_t>(0, skip - here);
        continue;
      }
    }
    const api::ListQuery list = TRY(kind->query(c, tx, query));
    const std::int64_t here = api::count_rows(tx, list);
    count += here;
    if (skip >= here || room <= 0) {
      skip = std::max<std::int64_t>(0, skip - here);
      continue;
    }
    const std::string direction = list.sort.descending ? " desc" : " asc";
    const auto params = db::views_of(list.where.values());
    const auto cursor = tx.run("select t.* from " + list.from + list.where.sql() + " order by " + list.sort.expression + direction + ", t.id" + direction +
                                   " limit " + std::to_string(room) + " offset " + std::to_string(skip), params);
    for (skip = 0; cursor->next(); --room) kind->write(w, c, *cursor);
  }
  count += write_articles(w, c, tx, query, skip, room);
  w.end_array();
  write_beside(w, c, tx, out);
  w.key("facets").null();
  api::PageState state;
  state.count = count;
  state.has_more = std::int64_t(page.number) * page.size < std::min<std::int64_t>(count, kDeepest);
  api::write_page(w, c, page, state);
  w.end_object();
  return Reply::ok(std::move(out));
}

Result<Reply> export_results(Context& c, db::Tx& tx) {
  const Query query = TRY(query_of(c));
  const std::string type = c.parameter("filter[type]").value_or(query.types.empty() ? "ticket" : query.types.front());
  for (const Kind& kind : kinds()) {
    if (kind.type != type) continue;
    api::Page page = TRY(api::page_of(c, 1000));
    page.by_cursor = true;
    api::ListQuery list = TRY(kind.query(c, tx, query));
    list.sort = {"t.id"};
    std::string out;
    JsonWriter w(out);
    w.begin_object().key("results").begin_array();
    const api::PageState state = TRY(api::run_page(tx, list, page, [&](const db::Cursor& row) { kind.write(w, c, row); }));
    w.end_array();
    write_beside(w, c, tx, out);
    w.key("facets").null();
    api::write_page(w, c, page, state);
    w.end_object();
    return Reply::ok(std::move(out));
  }
  return invalid("filter[type]", "InvalidValue", "error.field.not_allowed", {{"allowed", "ticket, user, organization, group"}});
}

}  // namespace

void add_search_routes(api::Api& api) {
  api.read("GET", "/search", Access::staff, search);
  api.read("GET", "/search/count", Access::staff, [](Context& c, db::Tx& tx) -> Result<Reply> {
    std::string out;
    JsonWriter(out).begin_object().field("count", TRY(total(c, tx, TRY(query_of(c))))).end_object();
    return Reply::ok(std::move(out));
  });
  api.read("GET", "/search/export", Access::staff, export_results);
}

}  // namespace sahay::search
