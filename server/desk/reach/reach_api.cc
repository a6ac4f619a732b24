// /contact_ways, /contact_figures, /contact_sites with their pages and checks.
#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "desk/reach/reach.h"
#include "desk/reach/reach_sql.h"
#include "desk/site/html.h"
#include "platform/api/controller.h"
#include "platform/calendar/schedule.h"
#include "platform/db/nodes.h"

namespace sahay::reach {
namespace {

using api::Access;
using api::Context;
using api::Reply;
using Changed = std::function<void(db::Tx&)>;

constexpr int kMostSites = 20;

bool is_amount(std::string_view text) {
  double amount = -1;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), amount);
  return text.size() <= 12 && error == std::errc() && end == text.data() + text.size() && amount >= 0;
}

Result<void> check_facts(const Way& now) {
  if (now.audience != "all" && now.audience != "customers" && !(now.audience.starts_with("contract:") && now.audience.size() > 9))
    return invalid("audience", "InvalidValue", "error.field.not_allowed", {{"allowed", "all, customers, contract:TIER"}});
  for (const auto& [field, amount] : {std::pair("cost_per_minute", &now.cost_per_minute), std::pair("internal_cost", &now.internal_cost)})
    if (!amount->empty() && !is_amount(*amount)) return invalid(field, "InvalidValue", "error.field.wrong_type", {{"type", "amount"}});
  if (!now.cost_currency.empty() && now.cost_currency.size() != 3) return invalid("cost_currency", "InvalidValue", "error.field.not_allowed", {{"allowed", "BDT, EUR, RUB, USD"}});
  for (const auto& [field, list] : {std::pair("purposes", &now.purposes), std::pair("products", &now.products)})
    if (list->size() > 20 || std::any_of(list->begin(), list->end(), [](const std::string& each) { return each.empty() || each.size() > 60; }))
      return invalid(field, "InvalidValue", "error.field.wrong_type", {{"type", "array of strings"}});
  return {};
}

