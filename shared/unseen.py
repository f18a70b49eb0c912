"""Characters that nobody sees in a text and nobody types on purpose."""

from __future__ import annotations

import re

# Control characters other than tab and newline, and lone surrogates: no store takes them.
_CONTROL = r"\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff"
# What a copied text brings along (soft hyphens, spaces of no width, marks of order, fillers), and what turns the
# direction of writing, by which a name can be shown as another. The joiners within emoji are not among them.
_INVISIBLE = (
    r"\u00ad\u034f\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0"
    r"\U000e0000-\U000e007f"
)
CONTROL = re.compile(f"[{_CONTROL}]")
_INVISIBLES = re.compile(f"[{_INVISIBLE}]")
_BOTH = re.compile(f"[{_CONTROL}{_INVISIBLE}]")


def without_invisible(text: str) -> str:
    return _INVISIBLES.sub("", text)


def only_seen(text: str) -> str:
    """Without control characters either: of a file, which nobody can be asked to type again."""
    return _BOTH.sub("", text)
