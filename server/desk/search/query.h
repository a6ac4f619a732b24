// The query language of searches (wire rule 19): words, "phrases", prefix*, property:value with < > <= >=, negation.
// Pure: text to a list of terms; what a property means is search_where.cc.
// Threading: values.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sahay::search {

struct Term {
  std::string property;    // "" for free text, else lower case: "status", "custom_field_12"
  std::string comparison;  // ":", "<", ">", "<=", ">="
  std::string value;
  bool negated = false;
  bool phrase = false;     // the value stood in quotes
};

struct Query {
  std::vector<Term> terms;
  std::vector<std::string> types;  // of type:
  std::string order_by;            // of order_by:
  std::string sort;                // of sort: "asc" or "desc"
};

Query parse_query(std::string_view text);

}  // namespace sahay::search
