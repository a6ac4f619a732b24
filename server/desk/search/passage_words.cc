#include "desk/search/passage_words.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace sahay::search {
namespace {

constexpr std::size_t kMostWords = 20'000;       // of one passage; a longer one is found by its beginning
constexpr std::uint16_t kMostOccurrences = 200;  // of one word in it
constexpr std::uint32_t kGap = 8;                // between title and body: the last and the first word are no neighbours

// A token of the passage, and where it stands in the whole of it.
struct Place {
  std::uint64_t head;  // of its surface: the first bytes, which decide most comparisons
  text::Token* token;
  std::uint32_t position;
  bool in_title;

  bool operator<(const Place& other) const {
    if (head != other.head) return head < other.head;
    const int order = token->surface.compare(other.token->surface);
    return order != 0 ? order < 0 : position < other.position;
  }
};

std::uint64_t head_of(const std::string& word) {
  std::uint64_t head = 0;
  std::memcpy(&head, word.data(), std::min(word.size(), sizeof head));
  return std::endian::native == std::endian::little ? __builtin_bswap64(head) : head;
}

void add_places(std::vector<Place>& out, std::vector<text::Token>& tokens, std::uint32_t& before, std::int64_t& words, bool in_title) {
  std::uint32_t last = before;
  for (text::Token& token : tokens) {
    const std::uint32_t position = before + token.position;
    last = std::max(last, position);
    words += token.kind <= text::TokenKind::part;
    out.push_back({head_of(token.surface), &token, position, in_title});
  }
  before = (last / 4) * 4 + kGap;
}

}  // namespace

PassageWords words_of_passage(std::string_view title, std::string_view body) {
  PassageWords out;
  auto in_title = text::analyse_unstemmed(title, kMostWords), in_body = text::analyse_unstemmed(body, kMostWords);
  std::vector<Place> places;
  places.reserve(in_title.size() + in_body.size());
  std::uint32_t before = 0;
  add_places(places, in_title, before, out.title_words, true);
  add_places(places, in_body, before, out.body_words, false);
  std::sort(places.begin(), places.end());
  out.positions.reserve(places.size());
  out.words.reserve(places.size());
  for (const Place& place : places) {
    text::Token& token = *place.token;
    if (out.words.empty() || out.words.back().text != token.surface)
      out.words.push_back({std::move(token.surface), token.script, token.kind, 0, 0, std::uint32_t(out.positions.size())});
    PassageWord& word = out.words.back();
    std::uint16_t& occurrences = place.in_title ? word.title : word.body;
    if (occurrences >= kMostOccurrences) continue;
    ++occurrences;
    out.positions.push_back(place.position);
  }
  return out;
}

std::string stem_of(const PassageWord& word) { return text::stem_of_token(word.text, word.script, word.kind); }

}  // namespace sahay::search
