#!/usr/bin/env python3
"""Makes a large desk on each engine, measures what people wait for, and writes docs/proofs/scale.md.

usage: scale.py [--sqlite TICKETS] [--postgres TICKETS] [--keep FOLDER] [--seconds N] [--no-page]
       1,000,000 and 200,000 tickets with five comments each by default; 0 leaves an engine out.
       --keep: where the desk of SQLite lies and stays; one that is there already is used again.
       --seconds: how long each load runs, once with one client and once with eight; 4 by default.
"""
import argparse
import os
import re
import subprocess
import sys
import time
import urllib.parse

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
sys.path[:0] = [os.path.join(ROOT, "tests"), os.path.join(ROOT, "tools"), HERE]

from load.wrk import Load  # noqa: E402
from proof_page import write_page  # noqa: E402
from rig.postgres import Cluster  # noqa: E402
from rig.server import Server, Settings  # noqa: E402

COMMENTS = 5  # of one ticket, on the average
LANGUAGES = ("en", "ru", "bn")
# Ten views over everything that people filter by; each is counted as the console does it.
VIEWS = [
    ("All unsolved", [("status", "less_than", "solved")]),
    ("New", [("status", "is", "new")]),
    ("Pending", [("status", "is", "pending")]),
    ("Unassigned", [("status", "less_than", "solved"), ("assignee_id", "is", "")]),
    ("Urgent", [("status", "less_than", "solved"), ("priority", "is", "urgent")]),
    ("One team", [("status", "less_than", "solved"), ("group_id", "is", "3")]),
    ("Solved", [("status", "is", "solved")]),
    ("Closed", [("status", "is", "closed")]),
    ("Incidents", [("type", "is", "incident"), ("status", "less_than", "closed")]),
    ("A topic", [("current_tags", "includes", "topic_7"), ("status", "less_than", "closed")]),
]


def cpu_of_children() -> float:
    times = os.times()
    return times.children_user + times.children_system


def mistyped(word: str) -> str:
    """Its second and third letter swapped."""
    return word[0] + word[2] + word[1] + word[3:]


