#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include <system_error>

#include "platform/mail/imap_response.h"

namespace sahay::mail {
namespace {

constexpr std::size_t kMemoryLimit = 1 << 20;

[[noreturn]] void fail(const char* what) { throw std::system_error(errno, std::generic_category(), what); }

int open_spool() {
  const char* folder = getenv("TMPDIR");
  std::string name = std::string(folder && *folder ? folder : "/tmp") + "/sahay-mail-XXXXXX";
  const int descriptor = mkostemp(name.data(), O_CLOEXEC);
  if (descriptor < 0) fail("spool file");
  unlink(name.c_str());
  return descriptor;
}

}  // namespace

ImapLiteral::ImapLiteral(std::size_t expected) {
  if (expected > kMemoryLimit)
    descriptor_ = open_spool();
  else
    memory_.reserve(expected);
}

ImapLiteral::~ImapLiteral() {
  if (mapped_) munmap(mapped_, size_);
  if (descriptor_ >= 0) close(descriptor_);
}

void ImapLiteral::append(std::string_view piece) {
  size_ += piece.size();
  if (descriptor_ < 0) {
    memory_ += piece;
    return;
  }
  while (!piece.empty()) {
    const auto count = write(descriptor_, piece.data(), piece.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) fail("spool file");
    piece.remove_prefix(std::size_t(count));
  }
}

void ImapLiteral::finish() {
  if (descriptor_ < 0 || size_ == 0) return;
  mapped_ = mmap(nullptr, size_, PROT_READ, MAP_PRIVATE, descriptor_, 0);
  if (mapped_ == MAP_FAILED) {
    mapped_ = nullptr;
    fail("spool file");
  }
}

std::string_view ImapLiteral::bytes() const {
  return mapped_ ? std::string_view(static_cast<const char*>(mapped_), size_) : std::string_view(memory_);
}

}  // namespace sahay::mail
