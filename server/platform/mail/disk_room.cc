#include <sys/statvfs.h>

#include "platform/mail/lmtp_server.h"

namespace sahay::mail {

bool disk_has_room(const std::string& folder) {
  struct statvfs fs{};
  // A file system that cannot be asked is no reason to refuse; writing to it will tell.
  if (statvfs(folder.c_str(), &fs) != 0 || fs.f_blocks == 0) return true;
  const double free_bytes = double(fs.f_bavail) * double(fs.f_frsize);
  return free_bytes >= 1e9 && double(fs.f_bavail) >= 0.05 * double(fs.f_blocks);
}

}  // namespace sahay::mail
