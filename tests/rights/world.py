"""A desk with one object of each relation, and a client of the API for each role."""
from dataclasses import dataclass, field

from rig.api import Api
from rig.server import Server

# Words that stand in one ticket, person or company each: where such a word turns up, its object was shown.
SECRETS = {"rina": "zquokka", "nadia": "zokapi", "assigned": "zibex", "foreign": "znarwhal", "internal": "zaxolotl"}
PRIVATE_WORD = "zpangolin"     # a comment for colleagues on Rina's ticket
FOREIGN_PERSON = "zboris"      # in the notes and the address of a customer of another company
FOREIGN_COMPANY = "zzanzibar"  # a company that Rina does not belong to
INTERNAL_NOTE = "zchinchilla"  # what staff wrote about Rina's company


@dataclass
class World:
    server: Server
    clients: dict[str, Api] = field(default_factory=dict)   # role -> client
    objects: dict[str, dict[str, int]] = field(default_factory=dict)  # kind -> name -> id
    agents: dict[str, int] = field(default_factory=dict)    # role -> user id
    groups: dict[str, int] = field(default_factory=dict)

    def made(self, answer, key: str) -> dict:
        assert answer.status in (200, 201), answer
        return answer.json[key]


def person(world: World, admin: Api, name: str, email: str, **more) -> int:
    user = {"name": name, "email": email, "verified": True} | more
    return world.made(admin.post("/api/v2/users", {"user": user}), "user")["id"]


def build(server: Server) -> World:
    world = World(server)
    admin = server.add_admin()
    world.clients["anonymous"] = Api("127.0.0.1", server.port)
    world.clients["admin"] = admin
    groups = {name: world.made(admin.post("/api/v2/groups", {"group": {"name": name}}), "group")["id"]
              for name in ("Hardware", "Billing")}
    world.groups = groups

    def company(name: str, **more) -> int:
        made = admin.post("/api/v2/organizations", {"organization": {"name": name} | more})
        return world.made(made, "organization")["id"]

    meghna = company("Meghna Tools", notes=INTERNAL_NOTE)
    other = company(FOREIGN_COMPANY)
    rina = person(world, admin, "Rina Akter", "rina@meghna.example", organization_id=meghna)
    nadia = person(world, admin, "Nadia Islam", "nadia@meghna.example", organization_id=meghna)
    karim = person(world, admin, "Karim Uddin", "karim@home.example")
    boris = person(world, admin, "Boris Petrov", f"{FOREIGN_PERSON}@other.example", organization_id=other)
    seen = {"organization_membership": {"user_id": karim, "organization_id": meghna, "view_tickets": True}}
    world.made(admin.post("/api/v2/organization_memberships", seen), "organization_membership")

    def agent(name: str, email: str, group: str, **more) -> int:
        made = person(world, admin, name, email, role="agent", **more)
        membership = {"group_membership": {"user_id": made, "group_id": groups[group]}}
        world.made(admin.post("/api/v2/group_memberships", membership), "group_membership")
        return made

    world.agents = {
        "agent": agent("Oleg Sokolov", "oleg@sahay.example", "Billing"),
        "restricted": agent("Sara Ahmed", "sara@sahay.example", "Hardware", ticket_restriction="groups"),
        "light-agent": agent("Nadia Islam", "light@sahay.example", "Billing", custom_role_id=2),
    }
    emails = {"end-user": "rina@meghna.example", "contact": "karim@home.example", "light-agent": "light@sahay.example",
              "restricted": "sara@sahay.example", "agent": "oleg@sahay.example"}
    for role, email in emails.items():
        world.clients[role] = server.api_of(email)

    def ticket(name: str, requester: int, group: str, public: bool = True, **more) -> int:
        comment = {"body": f"The words of {SECRETS[name]}", "public": public}
        return admin.new_ticket(f"About {SECRETS[name]}", requester_id=requester, group_id=groups[group], tags=[SECRETS[name]],
                                comment=comment, **more)["id"]

    tickets = {
        "rina": ticket("rina", rina, "Hardware"),
        "nadia": ticket("nadia", nadia, "Billing"),
        "assigned": ticket("assigned", boris, "Billing", assignee_id=world.agents["restricted"]),
        "foreign": ticket("foreign", boris, "Billing"),
        "internal": ticket("internal", rina, "Hardware", public=False),
    }
    note = {"ticket": {"comment": {"body": f"For colleagues: {PRIVATE_WORD}", "public": False}}}
    assert admin.put(f"/api/v2/tickets/{tickets['rina']}", note).status == 200
    world.objects = {
        "ticket": tickets,
        "user": {"rina": rina, "nadia": nadia, "karim": karim, "boris": boris},
        "organization": {"meghna": meghna, "other": other},
    }
    return world
