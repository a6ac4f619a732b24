// Face: what a customer sees of whoever answers: name, role, photo or initials; of a program, that it is one.
// Rule of use: every surface that shows an answer to customers (letter, request page, widget) draws this and nothing else.
// Threading: inside one Tx; routes are added once at start.
#pragma once

#include <string>

#include "base/i18n.h"
#include "desk/people/user.h"
#include "platform/api/api.h"

namespace sahay::people {

struct Face {
  std::string name, title;
  std::string photo;     // a path of this site ("/attachments/..."), or "" = initials
  std::string initials;  // one or two letters
  bool bot = false;
};
// The name as customers may know it (the alias, when there is one), and the role in this language, else "Support".
Face face_of(db::Tx& tx, const User& user, i18n::Language language);
// Always called a program.
Face bot_face(i18n::Language language);
std::string initials_of(std::string_view name);

// Whom the caller may give a face: themselves, an administrator every agent. Errors: not_found.
Result<User> whose_face(api::Context& context, db::Tx& tx);
// The photo from now on; "" = initials. `path` is one of this site.
void set_photo(db::Tx& tx, UserId user, std::string_view path);
// As users have it on the wire ("photo"), or null.
void write_photo(JsonWriter& w, const User& user, const std::string& site_url);
// {"face":{"user_id","name","photo_url","titles"}}
api::Reply face_reply(db::Tx& tx, const User& user);

// GET and PUT /agents/{id}/face: {"face":{"titles":{"en":"","bn":"","ru":""},"photo_url":"/attachments/..."}}. An agent
// writes their own, administrators everybody's.
void add_face_routes(api::Api& api);

}  // namespace sahay::people
