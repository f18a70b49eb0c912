"""Documents that belong to an organisation or to one below it, found by a prefix of their path and moved with it."""

from __future__ import annotations

import re
from typing import Any

from bson import Regex


def below(field: str, path: str | None) -> dict[str, Any]:
    """The filter "at or below `path`", of everything for None. `field` in the store's own words
    (`published.audience`). An anchored expression uses the index like a range; not Python's own, which carries a flag
    (unicode) with which mongod reads the whole index."""
    return {} if path is None else {field: Regex(f"^{re.escape(path)}")}


def replace_prefix(kind: type[Any], field: str, old: str, new: str) -> int:
    """One prefix for another in every document that lies below it; how many lay at or below `old`. Repeated it changes
    nothing; whoever read a document with a `version` before does not write over it. Nobody is told."""
    moved: dict[str, Any] = {field: {"$concat": [new, {"$substrCP": [f"${field}", len(old), 10_000]}]}}
    if "version" in kind._fields:
        moved["version"] = {"$add": ["$version", 1]}
    return int(kind._get_collection().update_many(below(field, old), [{"$set": moved}]).modified_count)
