"""Reads and checks the texts for people: i18n/{en,bn,ru}.json and i18n/parts/<area>.{en,bn,ru}.json.

Messages are ICU MessageFormat with the forms that server and web both know: {name}, {name, number},
{name, plural, ...}, {name, selectordinal, ...} and {name, select, ...}. A plain {name} is filled in as it is, so that
identifiers stay as they were; numbers follow the language's digits inside number, plural and selectordinal only.
"""
import json
import os
import re

LANGUAGES = ("en", "bn", "ru")
# The cardinal forms of CLDR for our languages. Ordinals: en one two few other, bn one two few many other, ru other.
PLURAL_FORMS = {"en": {"one", "other"}, "bn": {"one", "other"}, "ru": {"one", "few", "many", "other"}}
ORDINAL_FORMS = {
    "en": {"one", "two", "few", "other"},
    "bn": {"one", "two", "few", "many", "other"},
    "ru": {"other"},
}
KEY = re.compile(r"^[a-z][A-Za-z0-9_]*(\.[A-Za-z0-9_]+)+$")
NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
KINDS = ("number", "plural", "selectordinal", "select")


class MessageError(Exception):
    pass


class Message:
    """One parsed message: its arguments (name -> kind), the choices of each select, and its text when it has none."""

    def __init__(self, source: str, language: str):
        self.source = source
        self.language = language
        self.arguments: dict[str, str] = {}
        self.choices: dict[str, frozenset[str]] = {}
        self.position = 0
        self.plain = self._text(inside=False, plural=False)
        if self.position != len(source):
            raise MessageError(f"a closing brace too many at character {self.position + 1}")

    @property
    def is_plain(self) -> bool:
        return not self.arguments

    def numeric(self) -> list[str]:
        return sorted(name for name, kind in self.arguments.items() if kind not in ("text", "select"))

    def _text(self, inside: bool, plural: bool) -> str:
        out = []
        source = self.source
        while self.position < len(source):
            c = source[self.position]
            if c == "'":
                out.append(self._quoted(plural))
            elif c == "{":
                self._argument()
            elif c == "}":
                if inside:
                    return "".join(out)
                raise MessageError(f"a closing brace too many at character {self.position + 1}")
            else:
                out.append(c)
                self.position += 1
        if inside:
            raise MessageError("a brace is not closed")
        return "".join(out)

    def _quoted(self, plural: bool) -> str:
        # ICU's default: '' is an apostrophe; ' starts a quotation only before a syntax character.
        source = self.source
        following = source[self.position + 1 : self.position + 2]
        if following == "'":
            self.position += 2
            return "'"
        if following not in ("{", "}") and not (plural and following == "#"):
            self.position += 1
            return "'"
        end = self.position + 1
        out = []
        while end < len(source):
            if source[end] == "'":
                if source[end + 1 : end + 2] != "'":
                    self.position = end + 1
                    return "".join(out)
                end += 1
            out.append(source[end])
            end += 1
        raise MessageError("a quotation is not closed")

    def _space(self) -> None:
        while self.position < len(self.source) and self.source[self.position].isspace():
            self.position += 1

    def _word(self, what: str) -> str:
        self._space()
        match = NAME.match(self.source, self.position)
        if not match:
            raise MessageError(f"{what} is missing at character {self.position + 1}")
        self.position = match.end()
        self._space()
        return match.group()

    def _take(self, c: str) -> bool:
        if self.source[self.position : self.position + 1] == c:
            self.position += 1
            return True
        return False

    def _argument(self) -> None:
        self.position += 1
        name = self._word("an argument's name")
        if self._take("}"):
            self._note(name, "text")
            return
        if not self._take(","):
            raise MessageError(f"argument {name}: expected , or }}")
        kind = self._word("the kind of an argument")
        if kind not in KINDS:
            raise MessageError(f"argument {name}: kind {kind} is not one of {', '.join(KINDS)}")
        self._note(name, kind)
        if kind == "number":
            if not self._take("}"):
                raise MessageError(f"argument {name}: number takes no style")
            return
        if not self._take(","):
            raise MessageError(f"argument {name}: {kind} has no forms")
        self._forms(name, kind)

    def _forms(self, name: str, kind: str) -> None:
        forms = set()
        while True:
            self._space()
            if self._take("}"):
                break
            if kind != "select" and self.source.startswith("offset:", self.position):
                raise MessageError(f"argument {name}: offset is not supported")
            exact = re.compile(r"=\d+").match(self.source, self.position) if kind != "select" else None
            if exact:
                form = exact.group()
                self.position = exact.end()
                self._space()
            else:
                form = self._word(f"a form of {name}")
            if form in forms:
                raise MessageError(f"argument {name}: form {form} stands twice")
            forms.add(form)
            if not self._take("{"):
                raise MessageError(f"argument {name}: form {form} has no text")
            self._text(inside=True, plural=kind != "select")
            self.position += 1
        if kind == "select":
            if "other" not in forms:
                raise MessageError(f"argument {name}: select lacks the form other")
            self.choices[name] = frozenset(forms)
            return
        needed = (PLURAL_FORMS if kind == "plural" else ORDINAL_FORMS)[self.language]
        named = {form for form in forms if not form.startswith("=")}
        if missing := needed - named:
            raise MessageError(f"argument {name}: {kind} lacks {', '.join(sorted(missing))}")
        if unknown := named - needed:
            raise MessageError(f"argument {name}: {kind} has no form {', '.join(sorted(unknown))} in {self.language}")

    def _note(self, name: str, kind: str) -> None:
        known = self.arguments.get(name)
        if known in (None, "text"):
            self.arguments[name] = kind
        elif kind not in ("text", known) and {known, kind} != {"number", "plural"}:
            raise MessageError(f"argument {name} is {known} and {kind} in one message")


