"""The name on a certificate, as it is kept: only comparable, never readable."""

from __future__ import annotations

from shared.store import blind_index


def name_index(full_name: str) -> str:
    """Tones count: two names that differ in them are two people. Capitals and spaces do not."""
    return blind_index(" ".join(full_name.casefold().split()), "study_certificate")