Result<void> check_way(Context&, db::Tx& tx, const Way* before, Way& now, const JsonObject& in) {
  if (!now.hours.empty() && now.hours != "always" && !calendar::parse_hours(now.hours)) return invalid("hours", "InvalidValue", "reach.error.hours");
  if (!now.url.empty() && site::safe_url(now.url) == "#") return invalid("url", "InvalidValue", "reach.error.url");
  const bool built_in = now.kind == "chat" || now.kind == "form" || now.kind == "help" || (now.kind == "email" && !now.active);
  if (!built_in && text::trim(now.value).empty() && now.url.empty()) return invalid("value", "BlankValue", "reach.error.value");
  for (const std::string& code : now.languages)
    if (code.empty() || code.size() > 8) return invalid("languages", "InvalidValue", "error.field.wrong_type", {{"type", "array of strings"}});
  if (now.promise_seconds < 0 || now.promise_seconds > 30 * 86'400) return invalid("promise_seconds", "InvalidValue", "error.field.not_allowed", {{"allowed", "0-2592000"}});
  TRY(check_facts(now));
  if (!before && !in.contains("position")) now.position = tx.scalar<std::int64_t>(sql::reach::last_position).value_or(0) + 1;
  return {};
}

api::Resource<Way> way_resource(const Changed& changed) {
  using namespace api;
  using W = Way;
  Resource<W> r;
  r.name = "contact_way";
  r.plural = r.table = "contact_ways";
  r.path = "/contact_ways";
  r.see = Right(Access::staff, kAnyStaff);
  r.change = Right(Access::admin, "content.manage");
  r.audited = true;
  r.many = false;
  r.default_sort = {"t.position"};
  r.sorts = {{"position", {"t.position"}}, {"id", {"t.id"}}};
  r.fields = {computed<W>("id", "integer", [](JsonWriter& w, const W& x, const Context&) { w.value(x.id); }),
              choice<W>("kind", &W::kind, {"chat", "phone", "callback", "email", "form", "messenger", "forum", "help", "visit"}).required(),
              text_field<W>("title_en", &W::title_en).max(60), text_field<W>("title_bn", &W::title_bn).max(60), text_field<W>("title_ru", &W::title_ru).max(60),
              text_field<W>("value", &W::value).max(120), text_field<W>("url", &W::url).max(500), text_field<W>("hours", &W::hours).max(300),
              strings<W>("languages", &W::languages),
              text_field<W>("best_for_en", &W::best_for_en).max(160), text_field<W>("best_for_bn", &W::best_for_bn).max(160), text_field<W>("best_for_ru", &W::best_for_ru).max(160),
              text_field<W>("cost_en", &W::cost_en).max(120), text_field<W>("cost_bn", &W::cost_bn).max(120), text_field<W>("cost_ru", &W::cost_ru).max(120),
              text_field<W>("note_en", &W::note_en).max(200), text_field<W>("note_bn", &W::note_bn).max(200), text_field<W>("note_ru", &W::note_ru).max(200),
              number<W>("promise_seconds", &W::promise_seconds), choice<W>("status", &W::status, {"ok", "degraded", "down"}),
              number<W>("position", &W::position), flag<W>("active", &W::active),
              strings<W>("purposes", &W::purposes), strings<W>("products", &W::products), text_field<W>("audience", &W::audience).max(60),
              text_field<W>("cost_per_minute", &W::cost_per_minute).max(12), text_field<W>("cost_currency", &W::cost_currency).max(3),
              text_field<W>("internal_cost", &W::internal_cost).max(12), flag<W>("recorded", &W::recorded),
              text_field<W>("third_party", &W::third_party).max(120), text_field<W>("stored_in", &W::stored_in).max(120),
              time_field<W>("created_at", &W::created_at).read_only(), time_field<W>("updated_at", &W::updated_at).read_only()};
  r.check = check_way;
  r.stored = [changed](Context&, db::Tx& tx, const W*, const W&, const JsonObject&) -> Result<void> { return changed(tx), Result<void>(); };
  r.remove = [changed](Context&, db::Tx& tx, const W& way) -> Result<void> {
    tx.execute("delete from contact_ways where id = $1", way.id);
    return changed(tx), Result<void>();
  };
  return r;
}

void check_soon(db::Tx& tx, Id<struct ContactSiteTag> id) { jobs::set(tx, kCheck, std::to_string(id.value), tx.now(), "{}"); }

const api::Resource<Site>& site_resource() {
  using namespace api;
  using S = Site;
  static const Resource<S> resource = [] {
    Resource<S> r;
    r.name = "contact_site";
    r.plural = r.table = "contact_sites";
    r.path = "/contact_sites";
    r.see = Right(Access::admin, "content.manage");
    r.change = Right(Access::admin, "content.manage");
    r.audited = true;
    r.many = false;
    r.default_sort = {"t.id"};
    r.fields = {computed<S>("id", "integer", [](JsonWriter& w, const S& x, const Context&) { w.value(x.id); }),
                text_field<S>("url", &S::url).required().max(300), number<S>("most_pages", &S::most_pages),
                text_field<S>("state", &S::state).read_only(), text_field<S>("detail", &S::detail).read_only(),
                time_field<S>("checked_at", &S::checked_at).read_only(), time_field<S>("created_at", &S::created_at).read_only(),
                time_field<S>("updated_at", &S::updated_at).read_only()};
    r.check = [](Context&, db::Tx& tx, const S* before, S& now, const JsonObject&) -> Result<void> {
      now.url = text::trim(now.url);
      if (origin_of(now.url).empty() || !http::parse_url(now.url).ok()) return invalid("url", "InvalidValue", "reach.error.site");
      if (now.most_pages < 1 || now.most_pages > 100) return invalid("most_pages", "InvalidValue", "error.field.not_allowed", {{"allowed", "1-100"}});
      const auto sites = tx.all<S>(sql::reach::sites);
      if (!before && sites.size() >= kMostSites) return invalid("url", "TooMany", "reach.error.most", {{"n", std::to_string(kMostSites)}});
      for (const S& other : sites)
        if (other.url == now.url && (!before || before->id != other.id)) return invalid("url", "DuplicateValue", "reach.error.site");
      return {};
    };
    r.stored = [](Context&, db::Tx& tx, const S*, const S& site, const JsonObject&) -> Result<void> { return check_soon(tx, site.id), Result<void>(); };
    r.remove = [](Context&, db::Tx& tx, const S& site) -> Result<void> {
      tx.execute(sql::reach::forget_pages, site.id);
      tx.execute(sql::reach::remove_site, site.id);
      jobs::cancel(tx, kCheck, std::to_string(site.id.value));
      return {};
    };
    return r;
  }();
  return resource;
}

struct PageRow {
  Id<struct ContactPageTag> id;
  Id<struct ContactSiteTag> site_id;
  std::string url, state, found, detail;
  Time checked_at;
};
BOOST_DESCRIBE_STRUCT(PageRow, (), (id, site_id, url, state, found, detail, checked_at))

const api::Resource<PageRow>& page_resource() {
  using namespace api;
  using P = PageRow;
  static const Resource<P> resource = [] {
    Resource<P> r;
    r.name = "contact_page";
    r.plural = r.table = "contact_pages";
    r.path = "/contact_pages";
    r.see = Right(Access::admin, "content.manage");
    r.creates = r.updates = r.deletes = r.many = r.shows = false;
    r.filters = {{"site_id", "t.site_id", false}, {"state", "t.state"}};
    r.default_sort = {"t.id"};
    r.fields = {computed<P>("id", "integer", [](JsonWriter& w, const P& p, const Context&) { w.value(p.id); }), reference<P>("site_id", &P::site_id),
                text_field<P>("url", &P::url), text_field<P>("state", &P::state), text_field<P>("found", &P::found), text_field<P>("detail", &P::detail),
                time_field<P>("checked_at", &P::checked_at)};
    return r;
  }();
  return resource;
}

Result<Reply> check_now(Context& c, db::Tx& tx) {
  const Site site = TRY(site_resource().find(c, tx, c.id()));
  check_soon(tx, site.id);
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("contact_site");
  site_resource().write(w, site, c);
  w.end_object();
  return Reply{202, std::move(out)};
}

Result<Reply> figures(Context&, db::Tx& tx) {
  std::string out;
  JsonWriter(out).begin_object().field("contact_figures", tx.all<Figure>(sql::reach::all_figures)).field("least_sample", site::kLeastSample).field("window_days", kWindowDays).end_object();
  return Reply::ok(std::move(out));
}

}  // namespace

void Card::add_routes(api::Api& api, http::Router& router) {
  add_resource(api, way_resource([this](db::Tx& tx) {
    load(tx, true);
    db::tell_nodes(tx, kNodeTopic);
  }));
  // As everybody reads it, with what a contact costs us.
  api.read("GET", "/contact_card", api::Right(Access::staff, api::kAnyStaff), [this](Context& c, db::Tx&) -> Result<Reply> { return Reply::ok(written(*c.request, true)); });
  api.read("GET", "/contact_figures", api::Right(Access::staff, api::kAnyStaff), figures);
  add_resource(api, site_resource());
  api.write("POST", "/contact_sites/{id}/check", api::Right(Access::admin, "content.manage"), check_now);
  add_resource(api, page_resource());
  add_public_routes(router);
}

}  // namespace sahay::reach
