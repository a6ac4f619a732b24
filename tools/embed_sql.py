#!/usr/bin/env python3
"""Turns one .sql file into a header and a source of named db::Query constants.

A query starts with "-- name: insert_ticket" (both engines), "-- name: claim [postgres]" or "[sqlite]" (a variant) and
runs to the next name. usage: embed_sql.py FILE.sql FOLDER OUT.h OUT.cc
"""
import os
import re
import sys


def main() -> None:
    path, folder, header_path, source_path = sys.argv[1:5]
    stem = os.path.splitext(os.path.basename(path))[0]
    queries: dict[str, dict[str, str]] = {}
    name = engine = None
    for line in open(path, encoding="utf-8"):
        match = re.match(r"--\s*name:\s*(\w+)(?:\s*\[(sqlite|postgres)\])?", line)
        if match:
            name, engine = match.group(1), match.group(2) or "both"
            if engine in queries.setdefault(name, {}):
                sys.exit(f"{path}: query {name} is defined twice")
            queries[name][engine] = ""
        elif name and not line.lstrip().startswith("--"):
            queries[name][engine] += line
    namespace = "sahay::sql::" + stem
    os.makedirs(os.path.dirname(header_path), exist_ok=True)
    with open(header_path, "w", encoding="utf-8") as out:
        out.write(f"// Generated from {folder}/{stem}.sql.\n#pragma once\n#include \"platform/db/store.h\"\nnamespace {namespace} {{\n")
        for query, texts in queries.items():
            lite = texts.get("sqlite", texts.get("both"))
            post = texts.get("postgres", texts.get("both"))
            if lite is None or post is None:
                sys.exit(f"{path}: query {query} lacks a text for one engine")
            out.write(f"inline constexpr db::Query {query}{{\"{stem}.{query}\", R\"~sql~({lite.strip()})~sql~\", R\"~sql~({post.strip()})~sql~\"}};\n")
        out.write("}\n")
    with open(source_path, "w", encoding="utf-8") as out:
        out.write(f"// Generated from {folder}/{stem}.sql.\n#include \"{folder}/{stem}_sql.h\"\nnamespace {{\n")
        out.write("const sahay::db::Query* const queries[] = {" + ", ".join(f"&{namespace}::{q}" for q in queries) + "};\n")
        out.write(f"}}\nnamespace {namespace} {{\n// Referenced by folder registration so that a static library keeps it.\nvoid keep() {{}}\n")
        out.write("const db::RegisterQueries registered(queries, sizeof queries / sizeof *queries);\n}\n")


main()
