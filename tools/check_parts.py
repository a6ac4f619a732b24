"""The list of parts that ./check runs, in order. A part is listed only when its files exist."""
import glob
import os
import shutil
from dataclasses import dataclass, field

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
BROWSER_TESTS = ("chat_live", "mail_reply", "portal_no_script", "looks_test", "console_flows", "console_many",
                 "hostile_content", "draft_check", "facts", "promises", "admin_area", "admin_arrange", "composer",
                 "effort", "weight", "host_page", "two_people", "bot_talk", "split_sheet", "manners", "first_run", "articles", "reports", "guided_report", "conduct", "photo", "told_in_time", "notifications", "samples",
                 "high_contrast", "admin_look", "seen_now", "line_lost", "request_renews")
# Folders whose tests also run under ThreadSanitizer: what several threads share.
THREADED = ("platform/db", "platform/events", "platform/jobs", "platform/net", "platform/http")
# Folders whose unit tests wait for mail servers and databases more than they compute.
WAITING = ("platform/mail", "platform/db", "platform/events")
# For whole programs under ASan: they start by the hundred, and a sixth of their time goes into what only unit tests need.
LEAN_ASAN = "malloc_context_size=8:quarantine_size_mb=16:detect_stack_use_after_return=0"
SLOTS = 4  # on two cores: most parts wait a third of their time
COMPILING = 3  # two compilers, and beside them what mostly waits


@dataclass
class Part:
    name: str
    about: str
    command: list[str]
    needs: list[str] = field(default_factory=list)
    tests: bool = True       # False: a step that only builds
    slots: float = 1         # of SLOTS; 0.5: it mostly waits
    gives_way: bool = False  # it only computes: what waits for a clock or a browser has the processor first
    timeout: int = 600
    retries: int = 0         # only where a real browser or a real clock may be late on a busy machine; said when used
    environment: dict[str, str] = field(default_factory=dict)


def lean() -> dict[str, str]:
    return {"ASAN_OPTIONS": environment()["ASAN_OPTIONS"] + ":" + LEAN_ASAN}


def at(*path: str) -> str:
    return os.path.join(ROOT, *path)


def environment() -> dict[str, str]:
    values = dict(os.environ)
    values["PYTHONDONTWRITEBYTECODE"] = "1"
    # Debian's libraries keep some memory until the end; the suppressions name each.
    values["ASAN_OPTIONS"] = "detect_leaks=1:strict_string_checks=1:detect_stack_use_after_return=1:allow_addr2line=1"
    values["LSAN_OPTIONS"] = f"suppressions={at('tools', 'leaks.supp')}:print_suppressions=0"
    values["UBSAN_OPTIONS"] = "print_stacktrace=1:halt_on_error=1"
    values["TSAN_OPTIONS"] = f"halt_on_error=0:second_deadlock_stack=1:suppressions={at('tools', 'races.supp')}"
    symbolizer = "/usr/lib/llvm-16/bin/llvm-symbolizer"
    if os.path.exists(symbolizer):
        values["ASAN_SYMBOLIZER_PATH"] = values["TSAN_SYMBOLIZER_PATH"] = symbolizer
    return values


def test_programs() -> dict[str, str]:
    """What unit tests exist: folder (or file, for a test that is a program of its own) -> path below build/PRESET."""
    programs = {}
    for path in sorted(glob.glob(at("server", "**", "*_test.cc"), recursive=True)):
        folder = os.path.relpath(os.path.dirname(path), at("server"))
        stem = os.path.basename(path).removesuffix(".cc")
        if folder.count("/") > 1:
            programs[f"{folder}/{stem}"] = f"server/{stem}"
        elif folder == "app":  # it has a CMakeLists.txt of its own
            programs[folder] = "server/app/app_test"
        else:
            programs[folder] = f"server/{folder.replace('/', '_')}_test"
    return dict(sorted(programs.items(), key=lambda item: (item[0].count("/"), item[0])))


