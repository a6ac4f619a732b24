#include "desk/wording/meaning.h"

#include <algorithm>

#include "base/text.h"

namespace sahay::wording {
namespace {

constexpr std::size_t kKey = 3;  // bytes: every beginning has as many

// One meaning a line.
constexpr std::string_view kMeanings[] = {
    "restart* reboot* restarting обесточ* перезагру* перезапус* перезапущ* рестарт* রিস্টার্ট* রিবুট*",
    "install* reinstall* установ* устан* переустан* ইনস্টল* রিইনস্টল*",
    "clear* delet* empty* emptie* clean* wipe* মোছ* очист* очищ* почист* удал* মুছ* পরিষ্কার*",
    "cache* кэш* кеш* ক্যাশ*",
    "browser* браузер* ব্রাউজার*",
    "router* modem* роутер* маршрутизатор* модем* রাউটার* মডেম*",
    "printer* принтер* প্রিন্টার*",
    "computer* laptop* pc компьютер* ноутбук* কম্পিউটার* ল্যাপটপ*",
    "cable* cord* кабел* কেবল* ক্যাবল*",
    "network* сет сети сеть сетью сетев* নেটওয়ার্ক*",
    "check* verif* inspect* sure ensure провер* убед* পরীক্ষা যাচাই* দেখুন দেখেছি দেখেছেন",
    "other another different друг* другой инач* অন্য* ভিন্ন*",
    "replac* chang* swap* new замен* меня* помен* поменя* смен* новый новая новое новую нового বদল* পাল্ট* নতুন",
    "print printed printing prints печат* напечат* распечат* প্রিন্ট ছাপ* ছেপে*",
    "test* пробн* тест* পরীক্ষার টেস্ট*",
    "page* страниц* পাতা* পৃষ্ঠা*",
    "call called calling phone* telephone* mobile* мобильн* মোবাইল* телефон* позвон* звон* созвон* ফোন* কল টেলিফোন*",
    "courier* carrier* курьер* কুরিয়ার*",
    "driver* драйвер* ড্রাইভার*",
    "toner* cartridge* тонер* картридж* টোনার* কার্টিজ*",
    "updat* upgrad* обнов* হালনাগাদ* আপডেট*",
    "number* номер* নম্বর* নাম্বার*",
    "serial* серийн* সিরিয়াল*",
    "model* модел* মডেল*",
    "version* верси* সংস্করণ* ভার্সন*",
    "firmware* прошив* ফার্মওয়্যার*",
    "address* адрес* ঠিকানা*",
    "deliver* shipping доставк* ডেলিভারি*",
    "order* заказ* অর্ডার*",
    "invoice* счет счета счету счете ইনভয়েস* চালান*",
    "account* аккаунт* অ্যাকাউন্ট*",
    "contract* договор* চুক্তি*",
    "password* парол* পাসওয়ার্ড*",
    "colour* color* цвет* red green blue yellow orange красн* зелен* син* желт* রং রঙ* রংয়ের লাল সবুজ নীল হলুদ কমলা",
    "light* led lamp* ламп* индикатор* বাতি* আলো*",
    "jam* stuck замят* застр* আটক* আটকে*",
    "paper* бумаг* কাগজ*",
    "reset* сброс* сбрас* রিসেট*",
    "battery batteries батаре* аккумулятор* ব্যাটারি*",
    "fuse fuses предохранител* ফিউজ*",
    "photo* picture* screenshot* фото* скриншот* снимок снимка ছবি স্ক্রিনশট*",
    "app apps application приложени* অ্যাপ অ্যাপটি অ্যাপের",
    "plug plugged розетк* штекер* প্লাগ*",
    "filter* фильтр* ফিল্টার*",
    "взять взял* возьм* берем беру берет* брать заберу заберем забрать",
    "прислать присл* пришл* выслать высл* вышл* отправ* послать послал* пошл* присыла* высыла* send sends sent sending "
    "পাঠা*",
    "привезти привез* привоз* достав* bring brings brought",
    "приехать приед* приезж* прийти приду* придет приход* come comes came আসব আসবেন আসতে আসুন",
    "заплат* плат* оплат* заплач* pay pays paid paying",
    "car cars van vans truck* lorry vehicle* motorbike* motorcycle* машин* автомоб* авто фургон* мотоцикл* গাড়ি* গাড়ি* "
    "মোটরসাইকেল* বাইক*",
    "date dates дата дату даты датой তারিখ*",
};

bool begins_with(const Word& word, std::initializer_list<std::string_view> beginnings) {
  return std::any_of(beginnings.begin(), beginnings.end(),
                     [&](std::string_view each) { return word.folded.starts_with(text::fold_word(each)); });
}

}  // namespace

Lexicon::Lexicon(std::span<const std::string_view> lines) {
  int group = 0;
  for (const std::string_view line : lines) {
    for (const std::string_view entry : text::split(line, ' ')) {
      if (entry.empty()) continue;
      if (!entry.ends_with('*')) {
        words_.emplace(text::fold_word(entry), group);
        continue;
      }
      std::string beginning = text::fold_word(entry.substr(0, entry.size() - 1));
      auto& bucket = beginnings_[beginning.substr(0, kKey)];
      bucket.emplace_back(std::move(beginning), group);
    }
    ++group;
  }
  for (auto& [key, bucket] : beginnings_)
    std::sort(bucket.begin(), bucket.end(),
              [](const auto& a, const auto& b) { return a.first.size() > b.first.size(); });
}

int Lexicon::of(const Word& word) const {
  if (const auto exact = words_.find(word.folded); exact != words_.end()) return exact->second;
  const auto bucket = beginnings_.find(word.folded.substr(0, kKey));
  if (bucket == beginnings_.end()) return -1;
  for (const auto& [beginning, group] : bucket->second)
    if (word.folded.starts_with(beginning)) return group;
  return -1;
}

int meaning_of(const Word& word) {
  static const Lexicon meanings(kMeanings);
  return meanings.of(word);
}

bool same_meaning(const Word& a, const Word& b) {
  if (akin(a, b)) return true;
  const int meaning = meaning_of(a);
  return meaning >= 0 && meaning == meaning_of(b);
}

bool is_restart(const Word& word) { return meaning_of(word) == 0; }

std::size_t off_and_on(const Passage& passage, std::size_t at, std::size_t end) {
  const std::size_t last = std::min(end, at + 9);
  const auto follows = [&](auto&& fits) -> std::size_t {
    for (std::size_t i = at + 1; i < last; ++i)
      if (fits(passage.words[i])) return i + 1;
    return 0;
  };
  const Word& word = passage.words[at];
  if (word.folded == "power" && at + 1 < end && passage.words[at + 1].folded.starts_with("cycl")) return at + 2;
  if (word.folded == "unplug")
    return follows([](const Word& w) { return w.folded == "plug" || w.folded == "start" || w.folded == "reconnect"; });
  if (word.folded == "off") return follows([](const Word& w) { return w.folded == "on"; });
  if (begins_with(word, {"выключ", "отключ"})) return follows([](const Word& w) { return begins_with(w, {"включ"}); });
  if (begins_with(word, {"বন্ধ"})) return follows([](const Word& w) { return begins_with(w, {"চালু"}); });
  return 0;
}

Datum datum_of(const Passage& value) {
  static const WordSet systems{"windows macos ubuntu debian linux fedora android ios ipados виндовс উইন্ডোজ"},
      browsers{"chrome chromium firefox safari edge opera хром ক্রোম ফায়ারফক্স"};
  for (const Word& word : value.words) {
    if (systems.has(word)) return Datum::system;
    if (browsers.has(word)) return Datum::browser;
  }
  return Datum::none;
}

}  // namespace sahay::wording
