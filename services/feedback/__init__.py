"""Feedback: what the members think, and the questions that a person answers.

Owns       polls and their tallies (never who chose what), questions handed over and their answers, and which
           members may not answer polls (a copy, fed by events)
Answers    open_poll, close_poll, answer_poll, my_polls, read_poll, list_questions, read_question,
           take_question, answer_question, correct_answer, my_questions, propose_release, release_answer,
           withdraw_release, list_releases, my_data, trail_about_me
Publishes  poll_opened, poll_counted, poll_closed, question_taken, question_reminder_due, question_answered,
           answer_corrected, answer_released, answer_withdrawn
Consumes   assistant.question_handed_over, assistant.question_forgotten, identity.member_registered,
           identity.member_status_changed
"""
