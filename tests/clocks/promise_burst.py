#!/usr/bin/env python3
"""Many promises and as many clocks fall due within a minute: each promise is missed once and each clock rings once, within a
minute of its time; a kill -9 in the middle changes nothing. The promises are reminded of and drafted for once, too.

usage: promise_burst.py [--promises N] [--ahead SECONDS] [--engine sqlite|postgres] [--binary PATH] [--no-kill]
"""
import argparse
import os
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timezone

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path.insert(0, os.path.join(ROOT, "tests"))
sys.path.insert(0, os.path.join(ROOT, "tests", "clocks"))

from burst import breaches, make_tickets  # noqa: E402
from rig.api import Api  # noqa: E402
from rig.server import Server, Settings, wait_until  # noqa: E402

LATEST = 60.0  # seconds after its time
HANDS = 8      # that promise at the same time


def seconds_of(stamp: str) -> float:
    return datetime.fromisoformat(stamp).timestamp()


def promise_all(api, tickets: list[int], due: float) -> dict[int, float]:
    """One for each ticket, spread over the minute from `due` on, made by several people at a time; when each is due."""
    def stamp_of(index: int) -> str:
        return datetime.fromtimestamp(int(due + 60 * index / len(tickets)), timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")

    def promise(share: range) -> None:
        own = Api(api.host, api.port, api.email, api.token)
        for index in share:
            answer = own.post(f"/api/v2/tickets/{tickets[index]}/promises", {"promise": {"due_at": stamp_of(index)}})
            if answer.status != 201:
                raise RuntimeError(f"promise: {answer!r}")
        own.close()

    with ThreadPoolExecutor(HANDS) as pool:
        list(pool.map(promise, [range(hand, len(tickets), HANDS) for hand in range(HANDS)]))
    return {ticket: seconds_of(stamp_of(index)) for index, ticket in enumerate(tickets)}


def clock_for_all(api, seconds: int) -> None:
    policy = {"title": "Burst", "filter": {"all": [], "any": []}, "policy_metrics": [
        {"priority": "normal", "metric": "first_reply_time", "target_in_seconds": seconds, "business_hours": False}]}
    answer = api.post("/api/v2/slas/policies", {"sla_policy": policy})
    if answer.status != 201:
        raise RuntimeError(f"policy: {answer!r}")


def count_missed(api) -> int:
    return api.get("/api/v2/promises?state=missed&per_page=1").json["count"]


def told(api, tickets) -> tuple[Counter, float]:
    """What the history of each promise says: how often a thing was told twice or not at all, and the latest miss in seconds."""
    found, latest = Counter(), 0.0
    for ticket, due in tickets.items():
        history = api.get(f"/api/v2/tickets/{ticket}/promises").json["history"]
        counted = Counter(change["what"] for change in history)
        found["twice"] += any(count > 1 for count in counted.values())
        found["missing"] += counted["missed"] == 0
        for change in history:
            if change["what"] == "missed":
                latest = max(latest, seconds_of(change["at"]) - due)
    return found, latest


def main() -> int:
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--promises", type=int, default=5000, help="and as many clocks")
    parser.add_argument("--ahead", type=int, default=0, help="seconds from the first ticket to the first that is due")
    parser.add_argument("--engine", choices=("sqlite", "postgres"), default="sqlite")
    parser.add_argument("--binary", default=Settings.binary)
    parser.add_argument("--no-kill", action="store_true")
    options = parser.parse_args()
    Settings.binary, Settings.engine = os.path.abspath(options.binary), options.engine
    Settings.slow = 4 if "asan" in Settings.binary else 1
    ahead = options.ahead or 30 + options.promises * Settings.slow // (50 if options.engine == "sqlite" else 12)
    if options.engine == "postgres":
        from rig.postgres import Cluster
        Settings.postgres = Cluster()
    server = Server().start()
    try:
        api = server.add_admin()
        clock_for_all(api, ahead)
        began = time.time()
        make_tickets(api, options.promises)
        made = time.time() - began
        tickets = [ticket["id"] for ticket in api.each("/api/v2/tickets", "tickets")]
        # The first clock and the first promise are due with each other.
        dues = promise_all(api, tickets, began + ahead)
        if time.time() > began + ahead:
            raise RuntimeError(f"not all were there in {ahead} s; raise --ahead")
        last = began + ahead + max(60, made)
        kills = 0
        if not options.no_kill:
            # In the middle of the clocks, then in the middle of the promises.
            for moment in sorted((began + ahead + made / 2, began + ahead + 30)):
                wait_until(lambda: time.time() > moment, last, 0.05)
                server.kill()
                api.close()
                server.start()
                kills += 1
        done = wait_until(lambda: count_missed(api) >= len(dues) and len(breaches(api)) >= len(dues),
                          max(1.0, last + LATEST * Settings.slow - time.time()), 1.0)
        late = time.time() - last
        time.sleep(2)
        rung = Counter(event["ticket_id"] for event in breaches(api))
        found, latest = told(api, dues)
        twice = found["twice"] + sum(count > 1 for count in rung.values())
        missing = found["missing"] + len(dues) - len(rung)
        print(f"{options.engine}: {len(dues)} promises and {len(dues)} clocks due within {max(60, made):.0f} s, all told "
              f"{max(0.0, late):.1f} s after the last was due, the latest promise {latest:.1f} s after its time; missing {missing}, "
              f"twice {twice}; {kills} kill -9 between")
        good = bool(done) and missing == 0 and twice == 0 and latest < LATEST * Settings.slow
        print(f"{int(good)} passed, {int(not good)} failed")
        return 0 if good else 1
    finally:
        server.close()
        if Settings.postgres:
            Settings.postgres.close()


if __name__ == "__main__":
    sys.exit(main())
