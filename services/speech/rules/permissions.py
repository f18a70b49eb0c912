"""Who may listen: whoever may read. The article's page asks for its recording, so the two rules must be one.

How words are read is one for the whole province: who changes it administers the province, not a part of it.
"""

from __future__ import annotations

from collections.abc import Collection

from shared.security import Actor, Permission, allowed, audiences_of, authorise_everywhere

LISTEN_BELOW = Permission.of(
    "speech.listen_below", "cell_secretary", "committee_editor", "committee_officer", "administrator"
)
STOP_READING = Permission.of("speech.stop_reading", "committee_editor", "committee_officer", "administrator")
EDIT_READINGS = Permission.of("speech.edit_readings", "administrator")


def authorise_readings(actor: Actor) -> str:
    """The province's path. Raises NotPermitted."""
    return authorise_everywhere(actor, EDIT_READINGS)


def may_listen(actor: Actor, audience: str, roles: Collection[str] = ()) -> bool:
    """`roles`: of a course for those who hold one of them under the audience; then for nobody else."""
    if roles:
        return any(grant.role in roles and grant.path.startswith(audience) for grant in actor.grants)
    return audience in audiences_of(actor) or allowed(actor, LISTEN_BELOW, audience)
