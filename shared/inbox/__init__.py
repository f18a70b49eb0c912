"""Deduplication: an event has its effect once, however often it is delivered."""

from shared.inbox.react import react, react_to_all

__all__ = ["react", "react_to_all"]
