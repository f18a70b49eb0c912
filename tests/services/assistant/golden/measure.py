"""The golden questions over the sample regulations, with the application's guide as in production; figures by part.

python -m tests.services.assistant.golden.measure            figures of each part, with the guide and without
python -m tests.services.assistant.golden.measure --fit      the thresholds that the fit half gives

`held_out` was written before anything was tuned, and nobody looks at its single questions: only at its figures.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import msgspec

from services.assistant.engines import guide
from services.assistant.engines.evaluation import Outcome, evaluate, figures
from services.assistant.engines.golden import Setting
from services.assistant.engines.policy_file import load_policy
from services.assistant.engines.reading import EVERYBODY, QuestionLine, read_folder, read_lines
from services.assistant.engines.refit import thresholds
from services.assistant.engines.retrieval import Retriever
from services.assistant.engines.tantivy_retriever import TantivyRetriever
from services.assistant.rules.fitting import Floors
from services.assistant.rules.knowledge import Entry

DOCUMENTS = Path("deploy/demo/documents")
FOLDER = Path(__file__).parent
AS_OF = date(2026, 11, 22)
HALVES = ("fit", "test")
PARTS = (*HALVES, "held_out")
FILES = ("questions", "near_and_paraphrased", "held_out")


class Labelled(QuestionLine, frozen=True, kw_only=True):
    split: str
    kind: str


def questions(part: str) -> list[Labelled]:
    return [line for name in FILES for line in read_lines(FOLDER / f"{name}.jsonl", Labelled) if line.split == part]


def one_entry_per_clause(*, with_guide: bool) -> Iterator[Entry]:
    """Questions are labelled by clause: "05#dieu-3-khoan-1" is in the file whose name starts with 05, and
    "guide-dang-vien#doi-mat-khau" a section of the guide."""
    regulations = ((document, clauses, document.document_id[:2]) for document, clauses in read_folder(DOCUMENTS))
    help_with_it = ((document, clauses, document.document_id) for document, clauses in guide.entries())
    for document, clauses, name in (*regulations, *(help_with_it if with_guide else ())):
        for clause in clauses:
            yield msgspec.structs.replace(document, document_id=f"{name}#{clause.anchor}"), [clause]


def outcomes(retriever: Retriever, lines: list[Labelled]) -> list[tuple[QuestionLine, Outcome]]:
    return list(evaluate(lines, retriever, load_policy(), AS_OF))


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--fit", action="store_true")
    fit = parser.parse_args().fit
    for with_guide in (True, False):
        with tempfile.TemporaryDirectory() as folder:
            retriever = TantivyRetriever(Path(folder))
            retriever.rebuild(one_entry_per_clause(with_guide=with_guide))
            if fit and with_guide:
                setting = Setting(retriever, [EVERYBODY], AS_OF)
                sys.stdout.write(f"{thresholds(questions('fit'), setting, load_policy(), Floors())}\n")
            sys.stdout.write("".join(_row(retriever, part, with_guide=with_guide) for part in PARTS))
            retriever.close()
    return 0


def _row(retriever: Retriever, part: str, *, with_guide: bool) -> str:
    measured = figures(outcomes(retriever, questions(part)))
    return (
        f"{part:<9}{'with' if with_guide else 'without'} guide  "
        f"R@1 {measured.recall_at_1:.3f}  answered {measured.answered_share:.3f}  of these right "
        f"{measured.answered_precision:.3f}  unanswerable quoted {measured.wrong_answers_to_unanswerable} of "
        f"{measured.unanswerable}\n"
    )


if __name__ == "__main__":
    sys.exit(main())
