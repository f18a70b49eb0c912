"""How fast the chassis is, as ratios to bare libraries measured beside it in the same run: `make bench`.

Owns: build/bench.json. Promises: every side runs in a process of its own, against one private broker and mongod with
their data on disk; sides alternate round by round; a run whose reference wavers is void, not passed. Does not: fail a
test because a machine is slow.
"""
