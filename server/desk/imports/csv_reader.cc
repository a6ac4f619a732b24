#include <filesystem>

#include "base/text.h"
#include "desk/imports/reader.h"

namespace sahay::imports {
namespace {

struct Record {
  std::vector<std::string> cells;
  std::int64_t line = 0;
};

// One pass, no recursion. A quote inside quotes is doubled; line ends inside quotes belong to the cell.
std::vector<Record> records_of(std::string_view text, char separator) {
  std::vector<Record> out;
  Record now{{}, 1};
  std::string cell;
  bool quoted = false, any = false;
  std::int64_t line = 1;
  const auto end_cell = [&] { now.cells.push_back(std::exchange(cell, {})); };
  const auto end_record = [&] {
    if (any || !now.cells.empty() || !cell.empty()) {
      end_cell();
      out.push_back(std::move(now));
    }
    now = Record{{}, line + 1};
    any = false;
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted) {
      if (c == '"' && i + 1 < text.size() && text[i + 1] == '"') cell += text[++i];
      else if (c == '"') quoted = false;
      else cell += c;
    } else if (c == '"' && text::trim(cell).empty()) {
      quoted = any = true;
      cell.clear();
    } else if (c == separator) {
      any = true;
      end_cell();
    } else if (c == '\n') {
      end_record();
    } else if (c != '\r') {
      cell += c;
    }
    if (c == '\n') ++line;
  }
  end_record();
  return out;
}

char separator_of(std::string_view text) {
  const std::string_view heading = text.substr(0, text.find('\n'));
  char best = ',';
  for (const char c : {';', '\t'})
    if (std::count(heading.begin(), heading.end(), c) > std::count(heading.begin(), heading.end(), best)) best = c;
  return best;
}

// Headings as tables of contacts and tickets mostly have them.
std::string key_of(std::string heading, const std::map<std::string, std::string>& columns) {
  heading = std::string(text::trim(heading));
  if (const auto found = columns.find(heading); found != columns.end()) return found->second;
  std::string key = text::replace_all(text::lower_ascii(heading), " ", "_");
  static const std::map<std::string, std::string> known = {
      {"e-mail", "email"}, {"e-mail_address", "email"}, {"email_address", "email"}, {"mail", "email"}, {"full_name", "name"}, {"company", "organization"}, {"phone_number", "phone"}, {"mobile", "phone"}, {"ticket_id", "id"}, {"number", "id"}, {"#", "id"}, {"title", "subject"}, {"body", "description"}, {"message", "description"}, {"created", "created_at"}, {"updated", "updated_at"}, {"requester_name", "requester.name"}, {"requester_email", "requester.email"}, {"customer_email", "requester.email"}, {"customer_name", "requester.name"}, {"assignee_email", "assignee_email"}, {"label", "tags"}, {"labels", "tags"}};
  const auto found = known.find(key);
  return found == known.end() ? key : found->second;
}

void put(JsonObject& object, const std::string& key, const std::string& value) {
  const auto dot = key.find('.');
  if (dot == key.npos) {
    object[key] = value;
    return;
  }
  auto& inner = object[key.substr(0, dot)];
  if (!inner.is_object()) inner = JsonObject{};
  inner.get_object()[key.substr(dot + 1)] = value;
}

}  // namespace

Result<void> read_csv(const std::string& path, const std::string& kind, const std::map<std::string, std::string>& columns, const Take& take) {
  std::string bytes = TRY(bytes_of(path));
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.erase(0, 3);
  bytes = text::repair_utf8(bytes);
  const auto records = records_of(bytes, separator_of(bytes));
  if (records.empty()) return {};
  std::vector<std::string> keys;
  for (const std::string& heading : records.front().cells) keys.push_back(key_of(heading, columns));
  const std::string name = std::filesystem::path(path).filename().string();
  for (std::size_t i = 1; i < records.size(); ++i) {
    Item item{kind, name + ":" + std::to_string(records[i].line), std::filesystem::path(path).parent_path().string(), {}};
    if (records[i].cells.size() > keys.size()) item.problem = "more cells than headings";
    for (std::size_t c = 0; c < std::min(keys.size(), records[i].cells.size()); ++c) {
      const std::string value(text::trim(records[i].cells[c]));
      if (!value.empty() && !keys[c].empty()) put(item.object, keys[c], value);
    }
    if (!item.object.empty() || !item.problem.empty()) take(std::move(item));
  }
  return {};
}

}  // namespace sahay::imports
