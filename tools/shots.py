#!/usr/bin/env python3
"""Pictures of the program with its demonstration, in build/shots; the README's picture is copied to docs/images.

usage: shots.py [languages] [themes] [widths]     as en,bn,ru light,dark 1440,360
"""
import os
import re
import shutil
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, os.path.join(ROOT, "tests"))

from rig.server import Server  # noqa: E402


def main() -> int:
    output = os.path.join(ROOT, "build", "shots")
    server = Server()
    try:
        made = server.command("demo")
        accounts = re.findall(r"^\s+(\S+@\S+)\s+\((.*) - (\w[\w-]*)\)$", made.stdout, re.M)
        password = re.search(r"with the password\s+(\S+)", made.stdout)
        if made.returncode != 0 or not accounts or not password:
            sys.exit(f"shots: demo: {made.stdout}{made.stderr}")
        email = next((email for email, _, role in accounts if role == "agent"), accounts[0][0])
        server.start()
        done = subprocess.run(["node", "tests/browser/shots.mjs", server.base, email, password.group(1), output,
                               *sys.argv[1:]], cwd=ROOT)
        picture = os.path.join(output, "en-light-1440-ticket.png")
        if os.path.exists(picture):
            os.makedirs(os.path.join(ROOT, "docs", "images"), exist_ok=True)
            shutil.copy(picture, os.path.join(ROOT, "docs", "images", "console.png"))
            print("shots: docs/images/console.png is new")
        return done.returncode
    finally:
        server.close()


sys.exit(main())
