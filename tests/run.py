#!/usr/bin/env python3
"""Runs the tests from outside against the real program.

usage: run.py [--engine sqlite|postgres] [--binary PATH] [--only WORDS] [--without WORDS] [--share N/M] FOLDER...
  FOLDER   api, mail, chat, cli, peers, rights, stories: every test_*.py in it
  --share  only every Mth file, beginning with the Nth: M runs side by side have each test once
"""
import argparse
import os
import resource
import sys
import time
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)

from rig.server import ROOT, Server, Settings  # noqa: E402


def each_test(suite):
    for item in suite:
        if isinstance(item, unittest.TestSuite):
            yield from each_test(item)
        else:
            yield item


def processor_seconds() -> float:
    """Of this process and of every server that has ended."""
    return sum(used.ru_utime + used.ru_stime for used in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)))


class Timed(unittest.TextTestResult):
    """Says how long each test took with its setUp, and the slowest at the end."""

    def __init__(self, *words, **named):
        super().__init__(*words, **named)
        self.begin, self.seconds = 0.0, {}

    def startTest(self, test):
        self.begin = time.monotonic()
        super().startTest(test)

    def addSuccess(self, test):
        self.stream.write(f"{time.monotonic() - self.begin:.1f} s ")
        super().addSuccess(test)

    def stopTest(self, test):
        self.seconds[test.id()] = time.monotonic() - self.begin
        super().stopTest(test)

    def printErrors(self):
        super().printErrors()
        self.stream.write(f"{processor_seconds():.0f} s of processor time; the slowest:\n")
        for name, seconds in sorted(self.seconds.items(), key=lambda one: -one[1])[:10]:
            self.stream.write(f"{seconds:6.1f} s  {name}\n")


def main() -> int:
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--engine", choices=("sqlite", "postgres"), default="sqlite")
    parser.add_argument("--binary", default=Settings.binary)
    parser.add_argument("--only", default="", help="run only tests whose name contains this")
    parser.add_argument("--without", default="", help="leave out tests whose name contains this")
    parser.add_argument("--share", default="1/1")
    parser.add_argument("folders", nargs="+")
    options = parser.parse_args()
    Settings.binary = os.path.abspath(options.binary)
    Settings.engine = options.engine
    Settings.ends_aside = True
    Settings.slow = 4 if "asan" in Settings.binary or "tsan" in Settings.binary else 1
    if not os.path.exists(Settings.binary):
        print(f"error: {os.path.relpath(Settings.binary, ROOT)} does not exist; ./dev build makes it")
        return 1
    if options.engine == "postgres":
        from rig.postgres import Cluster
        Settings.postgres = Cluster()
    try:
        suite = unittest.TestSuite()
        loader = unittest.TestLoader()
        loader.testNamePatterns = [f"*{options.only}*"] if options.only else None
        for folder in options.folders:
            path = os.path.join(HERE, folder)
            if os.path.isdir(path):
                sys.path.insert(0, path)
                suite.addTests(loader.discover(path, top_level_dir=path))
        number, shares = map(int, options.share.split("/"))
        files = sorted({type(test).__module__ for test in each_test(suite)})
        suite = unittest.TestSuite(test for test in each_test(suite) if type(test).__module__ in files[number - 1::shares])
        if options.without:
            suite = unittest.TestSuite(test for test in each_test(suite) if options.without not in test.id())
        result = unittest.TextTestRunner(stream=sys.stdout, verbosity=2, resultclass=Timed).run(suite)
        bad_ends = Server.ended_badly()
        for words in bad_ends:
            print(f"ERROR: {words}")
        return 0 if result.wasSuccessful() and not bad_ends else 1
    finally:
        if Settings.postgres:
            Settings.postgres.close()


sys.exit(main())
