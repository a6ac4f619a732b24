// The step before a request is sent where no script suggests answers while it is written: "Does one of these answer it?"
// Rule of use: asked once a request, never of somebody who attached a file; what was written comes back whatever is pressed.
// Threading: pure.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "desk/site/form.h"
#include "desk/site/html.h"
#include "desk/site/visitor.h"
#include "platform/db/store.h"

namespace sahay::portal {

struct Answer {
  std::string title, path;
  std::string excerpt_html;  // escaped, with <em> around what matched
};
// Published answers to a question that the visitor may read, best first; a sibling knows. Empty: nothing is suggested.
using FindAnswers = std::function<std::vector<Answer>(db::Tx&, const site::Visitor&, std::string_view question)>;

// The page's main part. Its form sends the request as it was written ("asked" is set), or brings it back to be changed ("again").
site::Markup answers_step(const site::Visitor& visitor, const site::Form& form, const std::vector<Answer>& answers);

}  // namespace sahay::portal
