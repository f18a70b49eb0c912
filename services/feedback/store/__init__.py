"""Feedback's own database."""

from services.feedback.store.answers import Participation, Tally
from services.feedback.store.excluded import ExcludedMember
from services.feedback.store.polls import Poll
from services.feedback.store.questions import Question
from services.feedback.store.released_answers import ReleasedAnswer

DOCUMENTS = (Poll, Participation, Tally, Question, ExcludedMember, ReleasedAnswer)
