#!/usr/bin/env python3
"""Many promises fall due within a minute: each is reminded, drafted for and missed once, and within that minute of its time; a
kill -9 in the middle changes nothing.

usage: promise_burst.py [--promises N] [--engine sqlite|postgres] [--binary PATH] [--no-kill]
"""
import argparse
import os
import sys
import time
from collections import Counter
from datetime import datetime, timedelta, timezone

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path.insert(0, os.path.join(ROOT, "tests"))
sys.path.insert(0, os.path.join(ROOT, "tests", "clocks"))

from burst import make_tickets  # noqa: E402
from rig.server import Server, Settings, wait_until  # noqa: E402

LATEST = 60.0  # seconds after the last promise fell due


def promises(api) -> list[dict]:
    return list(api.each("/api/v2/promises", "promises"))


def changes(api, ticket: int) -> list[str]:
    return [change["what"] for change in api.get(f"/api/v2/tickets/{ticket}/promises").json["history"]]


def promise_all(api, tickets: list[int], due: datetime) -> None:
    for index, ticket in enumerate(tickets):
        at = due + timedelta(seconds=60 * index // max(1, len(tickets)))
        answer = api.post(f"/api/v2/tickets/{ticket}/promises", {"promise": {"due_at": at.strftime("%Y-%m-%dT%H:%M:%SZ")}})
        if answer.status != 201:
            raise RuntimeError(f"promise: {answer!r}")


def main() -> int:
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--promises", type=int, default=5000)
    parser.add_argument("--ahead", type=int, default=90, help="seconds from the last promise made to the first that is due")
    parser.add_argument("--engine", choices=("sqlite", "postgres"), default="sqlite")
    parser.add_argument("--binary", default=Settings.binary)
    parser.add_argument("--no-kill", action="store_true")
    options = parser.parse_args()
    Settings.binary, Settings.engine = os.path.abspath(options.binary), options.engine
    Settings.slow = 4 if "asan" in Settings.binary else 1
    if options.engine == "postgres":
        from rig.postgres import Cluster
        Settings.postgres = Cluster()
    server = Server().start()
    try:
        api = server.add_admin()
        make_tickets(api, options.promises)
        tickets = [ticket["id"] for ticket in api.each("/api/v2/tickets", "tickets")][:options.promises]
        # Making them takes a while: none may be due before all are there.
        began = time.time()
        promise_all(api, tickets[:50], datetime.now(timezone.utc) + timedelta(hours=1))
        rate = 50 / (time.time() - began)
        due = datetime.now(timezone.utc) + timedelta(seconds=options.ahead + len(tickets) / rate * 1.5)
        promise_all(api, tickets[50:], due)
        wanted = len(tickets) - 50
        last = due.timestamp() + 60
        if time.time() > due.timestamp():
            raise RuntimeError("the promises were not made in time; raise --ahead")
        missed = lambda: [each for each in promises(api) if each["state"] == "missed"]
        if not options.no_kill:
            # Half have fallen due: a crash in the middle.
            wait_until(lambda: time.time() > due.timestamp() + 30, last, 0.1)
            server.kill()
            api.close()
            server.start()
        cpu = server.cpu_seconds()
        done = wait_until(lambda: len(missed()) >= wanted, max(1.0, last + LATEST * Settings.slow - time.time()), 1.0)
        late = time.time() - last
        cpu = server.cpu_seconds() - cpu
        time.sleep(1)
        found = missed()
        history = Counter()
        for ticket in tickets[50:]:
            counted = Counter(changes(api, ticket))
            history["missing"] += counted["missed"] == 0
            history["twice"] += any(count > 1 for count in counted.values())
        print(f"{options.engine}: {wanted} promises due within 60 s, all told {max(0.0, late):.1f} s after the last was due, "
              f"{cpu:.1f} s of processor time; missing {history['missing']}, twice {history['twice']}; "
              f"{'no kill' if options.no_kill else 'one kill -9 between'}")
        good = bool(done) and len(found) == wanted and history["twice"] == 0 and history["missing"] == 0
        print(f"{int(good)} passed, {int(not good)} failed")
        return 0 if good else 1
    finally:
        server.close()
        if Settings.postgres:
            Settings.postgres.close()


if __name__ == "__main__":
    sys.exit(main())
