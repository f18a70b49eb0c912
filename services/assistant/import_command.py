"""`python -m services.assistant import FOLDER`: a province's papers taken in for its own evaluation, told file by file.

Exit status: 0 all taken, 1 some files were refused (the others are in), 2 nothing was done.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from services.assistant.engines.local_knowledge import Imported, is_there, opened
from services.assistant.engines.retrieval import Retriever

PLACE = Path("build/assistant-knowledge")


def add_to(commands: Any) -> None:
    importing = commands.add_parser("import", help="take in a folder of documents; `ask` then answers from it")
    importing.add_argument("folder", type=Path)
    add_place(importing)
    importing.set_defaults(run=run)


def add_place(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--knowledge", type=Path, default=PLACE, help=f"where it is kept ({PLACE})")


def run(options: argparse.Namespace) -> int:
    with opened(options.knowledge) as knowledge:
        done = knowledge.take_in(options.folder)
        with knowledge.index():
            pass  # brought up to date, so that the first question does not wait for it
    sys.stdout.write("\n".join([*_lines(done), _total(done, options.knowledge), ""]))
    return 1 if done.refused else 0


@contextmanager
def imported(place: Path) -> Iterator[Retriever | None]:
    """None where nothing was imported yet."""
    if not is_there(place):
        yield None
        return
    with opened(place) as knowledge, knowledge.index() as retriever:
        yield retriever


def _lines(done: Imported) -> Iterator[str]:
    said = dict.fromkeys(done.new, "mới") | dict.fromkeys(done.changed, "thay bản trước")
    for name in sorted([*done.read, *done.refused, *done.gone]):
        if name in done.refused:
            yield f"{name}: KHÔNG NHẬN. {done.refused[name]}"
        elif name in done.gone:
            yield f"{name}: đã bỏ, vì không còn trong thư mục"
        else:
            read = done.read[name]
            missing = f"; chưa nhận ra {', '.join(read.missing)}" if read.missing else ""
            yield f"{name}: {len(read.clauses)} điều, khoản ({said.get(name, 'giữ nguyên')}){missing}"


def _total(done: Imported, place: Path) -> str:
    clauses = sum(len(read.clauses) for read in done.read.values())
    return (
        f"Đã nhận {len(done.read)} tệp ({len(done.new)} mới, {len(done.changed)} thay đổi, "
        f"{len(done.unchanged)} giữ nguyên), {clauses} điều, khoản; bỏ {len(done.gone)}, "
        f"không nhận {len(done.refused)}. Tri thức nằm ở {place}."
    )
