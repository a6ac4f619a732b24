"""Contact persons (D2): one or two people speak for a company, each with rights; others who write are its reporters, with the
contact persons in copy, and where the company wants it their requests wait for a yes."""
import unittest

from rig.companies import Companies


class ContactPersons(Companies):
    def setUp(self):
        super().setUp()
        self.nadia = self.person("Nadia Islam", "purchasing@meghna.example")
        self.contact_api = self.server.api_of("purchasing@meghna.example")

    def status(self, ticket):
        return self.ask("GET", f"/tickets/{ticket['id']}")["ticket"]["status"]

    def test_who_writes_without_being_named_is_a_reporter_with_the_contact_in_copy(self):
        self.contact(self.nadia)
        ticket = self.from_rina()
        self.assertEqual(ticket["email_cc_ids"], [self.nadia])
        self.assertTrue(self.ask("GET", f"/console/tickets/{ticket['id']}")["company"]["reporter"])
        own = self.api.new_ticket("Mine", "Words", requester_id=self.nadia)
        self.assertEqual(own["email_cc_ids"], [])
        self.assertFalse(self.ask("GET", f"/console/tickets/{own['id']}")["company"]["reporter"])

    def test_rules_and_views_know_who_speaks_for_the_company(self):
        self.ask("POST", "/triggers", {"trigger": {"title": "Reporters", "conditions": {"all": [{"field": "speaks_for_company", "operator": "is", "value": "reporter"}], "any": []},
                                                   "actions": [{"field": "current_tags", "value": "reported"}]}})
        self.assertNotIn("reported", self.from_rina("Nobody is named yet")["tags"])
        self.contact(self.nadia)
        reported = self.from_rina("Reported")
        self.assertIn("reported", self.ask("GET", f"/tickets/{reported['id']}")["ticket"]["tags"])
        own = self.api.new_ticket("Mine", "Words", requester_id=self.nadia)
        self.server.wait_idle()
        view = self.ask("POST", "/views", {"view": {"title": "Contacts", "all": [{"field": "speaks_for_company", "operator": "is", "value": "contact"}]}})["view"]
        self.assertEqual([row["id"] for row in self.ask("GET", f"/views/{view['id']}/tickets")["tickets"]], [own["id"]])

    def test_the_company_decides_whether_copies_are_made(self):
        self.contact(self.nadia)
        self.terms(reporter_rule="none")
        self.assertEqual(self.from_rina()["email_cc_ids"], [])

    def test_a_company_has_two_contact_persons_at_most(self):
        self.contact(self.nadia)
        self.contact(self.rina)
        third = self.person("Karim Uddin", "store@meghna.example")
        self.ask("POST", "/contact_persons", {"contact_person": {"organization_id": self.company, "user_id": third}}, (422,))

    def test_seeing_all_requests_is_a_right_of_the_contact_person(self):
        ticket = self.from_rina()
        self.assertEqual(self.contact_api.get(f"/api/v2/requests/{ticket['id']}").status, 404)
        contact = self.contact(self.nadia)
        self.assertEqual(self.contact_api.get(f"/api/v2/requests/{ticket['id']}").status, 200)
        self.ask("PUT", f"/contact_persons/{contact}", {"contact_person": {"sees_all": False}})
        self.assertEqual(self.contact_api.get(f"/api/v2/requests/{ticket['id']}").status, 404)

    def test_a_reporters_request_waits_for_the_yes_of_who_may_approve(self):
        contact = self.contact(self.nadia)
        self.terms(reporter_rule="approve")
        ticket = self.from_rina()
        self.assertEqual((ticket["status"], "awaits_approval" in ticket["tags"]), ("hold", True))
        yes = {"approval": {"approved": True}}
        self.assertEqual(self.contact_api.post(f"/api/v2/requests/{ticket['id']}/approval", yes).status, 403)
        self.ask("PUT", f"/contact_persons/{contact}", {"contact_person": {"may_approve": True}})
        self.assertEqual(self.contact_api.post(f"/api/v2/requests/{ticket['id']}/approval", yes).status, 200)
        self.assertEqual(self.status(ticket), "open")
        self.assertEqual(self.contact_api.post(f"/api/v2/requests/{ticket['id']}/approval", yes).status, 422)

    def test_the_class_of_a_request_is_set_by_a_contact_person_with_that_right(self):
        contact = self.contact(self.nadia)
        ticket = self.from_rina()
        wish = {"request": {"class_answers": {"business": "stopped", "people": "company"}}}
        self.assertEqual(self.contact_api.put(f"/api/v2/requests/{ticket['id']}", wish).status, 403)
        self.ask("PUT", f"/contact_persons/{contact}", {"contact_person": {"sets_priority": True}})
        self.assertEqual(self.contact_api.put(f"/api/v2/requests/{ticket['id']}", wish).status, 200)
        self.assertEqual(self.intake(ticket)["priority_class"], "failure")


if __name__ == "__main__":
    unittest.main()
