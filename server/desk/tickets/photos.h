// The photo of whoever answers: PUT and DELETE /agents/{id}/photo, bytes or a form, kept as a square picture and nothing beside it
// (platform/files/portrait.h). One's own, or by an administrator everybody's; the one before is gone. Also
// what PUT /users/{id} does with a form (people::photo_keeper).
// Rule of use: added once before the server starts; `files` outlives the routes.
// Threading: handlers run on several workers at once.
#pragma once

#include "platform/api/api.h"
#include "platform/files/directory.h"

namespace sahay::tickets {

void add_photo_routes(api::Api& api, files::Directory& files);

}  // namespace sahay::tickets
