"""What customers see now: hours, deadlines and saved answers are shown before they are stored, in the words that customers get after."""
import unittest

from rig.duties import OFFICE, Duties

RUSSIAN = {"name": "Олег Петров", "email": "oleg.petrov@volga.example"}


class SeenNow(Duties):
    config = '[desk]\nname = "Meghna Tools"\ntime_zone = "UTC"\n'

    def schedule(self):
        return self.ask("GET", "/business_hours/schedules")["schedules"][0]

    def preview(self, path, **body):
        return self.ask("POST", f"{path}/preview", {"preview": body})["preview"]

    def hours(self, language="en", **typed):
        shown = self.preview("/business_hours", schedule_id=self.schedule()["id"], **typed)
        return next(each for each in shown["languages"] if each["language"] == language)

    def told(self, language="en", zone="UTC"):
        """What the card that everybody reads says of the chat."""
        ways = self.api.request("GET", f"/public/v1/reach?lang={language}&tz={zone}").json["ways"]
        return next(way["hours"]["words"] for way in ways if way["kind"] == "chat")

    def test_hours_are_told_as_the_card_tells_them_once_they_are_stored(self):
        typed = {language: self.hours(language, intervals=OFFICE, reader_zone="Asia/Dhaka") for language in ("en", "bn", "ru")}
        self.assertEqual(typed["en"]["words"], "Open until 00:00")  # 18:00 UTC is midnight in Dhaka
        self.assertEqual(self.told(), "At any time", "nothing was stored")
        self.office_hours()
        for language, shown in typed.items():
            self.assertEqual(shown["words"], self.told(language, "Asia/Dhaka"))
            self.assertEqual([way["words"] for way in shown["ways"]][:1], [self.told(language, "Asia/Dhaka")])

    def test_another_moment_is_told_in_its_words_and_a_closed_day_by_its_name(self):
        self.office_hours()
        holiday = {"name": "Victory Day", "names": {"bn": "বিজয় দিবস"}, "start_date": "2030-01-15", "end_date": "2030-01-15"}
        self.ask("POST", f"/business_hours/schedules/{self.schedule()['id']}/holidays", {"holiday": holiday})
        self.assertIn("Victory Day", self.hours(at="2030-01-15 10:00")["words"])
        self.assertIn("বিজয় দিবস", self.hours("bn", at="2030-01-15 10:00")["words"])
        self.assertIn("09:00", self.hours(at="2030-01-16 03:00")["words"])
        shown = self.hours(at="2030-01-15 10:00")
        self.go_to("2030-01-15T10:00:00Z")
        self.assertEqual(shown["words"], self.told())

    def test_what_is_no_time_or_no_zone_is_refused_by_name(self):
        for field, value in (("at", "tomorrow"), ("time_zone", "Nowhere/Land"), ("reader_zone", "Nowhere/Land")):
            answer = self.api.request("POST", "/api/v2/business_hours/preview", {"preview": {"schedule_id": self.schedule()["id"], field: value}})
            self.assertEqual(answer.status, 422, answer)
            self.assertIn(field, answer.json["details"])

    def policy(self, hours, **filter_):
        metrics = [{"priority": priority, "metric": "first_reply_time", "target_in_seconds": hours * 3600, "business_hours": True} for priority in ("urgent", "normal")]
        return {"title": "", "filter": {"all": [{"field": field, "operator": "is", "value": value} for field, value in filter_.items()], "any": []}, "policy_metrics": metrics}

    def test_a_deadline_is_counted_for_the_request_that_was_chosen_and_nothing_is_stored(self):
        self.office_hours()
        self.go_to("2030-01-07T16:00:00Z")  # Monday, two hours before the end
        typed = self.policy(4, request_kind="problem")
        shown = self.preview("/slas/policies", sla_policy=typed, request={"request_kind": "problem"})
        self.assertEqual((shown["policy"]["typed"], shown["targets"][0]["due_at"]), (True, "2030-01-08T11:00:00Z"))
        other = self.preview("/slas/policies", sla_policy=typed, request={"request_kind": "question"})
        self.assertEqual((other["policy"], other["targets"]), (None, []))
        self.assertEqual(self.ask("GET", "/slas/policies")["sla_policies"], [])
        self.assertEqual(self.api.tickets(), [])
        self.ask("POST", "/slas/policies", {"sla_policy": typed | {"title": "Problems"}})
        self.server.wait_idle()
        made = self.ticket(priority="normal")
        self.ask("PUT", f"/tickets/{made['id']}/intake", {"intake": {"request_kind": "problem"}})
        self.server.wait_idle()
        clocks = self.ask("GET", f"/tickets/{made['id']}/clocks")["clocks"]
        self.assertEqual(next(each["due_at"] for each in clocks if each["metric"] == "first_reply_time"), "2030-01-08T11:00:00Z")

    def test_the_confirmation_and_the_page_say_what_they_say_of_a_real_request(self):
        self.office_hours()
        shown = self.preview("/slas/policies", request={"priority": "normal"})
        english = next(each for each in shown["languages"] if each["language"] == "en")
        real = self.next_step(self.ticket(priority="normal"))["words"]
        self.assertTrue(real)
        self.assertEqual(english["next_step"], real)
        self.assertIn(real, english["letter"])
        self.assertIn(real, english["page"])
        self.assertEqual(len({each["next_step"] for each in shown["languages"]}), 3, "three languages")

    def test_a_tier_stands_for_a_company_that_has_it(self):
        company = self.ask("POST", "/organizations", {"organization": {"name": "Delta Foundry"}})["organization"]
        self.ask("POST", "/contracts", {"contract": {"organization_id": company["id"], "number": "C-1", "tier": "gold", "starts_on": "2029-01-01", "ends_on": "2031-01-01"}})
        typed = self.policy(1, contract_tier="gold")
        shown = self.preview("/slas/policies", sla_policy=typed, request={"tier": "gold"})
        self.assertEqual((shown["policy"]["typed"], shown["tiers"]), (True, ["gold"]))
        self.assertIsNone(self.preview("/slas/policies", sla_policy=typed, request={})["policy"])
        answer = self.api.request("POST", "/api/v2/slas/policies/preview", {"preview": {"request": {"tier": "lead"}}})
        self.assertEqual((answer.status, list(answer.json["details"])), (422, ["tier"]))

    def test_a_preview_leaves_no_line_in_the_log_and_no_memory_of_what_was_typed(self):
        lines = self.ask("GET", "/audit_logs?per_page=1")["count"]
        self.preview("/slas/policies", sla_policy=self.policy(1), request={})
        self.assertEqual(self.ask("GET", "/audit_logs?per_page=1")["count"], lines)
        self.ask("POST", "/slas/policies", {"sla_policy": self.policy(8) | {"title": "All"}})
        self.server.wait_idle()
        clocks = self.ask("GET", f"/tickets/{self.ticket(priority='normal')['id']}/clocks")["clocks"]
        self.assertEqual(next(each["target_seconds"] for each in clocks if each["metric"] == "first_reply_time"), 8 * 3600)

    def words(self, *texts):
        actions = [{"field": "comment_value", "value": text} for text in texts] + [{"field": "status", "value": ""}]
        return {each["language"]: each for each in self.ask("POST", "/macros/preview", {"macro": {"actions": actions}})["preview"]}

    def test_a_saved_answer_is_filled_with_a_customer_of_each_language_and_marks_what_is_missing(self):
        self.ticket("The pump is silent")
        oleg = self.api.new_ticket("Насос молчит", "С утра", requester=RUSSIAN)["requester_id"]
        self.ask("PUT", f"/users/{oleg}", {"user": {"locale": "ru"}})
        item = {"name": "Bye", "default_locale_id": 1, "variants": [{"locale_id": 1, "content": "Good day", "default": True}, {"locale_id": 27, "content": "Хорошего дня"}]}
        self.ask("POST", "/dynamic_content/items", {"item": item})
        shown = self.words("Hello {{ticket.requester.first_name}} of {{ticket.organization.name}}. {{dc.bye}}, {{nobody.knows}}")
        self.assertEqual(shown["en"]["text"], "Hello Rina of {{ticket.organization.name}}. Good day, {{nobody.knows}}")
        self.assertEqual(shown["en"]["missing"], ["ticket.organization.name", "nobody.knows"])
        self.assertEqual(shown["ru"]["text"], "Hello Олег of {{ticket.organization.name}}. Хорошего дня, {{nobody.knows}}")
        self.assertEqual((shown["ru"]["sample"]["name"], shown["ru"]["sample"]["own_language"]), ("Олег Петров", True))
        self.assertFalse(shown["bn"]["sample"]["own_language"], "nobody reads Bengali yet")
        self.assertEqual(self.ask("GET", "/users/search?query=rina")["users"][0]["locale"], "en-US", "nobody's language was changed")

    def test_an_answer_without_words_has_nothing_to_show(self):
        self.assertEqual(self.ask("POST", "/macros/preview", {"macro": {"actions": [{"field": "status", "value": "solved"}]}})["preview"], [])


if __name__ == "__main__":
    unittest.main()
