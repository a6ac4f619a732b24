#include "desk/search/vocabulary.h"

#include <algorithm>

#include "platform/text/edit_distance.h"
#include "platform/text/romanise.h"
#include "platform/text/unicode_words.h"

namespace sahay::search {
namespace {

constexpr double kOneEdit = 0.75, kTwoEdits = 0.4;
constexpr std::size_t kShortest = 3, kLongest = 30;      // code points of words that mistakes are looked for in
constexpr std::size_t kTwoEditsFrom = 8;
constexpr double kLeastSimilarity = 0.55;

std::u32string wide(std::string_view s) { return text::to_code_points(s); }

bool is_plain(std::string_view word) {
  if (word.empty() || word[0] == '#' || word[0] == '~' || word[0] == '?') return false;
  return std::none_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::uint64_t bytes_set(std::string_view s) {
  std::uint64_t set = 0;
  for (const char c : s) set |= std::uint64_t{1} << (c & 31);
  return set;
}

int distance_of_bytes(std::string_view a, std::string_view b, int limit) {
  return text::edit_distance(std::u32string(a.begin(), a.end()), std::u32string(b.begin(), b.end()), limit);
}

}  // namespace

void Vocabulary::add(std::int64_t id, std::string_view word, std::string_view stem) {
  last_id_ = std::max(last_id_, id);
  if (!is_plain(word) || word.size() > 120) return;
  const auto letters = wide(word);
  if (letters.size() > kLongest) return;
  Entry entry{id, text::letter_set(letters), std::uint32_t(texts_.size()), std::uint8_t(word.size()),
              std::uint8_t(stem.size()), std::uint8_t(letters.size()), text::script_of(word)};
  texts_ += word;
  texts_ += stem;
  const auto index = std::uint32_t(entries_.size());
  entries_.push_back(entry);
  if (entry.script == text::Script::cyrillic) russian_.emplace(text::russian_key(word), index);
  if (entry.script == text::Script::bengali) {
    Sound sound{index, text::bengali_sound(word), {}, 0};
    sound.consonants = text::consonants_of(sound.sound);
    sound.letters = bytes_set(sound.consonants);
    bengali_.push_back(std::move(sound));
  }
}

std::string_view Vocabulary::word(std::uint32_t index) const {
  return std::string_view(texts_).substr(entries_[index].at, entries_[index].size);
}

std::string_view Vocabulary::stem(std::uint32_t index) const {
  return std::string_view(texts_).substr(entries_[index].at + entries_[index].size, entries_[index].stem_size);
}

std::vector<Candidate> Vocabulary::misspelt(std::string_view word, std::size_t most) const {
  const auto letters = wide(word);
  std::vector<Candidate> out;
  if (letters.size() < kShortest || letters.size() > kLongest || !is_plain(word)) return out;
  const int limit = letters.size() >= kTwoEditsFrom ? 2 : 1;
  const std::uint64_t set = text::letter_set(letters);
  const text::Script script = text::script_of(word);
  for (std::uint32_t i = 0; i < entries_.size(); ++i) {
    const Entry& entry = entries_[i];
    if (entry.script != script || entry.length < kShortest) continue;
    if (std::abs(int(entry.length) - int(letters.size())) > limit || !text::may_be_within(entry.letters, set, limit)) continue;
    const auto other = wide(this->word(i));
    const int distance = text::edit_distance(letters, other, limit);
    if (distance == 0 || distance > limit) continue;
    const double first = other.front() == letters.front() ? 1 : 0.8;
    out.push_back({i, (distance == 1 ? kOneEdit : kTwoEdits) * first});
  }
  std::stable_sort(out.begin(), out.end(), [](const Candidate& a, const Candidate& b) { return a.weight > b.weight; });
  if (out.size() > most) out.resize(most);
  return out;
}

std::vector<Candidate> Vocabulary::russian_for(std::string_view latin) const {
  std::vector<Candidate> out;
  const std::string key = text::russian_key_of_latin(latin);
  const auto [begin, end] = russian_.equal_range(key);
  for (auto at = begin; at != end; ++at) out.push_back({at->second, 0.9});
  std::sort(out.begin(), out.end(), [](const Candidate& a, const Candidate& b) { return a.word < b.word; });
  return out;
}

std::vector<Candidate> Vocabulary::bengali_for(std::string_view latin, std::size_t most) const {
  std::vector<Candidate> out;
  const std::string sound = text::bengali_sound_of_latin(latin);
  if (sound.size() < 2) return out;
  // A "c" is s or k.
  std::string as_k = sound;
  std::replace(as_k.begin(), as_k.end(), 'c', 'k');
  const std::string keys[] = {text::consonants_of(sound), text::consonants_of(as_k)};
  const std::uint64_t sets[] = {bytes_set(keys[0]), bytes_set(keys[1])};
  const std::size_t variants = keys[0] == keys[1] ? 1 : 2;
  for (const Sound& one : bengali_) {
    bool near = false;
    for (std::size_t v = 0; v < variants && !near; ++v) {
      const int limit = keys[v].size() >= 5 ? 2 : 1;
      if (std::abs(int(keys[v].size()) - int(one.consonants.size())) > limit || !text::may_be_within(sets[v], one.letters, limit)) continue;
      near = distance_of_bytes(keys[v], one.consonants, limit) <= limit;
    }
    if (!near) continue;
    const double similarity = text::sound_similarity(sound, one.sound);
    if (similarity > kLeastSimilarity) out.push_back({one.word, similarity});
  }
  std::stable_sort(out.begin(), out.end(), [](const Candidate& a, const Candidate& b) { return a.weight > b.weight; });
  if (out.size() > most) out.resize(most);
  return out;
}

}  // namespace sahay::search
