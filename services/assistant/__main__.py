"""The assistant at the command line, without broker or store: try it on one's own papers, measure it.

python -m services.assistant import FOLDER [--knowledge PLACE]
python -m services.assistant ask "câu hỏi" [--documents FOLDER] [--as-of 2026-01-01]
python -m services.assistant evaluate CORPUS.jsonl QUESTIONS.jsonl -o out.jsonl [--as-of 2026-01-01]
python -m services.assistant rebuild        at the machine of the service: every index anew from the store
python -m services.assistant refit | compare     (quality_commands.py)
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from datetime import date
from pathlib import Path

import msgspec

from services.assistant import import_command, quality_commands, rebuild_command
from services.assistant.engines import guide
from services.assistant.engines.conversation import LONGEST_READ, Answered, Asking, answer_message
from services.assistant.engines.evaluation import Figures, evaluate, figures
from services.assistant.engines.lines import read_questions, why_not
from services.assistant.engines.policy_file import SHIPPED, load_policy
from services.assistant.engines.reading import EVERYBODY, read_corpus, read_folder
from services.assistant.engines.retrieval import Retriever, RetrieverBrokenError
from services.assistant.engines.tantivy_retriever import TantivyRetriever
from services.assistant.import_command import imported
from services.assistant.rules.answer import worded
from services.assistant.rules.errors import QuestionTooLong
from services.assistant.rules.knowledge import Entry
from shared import clock
from shared.errors import AppError

SAMPLES = Path("deploy/demo/documents")


def main(arguments: list[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except AppError as error:
        said = f"{error.message} [{error.code}]"
    except OSError as error:
        said = f"{why_not(error)} [assistant.file_unreadable]"
    except RetrieverBrokenError as error:
        said = f"Không ghi hoặc không đọc được chỉ mục tìm kiếm: {error}. [assistant.index_broken]"
    print(said, file=sys.stderr)
    return 2


def ask(options: argparse.Namespace) -> int:
    if len(options.question) > LONGEST_READ:
        raise QuestionTooLong
    with _asked_of(options) as retriever:
        policy = load_policy(options.policy)
        answered = answer_message(options.question, retriever, policy, Asking([EVERYBODY], options.as_of))
    print(_spoken(answered))
    return 0


def measure(options: argparse.Namespace) -> int:
    encode = msgspec.json.Encoder().encode
    with _index_of(read_corpus(options.corpus)) as retriever:
        questions = read_questions(options.questions, retriever.versions())
        pairs = list(evaluate(questions, retriever, load_policy(options.policy), options.as_of))
    options.output.write_bytes(b"".join(encode(outcome) + b"\n" for _, outcome in pairs))
    print(_table(figures(pairs)))
    return 0


@contextmanager
def _asked_of(options: argparse.Namespace) -> Iterator[Retriever]:
    """The folder that was named, else what was imported, else the sample regulations."""
    with imported(options.knowledge) if options.documents is None else nullcontext() as retriever:
        if retriever is not None:
            yield retriever
            return
    with _index_of([*read_folder(options.documents or SAMPLES), *guide.entries()]) as retriever:
        yield retriever


@contextmanager
def _index_of(entries: Iterable[Entry]) -> Iterator[TantivyRetriever]:
    with tempfile.TemporaryDirectory(prefix="assistant-index-") as folder:
        retriever = TantivyRetriever(Path(folder))
        retriever.rebuild(entries)
        yield retriever
        retriever.close()


def _spoken(answered: Answered) -> str:
    beside = [each for part in answered.parts if part.reply.computed for each in part.reply.citations]
    offers = [worded(each) for each in [*beside, *answered.reply.suggestions]]
    return "\n\n".join([answered.said, *offers])


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
    asking.add_argument("--documents", type=Path, help="a folder to answer from instead of what was imported")
    import_command.add_place(asking)
    asking.set_defaults(run=ask)

    import_command.add_to(commands)
    rebuild_command.add_to(commands)

    measuring = commands.add_parser("evaluate", parents=[common], help="measure on a corpus and labelled questions")
    measuring.add_argument("corpus", type=Path)
    measuring.add_argument("questions", type=Path)
    measuring.add_argument("-o", "--output", type=Path, required=True)
    measuring.set_defaults(run=measure)
    quality_commands.add_to(commands, common, _index_of)
    return parser


if __name__ == "__main__":
    sys.exit(main())
