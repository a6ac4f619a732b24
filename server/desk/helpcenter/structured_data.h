// What search engines read of a page beside its words (schema.org as JSON-LD): where it stands, what it is, what it answers.
// Rule of use: nothing that the page itself does not show.
// Threading: pure.
#pragma once

#include <string>
#include <vector>

#include "desk/helpcenter/helpcenter.h"
#include "desk/site/page.h"

namespace sahay::helpcenter {

struct Crumb {
  std::string title, path;
};
std::string breadcrumb_data(const http::Request& request, const std::vector<Crumb>& trail);
// The trail ends with the article itself. A question that is answered in its first words is a FAQPage, the rest an Article.
std::string article_data(const site::Settings& settings, const http::Request& request, const PublishedArticle& found,
                         std::vector<Crumb> trail);

}  // namespace sahay::helpcenter
