"""Who may write for an organisation, and whose articles a person may read."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from services.content.rules.search_entry import for_role
from shared.security import (
    Actor,
    NotPermitted,
    Permission,
    allowed,
    audiences_of,
    authorise,
    authorise_everywhere,
    covers,
    paths,
    paths_for,
)

EDIT = Permission.of("content.edit", "committee_editor")
KEEP_DOCUMENTS = Permission.of("content.keep_documents", "committee_editor", "committee_officer")
MANAGE_PARTNERS = Permission.of("content.manage_partners", "administrator")
# Categories and the calendar are the whole province's, so it is over the province that the role is asked for.
MANAGE_CATEGORIES = Permission.of("content.manage_categories", "administrator")
# Those who lead the organisations below read what is written for them.
READ_BELOW = Permission.of(
    "content.read_below", "cell_secretary", "committee_editor", "committee_officer", "administrator"
)
# Numbers of those who study, for whoever leads there; names only for the cell's own secretary.
SEE_STUDY_NUMBERS = Permission.of(
    "content.see_study_numbers", "cell_secretary", "committee_editor", "committee_officer", "administrator"
)
SEE_STUDY_NAMES = Permission.of("content.see_study_names", "cell_secretary")
# A secretary sends to the own cell; an editor to what the committee leads.
SEND_NOTICES = Permission.of("content.send_notices", "committee_editor", "cell_secretary")
SEE_RECEIPT_NUMBERS = Permission.of(
    "content.see_receipt_numbers", "cell_secretary", "committee_editor", "committee_officer", "administrator"
)
SEE_RECEIPT_NAMES = Permission.of("content.see_receipt_names", "cell_secretary")


def authorise_edit(actor: Actor, places: Iterable[str]) -> None:
    """Raises NotPermitted unless the actor edits for every one of the organisations."""
    for place in places:
        authorise(actor, EDIT, place)


def authorise_categories(actor: Actor) -> str:
    """The province's path. Raises NotPermitted."""
    return authorise_everywhere(actor, MANAGE_CATEGORIES)


def may_read(actor: Actor, audience: str) -> bool:
    return audience in audiences_of(actor) or allowed(actor, READ_BELOW, audience)


def is_meant(audience: str, roles: Collection[str], actor: Actor, audiences: Collection[str]) -> bool:
    """`audiences`: those of the actor. With roles: for who holds one of them in the audience."""
    if audience not in audiences:
        return False
    if not roles:
        return True
    return any(grant.role in roles and grant.path.startswith(audience) for grant in actor.grants)


def found_by(actor: Actor) -> list[str]:
    """What things are meant for that the actor finds: `SearchEntry.meant_for` in the same words as `is_meant`."""
    held = {for_role(grant.role, place) for grant in actor.grants for place in paths.ancestors(grant.path)}
    return [*audiences_of(actor), *sorted(held)]


def topmost_led(actor: Actor, permission: Permission, audience: str) -> str | None:
    """The first organisation to show numbers of: the audience itself, or what the actor leads in it."""
    if allowed(actor, permission, audience):
        return audience
    return next((path for path in paths_for(actor, permission) if path.startswith(audience)), None)


def authorise_speaking_for(actor: Actor, organisation: str, audience: str) -> None:
    """Raises NotPermitted. An organisation speaks through who holds its role, to itself and to those below; who holds
    one further up does not speak in its name."""
    held = {grant.path for grant in actor.grants if grant.role in SEND_NOTICES.roles}
    if organisation not in held or not covers(organisation, audience):
        raise NotPermitted
