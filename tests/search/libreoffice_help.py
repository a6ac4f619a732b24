#!/usr/bin/env python3
"""Makes a retrieval set of LibreOffice's help, whose pages carry hidden index keywords: a page is a document, a keyword
is a question whose right answers are the pages that carry it. Typing mistakes are one random edit in one word of four or
more letters; Russian in Latin letters follows the BGN table. Texts are MPL-2.0 and are not kept in this repository.
usage: libreoffice_help.py PACKAGE.deb en|ru FOLDER (the package: apt-get download libreoffice-help-en-us)
"""
import hashlib
import html
import json
import os
import random
import re
import subprocess
import sys
import tempfile
from collections import defaultdict
from html.parser import HTMLParser

BGN = dict(zip("абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
               "a b v g d e e zh z i y k l m n o p r s t u f kh ts ch sh shch  y  e yu ya".split(" ")))


class Page(HTMLParser):
    """Title, text and keywords of a help page; what stands outside of its display area is navigation."""

    def __init__(self) -> None:
        super().__init__()
        self.title, self.text, self.keywords = "", [], []
        self.inside = self.in_title = False
        self.skipped = 0

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        if tag == "div" and values.get("id") == "DisplayArea":
            self.inside = True
        elif tag == "title":
            self.in_title = True
        elif tag in ("script", "style"):
            self.skipped += 1
        elif tag == "meta" and values.get("itemprop") == "keywords":
            self.keywords += [k for k in (values.get("content") or "").split(";")]
        elif tag in ("p", "div", "h1", "h2", "h3", "h4", "li", "td", "br"):
            self.text.append("\n")

    def handle_endtag(self, tag):
        if tag == "title":
            self.in_title = False
        elif tag in ("script", "style") and self.skipped:
            self.skipped -= 1

    def handle_data(self, data):
        if self.in_title:
            self.title += data
        elif self.inside and not self.skipped:
            self.text.append(data)


def mistyped(text: str, source: random.Random) -> str | None:
    words = [m.span() for m in re.finditer(r"[^\W\d_]{4,}", text)]
    if not words:
        return None
    begin, end = source.choice(words)
    word = text[begin:end]
    letters = sorted({c for c in text.lower() if c.isalpha()})
    at = source.randrange(len(word))
    kind = source.choice(("delete", "insert", "replace", "swap"))
    if kind == "delete":
        changed = word[:at] + word[at + 1:]
    elif kind == "insert":
        changed = word[:at] + source.choice(letters) + word[at:]
    elif kind == "replace":
        changed = word[:at] + source.choice(letters) + word[at + 1:]
    else:
        at = min(at, len(word) - 2)
        changed = word[:at] + word[at + 1] + word[at] + word[at + 2:]
    return None if changed == word else text[:begin] + changed + text[end:]


def latin(text: str) -> str:
    return "".join(BGN.get(c, c) for c in text.lower())


def build(package: str, language: str, folder: str) -> None:
    os.makedirs(folder, exist_ok=True)
    pages, by_keyword = [], defaultdict(list)
    with tempfile.TemporaryDirectory() as unpacked:
        subprocess.run(["dpkg-deb", "-x", package, unpacked], check=True)
        for root, _, files in sorted(os.walk(unpacked)):
            for name in sorted(files):
                if not name.endswith(".html") or "/text/" not in root + "/":
                    continue
                page = Page()
                with open(os.path.join(root, name), encoding="utf-8") as file:
                    page.feed(file.read())
                body = re.sub(r"[ \t]+", " ", re.sub(r"\s*\n\s*", "\n", "".join(page.text))).strip()
                if not body:
                    continue
                identity = os.path.relpath(os.path.join(root, name), unpacked).split("/text/", 1)[1]
                pages.append({"id": identity, "title": page.title.strip(), "body": body})
                for keyword in page.keywords:
                    text = re.sub(r"\s+", " ", html.unescape(keyword).replace("--", " ")).strip()
                    if text and identity not in by_keyword[text]:
                        by_keyword[text].append(identity)
    with open(os.path.join(folder, "docs.jsonl"), "w", encoding="utf-8") as out:
        for page in pages:
            out.write(json.dumps(page, ensure_ascii=False) + "\n")
    with open(os.path.join(folder, "queries.jsonl"), "w", encoding="utf-8") as out:
        for text in sorted(by_keyword):
            key = hashlib.sha1(text.encode()).hexdigest()
            if int(key, 16) % 100 >= 60:  # the part that is kept aside
                continue
            variants = {"clean": text, "typo": mistyped(text, random.Random(key))}
            if language == "ru" and re.search("[а-яё]", text.lower()):
                variants["translit"] = latin(text)
            for condition, variant in variants.items():
                if variant:
                    out.write(json.dumps({"qid": f"{key[:16]}#{condition}", "cond": condition, "lang": language, "text": variant,
                                          "rel": by_keyword[text]}, ensure_ascii=False) + "\n")
    print(f"{len(pages)} documents, {len(by_keyword)} keywords")


if __name__ == "__main__":
    build(*sys.argv[1:4])
