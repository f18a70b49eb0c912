"""Come in again on one's own device, by the secret that lies there instead of a password.

The secret is not replaced at each use: an answer lost on the way would lock out an old member who did nothing wrong.
What it costs: a copied secret serves until the member ends the session, which the list of devices lets him do.
"""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from services.identity.store import sessions
from services.identity.usecases.opening_session import SignedIn, go_on
from shared.usecase import Context, Request


class ResumeSession(Request):
    secret: Annotated[str, Meta(min_length=20, max_length=100)]


def resume_session(command: ResumeSession, ctx: Context) -> SignedIn:
    """Raises SignedOut."""
    return go_on(sessions.with_secret(command.secret), ctx.now)
