// Who may do what by mail: senders proven and not, tokens in whose hands, reports and copies that a forger would like.
#include "desk/email/brakes.h"
#include "desk/email/dkim_keys.h"
#include "desk/email/hops.h"
#include "desk/email/intake.h"
#include "desk/email/letter.h"
#include "desk/email/testing/email_flow.h"
#include "desk/email/threading.h"
#include "desk/email/verdict.h"
#include "platform/net/memory_records.h"

namespace sahay::email {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

// Domains: meghna.example refuses what it does not vouch for, sahay.example (ours) too, soft.example only asks.
std::shared_ptr<net::MemoryRecords> domains() {
  auto out = std::make_shared<net::MemoryRecords>();
  for (const char* domain : {"meghna.example", "sahay.example"}) {
    out->txt(domain, "v=spf1 ip4:192.0.2.10 -all");
    out->txt(std::string("_dmarc.") + domain, "v=DMARC1; p=reject");
  }
  out->txt("soft.example", "v=spf1 ip4:192.0.2.10 -all");
  out->txt("_dmarc.soft.example", "v=DMARC1; p=none");
  return out;
}

class TrustFlow : public EmailFlow {
 protected:
  explicit TrustFlow(std::shared_ptr<net::MemoryRecords> records = domains())
      : EmailFlow([&](EmailSettings& s) {
          s.records = records;
          s.trusted_relays = {"127.0.0.0/8"};
          s.trusted_authserv_ids = {"mx.sahay.example"};
          s.subject_tag = "DESK";
          s.inboxes.push_back({"sales@sahay.example", "Sales", ""});
        }),
        records_(std::move(records)) {}

  // As our Postfix hands it over: its own Received on top names the host outside.
  void comes(const std::string& host, const std::string& from, const std::string& headers, const std::string& body,
             const std::string& to = kInbox, const std::string& sender = "rina@meghna.example") {
    mail::ReceivedMail mail;
    mail.sender = sender;
    mail.recipients = {to};
    mail.peer = peer_;
    mail.helo = "mta.sahay.example";
    mail.data = "Received: from out.example (out.example [" + host + "])\r\n\tby mta.sahay.example; Mon, 5 Jan 2026\r\nFrom: " +
                from + "\r\nTo: <" + to + ">\r\n" + headers + "\r\n" + body + "\r\n";
    EXPECT_EQ(receive_by_lmtp(room_.desk(), *temp_, mail).at(0).code, 250);
    settle();
  }
  void becomes_ticket() {
    comes(kGood, kRina, "Subject: Pump\r\nMessage-ID: <m1@meghna.example>\r\n", "It leaks.");
    answer(TicketId(1), "Close the valve.");
  }
  std::string reply_address(UserId user) {
    return room_.desk().tokens.reply_address(kInbox, TicketId(1), user);
  }
  UserId rina() { return read([](db::Tx& tx) { return people::find_by_address(tx, "rina@meghna.example")->id; }); }

