"""Feedback's own database."""

from services.feedback.store.answers import Participation, Tally
from services.feedback.store.excluded import ExcludedMember
from services.feedback.store.polls import Poll
from services.feedback.store.questions import Question

DOCUMENTS = (Poll, Participation, Tally, Question, ExcludedMember)
