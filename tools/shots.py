#!/usr/bin/env python3
"""Pictures of the program with its demonstration in docs/images/shots; the few that stand in documents go to docs/images.

usage: shots.py [languages] [themes] [widths] [surfaces]     as en,bn,ru light,dark 1440,360 console,portal,widget
"""
import os
import shutil
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
IMAGES = os.path.join(ROOT, "docs", "images")
SHOTS = os.path.join(IMAGES, "shots")
# Name in docs/images (committed) -> the picture that it is.
KEPT = {
    "console.png": "console-en-light-1440-ticket.png",
    "console-dark-bn.png": "console-bn-dark-1440-ticket.png",
    "widget.png": "widget-en-light-1440-chat.png",
    "portal-360-ru.png": "portal-ru-light-360-home.png",
}
MOST_BYTES = 400_000


def main() -> int:
    code = subprocess.run(["node", "tests/browser/shots.mjs", SHOTS, *sys.argv[1:]], cwd=ROOT).returncode
    for name, picture in KEPT.items():
        source = os.path.join(SHOTS, picture)
        if not os.path.exists(source):
            continue
        if os.path.getsize(source) > MOST_BYTES:
            print(f"shots: {picture} has {os.path.getsize(source)} bytes; {MOST_BYTES} are the most")
            code = 1
            continue
        shutil.copy(source, os.path.join(IMAGES, name))
        print(f"shots: docs/images/{name} is new")
    return code


sys.exit(main())
