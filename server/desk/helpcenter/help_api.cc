#include "desk/helpcenter/help_api.h"

#include "base/text.h"
#include "desk/helpcenter/content_tags.h"

namespace sahay::helpcenter {

using api::Access;
using api::Context;
using api::Reply;

std::string wanted_locale(const Context& c) {
  const std::string in_path(c.request ? c.request->path_value("locale") : std::string_view());
  const std::string wanted = in_path.empty() ? c.parameter("locale").value_or("") : in_path;
  return wanted.empty() || wanted == "*" ? "" : locale_key(wanted);
}

void add_locale(api::Where& where, const std::string& locale) {
  if (locale.empty()) where.add("t.locale = t.source_locale");
  else where.add("t.locale = ?", db::Value(locale));
}

std::string article_page(const Context& c, std::int64_t id, std::string_view title) {
  return c.site_url + "/articles/" + std::to_string(id) + "-" + text::percent_encode(slug_of(title));
}

void add_help_center_routes(api::Api& api, http::Router& router, db::Store& store, files::Directory& files) {
  add_category_routes(api);
  add_section_routes(api);
  add_article_routes(api);
  add_translation_routes(api);
  add_comment_routes(api);
  add_label_routes(api);
  add_content_tag_routes(api);
  add_access_policy_routes(api);
  add_audience_routes(api);
  add_file_routes(api, router, store, files);
  add_subscription_routes(api);
  add_writing_routes(api);
  add_from_ticket_route(api);
  api.read("GET", "/help_center/locales", Access::anonymous, [](Context&, db::Tx&) -> Result<Reply> {
    return Reply::ok(R"({"locales":["en-us","bn","ru"],"default_locale":"en-us"})");
  });
}

}  // namespace sahay::helpcenter
