#include "base/text.h"
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

constexpr std::string_view kSilent = "\x01", kNoPlain = "\x02";

const PhraseBook& shipped() {
  static const PhraseBook book = [] {
    PhraseBook out;
    for (const std::string_view line : plain_office_forms())
      for (const std::string_view form : text::split(line, '|')) out.add(form, kSilent);
    for (const std::string_view before : kBeforeDeed)
      for (const std::string_view deed : kDeeds) out.add(std::string(before) + " " + std::string(deed), "");
    out.add(english_officialese());
    out.add(russian_officialese());
    out.add(bengali_officialese());
    for (const auto& forms : {english_office_forms(), russian_office_forms(), bengali_office_forms()})
      for (const std::string_view line : forms)
        for (const std::string_view form : text::split(line, '|')) out.add(form, kNoPlain);
    return out;
  }();
  return book;
}

}  // namespace

void find_officialese(const Reading& reading, Findings& out) {
  std::vector<PhraseBook::Hit> hits;
  for (const auto& hit : shipped().find(reading.answer))
    if (hit.plain != kSilent) hits.push_back(hit.plain == kNoPlain ? PhraseBook::Hit{hit.first, hit.last, {}} : hit);
  find_phrases(Rule::officialese, hits, reading, out);
}

}  // namespace sahay::wording
