#!/usr/bin/env python3
"""Runs the benchmarks of bench/README.md against the release program and prints one table.

usage: run.py [NAME...]   start create reply read chat idle lmtp floor; all by default. All of them write docs/proofs/bench.md
"""
import os
import re
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
sys.path[:0] = [os.path.join(ROOT, "tests"), os.path.join(ROOT, "tools"), HERE]

from load.chat import chat_latency, idle_visitors  # noqa: E402
from load.lmtp import lmtp_rate  # noqa: E402
from load.wrk import Load  # noqa: E402
from proof_page import write_page  # noqa: E402
from rig.server import Server, Settings, wait_until  # noqa: E402

COMMON = "hello"  # in every fifth demo ticket or so

ROWS: list[tuple[str, str, str]] = []


def row(name: str, figure: str, expected: str = "") -> None:
    ROWS.append((name, figure, expected))
    print(f"  {name:<52} {figure:<52} {expected}", flush=True)


def warmed(config: str = "") -> tuple[Server, object]:
    server = Server(config=config).start()
    api = server.add_admin()
    for number in range(20):
        api.new_ticket(f"Warm {number}")
    return server, api


def bench_start() -> None:
    server = Server()
    try:
        server.start()
        server.add_admin()
        server.stop()
        times = []
        for _ in range(10):
            begin = time.monotonic()
            server.start()
            times.append(time.monotonic() - begin)
            if len(times) < 10:
                server.stop()
        time.sleep(2)
        row("start to ready", f"median {sorted(times)[5] * 1000:.0f} ms, worst {max(times) * 1000:.0f} ms", "under 500 ms")
        row("resident memory, idle", f"{server.resident_kib() / 1024:.1f} MB", "under 40 MB")
    finally:
        server.close()


def bench_create() -> None:
    server, api = warmed()
    try:
        for clients in (1, 8, 64):
            cpu = server.cpu_seconds()
            load = Load("create.lua", server.base, api, clients, seconds=6)
            cpu = server.cpu_seconds() - cpu
            row(f"create a ticket, durable, {clients} clients", f"{load.rate:,.0f}/s, {cpu / load.requests * 1000:.3f} ms CPU, "
                f"p50 {load.p50_ms:.2f} ms, p99 {load.p99_ms:.2f} ms{load.problems}", "at most 0.3 ms CPU")
    finally:
        server.close()


def bench_reply() -> None:
    server, api = warmed()
    try:
        made = Load("create.lua", server.base, api, 8, seconds=2).requests
        for clients in (1, 8, 64):
            cpu = server.cpu_seconds()
            load = Load("reply.lua", server.base, api, clients, seconds=6, ids=made)
            cpu = server.cpu_seconds() - cpu
            row(f"reply to a ticket, durable, {clients} clients", f"{load.rate:,.0f}/s, {cpu / load.requests * 1000:.3f} ms CPU, "
                f"p50 {load.p50_ms:.2f} ms, p99 {load.p99_ms:.2f} ms{load.problems}", "at most 0.3 ms CPU")
    finally:
        server.close()


GOALS = {"search of a rare word": "at most 0.5 ms CPU", "search of a common word": "at most 3 ms CPU"}


def at_rest(server: Server) -> bool:
    """Whether the work that the demo left behind (clocks, promises, the word index) is done: under 2 % of a core in a second."""
    before = server.cpu_seconds()
    time.sleep(1)
    return server.cpu_seconds() - before < 0.02


def bench_read() -> None:
    server = Server()
    try:
        begin = time.monotonic()
        done = subprocess.run([Settings.binary, "demo", "--data", server.data, "--config",
                               server.config_path, "--tickets", "50000"], capture_output=True, text=True)
        if done.returncode != 0:
            raise RuntimeError(done.stderr)
        print(f"  (50,000 demo tickets made in {time.monotonic() - begin:.0f} s)", flush=True)
        server.start()
        api = server.add_admin("bench@sahay.example", "Bench")
        api.new_ticket("Xylophone without mallets")
        wait_until(lambda: api.get("/api/v2/search?query=xylophone").json.get("count"), 600)
        wait_until(lambda: at_rest(server), 600)
        for name, path in (("console list of 50", "/api/v2/console/tickets?view=all&limit=50"),
                           ("console ticket detail", "/api/v2/console/tickets/{id}"),
                           ("API list of 50", "/api/v2/tickets?page[size]=50"), ("API ticket", "/api/v2/tickets/{id}"),
                           ("search of a rare word", "/api/v2/search?query=xylophone"),
                           ("search of a common word", f"/api/v2/search?query={COMMON}")):
            Load("read.lua", server.base, api, 8, seconds=1, path=path, ids=50000)
            cpu = server.cpu_seconds()
            load = Load("read.lua", server.base, api, 8, seconds=4, path=path, ids=50000)
            cpu = server.cpu_seconds() - cpu
            row(f"{name} at 50,000 tickets", f"{load.rate:,.0f}/s, {cpu / load.requests * 1000:.3f} ms CPU, "
                f"p50 {load.p50_ms:.2f} ms, p99 {load.p99_ms:.2f} ms{load.problems}", GOALS.get(name, "at most 0.3 ms CPU"))
        row("memory after that", f"{server.own_kib() / 1024:.1f} MB of its own, {(server.resident_kib() - server.own_kib()) / 1024:,.0f} MB of files "
            "that the kernel maps and takes back at need")
    finally:
        server.close()


