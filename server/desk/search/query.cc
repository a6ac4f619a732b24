#include "desk/search/query.h"

#include "base/text.h"

namespace sahay::search {
namespace {

bool property_character(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; }

// One term from `at`; moves `at` behind it.
Term read_term(std::string_view text, std::size_t& at) {
  Term term;
  if (text[at] == '-' && at + 1 < text.size() && text[at + 1] != ' ') {
    term.negated = true;
    ++at;
  }
  std::size_t end = at;
  while (end < text.size() && property_character(text[end])) ++end;
  if (end > at && end < text.size() && (text[end] == ':' || text[end] == '<' || text[end] == '>')) {
    term.property = text::lower_ascii(text.substr(at, end - at));
    term.comparison = text[end++];
    if (term.comparison != ":" && end < text.size() && text[end] == '=') term.comparison += text[end++];
    at = end;
  }
  if (at < text.size() && text[at] == '"') {
    const auto close = text.find('"', at + 1);
    term.phrase = true;
    term.value = text.substr(at + 1, close == text.npos ? text.npos : close - at - 1);
    at = close == text.npos ? text.size() : close + 1;
    return term;
  }
  const auto space = text.find(' ', at);
  term.value = text.substr(at, space == text.npos ? text.npos : space - at);
  at = space == text.npos ? text.size() : space;
  return term;
}

}  // namespace

Query parse_query(std::string_view text) {
  Query query;
  for (std::size_t at = 0; at < text.size() && query.terms.size() < 64;) {
    if (text[at] == ' ' || text[at] == '\t' || text[at] == '\n') {
      ++at;
      continue;
    }
    Term term = read_term(text, at);
    if (term.property == "type") query.types.push_back(text::lower_ascii(term.value));
    else if (term.property == "order_by") query.order_by = text::lower_ascii(term.value);
    else if (term.property == "sort") query.sort = text::lower_ascii(term.value);
    else if (term.value.empty() || (term.property.empty() && term.value == "*" && !term.phrase && !term.negated)) continue;  // "*" alone: everything
    else query.terms.push_back(std::move(term));
  }
  return query;
}

}  // namespace sahay::search
