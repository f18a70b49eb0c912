"""What feedback reads from the environment: what every service reads."""

from __future__ import annotations

from dataclasses import dataclass

from shared.settings import BaseSettings


@dataclass(frozen=True, kw_only=True)
class Settings(BaseSettings):
    """A process of feedback."""
