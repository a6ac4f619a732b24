#!/usr/bin/env python3
"""Each rule of tools/style.py finds what it bans."""
import unittest

import style


class StyleTest(unittest.TestCase):
    def found(self, rule: str, path: str, text: str) -> list[str]:
        return list(style.RULES[rule](path, text))

    def test_regex_is_found(self):
        self.assertTrue(self.found("no std::regex", "server/a.cc", "std::regex r;"))
        self.assertTrue(self.found("no std::regex", "server/a.cc", "#include <regex>"))
        self.assertFalse(self.found("no std::regex", "server/a.cc", "RE2 r;"))

    def test_long_files_are_found(self):
        self.assertTrue(self.found("no long files", "server/a.cc", "x\n" * 601))
        self.assertFalse(self.found("no long files", "server/a.cc", "x\n" * 600))

    def test_homeless_folders_are_found(self):
        self.assertTrue(self.found("no homeless folders", "server/utils/a.cc", ""))
        self.assertFalse(self.found("no homeless folders", "server/base/text.cc", ""))

    def test_headers_without_an_opening_are_found(self):
        self.assertTrue(self.found("headers say what they are", "server/base/a.h", "#pragma once\n"))
        self.assertFalse(self.found("headers say what they are", "server/base/a.h", "// a\n// b\n#pragma once\n"))

    def test_unfinished_marks_are_found(self):
        self.assertTrue(self.found("no unfinished marks", "server/a.cc", "// TO" + "DO later"))

    def test_half_a_merge_is_found(self):
        self.assertTrue(self.found("no half of a merge", "CHANGELOG.md", "<" * 7 + " HEAD"))
        self.assertFalse(self.found("no half of a merge", "README.md", "A title\n======="))


unittest.main()
