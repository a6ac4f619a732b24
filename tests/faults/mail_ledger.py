#!/usr/bin/env python3
"""Real mail servers in front of the program, which is killed while mails stream in; every mail must become a ticket or a
comment exactly once. By IMAP: Dovecot's mailbox is filled, Dovecot is restarted too, and loses its numbers (UIDVALIDITY).
By LMTP: Postfix takes the mails and its queue delivers them. With --power the program's disk loses its power instead.

usage: mail_ledger.py --control | [--way imap|lmtp|both] [--mails N] [--kills N] [--restarts N] [--power ext4|xfs] [--seed N]
"""
import argparse
import collections
import os
import random
import smtplib
import subprocess
import sys
import threading
import time

from ledger import Server, Settings, wait_until
from power_cut import Disk, integrity
from power_cut import lacking as no_disk
from rig.letters import as_sent, letter
from rig.peers import Dovecot, Postfix
from rig.peers import lacking as no_peers
from rig.server import free_port

DESK = {"lmtp": "support@sahay.example", "imap": "help@imap.example"}
THREAD = 5  # mails of one customer: the first opens a ticket, the others answer to it


class Stream(threading.Thread):
    """Hands mails to the mail server one after the other; what it does not acknowledge is handed in again."""

    def __init__(self, way: str, mails: int, port: int):
        super().__init__(daemon=True)
        self.way, self.mails, self.port = way, mails, port
        self.handed = 0
        self.skips = self.doubles = -1  # of the control
        self.repeated = 0
        self.connection = None
        self.pause = 0.0

    @staticmethod
    def item(number: int) -> str:
        return f"item-{number:06d}"

    def message(self, number: int) -> bytes:
        first = number - number % THREAD
        sender = f"customer{first // THREAD % 400}@customer.example"
        headers = {} if number == first else {"In_Reply_To": f"<{self.item(first)}@customer.example>",
                                              "References": f"<{self.item(first)}@customer.example>"}
        mail = letter(sender, DESK[self.way], f"Thread {first}", f"{self.item(number)}\n\nThe pump leaks, message {number}.",
                      Message_ID=f"<{self.item(number)}@customer.example>", **headers)
        return as_sent(mail)

    def run(self) -> None:
        while self.handed < self.mails:
            try:
                if self.connection is None:
                    kind = smtplib.LMTP if self.way == "imap" else smtplib.SMTP
                    self.connection = kind("127.0.0.1", self.port, local_hostname="mta.example")
                    self.connection.sock.settimeout(60)
                if self.handed != self.skips:
                    self.connection.sendmail("envelope@customer.example", [DESK[self.way]], self.message(self.handed))
                if self.handed == self.doubles:  # the same words as another mail
                    again = self.message(self.handed).replace(b"Message-ID: <item", b"Message-ID: <again", 1)
                    self.connection.sendmail("envelope@customer.example", [DESK[self.way]], again)
                self.handed += 1
                if self.pause:
                    time.sleep(self.pause)
            except (OSError, smtplib.SMTPException):
                self.repeated += 1
                if self.connection:
                    self.connection.close()
                self.connection = None
                time.sleep(0.1)


def config_of(way: str, dovecot: Dovecot | None) -> str:
    if way == "lmtp":
        return f'[mail]\naddress = "{DESK[way]}"\n'
    return f"""
[mail]
address = "{DESK[way]}"
[[imap]]
url = "imap+plain://{DESK[way]}@127.0.0.1:{dovecot.imap_port}"
password_file = "{dovecot.password_file()}"
"""


def found(api) -> collections.Counter:
    seen: collections.Counter = collections.Counter()
    for ticket in api.tickets():
        for comment in api.comments(ticket["id"]):
            # Only its own first word counts: an answer may quote.
            word = comment["plain_body"].split()[:1]
            seen.update(word)
    return seen


