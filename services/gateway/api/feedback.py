"""Polls, and the questions that a person answers: `feedback`."""

from __future__ import annotations

from fastapi import APIRouter

from services.gateway.api.shapes import Answer, Body, RepeatKey
from services.gateway.asking import Ask

router = APIRouter(tags=["feedback"])
SERVICE = "feedback"


class PollCall(Body):
    question: str
    options: list[str]
    audience: str
    closes_at: str


class PollVersion(Body):
    version: int


class PollAnswer(Body):
    option: int


class GeneralAnswer(Body):
    version: int = 0
    question: str
    answer: str
    topic: str
    issuer: str
    audience: str


class ReleaseVersion(Body):
    version: int


class ReleaseWithdrawal(Body):
    version: int
    reason: str


class QuestionReply(Body):
    version: int
    answer: str


@router.get("/polls")
async def my_polls(ask: Ask) -> Answer:
    return await ask(SERVICE, "my_polls")


@router.get("/polls/{poll_id}")
async def read_poll(poll_id: str, ask: Ask) -> Answer:
    return await ask(SERVICE, "read_poll", poll_id=poll_id)


@router.post("/polls", status_code=201)
async def open_poll(body: PollCall, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "open_poll", **body.fields())


@router.post("/polls/{poll_id}/answers", status_code=201)
async def answer_poll(poll_id: str, body: PollAnswer, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "answer_poll", poll_id=poll_id, **body.fields())


@router.post("/polls/{poll_id}/close")
async def close_poll(poll_id: str, body: PollVersion, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "close_poll", poll_id=poll_id, **body.fields())


@router.get("/questions")
async def list_questions(ask: Ask, state: str | None = None) -> Answer:
    return await ask(SERVICE, "list_questions", state=state)


@router.get("/me/questions")
async def my_questions(ask: Ask) -> Answer:
    return await ask(SERVICE, "my_questions")


@router.get("/questions/{question_id}")
async def read_question(question_id: str, ask: Ask) -> Answer:
    return await ask(SERVICE, "read_question", question_id=question_id)


@router.post("/questions/{question_id}/take")
async def take_question(question_id: str, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "take_question", question_id=question_id)


@router.post("/questions/{question_id}/answer")
async def answer_question(question_id: str, body: QuestionReply, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "answer_question", question_id=question_id, **body.fields())


@router.post("/questions/{question_id}/answer/correction")
async def correct_answer(question_id: str, body: QuestionReply, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "correct_answer", question_id=question_id, **body.fields())


@router.post("/questions/{question_id}/general-answer", status_code=201)
async def propose_release(question_id: str, body: GeneralAnswer, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "propose_release", question_id=question_id, **body.fields())


@router.get("/released-answers")
async def list_releases(ask: Ask, state: str | None = None) -> Answer:
    return await ask(SERVICE, "list_releases", state=state)


@router.post("/released-answers/{answer_id}/release")
async def release_answer(answer_id: str, body: ReleaseVersion, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "release_answer", answer_id=answer_id, **body.fields())


@router.post("/released-answers/{answer_id}/withdraw")
async def withdraw_release(answer_id: str, body: ReleaseWithdrawal, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "withdraw_release", answer_id=answer_id, **body.fields())
