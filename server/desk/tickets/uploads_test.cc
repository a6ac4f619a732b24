// Files: uploaded as they come, taken once, served so that no browser runs them.
#include "desk/tickets/testing/tickets_site.h"

namespace sahay::tickets {
namespace {

class UploadsTest : public TicketsSite {
 protected:
  Answer send(const std::string& name, const std::string& bytes, const std::string& type = "application/binary", const std::string& more = "") {
    return ask(cast.rina, "POST", "/uploads.json?filename=" + text::percent_encode(name) + more, bytes, {{"Content-Type", type}});
  }
  // What GET of the content_url answers.
  Answer fetch(const Answer& uploaded) { return api::test::call(router_, "GET", uploaded.text("upload", "attachment", "content_url")); }
};

TEST_F(UploadsTest, bytes_are_kept_whatever_their_label) {
  const std::string bytes = "{\"not\": json";
  for (const char* type : {"application/json", "application/binary", "application/octet-stream", "image/png", ""}) {
    const Answer up = send("a.bin", bytes, type);
    ASSERT_EQ(up.status, 201) << type << up.body;
    EXPECT_EQ(up.number("upload", "attachment", "size"), std::int64_t(bytes.size()));
    EXPECT_EQ(up.text("upload", "attachment", "file_name"), "a.bin");
    EXPECT_TRUE(files_.has(text::to_hex(text::sha256(bytes))));
  }
}

TEST_F(UploadsTest, a_form_is_taken_apart) {
  const std::string form = "--X1\r\nContent-Disposition: form-data; name=\"filename\"\r\n\r\nbetter.txt\r\n--X1\r\nContent-Disposition: form-data; "
                           "name=\"uploaded_data\"; filename=\"raw.txt\"\r\nContent-Type: text/plain\r\n\r\nline\r\n--X2 inside\r\n--X1--\r\n";
  const Answer up = ask(cast.rina, "POST", "/uploads", form, {{"Content-Type", "multipart/form-data; boundary=X1"}});
  ASSERT_EQ(up.status, 201) << up.body;
  EXPECT_EQ(up.text("upload", "attachment", "file_name"), "better.txt");
  EXPECT_EQ(up.text("upload", "attachment", "content_type"), "text/plain");
  EXPECT_TRUE(files_.has(text::to_hex(text::sha256("line\r\n--X2 inside"))));
}

TEST_F(UploadsTest, a_broken_form_is_kept_as_it_came) {
  for (const char* body : {"--X1", "--X1\r\n\r\n", "--X1\r\nContent-Disposition: form-data; filename=\"x", "no boundary at all"})
    EXPECT_EQ(ask(cast.rina, "POST", "/uploads", body, {{"Content-Type", "multipart/form-data; boundary=X1"}}).status, 201) << body;
  EXPECT_EQ(ask(cast.rina, "POST", "/uploads", "x", {{"Content-Type", "multipart/form-data; boundary="}}).status, 201);
}

TEST_F(UploadsTest, names_lose_paths_and_tricks) {
  const std::pair<const char*, const char*> table[] = {{"../../etc/passwd", "passwd"}, {"C:\\temp\\a.txt", "a.txt"}, {"..", "file"}, {"", "file"},
                                                       {"a\nb.txt", "ab.txt"}, {"invoice\u202efdp.exe", "invoicefdp.exe"}, {"রসিদ.pdf", "রসিদ.pdf"}};
  for (const auto& [given, kept] : table) EXPECT_EQ(send(given, "x").text("upload", "attachment", "file_name"), kept) << given;
}

TEST_F(UploadsTest, several_files_share_a_token_and_a_comment_takes_them_once) {
  const std::string token = send("one.txt", "1").text("upload", "token");
  const Answer two = send("two.txt", "2", "text/plain", "&token=" + token);
  EXPECT_EQ(two.text("upload", "token"), token);
  EXPECT_EQ(two.at("upload", "attachments").get_array().size(), 2u);
  const std::string body = R"({"ticket":{"comment":{"body":"Files","uploads":[")" + token + "\"]}}}";
  const Answer made = ask(cast.sara, "POST", "/tickets", body);
  ASSERT_EQ(made.status, 201) << made.body;
  EXPECT_EQ(made.at("audit", "events", 0, "attachments").get_array().size(), 2u);
  EXPECT_EQ(ask(cast.sara, "POST", "/tickets", body).status, 422);
  EXPECT_EQ(send("three.txt", "3", "text/plain", "&token=" + token).status, 422);
}

TEST_F(UploadsTest, an_upload_is_withdrawn_by_its_owner_only) {
  const std::string token = send("one.txt", "1").text("upload", "token");
  EXPECT_EQ(ask(cast.boris, "DELETE", "/uploads/" + token).status, 404);
  EXPECT_EQ(ask(cast.rina, "DELETE", "/uploads/" + token).status, 204);
  EXPECT_EQ(ask(cast.rina, "DELETE", "/uploads/" + token).status, 404);
  EXPECT_EQ(ask({}, "POST", "/uploads?filename=a", "x").status, 401);
  EXPECT_EQ(send("empty.txt", "").status, 422);
}

TEST_F(UploadsTest, only_pictures_are_shown_and_everything_else_is_a_download) {
  for (const char* type : {"text/html", "image/svg+xml", "application/pdf", "text/plain", "application/xhtml+xml"}) {
    const Answer file = fetch(send("x.html", "<script>alert(1)</script>", type));
    ASSERT_EQ(file.status, 200);
    EXPECT_EQ(file.header("Content-Type"), "application/octet-stream") << type;
    EXPECT_EQ(file.header("Content-Disposition").substr(0, 10), "attachment") << type;
    EXPECT_EQ(file.header("X-Content-Type-Options"), "nosniff");
    EXPECT_NE(file.header("Content-Security-Policy").find("sandbox"), std::string::npos);
  }
  EXPECT_EQ(fetch(send("x.png", "png", "image/png")).header("Content-Disposition").substr(0, 6), "inline");
  EXPECT_EQ(api::test::call(router_, "GET", "/attachments/guess/x.png").status, 404);
}

}  // namespace
}  // namespace sahay::tickets
