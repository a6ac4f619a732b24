#include "desk/guided/report.h"

#include <algorithm>

#include "base/text.h"

namespace sahay::guided {
namespace {

struct Limit {
  const char* name;
  std::string Answers::*member;
  std::size_t code_points;
};
constexpr Limit kLimits[] = {
    {"happened", &Answers::happened, 20'000}, {"expected", &Answers::expected, 2'000}, {"since", &Answers::since, 200}, {"where", &Answers::where, 200},
    {"how_often", &Answers::how_often, 20}, {"how_many", &Answers::how_many, 20}, {"tried", &Answers::tried, 10'000}, {"name", &Answers::name, 100},
    {"email", &Answers::email, 254}, {"page", &Answers::page, 500}, {"browser", &Answers::browser, 300}, {"screen", &Answers::screen, 100},
    {"errors", &Answers::errors, 8'000}};

template <std::size_t N>
void only_of(const std::array<std::string_view, N>& list, std::string& word) {
  if (std::find(list.begin(), list.end(), word) == list.end()) word.clear();
}

}  // namespace

int step_of(std::string_view name) {
  const auto found = std::find(kSteps.begin(), kSteps.end(), name);
  return found == kSteps.end() ? -1 : int(found - kSteps.begin());
}

void read_answers(const JsonObject& in, Answers& answers) {
  for (const Limit& each : kLimits)
    if (const auto given = string_at(in, each.name)) {
      const std::string whole = text::repair_utf8(text::trim(*given));
      answers.*each.member = std::string(text::first(whole, each.code_points));
    }
  only_of(kHowOften, answers.how_often);
  only_of(kHowMany, answers.how_many);
}

Answers parse_answers(std::string_view stored) {
  Answers out;
  if (const auto parsed = parse_json(stored); parsed.ok() && parsed->is_object()) read_answers(parsed->get_object(), out);
  return out;
}

std::vector<DraftFile> parse_files(std::string_view stored) {
  std::vector<DraftFile> out;
  const auto parsed = parse_json(stored);
  if (!parsed.ok() || !parsed->is_array()) return out;
  for (const Json& each : parsed->get_array()) {
    if (!each.is_object()) continue;
    const JsonObject& in = each.get_object();
    out.push_back({string_at(in, "token").value_or(""), string_at(in, "name").value_or(""), string_at(in, "content_type").value_or(""), string_at(in, "url").value_or(""),
                   integer_at(in, "size").value_or(0)});
  }
  return out;
}

}  // namespace sahay::guided
