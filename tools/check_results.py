"""Reads what test runners print: GoogleTest, node's test runner, Python's unittest, and our plain closing line."""
import re
from dataclasses import dataclass

ANSI = re.compile(r"\x1b\[[0-9;]*m")
PLAIN = re.compile(r"^(?:\w+: )?(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$", re.M)
GTEST = re.compile(r"^\[  (PASSED|FAILED|SKIPPED) +\] (\d+) tests?[.,]", re.M)
NODE = re.compile(r"^(?:#|ℹ) (pass|fail|cancelled|skipped|todo) (\d+)$", re.M)
UNITTEST_RAN = re.compile(r"^Ran (\d+) tests? in ", re.M)
UNITTEST_END = re.compile(r"^(?:OK|FAILED)(?: \(([^)]*)\))?$", re.M)
FAILURE_MARKS = re.compile(
    r"Failure$|^FAILED|\[  FAILED|error:|^FAIL:|^ERROR:|✖|not ok|AssertionError|Error:|SUMMARY: |: MISSED|^lost|"
    r"^floors:|^style:|^texts:|Traceback")
# What a runner says of a test; the marks above also stand in the noise of servers that a test left or cut off.
VERDICTS = re.compile(r"^\S+:\d+: Failure$|^FAIL:|^ERROR:|✖|^not ok|SUMMARY: |: MISSED|^lost|^floors:|^style:|^texts:|^once more: ")
LONGEST = 60


@dataclass
class Counts:
    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def plus(self, other: "Counts") -> "Counts":
        return Counts(self.passed + other.passed, self.failed + other.failed, self.skipped + other.skipped)

    def total(self) -> int:
        return self.passed + self.failed + self.skipped

    def closing_line(self) -> str:
        return f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped"

    def __str__(self) -> str:
        words = [f"{self.passed} passed"]
        if self.failed:
            words.append(f"{self.failed} failed")
        if self.skipped:
            words.append(f"{self.skipped} skipped")
        return ", ".join(words)


def read_counts(text: str) -> Counts:
    """The sum over every runner's closing lines in a log."""
    text = ANSI.sub("", text)
    counts = Counts()
    for passed, failed, skipped in PLAIN.findall(text):
        counts = counts.plus(Counts(int(passed), int(failed), int(skipped or 0)))
    for word, number in GTEST.findall(text):
        counts = counts.plus(Counts(**{word.lower(): int(number)}))
    for word, number in NODE.findall(text):
        field = {"pass": "passed", "fail": "failed", "cancelled": "failed"}.get(word, "skipped")
        counts = counts.plus(Counts(**{field: int(number)}))
    ends = UNITTEST_END.findall(text)
    for ran, end in zip(UNITTEST_RAN.findall(text), ends):
        numbers = {name: int(value) for name, value in re.findall(r"(\w[\w ]*)=(\d+)", end)}
        failed = numbers.get("failures", 0) + numbers.get("errors", 0) + numbers.get("unexpected successes", 0)
        skipped = numbers.get("skipped", 0)
        counts = counts.plus(Counts(max(0, int(ran) - failed - skipped), failed, skipped))
    return counts


def failures_of(text: str) -> list[str]:
    """The telling lines of a failed part: around the verdicts on its tests, else its marks of failure, else its end."""
    lines = ANSI.sub("", text).splitlines()
    wanted: set[int] = set()
    for marks, after in ((VERDICTS, 14), (FAILURE_MARKS, 6)):
        for number, line in enumerate(lines):
            if marks.search(line):
                wanted.update(range(max(0, number - 1), min(len(lines), number + after)))
        if wanted:
            break
    picked = sorted(wanted)[:LONGEST] or list(range(max(0, len(lines) - LONGEST // 2), len(lines)))
    return [lines[number] for number in picked]


def skipped_of(text: str) -> list[str]:
    """Names of skipped tests with their reasons, as the runners give them."""
    text = ANSI.sub("", text)
    names = re.findall(r"^(\S+) \(\S+\) \.\.\. skipped (.*)$", text, re.M)
    found = [f"{name}: {reason}" for name, reason in names]
    found += re.findall(r"^skipped: (.+)$", text, re.M)
    lines = text.splitlines()
    reason = ""
    for number, line in enumerate(lines):
        if line.endswith(": Skipped") and number + 1 < len(lines):
            reason = lines[number + 1]
        match = re.match(r"\[  SKIPPED \] (\S+) \(\d+ ms\)", line)
        if match:
            found.append(f"{match.group(1)}: {reason}")
    found += re.findall(r"^\s*﹣ (.+)$", text, re.M)
    return found


def shared_skips(text: str) -> int:
    """How many tests were skipped for lack of the shared data beside the repository."""
    return sum(1 for name in skipped_of(text) if "../shared" in name)
