// Table: rows of text as a CSV file (RFC 4180): CRLF, quotes where needed, UTF-8 without a mark at the beginning.
// Rule of use: a cell that a spreadsheet would take for a formula is guarded by a leading apostrophe (CWE-1236).
// Threading: pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sahay::reports {

using Row = std::vector<std::string>;

std::string csv_cell(std::string_view text);
std::string csv_of(const std::vector<Row>& rows);

}  // namespace sahay::reports
