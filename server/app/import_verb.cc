// sahay import: takes over data from elsewhere and says what it took and what it could not.
#include <unistd.h>

#include <fstream>
#include <iostream>

#include "app/data_folder.h"
#include "app/first_rows.h"
#include "app/mail_accounts.h"
#include "app/verbs.h"
#include "base/text.h"
#include "desk/email/imported_ids.h"
#include "desk/email/inbox.h"
#include "desk/helpcenter/helpcenter.h"
#include "desk/imports/imports.h"

namespace sahay::app {
namespace {

// The place with this name, made when there is none.
helpcenter::CategoryId category_named(db::Tx& tx, UserId author, const std::string& name) {
  for (const auto& words : helpcenter::all_translations(tx, "category"))
    if (words.title == name) return helpcenter::CategoryId(words.source_id);
  return helpcenter::create_category(tx, author, {"en-us", name}).value().id;
}

helpcenter::SectionId section_named(db::Tx& tx, UserId author, helpcenter::CategoryId category, const std::string& name) {
  for (const auto& section : helpcenter::sections_of(tx, category))
    for (const auto& words : helpcenter::translations(tx, "section", section.id.value))
      if (words.title == name) return section.id;
  return helpcenter::create_section(tx, author, category, {"en-us", name}).value().id;
}

helpcenter::Words words_of(const JsonObject& in) {
  return {string_at(in, "locale").value_or("en-us"), string_at(in, "title").value_or(string_at(in, "name").value_or("")), string_at(in, "body").value_or(""), bool_at(in, "draft").value_or(false)};
}

// {"title","body","locale","draft","category","section","label_names","translations"}
Result<std::int64_t> take_article(api::Context&, db::Tx& tx, const JsonObject& in) {
  const UserId author(integer_at(in, "author_id").value_or(0));
  const auto named = [&](const char* key) {
    const std::string name(text::trim(string_at(in, key).value_or("")));
    return name.empty() ? std::string("Imported") : name;
  };
  helpcenter::NewArticle wanted;
  wanted.section = section_named(tx, author, category_named(tx, author, named("category")), named("section"));
  wanted.words = words_of(in);
  wanted.author = author;
  wanted.promoted = bool_at(in, "promoted").value_or(false);
  if (const JsonArray* labels = array_at(in, "label_names"))
    for (const Json& label : *labels)
      if (label.is_string()) wanted.label_names.emplace_back(label.get_string());
  const auto made = TRY(helpcenter::create_article(tx, author, wanted));
  if (const JsonArray* more = array_at(in, "translations"))
    for (const Json& one : *more)
      if (one.is_object()) TRY(helpcenter::put_translation(tx, author, "article", made.id.value, words_of(one.get_object())));
  return made.id.value;
}

// Own addresses answer; the inboxes must exist before Message-IDs are remembered for them.
std::vector<std::string> prepare_mail(db::Store& store, const Config& config) {
  Secret key = store.read([](db::Tx& tx) { return installation_key(tx); });
  const auto settings = email_settings(config, std::move(key), "");
  std::vector<std::string> own;
  if (!settings.ok()) return own;
  const auto stored = store.write([&](db::Tx& tx) -> Result<void> {
    email::store_inboxes(tx, *settings);
    return {};
  });
  if (stored.ok())
    for (const auto& inbox : settings->inboxes) own.push_back(inbox.address);
  return own;
}

void show_progress(std::string_view kind, std::int64_t done, std::int64_t total) {
  constexpr int kWidth = 30;
  const int filled = total == 0 ? kWidth : int(kWidth * done / total);
  std::cerr << '\r' << kind << std::string(13 - std::min<std::size_t>(12, kind.size()), ' ') << '[' << std::string(std::size_t(filled), '#') << std::string(std::size_t(kWidth - filled), '.') << "] " << done << '/' << total
            << (done == total ? "\n" : "") << std::flush;
}

void print(const imports::Report& report) {
  std::cout << "kind            read    made matched   known skipped    here\n";
  for (const std::string_view kind : imports::kKinds) {
    const auto found = report.kinds.find(std::string(kind));
    if (found == report.kinds.end()) continue;
    std::string line(kind);
    line.resize(13, ' ');
    for (const std::int64_t n : {found->second.read, found->second.made, found->second.matched, found->second.known, found->second.skipped, found->second.here}) {
      const std::string number = std::to_string(n);
      line += std::string(number.size() < 8 ? 8 - number.size() : 1, ' ') + number;
    }
    std::cout << line << '\n';
  }
  constexpr std::size_t kShown = 50;
  for (std::size_t i = 0; i < std::min(kShown, report.remarks.size()); ++i) {
    const auto& remark = report.remarks[i];
    std::cout << (remark.skipped ? "skipped " : "partly  ") << remark.place << " (" << remark.kind << ' ' << remark.key << "): " << remark.reason << '\n';
  }
  if (report.remarks.size() > kShown) std::cout << "and " << report.remarks.size() - kShown << " more (--report FILE writes all of them)\n";
}

Result<void> write_report(const std::string& path, const imports::Report& report) {
  std::ofstream file(path, std::ios::binary);
  for (const auto& remark : report.remarks)
    file << to_string(Json(JsonObject{{"place", remark.place}, {"kind", remark.kind}, {"key", remark.key}, {"skipped", remark.skipped}, {"reason", remark.reason}})) << '\n';
  if (!file.flush()) return Error{ErrorCode::unavailable, "error.unavailable", path + " cannot be written"};
  return {};
}

}  // namespace

Result<int> import_data(const Command& command, const Config& config) {
  const SystemClock clock;
  const DataFolder folder{command.data};
  const auto store = TRY(open_desk(config, folder, clock));
  files::Directory files(folder.files());
  imports::Options options;
  options.source = command.source;
  options.paths = command.files;
  options.kind = command.kind;
  options.own_addresses = prepare_mail(*store, config);
  for (const std::string& mapping : command.columns) {
    const auto equals = mapping.find('=');
    if (equals == mapping.npos) return Error{ErrorCode::invalid, "error.invalid", "--column takes HEADING=key, not " + mapping};
    options.columns[mapping.substr(0, equals)] = mapping.substr(equals + 1);
  }
  const imports::Siblings siblings{take_article, email::remember_imported};
  const auto progress = ::isatty(STDERR_FILENO) ? imports::Progress(show_progress) : imports::Progress();
  const auto report = TRY(imports::run(*store, files, options, siblings, progress));
  print(report);
  if (!command.report.empty()) TRY(write_report(command.report, report));
  const bool complete = std::none_of(report.remarks.begin(), report.remarks.end(), [](const auto& remark) { return remark.skipped; });
  return complete ? 0 : 1;
}

}  // namespace sahay::app
