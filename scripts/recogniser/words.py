"""The word lists of words.toml."""

import tomllib
from pathlib import Path

_LISTS: dict[str, list[str]] = tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8"))

SURNAMES = _LISTS["surnames"]
MIDDLE_NAMES = _LISTS["middle_names"]
GIVEN_NAMES = _LISTS["given_names"]
PROVINCES = _LISTS["provinces"]
DISTRICTS = _LISTS["districts"]
COMMUNES = _LISTS["communes"]
ISSUERS = _LISTS["issuers"]
PARTY_LABELS = _LISTS["party_labels"]
CITIZEN_LABELS = _LISTS["citizen_labels"]
HEADINGS = _LISTS["headings"]
ONSETS = _LISTS["onsets"]  # twice the empty one: a syllable without onset comes more often
RIMES = _LISTS["rimes"]
TONES = ["", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"]
