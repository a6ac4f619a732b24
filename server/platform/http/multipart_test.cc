#include "platform/http/multipart.h"

#include <gtest/gtest.h>

namespace sahay::http {
namespace {

Request request_with(std::string type, std::string body) {
  Request out;
  out.headers.emplace("Content-Type", std::move(type));
  out.body = std::move(body);
  return out;
}

constexpr char kBody[] =
    "--b\r\nContent-Disposition: form-data; name=\"inline\"\r\n\r\ntrue\r\n"
    "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"drill.png\"\r\nContent-Type: image/png\r\n\r\nPNG\r\n--x\r\n--b--\r\n";

TEST(Multipart, the_first_part_with_a_name_is_the_file_and_the_others_are_values) {
  const Request request = request_with("multipart/form-data; boundary=b", kBody);
  const UploadedFile file = uploaded_file(request, "");
  EXPECT_EQ(file.name, "drill.png");
  EXPECT_EQ(file.type, "image/png");
  EXPECT_EQ(file.bytes, "PNG\r\n--x");
  EXPECT_EQ(file.value("inline"), "true");
  EXPECT_EQ(file.value("missing"), "");
}

TEST(Multipart, raw_bytes_are_the_file_whatever_their_label_says) {
  const Request request = request_with("application/json; charset=utf-8", "{broken");
  const UploadedFile file = uploaded_file(request, "notes.json");
  EXPECT_EQ(file.name, "notes.json");
  EXPECT_EQ(file.type, "application/json");
  EXPECT_EQ(file.bytes, "{broken");
}

TEST(Multipart, a_mark_that_never_ends_gives_no_file_of_parts) {
  for (const char* body : {"--b\r\n", "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\nno end", "", "--b--"}) {
    const Request request = request_with("multipart/form-data; boundary=b", body);
    EXPECT_EQ(uploaded_file(request, "").bytes, body);
  }
}

TEST(Multipart, a_form_sent_again_with_another_mark_says_the_same_and_other_words_do_not) {
  const auto form = [](const std::string& mark, const std::string& words, std::string type = "multipart/form-data; boundary=") {
    return digest_of(request_with(type + mark, "--" + mark + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n" + words + "\r\n--" + mark + "--\r\n"));
  };
  EXPECT_EQ(form("b", "drill"), form("another-mark", "drill"));
  EXPECT_EQ(form("b", "drill"), form("b", "drill", "Multipart/Form-Data; boundary="));
  EXPECT_NE(form("b", "drill"), form("b", "saw"));
  EXPECT_NE(form("b", "drill"), form("b", "drill\r\n--b\r\nContent-Disposition: form-data; name=\"inline\"\r\n\r\ntrue"));
  // Under another label the mark is a word like any other.
  EXPECT_NE(form("b", "drill", "text/plain; boundary="), form("c", "drill", "text/plain; boundary="));
  EXPECT_NE(digest_of(request_with("text/plain", "one")), digest_of(request_with("text/plain", "two")));
}

}  // namespace
}  // namespace sahay::http
