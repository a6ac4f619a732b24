"""The whole way of a mail with the programs that people run: Postfix to our LMTP, Dovecot by IMAP IDLE, the answer through
Postfix into a real mailbox, and the customer's answer to it back into the same ticket."""
import time
import unittest

from rig.letters import deliver_lmtp, letter, submit_smtp
from rig.peers import CUSTOMER_DOMAIN, Dovecot, Postfix, lacking
from rig.server import Server, free_port, wait_until

DESK = "support@sahay.example"
IMAP_DESK = "help@imap.example"
RINA = f"Rina Akter <rina@{CUSTOMER_DOMAIN}>"


@unittest.skipIf(lacking(), lacking())
class Peers(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.dovecot = Dovecot()
        cls.addClassCleanup(cls.dovecot.close)
        lmtp_port = free_port()
        cls.postfix = Postfix(lmtp_port, cls.dovecot.lmtp_port)
        cls.addClassCleanup(cls.postfix.close)
        cls.server = Server()
        cls.server.lmtp_port = lmtp_port
        cls.server.write_config(f"""
[mail]
address = "{DESK}"
[smtp]
url = "smtp+plain://127.0.0.1:{cls.postfix.port}"
[[inbox]]
address = "{IMAP_DESK}"
[[imap]]
url = "imap+plain://{IMAP_DESK}@127.0.0.1:{cls.dovecot.imap_port}"
password_file = "{cls.dovecot.password_file()}"
""")
        cls.server.start()
        cls.addClassCleanup(cls.server.close)
        cls.api = cls.server.add_admin()

    def submit(self, message) -> None:
        submit_smtp(self.postfix.port, message)

    def reply(self, ticket: dict, body: str) -> None:
        answer = self.api.put(f"/api/v2/tickets/{ticket['id']}", {"ticket": {"comment": {"body": body, "public": True}}})
        self.assertEqual(answer.status, 200, answer)

    def letter_with(self, text: str, person: str = "rina", seconds: float = 15.0):
        def found():
            for message in self.postfix.letters_of(person):
                part = message.get_body(("plain", "html"))
                if part is not None and text in part.get_content():
                    return message
            return None
        message = wait_until(found, seconds)
        self.assertIsNotNone(message, f"no letter with {text!r}\n{self.postfix.log_tail()}\n{self.server.log_tail()}")
        return message

    def test_from_postfix_to_a_ticket_and_back_into_the_mailbox_and_into_the_ticket_again(self):
        question = letter(RINA, DESK, "The pump leaks", "Water everywhere.")
        self.submit(question)
        ticket = self.api.ticket_with_subject("The pump leaks", 15)
        self.assertIsNotNone(ticket, self.postfix.log_tail() + self.server.log_tail())

        self.reply(ticket, "Please close the valve. আমরা আসছি.")
        answer = self.letter_with("Please close the valve.")
        self.assertIn("আমরা আসছি", answer.get_body(("plain", "html")).get_content())
        self.assertEqual(answer["In-Reply-To"], question["Message-ID"])
        self.assertIn(question["Message-ID"], answer["References"].split())
        self.assertTrue(answer["Message-ID"])
        self.assertIn(DESK, answer["From"])

        second = letter(RINA, answer["Reply-To"] or answer["From"], "Re: The pump leaks", "The valve is closed.",
                        In_Reply_To=answer["Message-ID"], References=f"{answer['References']} {answer['Message-ID']}")
        self.submit(second)
        joined = wait_until(lambda: len(self.api.comments(ticket["id"])) == 3, 15)
        self.assertTrue(joined, self.server.log_tail())
        self.assertIn("The valve is closed.", self.api.comments(ticket["id"])[2]["plain_body"])

    def test_a_forged_reference_of_a_stranger_does_not_join(self):
        self.submit(letter(RINA, DESK, "My contract", "Number 17"))
        ticket = self.api.ticket_with_subject("My contract", 15)
        self.assertIsNotNone(ticket, self.server.log_tail())
        self.reply(ticket, "Your contract is ready.")
        answer = self.letter_with("Your contract is ready.")
        self.submit(letter(f"Eve <eve@{CUSTOMER_DOMAIN}>", DESK, "Re: My contract", "Send it to me.",
                           In_Reply_To=answer["Message-ID"], References=answer["Message-ID"]))
        self.submit(letter(RINA, DESK, "A mark behind Eve", "x"))
        self.assertIsNotNone(self.api.ticket_with_subject("A mark behind Eve", 15))
        texts = " ".join(comment["plain_body"] for comment in self.api.comments(ticket["id"]))
        self.assertNotIn("Send it to me.", texts)
        self.reply(ticket, "Only for Rina.")
        self.letter_with("Only for Rina.")
        for message in self.postfix.letters_of("eve"):
            self.assertNotIn("Only for Rina.", message.as_string())

    def test_a_mail_in_the_imap_mailbox_is_a_ticket_within_a_second(self):
        # The first one only tells that the connection stands and idles.
        self.submit(letter(RINA, IMAP_DESK, "Is anybody there", "x"))
        self.assertIsNotNone(self.api.ticket_with_subject("Is anybody there", 20), self.server.log_tail())
        time.sleep(1)
        times = []
        for number in range(3):
            subject = f"By IDLE {number}"
            start = time.monotonic()
            # Straight into the mailbox, so that the clock starts at delivery.
            deliver_lmtp(self.dovecot.lmtp_port, letter(RINA, IMAP_DESK, subject, "x"), f"rina@{CUSTOMER_DOMAIN}", IMAP_DESK)
            ticket = self.api.ticket_with_subject(subject, 10)
            times.append(time.monotonic() - start)
            self.assertIsNotNone(ticket, self.server.log_tail() + self.dovecot.log_tail())
        print(f"\nIMAP IDLE: ticket after {', '.join(f'{t:.3f} s' for t in times)}", flush=True)
        self.assertLess(sorted(times)[1], 1.0, times)

    def test_the_same_mail_by_two_ways_is_one_ticket(self):
        message = letter(RINA, DESK, "By two ways", "x")
        self.submit(message)
        self.submit(message)
        self.assertIsNotNone(self.api.ticket_with_subject("By two ways", 15))
        self.submit(letter(RINA, DESK, "Behind the two", "x"))
        self.assertIsNotNone(self.api.ticket_with_subject("Behind the two", 15))
        self.assertEqual(sum(ticket["subject"] == "By two ways" for ticket in self.api.tickets()), 1)


if __name__ == "__main__":
    unittest.main()
