"""Assistant: questions answered from the documents with the clause quoted, or handed to a person.

Owns       the clauses it may quote (a copy, fed by events), the search index (a copy of that copy, rebuilt
           whenever it is missing or damaged), members' questions (encrypted, kept for a set time)
Answers    ask, hand_over, handed_over_question, forget_my_questions
Publishes  question_handed_over: who and where, never the text
Consumes   content.document_published, content.document_withdrawn, feedback.answer_released, feedback.answer_withdrawn
"""
