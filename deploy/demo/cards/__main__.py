"""python -m deploy.demo.cards make COUNT FOLDER        photographs and truth.jsonl
python -m deploy.demo.cards evaluate COUNT [--all]   how well they are read: each reader alone and together

`evaluate` takes fonts that no reader was trained on, in levels 1 and 2; `--all` takes every font and level.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections import Counter
from pathlib import Path

from deploy.demo.cards.evaluation import Score, evaluate, total
from deploy.demo.cards.fonts import FAMILIES, HELD_OUT
from deploy.demo.cards.generate import SEED, cards, write
from services.identity.engines.cards import CardReader
from services.identity.settings import CardSettings, load

COLUMNS = "level  cards  found  certain  wrong  figures exact  whole cards  fields exact  plain  ms"


def main(arguments: list[str]) -> int:
    parser = ArgumentParser(prog="python -m deploy.demo.cards", description=__doc__)
    parser.add_argument("command", choices=("make", "evaluate"))
    parser.add_argument("count", type=int)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--all", action="store_true", help="every font and every level of damage")
    parser.add_argument("--seed", type=int, default=SEED)
    chosen = parser.parse_args(arguments)
    if chosen.command == "make":
        if chosen.folder is None:
            parser.error("make needs a folder")
        print(f"{write(chosen.folder, cards(chosen.count, seed=chosen.seed))} cards in {chosen.folder}")
        return 0
    families, levels = (FAMILIES, (0, 1, 2, 3)) if chosen.all else (HELD_OUT, (1, 2))
    reader = CardReader.start(load(CardSettings))
    made = cards(chosen.count, seed=chosen.seed, families=families, levels=levels)
    scores, mistakes = evaluate(reader, made)
    print(f"{'reader':<40}{COLUMNS}")
    for name in sorted({name for name, _ in scores}):
        for level in levels:
            _row(name, str(level), total(scores, name, [level]))
        _row(name, "all", total(scores, name, levels))
    print(f"\nwrong fields by font: {dict(Counter(mistake.font for mistake in mistakes))}")
    for mistake in mistakes:
        print(f"{mistake.card} L{mistake.level} {mistake.font}, {mistake.field}: {mistake.printed!r}, {mistake.read!r}")
    return 0


def _row(reader: str, level: str, score: Score) -> None:
    shares = (("found", "cards"), ("certain", "cards"))
    found, certain = (f"{score.share(*pair):6.1%}" for pair in shares)
    middle = sorted(score.milliseconds)[len(score.milliseconds) // 2] if score.milliseconds else 0
    print(
        f"{reader:<40}{level:>5}{score.cards:>7} {found}  {certain:>7}{score.wrong:>7}"
        f"{score.share('figures_exact', 'figures'):15.1%}{score.share('whole_cards', 'cards'):13.1%}"
        f"{score.share('exact', 'fields'):14.1%}{score.share('plain_exact', 'fields'):7.1%}{middle:4.0f}"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
