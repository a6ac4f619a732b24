#!/usr/bin/env python3
"""Turns one .sql file into a header of named db::Query constants and a source that registers them.

A query starts with "-- name: insert_ticket" (both engines), "-- name: claim [postgres]" or "[sqlite]" (a variant) and
runs to the next name. The source is compiled into an object library that the folder's library hands to every program
that links it, so no registration is dropped. usage: embed_sql.py FILE.sql FOLDER OUT.h OUT.cc
"""
import os
import re
import sys


def read_queries(path: str) -> dict[str, dict[str, str]]:
    queries: dict[str, dict[str, str]] = {}
    name = engine = None
    for line in open(path, encoding="utf-8"):
        match = re.match(r"--\s*name:\s*(\w+)(?:\s*\[(\w+)\])?", line)
        if match:
            name, engine = match.group(1), match.group(2) or "both"
            if engine not in ("both", "sqlite", "postgres"):
                sys.exit(f"{path}: query {name} names an unknown engine {engine}")
            if engine in queries.setdefault(name, {}):
                sys.exit(f"{path}: query {name} is defined twice")
            queries[name][engine] = ""
        elif line.lstrip().startswith("--"):
            continue
        elif name:
            queries[name][engine] += line
        elif line.strip():
            sys.exit(f"{path}: text before the first '-- name:'")
    return queries


def literal(text: str) -> str:
    return 'R"~sql~(' + text.strip().rstrip(";").rstrip() + ')~sql~"'


def main() -> None:
    path, folder, header_path, source_path = sys.argv[1:5]
    stem = os.path.splitext(os.path.basename(path))[0]
    queries = read_queries(path)
    namespace = "sahay::sql::" + stem
    os.makedirs(os.path.dirname(header_path), exist_ok=True)
    with open(header_path, "w", encoding="utf-8") as out:
        out.write(f"// Generated from {folder}/{stem}.sql.\n#pragma once\n#include \"platform/db/store.h\"\n")
        out.write(f"namespace {namespace} {{\n")
        for query, texts in queries.items():
            lite = texts.get("sqlite", texts.get("both"))
            post = texts.get("postgres", texts.get("both"))
            if not lite or not post:
                sys.exit(f"{path}: query {query} lacks a text for one engine")
            out.write(f"inline constexpr db::Query {query}{{\"{stem}.{query}\", {literal(lite)}, {literal(post)}}};\n")
        out.write("}\n")
    with open(source_path, "w", encoding="utf-8") as out:
        out.write(f"// Generated from {folder}/{stem}.sql.\n#include \"{folder}/{stem}_sql.h\"\nnamespace {{\n")
        if queries:
            names = ", ".join(f"&{namespace}::{query}" for query in queries)
            out.write(f"const sahay::db::Query* const queries[] = {{{names}}};\n")
            out.write("const sahay::db::RegisterQueries registered(queries, sizeof queries / sizeof *queries);\n")
        out.write("}\n")


main()
