#include "platform/files/portrait.h"

#include <gtest/gtest.h>

namespace sahay::files {
namespace {

std::string big_endian(unsigned value, int length) {
  std::string out;
  for (int i = length - 1; i >= 0; --i) out += char(value >> (8 * i));
  return out;
}

std::string chunk(const std::string& type, const std::string& data) {
  return big_endian(unsigned(data.size()), 4) + type + data + "crc.";
}
std::string png(unsigned width, unsigned height, const std::string& more = "") {
  return "\x89PNG\r\n\x1A\n" +
         chunk("IHDR", big_endian(width, 4) + big_endian(height, 4) + std::string("\x08\x02\x00\x00\x00", 5)) + more +
         chunk("IDAT", "pixels") + chunk("IEND", "");
}

std::string segment(unsigned marker, const std::string& data) {
  return "\xFF" + big_endian(marker, 1) + big_endian(unsigned(data.size()) + 2, 2) + data;
}
std::string frame(unsigned width, unsigned height) {
  return segment(0xC0, "\x08" + big_endian(height, 2) + big_endian(width, 2) + "\x01");
}
std::string jpeg(unsigned width, unsigned height, const std::string& more = "") {
  return "\xFF\xD8" + segment(0xE0, "JFIF") + more + frame(width, height) + segment(0xDA, "scan") +
         std::string(
             "ab\xFF\x00\xFF\xD0"
             "cd",
             8) +
         "\xFF\xD9";
}

std::string reason(const Result<Portrait>& result) { return result.ok() ? "" : result.error().fields.front().key; }

TEST(Portrait, a_square_picture_comes_out_as_it_went_in) {
  for (const std::string& bytes : {png(64, 64), jpeg(64, 64)}) {
    const auto photo = portrait_of(bytes);
    ASSERT_TRUE(photo.ok()) << reason(photo);
    EXPECT_EQ(photo->bytes, bytes);
    EXPECT_EQ(photo->side, 64u);
  }
  EXPECT_EQ(portrait_of(png(64, 64))->content_type, "image/png");
  EXPECT_EQ(portrait_of(jpeg(64, 64))->extension(), "jpg");
}

TEST(Portrait, place_camera_and_comments_stay_outside) {
  EXPECT_EQ(portrait_of(png(64, 64, chunk("eXIf", "52.52 N") + chunk("tEXt", "Author")))->bytes, png(64, 64));
  EXPECT_EQ(portrait_of(jpeg(64, 64, segment(0xE1, "Exif 52.52 N") + segment(0xFE, "made with")))->bytes, jpeg(64, 64));
}

TEST(Portrait, what_hides_behind_the_end_stays_outside) {
  EXPECT_EQ(portrait_of(png(64, 64) + "<script>alert(1)</script>")->bytes, png(64, 64));
  EXPECT_EQ(portrait_of(jpeg(64, 64) + "PK\x03\x04")->bytes, jpeg(64, 64));
}

TEST(Portrait, an_error_says_what_to_do) {
  EXPECT_EQ(reason(portrait_of("")), "error.field.empty_file");
  EXPECT_EQ(reason(portrait_of(png(64, 64, chunk("IDAT", std::string(kLargestPortrait, 'x'))))), "face.photo.size");
  EXPECT_EQ(reason(portrait_of(png(64, 80))), "face.photo.square");
  EXPECT_EQ(reason(portrait_of(jpeg(80, 64))), "face.photo.square");
  EXPECT_EQ(reason(portrait_of(png(16, 16))), "face.photo.side");
  EXPECT_EQ(reason(portrait_of(png(20'000, 20'000))), "face.photo.side");
}

TEST(Portrait, what_is_no_whole_picture_is_refused) {
  const std::string no_frame = "\xFF\xD8" + segment(0xDA, "scan") + "ab\xFF\xD9";
  const std::string two_frames = "\xFF\xD8" + frame(64, 64) + frame(1024, 9) + segment(0xDA, "scan") + "ab\xFF\xD9";
  for (const std::string& bytes :
       {std::string("<svg xmlns='http://www.w3.org/2000/svg'/>"), std::string("GIF89a"), png(64, 64).substr(0, 50),
        jpeg(64, 64).substr(0, 30), "\x89PNG\r\n\x1A\n" + chunk("IDAT", "x") + chunk("IEND", ""),
        std::string("\x89PNG\r\n\x1A\n\xFF\xFF\xFF\xFFIHDR1234", 20), no_frame, two_frames})
    EXPECT_EQ(reason(portrait_of(bytes)), "face.photo.format") << bytes.substr(0, 40);
}

}  // namespace
}  // namespace sahay::files
