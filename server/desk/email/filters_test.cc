#include "desk/email/filters.h"

#include <gtest/gtest.h>

#include "desk/email/threading.h"
#include "desk/email/verdict.h"

namespace sahay::email {
namespace {

using Kind = Judgement::Kind;

mail::Message from(std::string address) {
  mail::Message m;
  m.from.address = std::move(address);
  return m;
}
const Circumstances kPlain{
    .own_addresses = {"help@desk.test"}, .own_loop_marks = {"mark"}, .blocked_senders = {"spam.test"}};

TEST(Filters, let_customers_in_and_hold_with_the_reason) {
  EXPECT_EQ(judge(from("rina@meghna.example"), kPlain), (Judgement{Kind::customer, "", true}));
  EXPECT_EQ(judge(from(""), kPlain).cause, "no_sender");
  EXPECT_EQ(judge(from("Help+t1.x@desk.test"), kPlain).cause, "own_address");
  EXPECT_EQ(judge(from("a@spam.test"), kPlain).cause, "blocked");
  auto m = from("rina@meghna.example");
  m.headers = {{"X-Loop", "mark"}};
  EXPECT_EQ(judge(m, kPlain).cause, "loop");
  m.headers.assign(51, {"Received", "x"});
  EXPECT_EQ(judge(m, kPlain).cause, "loop");
  auto c = kPlain;
  c.same_text = 5;
  EXPECT_EQ(judge(from("rina@meghna.example"), c).cause, "flood");
  c = kPlain;
  c.trust = Trust::forged;
  EXPECT_EQ(judge(from("rina@meghna.example"), c).cause, "forged");
  c.allowed_sender = true;
  EXPECT_EQ(judge(from("rina@meghna.example"), c).kind, Kind::customer);
  c = kPlain;
  c.completeness = "header_only";
  EXPECT_EQ(judge(from("rina@meghna.example"), c).cause, "too_large");
}

TEST(Filters, tell_reports_and_automatic_mail_from_what_must_not_be_answered) {
  auto m = from("rina@meghna.example");
  m.auto_mail.list = true;
  EXPECT_EQ(judge(m, kPlain), (Judgement{Kind::customer, "", false}));
  m.auto_mail.not_customer = true;
  EXPECT_EQ(judge(m, kPlain).kind, Kind::automatic);
  m.bounce.bounce = true;
  EXPECT_EQ(judge(m, kPlain).kind, Kind::bounce);
  auto null_sender = from("rina@meghna.example");
  null_sender.has_return_path = true;
  EXPECT_FALSE(judge(null_sender, kPlain).may_answer);
}

TEST(Trust, believes_only_the_configured_receiver) {
  auto m = from("rina@x.test");
  const auto trust = [&](const std::vector<std::string>& trusted) {
    const auto reported = reported_verdict(m, trusted);
    return reported ? trust_of(*reported) : Trust::unknown;
  };
  m.headers = {{"Authentication-Results", "mx.desk.test; spf=pass; dmarc=pass header.from=x.test"}};
  EXPECT_EQ(trust({}), Trust::unknown);
  EXPECT_EQ(trust({"mx.desk.test"}), Trust::verified);
  // The receiver looked at another From than we do.
  m.headers = {{"Authentication-Results", "mx.desk.test; dmarc=pass header.from=evil.test"}};
  EXPECT_EQ(trust({"mx.desk.test"}), Trust::doubtful);
  m.headers = {{"Authentication-Results", "mx.desk.test; dmarc=fail (p=reject dis=none) header.from=x.test"},
               {"Authentication-Results", "mx.desk.test; dmarc=pass"}};
  EXPECT_EQ(trust({"MX.desk.test"}), Trust::forged);
  m.headers = {{"Authentication-Results", "mx.desk.test; dmarc=fail (p=none)"}};
  EXPECT_EQ(trust({"mx.desk.test"}), Trust::doubtful);
}

TEST(Threading, gives_tokens_then_own_ids_then_foreign_ids_newest_first) {
  const Tokens tokens(Secret("s"), "desk.test");
  mail::Message m;
  m.delivered_to = {tokens.reply_address("help@desk.test", TicketId(3), UserId(1))};
  m.in_reply_to = {"<foreign@x>", "yes"};
  m.references = {"<old@x>", "<" + tokens.message_id(TicketId(4), CommentId(2)) + ">", "<foreign@x>"};
  const auto clues = clues_of(m, {"help@desk.test"}, tokens);
  ASSERT_EQ(clues.size(), 4u);
  EXPECT_EQ(clues[0].address.id, 3);
  EXPECT_EQ(clues[1].own.ticket, TicketId(4));
  EXPECT_EQ(clues[2].foreign, "foreign@x");
  EXPECT_EQ(clues[3].foreign, "old@x");
}

TEST(Threading, gives_up_after_so_many_ids) {
  const Tokens tokens(Secret("s"), "desk.test");
  mail::Message m;
  for (int i = 0; i < 1000; ++i) m.references.push_back("<" + std::to_string(i) + "@x>");
  const auto clues = clues_of(m, {}, tokens);
  ASSERT_EQ(clues.size(), 200u);
  EXPECT_EQ(clues[0].foreign, "999@x");
}

}  // namespace
}  // namespace sahay::email
