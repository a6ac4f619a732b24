"""Every way that mail comes in, with lines that break at each step: every mail exactly once."""
import base64
import hashlib
import hmac
import json
import os
import socket
import subprocess
import tempfile
import time
import unittest
import urllib.parse

from rig.api import Api
from rig.letters import as_sent, deliver_lmtp, letter, submit_smtp
from rig.mail_peers import ImapBox, Pop3Box, TokenServer
from rig.server import Server, Settings, free_port, wait_until

DESK = "support@sahay.example"
RINA = "Rina Akter <rina@meghna.example>"


def mail(subject: str, to: str = DESK, body: str = "Water everywhere.") -> bytes:
    return as_sent(letter(RINA, to, subject, body))


class Case(unittest.TestCase):
    config = ""

    @classmethod
    def setUpClass(cls):
        cls.server = Server(config="[outbound]\nallow = [\"127.0.0.0/8\"]\n" + cls.config).start()
        cls.addClassCleanup(cls.server.close)
        cls.api = cls.server.add_admin()

    def account(self, **fields) -> dict:
        made = self.api.post("/api/v2/mail_accounts", {"mail_account": {"send": "none"} | fields})
        self.assertEqual(made.status, 201, made)
        return made.json["mail_account"]

    def change(self, account: dict, **fields) -> dict:
        answer = self.api.put(f"/api/v2/mail_accounts/{account['id']}", {"mail_account": fields})
        self.assertEqual(answer.status, 200, answer)
        return answer.json["mail_account"]

    def health(self, account: dict) -> dict:
        return self.api.get(f"/api/v2/mail_accounts/{account['id']}").json["mail_account"]["health"]

    def subjects(self) -> list[str]:
        return [ticket["subject"] for ticket in self.api.tickets()]

    def assert_once(self, subject: str, seconds: float = 30.0) -> None:
        self.assertTrue(wait_until(lambda: subject in self.subjects(), seconds * Settings.slow / 2),
                        f"no ticket {subject!r}\n{self.server.log_tail()}")
        self.assertEqual(self.subjects().count(subject), 1, subject)

    def hook(self, account: dict, body, headers: dict) -> int:
        path = urllib.parse.urlsplit(account["hook_url"]).path
        return self.api.request("POST", path, body, headers).status


class AccountsAsData(Case):
    def test_a_password_goes_in_and_never_comes_out_and_is_not_in_the_database_as_it_is(self):
        account = self.account(address="secret@sahay.example", receive="imap", host="127.0.0.1", port=1, security="plain",
                               password="pump-and-valve-7")
        self.assertTrue(account["has_password"])
        shown = json.dumps(self.api.get("/api/v2/mail_accounts").json) + json.dumps(account)
        shown += self.api.get("/api/v2/audit_logs").body.decode()
        self.assertNotIn("pump-and-valve-7", shown)
        if Settings.engine == "sqlite":
            data = b"".join(open(f"{self.server.data}/{name}", "rb").read() for name in ("sahay.db", "sahay.db-wal"))
            self.assertNotIn(b"pump-and-valve-7", data)
        changed = self.change(account, name="Second name")
        self.assertTrue(changed["has_password"])
        moved = self.change(account, host="another.example")
        self.assertFalse(moved["has_password"], "the old server's password must not go to another host")
        self.assertEqual(self.api.delete(f"/api/v2/mail_accounts/{account['id']}").status, 204)

    def test_an_address_is_taken_once_though_its_account_is_switched_off(self):
        account = self.account(address="quiet@sahay.example", active=False)
        again = self.api.post("/api/v2/mail_accounts", {"mail_account": {"address": "quiet@sahay.example", "send": "none"}})
        self.assertEqual(again.status, 422, again)
        self.assertEqual(again.json["details"]["address"][0]["error"], "DuplicateValue", again)
        self.assertEqual(self.api.delete(f"/api/v2/mail_accounts/{account['id']}").status, 204)
        self.account(address="quiet@sahay.example")

    def test_what_is_wrong_is_told_by_field(self):
        for fields, field in (({"address": "no address"}, "address"),
                              ({"address": "a@sahay.example", "receive": "imap"}, "host"),
                              ({"address": "a@sahay.example", "send": "smtp"}, "smtp_host"),
                              ({"address": "a@sahay.example", "login": "oauth"}, "provider"),
                              ({"address": "a@sahay.example", "group": "Nowhere"}, "group"),
                              ({"address": "a@sahay.example", "receive": "pigeon"}, "receive")):
            answer = self.api.post("/api/v2/mail_accounts", {"mail_account": fields})
            self.assertEqual(answer.status, 422, answer)
            self.assertIn(field, answer.json["details"], answer)

    def test_a_new_address_is_listened_for_at_once_and_a_removed_one_no_longer(self):
        import smtplib
        account = self.account(address="later@sahay.example", receive="listener")
        def accepted():
            try:
                with smtplib.LMTP("127.0.0.1", self.server.lmtp_port) as line:
                    line.sendmail("rina@meghna.example", ["later@sahay.example"], mail("By a new address", "later@sahay.example"))
                return True
            except smtplib.SMTPRecipientsRefused:
                return False
        self.assertTrue(wait_until(accepted, 10))
        self.assert_once("By a new address")
        self.assertEqual(self.api.delete(f"/api/v2/mail_accounts/{account['id']}").status, 204)
        self.assertTrue(wait_until(lambda: not accepted(), 10))


