"""The console's own way: sign in by password, one cookie, one stream that tells of every change."""
import json
import subprocess
import unittest

from rig.api import Api
from rig.server import Server, Settings
from rig.websocket import Closed, WebSocket

PASSWORD = "a-long-password-of-the-test"


class Console(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server().start()
        cls.addClassCleanup(cls.server.close)
        cls.api = cls.server.add_admin()
        made = subprocess.run([Settings.binary, "user", "add", "--data", cls.server.data, "--config",
                               cls.server.config_path, "--email", "oleg@sahay.example", "--name", "Oleg Sokolov",
                               "--role", "agent", "--password-stdin"], input=PASSWORD, text=True, capture_output=True)
        assert made.returncode == 0, made.stderr

    def sign_in(self, password: str = PASSWORD):
        return Api("127.0.0.1", self.server.port).post(
            "/api/v2/session", {"session": {"email": "oleg@sahay.example", "password": password}})

    def cookie(self) -> str:
        answer = self.sign_in()
        self.assertEqual(answer.status, 201, answer)
        return answer.headers["Set-Cookie"].split(";")[0]

    def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(self):
        header = self.sign_in().headers["Set-Cookie"]
        self.assertIn("sahay_session=", header)
        self.assertIn("HttpOnly", header)
        self.assertIn("SameSite=Lax", header)

    def test_a_wrong_password_tells_nothing_and_signs_nobody_in(self):
        wrong = self.sign_in("wrong-password-entirely")
        self.assertEqual(wrong.status, 401)
        self.assertNotIn("Set-Cookie", wrong.headers)
        stranger = Api("127.0.0.1", self.server.port).post(
            "/api/v2/session", {"session": {"email": "nobody@sahay.example", "password": "x"}})
        self.assertEqual((wrong.status, wrong.json["error"]), (stranger.status, stranger.json["error"]))

    def test_a_change_by_cookie_needs_our_header(self):
        cookie = self.cookie()
        body = json.dumps({"ticket": {"subject": "By cookie", "comment": {"body": "x"}}})
        sent = {"Cookie": cookie, "Content-Type": "application/json"}
        anonymous = Api("127.0.0.1", self.server.port)
        self.assertEqual(anonymous.request("POST", "/api/v2/tickets", body, sent).status, 403)
        self.assertEqual(anonymous.request("POST", "/api/v2/tickets", body, sent | {"X-Sahay": "1"}).status, 201)

    def test_signing_out_ends_the_session(self):
        sent = {"Cookie": self.cookie(), "X-Sahay": "1"}
        anonymous = Api("127.0.0.1", self.server.port)
        self.assertEqual(anonymous.get("/api/v2/users/me", **sent).json["user"]["email"], "oleg@sahay.example")
        self.assertEqual(anonymous.request("DELETE", "/api/v2/session", headers=sent).status, 204)
        self.assertIsNone(anonymous.get("/api/v2/users/me", **sent).json["user"]["id"])

    def stream(self) -> WebSocket:
        stream = WebSocket("127.0.0.1", self.server.port, "/api/v2/stream",
                           {"Cookie": self.cookie(), "Origin": self.server.base})
        self.addCleanup(stream.close)
        return stream

    def test_the_stream_tells_of_a_new_ticket_with_its_row(self):
        stream = self.stream()
        stream.send({"type": "hello", "since": 0})
        stream.receive_until(lambda message: message["type"] in ("welcome", "reset"))
        made = self.api.new_ticket("Seen live")
        event = stream.receive_until(lambda message: message["type"] == "event" and message["ticket_id"] == made["id"])
        self.assertEqual(event["row"]["subject"], "Seen live")

    def test_a_stream_that_comes_back_gets_what_it_missed(self):
        stream = self.stream()
        start = Api("127.0.0.1", self.server.port).get("/api/v2/console/start", Cookie=self.cookie()).json
        made = self.api.new_ticket("While away")
        stream.send({"type": "hello", "since": start["event_seq"]})
        event = stream.receive_until(lambda message: message["type"] == "reset" or (
            message["type"] == "event" and message["ticket_id"] == made["id"]))
        self.assertEqual(event["type"], "event")

    def test_nobody_listens_without_being_signed_in(self):
        with self.assertRaises((Closed, OSError)):
            WebSocket("127.0.0.1", self.server.port, "/api/v2/stream").receive(3)

    def test_an_answer_over_a_newer_comment_is_a_conflict_that_shows_it(self):
        made = self.api.new_ticket("Two answers")
        screen = self.api.get(f"/api/v2/console/tickets/{made['id']}").json
        seen = screen["ticket"]["event_seq"]
        oleg = self.server.api_of("oleg@sahay.example")
        oleg.put(f"/api/v2/tickets/{made['id']}", {"ticket": {"comment": {"body": "first", "public": True}}})
        answer = self.api.put(f"/api/v2/tickets/{made['id']}", {"ticket": {
            "comment": {"body": "second", "public": True}, "last_seen_event": seen}})
        self.assertEqual(answer.status, 409, answer)
        self.assertIn("first", json.dumps(answer.json["newer"]))
        self.assertEqual(len(self.api.comments(made["id"])), 2)

    def test_a_draft_is_kept_per_mode(self):
        made = self.api.new_ticket("Drafted")
        path = f"/api/v2/tickets/{made['id']}/draft"
        for mode in ("reply", "note"):
            answer = self.api.put(path, {"draft": {"mode": mode, "html": f"<p>{mode}</p>"}})
            self.assertEqual(answer.status, 200, answer)
        kept = {draft["mode"]: draft["html"] for draft in self.api.get(path).json["drafts"]}
        self.assertEqual(set(kept), {"reply", "note"})
        self.assertEqual(self.api.delete(path + "?mode=reply").status, 204)
        self.assertEqual([draft["mode"] for draft in self.api.get(path).json["drafts"]], ["note"])


if __name__ == "__main__":
    unittest.main()
