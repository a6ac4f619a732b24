"""B2, identity: who is signed in on the hosting site is the right customer in the chat, by a token that the site's server signs and
by nothing else; they see their own requests there and nobody else's."""
import base64
import hashlib
import hmac
import json
import os
import re
import shutil
import subprocess
import tempfile
import time
import unittest
from http.client import HTTPConnection

from rig.browse import run_in_browser
from rig.chat import Visitor
from rig.server import ROOT, Server

EXAMPLES = os.path.join(ROOT, "web/console/src/admin/examples")


def part(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def token(key: str, header: dict | None = None, **claims) -> str:
    now = int(time.time())
    body = part(json.dumps(header or {"alg": "HS256", "typ": "JWT"}).encode()) + "." + part(json.dumps({"iat": now, "exp": now + 600} | claims).encode())
    return body + "." + part(hmac.new(key.encode(), body.encode(), hashlib.sha256).digest())


class NamedVisitors(unittest.TestCase):
    def setUp(self):
        self.server = Server().start()
        self.addCleanup(self.server.close)
        self.api = self.server.add_admin()
        self.key = self.ask("POST", "/widget_keys", {"widget_key": {}})["widget_key"]

    def ask(self, method, path, body=None, status=(200, 201)):
        answer = self.api.request(method, f"/api/v2{path}", body)
        self.assertIn(answer.status, status, answer)
        return answer.json if answer.body else {}

    def agent(self):
        self.ask("POST", "/users", {"user": {"name": "Oleg Sokolov", "email": "oleg@sahay.example", "role": "agent", "verified": True}})

    def rina_asks(self):
        return self.api.new_ticket("The pump is silent", "It stopped this morning.", requester={"name": "Rina Akter", "email": "rina@meghna.example"}, channel="email")

    def say(self, ticket, words, **more):
        self.ask("PUT", f"/tickets/{ticket['id']}", {"ticket": {"comment": {"body": words} | more}})

    def visitor(self, session="", **claims):
        return self.with_token(token(self.key["secret"], **claims), session)

    def with_token(self, signed, session=""):
        visitor = Visitor(self.server.port, session, token=signed)
        self.addCleanup(visitor.close)
        return visitor

    def refusal(self, signed):
        """What the visitor is told; they stay nobody in particular."""
        visitor = self.with_token(signed)
        self.assertEqual(visitor.requests(), [])
        self.assertIsNone(visitor.welcome["visitor"]["name"])
        self.assertTrue(visitor.session.startswith("v1."))
        told = visitor.welcome["identity"]
        self.assertEqual(told["state"], "refused")
        self.assertGreater(len(told["description"]), 20)
        return told["code"]

    def test_a_named_visitor_reads_and_answers_what_they_once_mailed(self):
        self.agent()
        mine = self.rina_asks()
        self.api.new_ticket("Of another", "A secret", requester={"name": "Karim Rahman", "email": "karim@meghna.example"}, channel="email")
        self.say(mine, "SECRET note", public=False)
        self.ask("POST", f"/tickets/{mine['id']}/promises", {"promise": {"due_at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + 86_400))}})
        rina = self.visitor(external_id="c-1", name="Rina", email="Rina@meghna.example", email_verified=True)
        self.assertEqual(rina.welcome["identity"]["state"], "verified")
        (row,) = rina.requests()
        self.assertEqual((row["number"], row["subject"], row["status"]), (mine["id"], "The pump is silent", "open"))
        self.assertTrue(row["next_step"])
        opened = rina.open_request(mine["id"])
        self.assertEqual([each["data"]["text"].strip() for each in opened["events"]], ["It stopped this morning."])
        rina.send("It runs again", conversation=opened["conv"])
        self.say(mine, "Good to hear.")
        rina.event(lambda got: "Good to hear" in str(got["data"]))
        self.assertIn("It runs again", [each["plain_body"].strip() for each in self.api.comments(mine["id"])])
        self.assertNotIn("SECRET", json.dumps(rina.ask("GET", f"/widget/conversations/{opened['conv']}/events?after=0")))
        seen = self.ask("GET", f"/console/tickets/{mine['id']}")["visitor"]
        self.assertEqual((seen["identified"], seen["external_id"]), (True, "c-1"))

    def test_nobody_opens_the_request_of_another(self):
        theirs = self.rina_asks()
        karim, stranger = self.visitor(external_id="c-2", name="Karim"), Visitor(self.server.port)
        self.addCleanup(stranger.close)
        for who in (karim, stranger):
            self.assertEqual(who.requests(), [])
            with self.assertRaisesRegex(RuntimeError, "404"):
                who.open_request(theirs["id"])
        karim.session = "i1.forged." + "x" * 22
        with self.assertRaisesRegex(RuntimeError, "401"):
            karim.requests()

    def test_a_visitor_without_a_name_sees_what_their_key_opens(self):
        guest = Visitor(self.server.port)
        self.addCleanup(guest.close)
        self.assertIsNone(guest.welcome["identity"])
        guest.send("The drill smokes")
        (row,) = guest.requests("ru")
        self.assertEqual(row["subject"], "The drill smokes")
        self.assertRegex(row["next_step"], "[а-я]")
        self.assertEqual([each["data"]["text"] for each in guest.open_request(row["number"])["events"]], ["The drill smokes"])

    def test_the_talk_that_began_before_becomes_theirs_on_every_device(self):
        guest = Visitor(self.server.port)
        self.addCleanup(guest.close)
        ack = guest.send("The drill smokes")
        named = self.visitor(guest.session, external_id="c-3", name="Karim Rahman")
        self.assertEqual([each["conv"] for each in named.welcome["conversations"]], [ack["conv"]])
        elsewhere = self.visitor(external_id="c-3")
        self.assertEqual([each["conv"] for each in elsewhere.welcome["conversations"]], [ack["conv"]])
        named.send("Still", conversation=ack["conv"])
        elsewhere.event(lambda got: got["data"].get("text") == "Still")
        again = Visitor(self.server.port, guest.session)
        self.addCleanup(again.close)
        self.assertEqual(again.welcome["conversations"], [], "the key from before opens it no more")
        (ticket,) = [each for each in self.api.tickets() if each["via"]["channel"] == "chat"]
        person = self.ask("GET", f"/users/{ticket['requester_id']}")["user"]
        self.assertEqual((person["name"], person["external_id"], person["role"]), ("Karim Rahman", "c-3", "end-user"))

    def test_what_does_not_hold_names_nobody(self):
        key, now = self.key["secret"], int(time.time())
        self.agent()
        self.assertEqual(self.refusal("x.y.z"), "malformed")
        self.assertEqual(self.refusal(token(key, {"alg": "none"}, sub="1")), "algorithm")
        self.assertEqual(self.refusal(token("another key", sub="1")), "foreign")
        self.assertEqual(self.refusal(token(key, sub="1", exp=now - 1)), "expired")
        self.assertEqual(self.refusal(token(key, sub="1", exp=now + 90_000)), "too_long")
        self.assertEqual(self.refusal(token(key, email="rina@meghna.example")), "nobody")
        self.assertEqual(self.refusal(token(key, email="oleg@sahay.example", email_verified=True)), "nobody_here")
        once = token(key, sub="1", jti="one")
        self.assertEqual(self.with_token(once).welcome["identity"]["state"], "verified")
        self.assertEqual(self.refusal(once), "replayed")

    def test_signing_out_ends_it_and_its_token(self):
        signed = token(self.key["secret"], sub="c-4")
        named = self.with_token(signed)
        named.send("A private word")
        named.forget()
        self.assertEqual(named.requests(), [])
        self.assertEqual(self.refusal(signed), "replayed")
        self.assertEqual(len(self.visitor(sub="c-4", exp=int(time.time()) + 700).requests()), 1, "a new token opens it again")

    def test_keys_are_shown_once_changed_in_two_steps_and_written_down(self):
        listed = self.ask("GET", "/widget_keys")["widget_keys"]
        self.assertNotIn(self.key["secret"], json.dumps(listed))
        self.assertEqual([each["hint"] for each in listed], ["…" + self.key["secret"][-4:]])
        second = self.ask("POST", "/widget_keys", {"widget_key": {}})["widget_key"]
        third = self.ask("POST", "/widget_keys", {"widget_key": {}}, status=(422,))
        self.assertEqual(third["details"]["brand_id"][0]["error"], "TooMany")
        for key in (self.key, second):
            self.assertEqual(self.with_token(token(key["secret"], sub="c-5")).welcome["identity"]["state"], "verified")
        self.ask("DELETE", f"/widget_keys/{self.key['id']}", status=(204,))
        self.assertEqual(self.refusal(token(self.key["secret"], sub="c-5")), "foreign")
        log = self.ask("GET", "/audit_logs?filter[source_type]=widget_key")["audit_logs"]
        self.assertEqual(sorted(each["action"] for each in log), ["create", "create", "destroy"])
        self.assertNotIn(second["secret"], json.dumps(log))

    def test_the_examples_sign_as_they_stand(self):
        customer = {"id": 7, "name": "Rina Akter", "email": "rina@meghna.example"}
        guide = open(os.path.join(ROOT, "docs/admin/widget.md"), encoding="utf-8").read()
        commands = {
            "token.mjs": ["node", "--input-type=module", "-e", f"import {{ helpToken }} from {json.dumps(EXAMPLES + '/token.mjs')}; process.stdout.write(helpToken({json.dumps(customer | {'emailConfirmed': True})}, process.env.KEY));"],
            "token.py": ["python3", "-c", f"import os, sys; sys.path.insert(0, {EXAMPLES!r}); import importlib.util as u; s = u.spec_from_file_location('example', {EXAMPLES + '/token.py'!r}); m = u.module_from_spec(s); s.loader.exec_module(m); print(m.help_token({customer | {'email_confirmed': True}!r}, os.environ['KEY']), end='')"],
            "token.php": ["php", "-r", f"require {EXAMPLES + '/token.php'!r}; echo help_token(json_decode(getenv('CUSTOMER'), true), getenv('KEY'));"],
        }
        tried = 0
        for name, command in commands.items():
            text = open(os.path.join(EXAMPLES, name), encoding="utf-8").read().strip()
            if name == "token.mjs":
                self.assertIn(text, guide, "the guide shows what is tried here")
            if not shutil.which(command[0]):
                continue
            done = subprocess.run(command, env=os.environ | {"KEY": self.key["secret"], "CUSTOMER": json.dumps(customer | {"email_confirmed": True}), "PYTHONDONTWRITEBYTECODE": "1"},
                                  capture_output=True, text=True, timeout=60, cwd=tempfile.gettempdir())
            self.assertEqual(done.returncode, 0, done.stderr)
            visitor = self.with_token(done.stdout)
            self.assertEqual(visitor.welcome["identity"]["state"], "verified", (name, visitor.welcome["identity"]))
            self.assertEqual(visitor.welcome["visitor"]["email"], "rina@meghna.example")
            tried += 1
        self.assertGreater(tried, 1)

    def test_the_desk_can_say_that_nothing_is_kept_on_devices(self):
        def frame(query):
            connection = HTTPConnection("127.0.0.1", self.server.port, timeout=30)
            connection.request("GET", "/widget/frame" + query)
            answer = connection.getresponse()
            answer.read()
            connection.close()
            self.assertIsNone(answer.headers["Set-Cookie"])
            return answer.status, answer.headers.get("Location", "")
        self.assertEqual(frame("?o=x&lang=ru")[0], 200)
        self.ask("PUT", "/account/settings", {"settings": {"sahay": {"widget_keeps_nothing": True}}})
        status, where = frame("?o=https%3A%2F%2Fshop.example&lang=ru&theme=auto")
        self.assertEqual(status, 302)
        self.assertTrue(re.fullmatch(r"/widget/frame\?keep=nothing&o=https%3A%2F%2Fshop\.example&lang=ru&theme=auto", where), where)
        self.assertEqual(frame(where.removeprefix("/widget/frame"))[0], 200)

    def test_on_the_page_of_another_site(self):
        run_in_browser(self, "widget_named")


if __name__ == "__main__":
    unittest.main()
