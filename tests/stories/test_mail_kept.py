"""What was taken is kept: no room means "later" and loses nothing, what is held stays for thirty days, and the original is there byte
for byte."""
import os
import smtplib
import subprocess
import unittest

from rig.api import Api
from rig.letters import as_sent, deliver_lmtp, letter
from rig.server import Server, wait_until

DESK = "support@sahay.example"
RINA = "Rina Akter <rina@meghna.example>"


class Kept(unittest.TestCase):
    def desk(self, config: str = "") -> Server:
        server = Server(config=f'[mail]\naddress = "{DESK}"\n{config}')
        self.addCleanup(server.close)
        return server

    @unittest.skipIf(os.geteuid() != 0, "needs root to make a small disk")
    def test_a_full_disk_says_later_and_the_mail_comes_when_there_is_room(self):
        server = self.desk()
        server.start()
        api = server.add_admin()
        server.stop()
        files = os.path.join(server.data, "files")
        os.makedirs(files, exist_ok=True)
        if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", files], capture_output=True).returncode != 0:
            self.skipTest("no small disk can be mounted here")
        self.addCleanup(subprocess.run, ["umount", "-l", files], capture_output=True)
        server.start()
        data = letter(RINA, DESK, "On a full disk", "x")
        with self.assertRaises(smtplib.SMTPResponseException) as refused:
            deliver_lmtp(server.lmtp_port, data, "rina@meghna.example", DESK)
        self.assertEqual(refused.exception.smtp_code, 452, refused.exception)
        server.stop()
        subprocess.run(["umount", "-l", files], check=True)
        server.start()
        api.close()
        deliver_lmtp(server.lmtp_port, data, "rina@meghna.example", DESK)
        self.assertIsNotNone(api.ticket_with_subject("On a full disk", 20), server.log_tail())
        self.assertEqual(sum(t["subject"] == "On a full disk" for t in api.tickets()), 1)

    def test_a_held_mail_stays_for_thirty_days_and_not_longer(self):
        server = self.desk().start()
        if not server.has_hooks():
            self.skipTest("needs a program with test hooks (a debug or asan build)")
        api = server.add_admin()
        data = letter(RINA, DESK, "Held for a while", "x")
        del data["From"]
        deliver_lmtp(server.lmtp_port, data, "", DESK)
        held = lambda: [one["subject"] for one in api.get("/api/v2/suspended_tickets").json["suspended_tickets"]]
        self.assertTrue(wait_until(lambda: "Held for a while" in held(), 20), server.log_tail())
        server.advance_clock(days=29)
        server.wait_idle()
        self.assertIn("Held for a while", held())
        server.advance_clock(days=2)
        server.wait_idle()
        self.assertTrue(wait_until(lambda: held() == [], 20), held())

    def test_the_original_is_shown_and_downloaded_byte_for_byte_and_by_nobody_else(self):
        server = self.desk().start()
        api = server.add_admin()
        data = as_sent(letter(RINA, DESK, "The very bytes", "чайник течёт\nবালতি")) + b"trailing \xff bytes\r\n"
        deliver_lmtp(server.lmtp_port, data, "rina@meghna.example", DESK)
        ticket = api.ticket_with_subject("The very bytes", 20)
        self.assertIsNotNone(ticket, server.log_tail())
        comment = api.comments(ticket["id"])[0]["id"]
        got = api.get(f"/api/v2/comments/{comment}/original")
        self.assertEqual(got.status, 200, got)
        self.assertTrue(got.body.endswith(data), "one line of the envelope stands above the bytes that came")
        self.assertEqual(got.body[:-len(data)].decode().strip(), "Return-Path: <rina@meghna.example>")
        self.assertTrue(got.headers["Content-Disposition"].startswith("attachment"), got.headers)
        self.assertIn("sandbox", got.headers["Content-Security-Policy"])
        self.assertIn("The very bytes", api.get(f"/api/v2/comments/{comment}/raw").json["raw"])
        stranger = Api("127.0.0.1", server.port)
        self.assertIn(stranger.get(f"/api/v2/comments/{comment}/original").status, (401, 403, 404))


if __name__ == "__main__":
    unittest.main()
