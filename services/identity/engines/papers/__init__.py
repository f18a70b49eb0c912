"""A sent paper looked through before anything of it is stored: metadata off pictures, text of PDF and DOCX searched for
marks of secrecy.

Files come from anywhere, and readers of PDF are large C programs: the reading is done by a process of its own with
little time and memory (`child`), which answers with three facts and no text.
"""

from __future__ import annotations

import json
import signal
import subprocess
from dataclasses import dataclass
from typing import Any

from services.identity.rules.paper_errors import PaperBroken, PaperHasMacros, PaperLocked, PaperTooLong
from services.identity.rules.paper_kinds import Kind
from services.identity.rules.picture_metadata import clean_jpeg, clean_png
from shared.child import ChildReader

SECONDS = 12
"""By the clock, on a machine that does much else; less than the gateway waits for such an answer."""
AT_ONCE = 1
"""Children of one process of the service: a door has half a gigabyte. Who comes meanwhile waits."""
_reader = ChildReader("services.identity.engines.papers.child", SECONDS, AT_ONCE)
_REFUSALS = {error.__name__: error for error in (PaperBroken, PaperHasMacros, PaperLocked, PaperTooLong)}


@dataclass(frozen=True)
class Looked:
    """`content` is what to keep. `has_text`: there was text to search, so that a page that is a picture is known."""

    content: bytes
    pages: int
    has_text: bool
    marked: bool


def look_through(content: bytes, kind: Kind) -> Looked:
    """Raises PaperBroken, PaperHasMacros, PaperLocked, PaperTooLong, Unavailable."""
    if kind is Kind.JPEG:
        return Looked(clean_jpeg(content), 1, has_text=False, marked=False)
    if kind is Kind.PNG:
        return Looked(clean_png(content), 1, has_text=False, marked=False)
    answer = _answer(content, kind)
    if "refused" in answer:
        raise _REFUSALS[answer["refused"]]
    return Looked(content, answer["pages"], answer["has_text"], answer["marked"])


def _answer(content: bytes, kind: Kind) -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads(_reader.answer(content, str(kind)))
    except subprocess.TimeoutExpired:
        raise PaperTooLong from None
    except subprocess.CalledProcessError as error:
        raise (PaperTooLong if error.returncode == -signal.SIGXCPU else PaperBroken) from None
    return found
