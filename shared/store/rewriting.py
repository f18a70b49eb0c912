"""One prefix of a path for another, in every document that lies below it.

Promises: repeated it changes nothing; whoever read a document with a `version` before does not write over it. Does not:
tell anybody.
"""

from __future__ import annotations

import re
from typing import Any


def replace_prefix(kind: type[Any], field: str, old: str, new: str) -> int:
    """`field` in the store's own words (`published.audience`). How many documents lay at or below `old`."""
    moved: dict[str, Any] = {field: {"$concat": [new, {"$substrCP": [f"${field}", len(old), 10_000]}]}}
    if "version" in kind._fields:
        moved["version"] = {"$add": ["$version", 1]}
    # Not a compiled expression: its unicode flag would have mongod read the whole index.
    below = {field: {"$regex": f"^{re.escape(old)}"}}
    return int(kind._get_collection().update_many(below, [{"$set": moved}]).modified_count)
