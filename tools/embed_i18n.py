#!/usr/bin/env python3
"""Checks every text of i18n/ and writes the table that the server embeds (see messages.py for the rules).

usage: embed_i18n.py I18N_FOLDER OUT.cc   writes the table
       embed_i18n.py I18N_FOLDER --check  only checks, prints how many texts there are
"""
import os
import sys

import messages


def literal(text: str) -> str:
    out = []
    for byte in text.encode("utf-8"):
        c = chr(byte)
        if c in '"\\?':
            out.append("\\" + c)
        elif 0x20 <= byte < 0x7F:
            out.append(c)
        else:
            out.append(f"\\{byte:03o}")
    return '"' + "".join(out) + '"sv'


def row(key: str, texts: dict) -> str:
    cells = []
    numeric = set()
    for language in messages.LANGUAGES:
        message = texts[language]
        numeric.update(message.numeric())
        cells.append(f"{{{'true' if message.is_plain else 'false'}, "
                     f"{literal(message.plain if message.is_plain else message.source)}}}")
    numbers = literal(",".join(sorted(numeric)))
    return "    {%s, %s, {{%s}}},\n" % (literal(key), numbers, ", ".join(cells))


def main() -> None:
    folder, target = sys.argv[1:3]
    table, errors = messages.read_all(folder)
    if errors:
        for error in errors[:40]:
            print(f"texts: {error}", file=sys.stderr)
        if len(errors) > 40:
            print(f"texts: and {len(errors) - 40} more", file=sys.stderr)
        sys.exit(1)
    if target == "--check":
        print(f"texts: {len(table)} keys in {', '.join(messages.LANGUAGES)}, complete")
        return
    os.makedirs(os.path.dirname(os.path.abspath(target)), exist_ok=True)
    with open(target, "w", encoding="utf-8") as out:
        out.write("// Generated from i18n/*.json. Rows are sorted by key (bytes).\n")
        out.write('#include "base/i18n_table.h"\n\nnamespace sahay::i18n {\nusing namespace std::string_view_literals;\n')
        out.write("namespace {\nconstexpr Row kRows[] = {\n")
        for key in sorted(table, key=lambda k: k.encode()):
            out.write(row(key, table[key]))
        if not table:
            out.write('    {""sv, ""sv, {}},\n')
        out.write("};\n}  // namespace\nstd::span<const Row> table() { return kRows; }\n}  // namespace sahay::i18n\n")


main()
