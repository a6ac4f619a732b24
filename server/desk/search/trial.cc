#include "desk/search/trial.h"

#include <istream>
#include <ostream>

#include "base/json.h"
#include "desk/search/index_view.h"
#include "desk/search/tidy.h"
#include "desk/search/word_index.h"

namespace sahay::search {
namespace {

constexpr std::size_t kShown = 10;
constexpr std::size_t kDocumentsAtOnce = 500;

std::string text_of(const JsonObject& object, std::string_view key) {
  const auto* value = object.if_contains(key);
  if (!value) return {};
  if (value->is_string()) return std::string(value->get_string());
  return value->is_int64() ? std::to_string(value->get_int64()) : std::string();
}

Result<std::vector<JsonObject>> read_lines(std::istream& in, std::string_view key) {
  std::vector<JsonObject> out;
  std::string line;
  while (std::getline(in, line)) {
    if (line.empty()) continue;
    const Json value = TRY(parse_json(line));
    if (!value.is_object() || text_of(value.get_object(), key).empty())
      return Error{ErrorCode::bad_request, "error.invalid", "line " + std::to_string(out.size() + 1) + " has no \"" + std::string(key) + "\""};
    out.push_back(value.get_object());
  }
  return out;
}

}  // namespace

Result<void> rank_trial(db::Store& store, std::istream& docs, std::istream& queries, std::ostream& out) {
  const auto memory = keep_in_memory(store);
  const auto documents = TRY(read_lines(docs, "id"));
  for (std::size_t at = 0; at < documents.size(); at += kDocumentsAtOnce) {
    TRY(store.write([&](db::Tx& tx) -> Result<void> {
      for (std::size_t i = at; i < std::min(documents.size(), at + kDocumentsAtOnce); ++i)
        add_passage(tx, Collection::trial, std::int64_t(i) + 1, Part::opening, text_of(documents[i], "title"), text_of(documents[i], "body"));
      return {};
    }));
  }
  TRY(tidy(store, {1}));
  for (const JsonObject& query : TRY(read_lines(queries, "qid"))) {
    const std::string text = text_of(query, "text");
    const auto hits = store.read([&](db::Tx& tx) { return find(tx, Collection::trial, {.text = text}); });
    for (std::size_t i = 0; i < std::min(hits.size(), kShown); ++i)
      out << text_of(query, "qid") << '\t' << i + 1 << '\t' << text_of(documents[std::size_t(hits[i].doc - 1)], "id") << '\t'
          << double(hits[i].score) / 1e6 << '\n';
  }
  return {};
}

}  // namespace sahay::search
