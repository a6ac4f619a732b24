#include "desk/wording/seed.h"

#include "base/json.h"
#include "desk/wording/wording_sql.h"

namespace sahay::wording {

void seed(db::Tx& tx) {
  if (tx.scalar<std::int64_t>(sql::wording::policy_of_group, std::int64_t(0))) return;
  const std::string levels = R"({"officialese":"warn","jargon":"warn","unanswered":"warn","no_apology":"warn"})";
  tx.execute(sql::wording::insert_policy, tx.new_id("draft_policies"), levels, tx.now());
  struct Own {
    const char *language, *kind, *words, *plain;
  };
  constexpr Own kOwn[] = {{"en", "jargon", "spindle lock", "button on the side"}, {"en", "jargon", "chuck runout", "wobble of the drill bit"}, {"en", "allowed", "firmware update", ""},
                          {"ru", "jargon", "фиксатор шпинделя", "кнопка сбоку"}, {"ru", "jargon", "биение патрона", "сверло дрожит"}, {"ru", "allowed", "тикет", ""},
                          {"bn", "jargon", "স্পিন্ডল লক", "পাশের বোতাম"}, {"bn", "jargon", "চাক রানআউট", "বিট কাঁপা"}, {"bn", "allowed", "ফার্মওয়্যার আপডেট", ""}};
  for (const Own& own : kOwn) tx.execute(sql::wording::insert_phrase, tx.new_id("draft_phrases"), own.language, own.kind, own.words, own.plain, tx.now());
}

}  // namespace sahay::wording
