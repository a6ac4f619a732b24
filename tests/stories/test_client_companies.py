"""Client companies (D1): contract and tier, agreed channels, hours and languages, our people for them; both sides see them."""
import unittest

from rig.companies import Companies
from rig.manners import Manners


class ClientCompanies(Companies):
    def test_what_was_agreed_stands_beside_each_request_of_the_company(self):
        oleg = self.agent()
        self.contract("silver")
        self.terms(account_manager_id=self.me(), deputy_id=oleg, channels=["email", "phone"], languages=["bn", "en"], hours="Sun-Thu 9-18, Dhaka")
        company = self.ask("GET", f"/console/tickets/{self.from_rina()['id']}")["company"]
        self.assertEqual(company["terms"]["channels"], ["email", "phone"])
        self.assertEqual((company["terms"]["account_manager_id"], company["terms"]["deputy_id"]), (self.me(), oleg))
        self.assertEqual((company["terms"]["tier"], company["terms"]["contract"]["ends_on"]), ("silver", "2030-12-31"))

    def test_the_company_sees_its_named_people(self):
        self.terms(account_manager_id=self.me(), deputy_id=self.agent(), hours="Sun-Thu 9-18")
        self.contact(self.rina)
        rina = self.server.api_of("rina@meghna.example")
        seen = rina.get("/api/v2/requests/company").json["company"]
        self.assertEqual([(each["name"], each["role"]) for each in seen["people"]], [("Sara Ahmed", "account_manager"), ("Oleg Sokolov", "deputy")])
        self.assertEqual([each["name"] for each in seen["contact_persons"]], ["Rina Akter"])
        self.assertEqual(seen["hours"], "Sun-Thu 9-18")

    def test_only_our_own_people_can_be_named_and_only_channels_that_exist(self):
        for terms in ({"account_manager_id": self.rina}, {"channels": ["pigeon"]}, {"reporter_rule": "shout"}):
            self.ask("PUT", f"/organizations/{self.company}/terms", {"terms": terms}, (422,))


class NamedPeopleOnThePage(Manners):
    def test_my_requests_shows_our_people_with_face_and_role(self):
        company = self.ask("POST", "/organizations", {"organization": {"name": "Meghna Tools", "domain_names": ["meghna.example"]}})["organization"]["id"]
        self.ask("PUT", f"/organizations/{company}/terms", {"terms": {"account_manager_id": self.me()}})
        self.ask("PUT", f"/agents/{self.me()}/face", {"face": {"titles": {"en": "Pump engineer"}}})
        self.rina_asks()
        page = self.signed_in().open("/requests")
        self.assertIn('<span class="face" aria-hidden="true">SA</span><b dir="auto">Sara Ahmed</b> <span class="badge">Pump engineer</span>', page)


if __name__ == "__main__":
    unittest.main()
