// The words of articles and queries are those of every search (platform/text/words.h).
// Threading: pure.
#pragma once

#include "platform/text/words.h"

namespace sahay::helpcenter {
using text::Word;
using text::words_of;
}  // namespace sahay::helpcenter
