"""The real program as a process with its own data folder, on a free port of loopback."""
import atexit
import datetime
import os
import random
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import unittest
import urllib.error
import urllib.request

from rig.api import Api

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
ADMIN = "admin@sahay.example"


def free_port() -> int:
    """A port below those that outgoing connections get, so that none of them takes it before the server does."""
    while True:
        port = random.randrange(12_000, 32_000)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
                return port
            except OSError:
                continue


def wait_until(condition, seconds: float | None = None, step: float = 0.02):
    """The first true answer of condition(), or its last answer after `seconds`; unless told, as long as a busy machine needs."""
    end = time.monotonic() + (15.0 * Settings.slow if seconds is None else seconds)
    while True:
        answer = condition()
        if answer or time.monotonic() > end:
            return answer
        time.sleep(step)


class Settings:
    """What every server of a test run shares: the program and the engine; set by run.py."""
    binary = os.environ.get("SAHAY_BINARY", os.path.join(ROOT, "build", "release", "sahay"))
    engine = "sqlite"
    postgres = None  # rig.postgres.Cluster of this run
    ends_aside = False  # closed servers end beside the next test; run.py asks at the end how they did
    slow = 1  # how much slower than a release build the program is (sanitizers)


class ReadyMade:
    """A data folder after `user add`, `token add` of an administrator and a first start, made once for each program of a
    test run. New servers begin with a copy of it: the tables, the first rows and two commands are the dearest of a test."""
    made: dict[str, "ReadyMade"] = {}

    def __init__(self):
        server = Server(fresh=True)
        atexit.register(shutil.rmtree, server.folder, ignore_errors=True)
        server.start()
        self.token = server.add_admin().token
        if server.stop() != 0:
            raise RuntimeError(f"a first start and end:\n{server.log_tail()}")
        self.data = server.data

    @classmethod
    def of_program(cls) -> "ReadyMade":
        if Settings.binary not in cls.made:
            cls.made[Settings.binary] = cls()
        return cls.made[Settings.binary]


