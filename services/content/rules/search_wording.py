"""How corrected words are written where the reader finds them: "dang phi" as "đảng phí"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from shared.vietnamese.folding import words_with_places


def as_written(words: Sequence[str], texts: Iterable[str]) -> str:
    """From the first text that has all of them in a row; else word by word; a word that stands nowhere as it is."""
    singly: dict[str, str] = {}
    for text in texts:
        places = list(words_with_places(text))
        folded = ["".join(parts) for _, _, parts, _ in places]
        for start in range(len(folded) - len(words) + 1):
            if folded[start : start + len(words)] == list(words):
                return text[places[start][0] : places[start + len(words) - 1][1]].lower()
        for (begin, end, _, _), word in zip(places, folded, strict=True):
            singly.setdefault(word, text[begin:end].lower())
    return " ".join(singly.get(word, word) for word in words)
