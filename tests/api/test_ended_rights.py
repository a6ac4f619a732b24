"""A right that was taken away ends at once, on open streams too; guesses of passwords have to wait."""
import subprocess
import time
import unittest

from rig.api import Answer, Api
from rig.server import Server, Settings
from rig.websocket import Closed, WebSocket

EMAIL, PASSWORD = "oleg@sahay.example", "a-long-password-of-the-test"


class EndedRights(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server().start()
        cls.addClassCleanup(cls.server.close)
        cls.admin = cls.server.add_admin()
        cls.visitor = Api("127.0.0.1", cls.server.port)
        made = subprocess.run([Settings.binary, "user", "add", "--data", cls.server.data, "--config", cls.server.config_path,
                               "--email", EMAIL, "--name", "Oleg Sokolov", "--role", "agent", "--password-stdin"],
                              input=PASSWORD, text=True, capture_output=True)
        assert made.returncode == 0, made.stderr

    def sign_in(self, password: str) -> Answer:
        self.visitor.close()
        return self.visitor.post("/api/v2/session", {"session": {"email": EMAIL, "password": password}})

    def test_an_open_stream_ends_with_its_session(self):
        cookie = self.sign_in(PASSWORD).headers["Set-Cookie"].split(";")[0]
        stream = WebSocket("127.0.0.1", self.server.port, "/api/v2/stream", {"Cookie": cookie, "Origin": self.server.base})
        self.addCleanup(stream.close)
        stream.send({"type": "hello", "since": 0})
        stream.receive_until(lambda message: message["type"] == "welcome", 30)
        ended = self.visitor.request("DELETE", "/api/v2/session", headers={"Cookie": cookie, "X-Sahay": "1"})
        self.assertEqual(ended.status, 204, ended)
        time.sleep(0.5)
        self.admin.new_ticket("Not for those who left")
        with self.assertRaisesRegex(Closed, "4001"):
            stream.receive_until(lambda message: message["type"] == "event", 30)

    def test_wrong_passwords_have_to_wait_after_ten(self):
        for _ in range(10):
            self.assertEqual(self.sign_in("wrong").status, 401)
        refused = self.sign_in(PASSWORD)
        self.assertEqual(refused.status, 429, refused)
        self.assertGreater(int(refused.headers["Retry-After"]), 1)


if __name__ == "__main__":
    unittest.main()
