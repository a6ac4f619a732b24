// The registry behind all_queries(); filled by static objects of generated code, so it is built on first use.
#include "platform/db/store.h"

namespace sahay::db {
namespace {

std::vector<Query>& registry() {
  static std::vector<Query> queries;
  return queries;
}

}  // namespace

const std::vector<Query>& all_queries() { return registry(); }

RegisterQueries::RegisterQueries(const Query* const* queries, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) registry().push_back(*queries[i]);
}

}  // namespace sahay::db