class Pop3(Case):
    def setUp(self):
        self.box = Pop3Box()
        self.addCleanup(self.box.close)

    def open_account(self, name: str, **fields) -> dict:
        return self.account(address=f"{name}@sahay.example", receive="pop3", host="127.0.0.1", port=self.box.port,
                            security="plain", password=self.box.password) | fields

    def test_mails_come_once_and_stay_on_the_server(self):
        self.box.mails = {"a1": mail("POP one"), "a2": mail("POP two")}
        account = self.open_account("pop-keep")
        self.assert_once("POP one")
        self.assert_once("POP two")
        self.change(account, name="Another name")
        self.change(account, active=False)
        self.box.fetched.clear()
        self.change(account, active=True)
        self.assertTrue(wait_until(lambda: self.health(account)["receiving"]["state"] == "good", 20))
        self.assertEqual(self.box.fetched, [], "what is stored is not fetched again")
        self.assertEqual(sorted(self.box.mails), ["a1", "a2"])

    def test_a_line_cut_at_every_step_loses_and_doubles_nothing(self):
        for number, step in enumerate(("USER", "PASS", "UIDL", "LIST", "RETR", "DELE", "QUIT")):
            self.box.mails[f"c{number}"] = mail(f"POP cut at {step}")
            self.box.cut_at = step
            account = self.account(address=f"pop-{step.lower()}@sahay.example", receive="pop3", host="127.0.0.1",
                                   port=self.box.port, security="plain", password=self.box.password, keep_on_server=False)
            self.assert_once(f"POP cut at {step}")
            self.assertTrue(wait_until(lambda: not self.box.mails, 60), f"{step}: not deleted after it was stored")
            self.assertEqual(self.api.delete(f"/api/v2/mail_accounts/{account['id']}").status, 204)

    def test_a_wrong_password_turns_the_account_red_and_says_what_to_do(self):
        account = self.account(address="pop-wrong@sahay.example", receive="pop3", host="127.0.0.1", port=self.box.port,
                               security="plain", password="wrong")
        self.assertTrue(wait_until(lambda: self.health(account)["receiving"]["state"] == "bad", 20))
        health = self.health(account)["receiving"]
        self.assertEqual(health["error"], "mail.error.login")
        self.assertTrue(health["advice"])


