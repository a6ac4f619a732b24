// Words of trades that no list holds, known by how they are made: learned suffixes and prefixes ("tokenisation",
// "гидрокомпенсатор"), English words in Russian or Bengali text, marks of standards ("EN 13300"), "T&C", "T+1".
#include <algorithm>

#include "base/text.h"
#include "desk/wording/rules.h"

namespace sahay::wording {
namespace {

bool begins(std::string_view word, const std::vector<std::string_view>& list) {
  return std::any_of(list.begin(), list.end(), [&](std::string_view each) { return word.starts_with(each); });
}

bool ends(std::string_view word, const std::vector<std::string_view>& list) {
  return std::any_of(list.begin(), list.end(),
                     [&](std::string_view each) { return word.size() >= each.size() + 3 && word.ends_with(each); });
}

bool is_english_shape(const Word& word) {
  static const std::vector<std::string_view> suffixes = {
      "isation", "isations", "ization", "izations", "osis",    "oses",     "itis",    "aemia",  "emia",
      "ectomy",  "otomy",    "ostomy",  "oscopy",   "oplasty", "phoresis", "lysate",  "icide",  "icides",
      "statin",  "cillin",   "prazole", "mycin",    "ometry",  "opathy",   "ography", "ometer", "ometers",
      "ograph",  "itration", "ectasia", "algia",    "plegia",  "uresis"};
  static const std::vector<std::string_view> prefixes = {
      "overcurrent", "overvoltage", "undervoltage", "autoscal",    "hyperten",     "hypoten",   "hypogly",
      "hypergly",    "electrolyt",  "electromag",   "electromech", "pneumat",      "photovolt", "servo",
      "intraven",    "intramus",    "subcutan",     "immunoglob",  "haemato",      "hemato",    "nephro",
      "gastroint",   "endoscop",    "cardiovasc",   "cerebrovasc", "orthotic",     "periodont", "endodont",
      "prostho",     "desync",      "resync",       "reprovis",    "hydrostat",    "hydraul",   "thermostatic",
      "piezo",       "ferro",       "microcontr",   "microproc",   "cybersec",     "crypto",    "geoloc",
      "biometr",     "interop",     "preprocess",   "postprocess", "precondition", "preauth"};
  static const WordSet plain{
      "organisation organisations organization organizations realisation realization civilisation civilization "
      "authorisation authorization specialisation specialization hospitalisation hospitalization immunisation "
      "immunization generalisation generalization globalisation globalization privatisation privatization "
      "photography photographer photograph photographs geography biography bibliography autobiography autograph "
      "autographs paragraph paragraphs thermometer thermometers speedometer kilometer kilometers barometer "
      "homicide suicide pesticide pesticides arthritis hydraulic hydraulics geometry cryptocurrency diagnosis "
      "appendicitis calligraphy choreography cinematography telegraph homeopathy academia neuralgia nostalgia"};
  return (ends(word.folded, suffixes) || begins(word.folded, prefixes)) && !plain.has(word);
}

bool is_russian_shape(const Word& word) {
  static const std::vector<std::string_view> prefixes = {
      "гидро",         "пневмо",     "термо",      "серво",      "мульти",    "микроконтр", "микросхем", "электромех",
      "электропривод", "электромаг", "электрокл",  "рассинхрон", "десинхрон", "теплонос",   "энергоэфф", "энергоаудит",
      "кибер",         "крипто",     "геолок",     "биометр",    "постопер",  "предопер",   "внутривен", "внутримыш",
      "подкожн",       "гастро",     "эндоскоп",   "кардио",     "нейро",     "гемо",       "фармако",   "фотовольт",
      "ферро",         "пьезо",      "виброизол",  "вибромот",   "тахо",      "мета",       "псевдо",    "квази",
      "гипогли",       "гипергли",   "гипотен",    "гипертон",   "анестет",   "анорекс",    "гипокс",    "иммуно",
      "субподряд",     "субаренд",   "дефектов",   "рекуперат",  "ректифи",   "дистилл",    "конвект",   "компенсатор",
      "стабилизатор",  "контроллер", "компаратор", "коллиматор", "манипул",   "регламентир"};
  static const std::vector<std::string_view> middles = {"изаци", "скопи", "эктоми", "фикаци"};
  static const WordSet plain{
      "термос термоса термосе термосом термосы термосах термометр термометра термометром термометре термометры "
      "термометров "
      "мультик мультики мультиков мультфильм мультфильмы мультиварка мультиварку мультиварки мультиварке метал металл "
      "металла "
      "металле металлом металлы метание метро метр метра метров метры метрах метров метель метла метлой метку метка "
      "метки "
      "метан метод методом нейтральный таходром кардиограмма кардиограмму кардиолог кардиологу гидрант псевдоним"};
  static const std::vector<std::string_view> known = {
      "организаци",   "цивилизаци",  "канализаци",  "госпитализаци", "сигнализаци", "специализаци", "реализаци",
      "мобилизаци",   "приватизаци", "модернизаци", "визуализаци",   "квалификаци", "модификаци",   "фотографи",
      "классификаци", "металл",      "метал",       "метро",         "метра",       "метров",       "метры",
      "метрам",       "термос",      "термометр",   "мультик",       "мультфильм",  "мультивар",    "термобель",
      "термокруж",    "гидрант",     "кардиолог",   "кардиограм",    "метан",       "метаю",        "нейрохирург",
      "гемоглобин",   "термопак",    "гастроном",   "вакцинаци"};
  if (word.script != text::Script::cyrillic || word.folded.size() < 10 || plain.has(word)) return false;
  if (begins(word.folded, known)) return false;
  if (begins(word.folded, prefixes)) return true;
  return std::any_of(middles.begin(), middles.end(), [&](std::string_view middle) {
    const auto at = word.folded.find(middle);
    return at != std::string::npos && at >= 6;
  });
}

// "Дебриф*инг*а": English nouns in -ing.
bool is_russian_ing(const Word& word) {
  static const std::vector<std::string_view> forms = {"инг",  "инга",  "ингу",  "ингом", "инге",
                                                      "инги", "ингов", "ингам", "ингах"};
  static const std::vector<std::string_view> known = {
      "паркинг", "тренинг", "рейтинг",  "шопинг",  "шоппинг",   "боулинг",  "кемпинг",  "маркетинг",
      "пудинг",  "викинг",  "ринг",     "допинг",  "дайвинг",   "каршер",   "пилинг",   "смокинг",
      "пирсинг", "серфинг", "спиннинг", "банкинг", "роуминг",   "кастинг",  "стерлинг", "сайдинг",
      "лизинг",  "холдинг", "фитинг",   "блогинг", "тюнинг",    "стайлинг", "клининг",  "кейтеринг",
      "лаундж",  "буллинг", "геринг",   "шиллинг", "каршеринг", "скрининг", "биллинг"};
  return word.script == text::Script::cyrillic && ends(word.folded, forms) && word.folded.size() >= 12 &&
         !begins(word.folded, known);
}

// Marks of standards, with the number that follows.
bool is_standard(const Word& word) {
  static const WordSet marks{"en din iec astm ansi nfpa bs iso ul", "гост снип санпин ост ту", ""};
  return marks.has(word) && word.capital;
}

// Of an address, a path or a file's name.
bool is_part_of_address(const Passage& p, const Word& word) {
  const auto mark = [&](std::size_t at) {
    return at < p.text.size() && std::string_view("@./\\_:=-").find(p.text[at]) != std::string_view::npos;
  };
  const bool ends = word.end < p.text.size() && (p.text[word.end] == '.' || p.text[word.end] == ':') &&
                    (word.end + 1 == p.text.size() || p.text[word.end + 1] == ' ' || p.text[word.end + 1] == '\n');
  return (word.begin && mark(word.begin - 1)) || (!ends && mark(word.end));
}

// English words in small letters inside of a Russian or Bengali sentence.
bool is_foreign_word(const Passage& p, const Word& word, text::Script sentence) {
  if (word.script != text::Script::latin || sentence == text::Script::latin || word.capital || word.digit) return false;
  static const WordSet known{
      "wifi wi fi online offline email mail ok sms vip pdf usb www http https com org net ru bd example jpg png doc "
      "docx xls "
      "xlsx zip mp3 mp4 html css csv txt exe apk gif jpeg and the of or off on in to for kg km cm mm ml kwh mb gb tb "
      "vs etc am pm "
      "iphone android windows max min pro plus mini"};
  if (word.folded.size() < 3 || known.has(word)) return false;
  const std::string_view surface = p.cut(word.begin, word.end);
  if (std::any_of(surface.begin(), surface.end(),
                  [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }))
    return false;
  return !is_part_of_address(p, word);
}

std::size_t capitals(std::string_view word) {
  return std::size_t(std::count_if(word.begin(), word.end(), [](char c) { return c >= 'A' && c <= 'Z'; }));
}

// "T&C", "F&B", "T+1": the words of the pair, 0 = none.
std::size_t pair_at(const Passage& p, const Sentence& s, std::size_t i) {
  if (i + 1 >= s.last) return 0;
  const Word &a = p.words[i], &b = p.words[i + 1];
  const std::string_view between = p.cut(a.end, b.begin), left = p.cut(a.begin, a.end), right = p.cut(b.begin, b.end);
  static const WordSet known{"q b h m"};
  if (between == "&" && left.size() <= 2 && right.size() <= 2 && capitals(left) == left.size() && capitals(right) >= 1)
    return known.has(a) && known.has(b) ? 0 : 2;
  if (between == "+" && left.size() == 1 && capitals(left) == 1 && b.digit) return 2;
  return 0;
}

}  // namespace

std::vector<PhraseBook::Hit> find_trade_shapes(const Passage& p) {
  std::vector<PhraseBook::Hit> out;
  for (const Sentence& s : p.sentences) {
    const text::Script script = letters_of(p.cut(s.begin, s.end)).most();
    for (std::size_t i = s.first; i < s.last; ++i) {
      const Word& word = p.words[i];
      if (const std::size_t pair = pair_at(p, s, i)) {
        out.push_back({i, i + pair, {}});
        ++i;
      } else if (i + 1 < s.last && is_standard(word) && p.words[i + 1].digit &&
                 p.cut(word.end, p.words[i + 1].begin) == " ") {
        out.push_back({i, i + 2, {}});
        ++i;
      } else if (word.script == text::Script::bengali) {
        if (is_trade_loan(word)) out.push_back({i, i + 1, {}});
      } else if (word.script == text::Script::cyrillic) {
        // A capital inside of a sentence: a name.
        if ((!word.capital || i == s.first) &&
            (is_russian_shape(word) || is_russian_ing(word) || is_learned(word, word.capital)))
          out.push_back({i, i + 1, {}});
      } else if (is_foreign_word(p, word, script) ||
                 ((!word.capital || i == s.first) && script == text::Script::latin &&
                  (is_english_shape(word) || (is_learned(word, word.capital) && !is_part_of_address(p, word))))) {
        out.push_back({i, i + 1, {}});
      }
    }
  }
  return out;
}

}  // namespace sahay::wording
