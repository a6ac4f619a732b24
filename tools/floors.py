#!/usr/bin/env python3
"""Checks every #include of server/ against server/FLOORS: own folder and lower floors only, and the "only" rules.

usage: floors.py [SERVER_FOLDER]   prints each forbidden include; ends with "N passed, N failed" (one a folder)
"""
import os
import re
import sys

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')


class Floors:
    def __init__(self, text: str):
        self.floors: list[list[str]] = []
        self.only: list[tuple[str, list[str]]] = []
        for line in text.splitlines():
            words = line.split("#")[0].split()
            if not words:
                continue
            if words[0] == "only":
                self.only.append((words[1], words[2:]))
            else:
                self.floors.append(words)
        self.named = {name: level for level, names in enumerate(self.floors) for name in names}

    def level(self, folder: str) -> int | None:
        """0 is the highest floor; None where FLOORS does not know the folder."""
        if folder in self.named:
            return self.named[folder]
        parent = folder.rsplit("/", 1)[0]
        return self.named.get(parent + "/*")

    def folder_of(self, path: str) -> str | None:
        """The folder of FLOORS that a path relative to server/ lies in: "desk/email/testdata/a.h" -> desk/email."""
        parts = path.split("/")[:-1]
        for length in range(len(parts), 0, -1):
            folder = "/".join(parts[:length])
            if folder in self.named or (length == 2 and self.level(folder) is not None):
                return folder
        return None

    def guards(self, included: str) -> set[int]:
        """The "only" rules that an included path falls under."""
        return {index for index, (header, _) in enumerate(self.only)
                if included == header or included.startswith((header + "/", header + "."))}

    def complaint(self, path: str, quote: str, included: str, guards: set[int]) -> str | None:
        """What is wrong with one include; `guards` are the rules that it falls under itself or brings in."""
        folder = self.folder_of(path)
        if folder is None:
            return f"{path}: its folder stands on no floor of server/FLOORS"
        for header, folders in (self.only[index] for index in sorted(guards)):
            if folder not in folders:
                brings = included if self.guards(included) else f"{included}, which brings in {header},"
                return f"{path}: {brings} belongs to {', '.join(folders)} only"
        target = self.folder_of(included) if quote == '"' else None
        if target is None or target == folder:
            return None
        mine, theirs = self.level(folder), self.level(target)
        if theirs == mine:
            return f"{path}: {included} is of a sibling ({target}); siblings talk by events or through a lower floor"
        if theirs < mine:
            return f"{path}: {included} is of a higher floor ({target})"
        return None


def sources(server: str):
    for parent, folders, names in os.walk(server):
        folders.sort()
        for name in sorted(names):
            if name.endswith((".h", ".cc", ".cpp", ".hpp")):
                yield os.path.relpath(os.path.join(parent, name), server)


def includes_of(server: str, path: str) -> list[tuple[int, str, str]]:
    """(line, quote, path) of each include of a file."""
    with open(os.path.join(server, path), encoding="utf-8", errors="replace") as file:
        matches = ((number, INCLUDE.match(line)) for number, line in enumerate(file, 1))
        return [(number, match.group(1), match.group(2)) for number, match in matches if match]


def brought_in(floors: Floors, includes: dict) -> dict[str, set[int]]:
    """For each file of ours the "only" rules that including it would bring in, through any number of headers."""
    guards = {path: set().union(*(floors.guards(name) for _, _, name in lines)) for path, lines in includes.items()}
    changed = True
    while changed:
        changed = False
        for path, lines in includes.items():
            wider = guards[path].union(*(guards.get(name, set()) for _, quote, name in lines if quote == '"'))
            changed = changed or wider != guards[path]
            guards[path] = wider
    return guards


def check(server: str) -> tuple[set[str], list[tuple[str, str]]]:
    """All folders with sources, and the complaints as (folder, sentence)."""
    with open(os.path.join(server, "FLOORS"), encoding="utf-8") as file:
        floors = Floors(file.read())
    includes = {path: includes_of(server, path) for path in sources(server)}
    brings = brought_in(floors, includes)
    folders, complaints = set(), []
    for path, lines in includes.items():
        folder = floors.folder_of(path) or os.path.dirname(path)
        folders.add(folder)
        for number, quote, name in lines:
            guards = floors.guards(name) | (brings.get(name, set()) if quote == '"' else set())
            if complaint := floors.complaint(path, quote, name, guards):
                complaints.append((folder, f"line {number}: {complaint}"))
    return folders, complaints


def main() -> int:
    here = os.path.dirname(os.path.abspath(__file__))
    server = sys.argv[1] if len(sys.argv) > 1 else os.path.join(here, "..", "server")
    folders, complaints = check(server)
    for _, sentence in complaints:
        print("floors:", sentence)
    failed = {folder for folder, _ in complaints}
    print(f"{len(folders - failed)} passed, {len(failed)} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
