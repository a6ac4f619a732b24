// For tests: the mailroom with its real listener's door, a relay that keeps what we send, and everything that follows
// from a mail: intake, events, deliveries. Threading: one thread.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <mutex>

#include "base/test_cast.h"
#include "base/text.h"
#include "desk/channels/deliver.h"
#include "desk/email/held.h"
#include "desk/email/mailroom.h"
#include "desk/email/receive.h"
#include "desk/tickets/tickets.h"
#include "platform/db/testing/temp_store.h"
#include "platform/mail/message.h"

namespace sahay::email {

inline constexpr char kInbox[] = "help@sahay.example";

// A server that takes every mail, or answers as told.
struct Relay {
  Relay() {
    mail::LmtpOptions options;
    options.listen = "127.0.0.1:0";
    options.dialect = mail::Dialect::smtp;
    server = std::make_unique<mail::LmtpServer>(options, [this](const mail::ReceivedMail& m) {
      if (at_receipt) at_receipt();
      const std::lock_guard lock(mutex);
      if (verdict.code == 250) mails.push_back(m);
      return std::vector<mail::Verdict>{verdict};
    });
    EXPECT_TRUE(server->start().ok());
  }
  std::mutex mutex;
  std::vector<mail::ReceivedMail> mails;
  mail::Verdict verdict;
  std::function<void()> at_receipt;  // when a mail is here as a whole, before the answer
  std::unique_ptr<mail::LmtpServer> server;
};

class EmailFlow : public testing::Test {
 protected:
  explicit EmailFlow(std::function<void(EmailSettings&)> adapt = {})
      : files_((temp_.folder() / "files").string()),
        worker_(*temp_, temp_.clock),
        dispatcher_(*temp_),
        room_(settings(adapt), *temp_, files_) {
    room_.register_with(worker_, channels_);
    channels::register_delivery(dispatcher_, worker_, channels_);
    EXPECT_TRUE(room_.store_addresses().ok());
    EXPECT_TRUE(room_.start().ok());
    dispatcher_.start();
    write([&](db::Tx& tx) {
      people::NewUser oleg;
      oleg.name = test_cast::kAgentOleg;
      oleg.email = test_cast::kAgentOlegEmail;
      oleg.role = "agent";
      oleg_ = people::create_user(tx, oleg)->id;
    });
  }
  ~EmailFlow() override { dispatcher_.stop(); }

  EmailSettings settings(const std::function<void(EmailSettings&)>& adapt) {
    EmailSettings out;
    out.inboxes = {{kInbox, "Sahay Help", ""}};
    out.relay.emplace();
    out.relay->endpoint = {"127.0.0.1", relay_.server->port(), mail::Security::plain};
    out.secret = Secret("a secret of the test");
    if (adapt) adapt(out);
    return out;
  }
  template <class F>
  void write(F&& fn) {
    const auto done = temp_->write([&](db::Tx& tx) -> Result<void> {
      fn(tx);
      return {};
    });
    ASSERT_TRUE(done.ok());
  }
  template <class F>
  auto read(F&& fn) {
    return temp_->read([&](db::Tx& tx) { return fn(tx); });
  }
  // One mail through the listener's door and everything that follows from it.
  void arrive(const std::string& from, const std::string& headers, const std::string& body,
              const std::string& to = kInbox, const std::string& sender = "envelope@meghna.example") {
    mail::ReceivedMail mail;
    mail.sender = sender;
    mail.peer = peer_;
    mail.helo = "mta.example";
    mail.recipients = {to};
    mail.data = "From: " + from + "\r\nTo: <" + to + ">\r\n" + headers + "\r\n" + body + "\r\n";
    const auto verdicts = receive_by_lmtp(room_.desk(), *temp_, mail);
    EXPECT_EQ(verdicts.at(0).code, 250) << verdicts.at(0).text;
    settle();
  }
  void settle() {
    for (int i = 0; i < 3; ++i) {
      worker_.run_due();
      dispatcher_.wait_until_idle();
    }
  }
  std::vector<tickets::Ticket> all_tickets() {
    std::vector<tickets::Ticket> out;
    read([&](db::Tx& tx) {
      for (std::int64_t id = 1; id < 20; ++id)
        if (auto t = tickets::find(tx, TicketId(id))) out.push_back(*t);
      return 0;
    });
    return out;
  }
  std::vector<Held> all_held() {
    std::vector<Held> out;
    read([&](db::Tx& tx) {
      for (std::int64_t id = 1; id < 20; ++id)
        if (auto h = find_held(tx, HeldId(id))) out.push_back(*h);
      return 0;
    });
    return out;
  }
  std::vector<tickets::Comment> comments(TicketId id) {
    return read([&](db::Tx& tx) { return tickets::comments(tx, id); });
  }
  void answer(TicketId id, const std::string& text) {
    write([&](db::Tx& tx) {
      tickets::Change change;
      change.comment.emplace();
      change.comment->text = text;
      EXPECT_TRUE(tickets::update(tx, {oleg_, "web"}, id, change).ok());
    });
    dispatcher_.wait_until_idle();
    settle();
  }
  mail::Message sent(std::size_t i) { return *mail::parse(relay_.mails.at(i).data); }
  const std::string kRina = "Rina Akter <rina@meghna.example>";

  Relay relay_;
  db::TempStore temp_;
  files::Directory files_;
  jobs::Worker worker_;
  events::Dispatcher dispatcher_;
  channels::Channels channels_;
  Mailroom room_;
  UserId oleg_;
  std::string peer_ = "127.0.0.1:4711";  // who hands the mails over: a server of ours
};

}  // namespace sahay::email
