// The run: files in the order of kinds, a few dozen objects a commit, and the report.
#include <filesystem>

#include "base/log.h"
#include "base/text.h"
#include "desk/imports/import_sql.h"
#include "desk/imports/taking.h"
#include "platform/api/api.h"

namespace sahay::imports {
namespace q = sql::import;
namespace {

constexpr std::size_t kBatch = 40;

// In English, as the terminal speaks.
std::string words_of(const Error& error) {
  if (!error.fields.empty()) {
    i18n::Arguments arguments = error.fields.front().args;
    arguments.emplace_back("field", error.fields.front().field);
    return i18n::text(i18n::Language::en, error.fields.front().key, arguments);
  }
  return error.detail.empty() ? i18n::text(i18n::Language::en, error.key, error.args) : error.detail;
}

api::Context importing() {
  api::Context context;
  context.caller.access = api::Access::admin;
  context.caller.via = "import";
  return context;
}

// What one object came to.
struct Outcome {
  std::optional<Taken> taken;
  std::string problem;
};

class Run {
 public:
  Run(db::Store& store, files::Directory& files, const Options& options, const Siblings& siblings, const Progress& progress)
      : store_(store), files_(files), options_(options), siblings_(siblings), progress_(progress) {}

  Result<Report> run();

 private:
  Result<void> collect_files();
  Result<void> read(const std::string& path);
  void take_all(const std::string& kind, const std::vector<Item>& items);
  void take_batch(std::span<const Item> items);
  Result<Taken> take(db::Tx& tx, const Item& item);
  void note(const Item& item, const Outcome& outcome);

