#!/usr/bin/env python3
"""Compares the clocks of the server with a second opinion that shares nothing with it: random histories are counted here
minute by minute over the wall clock of zoneinfo, and derived there by `clock_replay`.

usage: oracle.py [--histories N] [--seed S] [--binary PATH] [--show ID]
"""
import argparse
import json
import multiprocessing
import os
import random
import subprocess
import sys
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
UTC = timezone.utc
EPOCH = datetime(1970, 1, 1)
METRICS = ("first_reply_time", "next_reply_time", "periodic_update_time", "pausable_update_time", "requester_wait_time",
           "agent_work_time", "total_resolution_time", "group_ownership_time")
# A zone and days near which its clocks change, or do not.
PLACES = (("Europe/Berlin", ("2024-03-31", "2024-10-27")), ("America/New_York", ("2024-03-10", "2024-11-03")),
          ("Asia/Dhaka", ("2024-02-21", "2024-10-27")), ("Australia/Lord_Howe", ("2024-04-07", "2024-10-06")),
          ("America/Sao_Paulo", ("2018-02-18", "2018-11-04")), ("Africa/Casablanca", ("2024-03-10", "2024-04-14")),
          ("Asia/Kathmandu", ("2024-06-01",)), ("UTC", ("2024-02-29", "2023-12-31")), ("Pacific/Apia", ("2011-12-30",)))
USUAL = {  # statuses in which a metric pauses, beside solved, closed and deleted
    "pausable_update_time": ("pending",), "requester_wait_time": ("pending",),
    "agent_work_time": ("pending", "hold"), "group_ownership_time": ("pending", "hold")}


# ---- random histories

def random_intervals(rng):
    kind = rng.random()
    if kind < 0.08:
        return []  # always open
    if kind < 0.2:  # any interval of the week, over midnight too
        cuts = sorted(rng.sample(range(0, 10081, 5), 2 * rng.randint(1, 6)))
        return [[cuts[i], cuts[i + 1]] for i in range(0, len(cuts), 2)]
    out = []
    days = rng.sample(range(7), rng.randint(3, 7))
    for day in sorted(days):
        if kind < 0.6:
            out.append([day * 1440 + 540, day * 1440 + 1080])
        else:  # a break, or a night shift around the hours at which clocks change
            start = rng.randrange(0, 480, 5)
            out.append([day * 1440 + start, day * 1440 + start + rng.randrange(5, 300, 5)])
            second = rng.randrange(start + 300, 1300, 5)
            out.append([day * 1440 + second, day * 1440 + second + rng.randrange(5, 1440 - second + 1, 5)])
    return out


