"""E6: passkeys open console and portal without a password; what is replayed, borrowed, copied or not verified opens nothing."""
import base64
import hashlib
import json
import os
import re
import subprocess
import tempfile
import unittest

from rig.api import Api
from rig.browse import Reader, run_in_browser
from rig.manners import Manners

PASSWORD = "a-long-password-of-the-test"
OLEG, RINA = "oleg@sahay.example", "rina@meghna.example"


def b64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def head(major: int, value: int) -> bytes:
    """A head of CBOR (RFC 8949 3), in the shortest form."""
    if value < 24:
        return bytes([major << 5 | value])
    return bytes([major << 5 | 24, value]) if value < 256 else bytes([major << 5 | 25]) + value.to_bytes(2, "big")


class Device:
    """An authenticator as WebAuthn Level 2 (6.1, 6.5) describes it, with a P-256 key of the openssl command."""

    def __init__(self, origin: str):
        self.origin, self.rp = origin, re.sub(r"^\w+://|:\d+$", "", origin)
        self.count, self.handle, self.id = 0, b"", os.urandom(16)
        self.folder = tempfile.TemporaryDirectory()
        self.key = os.path.join(self.folder.name, "key.pem")
        subprocess.run(["openssl", "ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", self.key], check=True, capture_output=True)

    def point(self) -> bytes:
        der = subprocess.run(["openssl", "ec", "-in", self.key, "-pubout", "-outform", "DER"], check=True, capture_output=True).stdout
        return der[-64:]

    def client(self, kind: str, options: dict, **more) -> bytes:
        return json.dumps({"type": f"webauthn.{kind}", "challenge": options["challenge"], "origin": self.origin} | more).encode()

    def data(self, flags: int) -> bytes:
        self.count += 1
        return hashlib.sha256(self.rp.encode()).digest() + bytes([flags]) + self.count.to_bytes(4, "big")

    def make(self, options: dict, flags: int = 0x45, **more) -> dict:
        self.handle = options["user"]["id"]
        x, y = self.point()[:32], self.point()[32:]
        cose = head(5, 5) + b"\x01\x02" + b"\x03\x26" + b"\x20\x01" + b"\x21" + head(2, 32) + x + b"\x22" + head(2, 32) + y
        data = self.data(flags) + bytes(16) + len(self.id).to_bytes(2, "big") + self.id + cose
        attestation = head(5, 3) + b"\x63fmt\x64none" + b"\x67attStmt\xa0" + b"\x68authData" + head(2, len(data)) + data
        return {"clientDataJSON": b64(self.client("create", options, **more)), "attestationObject": b64(attestation), "transports": ["internal", "made-up"]}

    def use(self, options: dict, flags: int = 0x05, handle: str | None = None, **more) -> dict:
        said, data = self.client("get", options, **more), self.data(flags)
        signed = subprocess.run(["openssl", "dgst", "-sha256", "-sign", self.key], input=data + hashlib.sha256(said).digest(), check=True, capture_output=True).stdout
        return {"id": b64(self.id), "response": {"clientDataJSON": b64(said), "authenticatorData": b64(data), "signature": b64(signed),
                                                 "userHandle": self.handle if handle is None else handle}}


