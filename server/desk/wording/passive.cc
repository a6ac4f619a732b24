// Sentences that hide who acts. English: a form of "to be" that tells of an act ("has been", "will be", "is being") and a
// participle; with a bare "is" or "are" many participles are states ("is closed"), which a list lets pass. Russian: short
// participles with or without "быть", and reflexive verbs of office work. Bengali: a verbal noun with a form of হওয়া.
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
      "sent made done taken given found seen known shown told written paid sold bought brought built chosen cut held kept left lost put read run said set spent "
      "understood won withdrawn driven drawn forgotten got gotten begun broken caught dealt fed felt fought frozen hidden hit hurt laid led lent met overseen "
      "overwritten reset rebuilt resent rewritten split stolen thrown undone upheld worn"};
  static const WordSet none{"need indeed speed feed seed red bed hundred naked wicked sacred shed embed exceed proceed succeed bleed breed"};
  return irregular.has(word) || (word.folded.size() > 4 && word.folded.ends_with("ed") && !none.has(word));
}

// What things are, not what was done to them; also feelings.
bool is_state(const Word& word) {
  static const WordSet states{
      "closed included required needed supported allowed located based interested pleased worried concerned tired finished gone covered connected lost broken "
      "damaged supposed attached enclosed limited called named committed satisfied prepared entitled registered blocked done used set written built linked "
      "involved related affected installed charged discharged logged signed switched turned hidden left disappointed excited delighted embarrassed confused "
      "expected fixed married experienced qualified mixed crowded complicated outdated detailed dedicated updated unlimited advanced"};
  return states.has(word);
}
bool is_feeling(const Word& word) {
  static const WordSet feelings{"interested pleased worried concerned tired satisfied disappointed excited delighted embarrassed confused supposed finished gone done"};
  return feelings.has(word);
}

void find_english(const Reading& reading, const Sentence& sentence, Findings& out) {
  static const WordSet be{"am is are was were be been being isn't aren't wasn't weren't gets got"}, bare{"am is are isn't aren't"}, filler{
      "not now also already currently automatically always never only just still soon then usually normally often successfully duly hereby being been"};
  const auto& words = reading.answer.words;
  for (std::size_t i = sentence.first; i < sentence.last; ++i) {
    if (!be.has(words[i])) continue;
    std::size_t verb = i + 1;
    bool act = !bare.has(words[i]);
    while (verb < sentence.last && verb < i + 4 && (filler.has(words[verb]) || (words[verb].folded.ends_with("ly") && words[verb].folded.size() > 4))) {
      act = act || words[verb].folded == "being";
      ++verb;
    }
    if (verb >= sentence.last || !is_english_participle(words[verb]) || is_feeling(words[verb]) || (!act && is_state(words[verb]))) continue;
    // "has been", "will be": the helper belongs to it.
    static const WordSet helper{"has have had will shall must can could should would may might to"};
    const std::size_t first = i > sentence.first && helper.has(words[i - 1]) ? i - 1 : i;
    out.push_back(finding_at(Rule::passive, reading, first, verb + 1));
    i = verb;
  }
}

bool is_short_participle(const Word& word) {
  static const WordSet none{
      "закрыт закрыта закрыто закрыты открыт открыта открыто открыты доволен довольна болен согласен уверен намерен обязан должен занят занята заняты замена смена "
      "замены отмена отмены обмена сделана нужен важен магазина страна страны система машина причина экрана плана рано странно желательно связан связана связаны "
      "видна включен включена включено включены женат знаком подмена измена цена цены стена деньги вина вины глубина величина половина середина пелена"};
  if (word.script != text::Script::cyrillic || word.folded.size() < 12 || none.has(word)) return false;
  return ends_with_any(word.folded, {"ован", "ована", "овано", "ованы", "лен", "лена", "лено", "лены", "щен", "щена", "щено", "щены", "жден", "ждена", "ждено", "ждены", "чено",
                                     "чены", "чена", "шена", "шено", "шены", "дано", "даны", "дана", "слан", "слана", "слано", "сланы", "нято", "няты", "нят", "нята", "азано",
                                     "тано", "таны", "отан", "брано", "браны", "едено", "едены", "едена", "сено", "сены", "влено", "рено", "рены"});
}

