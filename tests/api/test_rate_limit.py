"""A limit of calls, met by clients that wait as published ones do: they sleep for what Retry-After says and ask again, or
slow down by what X-Rate-Limit-Remaining leaves. Nothing is lost and nothing done twice."""
import time
import unittest

from rig.api import Api
from rig.server import Server

LIMIT = 12


class Waiting:
    """As Ruby's and Python's clients wait: on 429 they sleep for Retry-After seconds and send the same request again."""

    def __init__(self, api: Api, sleep):
        self.api, self.sleep, self.waited, self.slept = api, sleep, 0, 0

    def request(self, method: str, path: str, body=None):
        for _ in range(5):
            answer = self.api.request(method, path, body)
            if answer.status != 429:
                return answer
            seconds = int(answer.headers["Retry-After"])
            self.waited += 1
            self.slept += seconds
            self.sleep(seconds)
        raise AssertionError("still refused")


class RateLimit(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server()
        cls.server.options = ["--api-calls-a-minute", str(LIMIT)]
        cls.server.start()
        cls.addClassCleanup(cls.server.close)
        cls.admin = cls.server.add_admin()

    def test_a_client_that_waits_as_it_is_told_gets_everything_done_once(self):
        sleep = time.sleep
        if self.server.has_hooks():  # then nobody has to sit the minute out
            self.server.set_clock("2026-11-23T10:00:10Z")
            sleep = lambda seconds: self.server.advance_clock(seconds=seconds)  # noqa: E731
        elif time.time() % 60 > 40:  # the end of the minute is met within the test, not before
            time.sleep(60 - time.time() % 60)
        client = Waiting(self.admin, sleep)
        for n in range(LIMIT + 8):
            answer = client.request("POST", "/api/v2/tickets", {"ticket": {"subject": f"Limited {n}", "comment": {"body": "x"}}})
            self.assertEqual(answer.status, 201, answer)
        self.assertEqual(client.waited, 1)
        self.assertTrue(1 <= client.slept <= 60, client.slept)
        subjects = [ticket["subject"] for ticket in client.request("GET", "/api/v2/tickets.json").json["tickets"] if ticket["subject"].startswith("Limited")]
        self.assertEqual(sorted(subjects), sorted(f"Limited {n}" for n in range(LIMIT + 8)))

    def test_every_answer_says_what_is_left_and_only_a_refusal_when_to_come_again(self):
        nobody = Api("127.0.0.1", self.server.port)
        answers = [nobody.get("/api/v2/locales") for _ in range(LIMIT + 2)]
        if any(int(answer.headers["ratelimit-reset"]) > int(answers[0].headers["ratelimit-reset"]) for answer in answers):
            answers = [nobody.get("/api/v2/locales") for _ in range(LIMIT + 2)]  # a new minute began
        for answer in answers:
            self.assertEqual((answer.headers["X-Rate-Limit"], answer.headers["ratelimit-limit"]), (str(LIMIT), str(LIMIT)))
            self.assertEqual(answer.headers["X-Rate-Limit-Remaining"], answer.headers["ratelimit-remaining"])
            self.assertTrue(1 <= int(answer.headers["ratelimit-reset"]) <= 60)
        granted = [answer for answer in answers if answer.status == 200]
        refused = [answer for answer in answers if answer.status == 429]
        self.assertEqual((len(granted), len(refused)), (LIMIT, 2))
        self.assertEqual([int(answer.headers["X-Rate-Limit-Remaining"]) for answer in granted], list(range(LIMIT - 1, -1, -1)))
        for answer in granted:
            self.assertIsNone(answer.headers["Retry-After"])
        for answer in refused:
            self.assertEqual(answer.headers["Retry-After"], answer.headers["ratelimit-reset"])
            self.assertEqual((answer.json["error"], answer.headers["X-Rate-Limit-Remaining"]), ("TooManyRequests", "0"))
