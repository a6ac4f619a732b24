"""E6: a password alone does not open the desk: codes of an authenticator, recovery codes, and roles that need them."""
import base64
import calendar
import hashlib
import hmac
import time
import unittest
import urllib.parse

from rig.api import Api
from rig.browse import run_in_browser
from rig.manners import Manners

PASSWORD = "a-long-password-of-the-test"
OLEG = "oleg@sahay.example"


def code_at(secret: str, seconds: int) -> str:
    """RFC 6238 over RFC 4226, from the text of the RFCs."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    mac = hmac.new(key, (seconds // 30).to_bytes(8, "big"), hashlib.sha1).digest()
    at = mac[-1] & 0x0F
    return f"{(int.from_bytes(mac[at:at + 4], 'big') & 0x7FFFFFFF) % 1_000_000:06d}"


class SecondStep(Manners):
    def setUp(self):
        super().setUp()
        self.agent()
        self.me = self.clients[OLEG].get("/api/v2/users/me").json["user"]["id"]
        self.ask("POST", f"/users/{self.me}/password", {"password": PASSWORD})

    def seconds(self) -> int:
        return calendar.timegm(time.strptime(self.server.clock()[:19], "%Y-%m-%dT%H:%M:%S"))

    def code(self, steps: int = 0) -> str:
        return code_at(self.secret, self.seconds() + 30 * steps)

    def next_minute(self) -> None:
        """The start of a minute, so that no step ends between a code and its use."""
        moment = time.gmtime((self.seconds() // 60 + 2) * 60)
        self.server.set_clock(time.strftime("%Y-%m-%dT%H:%M:%SZ", moment))

    def next_code(self) -> str:
        """A code that was not used yet."""
        self.next_minute()
        return self.code()

    def sign_in(self, code=None, password=PASSWORD, email=OLEG):
        more = {} if code is None else {"code": code}
        return Api("127.0.0.1", self.server.port).post("/api/v2/session", {"session": {"email": email, "password": password} | more})

    def own(self, method, path="", body=None, status=(200, 201)):
        answer = self.clients[OLEG].request(method, f"/api/v2/users/{self.me}/totp{path}", None if body is None else {"totp": body})
        self.assertIn(answer.status, status, answer)
        return answer.json if answer.body else {}

    def set_up(self) -> list[str]:
        begun = self.own("POST", "", {"password": PASSWORD})["totp"]
        self.secret = begun["secret"]
        self.assertFalse(begun["enabled"])
        parts = urllib.parse.urlsplit(begun["uri"])
        told = dict(urllib.parse.parse_qsl(parts.query))
        self.assertEqual((parts.scheme, parts.netloc, told["secret"], told["period"], told["digits"]), ("otpauth", "totp", self.secret, "30", "6"))
        self.assertTrue(urllib.parse.unquote(parts.path).endswith(":" + OLEG), parts.path)
        self.assertGreaterEqual(begun["qr"]["size"], 29)
        done = self.own("PUT", "", {"code": self.code()})["totp"]
        self.assertTrue(done["enabled"])
        self.assertEqual(len(set(done["recovery_codes"])), 10)
        return done["recovery_codes"]

    def test_who_has_it_needs_a_code_besides_the_password(self):
        self.assertEqual(self.sign_in().status, 201)
        self.set_up()
        asked = self.sign_in()
        self.assertEqual((asked.status, asked.json["error"]), (401, "SecondStepRequired"), asked)
        self.assertNotIn("Set-Cookie", asked.headers)
        self.assertNotIn("totp", asked.json)
        self.assertEqual(self.sign_in("000000").json["error"], "WrongCode")
        # A wrong password is told before any code, and in the same words as ever.
        self.assertEqual(self.sign_in(self.code(), password="not-the-password").json["error"], self.sign_in(password="not-the-password", email="nobody@sahay.example").json["error"])
        done = self.sign_in(self.next_code())
        self.assertEqual(done.status, 201, done)
        self.assertIn("sahay_session=", done.headers["Set-Cookie"])
        state = self.own("GET")["totp"]
        self.assertEqual((state["enabled"], state["required"], state["recovery_codes_left"]), (True, False, 10))
        self.assertIn("code from your authenticator app", self.letters_to(OLEG)[-1].get_body(("plain",)).get_content())
        self.assertNotIn(self.secret, self.server.log())

    def test_a_code_opens_once_and_clocks_may_differ_by_half_a_minute(self):
        self.set_up()
        code = self.next_code()
        self.assertEqual(self.sign_in(code).status, 201)
        self.assertEqual(self.sign_in(code).json["error"], "WrongCode")
        self.assertEqual(self.sign_in(self.code(-1)).json["error"], "WrongCode", "older than the one that was used")
        self.assertEqual(self.sign_in(self.code(1)).status, 201, "a phone that is half a minute ahead")
        self.next_minute()
        self.next_minute()
        self.assertEqual(self.sign_in(self.code(-1)).status, 201, "a phone that is half a minute behind")
        for steps in (-2, 2):
            self.next_minute()
            self.next_minute()
            self.assertEqual(self.sign_in(self.code(steps)).status, 401, steps)

    def test_guessing_ends_after_five_codes_and_a_restart_does_not_help(self):
        codes = self.set_up()
        self.server.advance_clock(minutes=1)
        wrong = "%06d" % ((int(self.code()) + 500_000) % 1_000_000)
        for _ in range(5):
            self.assertEqual(self.sign_in(wrong).status, 401)
        self.assertEqual(self.sign_in(self.code()).json["error"], "TooManyCodes")
        self.restart()
        self.assertEqual(self.sign_in(self.code()).json["error"], "TooManyCodes")
        self.assertEqual(self.sign_in(codes[0]).status, 201, "a recovery code lets the owner in meanwhile")
        for _ in range(5):
            self.assertEqual(self.sign_in(wrong).status, 401)
        self.server.advance_clock(minutes=16)
        self.assertEqual(self.sign_in(self.code()).status, 201)

    def restart(self):
        now = self.server.clock()
        self.server.stop()
        self.server.start()
        self.server.set_clock(now)
        self.clients[OLEG].close()
        self.api.close()

    def test_a_recovery_code_opens_once_and_new_ones_end_the_old(self):
        codes = self.set_up()
        self.assertEqual(self.sign_in(codes[0].upper().replace("-", " ")).status, 201)
        self.assertEqual(self.sign_in(codes[0]).status, 401)
        self.assertEqual(self.own("GET")["totp"]["recovery_codes_left"], 9)
        self.own("POST", "/recovery_codes", {"code": "000000"}, status=(422,))
        renewed = self.own("POST", "/recovery_codes", {"code": self.next_code()})["totp"]["recovery_codes"]
        self.assertEqual(self.sign_in(codes[1]).status, 401)
        self.assertEqual(self.sign_in(renewed[0]).status, 201)

    def test_turning_it_on_ends_other_sessions_and_turning_it_off_needs_a_code(self):
        before = self.sign_in().headers["Set-Cookie"].split(";")[0]
        as_before = lambda: Api("127.0.0.1", self.server.port).get("/api/v2/groups", Cookie=before).status
        self.assertEqual(as_before(), 200)
        self.set_up()
        self.assertEqual(as_before(), 401)
        self.own("POST", "", {"password": PASSWORD}, status=(409,))
        self.own("DELETE", "", {"code": "000000"}, status=(422,))
        self.own("DELETE", "", {"code": self.next_code()}, status=(204,))
        self.assertEqual(self.sign_in().status, 201)
        self.assertIn("The second step is off", self.letters_to(OLEG)[-1].get_body(("plain",)).get_content())

    def test_it_is_not_begun_without_the_password_nor_by_another_hand(self):
        self.own("POST", "", {"password": "not-the-password"}, status=(422,))
        self.own("PUT", "", {"code": "123456"}, status=(422,))
        self.refused("POST", f"/users/{self.me}/totp", {"totp": {"password": PASSWORD}}, 404)
        for_oleg = Api("127.0.0.1", self.server.port, OLEG, self.api.token)
        self.assertEqual(for_oleg.post(f"/api/v2/users/{self.me}/totp", {"totp": {"password": PASSWORD}}).status, 403)
        self.assertEqual(self.sign_in().status, 201)

    def test_a_role_that_needs_it_lets_nobody_in_without_and_sets_it_up_at_the_door(self):
        inside = self.sign_in().headers["Set-Cookie"].split(";")[0]
        self.assertEqual(self.clients[OLEG].put("/api/v2/custom_roles/1/second_step", {"second_step": {"required": True}}).status, 403)
        self.ask("PUT", "/custom_roles/1/second_step", {"second_step": {"required": True}})
        self.assertEqual(Api("127.0.0.1", self.server.port).get("/api/v2/groups", Cookie=inside).status, 401, "an open session goes on")
        asked = self.sign_in()
        self.assertEqual((asked.status, asked.json["error"]), (401, "SecondStepSetup"), asked)
        self.assertNotIn("Set-Cookie", asked.headers)
        self.secret = asked.json["totp"]["secret"]
        self.assertEqual(self.sign_in().json["totp"]["secret"], self.secret, "a second look shows the same")
        self.assertEqual(self.sign_in("000000").status, 401)
        done = self.sign_in(self.code())
        self.assertEqual((done.status, len(done.json["recovery_codes"])), (201, 10), done)
        self.own("DELETE", "", {"code": self.next_code()}, status=(422,))
        self.assertEqual(self.sign_in().json["error"], "SecondStepRequired")
        record = self.ask("GET", "/audit_logs?filter[source_type]=custom_role")["audit_logs"][0]
        self.assertEqual(record["after"], {"second_step_required": True})
        self.ask("PUT", "/custom_roles/1/second_step", {"second_step": {"required": False}})
        self.own("DELETE", "", {"code": self.next_code()}, status=(204,))
        self.assertEqual(self.sign_in().status, 201)

    def test_an_administrator_does_not_lock_themselves_out_and_helps_who_lost_the_phone(self):
        self.refused("PUT", "/custom_roles/3/second_step", {"second_step": {"required": True}})
        self.set_up()
        inside = self.sign_in(self.next_code()).headers["Set-Cookie"].split(";")[0]
        self.assertTrue(self.ask("GET", f"/users/{self.me}/totp")["totp"]["enabled"])
        self.assertEqual(self.api.delete(f"/api/v2/users/{self.me}/totp").status, 204)
        self.assertEqual(Api("127.0.0.1", self.server.port).get("/api/v2/groups", Cookie=inside).status, 401)
        self.assertEqual(self.sign_in().status, 201)
        self.agent("Sara Ahmed", "sara@sahay.example")
        self.assertEqual(self.clients["sara@sahay.example"].get(f"/api/v2/users/{self.me}/totp").status, 404, "a colleague")

    def test_the_screens_lead_through_it(self):
        run_in_browser(self, "second_step")


if __name__ == "__main__":
    unittest.main()