void find_russian(const Reading& reading, const Sentence& sentence, Findings& out) {
  static const WordSet be{"был была было были будет будут будете быть буду"};
  static const std::vector<std::string_view> reflexive = {
      "рассматрива", "проводи", "обрабатыва", "уточня", "проверя", "выполня", "решае", "реша", "ведет", "ведут", "готови", "согласовыва", "изучае", "изуча", "анализиру",
      "оформля", "назнача", "направля", "высыла", "передае", "принимае", "принимаю", "исправля", "устраня", "дорабатыва", "исследу", "формиру", "предоставля", "оказыва"};
  static const WordSet after_be_none{"закрыт закрыта открыт открыта доволен довольна согласен уверен готов готова занят должен нужен рад рада"};
  const auto& words = reading.answer.words;
  for (std::size_t i = sentence.first; i < sentence.last; ++i) {
    const Word& word = words[i];
    if (be.has(word)) {
      for (std::size_t verb = i + 1; verb < std::min(i + 3, sentence.last); ++verb) {
        const bool participle = words[verb].script == text::Script::cyrillic && words[verb].folded.size() >= 10 && !after_be_none.has(words[verb]) &&
                                ends_with_any(words[verb].folded, {"ан", "ана", "ано", "аны", "ен", "ена", "ено", "ены", "ят", "ята", "ято", "яты", "ыт", "ыта", "ыто", "ыты", "т"}) &&
                                !ends_with_any(words[verb].folded, {"ет", "ют", "ут", "ит", "ат"});
        if (!participle) continue;
        out.push_back(finding_at(Rule::passive, reading, i, verb + 1));
        i = verb;
        break;
      }
      continue;
    }
    if (word.folded.ends_with("ся") && std::any_of(reflexive.begin(), reflexive.end(), [&](std::string_view stem) { return word.folded.starts_with(stem); }) &&
        ends_with_any(word.folded, {"ется", "ются", "ится", "атся", "ятся", "утся"})) {
      out.push_back(finding_at(Rule::passive, reading, i, i + 1));
      continue;
    }
    if (is_short_participle(word)) out.push_back(finding_at(Rule::passive, reading, i, i + 1));
  }
}

void find_bengali(const Reading& reading, const Sentence& sentence, Findings& out) {
  static const WordSet be{"হয় হয়েছে হয়েছিল হবে হচ্ছে হচ্ছিল হয়নি হয়ে হইয়াছে হইবে"};
  static const WordSet nouns{"করা বলা রাখা লেখা আনা ধরা নেওয়া নেয়া দেওয়া দেয়া ফেলা তোলা কাটা মাপা বদলানো করানো ছাপা ভাঙা গড়া কেনা বেচা বাছা"};
  static const WordSet none{"পৌঁছানো দাঁড়ানো"};
  const auto& words = reading.answer.words;
  for (std::size_t i = sentence.first + 1; i < sentence.last; ++i) {
    const Word& noun = words[i - 1];
    if (!be.has(words[i]) || !(nouns.has(noun) || (noun.folded.ends_with("ানো") && !none.has(noun)))) continue;
    const std::size_t first = noun.folded == text::fold_word("করা") && i >= sentence.first + 2 ? i - 2 : i - 1;
    out.push_back(finding_at(Rule::passive, reading, first, i + 1));
  }
}

}  // namespace

void find_passive(const Reading& reading, Findings& out) {
  for (const Sentence& sentence : reading.answer.sentences) {
    find_english(reading, sentence, out);
    find_russian(reading, sentence, out);
    find_bengali(reading, sentence, out);
  }
  std::erase_if(out, [&](const Finding& finding) {
    const auto word = std::find_if(reading.answer.words.begin(), reading.answer.words.end(), [&](const Word& w) { return w.begin == finding.begin; });
    return finding.rule == Rule::passive && word != reading.answer.words.end() && word->quoted;
  });
}

}  // namespace sahay::wording
