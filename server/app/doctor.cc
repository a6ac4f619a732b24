#include "app/doctor.h"

#include <sys/stat.h>
#include <sys/timex.h>
#include <unistd.h>

#include <iostream>

#include "app/doctor_sql.h"
#include "app/verbs.h"
#include "desk/people/people.h"
#include "platform/db/migrate.h"
#include "platform/files/directory.h"

namespace sahay::app {
namespace {

using Level = Finding::Level;

std::string gigabytes(std::uint64_t bytes) {
  char out[32];
  std::snprintf(out, sizeof out, "%.1f GB", double(bytes) / 1e9);
  return out;
}

// Every page of the file is read once and its structure checked.
void check_sqlite_pages(db::Store& store, Findings& findings) {
  const std::string answer = store.read([](db::Tx& tx) {
    const auto cursor = tx.run("pragma quick_check(1)", {});
    return cursor->next() ? std::string(cursor->text(0)) : std::string("no answer");
  });
  if (answer == "ok")
    findings.push_back({Level::good, "database", "every page of the file is sound"});
  else
    findings.push_back({Level::bad, "database", "the file is damaged: " + answer,
                        "stop the server, keep a copy of the folder, restore the last backup"});
}

void check_rows(db::Store& store, Findings& findings) {
  const auto [admin, parked, dead] = store.read([](db::Tx& tx) {
    std::string names;
    const auto cursor = tx.run(sql::doctor::parked_consumers, {});
    while (cursor->next()) names += (names.empty() ? "" : ", ") + std::string(cursor->text(0));
    return std::tuple(people::has_admin(tx), names, tx.scalar<std::int64_t>(sql::doctor::dead_jobs).value_or(0));
  });
  if (admin)
    findings.push_back({Level::good, "administrator", "there is one"});
  else
    findings.push_back({Level::warning, "administrator", "there is none",
                        "open the one-time link that `sahay serve` prints, or run `sahay user add --role admin`"});
  if (parked.empty())
    findings.push_back({Level::good, "events", "every consumer goes on"});
  else
    findings.push_back(
        {Level::bad, "events", "standing still: " + parked, "read the log for the reason; restart tries again"});
  if (dead == 0)
    findings.push_back({Level::good, "jobs", "none has given up"});
  else
    findings.push_back(
        {Level::warning, "jobs", std::to_string(dead) + " have given up", "read the log for the reason of each"});
}

void print(const Findings& findings) {
  for (const Finding& finding : findings) {
    const char* mark = finding.level == Level::good      ? "ok     "
                       : finding.level == Level::warning ? "warning"
                                                         : "WRONG  ";
    std::cout << mark << "  " << finding.subject << ": " << finding.sentence << "\n";
    if (!finding.advice.empty()) std::cout << "         -> " << finding.advice << "\n";
  }
}

}  // namespace

void check_folder(const DataFolder& folder, Findings& findings) {
  struct stat seen {};
  if (::stat(folder.path.c_str(), &seen) != 0) {
    findings.push_back(
        {Level::bad, "data folder", folder.path + " does not exist", "sahay init --data " + folder.path});
    return;
  }
  if (::access(folder.path.c_str(), R_OK | W_OK | X_OK) != 0)
    findings.push_back(
        {Level::bad, "data folder", "this user may not write " + folder.path, "run as its owner, or chown it"});
  else if (seen.st_mode & 0007)
    findings.push_back({Level::warning, "data folder", "other users of this machine may look into " + folder.path,
                        "chmod 700 " + folder.path});
  else
    findings.push_back({Level::good, "data folder", folder.path});
  const auto space = files::Directory(folder.files()).space();
  const std::string free = gigabytes(space.free_bytes) + " free";
  if (space.free_share < 0.05 || space.free_bytes < 1'000'000'000)
    findings.push_back(
        {Level::bad, "disk", free + "; new mail is refused below 5 % or 1 GB", "make room or move the data folder"});
  else
    findings.push_back({Level::good, "disk", free});
  const auto lock = FolderLock::take(folder);
  findings.push_back({Level::good, "server", lock.ok() ? "does not run on this folder" : "runs on this folder"});
}

void check_database(const Config& config, const DataFolder& folder, Findings& findings) {
  const SystemClock clock;
  const char* engine = config.database.url.empty() ? "SQLite" : "PostgreSQL";
  const auto opened = open_as_it_is(config, folder, clock);
  if (!opened.ok()) {
    findings.push_back(
        {Level::bad, "database", opened.error().detail, "check [database] url and that the server runs"});
    return;
  }
  db::Store& store = **opened;
  const auto version = db::schema_version(store);
  const int newest = db::embedded_migrations().empty() ? 0 : db::embedded_migrations().back().number;
  if (!version.ok() || *version == 0) {
    findings.push_back(
        {Level::bad, "database", std::string(engine) + " has no tables of ours", "sahay init --data " + folder.path});
    return;
  }
  if (*version > newest) {
    findings.push_back(
        {Level::bad, "database", "was made by a newer sahay", "run the newer program, or restore an older backup"});
    return;
  }
  findings.push_back({Level::good, "database",
                      std::string(engine) + ", schema " + std::to_string(*version) +
                          (*version < newest ? "; the next start brings it up to date" : "")});
  if (config.database.url.empty()) check_sqlite_pages(store, findings);
  if (*version == newest) {
    check_rows(store, findings);
    check_mail_accounts(store, config, folder, findings);
  }
}

// A clock that nobody corrects lets sign-in links and certificates fail.
void check_clock(Findings& findings) {
  timex state{};
  const bool synchronised = ::adjtimex(&state) != TIME_ERROR && !(state.status & STA_UNSYNC);
  const std::string now = to_iso8601(SystemClock{}.now());
  if (synchronised)
    findings.push_back({Level::good, "clock", now + ", kept right by the system"});
  else
    findings.push_back(
        {Level::warning, "clock", now + ", nobody keeps it right", "compare it; install chrony or systemd-timesyncd"});
}

Result<int> diagnose(const Command& command, const Result<Config>& config) {
  Findings findings;
  const DataFolder folder{command.data};
  if (!config.ok()) {
    findings.push_back(
        {Level::bad, "configuration", config.error().detail, "docs/admin/configure.md lists every option"});
    print(findings);
    return 1;
  }
  findings.push_back({Level::good, "configuration",
                      command.config.empty() ? "as built in, or " + folder.path + "/sahay.toml" : command.config});
  check_folder(folder, findings);
  check_database(*config, folder, findings);
  check_certificate(*config, SystemClock{}.now(), findings);
  check_mail(*config, findings);
  check_clock(findings);
  print(findings);
  for (const Finding& finding : findings)
    if (finding.level == Level::bad) return 1;
  return 0;
}

}  // namespace sahay::app
