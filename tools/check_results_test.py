#!/usr/bin/env python3
"""Every runner's closing lines are read, added up, and never lost."""
import unittest

from check_results import Counts, failures_of, read_counts, shared_skips, skipped_of

GTEST = """[ RUN      ] A.b
a_test.cc:4: Skipped
../shared is absent
[  SKIPPED ] A.b (0 ms)
[==========] 5 tests from 1 test suite ran. (46 ms total)
[  PASSED  ] 3 tests.
[  SKIPPED ] 1 test, listed below:
[  SKIPPED ] A.b
[  FAILED  ] 1 test, listed below:
[  FAILED  ] A.c
"""
UNITTEST = """test_a (m.C.test_a) ... ok
test_b (m.C.test_b) ... skipped 'needs root'
Ran 4 tests in 0.001s

FAILED (failures=1, errors=1, skipped=1)
"""


class Results(unittest.TestCase):
    def test_googletest(self):
        self.assertEqual(read_counts(GTEST), Counts(3, 1, 1))
        self.assertEqual(skipped_of(GTEST), ["A.b: ../shared is absent"])
        self.assertEqual(shared_skips(GTEST), 1)

    def test_unittest(self):
        self.assertEqual(read_counts(UNITTEST), Counts(1, 2, 1))
        self.assertEqual(skipped_of(UNITTEST), ["test_b: 'needs root'"])

    def test_node_and_plain_lines_add_up(self):
        text = "ℹ tests 3\nℹ pass 2\nℹ fail 1\nℹ cancelled 0\nℹ skipped 0\n# pass 4\n# fail 0\n7 passed, 0 failed\n"
        self.assertEqual(read_counts(text), Counts(13, 1, 0))

    def test_coloured_lines_count(self):
        self.assertEqual(read_counts("\x1b[0;32m[  PASSED  ] \x1b[m2 tests.\n"), Counts(2, 0, 0))

    def test_the_verdict_is_told_and_not_the_noise_before_it(self):
        noise = ["Traceback (most recent call last):", "ConnectionResetError: [Errno 104] Connection reset by peer"] * 50
        told = failures_of("\n".join([*noise, "FAIL: test_b (m.C.test_b)", "AssertionError: 1 != 2"]))
        self.assertIn("AssertionError: 1 != 2", told)
        self.assertLess(len(told), 10)
        self.assertIn(noise[1], failures_of("\n".join(noise)))

    def test_nothing_is_nothing(self):
        self.assertEqual(read_counts("hello").total(), 0)


unittest.main()