def static_parts() -> list[Part]:
    parts = [
        Part("floors", "includes follow server/FLOORS", ["python3", "tools/floors.py"]),
        Part("style", "rules of STYLE.md that a program can check", ["python3", "tools/style.py"]),
        Part("tools", "tests of the tools themselves", ["python3", "tools/run_tests.py", "tools"]),
    ]
    return parts


def web_parts() -> list[Part]:
    if not os.path.exists(at("web", "package.json")):
        return []
    with open(at("web", "package.json"), encoding="utf-8") as file:
        scripts = file.read()
    parts = [Part("build web", "packages and surfaces", ["tools/build_web"], tests=False)]
    for name, script, about in (("web types", "typecheck", "TypeScript without errors"),
                                ("web tests", "test", "node:test over shared, ui and the surfaces"),
                                ("web sizes", "size", "bytes of console, widget and portal")):
        if f'"{script}":' in scripts:
            parts.append(Part(name, about, ["npm", "--prefix", "web", "run", "-s", script], ["build web"],
                              tests=script == "test"))
    return parts


def server_parts() -> list[Part]:
    programs = test_programs()
    threaded = [folder for folder in THREADED if folder in programs]
    after_web = ["build web"] if os.path.exists(at("web", "package.json")) else []
    parts = [
        Part("build release", "the program as people run it", ["tools/build_server", "release", "sahay"], after_web,
             tests=False, slots=COMPILING, timeout=3000),
        Part("build asan", "everything under ASan and UBSan", ["tools/build_server", "asan", "all"], after_web,
             tests=False, slots=COMPILING, timeout=3600),
    ]
    if threaded:
        parts.append(Part("build tsan", "threaded folders under TSan",
                          ["tools/build_server", "tsan", *(os.path.basename(programs[name]) for name in threaded)],
                          tests=False, slots=COMPILING, timeout=3000))
    for name, program in programs.items():
        parts.append(Part(f"unit {name}", "unit tests under ASan and UBSan", [f"build/asan/{program}"], ["build asan"],
                          slots=0.5 if name in WAITING else 1, timeout=1200))
    for folder in threaded:
        parts.append(Part(f"tsan {folder}", "unit tests under TSan", [f"build/tsan/{programs[folder]}"], ["build tsan"]))
    return parts


