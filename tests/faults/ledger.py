"""The ledger of a fault run: four kinds of senders at full speed, what each was told, and what is found afterwards.

Every item has an id of its own. "acknowledged" holds those that got 250, 2xx or an ack; an item without an answer is sent
again with its key (Idempotency-Key, Message-ID, client id) until it is acknowledged. At the end each item of the ledger
must be found exactly once, and nothing else.
"""
import collections
import http.client
import itertools
import os
import random
import smtplib
import sys
import threading
import time
import uuid

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

from rig.api import Api  # noqa: E402
from rig.chat import Visitor  # noqa: E402
from rig.letters import as_sent, letter  # noqa: E402
from rig.server import Server, Settings, wait_until  # noqa: E402,F401
from rig.websocket import Closed  # noqa: E402
from coverage import uncovered, unknown  # noqa: E402
from families import prepare  # noqa: E402
from writers import NAMED, WRITERS, Refused, accepted, find_elsewhere  # noqa: E402

DESK = "support@sahay.example"
BROKEN = (OSError, http.client.HTTPException, smtplib.SMTPException, Closed, TimeoutError)


class Ledger:
    # The writers in this run's own order; a later ledger of the run goes on where the one before it ended.
    order = random.sample(WRITERS, len(WRITERS))
    turns = itertools.count()

    def __init__(self):
        self.lock = threading.Lock()
        self.sent: set[str] = set()
        self.acknowledged: set[str] = set()
        self.refused: list[str] = []
        self.repeated = 0
        self.written_by: dict[str, str] = {}  # item -> its writer

    def note_acknowledged(self, item: str) -> None:
        with self.lock:
            self.acknowledged.add(item)


class Sender(threading.Thread):
    """Sends items one after the other; a broken connection leads to the same item again."""

    kind = ""

    def __init__(self, server: Server, ledger: Ledger, number: int):
        super().__init__(daemon=True)
        self.server, self.ledger = server, ledger
        self.name = f"{self.kind}{number}"
        self.stopping = threading.Event()
        self.count = 0

    def run(self) -> None:
        while not self.stopping.is_set():
            self.count += 1
            item = f"item-{self.name}-{self.count}-{uuid.uuid4().hex[:8]}"
            with self.ledger.lock:
                self.ledger.sent.add(item)
            self.until_acknowledged(item)

    def until_acknowledged(self, item: str) -> None:
        while True:
            try:
                self.send(item)
                self.ledger.note_acknowledged(item)
                return
            except Refused as refusal:
                # "Not now" (a draining or full server) is no verdict on the item; anything else is.
                if "again later" not in str(refusal):
                    with self.ledger.lock:
                        self.ledger.refused.append(f"{item}: {refusal}")
                    return
            except BROKEN:
                pass
            self.hang_up()
            with self.ledger.lock:
                self.ledger.repeated += 1
            time.sleep(0.02)

    def send(self, item: str) -> None:
        raise NotImplementedError

    def hang_up(self) -> None:
        raise NotImplementedError


class ApiSender(Sender):
    kind = "api"

    def __init__(self, server, ledger, number, api: Api):
        super().__init__(server, ledger, number)
        self.api = Api(api.host, api.port, api.email, api.token, timeout=15)

    def send(self, item: str) -> None:
        accepted(self.api.post("/api/v2/tickets", {"ticket": {"subject": item, "comment": {"body": item}}}, key=item))

    def hang_up(self) -> None:
        self.api.close()


class RouteSender(ApiSender):
    """All of them together go through every mutating route in turn (writers.py), in an order of the run's own."""
    kind = "route"
    hub = 0
    item = ""
    writer = None

    def send(self, item: str) -> None:
        # A hub of its own for each fifty items, so that no thread grows without end.
        number = self.count // 50
        hub = {"subject": f"hub-{self.name}-{number}", "comment": {"body": "x"}}
        self.hub = accepted(self.api.post("/api/v2/tickets", {"ticket": hub}, key=f"hub-{self.name}-{number}")).json["ticket"]["id"]
        if item != self.item:
            self.item, self.writer = item, self.ledger.order[next(self.ledger.turns) % len(WRITERS)]
            self.ledger.written_by[item] = self.writer.__name__
        self.writer(self, item)


class MailSender(Sender):
    kind = "mail"
    connection: smtplib.LMTP | None = None

    def send(self, item: str) -> None:
        if self.connection is None:
            self.connection = smtplib.LMTP("127.0.0.1", self.server.lmtp_port, local_hostname="mta.example")
            self.connection.sock.settimeout(15)
            self.connection.ehlo_or_helo_if_needed()
        message = letter(f"{self.name}@customer.example", DESK, item, item, Message_ID=f"<{item}@customer.example>")
        code, text = self.connection.mail(f"{self.name}@customer.example")
        if code == 250:
            code, text = self.connection.rcpt(DESK)
        if code in (250, 251):
            code, text = self.connection.data(as_sent(message))
        if code != 250:
            raise Refused("again later" if 400 <= code < 500 else f"{code} {text!r}")

    def hang_up(self) -> None:
        if self.connection:
            self.connection.close()
        self.connection = None


