#include "desk/reports/table.h"

namespace sahay::reports {

std::string csv_cell(std::string_view text) {
  // Spreadsheets look behind leading blanks too.
  const auto first = text.find_first_not_of(' ');
  const bool guarded = first != text.npos && std::string_view("=+-@\t\r\n").find(text[first]) != std::string_view::npos;
  std::string out = guarded ? "'" : "";
  out += text;
  if (out.find_first_of("\",\r\n") == out.npos && !guarded) return out;
  std::string quoted = "\"";
  for (const char c : out) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

std::string csv_of(const std::vector<Row>& rows) {
  std::string out;
  for (const Row& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (i) out += ',';
      out += csv_cell(row[i]);
    }
    out += "\r\n";
  }
  return out;
}

}  // namespace sahay::reports
