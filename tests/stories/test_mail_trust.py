"""Whose mail it is: a stranger in the thread, an agent who answers by mail, forged senders and what is done with them, keys that
sign our mail and an independent verifier that believes them, two desks that answer each other by themselves."""
import base64
import concurrent.futures
import json
import os
import shutil
import subprocess
import unittest

from rig.api import Api
from rig.dns import FakeDns
from rig.letters import as_sent, deliver_lmtp, letter
from rig.server import ROOT, Server, Settings, wait_until
from rig.smtp_sink import SmtpSink

DESK = "support@sahay.example"
RINA = "Rina Akter <rina@meghna.example>"
HERS, FOREIGN = "192.0.2.10", "198.51.100.66"


def handed_over(message, host: str) -> bytes:
    """As our own Postfix writes it: which host outside it came from."""
    return (f"Received: from out.example (out.example [{host}])\r\n\tby mta.sahay.example (Postfix); Mon, 5 Jan 2026\r\n"
            .encode() + as_sent(message))


class Trust(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.sink = SmtpSink()
        cls.addClassCleanup(cls.sink.close)
        cls.dns = FakeDns()
        cls.addClassCleanup(cls.dns.close)
        cls.dns.sender("meghna.example", HERS)
        cls.dns.sender("sahay.example", HERS)
        cls.server = Server(config=f"""
[mail]
address = "{DESK}"
dns_server = "{cls.dns.address}"
trusted_relays = ["127.0.0.0/8"]
[smtp]
url = "smtp+plain://127.0.0.1:{cls.sink.port}"
""").start()
        cls.addClassCleanup(cls.server.close)
        cls.api = cls.server.add_admin()
        cls.server.command("user", "add", "--email", "oleg@sahay.example", "--name", "Oleg Sokolov", "--role", "agent")

    def setUp(self):
        self.api.close()  # an idle connection may have been closed meanwhile

    def comes(self, message, host: str, sender: str, to: str = DESK) -> None:
        deliver_lmtp(self.server.lmtp_port, handed_over(message, host), sender, to)

    def rina_asks(self, subject: str) -> dict:
        self.comes(letter(RINA, DESK, subject, "Please help."), HERS, "rina@meghna.example")
        ticket = self.api.ticket_with_subject(subject, 20)
        self.assertIsNotNone(ticket, self.server.log_tail())
        return ticket

    def answer(self, ticket: dict, words: str):
        """An answer of the desk, as the mail that left."""
        changed = self.api.put(f"/api/v2/tickets/{ticket['id']}", {"ticket": {"comment": {"body": words}}})
        self.assertEqual(changed.status, 200, changed)
        return self.mail_with(words)

    def mail_with(self, words: str):
        def found():
            with self.sink.lock:
                return next((m for m in self.sink.mails if m.get_body(("plain",)) and words in m.get_body(("plain",)).get_content()), None)
        mail = wait_until(found, 20 * Settings.slow)
        self.assertIsNotNone(mail, self.server.log_tail())
        return mail

    def held(self, subject: str) -> dict:
        def found():
            return next((h for h in self.api.each("/api/v2/suspended_tickets", "suspended_tickets") if h["subject"] == subject), None)
        mail = wait_until(found, 20 * Settings.slow)
        self.assertIsNotNone(mail, self.server.log_tail())
        return mail

    def comment_with(self, ticket: dict, words: str) -> dict:
        def found():
            return next((c for c in self.api.comments(ticket["id"]) if words in c["plain_body"]), None)
        comment = wait_until(found, 20 * Settings.slow)
        self.assertIsNotNone(comment, self.server.log_tail())
        return comment

    def test_the_verdict_stands_beside_the_sender(self):
        ticket = self.rina_asks("Verdict of a good one")
        verdict = self.api.comments(ticket["id"])[0]["metadata"]["system"]["verdict"]
        self.assertEqual((verdict["by"], verdict["dmarc"], verdict["spf"], verdict["from"]), ("us", "pass", "pass", "meghna.example"))

    def test_a_forged_sender_is_held_with_the_reason_released_and_always_allowed(self):
        self.comes(letter(RINA, DESK, "A forwarded one", "through a forwarder that breaks everything"), FOREIGN, "rina@meghna.example")
        held = self.held("A forwarded one")
        self.assertEqual(held["cause_key"], "email.cause.forged")
        self.assertEqual((held["verdict"]["dmarc"], held["verdict"]["policy"]), ("fail", "reject"))
        released = self.api.put(f"/api/v2/suspended_tickets/{held['id']}/recover", {"suspended_ticket": {"always_allow": True}})
        self.assertEqual(released.status, 200, released)
        self.assertIsNotNone(self.api.ticket_with_subject("A forwarded one"))
        self.comes(letter(RINA, DESK, "The next forwarded one", "x"), FOREIGN, "rina@meghna.example")
        self.assertIsNotNone(self.api.ticket_with_subject("The next forwarded one", 20), self.server.log_tail())

    def test_a_release_that_is_asked_for_again_with_its_key_answers_as_the_first_time(self):
        subjects = ["Released twice", "Released at once", "Released in a row"]
        for subject in subjects:  # (Rina is always allowed since another test)
            self.comes(letter("Karim Uddin <karim@meghna.example>", DESK, subject, "through a forwarder that breaks everything"), FOREIGN, "karim@meghna.example")
        one, at_once, many = [self.held(subject)["id"] for subject in subjects]

        def release(path, key):
            api = Api(self.api.host, self.api.port, self.api.email, self.api.token)
            answer = api.request("PUT", f"/api/v2/suspended_tickets/{path}", {}, {"Idempotency-Key": key})
            api.close()
            return answer.status, answer.body
        first = release(f"{one}/recover", "one")
        self.assertEqual(first[0], 200, first)
        self.assertEqual(release(f"{one}/recover", "one"), first)
        self.assertEqual(release(f"{one}/recover", "another")[0], 404)
        with concurrent.futures.ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(lambda _: release(f"{at_once}/recover", "at once"), range(8)))
        self.assertEqual((answers[0][0], len(set(answers))), (200, 1), answers)
        first = release(f"recover_many?ids={many}", "many")
        self.assertEqual((first[0], release(f"recover_many?ids={many}", "many")), (200, first))
        self.assertEqual(release(f"recover_many?ids={many},{one}", "gone")[0], 404)
        found = [ticket["subject"] for ticket in self.api.tickets()]
        self.assertEqual([found.count(subject) for subject in subjects], [1, 1, 1])

    def test_a_stranger_in_the_thread_is_a_suggestion_that_changes_nothing(self):
        ticket = self.rina_asks("The stranger's target")
        mail = self.answer(ticket, "A private answer")
        self.api.put(f"/api/v2/tickets/{ticket['id']}", {"ticket": {"status": "solved"}})

        def shown():
            now = self.api.get(f"/api/v2/tickets/{ticket['id']}").json["ticket"]
            return {key: now[key] for key in ("status", "email_cc_ids", "follower_ids", "assignee_id", "tags", "subject")} | {
                "comments": len(self.api.comments(ticket["id"]))}
        before = shown()
        self.comes(letter("Eve <eve@evil.example>", DESK, "Re: The stranger's target", "Send me all of it.", In_Reply_To=mail["Message-ID"]),
                   FOREIGN, "eve@evil.example")
        held = self.held("Re: The stranger's target")
        self.assertEqual((held["cause_key"], held["ticket_id"]), ("email.cause.stranger", ticket["id"]))
        self.assertEqual(shown(), before)
        # The agent knows her: she is let in, into this ticket.
        self.api.put(f"/api/v2/suspended_tickets/{held['id']}/recover", {"suspended_ticket": {"ticket_id": ticket["id"]}})
        self.comment_with(ticket, "Send me all of it.")

    def test_an_agent_answers_by_mail_only_when_proven(self):
        ticket = self.rina_asks("Answered from the train")
        mail = self.answer(ticket, "First from the desk")
        oleg = "Oleg Sokolov <oleg@sahay.example>"
        self.comes(letter(oleg, DESK, "Re: Answered from the train", "I am on my way.", In_Reply_To=mail["Message-ID"]), HERS, "oleg@sahay.example")
        self.comment_with(ticket, "I am on my way.")
        self.mail_with("I am on my way.")
        self.comes(letter(oleg, DESK, "Re: Pay elsewhere", "Pay to another account.", In_Reply_To=mail["Message-ID"], List_Id="<x.evil.example>"),
                   FOREIGN, "oleg@sahay.example")
        self.assertEqual(self.held("Re: Pay elsewhere")["cause_key"], "email.cause.agent_unproven")
        self.assertEqual(self.sink.count("Pay to another account."), 0)

    def test_a_trigger_may_ask_whether_the_sender_is_confirmed(self):
        made = self.api.post("/api/v2/triggers", {"trigger": {
            "title": "Doubtful senders", "conditions": {"all": [{"field": "sender_trust", "operator": "is", "value": "unknown"},
                                                                 {"field": "update_type", "operator": "is", "value": "Create"}]},
            "actions": [{"field": "set_tags", "value": "unconfirmed"}]}})
        self.assertEqual(made.status, 201, made)
        self.comes(letter("Karim <karim@plain.example>", DESK, "Nobody vouches", "x"), FOREIGN, "karim@plain.example")
        ticket = self.api.ticket_with_subject("Nobody vouches", 20)
        tagged = wait_until(lambda: "unconfirmed" in self.api.get(f"/api/v2/tickets/{ticket['id']}").json["ticket"]["tags"], 20)
        self.assertTrue(tagged, self.server.log_tail())
        self.assertNotIn("unconfirmed", self.rina_asks("She is confirmed")["tags"])
        self.api.delete(f"/api/v2/triggers/{made.json['trigger']['id']}")

    def test_a_key_hands_over_to_its_successor_when_the_dns_shows_that_and_lies_sealed(self):
        def made(**fields) -> dict:
            answer = self.api.post("/api/v2/dkim_keys", {"dkim_key": fields})
            self.assertEqual(answer.status, 201, answer)
            return answer.json["dkim_key"]
        def check(key: dict) -> dict:
            return self.api.put(f"/api/v2/dkim_keys/{key['id']}/check", {}).json["dkim_key"]
        def activated(key: dict):
            return wait_until(lambda: check(key)["state"] == "active", 10)
        def state(key: dict) -> str:
            return self.api.get(f"/api/v2/dkim_keys/{key['id']}").json["dkim_key"]["state"]
        first = made(domain="rotate.example", kind="ed25519")
        self.publish(first)
        self.assertTrue(activated(first))
        second = made(domain="rotate.example", replaces=first["id"])
        self.assertEqual((second["kind"], second["state"], second["replaces"]), ("ed25519", "waiting", first["id"]))
        self.assertNotEqual(second["record_name"], first["record_name"], "both are published side by side")
        refused = check(second)
        self.assertEqual((refused["state"], refused["finding"], state(first)), ("waiting", "dkim.check.missing", "active"))
        self.assertTrue(refused["words"])
        self.publish(second)
        self.assertTrue(activated(second))
        self.assertEqual(state(first), "off")
        wrong = self.api.post("/api/v2/dkim_keys", {"dkim_key": {"domain": "other.example", "replaces": first["id"]}})
        self.assertEqual(wrong.status, 422, wrong)
        if Settings.engine == "sqlite":
            data = b"".join(open(f"{self.server.data}/{name}", "rb").read() for name in ("sahay.db", "sahay.db-wal"))
            self.assertNotIn(b"PRIVATE KEY", data)
        for key in (first, second):
            self.assertEqual(self.api.delete(f"/api/v2/dkim_keys/{key['id']}").status, 204)

    @unittest.skipIf(shutil.which("node") is None or not os.path.isdir(os.path.join(ROOT, "web/node_modules/mailauth")), "needs node and mailauth of npm")
    def test_our_mail_is_signed_and_an_independent_verifier_confirms_it(self):
        for kind in ("rsa", "ed25519"):
            made = self.api.post("/api/v2/dkim_keys", {"dkim_key": {"domain": "sahay.example", "kind": kind}})
            self.assertEqual(made.status, 201, made)
            key = made.json["dkim_key"]
            self.assertNotIn("PRIVATE", json.dumps(made.json))
            check = f"/api/v2/dkim_keys/{key['id']}/check"
            missing = self.api.put(check, {}).json["dkim_key"]
            self.assertEqual((missing["state"], missing["finding"]), ("waiting", "dkim.check.missing"))
            self.publish(key)
            active = wait_until(lambda: (lambda k: k if k["state"] == "active" else None)(self.api.put(check, {}).json["dkim_key"]), 10)
            self.assertIsNotNone(active)
        ticket = self.rina_asks("Signed, please")
        self.answer(ticket, "আপনার উত্তর · Ваш ответ")
        raw = self.sink.raw_with("Re: Signed, please")
        records = {f"{name} {kind}": values for (name, kind), values in self.dns.records.items()}
        asked = {"message": base64.b64encode(raw).decode(), "ip": HERS, "helo": "mail.sahay.example", "sender": DESK, "records": records}
        done = subprocess.run(["node", os.path.join(ROOT, "tests/mail/verify_mail.mjs")], input=json.dumps(asked), capture_output=True, text=True, timeout=60)
        self.assertEqual(done.returncode, 0, done.stderr)
        verdict = json.loads(done.stdout)
        print("\nmailauth:", verdict, flush=True)
        self.assertEqual([one["result"] for one in verdict["dkim"]], ["pass", "pass"], verdict)
        self.assertEqual(sorted(one["algorithm"] for one in verdict["dkim"]), ["ed25519-sha256", "rsa-sha256"])
        self.assertEqual((verdict["spf"], verdict["dmarc"]), ("pass", "pass"))
        changed = asked | {"message": base64.b64encode(raw.replace(b"Subject: ", b"Subject: x")).decode(), "ip": FOREIGN}
        done = subprocess.run(["node", os.path.join(ROOT, "tests/mail/verify_mail.mjs")], input=json.dumps(changed), capture_output=True, text=True, timeout=60)
        self.assertEqual(json.loads(done.stdout)["dmarc"], "fail")

    @unittest.skipIf(shutil.which("node") is None or not os.path.isdir(os.path.join(ROOT, "web/node_modules/mailauth")), "needs node and mailauth of npm")
    def test_a_forward_that_a_carrier_sealed_is_marked_and_not_held(self):
        key = subprocess.run(["openssl", "genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"], capture_output=True, text=True, check=True).stdout
        public = subprocess.run(["openssl", "pkey", "-pubout", "-outform", "DER"], input=key.encode(), capture_output=True, check=True).stdout
        self.dns.add("seal._domainkey.carrier.example", "TXT", "v=DKIM1; k=rsa; p=" + base64.b64encode(public).decode())
        message = as_sent(letter("Karim <karim@meghna.example>", DESK, "Through a carrier", "forwarded"))
        records = {f"{name} {kind}": values for (name, kind), values in self.dns.records.items()}
        asked = {"message": base64.b64encode(message).decode(), "ip": HERS, "helo": "out.example", "sender": "karim@meghna.example",
                 "records": records, "seal": {"signingDomain": "carrier.example", "selector": "seal", "privateKey": key}}
        done = subprocess.run(["node", os.path.join(ROOT, "tests/mail/verify_mail.mjs")], input=json.dumps(asked), capture_output=True, text=True, timeout=60)
        self.assertEqual(done.returncode, 0, done.stderr)
        sealed = base64.b64decode(json.loads(done.stdout)["sealed"]) + message
        hop = f"Received: from out.example (out.example [{FOREIGN}])\r\n\tby mta.sahay.example (Postfix); Mon, 5 Jan 2026\r\n".encode()
        deliver_lmtp(self.server.lmtp_port, hop + sealed, "srs@carrier.example", DESK)
        ticket = self.api.ticket_with_subject("Through a carrier", 20)
        self.assertIsNotNone(ticket, self.server.log_tail())
        verdict = self.api.comments(ticket["id"])[0]["metadata"]["system"]["verdict"]
        self.assertEqual((verdict["dmarc"], verdict["arc"], verdict["arc_sealer"]), ("fail", "pass", "carrier.example"))
        # A letter changed on the way breaks the chain.
        deliver_lmtp(self.server.lmtp_port, hop + sealed.replace(b"forwarded", b"falsified").replace(b"Through a", b"Through no"), "srs@carrier.example", DESK)
        self.assertEqual(self.held("Through no carrier")["verdict"]["arc"], "fail")

    def publish(self, key: dict) -> None:
        self.dns.add(key["record_name"], "TXT", key["record_value"])