def outside_parts() -> list[Part]:
    """The real program from outside: tests/, on both engines, then with faults."""
    parts = []
    has_program = os.path.exists(at("server", "app", "CMakeLists.txt"))
    if has_program and os.path.exists(at("tests", "run.py")):
        run = ["python3", "tests/run.py"]
        release = ["build release"]
        parts += [
            # The stories need the hooks of instrumented builds.
            Part("outside sqlite", "HTTP, mail, chat against the program", [*run, "api", "mail", "chat", "cli"],
                 release, timeout=1200),
            Part("outside postgres", "API against the program on PostgreSQL",
                 [*run, "--engine", "postgres", "api"], release, slots=0.5, timeout=1200),
            *(Part(f"stories {share}", "what people do from end to end, under ASan and UBSan",
                   [*run, "--binary", "build/asan/sahay", "--share", share, "stories"], ["build asan"], slots=0.75, timeout=1800,
                   environment=lean())
              for share in ("1/4", "2/4", "3/4", "4/4")),
            Part("outside asan", "HTTP, mail, chat under ASan and UBSan",
                 [*run, "--binary", "build/asan/sahay", "api", "mail", "chat"], ["build asan"], slots=0.5, timeout=1800,
                 environment=lean()),
            Part("rights", "every route as every role, against the table of rights",
                 [*run, "--without", "planted", "rights"], release, gives_way=True, timeout=1800),
            Part("rights planted", "a hole that is planted in a route is found",
                 [*run, "--binary", "build/asan/sahay", "--only", "planted", "rights"], ["build asan"], gives_way=True, timeout=1800),
            Part("peers", "real Postfix and Dovecot", [*run, "peers"], release, slots=3),
            Part("mail ledger", "mails by IMAP from Dovecot and by LMTP from Postfix, through kills and a new UIDVALIDITY: each once",
                 ["python3", "tests/faults/mail_ledger.py", "--way", "both"], release, slots=0.5),
            Part("kills", "5 kills under load, nothing lost or doubled",
                 ["python3", "tests/faults/kill_ledger.py", "--kills", "5"], release),
            Part("ledger sees", "each request of each writer of that ledger lost once and sent twice: lost is seen, twice is once",
                 ["python3", "tests/faults/ledger_sees.py"], release, gives_way=True),
            Part("bot race", "300 pairs of a bot's turn and a person's word on each engine: none of the bot after the person",
                 ["python3", "tests/faults/bot_race.py", "--pairs", "300"], release, slots=0.5),
            Part("power cuts", "2 power cuts, and the control that must lose",
                 ["python3", "tests/faults/power_cut.py", "--cuts", "2"], release, slots=0.5),
        ]
        parts = [part for part in parts if all(os.path.exists(at(word)) for word in part.command if
                                               word.startswith("tests/"))]
    if os.path.exists(at("tests", "clocks", "oracle.py")):
        parts.append(Part("clocks", "500 random histories, counted minute by minute and derived by the server's code",
                          ["python3", "tests/clocks/oracle.py", "--histories", "500"], ["build asan"], gives_way=True))
    if glob.glob(at("server", "**", "*_fuzz.cc"), recursive=True):
        parts.append(Part("fuzz", "seed corpora, then 5 s for each target",
                          ["python3", "tools/fuzz.py", "--check"], ["build asan"], gives_way=True))
    if has_program and os.path.exists(at("tests", "browser")):
        tests = [f"tests/browser/{name}.mjs" for name in BROWSER_TESTS if os.path.exists(at("tests", "browser", name + ".mjs"))]
        # Without Chromium every test skips itself by name.
        parts.append(Part("browser", "console, widget and portal in Chromium",
                          ["python3", "tests/browser/run.py", *tests], ["build release"], slots=1.5, timeout=1500))
    if has_program and os.path.exists(at("tests", "xss")):
        parts.append(Part("xss", "100 generated payloads by mail: nothing runs, nobody else is asked; raw they run",
                          ["node", "tests/xss/run.mjs", "--payloads", "100"], ["build release"], timeout=1200, retries=1))
    if has_program and os.path.exists(at("docs", "openapi.json")):
        parts.append(Part("generated files", "committed files that the program describes",
                          ["python3", "tools/generate.py", "--check"], ["build release"], gives_way=True))
    if has_program and os.path.exists(at("tests", "scores.py")):
        parts.append(Part("scores", "checks by others, from ../shared", ["python3", "tests/scores.py"],
                          ["build release"], slots=0.5))
    return parts


# Begun as soon as they can, in this order: what others need, then the longest, so that nothing long runs alone at the end;
# what is timed to the second comes last, when the short unit tests are done.
FIRST = ("build tsan", "build release", "build asan", "scores", "outside postgres", "browser", "stories 1/4", "stories 2/4", "stories 3/4",
         "stories 4/4", "outside asan", "mail ledger", "xss", "outside sqlite", "bot race", "power cuts", "rights", "unit platform/mail",
         "unit desk/search", "unit platform/db", "tsan platform/db", "ledger sees", "kills", "fuzz", "clocks", "generated files")
LAST = ("peers",)


def begin(part: Part) -> int:
    if part.name in FIRST:
        return FIRST.index(part.name)
    return len(FIRST) + (1 if part.name in LAST else 0)


def all_parts() -> list[Part]:
    return static_parts() + web_parts() + sorted(server_parts() + outside_parts(), key=begin)
