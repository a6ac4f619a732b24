"""What stories of client companies and intake share: Meghna Tools with its people, contracts and products."""
from datetime import datetime

from rig.duties import Duties


class Companies(Duties):
    def setUp(self):
        super().setUp()
        self.company = self.ask("POST", "/organizations", {"organization": {"name": "Meghna Tools", "domain_names": ["meghna.example"]}})["organization"]["id"]
        self.rina = self.person("Rina Akter", "rina@meghna.example")

    def person(self, name, email, **more):
        return self.ask("POST", "/users", {"user": {"name": name, "email": email, "organization_id": self.company, "verified": True} | more})["user"]["id"]

    def agent(self, name="Oleg Sokolov", email="oleg@sahay.example"):
        return self.ask("POST", "/users", {"user": {"name": name, "email": email, "role": "agent"}})["user"]["id"]

    def contract(self, tier="gold", starts="2030-01-01", ends="2030-12-31", **more):
        return self.ask("POST", "/contracts", {"contract": {"organization_id": self.company, "number": f"C-{tier}", "tier": tier, "starts_on": starts, "ends_on": ends} | more})["contract"]["id"]

    def asset(self, **more):
        return self.ask("POST", "/assets", {"asset": {"name": "Pump of hall 2", "organization_id": self.company, "product": "pump", "model": "P-200",
                                                      "serial": "SN-4711/B", "licence": "LIC 99", "location": "Hall 2"} | more})["asset"]["id"]

    def contact(self, user, **rights):
        return self.ask("POST", "/contact_persons", {"contact_person": {"organization_id": self.company, "user_id": user} | rights})["contact_person"]["id"]

    def terms(self, **terms):
        return self.ask("PUT", f"/organizations/{self.company}/terms", {"terms": terms})["terms"]

    def from_rina(self, subject="The pump is silent", **fields):
        made = self.api.new_ticket(subject, "It stopped this morning", requester_id=self.rina, **fields)
        self.server.wait_idle()
        return made

    def intake(self, ticket):
        return self.ask("GET", f"/tickets/{ticket['id']}/intake")["intake"]

    def policy(self, title, minutes, conditions):
        metrics = [{"priority": priority, "metric": "first_reply_time", "target": minutes, "business_hours": False} for priority in ("low", "normal", "high", "urgent")]
        self.ask("POST", "/slas/policies", {"sla_policy": {"title": title, "filter": {"all": conditions, "any": []}, "policy_metrics": metrics}})

    def due(self, ticket):
        """Minutes from receipt to the first answer, for each clock of it that has a target."""
        self.server.wait_idle()
        read = self.ask("GET", f"/console/tickets/{ticket['id']}")
        begin = datetime.fromisoformat(read["ticket"]["received_at"])
        return [round((datetime.fromisoformat(clock["due_at"]) - begin).total_seconds() / 60) for clock in read["clocks"] if clock["metric"] == "first_reply_time" and clock["due_at"]]
