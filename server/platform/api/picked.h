// Objects that a client named by their ids (show_many and its like): all on one page, with what include= asks for.
// Threading: inside a read.
#pragma once

#include "platform/api/resource.h"

namespace sahay::api {

// {"plural":[...], side-loads, page keys}
Reply picked_reply(const Kind& kind, Context& context, db::Tx& tx, const Kind::Rows& rows);

template <class T>
Reply picked_reply(const Resource<T>& resource, Context& context, db::Tx& tx, const std::vector<T>& rows) {
  return picked_reply(static_cast<const Kind&>(resource), context, tx, typename Resource<T>::RowsOf(rows));
}

}  // namespace sahay::api
