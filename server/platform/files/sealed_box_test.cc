#include "platform/files/sealed_box.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>

namespace sahay::files {
namespace {

std::string folder() {
  std::string path = "/tmp/sahay-seal-XXXXXX";
  return mkdtemp(path.data()) ? path : "";
}

TEST(SealedBox, what_was_sealed_opens_again_with_the_key_of_the_file_and_nowhere_else) {
  const std::string here = folder();
  const auto box = SealedBox::open_key(here + "/mail.key"), again = SealedBox::open_key(here + "/mail.key"), other = SealedBox::open_key("");
  ASSERT_TRUE(box.ok() && again.ok() && other.ok());
  const std::string sealed = box->seal(Secret("pump & valve"), "mail_accounts/7");
  EXPECT_EQ(sealed.find("pump"), std::string::npos);
  const auto opened = again->open(sealed, "mail_accounts/7");
  ASSERT_TRUE(opened.ok());
  EXPECT_EQ(opened->reveal(), "pump & valve");
  EXPECT_FALSE(again->open(sealed, "mail_accounts/8").ok());
  EXPECT_FALSE(other->open(sealed, "mail_accounts/7").ok());
  EXPECT_FALSE(box->open("", "x").ok());
  struct stat seen {};
  ASSERT_EQ(::stat((here + "/mail.key").c_str(), &seen), 0);
  EXPECT_EQ(seen.st_mode & 0777, 0600u);
  EXPECT_EQ(seen.st_size, 32);
  std::filesystem::remove_all(here);
}

TEST(SealedBox, every_sealing_looks_different_and_a_changed_byte_is_refused) {
  const auto box = SealedBox::open_key("");
  ASSERT_TRUE(box.ok());
  const std::string one = box->seal(Secret("x"), "a"), two = box->seal(Secret("x"), "a");
  EXPECT_NE(one, two);
  for (std::size_t i = 0; i + 1 < one.size(); ++i) {
    std::string bent = one;
    bent[i] = bent[i] == 'A' ? 'B' : 'A';
    EXPECT_FALSE(box->open(bent, "a").ok()) << i;
  }
}

}  // namespace
}  // namespace sahay::files
