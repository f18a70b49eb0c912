"""The assistant at the command line, without broker or store: try it on one's own papers, measure it.

python -m services.assistant ask "câu hỏi" [--documents FOLDER] [--as-of 2026-01-01]
python -m services.assistant evaluate CORPUS.jsonl QUESTIONS.jsonl -o out.jsonl [--as-of 2026-01-01]
python -m services.assistant refit | compare     (quality_commands.py)
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import msgspec

from services.assistant import quality_commands
from services.assistant.engines.answering import Reply, reply_to
from services.assistant.engines.evaluation import Figures, evaluate, figures
from services.assistant.engines.policy_file import SHIPPED, load_policy
from services.assistant.engines.reading import (
    EVERYBODY,
    QuestionLine,
    UnreadableFileError,
    read_corpus,
    read_folder,
    read_lines,
)
from services.assistant.engines.tantivy_retriever import TantivyRetriever
from services.assistant.rules.answer import spoken, worded
from services.assistant.rules.knowledge import Entry
from shared import clock


def main(arguments: list[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except (UnreadableFileError, OSError) as error:
        print(error, file=sys.stderr)
        return 2


def ask(options: argparse.Namespace) -> int:
    with _index_of(read_folder(options.documents)) as retriever:
        policy = load_policy(options.policy)
        reply = reply_to(options.question, retriever, policy, audiences=[EVERYBODY], as_of=options.as_of)
    print(_spoken(reply))
    return 0


def measure(options: argparse.Namespace) -> int:
    encode = msgspec.json.Encoder().encode
    with _index_of(read_corpus(options.corpus)) as retriever:
        questions = read_lines(options.questions, QuestionLine)
        pairs = list(evaluate(questions, retriever, load_policy(options.policy), options.as_of))
    options.output.write_bytes(b"".join(encode(outcome) + b"\n" for _, outcome in pairs))
    print(_table(figures(pairs)))
    return 0


@contextmanager
def _index_of(entries: Iterable[Entry]) -> Iterator[TantivyRetriever]:
    with tempfile.TemporaryDirectory(prefix="assistant-index-") as folder:
        retriever = TantivyRetriever(Path(folder))
        retriever.rebuild(entries)
        yield retriever
        retriever.close()


def _spoken(reply: Reply) -> str:
    if reply.tier == "answer":
        return reply.answer
    if reply.tier == "suggest":
        offers = "\n\n".join(worded(each) for each in reply.suggestions)
        return f"{spoken(reply.tier, reply.reason)}\n\n{offers}"
    return spoken(reply.tier, reply.reason)


def _table(measured: Figures) -> str:
    rows = {
        "Questions": f"{measured.questions} ({measured.unanswerable} should be refused)",
        "R@1": measured.recall_at_1,
        "R@5": measured.recall_at_5,
        "MRR": measured.mean_reciprocal_rank,
        "Precision of tier one": measured.answered_precision,
        "Answerable questions answered": measured.answered_share,
        "Wrong answers to the unanswerable": measured.wrong_answers_to_unanswerable,
    }
    return "\n".join(f"{name:<36}{value}" for name, value in rows.items())


def _parser() -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument(
        "--as-of",
        type=date.fromisoformat,
        default=clock.local_date(clock.now()),
        help="day the rules hold on",
    )
    common.add_argument("--policy", type=Path, default=SHIPPED, help="answering policy, JSON")
    parser = argparse.ArgumentParser(prog="python -m services.assistant", description="The assistant, off line.")
    commands = parser.add_subparsers(required=True)

    asking = commands.add_parser("ask", parents=[common], help="answer one question from a folder of documents")
    asking.add_argument("question")
    asking.add_argument("--documents", type=Path, default=Path("deploy/demo/documents"))
    asking.set_defaults(run=ask)

    measuring = commands.add_parser("evaluate", parents=[common], help="measure on a corpus and labelled questions")
    measuring.add_argument("corpus", type=Path)
    measuring.add_argument("questions", type=Path)
    measuring.add_argument("-o", "--output", type=Path, required=True)
    measuring.set_defaults(run=measure)
    quality_commands.add_to(commands, common, _index_of)
    return parser


if __name__ == "__main__":
    sys.exit(main())
