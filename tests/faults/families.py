"""The resources of the desk as writers of the ledger: for each, by hand, how one is made and changed, and where its item
stands. From a row follow the writers of its routes: create, change, delete, and the *_many forms where it has them.

A record that is to be deleted bears "gone ITEM"; while it is found, its item counts twice, so a deletion that was
acknowledged and lost is seen.
"""
import dataclasses
from collections.abc import Callable


@dataclasses.dataclass
class Family:
    path: str
    name: str                             # the key around one
    plural: str                           # the key of the list
    make: Callable[[str], dict]           # the body of a new one with this text
    key: str = "name"                     # where the text stands, to write and to read
    many: bool = False                    # create_many, update_many, destroy_many
    some: bool = False                    # the same three; update_many and destroy_many are answered at once
    patch: bool = True
    listed: str = ""                      # where all are found, when not at `path`
    at: str = ""                          # where one is changed, when not at `path`
    changes: Callable[[str], dict] | None = None  # where the text itself is changed elsewhere
    put: bool = True
    delete: bool = True
    route: str = ""                       # `path` as the route table says it, where it names a shared parent
    route_at: str = ""
    # What each hangs on and no two share: its list, its name, the body of one, and the key here that names it.
    needs: tuple[str, str, Callable[[str], dict], str] | None = None
    only_one_of: str = ""                 # answers are not kept for Idempotency-Key; this key keeps a second one out


# Things that many records hang on, made once before the senders start.
SHARED: dict[str, int] = {}


def prepare(api) -> None:
    SHARED.clear()
    def made(path: str, name: str, body: dict) -> int:
        answer = api.post("/api/v2" + path, {name: body}, key=f"shared-{path}-{len(SHARED)}")
        if answer.status not in (200, 201):
            raise RuntimeError(f"{path}: {answer!r}")
        return answer.json[name]["id"]
    SHARED["topic"] = made("/community/topics", "topic", {"name": "Shared", "description": "d"})
    SHARED["post"] = made("/community/posts", "post", {"title": "Shared", "details": "d", "topic_id": SHARED["topic"]})
    SHARED["category"] = made("/help_center/categories", "category", {"name": "Shared", "locale": "en-us"})
    SHARED["section"] = made(f"/help_center/categories/{SHARED['category']}/sections", "section", {"name": "Shared", "locale": "en-us"})
    SHARED["article"] = made(f"/help_center/sections/{SHARED['section']}/articles", "article", {"title": "Shared", "body": "b", "locale": "en-us"})
    SHARED["schedule"] = made("/business_hours/schedules", "schedule", {"name": "Shared", "time_zone": "UTC"})
    SHARED["group"] = made("/groups", "group", {"name": "Shared"})
    SHARED["other_group"] = made("/groups", "group", {"name": "Other"})
    SHARED["other_organization"] = made("/organizations", "organization", {"name": "Other"})
    SHARED["organization"] = made("/organizations", "organization", {"name": "Shared"})
    options = [{"name": "First", "value": "first"}]
    SHARED["ticket_field"] = made("/ticket_fields", "ticket_field", {"type": "tagger", "title": "Shared", "custom_field_options": options})
    SHARED["user_field"] = made("/user_fields", "user_field", {"key": "shared", "type": "dropdown", "title": "Shared", "custom_field_options": options})
    SHARED["organization_field"] = made("/organization_fields", "organization_field",
                                        {"key": "shared", "type": "dropdown", "title": "Shared", "custom_field_options": options})
    SHARED["tier"] = made("/escalation_tiers", "escalation_tier", {"group_id": SHARED["group"], "level": "2", "title": "Shared"})
    SHARED["agent"] = made("/users", "user", {"name": "Oleg Sokolov", "email": "oleg@sahay.example", "role": "agent"})
    SHARED["procedure"] = made("/procedures", "procedure", {"draft": procedure("Shared")})
    published = api.post(f"/api/v2/procedures/{SHARED['procedure']}/publish", {}, key="shared-published")
    if published.status != 201:
        raise RuntimeError(f"publish: {published!r}")


STATUS = {"field": "status", "operator": "is", "value": "open"}
SOLVED = [{"field": "status", "operator": "is", "value": "solved"}, {"field": "SOLVED", "operator": "greater_than", "value": "9000"}]


def rule(text: str) -> dict:
    # Their conditions never hold for what the ledger writes, so they change nothing of it.
    return {"title": text, "active": False, "conditions": {"all": [{"field": "status", "operator": "is", "value": "hold"}], "any": []},
            "actions": [{"field": "priority", "value": "low"}]}


