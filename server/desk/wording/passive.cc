// Sentences that hide who acts. English: a form of "to be" that tells of an act ("has been", "will be", "is being") and
// a participle; with a bare "is" or "are" only what an office does, for most participles are states ("is closed").
// Russian: short participles of acts, any with "быть", and reflexive verbs of office work. Bengali: a verbal noun with
// a form of হওয়া.
#include <algorithm>

#include "base/text.h"
#include "desk/wording/rules.h"

namespace sahay::wording {
namespace {

bool ends_with_any(std::string_view word, std::initializer_list<std::string_view> ends) {
  return std::any_of(ends.begin(), ends.end(), [&](std::string_view end) { return word.ends_with(end); });
}

bool is_english_participle(const Word& word) {
  static const WordSet irregular{
      "sent made done taken given found seen known shown told written paid sold bought brought built chosen cut held "
      "kept left lost put read run said set spent "
      "understood won withdrawn driven drawn forgotten got gotten begun broken caught dealt fed felt fought frozen "
      "hidden hit hurt laid led lent met overseen "
      "overwritten reset rebuilt resent rewritten split stolen thrown undone upheld worn"};
  static const WordSet none{
      "need indeed speed feed seed red bed hundred naked wicked sacred shed embed exceed proceed succeed bleed breed"};
  return irregular.has(word) || (word.folded.size() > 4 && word.folded.ends_with("ed") && !none.has(word));
}

// With a bare "is" or "are" most participles are states ("is locked", "are paired"); these tell what an office does.
bool is_office_act(const Word& word) {
  static const WordSet acts{
      "offered accepted processed reprocessed forwarded handled reviewed assessed evaluated examined assigned delivered sent "
      "shipped dispatched despatched investigated transferred redirected escalated released "
      "approved rejected declined refunded reimbursed credited debited deducted issued performed conducted notified "
      "informed contacted calculated requested advised asked reminded instructed invited "
      "repaired replaced tested packed measured recorded noted received treated monitored decided resolved rectified "
      "verified validated confirmed collected recalculated allocated granted "
      "migrated retained stored deleted removed generated transmitted considered discussed prepared produced provided "
      "held checked inspected audited carried undertaken taken handed imported entered estimated charged billed fetched "
      "picked collected counted weighed paid replied answered "
      "arranged executed submitted passed referred reported posted registered given rescheduled logged raised escalated "
      "actioned "
      "refused declined discounted invoiced serviced exchanged restocked reserved expedited prioritised prioritized adjusted amended reversed waived"};
  return acts.has(word);
}
// What things are even with "will be" or "was"; also feelings.
bool is_feeling(const Word& word) {
  static const WordSet feelings{
      "interested pleased worried concerned tired satisfied disappointed excited delighted embarrassed confused "
      "supposed finished gone done located based involved surprised annoyed frustrated "
      "relieved prepared married experienced qualified dedicated committed used located entitled closed"};
  return feelings.has(word);
}

// "by us", "by our team": ours; "by DHL", "by the driver", "by her": somebody is named who acts; "by Friday", "by
// mail": neither.
enum class Agent { none, ours, named };
Agent agent_after(const Passage& p, const Sentence& s, std::size_t verb) {
  static const WordSet ours{"us our"}, people{"me him her them you your his their"}, articles{"the a an"};
  static const WordSet people_after{
      "driver courier carrier customer bank supplier manufacturer manager technician engineer owner landlord neighbour "
      "neighbor post office shop store factory maker police insurer doctor teacher "
      "plumber electrician guard tenant colleague sender seller provider installer system app program machine "
      "controller printer wind rain water heat frost"};
  static const WordSet no_person{
      "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
      "september october november december"};
  for (std::size_t i = verb + 1; i + 1 < std::min(verb + 6, s.last); ++i) {
    if (p.words[i].folded != "by") continue;
    const Word& next = p.words[i + 1];
    if (ours.has(next)) return Agent::ours;
    if (people.has(next) || (next.capital && !no_person.has(next) && !next.digit)) return Agent::named;
    for (std::size_t j = i + 1; j < std::min(i + 4, s.last); ++j)
      if (people_after.has(p.words[j]) && (articles.has(next) || j == i + 1)) return Agent::named;
  }
  return Agent::none;
}

void find_english(const Reading& reading, const Sentence& sentence, Findings& out) {
  static const WordSet be{"am is are was were be been being isn't aren't wasn't weren't isn’t aren’t wasn’t weren’t"},
      bare{"am is are isn't aren't isn’t aren’t"},
      filler{
          "not now also already currently automatically always never only just still soon then usually normally often "
          "successfully duly hereby being been all both"};
  const auto& words = reading.answer.words;
  for (std::size_t i = sentence.first; i < sentence.last; ++i) {
    if (!be.has(words[i])) continue;
    std::size_t verb = i + 1;
    const bool act = !bare.has(words[i]);
    bool under_way = words[i].folded == "being";  // "is being prepared": never a state
    while (verb < sentence.last && verb < i + 4 &&
           (filler.has(words[verb]) || (words[verb].folded.ends_with("ly") && words[verb].folded.size() > 4))) {
      under_way = under_way || words[verb].folded == "being";
      ++verb;
    }
    if (verb >= sentence.last || !is_english_participle(words[verb])) continue;
    const Agent agent = agent_after(reading.answer, sentence, verb);
    if (agent == Agent::named) continue;
    if (agent == Agent::none && !under_way &&
        (is_feeling(words[verb]) && !(words[verb].folded == "closed" && words[i].folded == "been")))
      continue;
    if (agent == Agent::none && !act && !under_way && !is_office_act(words[verb])) continue;
    // "has been", "will be": the helper belongs to it.
    static const WordSet helper{"has have had will shall must can could should would may might to"};
    const std::size_t first = i > sentence.first && helper.has(words[i - 1]) ? i - 1 : i;
    out.push_back(finding_at(Rule::passive, reading, first, verb + 1));
    i = verb;
  }
}

// Short participles of acts, without the ending of gender: "отправлен", "отправлена". What is a state for most readers
// ("закрыт", "подключён", "установлен") is none.
bool is_act_in_russian(const Word& word) {
  static const std::vector<std::string> acts = [] {
    std::vector<std::string> out;
    for (const std::string_view list :
         {"отправлен направлен перенаправлен зарегистрирован эскалирован передан переведен принят взят рассмотрен "
          "проверен проведен выполнен произведен осуществлен предоставлен оказан назначен присвоен "
          "согласован одобрен отклонен подготовлен оформлен сформирован создан внесен учтен завершен отменен "
          "аннулирован изменен заменен обновлен удален возвращен доставлен отгружен получен начислен "
          "зачислен списан удержан выявлен обнаружен исправлен устранен перенесен выслан послан уведомлен "
          "проинформирован оповещен привлечен поставлен предпринят запрошен "
          "приостановлен прекращен скорректирован пересчитан перерасчитан восстановлен отремонтирован протестирован "
          "проанализирован изучен обработан выпущен выставлен подтвержден продлен "
          "перезапущен перезагружен доработан отложен зафиксирован отмечен занесен допущен инициирован урегулирован "
          "опубликован подан сдан выдан вручен поручен потерян утерян украден снят введен выведен "
          "сброшен отозван скомпенсирован компенсирован возмещен удовлетворен собран упакован погашен пропущен нарушен "
          "перепутан воспроизведен утвержден активирован уточнен рассчитан переоформлен забронирован "
          "запущен заведен записан осмотрен перевыпущен доведен вынесен приглашен оплачен составлен вызван опрошен "
          "заказан закуплен приобретен разослан переслан перечислен выплачен рекомендован объявлен засчитан разыскан "
          "подписан распечатан извещен взвешен измерен скопирован починен вымыт вычищен распределен предложен озвучен "
          "рекомендовано сообщен затребован истребован оштрафован опломбирован обследован отремонтирован диагностирован"})
      for (const auto each : text::split(list, ' '))
        if (!each.empty()) out.push_back(text::fold_word(each));
    return out;
  }();
  static const std::vector<std::string_view> ends = {"", "а", "о", "ы"};
  if (word.script != text::Script::cyrillic) return false;
  return std::any_of(acts.begin(), acts.end(), [&](const std::string& act) {
    return word.folded.starts_with(act) &&
           std::find(ends.begin(), ends.end(), std::string_view(word.folded).substr(act.size())) != ends.end();
  });
}

// After "был", "будет" any short participle tells of an act.
bool is_participle_after_be(const Word& word) {
  static const WordSet none{
      "закрыт закрыта закрыто закрыты открыт открыта открыто открыты доволен довольна довольны согласен согласна "
      "уверен уверена уверены готов готова готовы занят занята заняты должен нужен рад рада план экран обмен плен "
      "магазин роман туман "
      "стакан кран диван карман океан шаблон цена смена замена отмена сцена рана страна охрана вина видна видно видны "
      "один одна одно важен важна важно ясна ясно понятно сделан создан ответ связан связана связаны обязан намерен"};
  if (word.script != text::Script::cyrillic || word.folded.size() < 10 || none.has(word)) return false;
  return is_act_in_russian(word) ||
         ends_with_any(
             word.folded,
             {"ован", "ована", "овано", "ованы", "лен",  "лена",  "лено",  "лены",  "щен", "щена", "щено", "щены",
              "жден", "ждена", "ждено", "ждены", "чен",  "чена",  "чено",  "чены",  "шен", "шена", "шено", "шены",
              "нен",  "нена",  "нено",  "нены",  "ден",  "дена",  "дено",  "дены",  "сен", "сена", "сено", "сены",
              "рен",  "рена",  "рено",  "рены",  "тен",  "тена",  "тено",  "тены",  "дан", "дана", "дано", "даны",
              "слан", "слана", "слано", "сланы", "зан",  "зана",  "зано",  "заны",  "тан", "тана", "тано", "таны",
              "ран",  "рана",  "рано",  "раны",  "сан",  "сана",  "сано",  "саны",  "ван", "вана", "вано", "ваны",
              "нят",  "нята",  "нято",  "няты",  "взят", "взята", "взято", "взяты", "ыт",  "ыта",  "ыто",  "ыты",
              "нут",  "нута",  "нуто",  "нуты",  "жен",  "жена",  "жено",  "жены"});
}

void find_russian(const Reading& reading, const Sentence& sentence, Findings& out) {
  static const WordSet be{"был была было были будет будут будете быть буду"};
  static const std::vector<std::string_view> reflexive = {
      "рассматрива",  "проводи",     "проводя",     "обрабатыва", "уточня",       "проверя",       "выполня",
      "решае",        "реша",        "ведет",       "ведут",      "готови",       "готовя",        "согласовыва",
      "изучае",       "изуча",       "анализиру",   "оформля",    "назнача",      "направля",      "высыла",
      "передае",      "передаю",     "принимае",    "принимаю",   "исправля",     "устраня",       "дорабатыва",
      "исследу",      "формиру",     "предоставля", "оказыва",    "доставля",     "производ",      "осуществля",
      "начисля",      "списыва",     "взима",       "отправля",   "заменя",       "ремонтиру",     "запрашива",
      "пересматрива", "выясня",      "организу",    "выдае",      "выдаю",        "учитыва",       "регистриру",
      "рассчитыва",   "отслежива",   "контролиру",  "присваива",  "перенаправля", "компенсиру",    "возмеща",
      "тестиру",      "прорабатыва", "планиру",     "разыскива",  "комплекту",    "восстанавлива", "поставля",
      "изготавлива",  "изготовля",   "снимае",      "снимаю",     "утвержда",     "удержива",      "перечисля",
      "зачисля"};
  // What happens by itself: the lamp "загорается", the shop "открывается", the reader "пользуется".
  static const std::vector<std::string_view> by_itself = {
      "начина", "заканчива", "открыва", "закрыва", "включа", "выключа", "загружа", "появля", "получа", "оста",
      "сохраня", "меня", "изменя", "обновля", "отобража", "показыва", "нагрева", "охлажда", "увеличива",
      "уменьша", "повыша", "понижа", "снижа", "поднима", "опуска", "двига", "враща", "повторя", "прекраща",
      "продолжа", "заверша", "приближа", "отлича", "отключа", "подключа", "соединя", "нужда", "явля", "счита",
      "каса", "накаплива", "скаплива", "останавлива", "разряжа", "заряжа", "высыха", "впитыва", "растворя",
      "зажига", "загора", "перегрева", "сгиба", "складыва", "раздвига", "изнашива", "снашива", "распространя",
      "ограничива", "располага", "сочета", "крепля", "обраща", "возвраща", "встреча", "собира", "соглаша",
      "занима", "пользу", "сомнева", "извиня", "умеща", "вмеща", "помеща", "заполня", "набира", "затягива",
      "растягива", "сужа", "расширя", "ухудша", "улучша", "восполня", "совпада", "получае", "случа", "стира",
      "смыва", "отстирыва", "отмыва", "образу", "задержива", "откладыва", "просыпа", "засыпа", "ошиба",
      "удивля", "волну", "беспоко", "жалу", "интересу", "разлива", "пролива", "вылива", "выплескива", "ломае",
      "рвется", "трескае", "кача", "шата", "подходя", "поддае", "удае", "созда", "различа", "выделя", "называ",
      "относ", "наход", "зависа", "приходи", "стано", "сбива", "сбрасыва", "теря", "путае", "расходу", "трат",
      "копи", "чувству", "ощуща", "слыш", "вид", "дела", "разговарива", "учи", "готов", "стара", "наде", "труд",
      "боя", "смотр", "хран", "прода", "окуп", "действу", "касае", "подразумева", "предполага", "требу",
      "допуска", "включае", "входи", "разреша", "запреща", "рекоменду", "активиру", "регулиру", "поддержива", "фокусиру", "синхронизиру", "гарантиру", "группиру", "использу", "примен"};
  static const WordSet actor{"он она они кто мастер курьер врач водитель который которая которые сотрудник инженер"};
  static const WordSet by_us{"нами"};
  const auto& words = reading.answer.words;
  // "Оплачивается", "вносятся": an act that goes on without one who acts; by the make of the verb.
  const auto goes_on_unnamed = [&](std::size_t i) {
    const std::string& w = words[i].folded;
    if (!ends_with_any(w, {"ывается", "ываются", "ивается", "иваются", "ляется", "ляются", "руется", "руются", "ждается",
                           "ждаются", "щается", "щаются", "осится", "осятся", "одится", "одятся", "даются", "дается",
                           "имается", "имаются"}))
      return false;
    if (i > sentence.first && (actor.has(words[i - 1]) || (words[i - 1].capital && i - 1 > sentence.first))) return false;
    if (i + 1 < sentence.last && words[i + 1].capital) return false;
    return std::none_of(by_itself.begin(), by_itself.end(), [&](std::string_view stem) { return w.starts_with(stem); });
  };
  const auto is_reflexive = [&](const Word& word) {
    return std::any_of(reflexive.begin(), reflexive.end(),
                       [&](std::string_view stem) { return word.folded.starts_with(stem); });
  };
  for (std::size_t i = sentence.first; i < sentence.last; ++i) {
    const Word& word = words[i];
    if (be.has(word)) {
      for (std::size_t verb = i + 1; verb < std::min(i + 4, sentence.last); ++verb) {
        const bool later = words[verb].folded.ends_with("ться") && is_reflexive(words[verb]);
        static const WordSet opened{"открыт открыта закрыт закрыта открыты закрыты"},
            right{"доступ заявка права аккаунт счет"};
        const bool granted = opened.has(words[verb]) && i > sentence.first && right.has(words[i - 1]);
        if (!later && !granted && !is_participle_after_be(words[verb])) continue;
        out.push_back(finding_at(Rule::passive, reading, i, verb + 1));
        i = verb;
        break;
      }
      continue;
    }
    if (word.folded.ends_with("ся") &&
        ((is_reflexive(word) && ends_with_any(word.folded, {"ется", "ются", "ится", "атся", "ятся", "утся"})) ||
         goes_on_unnamed(i))) {
      out.push_back(finding_at(Rule::passive, reading, i, i + 1));
      continue;
    }
    // "Залог возвращается", "доступ будет открыт": money and rights do nothing by themselves.
    static const WordSet passed{"возвращается возвращаются отключается отключаются открывается закрывается"},
        given{"деньги залог сумма оплата аванс доступ права"};
    if (passed.has(word) && i > sentence.first && given.has(words[i - 1])) {
      out.push_back(finding_at(Rule::passive, reading, i, i + 1));
      continue;
    }
    // "Закрыт нами": whoever it was is said in the longest way.
    const bool ours =
        (i + 1 < sentence.last && by_us.has(words[i + 1])) || (i > sentence.first && by_us.has(words[i - 1]));
    if (is_act_in_russian(word) || (ours && word.script == text::Script::cyrillic && word.folded.size() >= 10 &&
                                    ends_with_any(word.folded, {"ан", "ана", "ано", "аны", "ен", "ена", "ено", "ены",
                                                                "ыт", "ыта", "ыто", "ыты", "ят", "ята", "ято", "яты"})))
      out.push_back(finding_at(Rule::passive, reading, i, i + 1));
  }
}

void find_bengali(const Reading& reading, const Sentence& sentence, Findings& out) {
  static const WordSet be{"হয় হয়েছে হয়েছিল হবে হচ্ছে হচ্ছিল হয়নি হয়ে হলো হল হইয়াছে হইবে হইল হইয়াছিল হয়ে"};
  static const WordSet nouns{
      "করা বলা রাখা লেখা আনা ধরা নেওয়া নেয়া দেওয়া দেয়া ফেলা তোলা কাটা মাপা বদলানো করানো ছাপা ভাঙা গড়া কেনা বেচা বাছা "
      "চাওয়া মোছা গোনা ধোয়া বাঁধা পড়া"};
  static const WordSet done{"গৃহীত প্রেরিত প্রদত্ত সম্পাদিত স্থানান্তরিত সংশোধিত প্রক্রিয়াকৃত নথিভুক্ত নিবন্ধিত"};
  static const WordSet none{"পৌঁছানো দাঁড়ানো"}, going{"যাচ্ছে যাইতেছে"}, told{"জানানো করা"};
  static const WordSet we{"আমাদের আমার"}, by{"দ্বারা মাধ্যমে"};
  const auto& words = reading.answer.words;
  for (std::size_t i = sentence.first + 1; i < sentence.last; ++i) {
    const Word& noun = words[i - 1];
    // "আমাদের দ্বারা": said in the longest way.
    if (we.has(noun) && by.has(words[i]) && words[i].folded == text::fold_word("দ্বারা")) {
      out.push_back(finding_at(Rule::passive, reading, i - 1, sentence.last));
      return;
    }
    // "খতিয়ে দেখা হচ্ছে"; "আবার দেখা হবে" says goodbye.
    static const WordSet look{"দেখা"}, later{"হবে হলো হল হয়েছিল"};
    const bool act = nouns.has(noun) || done.has(noun) || (noun.folded.ends_with("ানো") && !none.has(noun)) ||
                     (look.has(noun) && (!later.has(words[i]) || (i >= sentence.first + 2 &&
                                                                 words[i - 2].folded.ends_with(text::fold_word("িয়ে")))));
    const bool is_told = going.has(words[i]) && told.has(noun) &&
                         (i + 1 == sentence.last || words[i + 1].folded == text::fold_word("যে"));
    if (!(be.has(words[i]) && act) && !is_told) continue;
    // "Has it been done?" asks the reader; "after it is done" is a condition.
    const bool plain_form = words[i].folded != text::fold_word("হয়ে") && words[i].folded != text::fold_word("হলে");
    if (!plain_form && i + 1 == sentence.last) continue;
    const std::size_t first = noun.folded == text::fold_word("করা") && i >= sentence.first + 2 ? i - 2 : i - 1;
    out.push_back(finding_at(Rule::passive, reading, first, i + 1));
  }
}

}  // namespace

void find_passive(const Reading& reading, Findings& out) {
  for (const Sentence& sentence : reading.answer.sentences) {
    if (sentence.asks) continue;  // "was it delivered?" asks the reader for what happened
    find_english(reading, sentence, out);
    find_russian(reading, sentence, out);
    find_bengali(reading, sentence, out);
  }
  std::erase_if(out, [&](const Finding& finding) {
    const auto word = std::find_if(reading.answer.words.begin(), reading.answer.words.end(),
                                   [&](const Word& w) { return w.begin == finding.begin; });
    return finding.rule == Rule::passive && word != reading.answer.words.end() && word->quoted;
  });
}

}  // namespace sahay::wording
