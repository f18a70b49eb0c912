"""Files of Party documents read: which kind, what text, what the head says, which clauses. Stores nothing.

`kinds` and `errors`, `files` (a process of its own for what comes from anywhere), `document` (what is refused, and
what the head says), `head`, `file`, `lines` and `clauses` (pure).
"""
