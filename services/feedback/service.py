"""The door of feedback, and its clock."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from nameko.timer import timer

from services.feedback.queries.list_questions import list_questions
from services.feedback.queries.list_releases import list_releases
from services.feedback.queries.my_data import my_data
from services.feedback.queries.my_polls import my_polls
from services.feedback.queries.my_questions import my_questions
from services.feedback.queries.read_poll import read_poll
from services.feedback.queries.read_question import read_question
from services.feedback.queries.trail_about_me import trail_about_me
from services.feedback.settings import Settings
from services.feedback.store.migrations import MIGRATIONS
from services.feedback.usecases.answer_poll import answer_poll
from services.feedback.usecases.answer_question import answer_question
from services.feedback.usecases.close_poll import close_poll
from services.feedback.usecases.correct_answer import correct_answer
from services.feedback.usecases.count_polls import count_polls
from services.feedback.usecases.on_members_told import on_members_told
from services.feedback.usecases.on_organisation_moved import PlaceEvent, on_organisation_moved
from services.feedback.usecases.on_question_forgotten import on_question_forgotten
from services.feedback.usecases.on_question_handed_over import on_question_handed_over
from services.feedback.usecases.open_poll import open_poll
from services.feedback.usecases.propose_release import propose_release
from services.feedback.usecases.release_answer import release_answer
from services.feedback.usecases.remind_of_questions import remind_of_questions
from services.feedback.usecases.take_question import take_question
from services.feedback.usecases.withdraw_release import withdraw_release
from shared import clock
from shared.contracts.assistant import QuestionForgotten, QuestionHandedOver
from shared.contracts.identity import MemberRegistered, MemberStatusChanged, OrganisationMerged, OrganisationMoved
from shared.inbox import react, react_to_all
from shared.messaging import Door, Received, answers, rpc, subscribe, subscribe_batch
from shared.store import migrate, unless_the_store_is_away

# A total is told once a second at most; looking twice as often keeps a late look from costing a whole second.
SECONDS_BETWEEN_LOOKS = 0.5
SECONDS_BETWEEN_REMINDERS = 5


class _Process:
    reminded_every: timedelta


def prepare(settings: Settings) -> None:
    migrate(MIGRATIONS)
    _Process.reminded_every = settings.reminded_every


class FeedbackService:
    name = "feedback"

    door = Door()

    my_data = answers(my_data)
    trail_about_me = answers(trail_about_me)
    propose_release = answers(propose_release)
    release_answer = answers(release_answer)
    withdraw_release = answers(withdraw_release)
    list_releases = answers(list_releases)

    @rpc
    def open_poll(self, **fields: Any) -> Any:
        return self.door(open_poll, fields)

    @rpc
    def close_poll(self, **fields: Any) -> Any:
        return self.door(close_poll, fields)

    @rpc
    def answer_poll(self, **fields: Any) -> Any:
        return self.door(answer_poll, fields)

    @rpc
    def my_polls(self, **fields: Any) -> Any:
        return self.door(my_polls, fields)

    @rpc
    def read_poll(self, **fields: Any) -> Any:
        return self.door(read_poll, fields)

    @rpc
    def list_questions(self, **fields: Any) -> Any:
        return self.door(list_questions, fields)

    @rpc
    def answer_question(self, **fields: Any) -> Any:
        return self.door(answer_question, fields)

    @rpc
    def my_questions(self, **fields: Any) -> Any:
        return self.door(my_questions, fields)

    read_question = answers(read_question)
    take_question = answers(take_question)
    correct_answer = answers(correct_answer)

    @subscribe(QuestionHandedOver)
    def on_question_handed_over(self, received: Received[QuestionHandedOver]) -> None:
        react(on_question_handed_over, received)

    @subscribe(QuestionForgotten)
    def on_question_forgotten(self, received: Received[QuestionForgotten]) -> None:
        react(on_question_forgotten, received)

    @subscribe_batch(MemberRegistered, MemberStatusChanged)
    def on_members_told(self, batch: Sequence[Received[MemberRegistered | MemberStatusChanged]]) -> None:
        react_to_all(on_members_told, batch)

    @subscribe_batch(OrganisationMoved, OrganisationMerged)
    def on_organisation_moved(self, batch: Sequence[Received[PlaceEvent]]) -> None:
        react_to_all(on_organisation_moved, batch)

    @timer(interval=SECONDS_BETWEEN_LOOKS)
    def count_polls(self) -> None:
        unless_the_store_is_away(lambda: count_polls(clock.now()))

    @timer(interval=SECONDS_BETWEEN_REMINDERS, eager=True)
    def remind_of_questions(self) -> None:
        unless_the_store_is_away(lambda: remind_of_questions(clock.now(), _Process.reminded_every))
