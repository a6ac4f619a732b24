"""Mail servers that do as a test says: a POP3 mailbox, an IMAP mailbox that may be cut at each step or numbered anew, and a
provider's OAuth token endpoint. Each on a free port of loopback, one thread a connection."""
import json
import socketserver
import threading
import urllib.parse


class _Threads(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


class _Peer:
    def __init__(self, handler):
        self.lock = threading.Lock()
        self.server = _Threads(("127.0.0.1", 0), handler)
        self.server.peer = self
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


class _Line(socketserver.StreamRequestHandler):
    def say(self, line: str) -> None:
        self.wfile.write((line + "\r\n").encode())

    def heard(self) -> str:
        return self.rfile.readline().decode("utf-8", "replace").strip()


class _Pop3Session(_Line):
    def handle(self) -> None:
        peer = self.server.peer
        with peer.lock:
            box = list(peer.mails.items())
        marked = []
        self.say("+OK ready")
        while line := self.heard():
            verb, _, rest = line.partition(" ")
            verb = verb.upper()
            if peer.cut_at == verb:
                peer.cut_at = None
                return
            if verb == "CAPA":
                self.say("+OK\r\nUIDL\r\nTOP\r\nUSER\r\n.")
            elif verb == "PASS":
                self.say("+OK" if rest == peer.password else "-ERR [AUTH] no")
            elif verb == "UIDL":
                self.say("+OK\r\n" + "".join(f"{n} {uidl}\r\n" for n, (uidl, _) in enumerate(box, 1)) + ".")
            elif verb == "LIST":
                self.say("+OK\r\n" + "".join(f"{n} {len(data)}\r\n" for n, (_, data) in enumerate(box, 1)) + ".")
            elif verb == "RETR":
                peer.fetched.append(box[int(rest) - 1][0])
                data = box[int(rest) - 1][1].replace(b"\r\n.", b"\r\n..")
                self.wfile.write(b"+OK\r\n" + data + b".\r\n")
            elif verb == "DELE":
                marked.append(box[int(rest) - 1][0])
                self.say("+OK")
            elif verb == "QUIT":
                with peer.lock:
                    for uidl in marked:
                        peer.mails.pop(uidl, None)
                self.say("+OK bye")
                return
            else:
                self.say("+OK")


class Pop3Box(_Peer):
    password = "a-password-of-the-test"

    def __init__(self):
        self.mails: dict[str, bytes] = {}
        self.fetched: list[str] = []
        self.cut_at: str | None = None
        super().__init__(_Pop3Session)


class _ImapSession(_Line):
    def handle(self) -> None:
        peer = self.server.peer
        self.say("* OK ready")
        while line := self.heard():
            tag, _, rest = line.partition(" ")
            words = rest.upper().split()
            verb = " ".join(words[:2]) if words[:1] == ["UID"] else (words or [""])[0]
            if verb == "UID FETCH" and "BODY.PEEK[" in rest.upper():
                verb = "BODY"
            peer.seen.append(verb)
            if verb == "AUTHENTICATE":
                given = words[2] if len(words) > 2 else ""
                peer.tokens.append(rest.split()[2] if given else "")
                if peer.accept_token(peer.tokens[-1]):
                    self.say(f"{tag} OK in")
                else:
                    self.say("+ e30=")
                    self.heard()
                    self.say(f"{tag} NO refused")
                continue
            if peer.cut_at == verb:
                peer.cut_at = None
                if verb == "BODY":  # in the middle of a literal
                    self.say("* 1 FETCH (UID 1 RFC822.SIZE 5000 BODY[] {5000}\r\nFrom: cut")
                return
            if not self.answer(peer, tag, verb, rest):
                return

    def answer(self, peer, tag: str, verb: str, rest: str) -> bool:
        with peer.lock:
            mails, validity = dict(peer.mails), peer.validity
        if verb == "CAPABILITY":
            counts = "CONDSTORE QRESYNC ENABLE " if peer.counts else ""
            self.say(f"* CAPABILITY IMAP4rev1 IDLE SASL-IR {counts}{'AUTH=XOAUTH2 LOGINDISABLED' if peer.oauth else ''}\r\n{tag} OK")
        elif verb == "EXAMINE":
            peer.opened.append(rest)
            self.say(f"* {len(mails)} EXISTS\r\n* OK [UIDVALIDITY {validity}] x\r\n* OK [UIDNEXT {max(mails, default=0) + 1}] x")
            if peer.counts:
                with peer.lock:
                    self.say(f"* OK [HIGHESTMODSEQ {peer.mod_seq}] x")
                    if "(QRESYNC (" in rest:
                        asked, since = (int(n) for n in rest.split("(QRESYNC (")[1].split(")")[0].split())
                        for uid, changed in sorted(peer.changed.items()):
                            if asked == validity and changed > since and uid in mails:
                                self.say(f"* {uid} FETCH (UID {uid} FLAGS (\\Seen) MODSEQ ({changed}))")
            self.say(f"{tag} OK [READ-ONLY] open")
        elif verb == "UID FETCH":
            peer.listed += 1
            first = int(rest.split()[2].split(":")[0])
            for uid, data in sorted(mails.items()):
                if uid >= first or uid == max(mails):
                    self.say(f"* {uid} FETCH (UID {uid} RFC822.SIZE {len(data)})")
            self.say(f"{tag} OK")
        elif verb == "BODY":
            part = rest.upper()
            for uid in self.uids(rest.split()[2]):
                if uid not in mails:
                    continue
                data = mails[uid]
                if "HEADER" in part:
                    ids = [line for line in data.split(b"\r\n") if line.lower().startswith(b"message-id:")][:1]
                    data = b"\r\n".join(ids) + b"\r\n\r\n"
                    name = "BODY[HEADER.FIELDS (MESSAGE-ID)]"
                else:
                    peer.fetched.append(uid)
                    name = "BODY[]"
                self.wfile.write(f"* {uid} FETCH (UID {uid} RFC822.SIZE {len(mails[uid])} INTERNALDATE "
                                 f"\"01-Jan-2026 10:00:00 +0000\" {name} {{{len(data)}}}\r\n".encode() + data + b")\r\n")
            self.say(f"{tag} OK")
        elif verb == "IDLE":
            self.say("+ idling")
            return self.idle(peer, tag, len(mails))
        elif verb == "LOGOUT":
            self.say(f"* BYE\r\n{tag} OK")
            return False
        else:
            self.say(f"{tag} OK")
        return True

    def idle(self, peer, tag: str, known: int) -> bool:
        self.connection.settimeout(0.05)
        while True:
            try:
                line = self.rfile.readline()
                break
            except OSError:
                self.rfile = self.connection.makefile("rb")
                if peer.break_idle:
                    peer.break_idle = False
                    return False
                with peer.lock:
                    now = len(peer.mails)
                if now != known:
                    self.say(f"* {now} EXISTS")
                    known = now
        self.connection.settimeout(None)
        if not line:
            return False
        self.say(f"{tag} OK")
        return True

    @staticmethod
    def uids(text: str) -> list[int]:
        out = []
        for part in text.split(","):
            low, _, high = part.partition(":")
            out += range(int(low), int(high or low) + 1)
        return out


class ImapBox(_Peer):
    def __init__(self, oauth: bool = False):
        self.mails: dict[int, bytes] = {}
        self.validity = 7
        self.fetched: list[int] = []
        self.seen: list[str] = []
        self.tokens: list[str] = []
        self.cut_at: str | None = None
        self.break_idle = False
        self.oauth = oauth
        self.accept_token = lambda token: True
        self.counts = False  # offers CONDSTORE and QRESYNC
        self.mod_seq = 10
        self.changed: dict[int, int] = {}
        self.opened: list[str] = []
        self.listed = 0
        super().__init__(_ImapSession)

    def add(self, data: bytes) -> None:
        with self.lock:
            uid = max(self.mails, default=0) + 1
            self.mails[uid] = data
            self.mod_seq += 1
            self.changed[uid] = self.mod_seq

    def mark(self, uid: int) -> None:
        """Somebody reads it in another program."""
        with self.lock:
            self.mod_seq += 1
            self.changed[uid] = self.mod_seq

    def renumber(self) -> None:
        """The server lost its index: the same mails under other numbers."""
        with self.lock:
            self.mails = {100 + n: data for n, data in enumerate(self.mails.values())}
            self.validity += 1
        self.break_idle = True


class _TokenRequest(_Line):
    def handle(self) -> None:
        peer = self.server.peer
        length = 0
        self.heard()
        while line := self.heard():
            name, _, value = line.partition(":")
            if name.lower() == "content-length":
                length = int(value)
        form = dict(urllib.parse.parse_qsl(self.rfile.read(length).decode()))
        with peer.lock:
            peer.asked.append(form)
            status, answer = peer.answer(form)
        body = json.dumps(answer).encode()
        self.wfile.write(f"HTTP/1.1 {status} X\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n"
                         "Connection: close\r\n\r\n".encode() + body)


class TokenServer(_Peer):
    """Answers grants with `answer(form) -> (status, object)`."""

    def __init__(self, answer):
        self.answer = answer
        self.asked: list[dict] = []
        super().__init__(_TokenRequest)


class _CutSession(_Line):
    def handle(self) -> None:
        peer = self.server.peer
        if self.cut("CONNECT"):
            return
        self.say("220 cut.example")
        while line := self.heard():
            verb = line.split()[0].split(":")[0].upper()
            if self.cut(verb):
                return
            if verb == "EHLO":
                self.say("250-cut.example\r\n250-PIPELINING\r\n250-DSN\r\n250 8BITMIME")
            elif verb == "DATA":
                self.say("354 go on")
                lines = []
                for raw in self.rfile:
                    if raw == b".\r\n":
                        break
                    lines.append(raw)
                    if self.cut("BODY"):
                        return
                with peer.lock:
                    peer.mails.append(b"".join(lines))
                if self.cut("DOT"):
                    return
                self.say("250 taken")
                self.cut("ANSWERED")
                return  # a new connection for every mail, so that each step is passed again
            elif verb == "QUIT":
                self.say("221 bye")
                return
            else:
                if verb in ("MAIL", "RCPT"):
                    peer.commands.append(line)
                self.say("250 ok")

    def cut(self, step: str) -> bool:
        peer = self.server.peer
        if peer.cut_at != step:
            return False
        peer.cut_at = None
        if peer.at_cut:
            peer.at_cut()
        return True


class CutSmtp(_Peer):
    """Takes mail, and drops the line once at `cut_at`: CONNECT, EHLO, MAIL, RCPT, DATA, BODY, DOT (after it has it), or ANSWERED;
    calls `at_cut` first."""

    def __init__(self):
        self.mails: list[bytes] = []
        self.commands: list[str] = []
        self.cut_at: str | None = None
        self.at_cut = None
        super().__init__(_CutSession)
