// The floor: Beast's coroutine server without routing, workers, limits or deadlines; one preformatted write an answer.
// Threading: serves on a thread of its own until the process ends.
#pragma once

#include <cstdint>
#include <string>

namespace sahay::bench {

std::uint16_t start_bare_beast(std::string body);

}  // namespace sahay::bench