class Imap(Case):
    def setUp(self):
        self.box = ImapBox()
        self.addCleanup(self.box.close)

    def open_account(self, name: str, **fields) -> dict:
        return self.account(**({"address": f"{name}@sahay.example", "receive": "imap", "host": "127.0.0.1",
                                "port": self.box.port, "security": "plain", "password": "x"} | fields))

    def test_a_line_cut_at_every_step_loses_and_doubles_nothing(self):
        for step in ("CAPABILITY", "LOGIN", "EXAMINE", "UID FETCH", "BODY", "IDLE"):
            self.box.add(mail(f"IMAP cut at {step}"))
            self.box.cut_at = step
            account = self.open_account(f"imap-{step.lower().replace(' ', '-')}", only_new=False)
            self.assert_once(f"IMAP cut at {step}")
            self.assertEqual(self.api.delete(f"/api/v2/mail_accounts/{account['id']}").status, 204)
            self.box.mails.clear()

    def test_a_mailbox_numbered_anew_brings_nothing_twice_and_the_new_mail_once(self):
        for number in range(3):
            self.box.add(mail(f"Before the move {number}"))
        self.open_account("imap-moved")
        for number in range(3):
            self.assert_once(f"Before the move {number}")
        self.box.fetched.clear()
        self.box.renumber()
        self.box.add(mail("After the move"))
        self.assert_once("After the move")
        for number in range(3):
            self.assertEqual(self.subjects().count(f"Before the move {number}"), 1)
        self.assertEqual(self.box.fetched, [103], "known mails are not fetched again")

    def come_back(self) -> None:
        """The line breaks; the next time the mailbox is watched again."""
        before = len(self.box.opened)
        self.box.break_idle = True
        self.assertTrue(wait_until(lambda: len(self.box.opened) > before and not self.box.break_idle, 20), self.server.log_tail())

    def test_where_the_server_counts_changes_coming_back_costs_no_listing_and_loses_nothing(self):
        self.box.counts = True
        self.box.add(mail("Counted one"))
        account = self.open_account("imap-counted")
        self.assert_once("Counted one")
        self.assertTrue(wait_until(lambda: self.health(account)["receiving"]["state"] == "good", 20))
        self.assertIn("(CONDSTORE)", self.box.opened[0])
        listed = self.box.listed
        self.come_back()
        self.assertIn("(QRESYNC (7 11))", self.box.opened[-1])
        self.box.mark(1)  # read by a person in another program: means nothing here
        self.come_back()
        self.box.fetched.clear()
        self.assertEqual(self.box.listed, listed, "an unchanged mailbox is not listed")
        self.box.break_idle = True
        self.box.add(mail("Counted two"))
        self.assert_once("Counted two")
        self.assertEqual(self.box.fetched, [2])
        self.box.renumber()
        self.box.add(mail("Counted after the move"))
        self.assert_once("Counted after the move")
        self.assertEqual(self.subjects().count("Counted one") + self.subjects().count("Counted two"), 2)

    def test_a_line_cut_while_it_resumes_loses_and_doubles_nothing(self):
        self.box.counts = True
        self.open_account("imap-resumed")
        for step in ("ENABLE", "EXAMINE", "UID FETCH", "BODY"):
            self.assertTrue(wait_until(lambda: len(self.box.opened) > 0, 20))
            self.box.cut_at = step
            self.box.break_idle = True
            self.box.add(mail(f"Resumed, cut at {step}"))
            self.assert_once(f"Resumed, cut at {step}", 60)

    def test_another_mailbox_with_the_same_numbers_is_read_from_its_beginning(self):
        self.box.add(mail("In the first mailbox"))
        account = self.open_account("imap-other")
        self.assert_once("In the first mailbox")
        second = ImapBox()
        self.addCleanup(second.close)
        second.add(mail("In the second mailbox"))
        self.change(account, port=second.port, user_name="somebody-else", password="y")
        self.assert_once("In the second mailbox")


