"""Assistant: questions answered from the documents with the clause quoted, or handed to a person.

Owns       the clauses it may quote (a copy, fed by events), the search index (a copy of that copy, rebuilt
           whenever it is missing or damaged), members' questions with the answers (encrypted, kept for a set time),
           what several people asked in vain, the golden set and its figures, the thresholds in use
Answers    ask, word_answer, rate_answer, hand_over, handed_over_question, my_conversations, my_conversation,
           my_turn, my_questions, forget_conversation, forget_my_questions, hand_over_topics, example_questions,
           my_data, trail_about_me; for the desk list_gaps, decide_gap, answer_quality, put_golden_questions,
           add_policy, compare_policies, switch_policy
Publishes  question_handed_over, question_forgotten: who and where, never the text; gaps_found: how many subjects
           went unanswered
Consumes   content.document_published, content.document_withdrawn, feedback.answer_released, feedback.answer_withdrawn
"""
