#!/usr/bin/env python3
"""Runs a long rig and writes its result to docs/proofs/NAME.md with date and commit.

usage: proof.py --list | NAME... | all | NAME --only WORD...

What each command has shown is kept in build/proofs; with --only those alone run whose line has one of the words, and the page
tells of the others what is kept, with its commit.
"""
import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile
import time

import check_parts
from proof_page import ROOT, commit, write_page

PY = sys.executable
# name -> (title, what it shows, commands); every command must end with exit code 0.
PROOFS: dict[str, tuple[str, str, list[list[str]]]] = {
    "kills": ("kill -9 under load", "Mails by LMTP, chats by WebSocket and API writes arrive at full speed; the server is "
              "killed at random moments and started again. Every item without an answer is sent again with its key. "
              "Afterwards each acknowledged item must be found exactly once. Then the ledger itself is tried: each request of each "
              "writer is lost once, and each is sent twice with its key.",
              [[PY, "tests/faults/kill_ledger.py", "--kills", "50"],
               [PY, "tests/faults/kill_ledger.py", "--kills", "50", "--engine", "postgres"],
               [PY, "tests/faults/ledger_sees.py"], [PY, "tests/faults/ledger_sees.py", "--engine", "postgres"]]),
    "power": ("Power cuts", "The data folder lies on a loop-mounted file system that is shut down under the same load "
              "(`xfs_io -x -c shutdown`), the program frozen just before it, as without power nobody is told anything "
              "(`tests/faults/plain_cut.py` shows why). The control runs with `synchronous=OFF` and must lose.",
              [[PY, "tests/faults/plain_cut.py", "--cuts", "60", "--freeze"],
               [PY, "tests/faults/power_cut.py", "--cuts", "20", "--controls", "5", "--system", "ext4"],
               [PY, "tests/faults/power_cut.py", "--cuts", "10", "--controls", "5", "--system", "xfs"]]),
    "bot": ("The bot and a person", "In each of 1,000 conversations on each engine a customer's word calls the bot while an agent answers in the "
            "same moment. No word of the bot may come after the person's, and either side must win some.",
            [[PY, "tests/faults/bot_race.py", "--pairs", "1000"]]),
    "mail": ("Mail that loses nothing", "A real Postfix and a real Dovecot of Debian stand before the program. Mails stream into them while the "
             "program is killed at random moments and Dovecot is restarted, now and then with another UIDVALIDITY; then the program's "
             "disk loses its power instead. Every mail must be found exactly once, as a ticket or a comment. The control loses one mail "
             "and doubles another, and must be noticed.",
             [[PY, "tests/faults/mail_ledger.py", "--control"],
              [PY, "tests/faults/mail_ledger.py", "--way", "imap", "--mails", "10000", "--kills", "30", "--restarts", "5"],
              [PY, "tests/faults/mail_ledger.py", "--way", "lmtp", "--mails", "10000", "--kills", "30"],
              [PY, "tests/faults/mail_ledger.py", "--way", "imap", "--mails", "10000", "--kills", "10", "--restarts", "5", "--power", "ext4"],
              [PY, "tests/faults/mail_ledger.py", "--way", "lmtp", "--mails", "10000", "--kills", "10", "--power", "xfs"]]),
    "xss": ("Hostile mails in a browser", "Payloads made of vectors, contexts, spellings, shapes of tags and ways of transport come in as HTML mails by "
            "LMTP. Chromium then shows them in the console, in print, in lists and previews, in search, in the pages for customers and "
            "in the letters that leave; DevTools tell of scripts, dialogs, marks and requests. The control shows the same payloads raw.",
            [["node", "tests/xss/run.mjs", "--payloads", "2000"]]),
    "engines": ("Both engines", "The whole suite from outside with SQLite and with PostgreSQL 15.",
                [[PY, "tests/run.py", "--engine", engine, "--without", "planted", "api", "mail", "chat", "cli", "peers", "rights"]
                 for engine in ("sqlite", "postgres")]),
    "clocks": ("Clocks", "Random histories of tickets (created, comments, statuses with reasons, priorities, groups, policies, schedules "
               "that change, closed days; nine zones around the days on which their clocks change) are counted minute by minute by a "
               "program of its own (Python, zoneinfo) and derived by the server's code. Every clock must agree in running time by every "
               "hour and by working hours, in what was spent of its target, in start, end and the minute of a missed target; its ledger "
               "must add up; so must the measures of the ticket. Then 5,000 clocks fall due within a minute, with a kill -9 between: each "
               "rings, once, in that minute.",
               [["tools/build_server", "release", "clock_replay"],
                [PY, "tests/clocks/oracle.py", "--histories", "10000", "--binary", "build/release/server/clock_replay"],
                [PY, "tests/clocks/burst.py"], [PY, "tests/clocks/burst.py", "--engine", "postgres"]]),
    "promises": ("Promises", "5,000 promises and 5,000 clocks fall due within a minute while the program is killed (-9) twice and started "
                 "again. Each promise is missed once and each clock rings once, within a minute of its time; nothing is told twice.",
                 [[PY, "tests/clocks/promise_burst.py"], [PY, "tests/clocks/promise_burst.py", "--engine", "postgres"]]),
    "forgeries": ("Forged mail", "2,000 generated mails of people who want what is not theirs (From, Reply-To, In-Reply-To, References, "
                  "subject tags, plus tags, double From, comments in addresses, agents' names, copies, reports, results of others) come by "
                  "LMTP into a running server. No ticket, address or third person may notice; the controls must.",
                  [[PY, "tests/mail/forgeries.py", "--mails", "2000"],
                   [PY, "tests/mail/forgeries.py", "--mails", "400", "--seed", "2", "--engine", "postgres"]]),
    "fuzz": ("Fuzzing", "Every parser's target under ASan and UBSan, 10 million runs each, over as many calls as that takes "
             "(the days and commits stand in brackets). Seven of eight slices are of inputs up to 512 bytes, the eighth up to 64 KiB.",
             [[PY, "tools/fuzz.py", "--build"], [PY, "tools/fuzz.py", "--runs", "10000000"]]),
    "gcc": ("Second compiler", "The floors without coroutines, built by g++ 12 and tested.", [["tools/build_gcc"]]),
    "ui": ("Screens, measured", "The gates of the design of the surfaces: bytes on the wire beside those of peers, every screen of the router and of "
           "the state fixtures looked at by axe-core in three languages, two themes and three widths, what the ten most frequent tasks cost, "
           "flows without a mouse and without scripts, fingers, 320 px, twice the size, less motion and forced colours, two people at one request, the widget on pages of others, speed on a processor four times "
           "slower, Lighthouse. Limits of time have 20 % of slack, as the machine is shared.",
           [["env", f"SAHAY_{key}", "node", "--test", "--test-reporter=spec", f"tests/browser/{name}.mjs"] for key, name in (
               ("SLACK=0", "weight"), *((f"LOOKS={language}", "looks_test") for language in ("en", "bn", "ru")), ("SLACK=0", "effort"), ("SLACK=0", "keyboard_only"), ("SLACK=0", "portal_no_script"),
               ("SLACK=0", "reach"), ("SLACK=0", "two_people"), ("SLACK=0", "host_page"), ("SLACK=0.2", "speed"), ("SLACK=0.2", "lighthouse"))]),
    "bench": ("Benchmarks", "bench/README.md", [[PY, "bench/run.py"]]),
    "scale": ("A million tickets", "bench/README.md", [[PY, "bench/scale.py"]]),
    "bare": ("A bare Debian 12", "A fresh clone in a debootstrap of the base system: `./check`, cold and warm.",
             [["tools/bare_check"]]),
}
TELLING = re.compile(r"differences|found once|were lost|not seen|^[a-z_]{2,16} +[0-9]+ |forgeries|EFFECT|all told|pairs in|✔|✖|^ℹ (?:pass|fail) |passed|acknowledged|control|cuts on|kills \(|runs$|error|FAIL|^cut |minutes|payloads|restarted|IDLE|^Ran |^OK|^\[[ =]")


