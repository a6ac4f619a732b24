#!/usr/bin/env python3
"""The race of the bot and a person (C11), from outside: in each of N conversations the customer writes, which calls the bot,
and an agent answers in the same moment. No word of the bot may come after the agent's.

usage: bot_race.py [--pairs N] [--engine sqlite|postgres|both] [--seed N] [--spread SECONDS] [--binary PATH]
"""
import argparse
import os
import queue
import random
import sys
import threading
import time
import uuid

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from rig.chat import Visitor  # noqa: E402
from rig.postgres import Cluster  # noqa: E402
from rig.server import Server, Settings, wait_until  # noqa: E402

EACH = 10      # conversations of one socket: two messages each stay within its limit
DRIVERS = 12


class Alive:
    """Tells the server of each visitor that they are still there: who is silent for a minute is hung up on."""

    def __init__(self):
        self.visitors, self.over = [], threading.Event()
        threading.Thread(target=self.run, daemon=True).start()

    def run(self):
        while not self.over.wait(20):
            for visitor in list(self.visitors):
                visitor.socket.send({"type": "ping"})


def begin(server, pairs, alive):
    """Conversations in which the bot has the word: (visitor, name on the wire, words that name the pair)."""
    out = []
    for start in range(0, pairs, EACH):
        visitor = Visitor(server.port)
        alive.visitors.append(visitor)
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


class Pace:
    """How long the agent waits after the customer's message, in seconds, so that either side wins about half: longer after a person was
    first, shorter after the bot was, whatever the machine's speed. Used by all drivers."""

    MOST = 30.0

    def __init__(self, seed, first):
        self.chance, self.mean, self.lock = random.Random(seed), first, threading.Lock()

    def wait(self) -> float:
        with self.lock:
            return self.mean * self.chance.uniform(-0.1, 2)

    def learn(self, bot_was_first: bool):
        with self.lock:
            self.mean = min(self.MOST, self.mean * (0.8 if bot_was_first else 1.25))


def race(api, talks, ids, seed, spread):
    """The customer's second message and the agent's answer, about as far apart as the bot takes; DRIVERS at the same time."""
    by_socket = {}
    for talk in talks:
        by_socket.setdefault(id(talk[0]), []).append(talk)
    work: queue.Queue = queue.Queue()
    for group in by_socket.values():
        work.put(group)
    pace = Pace(seed, spread)
    faults = []

    def drive():
        while True:
            try:
                group = work.get_nowait()
            except queue.Empty:
                return
            for visitor, conv, words in group:
                wait = pace.wait()
                said = threading.Timer(max(0, -wait), visitor.socket.send,
                                       [{"type": "send", "cid": str(uuid.uuid4()), "conv": conv, "text": "and now?"}])
                said.start()
                time.sleep(max(0, wait))
                answer = api.request("PUT", f"/api/v2/tickets/{ids[words]}", {"ticket": {"comment": {"body": "Sara here."}}})
                said.join()
                if answer.status != 200:
                    faults.append(answer)
                pace.learn(roles(api, ids[words]).count("bot") > 1)

    threads = [threading.Thread(target=drive) for _ in range(DRIVERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not faults, faults[0]


def at_rest(api, tickets) -> bool:
    """Nobody has said more within a second."""
    before = [roles(api, ticket) for ticket in tickets]
    time.sleep(1)
    return before == [roles(api, ticket) for ticket in tickets]


def run(engine: str, pairs: int, seed: int, spread: float) -> int:
    Settings.engine = engine
    server = Server().start()
    alive = Alive()
    try:
        api = server.add_admin()
        questions = [{"en": f"Question {n}?"} for n in range(1, 4)]
        made = api.post("/api/v2/bot_settings", {"bot_setting": {"active": True, "channels": ["chat"], "questions": questions, "most_answers": 0}})
        assert made.status == 201, made
        began = time.monotonic()
        talks = begin(server, pairs, alive)
        api.close()  # it has been idle; the next question has a line of its own
        ids = tickets_by_subject(api, pairs)
        assert len(ids) == pairs, f"{len(ids)} tickets of {pairs}"
        race(api, talks, ids, seed, spread)
        wait_until(lambda: at_rest(api, [ids[words] for _, _, words in talks[-30:]]), 60)
        late = spoke = answered = 0
        for _, _, words in talks:
            said = roles(api, ids[words])
            first = said.index("admin") if "admin" in said else len(said)
            answered += "admin" in said
            late += said[first:].count("bot")
            spoke += said.count("bot") > 1
        for visitor in {id(each[0]): each[0] for each in talks}.values():
            visitor.close()
        print(f"{engine}: {pairs} pairs in {time.monotonic() - began:.1f} s; answered by a person {answered}, the bot was first {spoke} times, the person {pairs - spoke}; words of the bot after a person's {late}")
        # Either side must have won some, or nothing raced.
        return 0 if late == 0 and answered == pairs and 0 < spoke < pairs else 1
    finally:
        alive.over.set()
        server.close()


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--pairs", type=int, default=1000)
    parser.add_argument("--engine", choices=("sqlite", "postgres", "both"), default="both")
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--spread", type=float, default=0.08, help="seconds between message and answer, at first")
    parser.add_argument("--binary", default=Settings.binary)
    options = parser.parse_args()
    Settings.binary = options.binary
    bad = 0
    engines = ("sqlite", "postgres") if options.engine == "both" else (options.engine,)
    for engine in engines:
        if engine == "postgres":
            Settings.postgres = Cluster()
        try:
            bad += run(engine, options.pairs, options.seed, options.spread)
        finally:
            if engine == "postgres":
                Settings.postgres.close()
    print(f"{len(engines) - bad} passed, {bad} failed")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
