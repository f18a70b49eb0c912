"""Vietnamese as it is written and typed: folding for search, spelling, typing methods. Pure; nothing of a service."""
