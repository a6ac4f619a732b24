"""Priority by the company's criteria (A2): a few weighted questions say which class a request has; each class has its group, its
deadlines and its people; another class needs a reason and is counted; planned work is announced instead of promised."""
import unittest

from rig.companies import Companies

STANDS_STILL = {"people": "company", "business": "stopped", "harm": "none", "time": "hours"}


class PriorityClasses(Companies):
    def classify(self, ticket, status=(200,), **intake):
        return self.ask("PUT", f"/tickets/{ticket['id']}/intake", {"intake": intake}, status).get("intake")

    def report(self):
        return self.ask("GET", "/priority_classes/report")["priority_report"]

    def read(self, ticket):
        return self.ask("GET", f"/tickets/{ticket['id']}")["ticket"]

    def test_the_answers_say_the_class_and_the_class_says_group_priority_and_deadline(self):
        group = self.ask("POST", "/groups", {"group": {"name": "Emergency"}})["group"]["id"]
        self.ask("PUT", "/priority_classes/failure", {"priority_class": {"group_id": group, "notify_user_ids": [self.agent()]}})
        self.policy("Failure", 10, [{"field": "priority_class", "operator": "is", "value": "failure"}])
        ticket = self.from_rina()
        self.assertEqual(self.classify(ticket, answers={"people": "one", "business": "runs", "harm": "none", "time": "week"})["priority_class"], "regular")
        self.assertEqual(self.due(ticket), [])
        found = self.classify(ticket, answers=STANDS_STILL)
        self.assertEqual((found["priority_class"], found["points"], found["override"]), ("failure", 18, None))
        self.assertEqual((self.read(ticket)["priority"], self.read(ticket)["group_id"]), ("urgent", group))
        self.assertEqual(self.due(ticket), [10])

    def test_the_contract_counts_without_being_asked_for(self):
        answers = {"people": "department", "business": "stopped", "harm": "none", "time": "week"}
        self.assertEqual(self.classify(self.from_rina(), answers=answers)["priority_class"], "critical")
        self.contract("gold")
        self.assertEqual(self.classify(self.from_rina("Again"), answers=answers)["priority_class"], "failure")

    def test_another_class_needs_a_reason_and_is_counted(self):
        ticket = self.from_rina()
        self.classify(ticket, answers=STANDS_STILL)
        self.classify(ticket, (422,), priority_class="regular")
        found = self.classify(ticket, priority_class="regular", reason="They have a second pump")
        self.assertEqual((found["priority_class"], found["computed_class"], found["override"]["reason"]), ("regular", "failure", "They have a second pump"))
        self.assertEqual(self.read(ticket)["priority"], "normal")
        report = self.report()
        self.assertEqual((report["decided"], report["overridden"], report["override_percent"]), (2, 1, 50))
        self.assertEqual([each["reason"] for each in report["reasons"]], ["They have a second pump"])

    def test_a_priority_of_a_plain_client_is_an_override_by_the_api(self):
        ticket = self.from_rina()
        self.classify(ticket, answers=STANDS_STILL)
        self.change(ticket, priority="low")
        found = self.intake(ticket)
        self.assertEqual((found["priority_class"], found["override"]["reason"]), ("planned", "API"))
        self.assertEqual(self.report()["overridden"], 1)

    def test_the_company_writes_its_own_questions(self):
        question = lambda key, points: {"key": key, "title": {"en": key, "ru": key, "bn": key}, "weight": 2, "answers": [
            {"value": "no", "title": "No", "points": 0}, {"value": "yes", "title": "Yes", "points": points}]}
        self.ask("PUT", "/priority_criteria", {"criteria": {"questions": [question("a", 1), question("b", 2), question("c", 3)], "failure_points": 10, "critical_points": 4}})
        compute = lambda **answers: self.ask("POST", "/priority_criteria/compute", {"classification": {"answers": answers}})["classification"]["priority_class"]
        self.assertEqual([compute(a="yes", b="no", c="no"), compute(a="no", b="yes", c="no"), compute(a="no", b="yes", c="yes")], ["regular", "critical", "failure"])
        self.ask("PUT", "/priority_criteria", {"criteria": {"questions": [question("a", 1), question("b", 2)]}}, (422,))

    def test_planned_work_has_no_deadline_and_stands_on_every_page_until_it_is_over(self):
        self.policy("Everybody", 60, [])
        ticket = self.from_rina("New pump in hall 2")
        self.assertEqual(self.due(ticket), [60])
        self.classify(ticket, answers={"time": "planned"})
        self.assertEqual(self.due(ticket), [])
        self.ask("POST", "/planned_events", {"planned_event": {"title": "Hall 2 stands still", "ticket_id": ticket["id"], "starts_at": "2030-01-08T08:00:00Z",
                                                               "ends_at": "2030-01-08T12:00:00Z", "public": True, "translations": {"ru": {"title": "Цех 2 стоит"}}}})
        self.assertIn("Hall 2 stands still", self.page("/"))
        self.assertIn("Цех 2 стоит", self.page("/?lang=ru"))
        shown = self.api.request("GET", "/widget/config?lang=ru&tz=Asia/Dhaka").json["notices"]
        self.assertEqual([(each["title"], "14:00" in each["when"]) for each in shown], [("Цех 2 стоит", True)], "the widget tells it in the visitor's zone")
        self.go_to("2030-01-08T12:00:01Z")
        self.assertNotIn("Hall 2 stands still", self.page("/"))
        self.assertEqual(self.api.request("GET", "/widget/config?lang=ru").json["notices"], [])

    def page(self, path):
        return self.api.request("GET", path).body.decode()


if __name__ == "__main__":
    unittest.main()
