#include "app/demo_scenes.h"

#include "desk/automation/automation.h"
#include "desk/automation/rule_sql.h"
#include "desk/views/view_sql.h"
#include "desk/views/views.h"

namespace sahay::app {
namespace {

constexpr struct {
  int number;
  const char* title;
} kScenes[] = {{1, "Scene 1: hard to reach"},          {2, "Scene 2: few channels"},      {3, "Scene 3: a mess of channels"},
               {4, "Scene 4: no human face"},          {5, "Scene 5: no time given"},     {6, "Scene 6: office language"},
               {7, "Scene 7: asked what was done already"}, {8, "Scene 8: no history"},    {9, "Scene 9: not caring"},
               {11, "Scene 11: a machine in the way"}, {12, "Scene 12: selling to the angry"}};

constexpr char kOffer[] = R"([{"field":"marked_as","value":"sales"},{"field":"comment_value","value":"Since you ask about scanners: the HS-3 reads twice as far, and it is 10 % cheaper this month."}])";

std::string tag_of(std::int64_t scene) { return "scene-" + std::to_string(scene); }

}  // namespace

std::vector<std::string> tags_of_scenes(const JsonObject& story) {
  std::vector<std::string> out;
  if (const JsonArray* scenes = array_at(story, "scenes"))
    for (const Json& scene : *scenes) out.push_back(tag_of(scene.to_number<std::int64_t>()));
  return out;
}

void write_scenes(db::Tx& tx) {
  views::create_first_views(tx);
  views::create_watch_views(tx);
  automation::create_first_rules(tx);
  if (tx.execute(sql::view::mark_seeded, "demo_scenes") == 0) return;
  std::int64_t place = tx.scalar<std::int64_t>(sql::view::last_place).value_or(0);
  for (const auto& scene : kScenes)
    tx.execute(sql::view::insert, tx.new_id("views"), scene.title, true, ++place,
               R"({"all":[{"field":"current_tags","operator":"includes","value":")" + tag_of(scene.number) + R"("}],"any":[]})",
               R"(["status","subject","requester","assignee","created","updated"])", "created", "desc", tx.now());
  tx.execute(sql::rule::insert_macro, tx.new_id("macros"), "Offer the new scanner", "Withheld while the customer is not calm", 3, kOffer, tx.now());
}

}  // namespace sahay::app
