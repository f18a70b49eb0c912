"""A bulletin (F28): what a period brought, for everybody who gets it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from services.content.rules.books import Chapter, ChapterText
from services.content.rules.errors import BulletinItemOutOfReach

MOST_ITEMS = 40


def check_items(items: Sequence[Chapter], audience: str, texts: Mapping[str, ChapterText]) -> None:
    """`texts`: {ref: what is published by now}. Raises BulletinItemOutOfReach naming them by their number."""
    wrong = [
        str(number)
        for number, item in enumerate(items, 1)
        if item.ref not in texts or not texts[item.ref].reaches(audience)
    ]
    if wrong:
        raise BulletinItemOutOfReach(
            f"Mục {', '.join(wrong)} chưa được đăng, đã được gỡ hoặc không dành cho mọi người nhận bản tin này."
        )
