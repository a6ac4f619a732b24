#include "platform/api/whole_list.h"

namespace sahay::api {

void end_whole_list(JsonWriter& writer, const Context& context, std::size_t count) {
  Page page;
  page.by_cursor = context.parameter("page[size]") || context.parameter("page[after]") || context.parameter("page[before]");
  write_page(writer, context, page, {false, false, std::int64_t(count), {}, {}});
}

}  // namespace sahay::api
