#include "base/text.h"
#include "desk/account/account_api.h"
#include "desk/account/account_sql.h"

namespace sahay::account {
namespace {

using api::Access;
using api::Context;
using api::Reply;

std::string subdomain_of(std::string_view name) {
  std::string out;
  for (const char c : text::lower_ascii(name))
    if (std::isalnum(static_cast<unsigned char>(c))) out += c;
    else if (!out.empty() && out.back() != '-') out += '-';
  while (out.ends_with('-')) out.pop_back();
  return out.empty() ? "desk" : out.substr(0, 60);
}

// Letters, digits and "-"; as a name of DNS.
bool is_subdomain(std::string_view s) {
  if (s.empty() || s.size() > 63 || s.front() == '-' || s.back() == '-') return false;
  return std::all_of(s.begin(), s.end(), [](unsigned char c) { return std::islower(c) || std::isdigit(c) || c == '-'; });
}

Result<void> check(Context&, db::Tx& tx, const Brand*, Brand& now, const JsonObject&) {
  now.subdomain = text::lower_ascii(now.subdomain);
  if (!is_subdomain(now.subdomain)) return invalid("subdomain", "InvalidValue", "error.field.bad_subdomain");
  if (tx.scalar<std::int64_t>(sql::account::other_brand_of_subdomain, now.subdomain, now.id.value))
    return invalid("subdomain", "DuplicateValue", "error.field.name_taken", {{"name", now.subdomain}});
  if (now.is_default) now.active = true;
  return {};
}

api::Resource<Brand> describe() {
  using namespace api;
  Resource<Brand> r;
  r.name = "brand";
  r.plural = r.table = "brands";
  r.path = "/brands";
  r.base.add("t.is_deleted = 0");
  r.sorts = {{"id", {"t.id"}}, {"name", {"t.name", false, true}}, {"created_at", {"t.created_at"}}};
  r.fields = {
      computed<Brand>("id", "integer", [](JsonWriter& w, const Brand& b, const Context&) { w.value(b.id); }),
      text_field<Brand>("name", &Brand::name).required().max(255),
      text_field<Brand>("subdomain", &Brand::subdomain).required().max(63),
      computed<Brand>("brand_url", "string", [](JsonWriter& w, const Brand&, const Context& c) { w.value(c.site_url); }),
      flag<Brand>("has_help_center", &Brand::has_help_center),
      computed<Brand>("help_center_state", "string", [](JsonWriter& w, const Brand& b, const Context&) { w.value(b.has_help_center ? "enabled" : "disabled"); }),
      flag<Brand>("active", &Brand::active),
      flag<Brand>("default", &Brand::is_default),
      flag<Brand>("is_deleted", &Brand::is_deleted).read_only(),
      always_null<Brand>("logo", "object"),
      computed<Brand>("ticket_form_ids", "array", [](JsonWriter& w, const Brand&, const Context&) { w.begin_array().end_array(); }),
      nullable_text<Brand>("host_mapping", &Brand::host_mapping).max(255),
      nullable_text<Brand>("signature_template", &Brand::signature_template).max(5000),
      time_field<Brand>("created_at", &Brand::created_at).read_only(),
      time_field<Brand>("updated_at", &Brand::updated_at).read_only()};
  r.check = check;
  r.stored = [](Context&, db::Tx& tx, const Brand* before, const Brand& now, const JsonObject&) -> Result<void> {
    if (now.is_default) tx.execute(sql::account::only_default_brand, now.id);
    else if (before && before->is_default) return invalid("default", "InvalidValue", "error.field.default_brand");
    if (now.is_default && desk_renamed) desk_renamed(tx, now.name);
    return {};
  };
  r.remove = [](Context&, db::Tx& tx, const Brand& brand) -> Result<void> {
    if (brand.is_default) return invalid("id", "InvalidValue", "error.field.default_brand");
    tx.execute(sql::account::remove_brand, brand.id, tx.now());
    return {};
  };
  return r;
}

Reply mapping_reply(const Context& c, std::string_view host) {
  std::string out;
  JsonWriter w(out);
  const std::string own(c.request->base_url);
  const bool ours = !host.empty() && own.find(host) != std::string::npos;
  w.begin_object().field("is_valid", ours);
  if (!ours) w.field("reason", host.empty() ? "no_host" : "wrong_cname");
  w.field("cname", host).key("expected_cnames").begin_array().value(own.substr(own.find("//") + 2)).end_array().end_object();
  return Reply::ok(std::move(out));
}

}  // namespace

std::function<void(db::Tx&, const std::string& name)> desk_renamed;

void ensure_brand(db::Tx& tx, std::string_view name) {
  if (default_brand(tx)) {
    tx.execute(sql::account::rename_untouched_brand, name);
    return;
  }
  tx.execute(sql::account::insert_brand, tx.new_id("brands"), name, subdomain_of(name), tx.now());
}

std::int64_t default_brand(db::Tx& tx) { return tx.scalar<std::int64_t>(sql::account::default_brand).value_or(0); }

void add_brand_routes(api::Api& api) {
  static const auto brands = describe();
  api.read("GET", "/brands/check_host_mapping", Access::admin, [](Context& c, db::Tx&) -> Result<Reply> { return mapping_reply(c, c.parameter("host_mapping").value_or("")); });
  api.read("GET", "/brands/{id}/check_host_mapping", Access::admin, [](Context& c, db::Tx& tx) -> Result<Reply> { return mapping_reply(c, TRY(brands.find(c, tx, c.id())).host_mapping); });
  add_resource(api, brands);
}

}  // namespace sahay::account
