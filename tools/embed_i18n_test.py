#!/usr/bin/env python3
"""The checker of texts finds each kind of mistake that it promises to find."""
import json
import os
import subprocess
import sys
import tempfile
import unittest

import messages

TOOL = os.path.join(os.path.dirname(os.path.abspath(__file__)), "embed_i18n.py")


class Texts(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def write(self, name: str, texts: dict) -> None:
        path = os.path.join(self.folder.name, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            json.dump(texts, file)

    def write_all(self, texts: dict, **changed: dict) -> None:
        for language in messages.LANGUAGES:
            self.write(f"{language}.json", changed.get(language, texts))

    def errors(self) -> str:
        return "\n".join(messages.read_all(self.folder.name)[1])

    def test_complete_texts_pass(self):
        self.write_all({"a.hello": "Hello {name}, it's {place}"})
        self.assertEqual(self.errors(), "")

    def test_a_key_that_one_language_lacks_is_found(self):
        self.write_all({"a.b": "x"}, bn={})
        self.assertIn("a.b is missing in bn", self.errors())

    def test_other_arguments_are_found(self):
        self.write_all({"a.b": "x {name}"}, ru={"a.b": "x {nom}"})
        self.assertIn("a.b has the arguments nom; en has name", self.errors())

    def test_a_missing_russian_plural_form_is_found(self):
        self.write_all({"a.b": "{n, plural, one {# day} other {# days}}"})
        self.assertIn("plural lacks few, many", self.errors())

    def test_a_form_that_a_language_does_not_have_is_found(self):
        ru = {"a.b": "{n, plural, one {#} few {#} many {#} other {#}}"}
        self.write_all({"a.b": "{n, plural, one {#} few {#} other {#}}"}, ru=ru)
        self.assertIn("plural has no form few in en", self.errors())

    def test_forms_inside_forms_are_checked(self):
        text = "{who, select, me {{n, plural, one {#}}} other {x}}"
        self.write_all({"a.b": text})
        self.assertIn("plural lacks other", self.errors())

    def test_broken_braces_are_found(self):
        for text in ("x {name", "x }", "{", "{a, plural}", "{a, date}", "{n, plural, one {x}", "{}", "x '{'{"):
            self.write_all({"a.b": text})
            self.assertIn("a.b", self.errors(), text)

    def test_quoted_braces_are_text(self):
        self.assertEqual(messages.Message("it''s '{'a'}' don't", "en").plain, "it's {a} don't")

    def test_the_same_key_with_another_text_is_found(self):
        self.write_all({"a.b": "x"})
        self.write("parts/more.en.json", {"a.b": "y"})
        self.assertIn("a.b has another text in", self.errors())

    def test_nested_keys_and_bad_names_are_found(self):
        self.write_all({"a.b": "x", "Bad Key": "x"})
        self.assertIn("Bad Key is not of the form", self.errors())
        self.write("parts/more.en.json", {"c.d": {"e": "f"}})
        self.assertIn("c.d is not a text", self.errors())

    def test_the_program_fails_on_a_mistake_and_names_the_file(self):
        self.write_all({"a.b": "x"}, ru={})
        done = subprocess.run([sys.executable, TOOL, self.folder.name, "--check"], capture_output=True, text=True)
        self.assertEqual(done.returncode, 1)
        self.assertIn("en.json: a.b is missing in ru", done.stderr)

    def test_the_table_holds_escaped_text(self):
        self.write_all({"a.b": 'say "hi"\\ ?'})
        target = os.path.join(self.folder.name, "out", "table.cc")
        subprocess.run([sys.executable, TOOL, self.folder.name, target], check=True)
        with open(target, encoding="utf-8") as file:
            self.assertIn(r'say \"hi\"\\ \?', file.read())


unittest.main()
