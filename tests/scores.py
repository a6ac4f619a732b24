#!/usr/bin/env python3
"""Checks by others, by path from ../shared: the API steps of an unmodified client, the mail corpus with its asserted facts.
Each score must reach its floor; a floor only ever rises. usage: scores.py [api] [mail] [search]
"""
import glob
import json
import os
import re
import shutil
import subprocess
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from rig.letters import deliver_lmtp, letter  # noqa: E402
from rig.postgres import Cluster  # noqa: E402
from rig.server import ROOT, Server, Settings, wait_until  # noqa: E402

CHECKS = os.path.join(ROOT, "..", "shared", "checks")
# What each score reached when it was last raised.
FLOORS = {"api steps": 151, "api objects": 34, "mail facts, percent": 98.0, "mail reply text, percent": 94.0,
          "mail bounces, percent": 99.0}
# MRR@10 and Recall@5 by set and condition (../shared/design/language.md, section 3); the sanitizer build ranks a part of
# the queries, so a floor stands a little below what the whole set reached (docs/proofs/search.md).
SEARCH_FLOORS = {"xquad-en clean": (0.95, 0.975), "xquad-en typo": (0.945, 0.975), "xquad-ru clean": (0.935, 0.97),
                 "xquad-ru typo": (0.925, 0.965), "xquad-ru translit": (0.895, 0.95), "bntlit translit": (0.86, 0.92)}
SEARCH_QUERIES = 240  # of each condition
BOUNCE_FIELDS = {"bounce", "bounce_recipients", "bounce_status"}
OWN_FIELDS = BOUNCE_FIELDS | {"auto_reply", "forwarded", "sender_identity", "elided_text"}
results: list[bool] = []


def judge(name: str, value: float, of: str = "") -> None:
    good = value >= FLOORS[name]
    results.append(good)
    print(f"{'ok  ' if good else 'FAIL'} {name}: {value:g}{of}, floor {FLOORS[name]:g}", flush=True)


def what_the_client_cannot_make(server: Server, api) -> None:
    """A field of users, one of organizations and a held mail: kinds that the client's run leaves none of for the shapes."""
    for kind in ("user", "organization"):
        made = api.post(f"/api/v2/{kind}_fields.json", {f"{kind}_field": {"type": "text", "title": "Floor", "key": "floor"}})
        if made.status != 201:
            raise RuntimeError(f"{kind}_fields: {made}")
    nobody = letter("", "support@sahay.example", "Who am I", "Nobody signs this.")
    del nobody["From"]
    deliver_lmtp(server.lmtp_port, nobody, "", "support@sahay.example")
    wait_until(lambda: api.get("/api/v2/suspended_tickets.json").json["suspended_tickets"], 30)


def score_api() -> None:
    folder = os.path.join(ROOT, "build", "api-check")
    shutil.copytree(os.path.join(CHECKS, "api"), folder, dirs_exist_ok=True)
    if not os.path.isdir(os.path.join(folder, "node_modules")):
        subprocess.run(["npm", "ci", "--ignore-scripts", "--loglevel=error"], cwd=folder, check=True)
    try:
        Settings.postgres = Cluster()
    except FileNotFoundError as error:
        print(f"  only on SQLite: {error}")
    try:
        for engine in ("sqlite", "postgres") if Settings.postgres else ("sqlite",):
            Settings.engine = engine
            score_client(folder, engine)
    finally:
        Settings.engine = "sqlite"
        if Settings.postgres:
            Settings.postgres.close()


def score_client(folder: str, engine: str) -> None:
    server = Server(config='[outbound]\nallow = ["127.0.0.0/8"]\n[mail]\naddress = "support@sahay.example"\n').start()
    try:
        api = server.add_admin("admin@example.org", "Admin")
        for name, words in (("api steps", ["check.js", server.base, api.email, api.token, "--keep"]),
                            ("api objects", ["shape-check.js", server.base, api.email, api.token, "--shapes=shapes.json"])):
            done = subprocess.run(["node", *words], cwd=folder, capture_output=True, text=True, timeout=600)
            match = re.search(r"^(\d+) passed, (\d+) failed", done.stdout, re.M)
            for line in done.stdout.splitlines():
                if line.startswith("FAIL"):
                    print("  step:", line[:180])
            passed, failed = (int(match.group(1)), int(match.group(2))) if match else (0, 0)
            judge(name, passed, f" of {passed + failed} on {engine}")
            if name == "api steps":
                what_the_client_cannot_make(server, api)
    finally:
        server.close()


