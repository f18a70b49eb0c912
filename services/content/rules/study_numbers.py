"""How far the members of an organisation are with a course, a notice or a regulation, in numbers; organisations in the
order of the tree, never by how well they do: nobody is ranked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Tally:
    """`members` are all who are waited for; who is in none of the other two has not begun."""

    members: int = 0
    done: int = 0
    under_way: int = 0

    @property
    def not_begun(self) -> int:
        return max(0, self.members - self.done - self.under_way)

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.members + other.members, self.done + other.done, self.under_way + other.under_way)


def tallies(members: Mapping[str, int], states: Iterable[tuple[str, str, int]]) -> dict[str, Tally]:
    """{organisation: members}, (organisation, state, members) → {organisation: tally}."""
    found = {path: Tally(members=number) for path, number in members.items()}
    for path, state, number in states:
        held = found.get(path, Tally())
        grown = {"done": held.done + number} if state == "done" else {"under_way": held.under_way + number}
        found[path] = replace(held, **grown)
    return found


def grouped(below: Mapping[str, Tally], under: str) -> dict[str, Tally]:
    """Summed up by the organisations directly under `under`, in the order of their paths; `under` itself comes first
    when members belong to it directly."""
    found: dict[str, Tally] = {}
    for path in sorted(below):
        rest = path.removeprefix(under)
        child = under + rest.partition("/")[0] + "/" if rest else under
        found[child] = found.get(child, Tally()) + below[path]
    return found