def table_of(lines: str) -> str:
    """The gates that the commands have measured (tests/browser/gate.mjs), as a table; nothing where there are none."""
    gates = [json.loads(line) for line in lines.splitlines()]
    if not gates:
        return ""
    said = {True: "yes", False: "**NO**", None: "not measured"}
    rows = "".join(f"| {gate['gate']} | {gate['figure']} | {gate['limit']} | {said[gate['passed']]} | {gate['note']} |\n" for gate in gates)
    passed = sum(gate["passed"] is True for gate in gates)
    return f"{passed} of {len(gates)} gates passed.\n\n| gate | figure | limit | passed | |\n| --- | --- | --- | --- | --- |\n{rows}\n"


def gates_of(shown: str, result: dict) -> str:
    """The gates of one command; one that was not run, or broke off, has a row that says so: none is left out."""
    lines = result["gates"]
    if "--test-reporter" not in shown or result["passed"] or '"passed":false' in lines:
        return lines
    told = [line for line in result["lines"] if "✖" in line]
    return lines + json.dumps({"gate": shown.replace(" node --test --test-reporter=spec", ""), "figure": "–", "limit": "", "passed": result["passed"],
                               "note": "not run" if result["passed"] is None else "; ".join(told[:3]) or "broke off"}) + "\n"


