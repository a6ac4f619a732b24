#!/usr/bin/env python3
"""Many clocks fall due within a minute: each must ring, once, and in that minute; a kill -9 in the middle changes nothing.

usage: burst.py [--clocks N] [--engine sqlite|postgres] [--binary PATH]
"""
import argparse
import os
import sys
import time
from collections import Counter

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path.insert(0, os.path.join(ROOT, "tests"))

from rig.server import Server, Settings, wait_until  # noqa: E402

LATEST = 60.0  # seconds after the last clock fell due


def breaches(api) -> list[dict]:
    found, start = [], 0
    while True:
        page = api.get(f"/api/v2/incremental/ticket_metric_events?start_time={start}").json
        found += [event for event in page["ticket_metric_events"] if event["type"] == "breach"]
        if page["end_of_stream"]:
            return found
        start = page["end_time"]


def make_tickets(api, count: int) -> None:
    jobs = []
    for first in range(0, count, 100):
        tickets = [{"subject": f"Pump {first + i}", "comment": {"body": "It is silent"}, "priority": "normal",
                    "requester": {"name": "Rina Akter", "email": "rina@meghna.example"}} for i in range(min(100, count - first))]
        answer = api.post("/api/v2/tickets/create_many", {"tickets": tickets})
        if answer.status != 200:
            raise RuntimeError(f"create_many: {answer!r}")
        jobs.append(answer.json["job_status"]["id"])
    for job in jobs:
        done = wait_until(lambda: api.get(f"/api/v2/job_statuses/{job}").json["job_status"]["status"] == "completed", 600, 0.2)
        if not done:
            raise RuntimeError(f"job {job} does not end")


def main() -> int:
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--clocks", type=int, default=5000)
    parser.add_argument("--seconds", type=int, default=45, help="from creation to the target")
    parser.add_argument("--engine", choices=("sqlite", "postgres"), default="sqlite")
    parser.add_argument("--binary", default=Settings.binary)
    options = parser.parse_args()
    Settings.binary, Settings.engine = os.path.abspath(options.binary), options.engine
    Settings.slow = 4 if "asan" in Settings.binary else 1
    if options.engine == "postgres":
        from rig.postgres import Cluster
        Settings.postgres = Cluster()
    server = Server().start()
    try:
        api = server.add_admin()
        policy = {"title": "Burst", "filter": {"all": [], "any": []}, "policy_metrics": [
            {"priority": "normal", "metric": "first_reply_time", "target_in_seconds": options.seconds, "business_hours": False}]}
        answer = api.post("/api/v2/slas/policies", {"sla_policy": policy})
        if answer.status != 201:
            raise RuntimeError(f"policy: {answer!r}")
        began = time.time()
        make_tickets(api, options.clocks)
        made = time.time()
        # The first have rung, the last not yet: a crash in the middle.
        wait_until(lambda: time.time() > began + options.seconds + 2, options.seconds + 60, 0.1)
        server.kill()
        api.close()
        server.start()
        end = made + options.seconds + LATEST * Settings.slow
        rung = wait_until(lambda: len(breaches(api)) >= options.clocks, max(1.0, end - time.time()), 0.5)
        late = time.time() - (made + options.seconds)
        time.sleep(1)
        counts = Counter(event["ticket_id"] for event in breaches(api))
        twice = sum(1 for count in counts.values() if count != 1)
        print(f"{options.engine}: {options.clocks} clocks, made in {made - began:.1f} s, due within as long; all told "
              f"{late:.1f} s after the last was due; missing {options.clocks - len(counts)}, twice {twice}; one kill -9 between")
        good = bool(rung) and len(counts) == options.clocks and twice == 0
        print(f"{int(good)} passed, {int(not good)} failed")
        return 0 if good else 1
    finally:
        server.close()
        if Settings.postgres:
            Settings.postgres.close()


if __name__ == "__main__":
    sys.exit(main())
