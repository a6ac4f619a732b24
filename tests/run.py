#!/usr/bin/env python3
"""Runs the tests from outside against the real program. A class with a failure runs once more at the end, and that is
said: a machine with many things to do may be late. What fails twice has failed. The last line is
"N passed, N failed, N skipped".

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


class Aside:
    """Standard output with unittest's closing lines moved to the right: the only counts are those of the last line."""

    def write(self, text: str) -> None:
        sys.stdout.write("  " + text if text.startswith(("Ran ", "OK", "FAILED")) else text)

    def flush(self) -> None:
        sys.stdout.flush()


class Timed(unittest.TextTestResult):
    """Says how long each test took with its setUp, and the slowest at the end."""

    def __init__(self, *words, **named):
        super().__init__(*words, **named)
        self.begin, self.seconds = 0.0, {}

    def bad(self) -> list[str]:
        """Names of what failed, a class that could not begin included."""
        return [test.id() for test, _ in self.failures + self.errors] + [test.id() for test in self.unexpectedSuccesses]

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


MOST_AGAIN = 5  # more than that is no matter of chance


def failed_classes(tests: list, bad: list[str]) -> list:
    """All tests of the classes that failed: those of a class share a server. The error of a class that could not begin
    is called "setUpClass (module.Class)"."""
    classes = {name.removeprefix("setUpClass (").removesuffix(")") if "Class (" in name else name.rpartition(".")[0] for name in bad}
    return [again for test in tests if f"{type(test).__module__}.{type(test).__qualname__}" in classes
            for again in [type(test)(test._testMethodName)]]


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
        tests = list(each_test(suite))
        runner = unittest.TextTestRunner(stream=Aside(), verbosity=2, resultclass=Timed)
        result = runner.run(unittest.TestSuite(tests))
        passed, bad = result.testsRun - len(result.bad()) - len(result.skipped), result.bad()
        again = failed_classes(tests, bad)
        if again and len(bad) <= MOST_AGAIN:
            print("once more: " + ", ".join(bad), flush=True)
            second = runner.run(unittest.TestSuite(again))
            # All that the second run counts stood in the first: what passes now takes the place of what failed.
            passed, bad = passed + max(0, len(bad) - len(second.bad())), second.bad()
        bad_ends = Server.ended_badly()
        for words in bad_ends:
            print(f"ERROR: {words}")
        print(f"{passed} passed, {len(bad) + len(bad_ends)} failed, {len(result.skipped)} skipped")
        return 1 if bad or bad_ends else 0
    finally:
        if Settings.postgres:
            Settings.postgres.close()


sys.exit(main())