class Passkeys(Manners):
    def setUp(self):
        super().setUp()
        self.me = self.agent()
        self.ask("POST", f"/users/{self.me}/password", {"password": PASSWORD})
        self.device = Device(self.server.base)
        self.addCleanup(self.device.folder.cleanup)

    def own(self, method, path="", body=None, status=(200, 201)):
        answer = self.clients[OLEG].request(method, f"/api/v2/users/{self.me}/passkeys{path}", None if body is None else {"passkey": body})
        self.assertIn(answer.status, status, answer)
        return answer.json if answer.body else {}

    def options(self):
        return self.own("POST", "/options", {"password": PASSWORD})["options"]

    def add(self, name="Work laptop"):
        return self.own("POST", "", {"name": name, "response": self.device.make(self.options())})["passkey"]

    def door(self):
        asked = Api("127.0.0.1", self.server.port).post("/api/v2/session/passkey/options", {})
        self.assertEqual(asked.status, 200, asked)
        return asked.json["options"]

    def enter(self, said: dict):
        return Api("127.0.0.1", self.server.port).post("/api/v2/session/passkey", {"session": said})

    def test_one_is_added_named_used_and_taken_away(self):
        options = self.options()
        self.assertEqual((options["rp"]["id"], options["attestation"], options["authenticatorSelection"]["userVerification"]), ("127.0.0.1", "none", "required"))
        self.assertEqual([each["alg"] for each in options["pubKeyCredParams"]], [-7, -8, -257])
        self.assertNotIn(OLEG.encode(), base64.urlsafe_b64decode(options["user"]["id"] + "=="))
        made = self.own("POST", "", {"name": "Work laptop", "response": self.device.make(options)})["passkey"]
        self.assertEqual((made["name"], made["transports"], made["last_used_at"]), ("Work laptop", ["internal"], None))
        self.assertNotIn("public_key", made)
        done = self.enter(self.device.use(self.door()))
        self.assertEqual((done.status, done.json["user"]["email"]), (201, OLEG), done)
        cookie = done.headers["Set-Cookie"].split(";")[0]
        self.assertEqual(Api("127.0.0.1", self.server.port).get("/api/v2/users/me", Cookie=cookie).json["user"]["email"], OLEG)
        self.own("PUT", f"/{made['id']}", {"name": "Old laptop"})
        (listed,) = self.own("GET")["passkeys"]
        self.assertEqual(listed["name"], "Old laptop")
        self.assertIsNotNone(listed["last_used_at"])
        self.assertEqual([each["id"] for each in self.options()["excludeCredentials"]], [b64(self.device.id)])
        self.own("DELETE", f"/{made['id']}", {"password": PASSWORD}, status=(204,))
        self.assertEqual(self.enter(self.device.use(self.door())).status, 401)
        told = [mail.get_body(("plain",)).get_content() for mail in self.letters_to(OLEG)]
        self.assertTrue("Work laptop" in told[-2] and "Old laptop" in told[-1], told)

    def test_what_was_said_to_another_question_site_or_without_the_person_opens_nothing(self):
        self.add()
        door = self.door()
        said = self.device.use(door)
        self.assertEqual(self.enter(said).status, 201)
        self.assertEqual(self.enter(said).status, 401, "the same once more")
        old = self.door()
        self.server.advance_clock(minutes=6)
        self.assertEqual(self.enter(self.device.use(old)).status, 401, "too late")
        self.assertEqual(self.enter(self.device.use(self.options())).status, 401, "the challenge of a registration")
        self.assertEqual(self.enter(self.device.use({"challenge": b64(os.urandom(32))})).status, 401, "a challenge of their own")
        self.assertEqual(self.enter(self.device.use(self.door(), flags=0x01)).status, 401, "not verified")
        self.assertEqual(self.enter(self.device.use(self.door(), flags=0x04)).status, 401, "not present")
        self.assertEqual(self.enter(self.device.use(self.door(), origin="https://thief.example")).status, 401)
        self.assertEqual(self.enter(self.device.use(self.door(), crossOrigin=True)).status, 401)
        self.assertEqual(self.enter(self.device.use(self.door(), handle=b64(b"somebody else"))).status, 401)
        changed = self.device.use(self.door())
        changed["response"]["signature"] = changed["response"]["signature"][:-4] + "AAAA"
        self.assertEqual(self.enter(changed).status, 401)
        self.device.count = 1  # what it told when it opened the door above comes next
        self.assertEqual(self.enter(self.device.use(self.door())).status, 401, "a counter that does not grow: a copy")
        self.device.count = 90
        self.assertEqual(self.enter(self.device.use(self.door())).status, 201)

    def test_one_is_not_added_without_the_password_nor_for_somebody_else(self):
        self.own("POST", "/options", {"password": "not-the-password"}, status=(422,))
        options = self.options()
        for wrong in ({"flags": 0x41}, {"origin": "https://thief.example"}):
            self.own("POST", "", {"response": self.device.make(options, **wrong)}, status=(403,))
        self.agent("Sara Ahmed", "sara@sahay.example")
        sara = self.clients["sara@sahay.example"]
        hers = sara.get("/api/v2/users/me").json["user"]["id"]
        stolen = sara.post(f"/api/v2/users/{hers}/passkeys", {"passkey": {"response": self.device.make(options)}})
        self.assertEqual(stolen.status, 403, "the question was Oleg's")
        self.assertEqual(sara.post(f"/api/v2/users/{self.me}/passkeys", {"passkey": {"response": self.device.make(options)}}).status, 404)
        self.assertEqual(sara.get(f"/api/v2/users/{self.me}/passkeys").status, 404)
        self.own("POST", "", {"response": self.device.make(options)})
        again = self.options()
        self.own("POST", "", {"response": self.device.make(again)}, status=(422,))
        self.assertEqual(len(self.own("GET")["passkeys"]), 1)
        self.assertEqual(self.ask("GET", f"/users/{self.me}/passkeys")["count"], 1, "an administrator sees them")

    def test_a_role_that_needs_a_second_step_is_content_with_one_and_the_password_alone_is_not(self):
        self.add()
        self.ask("PUT", "/custom_roles/1/second_step", {"second_step": {"required": True}})
        refused = Api("127.0.0.1", self.server.port).post("/api/v2/session", {"session": {"email": OLEG, "password": PASSWORD}})
        self.assertEqual((refused.status, refused.json["error"]), (401, "PasskeyRequired"), refused)
        self.assertNotIn("totp", refused.json)
        self.assertEqual(self.enter(self.device.use(self.door())).status, 201)

    def test_who_was_suspended_is_not_let_in(self):
        self.add()
        self.ask("PUT", f"/users/{self.me}", {"user": {"suspended": True}})
        self.assertEqual(self.enter(self.device.use(self.door())).status, 401)

    def test_questions_without_end_are_refused(self):
        asked = [Api("127.0.0.1", self.server.port).post("/api/v2/session/passkey/options", {}).status for _ in range(61)]
        self.assertEqual((asked[:60].count(200), asked[60]), (60, 429))

    def test_a_customer_manages_hers_on_a_page_that_checks_who_sends(self):
        reader = Reader(self.server.port)
        reader.open("/signin")
        reader.submit("/signin", email=RINA)
        link = re.search(r"/signin/[\w\-]+", self.letters_to(RINA)[-1].get_body(("plain",)).get_content()).group(0)
        reader.open(link)
        reader.submit(link)
        page = reader.open("/account")
        csrf = re.search(r'data-passkey-add.*?name="csrf" value="([^"]+)"', page, re.S).group(1)
        cookie = "; ".join(f"{name}={value}" for name, value in reader.cookies.items())
        send = lambda path, body, **headers: Api("127.0.0.1", self.server.port).request("POST", path, json.dumps(body), {"Content-Type": "application/json", "Cookie": cookie} | headers)
        self.assertEqual(send("/account/passkeys/options", {"csrf": "forged"}).status, 403)
        self.assertEqual(send("/account/passkeys/options", {"csrf": csrf}, Origin="https://thief.example").status, 403)
        self.assertEqual(send("/account/passkeys/options", {"csrf": csrf}, Cookie="").status, 401)
        options = send("/account/passkeys/options", {"csrf": csrf}).json["options"]
        made = send("/account/passkeys", {"csrf": csrf, "name": "<b>phone</b>", "response": self.device.make(options)})
        self.assertEqual(made.status, 201, made)
        self.assertIn("<b>phone</b>", reader.open("/account"))  # the reader unescapes: it stands there as text
        self.assertEqual(self.enter(self.device.use(self.door())).status, 401, "a customer at the console")
        asked = send("/signin/passkey/options", {}, Cookie="").json["options"]
        inside = send("/signin/passkey", {"return_to": "https://thief.example/"} | self.device.use(asked), Cookie="")
        self.assertEqual((inside.status, inside.json["location"]), (201, "/requests"), inside)
        self.assertIn("HttpOnly", inside.headers["Set-Cookie"])
        id = re.search(r"/account/passkeys/(\d+)", reader.open("/account")).group(1)
        reader.submit(f"/account/passkeys/{id}", do="rename", name="My phone")
        self.assertIn('value="My phone"', reader.text)
        reader.submit(f"/account/passkeys/{id}", do="remove")
        self.assertNotIn("/account/passkeys/", reader.text.split("data-passkey-add")[0])

    def test_one_of_the_team_adds_none_behind_a_mail_link_which_would_open_the_console(self):
        reader = Reader(self.server.port)
        reader.open("/signin")
        reader.submit("/signin", email=OLEG)
        link = re.search(r"/signin/[\w\-]+", self.letters_to(OLEG)[-1].get_body(("plain",)).get_content()).group(0)
        reader.open(link)
        reader.submit(link)
        page = reader.open("/account")
        self.assertNotIn("data-passkey-add", page)
        self.assertIn('href="/console/settings"', page)
        csrf = re.search(r'name="csrf" value="([^"]+)"', page).group(1)
        cookie = "; ".join(f"{name}={value}" for name, value in reader.cookies.items())
        asked = Api("127.0.0.1", self.server.port).request("POST", "/account/passkeys/options", json.dumps({"csrf": csrf}), {"Content-Type": "application/json", "Cookie": cookie})
        self.assertEqual(asked.status, 403, asked)

    def test_one_is_not_taken_away_behind_a_mail_link_nor_without_the_password(self):
        made = self.add()
        reader = self.signed_in(OLEG)
        page = reader.open("/account")
        self.assertIn("Work laptop", page)
        self.assertNotIn("/account/passkeys/", page)
        csrf = re.search(r'name="csrf" value="([^"]+)"', page).group(1)
        for wish in ({"do": "remove"}, {"do": "rename", "name": "Mine"}):
            reader.open(f"/account/passkeys/{made['id']}", wish | {"csrf": csrf})
            self.assertEqual(reader.status, 403)
        for said in (None, {}, {"password": "not-the-password"}):
            self.own("DELETE", f"/{made['id']}", said, status=(422,))
        self.assertEqual([each["name"] for each in self.own("GET")["passkeys"]], ["Work laptop"])
        self.assertEqual(self.enter(self.device.use(self.door())).status, 201)
        self.ask("DELETE", f"/users/{self.me}/passkeys/{made['id']}", status=(204,))  # an administrator, for who has lost it
        self.assertEqual(self.own("GET")["passkeys"], [])

    def test_one_that_a_customer_made_opens_no_console_once_she_is_of_the_team(self):
        reader = self.signed_in(RINA)
        csrf = re.search(r'data-passkey-add.*?name="csrf" value="([^"]+)"', reader.open("/account"), re.S).group(1)
        cookie = "; ".join(f"{name}={value}" for name, value in reader.cookies.items())
        send = lambda path, body: Api("127.0.0.1", self.server.port).request("POST", path, json.dumps(body), {"Content-Type": "application/json", "Cookie": cookie})
        options = send("/account/passkeys/options", {"csrf": csrf}).json["options"]
        self.assertEqual(send("/account/passkeys", {"csrf": csrf, "name": "phone", "response": self.device.make(options)}).status, 201)
        rina = next(one["id"] for one in self.ask("GET", "/users?role=end-user")["users"] if one["email"] == RINA)
        self.ask("PUT", f"/users/{rina}", {"user": {"role": "agent"}})
        self.ask("POST", f"/users/{rina}/password", {"password": PASSWORD})
        self.assertEqual(self.enter(self.device.use(self.door())).status, 401)
        hers = self.server.api_of(RINA)
        asked = hers.post(f"/api/v2/users/{rina}/passkeys/options", {"passkey": {"password": PASSWORD}}).json["options"]
        self.assertEqual(asked["excludeCredentials"], [], "the same device may make one anew")
        anew = Device(self.server.base)
        self.addCleanup(anew.folder.cleanup)
        self.assertEqual(hers.post(f"/api/v2/users/{rina}/passkeys", {"passkey": {"response": anew.make(asked)}}).status, 201)
        self.assertEqual(self.enter(anew.use(self.door())).status, 201)

    def test_what_was_added_and_taken_away_stands_in_the_audit_log(self):
        made = self.add()
        self.own("DELETE", f"/{made['id']}", {"password": PASSWORD}, status=(204,))
        log = self.ask("GET", f"/audit_logs?filter[source_type]=user&filter[source_id]={self.me}")["audit_logs"]
        self.assertEqual([(one["action"], one["actor_name"], one["after"]["way"]) for one in log[:2]],
                         [("remove passkey", "Oleg Sokolov", "Work laptop"), ("add passkey", "Oleg Sokolov", "Work laptop")])

    def test_the_screens_lead_through_it(self):
        run_in_browser(self, "passkeys")


if __name__ == "__main__":
    unittest.main()
