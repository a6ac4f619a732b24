// Abbreviations in capitals. One that the draft does not explain, that the customer has not written and that not
// everybody knows is jargon, whether we have a plain word for it or not.
#include <algorithm>
#include <array>
#include <unordered_map>

#include "base/text.h"
#include "desk/wording/rules.h"
#include "platform/text/unicode_words.h"

namespace sahay::wording {
namespace {

// clang-format off
constexpr Phrase kEnglish[] = {
    {"2fa", "second step of sign-in"}, {"3ds", "check by the bank"}, {"3pl", "transport firm"}, {"acd", "call distributor"}, {"ach", "bank transfer"},
    {"adc", "measuring part"}, {"adsl", "line"}, {"aht", "length of calls"}, {"aml", "check of payments"}, {"api", "connection to other programs"},
    {"apn", "internet setting of the phone"}, {"apr", "yearly interest"}, {"apy", "yearly interest"}, {"ar", "unpaid invoices"}, {"arpu", "income"},
    {"asap", "by (date)"}, {"ascii", "simple letters"}, {"asn", "notice of delivery"}, {"awb", "shipping number"}, {"b2b", "for firms"},
    {"b2c", "for people"}, {"base64", "coded text"}, {"bi", "reports"}, {"bic", "bank code"}, {"bios", "start program"}, {"ble", "Bluetooth"},
    {"bol", "shipping paper"}, {"bom", "parts list"}, {"boq", "list of amounts"}, {"bts", "mast"}, {"cab", "meeting"}, {"capex", "costs"},
    {"cdn", "network of copies"}, {"ci", "automatic building"}, {"cif", "price with transport"}, {"cli", "command line"}, {"cmdb", "list of devices"},
    {"cms", "program for the page"}, {"cname", "name of the site"}, {"cob", "this evening"}, {"cod", "payment at the door"},
    {"cpe", "box at your place"}, {"crm", "customer program"}, {"crud", "storing"}, {"css", "look of the page"},
    {"cvv", "number on the back of the card"}, {"dap", "delivered, customs not paid"}, {"dbm", "strength of the signal"}, {"dbms", "database"},
    {"ddp", "with customs paid"}, {"dhcp", "giving of addresses"}, {"dkim", "mail check"}, {"dll", "part of the program"}, {"dmarc", "mail check"},
    {"dns", "name of the site"}, {"doa", "broken on arrival"}, {"dom", "page"}, {"dpi", "fineness of print"}, {"dsl", "line"},
    {"dslam", "box in the street"}, {"dtmf", "tones of the keys"}, {"ean", "barcode number"}, {"edi", "automatic exchange"}, {"emi", "monthly rate"},
    {"eod", "this evening"}, {"eol", "no longer made"}, {"erp", "company program"}, {"esd", "static electricity"}, {"eta", "expected time"},
    {"etd", "time of leaving"}, {"eula", "terms"}, {"exw", "price without transport"}, {"fat32", "kind of disk"}, {"fcl", "whole container"},
    {"fcr", "solved at once"}, {"fifo", "oldest first"}, {"fnol", "first report"}, {"fob", "price without transport"}, {"ftl", "whole truck"},
    {"ftp", "file transfer"}, {"fttb", "fibre line"}, {"ftth", "fibre line"}, {"fx", "exchange"}, {"fyi", ""}, {"gfci", "safety switch"},
    {"gl", "account book"}, {"gpio", "pin"}, {"gpon", "fibre line"}, {"gtin", "article number"}, {"gui", "screen"}, {"guid", "number"},
    {"hdd", "disk"}, {"hmi", "screen of the machine"}, {"hris", "staff program"}, {"html", "text of the page"}, {"https", "protected address"},
    {"iaas", "server on the net"}, {"iccid", "number of the card"}, {"ide", "program"}, {"imap", "mail reading"}, {"imei", "number of the phone"},
    {"imsi", "number of the card"}, {"isp", "internet provider"}, {"itil", "rules of support"}, {"itsm", "support program"}, {"ivr", "voice menu"},
    {"json", "data file"}, {"kb", "help centre"}, {"kpi", "number that we watch"}, {"kpis", "numbers that we watch"}, {"kyc", "check of who you are"},
    {"l1", "first contact"}, {"l2", "specialists"}, {"l3", "developers"}, {"lan", "network"}, {"lcl", "part of a container"},
    {"ldap", "list of users"}, {"lifo", "newest first"}, {"lms", "course program"}, {"loi", "letter"}, {"lora", "radio"}, {"ltl", "part of a truck"},
    {"mcb", "safety switch"}, {"mdr", "fee for cards"}, {"mfa", "second step of sign-in"}, {"mnp", "taking your number along"},
    {"moq", "smallest order"}, {"mqtt", "message protocol"}, {"mrr", "monthly income"}, {"msa", "contract"}, {"msisdn", "phone number"},
    {"mtbf", "time until a fault"}, {"mtu", "size of pieces"}, {"mvno", "mobile provider"}, {"mvp", "first version"}, {"nack", "refuse"},
    {"nas", "disk in the network"}, {"nat", "router"}, {"ncb", "discount"}, {"nda", "promise of silence"}, {"noc", "control room"},
    {"nps", "customer rating"}, {"npsh", "pressure before the pump"}, {"nsf", "not enough money"}, {"ntc", "heat sensor"}, {"ntfs", "kind of disk"},
    {"nvme", "disk"}, {"oauth", "common sign-in"}, {"oem", "original maker"}, {"okr", "aim"}, {"olt", "box of the fibre line"},
    {"ont", "box of the fibre line"}, {"onu", "box of the fibre line"}, {"ooo", "away"}, {"oos", "sold out"}, {"opc", "way that devices talk"},
    {"opex", "running costs"}, {"ops", "operations"}, {"p1", "urgent"}, {"p2", "important"}, {"p3", "less urgent"}, {"paas", "server on the net"},
    {"pbx", "telephone system"}, {"pcb", "circuit board"}, {"pci", "rules for cards"}, {"pid", "controller"}, {"plc", "controller"}, {"po", "order"},
    {"poc", "trial"}, {"pod", "proof of delivery"}, {"poe", "power over the network cable"}, {"pos", "till"}, {"ppd", "printer file"},
    {"pppoe", "sign-in of the line"}, {"pr", "change"}, {"pstn", "telephone network"}, {"psu", "power supply"}, {"pto", "holiday"},
    {"pwm", "way to set the speed"}, {"qa", "check"}, {"qos", "order of importance"}, {"rbac", "rights by role"}, {"rca", "search for the cause"},
    {"rcbo", "safety switch"}, {"rcd", "safety switch"}, {"rdbms", "database"}, {"rdp", "remote access"}, {"rf", "radio"}, {"rfid", "radio tag"},
    {"rfp", "call for offers"}, {"rfq", "call for offers"}, {"rj11", "telephone plug"}, {"rj45", "network plug"}, {"rma", "return"},
    {"rms", "strength"}, {"roi", "gain"}, {"rpm", "turns a minute"}, {"rpo", "age of the copy"}, {"rs232", "cable"}, {"rs485", "cable"},
    {"rssi", "strength of the signal"}, {"rto", "time until it works again"}, {"saas", "program on the net"}, {"saml", "common sign-in"},
    {"scada", "control program"}, {"sdk", "kit for programmers"}, {"sepa", "bank transfer"}, {"sev1", "urgent"}, {"sftp", "file transfer"},
    {"sip", "telephone over the internet"}, {"sku", "article number"}, {"skus", "article numbers"}, {"sla", "agreed time"}, {"smb", "small firms"},
    {"smtp", "mail sending"}, {"snr", "quality of the signal"}, {"soc", "control room"}, {"sop", "rule of work"}, {"sops", "rules of work"},
    {"sow", "description of work"}, {"spf", "mail check"}, {"sql", "data language"}, {"ssd", "disk"}, {"ssh", "remote access"},
    {"ssid", "name of the Wi-Fi"}, {"ssl", "encryption"}, {"sso", "common sign-in"}, {"tac", "support"}, {"tat", "time that it takes"},
    {"tba", "not decided"}, {"tbd", "not decided"}, {"teu", "container"}, {"tls", "encryption"}, {"tms", "transport program"}, {"tos", "terms"},
    {"totp", "code"}, {"tpl", "damage to others"}, {"ttl", "lifetime"}, {"uart", "line"}, {"uat", "trial"}, {"uefi", "start program"},
    {"ui", "screen"}, {"upc", "barcode number"}, {"uri", "address"}, {"ussd", "star code"}, {"utc", "world time"}, {"utf", "way of writing letters"},
    {"uuid", "number"}, {"ux", "use"}, {"vdsl", "line"}, {"vfd", "speed controller"}, {"vlan", "part of the network"},
    {"vm", "computer inside a computer"}, {"vnc", "remote access"}, {"voip", "telephone over the internet"}, {"volte", "calls over mobile internet"},
    {"vpc", "network"}, {"vpn", "protected connection"}, {"wan", "internet"}, {"wip", "being done"}, {"wlan", "Wi-Fi"}, {"wms", "store program"},
    {"wpa2", "Wi-Fi lock"}, {"wps", "button for Wi-Fi"}, {"xml", "data file"}, {"zpl", "printer language"},
};

constexpr Phrase kRussian[] = {
    {"adsl", "линия"}, {"api", "связь с другими программами"}, {"apn", "настройка интернета в телефоне"}, {"ble", "Bluetooth"}, {"cpu", "процессор"},
    {"crm", "программа клиентов"}, {"dhcp", "раздача адресов"}, {"dns", "адресная книга сети"}, {"dpi", "чёткость"}, {"dsl", "линия"},
    {"erp", "программа учёта"}, {"eta", "ожидаемое время"}, {"ftp", "передача файлов"}, {"gpon", "оптическая линия"}, {"gpu", "видеокарта"},
    {"hdd", "диск"}, {"imei", "номер телефона"}, {"ivr", "голосовое меню"}, {"json", "файл данных"}, {"kpi", "показатель"},
    {"kyc", "проверка личности"}, {"l2", "специалисты"}, {"l3", "разработчики"}, {"lan", "сеть"}, {"ldap", "список пользователей"},
    {"moq", "самый малый заказ"}, {"mtu", "размер пакета"}, {"mvp", "первая версия"}, {"nat", "перевод адресов"}, {"ont", "коробка линии"},
    {"poe", "питание по сетевому кабелю"}, {"pwm", "регулировка мощности"}, {"qa", "проверка"}, {"qos", "порядок важности"},
    {"rdp", "удалённый доступ"}, {"rfid", "радиометка"}, {"rj45", "сетевой разъём"}, {"rma", "возврат"}, {"rs232", "кабель связи"},
    {"rs485", "кабель связи"}, {"scada", "программа управления"}, {"sdk", "набор для программистов"}, {"sip", "телефон через интернет"},
    {"sku", "артикул"}, {"sla", "срок"}, {"smtp", "отправка почты"}, {"sql", "язык данных"}, {"ssd", "диск"}, {"ssh", "удалённый доступ"},
    {"ssid", "имя Wi-Fi"}, {"ssl", "защита"}, {"sso", "общий вход"}, {"tls", "защита"}, {"ussd", "короткий код"}, {"vlan", "часть сети"},
    {"voip", "телефон через интернет"}, {"vpn", "защищённая связь"}, {"wan", "интернет"}, {"wms", "программа склада"}, {"xml", "файл данных"},
    {"акб", "аккумулятор"}, {"арм", "рабочее место"}, {"атс", "телефонная станция"}, {"бд", "база данных"}, {"бп", "блок питания"}, {"бсо", "бланк"},
    {"волс", "оптическая линия"}, {"впн", "защищённая связь"}, {"гз", "закупки"}, {"дмс", "медицинская страховка"}, {"днс", "адресная книга сети"},
    {"дс", "соглашение"}, {"ибп", "запасное питание"}, {"икпу", "код товара"}, {"ккм", "касса"}, {"ккт", "касса"}, {"кпп", "код"},
    {"кэп", "электронная подпись"}, {"лвс", "сеть"}, {"лк", "кабинет"}, {"мпз", "самый малый заказ"}, {"ндфл", "налог"}, {"нси", "справочник"},
    {"озу", "память"}, {"ос", "система"}, {"отрс", "программа заявок"}, {"офд", "передача чеков"}, {"пвз", "пункт выдачи"}, {"плк", "контроллер"},
    {"по", "программа"}, {"рма", "возврат"}, {"рц", "склад"}, {"скуд", "пропуска"}, {"срм", "программа клиентов"}, {"ссд", "диск"},
    {"субд", "база данных"}, {"сц", "сервис"}, {"тз", "описание"}, {"тк", "транспортная компания"}, {"трн", "накладная"}, {"ттн", "накладная"},
    {"тэк", "перевозчик"}, {"тэо", "расчёт"}, {"узо", "защитный выключатель"}, {"укэп", "электронная подпись"}, {"упд", "накладная и счёт"},
    {"уц", "выдача подписи"}, {"фн", "память кассы"}, {"цод", "серверы"}, {"цпу", "процессор"}, {"црм", "программа клиентов"},
    {"чпу", "станок с программой"}, {"шим", "регулировка мощности"}, {"эдо", "электронные документы"}, {"эцп", "электронная подпись"},
};

constexpr Phrase kBengali[] = {
    {"api", "অন্য প্রোগ্রামের সঙ্গে সংযোগ"}, {"eta", "কখন হবে"}, {"sla", "কথা দেওয়া সময়"}, {"sso", "একই সাইন-ইন"},
};
// clang-format on

// What everybody knows, names of firms and offices, names of countries, units, and short words that people write in
// capitals to stress them or because a device does.
const WordSet& known() {
  static const WordSet words{
      "pdf sms mms usb ok okay id pin tv gps vat gst eu uk us usa un uae bd usd eur gbp bdt inr rub chf jpy cny cad "
      "aud tk rs am pm ceo cfo cto faq dvd cd pc hd led lcd hdmi "
      "it hr pr url qr nid atm sim esim cv diy ps nb rsvp vip dj ngo gdp jpg jpeg png gif mp3 mp4 zip doc docx xls "
      "xlsx ppt rtf txt ac dc cctv gb mb kb tb kg cm mm km ml kw kwh hz "
      "mhz ghz kva ah mah btu psi sos ai ev ip54x icloud imax wifi wlan0 2g 3g 4g 5g hiv dna mri ecg icu bmi phd mba "
      "bsc ba ma ssc hsc llc ltd inc plc gmbh "
      "dhl ups tnt dpd fedex ibm hp lg bmw vw kfc bbc cnn nasa nato who unicef visa amex swift iban nbr brta desco "
      "btcl dpdc wasa btrc brac bkash dhaka www http com org net bd "
      "ii iii iv vi vii viii ix xi xii xiii xiv xv xx mon tue wed thu fri sat sun jan feb mar apr jun jul aug sep sept "
      "oct nov dec gmt est pst cet ist bst msk mr mrs ms dr st no nr "
      "on off in out up down not all new open close stop start reset menu home back enter power mode set hold push "
      "pull low high full empty error danger yes and or the do don't is are "
      "never must only very more less now here this that free hot cold left right wet dry fast slow caution warn help "
      "exit esc ctrl alt del tab shift end print scan copy fax send save sale main "
      "test auto eco max min play pause next prev lock safe lost paid void due fix add info total date name note page "
      "form step size xs xl xxl xxxl aa aaa cr bic pen abs suv",
      "сша рф снг ес оон ндс смс тв ооо ип ао пао зао оао инн пин ук гк рк рб мвд фсб мчс жкх мфц снилс гаи гибдд дтп "
      "пдд вуз мгу егэ огэ ржд ватс пк усб ок кг см мм км мл гб мб кб тб квт гц ква "
      "руб коп шт тыс млн млрд ул пр обл москва сдэк кфх птс стс осаго каско свч дсп мдф пвх абс ай ии iii не нет да "
      "все всё вы мы он она они для это вкл выкл стоп старт пуск меню сброс ввод отмена внимание "
      "только или уже без под при над вас вам ваш нам наш один два три сми ano нко тсж жск зож днк рнк мрт экг узи вич "
      "фио чп нло рпц утро день кпд ту гост снип то дк бу"};
  return words;
}

std::size_t capitals_of(std::string_view surface, std::size_t& small, std::size_t& digits) {
  std::size_t capitals = 0;
  for (const char32_t c : text::to_code_points(surface)) {
    if ((c >= U'A' && c <= U'Z') || (c >= U'А' && c <= U'Я') || c == U'Ё')
      ++capitals;
    else if (c >= U'0' && c <= U'9')
      ++digits;
    else
      ++small;
  }
  return capitals;
}

bool touches(const Passage& p, std::size_t left, std::size_t right) {
  return p.cut(p.words[left].end, p.words[right].begin).find_first_not_of("-/_.#") == std::string_view::npos;
}

// "PC-40", "MT 2210-7", "88-AB": the name of a model or of an order.
bool is_number(const Passage& p, const Sentence& s, std::size_t i) {
  const auto digits = [&](std::size_t at) { return p.words[at].digit; };
  if (i + 1 < s.last && p.words[i + 1].begin >= p.words[i].end && p.words[i + 1].begin > p.words[i].end &&
      digits(i + 1) && touches(p, i, i + 1))
    return true;
  return i > s.first && p.words[i - 1].end < p.words[i].begin && digits(i - 1) && touches(p, i - 1, i);
}

// A sentence or a signature that stands in capitals altogether.
bool shouts(const Passage& p, const Sentence& s) {
  std::size_t all = 0, loud = 0;
  for (std::size_t i = s.first; i < s.last; ++i) {
    std::size_t small = 0, digits = 0;
    const std::size_t capitals = capitals_of(p.cut(p.words[i].begin, p.words[i].end), small, digits);
    if (capitals + small < 2) continue;
    ++all;
    loud += small == 0;
  }
  return all >= 3 && loud * 2 > all;
}

bool is_signature(const Passage& p, const Sentence& s) {
  return &s == &p.sentences.back() && p.sentences.size() > 1 && s.last - s.first <= 5 &&
         p.cut(s.begin, s.end).find_first_of(".!?:") == std::string_view::npos &&
         p.text.substr(0, s.begin).find_last_of('\n') != std::string_view::npos &&
         p.text.substr(0, s.begin).find_last_not_of(" \t") == p.text.substr(0, s.begin).find_last_of('\n');
}

i18n::Language language_of(text::Script script) {
  return script == text::Script::cyrillic  ? i18n::Language::ru
         : script == text::Script::bengali ? i18n::Language::bn
                                           : i18n::Language::en;
}

// "IP54", "IP 67": how tight a case is.
bool is_tightness(const Word& word) {
  return word.folded.size() == 4 && word.folded.starts_with("ip") &&
         word.folded.find_first_not_of("0123456789", 2) == std::string::npos;
}

// "পিএনআর", "ওএনইউ-র": names of Latin letters, three or more, written as they sound. What everybody knows is none.
bool is_spelled(const Word& word) {
  static const std::vector<std::string> letters = [] {
    std::vector<std::string> out;
    for (const std::string_view name : text::split(
             "ডব্লিউ ডাব্লিউ ডব্লু ওয়াই এইচ এক্স আই এফ এল এম এন এস আর এ বি সি ডি ই জি জে কে ও পি কিউ টি ইউ ভি জেড", ' '))
      out.push_back(text::fold_word(name));
    return out;
  }();
  static const WordSet common{
      "এসএমএস এমএমএস পিডিএফ এটিএম সিসিটিভি ভিআইপি এনআইডি জিপিএস ইউএসবি এসএসসি এইচএসসি এমবিএ বিবিএ আইসিইউ সিসিইউ ইসিজি "
      "ডিএনএ এমআরআই বিবিসি সিএনএন ডিএইচএল আইপিএস এলইডি "
      "এলসিডি এলপিজি সিএনজি পিএইচডি বিআরটিএ বিআরটিসি ইউএনও এনজিও বিজিবি ইপিজেড কেএফসি বিটিভি এনটিভি আরটিভি এটিএন "
      "এমপিথ্রি জিএমটি ইউপিএস ডিভিডি বিটিআরসি বিটিসিএল ডিপিডিসি "
      "এইচআইভি জিডিপি টিভিটি সিভিটি বিবিকে এইটি ওইটি সেইটি এটিও ওটিও এটিই ওটিই এটিকে ওটিকে বিএসসি এমএসসি বিসিএস এসআই "
      "ডিজিএম এআই ইউএস ইউএসএ ইইউ ইউকে আইডি আইডিটি আইডিতে আইডিও "
      "জিপিএ টিআইবি আইএসও ভ্যাট বিএনপি আইএলও ডিসি এসপি কেজি কেজিতে কেজিটি সিটি সিটিতে পিসি পিসিটি পিসিতে টিভিতে এসি "
      "এসিটি এসিতে এসিও এসিই টিভিও টিভিই ওসি ডিজে সিএ ভিসি ভিসিআর সিইও"};
  if (common.has(word)) return false;
  // "এসি" is এ and সি, not এস: every way to read it is tried.
  const auto names = [&](auto& self, std::string_view rest, std::size_t n) -> bool {
    if (rest.empty()) return n >= 3;
    return std::any_of(letters.begin(), letters.end(), [&](const std::string& letter) {
      return rest.starts_with(letter) && self(self, rest.substr(letter.size()), n + 1);
    });
  };
  static const std::vector<std::string> endings = [] {
    std::vector<std::string> out;
    for (const std::string_view ending : text::split("গুলোর গুলো টির টার টিতে টাতে টি টা এর ের তে কে র ে", ' '))
      out.push_back(text::fold_word(ending));
    return out;
  }();
  std::string_view base = word.folded;
  for (const std::string& ending : endings) {
    if (base.size() <= ending.size() + 9 || !base.ends_with(ending)) continue;
    Word bare;
    bare.folded = std::string(base.substr(0, base.size() - ending.size()));
    if (common.has(bare)) return false;
    if (names(names, bare.folded, 0)) return true;
  }
  return names(names, base, 0);
}

}  // namespace

std::span<const Phrase> shipped_abbreviations(i18n::Language language) {
  switch (language) {
    case i18n::Language::ru: return kRussian;
    case i18n::Language::bn: return kBengali;
    case i18n::Language::en: return kEnglish;
  }
  return {};
}

std::vector<PhraseBook::Hit> find_abbreviations(const Passage& p) {
  using Plain = std::unordered_map<std::string, std::string_view>;
  static const std::array<Plain, 3> plain = [] {
    std::array<Plain, 3> out;
    for (const auto language : {i18n::Language::en, i18n::Language::ru, i18n::Language::bn})
      for (const Phrase& phrase : shipped_abbreviations(language))
        out[std::size_t(language)].emplace(text::fold_word(phrase.words), phrase.plain);
    return out;
  }();
  std::vector<PhraseBook::Hit> out;
  for (const Sentence& s : p.sentences) {
    const Plain& own = plain[std::size_t(language_of(letters_of(p.cut(s.begin, s.end)).most()))];
    const bool silent = shouts(p, s) || is_signature(p, s);
    for (std::size_t i = s.first; i < s.last && !silent; ++i) {
      const Word& word = p.words[i];
      if (word.script == text::Script::bengali && is_spelled(word)) out.push_back({i, i + 1, {}});
      if (word.script != text::Script::latin && word.script != text::Script::cyrillic) continue;
      std::size_t small = 0, digits = 0;
      std::string_view surface = p.cut(word.begin, word.end);
      // "ECU-র" is one word with an ending.
      if (const auto dash = surface.find('-'); dash != std::string_view::npos && dash + 1 < surface.size() &&
                                               static_cast<unsigned char>(surface[dash + 1]) >= 0x80 &&
                                               text::fold_word(surface.substr(0, dash)) == word.folded)
        surface = surface.substr(0, dash);
      const std::size_t capitals = capitals_of(surface, small, digits);
      if (is_tightness(word)) {
        out.push_back({i, i + 1, {}});
        continue;
      }
      if (capitals < 2 || is_number(p, s, i)) continue;
      std::string folded = word.folded;
      if (small == 1 && surface.ends_with('s') && folded.size() > 2) folded.pop_back();  // "KPIs"
      const bool listed =
          std::any_of(plain.begin(), plain.end(), [&](const Plain& words) { return words.contains(folded); });
      if (listed) {
        const auto found = own.find(folded);
        out.push_back({i, i + 1, found == own.end() ? std::string_view() : found->second});
        continue;
      }
      const bool plural = small == 1 && surface.ends_with('s');
      if (digits || (small && !plural) || capitals > 6) continue;
      Word single = word;
      single.folded = folded;
      if (!known().has(single)) out.push_back({i, i + 1, {}});
    }
  }
  return out;
}

}  // namespace sahay::wording
