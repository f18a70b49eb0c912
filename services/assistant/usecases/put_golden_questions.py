"""The golden set is put in the place of the one before, as a whole: JSON lines `{"id","question","relevant"}`.

A line that cannot be read is named, and the set before stays. The questions must be made up or free of any person: they
are shown on the desk.
"""

from __future__ import annotations

from typing import Annotated

import msgspec

from services.assistant.engines.reading import QuestionLine
from services.assistant.rules.errors import GoldenUnreadable
from services.assistant.rules.permissions import PUT_GOLDEN
from services.assistant.store import golden
from shared.security import audit, authorise_everywhere
from shared.security.refusing import refuse_secrets
from shared.store import in_transaction
from shared.usecase import Context, Request

MOST = 1000
LONGEST = 2000
Lines = Annotated[str, msgspec.Meta(min_length=1, max_length=1_000_000)]


class PutGoldenQuestions(Request):
    content: Lines


class GoldenPut(msgspec.Struct, frozen=True):
    questions: int
    answerable: int
    unknown: int
    """Of which no right clause is in a document that is known here."""


def put_golden_questions(command: PutGoldenQuestions, ctx: Context) -> GoldenPut:
    root = authorise_everywhere(ctx.actor, PUT_GOLDEN)
    refuse_secrets({"content": command.content}, ctx.actor, root, ctx.now)
    questions = read_golden(command.content)

    def put() -> None:
        golden.put(questions, ctx.now)
        audit.record(
            "assistant.golden_put",
            actor=ctx.actor,
            subject=golden.THE_SET,
            path=root,
            details={"questions": len(questions)},
            at=ctx.now,
        )

    in_transaction(put)
    answerable = sum(bool(line.relevant) for line in questions)
    return GoldenPut(len(questions), answerable, golden.unknown_labels(questions))


def read_golden(content: str) -> list[QuestionLine]:
    """Raises GoldenUnreadable, with the line."""
    decode = msgspec.json.Decoder(QuestionLine).decode
    found: dict[str, QuestionLine] = {}
    for number, text in enumerate(content.splitlines(), start=1):
        if not text.strip():
            continue
        try:
            line = decode(text)
        except msgspec.DecodeError:
            raise _refused(number, "không đọc được") from None
        if line.id in found:
            raise _refused(number, "trùng mã câu hỏi với dòng trước")
        if not 2 <= len(line.question) <= LONGEST:
            raise _refused(number, f"câu hỏi cần từ 2 đến {LONGEST} ký tự")
        found[line.id] = line
    if not 0 < len(found) <= MOST:
        raise GoldenUnreadable(details={"content": f"Cần từ 1 đến {MOST} câu hỏi."})
    return list(found.values())


def _refused(number: int, why: str) -> GoldenUnreadable:
    return GoldenUnreadable(details={"content": f"Dòng {number}: {why}."})
