"""The assistant's door."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from nameko.timer import timer

from services.assistant.engines.library import library, open_library, use_library
from services.assistant.follower import IndexFollower
from services.assistant.queries.answer_quality import answer_quality
from services.assistant.queries.compare_policies import compare_policies
from services.assistant.queries.example_questions import example_questions
from services.assistant.queries.hand_over_topics import hand_over_topics
from services.assistant.queries.handed_over_question import handed_over_question
from services.assistant.queries.list_gaps import list_gaps
from services.assistant.queries.my_conversations import my_conversation, my_conversations, my_turn
from services.assistant.queries.my_data import my_data
from services.assistant.queries.my_questions import my_questions
from services.assistant.queries.trail_about_me import trail_about_me
from services.assistant.queries.word_answer import word_answer
from services.assistant.settings import Settings
from services.assistant.usecases.add_policy import add_policy
from services.assistant.usecases.ask import ask
from services.assistant.usecases.decide_gap import decide_gap
from services.assistant.usecases.follow_policy import follow_policy
from services.assistant.usecases.forget_my_questions import forget_conversation, forget_my_questions
from services.assistant.usecases.gather_gaps import gather_gaps
from services.assistant.usecases.hand_over import hand_over
from services.assistant.usecases.measure_golden import measure_golden
from services.assistant.usecases.on_answer_released import on_answer_released, on_answer_withdrawn
from services.assistant.usecases.on_document_published import on_document_published
from services.assistant.usecases.on_document_withdrawn import on_document_withdrawn
from services.assistant.usecases.on_organisation_moved import PlaceEvent, on_organisation_moved
from services.assistant.usecases.put_golden_questions import put_golden_questions
from services.assistant.usecases.rate_answer import rate_answer
from services.assistant.usecases.switch_policy import switch_policy
from shared import clock
from shared.contracts.content import DocumentPublished, DocumentWithdrawn
from shared.contracts.feedback import AnswerReleased, AnswerWithdrawn
from shared.contracts.identity import OrganisationMerged, OrganisationMoved
from shared.inbox import react, react_to_all
from shared.messaging import Door, Received, answers, rpc, subscribe, subscribe_batch
from shared.observability import health
from shared.store import unless_the_store_is_away

# What is done once a day is looked for once an hour: whoever starts late still does it.
SECONDS_BETWEEN_DUTIES = 3600
SECONDS_BETWEEN_LOOKS = 2


def prepare(settings: Settings) -> None:
    """Before the bus: open the index, or start an empty one that the follower fills."""
    opened = open_library(settings)
    use_library(opened)
    if opened.wording is not None:
        health.register("wording", opened.wording.check)


class AssistantService:
    name = "assistant"

    door = Door()
    follower = IndexFollower()

    my_data = answers(my_data)
    trail_about_me = answers(trail_about_me)

    @rpc
    def ask(self, **fields: Any) -> Any:
        return self.door(ask, fields)

    @rpc
    def hand_over(self, **fields: Any) -> Any:
        return self.door(hand_over, fields)

    @rpc
    def handed_over_question(self, **fields: Any) -> Any:
        return self.door(handed_over_question, fields)

    @rpc
    def my_questions(self, **fields: Any) -> Any:
        return self.door(my_questions, fields)

    @rpc
    def forget_my_questions(self, **fields: Any) -> Any:
        return self.door(forget_my_questions, fields)

    @subscribe(DocumentPublished)
    def on_document_published(self, received: Received[DocumentPublished]) -> None:
        react(on_document_published, received)

    @subscribe(DocumentWithdrawn)
    def on_document_withdrawn(self, received: Received[DocumentWithdrawn]) -> None:
        react(on_document_withdrawn, received)

    @subscribe(AnswerReleased)
    def on_answer_released(self, received: Received[AnswerReleased]) -> None:
        react(on_answer_released, received)

    @subscribe(AnswerWithdrawn)
    def on_answer_withdrawn(self, received: Received[AnswerWithdrawn]) -> None:
        react(on_answer_withdrawn, received)

    @subscribe_batch(OrganisationMoved, OrganisationMerged)
    def on_organisation_moved(self, batch: Sequence[Received[PlaceEvent]]) -> None:
        react_to_all(on_organisation_moved, batch)

    word_answer = answers(word_answer)
    my_conversations = answers(my_conversations)
    my_conversation = answers(my_conversation)
    my_turn = answers(my_turn)
    forget_conversation = answers(forget_conversation)
    hand_over_topics = answers(hand_over_topics)
    example_questions = answers(example_questions)
    rate_answer = answers(rate_answer)
    list_gaps = answers(list_gaps)
    decide_gap = answers(decide_gap)
    answer_quality = answers(answer_quality)
    put_golden_questions = answers(put_golden_questions)
    add_policy = answers(add_policy)
    compare_policies = answers(compare_policies)
    switch_policy = answers(switch_policy)

    @timer(interval=SECONDS_BETWEEN_DUTIES, eager=True)
    def do_daily_duties(self) -> None:
        unless_the_store_is_away(lambda: gather_gaps(clock.now(), library()))
        unless_the_store_is_away(lambda: measure_golden(clock.now(), library()))

    @timer(interval=SECONDS_BETWEEN_LOOKS, eager=True)
    def follow_policy(self) -> None:
        unless_the_store_is_away(follow_policy)
