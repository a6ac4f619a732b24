#include "desk/tickets/written_text.h"

#include "base/json.h"
#include "desk/tickets/written_text_sql.h"

namespace sahay::tickets {

std::vector<WrittenText> written_texts(db::Tx& tx, std::span<const std::int64_t> comments) {
  if (comments.empty()) return {};
  std::string list;
  JsonWriter w(list);
  w.begin_array();
  for (const std::int64_t id : comments) w.value(id);
  w.end_array();
  return tx.all<WrittenText>(sql::written_text::of_comments, list);
}

}  // namespace sahay::tickets
