"""Who may do what, where: a permission is a name and the roles that carry it, held over an organisation
subtree.

Promises: a decision needs nothing but the actor's token and the path of the thing.
Does not: list permissions; each service declares its own in rules/permissions.py.
"""

from __future__ import annotations

from dataclasses import dataclass

from shared.security import paths
from shared.security.errors import NotPermitted
from shared.security.tokens import Actor


@dataclass(frozen=True)
class Permission:
    name: str
    roles: frozenset[str]

    @classmethod
    def of(cls, name: str, *roles: str) -> Permission:
        return cls(name, frozenset(str(role) for role in roles))


def allowed(actor: Actor, permission: Permission, path: str) -> bool:
    """True where the actor holds one of the permission's roles over an organisation that covers `path`."""
    checked = paths.checked(path)
    return any(checked.startswith(held) for held in _held(actor, permission))


def authorise(actor: Actor | None, permission: Permission, path: str) -> None:
    """Raise `NotPermitted` unless `allowed`; nobody is permitted nothing."""
    if actor is None or not allowed(actor, permission, path):
        raise NotPermitted


def allowed_everywhere(actor: Actor, permission: Permission) -> bool:
    """`allowed` over the whole province, for what is one there."""
    return allowed(actor, permission, paths.ancestors(actor.cell_path)[0])


def authorise_everywhere(actor: Actor, permission: Permission) -> str:
    """For what is one in the whole province. The province's path; raises `NotPermitted`."""
    root = paths.ancestors(actor.cell_path)[0]
    authorise(actor, permission, root)
    return root


def paths_for(actor: Actor, permission: Permission) -> tuple[str, ...]:
    """The topmost paths under which a list query may look; empty means nowhere."""
    held = sorted(_held(actor, permission))
    topmost: list[str] = []
    for path in held:
        # Sorted, a path comes after everything that covers it.
        if not topmost or not path.startswith(topmost[-1]):
            topmost.append(path)
    return tuple(topmost)


def audiences_of(actor: Actor) -> list[str]:
    """Every audience that is meant for this person: of the own cell and of each organisation a role is held in."""
    places = {actor.cell_path, *(grant.path for grant in actor.grants)}
    return sorted({audience for place in places for audience in paths.ancestors(place)})


def _held(actor: Actor, permission: Permission) -> set[str]:
    return {grant.path for grant in actor.grants if grant.role in permission.roles}
