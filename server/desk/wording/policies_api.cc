// /draft_policies, /draft_phrases (and the shipped ones), /draft_overrides.
#include <algorithm>

#include "base/text.h"
#include "desk/tickets/visible.h"
#include "desk/wording/phrases.h"
#include "desk/wording/wording.h"
#include "desk/wording/wording_sql.h"
#include "platform/api/controller.h"
#include "platform/db/nodes.h"

namespace sahay::wording {
namespace {

using api::Access;
using api::Context;
using api::Reply;
using Changed = std::function<void(db::Tx&)>;

struct Override {
  Id<struct OverrideTag> id;
  TicketId ticket_id;
  CommentId comment_id;
  UserId author_id;
  GroupId group_id;
  std::vector<std::string> rules;
  std::string reason;
  Time created_at;
};
BOOST_DESCRIBE_STRUCT(Override, (), (id, ticket_id, comment_id, author_id, group_id, rules, reason, created_at))

Result<void> check_policy(db::Tx& tx, const Policy* before, const Policy& now) {
  if (now.group_id && !people::find_group(tx, now.group_id))
    return invalid("group_id", "InvalidValue", "error.field.no_group");
  if (const auto other = tx.scalar<std::int64_t>(sql::wording::policy_of_group, now.group_id.value);
      other && (!before || before->id.value != *other))
    return invalid("group_id", "DuplicateValue", "wording.error.policy_exists");
  const Json levels = TRY(parse_json(now.levels.text));
  if (levels.is_object()) TRY(read_levels(levels.get_object()));
  return {};
}

api::Resource<Policy> policy_resource(const Changed& changed) {
  using namespace api;
  Resource<Policy> r;
  r.name = "draft_policy";
  r.plural = r.table = "draft_policies";
  r.path = "/draft_policies";
  r.change = Right(Access::admin, "rules.manage");
  r.many = false;
  r.default_sort = {"t.id"};
  r.fields = {computed<Policy>("id", "integer", [](JsonWriter& w, const Policy& p, const Context&) { w.value(p.id); }),
              reference<Policy>("group_id", &Policy::group_id), document<Policy>("levels", &Policy::levels),
              time_field<Policy>("created_at", &Policy::created_at).read_only(),
              time_field<Policy>("updated_at", &Policy::updated_at).read_only()};
  r.check = [](Context&, db::Tx& tx, const Policy* before, Policy& now, const JsonObject&) {
    return check_policy(tx, before, now);
  };
  r.stored = [changed](Context&, db::Tx& tx, const Policy*, const Policy&, const JsonObject&) -> Result<void> {
    changed(tx);
    return {};
  };
  r.remove = [changed](Context&, db::Tx& tx, const Policy& policy) -> Result<void> {
    tx.execute("delete from draft_policies where id = $1", policy.id);
    changed(tx);
    return {};
  };
  return r;
}

api::Resource<PhraseRow> phrase_resource(const Changed& changed) {
  using namespace api;
  using P = PhraseRow;
  Resource<P> r;
  r.name = "draft_phrase";
  r.plural = r.table = "draft_phrases";
  r.path = "/draft_phrases";
  r.change = Right(Access::admin, "content.manage");
  r.many = false;
  r.filters = {{"language", "t.language"}, {"kind", "t.kind"}};
  r.default_sort = {"t.id"};
  r.fields = {computed<P>("id", "integer", [](JsonWriter& w, const P& p, const Context&) { w.value(p.id); }),
              choice<P>("language", &P::language, {"en", "bn", "ru"}).required(),
              choice<P>("kind", &P::kind, {"officialese", "jargon", "allowed"}).required(),
              text_field<P>("words", &P::words).required().max(120),
              text_field<P>("plain", &P::plain).max(240),
              time_field<P>("created_at", &P::created_at).read_only(),
              time_field<P>("updated_at", &P::updated_at).read_only()};
  r.check = [](Context&, db::Tx&, const P*, P& now, const JsonObject&) -> Result<void> {
    now.words = text::trim(now.words);
    if (read_passage(now.words).words.empty()) return invalid("words", "BlankValue", "error.field.blank");
    return {};
  };
  r.stored = [changed](Context&, db::Tx& tx, const P*, const P&, const JsonObject&) -> Result<void> {
    changed(tx);
    return {};
  };
  r.remove = [changed](Context&, db::Tx& tx, const P& phrase) -> Result<void> {
    tx.execute("delete from draft_phrases where id = $1", phrase.id);
    changed(tx);
    return {};
  };
  return r;
}

// Who sees a ticket sees what was sent on it against a rule.
const api::Resource<Override>& override_resource() {
  using namespace api;
  using O = Override;
  static const Resource<O> resource = [] {
    Resource<O> r;
    r.name = "draft_override";
    r.plural = r.table = "draft_overrides";
    r.path = "/draft_overrides";
    r.creates = r.updates = r.deletes = r.many = r.shows = false;
    r.filters = {
        {"ticket_id", "t.ticket_id", false}, {"group_id", "t.group_id", false}, {"author_id", "t.author_id", false}};
    r.default_sort = {"t.id"};
    r.scope = [](const Caller& caller, Where& where) {
      if (!caller.sees_all()) tickets::add_of_visible_tickets(caller, where, "t.ticket_id");
    };
    r.fields = {computed<O>("id", "integer", [](JsonWriter& w, const O& o, const Context&) { w.value(o.id); }),
                reference<O>("ticket_id", &O::ticket_id),
                reference<O>("comment_id", &O::comment_id),
                reference<O>("author_id", &O::author_id),
                reference<O>("group_id", &O::group_id),
                strings<O>("rules", &O::rules),
                text_field<O>("reason", &O::reason),
                time_field<O>("created_at", &O::created_at)};
    return r;
  }();
  return resource;
}

void write_phrases(JsonWriter& w, std::string_view kind, std::span<const Phrase> phrases) {
  for (const Phrase& phrase : phrases)
    w.begin_object().field("kind", kind).field("words", shown(phrase.words)).field("plain", phrase.plain).end_object();
}

Result<Reply> shipped(Context& c, db::Tx&) {
  const auto language = i18n::language_of(c.parameter("language").value_or(std::string(i18n::code(c.caller.language))));
  std::string out;
  JsonWriter w(out);
  w.begin_object().field("language", i18n::code(language)).key("draft_phrases").begin_array();
  write_phrases(w, "officialese", shipped_officialese(language));
  write_phrases(w, "jargon", shipped_jargon(language));
  write_phrases(w, "jargon", shipped_abbreviations(language));
  w.end_array().end_object();
  return Reply::ok(std::move(out));
}

}  // namespace

void Wording::changed(db::Tx& tx) {
  policies_.load(tx, true);
  db::tell_nodes(tx, kTopic);
}

void Wording::add_policy_routes(api::Api& api) {
  const Changed tell = [this](db::Tx& tx) { changed(tx); };
  add_resource(api, policy_resource(tell));
  // Before /draft_phrases/{id}: the first route that matches answers.
  api.read("GET", "/draft_phrases/shipped", api::Right(Access::staff, api::kAnyStaff), shipped);
  add_resource(api, phrase_resource(tell));
  add_resource(api, override_resource());
}

void Wording::add_routes(api::Api& api) {
  add_check_route(api);
  add_policy_routes(api);
  add_trend_route(api);
}

}  // namespace sahay::wording
