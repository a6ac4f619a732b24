#include "desk/email/tokens.h"

#include <gtest/gtest.h>

namespace sahay::email {
namespace {

const Tokens kTokens(Secret("secret"), "desk.test");

TEST(Tokens, read_back_only_their_own_message_ids) {
  const std::string id = kTokens.message_id(TicketId(42), CommentId(7));
  EXPECT_TRUE(id.starts_with("t.42.7.")) << id;
  ASSERT_TRUE(kTokens.read_message_id("<" + id + ">"));
  EXPECT_EQ(kTokens.read_message_id(id)->ticket, TicketId(42));
  EXPECT_TRUE(kTokens.read_message_id(kTokens.message_id(TicketId(42), CommentId(7), "a")));
  EXPECT_FALSE(Tokens(Secret("other"), "desk.test").read_message_id(id));
  for (std::size_t i = 0; i < id.find('@'); ++i) {
    std::string bent = id;
    bent[i] = bent[i] == '3' ? '4' : '3';
    EXPECT_FALSE(kTokens.read_message_id(bent)) << bent;
  }
  for (const char* bad :
       {"", "<>", "t.42.7@desk.test", "t.42.7.@desk.test", "a@b", "t.-1.7.aaaaaaaaaaaaaaaaaaaaaaaaaa@desk.test"})
    EXPECT_FALSE(kTokens.read_message_id(bad)) << bad;
}

TEST(Tokens, prove_a_reply_address_for_one_participant_of_one_ticket) {
  const std::string address = kTokens.reply_address("Help@Desk.test", TicketId(42), UserId(5));
  const auto plus = parse_plus_address(address);
  ASSERT_TRUE(plus);
  EXPECT_EQ(plus->inbox, "help@desk.test");
  EXPECT_LE(address.find('@'), 64u);
  EXPECT_TRUE(kTokens.proves_reply(*plus, UserId(5)));
  EXPECT_FALSE(kTokens.proves_reply(*plus, UserId(6)));
  auto other = *plus;
  other.id = 43;
  EXPECT_FALSE(kTokens.proves_reply(other, UserId(5)));
  EXPECT_FALSE(kTokens.proves_bounce(*plus));
}

TEST(Tokens, prove_bounce_addresses_and_envelope_ids) {
  const auto plus = parse_plus_address(kTokens.bounce_address("help@desk.test", 9));
  ASSERT_TRUE(plus);
  EXPECT_TRUE(kTokens.proves_bounce(*plus));
  EXPECT_FALSE(kTokens.proves_reply(*plus, UserId(9)));
  EXPECT_EQ(kTokens.read_envelope_id(kTokens.envelope_id(9)), 9);
  EXPECT_FALSE(kTokens.read_envelope_id("9.aaaaaaaaaaaaaaaaaaaaaaaaaa"));
}

TEST(PlusAddress, is_found_only_in_its_form) {
  for (const char* bad : {"", "help@desk.test", "help+t42@desk.test", "help+t42.short@desk.test",
                          "help+x1.aaaaaaaaaaaaaaaaaaaaaaaaaa@desk.test", "+@", "help+@desk.test"})
    EXPECT_FALSE(parse_plus_address(bad)) << bad;
  EXPECT_EQ(without_plus("Help+t4.x@Desk.test"), "help@desk.test");
  EXPECT_EQ(without_plus("+x@desk.test"), "+x@desk.test");
}

}  // namespace
}  // namespace sahay::email
