#!/usr/bin/env python3
"""kill -9 at random moments while mails, chats and API writes arrive at full speed; nothing acknowledged may be lost or
doubled. usage: kill_ledger.py [--kills N] [--seed N] [--engine sqlite|postgres]
"""
import argparse
import os
import random
import sys
import time

from ledger import Ledger, Server, Settings, settle_and_judge, start_senders, stop_senders, wait_for_every_route  # noqa: F401


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=5)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--engine", choices=("sqlite", "postgres"), default="sqlite")
    parser.add_argument("--binary", default=Settings.binary)
    parser.add_argument("--kinds", default="api,route,mail,chat", help="which senders are under way")
    options = parser.parse_args()
    Settings.binary = os.path.abspath(options.binary)
    Settings.engine = options.engine
    if options.engine == "postgres":
        from rig.postgres import Cluster
        Settings.postgres = Cluster()
    wanted = options.kinds.split(",")
    moments = random.Random(options.seed)
    server = Server(config='[mail]\naddress = "support@sahay.example"\n').start()
    try:
        api = server.add_admin()
        ledger = Ledger()
        senders = start_senders(server, ledger, api, wanted)
        slowest = 0.0
        for number in range(options.kills):
            time.sleep(moments.uniform(0.01, 1.5))
            server.kill()
            start = time.monotonic()
            server.start()
            slowest = max(slowest, time.monotonic() - start)
            print(f"kill {number + 1}: {len(ledger.acknowledged)} acknowledged so far, ready again after "
                  f"{time.monotonic() - start:.2f} s", flush=True)
        time.sleep(1)
        unwritten = wait_for_every_route(ledger, 300)
        # On PostgreSQL a job of a killed process is taken up again when its lease of two minutes ends.
        stuck = stop_senders(senders, 180)
        verdict = settle_and_judge(api, ledger)
        kinds = {kind: sum(f"-{kind}" in item for item in ledger.acknowledged) for kind in wanted}
        print(f"{options.kills} kills (seed {options.seed}, {options.engine}): {verdict}; {kinds}; "
              f"{ledger.repeated} sends repeated; slowest start {slowest:.2f} s")
        problems = [f"stuck senders: {', '.join(stuck)}"] if stuck else []
        problems += [f"no item by {', '.join(unwritten)}"] if unwritten else []
        problems += [f"nothing was acknowledged by {kind}" for kind, count in kinds.items() if count == 0]
        if not verdict.clean() or problems:
            print("\n".join([*problems, verdict.examples(), server.log_tail(20)]))
            print("0 passed, 1 failed")
            return 1
        print(f"{options.kills} passed, 0 failed")
        return 0
    finally:
        server.kill()
        server.close()
        if Settings.postgres:
            Settings.postgres.close()


sys.exit(main())
