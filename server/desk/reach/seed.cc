#include "desk/reach/seed.h"

#include "desk/reach/reach_sql.h"

namespace sahay::reach {

void seed(db::Tx& tx) {
  if (tx.scalar<std::int64_t>(sql::reach::last_position)) return;
  struct Row {
    const char *kind, *value, *hours, *best_en, *best_bn, *best_ru, *cost_en, *cost_bn, *cost_ru;
    int promise_seconds;
  };
  constexpr Row kRows[] = {
      {"chat", "", "", "short questions, while you work", "কাজের ফাঁকে ছোট প্রশ্ন", "коротких вопросов по ходу работы", "", "", "", 300},
      {"phone", "+880 2 5566 7788", "sun-thu 09:00-18:00", "a machine that stands still", "যন্ত্র বন্ধ হয়ে থাকলে", "случаев, когда станок стоит", "local rate", "স্থানীয় কলরেট",
       "по местному тарифу", 60},
      {"form", "", "", "anything with pictures", "ছবিসহ যেকোনো কিছু", "всего, к чему есть снимки", "", "", "", 14'400}};
  std::int64_t position = 0;
  for (const Row& row : kRows)
    tx.execute(sql::reach::insert_way, tx.new_id("contact_ways"), row.kind, row.value, row.hours, row.best_en, row.best_bn, row.best_ru, row.cost_en, row.cost_bn, row.cost_ru,
               row.promise_seconds, ++position, tx.now());
}

}  // namespace sahay::reach
