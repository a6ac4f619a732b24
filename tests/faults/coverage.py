"""Which route of the route table which writer of the ledger goes through. A mutating route that neither a writer names
nor EXCLUDED explains ends a fault run before it begins.
"""
import re

from families import FAMILIES

# Routes without a writer, each with why. A pattern is a method ("*": all) and a path in which "*" is any part.
EXCLUDED = {
    "they change nothing: previews, tests of a client, completion": [
        "POST /automations/preview", "POST /automations/*/preview", "POST /triggers/preview", "POST /triggers/*/preview",
        "POST /views/preview", "POST /views/preview/count", "POST /organizations/autocomplete", "POST /users/autocomplete", "POST /autocomplete/tags",
        "POST /problems/autocomplete", "PUT /locales/detect_best_locale", "POST /tickets/*/macros/*/apply",
        "POST /webhooks/test", "PUT /recipient_addresses/*/verify", "POST /tickets/*/split/preview", "POST /priority_criteria/compute", "POST /tickets/*/draft_checks", "POST /promises/detect",
        "POST /push_devices/test", "POST /notification_settings/digest", "POST /mail_accounts/discover", "POST /mail_accounts/*/check", "POST /help_center/preview",
        "POST /macros/preview", "POST /business_hours/preview", "POST /slas/policies/preview"],
    "sessions, secrets and sign-in: the answer is the thing itself and is never repeated; stories kill around them": [
        "* /session", "POST /setup", "* /api_tokens", "* /api_tokens/*", "POST /oauth/tokens", "DELETE /oauth/tokens/*",
        "* /oauth/clients", "* /oauth/clients/*", "PUT /oauth/clients/*/generate_secret", "* /users/*/password", "* /users/*/totp", "* /users/*/totp/**", "* /users/*/passkeys", "* /oidc_providers", "* /oidc_providers/*", "* /widget_keys", "* /widget_keys/*", "POST /oidc_providers/*/check", "* /users/*/oidc_identities", "* /users/*/oidc_identities/*", "* /users/*/passkeys/**", "POST /session/**", "* /users/*/sessions", "* /users/*/sessions/*",
        "DELETE /users/*/lockout", "DELETE /users/me/logout", "POST /webhooks/*/signing_secret", "PUT /users/*/identities/*/request_verification",
        "POST /mail_accounts/*/authorize", "POST /mail_accounts/*/token"],
    "one value for the whole desk or one person: the last write wins, there is nothing to count": [
        "PUT /account/settings", "PUT /moods/settings", "PUT /handovers/settings", "PUT /promises/settings", "PUT /ticket_settings", "PUT /tickets/*/read", "* /tickets/*/draft", "* /tickets/*/snooze", "PUT /agent_availability/me", "PUT /notifications/*/read", "PUT /notifications/read", "PUT /notification_settings",
        "* /help_center/articles/*/unsaved/*", "PUT /help_center/articles/*/checked", "DELETE /help_center/missed_searches",
        "PUT /agent_availability/*", "PUT /groups/*/routing", "PUT /custom_roles/*/second_step", "PUT /*/reorder", "PUT /slas/policies/reorder", "PUT /group_slas/policies/reorder",
        "PUT /*/*/source_locale", "PUT /help_center/*/*/source_locale", "PUT /business_hours/schedules/*/workweek", "PUT /priority_criteria",
        "PUT /priority_classes/*", "PUT /request_kinds/*", "PUT /organizations/*/terms", "PUT /help_center/sections/*/access_policy"],
    "the other language's name of a route that has a writer; one handler serves both": [
        "* /help_center/{locale}/**", "PATCH /**"],
    "the same handler as another route of this list, over the same rows": [
        "PUT /ticket_fields/*/options", "PUT /tickets/*/merge", "POST /portal/requests", "PUT /tickets/*/audits/*/make_private", "PUT /comment_redactions/*",
        "DELETE /users/*/organization_memberships/*", "DELETE /users/*/group_memberships/*",
        "DELETE /users/*/organizations/*", "PUT /users/*/organizations/*/make_default",
        "PUT /*_memberships/*", "PUT /end_users/*", "* /recipient_addresses", "* /recipient_addresses/*",
        "POST /help_center/articles/attachments", "POST /help_center/articles/*/bulk_attachments",
        "DELETE /tickets/*/comments/*/attachments/*/redact", "PUT /users/*/identities/*/verify"],
    "a file has no text of its own to be found by; it goes with the comment that takes it, and uploads have a writer": [
        "DELETE /attachments/*",
        "PUT /tickets/*/comments/*/attachments/*/redact",
        "POST /report_drafts/*/files", "DELETE /report_drafts/*/files/*"],
    "it takes back a mail that waits to be sent; the story of undo restarts the server around it": ["POST /tickets/*/comments/*/undo"],
    "what the DNS says now, or that an address takes mail again: a second is the first, and neither comes from a request alone": [
        "PUT /dkim_keys/*/check", "DELETE /mail_addresses"],
    "they start outside work or need mail that was held, failed or kept; the kill ledger of mail covers their transaction": [
        "POST /tickets/*/comments/*/send_again", "POST /comments/*/read_again",
        "* /suspended_tickets/**", "POST /webhooks/*/invocations/*/replay", "POST /automations/*/run"],
    "a person has at most twenty, which is no room for a ledger; the story of notifications kills around them": [
        "POST /push_devices", "DELETE /push_devices/*"],
    "what was not sent is nobody's word yet: taking a draft away leaves nothing to count": ["DELETE /report_drafts/*"],
    "votes, subscriptions and acceptance are marks of one person on one thing: a second is the first": [
        "* /**/up", "* /**/down", "* /**/subscriptions", "* /**/subscriptions/*", "DELETE /help_center/votes/*", "* /**/accept"],
}


def matches(pattern: str, method: str, path: str) -> bool:
    wanted, shape = pattern.split(" ", 1)
    expression = re.escape(shape).replace(r"\*\*", ".*").replace(r"\*", "[^/]+")
    return wanted in ("*", method) and re.fullmatch(expression, path) is not None


def routes_of(family) -> list[str]:
    one = family.route_at or (family.at or family.path) + "/{id}"
    out = [f"POST {family.route or family.path}"]
    out += [f"PUT {one}"] if family.put else []
    out += [f"DELETE {one}"] if family.delete else []
    if family.many or family.some:
        out += [f"POST {family.path}/create_many", f"PUT {family.path}/update_many", f"DELETE {family.path}/destroy_many"]
    return out


def uncovered(routes: list[tuple[str, str]], named: set[str]) -> list[str]:
    """Mutating routes that no writer goes through and nobody explained."""
    covered = named | {route for family in FAMILIES for route in routes_of(family)}
    patterns = [pattern for listed in EXCLUDED.values() for pattern in listed]
    return sorted(f"{method} {path}" for method, path in routes
                  if method in ("POST", "PUT", "PATCH", "DELETE") and f"{method} {path}" not in covered
                  and not any(matches(pattern, method, path) for pattern in patterns))


def unknown(routes: list[tuple[str, str]], named: set[str]) -> list[str]:
    """What the writers say they go through and the server does not have."""
    there = {f"{method} {path}" for method, path in routes}
    return sorted((named | {route for family in FAMILIES for route in routes_of(family)}) - there)
