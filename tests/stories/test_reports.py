"""E5: figures that add up. A desk with a history that is known to the minute: each number of the API is the one counted by
hand, the one that plain SQL finds in the file, the length of the list that it opens, and the one in the CSV file."""
import csv
import datetime
import io
import json
import os
import shutil
import sqlite3
import tempfile
import unittest

from rig.api import Api
from rig.duties import RINA, Duties
from rig.server import Settings

FEBRUARY = "start=2019-02-01&end=2019-02-28&time_zone=UTC"
MARCH = "start=2030-03-01&end=2030-03-31&time_zone=UTC"
# The year has the weekdays of 2030. Number of the old desk, made, solved, answers of staff.
HISTORY = [
    ("A", "2019-02-04T09:00:00Z", "2019-02-05T12:00:00Z", ["2019-02-04T10:30:00Z"]),
    ("B", "2019-02-08T17:00:00Z", "2019-02-11T11:00:00Z", ["2019-02-11T10:00:00Z"]),
    ("C", "2019-02-09T12:00:00Z", "2019-02-12T10:00:00Z", ["2019-02-11T09:10:00Z", "2019-02-12T09:00:00Z"]),
    ("D", "2019-02-15T10:00:00Z", None, []),
    ("E", "2019-01-31T10:00:00Z", "2019-02-01T10:00:00Z", ["2019-01-31T11:00:00Z"]),
    ("F", "2019-03-01T10:00:00Z", None, []),
    ("G", "2019-01-10T10:00:00Z", "2019-01-11T10:00:00Z", ["2019-01-10T10:05:00Z"]),
]


def micros(text: str) -> int:
    return int(datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()) * 1_000_000


