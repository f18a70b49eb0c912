"""Records that ask to be looked at again: `identity`."""

from __future__ import annotations

from fastapi import APIRouter

from services.gateway.api.shapes import Answer, Body, Cursor, RepeatKey
from services.gateway.asking import Ask

router = APIRouter(tags=["records"])
SERVICE = "identity"


class ProblemDecision(Body):
    """`decision`: correct, ask, set_aside, take_up."""

    decision: str
    version: int
    changes: dict[str, str] = {}
    reason: str = ""


class QuestionReply(Body):
    answer: str


@router.get("/record-problems")
async def list_problems(
    ask: Ask, organisation_path: str, state: str = "open", code: str | None = None, cursor: Cursor = None
) -> Answer:
    return await ask(
        SERVICE, "list_problems", organisation_path=organisation_path, state=state, code=code, cursor=cursor
    )


@router.post("/record-problems/{problem_id}/decision")
async def decide_problem(problem_id: str, body: ProblemDecision, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "decide_problem", problem_id=problem_id, **body.fields())


@router.post("/me/record/questions/{problem_id}/answer")
async def answer_question(problem_id: str, body: QuestionReply, ask: Ask, _key: RepeatKey = None) -> Answer:
    return await ask(SERVICE, "answer_question", problem_id=problem_id, **body.fields())
