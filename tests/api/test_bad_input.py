"""Whatever comes in over HTTP and WebSocket: a precise error, never a crash."""
import json
import os
import socket
import unittest

from rig.api import Api
from rig.server import Server
from rig.websocket import Closed, WebSocket


class BadInput(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server().start()
        cls.addClassCleanup(cls.server.close)
        cls.api = cls.server.add_admin()

    def tearDown(self):
        self.assertIsNone(self.server.process.poll(), "the server ended: " + self.server.log_tail())
        self.assertEqual(Api("127.0.0.1", self.server.port).get("/readyz").status, 200)

    def raw(self, data: bytes, seconds: float = 5.0) -> bytes:
        with socket.create_connection(("127.0.0.1", self.server.port), timeout=seconds) as connection:
            connection.sendall(data)
            received = b""
            try:
                while chunk := connection.recv(65536):
                    received += chunk
                    if b"\r\n\r\n" in received:
                        break
            except (TimeoutError, ConnectionResetError):
                pass
        return received

    def test_an_unknown_route_is_404_with_the_error_shape(self):
        answer = self.api.get("/api/v2/nothing/here")
        self.assertEqual(answer.status, 404)
        self.assertIn("error", answer.json)

    def test_broken_json_is_refused_with_its_place(self):
        for body in ("{", '{"ticket":', "[1,2", '{"ticket": {"subject": "\\ud800"}}x', "nul", "[" * 5000):
            answer = self.api.request("POST", "/api/v2/tickets", body, {"Content-Type": "application/json"})
            self.assertIn(answer.status, (400, 422), f"{body[:30]}: {answer!r}")
            self.assertIn("error", answer.json)

    def test_values_of_the_wrong_type_are_refused(self):
        for ticket in (5, [], "x", None, {"subject": {"a": 1}, "comment": {"body": "x"}}, {"comment": []},
                       {"comment": {"body": "x"}, "requester": 7}, {"comment": {"body": "x"}, "tags": {"a": "b"}}):
            answer = self.api.post("/api/v2/tickets", {"ticket": ticket})
            self.assertIn(answer.status, (201, 400, 422), f"{ticket}: {answer!r}")

    def test_a_body_above_the_limit_is_413(self):
        answer = self.raw(b"POST /api/v2/tickets HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                          b"Content-Length: 99999999999\r\n\r\n")
        self.assertIn(b" 413 ", answer.split(b"\r\n")[0] + b" ")

    def test_a_header_above_the_limit_is_refused(self):
        answer = self.raw(b"GET / HTTP/1.1\r\nHost: x\r\nX-Long: " + b"a" * 40000 + b"\r\n\r\n")
        self.assertTrue(answer == b"" or answer.split(b" ")[1] in (b"400", b"413", b"431"), answer[:200])

    def test_malformed_requests_end_in_400_or_a_closed_connection(self):
        for data in (b"\x00\x01\x02\x03\r\n\r\n", b"GET\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"G" * 20000,
                     b"POST /api/v2/tickets HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                     b"GET /%00%ff%zz HTTP/1.1\r\nHost: x\r\n\r\n",
                     b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                     b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n"):
            answer = self.raw(data, seconds=2.0)
            self.assertTrue(answer == b"" or answer.startswith(b"HTTP/1.1 4"), f"{data[:40]!r}: {answer[:100]!r}")

    def test_random_bytes_do_no_harm(self):
        for _ in range(50):
            self.raw(os.urandom(300) + b"\r\n\r\n", seconds=0.2)

    def test_a_path_cannot_leave_the_static_files(self):
        for path in (b"/console/../../../../etc/passwd", b"/console/%2e%2e/%2e%2e/etc/passwd", b"//etc/passwd"):
            answer = self.raw(b"GET " + path + b" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            self.assertNotIn(b"root:", answer)

    def test_a_wrong_method_is_refused(self):
        self.assertIn(self.api.request("DELETE", "/api/v2/users/me").status, (403, 404, 405, 422))
        self.assertIn(self.api.request("BREW", "/api/v2/tickets").status, (400, 404, 405, 501))

    def test_without_a_right_token_nothing_is_told(self):
        stranger = Api("127.0.0.1", self.server.port, "admin@sahay.example", "wrong")
        answer = stranger.get("/api/v2/tickets")
        self.assertEqual(answer.status, 401)
        self.assertIn("authenticate", answer.json["error"])

    def test_wrong_websocket_frames_close_that_connection_only(self):
        frames = ((1, b"not json", True, True), (1, b"\xff\xfe", True, True), (1, b"{}", True, False),
                  (3, b"", True, True), (9, b"x" * 200, True, True), (2, b"\x00" * 10, True, True),
                  (0, b"tail without head", True, True), (1, b'{"type":"hello","v":"x"}', True, True),
                  (1, json.dumps({"type": "send", "cid": 7}).encode(), True, True), (1, b"[" * 3000, True, True))
        for opcode, payload, final, masked in frames:
            socket_ = WebSocket("127.0.0.1", self.server.port, "/widget/socket")
            try:
                socket_.send_frame(opcode, payload, final, masked)
                socket_.receive(seconds=0.3)
            except (Closed, TimeoutError, OSError):
                pass
            finally:
                socket_.close()

    def test_a_giant_websocket_message_is_refused(self):
        socket_ = WebSocket("127.0.0.1", self.server.port, "/widget/socket")
        with self.assertRaises((Closed, OSError, TimeoutError)):
            socket_.send_frame(1, b"x" * (8 << 20))
            while True:
                socket_.receive(seconds=3)
        socket_.close()


if __name__ == "__main__":
    unittest.main()
