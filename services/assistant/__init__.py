"""Assistant: questions answered from the documents with the clause quoted, or handed to a person.

Owns       the clauses it may quote (a copy, fed by events), the search index (a copy of that copy, rebuilt
           whenever it is missing or damaged), members' questions (encrypted, kept for a set time), what
           several people asked in vain, the golden set and its figures, the thresholds in use
Answers    ask, rate_answer, hand_over, handed_over_question, forget_my_questions; for the desk list_gaps,
           decide_gap, answer_quality, put_golden_questions, add_policy, compare_policies, switch_policy
Publishes  question_handed_over: who and where, never the text; gaps_found: how many subjects went unanswered
Consumes   content.document_published, content.document_withdrawn
"""
