"""Reads tests/rights/table.txt: who may use which route, and which objects each role sees."""
import os
import re
from dataclasses import dataclass

PATH = os.path.join(os.path.dirname(os.path.abspath(__file__)), "table.txt")
CHANGES = ("POST", "PUT", "PATCH", "DELETE")


def pattern_of(path: str) -> re.Pattern:
    """"*" is within one part of the path, "/**" one part or more."""
    out = re.escape(path).replace(r"/\*\*", "(?:/[^/]+)+").replace(r"\*", "[^/]*")
    return re.compile(out + "$")


@dataclass
class Row:
    line: int
    methods: tuple[str, ...]
    pattern: re.Pattern
    text: str
    roles: frozenset[str]
    kind: str = ""
    may_lack: bool = False
    used: bool = False

    def matches(self, method: str, path: str) -> bool:
        return method in self.methods and bool(self.pattern.match(path))


class Table:
    def __init__(self, text: str):
        self.who: dict[str, frozenset[str]] = {}
        self.see: dict[tuple[str, str], set[str] | None] = {}  # None: all
        self.rows: list[Row] = []
        for number, line in enumerate(text.splitlines(), 1):
            words = line.split("#")[0].split()
            if not words:
                continue
            if words[0] == "who":
                self.who[words[1]] = frozenset(words[3:])
            elif words[0] == "see":
                names = words[4:]
                self.see[words[1], words[2]] = None if names == ["all"] else set() if names == ["none"] else set(names)
            else:
                self.add_row(number, words)

    def add_row(self, number: int, words: list[str]) -> None:
        named, path, who, *kind = words
        methods = {"write": CHANGES, "any": ("GET", *CHANGES)}.get(named, (named,))
        word = kind[0] if kind else ""
        self.rows.append(Row(number, methods, pattern_of(path), " ".join(words), self.who[who], word.rstrip("?"), word.endswith("?")))

    def row_of(self, method: str, path: str) -> Row | None:
        for row in self.rows:
            if row.matches(method, path):
                row.used = True
                return row
        return None

    def sees(self, role: str, kind: str, name: str) -> bool:
        if (kind, role) not in self.see:
            return False
        names = self.see[kind, role]
        return names is None or name in names


def read() -> Table:
    with open(PATH, encoding="utf-8") as file:
        return Table(file.read())
