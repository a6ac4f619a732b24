"""A visitor of the widget: hello, send with a client id, wait for the acknowledgement."""
import json
import uuid
from http.client import HTTPConnection

from rig.websocket import WebSocket


class Visitor:
    def __init__(self, port: int, session: str = "", since: dict | None = None, host: str = "127.0.0.1",
                 headers: dict | None = None, token: str = ""):
        self.port = port
        self.socket = WebSocket(host, port, "/widget/socket", headers)
        hello = {"type": "hello", "v": 1, "locale": "bn", "tz": "Asia/Dhaka",
                 "page": {"url": "http://shop.example/", "title": "Shop", "ref": ""}}
        if session:
            hello["session"] = session
            hello["since"] = since or {}
        if token:
            hello["jwt"] = token
        self.socket.send(hello)
        self.welcome = self.socket.receive_until(lambda message: message["type"] == "welcome")
        self.session = self.welcome["session"]

    def send(self, text: str, conversation: str = "", client_id: str = "", **fields) -> dict:
        """Sends one message and answers its ack."""
        client_id = client_id or str(uuid.uuid4())
        message = {"type": "send", "cid": client_id, "text": text} | fields
        if conversation:
            message["conv"] = conversation
        else:
            message["new"] = True
        self.socket.send(message)
        answer = self.socket.receive_until(
            lambda got: got["type"] in ("ack", "nack") and got.get("cid") == client_id)
        if answer["type"] == "nack":
            raise RuntimeError(f"refused: {answer}")
        return answer

    def ask_letter(self, conversation: str, email: str = "", client_id: str = "") -> dict:
        """Asks for the talk by mail and answers the ack or the nack."""
        client_id = client_id or str(uuid.uuid4())
        self.socket.send({"type": "letter", "cid": client_id, "conv": conversation} | ({"email": email} if email else {}))
        return self.socket.receive_until(lambda got: got["type"] in ("ack", "nack") and got.get("cid") == client_id)

    def requests(self, language: str = "en") -> list[dict]:
        return self.ask("GET", f"/widget/requests?lang={language}")["requests"]

    def open_request(self, number: int) -> dict:
        """One of the visitor's own requests as a conversation; its words are read as the widget reads them."""
        opened = self.ask("POST", f"/widget/requests/{number}/conversation")["conversation"]
        opened["events"] = self.ask("GET", f"/widget/conversations/{opened['conv']}/events?after=0")["events"]
        return opened

    def ask(self, method: str, path: str) -> dict:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request(method, path, headers={"X-Widget-Session": self.session})
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        if answer.status != 200:
            raise RuntimeError(f"{answer.status}: {body!r}")
        return json.loads(body)

    def forget(self) -> None:
        self.socket.send({"type": "forget"})
        self.socket.receive_until(lambda message: message["type"] == "forgotten")

    def event(self, wanted, seconds: float = 10.0) -> dict:
        return self.socket.receive_until(lambda got: got["type"] == "event" and wanted(got), seconds)

    def close(self) -> None:
        self.socket.close()
