// The twelve mistakes of docs/user/twelve-mistakes.md as scenes of the demonstration: a view for each with the requests that show
// it ("scenes" in demo/tickets_*.json), and a macro that sells. Mistake 10 has none: what it needs is not built.
// Titles are English in the database and in the reader's words in the console (web/console/src/shipped.ts).
// Threading: inside one Tx.
#pragma once

#include <string>
#include <vector>

#include "base/json.h"
#include "platform/db/store.h"

namespace sahay::app {

// "scene-5" for each scene that the story is part of.
std::vector<std::string> tags_of_scenes(const JsonObject& story);

// Once; after the first views of the desk.
void write_scenes(db::Tx& tx);

}  // namespace sahay::app