def kept_path(name: str, shown: str) -> str:
    return os.path.join(ROOT, "build", "proofs", name, hashlib.sha256(shown.encode()).hexdigest()[:16] + ".json")


def run(name: str, command: list[str], shown: str) -> dict:
    """Runs one command of a proof and keeps what it has shown."""
    gates = tempfile.NamedTemporaryFile(mode="r", suffix=".gates")
    start = time.monotonic()
    done = subprocess.run(command, cwd=ROOT, env=check_parts.environment() | {"SAHAY_GATES": gates.name}, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, errors="replace")
    lines = [line for line in done.stdout.splitlines() if TELLING.search(line)][-60:]
    print("\n".join(lines), flush=True)
    result = {"passed": done.returncode == 0, "seconds": round(time.monotonic() - start), "lines": lines, "gates": gates.read(), "commit": commit()}
    os.makedirs(os.path.dirname(kept_path(name, shown)), exist_ok=True)
    with open(kept_path(name, shown), "w", encoding="utf-8") as file:
        json.dump(result, file)
    return result


def kept(name: str, shown: str) -> dict:
    try:
        with open(kept_path(name, shown), encoding="utf-8") as file:
            return json.load(file)
    except FileNotFoundError:
        return {"passed": None, "seconds": 0, "lines": [], "gates": "", "commit": commit()}


def prove(name: str, only: list[str]) -> bool:
    title, about, commands = PROOFS[name]
    parts, gates, good = [], "", True
    for command in commands:
        shown = " ".join(os.path.basename(word) if word == PY else word for word in command)
        if only and not any(word in shown for word in only):
            result = kept(name, shown)
        else:
            print(f"proof {name}: {shown}", flush=True)
            result = run(name, command, shown)
        good = good and result["passed"] is True
        gates += gates_of(shown, result)
        if result["passed"] is None:
            parts.append(f"`{shown}`: not run")
            continue
        of = "" if result["commit"] == commit() else f", commit {result['commit']}"
        parts.append(f"`{shown}` ({result['seconds']} s, {'passed' if result['passed'] else 'FAILED'}{of})\n\n"
                     "```\n" + "\n".join(result["lines"]) + "\n```")
    if name not in ("bench", "scale"):  # they write their own pages
        write_page(name, title, about + "\n\n" + table_of(gates) + "\n\n".join(parts))
    return good


def main() -> int:
    words = sys.argv[1:] or ["--list"]
    if words == ["--list"]:
        for name, (title, _, _) in PROOFS.items():
            print(f"{name:<10} {title}")
        return 0
    only = words[words.index("--only") + 1:] if "--only" in words else []
    names = words[:words.index("--only")] if "--only" in words else words
    names = list(PROOFS) if names == ["all"] else names
    for name in names:
        if name not in PROOFS:
            sys.exit(f"proof: no {name}; there are {', '.join(PROOFS)}")
    if not os.path.exists(os.path.join(ROOT, "build", "release", "sahay")):
        subprocess.run(["./dev", "build"], cwd=ROOT, check=True)
    results = {name: prove(name, only) for name in names}
    failed = [name for name, good in results.items() if not good]
    print(f"{len(results) - len(failed)} passed, {len(failed)} failed")
    return 1 if failed else 0


sys.exit(main())
