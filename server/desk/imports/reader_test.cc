#include "desk/imports/reader.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace sahay::imports {
namespace {

class Readers : public testing::Test {
 protected:
  Readers() : folder_(std::filesystem::temp_directory_path() / ("sahay_readers_" + std::to_string(::getpid()))) { std::filesystem::create_directories(folder_); }
  ~Readers() override { std::filesystem::remove_all(folder_); }
  std::string file(const std::string& name, const std::string& text) {
    std::ofstream(folder_ / name, std::ios::binary) << text;
    return (folder_ / name).string();
  }
  static std::string at(const JsonObject& object, std::string_view key) { return string_at(object, key).value_or(""); }

  std::vector<Item> items_;
  const Take keep_ = [this](Item item) { items_.push_back(std::move(item)); };

 private:
  const std::filesystem::path folder_;
};

TEST_F(Readers, a_file_says_by_its_name_what_is_in_it) {
  for (const auto& [name, kind] : {std::pair("tickets.ndjson", "ticket"), std::pair("/x/users.csv", "user"), std::pair("export_organizations.jsonl", "organization"), std::pair("contacts.csv", "user"), std::pair("ticket_fields.ndjson", "ticket_field"), std::pair("stuff.ndjson", "")})
    EXPECT_EQ(kind_of(name), kind) << name;
}

TEST_F(Readers, a_line_that_is_no_object_is_a_problem_of_its_own_and_wrappers_are_taken_off) {
  ASSERT_TRUE(read_ndjson(file("users.ndjson", "{\"name\":\"Rina Akter\"}\n\n{\"user\":{\"name\":\"Sara Ahmed\"}}\n{broken\n[1]\n"), "user", keep_).ok());
  ASSERT_EQ(items_.size(), 4u);
  EXPECT_EQ(at(items_[1].object, "name"), "Sara Ahmed");
  EXPECT_EQ(items_[1].place, "users.ndjson:3");
  EXPECT_NE(items_[2].problem, "");
  EXPECT_NE(items_[3].problem, "");
}

TEST_F(Readers, a_table_has_quotes_line_ends_and_another_separator) {
  const std::string text = "\xEF\xBB\xBFName;E-mail;Notes\r\n\"Akter; Rina\";rina@meghna.example;\"two\nlines \"\"quoted\"\"\"\r\n;;\r\nSara Ahmed;sara@sahay.example\r\n";
  ASSERT_TRUE(read_csv(file("users.csv", text), "user", {}, keep_).ok());
  ASSERT_EQ(items_.size(), 2u);
  EXPECT_EQ(at(items_[0].object, "name"), "Akter; Rina");
  EXPECT_EQ(at(items_[0].object, "email"), "rina@meghna.example");
  EXPECT_EQ(at(items_[0].object, "notes"), "two\nlines \"quoted\"");
  EXPECT_EQ(items_[1].place, "users.csv:5");
}

TEST_F(Readers, a_heading_can_be_given_a_meaning) {
  ASSERT_TRUE(read_csv(file("tickets.csv", "Nr,Betreff,Requester email\n7,Drill,rina@meghna.example\n"), "ticket", {{"Nr", "id"}, {"Betreff", "subject"}}, keep_).ok());
  ASSERT_EQ(items_.size(), 1u);
  EXPECT_EQ(at(items_[0].object, "id"), "7");
  EXPECT_EQ(at(items_[0].object, "subject"), "Drill");
  EXPECT_EQ(at(*object_at(items_[0].object, "requester"), "email"), "rina@meghna.example");
}

TEST_F(Readers, mails_join_by_their_ids_and_a_line_that_looks_like_a_start_does_not_split_one) {
  const std::string box =
      "From rina Mon Jan  6 10:00:00 2020\nFrom: Rina Akter <rina@meghna.example>\nSubject: Saw\nMessage-ID: <1@meghna.example>\nDate: Mon, 06 Jan 2020 10:00:00 +0600\n\nIt is loud.\n>From here on it smokes.\nFrom now on too.\n\n"
      "From help Mon Jan  6 12:00:00 2020\nFrom: help@sahay.example\nSubject: another subject\nMessage-ID: <2@sahay.example>\nIn-Reply-To: <1@meghna.example>\nDate: Mon, 06 Jan 2020 12:00:00 +0600\n\nOil it.\n\n"
      "From rina Tue Jan  7 10:00:00 2020\nFrom: Rina Akter <rina@meghna.example>\nSubject: Saw\nMessage-ID: <3@meghna.example>\nDate: Tue, 07 Jan 2020 10:00:00 +0600\n\nAnother one.\n";
  ASSERT_TRUE(read_mbox(file("old.mbox", box), {"help@sahay.example"}, keep_).ok());
  ASSERT_EQ(items_.size(), 2u);
  const JsonObject& first = items_[0].object;
  EXPECT_EQ(at(first, "id"), "1@meghna.example");
  EXPECT_EQ(at(first, "status"), "solved");
  EXPECT_EQ(at(first, "created_at"), "2020-01-06T04:00:00Z");
  const JsonArray& comments = *array_at(first, "comments");
  ASSERT_EQ(comments.size(), 2u);
  EXPECT_NE(at(comments[0].get_object(), "body").find("\nFrom here on it smokes."), std::string::npos);
  EXPECT_NE(at(comments[0].get_object(), "body").find("From now on too."), std::string::npos);
  EXPECT_EQ(at(comments[1].get_object(), "message_id"), "2@sahay.example");
  EXPECT_EQ(at(items_[1].object, "status"), "open");
}

}  // namespace
}  // namespace sahay::imports
