// From the terms of a query to the conditions of a list, one kind of object at a time. Rights are not here: the
// resource's scope is part of every list.
// Threading: inside one Tx (people and groups are looked up by name).
#pragma once

#include "base/result.h"
#include "desk/search/query.h"
#include "desk/search/word_index.h"
#include "platform/api/list_query.h"

namespace sahay::search {

// What a query asks of tickets: conditions go to `where`, documents of its words and phrases come back, best first.
struct TicketQuery {
  bool ranked = false;    // it had words; only `hits` match
  std::vector<Hit> hits;
  std::size_t total = 0;  // documents that match: more than `hits` when only the best were asked for
};
// `best`: so many hits are enough; 0 = all of them.
Result<TicketQuery> ticket_query(db::Tx& tx, const api::Caller& caller, const Query& query, api::Where& where, std::size_t best = 0);
void add_ids(db::Tx& tx, const std::vector<Hit>& hits, api::Where& where);

// The same as conditions of any list. Same property twice = OR, different = AND. Errors: invalid query (an unknown date, a bad comparison).
Result<void> add_ticket_conditions(db::Tx& tx, const api::Caller& caller, const Query& query, api::Where& where);
// users, organizations, groups: words in name, address, notes; a few properties.
Result<void> add_user_conditions(db::Tx& tx, const Query& query, api::Where& where);
Result<void> add_organization_conditions(const Query& query, api::Where& where);
Result<void> add_group_conditions(const Query& query, api::Where& where);

// "2024-01-02", an ISO time, or "4hours"/"3days" ago.
std::optional<Time> read_date(std::string_view value, Time now);

}  // namespace sahay::search
