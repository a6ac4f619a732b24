"""One run of wrk with a script of this folder, and its figures."""
import base64
import os
import re
import subprocess
import uuid

HERE = os.path.dirname(os.path.abspath(__file__))


class Load:
    def __init__(self, script: str, base: str, api, clients: int, seconds: int, path: str = "", ids: int = 1, first: int = 1):
        pair = base64.b64encode(f"{api.email}/token:{api.token}".encode()).decode()
        environment = os.environ | {"SAHAY_AUTHORIZATION": "Basic " + pair, "SAHAY_RUN": uuid.uuid4().hex[:12],
                                    "SAHAY_PATH": path, "SAHAY_IDS": str(ids), "SAHAY_FROM": str(first)}
        done = subprocess.run(["wrk", "-t1", f"-c{clients}", f"-d{seconds}s", "--timeout", "10s", "-s",
                               os.path.join(HERE, script), base], capture_output=True, text=True, env=environment)
        match = re.search(r"RESULT requests=(\d+) seconds=([\d.]+) errors=(\d+) p50_us=(\d+) p99_us=(\d+)", done.stdout)
        if not match:
            raise RuntimeError(f"wrk: {done.stdout[-500:]}{done.stderr[-500:]}")
        self.requests = max(1, int(match.group(1)))
        self.errors = int(match.group(3))
        self.rate = self.requests / float(match.group(2))
        self.p50_ms = int(match.group(4)) / 1000
        self.p99_ms = int(match.group(5)) / 1000

    @property
    def problems(self) -> str:
        return f", {self.errors} answers were errors" if self.errors else ""
