#include "desk/sla/metric_events.h"

namespace sahay::sla {
namespace {

// First and next replies are one metric there, told apart by the instance.
std::string_view wire_metric(Metric metric) {
  switch (metric) {
    case Metric::first_reply:
    case Metric::next_reply: return "reply_time";
    case Metric::total_resolution: return "resolution_time";
    default: return name_of(metric);
  }
}

std::int64_t wire_instance(const Note& note) { return note.clock.instance + (note.metric == Metric::next_reply ? 1 : 0); }

class Items {
 public:
  explicit Items(std::string& out) : w_(out) { w_.begin_array(); }
  JsonWriter& begin(const Note& note, std::string_view type) {
    ++count_;
    return w_.begin_object().field("metric", wire_metric(note.metric)).field("instance_id", wire_instance(note)).field("type", type).field("time", note.at);
  }
  void add(const Note& note, std::string_view type) { begin(note, type).end_object(); }
  void end_item() { w_.end_object(); }
  void fulfill(const Note& note) {
    add(note, "fulfill");
    const auto minutes = [](Duration d) { return std::chrono::duration_cast<std::chrono::minutes>(d).count(); };
    begin(note, "update_status").key("status").begin_object().field("calendar", minutes(note.clock.calendar)).field("business", minutes(note.clock.business)).end_object().end_object();
  }
  bool full() const { return count_ + 2 >= kItemsOfRow; }
  bool empty() const { return count_ == 0; }
  void end() { w_.end_array(); }

 private:
  JsonWriter w_;
  std::int64_t count_ = 0;
};

void write_target(JsonWriter& w, const Note& note, const Rules& rules) {
  w.key("sla").begin_object().field("target", note.clock.target_seconds / 60).field("target_in_seconds", note.clock.target_seconds);
  w.field("business_hours", note.clock.mode == 1).key("policy").begin_object().field("id", note.clock.policy_id);
  const Policy* policy = rules.policy_named(note.clock.policy_id);
  w.field("title", policy ? policy->title : "").field("description", policy ? policy->description : "").end_object().end_object();
}

}  // namespace

std::string metric_events_json(const std::vector<Note>& notes, const Rules& rules) {
  std::string out;
  out.reserve(500);
  Items items(out);
  for (const Note& note : notes) {
    if (items.full()) break;
    const bool is_solved = note.status == "solved" || note.status == "closed";
    switch (note.what) {
      case What::activate:
      case What::resume: items.add(note, "activate"); break;
      case What::pause:
        if (is_solved) items.fulfill(note);
        else items.add(note, "pause");
        break;
      case What::fulfill: items.fulfill(note); break;
      case What::end:
        // What was solved before has been told then.
        if (!is_solved) items.fulfill(note);
        break;
      case What::target:
        if (note.clock.target_seconds) {
          write_target(items.begin(note, note.metric == Metric::group_ownership ? "apply_group_sla" : "apply_sla"), note, rules);
          items.end_item();
        }
        break;
      case What::breach: items.add(note, "breach"); break;
    }
  }
  items.end();
  return items.empty() ? std::string() : out;
}

}  // namespace sahay::sla