class Run:
    def __init__(self, options):
        self.options = options
        self.moments = random.Random(options.seed)
        self.disk = Disk(options.power) if options.power else None
        self.dovecot = Dovecot() if options.way == "imap" else None
        self.server = Server(config=config_of(options.way, self.dovecot))
        self.postfix = Postfix(self.server.lmtp_port) if options.way == "lmtp" else None
        self.slowest = 0.0
        self.patience = 300 + options.mails / 20  # seconds until everything has been worked through
        self.lost: list[str] = []
        self.doubled: list[str] = []

    def __enter__(self) -> "Run":
        if self.disk:
            self.disk.make()
            self.server.data = os.path.join(self.disk.mounted_at, "data")
        self.server.start()
        self.api = self.server.add_admin()
        subprocess.run(["sync"], check=True)
        self.stream = Stream(self.options.way, self.options.mails, self.postfix.port if self.postfix else self.dovecot.lmtp_port)
        return self

    def __exit__(self, *_) -> None:
        self.server.kill()
        self.server.close()
        for peer in (self.postfix, self.dovecot):
            if peer:
                peer.close()
        if self.disk:
            self.disk.__exit__()

    def crash(self) -> str:
        if not self.disk:
            self.server.kill()
            return "ok"
        self.server.freeze()
        self.disk.cut()
        self.server.kill()
        self.disk.unmount()
        self.disk.mount()
        return integrity(self.server.data)

    def restart_dovecot(self, number: int) -> None:
        # Every second time, and always the last: the mailbox is numbered anew.
        self.dovecot.stop()
        anew = number % 2 == 1 or number + 1 == self.options.restarts
        if anew:
            self.dovecot.renumber(DESK["imap"].partition("@")[0])
        self.dovecot.start()
        print(f"  dovecot restarted{' with another UIDVALIDITY' if anew else ''} after {self.stream.handed} mails", flush=True)

    def events(self) -> list[tuple[int, str]]:
        """What happens after how many mails, spread over the whole stream."""
        kills = [int((n + self.moments.random()) * self.options.mails / self.options.kills) for n in range(self.options.kills)]
        restarts = [int((n + self.moments.random()) * self.options.mails / self.options.restarts)
                    for n in range(self.options.restarts)] if self.dovecot else []
        return sorted([(at, "crash") for at in kills] + [(at, "dovecot") for at in restarts])

    def go(self) -> bool:
        start = time.monotonic()
        self.stream.start()
        restarts = crashes = 0
        for at, what in self.events():
            wait_until(lambda at=at: self.stream.handed >= at, 3600)
            time.sleep(self.moments.uniform(0.0, 0.3))
            if what == "dovecot":
                self.restart_dovecot(restarts)
                restarts += 1
                continue
            state = self.crash()
            crashes += 1
            begin = time.monotonic()
            if state != "ok":
                print(f"database after crash {crashes}: {state}")
                return False
            self.server.start()
            self.slowest = max(self.slowest, time.monotonic() - begin)
        self.stream.join(3600)
        handed_after = time.monotonic() - start
        return self.judge(crashes, restarts, handed_after)

    def judge(self, crashes: int, restarts: int, seconds: float) -> bool:
        wanted = {Stream.item(number) for number in range(self.options.mails)}
        seen: collections.Counter = collections.Counter()

        def arrived() -> bool:
            nonlocal seen
            seen = found(self.api)
            return wanted <= set(seen)
        begin = time.monotonic()
        wait_until(arrived, self.patience, step=3)
        time.sleep(5)  # a second copy would come late
        seen = found(self.api)
        self.lost = lost = sorted(wanted - set(seen))
        self.doubled = doubled = sorted(item for item, times in seen.items() if times > 1)
        strange = sorted(set(seen) - wanted)
        held = self.api.get("/api/v2/suspended_tickets").json.get("count", 0)
        what = "power cuts" if self.disk else "kills"
        print(f"{self.options.way}{' on ' + self.options.power if self.disk else ''}: {self.options.mails} mails, {crashes} {what}"
              f"{f', {restarts} restarts of Dovecot' if self.dovecot else ''} (seed {self.options.seed}): "
              f"{len(wanted) - len(lost)} acknowledged and found, {len(lost)} lost, {len(doubled)} doubled, {len(strange)} from nowhere, {held} held; "
              f"{self.stream.repeated} hand-overs repeated, all in after {seconds:.0f} s and {time.monotonic() - begin:.0f} s, slowest start {self.slowest:.2f} s",
              flush=True)
        for name, items in (("lost", lost), ("doubled", doubled), ("from nowhere", strange)):
            for item in items[:5]:
                print(f"{name}: {item}")
        if lost or doubled or strange:
            print(self.server.log_tail(20))
        return not (lost or doubled or strange) and crashes > 0


def control(options) -> bool:
    """One mail is never handed in, one comes twice: a rig that calls that clean proves nothing."""
    options.way, options.mails, options.kills = "lmtp", 20, 1
    with Run(options) as run:
        run.stream.skips, run.stream.doubles = 7, 12
        run.patience = 10
        noticed = not run.go() and run.lost == [Stream.item(7)] and run.doubled == [Stream.item(12)]
    print(f"control: one mail kept back and one doubled, {'noticed' if noticed else 'NOT noticed'}")
    return noticed


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--control", action="store_true")
    parser.add_argument("--way", choices=("imap", "lmtp", "both"), default="both")
    parser.add_argument("--mails", type=int, default=300)
    parser.add_argument("--kills", type=int, default=3)
    parser.add_argument("--restarts", type=int, default=1)
    parser.add_argument("--power", choices=("", "ext4", "xfs"), default="")
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--binary", default=Settings.binary)
    options = parser.parse_args()
    Settings.binary = os.path.abspath(options.binary)
    reason = no_peers() or (no_disk() if options.power else "")
    if reason:
        print(f"skipped: mail ledger: {reason}\n0 passed, 0 failed, 1 skipped")
        return 0
    results = []
    if options.control:
        results.append(control(options))
    else:
        for options.way in ("imap", "lmtp") if options.way == "both" else (options.way,):
            with Run(options) as run:
                results.append(run.go())
    print(f"{sum(results)} passed, {len(results) - sum(results)} failed")
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