class Rig:
    def __init__(self, engine: str, tickets: int, keep: str, seconds: int):
        self.engine, self.tickets, self.seconds = engine, tickets, seconds
        Settings.engine = engine
        self.server = Server(folder=keep or None)
        os.makedirs(self.server.folder, exist_ok=True)
        self.rows: list[str] = []
        self.words: list[list[str]] = []

    def row(self, name: str, figure: str, expected: str = "") -> None:
        self.rows.append(f"| {name} | {figure} | {expected} |")
        print(f"  {name:<46} {figure:<60} {expected}", flush=True)

    def size(self) -> int:
        if self.engine == "postgres":
            return int(self.ask("select pg_database_size(current_database())"))
        return sum(os.path.getsize(os.path.join(self.server.data, name)) for name in ("sahay.db", "sahay.db-wal")
                   if os.path.exists(os.path.join(self.server.data, name)))

    def ask(self, sql: str) -> str:
        """One value straight from the database."""
        if self.engine == "postgres":
            return subprocess.run(["psql", "-XAtc", sql, self.server.database_url], capture_output=True, text=True, check=True).stdout.strip()
        import sqlite3
        with sqlite3.connect(f"file:{self.server.data}/sahay.db?mode=ro", uri=True) as database:
            return str(database.execute(sql).fetchone()[0])

    def make(self) -> None:
        note = os.path.join(self.server.folder, "made.txt")
        if not os.path.exists(note):
            begin, before = time.monotonic(), cpu_of_children()
            done = subprocess.run([Settings.binary, "demo", "--data", self.server.data, "--config", self.server.config_path, "--tickets",
                                   str(self.tickets), "--comments", str(self.tickets * COMMENTS)], stdout=subprocess.PIPE, text=True)
            if done.returncode != 0:
                raise RuntimeError("sahay demo failed")
            with open(note, "w", encoding="utf-8") as file:
                file.write(f"seconds: {time.monotonic() - begin:.0f}\ncpu: {cpu_of_children() - before:.0f}\n{done.stdout}")
        with open(note, encoding="utf-8") as file:
            text = file.read()
        seconds, cpu = (int(re.search(name + r": (\d+)", text).group(1)) for name in ("seconds", "cpu"))
        made = re.search(r"(\d+) tickets with (\d+) comments were made; (\d+) bytes", text)
        self.words = [line.split()[1:] for line in text.splitlines() if line.startswith("words:")]
        comments, letters = int(made.group(2)), int(made.group(3))
        blob = "sum(length(data))" if self.engine == "sqlite" else "sum(octet_length(data))"
        index = int(self.ask(f"select {blob} from search_blocks")) + int(self.ask("select sum(length(word) + length(stem) + 24) from search_words"))
        tickets = int(made.group(1))
        self.row("making it", f"{cpu // 60} min {cpu % 60} s CPU ({cpu / tickets * 1000:.2f} ms a ticket); {tickets:,} tickets, {comments:,} comments in "
                 f"{seconds // 60} min {seconds % 60} s", "under 30 min")
        self.row("on disk", f"{self.size() / 1e9:.2f} GB; text {letters / 1e9:.2f} GB; word index {index / letters:.2f} of the text", "index at most 1.5")

    def load(self, name: str, path: str, expected: str, script: str = "read.lua", **more) -> float:
        """The CPU of eight clients' requests and their rate, then p50 and p99 of one."""
        alone = Load(script, self.server.base, self.api, 1, seconds=self.seconds, path=path, **more)
        cpu = self.server.cpu_seconds()
        busy = Load(script, self.server.base, self.api, 8, seconds=self.seconds, path=path, **more)
        cost = (self.server.cpu_seconds() - cpu) / busy.requests * 1000
        self.row(name, f"{cost:.3f} ms CPU; p50 {alone.p50_ms:.2f} ms, p99 {alone.p99_ms:.2f} ms; 8 clients {busy.rate:,.0f}/s{alone.problems}{busy.problems}", expected)
        return cost

    def start(self) -> None:
        begin = time.monotonic()
        self.server.start(ready_seconds=60)
        self.row("start to ready", f"{(time.monotonic() - begin) * 1000:.0f} ms")
        self.api = self.server.add_admin("bench@sahay.example", "Bench")

    def empty_create(self) -> float:
        empty = Server()
        try:
            empty.start()
            self.server, kept = empty, self.server
            self.api = empty.add_admin()
            return self.load("create in an empty desk", "", "", script="create.lua")
        finally:
            self.server = kept
            empty.close()

    def measure(self) -> None:
        before = self.empty_create()
        self.make()
        self.start()
        n = self.tickets
        fast = "p50 at most 5 ms"
        self.load("view of 50, everything, newest first", "/api/v2/console/tickets?view=all&limit=50", fast)
        self.load("view of 50, open of one team", "/api/v2/console/tickets?view=group:3&limit=50", fast)
        self.load("API list of 50", "/api/v2/tickets?page[size]=50", fast)
        self.load("API page 1,000 by number", "/api/v2/tickets?page=1000&per_page=50", "")
        self.load("ticket detail, any", "/api/v2/console/tickets/{id}", fast, ids=n)
        self.load("ticket detail, of the newest 1,000", "/api/v2/console/tickets/{id}", fast, ids=n, first=n - 1000)
        self.load("API ticket", "/api/v2/tickets/{id}", fast, ids=n)
        ids = []
        for title, conditions in VIEWS:
            made = self.api.post("/api/v2/views", {"view": {"title": title, "all": [
                {"field": field, "operator": operator, "value": value} for field, operator, value in conditions]}})
            if made.status != 201:
                raise RuntimeError(f"view {title}: {made!r}")
            ids.append(str(made.json["view"]["id"]))
        self.load("count of ten views", "/api/v2/views/count_many?ids=" + ",".join(ids), "")
        self.load("view of 50 by tag and status", f"/api/v2/views/{ids[-1]}/tickets?page[size]=50", fast)
        for language, (common, other, rare) in zip(LANGUAGES, self.words):
            for what, query in (("rare word", rare), ("common word", common), ("two words", f"{common} {other}"),
                                ("common and rare", f"{common} {rare}"), ("prefix", f"{rare[:max(2, len(rare) // 2)]}*"), ("mistyped", mistyped(common))):
                path = "/api/v2/search?per_page=25&query=" + urllib.parse.quote("type:ticket " + query)
                found = self.api.get(path)
                count = found.json["count"] if found.status == 200 else f"status {found.status}"
                self.load(f"search, {language}, {what} ({count:,} found)", path, "p50 at most 50 ms")
        after = self.load("create", "", "", script="create.lua")
        self.row("create beside an empty desk", f"{after / before:.2f} times the CPU", "at most 1.5")
        self.load("reply to one of the newest", "", "", script="reply.lua", ids=n, first=max(1, n - n // 200))
        self.row("resident memory after that", f"{self.server.resident_kib() / 1024:.0f} MB")


def main() -> int:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--sqlite", type=int, default=1_000_000)
    words.add_argument("--postgres", type=int, default=200_000)
    words.add_argument("--keep", default="")
    words.add_argument("--seconds", type=int, default=4)
    words.add_argument("--no-page", action="store_true")
    chosen = words.parse_args()
    parts, load = [], [os.getloadavg()[0]]
    for engine, tickets in (("sqlite", chosen.sqlite), ("postgres", chosen.postgres)):
        if not tickets:
            continue
        print(f"{engine}, {tickets:,} tickets", flush=True)
        Settings.postgres = Cluster(durable=True) if engine == "postgres" else None
        rig = Rig(engine, tickets, chosen.keep if engine == "sqlite" else "", chosen.seconds)
        try:
            rig.measure()
        finally:
            if not chosen.keep or engine == "postgres":
                rig.server.close()
            else:
                rig.server.stop()
            if Settings.postgres:
                Settings.postgres.close()
        title = {"sqlite": "SQLite", "postgres": "PostgreSQL 15 (CPU of the program alone)"}[engine]
        load.append(os.getloadavg()[0])
        parts.append(f"## {title}, {tickets:,} tickets\n\n| what | figure | expected |\n| --- | --- | --- |\n" + "\n".join(rig.rows))
    if not chosen.no_page:
        shared = f"Load of the machine before and after: {', '.join(f'{one:.0f}' for one in load)}."
        write_page("scale", "A million tickets", "\n\n".join(parts) + f"\n\n{shared} Method: `bench/README.md`.\n")
    return 0


sys.exit(main())
