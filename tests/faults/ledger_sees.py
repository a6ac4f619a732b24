#!/usr/bin/env python3
"""Whether the ledger would see a loss, and whether a repetition is one. Each request of each writer is swallowed once, as if it
had been acknowledged and lost: then a later request of the writer cannot do without it, or its item is not found exactly
once; what is neither is named, unless BLIND says why. Each request is sent twice with its key: the second gets the first's
status, and the item is found once. And each writer begins anew after each of its requests, as after a kill. usage: ledger_sees.py [--binary FILE] [--engine sqlite|postgres]
"""
import argparse
import os
import re
import sys
import time

from ledger import Ledger, RouteSender, Server, Settings, Verdict, check_coverage, found_items
from families import prepare
from rig.api import Answer, Api
from writers import WRITERS, Refused

# Requests whose loss leaves nothing to count: writer and request -> why.
BLIND = {
    "restore: DELETE /tickets/*": "the next request brings back what was not away",
    "away: PUT /users/*/absence": "who has come back is not away, said or not; every other item stays away and is counted",
    "upload: DELETE /uploads/*": "a file that no comment took is shown to nobody and goes by itself",
    "reopen_step: POST /procedure_runs/*/done": "the next request takes the step back",
    "take_shipped: POST /procedures/shipped": "made once for the whole desk, whoever asked first",
    "contact_site: PUT /contact_sites/*": "the site is deleted a moment later, there are twenty at most",
    "contact_site: POST /contact_sites/*/check": "the site is deleted a moment later, there are twenty at most",
}
# Answers that are not kept (they may hold a secret): the second is refused by the name that was given.
NOT_KEPT = ("/api/v2/mail_accounts",)


class Swallowing(Api):
    """Sends all requests but the one of this number; that one is answered as if it had been done."""

    def __init__(self, api: Api, at: int):
        super().__init__(api.host, api.port, api.email, api.token, timeout=15)
        self.at, self.count, self.swallowed = at, 0, ""

    def request(self, method, path, body=None, headers=None):
        if method != "GET":
            self.count += 1
            if self.count - 1 == self.at:
                self.swallowed = f"{method} {re.sub(r'/(?=[^/]*[0-9A-Z])[^/]{1,}', '/*', path.split('?')[0].removeprefix('/api/v2'))}"
                return Answer(200, {}, b"{}")
        return super().request(method, path, body, headers)


class Twice(Api):
    """Sends what changes something twice; answers the second time."""

    def __init__(self, api: Api):
        super().__init__(api.host, api.port, api.email, api.token, timeout=15)
        self.differs: list[str] = []

    def request(self, method, path, body=None, headers=None):
        first = super().request(method, path, body, headers)
        keyed = "Idempotency-Key" in (headers or {})
        if method == "GET" or path.startswith(NOT_KEPT) or not (keyed or method == "DELETE"):
            return first
        second = super().request(method, path, body, headers)
        if keyed and first.status < 300 and second.status != first.status:
            self.differs.append(f"{method} {path}: {first.status}, then {second!r}")
        return second


class Cut(Api):
    """The connection breaks after the request of this number: it was done, and its answer is not heard."""

    def __init__(self, api: Api, at: int):
        super().__init__(api.host, api.port, api.email, api.token, timeout=15)
        self.at, self.count = at, 0

    def request(self, method, path, body=None, headers=None):
        answer = super().request(method, path, body, headers)
        self.count += method != "GET"
        if self.count - 1 == self.at and method != "GET":
            raise ConnectionError
        return answer


def begun_anew(sender: RouteSender, writer, item: str, api: Api, at: int) -> str | None:
    """Runs the writer again after its request number `at`. "": done; else why not; None: it has no such request."""
    try:
        failed = run(sender, writer, item, Cut(api, at))
        return failed or None
    except ConnectionError:
        return run(sender, writer, item, api)


def run(sender: RouteSender, writer, item: str, api: Api, tries: int = 400) -> str:
    """Runs the writer to its end. "": done; else why not."""
    sender.api = api
    for _ in range(tries):
        try:
            writer(sender, item)
            return ""
        except Refused as refusal:
            if "again later" not in str(refusal):
                return str(refusal)
            api.count = 0
            time.sleep(0.02)
        except (KeyError, TypeError, IndexError) as missing:
            return repr(missing)
        finally:
            api.close()
    return "never done"


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--binary", default=Settings.binary)
    parser.add_argument("--engine", choices=("sqlite", "postgres"), default="sqlite")
    options = parser.parse_args()
    Settings.binary, Settings.engine = os.path.abspath(options.binary), options.engine
    if options.engine == "postgres":
        from rig.postgres import Cluster
        Settings.postgres = Cluster()
    server = Server().start()
    try:
        api = server.add_admin()
        check_coverage(api)
        prepare(api)
        return judge(api, RouteSender(server, Ledger(), 0, api))
    finally:
        server.kill()
        server.close()
        if Settings.postgres:
            Settings.postgres.close()


def judge(api: Api, sender: RouteSender) -> int:
    lost: dict[str, str] = {}
    anew: dict[str, str] = {}
    problems: list[str] = []
    stopped = blind = 0
    for number, writer in enumerate(WRITERS):
        if number % 10 == 0:
            sender.hub = api.new_ticket(f"hub-{number}")["id"]
        twice = Twice(api)
        if failed := run(sender, writer, f"item-twice-{number}", twice):
            problems.append(f"{writer.__name__}: sent twice, {failed}")
        problems += [f"{writer.__name__}: {difference}" for difference in twice.differs]
        for at in range(40):
            item = f"item-{number}-{at}"
            again = begun_anew(sender, writer, f"item-anew-{number}-{at}", api, at)
            if again is not None:
                anew[f"item-anew-{number}-{at}"] = f"{writer.__name__}, begun anew after request {at + 1}"
            if again:
                problems.append(f"{writer.__name__}, begun anew after request {at + 1}: {again}")
            swallowing = Swallowing(api, at)
            failed = run(sender, writer, item, swallowing, tries=50)
            name = f"{writer.__name__}: {swallowing.swallowed}"
            if not swallowing.swallowed:
                break
            if failed:
                stopped += 1
            elif name in BLIND:
                blind += 1
            else:
                lost[item] = name
    # Judged as a run is.
    twice_sent = {f"item-twice-{number}": writer.__name__ for number, writer in enumerate(WRITERS)}
    sender.ledger.acknowledged = set(lost) | set(twice_sent) | set(anew)
    found = found_items(api)
    verdict = Verdict(sender.ledger, found)
    named = {*verdict.lost, *verdict.doubled}
    unseen = [f"not seen: {name}" for item, name in lost.items() if item not in named]
    problems += [f"{name}: sent twice, found {found[item]} times" for item, name in twice_sent.items() if item in named]
    problems += [f"{name}: found {found[item]} times" for item, name in anew.items() if item in named]
    print(f"{len(WRITERS)} writers, each request sent twice, and begun anew {len(anew)} times: {len(problems)} items not found once")
    print(f"{len(lost) + stopped + blind} requests were lost: {stopped} stopped their writer, {len(lost) - len(unseen)} were seen, {blind} cannot be")
    print("\n".join(unseen + problems))
    passed = len(lost) + stopped - len(unseen)
    print(f"{passed} passed, {len(unseen) + len(problems)} failed")
    return 1 if unseen or problems else 0


sys.exit(main())
