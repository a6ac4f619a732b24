// To which part of a case a customer's answer belongs: by the number that it names, by the line of our message that it
// quotes, by its own words that it quotes. Pure; it never guesses: an answer that names none belongs to the case.
// Threading: pure functions.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sahay::tickets {

struct PartOfCase {
  std::int64_t ticket = 0;
  std::string words;  // the passage that it was made from
};

struct PieceOfReply {
  std::int64_t ticket = 0;
  std::string text;   // what was answered to this part
};

// Nothing: no part is named, or not clearly. One piece: all of it belongs there. Several: each has its own lines.
// `text` is the whole answer with its quotes ("> "); lines behind an attribution ("... wrote:") stay out.
std::vector<PieceOfReply> match_reply(std::string_view text, const std::vector<PartOfCase>& parts);

}  // namespace sahay::tickets
