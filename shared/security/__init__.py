"""Who is asking, what they may do, and the trail they leave."""

from shared.security import audit, paths
from shared.security.citizens import PUBLIC, citizens_may, is_citizen, refuse_citizen
from shared.security.errors import NotForCitizens, NotForHelpers, NotPermitted, PathInvalid, TokenExpired, TokenInvalid
from shared.security.helpers import helpers_may, refuse_helper
from shared.security.paths import covers
from shared.security.permissions import (
    Permission,
    allowed,
    allowed_everywhere,
    audiences_of,
    authorise,
    authorise_everywhere,
    paths_for,
)
from shared.security.tokens import Actor, Grant, issue, load_private_key, load_public_keys, verify

__all__ = [
    "PUBLIC",
    "Actor",
    "Grant",
    "NotForCitizens",
    "NotForHelpers",
    "NotPermitted",
    "PathInvalid",
    "Permission",
    "TokenExpired",
    "TokenInvalid",
    "allowed",
    "allowed_everywhere",
    "audiences_of",
    "audit",
    "authorise",
    "authorise_everywhere",
    "citizens_may",
    "covers",
    "helpers_may",
    "is_citizen",
    "issue",
    "load_private_key",
    "load_public_keys",
    "paths",
    "paths_for",
    "refuse_citizen",
    "refuse_helper",
    "verify",
]
