#include "desk/email/signatures.h"

#include <map>

#include "base/text.h"
#include "desk/email/signature_sql.h"
#include "desk/people/people.h"

namespace sahay::email {
namespace {

using api::Access;
using api::Context;
using api::Reply;

constexpr std::size_t kLongest = 5'000;
constexpr i18n::Language kLanguages[] = {i18n::Language::en, i18n::Language::bn, i18n::Language::ru};

struct One {
  std::string language, signature;
};
BOOST_DESCRIBE_STRUCT(One, (), (language, signature))

Reply show(db::Tx& tx, std::string_view kind, std::int64_t owner) {
  std::map<std::string, std::string> all;
  for (const auto language : kLanguages) all[std::string(i18n::code(language))];
  for (auto& one : tx.all<One>(sql::signature::all, kind, owner)) all[one.language] = std::move(one.signature);
  std::string out;
  JsonWriter(out).begin_object().field("signatures", all).end_object();
  return Reply::ok(std::move(out));
}

Result<void> owner_exists(db::Tx& tx, std::string_view kind, std::int64_t owner) {
  if (kind == "group") return people::find_group(tx, GroupId(owner)) ? Result<void>() : not_found();
  const auto user = people::find_user(tx, UserId(owner));
  return user && user->staff() ? Result<void>() : not_found();
}

bool may_write(const Context& c, std::string_view kind, std::int64_t owner) {
  return c.caller.admin() || kind == "group" || c.caller.id == owner;
}

Result<Reply> save(Context& c, db::Tx& tx, std::string_view kind) {
  const std::int64_t owner = c.id();
  TRY(owner_exists(tx, kind, owner));
  if (!may_write(c, kind, owner)) return not_found();
  const JsonObject* in = TRY(c.wrapped("signatures"));
  for (const auto language : kLanguages) {
    const std::string code(i18n::code(language));
    const auto value = string_at(*in, code);
    if (!value) continue;
    if (text::length(*value) > kLongest) return invalid(code, "TooLong", "error.field.too_long", {{"max", std::to_string(kLongest)}});
    save_signature(tx, kind, owner, language, *value);
  }
  return show(tx, kind, owner);
}

}  // namespace

std::string find_signature(db::Tx& tx, std::string_view kind, std::int64_t owner, i18n::Language language) {
  return tx.scalar<std::string>(sql::signature::find, kind, owner, i18n::code(language)).value_or("");
}

void save_signature(db::Tx& tx, std::string_view kind, std::int64_t owner, i18n::Language language, std::string_view signature) {
  tx.execute(sql::signature::save, kind, owner, i18n::code(language), text::repair_utf8(signature), tx.now());
}

std::string filled_in(std::string signature, std::string_view agent) { return text::replace_all(signature, "{agent}", agent); }

void add_signature_routes(api::Api& api) {
  for (const auto& [kind, path] : {std::pair("agent", "/agents/{id}/signatures"), {"group", "/groups/{id}/signatures"}}) {
    api.read("GET", path, Access::staff, [kind](Context& c, db::Tx& tx) -> Result<Reply> {
      TRY(owner_exists(tx, kind, c.id()));
      return show(tx, kind, c.id());
    });
    const bool own = std::string_view(kind) == "agent";
    const api::Right right = own ? api::Right(Access::staff, api::kAnyStaff) : api::Right(Access::admin, "groups.manage");
    api.write("PUT", path, right, [kind](Context& c, db::Tx& tx) { return save(c, tx, kind); });
  }
}

}  // namespace sahay::email
