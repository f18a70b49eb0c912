"""What a published article shortens and no table knows is noted for the desk."""

from __future__ import annotations

from datetime import datetime

from services.speech.rules.lexicon import Lexicon
from services.speech.rules.unknown_words import unknown_words
from services.speech.store import unknown_words as noted
from shared.contracts.content import ArticlePublished

MOST_OF_ONE_ARTICLE = 50


def note_unknown_words(article: ArticlePublished, lexicon: Lexicon, now: datetime) -> None:
    cells = [cell for block in article.blocks for row in block.rows for cell in row]
    texts = [article.title, *(block.text for block in article.blocks), *cells]
    words = set().union(*(unknown_words(text, lexicon) for text in texts))
    noted.note(sorted(words)[:MOST_OF_ONE_ARTICLE], article.article_id, now)
