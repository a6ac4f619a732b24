#!/usr/bin/env python3
"""The floors checker finds a planted include of each forbidden kind, and lets the allowed ones pass."""
import os
import tempfile
import unittest

import floors

FLOORS = """# a comment
app
desk/*
desk/tickets
platform/db  platform/http
base
only boost/asio platform/http
only sqlite3.h platform/db
"""


class FloorsTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.server = folder.name
        self.write("FLOORS", FLOORS)

    def write(self, path: str, text: str) -> None:
        full = os.path.join(self.server, path)
        os.makedirs(os.path.dirname(full), exist_ok=True)
        with open(full, "w", encoding="utf-8") as file:
            file.write(text)

    def complaints(self, path: str, line: str) -> str:
        self.write(path, "// what it is\n" + line + "\n")
        return "\n".join(sentence for _, sentence in floors.check(self.server)[1])

    def test_lower_floors_and_the_own_folder_are_allowed(self):
        self.assertEqual(self.complaints("desk/sla/a.cc", '#include "desk/sla/b.h"'), "")
        self.assertEqual(self.complaints("desk/sla/a.cc", '#include "desk/tickets/tickets.h"'), "")
        self.assertEqual(self.complaints("app/main.cc", '#include "desk/sla/b.h"'), "")
        self.assertEqual(self.complaints("app/main.cc", '#include "base/id.h"\n#include <vector>'), "")

    def test_a_higher_floor_is_found(self):
        self.assertIn("higher floor (desk/tickets)", self.complaints("platform/db/a.cc", '#include "desk/tickets/t.h"'))
        self.assertIn("higher floor (app)", self.complaints("base/a.h", ' # include "app/x.h"'))

    def test_a_sibling_is_found_by_name_and_by_star(self):
        self.assertIn("sibling (platform/http)", self.complaints("platform/db/a.cc", '#include "platform/http/h.h"'))
        self.assertIn("sibling (desk/chat)", self.complaints("desk/sla/a.cc", '#include "desk/chat/chat.h"'))

    def test_a_guarded_header_is_found_outside_its_folder(self):
        self.assertIn("only", self.complaints("desk/sla/a.cc", "#include <boost/asio/io_context.hpp>"))
        self.assertIn("only", self.complaints("platform/db/a.cc", "#include <boost/asio.hpp>"))
        self.assertIn("only", self.complaints("base/a.cc", "#include <sqlite3.h>"))

    def test_a_guarded_header_is_found_behind_a_header_of_its_folder(self):
        self.write("platform/db/inner.h", "#include <sqlite3.h>\n")
        self.write("platform/db/outer.h", '#include "platform/db/inner.h"\n')
        self.assertEqual(self.complaints("platform/db/a.cc", '#include "platform/db/outer.h"'), "")
        self.assertIn("which brings in sqlite3.h", self.complaints("desk/sla/a.cc", '#include "platform/db/outer.h"'))

    def test_a_folder_without_a_floor_is_found(self):
        self.assertIn("no floor", self.complaints("utils/a.h", '#include "base/id.h"'))
        self.assertIn("no floor", self.complaints("platform/stray/a.h", '#include "base/id.h"'))

    def test_files_below_a_folder_belong_to_it(self):
        self.assertIn("sibling", self.complaints("desk/sla/testdata/a.h", '#include "desk/chat/c.h"'))


unittest.main()
