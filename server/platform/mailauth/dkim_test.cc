// What we sign verifies, what is changed does not, and odd signatures and keys end as the RFCs say. A message that
// others signed (RFC 8463 A.3) is the anchor outside of our own code.
#include "platform/mailauth/dkim.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/text.h"
#include "platform/net/memory_records.h"

namespace sahay::mailauth {
namespace {

using testing::HasSubstr;
using testing::SizeIs;
using testing::StartsWith;

const Time kNow = Time::from_seconds(1'700'000'000);

const std::string kMail =
    "From: Rina Akter <rina@meghna.test>\r\nTo: help@sahay.test\r\nSubject: The pump\r\n  leaks\r\n"
    "Message-ID: <1@meghna.test>\r\nDate: Mon, 6 Jan 2025 10:00:00 +0600\r\n\r\nWater  everywhere. \r\n\r\nRina\r\n\r\n\r\n";

// The message of RFC 8463 appendix A, with its keys.
constexpr char kRfcMail[] =
    "DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed;\r\n"
    " d=football.example.com; i=@football.example.com;\r\n"
    " q=dns/txt; s=brisbane; t=1528637909; h=from : to :\r\n"
    " subject : date : message-id : from : subject : date;\r\n"
    " bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;\r\n"
    " b=/gCrinpcQOoIfuHNQIbq4pgh9kyIK3AQUdt9OdqQehSwhEIug4D11Bus\r\n"
    " Fa3bT3FY5OsU7ZbnKELq+eXdp1Q1Dw==\r\n"
    "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed;\r\n"
    " d=football.example.com; i=@football.example.com;\r\n"
    " q=dns/txt; s=test; t=1528637909; h=from : to : subject :\r\n"
    " date : message-id : from : subject : date;\r\n"
    " bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;\r\n"
    " b=F45dVWDfMbQDGHJFlXUNB2HKfbCeLRyhDXgFpEL8GwpsRe0IeIixNTe3\r\n"
    " DhCVlUrSjV4BwcVcOF6+FF3Zo9Rpo1tFOeS9mPYQTnGdaSGsgeefOsk2Jz\r\n"
    " dA+L10TeYt9BgDfQNZtKdN1WO//KgIqXP7OdEFE4LjFYNcUxZQ4FADY+8=\r\n"
    "From: Joe SixPack <joe@football.example.com>\r\n"
    "To: Suzie Q <suzie@shopping.example.net>\r\n"
    "Subject: Is dinner ready?\r\n"
    "Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)\r\n"
    "Message-ID: <20030712040037.46341.5F8J@football.example.com>\r\n"
    "\r\n"
    "Hi.\r\n"
    "\r\n"
    "We lost the game.  Are you hungry yet?\r\n"
    "\r\n"
    "Joe.\r\n";

class Dkim : public testing::Test {
 protected:
  static DkimKey make(DkimKey::Kind kind, const std::string& selector, const std::string& domain = "meghna.test") {
    return {kind, domain, selector, *make_dkim_key(kind)};
  }
  void publish(const DkimKey& key, const std::string& extra = "") {
    records_.txt(key.selector + "._domainkey." + key.domain, *dkim_record(key.private_key) + extra);
  }
  std::string signed_mail(const std::vector<DkimKey>& keys, const std::string& mail = kMail) {
    return *sign_dkim(mail, keys, kNow) + mail;
  }
  DkimSignature verdict(const std::string& mail) {
    const auto all = verify_dkim(mail, records_, kNow);
    return all.empty() ? DkimSignature{} : all.front();
  }
  net::MemoryRecords records_;
};

TEST_F(Dkim, verifies_the_message_of_rfc_8463_with_both_algorithms) {
  records_.txt("brisbane._domainkey.football.example.com",
               "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=");
  records_.txt("test._domainkey.football.example.com",
               "v=DKIM1; k=rsa; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDkHlOQoBTzWRiGs5V6NpP3idY6Wk08a5qhdR6wy5bdOKb2jLQiY"
               "/J16JYi0Qvx/byYzCNb3W91y3FutACDfzwQ/BC/e/8uBsCR+yz1Lxj+PL6lHvqMKrM3rG4hstT5QjvHO9PzoxZyVYLzBfO2EeC3Ip3G+2kryOTIKT"
               "+l/K4w3QIDAQAB");
  const auto all = verify_dkim(kRfcMail, records_, kNow);
  ASSERT_THAT(all, SizeIs(2));
  EXPECT_EQ(all[0].result, DkimResult::pass) << all[0].reason;
  EXPECT_EQ(all[0].algorithm, "ed25519-sha256");
  EXPECT_EQ(all[1].result, DkimResult::pass) << all[1].reason;
  EXPECT_EQ(all[1].key_bits, 1024);
  std::string changed = kRfcMail;
  changed.replace(changed.find("hungry"), 6, "thirst");
  for (const auto& one : verify_dkim(changed, records_, kNow)) EXPECT_EQ(one.reason, "the body was changed");
}

TEST_F(Dkim, signs_with_both_kinds_of_key_and_verifies_after_harmless_changes_of_blanks) {
  const auto rsa = make(DkimKey::Kind::rsa, "s1"), ed25519 = make(DkimKey::Kind::ed25519, "s2");
  publish(rsa);
  publish(ed25519);
  std::string mail = signed_mail({rsa, ed25519});
  auto all = verify_dkim(mail, records_, kNow);
  ASSERT_THAT(all, SizeIs(2));
  for (const auto& one : all) EXPECT_EQ(one.result, DkimResult::pass) << one.reason;
  EXPECT_EQ(all[0].key_bits, 2048);
  // Relays fold and space anew, and some store LF alone.
  mail = text::replace_all(text::replace_all(mail, "Subject: The pump\r\n  leaks", "subject:   The pump leaks  "), "\r\n", "\n");
  for (const auto& one : verify_dkim(mail, records_, kNow)) EXPECT_EQ(one.result, DkimResult::pass) << one.reason;
}

TEST_F(Dkim, fails_when_a_signed_field_the_body_or_a_second_from_is_other_than_signed) {
  const auto key = make(DkimKey::Kind::ed25519, "s1");
  publish(key);
  const std::string mail = signed_mail({key});
  EXPECT_EQ(verdict(text::replace_all(mail, "The pump", "The pipe")).result, DkimResult::fail);
  EXPECT_EQ(verdict(text::replace_all(mail, "Water", "Smoke")).result, DkimResult::fail);
  EXPECT_EQ(verdict(mail + "One more line\r\n").result, DkimResult::fail);
  EXPECT_EQ(verdict("From: Oleg <oleg@sahay.test>\r\n" + mail).result, DkimResult::fail);
  EXPECT_EQ(verdict("Reply-To: eve@evil.test\r\n" + mail).result, DkimResult::fail);
  // What no signature names may be added on the way.
  EXPECT_EQ(verdict("Received: from a by b\r\nX-Spam: no\r\n" + mail).result, DkimResult::pass);
}

TEST_F(Dkim, tells_why_a_key_or_a_signature_is_not_taken) {
  const auto key = make(DkimKey::Kind::rsa, "s1");
  const std::string mail = signed_mail({key});
  const auto with = [&](const std::string& record) {
    records_ = net::MemoryRecords();
    records_.txt("s1._domainkey.meghna.test", record);
    return verdict(mail);
  };
  const std::string record = *dkim_record(key.private_key), p = record.substr(record.find("p="));
  EXPECT_EQ(with(p).result, DkimResult::pass);  // every tag but p has a default
  EXPECT_EQ(with("v=DKIM1; p=").reason, "key revoked");
  EXPECT_EQ(with("v=DKIM2; " + p).reason, "key record malformed");
  EXPECT_EQ(with(p + "; v=DKIM1").reason, "key record malformed");
  EXPECT_EQ(with("k=ed25519; " + p).reason, "key of another kind");
  EXPECT_EQ(with("h=sha1; " + p).reason, "key not for sha256");
  EXPECT_EQ(with("s=tlsrpt; " + p).reason, "key not for mail");
  EXPECT_EQ(with("p=AAAA").reason, "key malformed");
  EXPECT_TRUE(with("t=y; " + p).testing);
  records_ = net::MemoryRecords();
  EXPECT_EQ(verdict(mail).reason, "no key");
  records_.fails("s1._domainkey.meghna.test");
  EXPECT_EQ(verdict(mail).result, DkimResult::temperror);
  // Beside the key stands the text of another service.
  records_ = net::MemoryRecords();
  records_.txt("s1._domainkey.meghna.test", "some-verification=17");
  records_.txt("s1._domainkey.meghna.test", record);
  EXPECT_EQ(verdict(mail).result, DkimResult::pass);
}

TEST_F(Dkim, refuses_signatures_that_the_rfcs_do_not_allow) {
  const auto key = make(DkimKey::Kind::ed25519, "s1");
  publish(key);
  const std::string mail = signed_mail({key});
  const auto without = [&](const std::string& from, const std::string& to) {
    const auto out = verdict(text::replace_all(mail, from, to));
    EXPECT_NE(out.result, DkimResult::pass) << from;
    return out.reason;
  };
  EXPECT_EQ(without("v=1;", "v=2;"), "another version");
  EXPECT_EQ(without("a=ed25519-sha256", "a=rsa-sha1"), "algorithm not allowed");
  EXPECT_EQ(without("c=relaxed/relaxed", "c=odd/relaxed"), "canonical form unknown");
  EXPECT_EQ(without("h=From:From:", "h="), "From is not signed");
  EXPECT_EQ(without("d=meghna.test;", "d=meghna.test; i=rina@other.test;"), "i= is outside of d=");
  EXPECT_EQ(without("s=s1;", "s=s1; x=1600000000;"), "t= or x= malformed");
  EXPECT_EQ(without("t=1700000000;", "t=1500000000; x=1600000000;"), "expired");
  EXPECT_EQ(without("s=s1;", "s=s1; s=s2;"), "signature malformed");
  EXPECT_EQ(without("s=s1;", "s=s1; l=99999;"), "l= is longer than the body");
  EXPECT_EQ(without("bh=", "xh="), "tag bh missing");
}

TEST_F(Dkim, looks_at_ten_signatures_and_no_more) {
  std::string mail;
  for (int i = 0; i < 30; ++i) mail += "DKIM-Signature: v=1; a=rsa-sha256; d=x.test; s=s; h=from; bh=AAAA; b=AAAA\r\n";
  EXPECT_THAT(verify_dkim(mail + kMail, records_, kNow), SizeIs(10));
  EXPECT_EQ(records_.questions, 10);
}

TEST_F(Dkim, the_published_record_is_compared_with_the_key) {
  const auto mine = make(DkimKey::Kind::rsa, "s1"), another = make(DkimKey::Kind::rsa, "s1");
  EXPECT_EQ(check_dkim_record(mine, records_), "dkim.check.missing");
  publish(another);
  EXPECT_EQ(check_dkim_record(mine, records_), "dkim.check.other");
  records_ = net::MemoryRecords();
  publish(mine);
  EXPECT_EQ(check_dkim_record(mine, records_), "");
  EXPECT_THAT(*dkim_record(mine.private_key), StartsWith("v=DKIM1; k=rsa; p=MIIBIjAN"));
  EXPECT_FALSE(dkim_record(Secret("no key")).ok());
}

TEST(BodyHash, has_the_values_of_rfc_6376_for_an_empty_body_and_is_the_same_in_pieces) {
  const auto hash = [](Form form, std::string_view body, std::size_t step) {
    BodyHash out(form);
    for (std::size_t i = 0; i < body.size(); i += step) out.feed(body.substr(i, step));
    return text::to_base64(out.finish());
  };
  EXPECT_EQ(hash(Form::simple, "", 1), "frcCV1k9oG9oKj3dpUqdJg1PxRT2RSN/XKdLCPjaYaY=");
  EXPECT_EQ(hash(Form::relaxed, "", 1), "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
  // RFC 6376 3.4.5: " C \r\nD \t E\r\n\r\n\r\n".
  const std::string body = " C \r\nD \t E\r\n\r\n\r\n";
  EXPECT_EQ(hash(Form::relaxed, body, 1), text::to_base64(text::sha256(" C\r\nD E\r\n")));
  EXPECT_EQ(hash(Form::simple, body, 1), text::to_base64(text::sha256(" C \r\nD \t E\r\n")));
  for (const std::size_t step : {2u, 3u, 100u}) {
    EXPECT_EQ(hash(Form::relaxed, body, step), hash(Form::relaxed, body, 1));
    EXPECT_EQ(hash(Form::simple, body, step), hash(Form::simple, body, 1));
  }
  EXPECT_EQ(hash(Form::relaxed, "a  \r\n \r\n\r\nb", 1), text::to_base64(text::sha256("a\r\n\r\n\r\nb\r\n")));
}

}  // namespace
}  // namespace sahay::mailauth
