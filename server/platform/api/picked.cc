#include "platform/api/picked.h"

#include "platform/api/whole_list.h"

namespace sahay::api {

Reply picked_reply(const Kind& kind, Context& context, db::Tx& tx, const Kind::Rows& rows) {
  std::string out;
  JsonWriter writer(out);
  writer.begin_object().key(kind.plural).begin_array();
  kind.write_rows(writer, context, &tx, rows);
  writer.end_array();
  kind.write_sideloads(writer, context, tx, rows);
  end_whole_list(writer, context, rows.size());
  writer.end_object();
  return Reply::ok(std::move(out));
}

}  // namespace sahay::api
