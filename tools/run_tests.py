#!/usr/bin/env python3
"""Runs every *_test.py of a folder as a program of its own. usage: run_tests.py FOLDER"""
import glob
import os
import subprocess
import sys


def main() -> int:
    folder = sys.argv[1]
    failed = 0
    for path in sorted(glob.glob(os.path.join(folder, "*_test.py"))):
        print(f"== {path}", flush=True)
        failed |= subprocess.run([sys.executable, path, "-v"], stderr=subprocess.STDOUT).returncode
    return 1 if failed else 0


sys.exit(main())
