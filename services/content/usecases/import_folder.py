"""Every document of a folder: a file that cannot be taken is told with its reason, the others still go. A scan is read
here and waits at the desk as a draft: what a machine recognised is imported by somebody who looked at it.

The head of a file that is no text file stands beside it in `NAME.head` (lines `name: value`) or is recognised in it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Literal

from services.content.usecases.draft_from_scan import draft_from_scan
from services.content.usecases.import_document import Incoming, Outcome, take_in
from services.content.usecases.reading_document import SentDocument, read_document_file
from shared.errors import Conflict, Invalid, Unavailable
from shared.reading.document import recognised_lines
from shared.reading.file import composed, decoded, parse_document, read_head
from shared.reading.kinds import ENDINGS, PICTURE_ENDINGS
from shared.security import paths
from shared.security.refusing import refuse_secrets

SIDECAR = ".head"


@dataclass
class FolderReport:
    outcomes: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        counted = self.outcomes
        total = f"Tài liệu: {counted['new']} mới, {counted['changed']} thay đổi, {counted['unchanged']} giữ nguyên"
        lines = [f"{total}, {len(self.problems)} tệp không nhận được."]
        if counted["draft"]:
            lines.append(f"Bản quét: {counted['draft']} tệp đang chờ xem lại ở Bàn làm việc › Văn bản.")
        return [*lines, *self.problems]


def import_folder(
    folder: Path, audience: str, now: datetime, progress: Callable[[str], None] = lambda _: None
) -> FolderReport:
    """`progress` is told each page of a scan."""
    report = FolderReport()
    endings = (*ENDINGS, *PICTURE_ENDINGS)
    files = sorted(path for path in folder.iterdir() if path.suffix.lower() in endings) if folder.is_dir() else []
    if not files:
        report.problems.append(f"{folder}: không có tệp nào thuộc loại {', '.join(endings)}.")
    for file in files:
        try:
            report.outcomes[_import_file(file, audience, now, progress)] += 1
        except OSError:
            report.problems.append(f"{file.name}: không đọc được tệp.")
        except (Invalid, Conflict, Unavailable) as error:
            report.problems.append(f"{file.name}: {error.message}")
    return report


def _import_file(
    file: Path, audience: str, now: datetime, progress: Callable[[str], None]
) -> Outcome | Literal["draft"]:
    paths.checked(audience)
    content = file.read_bytes()
    sent = read_document_file(content, file.name, None, audience, now, scans=True)
    if sent.scan is not None:
        draft_from_scan(content, sent.scan, file.name, audience, now, progress=progress)
        return "draft"
    text = sent.text if sent.head else _with_head(file, sent)
    refuse_secrets({"file": text}, None, audience, now)  # what was added to it too
    return take_in(Incoming(parse_document(text), text, audience, audience, now))


def _with_head(file: Path, sent: SentDocument) -> str:
    """Raises DocumentUnreadable with what is missing. A line of the file beside it goes before what was recognised."""
    beside = file.with_suffix(SIDECAR)
    lines = recognised_lines(sent.proposed)
    if beside.is_file():
        lines.extend(line for line in decoded(beside.read_bytes()).splitlines() if line.strip() != "---")
    return composed(read_head("\n".join(lines)), sent.proposed.body)
