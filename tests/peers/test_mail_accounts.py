"""Mail accounts of the console against a real Dovecot (IMAP and POP3) and a real Postfix: the check-up goes all the way round,
mails come once, and a mailbox whose index was lost brings nothing twice."""
import os
import subprocess
import unittest

from rig.letters import deliver_lmtp, letter
from rig.peers import CUSTOMER_DOMAIN, IMAP_DOMAIN, Dovecot, Postfix, lacking
from rig.server import Server, free_port, wait_until

RINA = f"Rina Akter <rina@{CUSTOMER_DOMAIN}>"


def lacking_pop3() -> str:
    return lacking() or ("" if os.path.exists("/usr/lib/dovecot/pop3-login") else "needs dovecot-pop3d")


@unittest.skipIf(lacking(), lacking())
class MailAccounts(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.dovecot = Dovecot()
        cls.addClassCleanup(cls.dovecot.close)
        cls.postfix = Postfix(free_port(), cls.dovecot.lmtp_port)
        cls.addClassCleanup(cls.postfix.close)
        cls.server = Server().start()
        cls.addClassCleanup(cls.server.close)
        cls.api = cls.server.add_admin()

    def account(self, name: str, receive: str, port: int, **more) -> dict:
        made = self.api.post("/api/v2/mail_accounts", {"mail_account": {
            "address": f"{name}@{IMAP_DOMAIN}", "receive": receive, "host": "127.0.0.1", "port": port, "security": "plain",
            "password": self.dovecot.password, "send": "smtp", "smtp_host": "127.0.0.1", "smtp_port": self.postfix.port,
            "smtp_security": "plain"} | more})
        self.assertEqual(made.status, 201, made)
        return made.json["mail_account"]

    def steps(self, account: dict) -> dict:
        check = self.api.post(f"/api/v2/mail_accounts/{account['id']}/check", {}).json["check_id"]
        read = lambda: self.api.get(f"/api/v2/mail_accounts/checks/{check}").json["check"]
        self.assertTrue(wait_until(lambda: read()["done"], 150, 0.2), read())
        return {(step["part"], step["step"]): step for step in read()["steps"]}

    def once(self, subject: str) -> None:
        self.assertIsNotNone(self.api.ticket_with_subject(subject, 90), self.server.log_tail())
        self.assertEqual(sum(t["subject"] == subject for t in self.api.tickets()), 1)

    def deliver(self, name: str, subject: str) -> None:
        to = f"{name}@{IMAP_DOMAIN}"
        deliver_lmtp(self.dovecot.lmtp_port, letter(RINA, to, subject, "x"), f"rina@{CUSTOMER_DOMAIN}", to)

    def test_imap_the_check_up_goes_all_the_way_round_and_no_test_mail_becomes_a_ticket(self):
        # Postfix knows no passwords: sending goes without one, receiving with it.
        account = self.account("round", "imap", self.dovecot.imap_port, send="none")
        steps = self.steps(account)
        self.assertEqual({key: step["state"] for key, step in steps.items() if key[0] == "receive"},
                         {("receive", name): "good" for name in ("name", "connection", "encryption", "login", "folder")}, steps)
        self.deliver("round", "By a real IMAP server")
        self.once("By a real IMAP server")
        self.assertNotIn("Test of the mail account", [t["subject"] for t in self.api.tickets()])

    def test_imap_a_wrong_password_is_found_at_its_step_with_advice(self):
        account = self.account("wrong", "imap", self.dovecot.imap_port, password="not this one", send="none")
        steps = self.steps(account)
        self.assertEqual(steps[("receive", "connection")]["state"], "good")
        self.assertEqual(steps[("receive", "login")]["state"], "bad")
        self.assertTrue(steps[("receive", "login")]["advice"])
        self.assertEqual(steps[("receive", "folder")]["state"], "skipped")

    def test_imap_what_others_read_move_and_remove_changes_nothing_and_new_mail_comes_once(self):
        self.account("shared", "imap", self.dovecot.imap_port, send="none")
        for number in range(3):
            self.deliver("shared", f"In a shared mailbox {number}")
        for number in range(3):
            self.once(f"In a shared mailbox {number}")
        doveadm = lambda *words: subprocess.run(["doveadm", "-c", self.dovecot.config, *words], capture_output=True, text=True)
        self.assertEqual(doveadm("who").returncode, 0)
        import imaplib
        person = imaplib.IMAP4("127.0.0.1", self.dovecot.imap_port)
        person.login(f"shared@{IMAP_DOMAIN}", self.dovecot.password)
        person.select("INBOX")
        person.store("1", "+FLAGS", "\\Seen \\Answered")
        person.create("Done")
        person.copy("2", "Done")
        person.store("2", "+FLAGS", "\\Deleted")
        person.expunge()
        person.logout()
        doveadm("kick", f"shared@{IMAP_DOMAIN}")
        self.deliver("shared", "After others were at it")
        self.once("After others were at it")
        for number in range(3):
            self.once(f"In a shared mailbox {number}")

    def test_imap_an_index_that_was_lost_brings_nothing_twice(self):
        self.account("lost", "imap", self.dovecot.imap_port, send="none")
        for number in range(5):
            self.deliver("lost", f"Before the loss {number}")
        for number in range(5):
            self.once(f"Before the loss {number}")
        for name in ("dovecot-uidlist", "dovecot.index", "dovecot.index.log", "dovecot.index.cache", "dovecot-uidvalidity"):
            path = os.path.join(self.dovecot.folder, "mail", "lost", name)
            if os.path.exists(path):
                os.remove(path)
        subprocess.run(["doveadm", "-c", self.dovecot.config, "kick", f"lost@{IMAP_DOMAIN}"], capture_output=True)
        self.deliver("lost", "After the loss")
        self.once("After the loss")
        for number in range(5):
            self.once(f"Before the loss {number}")

    @unittest.skipIf(lacking_pop3(), lacking_pop3())
    def test_pop3_mails_come_once_and_are_deleted_after_they_are_stored(self):
        self.deliver("pop", "By a real POP3 server")
        account = self.account("pop", "pop3", self.dovecot.pop3_port, keep_on_server=False, send="none")
        self.once("By a real POP3 server")
        box = os.path.join(self.dovecot.folder, "mail", "pop")
        there = lambda: sum(len(os.listdir(os.path.join(box, part))) for part in ("new", "cur"))
        self.assertTrue(wait_until(lambda: there() == 0, 20), "the mail is still on the server")
        self.assertEqual(self.steps(account)[("receive", "folder")]["state"], "good")


if __name__ == "__main__":
    unittest.main()
