"""A mail server that takes everything and shows what it got: for tests of what leaves the desk, and when."""
import email
import email.policy
import socketserver
import threading


class _Session(socketserver.StreamRequestHandler):
    def say(self, line: str) -> None:
        self.wfile.write((line + "\r\n").encode())

    def handle(self) -> None:
        self.say("220 sink.example")
        sender = ""
        for raw in self.rfile:
            verb = raw.decode("utf-8", "replace").strip().upper()
            if verb.startswith("EHLO"):
                self.say("250-sink.example\r\n250-8BITMIME\r\n250 SMTPUTF8")
            elif verb.startswith("MAIL FROM:"):
                sender = raw.decode("utf-8", "replace").partition("<")[2].partition(">")[0]
                self.say("250 ok")
            elif verb == "DATA":
                self.say("354 go on")
                self.server.sink.take(self.read_data(), sender)
                self.say("250 taken")
            elif verb == "QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 ok")

    def read_data(self) -> bytes:
        lines = []
        for raw in self.rfile:
            if raw == b".\r\n":
                break
            lines.append(raw[1:] if raw.startswith(b".") else raw)
        return b"".join(lines)


class SmtpSink:
    """`with SmtpSink() as sink:` and [smtp] url = f"smtp+plain://127.0.0.1:{sink.port}"."""

    def __init__(self):
        self.lock = threading.Lock()
        self.mails: list[email.message.EmailMessage] = []
        self.raw: list[tuple[str, bytes]] = []  # envelope sender and bytes of each
        socketserver.ThreadingTCPServer.daemon_threads = True
        self.server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Session)
        self.server.sink = self
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def __enter__(self) -> "SmtpSink":
        return self

    def __exit__(self, *_) -> None:
        self.close()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def take(self, data: bytes, sender: str = "") -> None:
        with self.lock:
            self.raw.append((sender, data))
            self.mails.append(email.message_from_bytes(data, policy=email.policy.default))

    def number(self) -> int:
        with self.lock:
            return len(self.raw)

    def raw_mail(self, number: int) -> tuple[str, bytes]:
        """Envelope sender and bytes."""
        with self.lock:
            return self.raw[number]

    def raw_with(self, subject: str) -> bytes:
        """The bytes of the newest mail with this subject."""
        with self.lock:
            return next(data for (_, data), mail in zip(reversed(self.raw), reversed(self.mails)) if mail["Subject"] == subject)

    def texts(self) -> list[str]:
        """The plain text of every mail, in the order of arrival."""
        with self.lock:
            parts = [mail.get_body(("plain",)) for mail in self.mails]
        return [part.get_content() if part else "" for part in parts]

    def count(self, words: str) -> int:
        return sum(words in text for text in self.texts())
