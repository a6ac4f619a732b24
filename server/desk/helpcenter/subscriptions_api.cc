// Who wants to hear of an article or a section.
#include "desk/helpcenter/help_api.h"
#include "desk/helpcenter/help_comment_sql.h"

namespace sahay::helpcenter {
namespace q = sql::help_comment;
namespace {

using api::Access;
using api::Context;
using api::Reply;

struct Subscription {
  Id<struct HelpSubscriptionTag> id;
  std::string content_type;
  std::int64_t content_id = 0;
  UserId user_id;
  std::string locale;
  bool include_comments = false;
  Time created_at, updated_at;
};
BOOST_DESCRIBE_STRUCT(Subscription, (), (id, content_type, content_id, user_id, locale, include_comments, created_at, updated_at))

struct Kind {
  std::string_view wire, plural;
};
constexpr Kind kKinds[] = {{"Article", "articles"}, {"Section", "sections"}};

const api::Resource<Subscription>& rows() {
  static const auto resource = [] {
    using namespace api;
    using S = Subscription;
    Resource<S> r;
    r.name = "subscription";
    r.plural = "subscriptions";
    r.path = "/help_center/subscriptions";
    r.table = "help_subscriptions";
    r.fields = {computed<S>("id", "integer", [](JsonWriter& w, const S& s, const Context&) { w.value(s.id); }),
                reference<S>("user_id", &S::user_id).admin_only(), number<S>("content_id", &S::content_id).read_only(), text_field<S>("content_type", &S::content_type).read_only(),
                text_field<S>("locale", &S::locale).max(20), flag<S>("include_comments", &S::include_comments),
                time_field<S>("created_at", &S::created_at).read_only(), time_field<S>("updated_at", &S::updated_at).read_only()};
    return r;
  }();
  return resource;
}

Result<void> may_read(Context& c, db::Tx& tx, const Kind& kind) {
  if (kind.wire == "Section") return find_section(tx, SectionId(c.id())) ? Result<void>() : not_found();
  TRY(readable_article(c, tx, c.id()));
  return {};
}

// A row that waits for the undo of a merge of accounts tells nobody.
api::Where that_tell() {
  api::Where where;
  where.add("not exists (select 1 from user_merges m where m.from_id = t.user_id and m.undone_at is null)");
  return where;
}

// One's own; staff see all.
void add_scope(const Context& c, api::Where& where) {
  if (!c.caller.staff()) where.add("t.user_id = ?", db::Value(c.caller.id));
}

Result<Subscription> find(Context& c, db::Tx& tx, const Kind& kind) {
  const auto found = tx.one<Subscription>(q::find_subscription, c.id("subscription"));
  if (!found || found->content_type != kind.wire || found->content_id != c.id() || (found->user_id.value != c.caller.id && !c.caller.staff())) return not_found();
  return *found;
}

Result<Reply> list(Context& c, db::Tx& tx, const Kind& kind) {
  TRY(may_read(c, tx, kind));
  api::Where where = that_tell();
  where.add("t.content_type = ?", db::Value(std::string(kind.wire)));
  where.add("t.content_id = ?", db::Value(c.id()));
  add_scope(c, where);
  return list_reply(rows(), c, tx, std::move(where), {"t.id"});
}

Result<Reply> create(Context& c, db::Tx& tx, const Kind& kind) {
  TRY(may_read(c, tx, kind));
  Subscription s;
  s.user_id = UserId(c.caller.id);
  if (const JsonObject* in = object_at(c.body, "subscription")) TRY(rows().apply(c, s, *in, true));
  const auto url = [&](const Subscription& one) { return c.url("/help_center/" + std::string(kind.plural) + "/" + std::to_string(c.id()) + "/subscriptions/" + std::to_string(one.id.value) + ".json"); };
  if (const auto there = tx.one<Subscription>(q::subscription_of, kind.wire, c.id(), s.user_id)) return Reply::created(object_body(rows(), c, tx, *there), url(*there));
  s.id.value = tx.new_id("help_subscriptions");
  tx.execute(q::insert_subscription, s.id, kind.wire, c.id(), s.user_id, locale_key(s.locale), s.include_comments, tx.now());
  s = *tx.one<Subscription>(q::find_subscription, s.id);
  return Reply::created(object_body(rows(), c, tx, s), url(s));
}

}  // namespace

void add_subscription_routes(api::Api& api) {
  for (const Kind& kind : kKinds) {
    const std::string base = "/" + std::string(kind.plural) + "/{id}/subscriptions";
    read_both(api, base, Access::customer, [&kind](Context& c, db::Tx& tx) { return list(c, tx, kind); });
    write_both(api, "POST", base, Access::customer, [&kind](Context& c, db::Tx& tx) { return create(c, tx, kind); });
    read_both(api, base + "/{subscription}", Access::customer, [&kind](Context& c, db::Tx& tx) -> Result<Reply> { return Reply::ok(object_body(rows(), c, tx, TRY(find(c, tx, kind)))); });
    write_both(api, "DELETE", base + "/{subscription}", Access::customer, [&kind](Context& c, db::Tx& tx) -> Result<Reply> {
      tx.execute(q::remove_subscription, TRY(find(c, tx, kind)).id);
      return Reply::no_content();
    });
  }
  api.read("GET", "/help_center/users/{id}/subscriptions", Access::customer, [](Context& c, db::Tx& tx) -> Result<Reply> {
    const std::int64_t user = c.request->path_value("id") == "me" ? c.caller.id : c.id();
    if (user != c.caller.id && !c.caller.staff()) return not_found();
    api::Where where = that_tell();
    where.add("t.user_id = ?", db::Value(user));
    return list_reply(rows(), c, tx, std::move(where), {"t.id"});
  });
}

}  // namespace sahay::helpcenter