def local_minute(moment, zone):
    wall = moment.astimezone(zone).replace(tzinfo=None)
    return int((wall - EPOCH).total_seconds() // 60)


def random_schedule(rng, number, start, until):
    versions = []
    moment = None
    for _ in range(1 if rng.random() < 0.6 else rng.randint(2, 3)):
        name = rng.choice(PLACES)[0] if rng.random() < 0.3 else rng.zone
        closed = []
        base = local_minute(start, ZoneInfo(name)) // 1440
        for _ in range(rng.choice((0, 0, 1, 2))):
            day = base + rng.randint(0, 12)
            if rng.random() < 0.7:
                closed.append([day * 1440, (day + rng.randint(1, 2)) * 1440])
            else:
                opens = day * 1440 + rng.randrange(0, 1200)
                closed.append([opens, opens + rng.randrange(1, 600)])
        versions.append({"from": stamp(moment) if moment else None, "time_zone": name, "intervals": random_intervals(rng),
                         "closed": closed})
        span = int((until - start).total_seconds() // 60)
        moment = (moment or start) + timedelta(minutes=rng.randint(1, max(2, span // 2)))
    return {"id": number, "versions": versions}


def random_policy(rng, number):
    targets = []
    for metric in METRICS:
        for priority in ("low", "normal", "high", "urgent"):
            if rng.random() < 0.6:
                targets.append({"metric": metric, "priority": priority, "business": rng.random() < 0.6,
                                "seconds": 60 * rng.choice((5, 30, 60, 240, 480, 1440, rng.randint(1, 3000)))})
    pauses = []
    for _ in range(rng.choice((0, 0, 1, 2))):
        pauses.append({"metric": rng.choice(("",) + METRICS), "status": rng.choice(("new", "open", "pending", "hold")),
                       "reason": rng.choice(("", "", "7")), "pauses": rng.random() < 0.5})
    return {"id": number, "targets": targets, "pauses": pauses}


def stamp(moment):
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def random_history(number, seed):
    rng = random.Random(f"{seed}/{number}")
    rng.zone, days = rng.choice(PLACES)
    start = datetime.fromisoformat(rng.choice(days)).replace(tzinfo=UTC) - timedelta(minutes=rng.randint(0, 4 * 1440))
    span = rng.choice((1, 3, 6, 10, 14)) * 1440
    until = start + timedelta(minutes=span + rng.randint(0, 600))
    schedules = [random_schedule(rng, i + 1, start, until) for i in range(2)]
    policies = [random_policy(rng, i + 1) for i in range(3)]
    facts = [{"at": stamp(start), "created": True, "status": rng.choice(("new", "new", "open", "pending", "solved")),
              "priority": rng.choice(("", "low", "normal", "high", "urgent")), "group": rng.choice((0, 1, 2)),
              "voice": rng.choice(("customer", "customer", "customer", "staff", "")),
              "policy": rng.choice((0, 1, 1, 2)), "schedule": 1}]
    moment = start
    count = rng.randint(1, 16)
    for _ in range(count):
        moment += timedelta(minutes=rng.choice((0, 1, 5, rng.randint(0, 2 * span // count), rng.randint(0, 2 * span // count))))
        if moment >= until:
            break
        fact = {"at": stamp(moment)}
        what = rng.random()
        if what < 0.3:
            fact["voice"] = "customer"
            if rng.random() < 0.7:
                fact["status"] = "open"
        elif what < 0.6:
            fact["voice"] = "staff"
            if rng.random() < 0.6:
                fact["status"] = rng.choice(("open", "pending", "hold", "solved"))
        elif what < 0.85:
            fact["status"] = rng.choice(("new", "open", "pending", "hold", "solved", "open", "pending"))
            if rng.random() < 0.3:
                fact["reason"] = rng.choice(("", "7", "8"))
        if rng.random() < 0.15:
            fact["priority"] = rng.choice(("low", "normal", "high", "urgent"))
        if rng.random() < 0.12:
            fact["group"] = rng.choice((0, 1, 2, 3))
        if rng.random() < 0.12:
            fact["policy"] = rng.choice((0, 1, 2, 3))
        if rng.random() < 0.06:
            fact["schedule"] = rng.choice((1, 2))
        if rng.random() < 0.03:
            fact["deleted"] = rng.random() < 0.5
        facts.append(fact)
    if rng.random() < 0.1 and moment < until:
        facts.append({"at": stamp(moment), "status": "closed"})
    return {"id": number, "schedules": schedules, "policies": policies, "facts": facts, "until": stamp(until)}


# ---- the second opinion

class Wall:
    """Whether a schedule is open in a minute, by looking at the clocks of its zone."""

    def __init__(self, schedule):
        self.versions = []
        for version in schedule["versions"]:
            since = datetime.fromisoformat(version["from"]) if version["from"] else None
            week = bytearray(10080)
            for opens, closes in version["intervals"] or [[0, 10080]]:
                for minute in range(opens, closes):
                    week[minute] = 1
            self.versions.append((since, ZoneInfo(version["time_zone"]), week, version["closed"]))
        self.version = self.quarter = None
        self.changes = {version[0] for version in self.versions[1:]}
        self.turn_to(datetime.min.replace(tzinfo=UTC))

    def is_open(self, moment):
        """The wall clock is looked at every quarter of an hour: no zone changes its clocks within one."""
        past = moment.minute % 15
        if past == 0 or self.quarter is None:
            self.look_at_the_clock(moment - timedelta(minutes=past))
        week, closed, minute, number = self.quarter
        if not week[minute + past]:
            return 0
        if closed:
            return int(not any(opens <= number + past < closes for opens, closes in closed))
        return 1

    def look_at_the_clock(self, moment):
        wall = moment.astimezone(self.version[1])
        minute = wall.hour * 60 + wall.minute
        self.quarter = (self.version[2], self.version[3], (wall.isoweekday() % 7) * 1440 + minute,
                        (wall.toordinal() - 719163) * 1440 + minute)

    def turn_to(self, moment):
        """Takes the version that holds from this minute on."""
        current = self.versions[0]
        for version in self.versions[1:]:
            if version[0] <= moment:
                current = version
        if current is not self.version:
            self.version, self.quarter = current, None


class Watch:
    def __init__(self, metric, instance, start):
        self.metric, self.instance, self.start = metric, instance, start
        self.run, self.end, self.breach = "running", None, None
        self.calendar = self.business = self.spent = 0
        self.target, self.kind = 0, None


class Ticket:
    def __init__(self, history):
        self.policies = {policy["id"]: policy for policy in history["policies"]}
        self.walls = {schedule["id"]: Wall(schedule) for schedule in history["schedules"]}
        self.policy = self.wall = None
        self.status, self.reason, self.priority, self.group, self.deleted = "new", "", "", 0, False
        self.first_reply_settled = self.customer_spoke_last = False
        self.all, self.current = [], {}
        self.age = [0, 0]
        self.sums = {"requester_wait": [0, 0], "agent_wait": [0, 0], "on_hold": [0, 0]}
        self.marks = {"reply": None, "first_resolution": None, "full_resolution": None}
        self.counts = {"replies": 0, "reopens": 0, "group_stations": 0}
        self.minutes = self.working = 0
        self.awaited = []

    def is_solved(self):
        return self.status in ("solved", "closed")

    def begin(self, metric, moment):
        before = self.current.get(metric)
        watch = Watch(metric, before.instance + 1 if before else 1, moment)
        self.current[metric] = watch
        self.all.append(watch)

    def lives(self, metric):
        return metric in self.current and self.current[metric].run != "done"

    def stop(self, metric, moment):
        if self.lives(metric):
            self.current[metric].run, self.current[metric].end = "done", moment

    def holds_still(self, metric):
        if self.deleted or self.is_solved():
            return True
        if self.policy:
            for rule in self.policy["pauses"]:
                if rule["status"] == self.status and rule["reason"] in ("", self.reason) and rule["metric"] in ("", metric):
                    return rule["pauses"]
        return self.status in USUAL.get(metric, ())

    def hear(self, fact, moment):
        if "policy" in fact:
            self.policy = self.policies.get(fact["policy"])
        if "schedule" in fact:
            self.wall = self.walls[fact["schedule"]]
        created, voice = fact.get("created", False), fact.get("voice", "")
        was_solved = False if created else self.is_solved()
        self.status = fact.get("status", self.status)
        self.reason = fact.get("reason", self.reason)
        self.priority = fact.get("priority", self.priority)
        self.deleted = fact.get("deleted", self.deleted)
        if self.is_solved() and not was_solved:
            self.marks["full_resolution"] = list(self.age)
            self.marks["first_resolution"] = self.marks["first_resolution"] or list(self.age)
        if was_solved and not self.is_solved():
            self.counts["reopens"] += 1
        moved = "group" in fact and fact["group"] != self.group
        if moved:
            self.stop("group_ownership_time", moment)
            self.group = fact["group"]
            self.counts["group_stations"] += bool(self.group)
        if created:
            for metric in ("requester_wait_time", "agent_work_time", "total_resolution_time"):
                self.begin(metric, moment)
            if self.group:
                self.begin("group_ownership_time", moment)
            if voice == "staff":
                self.first_reply_settled = True
            else:
                self.begin("first_reply_time", moment)
        else:
            if moved and self.group and not self.is_solved():
                self.begin("group_ownership_time", moment)
            if voice == "customer":
                self.customer_spoke_last = True
            if voice == "staff":
                self.customer_spoke_last, self.first_reply_settled = False, True
                if self.counts["replies"] == 0:
                    self.marks["reply"] = list(self.age)
                self.counts["replies"] += 1
                for metric in METRICS[:4]:
                    self.stop(metric, moment)
        if voice == "staff" and not self.is_solved():
            self.begin("periodic_update_time", moment)
            self.begin("pausable_update_time", moment)
        if (self.customer_spoke_last and self.first_reply_settled and not self.is_solved()
                and not self.lives("next_reply_time")):
            self.begin("next_reply_time", moment)
        for metric in METRICS:
            if self.lives(metric):
                self.settle(self.current[metric])

    def settle(self, watch):
        watch.run = "paused" if self.holds_still(watch.metric) else "running"
        found = None
        for target in (self.policy or {"targets": ()})["targets"]:
            if target["metric"] == watch.metric and target["priority"] == (self.priority or "normal"):
                found = target
        watch.target = found["seconds"] if found else 0
        if found:
            if watch.kind is None:  # the first target counts from the start
                watch.spent = watch.business if found["business"] else watch.calendar
            watch.kind = "business" if found["business"] else "calendar"

    def minute(self, moment):
        """One minute passes. What it adds is kept on two counters until the next fact."""
        for watch in self.awaited:
            counted = self.minutes if watch.kind == "calendar" else self.working
            if watch.spent + 60 * counted >= watch.target:
                watch.breach = moment
        if self.awaited:
            self.awaited = [watch for watch in self.awaited if watch.breach is None]
        self.minutes += 1
        self.working += self.wall.is_open(moment)

    def book(self):
        """What the counters hold goes to everything that ran."""
        both = (60 * self.minutes, 60 * self.working)
        self.minutes = self.working = 0
        for watch in self.current.values():
            if watch.run != "running":
                continue
            watch.calendar += both[0]
            watch.business += both[1]
            if watch.kind:
                watch.spent += both[watch.kind == "business"]
        parts = [self.age]
        if self.status == "pending":
            parts.append(self.sums["agent_wait"])
        elif not self.is_solved():
            parts.append(self.sums["requester_wait"])
        if self.status == "hold":
            parts.append(self.sums["on_hold"])
        for part in parts:
            part[0] += both[0]
            part[1] += both[1]

    def look_ahead(self):
        self.awaited = [watch for watch in self.current.values()
                        if watch.run == "running" and watch.target and watch.breach is None]


def count(history):
    ticket = Ticket(history)
    facts = {}
    for fact in history["facts"]:
        facts.setdefault(datetime.fromisoformat(fact["at"]), []).append(fact)
    moment, until = min(facts), datetime.fromisoformat(history["until"])
    changes = set().union(*(wall.changes for wall in ticket.walls.values()))
    step = timedelta(minutes=1)
    while moment < until:
        if moment in facts:
            ticket.book()
            for fact in facts[moment]:
                ticket.hear(fact, moment)
            ticket.look_ahead()
            ticket.wall.turn_to(moment)
            ticket.wall.quarter = None
        elif moment in changes:
            ticket.wall.turn_to(moment)
        ticket.minute(moment)
        moment += step
    ticket.book()
    clocks = {}
    for watch in ticket.all:
        clocks[f"{watch.metric} {watch.instance}"] = {
            "run": watch.run, "calendar": watch.calendar, "business": watch.business, "spent": watch.spent,
            "target": watch.target, "started_at": stamp(watch.start), "ended_at": watch.end and stamp(watch.end),
            "breached_at": watch.breach and stamp(watch.breach)}
    return {"id": history["id"], "clocks": clocks, "measures": ticket.counts | ticket.marks | ticket.sums}


def as_counted(line):
    """What the server derived, in the form of count(). Its ledger must add up to what it says was spent."""
    told = json.loads(line)
    clocks = {}
    for clock in told["clocks"]:
        name = f"{clock.pop('metric')} {clock.pop('instance')}"
        ledger, words = clock.pop("ledger"), clock.pop("words")
        if clock["target"] and ledger != clock["spent"]:
            clock["ledger"] = f"{ledger} s: {words}"
        clocks[name] = clock
    return {"id": told["id"], "clocks": clocks, "measures": told["measures"]}


def differences(history, mine, theirs):
    found = []
    for name in sorted(mine["clocks"].keys() | theirs["clocks"].keys()):
        if mine["clocks"].get(name) != theirs["clocks"].get(name):
            found.append(f"{name}: counted {mine['clocks'].get(name)}, derived {theirs['clocks'].get(name)}")
    for name in mine["measures"]:
        if mine["measures"][name] != theirs["measures"][name]:
            found.append(f"{name}: counted {mine['measures'][name]}, derived {theirs['measures'][name]}")
    return [f"history {history['id']}: {text}" for text in found]


def compare(job):
    numbers, seed, binary = job
    histories = [random_history(number, seed) for number in numbers]
    lines = "".join(json.dumps(history) + "\n" for history in histories)
    done = subprocess.run([binary], input=lines, capture_output=True, text=True)
    answers = done.stdout.splitlines()
    if done.returncode != 0 or len(answers) != len(histories):
        return [f"clock_replay ended with {done.returncode}: {done.stderr[-2000:]}"], 0, 0
    found, clocks, missed = [], 0, 0
    for history, answer in zip(histories, answers):
        mine = count(history)
        clocks += len(mine["clocks"])
        missed += sum(clock["breached_at"] is not None for clock in mine["clocks"].values())
        found += differences(history, mine, as_counted(answer))
    return found, clocks, missed


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--histories", type=int, default=500)
    parser.add_argument("--seed", default="clocks")
    parser.add_argument("--binary", default=os.path.join(ROOT, "build", "asan", "server", "clock_replay"))
    parser.add_argument("--show", type=int, help="print one history and both results")
    options = parser.parse_args()
    if options.show is not None:
        history = random_history(options.show, options.seed)
        print(json.dumps(history, indent=1), json.dumps(count(history), indent=1), sep="\n")
        print(subprocess.run([options.binary], input=json.dumps(history) + "\n", capture_output=True, text=True).stdout)
        return 0
    numbers = list(range(options.histories))
    jobs = [(numbers[i:i + 50], options.seed, options.binary) for i in range(0, len(numbers), 50)]
    found, clocks, missed = [], 0, 0
    with multiprocessing.Pool(min(2, os.cpu_count() or 1)) as pool:
        for differences_here, clocks_here, missed_here in pool.imap(compare, jobs):
            found += differences_here
            clocks += clocks_here
            missed += missed_here
    for line in found[:20]:
        print(line)
    print(f"{options.histories} histories, {clocks} clocks, {missed} missed targets: {len(found)} differences")
    failed = 0 if not found and clocks and missed else 1
    print(f"{1 - failed} passed, {failed} failed")
    return failed


if __name__ == "__main__":
    sys.exit(main())
