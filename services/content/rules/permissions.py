"""Who may write for an organisation, and whose articles a person may read."""

from __future__ import annotations

from collections.abc import Iterable

from shared.security import Actor, Permission, allowed, authorise, paths

EDIT = Permission.of("content.edit", "committee_editor")
# Those who lead the organisations below read what is written for them.
READ_BELOW = Permission.of(
    "content.read_below", "cell_secretary", "committee_editor", "committee_officer", "administrator"
)


def authorise_edit(actor: Actor, places: Iterable[str]) -> None:
    """Raises NotPermitted unless the actor edits for every one of the organisations."""
    for place in places:
        authorise(actor, EDIT, place)


def audiences_of(actor: Actor) -> list[str]:
    """Every audience that is meant for this person: of the own cell and of each organisation a role is held in."""
    places = {actor.cell_path, *(grant.path for grant in actor.grants)}
    return sorted({audience for place in places for audience in paths.ancestors(place)})


def may_read(actor: Actor, audience: str) -> bool:
    return audience in audiences_of(actor) or allowed(actor, READ_BELOW, audience)
