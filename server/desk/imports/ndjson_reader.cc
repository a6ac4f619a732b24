#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/text.h"
#include "desk/imports/reader.h"

namespace sahay::imports {
namespace {

constexpr std::size_t kLongestLine = 64 << 20;

std::string name_of(const std::string& path) { return std::filesystem::path(path).filename().string(); }

}  // namespace

std::string kind_of(const std::string& path) {
  std::string stem = text::lower_ascii(std::filesystem::path(path).stem().string());
  for (const std::string_view kind : kKinds)
    if (stem == kind || stem == std::string(kind) + "s" || stem.ends_with("_" + std::string(kind) + "s")) return std::string(kind);
  if (stem == "contacts" || stem == "customers") return "user";
  if (stem == "companies") return "organization";
  return "";
}

Result<std::string> bytes_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream out;
  if (!file) return Error{ErrorCode::unavailable, "error.unavailable", path + " cannot be read"};
  out << file.rdbuf();
  return std::move(out).str();
}

Result<void> read_ndjson(const std::string& path, const std::string& kind, const Take& take) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return Error{ErrorCode::unavailable, "error.unavailable", path + " cannot be read"};
  const std::string name = name_of(path), folder = std::filesystem::path(path).parent_path().string();
  std::string line;
  for (std::int64_t number = 1; std::getline(file, line); ++number) {
    if (text::trim(line).empty()) continue;
    Item item{kind, name + ":" + std::to_string(number), folder, {}};
    auto parsed = line.size() > kLongestLine ? Result<Json>(Error{ErrorCode::too_large, "error.too_large", "the line is too long"}) : parse_json(line);
    if (!parsed.ok()) item.problem = "no valid JSON: " + parsed.error().detail;
    else if (!parsed->is_object()) item.problem = "no JSON object";
    else item.object = std::move(parsed->get_object());
    // {"ticket":{...}}, as an answer of the API has it.
    if (const JsonObject* inner = object_at(item.object, kind); inner && item.object.size() == 1) {
      JsonObject bare = *inner;
      item.object = std::move(bare);
    }
    take(std::move(item));
  }
  return {};
}

}  // namespace sahay::imports
