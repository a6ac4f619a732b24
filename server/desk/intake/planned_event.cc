#include "desk/intake/planned_event.h"

#include "desk/intake/intake_sql.h"

namespace sahay::intake {

EventWords words_of(const PlannedEvent& event, i18n::Language language) {
  EventWords out{event.title, event.body};
  const auto json = parse_json(event.translations.text);
  const JsonObject* own = json.ok() && json->is_object() ? object_at(json->get_object(), i18n::code(language)) : nullptr;
  if (!own) return out;
  if (const auto title = string_at(*own, "title"); title && !title->empty()) out.title = *title;
  if (const auto body = string_at(*own, "body"); body && !body->empty()) out.body = *body;
  return out;
}

void seed_event(db::Tx& tx, UserId by, Time starts) {
  if (tx.scalar<std::int64_t>(sql::intake::any_event)) return;
  tx.execute(sql::intake::insert_event, tx.new_id("planned_events"), "New server for the help centre", "Answers take a minute longer. Nothing is lost.",
             R"({"ru":{"title":"Новый сервер справочного центра","body":"Ответы придут на минуту позже. Ничего не потеряется."},"bn":{"title":"সহায়তা কেন্দ্রের নতুন সার্ভার","body":"উত্তর পেতে এক মিনিট বেশি লাগবে। কিছুই হারাবে না।"}})",
             starts, starts + std::chrono::hours(2), by, tx.now());
}

void Notices::load(db::Tx& tx) {
  auto now = std::make_shared<const std::vector<PlannedEvent>>(tx.all<PlannedEvent>(sql::intake::shown_events, tx.now()));
  const std::lock_guard lock(mutex_);
  events_ = std::move(now);
}

std::vector<PlannedEvent> Notices::shown(Time now) const {
  std::shared_ptr<const std::vector<PlannedEvent>> events;
  {
    const std::lock_guard lock(mutex_);
    events = events_;
  }
  std::vector<PlannedEvent> out;
  for (const PlannedEvent& event : *events)
    if (event.ends_at > now && (!event.shown_from || event.shown_from <= now)) out.push_back(event);
  return out;
}

Notices& notices() {
  static Notices one;
  return one;
}

}  // namespace sahay::intake
