"""Who may write for an organisation, and whose articles a person may read."""

from __future__ import annotations

from collections.abc import Iterable

from shared.security import Actor, Permission, allowed, audiences_of, authorise

EDIT = Permission.of("content.edit", "committee_editor")
KEEP_DOCUMENTS = Permission.of("content.keep_documents", "committee_editor", "committee_officer")
MANAGE_PARTNERS = Permission.of("content.manage_partners", "administrator")
# Those who lead the organisations below read what is written for them.
READ_BELOW = Permission.of(
    "content.read_below", "cell_secretary", "committee_editor", "committee_officer", "administrator"
)
# Numbers of those who study, for whoever leads there; names only for the cell's own secretary.
SEE_STUDY_NUMBERS = Permission.of(
    "content.see_study_numbers", "cell_secretary", "committee_editor", "committee_officer", "administrator"
)
SEE_STUDY_NAMES = Permission.of("content.see_study_names", "cell_secretary")


def authorise_edit(actor: Actor, places: Iterable[str]) -> None:
    """Raises NotPermitted unless the actor edits for every one of the organisations."""
    for place in places:
        authorise(actor, EDIT, place)


def may_read(actor: Actor, audience: str) -> bool:
    return audience in audiences_of(actor) or allowed(actor, READ_BELOW, audience)
