#include "desk/wording/rules.h"

namespace sahay::wording {
namespace {

// What says that a file comes with this answer.
const PhraseBook& mentions() {
  static const PhraseBook book = [] {
    PhraseBook out;
    for (const std::string_view words : {"=attached",
                                         "i attach",
                                         "we attach",
                                         "i =am =attaching",
                                         "i'm attaching",
                                         "we =are =attaching",
                                         "i have attached",
                                         "attached file",
                                         "enclosed",
                                         "find enclosed",
                                         "see the attachment",
                                         "in the attachment",
                                         "see attachment",
                                         "screenshot below",
                                         "picture below",
                                         "image below",
                                         "photo below",
                                         "attached screenshot",
                                         "во вложении",
                                         "во вложениях",
                                         "см вложение",
                                         "в приложении к письму",
                                         "в приложенном файле",
                                         "=приложен",
                                         "=приложена",
                                         "=приложено",
                                         "=приложены",
                                         "=приложил",
                                         "=приложила",
                                         "=прилагаю",
                                         "=прилагаем",
                                         "=прилагается",
                                         "=прилагаются",
                                         "=прикладываю",
                                         "=прикладываем",
                                         "=прикрепляю",
                                         "=прикрепляем",
                                         "=прикрепил",
                                         "=прикрепила",
                                         "прикрепленн*",
                                         "скриншот ниже",
                                         "снимок ниже",
                                         "фото ниже",
                                         "на скриншоте",
                                         "на снимке",
                                         "на прикреплённом",
                                         "=সংযুক্ত",
                                         "=সংযুক্তি",
                                         "=সংযুক্তিতে",
                                         "=সংযোজিত",
                                         "অ্যাটাচ",
                                         "অ্যাটাচমেন্ট",
                                         "এটাচমেন্ট",
                                         "নিচের স্ক্রিনশট",
                                         "নিচের ছবি",
                                         "স্ক্রিনশট দিলাম",
                                         "ফাইলটি দিলাম",
                                         "এই মেইলের সঙ্গে",
                                         "সঙ্গে দেওয়া ফাইল",
                                         "এই মেইলের সাথে",
                                         "এই বার্তার সঙ্গে",
                                         "মেইলে যুক্ত",
                                         "=যুক্ত =করে =দিলাম",
                                         "=যুক্ত =করলাম",
                                         "ফাইলটা দিলাম",
                                         "ছবি দিলাম",
                                         "নিচে স্ক্রিনশট",
                                         "নিচে ছবি",
                                         "i enclose",
                                         "we enclose",
                                         "enclosing",
                                         "=the =attached",
                                         "open the attachment",
                                         "in attachment",
                                         "with this email",
                                         "with this mail",
                                         "with this message",
                                         "to this mail",
                                         "to this email",
                                         "attachment to this",
                                         "=высылаю =вложением",
                                         "отправляю вложением",
                                         "вложением",
                                         "из вложения",
                                         "к этому письму",
                                         "=к =письму",
                                         "с этим письмом",
                                         "вместе с письмом",
                                         "=во =вложенном",
                                         "вложенн*",
                                         "সঙ্গে দেওয়া ফাইল*",
                                         "সাথে দেওয়া ফাইল*",
                                         "সঙ্গে পাঠানো ফাইল*",
                                         "সাথে পাঠানো ফাইল*",
                                         "সঙ্গের ফাইল*",
                                         "সঙ্গে জুড়ে",
                                         "মেইলে জুড়ে",
                                         "the attachment shows",
                                         "attachment contains",
                                         "во вложенном",
                                         "=вложил",
                                         "=вложила",
                                         "=вложили",
                                         "=приложили",
                                         "=прикрепили",
                                         "=прикреплен",
                                         "=прикреплена",
                                         "=прикреплено",
                                         "=прикреплены",
                                         "файл ниже",
                                         "নিচের ছবিতে",
                                         "নিচের ফাইলে",
                                         "নিচের স্ক্রিনশটে",
                                         "на снимке ниже",
                                         "на картинке ниже",
                                         "документ ниже",
                                         "в прикрепленном"})
      out.add(words, "");
    // A paper named beside the word that brings it: "высылаю скан"; "высылаю курьера" brings no file.
    for (const std::string_view brings :
         {"=прилагаемый", "=прилагаемом", "=прилагаемого", "=прилагаемую", "=прилагаемые", "=прилагаемой",
          "=приложенный", "=приложенном", "=приложенного", "=приложенную", "=приложенной", "=приложенные", "=высылаю",
          "=высылаем"})
      for (const std::string_view paper :
           {"бланк", "скан", "файл", "документ", "снимок", "снимке", "снимка", "фото", "форма", "форму", "форме",
            "копию", "копии", "копия", "скриншот", "договор", "счет", "квитанцию"})
        out.add(std::string(brings) + " " + std::string(paper), "");
    for (const std::string_view words :
         {"এই সঙ্গে পাঠালাম", "এই সাথে পাঠালাম", "=এইসঙ্গে =পাঠালাম", "=এইসাথে =পাঠালাম", "=সঙ্গে =দেওয়া =আছে",
          "=সাথে =দেওয়া =আছে", "=সঙ্গে =দিলাম", "=সঙ্গে =পাঠালাম", "=সাথে =দিলাম", "=সাথে =পাঠালাম",
          "=সঙ্গে =পাঠাচ্ছি", "=সাথে =পাঠাচ্ছি", "=চিঠির =সঙ্গে =দেওয়া", "=চিঠির =সাথে =দেওয়া", "=মেইলেই =দিয়ে =দিলাম",
          "=এই =মেইলে =দিলাম", "=এই =মেইলে =পাঠালাম"})
      out.add(words, "");
    return out;
  }();
  return book;
}

// "Please attach", "the file that you attached", "прикрепите": the customer's file, not ours.
bool is_of_the_customer(const Passage& answer, const Sentence& sentence, const PhraseBook::Hit& hit) {
  static const WordSet customer{"you your", "вы вами вас ваш ваше вашем вашего", "আপনার আপনি"};
  static const WordSet words_after{"করুন করে করতে", "পাঠান"};
  for (std::size_t i = hit.first > sentence.first + 3 ? hit.first - 3 : sentence.first; i < hit.first; ++i)
    if (customer.has(answer.words[i])) {
      // "Attached you find" and "your invoice is attached" are ours; "you attached", "the file you had attached"
      // theirs.
      const bool ours = i + 1 < hit.first && answer.words[hit.first - 1].folded == "is";
      if (!ours && i + 2 >= hit.first) return true;
    }
  if (hit.last < sentence.last && words_after.has(answer.words[hit.last])) {
    // "সংযুক্ত করে পাঠালাম" is ours: it tells of the past.
    for (std::size_t i = hit.last; i < sentence.last; ++i)
      if (answer.words[i].folded.ends_with("লাম") || answer.words[i].folded.ends_with("ছি")) return false;
    return true;
  }
  return false;
}

}  // namespace

void find_missing_attachment(const Reading& reading, Findings& out) {
  if (reading.draft.files > 0) return;
  const Passage& answer = reading.answer;
  for (const auto& hit : mentions().find(answer))
    for (const Sentence& sentence : answer.sentences) {
      if (hit.first < sentence.first || hit.first >= sentence.last) continue;
      if (is_of_the_customer(answer, sentence, hit)) continue;
      // "Reply to this mail."
      static const WordSet reply{"answer reply respond yes no", "ответьте ответом ответ"}, to{"to", "на"};
      if (to.has(answer.words[hit.first]) &&
          std::any_of(answer.words.begin() + std::ptrdiff_t(sentence.first),
                      answer.words.begin() + std::ptrdiff_t(hit.first),
                      [&](const Word& word) { return reply.has(word); }))
        continue;
      out.push_back(finding_at(Rule::missing_attachment, reading, hit.first, hit.last));
      return;  // once is enough
    }
}

}  // namespace sahay::wording
