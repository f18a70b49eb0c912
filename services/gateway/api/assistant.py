"""Questions answered from the documents: `assistant`."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any

from fastapi import APIRouter
from starlette.responses import StreamingResponse

from services.gateway.api.shapes import Answer, Body, Day, RepeatKey
from services.gateway.asking import Ask, Asker
from shared.errors import AppError

router = APIRouter(prefix="/assistant", tags=["assistant"])
SERVICE = "assistant"
THINKING_SECONDS = 20.0


class AskedQuestion(Body):
    question: str
    conversation_id: str | None = None
    as_of: Day | None = None


class HandedOver(Body):
    """`topic`: one of `/assistant/topics`; none, and the question's own words decide."""

    topic: str | None = None


class Rating(Body):
    """`reason`, only where it did not help: wrong_clause, out_of_date, not_understood, incomplete, other."""

    helpful: bool
    reason: str | None = None
    text: str = ""


class GapDecision(Body):
    """`state`: open, added (documents were), out_of_scope."""

    version: int
    state: str


class Content(Body):
    """`content`: the file's text."""

    content: str


class PolicySwitch(Body):
    """`was`: the version in use that the comparison was shown with."""

    was: str


@router.post("/questions", status_code=201)
async def ask_assistant(body: AskedQuestion, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "ask", within=THINKING_SECONDS, **body.fields())


@router.post("/questions/{question_id}/hand-over")
async def hand_over(question_id: str, ask: Ask, body: HandedOver | None = None, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "hand_over", question_id=question_id, topic=body.topic if body else None)


@router.get("/questions")
async def my_questions(ask: Ask) -> Answer:
    return await ask(SERVICE, "my_questions")


@router.delete("/questions")
async def forget_my_questions(ask: Ask) -> Answer:
    return await ask(SERVICE, "forget_my_questions")


@router.get("/questions/{question_id}")
async def handed_over_question(question_id: str, ask: Ask) -> Answer:
    return await ask(SERVICE, "handed_over_question", question_id=question_id)


@router.get(
    "/questions/{question_id}/wording",
    response_class=StreamingResponse,
    responses={
        200: {
            "description": "Server-sent events: `sentence` {text, citation} for each verified sentence, then one `end` "
            "{state: worded|extractive, label}. With `extractive` the clauses that were answered stand alone.",
            "content": {"text/event-stream": {}},
        }
    },
)
async def word_answer(question_id: str, ask: Ask) -> StreamingResponse:
    """Asked once the answer is shown; the stream opens at once and says nothing before it was verified."""
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(_wording(question_id, ask), media_type="text/event-stream", headers=headers)


async def _wording(question_id: str, ask: Asker) -> AsyncIterator[str]:
    """One sentence that cannot be verified drops all, so none is told before the last was judged."""
    yield ": xin chao\n\n"
    try:
        worded = await ask(SERVICE, "word_answer", within=THINKING_SECONDS, question_id=question_id)
    except AppError as error:
        yield _told("end", {"state": "extractive", "label": "", "code": error.code})
        return
    for sentence in worded["sentences"]:
        yield _told("sentence", sentence)
    yield _told("end", {"state": worded["state"], "label": worded["label"]})


def _told(kind: str, data: dict[str, Any]) -> str:
    """JSON has no bare line end, which would end the event."""
    return f"event: {kind}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"


@router.get("/topics")
async def hand_over_topics(ask: Ask) -> Answer:
    return await ask(SERVICE, "hand_over_topics")


@router.get("/examples")
async def example_questions(ask: Ask) -> Answer:
    return await ask(SERVICE, "example_questions")


@router.get("/conversations")
async def my_conversations(ask: Ask) -> Answer:
    return await ask(SERVICE, "my_conversations")


@router.get("/conversations/{conversation_id}")
async def my_conversation(conversation_id: str, ask: Ask) -> Answer:
    return await ask(SERVICE, "my_conversation", conversation_id=conversation_id)


@router.delete("/conversations/{conversation_id}")
async def forget_conversation(conversation_id: str, ask: Ask) -> Answer:
    return await ask(SERVICE, "forget_conversation", conversation_id=conversation_id)


@router.put("/questions/{question_id}/rating")
async def rate_answer(question_id: str, body: Rating, ask: Ask, _key: RepeatKey = None) -> Answer:
    """Repeated, the later word stands."""
    return await ask(SERVICE, "rate_answer", question_id=question_id, **body.fields())


@router.get("/gaps")
async def list_gaps(ask: Ask, state: str = "open") -> Answer:
    """What several people asked and no document answered; names nobody."""
    return await ask(SERVICE, "list_gaps", state=state)


@router.post("/gaps/{gap_id}/decision")
async def decide_gap(gap_id: str, body: GapDecision, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "decide_gap", gap_id=gap_id, **body.fields())


@router.get("/quality")
async def answer_quality(ask: Ask) -> Answer:
    """How well the golden set was answered over time; the thresholds there are."""
    return await ask(SERVICE, "answer_quality")


@router.put("/golden")
async def put_golden_questions(body: Content, ask: Ask, _key: RepeatKey = None) -> Answer:
    """JSON lines `{"id","question","relevant"}`, in the place of those before."""
    return await ask(SERVICE, "put_golden_questions", **body.fields())


@router.post("/policies", status_code=201)
async def add_policy(body: Content, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "add_policy", **body.fields())


@router.get("/policies/{version}/comparison")
async def compare_policies(version: str, ask: Ask) -> Answer:
    return await ask(SERVICE, "compare_policies", within=THINKING_SECONDS, version=version)


@router.post("/policies/{version}/switch")
async def switch_policy(version: str, body: PolicySwitch, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "switch_policy", version=version, **body.fields())
