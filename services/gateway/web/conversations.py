"""A conversation as its page shows it: what the assistant keeps of it, with what feedback tells of the questions that a
person got, and the names of their committees. Both may be away; the conversation is read all the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from services.gateway.web.formats import stands_where
from services.gateway.web.portions import portions
from services.gateway.web.visit import Part, Visit
from services.gateway.web.words import ANSWERED_BY_MACHINE, QUESTION_STATES


@dataclass(frozen=True)
class Person:
    """What became of a question that was handed over. `state`: None while feedback is away or has not heard of it."""

    committee: str
    away: bool
    state: str | None = None
    taken_at: str | None = None
    reminders: int = 0
    reminded_at: str | None = None
    answered_at: str | None = None
    answer: str = ""
    corrected_at: str | None = None
    former_answer: str = ""


async def persons(visit: Visit, turns: list[dict[str, Any]]) -> dict[str, Person]:
    """{question id: …} of those that were handed over."""
    handed_over = [turn for turn in turns if turn["handed_over_at"]]
    if not handed_over:
        return {}
    paths = sorted({turn["committee_path"] for turn in handed_over if turn["committee_path"]})
    parts = await visit.parts(
        told=visit.ask("feedback", "my_questions"),
        names=visit.ask("identity", "organisation_names", paths=paths),
    )
    told = {item["id"]: item for item in parts["told"].get("items", [])}
    names = parts["names"].get("items", {})
    return {turn["id"]: _person(turn, told.get(turn["id"]), names, parts["told"]) for turn in handed_over}


def _person(turn: dict[str, Any], item: dict[str, Any] | None, names: dict[str, str], told: Part) -> Person:
    committee = names.get(turn["committee_path"] or "", "cấp ủy")
    if item is None:
        return Person(committee, told.away)
    return Person(
        committee, told.away, item["state"], item["taken_at"], item["reminders"], item["reminded_at"],
        item["answered_at"], item["answer"] or "", item["corrected_at"], item["former_answer"] or "",
    )  # fmt: skip


def became(question: dict[str, Any], states: dict[str, str]) -> str:
    """In a word or two, for the list of former conversations. `states`: feedback's, by question."""
    if question["handed_over_at"]:
        return QUESTION_STATES.get(states.get(question["id"], ""), "Đã chuyển cho cán bộ")
    return ANSWERED_BY_MACHINE[question["tier"]]


def aloud(answer: dict[str, Any] | None) -> list[str]:
    """What is said of the assistant's answer, in portions: its words, and of what it offers the places."""
    if answer is None:
        return []
    offered = [f"{stands_where(offer)}: {offer['heading'] or offer['title']}." for offer in answer["suggestions"]]
    return portions("\n".join([answer["answer"], *offered]))
