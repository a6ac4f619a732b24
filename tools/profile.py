#!/usr/bin/env python3
"""Records what the program does most often into cmake/release.profdata, by which release builds are laid out.

usage: tools/profile.py    builds preset `profile`, works the desk with the loads of bench/ and merges what was counted.
Worth running again when the hot paths have changed much: functions that changed since are compiled without the record.
"""
import glob
import os
import shutil
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path[:0] = [os.path.join(ROOT, "tests"), os.path.join(ROOT, "bench")]

from load.chat import chat_latency  # noqa: E402
from load.lmtp import lmtp_rate  # noqa: E402
from load.wrk import Load  # noqa: E402
from rig.server import Server, Settings, wait_until  # noqa: E402

RECORD = os.path.join(ROOT, "cmake", "release.profdata")
READ = [("/api/v2/console/tickets?view=all&limit=50", 4), ("/api/v2/console/tickets/{id}", 6), ("/api/v2/tickets?page[size]=50", 2),
        ("/api/v2/tickets/{id}", 2), ("/api/v2/search?query=mallets", 2), ("/api/v2/search?query=pump", 3)]


def work() -> None:
    server = Server(config='[mail]\naddress = "support@sahay.example"\n').start()
    try:
        api = server.add_admin()
        api.new_ticket("Xylophone without mallets")
        made = sum(Load("create.lua", server.base, api, clients, seconds=4).requests for clients in (1, 8, 64))
        for clients in (1, 8, 64):
            Load("reply.lua", server.base, api, clients, seconds=3, ids=made)
        lmtp_rate(server, api, connections=8, mails=3000)
        wait_until(lambda: api.get("/api/v2/search?query=mallets").json.get("count"), 60)
        for path, seconds in READ:
            Load("read.lua", server.base, api, 8, seconds=seconds, path=path, ids=made)
        chat_latency(server, api, visitors=200, rate=200, seconds=4)
        server.stop()  # the counts are written at the end of an orderly life
    finally:
        server.close()


def work_at_scale() -> None:
    """Reading beside ten thousand tickets of the demonstration, whose tickets have everything that tickets have."""
    server = Server()
    try:
        subprocess.run([Settings.binary, "demo", "--data", server.data, "--config", server.config_path, "--tickets", "5000"],
                       check=True, capture_output=True)
        server.start()
        api = server.add_admin("bench@sahay.example", "Bench")
        for path, seconds in READ:
            Load("read.lua", server.base, api, 8, seconds=seconds, path=path, ids=5000)
        server.stop()
    finally:
        server.close()


def main() -> int:
    subprocess.run([os.path.join(ROOT, "tools", "build_server"), "profile", "sahay"], check=True)
    Settings.binary = os.path.join(ROOT, "build", "profile", "sahay")
    counts = tempfile.mkdtemp(prefix="sahay-profile-")
    os.environ["LLVM_PROFILE_FILE"] = os.path.join(counts, "%p-%m.profraw")
    try:
        work()
        work_at_scale()
        subprocess.run(["llvm-profdata-16", "merge", "--sparse", "-o", RECORD, *sorted(glob.glob(counts + "/*.profraw"))], check=True)
    finally:
        shutil.rmtree(counts, ignore_errors=True)
    print(f"{RECORD}: {os.path.getsize(RECORD):,} bytes; commit it together with what made it worth recording")
    return 0


sys.exit(main())