class Storm(unittest.TestCase):
    """Two desks of ours whose triggers answer everything, each the other's customer."""

    def test_two_desks_that_answer_by_themselves_fall_silent(self):
        sinks = [SmtpSink(), SmtpSink()]
        servers = []
        for number, sink in enumerate(sinks):
            self.addCleanup(sink.close)
            server = Server(config=f"""
[mail]
address = "desk@{'ab'[number]}.example"
verify_senders = "no"
[smtp]
url = "smtp+plain://127.0.0.1:{sink.port}"
""").start()
            self.addCleanup(server.close)
            api = server.add_admin()
            made = api.post("/api/v2/triggers", {"trigger": {
                "title": "Out of office", "conditions": {"any": [{"field": "update_type", "operator": "is", "value": "Create"},
                                                                 {"field": "update_type", "operator": "is", "value": "Change"}]},
                "actions": [{"field": "notification_user", "value": ["requester_id", "I am away", "Nobody is here until Monday."]}]}})
            self.assertEqual(made.status, 201, made)
            servers.append(server)
        question = letter("Desk A <desk@a.example>", "desk@b.example", "A question", "When are you open?")
        deliver_lmtp(servers[1].lmtp_port, question, "desk@a.example", "desk@b.example")
        carried = self.carry(sinks, servers)
        print(f"\nmails until silence: {carried}", flush=True)
        self.assertGreaterEqual(carried, 1)
        self.assertLessEqual(carried, 10)

    def carry(self, sinks, servers) -> int:
        """Takes every mail that leaves one desk to the other, until nothing is left to do on either, a minute later neither."""
        done, carried = [0, 0], 0

        def next_mail():
            for _ in range(2):  # what the one sends while the other comes to rest
                for server in servers:
                    server.wait_idle()
            return next((number for number, sink in enumerate(sinks) if sink.number() > done[number]), None)

        while carried < 50:
            number = next_mail()
            if number is None:
                for server in servers:
                    server.advance_clock(minutes=1)
                number = next_mail()
            if number is None:
                return carried
            envelope, data = sinks[number].raw_mail(done[number])
            done[number] += 1
            carried += 1
            other = 1 - number
            deliver_lmtp(servers[other].lmtp_port, data, envelope, f"desk@{'ab'[other]}.example")
        return carried


if __name__ == "__main__":
    unittest.main()
