#include "desk/escalation/packet.h"

#include <algorithm>

#include "base/text.h"

namespace sahay::escalation {
namespace {

constexpr std::size_t kShortest = 10, kLongestSentence = 300, kLongest = 10'000;
constexpr std::string_view kDanda = "\xE0\xA5\xA4";

bool is_blank(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

// "e.g. ", "v. 2", "т. е.": a point after at most two letters ends nothing. A Cyrillic letter has two bytes.
bool ends_here(std::string_view text, std::size_t at) {
  if (text[at] != '.') return true;
  std::size_t begin = at;
  while (begin > 0 && !is_blank(text[begin - 1]) && text[begin - 1] != '.' && text[begin - 1] != '(') --begin;
  return text::length(text.substr(begin, at - begin)) > 2;
}

void check_text(std::vector<FieldError>& out, std::string field, std::string_view text, std::size_t longest) {
  text = text::trim(text);
  if (text.empty()) out.push_back({field, "BlankValue", "escalation.missing." + field, {}});
  else if (text::length(text) > longest) out.push_back({field, "TooLong", "error.field.too_long", {{"max", std::to_string(longest)}}});
}

}  // namespace

bool is_packet_field(std::string_view name) { return std::find(std::begin(kFields), std::end(kFields), name) != std::end(kFields); }

bool is_one_sentence(std::string_view text) {
  text = text::trim(text);
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool danda = text.substr(i).starts_with(kDanda);
    const bool mark = text[i] == '.' || text[i] == '!' || text[i] == '?';
    if (text[i] == '\n') return false;
    if (!danda && !mark) continue;
    const std::size_t next = i + (danda ? kDanda.size() : 1);
    if (next >= text.size()) return true;
    if (danda || (is_blank(text[next]) && ends_here(text, i))) return false;
  }
  return true;
}

std::vector<FieldError> missing_in(const Packet& packet, Time now) {
  std::vector<FieldError> out;
  check_text(out, "problem", packet.problem, kLongestSentence);
  if (out.empty() && text::length(text::trim(packet.problem)) < kShortest) out.push_back({"problem", "TooShort", "escalation.missing.problem", {}});
  if (out.empty() && !is_one_sentence(packet.problem)) out.push_back({"problem", "InvalidValue", "escalation.error.one_sentence", {}});
  check_text(out, "facts", packet.facts, kLongest);
  check_text(out, "question", packet.question, kLongest);
  check_text(out, "promised", packet.promised, kLongest);
  if (!packet.next_contact_at) out.push_back({"next_contact_at", "BlankValue", "escalation.missing.next_contact_at", {}});
  else if (packet.next_contact_at <= now) out.push_back({"next_contact_at", "InvalidValue", "promises.error.past", {}});
  return out;
}

}  // namespace sahay::escalation
