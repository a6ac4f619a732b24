#!/usr/bin/env python3
"""Writes the committed files that the program itself describes: docs/openapi.json, from GET /api/v2/openapi.json, and
web/shared/wire.ts, the types of the same resources and routes.

usage: generate.py            writes them
       generate.py --check    only compares; ends with "N passed, N failed"
"""
import json
import os
import re
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, os.path.join(ROOT, "tests"))

from rig.api import Api  # noqa: E402
from rig.server import Server  # noqa: E402

METHODS = ("get", "post", "put", "patch", "delete")
TYPES = {"string": "string", "integer": "number", "number": "number", "boolean": "boolean", "array": "unknown[]",
         "object": "Record<string, unknown>"}


def description() -> dict:
    server = Server().start()
    try:
        answer = Api("127.0.0.1", server.port).get("/api/v2/openapi.json")
        if answer.status != 200:
            sys.exit(f"gen: GET /api/v2/openapi.json answers {answer.status}")
        described = answer.json
        described.pop("servers", None)  # the address of this run
        return described
    finally:
        server.close()


def type_name(resource: str) -> str:
    return "".join(word.capitalize() for word in resource.split("_"))


def typescript(described: dict) -> str:
    out = ["// Types of the API's resources and routes, written by tools/generate.py from what the server says of itself.",
           "// Do not change by hand: ./dev gen writes it anew.", ""]
    for resource, schema in sorted(described["components"]["schemas"].items()):
        out.append(f"export interface {type_name(resource)} {{")
        keys = schema["properties"]
        if "url" not in keys:
            out.append("  url?: string;")
        for key, about in keys.items():
            kinds = about["type"] if isinstance(about["type"], list) else [about["type"]]
            name = key if re.fullmatch(r"[A-Za-z_]\w*", key) else json.dumps(key)
            read_only = "readonly " if about.get("readOnly") else ""
            out.append(f"  {read_only}{name}: {' | '.join(TYPES.get(kind, kind) for kind in kinds)};")
        out += ["}", ""]
    routes = sorted(f"{method.upper()} {path}" for path, operations in described["paths"].items() for method in operations
                    if method in METHODS)
    out.append("export type Route =")
    out += [f"  | {json.dumps(route)}" for route in routes]
    out[-1] += ";"
    return "\n".join(out) + "\n"


def main() -> int:
    described = description()
    targets = {
        os.path.join("docs", "openapi.json"): json.dumps(described, indent=1, ensure_ascii=False, sort_keys=True) + "\n",
        os.path.join("web", "shared", "wire.ts"): typescript(described),
    }
    passed = failed = 0
    for name, fresh in targets.items():
        path = os.path.join(ROOT, name)
        committed = ""
        if os.path.exists(path):
            with open(path, encoding="utf-8") as file:
                committed = file.read()
        if "--check" in sys.argv[1:]:
            if fresh == committed:
                passed += 1
            else:
                failed += 1
                print(f"error: {name} differs from what the program says; ./dev gen writes it anew")
        elif fresh != committed:
            with open(path, "w", encoding="utf-8") as file:
                file.write(fresh)
            print(f"gen: wrote {name}")
    if "--check" in sys.argv[1:]:
        print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


sys.exit(main())
