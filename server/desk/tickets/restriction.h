// Restriction: for whom a macro or a view is: everybody (null), one person, or some groups. `audience` is the same as a
// text that a query can compare: "" or ",u5," or ",g1,g2,".
// Rule of use: a resource with members `restriction` and `audience` takes restriction_field(), scope_by_audience() and,
// in its check, settle_restriction().
// Threading: values.
#pragma once

#include "platform/api/field.h"
#include "platform/api/list_query.h"

namespace sahay::tickets {

struct Restriction {
  RawJson document{"null"};
  std::string audience;
};
// null, {"type":"User","id":5} or {"type":"Group","id":1,"ids":[1,2]}. Errors: invalid restriction.
Result<Restriction> read_restriction(db::Tx& tx, const Json& in);
Restriction restricted_to(std::int64_t user);
bool is_personal_of(std::string_view audience, std::int64_t user);

// Everybody's, the caller's own and those of the caller's groups; with the permission, all that are no other person's.
void scope_by_audience(const api::Caller& caller, std::string_view permission, api::Where& where);

// What the caller may make of it: without the permission only things of their own. `before` is null on creation.
// Errors: invalid, forbidden.
template <class T>
Result<void> settle_restriction(const api::Context& context, db::Tx& tx, std::string_view permission, const T* before, T& now, const JsonObject& in) {
  const bool may = context.caller.may(permission);
  if (before && !may && !is_personal_of(before->audience, context.caller.id)) return forbidden("restriction");
  Restriction wanted{now.restriction, now.audience};
  if (const auto* value = in.if_contains("restriction")) wanted = TRY(read_restriction(tx, *value));
  if (!may) wanted = restricted_to(context.caller.id);
  now.restriction = wanted.document;
  now.audience = wanted.audience;
  return {};
}

}  // namespace sahay::tickets
