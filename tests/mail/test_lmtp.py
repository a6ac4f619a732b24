"""Mail by LMTP: becomes a ticket, joins the right one, is never lost and never doubled."""
import unittest

from rig.letters import deliver_lmtp, letter
from rig.server import Server, wait_until

DESK = "support@sahay.example"
RINA = "Rina Akter <rina@meghna.example>"


class Lmtp(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server(config=f'[mail]\naddress = "{DESK}"\n').start()
        cls.addClassCleanup(cls.server.close)
        cls.api = cls.server.add_admin()

    def deliver(self, message, sender="rina@meghna.example"):
        deliver_lmtp(self.server.lmtp_port, message, sender, DESK)

    def test_a_mail_becomes_a_ticket_of_its_sender(self):
        self.deliver(letter(RINA, DESK, "Pump stopped", "It stopped at noon."))
        ticket = self.api.ticket_with_subject("Pump stopped")
        self.assertIsNotNone(ticket, self.server.log_tail())
        requester = self.api.get(f"/api/v2/users/{ticket['requester_id']}").json["user"]
        self.assertEqual(requester["email"], "rina@meghna.example")
        self.assertEqual(requester["name"], "Rina Akter")
        self.assertIn("It stopped at noon.", self.api.comments(ticket["id"])[0]["plain_body"])

    def test_the_same_mail_twice_is_one_comment(self):
        message = letter(RINA, DESK, "Twice delivered", "once")
        self.deliver(message)
        self.deliver(message)
        ticket = self.api.ticket_with_subject("Twice delivered")
        self.deliver(letter(RINA, DESK, "A mark behind it", "x"))
        self.assertIsNotNone(self.api.ticket_with_subject("A mark behind it"))
        self.assertEqual(sum(t["subject"] == "Twice delivered" for t in self.api.tickets()), 1)
        self.assertEqual(len(self.api.comments(ticket["id"])), 1)

    def test_the_sender_s_second_mail_joins_by_references(self):
        first = letter(RINA, DESK, "A longer story", "part one")
        self.deliver(first)
        ticket = self.api.ticket_with_subject("A longer story")
        self.deliver(letter(RINA, DESK, "Re: A longer story", "part two", In_Reply_To=first["Message-ID"],
                            References=first["Message-ID"]))
        self.assertTrue(wait_until(lambda: len(self.api.comments(ticket["id"])) == 2), self.server.log_tail())

    def test_the_same_subject_alone_does_not_join(self):
        self.deliver(letter(RINA, DESK, "Question", "mine"))
        self.assertIsNotNone(self.api.ticket_with_subject("Question"))
        self.deliver(letter("Karim <karim@other.example>", DESK, "Question", "another"), "karim@other.example")
        self.assertTrue(wait_until(lambda: sum(t["subject"] == "Question" for t in self.api.tickets()) == 2))

    def test_a_forged_reference_from_a_stranger_does_not_join(self):
        first = letter(RINA, DESK, "Private matter", "secret")
        self.deliver(first)
        ticket = self.api.ticket_with_subject("Private matter")
        self.deliver(letter("Eve <eve@evil.example>", DESK, "Re: Private matter", "let me in",
                            In_Reply_To=first["Message-ID"], References=first["Message-ID"]), "eve@evil.example")
        self.deliver(letter(RINA, DESK, "Behind the forgery", "x"))
        self.assertIsNotNone(self.api.ticket_with_subject("Behind the forgery"))
        texts = " ".join(comment["plain_body"] for comment in self.api.comments(ticket["id"]))
        self.assertNotIn("let me in", texts)
        followers = self.api.get(f"/api/v2/tickets/{ticket['id']}").json["ticket"].get("email_cc_ids", [])
        self.assertEqual(followers, [])

    def test_a_mail_that_no_parser_understands_is_kept(self):
        for number, data in enumerate((b"\x00\xff\xfe garbage without any header\r\n", b"\r\n\r\n\r\n", b"From: \r\n\r\n",
                                       b"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n--x\r\n" * 50)):
            deliver_lmtp(self.server.lmtp_port, data, f"odd{number}@meghna.example", DESK)
        self.deliver(letter(RINA, DESK, "After the odd ones", "x"))
        self.assertIsNotNone(self.api.ticket_with_subject("After the odd ones"), self.server.log_tail())

    def test_three_scripts_and_an_attachment_arrive_whole(self):
        message = letter(RINA, DESK, "Насос · পাম্প", "Привет, আমার পাম্প বন্ধ")
        message.add_attachment(bytes(range(256)), maintype="application", subtype="octet-stream", filename="отчёт.bin")
        self.deliver(message)
        ticket = self.api.ticket_with_subject("Насос · পাম্প")
        self.assertIsNotNone(ticket, self.server.log_tail())
        comment = self.api.comments(ticket["id"])[0]
        self.assertIn("আমার পাম্প বন্ধ", comment["plain_body"])
        attachment = comment["attachments"][0]
        self.assertEqual((attachment["file_name"], attachment["size"]), ("отчёт.bin", 256))
        url = attachment["content_url"]
        self.assertEqual(self.api.get(url[url.index("/", 8):]).body, bytes(range(256)))


if __name__ == "__main__":
    unittest.main()
