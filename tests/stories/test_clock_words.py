"""Twenty clocks and what each says of itself (C4): the ledger reads as a person would explain it, in three languages.

Each case is told in steps; what its clock must say was written by hand from the table of clocks in docs/api.md.
"""
import datetime
import unittest

from rig.server import Server

MONDAY = datetime.datetime(2030, 1, 7, 9, 0, tzinfo=datetime.timezone.utc)
OFFICE = [{"start_time": day * 1440 + 540, "end_time": day * 1440 + 1020} for day in range(1, 6)]  # mon-fri 09:00-17:00


def after(**duration):
    return ("wait", duration)


REPLY, NOTE, CUSTOMER = ("comment", True, False), ("comment", False, False), ("comment", True, True)


def becomes(**fields):
    return ("fields", fields)


# name: (metric, instance, targets by priority in minutes, working hours?, start after Monday 9:00, steps, words)
CASES = {
    "answered in time": ("first_reply_time", 1, {"normal": 60}, False, {}, [after(minutes=25), REPLY], "ran 25 min, then answered"),
    "not answered yet": ("first_reply_time", 1, {"normal": 600}, False, {}, [after(hours=1, minutes=10)], "ran 1 h 10 min"),
    "answered too late": ("first_reply_time", 1, {"normal": 30}, False, {}, [after(minutes=30), after(minutes=15), REPLY],
                          "ran 30 min, the target of 30 min passed, ran 15 min, then answered"),
    "a note to colleagues is no answer": ("first_reply_time", 1, {"normal": 600}, False, {}, [after(minutes=10), NOTE, after(minutes=10)], "ran 20 min"),
    "waiting for the customer": ("requester_wait_time", 1, {"normal": 6000}, False, {},
                                 [after(hours=2, minutes=10), becomes(status="pending"), after(days=3), becomes(status="open"), after(minutes=50)],
                                 "ran 2 h 10 min, paused 3 d waiting for the customer, ran 50 min"),
    "on hold the agents do not work": ("agent_work_time", 1, {"normal": 6000}, False, {},
                                       [after(hours=1), becomes(status="hold"), after(hours=5), becomes(status="open"), after(minutes=30)],
                                       "ran 1 h, paused 5 h on hold, ran 30 min"),
    "on hold the customer waits all the same": ("requester_wait_time", 1, {"normal": 6000}, False, {}, [after(hours=1), becomes(status="hold"), after(hours=1)], "ran 2 h"),
    "solved and opened again": ("total_resolution_time", 1, {"normal": 60000}, False, {},
                                [after(hours=2), becomes(status="solved"), after(days=1), becomes(status="open"), after(hours=1)],
                                "ran 2 h, paused 1 d while it was solved, ran 1 h"),
    "more urgent half-way": ("first_reply_time", 1, {"normal": 480, "urgent": 60}, False, {},
                             [after(minutes=30), becomes(priority="urgent"), after(minutes=10)], "ran 30 min, the target became 1 h, ran 10 min"),
    "the promise is taken away": ("first_reply_time", 1, {"normal": 480}, False, {}, [after(minutes=10), becomes(priority="low"), after(minutes=5)],
                                  "ran 10 min, the target was taken away, ran 5 min"),
    "two questions, one answer": ("next_reply_time", 1, {"normal": 600}, False, {},
                                  [REPLY, after(hours=1), CUSTOMER, after(minutes=20), CUSTOMER, after(minutes=10), REPLY], "ran 30 min, then answered"),
    "the second question has its own clock": ("next_reply_time", 2, {"normal": 600}, False, {},
                                              [REPLY, after(hours=1), CUSTOMER, after(minutes=20), REPLY, after(hours=2), CUSTOMER, after(minutes=5), REPLY],
                                              "ran 5 min, then answered"),
    "the customer hears from us in time": ("periodic_update_time", 1, {"normal": 600}, False, {}, [REPLY, after(hours=2), REPLY], "ran 2 h, then told the customer"),
    "no news while the customer is awaited": ("pausable_update_time", 1, {"normal": 6000}, False, {},
                                              [REPLY, after(hours=1), becomes(status="pending"), after(hours=5), becomes(status="open"), after(hours=1)],
                                              "ran 1 h, paused 5 h waiting for the customer, ran 1 h"),
    "handed to another group": ("group_ownership_time", 1, {"normal": 6000}, False, {}, [after(hours=1), ("group",), after(hours=1)], "ran 1 h, then handed over"),
    "the night does not count": ("first_reply_time", 1, {"normal": 600}, True, {"hours": 7}, [after(hours=18), REPLY], "ran 2 h, then answered"),
    "the weekend does not count": ("first_reply_time", 1, {"normal": 600}, True, {"days": 4, "hours": 7, "minutes": 30},
                                   [after(days=2, hours=17), REPLY], "ran 1 h, then answered"),
    "it came at night and waits for the morning": ("first_reply_time", 1, {"normal": 600}, True, {"hours": 13}, [after(hours=11, minutes=15)], "ran 15 min"),
    "back and forth": ("agent_work_time", 1, {"normal": 6000}, False, {},
                       [after(minutes=10), becomes(status="pending"), after(minutes=20), becomes(status="open"), after(minutes=30),
                        becomes(status="pending"), after(minutes=40), becomes(status="open"), after(minutes=50)],
                       "ran 10 min, paused 20 min waiting for the customer, ran 30 min, paused 40 min waiting for the customer, ran 50 min"),
    "in the bin and back": ("requester_wait_time", 1, {"normal": 6000}, False, {},
                            [after(hours=1), ("delete",), after(hours=3), ("restore",), after(minutes=30)], "ran 1 h, paused 3 h while it was deleted, ran 30 min"),
}