class OAuth(Case):
    def test_the_consent_brings_tokens_which_are_renewed_and_whose_end_is_shown(self):
        grants = {"valid": {"R0"}}

        def answer(form):
            if form["grant_type"] == "authorization_code":
                verifier = form["code_verifier"].encode()
                challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier).digest()).rstrip(b"=").decode()
                if form["code"] != "the-code" or challenge != grants["challenge"]:
                    return 400, {"error": "invalid_grant"}
                return 200, {"access_token": "A0", "refresh_token": "R0", "expires_in": 120}
            if form["refresh_token"] not in grants["valid"]:
                return 400, {"error": "invalid_grant", "error_description": "Token has been revoked."}
            number = int(form["refresh_token"][1:]) + 1
            grants["valid"] = {f"R{number}"}
            return 200, {"access_token": f"A{number}", "refresh_token": f"R{number}", "expires_in": 3600}

        provider = TokenServer(answer)
        self.addCleanup(provider.close)
        box = ImapBox(oauth=True)
        self.addCleanup(box.close)
        account = self.account(address="oauth@sahay.example", receive="imap", host="127.0.0.1", port=box.port,
                               security="plain", login="oauth", provider="other", client_id="desk",
                               client_secret="kept", scope="mail", authorize_url="https://provider.example/authorize",
                               token_url=f"http://127.0.0.1:{provider.port}/token")
        asked = self.api.post(f"/api/v2/mail_accounts/{account['id']}/authorize", {})
        self.assertEqual(asked.status, 200, asked)
        query = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(asked.json["authorization_url"]).query))
        self.assertEqual((query["client_id"], query["code_challenge_method"], query["scope"]), ("desk", "S256", "mail"))
        grants["challenge"] = query["code_challenge"]
        path = "/mail/oauth/callback?" + urllib.parse.urlencode({"state": query["state"], "code": "the-code"})
        back = self.api.get(path)
        self.assertEqual(back.status, 303, back)
        self.assertIn(f"/console/admin/mail/{account['id']}?connected=1", back.headers["Location"])
        self.assertIn("refused", self.api.get(path).headers["Location"], "a state counts once")

        # The first token ends within five minutes: it is renewed before the first login, and the new one is used.
        box.add(mail("By OAuth"))
        self.assert_once("By OAuth")
        self.assertEqual(base64.b64decode(box.tokens[-1]), b"user=oauth@sahay.example\x01auth=Bearer A1\x01\x01")
        self.assertEqual(provider.asked[-1]["refresh_token"], "R0")
        self.assertEqual(provider.asked[-1]["client_secret"], "kept")

        # The provider refuses the access token: the rotated refresh token is what the next renewal shows; it is revoked.
        grants["valid"] = set()
        box.accept_token = lambda token: False
        box.break_idle = True
        self.assertTrue(wait_until(lambda: self.health(account)["receiving"]["error"] == "mail.error.revoked", 150),
                        self.server.log_tail())
        self.assertEqual(provider.asked[-1]["refresh_token"], "R1")
        count = len(provider.asked)
        shown = self.api.get(f"/api/v2/mail_accounts/{account['id']}").json["mail_account"]
        self.assertEqual(shown["oauth_state"], "revoked")
        self.assertIn("revoked", shown["oauth_error"])
        time.sleep(2)
        self.assertEqual(len(provider.asked), count, "nobody asks for a token that is gone")


