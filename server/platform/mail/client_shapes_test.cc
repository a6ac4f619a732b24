// Replies as the mail clients of Russia and Bangladesh write them: 120 Russian and 60 Bengali messages of our own.
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "base/text.h"
#include "platform/mail/message.h"

namespace sahay::mail {
namespace {

struct Case {
  std::string name, raw, reply;
};

std::vector<Case> cases_of(const std::string& file) {
  std::ifstream in(std::string(SAHAY_SOURCE_DIR) + "/server/platform/mail/testdata/" + file);
  std::vector<Case> cases;
  std::string line;
  std::string* into = nullptr;
  while (std::getline(in, line)) {
    if (line == "#### reply") { into = &cases.back().reply; continue; }
    if (line.starts_with("#### ")) {
      cases.push_back({line.substr(5), "", ""});
      into = &cases.back().raw;
      continue;
    }
    if (into) *into += line + "\n";
  }
  return cases;
}

std::string words(std::string_view s) {
  std::string out;
  const std::string spaced = text::replace_all(text::replace_all(s, "\n", " "), "\xC2\xA0", " ");
  for (std::string_view piece : text::split(spaced, ' ')) {
    if (!text::trim(piece).empty()) out += std::string(text::trim(piece)) + " ";
  }
  return out;
}

void expect_replies(const std::string& file, std::size_t count, std::string_view sender) {
  const std::vector<Case> cases = cases_of(file);
  EXPECT_EQ(cases.size(), count);
  for (const Case& c : cases) {
    const Message m = parse(c.raw).value();
    EXPECT_EQ(words(m.reply_text), words(c.reply)) << c.name;
    EXPECT_EQ(m.from.name, sender) << c.name;
  }
}

TEST(ClientShapes, russian_replies_show_only_what_the_customer_wrote) { expect_replies("russian_replies.txt", 120, "Иван Петров"); }
TEST(ClientShapes, bengali_replies_show_only_what_the_customer_wrote) { expect_replies("bengali_replies.txt", 60, "রিনা আক্তার"); }

}  // namespace
}  // namespace sahay::mail
