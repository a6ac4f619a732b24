// Files of comments: bytes are stored once under their SHA-256 in the data folder, fsynced (file and folder) before the
// row that names them is committed. Served by an unguessable token, always as a download unless a re-checked image.
// Threading: any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "desk/tickets/comment.h"
#include "platform/db/store.h"

namespace sahay::tickets {

struct NewAttachment {
  std::string file_name;
  std::string content_type;
  std::string content_id{};
  bool is_inline = false;
};

// Writes the row for bytes that files::Directory has stored already. `upload_token` "" when a comment will name it by id.
Attachment add_attachment(db::Tx& tx, const NewAttachment& wanted, std::string_view sha256, std::int64_t size,
                          std::string_view upload_token, UserId uploaded_by);
std::vector<Attachment> attachments_of_upload(db::Tx& tx, std::string_view upload_token);  // not yet taken by a comment
std::optional<Attachment> find_attachment(db::Tx& tx, AttachmentId id);
std::optional<Attachment> find_attachment_by_token(db::Tx& tx, std::string_view access_token);
// Where the file is served, relative to the site: "/attachments/<access token>/<name>".
std::string attachment_path(const Attachment& file);
void remove_upload(db::Tx& tx, std::string_view upload_token);

}  // namespace sahay::tickets
