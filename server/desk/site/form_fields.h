// Fields of a customer's form as markup: label, hint, what is wrong with the value, the value itself. No script needed.
// Rule of use: names are ours and constant; words come from i18n keys. Threading: pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "desk/site/html.h"
#include "desk/site/visitor.h"

namespace sahay::site {

struct Field {
  const char* name;
  const char* label;      // i18n keys
  const char* hint = "";
  const char* type = "text";  // or "textarea"
  const char* autocomplete = "off";
  bool required = true;
  int max_length = 200;
};
void add_field(Html& out, const Visitor& visitor, const Field& field, std::string_view value, const std::vector<FieldError>& errors);
Markup hidden(std::string_view name, std::string_view value);
// The input of files, named "files".
Markup file_field(const Visitor& visitor, const std::vector<FieldError>& errors, std::string_view more_attributes = "");

}  // namespace sahay::site
