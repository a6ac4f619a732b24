#!/usr/bin/env python3
"""Runs the libFuzzer targets (server/**/*_fuzz.cc): of the asan build, and of the optimised build "fuzzing" for long searches.

usage: fuzz.py --list
       fuzz.py --check [SECONDS]      each target: its seeds, then SECONDS (5) of search; ends with the counts
       fuzz.py TARGET [SECONDS]       one target for SECONDS (60); what it finds new goes to build/fuzz/TARGET
       fuzz.py --build                the targets of the build "fuzzing", for --runs
       fuzz.py --runs N [SECONDS] [TARGET...]   every target (or the named) until it has N runs in all, over as many calls as that
                                      takes; SECONDS: stop then. build/fuzz/runs.json keeps how many were done on which day at which commit
"""
import datetime
import glob
import json
import os
import re
import subprocess
import sys
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, os.path.join(ROOT, "tools"))
import check_parts  # noqa: E402
from proof_page import commit  # noqa: E402


class Target:
    def __init__(self, source: str):
        folder = os.path.dirname(os.path.relpath(source, os.path.join(ROOT, "server")))
        self.stem = os.path.basename(source).removesuffix("_fuzz.cc")
        self.name = f"{folder.replace('/', '_')}_{self.stem}_fuzz"
        self.use("asan")
        self.seeds = os.path.join(ROOT, "server", folder, "testdata", "fuzz", self.stem)
        self.found = os.path.join(ROOT, "build", "fuzz", self.name)

    def use(self, preset: str) -> "Target":
        self.program = os.path.join(ROOT, "build", preset, "server", self.name)
        return self

    def run(self, *options: str, timeout: int, longest: int = 65536) -> tuple[int, str]:
        os.makedirs(self.found, exist_ok=True)
        corpora = [self.found] + ([self.seeds] if os.path.isdir(self.seeds) else [])
        command = [self.program, *options, "-timeout=5", "-rss_limit_mb=2048", f"-max_len={longest}", "-print_final_stats=1",
                   f"-artifact_prefix={self.found}/", *corpora]
        try:
            done = subprocess.run(command, env=check_parts.environment(), stdout=subprocess.PIPE,
                                  stderr=subprocess.STDOUT, timeout=timeout)
            return done.returncode, done.stdout.decode("utf-8", "replace")
        except subprocess.TimeoutExpired as late:
            return 1, (late.stdout or b"").decode("utf-8", "replace") + "\nfuzz: did not end"
        except OSError as error:
            return 1, f"error: {self.program}: {error.strerror}"


def targets() -> list[Target]:
    return [Target(path) for path in sorted(glob.glob(os.path.join(ROOT, "server", "**", "*_fuzz.cc"), recursive=True))]


def executed(output: str) -> int:
    match = re.search(r"number_of_executed_units:\s*(\d+)", output)
    return int(match.group(1)) if match else 0


def run_all(option: str, timeout: int) -> int:
    failed = 0
    everything = targets()
    for target in everything:
        code, output = target.run(option, timeout=timeout)
        print(f"{'ok' if code == 0 else 'FAIL'} {target.name}: {executed(output):,} runs", flush=True)
        if code != 0:
            failed += 1
            print("\n".join(output.splitlines()[-40:]))
    print(f"{len(everything) - failed} passed, {failed} failed")
    return 1 if failed else 0


COUNTS = os.path.join(ROOT, "build", "fuzz", "runs.json")  # target -> "DAY COMMIT" -> runs; delete it to begin anew
SLICE = 200_000   # runs of a target before it is the next one's turn,
SLICE_SECONDS = 60  # or so long: what was done in a slice is written down at its end
SHORT = 512       # most mistakes need few bytes, and short inputs run many times as fast;
EVERY_LONG = 8    # one slice in so many may be as long as in the check


def counts() -> dict[str, dict[str, int]]:
    if not os.path.exists(COUNTS):
        return {}
    with open(COUNTS, encoding="utf-8") as file:
        return json.load(file)


def total(name: str) -> int:
    return sum(counts().get(name, {}).values())


def note(name: str, runs: int) -> None:
    """Written at once and whole: what was done stays done when this is stopped."""
    done = counts()
    when = f"{datetime.datetime.now(datetime.timezone.utc):%Y-%m-%d} {commit()}"
    mine = done.setdefault(name, {})
    mine[when] = mine.get(when, 0) + runs
    os.makedirs(os.path.dirname(COUNTS), exist_ok=True)
    with open(COUNTS + ".new", "w", encoding="utf-8") as file:
        json.dump(done, file, indent=1)
    os.replace(COUNTS + ".new", COUNTS)


def chosen(names: list[str]) -> list[Target]:
    everything = [target.use("fuzzing") for target in targets()]
    unknown = set(names) - {target.name for target in everything}
    if unknown:
        sys.exit(f"fuzz: no target {', '.join(sorted(unknown))}; --list names them")
    return [target for target in everything if not names or target.name in names]


def accumulate(wanted: int, seconds: float, names: list[str]) -> int:
    """A slice of each target in turn until all have their runs."""
    end = time.monotonic() + seconds if seconds else float("inf")
    everything, failed, turn = chosen(names), set(), 0
    while True:
        turn += 1
        open_ones = [target for target in everything if target.name not in failed and total(target.name) < wanted]
        if not open_ones or time.monotonic() >= end:
            break
        for target in open_ones:
            left = end - time.monotonic()
            if left <= 0:
                break
            limit = int(max(1, min(SLICE_SECONDS, left)))
            code, output = target.run(f"-runs={min(SLICE, wanted - total(target.name))}", f"-max_total_time={limit}", timeout=limit + 300,
                                      longest=65536 if turn % EVERY_LONG == 0 else SHORT)
            note(target.name, executed(output))
            if code != 0:
                failed.add(target.name)
                print(f"FAIL {target.name}\n" + "\n".join(output.splitlines()[-40:]), flush=True)
    for target in everything:
        days = "; ".join(f"{when}: {runs:,}" for when, runs in counts().get(target.name, {}).items())
        print(f"{'FAIL' if target.name in failed else 'ok'} {target.name} ({days}): {total(target.name):,} runs", flush=True)
    short = [target.name for target in everything if total(target.name) < wanted]
    print(f"{len(everything) - len(failed)} passed, {len(failed)} failed; {len(short)} have not reached {wanted:,} runs yet")
    return 1 if failed or (short and not seconds) else 0


def main() -> int:
    words = sys.argv[1:] or ["--list"]
    number = int(words[1]) if len(words) > 1 and words[1].isdigit() else 0
    if words[0] == "--list":
        for target in targets():
            print(target.name)
        return 0
    if words[0] == "--check":
        seconds = number or 5
        return run_all(f"-max_total_time={seconds}", timeout=seconds + 60)
    if words[0] == "--runs":
        seconds = float(words[2]) if len(words) > 2 and words[2].isdigit() else 0
        return accumulate(number or 10_000_000, seconds, [word for word in words[2:] if not word.isdigit()])
    if words[0] == "--build":
        return subprocess.run([os.path.join(ROOT, "tools", "build_server"), "fuzzing", *(target.name for target in targets())]).returncode
    subprocess.run([os.path.join(ROOT, "tools", "build_server"), "asan", words[0]], check=True)
    for target in targets():
        if target.name == words[0]:
            code, output = target.run(f"-max_total_time={number or 60}", timeout=(number or 60) + 120)
            print("\n".join(output.splitlines()[-40:]))
            return code
    sys.exit(f"fuzz: no target {words[0]}; --list names them")


sys.exit(main())
