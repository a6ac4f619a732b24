"""Writes docs/proofs/NAME.md: a result with its date, commit and machine."""
import datetime
import os
import subprocess

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def commit() -> str:
    short = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True).stdout.strip()
    changed = subprocess.run(["git", "status", "--porcelain", "--untracked-files=no", "server", "web", "tests", "bench"],
                             cwd=ROOT, capture_output=True, text=True).stdout.strip()
    return short + (" with changes" if changed else "")


def machine() -> str:
    name, memory = "", 0
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        name = next((line.split(":", 1)[1].strip() for line in file if line.startswith("model name")), "unknown")
    with open("/proc/meminfo", encoding="ascii") as file:
        memory = int(file.readline().split()[1]) // (1 << 20)
    return f"{os.cpu_count()} cores ({name}), {memory} GiB, Debian 12"


def write_page(name: str, title: str, body: str) -> str:
    folder = os.path.join(ROOT, "docs", "proofs")
    os.makedirs(folder, exist_ok=True)
    path = os.path.join(folder, name + ".md")
    now = datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%d %H:%M UTC")
    with open(path, "w", encoding="utf-8") as file:
        file.write(f"# {title}\n\n{now}, commit {commit()}, {machine()}.\n\n{body.rstrip()}\n")
    print(f"wrote {os.path.relpath(path, ROOT)}")
    return path
