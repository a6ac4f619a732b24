#!/usr/bin/env python3
"""Builds and runs every test of the repository; the last line is "N passed, N failed, N skipped".

usage: check.py [--list] [PART...]   a part's name or the start of one; what it needs is built first
Each part writes build/check/PART.log. A part whose files do not exist is not listed.
"""
import contextlib
import os
import signal
import subprocess
import sys
import threading
import time

import check_parts
from check_results import Counts, failures_of, read_counts, shared_skips, skipped_of

ROOT = check_parts.ROOT
LOGS = os.path.join(ROOT, "build", "check")
IN_CI = os.environ.get("CI") == "true"
print_lock = threading.Lock()
ended = threading.Condition()  # a part has come to its end


def say(text: str) -> None:
    with print_lock:
        print(text, flush=True)


class Run:
    """One part while it runs and after."""

    def __init__(self, part: check_parts.Part):
        self.part = part
        self.state = "waiting"  # running, passed, failed, not run
        self.counts = Counts()
        self.log = os.path.join(LOGS, part.name.replace("/", "-").replace(" ", "-") + ".log")
        self.seconds = 0.0
        self.cpu_seconds = 0.0  # of all processes that the part started and waited for
        self.process: subprocess.Popen | None = None
        self.late = False

    def end(self) -> None:
        """Ends what this part started: each part is a process group of its own."""
        if self.process and self.process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)

    def end_late(self) -> None:
        self.late = True
        self.end()

    def run(self) -> None:
        try:
            self.execute()
        finally:
            if self.state == "running":  # an end without a verdict is a failure of our own code
                self.state = "failed"
                self.counts.failed = self.counts.failed or 1
            with ended:
                ended.notify()

    def execute(self) -> None:
        start = time.monotonic()
        environment = check_parts.environment() | self.part.environment
        exit_code: int | str
        for left in range(self.part.retries, -1, -1):
            exit_code = self.attempt(environment)
            if exit_code == 0 or left == 0:
                break
            os.replace(self.log, self.log + ".first")
            say(f"       {self.part.name}: failed, tried once more; first log: {os.path.relpath(self.log, ROOT)}.first")
        self.seconds = time.monotonic() - start
        self.judge(exit_code)

    def attempt(self, environment: dict[str, str]) -> int | str:
        self.late = False
        with open(self.log, "w", encoding="utf-8") as log:
            command = (["nice", "-n", "10"] if self.part.gives_way else []) + self.part.command
            self.process = subprocess.Popen(command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL,
                                            stdout=log, stderr=subprocess.STDOUT, start_new_session=True)
            if self.part.gives_way:
                self.give_way(self.process.pid)
            limit = threading.Timer(self.part.timeout, self.end_late)
            limit.daemon = True
            limit.start()
            _, status, usage = os.wait4(self.process.pid, 0)
            limit.cancel()
            self.cpu_seconds += usage.ru_utime + usage.ru_stime
            self.process.returncode = os.waitstatus_to_exitcode(status)
            return f"no end after {self.part.timeout} s" if self.late else self.process.returncode

    @staticmethod
    def give_way(process: int) -> None:
        """Where the kernel groups processes by session, nice counts within a session only; the group has a nice of its own."""
        try:
            with open(f"/proc/{process}/autogroup", "w", encoding="ascii") as group:
                group.write("10")
        except OSError:
            pass

    def judge(self, exit_code: int | str) -> None:
        with open(self.log, encoding="utf-8", errors="replace") as file:
            text = file.read()
        self.counts = read_counts(text)
        if IN_CI:
            lacking = shared_skips(text)
            self.counts = Counts(self.counts.passed, self.counts.failed + lacking,
                                 max(0, self.counts.skipped - lacking))
        reason = ""
        if exit_code != 0 and self.counts.failed == 0:
            self.counts.failed = 1
            reason = f"  ({exit_code if isinstance(exit_code, str) else f'exit {exit_code}'})"
        elif exit_code == 0 and self.part.tests and self.counts.total() == 0:
            self.counts.failed = 1
            reason = "  (it ran no test)"
        self.state = "failed" if self.counts.failed else "passed"
        mark = "FAIL" if self.counts.failed else "ok  "
        numbers = str(self.counts) if self.part.tests or self.counts.failed else "done"
        say(f"  {mark} {self.part.name:<28} {numbers:<24} {self.seconds:6.1f} s {self.cpu_seconds:6.1f} s CPU{reason}")
        if self.counts.failed:
            lines = failures_of(text)
            say("\n".join("       | " + line[:220] for line in lines))
            say(f"       | whole log: {os.path.relpath(self.log, ROOT)}")
        for line in text.splitlines():
            if line.startswith("once more: "):
                say(f"       {line[:300]}")
        for name in skipped_of(text)[:12]:
            say(f"       skipped: {name[:160]}")


