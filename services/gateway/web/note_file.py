"""The notebook as a text file, for a member who takes it along or prints it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from services.gateway.web.formats import day_and_time

LINE = "-" * 60


def note_file(notes: Iterable[dict[str, Any]]) -> bytes:
    """UTF-8 with its mark and Windows' line ends: what the old editor of an office computer shows as it should."""
    written = [_one(note) for note in notes]
    head = f"SỔ GHI CHÉP CÁ NHÂN\n{len(written)} ghi chép"
    text = f"\n\n{LINE}\n".join([head, *written]) + "\n"
    return text.replace("\r\n", "\n").replace("\n", "\r\n").encode("utf-8-sig")


def _one(note: dict[str, Any]) -> str:
    lines = [note["title"]] if note["title"] else []
    times = [f"Viết {day_and_time(note['written_at'])}"]
    if note["changed_at"] != note["written_at"]:
        times.append(f"sửa {day_and_time(note['changed_at'])}")
    lines.append(", ".join(times))
    if note["about"]:
        lines.append(f"Về: {note['about']['label']}")
    return "\n".join([*lines, "", note["text"]])
