"""What a new installation begins with: the files in services/content/data, as rows without what the store adds."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from services.content.rules.categories import name_key

_DATA = Path(__file__).resolve().parents[1] / "data"


def first_categories() -> list[dict[str, Any]]:
    """In the order of the file."""
    return [
        {
            "id": row["id"],
            "name": row["name"],
            "name_key": name_key(row["name"]),
            "summary": row["summary"],
            "uses": row["uses"].split(),
            "order": number,
        }
        for number, row in enumerate(_rows("categories.csv"), 1)
    ]


def first_anniversaries() -> list[dict[str, Any]]:
    return [
        {
            "id": row["id"],
            "name": row["name"],
            "name_key": name_key(row["name"]),
            "calendar": row["calendar"],
            "day": int(row["day"]),
            "month": int(row["month"]),
            "days": [date.fromisoformat(each) for each in row["days"].split()],
            "since": int(row["since"]) if row["since"] else None,
            "concerns": row["concerns"],
            "suggestion": row["suggestion"],
        }
        for row in _rows("anniversaries.csv")
    ]


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (_DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