class ByHttp(Case):
    def posted(self, account: dict, subject: str, post) -> None:
        """`post(subject) -> status` with the right proof; tried until the account is known to the server."""
        self.assertTrue(wait_until(lambda: post(subject) == 200, 10), self.server.log_tail())
        self.assertEqual(post(subject), 200)
        self.assert_once(subject)

    def test_raw_bytes_with_the_token_and_nothing_without(self):
        account = self.account(address="raw@sahay.example", receive="raw")
        token = self.api.post(f"/api/v2/mail_accounts/{account['id']}/token", {}).json["token"]
        data = mail("By raw POST")
        send = lambda _: self.hook(account, data, {"Authorization": f"Bearer {token}", "Content-Type": "message/rfc822"})
        self.posted(account, "By raw POST", send)
        for wrong in ({"Authorization": "Bearer " + "x" * 43}, {"Authorization": ""},
                      {"Authorization": "Basic " + base64.b64encode(b"a:b").decode()}):
            self.assertEqual(self.hook(account, mail("Without the token"), wrong), 403)
        self.assertEqual(self.hook(account, b"", {"Authorization": f"Bearer {token}"}), 422)
        self.assertNotIn("Without the token", self.subjects())

    def test_mailgun_by_its_signature(self):
        key = "key-of-the-test"
        account = self.account(address="mailgun@sahay.example", receive="mailgun", hook_key=key)
        data = mail("By Mailgun").decode()

        def form(subject, age=0, signature=None, token="t" * 50):
            stamp = str(int(time.time()) - age)
            proof = hmac.new(key.encode(), (stamp + token).encode(), hashlib.sha256).hexdigest()
            fields = {"timestamp": stamp, "token": token, "signature": signature or proof, "sender": "rina@meghna.example",
                      "recipient": "mailgun@sahay.example", "body-mime": subject}
            return self.hook(account, urllib.parse.urlencode(fields), {"Content-Type": "application/x-www-form-urlencoded"})

        self.posted(account, "By Mailgun", lambda _: form(data))
        forged = mail("Forged Mailgun").decode()
        self.assertEqual(form(forged, signature="0" * 64, token="u" * 50), 403)
        self.assertEqual(form(forged, age=86400, token="v" * 50), 403)
        self.assertEqual(form("", token="w" * 50), 422)
        self.assertNotIn("Forged Mailgun", self.subjects())

    def test_postmark_by_its_password(self):
        account = self.account(address="postmark@sahay.example", receive="postmark", hook_key="hook-password")
        send = lambda subject, password="hook-password": self.hook(
            account, json.dumps({"From": "rina@meghna.example", "RawEmail": mail(subject).decode() if subject else None}),
            {"Content-Type": "application/json", "Authorization": "Basic " + base64.b64encode(f"u:{password}".encode()).decode()})
        data = mail("By Postmark").decode()
        right = {"Content-Type": "application/json", "Authorization": "Basic " + base64.b64encode(b"u:hook-password").decode()}
        self.posted(account, "By Postmark", lambda _: self.hook(account, json.dumps({"RawEmail": data}), right))
        self.assertEqual(send("Forged Postmark", "other"), 403)
        self.assertEqual(send(""), 422)
        self.assertNotIn("Forged Postmark", self.subjects())

    def test_sendgrid_by_its_signature(self):
        with tempfile.TemporaryDirectory() as folder:
            openssl = lambda *words, data=None: subprocess.run(["openssl", *words], input=data, capture_output=True, check=True, cwd=folder).stdout
            openssl("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", "key.pem")
            public = base64.b64encode(openssl("ec", "-in", "key.pem", "-pubout", "-outform", "DER")).decode()
            account = self.account(address="sendgrid@sahay.example", receive="sendgrid", hook_key=public)
            body = ("--b\r\nContent-Disposition: form-data; name=\"email\"\r\n\r\n".encode() + mail("By SendGrid") +
                    b"\r\n--b\r\nContent-Disposition: form-data; name=\"envelope\"\r\n\r\n"
                    b'{"from":"rina@meghna.example","to":["sendgrid@sahay.example"]}\r\n--b--\r\n')

            def send(data, signed=None):
                stamp = str(int(time.time()))
                signature = base64.b64encode(openssl("dgst", "-sha256", "-sign", "key.pem", data=stamp.encode() + (signed or data))).decode()
                return self.hook(account, data, {"Content-Type": "multipart/form-data; boundary=b",
                                                 "X-Twilio-Email-Event-Webhook-Signature": signature,
                                                 "X-Twilio-Email-Event-Webhook-Timestamp": stamp})
            self.posted(account, "By SendGrid", lambda _: send(body))
            self.assertEqual(send(body.replace(b"By SendGrid", b"Forged SG"), signed=body), 403)
            self.assertNotIn("Forged SG", self.subjects())

    def test_ses_by_the_certificate_of_sns(self):
        topic = "arn:aws:sns:eu-west-1:123456789012:mail"
        url = "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-test.pem"
        account = self.account(address="ses@sahay.example", receive="ses", topic=topic)
        with tempfile.TemporaryDirectory() as folder:
            openssl = lambda *words, data=None: subprocess.run(["openssl", *words], input=data, capture_output=True, check=True, cwd=folder).stdout
            openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "key.pem", "-out", "cert.pem", "-days", "2",
                    "-subj", "/CN=sns.amazonaws.com")
            with open(f"{folder}/cert.pem", encoding="ascii") as file:
                known = self.api.post("/test/sns_certificate", {"url": url, "pem": file.read()})
            if known.status == 404:
                self.skipTest("needs a program with test hooks (a debug or asan build)")

            def send(subject, signed=None, **fields):
                note = {"Type": "Notification", "MessageId": "m", "TopicArn": topic, "Timestamp": "2026-01-02T03:04:05.000Z",
                        "Message": json.dumps({"content": mails[subject], "mail": {"source": "rina@meghna.example"}}),
                        "SignatureVersion": "2", "SigningCertURL": url} | fields
                text = "".join(f"{name}\n{note[name]}\n" for name in ("Message", "MessageId", "Timestamp", "TopicArn", "Type"))
                note["Signature"] = base64.b64encode(openssl("dgst", "-sha256", "-sign", "key.pem", data=(signed or text).encode())).decode()
                return self.hook(account, json.dumps(note), {"Content-Type": "text/plain"})

            mails = {name: mail(name).decode() for name in ("By SES", "Forged SES")}
            self.posted(account, "By SES", lambda _: send("By SES"))
            self.assertEqual(send("Forged SES", signed="another text"), 403)
            self.assertEqual(send("Forged SES", TopicArn=topic + "2"), 403)
            self.assertEqual(send("Forged SES", SigningCertURL="https://sns.evil.example/x.pem"), 403)
            self.assertEqual(send("Forged SES", SigningCertURL="https://sns.eu-west-1.amazonaws.com.evil.example/x.pem"), 403)
            self.assertNotIn("Forged SES", self.subjects())

    def test_the_way_of_one_kind_is_no_way_for_another(self):
        account = self.account(address="one-kind@sahay.example", receive="listener")
        self.assertIsNone(account["hook_url"])
        self.assertEqual(self.api.request("POST", f"/mail/in/{account['inbox_id']}/raw", mail("x"), {}).status, 403)
        self.assertEqual(self.api.request("POST", "/mail/in/999999/raw", mail("x"), {}).status, 403)


