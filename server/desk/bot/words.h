// The bot's words for a move, in the customer's language, as plain text and as HTML.
// Threading: pure.
#pragma once

#include <string>

#include "desk/bot/conversation.h"

namespace sahay::bot {

struct Voice {
  i18n::Language language = i18n::Language::en;
  std::string desk_name, site_url, greeting;  // greeting "": ours
  std::string expectation;                    // what happens after a hand-over
};

struct Words {
  std::string text, html;
};
Words words_of(const Move& move, const Voice& voice);

}  // namespace sahay::bot
