// Our listener, SMTP client and IMAP watcher against the real Postfix and Dovecot.
#include "platform/mail/real_peers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <condition_variable>
#include <mutex>
#include <set>

#include "platform/mail/imap_watcher.h"
#include "platform/mail/lmtp_server.h"
#include "platform/mail/smtp_client.h"

namespace sahay::mail {
namespace {

using test::Dovecot;
using test::Postfix;
using testing::HasSubstr;

std::string mail_text(int number, const std::string& body = "hello") {
  return "From: rina@meghna.example\r\nTo: help@desk.test\r\nMessage-ID: <m" + std::to_string(number) +
         "@meghna.example>\r\nSubject: " + std::to_string(number) + "\r\n\r\n" + body + "\r\n";
}

// Puts mail into Dovecot as an MTA would. Our client says EHLO; Dovecot's LMTP wants LHLO, so swaks does it.
void drop_into(const Dovecot& dovecot, int number, const std::string& body = "hello") {
  char name[] = "/tmp/sahay-mail-XXXXXX";
  const int file = mkstemp(name);
  close(file);
  test::write_file(name, mail_text(number, body));
  EXPECT_EQ(test::shell("swaks --protocol LMTP --server 127.0.0.1:" + std::to_string(dovecot.lmtp) +
                        " --from rina@meghna.example --to help@desk.test --data @" + name),
            0);
  unlink(name);
}

struct Inbox {
  ImapWatcherOptions options(const Dovecot& dovecot, Security security) {
    ImapWatcherOptions out;
    out.account = [&dovecot, security] {
      ImapAccount account;
      account.endpoint = {"127.0.0.1", security == Security::tls ? dovecot.imaps : dovecot.imap, security,
                          CertificateCheck::full, dovecot.certificate()};
      account.login = {LoginKind::password, "help@desk.test", Secret("secret")};
      return account;
    };
    out.cursor = cursor;
    out.shortest_pause = std::chrono::milliseconds(50);
    out.longest_pause = std::chrono::milliseconds(500);
    out.on_message = [this](const ImapMessage& m) {
      const std::lock_guard lock(mutex);
      raws.emplace_back(m.raw);
      sizes.push_back({m.size, m.internal_date});
      cursor = m.cursor_after;
      changed.notify_all();
      return true;
    };
    out.on_cursor = [this](const ImapCursor& c) {
      const std::lock_guard lock(mutex);
      cursor = c;
      return true;
    };
    out.is_known = [this](const ImapSummary& s) {
      const std::lock_guard lock(mutex);
      for (std::size_t i = 0; i < raws.size(); ++i)
        if (raws[i].find(s.message_id) != std::string::npos && sizes[i].first == s.size) return true;
      return false;
    };
    out.on_health = [this](const ImapHealth& h) {
      const std::lock_guard lock(mutex);
      if (h.state == ImapHealth::State::broken) last_error = h.error;
      if (h.state == ImapHealth::State::watching) ++watching;
      changed.notify_all();
    };
    return out;
  }
  template <class F>
  bool wait(F&& until) {
    std::unique_lock lock(mutex);
    return changed.wait_for(lock, std::chrono::seconds(20), until);
  }