  db::Store& store_;
  files::Directory& files_;
  const Options& options_;
  const Siblings& siblings_;
  const Progress& progress_;
  std::vector<std::string> paths_;
  std::map<std::string, std::vector<Item>> items_;
  Report report_;
};

Result<void> Run::collect_files() {
  for (const std::string& path : options_.paths) {
    std::error_code failed;
    if (!std::filesystem::is_directory(path, failed)) {
      paths_.push_back(path);
      continue;
    }
    for (const auto& entry : std::filesystem::directory_iterator(path, failed)) {
      const std::string extension = entry.path().extension().string();
      if (entry.is_regular_file() && (extension == ".ndjson" || extension == ".jsonl" || extension == ".csv" || extension == ".mbox")) paths_.push_back(entry.path().string());
    }
  }
  if (paths_.empty()) return Error{ErrorCode::invalid, "error.invalid", "there is nothing to import: no .ndjson, .jsonl, .csv or .mbox file"};
  std::sort(paths_.begin(), paths_.end());
  return {};
}

Result<void> Run::read(const std::string& path) {
  const Take keep = [&](Item item) { items_[item.kind].push_back(std::move(item)); };
  const std::string extension = std::filesystem::path(path).extension().string();
  if (extension == ".mbox") return read_mbox(path, options_.own_addresses, keep);
  const std::string kind = options_.kind.empty() ? kind_of(path) : options_.kind;
  if (std::find(std::begin(kKinds), std::end(kKinds), kind) == std::end(kKinds))
    return Error{ErrorCode::invalid, "error.invalid", path + ": the name does not say what is in it; name it tickets.ndjson, users.csv, ... or give --kind"};
  return extension == ".csv" ? read_csv(path, kind, options_.columns, keep) : read_ndjson(path, kind, keep);
}

Result<Taken> Run::take(db::Tx& tx, const Item& item) {
  api::Context context = importing();
  context.now = tx.now();
  Taking taking{context, tx, files_, options_.source, siblings_};
  const std::string key = key_of(item);
  if (const std::int64_t there = taking.find(item.kind, key)) return taking.done(How::known, there);
  using Verb = Result<Taken> (*)(Taking&, const Item&);
  static const std::map<std::string, Verb> verbs = {{"group", take_group}, {"organization", take_organization}, {"user", take_user}, {"ticket_field", take_field}, {"ticket", take_ticket}, {"article", take_article}};
  Taken taken = TRY(verbs.at(item.kind)(taking, item));
  taking.remember(item.kind, key, taken.id);
  return taken;
}

void Run::note(const Item& item, const Outcome& outcome) {
  Count& count = report_.kinds[item.kind];
  if (!outcome.taken) {
    ++count.skipped;
    report_.remarks.push_back({item.place, item.kind, key_of(item), outcome.problem, true});
    return;
  }
  ++(outcome.taken->how == How::made ? count.made : outcome.taken->how == How::matched ? count.matched : count.known);
  for (const std::string& reason : outcome.taken->left_out) report_.remarks.push_back({item.place, item.kind, key_of(item), reason, false});
}

// Together in one commit; when one of them fails, each alone, so that only that one is left out.
void Run::take_batch(std::span<const Item> items) {
  std::vector<Taken> done;
  try {
    const auto all = store_.write([&](db::Tx& tx) -> Result<void> {
      done.clear();
      for (const Item& item : items) {
        if (!item.problem.empty()) return Error{ErrorCode::invalid, "error.invalid", item.problem};
        done.push_back(TRY(take(tx, item)));
      }
      return {};
    });
    if (all.ok()) {
      for (std::size_t i = 0; i < items.size(); ++i) note(items[i], {done[i], {}});
      return;
    }
  } catch (const db::Failure& failure) {
    log::warning("import", "a commit failed; its objects are tried alone", {{"what", failure.what()}});
  }
  for (const Item& item : items) {
    Outcome outcome{std::nullopt, item.problem};
    if (item.problem.empty()) {
      try {
        auto taken = store_.write([&](db::Tx& tx) { return take(tx, item); });
        if (taken.ok()) outcome.taken = std::move(*taken);
        else outcome.problem = words_of(taken.error());
      } catch (const db::Failure& failure) {
        outcome.problem = failure.what();
      }
    }
    note(item, outcome);
  }
}

void Run::take_all(const std::string& kind, const std::vector<Item>& items) {
  const auto total = std::int64_t(items.size());
  report_.kinds[kind].read = total;
  for (std::size_t at = 0; at < items.size(); at += kBatch) {
    if (progress_) progress_(kind, std::int64_t(at), total);
    take_batch(std::span(items).subspan(at, std::min(kBatch, items.size() - at)));
  }
  if (progress_) progress_(kind, total, total);
}

Result<Report> Run::run() {
  TRY(collect_files());
  for (const std::string& path : paths_) TRY(read(path));
  for (const std::string_view kind : kKinds) {
    const auto found = items_.find(std::string(kind));
    if (found == items_.end()) continue;
    take_all(found->first, found->second);
    report_.kinds[found->first].here = store_.read([&](db::Tx& tx) { return tx.scalar<std::int64_t>(q::count, options_.source, kind).value_or(0); });
    found->second.clear();
  }
  return std::move(report_);
}

}  // namespace

std::int64_t Taking::find(std::string_view kind, const std::string& key) const {
  return key.empty() ? 0 : tx.scalar<std::int64_t>(q::find, source, kind, key).value_or(0);
}

void Taking::remember(std::string_view kind, const std::string& key, std::int64_t id) {
  if (!key.empty()) tx.execute(q::remember, source, kind, key, id, tx.now());
}

std::string text_of(const JsonObject& object, std::string_view key) {
  const Json* value = sahay::find(object, key);
  if (!value) return {};
  if (value->is_string()) return text::repair_utf8({value->get_string().data(), value->get_string().size()});
  return value->is_int64() || value->is_uint64() ? to_string(*value) : std::string();
}

std::string key_of(const Item& item) {
  for (const char* key : {"id", "external_id", "email", "name", "title"})
    if (std::string value = text_of(item.object, key); !value.empty()) return value.size() > 500 ? text::to_hex(text::sha256(value)) : value;
  return item.object.empty() ? "" : text::to_hex(text::sha256(to_string(Json(item.object))));
}

Result<Report> run(db::Store& store, files::Directory& files, const Options& options, const Siblings& siblings, const Progress& progress) {
  return Run(store, files, options, siblings, progress).run();
}

}  // namespace sahay::imports
