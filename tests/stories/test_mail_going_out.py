"""How mail goes out, with lines that break at each step: every mail exactly once, and where nobody can know, a person decides;
what is inside of it; and what becomes of an answer that comes back."""
import base64
import email
import email.message
import email.policy
import re
import unittest
import urllib.parse

from rig.letters import deliver_lmtp, letter
from rig.mail_peers import CutSmtp
from rig.server import Server

DESK = "support@sahay.example"
RINA = "Rina Akter <rina@meghna.example>"


class GoingOut(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.relay = CutSmtp()
        cls.addClassCleanup(cls.relay.close)
        cls.server = Server(config=f'[mail]\naddress = "{DESK}"\nundo_send_seconds = 0\n[smtp]\n'
                                   f'url = "smtp+plain://127.0.0.1:{cls.relay.port}"\n').start()
        cls.addClassCleanup(cls.server.close)
        cls.api = cls.server.add_admin()
        if not cls.server.has_hooks():
            raise unittest.SkipTest("needs a program with test hooks (a debug or asan build)")

    def answered(self, words: str) -> tuple[dict, int]:
        ticket = self.api.post("/api/v2/tickets", {"ticket": {
            "subject": "Pump", "comment": {"body": "Please help"}, "requester": {"name": "Rina Akter", "email": "rina@meghna.example"}}}).json["ticket"]
        self.server.wait_idle()
        self.api.put(f"/api/v2/tickets/{ticket['id']}", {"ticket": {"comment": {"body": words, "public": True}}})
        self.server.wait_idle()
        return ticket, self.api.comments(ticket["id"])[-1]["id"]

    def arrived(self, words: str) -> int:
        return sum(words.encode() in data for data in self.relay.mails)

    def test_a_line_cut_before_the_final_dot_is_tried_again_until_the_mail_is_there_once(self):
        for step in ("CONNECT", "EHLO", "MAIL", "RCPT", "DATA"):
            words = f"The valve, cut at {step}."
            self.relay.cut_at = step
            self.answered(words)
            self.assertEqual(self.arrived(words), 0, step)
            for _ in range(3):
                self.server.advance_clock(minutes=2)
                self.server.wait_idle()
            self.assertEqual(self.arrived(words), 1, f"{step}\n{self.server.log_tail()}")

    def test_a_line_cut_after_the_final_dot_is_never_sent_again_by_itself(self):
        # BODY: the other side left in the middle of the bytes; all of them were written by then, so nobody knows either.
        for step, there in (("DOT", 1), ("BODY", 0)):
            words = f"Nobody knows whether this arrived, cut at {step}."
            self.relay.cut_at = step
            ticket, comment = self.answered(words)
            for _ in range(3):
                self.server.advance_clock(hours=2)
                self.server.wait_idle()
            self.assertEqual(self.arrived(words), there, step)
            path = f"/api/v2/tickets/{ticket['id']}/comments/{comment}/send_again"
            again = self.api.post(path, {})
            self.assertEqual(again.status, 200, again)
            self.server.wait_idle()
            self.assertEqual(self.arrived(words), there + 1, "a person decided that it goes once more")
            self.assertEqual(self.api.post(path, {}).status, 409, "what has arrived is not sent again")

    def test_reports_are_asked_for_with_an_envelope_id_and_the_original_recipient(self):
        self.answered("With a report, please.")
        self.assertTrue(any(line.startswith("MAIL FROM:<support+b") and " ENVID=" in line for line in self.relay.commands))
        self.assertTrue(any("ORCPT=rfc822;rina@meghna.example" in line for line in self.relay.commands))
        sent = next(data for data in self.relay.mails if b"With a report, please." in data)
        self.assertNotIn(b"list-unsubscribe", sent.lower(), "an answer is no bulk mail")
        self.assertNotIn(b"auto-submitted", sent.lower(), "a person wrote it")

    def test_an_image_in_the_answer_travels_inside_of_the_mail(self):
        pixel = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")
        made = self.api.request("POST", "/api/v2/uploads?filename=pump.png", pixel, {"Content-Type": "image/png"}).json["upload"]
        url = made["attachment"]["content_url"]
        ticket, _ = self.answered("First words before the picture.")
        self.api.put(f"/api/v2/tickets/{ticket['id']}", {"ticket": {"comment": {
            "html_body": f'<p>See the valve</p><img src="{url}" alt="valve">', "uploads": [made["token"]], "public": True}}})
        self.server.wait_idle()
        data = next(d for d in self.relay.mails if b"See the valve" in d).replace(b"=\r\n", b"")
        found = re.search(rb'<img src=3D"cid:([^"]+)"', data)
        self.assertIsNotNone(found, data[:3000])
        self.assertIn(b"Content-ID: <" + found.group(1) + b">", data)
        self.assertNotIn(b"/attachments/", data)

    def test_the_photo_of_who_answers_and_the_pictures_quoted_below_travel_inside_too(self):
        pixel = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")
        me = self.api.get("/api/v2/users/me").json["user"]["id"]
        photo = self.api.request("POST", "/api/v2/uploads?filename=face.png", pixel, {"Content-Type": "image/png"}).json["upload"]["attachment"]
        url = urllib.parse.urlsplit(photo["content_url"]).path
        self.assertEqual(self.api.put(f"/api/v2/agents/{me}/face", {"face": {"photo_url": url}}).status, 200)
        self.addCleanup(self.api.put, f"/api/v2/agents/{me}/face", {"face": {"photo_url": ""}})
        asked = letter(RINA, DESK, "With a picture of hers", "See below.")
        asked.add_alternative('<p>See below.</p><img src="cid:leak@meghna.example">', subtype="html")
        asked.get_payload()[1].add_related(pixel, "image", "png", cid="<leak@meghna.example>")
        deliver_lmtp(self.server.lmtp_port, asked, "rina@meghna.example", DESK)
        ticket = self.api.ticket_with_subject("With a picture of hers", 20)
        self.assertIsNotNone(ticket, self.server.log_tail())
        self.api.put(f"/api/v2/tickets/{ticket['id']}", {"ticket": {"comment": {"body": "Answered with a face.", "public": True}}})
        self.server.wait_idle()
        raw = next(d for d in self.relay.mails if b"Answered with a face." in d)
        read = email.message_from_bytes(raw, policy=email.policy.default)
        html = read.get_body(("html",)).get_content()
        shown = re.findall(r'<img[^>]*\ssrc="([^"]*)"', html)
        self.assertGreaterEqual(len(shown), 2, html)
        for source in shown:
            self.assertTrue(source.startswith("cid:"), html)
            self.assertIn(f"<{source[4:]}>", [part["Content-ID"] for part in read.walk()], html)
        self.assertNotIn("/attachments/", html)

    def test_an_answer_that_comes_back_is_told_on_its_ticket_and_opens_no_other(self):
        ticket, _ = self.answered("This one will come back.")
        self.assertEqual(self.arrived("This one will come back."), 1)
        path = re.search(r"<([^>]*)>", [line for line in self.relay.commands if line.upper().startswith("MAIL FROM:<")][-1]).group(1)
        self.assertTrue(path.startswith("support+b"), path)
        bounce = email.message.EmailMessage()
        bounce["From"], bounce["To"], bounce["Subject"] = "MAILER-DAEMON@relay.example", path, "Undelivered Mail Returned to Sender"
        bounce.set_content("The mail could not be delivered.")
        bounce.make_mixed()
        bounce.set_type("multipart/report")
        bounce.set_param("report-type", "delivery-status")
        status = email.message_from_string("Content-Type: message/delivery-status\n\nReporting-MTA: dns; relay.example\n\n"
                                           "Final-Recipient: rfc822; rina@meghna.example\nAction: failed\nStatus: 5.1.1\n"
                                           "Diagnostic-Code: smtp; 550 5.1.1 no such user\n", policy=email.policy.default)
        bounce.attach(status)
        before = len(self.api.tickets())
        for _ in range(2):  # and the report may be brought twice
            deliver_lmtp(self.server.lmtp_port, bounce, "", path)
            self.server.wait_idle()
        notes = [c["plain_body"] for c in self.api.comments(ticket["id"]) if not c["public"]]
        self.assertEqual(sum("rina@meghna.example" in note for note in notes), 1, notes)
        self.assertEqual(len(self.api.tickets()), before)
        state = next(one for one in self.api.get("/api/v2/mail_addresses").json["mail_addresses"] if one["address"] == "rina@meghna.example")
        self.assertEqual(state["state"], "dead")
        self.api.put(f"/api/v2/tickets/{ticket['id']}", {"ticket": {"comment": {"body": "Never leaves.", "public": True}}})
        self.server.wait_idle()
        self.assertEqual(self.arrived("Never leaves."), 0)
        self.assertEqual(self.api.delete("/api/v2/mail_addresses?address=rina%40meghna.example").status, 204)

    def test_the_signature_is_in_the_language_of_the_reader_the_agent_s_before_the_group_s(self):
        me = self.api.get("/api/v2/users/me").json["user"]["id"]
        group = self.api.get("/api/v2/groups").json["groups"][0]["id"]
        wrote = self.api.put(f"/api/v2/groups/{group}/signatures", {"signatures": {"ru": "Группа поддержки, {agent}", "en": "The support team"}})
        self.assertEqual(wrote.status, 200, wrote)
        ticket = self.api.post("/api/v2/tickets", {"ticket": {"subject": "Signed", "group_id": group, "comment": {"body": "x"}, "requester": {
            "name": "Rina Akter", "email": "rina.ru@meghna.example", "locale": "ru"}}}).json["ticket"]
        self.api.put(f"/api/v2/users/{ticket['requester_id']}", {"user": {"locale": "ru"}})
        def answer(words):
            self.api.put(f"/api/v2/tickets/{ticket['id']}", {"ticket": {"comment": {"body": words, "public": True}}})
            self.server.wait_idle()
            raw = next(d for d in self.relay.mails if words.encode() in d)
            return email.message_from_bytes(raw, policy=email.policy.default).get_body(("plain",)).get_content()
        self.assertIn("Группа поддержки, Sara Ahmed", answer("Signed by the group."))
        self.api.put(f"/api/v2/agents/{me}/signatures", {"signatures": {"ru": "С уважением, {agent}"}})
        text = answer("Signed by the agent.")
        self.assertIn("С уважением, Sara Ahmed", text)
        self.assertNotIn("Группа поддержки", text)


if __name__ == "__main__":
    unittest.main()
