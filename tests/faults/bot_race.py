#!/usr/bin/env python3
"""The race of the bot and a person (C11), from outside: in each of N conversations the customer writes, which calls the bot,
while an agent answers at the same moment. No word of the bot may come after the agent's.

usage: bot_race.py [--pairs N] [--engine sqlite|postgres|both]
"""
import argparse
import os
import queue
import sys
import threading
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from rig.chat import Visitor  # noqa: E402
from rig.postgres import Cluster  # noqa: E402
from rig.server import Server, Settings, wait_until  # noqa: E402

EACH = 10      # conversations of one socket: two messages each stay within its limit
AGENTS = 4


def begin(server, pairs):
    """Conversations in which the bot has the word: (visitor, name on the wire, words that name the pair)."""
    out = []
    for start in range(0, pairs, EACH):
        visitor = Visitor(server.port)
        for number in range(start, min(start + EACH, pairs)):
            out.append((visitor, visitor.send(f"pair {number} stands still")["conv"], f"pair {number} stands still"))
    return out


def tickets_by_subject(api, pairs):
    out, page = {}, 1
    while len(out) < pairs:
        rows = api.get(f"/api/v2/tickets?per_page=100&page={page}").json["tickets"]
        if not rows:
            break
        out |= {row["subject"]: row["id"] for row in rows}
        page += 1
    return out


def roles(api, ticket):
    timeline = api.get(f"/api/v2/console/tickets/{ticket}").json["timeline"]
    return [entry["author_role"] for entry in timeline if entry.get("public") and "author_role" in entry]


def race(server, api, talks, ids):
    """Both at once: customers' second messages in one thread a socket's worth, agents' answers in AGENTS threads."""
    gate = threading.Barrier(AGENTS + 1)
    work: queue.Queue = queue.Queue()
    for _, _, words in talks:
        work.put(ids[words])

    def agent():
        gate.wait()
        while True:
            try:
                ticket = work.get_nowait()
            except queue.Empty:
                return
            answer = api.request("PUT", f"/api/v2/tickets/{ticket}", {"ticket": {"comment": {"body": "Sara here."}}})
            assert answer.status == 200, answer

    threads = [threading.Thread(target=agent) for _ in range(AGENTS)]
    for thread in threads:
        thread.start()
    gate.wait()
    for visitor, conv, _ in talks:
        visitor.send("and now?", conv)
    for thread in threads:
        thread.join()


def run(engine: str, pairs: int) -> int:
    Settings.engine = engine
    server = Server().start()
    try:
        api = server.add_admin()
        questions = [{"en": f"Question {n}?"} for n in range(1, 4)]
        made = api.post("/api/v2/bot_settings", {"bot_setting": {"active": True, "channels": ["chat"], "questions": questions, "most_answers": 0}})
        assert made.status == 201, made
        began = time.monotonic()
        talks = begin(server, pairs)
        ids = tickets_by_subject(api, pairs)
        assert len(ids) == pairs, f"{len(ids)} tickets of {pairs}"
        race(server, api, talks, ids)
        # Rest: two looks at the end of the events that are the same.
        quiet = lambda: (lambda first: (time.sleep(1), first == [roles(api, ids[w]) for _, _, w in talks[-50:]])[1])([roles(api, ids[w]) for _, _, w in talks[-50:]])
        wait_until(quiet, 60)
        late = spoke = answered = 0
        for _, _, words in talks:
            said = roles(api, ids[words])
            first = said.index("admin") if "admin" in said else len(said)
            answered += "admin" in said
            late += said[first:].count("bot")
            spoke += said[1:].count("bot")
        for visitor in {id(each[0]): each[0] for each in talks}.values():
            visitor.close()
        print(f"{engine}: {pairs} pairs in {time.monotonic() - began:.1f} s; answered by a person {answered}, words of the bot {spoke}, after a person's {late}")
        return 0 if late == 0 and answered == pairs and spoke > 0 else 1
    finally:
        server.close()


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--pairs", type=int, default=1000)
    parser.add_argument("--engine", choices=("sqlite", "postgres", "both"), default="both")
    parser.add_argument("--binary", default=Settings.binary)
    options = parser.parse_args()
    Settings.binary = options.binary
    bad = 0
    for engine in ("sqlite", "postgres") if options.engine == "both" else (options.engine,):
        if engine == "postgres":
            Settings.postgres = Cluster()
        try:
            bad += run(engine, options.pairs)
        finally:
            if engine == "postgres":
                Settings.postgres.close()
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