  std::mutex mutex;
  std::condition_variable changed;
  std::vector<std::string> raws;
  std::vector<std::pair<std::uint64_t, Time>> sizes;
  ImapCursor cursor;
  Error last_error;
  int watching = 0;
};

TEST(RealDovecot, hands_over_waiting_and_announced_mail_within_a_second) {
  Dovecot dovecot;
  if (const auto why = dovecot.start(); !why.empty()) GTEST_SKIP() << why;
  drop_into(dovecot, 1, std::string(2'000'000, 'x'));
  Inbox inbox;
  ImapWatcher watcher(inbox.options(dovecot, Security::tls));
  watcher.start();
  ASSERT_TRUE(inbox.wait([&] { return inbox.watching == 1; })) << inbox.last_error.key << inbox.last_error.detail;
  EXPECT_EQ(inbox.raws.size(), 1u);
  drop_into(dovecot, 2);
  const auto dropped = std::chrono::steady_clock::now();
  ASSERT_TRUE(inbox.wait([&] { return inbox.raws.size() == 2; }));
  EXPECT_LT(std::chrono::steady_clock::now() - dropped, std::chrono::seconds(1));
  EXPECT_THAT(inbox.raws[1], HasSubstr("Message-ID: <m2@meghna.example>"));
  EXPECT_GT(inbox.sizes[1].second.micros, 0);
  watcher.stop();
  // Nothing on the server is marked as read: the files have no flags.
  EXPECT_EQ(dovecot.mails().size(), 2u);
}

TEST(RealDovecot, comes_back_after_a_restart_and_takes_nothing_twice_when_numbers_change) {
  Dovecot dovecot;
  if (const auto why = dovecot.start(); !why.empty()) GTEST_SKIP() << why;
  drop_into(dovecot, 1);
  drop_into(dovecot, 2);
  Inbox inbox;
  ImapWatcher watcher(inbox.options(dovecot, Security::starttls));
  watcher.start();
  ASSERT_TRUE(inbox.wait([&] { return inbox.watching == 1; })) << inbox.last_error.key << inbox.last_error.detail;
  const auto before = inbox.cursor;
  dovecot.stop();
  dovecot.forget_numbers();
  // UIDVALIDITY is a time in seconds.
  std::this_thread::sleep_for(std::chrono::milliseconds(1100));
  ASSERT_EQ(dovecot.restart(), "");
  drop_into(dovecot, 3);
  ASSERT_TRUE(inbox.wait([&] { return inbox.raws.size() >= 3; })) << inbox.last_error.key;
  std::this_thread::sleep_for(std::chrono::milliseconds(300));
  watcher.stop();
  EXPECT_EQ(inbox.raws.size(), 3u);
  EXPECT_NE(inbox.cursor.uid_validity, before.uid_validity);
}

TEST(RealDovecot, tells_in_one_answer_what_changed_while_we_were_away) {
  Dovecot dovecot;
  if (const auto why = dovecot.start(); !why.empty()) GTEST_SKIP() << why;
  for (int number = 1; number <= 3; ++number) drop_into(dovecot, number);
  ImapAccount account;
  account.endpoint = {"127.0.0.1", dovecot.imap, Security::plain};
  account.login = {LoginKind::password, "help@desk.test", Secret("secret")};
  auto first = ImapClient::connect(account, nullptr);
  ASSERT_TRUE(first.ok()) << first.error().detail;
  const auto before = first->examine("INBOX");
  ASSERT_TRUE(before.ok()) << before.error().detail;
  ASSERT_GT(before->mod_seq, 0u);
  const ImapResume resume{before->uid_validity, before->mod_seq};
  const auto again = [&] {
    auto client = ImapClient::connect(account, nullptr);
    return client.ok() ? client->examine("INBOX", resume) : Result<ImapMailbox>(client.error());
  };
  const auto unchanged = again();
  ASSERT_TRUE(unchanged.ok()) << unchanged.error().detail;
  EXPECT_EQ(unchanged->highest_changed, 0u);
  EXPECT_EQ(unchanged->mod_seq, before->mod_seq);
  // A person marks the second one as read and throws the first one away, in another program.
  ASSERT_EQ(test::shell("curl -sS --user help@desk.test:secret imap://127.0.0.1:" + std::to_string(dovecot.imap) +
                        "/INBOX -X 'STORE 2 +FLAGS (\\Seen)' && curl -sS --user help@desk.test:secret imap://127.0.0.1:" +
                        std::to_string(dovecot.imap) + "/INBOX -X 'STORE 1 +FLAGS (\\Deleted)'"),
            0);
  const auto flags = again();
  ASSERT_TRUE(flags.ok()) << flags.error().detail;
  EXPECT_EQ(flags->highest_changed, 2u);
  EXPECT_GT(flags->mod_seq, before->mod_seq);
  EXPECT_EQ(flags->uid_next, before->uid_next);
  drop_into(dovecot, 4);
  const auto news = again();
  ASSERT_TRUE(news.ok()) << news.error().detail;
  EXPECT_EQ(news->highest_changed, 4u);
}

TEST(RealDovecot, names_the_step_that_failed) {
  Dovecot dovecot;
  if (const auto why = dovecot.start(); !why.empty()) GTEST_SKIP() << why;
  ImapAccount account;
  account.endpoint = {"127.0.0.1", dovecot.imaps, Security::tls};
  EXPECT_EQ(ImapClient::connect(account, nullptr).error().key, "mail.error.certificate");
  account.endpoint.ca_file = dovecot.certificate();
  account.endpoint.host = "localhost.localdomain";
  account.login = {LoginKind::password, "help@desk.test", Secret("wrong")};
  const auto other_name = ImapClient::connect(account, nullptr);
  EXPECT_FALSE(other_name.ok());
  account.endpoint.host = "localhost";
  EXPECT_EQ(ImapClient::connect(account, nullptr).error().key, "mail.error.login");
  account.login.secret = Secret("secret");
  auto client = ImapClient::connect(account, nullptr);
  ASSERT_TRUE(client.ok()) << client.error().key << client.error().detail;
  EXPECT_EQ(client->examine("Входящие").error().key, "mail.error.folder");
}

TEST(RealPostfix, brings_mail_to_our_lmtp_listener_and_keeps_it_while_we_say_451) {
  std::mutex mutex;
  std::condition_variable changed;
  std::vector<ReceivedMail> mails;
  int calls = 0;
  LmtpOptions options;
  options.listen = "127.0.0.1:0";
  LmtpServer server(options, [&](const ReceivedMail& mail) -> std::vector<Verdict> {
    const std::lock_guard lock(mutex);
    if (calls++ == 0) return {{451, "4.3.0", "not now"}};
    mails.push_back(mail);
    changed.notify_all();
    return {{}};
  });
  ASSERT_TRUE(server.start().ok());
  Postfix postfix;
  if (const auto why = postfix.start(server.port()); !why.empty()) GTEST_SKIP() << why;
  SmtpAccount account;
  account.endpoint = {"127.0.0.1", postfix.smtp, Security::plain};
  SmtpClient client;
  const auto outcome =
      client.send(account, {"rina@meghna.example", {"help@desk.test"}}, mail_text(1, ".dots\r\n..\r\nконец"));
  ASSERT_TRUE(outcome.ok()) << outcome.error().detail;
  EXPECT_EQ(outcome->recipients[0].fate, Fate::sent) << outcome->recipients[0].text;
  std::unique_lock lock(mutex);
  ASSERT_TRUE(changed.wait_for(lock, std::chrono::seconds(30), [&] { return !mails.empty(); })) << postfix.log();
  EXPECT_EQ(mails[0].sender, "rina@meghna.example");
  EXPECT_THAT(mails[0].data, HasSubstr("\r\n.dots\r\n..\r\nконец\r\n"));
}

TEST(RealPostfix, sends_back_a_report_that_names_our_envelope) {
  std::mutex mutex;
  std::condition_variable changed;
  std::vector<ReceivedMail> mails;
  LmtpOptions options;
  options.listen = "127.0.0.1:0";
  LmtpServer server(options, [&](const ReceivedMail& mail) -> std::vector<Verdict> {
    const std::lock_guard lock(mutex);
    if (mail.recipients[0] == "nobody@desk.test") return {{550, "5.1.1", "nobody here of that name"}};
    mails.push_back(mail);
    changed.notify_all();
    return {{}};
  });
  ASSERT_TRUE(server.start().ok());
  Postfix postfix;
  if (const auto why = postfix.start(server.port()); !why.empty()) GTEST_SKIP() << why;
  SmtpAccount account;
  account.endpoint = {"127.0.0.1", postfix.smtp, Security::plain};
  SmtpClient client;
  const auto outcome = client.send(account, {"help@desk.test", {"nobody@desk.test"}, "job-42", true}, mail_text(1));
  ASSERT_TRUE(outcome.ok());
  EXPECT_TRUE(outcome->dsn);
  std::unique_lock lock(mutex);
  ASSERT_TRUE(changed.wait_for(lock, std::chrono::seconds(30), [&] { return !mails.empty(); })) << postfix.log();
  EXPECT_EQ(mails[0].sender, "");
  EXPECT_THAT(mails[0].data, HasSubstr("Original-Envelope-Id: job-42"));
  EXPECT_THAT(mails[0].data, HasSubstr("Status: 5.1.1"));
  EXPECT_THAT(mails[0].data, HasSubstr("Action: failed"));
}

}  // namespace
}  // namespace sahay::mail