class ChatSender(Sender):
    kind = "chat"
    visitor: Visitor | None = None
    session = ""
    conversation = ""

    def send(self, item: str) -> None:
        if self.visitor is None:
            self.visitor = Visitor(self.server.port, self.session)
            self.session = self.visitor.session
        try:
            ack = self.visitor.send(item, self.conversation, client_id=item)
        except RuntimeError as refusal:
            # A visitor that writes faster than people do is slowed down, each connection by itself.
            raise Refused("again later" if "TooManyRequests" in str(refusal) else str(refusal)) from None
        # A new conversation now and then, so that both ways of beginning are under fire.
        self.conversation = ack["conv"] if self.count % 25 else ""

    def hang_up(self) -> None:
        if self.visitor:
            self.visitor.socket.socket.close()
        self.visitor = None


def check_coverage(api: Api) -> None:
    described = api.get("/api/v2/openapi.json").json
    routes = [(method.upper(), path) for path, methods in described["paths"].items() for method in methods]
    if left := uncovered(routes, NAMED):
        raise SystemExit("mutating routes without a writer (tests/faults/writers.py, families.py, coverage.py):\n" + "\n".join(left))
    if gone := unknown(routes, NAMED):
        raise SystemExit("writers of routes that are not there:\n" + "\n".join(gone))


def start_senders(server: Server, ledger: Ledger, api: Api, kinds=("api", "mail", "chat"), each: int = 2) -> list[Sender]:
    senders: list[Sender] = []
    if "route" in kinds:
        check_coverage(api)
        prepare(api)
    for number in range(each):
        if "api" in kinds:
            senders.append(ApiSender(server, ledger, number, api))
        if "route" in kinds:
            senders.append(RouteSender(server, ledger, number, api))
        if "mail" in kinds:
            senders.append(MailSender(server, ledger, number))
        if "chat" in kinds:
            senders.append(ChatSender(server, ledger, number))
    for sender in senders:
        sender.start()
    return senders


def wait_for_every_route(ledger: Ledger, seconds: float) -> list[str]:
    """Waits until each writer has left an item; names those that have not."""
    def missing() -> list[str]:
        with ledger.lock:
            done = {ledger.written_by.get(item) for item in ledger.acknowledged}
        return sorted({writer.__name__ for writer in ledger.order} - done)
    wait_until(lambda: not missing() or ledger.refused, seconds, step=0.5)
    return missing()


def stop_senders(senders: list[Sender], seconds: float = 60.0) -> list[str]:
    """Lets each finish its item; names those that could not."""
    for sender in senders:
        sender.stopping.set()
    end = time.monotonic() + seconds
    for sender in senders:
        sender.join(max(0.1, end - time.monotonic()))
    stuck = [sender.name for sender in senders if sender.is_alive()]
    for sender in senders:
        sender.hang_up()
    return stuck


def found_items(api: Api) -> collections.Counter:
    """How often each item stands in a comment or in the place of its kind; items are one a comment."""
    found: collections.Counter = collections.Counter()
    api.close()  # the server closes what was idle during the run
    tickets = api.tickets()
    find_elsewhere(api, tickets, found)
    for ticket in tickets:
        try:
            comments = api.comments(ticket["id"])
        except RuntimeError as gone:
            if " 404 " not in str(gone):
                raise
            continue  # a job took it to the bin since the list was read
        for comment in comments:
            for word in (comment.get("plain_body") or comment["body"]).split():
                if word.startswith("item-"):
                    found[word] += 1
    return +found  # an item that was looked for in vain has a count of 0


class Verdict:
    def __init__(self, ledger: Ledger, found: collections.Counter):
        self.acknowledged = len(ledger.acknowledged)
        self.lost = sorted(ledger.acknowledged - set(found))
        self.doubled = sorted(item for item, times in found.items() if times > 1)
        self.unknown = sorted(set(found) - ledger.sent)
        self.refused = [f"{ledger.written_by.get(refusal.split(':')[0], '')} {refusal}" for refusal in ledger.refused]
        self.written_by = ledger.written_by

    def clean(self) -> bool:
        return not (self.lost or self.doubled or self.unknown or self.refused)

    def __str__(self) -> str:
        return (f"{self.acknowledged} acknowledged, {len(self.lost)} lost, {len(self.doubled)} doubled, "
                f"{len(self.unknown)} from nowhere, {len(self.refused)} refused")

    def examples(self) -> str:
        rows = [("lost", self.lost), ("doubled", self.doubled), ("from nowhere", self.unknown),
                ("refused", self.refused)]
        return "\n".join(f"{name}: {item} {self.written_by.get(item, '')}".rstrip() for name, items in rows for item in items[:5])


def settle_and_judge(api: Api, ledger: Ledger, seconds: float = 400.0) -> Verdict:
    """Waits until what was accepted has been worked through (mail intake is a job, the job of a killed process is taken
    up again when its lease of two minutes ends, and PostgreSQL looks long for the next of thousands of mails from one
    sender), then judges."""
    def arrived() -> bool:
        return set(found_items(api)) >= ledger.acknowledged
    wait_until(arrived, seconds, step=2)
    return Verdict(ledger, found_items(api))