def automation(text: str) -> dict:
    return {"title": text, "active": False, "conditions": {"all": SOLVED, "any": []}, "actions": [{"field": "status", "value": "closed"}]}


def cadence(text: str) -> dict:
    return {"title": text, "active": False, "filter": {"all": [{"field": "status", "operator": "is", "value": "hold"}], "any": []}}


def procedure(title: str) -> dict:
    steps = [{"key": "look", "type": "question", "title": "What is seen?"}, {"key": "cable", "type": "check", "title": "Cable checked"}]
    return {"title": title, "steps": steps}


def key_of(text: str) -> str:
    return "".join(letter if letter.isalnum() else "_" for letter in text)


FAMILIES = [
    Family("/automations", "automation", "automations", automation, "title", some=True),
    Family("/brands", "brand", "brands", lambda text: {"name": text, "subdomain": key_of(text).replace("_", "-").strip("-")}, many=True),
    Family("/business_hours/schedules", "schedule", "schedules", lambda text: {"name": text, "time_zone": "UTC"}),
    Family("/community/topics", "topic", "topics", lambda text: {"name": text, "description": "d"}, many=True),
    Family("/custom_roles", "custom_role", "custom_roles", lambda text: {"name": text, "description": "d"}, many=True),
    Family("/custom_statuses", "custom_status", "custom_statuses",
           lambda text: {"status_category": "open", "agent_label": text}, "agent_label", many=True),
    Family("/groups", "group", "groups", lambda text: {"name": text}, many=True),
    Family("/guide/content_tags", "content_tag", "records", lambda text: {"name": text[:100]}),
    Family("/guide/permission_groups", "permission_group", "permission_groups", lambda text: {"name": text}, many=True),
    Family("/help_center/categories", "category", "categories", lambda text: {"name": text, "locale": "en-us"}, patch=False,
           changes=lambda text: {"description": text}),
    Family("/help_center/user_segments", "user_segment", "user_segments", lambda text: {"name": text, "user_type": "signed_in_users"}, many=True),
    Family("/macros", "macro", "macros", lambda text: {"title": text, "actions": [{"field": "priority", "value": "low"}]}, "title", some=True),
    Family("/organization_fields", "organization_field", "organization_fields",
           lambda text: {"key": "k" + key_of(text), "type": "text", "title": text}, "title", many=True),
    Family("/organizations", "organization", "organizations", lambda text: {"name": text}, many=True),
    Family("/skills", "skill", "skills", lambda text: {"name": text}, many=True),
    Family("/slas/policies", "sla_policy", "sla_policies",
           lambda text: {"title": text, "filter": {"all": [{"field": "status", "operator": "is", "value": "closed"}], "any": []},
                         "policy_metrics": [{"priority": "low", "metric": "first_reply_time", "target": 600, "business_hours": False}]}, "title"),
    Family("/group_slas/policies", "group_sla_policy", "group_sla_policies",
           lambda text: {"title": text, "policy_metrics": [{"priority": "low", "metric": "group_ownership_time", "target": 600, "business_hours": False}]}, "title"),
    Family("/ticket_fields", "ticket_field", "ticket_fields", lambda text: {"type": "text", "title": text}, "title", many=True),
    Family("/ticket_forms", "ticket_form", "ticket_forms", lambda text: {"name": text}, many=True),
    Family("/trigger_categories", "trigger_category", "trigger_categories", lambda text: {"name": text}),
    Family("/triggers", "trigger", "triggers", rule, "title", some=True),
    Family("/user_fields", "user_field", "user_fields", lambda text: {"key": "k" + key_of(text), "type": "text", "title": text}, "title", many=True),
    Family("/users", "user", "users", lambda text: {"name": text, "email": f"{key_of(text).lower()}@people.example"}, many=True),
    Family("/views", "view", "views", lambda text: {"title": text, "all": [STATUS]}, "title", some=True),
    Family("/community/posts", "post", "posts", lambda text: {"title": text, "details": "d", "topic_id": SHARED["topic"]}, "title", patch=False),
    Family("/community/posts/{post}/comments", "comment", "comments", lambda text: {"body": text}, "body", patch=False,
           route="/community/posts/{id}/comments", route_at="/community/posts/{id}/comments/{comment}"),
    Family("/dynamic_content/items", "item", "items",
           lambda text: {"name": text, "default_locale_id": 1, "variants": [{"locale_id": 1, "default": True, "content": "c"}]}, patch=False),
    Family("/business_hours/schedules/{schedule}/holidays", "holiday", "holidays",
           lambda text: {"name": text, "start_date": "2026-12-25", "end_date": "2026-12-26"}, patch=False,
           route="/business_hours/schedules/{id}/holidays", route_at="/business_hours/schedules/{id}/holidays/{holiday}"),
    Family("/help_center/categories/{category}/sections", "section", "sections", lambda text: {"name": text, "locale": "en-us"}, patch=False,
           at="/help_center/sections", changes=lambda text: {"position": 3}, route="/help_center/categories/{id}/sections"),
    Family("/help_center/sections/{section}/articles", "article", "articles",
           lambda text: {"title": text, "body": "b", "locale": "en-us"}, "title", patch=False, at="/help_center/articles",
           changes=lambda text: {"promoted": True}, route="/help_center/sections/{id}/articles"),
    Family("/help_center/articles/{article}/comments", "comment", "comments", lambda text: {"body": text, "locale": "en-us"}, "body", patch=False,
           route="/help_center/articles/{id}/comments", route_at="/help_center/articles/{id}/comments/{comment}"),
    Family("/help_center/articles/{article}/labels", "label", "labels", lambda text: {"name": text}, patch=False, put=False,
           route="/help_center/articles/{id}/labels", route_at="/help_center/articles/{id}/labels/{label}"),
    *[Family(f"/{kind}s/{{{kind}}}/options", "custom_field_option", "custom_field_options", lambda text: {"name": text, "value": key_of(text)},
             put=False, patch=False, route=f"/{kind}s/{{id}}/options", route_at=f"/{kind}s/{{id}}/options/{{option}}")
      for kind in ("ticket_field", "user_field", "organization_field")],
    Family("/webhooks", "webhook", "webhooks",
           lambda text: {"name": text, "endpoint": "https://hook.example/x", "http_method": "POST", "request_format": "json",
                         "status": "inactive", "subscriptions": []}),
    Family("/draft_phrases", "draft_phrase", "draft_phrases",
           lambda text: {"language": "en", "kind": "officialese", "words": text, "plain": "p"}, "words"),
    Family("/update_cadences", "update_cadence", "update_cadences", cadence, "title"),
    Family("/contact_ways", "contact_way", "contact_ways",
           lambda text: {"kind": "phone", "title_en": text, "value": "+8801700000000", "active": False}, "title_en"),
    Family("/contracts", "contract", "contracts", lambda text: {"organization_id": SHARED["organization"], "number": text, "tier": "gold"}, "number"),
    Family("/assets", "asset", "assets", lambda text: {"name": text, "organization_id": SHARED["organization"]}),
    Family("/planned_events", "planned_event", "planned_events",
           lambda text: {"title": text, "starts_at": "2030-01-01T08:00:00Z", "ends_at": "2030-01-01T10:00:00Z"}, "title"),
    Family("/fact_fields", "fact_field", "fact_fields", lambda text: {"kind": "environment", "label": text}, "label",
           needs=("/ticket_fields", "ticket_field", lambda text: {"type": "text", "title": f"for {text}"}, "ticket_field_id")),
    Family("/escalation_tiers", "escalation_tier", "escalation_tiers",
           lambda text: {"group_id": SHARED["group"], "level": "3", "title": text, "active": False}, "title"),
    # The title stands in the draft, so the change is another one.
    Family("/procedures", "procedure", "procedures", lambda text: {"draft": procedure(text), "active": False}, "title",
           changes=lambda text: {"position": 3}),
    Family("/dkim_keys", "dkim_key", "dkim_keys",
           lambda text: {"domain": "keys.example", "selector": text.replace(" ", "-").lower(), "kind": "ed25519"}, "selector",
           changes=lambda text: {"state": "off"}),
    Family("/bot_settings", "bot_setting", "bot_settings", lambda text: {"greeting_en": text}, "greeting_en",
           needs=("/brands", "brand", lambda text: {"name": f"for {text}", "subdomain": key_of(f"for {text}").replace("_", "-")}, "brand_id")),
    Family("/mail_accounts", "mail_account", "mail_accounts",
           lambda text: {"address": f"{text.replace(' ', '-')}@box.example", "active": False, "send": "none"}, "address",
           changes=lambda text: {"name": text}, only_one_of="address"),
]
