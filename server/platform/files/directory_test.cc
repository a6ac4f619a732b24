#include "platform/files/directory.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <thread>

#include "base/text.h"

namespace sahay::files {
namespace {

namespace fs = std::filesystem;

class FilesTest : public testing::Test {
 protected:
  FilesTest() {
    std::string pattern = (fs::temp_directory_path() / "sahay_files_XXXXXX").string();
    root_ = ::mkdtemp(pattern.data());
    files_ = std::make_unique<Directory>(root_);
  }
  ~FilesTest() override { fs::remove_all(root_); }

  std::size_t count() const {
    std::size_t n = 0;
    for (const auto& entry : fs::recursive_directory_iterator(root_)) n += entry.is_regular_file();
    return n;
  }

  std::string root_;
  std::unique_ptr<Directory> files_;
};

TEST_F(FilesTest, gives_back_the_bytes_under_their_hash) {
  const std::string bytes("a\0b\xFF", 4);
  const auto hash = files_->put(bytes);
  ASSERT_TRUE(hash.ok());
  EXPECT_EQ(*hash, text::to_hex(text::sha256(bytes)));
  EXPECT_TRUE(files_->has(*hash));
  EXPECT_EQ(*files_->get(*hash), bytes);
  EXPECT_EQ(files_->path_of(*hash), root_ + "/" + hash->substr(0, 2) + "/" + hash->substr(2, 2) + "/" + *hash);
}

TEST_F(FilesTest, stores_the_same_bytes_once) {
  const std::string first = *files_->put("report"), second = *files_->put("report");
  EXPECT_EQ(first, second);
  EXPECT_EQ(count(), 1u);
}

TEST_F(FilesTest, stores_an_empty_file_too) { EXPECT_EQ(*files_->get(*files_->put("")), ""); }

TEST_F(FilesTest, heals_a_file_that_lost_bytes) {
  const std::string hash = *files_->put("whole content");
  std::ofstream(files_->path_of(hash), std::ios::trunc) << "who";
  ASSERT_TRUE(files_->put("whole content").ok());
  EXPECT_EQ(*files_->get(hash), "whole content");
}

TEST_F(FilesTest, takes_no_name_that_is_no_hash) {
  for (const char* name : {"", "abc", "../../etc/passwd", "ZZ7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                           "../816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad0"}) {
    EXPECT_EQ(files_->path_of(name), "") << name;
    EXPECT_FALSE(files_->has(name));
    EXPECT_FALSE(files_->get(name).ok());
  }
}

TEST_F(FilesTest, answers_not_found_for_an_unknown_hash) {
  const auto missing = files_->get(text::to_hex(text::sha256("never stored")));
  ASSERT_FALSE(missing.ok());
  EXPECT_EQ(missing.error().code, ErrorCode::not_found);
}

TEST_F(FilesTest, takes_the_same_bytes_from_many_threads) {
  const std::string bytes(100'000, 'x');
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) threads.emplace_back([&] { EXPECT_TRUE(files_->put(bytes).ok()); });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(count(), 1u);
  EXPECT_EQ(*files_->get(*files_->put(bytes)), bytes);
}

TEST_F(FilesTest, says_why_when_nothing_can_be_written) {
  fs::remove_all(root_);
  std::ofstream(root_) << "a file stands where the folder was";
  const auto put = files_->put("x");
  ASSERT_FALSE(put.ok());
  EXPECT_EQ(put.error().code, ErrorCode::unavailable);
  EXPECT_FALSE(put.error().detail.empty());
}

}  // namespace
}  // namespace sahay::files
