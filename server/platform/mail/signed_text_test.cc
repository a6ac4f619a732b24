#include "platform/mail/signed_text.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "platform/mail/message.h"

namespace sahay::mail {
namespace {

TEST(SignedText, a_mail_wrapped_into_its_signature_shows_its_words_and_files) {
  std::ifstream in(std::string(SAHAY_SOURCE_DIR) + "/server/platform/mail/testdata/smime_opaque.eml");
  std::ostringstream bytes;
  bytes << in.rdbuf();
  const Message m = parse(bytes.str()).value();
  EXPECT_EQ(m.subject, "A signed mail");
  EXPECT_EQ(m.from.address, "rina@meghna.example");
  EXPECT_EQ(m.reply_text, "পাম্প চালু হচ্ছে না। Насос не включается.");
  ASSERT_EQ(m.attachments.size(), 1u);
  EXPECT_EQ(m.attachments[0].filename, "serial.txt");
  EXPECT_TRUE(m.is_signed);
  EXPECT_FALSE(m.encrypted);
}

TEST(SignedText, what_is_no_signature_keeps_its_file) {
  EXPECT_FALSE(signed_content("no DER at all"));
  EXPECT_FALSE(signed_content(""));
  const Message m = parse("From: a@b.example\nContent-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m\nContent-Transfer-Encoding: base64\n\nMAAA\n").value();
  EXPECT_TRUE(m.encrypted);
  ASSERT_EQ(m.attachments.size(), 1u);
  EXPECT_EQ(m.attachments[0].filename, "smime.p7m");
}

TEST(SignedText, a_pgp_signature_in_the_text_leaves_the_words) {
  const std::string text =
      "Hello,\n-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nThe pump leaks.\n- -- \nRina\n-----BEGIN PGP SIGNATURE-----\n\niQEz\n=ab12\n-----END PGP SIGNATURE-----\nBye\n";
  EXPECT_EQ(without_pgp_armour(text), "Hello,\nThe pump leaks.\n-- \nRina\nBye\n");
  EXPECT_FALSE(without_pgp_armour("she wrote -----BEGIN PGP SIGNED MESSAGE----- in prose"));
  EXPECT_FALSE(without_pgp_armour("-----BEGIN PGP SIGNED MESSAGE-----\n\nno end"));
  const Message m = parse("From: a@b.example\n\n" + text).value();
  EXPECT_TRUE(m.is_signed);
  EXPECT_EQ(m.reply_text.find("BEGIN PGP"), std::string::npos);
}

}  // namespace
}  // namespace sahay::mail
