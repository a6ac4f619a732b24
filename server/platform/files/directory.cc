#include "platform/files/directory.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "base/text.h"

namespace sahay::files {
namespace {

struct Descriptor {
  int fd = -1;
  ~Descriptor() {
    if (fd >= 0) ::close(fd);
  }
};

Error failed(const char* what, const std::string& path) {
  return {ErrorCode::unavailable, "error.disk", std::string(what) + " " + path + ": " + std::strerror(errno)};
}

Result<void> sync_folder(const std::string& path) {
  const Descriptor folder{::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
  if (folder.fd < 0 || ::fsync(folder.fd) != 0) return failed("fsync", path);
  return {};
}

bool is_hash(std::string_view s) {
  return s.size() == 64 && s.find_first_not_of("0123456789abcdef") == s.npos;
}

}  // namespace

Directory::Directory(std::string root) : root_(std::move(root)) { std::filesystem::create_directories(root_); }

std::string Directory::path_of(std::string_view sha256) const {
  if (!is_hash(sha256)) return {};
  return root_ + "/" + std::string(sha256.substr(0, 2)) + "/" + std::string(sha256.substr(2, 2)) + "/" + std::string(sha256);
}

bool Directory::has(std::string_view sha256) const {
  const std::string path = path_of(sha256);
  return !path.empty() && ::access(path.c_str(), R_OK) == 0;
}

Result<std::string> Directory::put(std::string_view bytes) {
  const std::string hash = text::to_hex(text::sha256(bytes));
  const std::string path = path_of(hash), folder = path.substr(0, path.rfind('/'));
  struct stat known{};
  // The final name appears only by rename after fsync, so a file with it is whole.
  if (::stat(path.c_str(), &known) == 0 && std::size_t(known.st_size) == bytes.size()) return hash;
  std::error_code failure;
  std::filesystem::create_directories(folder, failure);
  if (failure) return Error{ErrorCode::unavailable, "error.disk", folder + ": " + failure.message()};
  const std::string temporary = folder + "/." + text::random_token(9);
  {
    const Descriptor file{::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600)};
    if (file.fd < 0) return failed("open", temporary);
    std::size_t done = 0;
    while (done < bytes.size()) {
      const auto n = ::write(file.fd, bytes.data() + done, bytes.size() - done);
      if (n < 0 && errno == EINTR) continue;
      if (n <= 0) {
        const Error error = failed("write", temporary);
        ::unlink(temporary.c_str());
        return error;
      }
      done += std::size_t(n);
    }
    if (::fsync(file.fd) != 0) {
      const Error error = failed("fsync", temporary);
      ::unlink(temporary.c_str());
      return error;
    }
  }
  if (::rename(temporary.c_str(), path.c_str()) != 0) return failed("rename", path);
  TRY(sync_folder(folder));
  // New folders must survive a power cut too.
  TRY(sync_folder(folder.substr(0, folder.rfind('/'))));
  TRY(sync_folder(root_));
  return hash;
}

Result<std::string> Directory::get(std::string_view sha256) const {
  const std::string path = path_of(sha256);
  std::ifstream in(path, std::ios::binary);
  if (path.empty() || !in) return not_found("blob " + std::string(sha256));
  in.seekg(0, std::ios::end);
  std::string bytes(std::size_t(std::max<std::streamoff>(in.tellg(), 0)), '\0');
  in.seekg(0).read(bytes.data(), std::streamsize(bytes.size()));
  if (!in) return failed("read", path);
  return bytes;
}

Directory::Space Directory::space() const {
  struct statvfs disk{};
  if (::statvfs(root_.c_str(), &disk) != 0 || disk.f_blocks == 0) return {0, 0};
  return {double(disk.f_bavail) / double(disk.f_blocks), std::uint64_t(disk.f_bavail) * disk.f_frsize};
}

}  // namespace sahay::files
