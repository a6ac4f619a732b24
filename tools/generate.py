#!/usr/bin/env python3
"""Writes the committed files that the program itself describes: docs/openapi.json, from GET /api/v2/openapi.json.

usage: generate.py            writes them
       generate.py --check    only compares; ends with "N passed, N failed"
"""
import json
import os
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, os.path.join(ROOT, "tests"))

from rig.api import Api  # noqa: E402
from rig.server import Server  # noqa: E402

TARGET = os.path.join(ROOT, "docs", "openapi.json")


def description() -> str:
    server = Server().start()
    try:
        answer = Api("127.0.0.1", server.port).get("/api/v2/openapi.json")
        if answer.status != 200:
            sys.exit(f"gen: GET /api/v2/openapi.json answers {answer.status}")
        described = answer.json
        described.pop("servers", None)  # the address of this run
        return json.dumps(described, indent=1, ensure_ascii=False, sort_keys=True) + "\n"
    finally:
        server.close()


def main() -> int:
    fresh = description()
    committed = ""
    if os.path.exists(TARGET):
        with open(TARGET, encoding="utf-8") as file:
            committed = file.read()
    if "--check" in sys.argv[1:]:
        if fresh == committed:
            print("1 passed, 0 failed")
            return 0
        print("error: docs/openapi.json differs from what the program says; ./dev gen writes it anew")
        print("0 passed, 1 failed")
        return 1
    if fresh != committed:
        with open(TARGET, "w", encoding="utf-8") as file:
            file.write(fresh)
        print("gen: wrote docs/openapi.json")
    return 0


sys.exit(main())