def inspect_all(folder: str, target: str) -> float:
    """Runs `sahay mail inspect` over every mail; answers the seconds it took."""
    files = sorted(glob.glob(os.path.join(glob.escape(folder), "**", "*.eml"), recursive=True))
    spent = 0.0
    for start in range(0, len(files), 400):
        begin = time.monotonic()
        done = subprocess.run([Settings.binary, "mail", "inspect", *files[start:start + 400]], capture_output=True,
                              timeout=300)
        spent += time.monotonic() - begin
        if done.returncode != 0:
            print(f"FAIL mail inspect ended with {done.returncode}: {done.stderr[-300:]!r}")
            results.append(False)
        for line in done.stdout.decode("utf-8", "replace").splitlines():
            name = os.path.relpath(json.loads(line)["file"], folder).removesuffix(".eml") + ".json"
            path = os.path.join(target, name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "w", encoding="utf-8") as file:
                file.write(line)
    print(f"  {len(files)} mails inspected in {spent:.1f} s")
    return spent


def score_mail() -> None:
    scorer = os.path.join(CHECKS, "mail", "score.py")
    folder = os.path.join(ROOT, "build", "mail-check")
    shutil.rmtree(folder, ignore_errors=True)
    mails, answers = os.path.join(folder, "in"), os.path.join(folder, "out")
    subprocess.run([sys.executable, scorer, "wrap", mails], check=True, capture_output=True)
    inspect_all(mails, answers)
    done = subprocess.run([sys.executable, scorer, "score", answers], check=True, capture_output=True, text=True)
    table = done.stdout[:done.stdout.find("per set")]
    rows = {match.group(1): (int(match.group(2)), int(match.group(3))) for match in
            re.finditer(r"^(\w+) +(\d+) +(\d+) +[\d.]+%", table, re.M)}
    rows.pop("ALL", None)

    def percent(fields) -> float:
        asserted = sum(rows[field][0] for field in fields if field in rows)
        correct = sum(rows[field][1] for field in fields if field in rows)
        return round(100 * correct / asserted, 2) if asserted else 0.0

    replies = {field for field in rows if field.startswith("reply")}
    judge("mail facts, percent", percent(set(rows) - OWN_FIELDS - replies))
    judge("mail reply text, percent", percent(replies))
    judge("mail bounces, percent", percent({"bounce"}))


def score_search() -> None:
    sets = os.path.join(CHECKS, "search", "retrieval")
    folder = os.path.join(ROOT, "build", "search-check")
    os.makedirs(folder, exist_ok=True)
    for name in sorted(os.listdir(sets)):
        by_condition: dict[str, list[str]] = {}
        with open(os.path.join(sets, name, "queries.jsonl"), encoding="utf-8") as file:
            for line in file:
                by_condition.setdefault(json.loads(line)["cond"], []).append(line)
        queries = os.path.join(folder, name + ".jsonl")
        with open(queries, "w", encoding="utf-8") as file:
            for lines in by_condition.values():
                file.writelines(lines[::max(1, len(lines) // SEARCH_QUERIES)][:SEARCH_QUERIES])
        answers = {}
        for engine in ("sqlite", "postgres"):
            done = subprocess.run([Settings.binary, "search", "rank", "--docs", os.path.join(sets, name, "docs.jsonl"),
                                   "--queries", queries, "--store", engine], capture_output=True, text=True, timeout=600)
            if done.returncode == 0:
                answers[engine] = done.stdout
            elif engine == "sqlite":
                raise RuntimeError(done.stderr[-300:])
            else:
                print(f"  {name}: not ranked on PostgreSQL: {done.stderr.strip().splitlines()[-1]}")
        if len(answers) == 2:
            same = answers["sqlite"] == answers["postgres"]
            results.append(same)
            print(f"{'ok  ' if same else 'FAIL'} {name}: both engines give the same ids in the same order")
        run = os.path.join(folder, name + ".tsv")
        with open(run, "w", encoding="utf-8") as file:
            file.write(answers["sqlite"])
        table = subprocess.run([sys.executable, os.path.join(CHECKS, "search", "score.py"), queries, run, "--tsv"], check=True,
                               capture_output=True, text=True).stdout
        for line in table.splitlines():
            _, condition, count, rank, recall, _ = line.split("\t")
            if condition == "ALL":
                continue
            least = SEARCH_FLOORS.get(f"{name} {condition}", (0.0, 0.0))
            good = float(rank) >= least[0] and float(recall) >= least[1]
            results.append(good)
            print(f"{'ok  ' if good else 'FAIL'} {name} {condition} ({count} queries): MRR@10 {rank}, floor {least[0]:g}; "
                  f"Recall@5 {recall}, floor {least[1]:g}", flush=True)


def main() -> int:
    if not os.path.isdir(CHECKS):
        print("skipped: checks by others: ../shared is absent\n0 passed, 0 failed, 1 skipped")
        return 0
    wanted = sys.argv[1:] or ["api", "mail", "search"]
    for name, run in (("api", score_api), ("mail", score_mail), ("search", score_search)):
        if name in wanted:
            try:
                run()
            except Exception as error:  # each score stands for itself
                results.append(False)
                print(f"FAIL {name}: {error}"[:600])
    print(f"{sum(results)} passed, {len(results) - sum(results)} failed")
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
