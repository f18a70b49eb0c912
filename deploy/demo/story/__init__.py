"""The one whole path through the six services, told as a story: `python -m deploy.demo.story`, or `make demo`.

Owns       the people who act, what they do through the HTTP door, the ledger and the pictures in build/demo
Promises   everything is done over HTTP, as an app or a browser does it; what the ledger names as an event was heard
           on the bus by a queue of its own; it can be told again on the same stack
Does not   assert: the tests in tests/system and tests/browser do, with the same hands
"""
