"""Who may do what in identity, over which organisations."""

from __future__ import annotations

from collections.abc import Iterable

from services.identity.rules.grants import Role, Term
from shared.security import Actor, Permission, allowed

SEE_MEMBERS = Permission.of("identity.see_members", Role.CELL_SECRETARY, Role.COMMITTEE_OFFICER, Role.ADMINISTRATOR)
SEE_NUMBERS = Permission.of(
    "identity.see_numbers",
    Role.CELL_SECRETARY,
    Role.COMMITTEE_EDITOR,
    Role.COMMITTEE_OFFICER,
    Role.ADMINISTRATOR,
)
REVIEW_REGISTRATIONS = Permission.of("identity.review_registrations", Role.CELL_SECRETARY, Role.ADMINISTRATOR)
ISSUE_CODES = Permission.of("identity.issue_codes", Role.CELL_SECRETARY, Role.ADMINISTRATOR)
ADMINISTER = Permission.of("identity.administer", Role.ADMINISTRATOR)
RUN_ROLL_OUT = Permission.of("identity.run_roll_out", Role.CELL_SECRETARY, Role.ADMINISTRATOR)
CALL_MEMBERS = Permission.of("identity.call_members", Role.CELL_SECRETARY)
"""To see the telephone of somebody who is to be called; for nobody above the cell."""
ORGANISE_ROLL_OUT = Permission.of(
    "identity.organise_roll_out", Role.CELL_SECRETARY, Role.COMMITTEE_OFFICER, Role.ADMINISTRATOR
)


def may_know_name(actor: Actor, cell_path: str) -> bool:
    """Members of one cell know each other by name; beyond it, one who works with the members there."""
    return cell_path == actor.cell_path or allowed(actor, SEE_MEMBERS, cell_path)


def may_issue_code(actor: Actor, member_id: str, cell_path: str, roles: Iterable[Term]) -> bool:
    """A code opens the member's account, so nobody gets roles that way: over a member who holds some, only an
    administrator of every one of those places hands one out; and nobody to oneself."""
    held = [term for term in roles if term.role is not Role.MEMBER]
    if member_id == actor.member_id or not allowed(actor, ISSUE_CODES, cell_path):
        return False
    return all(allowed(actor, ADMINISTER, term.path) for term in held)
