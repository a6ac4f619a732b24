// The criteria that a new desk has: five questions that fit most companies, in three languages. Administrators change them.
#include "desk/intake/priority_rule.h"

namespace sahay::intake {

const Criteria& shipped_criteria() {
  static const Criteria criteria{
      0,
      {{"people", {{"en", "How many people are affected?"}, {"ru", "Сколько людей это затронуло?"}, {"bn", "কতজন মানুষের সমস্যা হচ্ছে?"}}, 2, false,
        {{"one", {{"en", "One person"}, {"ru", "Одного человека"}, {"bn", "একজনের"}}, 0, ""},
         {"several", {{"en", "Several people"}, {"ru", "Несколько человек"}, {"bn", "কয়েকজনের"}}, 1, ""},
         {"department", {{"en", "A whole department"}, {"ru", "Целый отдел"}, {"bn", "একটি পুরো বিভাগের"}}, 2, ""},
         {"company", {{"en", "The whole company"}, {"ru", "Всю компанию"}, {"bn", "পুরো প্রতিষ্ঠানের"}}, 3, ""}}},
       {"business", {{"en", "Does work stand still?"}, {"ru", "Работа остановилась?"}, {"bn", "কাজ কি বন্ধ হয়ে গেছে?"}}, 3, false,
        {{"runs", {{"en", "No, it goes on"}, {"ru", "Нет, она идёт"}, {"bn", "না, চলছে"}}, 0, ""},
         {"slower", {{"en", "It goes on, but slower"}, {"ru", "Идёт, но медленнее"}, {"bn", "চলছে, তবে ধীরে"}}, 1, ""},
         {"stopped", {{"en", "Yes, it stands still"}, {"ru", "Да, она стоит"}, {"bn", "হ্যাঁ, বন্ধ"}}, 3, ""}}},
       {"harm", {{"en", "Is there a danger?"}, {"ru", "Есть ли угроза?"}, {"bn", "কোনো বিপদ আছে কি?"}}, 3, false,
        {{"none", {{"en", "No"}, {"ru", "Нет"}, {"bn", "না"}}, 0, ""},
         {"money", {{"en", "Money is being lost"}, {"ru", "Теряются деньги"}, {"bn", "টাকার ক্ষতি হচ্ছে"}}, 2, ""},
         {"law", {{"en", "Law or personal data"}, {"ru", "Закон или личные данные"}, {"bn", "আইন বা ব্যক্তিগত তথ্যের"}}, 3, ""},
         {"safety", {{"en", "People may get hurt"}, {"ru", "Могут пострадать люди"}, {"bn", "মানুষ আহত হতে পারে"}}, 5, "failure"}}},
       {"tier", {{"en", "Contract"}, {"ru", "Договор"}, {"bn", "চুক্তি"}}, 1, true,
        {{"gold", {{"en", "Gold"}, {"ru", "Золотой"}, {"bn", "গোল্ড"}}, 2, ""},
         {"silver", {{"en", "Silver"}, {"ru", "Серебряный"}, {"bn", "সিলভার"}}, 1, ""},
         {"none", {{"en", "None"}, {"ru", "Нет"}, {"bn", "নেই"}}, 0, ""}}},
       {"time", {{"en", "How long can it wait?"}, {"ru", "Сколько это может подождать?"}, {"bn", "কতক্ষণ অপেক্ষা করা যাবে?"}}, 1, false,
        {{"hours", {{"en", "Not at all"}, {"ru", "Нисколько"}, {"bn", "একদমই না"}}, 3, ""},
         {"today", {{"en", "Until the end of the day"}, {"ru", "До конца дня"}, {"bn", "দিনের শেষ পর্যন্ত"}}, 2, ""},
         {"week", {{"en", "Some days"}, {"ru", "Несколько дней"}, {"bn", "কয়েক দিন"}}, 0, ""},
         {"planned", {{"en", "It is planned for a certain time"}, {"ru", "Это запланировано на определённое время"}, {"bn", "এটি নির্দিষ্ট সময়ের জন্য পরিকল্পিত"}}, 0, "planned"}}}},
      15,
      8};
  return criteria;
}

}  // namespace sahay::intake
