// The stories of the demonstration as read from demo/*.json, and their order in time.
// Threading: values.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/json.h"

namespace sahay::app {

// The embedded file of that name. What is built in must parse: throws std::logic_error otherwise.
Json demo_file(std::string_view name);

// All tickets of all languages.
std::vector<JsonObject> demo_stories();

// One entry of one story at its time.
struct DemoStep {
  Time at;
  std::size_t ticket = 0;  // which telling of a story
  std::size_t entry = 0;   // of its thread
};

// `count` tellings, the stories in turn: the first round at its own times, later ones further back. Oldest step first.
std::vector<DemoStep> demo_steps(const std::vector<JsonObject>& stories, std::size_t first, std::size_t count,
                                 Time now);

}  // namespace sahay::app
