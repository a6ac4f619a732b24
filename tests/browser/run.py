#!/usr/bin/env python3
"""Runs browser tests; files with a failure are run once more, one at a time, and that is said: a browser on a busy machine
may be late. What fails twice has failed. The last line is "N passed, N failed, N skipped".

usage: run.py FILE...
"""
import re
import subprocess
import sys

COUNT = re.compile(r"^[#ℹ] (pass|fail|cancelled|skipped|todo) (\d+)$")
PLACE = re.compile(r"^test at (\S+?\.mjs):\d+")
TITLE = re.compile(r"^✖ (.+) \([\d.]+ms\)$")


def run(files: list[str], at_once: int) -> tuple[dict[str, int], dict[str, list[str]], int]:
    """Counts by word, titles of failed tests by file, the exit code. The output is passed on, moved two blanks to the right."""
    counts: dict[str, int] = {}
    failed: dict[str, list[str]] = {}
    place = ""
    process = subprocess.Popen(["node", "--test", "--test-reporter=spec", f"--test-concurrency={at_once}", *files],
                               stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace")
    for line in process.stdout:
        print("  " + line.rstrip("\n"), flush=True)
        if found := COUNT.match(line):
            counts[found[1]] = int(found[2])
        elif found := PLACE.match(line):
            place = found[1]
            failed.setdefault(place, [])
        elif place and (found := TITLE.match(line)):
            failed[place].append(found[1])
    return counts, failed, process.wait()


def main() -> int:
    files = sys.argv[1:]
    counts, failed, code = run(files, 2)
    bad = counts.get("fail", 0) + counts.get("cancelled", 0)
    passed = counts.get("pass", 0)
    if code and failed and len(failed) <= len(files) // 2:
        print("once more: " + "; ".join(f"{file}: {', '.join(titles)}" for file, titles in failed.items()), flush=True)
        again = [next((file for file in files if file.endswith(name) or name.endswith(file)), name) for name in failed]
        second, _, code = run(again, 1)
        still = second.get("fail", 0) + second.get("cancelled", 0)
        # A helper file may be the place of a failure: then nothing of that name ran, and the failure stands.
        if second.get("pass", 0) + still < bad:
            still, code = bad, 1
        passed, bad = passed + bad - still, still
    print(f"{passed} passed, {bad or (1 if code else 0)} failed, {counts.get('skipped', 0) + counts.get('todo', 0)} skipped")
    return 1 if bad or code else 0


if __name__ == "__main__":
    sys.exit(main())
