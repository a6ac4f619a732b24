#include "app/demo_story.h"

#include <stdexcept>

#include "assets/demo.h"
#include "platform/http/assets.h"

namespace sahay::app {
namespace {

// Later tellings start this much further back each, so that a year holds about ten thousand tickets.
constexpr auto kApart = std::chrono::minutes(51);

double number_at(const JsonObject& object, std::string_view key) {
  const Json* found = find(object, key);
  return found && found->is_number() ? found->to_number<double>() : 0;
}

}  // namespace

Json demo_file(std::string_view name) {
  const http::Asset* file = http::find_asset(assets::demo(), name);
  auto parsed = file ? parse_json(file->identity) : Result<Json>(not_found());
  if (!parsed.ok()) throw std::logic_error("demo/" + std::string(name) + ": " + parsed.error().detail);
  return std::move(parsed).value();
}

std::vector<JsonObject> demo_stories() {
  std::vector<JsonObject> out;
  for (const char* name : {"tickets_en.json", "tickets_ru.json", "tickets_bn.json"}) {
    const Json stories = demo_file(name);
    for (const Json& story : stories.as_array()) out.push_back(story.as_object());
  }
  return out;
}

std::vector<DemoStep> demo_steps(const std::vector<JsonObject>& stories, std::size_t first, std::size_t count,
                                 Time now) {
  std::vector<DemoStep> out;
  for (std::size_t ticket = first; ticket < first + count; ++ticket) {
    const JsonObject& story = stories[ticket % stories.size()];
    const std::size_t round = ticket / stories.size();
    const auto age = std::chrono::duration<double>(number_at(story, "hours_ago") * 3600);
    Time begin = now - std::chrono::duration_cast<Duration>(age);
    if (round > 0) begin = begin - std::chrono::days(6) - kApart * std::int64_t(ticket);
    const auto& thread = story.at("thread").as_array();
    for (std::size_t entry = 0; entry < thread.size(); ++entry) {
      const auto after = std::chrono::duration<double>(number_at(thread[entry].as_object(), "after") * 60);
      out.push_back({begin + std::chrono::duration_cast<Duration>(after), ticket, entry});
    }
  }
  std::stable_sort(out.begin(), out.end(), [](const DemoStep& a, const DemoStep& b) { return a.at < b.at; });
  return out;
}

}  // namespace sahay::app
