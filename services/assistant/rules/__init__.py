"""What the assistant holds true, without I/O: folding, reading a question, tiers, quotations, clauses."""
