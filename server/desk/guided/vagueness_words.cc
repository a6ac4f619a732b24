// Lists of words, one line a group, blanks between; "*" stands for any ending.
#include "desk/guided/vagueness_words.h"

#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/text.h"
#include "platform/text/analyse.h"

namespace sahay::guided {
namespace {

struct Group {
  WordKind kind;
  const char* words;
};

constexpr Group kGroups[] = {
    // English
    {WordKind::negation, "not never no cannot can't cant don't dont doesn't doesnt didn't didnt won't wont isn't isnt aren't wasn't couldn't without"},
    {WordKind::stop, "re fw fwd same a an the i we you he she it its it's i'm that's there's they my our your his her their him them me us this that these those there here"},
    {WordKind::stop, "is are was were be been being am do does did done doing has have had having can could would should will may might must"},
    {WordKind::stop, "to of for from with in on at by as and or but so if then than when while after before since until again still also too very much more most"},
    {WordKind::stop, "all any some every each just only even already always often sometimes nothing everything something anything thing things what which who where why how"},
    {WordKind::stop, "time times day days week weeks month months year years hour hours minute minutes second seconds today yesterday tomorrow now soon later once"},
    {WordKind::stop, "morning evening night monday tuesday wednesday thursday friday saturday sunday one two three four five six seven eight nine ten twenty thirty"},
    {WordKind::stop, "hello hi hey dear thanks thank good kind regards sir madam team support please urgent urgently asap immediately quickly"},
    {WordKind::stop, "want wanted need needs get gets got getting keep keeps kept keeping go goes going make makes made let try tried trying use used using see look check know understand"},
    {WordKind::generic, "work works working worked problem* issue* help* broken broke breaks error* fail* fix* repair* bug bugs trouble* bad fault* defect* question*"},
    {WordKind::symptom, "stop stops stopped stopping freez* froze* hangs hanging hung crash* slow* shows shown says said displays reads prints message* warning* code codes"},
    {WordKind::symptom, "blank empty black white red green yellow orange light lights blink* flashes flashing flicker* noise* noisy loud* sound* beep* hums humming buzz* rattl*"},
    {WordKind::symptom, "smoke smokes smoking smell* burns burning burnt hot warm heats overheat* cold leak* drip* wet vibrat* shaking shakes spark*"},
    {WordKind::symptom, "closes closed closing down shuts shut shutting turns turned off lost loses missing disappear* gone wrong duplicate* twice late delay* reject* refus* denied blocked stuck"},
    {WordKind::symptom, "jam jams jammed crack* bent loose restarts restarted reboot* loops disconnect* drops dropped timeout* expired cut cuts torn garbled unreadable blurry"},
    // Russian
    {WordKind::negation, "не нет нельзя невозможно никак никогда без"},
    {WordKind::stop, "я мы вы ты он она оно они это этот эта эти тот та те мой моя мое мои наш наша наше наши ваш ваша свой его ее их нас нам мне меня вам вас"},
    {WordKind::stop, "у в во на с со к ко по от до из за для о об при под над и а но или что как так же ли бы когда если то потом после перед через пока"},
    {WordKind::stop, "уже еще опять снова всегда постоянно иногда очень сильно слишком совсем просто только тоже здесь там тут сегодня вчера вчерашн* завтра сейчас"},
    {WordKind::stop, "утром утра вечером ночью день дня дней второй третий первый раз раза каждый каждую каждое все всё ничего что-то минут* секунд* час часа часов недел*"},
    {WordKind::stop, "месяц* год года лет один два три четыре пять шесть семь восемь девять десять двадцать тридцать"},
    {WordKind::stop, "здравствуйте привет добрый доброе доброго уважаемые спасибо пожалуйста прошу срочно быстрее скорее"},
    {WordKind::stop, "та же тот такая такой можно нужн* надо могу может можем можете есть был была было были будет возникл* появил* знаю знаем понимаю делать делаю"},
    {WordKind::generic, "работа* заработа* проблем* ошибк* ошибок сломал* сломан* поломк* помог* помощь помощи почин* исправ* получается получалось неисправ* вопрос* баг баги глюк*"},
    {WordKind::symptom, "останавлив* остановил* завис* тормоз* медлен* вылета* вылетел* закрыва* закрыл* мига* морга* красн* зелен* желт* черн* белый белая белое код кода"},
    {WordKind::symptom, "шум* гуд* стуч* стук* скрип* свист* пищ* грее* греют* нагрев* перегрев* горяч* дым* пахн* запах* искр* тече* подтека* протека* капа* вибрир*"},
    {WordKind::symptom, "выключа* отключа* гасн* погас* показыва* пишет пишут выдает выводит сообщени* пуст* пропал* пропада* исчез* потер* неверн* неправильн* дважды дубл*"},
    {WordKind::symptom, "отказан* запрещ* заблокир* застрял* застрева* заклин* трещ* треснул* перезагруж* перезапуск* обрыв* рвет* размыт* опаздыва* задерж*"},
    // Bengali
    {WordKind::negation_after, "না নাই নেই নি"},
    {WordKind::stop, "আমি আমার আমাদের আপনি আপনার আপনাদের এটা এটি ওটা এই ওই সেই সে তারা তা যে কি কী কেন কিভাবে একটা একটি একজন কিছু কিছুই সব সবকিছু"},
    {WordKind::stop, "আর ও এবং কিন্তু বা তবে তাহলে তারপর তখন যখন যদি পরে পর আগে থেকে জন্য দিয়ে নিয়ে সাথে মধ্যে উপর এ তে খুব অনেক বেশি আবার এখনও এখনো এখন"},
    {WordKind::stop, "আজ কাল গতকাল গতকালের আগামীকাল সকাল সকালে রাতে দিন দিনে মিনিট ঘণ্টা সেকেন্ড সপ্তাহ মাস বছর এক দুই তিন চার পাঁচ দশ বারবার তিনবার সবসময় মাঝে একই মতো"},
    {WordKind::stop, "হয় হয়ে হচ্ছে হচ্ছিল হলো হল হয়েছে গেছে যায় যাচ্ছে গেল আছে ছিল করে করছে করি করছি করতে করুন করবেন করলে করা দেখুন চাই চাচ্ছি লাগবে পারি পারছি পারছে"},
    {WordKind::stop, "দয়া হ্যালো নমস্কার সালাম আসসালামু আলাইকুম ধন্যবাদ প্লিজ জরুরি দ্রুত তাড়াতাড়ি"},
    {WordKind::generic, "কাজ সমস্যা* নষ্ট* ত্রুটি* ভাঙা ভেঙে সাহায্য* ঠিক* অসুবিধা* গোলমাল* খারাপ* প্রশ্ন*"},
    {WordKind::symptom, "থাম* থেমে* বন্ধ আটকে আটকা* ধীর* আস্তে লাল সবুজ হলুদ কালো সাদা বাতি আলো জ্বল* নিভ* শব্দ* আওয়াজ* ধোঁয়া* গন্ধ* গরম* ঠান্ডা পড়ছে পড়ে"},
    {WordKind::symptom, "ফুটো লিক* কাঁপ* দেখায় দেখাচ্ছে লেখা বার্তা* খালি* ফাঁকা হারিয়ে ভুল* দুবার দুইবার নিষেধ* দেরি* চালু ক্র্যাশ* হ্যাং* ঝাপসা কেটে পুড়ে স্পার্ক* রিস্টার্ট*"},
};

struct Book {
  std::unordered_map<std::string, WordKind> words;
  std::vector<std::pair<std::string, WordKind>> beginnings;
};

Book read_groups() {
  Book book;
  for (const Group& group : kGroups)
    for (const std::string_view word : text::split(group.words, ' ')) {
      const bool any_ending = word.ends_with('*');
      const std::string folded = text::fold_text(word.substr(0, word.size() - (any_ending ? 1 : 0)));
      if (any_ending) book.beginnings.emplace_back(folded, group.kind);
      else book.words.emplace(folded, group.kind);
    }
  return book;
}

}  // namespace

WordKind kind_of_word(std::string_view folded) {
  static const Book book = read_groups();
  if (const auto found = book.words.find(std::string(folded)); found != book.words.end()) return found->second;
  for (const auto& [beginning, kind] : book.beginnings)
    if (folded.starts_with(beginning)) return kind;
  return WordKind::object;
}

}  // namespace sahay::guided
