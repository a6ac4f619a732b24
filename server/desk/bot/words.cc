#include "desk/bot/words.h"

#include "base/text.h"

namespace sahay::bot {
namespace {

class Writer {
 public:
  explicit Writer(const Voice& voice) : voice_(voice) {}

  void say(std::string_view key, const i18n::Arguments& arguments = {}) { paragraph(i18n::text(voice_.language, key, arguments)); }
  void paragraph(const std::string& words) {
    out_.text += (out_.text.empty() ? "" : "\n\n") + words;
    out_.html += "<p>" + text::escape_html(words) + "</p>";
  }
  // A quotation with its source: nobody reads words of ours without knowing where they stand.
  void quote(const Article& article) {
    const std::string url = article.url.starts_with("/") ? voice_.site_url + article.url : article.url;
    const std::string source = i18n::text(voice_.language, "bot.source", {{"title", article.title}});
    out_.text += "\n\n" + (article.snippet.empty() ? "" : "“" + article.snippet + "”\n") + source + "\n" + url;
    if (!article.snippet.empty()) out_.html += "<blockquote>" + text::escape_html(article.snippet) + "</blockquote>";
    // Without an address of its own the desk can name a page and cannot link it.
    if (url.starts_with("/")) out_.html += "<p>" + text::escape_html(source + " (" + url + ")") + "</p>";
    else out_.html += "<p><a href=\"" + text::escape_html(url) + "\">" + text::escape_html(source) + "</a></p>";
  }
  void questions(const std::vector<std::string>& list) {
    if (list.size() == 1) return paragraph(list.front());
    out_.html += "<ol>";
    out_.text += "\n";
    for (std::size_t i = 0; i < list.size(); ++i) {
      out_.text += "\n" + std::to_string(i + 1) + ". " + list[i];
      out_.html += "<li>" + text::escape_html(list[i]) + "</li>";
    }
    out_.html += "</ol>";
  }
  Words take() { return std::move(out_); }

 private:
  const Voice& voice_;
  Words out_;
};

}  // namespace

Words words_of(const Move& move, const Voice& voice) {
  Writer out(voice);
  if (move.greet) {
    if (!voice.greeting.empty()) out.paragraph(voice.greeting);
    // Whatever greeting was chosen: nobody takes it for a person.
    out.say(voice.greeting.empty() ? "bot.greeting" : "bot.not_a_person", {{"desk", voice.desk_name}});
  }
  if (!move.show.empty()) out.say(move.show.size() == 1 ? "bot.found_one" : "bot.found_some");
  for (const Article& article : move.show) out.quote(article);
  if (move.offer_more) out.say("bot.did_it_help");
  if (move.glad) out.say("bot.glad");
  if (move.nothing_found && !move.ask.empty()) out.say("bot.found_none");
  if (move.introduce_questions) out.say(move.ask.size() == 1 ? "bot.questions" : "bot.questions_by_letter");
  if (!move.ask.empty()) out.questions(move.ask);
  if (move.hand_over) out.paragraph(voice.expectation);
  return out.take();
}

}  // namespace sahay::bot
