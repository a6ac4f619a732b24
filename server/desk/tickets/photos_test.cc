// Photos of agents: their own and nobody else's, shown at once where people are shown, gone from everywhere when
// removed.
#include "desk/tickets/photos.h"

#include "desk/people/face.h"
#include "desk/tickets/testing/tickets_site.h"

namespace sahay::tickets {
namespace {

// 64 x 64, without pixels: nothing here decodes them.
const std::string kPhoto(
    "\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR\0\0\0\x40\0\0\0\x40\x08\x02\0\0\0crc.\0\0\0\x01IDATxcrc.\0\0\0\0IENDcrc.", 58);

class PhotosTest : public TicketsSite {
 protected:
  PhotosTest() {
    people::add_face_routes(api_);
    add_photo_routes(api_, files_);
  }
  Answer put(UserId as, UserId of, const std::string& bytes = kPhoto, const std::string& type = "image/png") {
    return ask(as, "PUT", face(of), bytes, {{"Content-Type", type}});
  }
  static std::string face(UserId of) { return "/agents/" + std::to_string(of.value) + "/photo"; }
};

TEST_F(PhotosTest, ones_own_photo_stands_in_the_face_and_with_the_user) {
  const Answer made = put(cast.sara, cast.sara);
  ASSERT_EQ(made.status, 200) << made.body;
  const std::string path = made.text("face", "photo_url");
  const Answer user = ask(cast.sara, "GET", "/users/" + std::to_string(cast.sara.value));
  EXPECT_TRUE(user.text("user", "photo", "content_url").ends_with(path)) << user.body;
  EXPECT_EQ(user.text("user", "photo", "content_type"), "image/png");
  EXPECT_EQ(user.text("user", "photo", "file_name"), "photo.png");
  EXPECT_EQ(api::test::call(router_, "GET", path).status, 200);
  EXPECT_TRUE(files_.has(text::to_hex(text::sha256(kPhoto))));
}

TEST_F(PhotosTest, a_form_is_taken_as_well) {
  const std::string form =
      "--X1\r\nContent-Disposition: form-data; name=\"user[photo][uploaded_data]\"; "
      "filename=\"me.png\"\r\nContent-Type: image/png\r\n\r\n" +
      kPhoto + "\r\n--X1--\r\n";
  EXPECT_EQ(put(cast.sara, cast.sara, form, "multipart/form-data; boundary=X1").status, 200);
}

TEST_F(PhotosTest, a_new_photo_takes_the_place_of_the_old_one_and_removing_leaves_none) {
  const std::string first = put(cast.sara, cast.sara).text("face", "photo_url"),
                    second = put(cast.sara, cast.sara).text("face", "photo_url");
  EXPECT_NE(first, second);
  EXPECT_EQ(api::test::call(router_, "GET", first).status, 404);
  const Answer gone = ask(cast.sara, "DELETE", face(cast.sara));
  EXPECT_EQ(gone.status, 200);
  EXPECT_TRUE(gone.at("face", "photo_url").is_null());
  EXPECT_EQ(api::test::call(router_, "GET", second).status, 404);
}

TEST_F(PhotosTest, only_administrators_give_others_a_photo) {
  EXPECT_EQ(put(cast.sara, cast.oleg).status, 404);
  EXPECT_EQ(ask(cast.sara, "DELETE", face(cast.oleg)).status, 404);
  EXPECT_EQ(put(cast.rina, cast.rina).status, 403);
  EXPECT_EQ(put(cast.admin, cast.oleg).status, 200);
  EXPECT_EQ(put(cast.admin, cast.rina).status, 404);
}

TEST_F(PhotosTest, a_bad_picture_changes_nothing_and_says_why) {
  const std::string kept = put(cast.sara, cast.sara).text("face", "photo_url");
  const Answer refused = put(cast.sara, cast.sara, "<svg onload=alert(1)>");
  EXPECT_EQ(refused.status, 422);
  EXPECT_NE(refused.text("details", "photo", 0, "description").find("PNG"), std::string::npos) << refused.body;
  EXPECT_EQ(api::test::call(router_, "GET", kept).status, 200);
}

TEST_F(PhotosTest, a_file_of_a_comment_shown_as_photo_outlives_it) {
  const std::string token = ask(cast.sara, "POST", "/uploads?filename=a.png", kPhoto, {{"Content-Type", "image/png"}})
                                .text("upload", "token");
  const Answer made =
      ask(cast.sara, "POST", "/tickets", R"({"ticket":{"comment":{"body":"See","uploads":[")" + token + "\"]}}}");
  std::string file = made.text("audit", "events", 0, "attachments", 0, "content_url");
  file = file.substr(file.find("/attachments/"));
  ASSERT_EQ(ask(cast.sara, "PUT", "/agents/" + std::to_string(cast.sara.value) + "/face",
                R"({"face":{"photo_url":")" + file + "\"}}")
                .status,
            200);
  EXPECT_EQ(put(cast.sara, cast.sara).status, 200);
  EXPECT_EQ(api::test::call(router_, "GET", file).status, 200);
}

}  // namespace
}  // namespace sahay::tickets
