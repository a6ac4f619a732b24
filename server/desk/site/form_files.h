// Files of a customer's form: kept on disk before the transaction, named by an upload inside it.
// Rule of use: keep_files() first, upload_of() in the write; the tokens go into the comment that takes the files.
// Threading: keep_files() from any thread; upload_of() inside one Tx.
#pragma once

#include <string>
#include <vector>

#include "desk/people/people.h"
#include "desk/site/form.h"
#include "platform/db/store.h"
#include "platform/files/directory.h"

namespace sahay::site {

struct StoredFile {
  std::string file_name, content_type, sha256;
  std::int64_t size = 0;
};
inline constexpr std::size_t kFilesLimit = 25'000'000;  // bytes of one form
// Keeps the bytes. Errors: invalid (field "files": too large together), unavailable.
Result<std::vector<StoredFile>> keep_files(files::Directory& files, const std::vector<FormFile>& given);
// The token of one upload that holds them all; none for no files.
std::vector<std::string> upload_of(db::Tx& tx, const std::vector<StoredFile>& files, UserId user);

}  // namespace sahay::site
