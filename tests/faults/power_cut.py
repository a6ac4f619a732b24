#!/usr/bin/env python3
"""Power cuts: the data folder lies on a loop-mounted file system that is shut down under load (xfs_io -x -c shutdown), as
a machine that loses its power forgets its page cache. Nothing acknowledged may be lost or doubled, no database may be
broken. The control runs the same with synchronous=OFF and must lose, or the rig proves nothing.

The program is frozen just before the disk: a machine without power tells nobody anything. Linux (6.18, ext4) answers a sync
that is under way while the file system is shut down with "done" though the file's new length is gone; a program that lives
on hands that answer to its callers. tests/faults/plain_cut.py shows it with forty lines of C and no database.

usage: power_cut.py [--cuts N] [--controls N] [--system ext4|xfs] [--seed N]
"""
import argparse
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time

from ledger import Ledger, Server, Settings, Verdict, found_items, settle_and_judge, start_senders, stop_senders

SIZE_MB = 4096  # sparse; below 1 GB of free room the server takes no mail


def run(*words: str) -> None:
    done = subprocess.run(words, capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(words)}: {done.stderr.strip()}")


def lacking() -> str:
    """Why no file system can be cut here, or nothing."""
    if os.geteuid() != 0:
        return "needs root"
    for program in ("xfs_io", "mkfs.ext4", "mount", "umount"):
        if not shutil.which(program):
            return f"needs {program}"
    with Disk("ext4") as disk:
        try:
            disk.make()
        except RuntimeError as error:
            return f"no loop mounts here ({error})"
    return ""


class Disk:
    """A file system in a file, which can lose its power."""

    def __init__(self, system: str):
        self.system = system
        self.folder = tempfile.mkdtemp(prefix="sahay-power-")
        self.image = os.path.join(self.folder, "image")
        self.mounted_at = os.path.join(self.folder, "disk")
        os.mkdir(self.mounted_at)
        self.mounted = False

    def __enter__(self) -> "Disk":
        return self

    def __exit__(self, *_) -> None:
        try:
            self.unmount()
        except RuntimeError:
            run("umount", "-l", self.mounted_at)
        shutil.rmtree(self.folder, ignore_errors=True)

    def make(self) -> None:
        with open(self.image, "wb") as file:
            file.truncate(SIZE_MB << 20)
        run(f"mkfs.{self.system}", "-q", "-F" if self.system == "ext4" else "-f", self.image)
        self.mount()

    def mount(self) -> None:
        run("mount", "-o", "loop", self.image, self.mounted_at)
        self.mounted = True

    def unmount(self) -> None:
        """Never lazily before a mount: that would show the file system that was shut down again, and not what is on the disk."""
        until = time.monotonic() + 60
        while self.mounted:
            if subprocess.run(["umount", self.mounted_at], capture_output=True).returncode == 0:
                self.mounted = False
            elif time.monotonic() > until:
                raise RuntimeError(f"{self.mounted_at} stays busy")
            else:
                time.sleep(0.05)

    def cut(self) -> None:
        run("xfs_io", "-x", "-c", "shutdown", self.mounted_at)


WRITTEN: set[str] = set()  # the writers of routes that were told "done" before a cut


def one_cut(system: str, moments: random.Random, synchronous: str, kinds: list[str]) -> tuple[Verdict | None, str]:
    """The verdict after one cut and the state of the database ("ok", or why it cannot be used)."""
    with Disk(system) as disk:
        disk.make()
        server = Server(config='[mail]\naddress = "support@sahay.example"\n',
                        environment={"SAHAY_SYNCHRONOUS": synchronous})
        server.data = os.path.join(disk.mounted_at, "data")
        try:
            server.start()
            api = server.add_admin()
            ledger = Ledger()
            subprocess.run(["sync"], check=True)
            senders = start_senders(server, ledger, api, kinds)
            time.sleep(moments.uniform(0.4, 2.5))
            server.freeze()
            disk.cut()
            server.kill()
            with ledger.lock:
                told = set(ledger.acknowledged)
                if synchronous == "FULL":
                    WRITTEN.update(ledger.written_by[item] for item in told if item in ledger.written_by)
            disk.unmount()
            disk.mount()
            state = integrity(server.data)
            if state != "ok":
                return None, state
            try:
                server.start()
            except RuntimeError as error:
                return None, str(error).splitlines()[0]
            if synchronous != "FULL":
                # The control asks one thing only: is what was told before the cut still there?
                for sender in senders:
                    sender.stopping.set()
                ledger.acknowledged = told
                time.sleep(2)
                return Verdict(ledger, found_items(api)), state
            stuck = stop_senders(senders)
            verdict = settle_and_judge(api, ledger)
            return verdict, f"stuck senders: {', '.join(stuck)}" if stuck else state
        finally:
            server.kill()
            server.close()


def integrity(data: str) -> str:
    for name in sorted(os.listdir(data)):
        if name.endswith((".db", ".sqlite", ".sqlite3")):
            try:
                with sqlite3.connect(os.path.join(data, name)) as database:
                    answer = database.execute("pragma integrity_check").fetchone()[0]
            except sqlite3.Error as error:
                return f"{name}: {error}"
            if answer != "ok":
                return f"{name}: {answer[:120]}"
    return "ok"


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--cuts", type=int, default=2)
    parser.add_argument("--controls", type=int, default=2)
    parser.add_argument("--system", choices=("ext4", "xfs"), default="ext4")
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--binary", default=Settings.binary)
    parser.add_argument("--kinds", default="api,route,mail,chat", help="which senders are under way")
    options = parser.parse_args()
    Settings.binary = os.path.abspath(options.binary)
    if reason := lacking():
        print(f"skipped: power cuts: {reason}")
        print("0 passed, 0 failed, 1 skipped")
        return 0
    moments = random.Random(options.seed)
    kinds = options.kinds.split(",")
    failed, told = 0, 0
    for number in range(options.cuts):
        verdict, state = one_cut(options.system, moments, "FULL", kinds)
        clean = verdict is not None and verdict.clean() and verdict.acknowledged > 0 and state == "ok"
        failed += not clean
        told += verdict.acknowledged if verdict else 0
        print(f"cut {number + 1}: {verdict}, database {state}; {len(WRITTEN)} of {len(Ledger.order)} writers so far", flush=True)
        if not clean and verdict:
            print(verdict.examples())
    lossy = 0
    for number in range(options.controls):
        verdict, state = one_cut(options.system, moments, "OFF", kinds)
        lossy += verdict is None or bool(verdict.lost)
        print(f"control {number + 1} (synchronous=OFF): {verdict}, database {state}", flush=True)
    print(f"{options.cuts} cuts on {options.system} (seed {options.seed}): {told} acknowledged, {failed} cuts with loss; "
          f"control lost in {lossy} of {options.controls}")
    if options.controls and not lossy:
        print("error: the control lost nothing, so this rig proves nothing")
        failed += 1
    print(f"{options.cuts + bool(options.controls) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
