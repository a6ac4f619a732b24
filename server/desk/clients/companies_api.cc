// What we agreed with a company and who speaks for it; what customers see of that.
#include <algorithm>

#include "desk/clients/client_sql.h"
#include "desk/clients/clients_api.h"
#include "desk/people/people_api.h"
#include "desk/tickets/request.h"
#include "desk/tickets/tickets_api.h"
#include "platform/api/rule_switch.h"

namespace sahay::clients {
namespace {

using api::Access;
using api::Context;
using api::Reply;
namespace q = sql::client;

Result<void> check_contact(Context& c, db::Tx& tx, const ContactPerson* before, ContactPerson& now, const JsonObject&) {
  if (before) {
    now.user_id = before->user_id;
    now.organization_id = before->organization_id;
    return {};
  }
  const auto organization = people::organization_resource().find(c, tx, now.organization_id.value);
  if (!organization.ok()) return invalid("organization_id", "InvalidValue", "error.field.no_organization");
  const auto user = people::find_user(tx, now.user_id);
  if (!user || user->staff()) return invalid("user_id", "InvalidValue", "error.field.no_user");
  const auto others = contacts_of(tx, now.organization_id);
  if (std::any_of(others.begin(), others.end(), [&](const ContactPerson& one) { return one.user_id == now.user_id; })) return invalid("user_id", "DuplicateValue", "clients.error.contact_already");
  if (others.size() >= kMostContacts) return invalid("organization_id", "TooLong", "clients.error.two_contacts");
  if (!now.position) now.position = std::int64_t(others.size()) + 1;
  return {};
}

// Seeing all of the company's requests is the right of the membership, which every query knows.
Result<void> contact_stored(Context&, db::Tx& tx, const ContactPerson*, const ContactPerson& now, const JsonObject&) {
  people::join_organization(tx, now.user_id, now.organization_id, now.sees_all);
  tx.execute(q::see_all, now.user_id, now.organization_id, now.sees_all, tx.now());
  people::forget_callers(tx);
  if (contacts_changed) contacts_changed();
  return {};
}

const api::Resource<ContactPerson>& contact_resource() {
  static const api::Resource<ContactPerson> resource = [] {
    using namespace api;
    using P = ContactPerson;
    Resource<P> r;
    r.name = "contact_person";
    r.plural = "contact_persons";
    r.path = "/contact_persons";
    r.table = "contact_persons";
    r.see = Right(Access::staff, kAnyStaff);
    r.change = Right(Access::staff, "organizations.manage");
    r.audited = true;
    r.many = false;
    r.scope = [](const Caller& caller, Where& where) {
      if (!caller.admin() && caller.reach == Reach::organization) where.add_in("t.organization_id", caller.organization_ids);
    };
    r.filters = {{"organization_id", "t.organization_id", false}, {"user_id", "t.user_id", false}};
    r.sorts = {{"id", {"t.id"}}, {"position", {"t.position"}}};
    r.default_sort = {"t.position"};
    r.fields = {
        computed<P>("id", "integer", [](JsonWriter& w, const P& x, const Context&) { w.value(x.id); }),
        reference<P>("organization_id", &P::organization_id).required(),
        reference<P>("user_id", &P::user_id).required(),
        number<P>("position", &P::position),
        flag<P>("may_open", &P::may_open),
        flag<P>("sees_all", &P::sees_all),
        flag<P>("may_approve", &P::may_approve),
        flag<P>("sets_priority", &P::sets_priority),
        time_field<P>("created_at", &P::created_at).read_only(),
        time_field<P>("updated_at", &P::updated_at).read_only()};
    r.check = check_contact;
    r.stored = contact_stored;
    r.remove = [](Context&, db::Tx& tx, const P& gone) -> Result<void> {
      tx.execute(q::see_all, gone.user_id, gone.organization_id, false, tx.now());
      tx.execute("delete from contact_persons where id = $1", gone.id);
      people::forget_callers(tx);
      return {};
    };
    return r;
  }();
  return resource;
}

void write_terms(JsonWriter& w, db::Tx& tx, OrganizationId organization) {
  const Terms terms = find_terms(tx, organization).value_or(Terms{});
  const auto id_or_null = [&](const char* key, UserId id) {
    w.key(key);
    if (id) w.value(id); else w.null();
  };
  w.begin_object().field("organization_id", organization);
  id_or_null("account_manager_id", terms.account_manager_id);
  id_or_null("deputy_id", terms.deputy_id);
  w.field("channels", terms.channels).field("languages", terms.languages).field("hours", terms.hours).field("reporter_rule", terms.reporter_rule);
  const Entitlement entitled = entitlement(tx, std::nullopt, organization);
  w.key("tier");
  if (entitled.tier.empty()) w.null(); else w.value(entitled.tier);
  w.key("contract");
  if (entitled.contract) w.begin_object().field("number", entitled.contract->number).field("starts_on", entitled.contract->starts_on).field("ends_on", entitled.contract->ends_on).end_object();
  else w.null();
  w.end_object();
}

Result<Reply> show_terms(Context& c, db::Tx& tx) {
  const auto organization = TRY(people::organization_resource().find(c, tx, c.id()));
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("terms");
  write_terms(w, tx, organization.id);
  w.end_object();
  return Reply::ok(std::move(out));
}

Result<std::vector<std::string>> read_words(const JsonObject& in, const char* key, std::initializer_list<std::string_view> allowed, std::vector<std::string> before) {
  const JsonArray* list = array_at(in, key);
  if (!list) return before;
  std::vector<std::string> out;
  for (const Json& item : *list) {
    if (!item.is_string() || std::find(allowed.begin(), allowed.end(), std::string_view(item.get_string())) == allowed.end())
      return invalid(key, "InvalidValue", "error.field.not_allowed", {{"allowed", [&] { std::string all; for (const auto word : allowed) all += (all.empty() ? "" : ", ") + std::string(word); return all; }()}});
    out.emplace_back(item.get_string());
  }
  return out;
}

Result<UserId> read_ours(db::Tx& tx, const JsonObject& in, const char* key, UserId before) {
  if (!in.contains(key)) return before;
  if (in.at(key).is_null()) return UserId{};
  const auto user = people::find_user(tx, UserId(integer_at(in, key).value_or(0)));
  if (!user || !user->staff()) return invalid(key, "InvalidValue", "error.field.no_agent");
  return user->id;
}

Result<Reply> change_terms(Context& c, db::Tx& tx) {
  const auto organization = TRY(people::organization_resource().find(c, tx, c.id()));
  const JsonObject* in = TRY(c.wrapped("terms"));
  Terms terms = find_terms(tx, organization.id).value_or(Terms{});
  terms.account_manager_id = TRY(read_ours(tx, *in, "account_manager_id", terms.account_manager_id));
  terms.deputy_id = TRY(read_ours(tx, *in, "deputy_id", terms.deputy_id));
  terms.channels = TRY(read_words(*in, "channels", {"email", "chat", "phone", "web"}, terms.channels));
  terms.languages = TRY(read_words(*in, "languages", {"en", "bn", "ru"}, terms.languages));
  if (const auto hours = string_at(*in, "hours")) terms.hours = text::repair_utf8(text::first(text::trim(*hours), 200));
  if (const auto rule = string_at(*in, "reporter_rule")) {
    if (*rule != "none" && *rule != "cc" && *rule != "approve") return invalid("reporter_rule", "InvalidValue", "error.field.not_allowed", {{"allowed", "none, cc, approve"}});
    terms.reporter_rule = *rule;
  }
  tx.execute(q::put_terms, organization.id, terms.account_manager_id, terms.deputy_id, write_json(terms.channels), write_json(terms.languages), terms.hours, terms.reporter_rule, tx.now());
  return show_terms(c, tx);
}

void write_contacts(JsonWriter& w, db::Tx& tx, const std::vector<ContactPerson>& contacts) {
  w.key("contact_persons").begin_array();
  for (const ContactPerson& contact : contacts) {
    const auto person = people::find_user(tx, contact.user_id);
    if (!person) continue;
    w.begin_object().field("id", contact.id).field("user_id", contact.user_id).field("name", person->name).field("email", person->email).field("photo_url", person->photo_url);
    w.field("may_open", contact.may_open).field("sees_all", contact.sees_all).field("may_approve", contact.may_approve).field("sets_priority", contact.sets_priority).end_object();
  }
  w.end_array();
}

// Beside the thread: the company's people and ours.
RawJson company_of_ticket(Context&, db::Tx& tx, const tickets::Ticket& ticket) {
  if (!ticket.organization_id || !api::rule_in_force("D1")) return RawJson{"null"};
  RawJson out{""};
  JsonWriter w(out.text);
  w.begin_object().key("terms");
  write_terms(w, tx, ticket.organization_id);
  const auto contacts = contacts_of(tx, ticket.organization_id);
  write_contacts(w, tx, contacts);
  w.field("reporter", api::rule_in_force("D2") && is_reporter(contacts, ticket)).end_object();
  return out;
}

// What people of a company see: who of us is theirs, and who of them speaks for the company.
Result<Reply> own_company(Context& c, db::Tx& tx) {
  const auto organization = people::find_organization(tx, OrganizationId(c.caller.organization_id));
  if (!organization || !api::rule_in_force("D1")) return not_found();
  const Terms terms = find_terms(tx, organization->id).value_or(Terms{});
  std::string out;
  JsonWriter w(out);
  w.begin_object().key("company").begin_object().field("id", organization->id).field("name", organization->name).key("people").begin_array();
  write_named(w, tx, terms.account_manager_id, "account_manager");
  write_named(w, tx, terms.deputy_id, "deputy");
  w.end_array().key("contact_persons").begin_array();
  for (const ContactPerson& contact : contacts_of(tx, organization->id)) write_named(w, tx, contact.user_id, "contact_person");
  w.end_array().field("channels", terms.channels).field("languages", terms.languages).field("hours", terms.hours);
  const auto own = contact_of_user(tx, organization->id, UserId(c.caller.id));
  w.key("rights").begin_object().field("contact_person", own.has_value()).field("open", own && own->may_open).field("see_all", own && own->sees_all);
  w.field("approve", own && own->may_approve).field("set_priority", own && own->sets_priority).end_object().end_object().end_object();
  return Reply::ok(std::move(out));
}

Result<Reply> say_yes_or_no(Context& c, db::Tx& tx) {
  const auto ticket = TRY(tickets::find_request(c, tx, c.id()));
  const JsonObject* in = TRY(c.wrapped("approval"));
  const auto yes = bool_at(*in, "approved");
  if (!yes) return invalid("approved", "BlankValue", "error.field.blank");
  const auto done = TRY(approve(tx, tickets::actor_of(c), ticket.id, *yes));
  std::string out;
  JsonWriter(out).begin_object().key("approval").begin_object().field("ticket_id", done.id).field("approved", *yes).field("status", done.status).end_object().end_object();
  return Reply::ok(std::move(out));
}

}  // namespace

void write_named(JsonWriter& w, db::Tx& tx, UserId id, std::string_view role) {
  const auto user = id ? people::find_user(tx, id) : std::nullopt;
  if (!user) return;
  w.begin_object().field("name", user->name).key("photo_url");
  if (user->photo_url.empty()) w.null(); else w.value(user->photo_url);
  w.field("role", role).end_object();
}

void add_company_routes(api::Api& api) {
  add_contact_merge();
  tickets::console_parts["company"] = company_of_ticket;
  api.read("GET", "/organizations/{id}/terms", api::Right(Access::staff, api::kAnyStaff), show_terms);
  api.write("PUT", "/organizations/{id}/terms", api::Right(Access::staff, "organizations.manage"), change_terms);
  api.read("GET", "/requests/company", Access::customer, own_company);
  api.write("POST", "/requests/{id}/approval", Access::customer, say_yes_or_no);
  add_resource(api, contact_resource());
}

}  // namespace sahay::clients
