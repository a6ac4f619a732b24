#include "desk/site/form_files.h"

#include "base/text.h"
#include "desk/tickets/attachments.h"

namespace sahay::site {

Result<std::vector<StoredFile>> keep_files(files::Directory& files, const std::vector<FormFile>& given) {
  std::size_t total = 0;
  for (const FormFile& file : given) total += file.bytes.size();
  if (total > kFilesLimit) return invalid("files", "TooLarge", "portal.error_files");
  std::vector<StoredFile> kept;
  for (const FormFile& file : given) {
    std::string hash = TRY(files.put(file.bytes));
    kept.push_back({std::string(text::first(file.file_name, 200)), file.content_type, std::move(hash), std::int64_t(file.bytes.size())});
  }
  return kept;
}

std::vector<std::string> upload_of(db::Tx& tx, const std::vector<StoredFile>& files, UserId user) {
  if (files.empty()) return {};
  const std::string token = text::random_token(24);
  for (const StoredFile& file : files)
    tickets::add_attachment(tx, {.file_name = file.file_name, .content_type = file.content_type}, file.sha256, file.size, token, user);
  return {token};
}

}  // namespace sahay::site
