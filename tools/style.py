#!/usr/bin/env python3
"""Rules of STYLE.md that a program can check over the files of the repository. Ends with "N passed, N failed".

usage: style.py [REPOSITORY]
"""
import os
import re
import subprocess
import sys

LONGEST_FILE = 600
HOMELESS = {"util", "utils", "common", "helper", "helpers", "core", "service", "services", "manager", "managers", "misc"}
CODE = (".cc", ".h", ".ts", ".tsx", ".mjs", ".js", ".css", ".py", ".sql")
SELF = ("tools/style.py", "tools/style_test.py")


def files_of(root: str) -> list[str]:
    listed = subprocess.run(["git", "-C", root, "ls-files", "-co", "--exclude-standard"], capture_output=True, text=True)
    names = listed.stdout.splitlines() if listed.returncode == 0 else [
        os.path.relpath(os.path.join(parent, name), root) for parent, _, names in os.walk(root) for name in names]
    return sorted(name for name in set(names) if os.path.isfile(os.path.join(root, name)))


def is_code(path: str) -> bool:
    written_by_hand = "/generated/" not in path and path != "web/shared/wire.ts"  # by tools/generate.py
    return path.endswith(CODE) and "/testdata/" not in path and written_by_hand and path not in SELF


def banned_words(pattern: str, message: str, inside=is_code):
    compiled = re.compile(pattern)

    def rule(path: str, text: str):
        if inside(path):
            for number, line in enumerate(text.splitlines(), 1):
                if compiled.search(line):
                    yield f"{path}:{number}: {message}"

    return rule


def no_long_files(path: str, text: str):
    if is_code(path) and not path.endswith(".css") and text.count("\n") > LONGEST_FILE:
        yield f"{path}: {text.count(chr(10))} lines, {LONGEST_FILE} at most; it hides a noun"


def no_homeless_folders(path: str, _text: str):
    if is_code(path) and (strays := HOMELESS & set(path.split("/")[:-1])):
        yield f"{path}: a folder named {', '.join(strays)} tells nothing"


def headers_say_what_they_are(path: str, text: str):
    if path.startswith("server/") and path.endswith(".h") and is_code(path):
        lines = text.splitlines()
        opening = next((i for i, line in enumerate(lines) if not line.startswith("//")), len(lines))
        if not 2 <= opening <= 10:
            yield f"{path}: opens with {opening} comment lines, not 2 to 10 (what, rule of use, threading)"


def anything_written(path: str) -> bool:
    return path.endswith(CODE + (".md", ".toml", ".txt", ".cmake", ".json")) and path not in SELF and (
        "/testdata/" not in path and "package-lock" not in path)


RULES = {
    "no std::regex": banned_words(r"\bstd::(w?regex|basic_regex)\b|#include\s*<regex>", "std::regex is banned (RE2)"),
    "no long files": no_long_files,
    "no homeless folders": no_homeless_folders,
    "headers say what they are": headers_say_what_they_are,
    "no unfinished marks": banned_words(r"\b(TODO|FIXME|XXX|HACK)\b", "an unfinished mark"),
    "no half of a merge": banned_words(r"^(<{7}|>{7}) ", "both sides of a merge", anything_written),
    "no paths of one machine": banned_words(r"/work/(main|shared)\b|/root/|\bbash_jobs\b", "a path of one machine",
                                           anything_written),
}


def main() -> int:
    here = os.path.dirname(os.path.abspath(__file__))
    root = sys.argv[1] if len(sys.argv) > 1 else os.path.join(here, "..")
    found: dict[str, list[str]] = {name: [] for name in RULES}
    for path in files_of(root):
        if not anything_written(path) and not is_code(path):
            continue
        with open(os.path.join(root, path), encoding="utf-8", errors="replace") as file:
            text = file.read()
        for name, rule in RULES.items():
            found[name].extend(rule(path, text))
    for name, complaints in found.items():
        for complaint in complaints[:20]:
            print(f"style: {complaint}")
    failed = sum(1 for complaints in found.values() if complaints)
    print(f"{len(RULES) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
