#!/usr/bin/env python3
"""What a cut does to a program of forty lines that appends and syncs (plain_append.c): how often the last record that it
told of is gone. With --freeze the program is stopped just before the disk, as power_cut.py does it; then none may be gone.
Shows that a loss without --freeze is the kernel's answer to a shutdown, not the database's.

usage: plain_cut.py [--cuts N] [--freeze]
"""
import argparse
import os
import random
import signal
import struct
import subprocess
import sys
import tempfile
import time

from power_cut import Disk, lacking

HERE = os.path.dirname(os.path.abspath(__file__))
RECORD = 32 * 1024 + 96


def lost_last(program: str, folder: str, freeze: bool) -> bool:
    with Disk("ext4") as disk:
        disk.make()
        file, told_at = os.path.join(disk.mounted_at, "log"), os.path.join(folder, "told")
        writer = subprocess.Popen([program, file, told_at])
        time.sleep(random.uniform(0.1, 0.5))
        if freeze:
            writer.send_signal(signal.SIGSTOP)
        disk.cut()
        time.sleep(0.05)
        writer.kill()
        writer.wait()
        with open(told_at, "rb") as shared:
            told = struct.unpack("q", shared.read(8))[0]
        disk.unmount()
        disk.mount()
        if not told:
            return False
        with open(file, "rb") as log:
            log.seek((told - 1) * RECORD)
            last = log.read(RECORD)
        return len(last) < RECORD or struct.unpack("q", last[:8])[0] != told


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--cuts", type=int, default=40)
    parser.add_argument("--freeze", action="store_true")
    options = parser.parse_args()
    if reason := lacking():
        print(f"skipped: {reason}")
        return 0
    with tempfile.TemporaryDirectory(prefix="sahay-plain-") as folder:
        program = os.path.join(folder, "plain_append")
        subprocess.run(["cc", "-O1", "-o", program, os.path.join(HERE, "plain_append.c")], check=True)
        lost = sum(lost_last(program, folder, options.freeze) for _ in range(options.cuts))
    print(f"{lost} of {options.cuts} cuts lost the last record that was told{', frozen first' if options.freeze else ''}")
    return 1 if options.freeze and lost else 0


if __name__ == "__main__":
    sys.exit(main())
