"""A PostgreSQL 15 of Debian in a temporary folder, on a free port, run by an ordinary user (initdb refuses root)."""
import os
import pwd
import shutil
import subprocess
import tempfile

from rig.server import free_port

PROGRAMS = "/usr/lib/postgresql/15/bin"


class Cluster:
    """`durable`: what is committed waits for the disk, as people run it. Tests end our program, never this server or the machine."""

    def __init__(self, durable: bool = False):
        if not os.path.exists(os.path.join(PROGRAMS, "initdb")):
            raise FileNotFoundError("postgresql-15 is not installed")
        self.folder = tempfile.mkdtemp(prefix="sahay-postgres-")
        self.data = os.path.join(self.folder, "data")
        self.port = free_port()
        self.databases = 0
        self.prefix: list[str] = []
        if os.geteuid() == 0:
            user = "postgres" if any(entry.pw_name == "postgres" for entry in pwd.getpwall()) else "nobody"
            shutil.chown(self.folder, user)
            self.prefix = ["runuser", "-u", user, "--"]
        self._run("initdb", "-D", self.data, "-A", "trust", "-U", "sahay", "-E", "UTF8", "--no-locale", "--no-sync")
        with open(os.path.join(self.data, "postgresql.conf"), "a", encoding="ascii") as file:
            file.write(f"port = {self.port}\nlisten_addresses = '127.0.0.1'\nunix_socket_directories = '{self.folder}'\n"
                       "max_connections = 200\nshared_buffers = 64MB\n" + ("" if durable else "fsync = off\nfull_page_writes = off\n"))
        self._run("pg_ctl", "-D", self.data, "-w", "-l", os.path.join(self.folder, "log"), "start")

    def _run(self, program: str, *words: str) -> None:
        done = subprocess.run([*self.prefix, os.path.join(PROGRAMS, program), *words], cwd=self.folder,
                              stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        if done.returncode != 0:
            raise RuntimeError(f"{program}: {done.stderr}")

    def new_database(self) -> str:
        """The connection string of a fresh database."""
        self.databases += 1
        name = f"desk{self.databases}"
        self._run("createdb", "-h", "127.0.0.1", "-p", str(self.port), "-U", "sahay", name)
        return f"postgresql://sahay@127.0.0.1:{self.port}/{name}"

    def close(self) -> None:
        self._run("pg_ctl", "-D", self.data, "-m", "immediate", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)
