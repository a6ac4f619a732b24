// The photo of a person: uploaded as bytes or as a form, kept as a square picture without anything beside it.
#include "desk/tickets/photos.h"

#include "desk/people/face.h"
#include "desk/people/people.h"
#include "desk/people/photo_keeper.h"
#include "desk/tickets/attachments.h"
#include "desk/tickets/comment_sql.h"
#include "platform/api/remembered.h"
#include "platform/files/portrait.h"
#include "platform/http/multipart.h"

namespace sahay::tickets {
namespace {

using api::Access;
using api::Context;
using api::Reply;

// A picture that no comment takes: without an upload token it is never offered to one.
Attachment add_picture(db::Tx& tx, const files::Portrait& photo, std::string_view sha256, UserId by) {
  const NewAttachment wanted{.file_name = "photo." + std::string(photo.extension()), .content_type = photo.content_type, .is_inline = true};
  Attachment file = add_attachment(tx, wanted, sha256, std::int64_t(photo.bytes.size()), "", by);
  tx.execute(sql::comment::set_sides, file.id, std::int64_t(photo.side), std::int64_t(photo.side));
  return file;
}

// Of attachment_path(); one that a comment took stays.
void remove_picture(db::Tx& tx, std::string_view path) {
  constexpr std::string_view folder = "/attachments/";
  if (!path.starts_with(folder)) return;
  path.remove_prefix(folder.size());
  tx.execute(sql::comment::remove_picture, path.substr(0, path.find('/')));
}

// The photo before is nobody's any more: whoever kept its address finds nothing there.
void show_from_now_on(db::Tx& tx, people::User& user, std::string path) {
  remove_picture(tx, user.photo_url);
  user.photo_url = std::move(path);
  people::set_photo(tx, user.id, user.photo_url);
}

// The picture of an upload, kept; its row comes with the change.
struct Kept {
  files::Portrait photo;
  std::string sha256;
};
Result<Kept> keep(const Context& c, files::Directory& files) {
  const http::UploadedFile file = http::uploaded_file(*c.request, "");
  files::Portrait photo = TRY(files::portrait_of(file.bytes));
  std::string hash = TRY(files.put(photo.bytes));
  return Kept{std::move(photo), std::move(hash)};
}

using Whose = people::PhotoKeeper::Whose;
using Told = people::PhotoKeeper::Told;

Result<Reply> put_photo(Context& c, db::Store& store, files::Directory& files, const Whose& whose, const Told& told) {
  TRY(store.read([&](db::Tx& tx) { return whose(c, tx); }));
  const Kept kept = TRY(keep(c, files));
  return api::write_once(c, store, [&](Context&, db::Tx& tx) -> Result<Reply> {
    people::User user = TRY(whose(c, tx));
    show_from_now_on(tx, user, attachment_path(add_picture(tx, kept.photo, kept.sha256, UserId(c.caller.id))));
    return told(c, tx, user.id);
  });
}

Reply tell_face(Context&, db::Tx& tx, UserId user) { return people::face_reply(tx, *people::find_user(tx, user)); }

}  // namespace

void add_photo_routes(api::Api& api, files::Directory& files) {
  const api::Right right(Access::staff, api::kAnyStaff);
  api.plain(
      "PUT", "/agents/{id}/photo", right, [&files](Context& c, db::Store& store) { return put_photo(c, store, files, people::whose_face, tell_face); },
      {.body_limit = 8 << 20}, false);
  api.write("DELETE", "/agents/{id}/photo", right, [](Context& c, db::Tx& tx) -> Result<Reply> {
    people::User user = TRY(people::whose_face(c, tx));
    show_from_now_on(tx, user, "");
    return people::face_reply(tx, user);
  });
  people::photo_keeper.take = [&files](Context& c, db::Store& store, const Whose& whose, const Told& told) { return put_photo(c, store, files, whose, told); };
  people::photo_keeper.forget = [](db::Tx& tx, people::User& user) { show_from_now_on(tx, user, ""); };
}

}  // namespace sahay::tickets
