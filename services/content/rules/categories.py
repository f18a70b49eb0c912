"""What a category is called and where it is shown; how many an article carries."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Literal

from services.content.rules.category_errors import CategoryRetired, CategoryUnknown, TooManyCategories
from shared.vietnamese.folding import fold

MOST = 3
Use = Literal["menu", "home", "office", "meetings"]
"""Where it is shown: among the links above the news, at the top of the home page, at the desk of those who lead a cell
or sit in a committee, beside the days of the month for whoever prepares a meeting."""
USES: tuple[Use, ...] = ("menu", "home", "office", "meetings")
_LONGEST_ID = 50


def name_key(name: str) -> str:
    return fold(name)


def id_for(name: str, taken: Collection[str]) -> str:
    """The words of the name joined by "-"; with a number behind where another has them."""
    words = "-".join(fold(name).split())[:_LONGEST_ID].strip("-") or "chuyen-muc"
    number, free = 2, words
    while free in taken:
        number, free = number + 1, f"{words}-{number}"
    return free


def checked_categories(chosen: Iterable[str], known: Mapping[str, bool], carried: Sequence[str] = ()) -> list[str]:
    """Each once, the main one first. `known`: {id: retired}; `carried`: what the article has already, which it may keep
    although it is retired. Raises TooManyCategories, CategoryUnknown, CategoryRetired."""
    each = list(dict.fromkeys(chosen))
    if len(each) > MOST:
        raise TooManyCategories(details={"categories": TooManyCategories.message})
    if any(one not in known for one in each):
        raise CategoryUnknown(details={"categories": CategoryUnknown.message})
    if any(known[one] and one not in carried for one in each):
        raise CategoryRetired(details={"categories": CategoryRetired.message})
    return each
