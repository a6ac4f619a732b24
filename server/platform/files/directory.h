// Directory: blobs by content, stored once under their SHA-256 ("ab/cd/abcd..."). put() returns after file and folder
// are fsynced, so a row that names the blob may be committed.
// Rule of use: blobs are never changed; names come from here only, never from outside.
// Threading: any thread.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

namespace sahay::files {

class Directory {
 public:
  explicit Directory(std::string root);

  // Stores bytes durably; gives their SHA-256 in hex. Errors: unavailable (disk full, not writable), with the reason.
  Result<std::string> put(std::string_view bytes);
  Result<std::string> get(std::string_view sha256) const;      // not_found when missing
  std::string path_of(std::string_view sha256) const;          // of a valid hash; the file may be missing
  bool has(std::string_view sha256) const;
  // Free share (0..1) and bytes of the disk below.
  struct Space { double free_share = 1; std::uint64_t free_bytes = 0; };
  Space space() const;

 private:
  std::string root_;
};

}  // namespace sahay::files
