#include "app/command_line.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sahay::app {
namespace {

std::variant<Command, Farewell> parse(std::vector<const char*> words) {
  words.insert(words.begin(), "sahay");
  return parse_command_line(int(words.size()), words.data());
}

Command command(std::vector<const char*> words) {
  const auto parsed = parse(std::move(words));
  if (const auto* farewell = std::get_if<Farewell>(&parsed)) ADD_FAILURE() << farewell->text;
  return std::holds_alternative<Command>(parsed) ? std::get<Command>(parsed) : Command{};
}

TEST(CommandLine, serve_takes_folder_address_and_configuration) {
  const Command c = command({"serve", "--data", "d", "--listen", "127.0.0.1:0", "--config", "c.toml"});
  EXPECT_EQ(c.verb, Verb::serve);
  EXPECT_EQ(c.data, "d");
  EXPECT_EQ(c.listen, "127.0.0.1:0");
  EXPECT_EQ(c.config, "c.toml");
}

TEST(CommandLine, verbs_of_two_words_are_understood) {
  const Command user = command(
      {"user", "add", "--data", "d", "--email", "sara@sahay.example", "--name", "Sara Ahmed", "--role", "admin"});
  EXPECT_EQ(user.verb, Verb::user_add);
  EXPECT_EQ(user.role, "admin");
  const Command token = command({"token", "add", "--email", "sara@sahay.example", "--act-for-others"});
  EXPECT_EQ(token.verb, Verb::token_add);
  EXPECT_TRUE(token.act_for_others);
  EXPECT_EQ(command({"mail", "inspect", "a.eml", "b.eml"}).files.size(), 2u);
}

TEST(CommandLine, archives_may_be_named_with_and_without_the_option) {
  EXPECT_EQ(command({"backup", "--data", "d", "there"}).archive, "there");
  EXPECT_EQ(command({"backup", "--to", "there"}).archive, "there");
  EXPECT_EQ(command({"restore", "there", "--data", "d"}).archive, "there");
  EXPECT_EQ(command({"restore", "--from", "there"}).archive, "there");
}

TEST(CommandLine, help_and_version_end_well_and_mistakes_do_not) {
  const auto version = std::get<Farewell>(parse({"--version"}));
  EXPECT_EQ(version.exit_code, 0);
  EXPECT_THAT(version.text, testing::StartsWith("sahay "));
  EXPECT_EQ(std::get<Farewell>(parse({"--help"})).exit_code, 0);
  EXPECT_EQ(std::get<Farewell>(parse({})).exit_code, 2);
  const auto unknown = std::get<Farewell>(parse({"serve", "--lisen", "x"}));
  EXPECT_EQ(unknown.exit_code, 2);
  EXPECT_THAT(unknown.text, testing::HasSubstr("--lisen"));
  EXPECT_EQ(std::get<Farewell>(parse({"user", "add", "--email", "a@b.c", "--role", "king"})).exit_code, 2);
}

}  // namespace
}  // namespace sahay::app
