// A PostgreSQL server of the test program's own: temporary folder, unix socket only, ended with the program.
//   if (!TestPostgres::available()) GTEST_SKIP() << TestPostgres::why_not();
//   TempStore temp(TestPostgres::shared().fresh_database());
// Rule of use: one server per test program, one fresh database per test. initdb refuses root, so it runs as an ordinary
// user then.
// Threading: from the test's main thread.
#pragma once

#include <pwd.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <stdexcept>
#include <string>

#include "platform/db/store.h"

namespace sahay::db {

class TestPostgres {
 public:
  static bool available();
  static std::string why_not();
  static TestPostgres& shared();

  ~TestPostgres();
  TestPostgres(const TestPostgres&) = delete;

  // Options of a new, empty database.
  Options fresh_database();
  // Ends and starts the server again, as an upgrade would.
  void restart();

 private:
  TestPostgres();
  void start();
  void run(const std::string& command) const;

  std::string folder_;
  std::string as_user_;  // prefix of shell commands
  int databases_ = 0;
};

inline std::string postgres_binaries() {
  for (int version = 20; version >= 13; --version) {
    const std::string folder = "/usr/lib/postgresql/" + std::to_string(version) + "/bin";
    if (std::filesystem::exists(folder + "/initdb")) return folder;
  }
  return {};
}

inline std::string TestPostgres::why_not() {
  if (postgres_binaries().empty()) return "no PostgreSQL server is installed";
  if (::geteuid() == 0 && !std::filesystem::exists("/usr/sbin/runuser"))
    return "runuser is missing and initdb refuses root";
  return {};
}

inline bool TestPostgres::available() { return why_not().empty(); }

inline TestPostgres& TestPostgres::shared() {
  static TestPostgres server;
  return server;
}

inline TestPostgres::TestPostgres() {
  std::string pattern = (std::filesystem::temp_directory_path() / "sahay_postgres_XXXXXX").string();
  if (!::mkdtemp(pattern.data())) throw std::runtime_error("no temporary folder");
  folder_ = pattern;
  if (::geteuid() == 0) {
    const passwd* nobody = ::getpwnam("nobody");
    if (!nobody || ::chown(folder_.c_str(), nobody->pw_uid, nobody->pw_gid) != 0)
      throw std::runtime_error("the folder cannot be given to an ordinary user");
    as_user_ = "/usr/sbin/runuser -u nobody -- ";
  }
  run(postgres_binaries() + "/initdb -D " + folder_ + "/data -U sahay -A trust --no-locale -E UTF8 --no-sync");
  start();
}

inline TestPostgres::~TestPostgres() {
  try {
    run(postgres_binaries() + "/pg_ctl -D " + folder_ + "/data -m immediate stop");
  } catch (const std::exception&) {
    // The folder goes anyway.
  }
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

inline void TestPostgres::start() {
  run(postgres_binaries() + "/pg_ctl -w -D " + folder_ + "/data -l " + folder_ +
      "/log -o \"-c listen_addresses='' -k " + folder_ + " -c shared_buffers=32MB -c fsync=off -c max_connections=60\" start");
}

inline void TestPostgres::restart() {
  run(postgres_binaries() + "/pg_ctl -w -m fast -D " + folder_ + "/data stop");
  start();
}

inline void TestPostgres::run(const std::string& command) const {
  const std::string line = "cd " + folder_ + " && " + as_user_ + command + " > /dev/null 2>&1";
  if (std::system(line.c_str()) != 0) throw std::runtime_error("failed: " + command);
}

inline Options TestPostgres::fresh_database() {
  const std::string name = "test" + std::to_string(++databases_);
  run(postgres_binaries() + "/createdb -h " + folder_ + " -U sahay " + name);
  Options options;
  options.engine = Engine::postgres;
  options.path = "host=" + folder_ + " user=sahay dbname=" + name;
  return options;
}

}  // namespace sahay::db
