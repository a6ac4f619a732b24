#include "desk/bot/seed.h"

#include "desk/bot/bot_sql.h"

namespace sahay::bot {

void seed(db::Tx& tx) {
  if (tx.scalar<std::int64_t>(sql::bot::settings_of_brand, std::int64_t(0))) return;
  constexpr char kQuestions[] =
      R"([{"en":"Which tool is it, and what is its serial number?","bn":"কোন যন্ত্র, আর তার সিরিয়াল নম্বর কত?","ru":"Какой это инструмент и какой у него серийный номер?"},)"
      R"({"en":"What have you tried already?","bn":"এর মধ্যে কী কী চেষ্টা করেছেন?","ru":"Что вы уже пробовали?"}])";
  tx.execute(sql::bot::insert_settings, tx.new_id("bot_settings"), R"(["chat"])", "", "", "", kQuestions, tx.now());
}

}  // namespace sahay::bot
