#!/usr/bin/env python3
"""Embeds server/migrations/NNNN_name.sql, sorted by number, as one source with text and checksum of each.

usage: embed_migrations.py OUT.cc FILE.sql...
"""
import hashlib
import os
import re
import sys


def main() -> None:
    out_path, files = sys.argv[1], sys.argv[2:]
    found: dict[int, tuple[str, str]] = {}
    for path in files:
        match = re.fullmatch(r"(\d{4})_([a-z0-9_]+)\.sql", os.path.basename(path))
        if not match:
            sys.exit(f"{path}: a migration is named NNNN_name.sql")
        number = int(match.group(1))
        if number in found:
            sys.exit(f"{path}: the number {number:04} is taken by {found[number][0]}")
        found[number] = (match.group(2), open(path, encoding="utf-8").read())
    os.makedirs(os.path.dirname(out_path), exist_ok=True)
    with open(out_path, "w", encoding="utf-8") as out:
        out.write("// Generated from server/migrations.\n#include \"platform/db/migrate.h\"\nnamespace sahay::db {\n")
        out.write("const std::vector<Migration>& embedded_migrations() {\n  static const std::vector<Migration> all = {\n")
        for number, (name, text) in sorted(found.items()):
            checksum = hashlib.sha256(text.encode()).hexdigest()
            out.write(f'    {{{number}, "{name}", "{checksum}", R"~sql~({text})~sql~"}},\n')
        out.write("  };\n  return all;\n}\n}  // namespace sahay::db\n")


main()
