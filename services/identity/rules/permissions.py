"""Who may do what in identity, over which organisations."""

from __future__ import annotations

from collections.abc import Iterable

from services.identity.rules.grants import Role, Term
from services.identity.rules.record_fields import Keeper
from shared.security import Actor, Permission, allowed, covers, paths_for

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
SEE_RECORD = Permission.of("identity.see_record", Role.CELL_SECRETARY, Role.COMMITTEE_OFFICER, Role.ADMINISTRATOR)
KEEP_CELL_FIELDS = Permission.of(
    "identity.keep_cell_fields", Role.CELL_SECRETARY, Role.COMMITTEE_OFFICER, Role.ADMINISTRATOR
)
KEEP_RECORD = Permission.of("identity.keep_record", Role.COMMITTEE_OFFICER, Role.ADMINISTRATOR)
"""The office of a committee keeps the files of its members; a cell's secretary proposes."""
CHECK_LIST = Permission.of("identity.check_list", Role.CELL_SECRETARY)
"""The half-yearly check of the list is the cell's own; above it one reads how far it is."""
IMPORT_MEMBERS = Permission.of("identity.import_members", Role.COMMITTEE_OFFICER, Role.ADMINISTRATOR)
"""A file of members is kept by the office of a committee, like the records themselves."""
RUN_ROLL_OUT = Permission.of("identity.run_roll_out", Role.CELL_SECRETARY, Role.ADMINISTRATOR)
CALL_MEMBERS = Permission.of("identity.call_members", Role.CELL_SECRETARY)
"""To see the telephone of somebody who is to be called; for nobody above the cell."""
ORGANISE_ROLL_OUT = Permission.of(
    "identity.organise_roll_out", Role.CELL_SECRETARY, Role.COMMITTEE_OFFICER, Role.ADMINISTRATOR
)

KNOW_FELLOW_EDITORS = Permission.of("identity.know_fellow_editors", Role.COMMITTEE_EDITOR)


def may_know_name(actor: Actor, cell_path: str) -> bool:
    """Members of one cell know each other by name; beyond it, one who works with the members there."""
    return cell_path == actor.cell_path or allowed(actor, SEE_MEMBERS, cell_path)


def may_know_fellow_editor(actor: Actor, desks: Iterable[str]) -> bool:
    """`desks`: organisations that somebody edits or edited for. Editors above and below each other work on the same
    texts: who wrote one and who approved it is told among them by name, beyond the line it is not."""
    own = paths_for(actor, KNOW_FELLOW_EDITORS)
    return any(covers(mine, desk) or covers(desk, mine) for mine in own for desk in desks)


def may_issue_code(actor: Actor, member_id: str, cell_path: str, roles: Iterable[Term]) -> bool:
    """A code opens the member's account, so nobody gets roles that way: over a member who holds some, only an
    administrator of every one of those places hands one out; and nobody to oneself."""
    held = [term for term in roles if term.role is not Role.MEMBER]
    if member_id == actor.member_id or not allowed(actor, ISSUE_CODES, cell_path):
        return False
    return all(allowed(actor, ADMINISTER, term.path) for term in held)


def may_change_sign_in(actor: Actor, member_id: str, cell_path: str, roles: Iterable[Term]) -> bool:
    """A card number or a telephone is a way into the account: the same rule as for a one-time code."""
    held = [term for term in roles if term.role is not Role.MEMBER]
    if member_id == actor.member_id or not allowed(actor, KEEP_CELL_FIELDS, cell_path):
        return False
    return all(allowed(actor, ADMINISTER, term.path) for term in held)


def may_see_field(actor: Actor, seen_by: Keeper, cell_path: str) -> bool:
    return allowed(actor, SEE_RECORD if seen_by is Keeper.CELL else KEEP_RECORD, cell_path)


def may_change_field(actor: Actor, keeper: Keeper, cell_path: str) -> bool:
    return allowed(actor, KEEP_CELL_FIELDS if keeper is Keeper.CELL else KEEP_RECORD, cell_path)
