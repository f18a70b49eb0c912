"""A member's message taken apart and answered: small talk, several questions, the day each is about, and what a
question goes on from. Each question is then answered by itself (answering.py).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import zip_longest

from services.assistant.engines.answering import Reply, reply_to
from services.assistant.engines.computed_answer import with_computed
from services.assistant.engines.computing import compute, go_on
from services.assistant.engines.retrieval import Retriever
from services.assistant.engines.understanding import understood
from services.assistant.rules.answer import cite, left_unanswered, of_the_day, spoken
from services.assistant.rules.computing import holds_only_an_input
from services.assistant.rules.dates import when
from services.assistant.rules.follow_up import follows, going_on, refers_back
from services.assistant.rules.knowledge import Found
from services.assistant.rules.messages import MOST_QUESTIONS, questions_in
from services.assistant.rules.policy import Policy
from services.assistant.rules.question import Reading, read_question
from services.assistant.rules.small_talk import SAID, small_talk
from services.assistant.rules.tiers import NEAREST, Tier

# The door lets no more in; of a longer one in a file of questions the beginning is read.
LONGEST_READ = 2_000
# From the one that most needs a person.
_ORDER: tuple[Tier, ...] = ("handover", "suggest", "answer", "talk")
Earlier = Callable[[], Sequence[str]]
"""The questions before this one in the same conversation, the newest first."""


@dataclass(frozen=True)
class Part:
    question: str
    reply: Reply


@dataclass(frozen=True)
class Answered:
    """`reply` is that of the whole message, `said` all that the member reads. `left`: the questions too many."""

    parts: list[Part]
    reply: Reply
    said: str
    left: list[str]


@dataclass(frozen=True)
class Asking:
    """Who asks and when. `fixed`: the day that he chose; it holds whatever day his question names."""

    audiences: list[str]
    today: date
    fixed: date | None = None
    limit: int = 10


def nothing_before() -> Sequence[str]:
    return ()


def answer_message(
    message: str, retriever: Retriever, policy: Policy, asking: Asking, earlier: Earlier = nothing_before
) -> Answered:
    message = message[:LONGEST_READ]
    kind = small_talk(message, policy)
    if kind is not None:
        reply = Reply("talk", 0.0, "", [], [], [], "small_talk", asking.fixed or asking.today)
        return Answered([Part(message, reply)], reply, SAID[kind], [])
    questions = questions_in(message, policy)
    conversation = _Conversation(retriever, policy, asking, lambda: [each[:LONGEST_READ] for each in earlier()])
    asked = questions[:MOST_QUESTIONS]
    parts = [Part(each, conversation.computed(each, asked[:place][::-1])) for place, each in enumerate(asked)]
    left = questions[MOST_QUESTIONS:]
    return Answered(parts, _together(parts, asking.limit), _all_said(parts, left, asking.today), left)


@dataclass(frozen=True)
class _Conversation:
    retriever: Retriever
    policy: Policy
    asking: Asking
    earlier: Earlier

    def computed(self, question: str, same_message: list[str]) -> Reply:
        """From the question with every day in it: a day may be what is computed from. What only answers what was asked
        back is answered as the question that asked for it."""
        asking = self.asking
        today = asking.fixed or asking.today
        gone_on = go_on(lambda: self._told_before(same_message), question, today)
        asked = gone_on.question if gone_on else question
        computed = gone_on.computed if gone_on else compute(question, today)
        found = self.reply(asked, same_message)
        if computed is None:
            return found
        if gone_on and found.reason != "wants_person" and read_question(question, self.policy).must_hand_over:
            # "Lương tôi 12 triệu" is one's own amount, also as an answer to what was asked back.
            found = replace(found, tier="handover", reason="personal_case")
        return with_computed(
            found, computed, asked, self.retriever, self.policy, audiences=asking.audiences, today=today
        )

    def _told_before(self, same_message: list[str]) -> list[str]:
        """Question by question, the oldest first."""
        whole = [*self.earlier()][::-1]
        parts = [each for text in whole for each in questions_in(text, self.policy)]
        return [each for each in [*parts, *same_message[::-1]] if small_talk(each, self.policy) is None]

    def reply(self, question: str, same_message: list[str]) -> Reply:
        asking = self.asking
        named = when(question, asking.today, self.policy.dates_of_facts)
        as_of = asking.fixed or (named.day if named else asking.today)
        asked = named.rest if named else question
        before = None
        goes_on = follows(asked, read_question(asked, self.policy), self.policy)
        if goes_on:
            before = self._gone_before([*same_message, *self.earlier()], as_of, refers_back(asked, self.policy))
        reply = reply_to(
            asked,
            self.retriever,
            self.policy,
            audiences=asking.audiences,
            as_of=as_of,
            limit=asking.limit,
            before=before,
            also=[named.year] if named and named.year else (),
        )
        # "Còn sinh viên thì sao?" with nothing before it asks nothing that could be answered.
        return _only_offered(reply) if goes_on and before is None and reply.tier == "answer" else reply

    def _asks_something(self, text: str) -> bool:
        return small_talk(text, self.policy) is None and not holds_only_an_input(text, self.asking.today)

    def _gone_before(self, earlier: list[str], as_of: date, refers: bool) -> Reading | None:
        """Back to the last question that stood alone. Those that went on from it belong to it where this one refers to
        what was said; "còn học sinh?" after "còn sinh viên?" takes its place instead."""
        readings: list[Reading] = []
        for question in (each for each in earlier if self._asks_something(each)):
            named = when(question, self.asking.today, self.policy.dates_of_facts)
            text = named.rest if named else question
            reading = understood(text, self.retriever, self.policy, audiences=self.asking.audiences, as_of=as_of)
            readings.append(reading)
            if not follows(text, reading, self.policy):
                break
        if not readings:
            return None
        before = readings.pop()
        for reading in reversed(readings if refers else []):
            before = going_on(reading, before)
        return before


def _only_offered(reply: Reply) -> Reply:
    offered = [cite(found) for found in reply.ranked[:NEAREST]]
    return replace(reply, tier="suggest", answer="", citations=[], suggestions=offered)


def said(reply: Reply, today: date) -> str:
    """What the member reads of one question."""
    answer = reply.answer or spoken(reply.tier, reply.reason)
    return f"{of_the_day(reply.as_of)}\n{answer}" if reply.as_of != today else answer


def _all_said(parts: list[Part], left: list[str], today: date) -> str:
    if len(parts) == 1 and not left:
        return said(parts[0].reply, today)
    answers = [f"{number}. {part.question}\n{said(part.reply, today)}" for number, part in enumerate(parts, start=1)]
    return "\n\n".join([*answers, *([left_unanswered(left)] if left else [])])


def _together(parts: list[Part], limit: int) -> Reply:
    """Of several questions the tier is that of the one that most needs a person."""
    replies = [part.reply for part in parts]
    if len(replies) == 1:
        return replies[0]
    worst = min(replies, key=_need_of_a_person)
    return replace(
        worst,
        answer="\n\n".join(reply.answer for reply in replies if reply.answer),
        citations=[citation for reply in replies for citation in reply.citations],
        suggestions=[suggestion for reply in replies for suggestion in reply.suggestions],
        ranked=_in_turn([reply.ranked for reply in replies])[:limit],
    )


def _need_of_a_person(reply: Reply) -> float:
    """Lower is more. What is out of scope needs none, and is still no small talk."""
    return _ORDER.index("answer") + 0.5 if reply.reason == "out_of_scope" else _ORDER.index(reply.tier)


def _in_turn(ranks: list[list[Found]]) -> list[Found]:
    found = [each for row in zip_longest(*ranks) for each in row if each is not None]
    places = {(each.document.document_id, each.clause.anchor): each for each in reversed(found)}
    return list(dict.fromkeys(places[each.document.document_id, each.clause.anchor] for each in found))