def office_minutes(start: int, end: int) -> int:
    """Minutes of Monday to Friday, 09:00 to 18:00, between two times, counted one by one."""
    minutes = 0
    at = datetime.datetime.fromtimestamp(start // 1_000_000, datetime.timezone.utc)
    until = datetime.datetime.fromtimestamp(end // 1_000_000, datetime.timezone.utc)
    while at < until:
        minutes += at.weekday() < 5 and 9 <= at.hour < 18
        at += datetime.timedelta(minutes=1)
    return minutes


def nearest_rank(values: list[int], percent: int) -> int:
    values = sorted(values)
    return values[max(1, -(-len(values) * percent // 100)) - 1]


class Reports(Duties):
    config = '[desk]\nhours = "mon-fri 09:00-18:00"\ntime_zone = "UTC"\n'

    def setUp(self):
        super().setUp()
        self.go_to("2030-03-04T09:00:00Z")  # a Monday
        self.import_history()

    def import_history(self):
        folder = tempfile.mkdtemp(prefix="sahay-history-")
        self.addCleanup(shutil.rmtree, folder)
        agent = self.api.email
        people = [{"id": 1, "name": RINA["name"], "email": RINA["email"], "role": "end-user"}, {"id": 2, "name": "Sara Ahmed", "email": agent, "role": "admin"}]
        tickets = [{"id": number, "external_id": number, "subject": f"Request {number}", "requester_id": 1, "assignee_id": 2, "created_at": made,
                    "tags": ["pump", "=SUM(A1)"] if number == "A" else ["pump"],
                    "status": "closed" if solved else "open"} | ({"solved_at": solved} if solved else {}) |
                   {"comments": [{"author_id": 1, "body": "It stands still", "public": True, "created_at": made}] +
                    [{"author_id": 2, "body": "Press the button", "public": True, "created_at": at} for at in answers]}
                   for number, made, solved, answers in HISTORY]
        for name, rows in (("users", people), ("tickets", tickets)):
            with open(os.path.join(folder, f"{name}.ndjson"), "w", encoding="utf-8") as file:
                file.writelines(json.dumps(row) + "\n" for row in rows)
        done = self.server.command("import", "--source", "old-desk", folder)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.server.wait_idle()

    def rina(self):
        return Api("127.0.0.1", self.server.port, RINA["email"], self.api.token)

    def figures(self, question: str) -> dict:
        return {one["name"]: one for one in self.ask("GET", f"/reports/figures.json?{question}")["report"]["figures"]}

    def opened(self, figure: str, question: str) -> list[int]:
        """The tickets that a number opens, all pages of them."""
        return [one["id"] for one in self.api.each(f"/api/v2/reports/tickets.json?figure={figure}&{question}", "tickets", page=2)]

    def file(self, table: str, question: str) -> list[list[str]]:
        answer = self.api.get(f"/api/v2/reports/{table}?format=csv&{question}")
        self.assertEqual(answer.status, 200, answer)
        self.assertTrue(answer.headers["Content-Type"].startswith("text/csv"))
        text = answer.body.decode("utf-8")
        self.assertTrue(text.endswith("\r\n"))
        return list(csv.reader(io.StringIO(text), strict=True))

    def sql(self, statement: str, *values) -> list[tuple]:
        """Asked of the file itself, past the program."""
        with sqlite3.connect(f"file:{self.server.data}/sahay.db?mode=ro", uri=True) as database:
            return database.execute(statement, values).fetchall()

    def test_the_figures_of_a_month_are_those_counted_by_hand(self):
        now = self.figures(FEBRUARY)
        got = lambda name, *keys: tuple(now[name][key] for key in ("tickets", *keys))
        self.assertEqual(got("created"), (4,))   # A B C D
        self.assertEqual(got("solved"), (4,))    # A B C E
        self.assertEqual(got("open"), (1,))      # D; F came later
        # Working minutes. A: 9:00 to 10:30. B: an hour on Friday, one on Monday. C: came on Saturday, Monday 9:00 to 9:10.
        self.assertEqual(got("first_reply", "median_minutes", "p90_minutes"), (3, 90, 120))
        # A: 9 h and 3 h. B: 1 h and 2 h. C: 9 h and 1 h. E: 8 h and 1 h.
        self.assertEqual(got("resolution", "median_minutes", "p90_minutes"), (4, 540, 720))
        self.assertEqual(got("one_touch", "share_percent"), (3, 75))
        self.assertEqual(got("reopened"), (0,))
        # Nobody promised anything to history: no clock ran.
        self.assertEqual(got("reply_on_time", "share_percent"), (0, None))
        before = {name: one["before"] for name, one in now.items()}
        self.assertEqual((before["created"]["tickets"], before["solved"]["tickets"]), (2, 1))  # E G, and G
        calendar = self.figures(FEBRUARY + "&hours=calendar")
        # A: 90. B: 65 hours. C: 45 hours and 10 minutes.
        self.assertEqual((calendar["first_reply"]["median_minutes"], calendar["first_reply"]["p90_minutes"]), (2710, 3900))

    def test_api_list_file_and_plain_sql_say_the_same(self):
        now = self.figures(FEBRUARY)
        for name, one in now.items():
            self.assertEqual(one["tickets"], len(set(self.opened(name, FEBRUARY))), name)
        head, *rows = self.file("figures", FEBRUARY)
        self.assertEqual([int(row[1]) for row in rows], [one["tickets"] for one in now.values()])
        said = lambda value: "" if value is None else str(value)
        self.assertEqual([row[3:5] for row in rows], [[said(one.get("median_minutes")), said(one.get("p90_minutes"))] for one in now.values()])
        self.assertEqual([row[2] for row in rows], [said(one.get("share_percent")) for one in now.values()])
        if Settings.engine != "sqlite":
            return
        start, end = micros("2019-02-01T00:00:00Z"), micros("2019-03-01T00:00:00Z")
        alive = "deleted_at is null and merged_into is null"
        count = lambda condition, *values: self.sql(f"select count(*) from tickets where {alive} and {condition}", *values)[0][0]
        self.assertEqual(now["created"]["tickets"], count("created_at >= ? and created_at < ?", start, end))
        self.assertEqual(now["solved"]["tickets"], count("solved_at >= ? and solved_at < ?", start, end))
        self.assertEqual(now["open"]["tickets"], count("created_at < ? and (solved_at is null or solved_at >= ?)", end, end))
        # Times from the comments themselves, not from what the clocks have measured.
        replies = self.sql(f"""select t.created_at, min(c.created_at) from tickets t join comments c on c.ticket_id = t.id
            where t.{alive.replace('and ', 'and t.')} and t.created_at >= ? and t.created_at < ? and c.is_public = 1
              and c.author_role <> 'end-user' group by t.id""", start, end)
        minutes = [office_minutes(made, answered) for made, answered in replies]
        self.assertEqual((now["first_reply"]["tickets"], now["first_reply"]["median_minutes"], now["first_reply"]["p90_minutes"]),
                         (len(minutes), nearest_rank(minutes, 50), nearest_rank(minutes, 90)))
        solved = [office_minutes(made, at) for made, at in self.sql(f"select created_at, solved_at from tickets where {alive} and solved_at >= ? and solved_at < ?", start, end)]
        self.assertEqual((now["resolution"]["median_minutes"], now["resolution"]["p90_minutes"]), (nearest_rank(solved, 50), nearest_rank(solved, 90)))
        self.assertEqual(now["one_touch"]["tickets"], self.sql(f"""select count(*) from tickets t where t.{alive.replace('and ', 'and t.')}
            and t.solved_at >= ? and t.solved_at < ? and (select count(*) from comments c where c.ticket_id = t.id and c.is_public = 1
              and c.author_role <> 'end-user') <= 1""", start, end)[0][0])

    def test_tables_charts_and_hours_divide_the_same_requests(self):
        rows = self.ask("GET", f"/reports/table.json?by=tag&{FEBRUARY}")["report"]["rows"]
        self.assertEqual({row["value"]: row["figures"]["created"]["tickets"] for row in rows}, {"pump": 4, "=SUM(A1)": 1})
        for row in rows:
            self.assertEqual(row["figures"]["created"]["tickets"], len(self.opened("created", f"{FEBRUARY}&tag={row['value'].replace('=', '%3D')}")))
        file = self.file("table", f"by=tag&{FEBRUARY}")
        self.assertEqual({row[0]: int(row[1]) for row in file[1:]}, {"pump": 4, "'=SUM(A1)": 1})  # no formula in a spreadsheet
        days = self.ask("GET", f"/reports/days.json?{FEBRUARY}")["report"]["days"]
        self.assertEqual({day["start"]: (day["created"], day["solved"]) for day in days if day["created"] or day["solved"]},
                         {"2019-02-01": (0, 1), "2019-02-04": (1, 0), "2019-02-05": (0, 1), "2019-02-08": (1, 0), "2019-02-09": (1, 0),
                          "2019-02-11": (0, 1), "2019-02-12": (0, 1), "2019-02-15": (1, 0)})
        hours = self.ask("GET", f"/reports/arrivals.json?{FEBRUARY}")["report"]["hours_of_week"]
        self.assertEqual({index: n for index, n in enumerate(hours) if n}, {33: 1, 5 * 24 + 17: 1, 6 * 24 + 12: 1, 5 * 24 + 10: 1})
        for index in (33, 34, 5 * 24 + 17):
            self.assertEqual(hours[index], len(self.opened("created", f"{FEBRUARY}&hour_of_week={index}")))
        # The same hours elsewhere: nine in the morning of Monday is three in the afternoon in Dhaka.
        dhaka = self.ask("GET", f"/reports/arrivals.json?{FEBRUARY}&time_zone=Asia/Dhaka".replace("&time_zone=UTC", ""))["report"]["hours_of_week"]
        self.assertEqual(dhaka[24 + 15], 1)

    def test_targets_promises_ratings_and_reopenings_are_counted_where_they_happen(self):
        targets = [{"priority": "normal", "metric": metric, "target": target, "business_hours": True} for metric, target in (("first_reply_time", 60), ("total_resolution_time", 240))]
        self.ask("POST", "/slas/policies", {"sla_policy": {"title": "Usual", "policy_metrics": targets, "filter": {"all": [], "any": []}}})
        kept, missed = self.ticket("Kept", priority="normal"), self.ticket("Missed", priority="normal")
        self.promise(missed, "2030-03-04T10:00:00Z")
        self.pass_time(minutes=30)
        self.reply(kept, "We are on it")
        self.promise(kept, "2030-03-04T12:00:00Z")
        self.pass_time(minutes=60)
        self.reply(kept, "It is done")
        self.change(kept, status="solved")
        self.pass_time(minutes=90)                    # 12:00
        self.reply(missed, "Sorry for the wait")
        self.pass_time(hours=4)                       # 16:00
        self.change(missed, status="solved")
        self.change(missed, status="open")
        self.change(missed, status="solved")
        for ticket, score in ((kept, "good"), (missed, "bad")):
            given = self.rina().post(f"/api/v2/tickets/{ticket['id']}/satisfaction_rating", {"satisfaction_rating": {"score": score}})
            self.assertIn(given.status, (200, 201), given)
        self.server.wait_idle()
        now = self.figures(MARCH)
        by_name = {"reply_on_time": [kept], "reply_late": [missed], "solved_on_time": [kept], "solved_late": [missed], "satisfied": [kept], "unsatisfied": [missed],
                   "promises_kept": [kept], "promises_missed": [missed], "reopened": [missed], "one_touch": [missed], "more_touches": [kept]}
        for name, tickets in by_name.items():
            self.assertEqual(self.opened(name, MARCH), [ticket["id"] for ticket in tickets], name)
            if name in now:
                self.assertEqual(now[name]["tickets"], 1, name)
        for name in ("reply_on_time", "solved_on_time", "satisfied", "promises_kept", "one_touch"):
            self.assertEqual(now[name]["share_percent"], 50, name)
        self.assertEqual(now["resolution"]["median_minutes"], 90)
        self.assertEqual(now["resolution"]["p90_minutes"], 420)
        if Settings.engine == "sqlite":
            self.assertEqual(self.sql("select ticket_id, state from promises where state <> 'open' order by ticket_id"), [(kept["id"], "kept"), (missed["id"], "missed")])

    def test_people_see_figures_of_what_they_may_see_and_customers_none(self):
        made = self.ask("POST", "/users", {"user": {"name": "Oleg Sokolov", "email": "oleg@sahay.example", "role": "agent", "ticket_restriction": "assigned"}})["user"]
        oleg = self.server.api_of("oleg@sahay.example")
        own = self.ticket("His own", assignee_id=made["id"])
        self.ticket("Of nobody")
        answer = oleg.get(f"/api/v2/reports/figures.json?{MARCH}")
        self.assertEqual(answer.status, 200, answer)
        figures = {one["name"]: one["tickets"] for one in answer.json["report"]["figures"]}
        self.assertEqual((figures["created"], self.figures(MARCH)["created"]["tickets"]), (1, 2))
        self.assertEqual([one["id"] for one in oleg.get(f"/api/v2/reports/tickets.json?figure=created&{MARCH}").json["tickets"]], [own["id"]])
        for path in ("figures", "table", "days", "arrivals", "tickets?figure=created", "wallboard"):
            self.assertEqual(self.rina().get(f"/api/v2/reports/{path}").status, 403, path)

    def test_the_wallboard_tells_how_the_desk_stands_now(self):
        board = lambda: self.ask("GET", "/reports/wallboard.json")["wallboard"]
        self.assertEqual(board()["figures"]["now_open"], 2)  # D and F
        # Nobody has answered D since the middle of February 2019.
        self.assertEqual(board()["waiting_longest"]["since"], "2019-02-15T10:00:00Z")
        target = {"priority": "normal", "metric": "first_reply_time", "target": 90, "business_hours": True}
        self.ask("POST", "/slas/policies", {"sla_policy": {"title": "Usual", "policy_metrics": [target], "filter": {"all": [], "any": []}}})
        ticket = self.ticket("Fresh", priority="normal")
        seen = lambda: {name.removeprefix("now_"): n for name, n in board()["figures"].items()}
        self.assertEqual(seen(), {"open": 3, "unassigned": 1, "due_soon": 0, "late": 0, "chats": 0})
        self.pass_time(minutes=45)
        self.assertEqual(seen()["due_soon"], 1)
        self.pass_time(minutes=60)
        self.assertEqual((seen()["due_soon"], seen()["late"]), (0, 1))
        self.assertEqual([one["id"] for one in self.ask("GET", "/reports/tickets.json?figure=now_late")["tickets"]], [ticket["id"]])
        self.reply(ticket, "We look at it")
        self.assertEqual(seen()["late"], 0)
        self.assertEqual(board()["agents_online"], 0)


if __name__ == "__main__":
    unittest.main()
