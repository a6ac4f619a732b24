#!/usr/bin/env python3
"""Runs the libFuzzer targets of the asan build (server/**/*_fuzz.cc).

usage: fuzz.py --list
       fuzz.py --check [SECONDS]      each target: its seeds, then SECONDS (5) of search; ends with the counts
       fuzz.py TARGET [SECONDS]       one target for SECONDS (60); what it finds new goes to build/fuzz/TARGET
       fuzz.py --runs N [SECONDS]     every target until it has N runs in all, over as many calls as that takes; SECONDS: stop then
"""
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


class Target:
    def __init__(self, source: str):
        folder = os.path.dirname(os.path.relpath(source, os.path.join(ROOT, "server")))
        self.stem = os.path.basename(source).removesuffix("_fuzz.cc")
        self.name = f"{folder.replace('/', '_')}_{self.stem}_fuzz"
        self.program = os.path.join(ROOT, "build", "asan", "server", self.name)
        self.seeds = os.path.join(ROOT, "server", folder, "testdata", "fuzz", self.stem)
        self.found = os.path.join(ROOT, "build", "fuzz", self.name)

    def run(self, *options: str, timeout: int) -> tuple[int, str]:
        os.makedirs(self.found, exist_ok=True)
        corpora = [self.found] + ([self.seeds] if os.path.isdir(self.seeds) else [])
        command = [self.program, *options, "-timeout=5", "-rss_limit_mb=2048", "-max_len=65536", "-print_final_stats=1",
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


COUNTS = os.path.join(ROOT, "build", "fuzz", "runs.json")  # target -> runs so far; delete it to begin anew
SLICE = 200_000


def counts() -> dict[str, int]:
    if not os.path.exists(COUNTS):
        return {}
    with open(COUNTS, encoding="utf-8") as file:
        return json.load(file)


def accumulate(wanted: int, seconds: float) -> int:
    """A slice of each target in turn until all have their runs: what was done stays done when this is stopped."""
    end = time.monotonic() + seconds if seconds else float("inf")
    everything, failed = targets(), {}
    while time.monotonic() < end:
        done = counts()
        open_ones = [target for target in everything if target.name not in failed and done.get(target.name, 0) < wanted]
        if not open_ones:
            break
        for target in open_ones:
            if time.monotonic() >= end:
                break
            limit = min(600, max(1, int(end - time.monotonic()))) if seconds else 600
            code, output = target.run(f"-runs={min(SLICE, wanted - done.get(target.name, 0))}", f"-max_total_time={limit}", timeout=limit + 300)
            done[target.name] = done.get(target.name, 0) + executed(output)
            with open(COUNTS + ".new", "w", encoding="utf-8") as file:
                json.dump(done, file, indent=1)
            os.replace(COUNTS + ".new", COUNTS)
            if code != 0:
                failed[target.name] = "\n".join(output.splitlines()[-40:])
                print(f"FAIL {target.name}\n{failed[target.name]}", flush=True)
    done = counts()
    for target in everything:
        print(f"{'FAIL' if target.name in failed else 'ok'} {target.name}: {done.get(target.name, 0):,} runs", flush=True)
    short = [target.name for target in everything if done.get(target.name, 0) < wanted]
    print(f"{len(everything) - len(failed)} passed, {len(failed)} failed; {len(short)} have not reached {wanted:,} runs yet")
    return 1 if failed or (short and not seconds) else 0


def main() -> int:
    words = sys.argv[1:] or ["--list"]
    number = int(words[1]) if len(words) > 1 else 0
    if words[0] == "--list":
        for target in targets():
            print(target.name)
        return 0
    if words[0] == "--check":
        seconds = number or 5
        return run_all(f"-max_total_time={seconds}", timeout=seconds + 60)
    if words[0] == "--runs":
        return accumulate(number or 10_000_000, float(words[2]) if len(words) > 2 else 0)
    subprocess.run([os.path.join(ROOT, "tools", "build_server"), "asan", words[0]], check=True)
    for target in targets():
        if target.name == words[0]:
            code, output = target.run(f"-max_total_time={number or 60}", timeout=(number or 60) + 120)
            print("\n".join(output.splitlines()[-40:]))
            return code
    sys.exit(f"fuzz: no target {words[0]}; --list names them")


sys.exit(main())
