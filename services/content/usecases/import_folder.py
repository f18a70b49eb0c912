"""Every document of a folder: a file that cannot be taken is told with its reason, the others still go."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from services.content.usecases.import_document import import_document
from shared.errors import Conflict, Invalid


@dataclass
class FolderReport:
    outcomes: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        counted = self.outcomes
        total = f"Tài liệu: {counted['new']} mới, {counted['changed']} thay đổi, {counted['unchanged']} giữ nguyên"
        return [f"{total}, {len(self.problems)} tệp không nhận được.", *self.problems]


def import_folder(folder: Path, audience: str, now: datetime) -> FolderReport:
    report = FolderReport()
    files = sorted(folder.glob("*.txt")) if folder.is_dir() else []
    if not files:
        report.problems.append(f"{folder}: không có tệp .txt nào.")
    for file in files:
        try:
            report.outcomes[import_document(file.read_bytes(), audience, now)] += 1
        except OSError:
            report.problems.append(f"{file.name}: không đọc được tệp.")
        except (Invalid, Conflict) as error:
            report.problems.append(f"{file.name}: {error.message}")
    return report