  static inline const std::string kGood = "192.0.2.10", kEvil = "198.51.100.66";
  const std::string kOleg = "Oleg <oleg@sahay.example>";
  std::shared_ptr<net::MemoryRecords> records_;
};

TEST_F(TrustFlow, a_sender_is_checked_by_the_host_that_our_own_server_saw) {
  comes(kGood, kRina, "Subject: a\r\n", "text");
  const auto comment = comments(TicketId(1)).at(0);
  EXPECT_EQ(comment.trust, "verified");
  EXPECT_THAT(comment.via.text, HasSubstr("\"verdict\":{\"by\":\"us\",\"from\":\"meghna.example\",\"dmarc\":\"pass\",\"policy\":\"reject\",\"spf\":\"pass\""));
  comes(kEvil, kRina, "Subject: b\r\n", "text");
  ASSERT_THAT(all_held(), SizeIs(1));
  EXPECT_EQ(all_held()[0].cause, "forged");
  EXPECT_THAT(all_held()[0].verdict, HasSubstr("\"dmarc\":\"fail\""));
  comes(kEvil, "Karim <karim@soft.example>", "Subject: c\r\n", "text", kInbox, "karim@soft.example");
  EXPECT_EQ(comments(TicketId(2)).at(0).trust, "unverified");
  // Nobody says how to check this domain: that is no accusation.
  comes(kEvil, "Karim <karim@plain.example>", "Subject: d\r\n", "text", kInbox, "karim@plain.example");
  EXPECT_EQ(comments(TicketId(3)).at(0).trust, "");
}

TEST_F(TrustFlow, a_silent_dns_costs_no_mail) {
  records_->fails("_dmarc.meghna.example");
  comes(kEvil, kRina, "Subject: a\r\n", "text");
  ASSERT_THAT(all_tickets(), SizeIs(1));
  EXPECT_EQ(comments(TicketId(1)).at(0).trust, "");
}

TEST_F(TrustFlow, results_of_others_count_only_when_a_server_of_ours_hands_them_over) {
  const std::string pass = "Authentication-Results: mx.sahay.example; dmarc=pass header.from=meghna.example\r\nSubject: a\r\n";
  comes(kEvil, kRina, pass, "ours wrote it");
  EXPECT_EQ(comments(TicketId(1)).at(0).trust, "verified");
  // The same words from a host outside that speaks to us itself.
  peer_ = kEvil + ":2525";
  comes(kEvil, kRina, pass, "the forger wrote it");
  ASSERT_THAT(all_held(), SizeIs(1));
  EXPECT_EQ(all_held()[0].cause, "forged");
  peer_ = "127.0.0.1:1";
  comes(kEvil, kRina, "Authentication-Results: mx.evil.example; dmarc=pass\r\nSubject: b\r\n", "an id of somebody");
  EXPECT_THAT(all_held(), SizeIs(2));
}

TEST_F(TrustFlow, agents_answer_by_mail_when_they_are_proven_and_are_held_otherwise) {
  becomes_ticket();
  const auto before = relay_.mails.size();
  const std::string id = sent(relay_.mails.size() - 1).message_id;
  comes(kGood, kOleg, "Subject: Re: Pump\r\nIn-Reply-To: " + id + "\r\n", "I come tomorrow.", kInbox, "oleg@sahay.example");
  ASSERT_THAT(comments(TicketId(1)), SizeIs(3));
  EXPECT_EQ(comments(TicketId(1)).back().author_role, "agent");
  EXPECT_EQ(relay_.mails.size(), before + 1);
  // A list's mark and an unknown domain's silence prove nothing.
  comes(kEvil, kOleg, "Subject: Re: Pump\r\nList-Id: <x.example>\r\nIn-Reply-To: " + id + "\r\n", "Pay here.", kInbox, "x@plain.example");
  EXPECT_THAT(comments(TicketId(1)), SizeIs(3));
  EXPECT_EQ(all_held().back().cause, "agent_unproven");
}

TEST_F(TrustFlow, the_customers_token_in_an_agents_name_is_no_agent) {
  becomes_ticket();
  const auto before = relay_.mails.size();
  arrive(kOleg, "Subject: Re: Pump\r\n", "I, Oleg, promise you everything.", reply_address(rina()));
  EXPECT_THAT(comments(TicketId(1)), SizeIs(2));
  ASSERT_THAT(all_held(), SizeIs(1));
  EXPECT_EQ(all_held()[0].cause, "agent_unproven");
  EXPECT_EQ(relay_.mails.size(), before);
}

TEST_F(TrustFlow, an_agents_token_belongs_to_the_agent_alone) {
  becomes_ticket();
  write([&](db::Tx& tx) {
    tickets::Change change;
    change.assignee = oleg_;
    EXPECT_TRUE(tickets::update(tx, {oleg_, "web"}, TicketId(1), change).ok());
  });
  arrive("Eve <eve@evil.example>", "Subject: Re: Pump\r\n", "let me in", reply_address(oleg_));
  EXPECT_THAT(comments(TicketId(1)), SizeIs(2));
  EXPECT_EQ(all_held().back().cause, "stranger");
  arrive(kOleg, "Subject: Re: Pump\r\n", "my own token", reply_address(oleg_));
  EXPECT_THAT(comments(TicketId(1)), SizeIs(3));
}

TEST_F(TrustFlow, who_writes_with_somebody_elses_token_is_marked) {
  becomes_ticket();
  arrive("Rina <rina@private.example>", "Subject: Re: Pump\r\n", "from home", reply_address(rina()));
  EXPECT_EQ(comments(TicketId(1)).back().trust, "unverified");
}

TEST_F(TrustFlow, who_was_proven_before_must_be_proven_again_where_only_old_ids_point_to_the_ticket) {
  becomes_ticket();
  const std::string headers = "Subject: Re: Pump\r\nIn-Reply-To: <m1@meghna.example>\r\n";
  arrive(kRina, headers, "no proof at all");
  EXPECT_THAT(comments(TicketId(1)), SizeIs(2));
  ASSERT_THAT(all_held(), SizeIs(1));
  EXPECT_EQ(all_held()[0].cause, "unproven");
  EXPECT_EQ(all_held()[0].ticket_id, TicketId(1));
  comes(kGood, kRina, headers, "with proof");
  EXPECT_THAT(comments(TicketId(1)), SizeIs(3));
  // Our own id is no secret that could be guessed.
  arrive(kRina, "Subject: Re: Pump\r\nIn-Reply-To: " + sent(1).message_id + "\r\n", "an answer to ours");
  EXPECT_THAT(comments(TicketId(1)), SizeIs(4));
}

TEST_F(TrustFlow, an_old_id_alone_is_not_enough_where_nothing_stands_behind_the_sender) {
  comes(kGood, "Karim <karim@plain.example>", "Subject: Pipe\r\nMessage-ID: <k1@plain.example>\r\n", "It drips.", kInbox, "karim@plain.example");
  const std::string headers = "Subject: Re: Pipe\r\nReferences: <k1@plain.example>\r\n";
  comes(kEvil, "Karim <karim@plain.example>", headers, "forged", kInbox, "karim@plain.example");
  EXPECT_THAT(comments(TicketId(1)), SizeIs(1));
  EXPECT_EQ(all_held().at(0).cause, "unproven");
  records_->txt("plain.example", "v=spf1 ip4:192.0.2.10 -all");
  comes(kGood, "Karim <karim@plain.example>", headers, "his own host", kInbox, "karim@plain.example");
  EXPECT_THAT(comments(TicketId(1)), SizeIs(2));
}

TEST_F(TrustFlow, a_tag_in_the_subject_needs_a_proven_participant) {
  becomes_ticket();
  EXPECT_EQ(sent(1).subject, "Re: Pump [DESK-1]");
  comes(kGood, kRina, "Subject: about [DESK-1]\r\n", "proven");
  EXPECT_THAT(comments(TicketId(1)), SizeIs(3));
  arrive(kRina, "Subject: about [DESK-1]\r\n", "not proven");
  arrive("Eve <eve@evil.example>", "Subject: Re: Pump [DESK-1]\r\n", "a stranger");
  EXPECT_THAT(comments(TicketId(1)), SizeIs(3));
  EXPECT_EQ(all_held().at(0).cause, "unproven");
  EXPECT_EQ(all_held().at(1).cause, "stranger");
  // Tags of other desks say nothing.
  comes(kGood, kRina, "Subject: [OTHER-1] [#1] DESK-1\r\n", "another desk");
  EXPECT_THAT(all_tickets(), SizeIs(2));
}

TEST_F(TrustFlow, a_mail_with_two_senders_is_nobodys_proof) {
  comes(kGood, kRina, "From: Oleg <oleg@sahay.example>\r\nSubject: a\r\n", "text");
  for (const auto& ticket : all_tickets()) EXPECT_NE(comments(ticket.id).at(0).trust, "verified");
}

TEST_F(TrustFlow, a_forged_agent_opens_no_way_to_write_to_others_through_us) {
  arrive(kOleg, "Subject: Invoice\r\nCc: Victim <victim@other.example>\r\n", "Pay here.");
  for (const auto& mail : relay_.mails) EXPECT_NE(mail.recipients.at(0), "victim@other.example");
  ASSERT_THAT(all_tickets(), SizeIs(1));
  EXPECT_THAT(all_tickets()[0].email_cc_ids, IsEmpty());
}

TEST_F(TrustFlow, a_released_mail_in_an_agents_name_is_a_note) {
  becomes_ticket();
  arrive(kOleg, "Subject: Re: Pump\r\nIn-Reply-To: " + sent(1).message_id + "\r\n", "Trust me.");
  const auto held = all_held().at(0);
  const auto before = relay_.mails.size();
  const auto loaded = read([&](db::Tx& tx) {
    const auto raw = find_raw(tx, held.raw_mail_id);
    return std::pair(*raw, *raw_bytes(tx, files_, *raw));
  });
  const auto mail = prepare(room_.desk(), loaded.first, loaded.second);
  write([&](db::Tx& tx) { EXPECT_TRUE(release(tx, held, *mail, TicketId(1)).ok()); });
  settle();
  EXPECT_FALSE(comments(TicketId(1)).back().is_public);
  EXPECT_EQ(relay_.mails.size(), before);
}

std::string report(const std::string& original, const std::string& status = "5.1.1") {
  return "--b\r\nContent-Type: text/plain\r\n\r\nSorry.\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n"
         "Reporting-MTA: dns; mx.example\r\n\r\nFinal-Recipient: rfc822; rina@meghna.example\r\nAction: failed\r\nStatus: " +
         status + "\r\n\r\n--b\r\nContent-Type: text/rfc822-headers\r\n\r\n" + original + "\r\n--b--";
}
constexpr char kReportHead[] =
    "Subject: Undelivered\r\nMIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\r\n";
constexpr char kDaemon[] = "MAILER-DAEMON <mailer-daemon@mx.example>";

TEST_F(TrustFlow, a_report_that_names_only_a_message_id_stops_no_mail) {
  becomes_ticket();
  const auto ours = sent(1);
  arrive(kDaemon, kReportHead, report("Message-ID: " + ours.message_id + "\r\n"), kInbox, "");
  EXPECT_THAT(comments(TicketId(1)), SizeIs(2));
  ASSERT_THAT(all_held(), SizeIs(1));
  EXPECT_EQ(all_held()[0].cause, "bounce");
  EXPECT_EQ(all_held()[0].ticket_id, TicketId(1));
  EXPECT_FALSE(read([](db::Tx& tx) { return is_dead(tx, "rina@meghna.example"); }));
  // With the header of our mail comes the address that only its reader had.
  arrive(kDaemon, kReportHead,
         report("Reply-To: Help <" + ours.reply_to.at(0).address + ">\r\nMessage-ID: " + ours.message_id + "\r\n"), kInbox, "");
  EXPECT_THAT(comments(TicketId(1)), SizeIs(3));
  EXPECT_TRUE(read([](db::Tx& tx) { return is_dead(tx, "rina@meghna.example"); }));
}

TEST_F(TrustFlow, three_soft_failures_or_one_complaint_stop_mail_and_the_agent_sees_it) {
  becomes_ticket();
  const std::string back = relay_.mails.at(1).sender;
  for (int i = 1; i <= 3; ++i) {
    EXPECT_FALSE(read([](db::Tx& tx) { return is_dead(tx, "rina@meghna.example"); })) << i;
    arrive(kDaemon, std::string(kReportHead) + "Message-ID: <" + std::to_string(i) + "@mx.example>\r\n", report("X: " + std::to_string(i), "5.2.2"), back, "");
  }
  EXPECT_TRUE(read([](db::Tx& tx) { return is_dead(tx, "rina@meghna.example"); }));
  const auto before = relay_.mails.size();
  answer(TicketId(1), "Are you there?");
  EXPECT_EQ(relay_.mails.size(), before);
  const auto last = read([](db::Tx& tx) { return channels::deliveries_of_ticket(tx, TicketId(1)); }).back();
  EXPECT_EQ(last.state, "failed");
  EXPECT_EQ(last.error, "email.error.suppressed");
  // She writes: the address lives.
  comes(kGood, kRina, "Subject: Re: Pump\r\nIn-Reply-To: " + sent(1).message_id + "\r\n", "I am here.");
  EXPECT_FALSE(read([](db::Tx& tx) { return is_dead(tx, "rina@meghna.example"); }));
}

TEST_F(TrustFlow, the_same_text_again_and_again_pauses_its_sender_for_an_hour_and_tells_an_admin_once) {
  write([](db::Tx& tx) {
    people::NewUser sara;
    sara.name = "Sara Ahmed";
    sara.email = "sara@agents.example";
    sara.role = "admin";
    EXPECT_TRUE(people::create_user(tx, sara).ok());
  });
  for (int i = 0; i < 8; ++i)
    comes(kGood, kRina, "Subject: a\r\nMessage-ID: <f" + std::to_string(i) + "@meghna.example>\r\n", "the same words");
  EXPECT_THAT(all_tickets(), SizeIs(5));
  const auto told = std::count_if(relay_.mails.begin(), relay_.mails.end(), [](const auto& m) { return m.recipients.at(0) == "sara@agents.example"; });
  EXPECT_EQ(told, 1);
  temp_.clock.advance(std::chrono::minutes(30));
  comes(kGood, kRina, "Subject: b\r\n", "other words");
  EXPECT_THAT(all_tickets(), SizeIs(5));
  // The pause is of what was proven to be hers: who forges another address does not silence its owner.
  for (int i = 0; i < 6; ++i)
    arrive("Nadia <nadia@meghna.example>", "Subject: x\r\nMessage-ID: <n" + std::to_string(i) + "@x.example>\r\n", "forged words");
  const auto so_far = all_tickets().size();
  comes(kGood, "Nadia <nadia@meghna.example>", "Subject: d\r\n", "her own words", kInbox, "nadia@meghna.example");
  EXPECT_THAT(all_tickets(), SizeIs(so_far + 1));
  temp_.clock.advance(std::chrono::minutes(31));
  comes(kGood, kRina, "Subject: c\r\n", "an hour later");
  EXPECT_THAT(all_tickets(), SizeIs(so_far + 2));
}

TEST_F(TrustFlow, a_complaint_stops_mail_to_its_address) {
  becomes_ticket();
  const auto ours = relay_.mails.at(1);
  arrive("Abuse <fbl@provider.example>",
         "Subject: complaint\r\nMIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=feedback-report; boundary=b\r\n",
         "--b\r\nContent-Type: text/plain\r\n\r\nSpam.\r\n--b\r\nContent-Type: message/feedback-report\r\n\r\nFeedback-Type: "
         "abuse\r\nUser-Agent: x/1\r\nVersion: 1\r\nOriginal-Mail-From: <" + ours.sender +
             ">\r\n\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n" + ours.data + "\r\n--b--",
         kInbox, "fbl@provider.example");
  const auto troubled = read([](db::Tx& tx) { return troubled_addresses(tx); });
  ASSERT_THAT(troubled, SizeIs(1));
  EXPECT_EQ(troubled[0].state, "complained");
  EXPECT_THAT(comments(TicketId(1)).back().text, HasSubstr("spam"));
}

TEST_F(TrustFlow, a_mail_to_two_inboxes_is_one_message_in_each_ticket) {
  becomes_ticket();
  comes(kGood, kRina, "Subject: Price\r\nMessage-ID: <m2@meghna.example>\r\n", "How much?", "sales@sahay.example");
  const std::string one = reply_address(rina());
  const std::string two = room_.desk().tokens.reply_address("sales@sahay.example", TicketId(2), rina());
  const std::string both = "To: " + one + ", " + two + "\r\nSubject: Re: both\r\nMessage-ID: <m3@meghna.example>\r\n";
  // Fetched from two mailboxes there is no envelope: both see both addresses.
  for (const char* inbox : {kInbox, "sales@sahay.example"}) {
    const auto id = read([&](db::Tx& tx) { return find_inbox(tx, inbox)->id; });
    mail::ImapMessage fetched;
    const std::string bytes = "From: " + kRina + "\r\n" + both + "\r\nanswer to both\r\n";
    fetched.raw = bytes;
    fetched.uid_validity = 1;
    fetched.uid = std::uint32_t(id.value);
    fetched.size = fetched.raw.size();
    EXPECT_TRUE(receive_by_imap(room_.desk(), *temp_, id, fetched));
  }
  settle();
  EXPECT_THAT(comments(TicketId(1)), SizeIs(3));
  EXPECT_THAT(comments(TicketId(2)), SizeIs(2));
}

TEST_F(TrustFlow, our_mail_is_signed_by_the_active_keys_of_its_domain) {
  write([&](db::Tx& tx) {
    for (const char* kind : {"rsa", "ed25519"}) {
      const auto secret = *mailauth::make_dkim_key(std::string(kind) == "rsa" ? mailauth::DkimKey::Kind::rsa : mailauth::DkimKey::Kind::ed25519);
      records_->txt(std::string(kind) + "._domainkey.sahay.example", *mailauth::dkim_record(secret));
      tx.execute("insert into dkim_keys(id, domain, selector, kind, private_key, state, finding, created_at) values ($1, 'sahay.example', $2, $2, $3, 'active', '', $4)",
                 tx.new_id("dkim_keys"), kind, secret.reveal(), tx.now());
    }
    // They lie in the open, as an older version left them; the start seals them, and a second time changes nothing.
    for (int time = 0; time < 2; ++time) seal_signing_keys(tx, room_.desk().accounts->box());
    const auto stored = tx.all<SigningKey>("select * from dkim_keys order by id");
    ASSERT_THAT(stored, SizeIs(2));
    for (const auto& key : stored) {
      EXPECT_THAT(key.private_key, testing::Not(testing::HasSubstr("BEGIN")));
      EXPECT_TRUE(key.open(room_.desk().accounts->box()).ok());
      EXPECT_FALSE(key.open(*files::SealedBox::open_key("")).ok()) << "another key opens nothing";
      SigningKey moved = key;
      moved.selector = "other";
      EXPECT_FALSE(moved.open(room_.desk().accounts->box()).ok()) << "what is sealed opens at its place only";
    }
  });
  becomes_ticket();
  for (const auto& mail : relay_.mails) {
    const auto signatures = mailauth::verify_dkim(mail.data, *records_, temp_.clock.now());
    ASSERT_THAT(signatures, SizeIs(2));
    for (const auto& one : signatures) EXPECT_EQ(one.result, mailauth::DkimResult::pass) << one.reason;
  }
}

TEST(Hops, the_host_outside_is_what_the_last_server_of_ours_saw) {
  const auto of = [](const char* value) {
    const auto host = read_received(value);
    return host ? host->address.to_string() + " " + host->helo : "";
  };
  EXPECT_EQ(of("from mx.a (mx.a [192.0.2.1]) by b"), "192.0.2.1 mx.a");
  EXPECT_EQ(of("from mx.a (unknown [IPv6:2001:db8::1]) by b"), "2001:db8::1 mx.a");
  EXPECT_EQ(of("from [192.0.2.1] (helo=mx.a) by b with esmtp"), "192.0.2.1 mx.a");
  EXPECT_EQ(of("from name ([192.0.2.1] helo=mx.a) by b"), "192.0.2.1 mx.a");
  // The name in front is the sender's own word.
  EXPECT_EQ(of("from [203.0.113.9] (real.example [192.0.2.1]) by b"), "192.0.2.1 [203.0.113.9]");
  EXPECT_EQ(of("by host (Postfix, from userid 0)"), "");
  const TrustedRelays relays({"127.0.0.0/8", "10.0.0.0/8"});
  mail::Message m;
  m.headers = {{"Received", "from scanner (scanner [127.0.0.1]) by b"}, {"Received", "from inner (inner [10.1.1.1]) by b"},
               {"Received", "from out (out [192.0.2.9]) by b"}, {"Received", "from forged (x [203.0.113.1]) by out"}};
  EXPECT_EQ(sending_host(m, "127.0.0.1:1", "", relays)->address.to_string(), "192.0.2.9");
  EXPECT_EQ(sending_host(m, "unix", "", relays)->address.to_string(), "192.0.2.9");
  EXPECT_EQ(sending_host(m, "198.51.100.1:25", "evil", relays)->helo, "evil");
  m.headers.resize(2);
  EXPECT_FALSE(sending_host(m, "127.0.0.1:1", "", relays));
  EXPECT_FALSE(sending_host(m, "", "", relays));
}

}  // namespace
}  // namespace sahay::email