class ByPipe(Case):
    config = f'[mail]\naddress = "{DESK}"\n'

    def deliver(self, data: bytes, *words: str, folder: str = "") -> int:
        return subprocess.run([Settings.binary, "mail", "deliver", "--data", folder or self.server.data, *words], input=data,
                              capture_output=True, timeout=60, env=self.server.environment).returncode

    def test_while_the_server_runs_and_while_it_is_down(self):
        self.assertEqual(self.deliver(mail("By pipe, server up"), "--to", DESK, "--from", "rina@meghna.example"), 0)
        self.assert_once("By pipe, server up")
        self.server.stop()
        try:
            self.assertEqual(self.deliver(mail("By pipe, server down"), "--to", DESK), 0)
            self.assertEqual(self.deliver(mail("By pipe to nobody known"), "--to", "old@sahay.example"), 0)
        finally:
            self.server.start()
            self.api.close()
        self.assert_once("By pipe, server down")
        self.assert_once("By pipe to nobody known")

    def test_what_waits_in_the_spool_is_part_of_a_backup(self):
        self.server.stop()
        archive = self.server.folder + "/spooled-backup"
        try:
            self.assertEqual(self.deliver(mail("Waited through the backup"), "--to", DESK, "--from", "rina@meghna.example"), 0)
            done = self.server.command("backup", "--to", archive)
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertIn("1 mails that wait", done.stdout)
        finally:
            self.server.start()
            self.api.close()
        self.assert_once("Waited through the backup")
        if Settings.engine != "sqlite":
            return
        # Another machine, from the backup: the promise to the pipe is kept there too, and once.
        other = Server(config=self.config, fresh=True)
        self.addCleanup(other.close)
        done = other.command("restore", "--from", archive)
        self.assertEqual(done.returncode, 0, done.stderr)
        other.start()
        restored = Api("127.0.0.1", other.port, self.api.email, self.api.token)
        subjects = lambda: [ticket["subject"] for ticket in restored.tickets()]
        self.assertTrue(wait_until(lambda: "Waited through the backup" in subjects(), 30), other.log_tail())
        self.assertEqual(subjects().count("Waited through the backup"), 1)

    def test_a_mail_in_the_spool_and_in_the_database_of_a_backup_counts_once(self):
        data = mail("Copied twice")
        self.assertEqual(self.deliver(data, "--to", DESK, "--from", "rina@meghna.example"), 0)
        self.assert_once("Copied twice")
        self.assertEqual(self.deliver(data, "--to", DESK, "--from", "rina@meghna.example"), 0)  # as a restored spool has it
        self.assertTrue(wait_until(lambda: not [n for n in os.listdir(self.server.data + "/spool") if n.endswith(".mail")], 20))
        self.server.wait_idle() if self.server.has_hooks() else time.sleep(2)
        self.assert_once("Copied twice")

    def test_whatever_goes_wrong_means_come_again(self):
        self.assertEqual(self.deliver(b"", "--to", DESK), 75)
        self.assertEqual(self.deliver(mail("x"), folder="/nonexistent/folder"), 75)
        self.assertEqual(self.deliver(mail("x"), "--no-such-option"), 75)


