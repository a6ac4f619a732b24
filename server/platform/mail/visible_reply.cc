#include "platform/mail/visible_reply.h"

#include "base/text.h"
#include "platform/text/html.h"

namespace sahay::mail {

void fill_visible_reply(const ParseOptions& options, Message& message) {
  text::ReplyHints hints;
  hints.markers = options.reply_markers;
  text::HtmlText from_html;
  if (!message.html.empty()) from_html = text::html_to_marked_text(message.html);
  // The marks are offsets of the text only when the text is the one made of this HTML.
  if (message.text_from_html && from_html.text == message.text) hints.marks = from_html.marks;
  text::TrimmedReply trimmed = text::trim_reply(message.text, hints);
  message.visible = std::move(trimmed.visible);
  message.reply_text = text::join_ranges(message.text, message.visible);
  message.elided_text = text::elided_part(message.text, message.visible);
  for (const text::HtmlMark& mark : from_html.marks) {
    if (mark.signature) continue;
    message.visible_html = message.html.substr(0, mark.html_begin);
    break;
  }
}

}  // namespace sahay::mail