def text_files(folder: str, language: str) -> list[str]:
    parts = os.path.join(folder, "parts")
    names = sorted(os.listdir(parts)) if os.path.isdir(parts) else []
    own = os.path.join(folder, f"{language}.json")
    return ([own] if os.path.exists(own) else []) + [
        os.path.join(parts, name) for name in names if name.endswith(f".{language}.json")
    ]


def read_language(folder: str, language: str, errors: list[str]) -> dict[str, tuple[str, str]]:
    """key -> (text, file)."""
    texts: dict[str, tuple[str, str]] = {}
    for path in text_files(folder, language):
        shown = os.path.relpath(path, os.path.dirname(os.path.abspath(folder)))
        try:
            with open(path, encoding="utf-8") as file:
                pairs = json.load(file, object_pairs_hook=list)
        except ValueError as error:
            errors.append(f"{shown}: {error}")
            continue
        for key, value in pairs:
            if not KEY.match(key):
                errors.append(f"{shown}: key {key} is not of the form area.name")
            elif not isinstance(value, str):
                errors.append(f"{shown}: {key} is not a text (keys are flat)")
            elif key in texts and texts[key][0] != value:
                errors.append(f"{shown}: {key} has another text in {texts[key][1]}")
            else:
                texts[key] = (value, shown)
    return texts


def read_all(folder: str) -> tuple[dict[str, dict[str, Message]], list[str]]:
    """Every message by key and language, and what is wrong, one sentence each."""
    errors: list[str] = []
    texts = {language: read_language(folder, language, errors) for language in LANGUAGES}
    keys = sorted(set().union(*texts.values()))
    messages: dict[str, dict[str, Message]] = {}
    for key in keys:
        row = {}
        for language in LANGUAGES:
            if key not in texts[language]:
                where = next(texts[other][key][1] for other in LANGUAGES if key in texts[other])
                errors.append(f"{where}: {key} is missing in {language}")
                continue
            text, where = texts[language][key]
            if not text.strip():
                errors.append(f"{where}: {key} is empty")
            try:
                row[language] = Message(text, language)
            except MessageError as error:
                errors.append(f"{where}: {key}: {error}")
        if len(row) == len(LANGUAGES):
            compare(key, row, texts, errors)
            messages[key] = row
    return messages, errors


def compare(key: str, row: dict[str, Message], texts: dict, errors: list[str]) -> None:
    first = row[LANGUAGES[0]]
    for language in LANGUAGES[1:]:
        other = row[language]
        where = texts[language][key][1]
        if set(first.arguments) != set(other.arguments):
            here = ", ".join(sorted(other.arguments)) or "none"
            there = ", ".join(sorted(first.arguments)) or "none"
            errors.append(f"{where}: {key} has the arguments {here}; {LANGUAGES[0]} has {there}")
        for name in first.choices.keys() & other.choices.keys():
            if first.choices[name] != other.choices[name]:
                errors.append(f"{where}: {key}: select {name} has other choices than {LANGUAGES[0]}")
