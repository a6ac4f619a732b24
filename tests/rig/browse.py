"""What stories on screens share: a browser test of tests/browser run against the program of the story, and a customer's browser
without scripts that keeps its cookie."""
import html
import os
import re
import shutil
import subprocess
import urllib.parse
from http.client import HTTPConnection

from rig.server import ROOT, Settings

CHROMIUM = ([os.environ["CHROMIUM"]] if "CHROMIUM" in os.environ else
            ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium"])  # as tests/browser/rig.mjs looks for it


def run_in_browser(test, name: str, only: str = "", seconds: int = 420) -> None:
    """Runs tests/browser/NAME.mjs against the binary of this run; skipped by name where no browser is."""
    if not any(map(os.path.exists, CHROMIUM)) or not shutil.which("node"):
        test.skipTest("chromium is not installed")
    command = ["node", "--test", "--test-reporter=spec", *([f"--test-name-pattern={only}"] if only else []), f"tests/browser/{name}.mjs"]
    done = subprocess.run(command, cwd=ROOT, env=os.environ | {"SAHAY_BINARY": Settings.binary}, capture_output=True, text=True, timeout=seconds)
    passed = re.search(r"^ℹ pass (\d+)", done.stdout, re.M)
    test.assertTrue(done.returncode == 0 and passed and int(passed.group(1)) > 0, done.stdout[-4000:] + done.stderr[-1000:])


class Reader:
    """A customer's browser without scripts: follows redirects, keeps cookies, fills in the forms of the page that it shows."""

    def __init__(self, port: int, language: str = "en"):
        self.port, self.language, self.cookies, self.status, self.text, self.path = port, language, {}, 0, "", "/"

    def open(self, path: str, form: dict | None = None) -> str:
        for _ in range(5):
            headers = {"Accept": "text/html", "Accept-Language": self.language, "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
            body = None
            if form is not None:
                body = urllib.parse.urlencode(form)
                headers |= {"Content-Type": "application/x-www-form-urlencoded", "Origin": f"http://127.0.0.1:{self.port}", "Sec-Fetch-Site": "same-origin"}
            connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
            connection.request("GET" if form is None else "POST", path, body, headers)
            answer = connection.getresponse()
            self.status, self.path = answer.status, path
            self.text = html.unescape(answer.read().decode())
            for line in answer.headers.get_all("Set-Cookie") or []:
                name, value = line.split(";")[0].split("=", 1)
                self.cookies[name] = value
            connection.close()
            if answer.status not in (302, 303):
                break
            path, form = answer.headers["Location"].replace(f"http://127.0.0.1:{self.port}", ""), None
        return self.text

    def submit(self, action: str, **fields) -> str:
        """Sends the form of this page whose action it is, with what the page put into it."""
        form = next(each for each in re.findall(r"<form[^>]*>.*?</form>", self.text, re.S) if f'action="{action}"' in each.split(">")[0])
        hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form))
        return self.open(action, hidden | fields)
