// Mails of our own in the shapes that clients produce (testdata/clients, written by write_mails.py): what a reader must see.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>

#include "base/json.h"
#include "base/text.h"
#include "platform/mail/message.h"

namespace sahay::mail {
namespace {

struct Case {
  std::string name, raw, expect;
};

// Bytes that are no UTF-8 stand as \xHH, the backslash doubled.
std::string unescaped(std::string_view s) {
  std::string out;
  for (std::size_t i = 0; i < s.size(); ++i) {
    if (s[i] != '\\' || i + 1 >= s.size()) {
      out += s[i];
    } else if (s[i + 1] == 'x' && i + 3 < s.size()) {
      out += static_cast<char>(std::stoi(std::string(s.substr(i + 2, 2)), nullptr, 16));
      i += 3;
    } else {
      out += s[++i];
    }
  }
  return out;
}

std::vector<Case> cases_of(const std::string& file) {
  std::ifstream in(std::string(SAHAY_SOURCE_DIR) + "/server/platform/mail/testdata/clients/" + file);
  std::vector<Case> cases;
  std::string line;
  while (std::getline(in, line)) {
    if (line.starts_with("#### expect ")) cases.back().expect = line.substr(12);
    else if (line.starts_with("#### ")) cases.push_back({line.substr(5), "", ""});
    else cases.back().raw += line + "\n";
  }
  for (Case& c : cases) c.raw = unescaped(c.raw);
  return cases;
}

std::string words(std::string_view s) {
  std::string out;
  const std::string spaced = text::replace_all(text::replace_all(s, "\n", " "), "\xC2\xA0", " ");
  for (std::string_view piece : text::split(spaced, ' '))
    if (!text::trim(piece).empty()) out += std::string(text::trim(piece)) + " ";
  return out;
}
bool holds(const std::string& whole, std::string_view part) { return words(whole).find(words(part)) != std::string::npos; }

std::vector<std::string> texts_at(const JsonObject& object, std::string_view key) {
  std::vector<std::string> out;
  if (const JsonArray* list = array_at(object, key))
    for (const Json& each : *list) out.emplace_back(each.as_string());
  return out;
}

void expect_text(const JsonObject& e, const Message& m) {
  EXPECT_EQ(words(m.subject), words(string_at(e, "subject").value_or("")));
  if (const auto address = string_at(e, "from")) EXPECT_EQ(m.from, (Address{*string_at(e, "from_name"), *address}));
  if (const auto reply = string_at(e, "reply")) EXPECT_EQ(words(m.reply_text), words(*reply));
  for (const std::string& part : texts_at(e, "contains")) EXPECT_TRUE(holds(m.reply_text, part)) << part << "\n" << m.reply_text;
  for (const std::string& part : texts_at(e, "folded")) {
    EXPECT_TRUE(holds(m.elided_text, part)) << part;
    EXPECT_FALSE(holds(m.reply_text, part)) << part;
  }
}

void expect_machine(const JsonObject& e, const Message& m) {
  if (const auto automatic = bool_at(e, "auto")) EXPECT_EQ(m.auto_mail.auto_reply, *automatic);
  if (const auto not_customer = bool_at(e, "not_customer")) EXPECT_EQ(m.auto_mail.not_customer, *not_customer);
  if (!bool_at(e, "bounce")) return;
  EXPECT_TRUE(m.bounce.bounce);
  EXPECT_EQ(m.bounce.recipients, texts_at(e, "recipients"));
  EXPECT_EQ(m.bounce.status, std::vector<std::string>{*string_at(e, "status")});
  EXPECT_EQ(m.bounce.original_message_id, *string_at(e, "original"));
}

void expect_parts(const JsonObject& e, const Message& m) {
  if (const JsonArray* list = array_at(e, "attachments")) {
    EXPECT_EQ(m.attachments.size(), list->size());
    for (std::size_t i = 0; i < std::min(list->size(), m.attachments.size()); ++i) {
      const JsonObject& file = (*list)[i].as_object();
      EXPECT_EQ(m.attachments[i].filename, *string_at(file, "filename"));
      EXPECT_EQ(m.attachments[i].content_type, *string_at(file, "type"));
      EXPECT_EQ(std::int64_t(m.attachments[i].size), *integer_at(file, "size"));
      EXPECT_EQ(m.attachments[i].is_inline, bool_at(file, "inline").value_or(false));
    }
  }
  if (const JsonObject* inner = object_at(e, "forwarded")) {
    ASSERT_TRUE(m.forwarded);
    EXPECT_EQ(m.forwarded->from, (Address{*string_at(*inner, "from_name"), *string_at(*inner, "from")}));
    if (const auto subject = string_at(*inner, "subject")) EXPECT_EQ(m.forwarded->subject, *subject);
    EXPECT_EQ(words(m.forwarded->text_top), words(*string_at(*inner, "top")));
    EXPECT_TRUE(holds(m.forwarded->text, *string_at(*inner, "contains"))) << m.forwarded->text;
  }
  if (const JsonObject* invite = object_at(e, "invite")) {
    ASSERT_TRUE(m.invite);
    EXPECT_EQ(m.invite->method, *string_at(*invite, "method"));
    EXPECT_EQ(m.invite->summary, *string_at(*invite, "summary"));
    EXPECT_EQ(m.invite->location, *string_at(*invite, "location"));
    EXPECT_EQ(m.invite->organizer, *string_at(*invite, "organizer"));
  }
}

void expect_all(const std::string& file, std::size_t least) {
  const std::vector<Case> cases = cases_of(file);
  EXPECT_GE(cases.size(), least);
  for (const Case& c : cases) {
    SCOPED_TRACE(file + ": " + c.name);
    const Json expect = parse_json(c.expect).value();
    const Message m = parse(c.raw).value();
    expect_text(expect.as_object(), m);
    expect_machine(expect.as_object(), m);
    expect_parts(expect.as_object(), m);
  }
}

TEST(ClientMails, russian_mails_show_what_was_written_and_fold_the_rest) { expect_all("russian.txt", 100); }
TEST(ClientMails, bengali_mails_show_what_was_written_and_fold_the_rest) { expect_all("bengali.txt", 60); }

}  // namespace
}  // namespace sahay::mail
