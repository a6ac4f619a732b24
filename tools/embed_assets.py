#!/usr/bin/env python3
"""Turns a directory of web files into two sources that carry them: sahay::assets::NAME() lists them as http::Asset.
The bytes stand in one for the assembler: what names them is the same in every checkout, so the compiler's cache has it.

A file.gz and file.br beside a file are its packed forms; what is missing is made here when it pays.
usage: embed_assets.py DIRECTORY NAME OUT.h OUT.cc OUT.S PACKED_DIRECTORY
"""
import gzip
import hashlib
import os
import re
import shutil
import subprocess
import sys

TYPES = {
    ".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".mjs": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8", ".json": "application/json; charset=utf-8", ".svg": "image/svg+xml",
    ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".webp": "image/webp", ".avif": "image/avif",
    ".gif": "image/gif", ".ico": "image/x-icon", ".woff2": "font/woff2", ".woff": "font/woff", ".ttf": "font/ttf",
    ".txt": "text/plain; charset=utf-8", ".webmanifest": "application/manifest+json", ".wasm": "application/wasm",
    ".mp3": "audio/mpeg", ".ogg": "audio/ogg", ".map": "application/json; charset=utf-8",
}
PACKABLE = {".html", ".js", ".mjs", ".css", ".json", ".svg", ".txt", ".webmanifest", ".wasm", ".map", ".ttf"}
# "name-Bq3x91Zk.js": a hash has a digit or a capital; "noto-extended.woff2" has none.
HASHED = re.compile(r"[-.]([A-Za-z0-9_-]{8,})\.[A-Za-z0-9]+$")


def is_immutable(path: str) -> bool:
    match = HASHED.search(path)
    return bool(match) and "assets/" in path and bool(re.search(r"[A-Z0-9]", match.group(1)[-8:]))


def packed(source: str, path: str, extension: str, directory: str) -> str | None:
    """The packed form of a file, or None when it does not pay."""
    ready = source + extension
    if not os.path.exists(ready):
        if os.path.splitext(path)[1] not in PACKABLE:
            return None
        ready = os.path.join(directory, path + extension)
        os.makedirs(os.path.dirname(ready), exist_ok=True)
        data = open(source, "rb").read()
        if extension == ".gz":
            with open(ready, "wb") as out:
                out.write(gzip.compress(data, 9, mtime=0))
        elif shutil.which("brotli"):
            subprocess.run(["brotli", "-f", "-q", "11", "-o", ready, source], check=True)
        else:
            return None
    return ready if os.path.getsize(ready) < os.path.getsize(source) * 0.95 else None


def files_of(directory: str) -> list[str]:
    found = []
    for parent, _, names in os.walk(directory):
        found += [os.path.relpath(os.path.join(parent, name), directory) for name in names]
    originals = set(found)
    return sorted(path for path in found
                  if not (path.endswith((".gz", ".br")) and os.path.splitext(path)[0] in originals))


def write_if_changed(path: str, text: str) -> None:
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as out:
        out.write(text)


def main() -> None:
    directory, name, header, source, bytes_of, packed_directory = sys.argv[1:7]
    blobs: list[str] = []
    carried: list[str] = []
    rows: list[str] = []

    def blob(path: str | None) -> str:
        if path is None:
            return "{}"
        index = len(blobs)
        symbol = f"sahay_asset_{name}_{index}"
        blobs.append(symbol)
        carried.append(f'.globl {symbol}, {symbol}_end\n.hidden {symbol}, {symbol}_end\n.balign 16\n{symbol}:\n'
                       f'.incbin "{os.path.abspath(path)}"\n{symbol}_end:\n.byte 0\n')
        return f"view_({symbol}, {symbol}_end)"

    for path in files_of(directory) if os.path.isdir(directory) else []:
        full = os.path.join(directory, path)
        extension = os.path.splitext(path)[1]
        digest = hashlib.sha256(open(full, "rb").read()).hexdigest()[:20]
        rows.append(f'    {{"{path}", "{TYPES.get(extension, "application/octet-stream")}", "\\"{digest}\\"", {blob(full)}, '
                    f'{blob(packed(full, path, ".gz", packed_directory))}, '
                    f'{blob(packed(full, path, ".br", packed_directory))}, {"true" if is_immutable(path) else "false"}}},')

    write_if_changed(header, f"// Generated from the files of {name}.\n#pragma once\n#include <span>\n"
                             f'#include "platform/http/assets.h"\nnamespace sahay::assets {{\n'
                             f"std::span<const http::Asset> {name}();\n}}\n")
    write_if_changed(source, f"""// Generated from the files of {name}.
#include "assets/{name}.h"
extern "C" {{
{chr(10).join(f'extern const char {symbol}[] __attribute__((visibility("hidden"))), {symbol}_end[] __attribute__((visibility("hidden")));' for symbol in blobs)}
}}
namespace sahay::assets {{
namespace {{
[[maybe_unused]] std::string_view view_(const char* begin, const char* end) {{
  return {{begin, std::size_t(end - begin)}};
}}
}}
std::span<const http::Asset> {name}() {{
  static const std::vector<http::Asset> assets{{
{chr(10).join(rows)}
  }};
  return assets;
}}
}}
""")
    write_if_changed(bytes_of, f"// Generated from the files of {name}.\n.section .rodata.assets,\"a\",@progbits\n"
                               f"{''.join(carried)}.section .note.GNU-stack,\"\",@progbits\n")


main()
