"""Who runs polls and answers questions: the officer of an organisation, for it and everything below."""

from __future__ import annotations

from shared.security import Permission

RUN_POLLS = Permission.of("feedback.run_polls", "committee_officer")
ANSWER_QUESTIONS = Permission.of("feedback.answer_questions", "committee_officer")
# The officer writes what everybody is to read, an editor lets it out.
RELEASE_ANSWERS = Permission.of("feedback.release_answers", "committee_editor")
