"""The floor under card reading: moderate damage, typefaces that no reader was trained on, invented people.

`python -m deploy.demo.cards evaluate 96` prints the same table for any number of cards.
"""

import pytest

from deploy.demo.cards.evaluation import Score, evaluate, total
from deploy.demo.cards.fonts import HELD_OUT
from deploy.demo.cards.generate import cards
from services.identity.engines.cards import TOGETHER, CardReader

LEVELS = (1, 2)
COUNT = 80

FOUND, FIGURES, FIELDS, WHOLE_CARDS = 0.99, 0.99, 0.99, 0.95


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_cards_in_typefaces_never_trained_on_are_read_and_none_is_taken_for_another_persons(reader: CardReader) -> None:
    scores, mistakes = evaluate(reader, cards(COUNT, families=HELD_OUT, levels=LEVELS))
    readers = {name: total(scores, name, LEVELS) for name, _ in scores}
    for name, score in readers.items():
        print(f"{name}: {_told(score)}")
    for mistake in mistakes:
        print(f"{mistake.card} {mistake.font} {mistake.field}: {mistake.printed!r} read as {mistake.read!r}")

    together = readers[TOGETHER]
    assert together.wrong == 0
    assert together.share("found", "cards") >= FOUND
    assert together.share("figures_exact", "figures") >= FIGURES
    assert together.share("exact", "fields") >= FIELDS
    assert together.share("whole_cards", "cards") >= WHOLE_CARDS


def _told(score: Score) -> str:
    parts = {
        "found": score.share("found", "cards"),
        "certain": score.share("certain", "cards"),
        "figures": score.share("figures_exact", "figures"),
        "fields": score.share("exact", "fields"),
        "whole cards": score.share("whole_cards", "cards"),
    }
    return ", ".join(f"{name} {share:.1%}" for name, share in parts.items()) + f", wrong {score.wrong}"
