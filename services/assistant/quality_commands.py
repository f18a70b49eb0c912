"""Commands for the quality of the answers: thresholds refitted, two policies compared, the golden set put and measured.

python -m services.assistant refit QUESTIONS.jsonl --corpus CORPUS -o policy.json
python -m services.assistant compare A.json B.json [--questions QUESTIONS.jsonl --corpus CORPUS]
python -m services.assistant golden [QUESTIONS.jsonl]

CORPUS is a file of JSON lines, or a folder of documents. `golden`, and `compare` without files, work on the store of
the installation, with its settings: over all documents that everybody may read.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import msgspec

from services.assistant.engines.evaluation import Figures
from services.assistant.engines.golden import Change, Comparison, Setting, compared, figures_of, judged
from services.assistant.engines.policy_file import load_policy
from services.assistant.engines.reading import EVERYBODY, QuestionLine, read_corpus, read_folder, read_lines
from services.assistant.engines.refit import RefitRefusedError, refit
from services.assistant.engines.retrieval import Retriever
from services.assistant.rules.errors import GoldenMissing
from services.assistant.rules.fitting import Floors
from services.assistant.rules.knowledge import Entry
from services.assistant.store import golden, knowledge
from services.assistant.usecases.put_golden_questions import read_golden
from shared import clock
from shared.process import run_command

IndexOf = Callable[[Iterable[Entry]], AbstractContextManager[Retriever]]
FIGURES = {
    "recall_at_1": "R@1",
    "answered_precision": "Precision of tier one",
    "answered_share": "Answerable questions answered",
    "wrong_answers_to_unanswerable": "Wrong answers to the unanswerable",
}


def add_to(commands: Any, common: argparse.ArgumentParser, index_of: IndexOf) -> None:
    fitting = commands.add_parser("refit", parents=[common], help="fit new thresholds on labelled questions")
    fitting.add_argument("questions", type=Path)
    fitting.add_argument("--corpus", type=Path, required=True)
    fitting.add_argument("-o", "--output", type=Path, required=True)
    fitting.add_argument("--precision", type=float, default=Floors.precision, help="floor of what is quoted")
    fitting.set_defaults(run=lambda options: _refit(options, index_of))

    comparing = commands.add_parser("compare", parents=[common], help="what would change with another policy")
    comparing.add_argument("before", type=Path)
    comparing.add_argument("after", type=Path)
    comparing.add_argument("--questions", type=Path)
    comparing.add_argument("--corpus", type=Path)
    comparing.set_defaults(run=lambda options: _compare(options, index_of))

    measuring = commands.add_parser("golden", parents=[common], help="put and measure the golden set of the store")
    measuring.add_argument("questions", type=Path, nargs="?", help="put in the place of the set before")
    measuring.set_defaults(run=lambda options: run_command("assistant", lambda _: golden_set(options, index_of)))


def _refit(options: argparse.Namespace, index_of: IndexOf) -> int:
    questions = list(read_lines(options.questions, QuestionLine))
    base = load_policy(options.policy)
    floors = Floors(precision=options.precision)
    with index_of(_entries(options.corpus)) as retriever:
        setting = Setting(retriever, [EVERYBODY], options.as_of)
        try:
            found = refit(questions, setting, base, floors, f"{options.questions.name} trên {options.corpus.name}")
        except RefitRefusedError as error:
            sys.stderr.write(f"{error}\n")
            return 1
    options.output.write_bytes(msgspec.json.format(msgspec.json.encode(found.policy), indent=2) + b"\n")
    policy = found.policy
    _say(f"{policy.version}: answers from {policy.answer_from}, offers from {policy.suggest_from}")
    _say(_side_by_side("fitted half", found.fitted, "measured half", found.measured))
    return 0


def _compare(options: argparse.Namespace, index_of: IndexOf) -> int:
    if options.questions is None and options.corpus is None:
        return run_command("assistant", lambda _: compare_on_store(options, index_of))
    if options.questions is None or options.corpus is None:
        sys.stderr.write("--questions and --corpus belong together\n")
        return 2
    questions = list(read_lines(options.questions, QuestionLine))
    with index_of(_entries(options.corpus)) as retriever:
        return _say_comparison(options, questions, Setting(retriever, [EVERYBODY], options.as_of))


def compare_on_store(options: argparse.Namespace, index_of: IndexOf) -> int:
    """The store is connected. Raises GoldenMissing."""
    with _stored(options, index_of) as (questions, setting):
        return _say_comparison(options, questions, setting)


def golden_set(options: argparse.Namespace, index_of: IndexOf) -> int:
    """The store is connected. Raises GoldenUnreadable, GoldenMissing."""
    if options.questions is not None:
        golden.put(read_golden(options.questions.read_text(encoding="utf-8-sig")), clock.now())
    with _stored(options, index_of) as (questions, setting):
        figures = figures_of(judged(questions, setting, load_policy(options.policy)))
    lines = [f"{label:<36}{getattr(figures, name)}" for name, label in FIGURES.items()]
    _say("\n".join([f"{figures.questions} questions, {figures.unanswerable} should be refused", *lines]))
    return 0


@contextmanager
def _stored(options: argparse.Namespace, index_of: IndexOf) -> Iterator[tuple[list[QuestionLine], Setting]]:
    """An index of its own: that of the running process is locked."""
    current = golden.current()
    if current is None:
        raise GoldenMissing
    with index_of(knowledge.entries(sorted(knowledge.versions()))) as retriever:
        yield golden.questions_of(current), Setting(retriever, golden.roots(), options.as_of)


def _say_comparison(options: argparse.Namespace, questions: list[QuestionLine], setting: Setting) -> int:
    before, after = load_policy(options.before), load_policy(options.after)
    _say(_told(compared(questions, setting, before, after), before.version, after.version))
    return 0


def _entries(corpus: Path) -> Iterable[Entry]:
    return read_folder(corpus) if corpus.is_dir() else read_corpus(corpus)


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")


def _told(found: Comparison, before: str, after: str) -> str:
    lines = [_change(change) for change in found.changes]
    return "\n".join(
        [_side_by_side(before, found.before, after, found.after), f"{len(lines)} questions change", *lines]
    )


def _change(change: Change) -> str:
    mark = {(False, True): "better", (True, False): "worse"}.get((change.right_before, change.right_after), "")
    tiers = f"{change.tier_before} {change.best_before} -> {change.tier_after} {change.best_after}"
    return f"  {change.id}: {tiers} {mark}".rstrip()


def _side_by_side(left: str, one: Figures, right: str, other: Figures) -> str:
    rows = [("", left, right)]
    rows += [(label, str(getattr(one, name)), str(getattr(other, name))) for name, label in FIGURES.items()]
    return "\n".join(f"{label:<36}{first:<24}{second}" for label, first, second in rows)