def bench_chat() -> None:
    server, api = warmed()
    try:
        result = chat_latency(server, api, visitors=1000, rate=1000, seconds=8)
        row("chat message, visitor to agent, 1,000/s", f"p50 {result.p50_ms:.2f} ms, p99 {result.p99_ms:.2f} ms, "
            f"{result.delivered} of {result.sent} at {result.rate:.0f}/s, {result.cpu_ms:.3f} ms CPU")
    finally:
        server.close()


def bench_idle() -> None:
    server, _ = warmed()
    try:
        before = server.resident_kib()
        count = idle_visitors(server, 10_000)
        after = server.resident_kib()
        row(f"idle widget connection, {count:,} of them", f"{(after - before) / count:.2f} KiB each "
            f"({before / 1024:.0f} MB before, {after / 1024:.0f} MB after)", "at most 6 KiB")
    finally:
        server.kill()
        server.close()


def bench_lmtp() -> None:
    for shape, name in (("plain", "plain mails of 2 kB"), ("multipart", "multipart mails of 5 kB")):
        server, api = warmed('[mail]\naddress = "support@sahay.example"\n')
        try:
            cpu = server.cpu_seconds()
            result = lmtp_rate(server, api, connections=8, mails=8000, shape=shape)
            cpu = server.cpu_seconds() - cpu
            row(f"{name} through LMTP, 8 connections", f"{result.accepted_rate:,.0f}/s accepted, {result.ticket_rate:,.0f}/s as tickets, "
                f"{cpu / result.mails * 1000:.3f} ms CPU", "at most 1 ms CPU")
        finally:
            server.close()


def bench_floor() -> None:
    """Programs of the other folders that print "name: figure" lines; each is a target of bench/CMakeLists.txt."""
    subprocess.run([os.path.join(ROOT, "tools", "build_server"), "release", *floor_programs()], check=True, cwd=ROOT)
    for program in floor_programs():
        path = next((os.path.join(folder, program) for folder, _, names in
                     os.walk(os.path.join(ROOT, "build/release/bench")) if program in names), "")
        if not path:
            row(f"floor: {program}", "was not built")
            continue
        with tempfile.TemporaryDirectory() as folder:
            done = subprocess.run([path], cwd=folder, capture_output=True, text=True, timeout=300)
        for line in done.stdout.splitlines():
            if match := re.match(r"([^:]+): (.+)", line):
                row(f"floor: {match.group(1)}", match.group(2))


def floor_programs() -> list[str]:
    names = []
    for folder, _, files in os.walk(HERE):
        if "CMakeLists.txt" in files:
            with open(os.path.join(folder, "CMakeLists.txt"), encoding="utf-8") as file:
                names += re.findall(r"add_executable\((\w*floor\w*)", file.read())
    return sorted(names)


def main() -> int:
    benches = {name.removeprefix("bench_"): run for name, run in globals().items() if name.startswith("bench_")}
    wanted = sys.argv[1:] or list(benches)
    for name in wanted:
        if name not in benches:
            sys.exit(f"bench: no {name}; there are {', '.join(benches)}")
    failed = 0
    for name in wanted:
        print(name, flush=True)
        try:
            benches[name]()
        except Exception as error:  # one broken benchmark must not hide the others
            failed += 1
            row(name, f"failed: {error}"[:300])
    if not sys.argv[1:]:
        lines = ["| what | figure | expected |", "| --- | --- | --- |"]
        lines += [f"| {name} | {figure} | {expected} |" for name, figure, expected in ROWS]
        write_page("bench", "Benchmarks", "\n".join(lines) + "\n\nMethod: `bench/README.md`.\n")
    return 1 if failed else 0


sys.exit(main())