class BySmtp(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.port = free_port()
        cls.server = Server(config=f'[mail]\naddress = "{DESK}"\nsmtp_listen = "127.0.0.1:{cls.port}"\n').start()
        cls.addClassCleanup(cls.server.close)
        cls.api = cls.server.add_admin()

    def test_a_mail_comes_by_smtp_and_a_stranger_s_address_is_no_relay(self):
        import smtplib
        submit_smtp(self.port, letter(RINA, DESK, "By SMTP", "x"))
        self.assertIsNotNone(self.api.ticket_with_subject("By SMTP", 20), self.server.log_tail())
        with self.assertRaises(smtplib.SMTPRecipientsRefused):
            submit_smtp(self.port, letter(RINA, "someone@elsewhere.example", "Relay me", "x"))

    def exchange(self, port: int, lines: list[bytes], cut: int) -> None:
        with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
            line.recv(4096)
            for number, data in enumerate(lines):
                line.sendall(data)
                if number == cut:
                    return
                line.recv(4096)

    def test_a_client_that_leaves_at_every_step_and_comes_again_brings_each_mail_once(self):
        for port, hello in ((self.port, b"EHLO mta.example\r\n"), (self.server.lmtp_port, b"LHLO mta.example\r\n")):
            steps = [hello, b"MAIL FROM:<rina@meghna.example>\r\n", f"RCPT TO:<{DESK}>\r\n".encode(), b"DATA\r\n"]
            for cut in range(len(steps) + 2):
                subject = f"Left at {cut} of {hello[:4].decode()}"
                data = mail(subject)
                lines = steps + [data[:len(data) // 2], data[len(data) // 2:] + b".\r\n", b"QUIT\r\n"]
                if cut < 4:
                    self.exchange(port, lines, cut)
                else:  # in the middle of the bytes, and right after the final dot without hearing the answer
                    whole = steps + [data[:100]] if cut == 4 else steps + [data + b".\r\n"]
                    self.exchange(port, whole, 4)
                self.exchange(port, steps + [data + b".\r\n", b"QUIT\r\n"], 99)  # the queue of the other side tries again
                self.assertIsNotNone(self.api.ticket_with_subject(subject, 20), self.server.log_tail())
                self.assertEqual(sum(t["subject"] == subject for t in self.api.tickets()), 1, subject)

    def test_a_client_that_sends_chunks_and_leaves_at_every_step_brings_each_mail_once(self):
        for port, hello in ((self.port, b"EHLO mta.example\r\n"), (self.server.lmtp_port, b"LHLO mta.example\r\n")):
            envelope = [hello, b"MAIL FROM:<rina@meghna.example>\r\n", f"RCPT TO:<{DESK}>\r\n".encode()]
            for cut in range(7):
                subject = f"Chunks, left at {cut} of {hello[:4].decode()}"
                data = mail(subject)
                half = len(data) // 2
                steps = envelope + [b"BDAT %d\r\n" % half + data[:half], b"BDAT %d LAST\r\n" % (len(data) - half) + data[half:]]
                if cut == 5:    # in the middle of a chunk
                    self.exchange(port, envelope + [b"BDAT %d LAST\r\n" % len(data) + data[:half]], 3)
                elif cut == 6:  # all in one go, and gone without hearing an answer
                    self.exchange(port, [b"".join(steps)], 0)
                else:
                    self.exchange(port, steps, cut)
                self.exchange(port, steps + [b"QUIT\r\n"], 99)
                self.assertIsNotNone(self.api.ticket_with_subject(subject, 20), self.server.log_tail())
                self.assertEqual(sum(t["subject"] == subject for t in self.api.tickets()), 1, subject)

    def test_the_same_mail_by_every_way_is_one_comment(self):
        data = mail("By every way")
        for port, hello in ((self.port, b"EHLO a\r\n"), (self.server.lmtp_port, b"LHLO a\r\n"), (self.server.lmtp_port, b"LHLO b\r\n")):
            self.exchange(port, [hello, b"MAIL FROM:<rina@meghna.example>\r\n", f"RCPT TO:<{DESK}>\r\n".encode(), b"DATA\r\n", data + b".\r\n", b"QUIT\r\n"], 99)
        piped = subprocess.run([Settings.binary, "mail", "deliver", "--data", self.server.data, "--to", DESK], input=data, timeout=60, env=self.server.environment)
        self.assertEqual(piped.returncode, 0)
        ticket = self.api.ticket_with_subject("By every way", 20)
        self.assertIsNotNone(ticket, self.server.log_tail())
        self.assertTrue(wait_until(lambda: not [n for n in os.listdir(self.server.data + "/spool") if n.endswith(".mail")], 20))
        self.server.wait_idle() if self.server.has_hooks() else time.sleep(2)
        self.assertEqual(sum(t["subject"] == "By every way" for t in self.api.tickets()), 1)
        self.assertEqual(len(self.api.comments(ticket["id"])), 1)

    def test_a_smuggled_line_end_is_refused(self):
        with socket.create_connection(("127.0.0.1", self.port), timeout=10) as line:
            line.recv(4096)
            for step in (b"EHLO x\r\n", b"MAIL FROM:<rina@meghna.example>\r\n", f"RCPT TO:<{DESK}>\r\n".encode(), b"DATA\r\n"):
                line.sendall(step)
                line.recv(4096)
            line.sendall(b"Subject: Outer\r\n\r\nx\r\n\n.\nMAIL FROM:<boss@sahay.example>\r\n.\r\n")
            self.assertTrue(line.recv(4096).startswith(b"550 5.6.11"))


if __name__ == "__main__":
    unittest.main()
