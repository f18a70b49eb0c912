"""How search sees Vietnamese text (shared/vietnamese), under the names that the assistant's rules use."""

from __future__ import annotations

from shared.vietnamese.folding import pairs as bigrams
from shared.vietnamese.folding import syllables
from shared.vietnamese.folding import without_diacritics as fold

__all__ = ["bigrams", "fold", "syllables"]
