"""What speaks, what spells numbers, what encodes: each behind one small interface."""
