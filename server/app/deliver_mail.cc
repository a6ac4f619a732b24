// mail deliver and mail read-again. deliver writes into the spool of the data folder and nowhere else: it needs no server, no
// database and no configuration, so that a pipe works in every state of the desk.
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sysexits.h>

#include <iostream>
#include <iterator>

#include "app/data_folder.h"
#include "app/verbs.h"
#include "desk/email/read_again.h"
#include "desk/email/spool.h"

namespace sahay::app {
namespace {

constexpr std::size_t kMostBytes = 50u << 20;
constexpr double kLowestShare = 0.05;
constexpr std::uint64_t kLowestBytes = 1'000'000'000;

bool has_room(const std::string& folder) {
  struct statvfs disk {};
  if (::statvfs(folder.c_str(), &disk) != 0) return false;
  const auto free = std::uint64_t(disk.f_bavail) * disk.f_frsize;
  return free >= kLowestBytes && double(disk.f_bavail) >= kLowestShare * double(disk.f_blocks);
}

Result<std::string> read_input() {
  const auto broken = [](const char* why) { return Error{ErrorCode::unavailable, "error.unavailable", why}; };
  std::string out;
  char piece[65536];
  while (std::cin.read(piece, sizeof piece) || std::cin.gcount() > 0) {
    out.append(piece, std::size_t(std::cin.gcount()));
    if (out.size() > kMostBytes) return broken("the mail is larger than 50 MB");
  }
  if (std::cin.bad() || out.empty()) return broken("there is no mail on standard input");
  return out;
}

Result<void> deliver(const Command& command) {
  struct stat seen {};
  const DataFolder folder{command.data};
  // A mistyped folder must not swallow mail: only one that is a desk's is written to.
  if (::stat(folder.path.c_str(), &seen) != 0 || !S_ISDIR(seen.st_mode))
    return Error{ErrorCode::unavailable, "error.unavailable", "there is no data folder " + folder.path};
  if (!has_room(folder.path)) return Error{ErrorCode::unavailable, "error.unavailable", "the disk is nearly full"};
  return email::leave_in_spool(folder.spool(), {command.from, command.to}, TRY(read_input()));
}

}  // namespace

int deliver_mail(const Command& command) {
  try {
    const auto done = deliver(command);
    if (done.ok()) return EX_OK;
    std::cerr << "sahay: " << done.error().detail << "\n";
  } catch (const std::exception& failure) {
    std::cerr << "sahay: " << failure.what() << "\n";
  }
  return EX_TEMPFAIL;
}

Result<int> read_mails_again(const Command& command, const Config& config) {
  const SystemClock clock;
  const auto store = TRY(open_as_it_is(config, {command.data}, clock));
  const auto queued = TRY(store->write([&](db::Tx& tx) -> Result<std::int64_t> {
    std::int64_t count = command.held ? email::queue_unread(tx) : 0;
    for (const auto id : command.mails) count += email::queue_reading(tx, email::RawMailId(id));
    return count;
  }));
  std::cout << queued << " will be read again by the server\n";
  return 0;
}

}  // namespace sahay::app
