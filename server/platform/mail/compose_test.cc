#include <gtest/gtest.h>

#include <algorithm>

#include "base/text.h"
#include "platform/mail/compose.h"

namespace sahay::mail {
namespace {

Outgoing reply() {
  Outgoing mail;
  mail.from = {"Олег Соколов", "help@sahay.example"};
  mail.to = {{"Akter, Rina", "rina@meghna.example"}};
  mail.reply_to = {{"", "help+t.abc@sahay.example"}};
  mail.subject = "Re: Насос не включается после замены блока питания и кабеля, заявка 1001";
  mail.message_id = "<c.1.x@sahay.example>";
  mail.in_reply_to = "<a1@meghna.example>";
  mail.references = {"<a0@meghna.example>"};
  mail.date = Time::from_seconds(1748847600);
  mail.text = "Здравствуйте!\n\nМастер приедет завтра.\n";
  mail.html = "<p>Здравствуйте!</p><p>Мастер приедет <b>завтра</b>.</p>";
  mail.language = "ru";
  return mail;
}

bool all_lines_fit(std::string_view mail) {
  for (std::string_view line : text::split(mail, '\n')) {
    if (line.size() > 79) return false;
    if (!line.empty() && !line.ends_with('\r')) return false;
  }
  return true;
}

TEST(Compose, what_is_written_is_read_back) {
  Outgoing mail = reply();
  mail.files.push_back({"Акт сверки за май и июнь две тысячи двадцать пятого года.pdf", "application/pdf", "", "%PDF-1.4 data"});
  mail.files.push_back({"logo.png", "image/png", "logo@sahay", "\x89PNG"});
  mail.html += "<img src=\"cid:logo@sahay\">";
  const std::string bytes = compose(mail).value();
  EXPECT_TRUE(all_lines_fit(bytes)) << bytes;
  const Message m = parse(bytes).value();
  EXPECT_EQ(m.subject, mail.subject);
  EXPECT_EQ(m.from, mail.from);
  EXPECT_EQ(m.to, mail.to);
  EXPECT_EQ(m.reply_to.front().address, "help+t.abc@sahay.example");
  EXPECT_EQ(m.message_id, mail.message_id);
  EXPECT_EQ(m.in_reply_to, std::vector<std::string>{"<a1@meghna.example>"});
  EXPECT_EQ(m.references, (std::vector<std::string>{"<a0@meghna.example>", "<a1@meghna.example>"}));
  EXPECT_EQ(*m.date, mail.date);
  EXPECT_EQ(text::trim(m.text), text::trim(mail.text));
  ASSERT_EQ(m.attachments.size(), 2u);
  EXPECT_TRUE(m.attachments[0].is_inline);
  EXPECT_EQ(m.attachments[0].bytes, "\x89PNG");
  EXPECT_EQ(m.attachments[1].filename, mail.files[0].filename);
  EXPECT_EQ(m.attachments[1].bytes, "%PDF-1.4 data");
}

TEST(Compose, no_field_can_be_injected) {
  Outgoing mail = reply();
  mail.subject = "x\r\nBcc: victim@x.example\r\n\r\nbody";
  mail.from.name = "Oleg\r\nBcc: v@x.example";
  mail.to = {{std::string("R\0\r\nX-Evil: 1", 13), "rina@meghna.example"}};
  mail.in_reply_to = "<a@b>\r\nX-Evil: 2";
  mail.references = {"<a@b>\r\nX-Evil: 3"};
  mail.list_unsubscribe = "https://x.example\r\nX-Evil: 4";
  mail.loop_token = "t\nX-Evil: 5";
  mail.extra_headers = {{"X-Note\r\nX-Evil", "6"}, {"X-Fine", "a\r\nX-Evil: 7"}};
  mail.files.push_back({"a\"\r\nX-Evil: 8.txt", "text/plain\r\nX-Evil: 9", "c\r\nX-Evil: 10", "x"});
  const std::string bytes = compose(mail).value();
  const Message m = parse(bytes).value();
  EXPECT_EQ(m.header("Bcc"), "");
  EXPECT_EQ(m.header("X-Evil"), "");
  EXPECT_EQ(bytes.find("\r\nX-Evil"), std::string::npos);
  EXPECT_EQ(bytes.find('\0'), std::string::npos);
  EXPECT_EQ(m.from.address, "help@sahay.example");
}

TEST(Compose, automatic_mail_says_so) {
  Outgoing mail = reply();
  mail.origin = Origin::auto_replied;
  const Message m = parse(compose(mail).value()).value();
  EXPECT_EQ(m.header("Auto-Submitted"), "auto-replied");
  EXPECT_EQ(m.header("X-Auto-Response-Suppress"), "All");
  EXPECT_TRUE(m.auto_mail.do_not_answer());
}

TEST(Compose, long_chains_keep_the_first_and_the_newest_ids) {
  Outgoing mail = reply();
  mail.references.clear();
  for (int i = 0; i < 50; ++i) mail.references.push_back("<m" + std::to_string(i) + "@meghna.example>");
  const Message m = parse(compose(mail).value()).value();
  ASSERT_EQ(m.references.size(), 20u);
  EXPECT_EQ(m.references.front(), "<m0@meghna.example>");
  EXPECT_EQ(m.references.back(), "<a1@meghna.example>");
}

TEST(Compose, a_mail_without_sender_id_or_recipient_is_refused) {
  Outgoing mail = reply();
  mail.message_id = "nonsense";
  EXPECT_FALSE(compose(mail).ok());
  mail = reply();
  mail.from.address = "x";
  EXPECT_FALSE(compose(mail).ok());
  mail = reply();
  mail.to.clear();
  EXPECT_FALSE(compose(mail).ok());
}

// A customer's answer to our mail, as the client would send it.
std::string answer_with(std::string_view type, const std::string& body) {
  return "From: rina@meghna.example\nSubject: Re: x\nContent-Type: " + std::string(type) + "; charset=utf-8\n\n" + body;
}

TEST(ReplyMarker, our_marker_and_history_are_recognised_after_clients_rewrote_them) {
  Outgoing mail = reply();
  mail.reply_marker = true;
  mail.history = QuotedHistory{"2 июня Рина Актер писала:", "Насос не работает.", ""};
  for (const char* language : {"en", "bn", "ru"}) {
    mail.language = language;
    const Message sent = parse(compose(mail).value()).value();
    std::string quoted;
    for (std::string_view line : text::split(sent.text, '\n')) quoted += "> " + std::string(line) + "\n";
    EXPECT_EQ(parse(answer_with("text/plain", "Thank you.\n\n" + quoted)).value().reply_text, "Thank you.") << language;
    EXPECT_EQ(parse(answer_with("text/plain", "Thank you.\n\n" + sent.text)).value().reply_text, "Thank you.") << language;
    const std::string renamed = text::replace_all(text::replace_all(sent.html, "sahay-history", "x_sahay-history"), " data-sahay-history=\"1\"", "");
    EXPECT_EQ(parse(answer_with("text/html", "<div>Thank you.</div>" + renamed)).value().reply_text, "Thank you.") << language;
  }
}

}  // namespace
}  // namespace sahay::mail
