#include "desk/wording/rules.h"

namespace sahay::wording {
namespace {

// "Для оформления рекламации", "после проведения проверки": a noun made of a verb where people say the verb.
constexpr std::string_view kBeforeDeed[] = {"для",       "при",         "после",      "до",         "без",
                                            "путем",     "посредством", "ввиду",      "вследствие", "с целью",
                                            "в целях",   "в случае",    "в процессе", "в ходе",     "во избежание",
                                            "с момента", "при условии", "по факту",   "по",         "за"};
constexpr std::string_view kDeeds[] = {
    "оформлени*",    "осуществлени*",       "проведени*",     "подписани*",     "выставлени*",    "внесени*",
    "возникновени*", "предоставлени*",      "предъявлени*",   "рассмотрени*",   "устранени*",     "выполнени*",
    "исполнени*",    "уточнени*",           "подтверждени*",  "согласовани*",   "заключени*",     "расторжени*",
    "прекращени*",   "возобновлени*",       "обеспечени*",    "приобретени*",   "перечислени*",   "зачислени*",
    "погашени*",     "урегулировани*",      "выявлени*",      "обнаружени*",    "изъяти*",        "поступлени*",
    "наступлени*",   "истечени*",           "представлени*",  "ознакомлени*",   "заполнени*",     "прохождени*",
    "утверждени*",   "одобрени*",           "применени*",     "оказани*",       "формировани*",   "информировани*",
    "уведомлени*",   "подключени* =услуги", "даты посещения", "даты получения", "даты подписания"};

const PhraseBook& shipped() {
  static const PhraseBook book = [] {
    PhraseBook out;
    for (const std::string_view before : kBeforeDeed)
      for (const std::string_view deed : kDeeds) out.add(std::string(before) + " " + std::string(deed), "");
    out.add(english_officialese());
    out.add(russian_officialese());
    out.add(bengali_officialese());
    return out;
  }();
  return book;
}

}  // namespace

void find_officialese(const Reading& reading, Findings& out) {
  find_phrases(Rule::officialese, shipped().find(reading.answer), reading, out);
}

}  // namespace sahay::wording