class Server:
    """`fresh`: an empty data folder, as before the very first start; what a test of the first start itself wants."""

    def __init__(self, folder: str | None = None, config: str = "", environment: dict | None = None, fresh: bool = False):
        self.owns_folder = folder is None
        # The first start writes what [desk] says; a database of its own engine has no folder to copy.
        self.takes_copy = self.owns_folder and not fresh and Settings.engine == "sqlite" and "[desk]" not in config
        self.admin_token = ""
        self.folder = folder or tempfile.mkdtemp(prefix="sahay-test-")
        self.data = os.path.join(self.folder, "data")
        self.log_path = os.path.join(self.folder, "server.log")
        self.config_path = os.path.join(self.folder, "sahay.toml")
        self.port = free_port()
        self.lmtp_port = free_port()
        self.environment = os.environ | (environment or {})
        self.options: list[str] = []  # further words of the command line: ["--without-rule", "C1"] in builds with hooks
        self.process: subprocess.Popen | None = None
        self.database_url = Settings.postgres.new_database() if Settings.engine == "postgres" else ""
        self.write_config(config)

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def write_config(self, extra: str = "") -> None:
        """`extra` is TOML; its tables are merged by name with the ones that every test server has. Each [[list]] entry
        stands for itself."""
        tables: dict[str, list[str]] = {
            "[server]": [f'public_url = "{self.base}"'],
            "[mail]": [f'lmtp_listen = "127.0.0.1:{self.lmtp_port}"'],
        }
        if self.database_url:
            tables["[database]"] = [f'url = "{self.database_url}"']
        entries: list[list[str]] = []
        lines = tables["[server]"]
        for line in extra.splitlines():
            if line.startswith("[["):
                lines = [line]
                entries.append(lines)
            elif line.startswith("["):
                lines = tables.setdefault(line.strip(), [])
            elif line.strip():
                key = line.split("=")[0].strip()
                lines[:] = [old for old in lines if old.split("=")[0].strip() != key] + [line]
        with open(self.config_path, "w", encoding="utf-8") as file:
            for heading, lines in tables.items():
                file.write("\n".join([heading, *lines]) + "\n\n")
            for lines in entries:
                file.write("\n".join(lines) + "\n\n")

    def command(self, *words: str) -> subprocess.CompletedProcess:
        """Runs a verb of the command line on this server's data folder."""
        return subprocess.run([Settings.binary, *words, "--data", self.data, "--config", self.config_path],
                              capture_output=True, text=True, env=self.environment, timeout=60 * Settings.slow)

    def start(self, ready_seconds: float = 20.0) -> "Server":
        if self.takes_copy and not os.path.exists(self.data):
            ready = ReadyMade.of_program()
            shutil.copytree(ready.data, self.data)
            self.admin_token = ready.token
        os.makedirs(self.data, exist_ok=True)
        with open(self.log_path, "ab") as log:
            self.process = subprocess.Popen(
                [Settings.binary, "serve", "--data", self.data, "--listen", f"127.0.0.1:{self.port}",
                 "--config", self.config_path, *self.options], stdout=log, stderr=log, env=self.environment)
        self.wait_ready(ready_seconds * Settings.slow)
        return self

    def wait_ready(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if self.process.poll() is not None:
                raise RuntimeError(f"the server ended with {self.process.returncode}:\n{self.log_tail()}")
            try:
                with urllib.request.urlopen(self.base + "/readyz", timeout=2) as answer:
                    if answer.status == 200:
                        return
            except (urllib.error.URLError, OSError):
                pass
            time.sleep(0.01)
        raise RuntimeError(f"not ready after {seconds} s:\n{self.log_tail()}")

    def log(self) -> str:
        with open(self.log_path, encoding="utf-8", errors="replace") as file:
            return file.read()

    def log_tail(self, lines: int = 30) -> str:
        return "\n".join(self.log().splitlines()[-lines:])

    def add_admin(self, email: str = ADMIN, name: str = "Sara Ahmed") -> "Api":
        """An administrator with a token; answers an API that speaks for them."""
        if self.admin_token and (email, name) == (ADMIN, "Sara Ahmed"):
            return Api("127.0.0.1", self.port, email, self.admin_token)
        made = self.command("user", "add", "--email", email, "--name", name, "--role", "admin")
        if made.returncode != 0:
            raise RuntimeError(f"user add: {made.stderr}{made.stdout}")
        return self.api_of(email, "--act-for-others")

    def api_of(self, email: str, *options: str) -> "Api":
        if self.admin_token and not options:
            # As the command does it, without a process of its own.
            admin = Api("127.0.0.1", self.port, ADMIN, self.admin_token)
            found = [user for user in admin.get(f"/api/v2/users/search?query={email}").json["users"] if user["email"] == email]
            made = admin.post("/api/v2/api_tokens", {"api_token": {"user_id": found[0]["id"]}}) if found else None
            admin.close()
            if made and made.status == 201:
                return Api("127.0.0.1", self.port, email, made.json["api_token"]["full_token"])
        made = self.command("token", "add", "--email", email, *options)
        if made.returncode != 0:
            raise RuntimeError(f"token add: {made.stderr}{made.stdout}")
        return Api("127.0.0.1", self.port, email, made.stdout.strip())

    # Test hooks: only in programs built with SAHAY_HOOKS (debug, asan, tsan; server/app/test_hooks.h). A test that uses
    # one is skipped by name on a release program. Moving the clock runs nothing by itself: run_jobs() does what has
    # become due, wait_idle() also lets every consumer of events come to its end (deliveries, index, automation).
    #
    #   server.set_clock("2026-01-05T09:00:00Z"); server.advance_clock(hours=4); server.wait_idle()

    def has_hooks(self) -> bool:
        return Api("127.0.0.1", self.port).post("/test/clock", {}).status == 200

    def set_clock(self, now: str) -> str:
        """Puts the server's clock to a time as "2026-01-02T03:04:05Z"; it goes on from there. Answers the new time."""
        return self._hook("clock", {"now": now})["now"]

    def advance_clock(self, **duration) -> str:
        """Moves the clock on: advance_clock(days=1, hours=2), words of datetime.timedelta. Answers the new time."""
        return self._hook("clock", {"advance_seconds": int(datetime.timedelta(**duration).total_seconds())})["now"]

    def clock(self) -> str:
        return self._hook("clock", {})["now"]

    def run_jobs(self) -> None:
        """Runs jobs and timers until none is due at the server's present time."""
        self._hook("run_jobs", {})

    def wait_idle(self) -> None:
        """Waits until every event is handled, what they caused too, and no job is due."""
        self._hook("wait_idle", {})

    def _hook(self, name: str, body: dict) -> dict:
        answer = Api("127.0.0.1", self.port, timeout=60 * Settings.slow).post(f"/test/{name}", body)
        if answer.status == 404:
            raise unittest.SkipTest("needs a program with test hooks (a debug or asan build)")
        if answer.status != 200:
            raise RuntimeError(f"/test/{name}: {answer!r}")
        return answer.json

    def kill(self) -> None:
        """kill -9, as a crash."""
        if self.process and self.process.poll() is None:
            self.process.kill()
        if self.process:
            self.process.wait()

    def freeze(self) -> None:
        """Nothing of it runs any more; what it asked of the kernel may still end."""
        self.process.send_signal(signal.SIGSTOP)

    def stop(self, seconds: float = 30.0) -> int:
        """SIGTERM and the exit code; a server that does not drain in time is killed and fails the test."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(timeout=seconds * Settings.slow)
        except subprocess.TimeoutExpired:
            self.kill()
            raise RuntimeError(f"did not end {seconds} s after SIGTERM:\n{self.log_tail()}") from None

    def resident_kib(self) -> int:
        return self._memory_kib("VmRSS")

    def own_kib(self) -> int:
        """Resident memory without mapped files, which are the database's pages in the kernel's cache."""
        return self._memory_kib("RssAnon")

    def peak_kib(self) -> int:
        """The most that was resident since the start, or since forget_peak_kib."""
        return self._memory_kib("VmHWM")

    def forget_peak_kib(self) -> int:
        """Begins the peak again at what is resident now, and answers that (proc(5), clear_refs)."""
        with open(f"/proc/{self.process.pid}/clear_refs", "w", encoding="ascii") as file:
            file.write("5")
        return self.resident_kib()

    def _memory_kib(self, name: str) -> int:
        with open(f"/proc/{self.process.pid}/status", encoding="ascii") as file:
            return int(re.search(name + r":\s+(\d+)", file.read()).group(1))

    def cpu_seconds(self) -> float:
        with open(f"/proc/{self.process.pid}/stat", encoding="ascii") as file:
            fields = file.read().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def close(self) -> None:
        """The end of the test; with Settings.ends_aside asked for here and waited for later (ended_badly)."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            Server.ending.append(self)
        elif self.owns_folder:
            shutil.rmtree(self.folder, ignore_errors=True)
        Server.reap(waits=not Settings.ends_aside or len(Server.ending) > 2)

    ending: list["Server"] = []
    bad_ends: list[str] = []

    @classmethod
    def reap(cls, waits: bool) -> None:
        """Takes leave of closed servers that have ended; `waits`: of all."""
        for server in list(cls.ending):
            if not waits and server.process.poll() is None:
                continue
            cls.ending.remove(server)
            try:
                code = server.stop()
                if code != 0:
                    cls.bad_ends.append(f"a server ended with {code}:\n{server.log_tail()}")
            except RuntimeError as error:
                cls.bad_ends.append(str(error))
            if server.owns_folder:
                shutil.rmtree(server.folder, ignore_errors=True)

    @classmethod
    def ended_badly(cls) -> list[str]:
        """Of all servers that were closed: what ended with another code than 0 (leaks, what a sanitizer found) or not in time."""
        cls.reap(waits=True)
        return cls.bad_ends
