"""Intake (A1): what a request is and which product it is about are recorded; the product is found while typing; what the
customer is entitled to today picks the deadlines."""
import unittest

from rig.companies import Companies


class Intake(Companies):
    def test_a_product_is_found_by_the_beginning_of_its_serial_licence_or_name(self):
        pump = self.asset()
        self.asset(name="Drill", serial="X-1", licence="", product="drill")
        for words in ("sn47", "SN-4711", "lic 9", "pump of"):
            found = self.ask("GET", f"/assets/autocomplete?q={words.replace(' ', '%20')}")["assets"]
            self.assertEqual([each["id"] for each in found], [pump], words)
        self.assertEqual(self.ask("GET", "/assets/autocomplete?q=4711")["assets"], [])
        own = self.ask("GET", f"/assets/autocomplete?organization_id={self.company}")["assets"]
        self.assertEqual({each["name"] for each in own}, {"Pump of hall 2", "Drill"})

    def test_a_request_has_its_kind_with_the_form_of_that_kind_and_its_product(self):
        form = self.ask("POST", "/ticket_forms", {"ticket_form": {"name": "Complaint"}})["ticket_form"]["id"]
        self.ask("PUT", "/request_kinds/complaint", {"request_kind": {"ticket_form_id": form}})
        pump = self.asset()
        ticket = self.from_rina(request_kind="complaint", asset_serial="sn 4711 b")
        read = self.intake(ticket)
        self.assertEqual((read["request_kind"], read["asset"]["id"], read["asset"]["location"]), ("complaint", pump, "Hall 2"))
        self.assertEqual(self.ask("GET", f"/tickets/{ticket['id']}")["ticket"]["ticket_form_id"], form)
        told = [change for audit in self.ask("GET", f"/tickets/{ticket['id']}/audits")["audits"] for change in audit["events"] if change.get("field_name") == "request_kind"]
        self.assertEqual([change["value"] for change in told], ["complaint"])

    def test_the_contract_that_holds_today_picks_the_deadlines(self):
        self.policy("Gold", 30, [{"field": "contract_tier", "operator": "is", "value": "gold"}])
        self.policy("Everybody", 480, [])
        pump = self.asset(contract_id=self.contract("gold", ends="2030-01-08"))
        self.assertEqual(self.due(self.from_rina()), [30])
        ticket = self.from_rina("Another", asset_id=pump)
        self.assertEqual(self.intake(ticket)["entitlement"]["tier"], "gold")
        self.assertEqual(self.due(ticket), [30])
        self.go_to("2030-01-09T09:00:00Z")
        late = self.from_rina("After the contract", asset_id=pump)
        self.assertEqual((self.intake(late)["entitlement"]["tier"], self.intake(late)["entitlement"]["ended"]), (None, True))
        self.assertEqual(self.due(late), [480])

    def test_a_product_chosen_later_picks_the_deadlines_anew(self):
        self.policy("Pumps", 15, [{"field": "product", "operator": "is", "value": "pump"}])
        self.policy("Everybody", 480, [])
        ticket = self.from_rina()
        self.assertEqual(self.due(ticket), [480])
        self.ask("PUT", f"/tickets/{ticket['id']}/intake", {"intake": {"asset_id": self.asset()}})
        self.assertEqual(self.due(ticket), [15])

    def test_a_customer_names_the_kind_and_only_a_product_of_their_own(self):
        self.asset()
        other = self.ask("POST", "/assets", {"asset": {"name": "Not theirs", "serial": "ZZ9"}})["asset"]
        self.assertTrue(other["id"])
        rina = self.server.api_of("rina@meghna.example")
        made = rina.post("/api/v2/requests", {"request": {"subject": "Pump", "comment": {"body": "Silent"}, "request_kind": "problem", "asset_serial": "SN4711B"}})
        self.assertEqual(made.status, 201, made)
        self.assertEqual(self.intake(made.json["request"])["asset"]["serial"], "SN-4711/B")
        refused = rina.post("/api/v2/requests", {"request": {"subject": "Pump", "comment": {"body": "Silent"}, "asset_serial": "ZZ9"}})
        self.assertEqual(refused.status, 422, refused)


if __name__ == "__main__":
    unittest.main()
