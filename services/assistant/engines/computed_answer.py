"""A computation put into a reply: its sentence is the answer, the clause that states its rule is cited beside it.

What is missing or impossible is asked back. One's own exact amount stays a hand-over: what the rule comes to is shown,
what he owes a person says. For a personal case or a wish for a person nothing is computed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import msgspec

from services.assistant.engines.computing import rulebook
from services.assistant.engines.retrieval import Retriever
from services.assistant.rules.answer import cite
from services.assistant.rules.computing import Computed
from services.assistant.rules.knowledge import Found
from services.assistant.rules.policy import Policy
from services.assistant.rules.question import read_question
from shared.vietnamese.folding import pairs, syllables

if TYPE_CHECKING:
    from services.assistant.engines.answering import Reply

OWN_AMOUNT = (
    "Đây là phép tính theo quy định từ số liệu đồng chí nêu; số phải nộp của riêng đồng chí do chi bộ xác định. "
    "Đồng chí có thể chuyển câu hỏi đến cán bộ của cấp ủy."
)
SEARCHED = 10


def with_computed(
    reply: Reply,
    computed: Computed,
    question: str,
    retriever: Retriever,
    policy: Policy,
    *,
    audiences: Sequence[str],
    today: date,
) -> Reply:
    """`question`: the one that asked for the computation. `today`: the day on which is asked, never a day that it names
    as an input."""
    if reply.reason == "wants_person" or _for_a_person(question, policy):
        return reply
    if computed.problem == "rule_unconfirmed":
        # Where a clause of the province's own answers, nothing of ours is missing.
        return reply if reply.tier == "answer" else replace(reply, answer=computed.sentence, computed=computed)
    if not computed.complete:
        offered = [*reply.suggestions, *reply.citations] if reply.as_of == today else []
        asked = replace(
            reply, answer=computed.sentence, citations=[], suggestions=offered, as_of=today, computed=computed
        )
        return asked if reply.reason == "personal_case" else replace(asked, tier="suggest", reason=None)
    stating = _stating(computed, retriever, audiences, today)
    cited = [cite(stating)] if stating else []
    found = replace(reply, citations=cited, suggestions=[], as_of=today, computed=computed)
    if reply.reason == "personal_case":
        return replace(found, answer=f"{computed.sentence}\n{OWN_AMOUNT}")
    return replace(found, tier="answer", reason=None, answer=computed.sentence)


def _for_a_person(question: str, policy: Policy) -> bool:
    """An amount alone makes no personal case here: it is what is computed from."""
    return read_question(question, msgspec.structs.replace(policy, exact_amount=())).must_hand_over is not None


def _stating(computed: Computed, retriever: Retriever, audiences: Sequence[str], today: date) -> Found | None:
    """The clause that the reader may read, in force today, with every phrase of one wording of the rule."""
    rule = next((rule for rule in rulebook().rules() if rule.id == computed.rule), None)
    for wording in rule.stated_by if rule else ():
        parts = " ".join(wording).split()
        found = retriever.search(parts, pairs(parts), audiences=audiences, as_of=today, limit=SEARCHED)
        for each in found:
            if _says_all(each, wording):
                return each
    return None


def _says_all(found: Found, wording: Sequence[str]) -> bool:
    said = f" {' '.join(syllables(f'{found.document.title} {found.clause.heading} {found.clause.text}'))} "
    return all(f" {phrase} " in said for phrase in wording)
