// Tables of the rules that look at the answer as a whole: questions, next step, known data, language, greeting,
// recipients.
#include <gtest/gtest.h>

#include "desk/wording/check.h"
#include "desk/wording/signals.h"

namespace sahay::wording {
namespace {

Draft draft_of(std::string question, std::string text) {
  Draft draft;
  draft.question = std::move(question);
  draft.text = std::move(text);
  draft.customer_name = "Rina Akter";
  return draft;
}

TEST(Questions, are_listed_as_answered_or_not) {
  struct Row {
    std::string question, answer, marks;  // one mark a question: + answered, - not
  };
  const std::vector<Row> rows = {
      {"When is it ready?", "It is ready on Monday.", "+"},
      {"When is it ready?", "It is almost ready.", "-"},
      {"How long does the repair take?", "The repair takes three days.", "+"},
      {"How much is the case?", "The case is 12 euros.", "+"},
      {"How much is the case?", "The case is black.", "-"},
      {"Is the case black?", "Yes.", "+"},
      {"Is the case black? Is the lid green?", "Yes, it is.", "+-"},
      {"Do you have cases, and when can I get one?", "We have cases.", "+-"},
      {"What else can I try?", "Press the red button.", "+"},
      {"Thank you.", "You are welcome.", ""},
      {"Hi, do I need one when I move?", "No, it moves along.", "+"},
      {"এটা কি পাঠাব?", "না হলে চালু করুন।", "-"},
      {"How thick may they be?", "They work on plastic.", "-"},
      {"How thick may they be?", "They may be 2 mm.", "+"},
      {"Can you tell me when it comes?", "It is blue.", "-"},
      {"Who looks after it? Do the prices go up?", "I will ask the office and write to you on Friday.", "++"},
      {"Who checks such things? When do I get the money?", "Sara looks after the invoices. The money comes on Friday.",
       "++"},
      {"Когда привезёте?", "Привезём завтра.", "+"},
      {"Когда привезёте?", "Скоро привезём.", "-"},
      {"Сколько стоит чехол?", "Чехол стоит 500 рублей.", "+"},
      {"Где лежит ключ?", "Мы всё проверили.", "-"},
      {"কবে আসবেন?", "শুক্রবার আসব।", "+"},
      {"কবে আসবেন?", "আমরা আসব।", "-"},
      {"দাম কত?", "দাম ৫০০ টাকা।", "+"},
  };
  for (const Row& row : rows) {
    const Draft draft = draft_of(row.question, row.answer);
    std::string marks;
    for (const Question& question : check(draft).questions) marks += question.answered ? "+" : "-";
    EXPECT_EQ(marks, row.marks) << row.question << " | " << row.answer;
  }
}

// Written before the rule knew of topics: the same thing in other words, or honestly left open.
TEST(Questions, are_answered_in_other_words_too) {
  struct Row {
    std::string question, answer, marks;
  };
  const std::vector<Row> rows = {
      {"Can I use the scanner offline?", "It works without a connection for two days.", "+"},
      {"Do you ship to Nepal?", "Unfortunately we deliver only inside Bangladesh.", "+"},
      {"Is my data lost?", "Everything is still there, we restored the backup this morning.", "+"},
      {"Can we pay by card?", "At the moment only bank transfer works.", "+"},
      {"When will the technician come?", "Next week.", "+"},
      {"How much does the upgrade cost?", "Nothing, it is included in your plan.", "+"},
      {"How many users may sign in?", "There is no limit, as many as you like.", "+"},
      {"Why was my card charged twice?", "That was a mistake of our bank: it sent the payment two times.", "+"},
      {"Where do I find the invoice?", "Open Billing and look at the top right.", "+"},
      {"How do I reset the password?", "Sorry, we are checking your request.", "-"},
      {"Can you send a replacement? And when does it arrive?",
       "A new one left our store this morning. It reaches you on Friday.", "++"},
      {"Can I get a refund?", "We checked the device and found nothing.", "-"},
      {"Is the shop open on Sunday? Do you have parking?", "We are closed on Sundays.", "+-"},
      {"Could you extend the deadline?", "I moved it to Friday, 5 December.", "+"},
      {"Could you extend the deadline?", "Thank you for your message. Our team is busy.", "-"},
      {"Do I have to sign out first?", "There is no need.", "+"},
      {"Can I change the name on the account?", "The goods leave on Monday.", "-"},
      {"Does it need a licence? What is the price?", "It needs none, and it is free.", "++"},
      {"Who will call me?", "Sara Ahmed from our workshop calls you.", "+"},
      {"When do I get the parts?", "We do not know yet, the plant has not answered.", "+"},
      {"Is the fair open on Friday?", "Please see our website.", "-"},
      {"Можно оплатить картой?", "Пока принимаем только банковский перевод.", "+"},
      {"Доставляете в Непал?", "К сожалению, посылки отправляем только по Бангладеш.", "+"},
      {"Данные пропали?", "Всё на месте, утром мы восстановили копию.", "+"},
      {"Когда приедет мастер?", "На следующей неделе.", "+"},
      {"Сколько стоит обновление?", "Ничего, оно входит в ваш тариф.", "+"},
      {"Почему деньги списали дважды?", "Это наша ошибка: платёж ушёл два раза.", "+"},
      {"Где лежит инструкция?", "Откройте меню, она справа внизу.", "+"},
      {"Как сбросить пароль?", "Мы рассмотрим ваше обращение.", "-"},
      {"Пришлёте замену?", "Мы отправили вам новую сегодня утром.", "+"},
      {"Пришлёте замену?", "Спасибо за обращение. Оно принято.", "-"},
      {"Нужно ли сначала выйти?", "Это не обязательно.", "+"},
      {"Магазин открыт в воскресенье? Есть ли парковка?", "По воскресеньям магазин закрыт.", "+-"},
      {"Когда придут детали?", "Пока не знаем, завод ещё не ответил.", "+"},
      {"Можно вернуть деньги?", "Товар мы проверили.", "-"},
      {"কার্ডে টাকা দেওয়া যাবে?", "এখন শুধু ব্যাংকে পেমেন্ট নিতে পারি।", "+"},
      {"আমার তথ্য কি হারিয়ে গেছে?", "সব নিরাপদ আছে, সকালে ব্যাকআপ থেকে ফিরিয়ে এনেছি।", "+"},
      {"মিস্ত্রি কবে আসবেন?", "আগামী সপ্তাহে।", "+"},
      {"আপডেটের দাম কত?", "কোনো খরচ নেই।", "+"},
      {"দুবার টাকা কাটল কেন?", "আমাদের ভুলে টাকা দুবার কাটা হয়েছে।", "+"},
      {"ইনভয়েস কোথায় পাব?", "মেনু খুলুন, ডান দিকে উপরে আছে।", "+"},
      {"পাসওয়ার্ড কীভাবে বদলাব?", "আপনার বার্তার জন্য ধন্যবাদ।", "-"},
      {"আরেকটা পাঠাতে পারবেন?", "আজ সকালে নতুন একটা পাঠিয়েছি।", "+"},
      {"আগে কি সাইন আউট করতে হবে?", "দরকার নেই।", "+"},
      {"টাকা কি ফেরত পাব?", "আমরা যন্ত্রটা দেখছি।", "-"},
      {"রবিবার কি দোকান খোলা? পার্কিং আছে?", "রবিবার দোকান বন্ধ।", "+-"},
  };
  for (const Row& row : rows) {
    const Draft draft = draft_of(row.question, row.answer);
    std::string marks;
    for (const Question& question : check(draft).questions) marks += question.answered ? "+" : "-";
    EXPECT_EQ(marks, row.marks) << row.question << " | " << row.answer;
  }
}

bool has(const Draft& draft, Rule rule) {
  for (const Finding& finding : check(draft).findings)
    if (finding.rule == rule) return true;
  return false;
}

TEST(NextStep, is_an_act_of_ours_something_to_do_or_a_date) {
  const std::vector<std::pair<std::string, bool>> rows = {
      {"Hello Rina, the lamp is red.", true},
      {"Hello Rina, I will call you.", false},
      {"Hello Rina, press the button.", false},
      {"Hello Rina, it comes on Friday.", false},
      {"Hello Rina, you will be notified.", true},
      {"Hello Rina, call the gate first.", false},
      {"Hello Rina, press and hold the button.", false},
      {"Hello Rina, if you have any questions, feel free to contact us.", true},
      {"Hello Rina, the lamp is red. Thank you for your patience.", true},
      {"Hello Rina, there is nothing more for you to do.", false},
      {"Hello Rina, the courier will bring it.", false},
      {"Hello Rina, write to me if it blinks.", false},
      {"Здравствуйте, если будут вопросы, обращайтесь.", true},
      {"Здравствуйте, больше ничего делать не нужно.", false},
      {"Здравствуйте, курьер заберёт его.", false},
      {"হ্যালো রিনা, কোনো প্রশ্ন থাকলে লিখুন।", true},
      {"হ্যালো রিনা, আপনাকে আর কিছু করতে হবে না।", false},
      {"Hello Rina, shall I order it?", false},
      {"Здравствуйте, лампа красная.", true},
      {"Здравствуйте, завтра привезём.", false},
      {"Здравствуйте, нажмите кнопку.", false},
      {"Здравствуйте, я вам напишу.", false},
      {"হ্যালো রিনা, বাতি লাল।", true},
      {"হ্যালো রিনা, আমি লিখব।", false},
      {"হ্যালো রিনা, বোতাম চাপুন।", false},
      {"Hello Rina, the shop is open until six.", true},
      {"Hello Rina, we look forward to seeing you in June.", true},
      {"Hello Rina, a storm broke the line on Tuesday.", true},
      {"Hello Rina, the price starts at 25 pieces.", true},
      {"Hello Rina, you can see the hours on our website.", true},
      {"Hello Rina, you can book it on our website.", false},
      {"Здравствуйте, утром у нас сломалась машина.", true},
      {"Здравствуйте, список есть на сайте.", true},
      {"Здравствуйте, в ответ на письмо: лампа красная.", true},
      {"Здравствуйте, патрон подойдёт.", true},
      {"Здравствуйте, бригада выехала и включит свет до четырёх.", false},
      {"Здравствуйте, одну банку отложила для вас до пятницы.", false},
      {"হ্যালো রিনা, ডাক্তার শুক্রবার বিকেলে বসেন।", true},
      {"হ্যালো রিনা, তবে বাতি লাল।", true},
      {"হ্যালো রিনা, পার্সেল এখন হাবে আছে।", true},
      {"হ্যালো রিনা, পার্সেল শুক্রবার আসবে।", false},
      {"হ্যালো রিনা, টাকা জমা দেওয়ার জন্য অনুরোধ করা হলো।", false},
      {"হ্যালো রিনা, নম্বরটা দিন, বাতি লাল।", false},
      {"হ্যালো রিনা, তিন দিন, বাতি লাল।", true},
      {"হ্যালো রিনা, বাতি লাল। আবার আসবেন।", true},
      {"Здравствуйте, о готовности сообщим.", false},
      {"Здравствуйте, лампа красная. Надеемся увидеть вас снова!", true},
      {"Hello Rina, we are open every day but Friday.", true},
      {"Hello Rina, our man reads the meters on the 5th of each month.", true},
      {"Hello Rina,\nFree the old seat.", false},
      {"Hello Rina,\nTo move it, free the old seat.", false},
      {"Hello Rina,\nAbout the old seat.", true},
      {"Здравствуйте, мы дорожим каждым гостем.", true},
      {"Здравствуйте, буфет открывается в шесть вечера.", true},
      {"হ্যালো রিনা, আরও কিছু জানতে চাইলে লিখবেন।", true},
      {"Hello Rina, you will find the price in the attachment.", true}};
  for (const auto& [text, missing] : rows) EXPECT_EQ(has(draft_of("", text), Rule::no_next_step), missing) << text;
  Draft chat = draft_of("", "The lamp is red.");
  chat.is_mail = false;
  EXPECT_FALSE(has(chat, Rule::no_next_step));
  chat.question = "When does it start?";
  EXPECT_TRUE(has(chat, Rule::no_next_step)) << "the question is open and nothing happens";
  EXPECT_FALSE(has(chat, Rule::no_greeting));
}

TEST(KnownData, is_asked_for_and_not_given) {
  struct Row {
    std::string kind, fact, text;
    bool found;
  };
  const std::vector<Row> rows = {
      {"data", "serial number", "Please send the serial number.", true},
      {"data", "serial number", "What are the serial numbers?", true},
      {"data", "serial number", "I will send you the serial number.", false},
      {"data", "serial number", "Please send the order number.", false},
      {"tried", "restarted the printer", "Please restart the printer.", true},
      {"tried", "restarted the printer", "You restarted the printer, good.", false},
      {"tried", "restarted the printer", "Do not restart the printer.", false},
      {"tried", "restarted the printer", "You should restart the printer.", true},
      {"tried", "restarted the printer", "A restart of the printer usually helps.", true},
      {"tried", "restarted the printer", "Unplug the printer, wait and plug it in again.", true},
      {"tried", "restarted the printer", "I suggest you power cycle the printer.", true},
      {"data", "serial number", "For that the serial number is needed.", true},
      {"data", "серийный номер", "Нам понадобится серийный номер.", true},
      {"data", "серийный номер", "Вам не нужен серийный номер.", false},
      {"tried", "перезагрузили роутер", "Нужно перезагрузить роутер.", true},
      {"data", "সিরিয়াল নম্বর", "সিরিয়াল নম্বরটা লাগবে।", true},
      {"data", "серийный номер", "Укажите серийный номер.", true},
      {"data", "серийный номер", "Серийного номера достаточно.", false},
      {"tried", "протёрли стекло", "Протрите стекло.", true},
      {"tried", "ড্রাইভার মুছেছি", "না হলে ড্রাইভার মুছুন।", true},
      {"tried", "ড্রাইভার মুছেছি", "ড্রাইভার মুছবেন না।", false},
      {"data", "সিরিয়াল নম্বর", "সিরিয়াল নম্বর জানান।", true},
      {"data", "সিরিয়াল নম্বর", "সিরিয়াল নম্বর পেয়েছি।", false},
      {"data", "অর্ডার নম্বর", "অর্ডার নম্বরটা দিন, আজই লোক পাঠাব।", true},
      {"tried", "restarted the router", "Unplug the router, wait for thirty seconds and start it again.", true},
      {"data", "номер машины", "Машину посмотрим завтра, пришлите её номер.", true},
      {"data", "номер машины", "Пришлите её ключ.", false},
      {"tried", "কাচ মোছা", "কাচটা মুছুন।", true},
      {"data", "টিকিট নম্বর", "টিকিট নম্বরটি পাঠালে দেখব।", true},
      {"data", "phone number", "Please give me your mobile number.", true},
      {"data", "membership number", "Bring a letter bearing your membership number.", true},
      {"data", "", "Please send it.", false}};
  for (const Row& row : rows) {
    Draft draft = draft_of("", row.text);
    draft.known = {{row.kind, row.fact}};
    EXPECT_EQ(has(draft, Rule::known_data), row.found) << row.fact << " | " << row.text;
  }
}

TEST(WrongLanguage, is_another_script_in_the_whole_or_in_a_sentence) {
  struct Row {
    std::string question, text, locale;
    bool found;
  };
  const std::vector<Row> rows = {{"Does it work?", "Да, всё работает.", "", true},
                                 {"Does it work?", "Yes, it works.", "", false},
                                 {"Работает?", "Yes, it works now.", "", true},
                                 {"Работает?", "Да. Откройте Settings.", "", false},
                                 {"কাজ করে?", "Да, всё работает.", "", true},
                                 {"amar printer kaj kore na, ki korbo?", "প্রিন্টার বন্ধ করে আবার চালু করুন।", "bn", false},
                                 {"amar printer kaj kore na, ki korbo?", "Please restart it.", "bn", false},
                                 {"Hello there!", "Hello Rina, we call. Мы вам скоро позвоним.", "", true},
                                 {"", "Да, всё работает.", "", false}};
  for (const Row& row : rows) {
    Draft draft = draft_of(row.question, row.text);
    draft.customer_locale = row.locale;
    EXPECT_EQ(has(draft, Rule::wrong_language), row.found) << row.question << " | " << row.text;
  }
}

TEST(Greeting, is_a_word_of_greeting_or_the_name) {
  for (const auto& [text, missing] : std::vector<std::pair<std::string, bool>>{{"Hello, we call.", false},
                                                                               {"Rina, we call.", false},
                                                                               {"Good morning! We call.", false},
                                                                               {"We call.", true},
                                                                               {"Добрый день! Позвоним.", false},
                                                                               {"Рина, позвоним.", false},
                                                                               {"রিনা, ফোন করব।", false},
                                                                               {"ভাই, ফোন করব।", false},
                                                                               {"নমস্কার, ফোন করব।", false},
                                                                               {"This morning we called.", true},
                                                                               {"জি, ফোন করব।", true},
                                                                               {"Позвоним.", true},
                                                                               {"প্রিয় রিনা, ফোন করব।", false},
                                                                               {"ফোন করব।", true}})
    EXPECT_EQ(has(draft_of("", text), Rule::no_greeting), missing) << text;
}

TEST(WrongRecipient, is_outside_of_the_company_and_not_of_the_ticket) {
  Draft draft = draft_of("", "Hello Rina, I will call.");
  draft.recipients = {"rina@meghna.example", "Karim@Sales.Meghna.example", "rina@home.example"};
  draft.known_addresses = {"rina@home.example"};
  EXPECT_FALSE(has(draft, Rule::wrong_recipient)) << "no company, nobody outside";
  draft.company_domains = {"meghna.example"};
  EXPECT_FALSE(has(draft, Rule::wrong_recipient));
  draft.recipients.push_back("x@notmeghna.example");
  EXPECT_TRUE(has(draft, Rule::wrong_recipient));
}

TEST(Questions, are_not_held_open_against_a_long_plain_answer) {
  const std::string question = "Hello, is parking possible there? Is the hall heated?";
  EXPECT_TRUE(has(draft_of(question, "Hello Rina, the list grows daily."), Rule::unanswered));
  EXPECT_FALSE(
      has(draft_of(question,
                   "Hello Rina, behind the school there are forty free places, and the gate opens at six. Two big "
                   "stoves burn from the morning on, so nobody keeps a coat on. Karim shows you the way."),
          Rule::unanswered));
}

// Office language without content leaves open what it touches, one that says something does not.
TEST(Questions, are_open_where_offices_say_nothing_of_them) {
  struct Row {
    std::string question, answer, marks;
  };
  const std::vector<Row> rows = {
      {"When will the lamp be repaired?", "Your complaint has been registered. You will be informed.", "-"},
      {"When will the lamp be repaired?", "The lamp will be repaired on Friday by the competent authority.", "+"},
      {"Can my brother fetch it? How much is the copy?", "Your request has been forwarded. The copy is 5 euros.", "-+"},
      {"Do you have parking?", "Your message was noted. The matter will be reviewed in due course.", "-"},
      {"Do you have parking?", "Your message was noted. Parking spaces are provided behind the house.", "+"},
      {"Кто отвечает за свет?", "Ваше обращение принято в работу.", "-"},
      {"Кто отвечает за свет?", "Ваше обращение принято. За свет отвечает инженер Белов.", "+"},
      {"টাকা ফেরত পাব?", "আপনার আবেদন গ্রহণ করা হয়েছে।", "-"},
      {"কবে ঠিক হবে?", "অভিযোগ নথিভুক্ত করা হয়েছে। শুক্রবার ঠিক হবে।", "+"},
  };
  for (const Row& row : rows) {
    std::string marks;
    for (const Question& question : check(draft_of(row.question, row.answer)).questions)
      marks += question.answered ? "+" : "-";
    EXPECT_EQ(marks, row.marks) << row.question << " | " << row.answer;
  }
}

TEST(Questions, of_one_sentence_are_told_apart_and_need_no_mark) {
  for (const auto& [message, count] : std::vector<std::pair<std::string, std::size_t>>{
           {"Is the desk open then, and could somebody pick us up?", 2},
           {"I would like to know what I pay and whether I can close it.", 2},
           {"Есть ли места рядом и пустят ли девочку?", 2},
           {"Когда можно заселиться и найдётся ли кроватка?", 2},
           {"ফরম কোথায় পাব, আর পরীক্ষা কবে?", 2},
           {"চা আর কফি কোথায়?", 1},
           {"Please tell me when it comes.", 1},
           {"Сообщите, когда уберут.", 1},
           {"কবে হবে জানাবেন।", 1},
           {"It came when it rained.", 0},
           {"Привет и спасибо.", 0}})
    EXPECT_EQ(check(draft_of(message, "Hello Rina, the lamp is red.")).questions.size(), count) << message;
}

// Each sentence is given to the question that it fits best: what is left has no answer.
TEST(Questions, have_a_sentence_of_their_own) {
  struct Row {
    std::string question, answer, marks;
  };
  const std::vector<Row> rows = {
      {"Can you move the line on the 14th, and do we keep our number?", "The move can go ahead on the 14th.", "+-"},
      {"Is the group full? Is there a discount for two?", "There are seats left, and the teacher is from London.", "+-"},
      {"Is breakfast included? Is there a lift?", "Coffee and bread are on the house.", "+-"},
      {"When is it repaired?", "We are open every day from nine to six.", "-"},
      {"When is it repaired?", "It is repaired by about six.", "+"},
      {"Where is it?", "It stands at the depot in Tongi.", "+"},
      {"Можно ли привезти кота? Есть ли парковка?", "Котов мы принимаем.", "+-"},
      {"До скольки вы работаете?", "Мы открыты до десяти.", "+"},
      {"নাশতা কি ভাড়ার মধ্যে? ঘর থেকে সমুদ্র দেখা যায়?", "চার তলার ঘর থেকে সমুদ্র দেখা যায়।", "-+"},
  };
  for (const Row& row : rows) {
    std::string marks;
    for (const Question& question : check(draft_of(row.question, row.answer)).questions)
      marks += question.answered ? "+" : "-";
    EXPECT_EQ(marks, row.marks) << row.question << " | " << row.answer;
  }
}

TEST(Questions, of_a_hostile_message_are_few) {
  std::string question;
  while (question.size() < 30'000) question += "Why is lamp red? ";
  EXPECT_EQ(check(draft_of(question, "Hello Rina, I will call you.")).questions.size(), 30u);
}

TEST(Check, of_an_empty_draft_finds_nothing) {
  EXPECT_TRUE(check(draft_of("When?", "")).findings.empty());
  EXPECT_TRUE(check(draft_of("When?", " \n ... ")).findings.empty());
}

}  // namespace
}  // namespace sahay::wording
