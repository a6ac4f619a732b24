#include "desk/email/inline_pictures.h"

#include "desk/email/testing/email_flow.h"
#include "desk/tickets/attachments.h"

namespace sahay::email {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class InlinePictures : public EmailFlow {
 protected:
  tickets::Attachment file(const std::string& name, const std::string& type, const std::string& bytes) {
    tickets::Attachment out;
    write([&](db::Tx& tx) { out = tickets::add_attachment(tx, {name, type}, *files_.put(bytes), std::int64_t(bytes.size()), "upload", oleg_); });
    return out;
  }
  std::set<std::string> embed(mail::Outgoing& out) {
    return read([&](db::Tx& tx) { return embed_pictures(room_.desk(), tx, out); });
  }
};

TEST_F(InlinePictures, go_inside_from_every_form_of_our_address_and_once) {
  const auto pump = file("pump.png", "image/png", "the picture");
  const std::string path = tickets::attachment_path(pump);
  mail::Outgoing out;
  out.html = "<p>See</p><img src=\"" + path + "\" alt=\"a\"><img alt='b' src='https://desk.example" + path + "'><img data-remote-src=\"http://desk.example" + path + "\">";
  out.history = mail::QuotedHistory{"", "", "<img src=\"" + path + "\">"};
  EXPECT_THAT(embed(out), ElementsAre(pump.access_token));
  ASSERT_EQ(out.files.size(), 1u);
  EXPECT_EQ(out.files[0].bytes, "the picture");
  const std::string cid = "cid:" + out.files[0].content_id;
  EXPECT_EQ(out.html, "<p>See</p><img src=\"" + cid + "\" alt=\"a\"><img alt='b' src='" + cid + "'><img src=\"" + cid + "\">");
  EXPECT_EQ(out.history->html, "<img src=\"" + cid + "\">");
}

TEST_F(InlinePictures, leave_everything_else_as_it_is) {
  const auto list = file("list.csv", "text/csv", "1,2");
  for (const std::string& html : {std::string("<p>src=\"/attachments/</p>"), "<img src=\"" + tickets::attachment_path(list) + "\">", std::string("<img src=\"/attachments/unknown/x.png\">"),
                                  std::string("<img src=\"/attachments/"), std::string("<img data-remote-src=\"https://elsewhere.example/attachments/unknown/x.png\">"),
                                  std::string("<img src=\"https://elsewhere.example/x?y=/attachments/" + list.access_token + "/x\">")}) {
    mail::Outgoing out;
    out.html = html;
    EXPECT_TRUE(embed(out).empty()) << html;
    EXPECT_EQ(out.html, html);
    EXPECT_TRUE(out.files.empty()) << html;
  }
}

TEST_F(InlinePictures, stay_outside_where_the_mail_would_grow_too_large) {
  const auto small = file("small.png", "image/png", "small"), large = file("large.png", "image/png", std::string(std::size_t(kMostBytesOfFiles), 'x'));
  mail::Outgoing out;
  out.html = "<img src=\"" + tickets::attachment_path(small) + "\"><img src=\"" + tickets::attachment_path(large) + "\">";
  EXPECT_THAT(embed(out), ElementsAre(small.access_token));
  EXPECT_THAT(out.html, HasSubstr(large.access_token));
}

}  // namespace
}  // namespace sahay::email
