#include "desk/helpcenter/article_view.h"

#include "platform/text/html.h"

namespace sahay::helpcenter {

Anchored with_anchors(std::string_view html) {
  Anchored out;
  std::size_t at = 0;
  for (;;) {
    const std::size_t begin = html.find("<h2", at);
    const std::size_t open = begin == std::string_view::npos ? begin : html.find('>', begin);
    const std::size_t close = open == std::string_view::npos ? open : html.find("</h2>", open);
    if (close == std::string_view::npos) break;
    const std::string anchor = "s" + std::to_string(out.headings.size() + 1);
    out.html += html.substr(at, begin - at);
    out.html += "<h2 id=\"" + anchor + "\">";
    out.html += html.substr(open + 1, close - open - 1);
    out.headings.push_back({anchor, text::html_to_text(html.substr(open + 1, close - open - 1))});
    at = close;
  }
  out.html += html.substr(at);
  return out;
}

}  // namespace sahay::helpcenter
