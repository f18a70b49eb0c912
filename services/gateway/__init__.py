"""The one HTTP door: JSON API for the mobile app, live stream, audio, and the web app. asyncio; no nameko, no eventlet.

Owns: browser sessions (a cookie with identity's token), repeated POSTs (`Idempotency-Key`), the live journal.
Answers: nothing on the bus; over HTTP see docs/openapi.json and `web/pages`.
Publishes: nothing.
Consumes: what an open page should show at once (listed in `live/announcements.py`), as `gateway.record_live_event`.
Does not decide who may do what: the caller's token goes with every question to the service that owns the thing.
"""
