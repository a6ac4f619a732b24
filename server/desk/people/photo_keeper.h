// What PUT /users/{id} asks of whoever keeps files: a photo that came in a form, and one that is taken away.
// Rule of use: set once at start by desk/tickets (add_photo_routes); while empty, forms are refused and photos stay.
// Threading: called by handlers on several workers.
#pragma once

#include <functional>

#include "desk/people/user.h"
#include "platform/api/api.h"

namespace sahay::people {

struct PhotoKeeper {
  // A form with a picture; `whose` finds the user and refuses those who may not give one a photo, `told` is the answer.
  using Whose = std::function<Result<User>(api::Context&, db::Tx&)>;
  using Told = std::function<api::Reply(api::Context&, db::Tx&, UserId)>;
  std::function<Result<api::Reply>(api::Context&, db::Store&, const Whose& whose, const Told& told)> take;
  std::function<void(db::Tx&, User&)> forget;
};
inline PhotoKeeper photo_keeper;

}  // namespace sahay::people
