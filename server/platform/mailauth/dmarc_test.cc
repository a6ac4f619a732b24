#include "platform/mailauth/dmarc.h"

#include <gtest/gtest.h>

#include "platform/mailauth/arc.h"
#include "platform/mailauth/auth_results.h"
#include "platform/net/memory_records.h"

namespace sahay::mailauth {
namespace {

DkimSignature signature(const std::string& domain, DkimResult result = DkimResult::pass) {
  DkimSignature out;
  out.result = result;
  out.domain = domain;
  return out;
}

class Dmarc : public testing::Test {
 protected:
  DmarcAnswer ask(const std::string& from, SpfAnswer spf, std::vector<DkimSignature> dkim = {}) {
    return check_dmarc(records_, from, &spf, dkim);
  }
  const SpfAnswer kNoSpf{SpfResult::fail, "evil.test"};
  net::MemoryRecords records_;
};

TEST_F(Dmarc, passes_by_either_proof_that_agrees_with_from) {
  records_.txt("_dmarc.meghna.co.uk", "v=DMARC1; p=reject");
  EXPECT_EQ(ask("meghna.co.uk", {SpfResult::pass, "bounces.meghna.co.uk"}).result, DmarcResult::pass);
  EXPECT_EQ(ask("mail.meghna.co.uk", {SpfResult::pass, "meghna.co.uk"}).result, DmarcResult::pass);
  EXPECT_EQ(ask("meghna.co.uk", kNoSpf, {signature("MAIL.meghna.co.uk")}).result, DmarcResult::pass);
  // "co.uk" is nobody's domain: another one below it is a stranger.
  const auto failed = ask("meghna.co.uk", {SpfResult::pass, "evil.co.uk"}, {signature("evil.co.uk")});
  EXPECT_EQ(failed.result, DmarcResult::fail);
  EXPECT_EQ(failed.policy, DmarcPolicy::reject);
  EXPECT_EQ(ask("meghna.co.uk", {SpfResult::softfail, "meghna.co.uk"}).result, DmarcResult::fail);
}

TEST_F(Dmarc, wants_the_very_domain_where_the_owner_is_strict) {
  records_.txt("_dmarc.meghna.test", "v=DMARC1; p=quarantine; adkim=s; aspf=s");
  EXPECT_EQ(ask("meghna.test", {SpfResult::pass, "mail.meghna.test"}).result, DmarcResult::fail);
  EXPECT_EQ(ask("meghna.test", kNoSpf, {signature("mail.meghna.test")}).result, DmarcResult::fail);
  EXPECT_EQ(ask("meghna.test", {SpfResult::pass, "meghna.test"}).result, DmarcResult::pass);
}

TEST_F(Dmarc, takes_the_policy_for_subdomains_from_the_organization) {
  records_.txt("_dmarc.meghna.test", "v=DMARC1; p=reject; sp=none");
  EXPECT_EQ(ask("mail.meghna.test", kNoSpf).policy, DmarcPolicy::none);
  EXPECT_EQ(ask("meghna.test", kNoSpf).policy, DmarcPolicy::reject);
  records_.txt("_dmarc.own.meghna.test", "v=DMARC1; p=quarantine");
  EXPECT_EQ(ask("own.meghna.test", kNoSpf).policy, DmarcPolicy::quarantine);
}

TEST_F(Dmarc, is_none_without_one_record_that_can_be_read) {
  EXPECT_EQ(ask("meghna.test", kNoSpf).result, DmarcResult::none);
  records_.txt("_dmarc.two.test", "v=DMARC1; p=reject");
  records_.txt("_dmarc.two.test", "v=DMARC1; p=none");
  EXPECT_EQ(ask("two.test", kNoSpf).result, DmarcResult::none);
  records_.txt("_dmarc.late.test", "p=reject; v=DMARC1");
  EXPECT_EQ(ask("late.test", kNoSpf).result, DmarcResult::none);
  records_.txt("_dmarc.odd.test", "v=DMARC1; p=odd");
  EXPECT_EQ(ask("odd.test", kNoSpf).result, DmarcResult::none);
  records_.txt("_dmarc.rua.test", "v=DMARC1; p=odd; rua=mailto:a@rua.test");
  EXPECT_EQ(ask("rua.test", kNoSpf).result, DmarcResult::fail);
  EXPECT_EQ(ask("rua.test", kNoSpf).policy, DmarcPolicy::none);
  records_.txt("_dmarc.trial.test", "v=DMARC1; p=reject; pct=0");
  EXPECT_EQ(ask("trial.test", kNoSpf).policy, DmarcPolicy::quarantine);
  EXPECT_EQ(ask("localhost", kNoSpf).result, DmarcResult::permerror);
}

TEST_F(Dmarc, a_silent_dns_is_no_failure) {
  records_.fails("_dmarc.mute.test");
  EXPECT_EQ(ask("mute.test", kNoSpf).result, DmarcResult::temperror);
  records_.txt("_dmarc.meghna.test", "v=DMARC1; p=reject");
  EXPECT_EQ(ask("meghna.test", kNoSpf, {signature("meghna.test", DkimResult::temperror)}).result,
            DmarcResult::temperror);
  EXPECT_EQ(ask("meghna.test", {SpfResult::temperror, "meghna.test"}).result, DmarcResult::temperror);
}

TEST_F(Dmarc, only_a_pass_can_be_found_out_of_a_mail_fetched_from_a_mailbox) {
  records_.txt("_dmarc.meghna.test", "v=DMARC1; p=reject");
  EXPECT_EQ(check_dmarc(records_, "meghna.test", nullptr, {signature("meghna.test")}).result, DmarcResult::pass);
  EXPECT_EQ(check_dmarc(records_, "meghna.test", nullptr, {}).result, DmarcResult::none);
}

TEST_F(Dmarc, keys_on_trial_and_half_signed_bodies_vouch_for_nothing) {
  records_.txt("_dmarc.meghna.test", "v=DMARC1; p=reject");
  auto trial = signature("meghna.test"), half = signature("meghna.test");
  trial.testing = true;
  half.whole_body = false;
  EXPECT_EQ(ask("meghna.test", kNoSpf, {trial, half}).result, DmarcResult::fail);
}

TEST(Domains, are_compared_in_their_ascii_form_by_the_public_suffix_list) {
  EXPECT_EQ(organizational_domain("a.b.example.co.uk"), "example.co.uk");
  EXPECT_EQ(organizational_domain("mail.meghna.com.bd"), "meghna.com.bd");
  EXPECT_EQ(organizational_domain("com.bd"), "com.bd");
  EXPECT_EQ(organizational_domain("shop.github.io"), "shop.github.io");
  EXPECT_EQ(ascii_domain("Почта.РФ"), "xn--80a1acny.xn--p1ai");
  EXPECT_EQ(organizational_domain("а.почта.рф"), "xn--80a1acny.xn--p1ai");
  EXPECT_EQ(ascii_domain("two words"), "");
  EXPECT_EQ(ascii_domain("a..b"), "");
}

TEST(AuthResultsField, is_read_with_comments_quotes_and_properties) {
  const auto read = read_auth_results(
      " mx.Sahay.test 1;\r\n spf=pass (sender (really) ok) smtp.mailfrom=\"rina@meghna.test\";\r\n dkim/1=fail reason=\"a;b\" "
      "header.d=meghna.test; dkim=pass header.d=other.test;\r\n dmarc=fail (p=reject dis=none) header.from=meghna.test");
  ASSERT_TRUE(read);
  EXPECT_EQ(read->server, "mx.sahay.test");
  ASSERT_EQ(read->list.size(), 4u);
  EXPECT_EQ(read->find("spf")->at("smtp.mailfrom"), "rina@meghna.test");
  EXPECT_EQ(read->find("dkim")->at("header.d"), "other.test");
  EXPECT_EQ(read->find("dmarc")->result, "fail");
  EXPECT_EQ(read->find("dmarc")->comment, "p=reject dis=none");
  EXPECT_EQ(read->find("arc"), nullptr);
  EXPECT_FALSE(read_auth_results(""));
  EXPECT_TRUE(read_auth_results("mx.test; none")->list.empty());
  // The words of a comment are no result.
  EXPECT_EQ(read_auth_results("mx.test; spf=fail (x; dmarc=pass)")->find("dmarc"), nullptr);
  EXPECT_EQ(read_auth_results("mx.test; spf=fail reason=\"x; dmarc=pass\"")->find("dmarc"), nullptr);
}

TEST(Arc, is_none_without_a_seal_and_fails_with_a_gap) {
  net::MemoryRecords records;
  EXPECT_EQ(check_arc("From: a@b.test\r\n\r\nx\r\n", records).result, ArcResult::none);
  const auto gap = check_arc("ARC-Seal: i=2; cv=pass; d=a.test; s=s; a=rsa-sha256; b=AA\r\nFrom: a@b.test\r\n\r\nx\r\n", records);
  EXPECT_EQ(gap.result, ArcResult::fail);
  EXPECT_EQ(gap.reason, "a gap");
  EXPECT_EQ(records.questions, 0);
}

}  // namespace
}  // namespace sahay::mailauth
