// What support talks about, in our three languages: an answer that speaks of the same thing in other words answers.
#include "desk/wording/meaning.h"

namespace sahay::wording {
namespace {

constexpr std::string_view kTopics[] = {
    "internet online offline connect* network* wifi signal* интернет* онлайн* офлайн* связь связью соединен* подключ* сет сети сеть сетью ইন্টারনেট* সংযোগ* নেটওয়ার্ক* অনলাইন* অফলাইন* ওয়াইফাই*",
    "refund* money repay* reimburs* compensat* credited возврат* верне* верну* возвращ* возмещ* деньг* денег компенс* টাকা* ফেরত* রিফান্ড* ক্ষতিপূরণ*",
    "денежн* средств* поступ* pay pays paid paying payment* card cards bank* wire transfer* оплат* плат* заплат* карт* банк* перевод* পরিশোধ* কার্ড* ব্যাংক* পেমেন্ট* বিকাশ*",
    "платн* оплачива* price* cost* expens* free cheap* discount* percent charge charges charged fee fees rate rates стои* цен* бесплат* дешев* скидк* процент* списа* দাম* খরচ* মূল্য* ছাড়* বিনামূল্য* শতাংশ* ফ্রি চার্জ",
    "deliver* ship* send* sent dispatch* courier* carrier* parcel* package* arriv* tracking доставк* достав* отправ* пришл* присл* курьер* посылк* придет придут привез* привоз* забира* приед* едет পাঠা* ডেলিভারি* কুরিয়ার* পার্সেল* পৌঁছ* এসে",
    "warrant* guarant* cover* includ* exclud* гарант* входит включ* покрыва* ওয়ারেন্টি* গ্যারান্টি* অন্তর্ভুক্ত*",
    "repair* fixed fixing mend* technician* workshop* engineer* ремонт* почин* чини* мастер* инженер* মেরামত* মিস্ত্রি* টেকনিশিয়ান*",
    "delet* remov* eras* lost lose loses losing gone missing disappear* vanish* keep keeps kept safe secure* stays remain* preserv* restor* recover* backup* удал* стира* стерт* потер* пропа* исчез* сохран* "
    "остан* безопас* восстанов* целы মুছ* হারা* হারি* নিরাপদ* সংরক্ষ* ব্যাকআপ* অক্ষত",
    "opens opened closed closing shut hours weekend* holiday* открыт* работает* работаем выходн* график* закрыт* খোলা* বন্ধ* ছুটি*",
    "train* course* lesson* teach* learn* class classes webinar* обуч* курс* урок* занят* вебинар* প্রশিক্ষণ* কোর্স* ক্লাস* শেখা*",
    "licen* subscription* subscrib* plan plans tariff* лиценз* подписк* тариф* লাইসেন্স* প্ল্যান* সাবস্ক্রিপশন*",
    "account* profile* tenant* аккаунт* кабинет* профил* учетн* অ্যাকাউন্ট* প্রোফাইল*",
    "user* colleague* employee* staff people member* seat seats пользовател* сотрудник* коллег* человек люд* কর্মী* সহকর্মী* ব্যবহারকারী* লোক লোকজন",
    "invoice* bill bills document* contract* agreement* receipt* pdf copy copies счет* договор* документ* копи* чек বিল* চুক্তি* ডকুমেন্ট* কপি* রসিদ* ইনভয়েস*",
    "device* machine* handheld* terminal* scanner* printer* tablet* unit appliance* устройств* терминал* сканер* принтер* аппарат* прибор* যন্ত্র* স্ক্যানার* প্রিন্টার* টার্মিনাল* হ্যান্ডহেল্ড* ডিভাইস*",
    "chang* switch* move moves moved moving replac* swap* exchang* convert* migrat* edit* postpone* extend* смен* измен* поменя* меня* перене* перенос* замен* обмен* продл* বদল* পাল্ট* পরিবর্তন* সরানো স্থানান্তর*",
    "visit* come comes coming appointment* technicians приезж* визит* выезд* আসব* আসছ* আসবেন যাবেন",
    "add adds added adding addition* extra another increas* expand* добав* дополнит* увелич* যোগ* বাড়া* অতিরিক্ত আরেক*",
    "work works working function* run runs operat* compatib* работать работают заработ* функцион* поддержива* совмест* চলে চলবে চালু কাজ",
    "fault* error* bug bugs broken break* defect* fail* problem* issue* ошиб* сбо* полом* слом* неисправ* проблем* неполад* ভুল* সমস্যা* ত্রুটি* নষ্ট*",
    "water* liquid* wet rain* moist* вод* влаг* мокр* дожд* পানি* ভেজা* বৃষ্টি*",
    "bengali bangla english russian language* translat* язык* бенгальск* английск* русск* переведен* ভাষা* বাংলা* ইংরেজি* রুশ অনুবাদ*",
    "export* download* save saves saved csv excel выгруз* скача* загруз* экспорт* নামান নামানো ডাউনলোড* এক্সপোর্ট* সেভ*",
    "slow* speed* loads overload* медлен* скорост* тормоз* перегруж* ধীর* গতি* স্লো",
    "battery batteries power* charger* аккумулятор* батаре* заряд* питани* ব্যাটারি* চার্জার* বিদ্যুৎ*",
    "office* branch* location* address* store stores warehouse* shop shops офис* филиал* адрес* склад* магазин* অফিস* শাখা* ঠিকানা* গুদাম* দোকান*",
    "limit* maximum unlimited restrict* лимит* огранич* максим* সীমা* সর্বোচ্চ*",
    "allow* permit* permission* access* role roles right rights разреш* доступ* прав права роль роли অনুমতি* অ্যাক্সেস* রোল*",
    "password* passcode* login* pin парол* войти вход входа пин পাসওয়ার্ড* লগইন* পিন*",
    "cancel* terminat* stop stops отмен* прекра* расторг* বাতিল*",
    "update* upgrade* version* release* обнов* верси* релиз* আপডেট* সংস্করণ* হালনাগাদ*",
    "message* sms notif* mail mails email* letter* уведомл* сообщен* письм* почт* বার্তা* মেইল* এসএমএস নোটিফিকেশন*",
    "phone* call calls hotline telephone* звон* позвон* телефон* ফোন* কল হটলাইন*",
    "part parts spare component* stock детал* запчаст* налич* যন্ত্রাংশ* স্টক* মজুত*",
    "child* kid kids son daughter pupil* school* nursery дети детей детям ребен* сын сына дочк* дочер* школ* продленк* садик* বাচ্চা* ছেলে* মেয়ে* সন্তান* স্কুল*",
    "danger* risk* harm* hazard* опасн* вредн* বিপদ* ঝুঁকি*",
    "size* width* height* narrow* wide large* размер* ширин* высот* узк* широк* মাপ* আকার* সরু চওড়া",
};

}  // namespace

int topic_of(const Word& word) {
  static const Lexicon topics(kTopics);
  return topics.of(word);
}

}  // namespace sahay::wording