IN_OTHER_LANGUAGES = {
    "answered too late": {"ru": "шли 30 мин, срок 30 мин прошёл, шли 15 мин, затем ответили",
                          "bn": "৩০ মিনিট চলেছে, ৩০ মিনিট সময়সীমা পেরিয়েছে, ১৫ মিনিট চলেছে, তারপর উত্তর দেওয়া হয়েছে"},
    "waiting for the customer": {"ru": "шли 2 ч 10 мин, стояли 3 дн. в ожидании клиента, шли 50 мин",
                                 "bn": "২ ঘণ্টা ১০ মিনিট চলেছে, গ্রাহকের অপেক্ষায় ৩ দিন থেমে ছিল, ৫০ মিনিট চলেছে"},
}


class ClockWords(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.server = Server().start()
        cls.addClassCleanup(cls.server.close)
        if not cls.server.has_hooks():
            raise unittest.SkipTest("needs a program with test hooks (a debug or asan build)")
        cls.api = cls.server.add_admin()
        cls.me = cls.api.get("/api/v2/users/me").json["user"]["id"]
        schedule = cls.api.get("/api/v2/business_hours/schedules").json["schedules"][0]["id"]
        cls.api.put(f"/api/v2/business_hours/schedules/{schedule}", {"schedule": {"intervals": OFFICE, "time_zone": "UTC"}})
        cls.group = cls.api.post("/api/v2/groups", {"group": {"name": "Second line"}}).json["group"]["id"]

    def happens(self, step, ticket: dict) -> None:
        path = f"/api/v2/tickets/{ticket['id']}"
        if step[0] == "wait":
            self.server.advance_clock(**step[1])
        elif step[0] == "comment":
            comment = {"body": "A word", "public": step[1]} | ({"author_id": ticket["requester_id"]} if step[2] else {})
            self.assertEqual(self.api.put(path, {"ticket": {"comment": comment}}).status, 200)
        elif step[0] == "fields":
            self.assertEqual(self.api.put(path, {"ticket": step[1]}).status, 200)
        elif step[0] == "group":
            self.assertEqual(self.api.put(path, {"ticket": {"group_id": self.group}}).status, 200)
        elif step[0] == "delete":
            self.assertEqual(self.api.delete(path).status, 204)
        else:
            self.assertEqual(self.api.put(f"/api/v2/deleted_tickets/{ticket['id']}/restore", {}).status, 200)
        self.server.wait_idle()

    def tell(self, name: str) -> tuple[dict, str, int]:
        metric, instance, targets, working, start, steps, _ = CASES[name]
        tag = name.replace(" ", "_").replace(",", "")
        policy = {"title": name, "filter": {"all": [{"field": "current_tags", "operator": "includes", "value": tag}], "any": []},
                  "policy_metrics": [{"priority": priority, "metric": metric, "target": minutes, "business_hours": working} for priority, minutes in targets.items()]}
        self.server.set_clock((MONDAY + datetime.timedelta(**start)).strftime("%Y-%m-%dT%H:%M:%SZ"))
        made = self.api.post("/api/v2/slas/policies", {"sla_policy": policy})
        self.assertEqual(made.status, 201, made)
        self.server.wait_idle()
        ticket = self.api.new_ticket(name, "It stopped this morning", requester={"name": "Rina Akter", "email": "rina@meghna.example"},
                                     tags=[tag], priority="normal", status="open")
        self.server.wait_idle()
        for step in steps:
            self.happens(step, ticket)
        self.addCleanup(self.api.delete, f"/api/v2/slas/policies/{made.json['sla_policy']['id']}")
        return ticket, metric, instance

    def words(self, ticket: dict, metric: str, instance: int) -> str:
        clocks = self.api.get(f"/api/v2/tickets/{ticket['id']}/clocks").json["clocks"]
        found = [clock["words"] for clock in clocks if (clock["metric"], clock["instance"]) == (metric, instance)]
        self.assertEqual(len(found), 1, clocks)
        return found[0]

    def test_each_of_twenty_clocks_says_what_a_person_would_say(self):
        for name in CASES:
            with self.subTest(name):
                self.assertEqual(self.words(*self.tell(name)), CASES[name][-1])
        self.assertEqual(len(CASES), 20)

    def test_the_same_is_said_in_the_readers_language(self):
        for name, languages in IN_OTHER_LANGUAGES.items():
            told = self.tell(name)
            for language, words in languages.items():
                with self.subTest(name, language=language):
                    self.api.put(f"/api/v2/users/{self.me}", {"user": {"locale": language}})
                    self.assertEqual(self.words(*told), words)
            self.api.put(f"/api/v2/users/{self.me}", {"user": {"locale": "en-US"}})


if __name__ == "__main__":
    unittest.main()
