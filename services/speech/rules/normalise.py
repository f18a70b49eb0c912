"""Written Vietnamese → the words a reader says, with the way back for highlighting.

Promises: no text over LIMIT characters reaches the number speller (sea-g2p dies on very long input); every
original word and every spoken word is in exactly one link, in order.
Does not: load the lexicon or sea-g2p; the caller passes both (engines/reader.py).
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from services.speech.rules.lexicon import Lexicon
from services.speech.rules.reading import STEPS
from services.speech.rules.syllables import in_modern_spelling
from services.speech.rules.word_links import Link, link_words

LIMIT = 4_000
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,300}>")
# In front of a number it says nothing, and the number speller leaves «/0/à» as it is.
_LEADING_SLASH = re.compile(r"(?<!\w)/+(?=\d)")
# Bold or wide letters of their own, as they are pasted from pages that allow no other emphasis: no engine knows them.
_DISGUISED = re.compile(r"[\uff01-\uff5e\U0001d400-\U0001d7ff]+")
_VIETNAMESE = re.compile(r"[^\W\d_a-zA-Z]")
_WITNESS = "được"
Speller = Callable[[str], str]


@dataclass(frozen=True)
class Spoken:
    text: str
    original_words: tuple[str, ...]
    words: tuple[str, ...]
    links: tuple[Link, ...]


def normalise(text: str, lexicon: Lexicon, spell: Speller) -> Spoken:
    """One sentence or paragraph; a longer text is the caller's to split (rules/segments.py)."""
    if len(text) > LIMIT:
        raise ValueError(f"normalise takes at most {LIMIT} characters, got {len(text)}")
    said = _spelled(prepare(text, lexicon), spell) if has_words(text) else ""
    said = _tidied(in_modern_spelling(said))
    original, words = tuple(text.split()), tuple(said.split())
    return Spoken(said, original, words, link_words(original, words))


def _spelled(text: str, spell: Speller) -> str:
    """sea-g2p takes a text without one Vietnamese letter for English and says «five»; so it is shown one."""
    if _VIETNAMESE.search(text):
        return spell(text)
    return spell(f"{text} {_WITNESS}").removesuffix(_WITNESS)


def prepare(text: str, lexicon: Lexicon) -> str:
    """Everything but the numbers in words."""
    text = _DISGUISED.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    text = re.sub(r"[\u200b-\u200f\u2060\ufeff\u00ad]", "", unicodedata.normalize("NFC", text))
    text = re.sub(r"\s+", " ", html.unescape(_TAG.sub(" ", text))).strip()
    for step in STEPS:
        text = step(text, lexicon)
    return re.sub(r"\s+", " ", _LEADING_SLASH.sub("", text)).strip()


def has_words(text: str) -> bool:
    return any(character.isalnum() for character in text)


def _tidied(said: str) -> str:
    """The number speller gives back some slashes as they came («/b/à»); no sign reaches an engine."""
    said = re.sub(r"</?en>", "", said).replace("/", " ")
    said = re.sub(r"\s+([,.!?])", r"\1", said)
    said = re.sub(r"([,.])[,.\s]*([.!?])", r"\2", said)
    return re.sub(r"\s+", " ", said).strip(" ,")