def ready(run: Run, runs: dict[str, Run]) -> bool:
    return all(runs[need].state in ("passed", "failed", "not run") for need in run.part.needs if need in runs)


def blocked(run: Run, runs: dict[str, Run]) -> bool:
    return any(runs[need].state in ("failed", "not run") for need in run.part.needs if need in runs)


def begin_what_can(runs: dict[str, Run]) -> None:
    for run in runs.values():
        if run.state != "waiting" or not ready(run, runs):
            continue
        if blocked(run, runs):
            run.state = "not run"
            say(f"  --   {run.part.name:<28} not run, for what it needs failed")
            continue
        busy = sum(other.part.slots for other in runs.values() if other.state == "running")
        if busy + run.part.slots > check_parts.SLOTS:
            break
        run.state = "running"
        threading.Thread(target=run.run, daemon=True).start()


def execute_all(runs: dict[str, Run]) -> None:
    """A part that builds or measures takes all slots. Order is the list's, as far as needs allow."""
    with ended:
        while any(run.state in ("waiting", "running") for run in runs.values()):
            begin_what_can(runs)
            ended.wait(timeout=1)


def chosen(parts: list[check_parts.Part], wanted: list[str]) -> list[check_parts.Part]:
    if not wanted:
        return parts
    by_name = {part.name: part for part in parts}
    names: set[str] = set()

    def add(part: check_parts.Part) -> None:
        if part.name not in names:
            names.add(part.name)
            for need in part.needs:
                if need in by_name:
                    add(by_name[need])

    for word in wanted:
        found = [part for part in parts if part.name == word] or [p for p in parts if p.name.startswith(word)]
        if not found:
            sys.exit(f"check: no part {word}; ./dev test --list names them")
        for part in found:
            add(part)
    return [part for part in parts if part.name in names]


def main() -> int:
    parts = check_parts.all_parts()
    if "--list" in sys.argv[1:]:
        for part in parts:
            print(f"{part.name:<28} {part.about}")
        return 0
    parts = chosen(parts, [word for word in sys.argv[1:] if not word.startswith("--")])
    os.makedirs(LOGS, exist_ok=True)
    start = time.monotonic()
    say(f"Running {len(parts)} parts on {os.cpu_count()} cores; logs in build/check")
    runs = {part.name: Run(part) for part in parts}

    def stop(*_) -> None:
        for run in runs.values():
            run.end()
        sys.exit("check: ended from outside")

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    execute_all(runs)
    total = Counts()
    for run in runs.values():
        total = total.plus(run.counts)
    if IN_CI and not os.path.isdir(os.path.join(ROOT, "..", "shared")):
        say("  FAIL ../shared is absent")
        total.failed += 1
    failed = [name for name, run in runs.items() if run.state != "passed"]
    say(f"Took {(time.monotonic() - start) / 60:.1f} minutes." + (f" Failed: {', '.join(failed)}" if failed else ""))
    print(total.closing_line(), flush=True)
    return 1 if total.failed or failed or total.passed == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
